//! The browsers of the tests. What is on PATH is used; where this program may install system packages, it does;
//! otherwise it says what to install.

use crate::Outcome;
use crate::build::tools;
use crate::process::{capture, cargo, command, find, is_superuser, run, run_logged};
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
        let display = self.display()?;
        self.tell(tests, display.as_ref());
        run_logged(tests)
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

/// Finds or installs Chromium, or Chrome, and chromedriver of the same version.
pub fn chromium() -> Outcome<Engine> {
    const NAMES: [&str; 4] = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    let browser = || NAMES.iter().find_map(|name| find(name));
    let driver = || {
        let named = std::env::var_os("CHROMEDRIVER").map(PathBuf::from);
        let named = named.filter(|path| path.is_file());
        named.or_else(|| find("chromedriver"))
    };
    // On macOS and Windows the browser is not on PATH, and the driver knows where it is.
    let is_there = || driver().is_some() && (browser().is_some() || !cfg!(target_os = "linux"));
    let packages = ["chromium", "chromium-driver"];
    if !is_there() {
        install(&packages)?;
    }
    let lack = advice(
        "Chromium and the chromedriver of the same version",
        &packages,
    );
    let driver = driver().filter(|_| is_there()).ok_or(&lack)?;
    // A driver of another major version than its browser fails late and obscurely, so it is refused here.
    let version = |path: &Path| major(&capture(command(path).args(["--version", "--no-sandbox"]))?);
    let versions = browser().map(|browser| (version(&browser), version(&driver)));
    if let Some((browser, driver)) = versions
        && (browser != driver || browser.is_none())
    {
        return Err(format!(
            "The browser is of version {browser:?}, its driver of {driver:?}. {lack}"
        ));
    }
    Ok(Engine::new("chromium", "CHROMEDRIVER", &driver).with("CHROMIUM", browser()))
}

fn major(version_line: &str) -> Option<u32> {
    version_line
        .split_whitespace()
        .find_map(|word| word.split_once('.')?.0.parse().ok())
}

/// Finds or installs Firefox, and geckodriver of the version that the tests were written with.
pub fn firefox() -> Outcome<Engine> {
    let browser = || {
        ["firefox-esr", "firefox"]
            .iter()
            .find_map(|name| find(name))
    };
    let usual = if cfg!(windows) {
        "C:\\Program Files\\Mozilla Firefox\\firefox.exe"
    } else {
        "/Applications/Firefox.app"
    };
    let is_there = || browser().is_some() || Path::new(usual).exists();
    let packages = ["firefox-esr"];
    if !is_there() {
        install(&packages)?;
    }
    if !is_there() {
        return Err(advice("Firefox", &packages));
    }
    Ok(Engine::new("firefox", "GECKODRIVER", &tools::geckodriver()?).with("FIREFOX", browser()))
}

/// Finds or installs WebKitGTK's driver and browser, the engine of Safari on Linux, and the X server that it needs.
pub fn webkit() -> Outcome<Engine> {
    let driver = || find("WebKitWebDriver").filter(|_| find(Display::SERVER).is_some());
    let packages = ["webkit2gtk-driver", "xvfb"];
    if driver().is_none() {
        install(&packages)?;
    }
    let driver = driver().ok_or_else(|| {
        let lack = advice(
            "WebKitGTK with its driver WebKitWebDriver, and Xvfb",
            &packages,
        );
        format!("{lack} There is none but for Linux.")
    })?;
    Ok(Engine {
        needs_display: true,
        ..Engine::new("webkit", "WEBKITDRIVER", &driver)
    })
}

fn advice(what: &str, packages: &[&str]) -> String {
    format!(
        "These tests need {what} on PATH: install it (Debian: sudo apt-get install {}), then run this again.",
        packages.join(" ")
    )
}

/// Finds or installs the servers that the settings of docs/hosting are for.
pub fn servers() -> Outcome {
    let is_there = || find("nginx").is_some() && find("apache2").is_some();
    let packages = ["nginx-light", "apache2-bin"];
    if !is_there() {
        install(&packages)?;
    }
    match is_there() {
        true => Ok(()),
        false => Err(advice("nginx and Apache", &packages)),
    }
}

/// Installs system packages, where that is possible and allowed; where it is not, nothing happens.
fn install(packages: &[&str]) -> Outcome {
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
        let mut server = command(Self::SERVER)
            .args(["-displayfd", "1", "-nolisten", "tcp"])
            .args(["-screen", "0", "1600x1200x24"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{} could not be started: {error}.", Self::SERVER))?;
        let mut number = String::new();
        if let Some(output) = server.stdout.take() {
            let _ = BufReader::new(output).read_line(&mut number);
        }
        let name = format!(":{}", number.trim());
        let display = Display { server, name };
        match number.is_empty() {
            true => Err(format!(
                "{} ended at once: run it to see why.",
                Self::SERVER
            )),
            false => Ok(display),
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

#[cfg(test)]
mod tests {
    #[test]
    fn the_major_version_is_read_from_either_program() {
        assert_eq!(
            super::major("Chromium 156.0.8078.79 built on Debian"),
            Some(156)
        );
        assert_eq!(super::major("ChromeDriver 156.0.8078.79 (a21c)"), Some(156));
    }
}
