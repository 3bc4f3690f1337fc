//! The browsers of the tests. What is on PATH is used; where this program may install system packages, it does;
//! otherwise it says what to install.

mod chromium;
mod firefox;
mod webkit;

use crate::Outcome;
use crate::process::{cargo, command, find, is_superuser, logged, run, run_logged};
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
        let display = self.display()?;
        self.tell(tests, display.as_ref());
        run_logged(tests)
    }

    /// The same for tests that drive a whole browser. One of them that fails has a second try, by itself: on a busy
    /// machine a browser may die, or drop what it does behind a page. Gives the names of those that needed it, which is
    /// to be said loudly.
    pub fn run_with_second_try(
        &self,
        tests: impl Fn() -> Command,
    ) -> Outcome<(String, Vec<String>)> {
        let display = self.display()?;
        let mut first = tests();
        self.tell(&mut first, display.as_ref());
        let (outcome, log) = logged(&mut first)?;
        let failed = failed(&log);
        match outcome {
            Ok(()) => return Ok((log, Vec::new())),
            Err(sentence) if failed.is_empty() || failed.len() > SECOND_TRIES => {
                return Err(sentence);
            }
            Err(_) => {}
        }
        println!("━━ failed, and tried a second time: {}", failed.join(", "));
        let mut second = tests();
        self.tell(&mut second, display.as_ref());
        second
            .args(["--", "--exact", "--test-threads=1"])
            .args(&failed);
        let (outcome, again) = logged(&mut second)?;
        outcome?;
        let others = log.lines().filter(|line| !line.ends_with(FAILED));
        let others: Vec<&str> = others.chain(again.lines()).collect();
        Ok((others.join("\n"), failed))
    }

    /// Where it shows pages, for as long as what is returned stands.
    fn display(&self) -> Outcome<Option<Display>> {
        self.needs_display.then(Display::start).transpose()
    }

    /// Tells tests where it is.
    fn tell(&self, tests: &mut Command, display: Option<&Display>) {
        tests.envs(self.told.iter().map(|(name, value)| (name, value)));
        tests.envs(display.map(|display| ("DISPLAY", &display.name)));
    }
}

/// More than so many failures are no accident.
const SECOND_TRIES: usize = 3;

/// What the line of a test that failed ends in.
const FAILED: &str = " ... FAILED";

/// The names of the tests that failed.
fn failed(log: &str) -> Vec<String> {
    let names = log.lines().filter_map(|line| {
        let name = line.strip_prefix("test ")?.strip_suffix(FAILED)?;
        Some(name.to_owned())
    });
    names.collect()
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

#[cfg(test)]
mod tests {
    use super::failed;

    #[test]
    fn the_tests_that_failed_are_named() {
        let log = "test a::one ... ok\ntest b::two ... FAILED\ntest b::three ... ignored\ntest result: FAILED. 1 passed";
        assert_eq!(failed(log), ["b::two"]);
    }
}
