//! The first command of the README: a working page from a bare machine with Rust, without Node.

use crate::process::{capture, command, find, target_folder};
use crate::{Outcome, dist, tools};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::Stdio;
use std::time::{Duration, Instant};

const USUAL_PORT: u16 = 8080;

/// Builds, serves and rebuilds until it is stopped.
pub fn serve(port: Option<&str>, open: bool) -> Outcome {
    let port = match port {
        None => free_port()?,
        Some(text) => text
            .parse()
            .map_err(|_| format!("`{text}` is no port: write a number from 1 to 65535."))?,
    };
    let tools = tools::wasm_tools()?;
    println!("Building the page: one to three minutes the first time, seconds later.");

    // A folder of its own: a development build must not replace a release in dist/.
    let folder = target_folder().join("serve");
    let mut trunk = dist::trunk(&tools);
    trunk
        .args([
            "serve",
            "--address",
            "127.0.0.1",
            "--port",
            &port.to_string(),
            "--dist",
        ])
        .arg(folder);

    if let Ok(this) = std::env::current_exe() {
        let mut announcer = command(this);
        announcer.args([
            "announce",
            &port.to_string(),
            if open { "open" } else { "quiet" },
        ]);
        let _ = announcer.stdin(Stdio::null()).spawn();
    }
    become_or_run(trunk)
}

/// On Unix the process is replaced, so that stopping it stops the server too.
#[cfg(unix)]
fn become_or_run(mut trunk: std::process::Command) -> Outcome {
    use std::os::unix::process::CommandExt;
    let error = trunk.exec();
    Err(format!("trunk could not be started: {error}."))
}

#[cfg(not(unix))]
fn become_or_run(mut trunk: std::process::Command) -> Outcome {
    crate::process::run(&mut trunk)
}

fn free_port() -> Outcome<u16> {
    let taken = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    let port = (USUAL_PORT..USUAL_PORT + 20)
        .find(taken)
        .ok_or("The ports from 8080 on are all taken: use --port.")?;
    if port != USUAL_PORT {
        println!("Port {USUAL_PORT} is taken, using {port}.");
    }
    Ok(port)
}

/// Waits until the page answers, then says where it is and opens a browser if there is one. Runs beside the server
/// and never makes it fail.
pub fn announce(arguments: &[String]) {
    let Some(port) = arguments.first().and_then(|text| text.parse::<u16>().ok()) else {
        return;
    };
    let started = Instant::now();
    let parent = parent();
    while !answers(port) {
        std::thread::sleep(Duration::from_millis(300));
        if started.elapsed() > Duration::from_secs(1800) || self::parent() != parent {
            return;
        }
    }
    let url = format!("http://127.0.0.1:{port}/");
    println!("\n  The calculator is at {url}   (Ctrl-C stops it)\n");
    if arguments.get(1).is_some_and(|word| word == "open") {
        open_browser(&url);
    }
}

#[cfg(unix)]
fn parent() -> Option<u32> {
    Some(std::os::unix::process::parent_id())
}

#[cfg(not(unix))]
fn parent() -> Option<u32> {
    None
}

fn answers(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else {
        return false;
    };
    let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
    let mut start = [0_u8; 12];
    let request = format!(
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/html\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).is_ok()
        && stream.read_exact(&mut start).is_ok()
        && start.ends_with(b"200")
}

fn open_browser(url: &str) {
    let mut opener = if cfg!(target_os = "macos") {
        command("open")
    } else if cfg!(windows) {
        let mut start = command("cmd");
        start.args(["/C", "start"]);
        start
    } else {
        let has_display = ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some());
        if !has_display || find("xdg-open").is_none() {
            return;
        }
        command("xdg-open")
    };
    let _ = capture(opener.arg(url));
}
