//! A static host: serves a folder as it is, from a free port of this machine, and keeps a list of what
//! was asked for.

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread;

use tiny_http::{Header, Response, Server};

/// A running host; it ends with the test.
pub struct Site {
    /// Its address.
    pub url: String,
    server: Arc<Server>,
    asked: Arc<Mutex<Vec<String>>>,
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
        let server = Arc::new(Server::http("127.0.0.1:0").expect("a free port"));
        let port = server.server_addr().to_ip().expect("an address").port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (serving, list) = (server.clone(), asked.clone());
        thread::spawn(move || {
            for request in serving.incoming_requests() {
                let path = request
                    .url()
                    .split('?')
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                list.lock().expect("the list").push(path.clone());
                let name = match path.trim_start_matches('/') {
                    "" => "index.html",
                    name => name,
                };
                let answer = match fs::read(folder.join(name)) {
                    Ok(bytes) if !name.contains("..") => {
                        let header =
                            Header::from_bytes("Content-Type", mime(name)).expect("a header");
                        request.respond(Response::from_data(bytes).with_header(header))
                    }
                    _ => request.respond(Response::empty(404)),
                };
                // A browser that went away is no fault of the host.
                drop(answer);
            }
        });
        Site {
            url: format!("http://127.0.0.1:{port}/"),
            server,
            asked,
        }
    }

    /// Every path asked for so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("the list").clone()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.unblock();
    }
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
