//! The first command of the README: a working page from a bare machine with Rust and Node.

use crate::Outcome;
use crate::build::{dist, tools};
use crate::process::{find, target_folder};
use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

const USUAL_PORT: u16 = 8080;

/// Builds, serves and rebuilds until it is stopped.
pub fn serve(port: Option<u16>, open: bool) -> Outcome {
    let port = port.map_or_else(free_port, Ok)?.to_string();
    let tools = tools::wasm_tools()?;
    println!(
        "Building the page: one to three minutes the first time, seconds later. It will be at http://127.0.0.1:{port}/ \
         until Ctrl-C stops it."
    );
    // A folder of its own: a development build must not replace a release in dist/.
    let mut trunk = dist::trunk(&tools);
    trunk
        .args(["serve", "--address", "127.0.0.1", "--port", &port])
        .arg("--dist")
        .arg(target_folder().join("serve"));
    if open && can_open() {
        trunk.arg("--open");
    }
    become_or_run(trunk)
}

/// Whether there is a screen with a browser on it.
fn can_open() -> bool {
    let has_display = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some());
    !cfg!(target_os = "linux") || (has_display && find("xdg-open").is_some())
}

/// On Unix the process is replaced, so that stopping it stops the server too.
#[cfg(unix)]
fn become_or_run(mut trunk: Command) -> Outcome {
    use std::os::unix::process::CommandExt;
    let error = trunk.exec();
    Err(format!("trunk could not be started: {error}."))
}

#[cfg(not(unix))]
fn become_or_run(mut trunk: Command) -> Outcome {
    crate::process::run(&mut trunk)
}

fn free_port() -> Outcome<u16> {
    let is_free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    (USUAL_PORT..USUAL_PORT + 20)
        .find(is_free)
        .ok_or_else(|| "The ports from 8080 on are all taken: use --port.".to_owned())
}
