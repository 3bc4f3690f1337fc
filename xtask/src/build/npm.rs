//! Node, and what comes from npm, which verifies the checksums in our lock files.

use crate::Outcome;
use crate::process::{capture, command, find, root, run};
use std::process::Command;

const OLDEST_NODE: u32 = 20;

/// A command that runs Node, or a sentence where there is none or it is too old.
pub fn node() -> Outcome<Command> {
    let version = capture(command("node").arg("--version")).unwrap_or_default();
    let major = version.trim_start_matches('v').split('.').next();
    let major = major.and_then(|major| major.parse::<u32>().ok());
    let is_new_enough = major.is_some_and(|major| major >= OLDEST_NODE);
    is_new_enough.then(|| command("node")).ok_or_else(|| {
        format!(
            "Node is missing or too old: install Node {OLDEST_NODE} or newer, then run this again."
        )
    })
}

/// Installs the packages of a folder, where they are missing or older than its lock file.
pub fn packages(folder: &str) -> Outcome {
    node()?;
    let path = root().join(folder);
    let age = |name: &str| std::fs::metadata(path.join(name)).and_then(|file| file.modified());
    // npm writes this file last, so its age tells whether the installation is complete and current.
    if let (Ok(installed), Ok(lock)) = (
        age("node_modules/.package-lock.json"),
        age("package-lock.json"),
    ) && installed >= lock
    {
        return Ok(());
    }
    println!("Installing the npm packages of {folder} …");
    let npm = find("npm")
        .ok_or("npm is missing: it comes with Node; install it, then run this again.")?;
    let quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
    run(command(npm)
        .current_dir(path)
        .args(["ci", "--ignore-scripts"])
        .args(quiet))
    .map_err(|why| format!("{why}\nCheck the connection to the npm registry, then run this again."))
}
