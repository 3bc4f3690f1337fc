//! A host at the far end of a slow line: it answers late, and its bytes come one after another. It paces them itself,
//! because a browser told to pretend does so for its page and not for the page's worker.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use std::{fs, io, thread};

use crate::site::{mime, tag};

/// From a request to the first byte of its answer.
const LATENCY: Duration = Duration::from_millis(150);
/// 1.6 Mbit a second.
const BYTES_A_SECOND: f64 = 200_000.0;
/// What goes over the line at once: about what a packet holds.
const PACKET: usize = 1460;

/// The host, and when its line is free for the next packet.
struct Host {
    folder: PathBuf,
    free: Mutex<Instant>,
}

/// A page of a host's own, beside the files of a folder.
pub const HOST: &str = "host.html";

/// Serves a folder, its files as Brotli where that lies beside them, as long as the process lives; returns the address.
pub fn serve(folder: &Path) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    let host = Arc::new(Host {
        folder: folder.to_owned(),
        free: Mutex::new(Instant::now()),
    });
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let host = Arc::clone(&host);
            // A browser that goes away is no fault of the host.
            thread::spawn(move || drop(host.answer(&connection)));
        }
    });
    format!("http://{address}/")
}

impl Host {
    fn answer(&self, connection: &TcpStream) -> io::Result<()> {
        let mut request = Vec::new();
        for line in BufReader::new(connection).lines() {
            let line = line?;
            if line.is_empty() {
                break;
            }
            request.push(line);
        }
        let Some(target) = request.first().and_then(|line| line.split(' ').nth(1)) else {
            return Ok(());
        };
        thread::sleep(LATENCY);
        let path = target.split('?').next().unwrap_or_default();
        let name = match path.trim_start_matches('/') {
            "" => "index.html",
            name => name,
        };
        let takes_brotli = request
            .iter()
            .map(|line| line.to_ascii_lowercase())
            .any(|line| line.starts_with("accept-encoding:") && line.contains("br"));
        let packed = fs::read(self.folder.join(format!("{name}.br"))).ok();
        let (encoding, body) = match packed.filter(|_| takes_brotli) {
            Some(body) => ("Content-Encoding: br\r\n", Some(body)),
            None if name == HOST => ("", Some(include_bytes!("../../benches/host.html").to_vec())),
            None => ("", fs::read(self.folder.join(name)).ok()),
        };
        let status = if body.is_some() {
            "200 OK"
        } else {
            "404 Not Found"
        };
        let body = body.unwrap_or_default();
        // As docs/hosting.md says: a name that holds a checksum never means other bytes.
        let keep = if has_checksum(name) {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\nETag: {}\r\n{encoding}Cache-Control: {keep}\r\nVary: Accept-Encoding\r\nConnection: close\r\n\r\n",
            mime(name),
            body.len(),
            tag(&body)
        );
        self.send(connection, &[head.as_bytes(), &body].concat())
    }

    /// Answers that go at the same time share the line, packet by packet.
    fn send(&self, mut connection: &TcpStream, bytes: &[u8]) -> io::Result<()> {
        for packet in bytes.chunks(PACKET) {
            let takes = Duration::from_secs_f64(packet.len() as f64 / BYTES_A_SECOND);
            let arrives = {
                let mut free = self.free.lock().expect("the line");
                *free = Instant::now().max(*free) + takes;
                *free
            };
            thread::sleep(arrives.saturating_duration_since(Instant::now()));
            connection.write_all(packet)?;
        }
        Ok(())
    }
}

fn has_checksum(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let last = stem.rsplit('-').next().unwrap_or_default();
    last.len() == 16 && last.bytes().all(|byte| byte.is_ascii_hexdigit())
}
