//! The browsers of the tests. What is on PATH is used; where this program may install system packages, it does;
//! otherwise it says what to install.

mod chromium;
mod firefox;
mod webkit;

use crate::Outcome;
use crate::process::{cargo, command, find, is_superuser, run, run_logged};
pub use chromium::chromium;
pub use firefox::firefox;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use webkit::Display;
pub use webkit::webkit;

/// A browser that tests can run in.
pub struct Engine {
    /// The variables that tell tests of it.
    told: Vec<(&'static str, OsString)>,
    needs_display: bool,
}

impl Engine {
    fn new(name: &'static str, variable: &'static str, driver: &Path) -> Self {
        Engine {
            told: vec![("ENGINE", name.into()), (variable, driver.into())],
            needs_display: false,
        }
    }

    fn with(mut self, variable: &'static str, path: Option<&Path>) -> Self {
        self.told.extend(path.map(|path| (variable, path.into())));
        self
    }

    /// Runs tests in it, and keeps what they print.
    pub fn run(&self, tests: &mut Command) -> Outcome<String> {
        tests.envs(self.told.iter().map(|(name, value)| (name, value)));
        let display = self.needs_display.then(Display::start).transpose()?;
        if let Some(display) = &display {
            tests.env("DISPLAY", &display.name);
        }
        run_logged(tests)
    }
}

/// The end-to-end tests that the tests leave out: measurements, and what makes files.
pub fn measurement(name: &str, dist: &Path) -> Command {
    let mut tests = cargo();
    tests
        .args([
            "test",
            "--test",
            "e2e",
            "--",
            name,
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .env("DIST_DIR", dist)
        // A frame as soon as it is ready: how long a screen waits for its beat says nothing about the page.
        .env(
            "CHROMIUM_ARGUMENTS",
            "--disable-frame-rate-limit --disable-gpu-vsync",
        );
    tests
}

/// Installs system packages, where that is possible and allowed; where it is not, nothing happens.
pub fn install(packages: &[&str]) -> Outcome {
    if find("apt-get").is_none() || !is_superuser() {
        return Ok(());
    }
    let names = packages.join(", ");
    println!("Installing {names} by apt-get. This takes about a minute.");
    let apt = |arguments: &[&str]| {
        run(command("apt-get")
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt(&["update", "-qq"])?;
    let start = ["install", "-y", "-qq", "--no-install-recommends"];
    apt(&[&start, packages].concat())
}
