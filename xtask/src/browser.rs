//! The browser of the tests: Chromium and its driver, of the same version. What is on PATH is used; where this
//! program may install system packages, it does; otherwise it says what to install.

use crate::Outcome;
use crate::process::{capture, command, find, is_superuser, run};
use std::path::PathBuf;

const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Paths for the tests.
pub struct Browser {
    pub driver: PathBuf,
    /// Absent where only the driver knows its browser, as on macOS.
    pub browser: Option<PathBuf>,
}

/// Finds or installs Chromium and chromedriver.
pub fn browser() -> Outcome<Browser> {
    if let Some(found) = installed() {
        return checked(found);
    }
    if find("apt-get").is_some() && is_superuser() {
        println!("Installing Chromium and its driver by apt-get. This takes about a minute.");
        let apt = |arguments: &[&str]| {
            run(command("apt-get")
                .args(arguments)
                .env("DEBIAN_FRONTEND", "noninteractive"))
        };
        apt(&["update", "-qq"])
            .and_then(|()| {
                apt(&[
                    "install",
                    "-y",
                    "-qq",
                    "--no-install-recommends",
                    "chromium",
                    "chromium-driver",
                ])
            })
            .map_err(|why| format!("{why}\n{}", advice()))?;
    } else if cfg!(target_os = "macos") && find("brew").is_some() {
        println!("Installing Chrome and its driver by Homebrew. This takes a few minutes.");
        run(command("brew").args(["install", "--cask", "google-chrome", "chromedriver"]))
            .map_err(|why| format!("{why}\n{}", advice()))?;
    }
    installed().ok_or_else(advice).and_then(checked)
}

fn installed() -> Option<Browser> {
    let named = std::env::var_os("CHROMEDRIVER")
        .map(PathBuf::from)
        .filter(|path| path.is_file());
    let driver = named.or_else(|| find("chromedriver"))?;
    let browser = BROWSERS.iter().find_map(|name| find(name));
    (browser.is_some() || cfg!(target_os = "macos") || cfg!(windows))
        .then_some(Browser { driver, browser })
}

/// A driver of another major version than its browser fails late and obscurely, so it is refused here.
fn checked(found: Browser) -> Outcome<Browser> {
    let driver = capture(command(&found.driver).arg("--version"));
    let Some(driver) = driver.as_deref().and_then(major) else {
        return Err(format!(
            "{} does not run.\n{}",
            found.driver.display(),
            advice()
        ));
    };
    if let Some(path) = &found.browser {
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
    Ok(found)
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
