//! A static host: serves a folder as it is, but for a script that watches the page, from a free port of this
//! machine, and keeps a list of what was asked for. Each connection has a thread of its own and one answer: a browser opens connections in
//! advance, and a host that waits on an idle one keeps the page waiting.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::{fs, io, thread};

/// The folder of the release build.
pub fn release() -> PathBuf {
    let folder = std::env::var_os("DIST_DIR");
    PathBuf::from(folder.expect("DIST_DIR must name the release build's folder"))
}

/// A running host; it ends with the process.
pub struct Site {
    /// Its address.
    pub url: String,
    asked: Arc<Mutex<Vec<String>>>,
    /// How the names of files begin that it does not give out.
    refused: Arc<Mutex<Option<&'static str>>>,
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
        let asked = Arc::new(Mutex::new(Vec::new()));
        let refused = Arc::new(Mutex::new(None));
        let (list, kept) = (asked.clone(), refused.clone());
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
            refused,
        }
    }

    /// From now on it does not give out files whose names begin so.
    pub fn refuse(&self, beginning: Option<&'static str>) {
        *self.refused.lock().expect("what is refused") = beginning;
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
    refused: &Mutex<Option<&'static str>>,
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
    let mut found = fs::read(folder.join(name))
        .ok()
        .filter(|_| !name.contains(".."));
    let refused = *refused.lock().expect("what is refused");
    if refused.is_some_and(|beginning| name.starts_with(beginning)) {
        found = None;
    }
    if name == "index.html" {
        found = found.map(|page| watched(&page));
    }
    let (status, keep, body) = match found {
        Some(body) => ("200 OK", "max-age=60", body),
        None => ("404 Not Found", "no-store", Vec::new()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: {keep}\r\nConnection: close\r\n\r\n",
        mime(name),
        body.len()
    );
    asked.lock().expect("the list").push(path);
    connection.write_all(head.as_bytes())?;
    connection.write_all(&body)
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
