//! The browsers of the tests. What is on PATH is used; where this program may install system packages, it does;
//! otherwise it says what to install.

use crate::Outcome;
use crate::build::tools;
use crate::process::{capture, cargo, command, find, run, run_logged};
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

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

    fn with(mut self, variable: &'static str, path: Option<PathBuf>) -> Self {
        self.told.extend(path.map(|path| (variable, path.into())));
        self
    }

    /// Runs tests in it, and keeps what they print.
    pub fn run(&self, tests: &mut Command) -> Outcome<String> {
        // Where it shows pages, for as long as they run.
        let display = self.needs_display.then(Display::start).transpose()?;
        tests.envs(self.told.iter().map(|(name, value)| (name, value)));
        tests.envs(display.as_ref().map(|display| ("DISPLAY", &display.name)));
        run_logged(tests)
    }
}

/// Finds or installs Chromium, or Chrome, and chromedriver of the same version.
pub fn chromium() -> Outcome<Engine> {
    const NAMES: [&str; 4] = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    let browser = || one_of(&NAMES);
    let driver = found_or_installed(
        "Chromium and the chromedriver of the same version",
        &["chromium", "chromium-driver"],
        // On macOS and Windows the browser is not on PATH, and the driver knows where it is.
        || {
            let named = std::env::var_os("CHROMEDRIVER").map(PathBuf::from);
            let named = named.filter(|path| path.is_file());
            let driver = named.or_else(|| find("chromedriver"));
            driver.filter(|_| browser().is_some() || !cfg!(target_os = "linux"))
        },
    )?;
    Ok(Engine::new("chromium", "CHROMEDRIVER", &driver).with("CHROMIUM", browser()))
}

/// Finds or installs Firefox, and geckodriver of the version that the tests were written with.
pub fn firefox() -> Outcome<Engine> {
    let usual = if cfg!(windows) {
        "C:\\Program Files\\Mozilla Firefox\\firefox.exe"
    } else {
        "/Applications/Firefox.app/Contents/MacOS/firefox"
    };
    let usual = || Some(PathBuf::from(usual)).filter(|path| path.exists());
    let browser = || one_of(&["firefox-esr", "firefox"]).or_else(usual);
    let browser = found_or_installed("Firefox", &["firefox-esr"], browser)?;
    Ok(Engine::new(
        "firefox",
        "GECKODRIVER",
        &tools::GECKODRIVER.program("geckodriver")?,
    )
    .with("FIREFOX", Some(browser)))
}

/// Finds or installs WebKitGTK's driver and browser, the engine of Safari on Linux, and the X server that it needs.
pub fn webkit() -> Outcome<Engine> {
    let driver = found_or_installed(
        "WebKitGTK with its driver WebKitWebDriver, which is for Linux alone, and Xvfb",
        &["webkit2gtk-driver", "xvfb"],
        || find(Display::SERVER).and_then(|_| find("WebKitWebDriver")),
    )?;
    Ok(Engine {
        needs_display: true,
        ..Engine::new("webkit", "WEBKITDRIVER", &driver)
    })
}

/// Finds or installs the servers that the settings of docs/hosting are for.
pub fn servers() -> Outcome {
    let both = || find("nginx").and_then(|_| find("apache2"));
    found_or_installed("nginx and Apache", &["nginx-light", "apache2-bin"], both).map(drop)
}

fn one_of(programs: &[&str]) -> Option<PathBuf> {
    programs.iter().find_map(|program| find(program))
}

fn found_or_installed(
    what: &str,
    packages: &[&str],
    find: impl Fn() -> Option<PathBuf>,
) -> Outcome<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    install(packages)?;
    find().ok_or_else(|| {
        let packages = packages.join(" ");
        format!(
            "These tests need {what} on PATH: install it (Debian: sudo apt-get install {packages}), then run this again."
        )
    })
}

/// Installs system packages, where that is possible and allowed; where it is not, nothing happens.
fn install(packages: &[&str]) -> Outcome {
    let is_superuser = || capture(command("id").arg("-u")).as_deref() == Some("0");
    if find("apt-get").is_none() || !is_superuser() {
        return Ok(());
    }
    println!("Installing {} by apt-get.", packages.join(", "));
    let apt = |arguments: &[&str]| {
        run(command("apt-get")
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt(&["update", "-qq"])?;
    let start = ["install", "-y", "-qq", "--no-install-recommends"];
    apt(&[&start, packages].concat())
}

/// A screen that nobody sees, for an engine that has no mode without one; it goes away with this value.
struct Display {
    server: Child,
    /// What the variable `DISPLAY` says.
    name: String,
}

impl Display {
    const SERVER: &str = "Xvfb";

    /// Starts an X server, which chooses a number that is free and says it.
    fn start() -> Outcome<Self> {
        let server = command(Self::SERVER)
            .args(["-displayfd", "1", "-nolisten", "tcp"])
            .args(["-screen", "0", "1600x1200x24"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut display = Display {
            server: server.map_err(|error| format!("Xvfb could not be started: {error}."))?,
            name: ":".to_owned(),
        };
        if let Some(output) = display.server.stdout.take() {
            let _ = BufReader::new(output).read_line(&mut display.name);
        }
        display.name.truncate(display.name.trim_end().len());
        match display.name.len() {
            1 => Err("Xvfb ended at once: run it to see why.".to_owned()),
            _ => Ok(display),
        }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The end-to-end tests that the tests leave out: measurements, and what makes files.
pub fn measurement(name: &str, dist: &Path) -> Command {
    let mut tests = cargo();
    tests
        .args(["test", "--test", "e2e", "--", name, "--ignored"])
        .args(["--nocapture", "--test-threads=1"])
        .env("DIST_DIR", dist)
        // A frame as soon as it is ready: how long a screen waits for its beat says nothing about the page.
        .env(
            "CHROMIUM_ARGUMENTS",
            "--disable-frame-rate-limit --disable-gpu-vsync",
        );
    tests
}
