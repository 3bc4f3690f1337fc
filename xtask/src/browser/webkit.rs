//! WebKit, as WebKitGTK: the engine of Safari, on Linux. It has no mode without a screen, so it is given one in memory.

use super::{Engine, install};
use crate::Outcome;
use crate::process::{command, find};
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

const DRIVER: &str = "WebKitWebDriver";
const SERVER: &str = "Xvfb";

/// Finds or installs WebKitGTK's driver and browser, and the X server that it needs.
pub fn webkit() -> Outcome<Engine> {
    if find(DRIVER).is_none() || find(SERVER).is_none() {
        install(&["webkit2gtk-driver", "xvfb"]).map_err(|why| format!("{why}\n{}", advice()))?;
    }
    match find(DRIVER) {
        Some(driver) if find(SERVER).is_some() => Ok(Engine {
            needs_display: true,
            ..Engine::new("webkit", "WEBKITDRIVER", &driver)
        }),
        _ => Err(advice()),
    }
}

fn advice() -> String {
    let how = if !cfg!(target_os = "linux") {
        "its driver runs on Linux only; run the tests there, as CI does"
    } else if find("apt-get").is_some() {
        "run `sudo apt-get install webkit2gtk-driver xvfb`, then run this again"
    } else if find("dnf").is_some() {
        "run `sudo dnf install webkitgtk6.0 xorg-x11-server-Xvfb`, then run this again"
    } else {
        "install WebKitGTK with its driver WebKitWebDriver, and Xvfb, then run this again"
    };
    format!("There is no WebKit to test in: {how}.")
}

/// A screen that nobody sees; it goes away with this value.
pub struct Display {
    server: Child,
    /// What the variable `DISPLAY` says.
    pub name: String,
}

impl Display {
    /// Starts an X server, which chooses a number that is free and says it.
    pub fn start() -> Outcome<Self> {
        let size = ["-screen", "0", "1600x1200x24"];
        let mut server = command(SERVER)
            .args(["-displayfd", "1", "-nolisten", "tcp"])
            .args(size)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{SERVER} could not be started: {error}."))?;
        let mut number = String::new();
        if let Some(output) = server.stdout.take() {
            let _ = BufReader::new(output).read_line(&mut number);
        }
        let display = Display {
            server,
            name: format!(":{}", number.trim()),
        };
        if number.is_empty() {
            return Err(format!(
                "{SERVER} ended at once: run it by hand to see why."
            ));
        }
        Ok(display)
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
