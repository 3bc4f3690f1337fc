//! Firefox, and geckodriver of the version that the tests were written with.

use super::{Engine, install};
use crate::process::find;
use crate::{Outcome, tools};
use std::path::PathBuf;

/// Finds or installs Firefox and geckodriver.
pub fn firefox() -> Outcome<Engine> {
    if !is_there() {
        install(&["firefox-esr"]).map_err(|why| format!("{why}\n{}", advice()))?;
    }
    if !is_there() {
        return Err(advice());
    }
    let driver = tools::geckodriver()?;
    Ok(Engine::new("firefox", "GECKODRIVER", &driver).with("FIREFOX", browser().as_deref()))
}

fn browser() -> Option<PathBuf> {
    ["firefox-esr", "firefox"]
        .iter()
        .find_map(|name| find(name))
}

/// On macOS and Windows a browser is not on PATH, and the driver knows where it is.
fn is_there() -> bool {
    let usual = if cfg!(windows) {
        "C:\\Program Files\\Mozilla Firefox\\firefox.exe"
    } else {
        "/Applications/Firefox.app"
    };
    browser().is_some() || PathBuf::from(usual).exists()
}

fn advice() -> String {
    let how = if cfg!(target_os = "macos") {
        "run `brew install --cask firefox`"
    } else if find("apt-get").is_some() {
        "run `sudo apt-get install firefox-esr` (on Ubuntu, whose firefox is a snap: install Mozilla's own package)"
    } else if find("dnf").is_some() {
        "run `sudo dnf install firefox`"
    } else if find("pacman").is_some() {
        "run `sudo pacman -S firefox`"
    } else {
        "install Firefox"
    };
    format!("There is no Firefox to test in: {how}, then run this again.")
}
