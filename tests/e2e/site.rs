//! A static host: serves the release as it is, but for a script that watches the page, from a free port of this
//! machine, and keeps a list of what was asked for. Beside the release stand the host pages (`/hosts/`), the release
//! once more as if it were another version (`/second/`) and the packages of the tests (`/npm/`). Each connection has a
//! thread of its own and one answer: a browser opens connections in advance, and a host that waits on an idle one keeps
//! the page waiting.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::{fs, io, thread};

/// What a host does wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It does not give it out.
    Missing,
    /// It gives it out as plain text.
    WrongType,
    /// It changes its last byte.
    Corrupted,
}

/// The names of the files concerned, by their beginning and end, and the fault.
type Spoilt = Option<(&'static str, &'static str, Fault)>;

/// A running host; it ends with the process.
pub struct Site {
    /// Its address.
    pub url: String,
    asked: Arc<Mutex<Vec<String>>>,
    spoilt: Arc<Mutex<Spoilt>>,
}

impl Site {
    /// Serves the release build.
    pub fn of_release() -> Self {
        let folder = PathBuf::from(
            std::env::var_os("DIST_DIR").expect("DIST_DIR must name the release build's folder"),
        );
        assert!(
            folder.join("index.html").is_file(),
            "no release build in {}",
            folder.display()
        );
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let spoilt = Arc::new(Mutex::new(None));
        let (list, kept) = (asked.clone(), spoilt.clone());
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let (folder, list, kept) = (folder.clone(), list.clone(), kept.clone());
                // A browser that goes away is no fault of the host.
                thread::spawn(move || drop(answer(&connection, &folder, &list, &kept)));
            }
        });
        Site {
            url: format!("http://{address}/"),
            asked,
            spoilt,
        }
    }

    /// From now on it does not give out files whose names begin so.
    pub fn refuse(&self, beginning: Option<&'static str>) {
        self.spoil(beginning.map(|beginning| (beginning, "", Fault::Missing)));
    }

    /// From now on it does this wrong, and nothing else.
    pub fn spoil(&self, spoilt: Spoilt) {
        *self.spoilt.lock().expect("what is spoilt") = spoilt;
    }

    /// Every path asked for so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("the list").clone()
    }
}

fn answer(
    mut connection: &TcpStream,
    folder: &Path,
    asked: &Mutex<Vec<String>>,
    spoilt: &Mutex<Spoilt>,
) -> io::Result<()> {
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
    let name = match path.trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    let mut found = match name {
        "hosts/study.json" => Some(other_study().into_bytes()),
        _ if name.contains("..") => None,
        _ => fs::read(place(folder, name)).ok(),
    };
    let spoilt = *spoilt.lock().expect("what is spoilt");
    let fault = spoilt
        .filter(|(start, end, _)| name.starts_with(start) && name.ends_with(end))
        .map(|(_, _, fault)| fault);
    match fault {
        Some(Fault::Missing) => found = None,
        Some(Fault::Corrupted) => {
            if let Some(last) = found.as_mut().and_then(|body| body.last_mut()) {
                *last ^= 1;
            }
        }
        Some(Fault::WrongType) | None => {}
    }
    if name.ends_with(".html") {
        found = found.map(|page| watched(&page));
    }
    let mime = match fault {
        Some(Fault::WrongType) => "text/plain",
        _ => mime(name),
    };
    let (status, keep, body) = match found {
        Some(body) => ("200 OK", "max-age=60", body),
        None => ("404 Not Found", "no-store", Vec::new()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {}\r\nCache-Control: {keep}\r\nAccess-Control-Allow-Origin: *\r\nConnection: close\r\n\r\n",
        body.len()
    );
    asked.lock().expect("the list").push(path);
    connection.write_all(head.as_bytes())?;
    connection.write_all(&body)
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
    } else if let Some(name) = name.strip_prefix("npm/") {
        tests.join("e2e/node_modules").join(name)
    } else {
        release.join(name.strip_prefix("second/").unwrap_or(name))
    }
}

/// The page with a script before all others that keeps a list of what goes wrong.
fn watched(page: &[u8]) -> Vec<u8> {
    let page = String::from_utf8_lossy(page);
    let watch = format!("<head><script>{}</script>", include_str!("watch.js"));
    page.replacen("<head>", &watch, 1).into_bytes()
}

fn mime(name: &str) -> &'static str {
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
