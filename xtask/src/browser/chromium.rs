//! Chromium and its driver, of the same version.

use super::{Engine, install};
use crate::Outcome;
use crate::process::{capture, command, find, run};
use std::path::PathBuf;

const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Finds or installs Chromium and chromedriver.
pub fn chromium() -> Outcome<Engine> {
    if let Some(found) = installed() {
        return checked(found);
    }
    if cfg!(target_os = "macos") && find("brew").is_some() {
        println!("Installing Chrome and its driver by Homebrew. This takes a few minutes.");
        run(command("brew").args(["install", "--cask", "google-chrome", "chromedriver"]))
            .map_err(|why| format!("{why}\n{}", advice()))?;
    } else {
        install(&["chromium", "chromium-driver"]).map_err(|why| format!("{why}\n{}", advice()))?;
    }
    installed().ok_or_else(advice).and_then(checked)
}

/// The driver, and the browser where not only the driver knows it, as on macOS.
type Found = (PathBuf, Option<PathBuf>);

fn installed() -> Option<Found> {
    let named = std::env::var_os("CHROMEDRIVER")
        .map(PathBuf::from)
        .filter(|path| path.is_file());
    let driver = named.or_else(|| find("chromedriver"))?;
    let browser = BROWSERS.iter().find_map(|name| find(name));
    (browser.is_some() || cfg!(target_os = "macos") || cfg!(windows)).then_some((driver, browser))
}

/// A driver of another major version than its browser fails late and obscurely, so it is refused here.
fn checked((path, browser): Found) -> Outcome<Engine> {
    let driver = capture(command(&path).arg("--version"));
    let Some(driver) = driver.as_deref().and_then(major) else {
        return Err(format!("{} does not run.\n{}", path.display(), advice()));
    };
    if let Some(path) = &browser {
        let said = capture(command(path).args(["--version", "--no-sandbox"]));
        match said.as_deref().and_then(major) {
            Some(browser) if browser == driver => {}
            Some(browser) => {
                return Err(format!(
                    "The browser is version {browser}, its driver {driver}.\n{}",
                    advice()
                ));
            }
            None => return Err(format!("{} does not run.\n{}", path.display(), advice())),
        }
    }
    Ok(Engine::new("chromium", "CHROMEDRIVER", &path).with("CHROMIUM", browser.as_deref()))
}

fn major(version_line: &str) -> Option<u32> {
    version_line
        .split_whitespace()
        .find_map(|word| word.split_once('.')?.0.parse().ok())
}

fn advice() -> String {
    let how = if cfg!(target_os = "macos") {
        "run `brew install --cask google-chrome chromedriver`"
    } else if find("apt-get").is_some() {
        "run `sudo apt-get install chromium chromium-driver` (on Ubuntu, whose chromium is a snap: install Google \
         Chrome and the chromedriver of the same version)"
    } else if find("dnf").is_some() {
        "run `sudo dnf install chromium chromedriver`"
    } else if find("pacman").is_some() {
        "run `sudo pacman -S chromium`"
    } else {
        "install Chromium or Google Chrome and the chromedriver of the same version"
    };
    format!(
        "The browser tests need Chromium and chromedriver of the same version on PATH: {how}, then run this again."
    )
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
