//! A static host: serves the release as it is, but for a script that watches the page, from a free port of this
//! machine, and keeps a list of what was asked for. Beside the release stand the host pages (`/hosts/`), the release
//! once more as if it were another version (`/second/`), once more in other folders (`FOLDERS`), and the packages of the
//! tests (`/npm/`). Each connection has a thread of its own and one answer: a browser opens connections in advance, and a host that waits on an idle one keeps
//! the page waiting.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{fs, io, thread};

use crate::rewriting::{Rewriting, rewritten};
use crate::second;

/// Other folders in which the release stands too. Those with a number wait as many milliseconds with the word on
/// enrolment, where the host is told to.
const FOLDERS: [&str; 7] = [
    "app/",
    "snippets/liver-prescreen/",
    "wp-content/uploads/liver-prescreen/",
    "liver-prescreen/",
    "500/",
    "3500/",
    "20000/",
];

/// The folder of the release build.
pub fn release() -> PathBuf {
    let folder = std::env::var_os("DIST_DIR");
    PathBuf::from(folder.expect("DIST_DIR must name the release build's folder"))
}

/// What a host does wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It does not give it out.
    Missing,
    /// It gives it out as plain text.
    WrongType,
    /// It changes its last byte.
    Corrupted,
    /// It says how long it is, and closes the connection half way.
    CutShort,
    /// The same, and it is gone from then on.
    Dies,
    /// It says nothing for as long as it has this fault.
    Stalls,
}

/// The names of the files concerned, by their beginning and end, and the fault.
type Spoilt = Option<(&'static str, &'static str, Fault)>;

/// What the host does otherwise than a good one.
#[derive(Clone, Default)]
struct Faults {
    /// It ends each connection without a word.
    down: bool,
    /// What it does wrong with some files.
    spoilt: Spoilt,
    /// It calls wasm by the name of nothing in particular.
    no_wasm_type: bool,
    /// It answers each request with this status and an empty page.
    status: Option<&'static str>,
    /// What it says of enrolment beside the page.
    enrolment: Option<String>,
    /// The status with which it says so, and the headers of that status.
    enrolment_status: Option<&'static str>,
    /// How long it waits before it says so.
    enrolment_waits: Duration,
    /// Browsers that keep its worker can be told (by a message `break`) that their storage is out of order.
    storage_may_break: bool,
    /// It waits with it in some folders for as long as their names say.
    some_wait: bool,
    /// What the host has changed in its own page of the release: a text, and what stands in its place.
    page_says: Option<(&'static str, String)>,
    /// Somebody on the way who changes what it sends.
    rewriting: Option<Rewriting>,
    /// It forbids that.
    no_transform: bool,
    /// Pages of its own, by name.
    pages: HashMap<String, String>,
    /// The clock of whoever opens a page of it is wrong: the time it shows when the page is opened, as a script writes it.
    clock: Option<&'static str>,
}

/// A running host; it ends with the process.
#[derive(Clone)]
pub struct Site {
    /// Its address.
    pub url: String,
    asked: Arc<Mutex<Vec<String>>>,
    folder: Arc<Mutex<PathBuf>>,
    faults: Arc<Mutex<Faults>>,
}

impl Site {
    /// Serves the release build.
    pub fn of_release() -> Self {
        let folder = release();
        assert!(
            folder.join("index.html").is_file(),
            "no release build in {}",
            folder.display()
        );
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let site = Site {
            url: format!("http://{address}/"),
            asked: Arc::default(),
            folder: Arc::new(Mutex::new(folder)),
            faults: Arc::default(),
        };
        let host = site.clone();
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let host = host.clone();
                // A browser that goes away is no fault of the host.
                thread::spawn(move || drop(host.answer(&connection)));
            }
        });
        site
    }

    fn set(&self, change: impl FnOnce(&mut Faults)) {
        change(&mut self.faults.lock().expect("the faults"));
    }

    /// From now on it does not give out files whose names begin so.
    pub fn refuse(&self, beginning: Option<&'static str>) {
        self.spoil(beginning.map(|beginning| (beginning, "", Fault::Missing)));
    }

    /// From now on it does this wrong with some files, and nothing else.
    pub fn spoil(&self, spoilt: Spoilt) {
        self.set(|faults| faults.spoilt = spoilt);
    }

    /// From now on the network is gone, or is back.
    pub fn is_gone(&self, down: bool) {
        self.set(|faults| faults.down = down);
    }

    /// From now on it does not know what wasm is.
    pub fn forget_wasm(&self) {
        self.set(|faults| faults.no_wasm_type = true);
    }

    /// From now on it answers everything so; without a status, as a good host does.
    pub fn only_says(&self, status: Option<&'static str>) {
        self.set(|faults| faults.status = status);
    }

    /// From now on this is its `enrolment.json`; without a text it has none.
    pub fn publish(&self, enrolment: Option<String>) {
        self.set(|faults| faults.enrolment = enrolment);
    }

    /// From now on it answers whoever asks for enrolment so; without a status, as a good host does.
    pub fn answers_enrolment(&self, status: Option<&'static str>) {
        self.set(|faults| faults.enrolment_status = status);
    }

    /// From now on whoever asks for enrolment waits.
    pub fn delays_enrolment(&self, wait: Duration) {
        self.set(|faults| faults.enrolment_waits = wait);
    }

    /// From now on whoever asks for enrolment waits, or not, as long as some folders' names say.
    pub fn some_wait(&self, wait: bool) {
        self.set(|faults| faults.some_wait = wait);
    }

    /// From now on something else stands in its page in place of a text.
    pub fn page_says(&self, text: &'static str, other: String) {
        self.set(|faults| faults.page_says = Some((text, other)));
    }

    /// From now on somebody on the way changes what it sends, unless it forbids that.
    pub fn rewrites(&self, rewriting: Option<Rewriting>, no_transform: bool) {
        self.set(|faults| {
            faults.rewriting = rewriting;
            faults.no_transform = no_transform;
        });
    }

    /// From now on it has this page too.
    pub fn add_page(&self, name: &str, page: String) {
        self.set(|faults| {
            faults.pages.insert(name.to_owned(), page);
        });
    }

    /// From now on a message can break the storage of a worker that comes from here.
    pub fn storage_may_break(&self) {
        self.set(|faults| faults.storage_may_break = true);
    }

    /// From now on clocks start at this time in its pages, and go on from there.
    pub fn clock(&self, time: &'static str) {
        self.set(|faults| faults.clock = Some(time));
    }

    /// From now on it serves another folder.
    pub fn serve(&self, folder: &Path) {
        *self.folder.lock().expect("the folder") = folder.to_owned();
    }

    /// Every path asked for so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("the list").clone()
    }

    /// What is wrong by now with what had that fault.
    fn fault(&self) -> Option<Fault> {
        let spoilt = self.faults.lock().expect("the faults").spoilt;
        spoilt.map(|(_, _, fault)| fault)
    }

    fn answer(&self, mut connection: &TcpStream) -> io::Result<()> {
        let mut lines = BufReader::new(connection).lines();
        let first = lines.next().unwrap_or_else(|| Ok(String::new()))?;
        // The headers end with an empty line.
        while lines
            .next()
            .is_some_and(|line| line.is_ok_and(|line| !line.is_empty()))
        {}
        let Some(target) = first.split(' ').nth(1) else {
            return Ok(());
        };
        let path = target.split('?').next().unwrap_or_default().to_owned();
        let name = path.trim_start_matches('/');
        let folder = FOLDERS.iter().find(|folder| name.starts_with(**folder));
        let name = folder.map_or(name, |folder| &name[folder.len()..]);
        let name = match name {
            "" => "index.html",
            "other/" => "other/index.html",
            name => name,
        };
        let faults = self.faults.lock().expect("the faults").clone();
        let waits = folder.and_then(|folder| folder.trim_end_matches('/').parse().ok());
        let waits = waits
            .filter(|_| faults.some_wait)
            .map_or(faults.enrolment_waits, Duration::from_millis);
        if faults.down {
            return Ok(());
        }
        let fault = faults
            .spoilt
            .filter(|(start, end, _)| name.starts_with(start) && name.ends_with(end))
            .map(|(_, _, fault)| fault);
        let folder = self.folder.lock().expect("the folder").clone();
        let mut found = match name {
            _ if name.contains("..") || fault == Some(Fault::Missing) => None,
            "hosts/study.json" => Some(other_study().into_bytes()),
            "enrolment.json" | "snippets/enrolment.json" => {
                faults.enrolment.clone().map(String::into_bytes)
            }
            _ if faults.pages.contains_key(name) => {
                faults.pages.get(name).map(|page| page.clone().into_bytes())
            }
            _ => match name.strip_prefix("second/") {
                Some(name) => second::version(&folder, name),
                None => fs::read(place(&folder, name)).ok(),
            },
        };
        if let Some((text, other)) = &faults.page_says
            && ["index.html", "liver-prescreen.html"].contains(&name)
        {
            let changed = |page: Vec<u8>| {
                let page = String::from_utf8(page).expect("a page");
                assert!(page.contains(text), "{name} says {text}");
                page.replacen(text, other, 1).into_bytes()
            };
            found = found.map(changed);
        }
        let rewriting = faults.rewriting.filter(|_| !faults.no_transform);
        if let Some(rewriting) = rewriting {
            found = found.map(|body| rewritten(rewriting, name, body));
        }
        if name.ends_with(".html") {
            found = found.map(|page| watched(&page, faults.clock));
        }
        if name == "sw.js" && faults.storage_may_break {
            found = found.map(|worker| [include_bytes!("storage.js"), &worker[..]].concat());
        }
        if let Some(byte) = found.as_mut().and_then(|bytes| bytes.last_mut())
            && fault == Some(Fault::Corrupted)
        {
            *byte ^= 1;
        }
        let mut status = faults.status;
        if name == "enrolment.json" {
            status = status.or(faults.enrolment_status);
            thread::sleep(waits);
        }
        let (status, keep, body) = match (status, found) {
            (Some(status), _) => (status, "no-store", b"<p>The host's own words.".to_vec()),
            (None, Some(body)) => ("200 OK", "max-age=60", body),
            (None, None) => ("404 Not Found", "no-store", Vec::new()),
        };
        // The page and the list of a release's files are asked for anew each time, as docs/hosting.md says.
        let keep = match name {
            "index.html" | "sw.js" => "no-cache",
            _ => keep,
        };
        let keep = match (faults.rewriting, faults.no_transform) {
            (Some(_), true) => &[keep, ", no-transform"].concat(),
            // What was changed on the way before must not be taken from a browser's own cache.
            (Some(_), false) => "no-store",
            (None, _) => keep,
        };
        let kind = match mime(name) {
            _ if fault == Some(Fault::WrongType) => "text/plain",
            "application/wasm" if faults.no_wasm_type => "text/plain",
            kind => kind,
        };
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nETag: {}\r\nCache-Control: {keep}\r\nAccess-Control-Allow-Origin: *\r\nConnection: close\r\n\r\n",
            body.len(),
            tag(&body)
        );
        self.asked.lock().expect("the list").push(path);
        while fault == Some(Fault::Stalls) && self.fault() == fault {
            thread::sleep(Duration::from_millis(50));
        }
        if fault == Some(Fault::Stalls) && self.fault() == Some(Fault::Missing) {
            return Ok(());
        }
        connection.write_all(head.as_bytes())?;
        if matches!(fault, Some(Fault::CutShort | Fault::Dies)) {
            self.set(|faults| faults.down = fault == Some(Fault::Dies));
            return connection.write_all(&body[..body.len() / 2]);
        }
        connection.write_all(&body)
    }
}

/// What a server says that a browser may know these bytes by.
pub fn tag(body: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    format!("\"{:x}\"", hasher.finish())
}

/// A study of the host's own: the one that ships under another name and with another limit of age.
fn other_study() -> String {
    include_str!("../../src/study/data/nct05442437.json")
        .replacen("\"id\": \"NCT05442437\"", "\"id\": \"OTHER\"", 1)
        .replacen("\"min\": 18", "\"min\": 40", 1)
}

/// Where a file lies.
fn place(release: &Path, name: &str) -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    if let Some(name) = name.strip_prefix("hosts/") {
        tests.join("fixtures/hosts").join(name)
    } else if name.starts_with("other/") {
        tests.join("fixtures/hosts").join(name)
    } else if let Some(name) = name.strip_prefix("npm/") {
        tests.join("e2e/node_modules").join(name)
    } else {
        release.join(name)
    }
}

/// The page with a script before all others that keeps a list of what goes wrong, and sets the clock wrong where it is.
fn watched(page: &[u8], clock: Option<&str>) -> Vec<u8> {
    let page = String::from_utf8_lossy(page);
    let clock = clock.map(|time| include_str!("clock.js").replace("__TIME__", time));
    let clock = clock.unwrap_or_default();
    let watch = format!("<head><script>{}{clock}</script>", include_str!("watch.js"));
    page.replacen("<head>", &watch, 1).into_bytes()
}

/// What a host calls a file of this name.
pub fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("json" | "webmanifest") => "application/json",
        _ => "application/octet-stream",
    }
}
