//! Nothing is built upon, or built with, that may not be: of crates by what cargo's metadata says, and cargo-deny looks
//! where they come from, as deny.toml says; of what npm installs, all of it tools that are never passed on, the lock files
//! name the licences.

use crate::Outcome;
use crate::build::third_party;
use crate::process::{command, read, root, run};
use serde_json::Value;
use std::path::Path;

const LOCKS: [&str; 3] = [
    "xtask/npm/package-lock.json",
    "tests/node/package-lock.json",
    "tests/e2e/package-lock.json",
];

/// What a tool may be under beside the licences of what is passed on.
const OF_TOOLS: [&str; 2] = ["BlueOak-1.0.0", "CC-BY-4.0"];

/// Looks at all of them, and says how many there are; without cargo-deny, what was left out.
pub fn check(cargo_deny: Option<&Path>) -> Outcome<String> {
    let crates = crates()?;
    if let Some(cargo_deny) = cargo_deny {
        run(command(cargo_deny).args(["check", "licenses", "bans", "sources"]))?;
    }
    let mut count = 0;
    for lock in LOCKS {
        let text = read(&root().join(lock))?;
        let found = licences(&text).ok_or_else(|| format!("{lock} cannot be read."))?;
        count += found.len();
        let is_bad = |(_, licence): &&(String, String)| {
            third_party::taken(licence).is_none() && !OF_TOOLS.contains(&licence.as_str())
        };
        if let Some((name, licence)) = found.iter().find(is_bad) {
            return Err(format!(
                "{lock}: {name} is under the licence \"{licence}\", which xtask/src/check/licences.rs does not accept: do \
                 without it, or say there why it may stay."
            ));
        }
    }
    let without = match cargo_deny {
        Some(_) => "",
        None => {
            "; SOURCES AND BANS NOT LOOKED AT: `cargo xtask licences` installs cargo-deny for that"
        }
    };
    Ok(format!(
        "{crates} crates and {count} packages of npm may be used{without}"
    ))
}

/// Looks at every crate of Cargo.lock, and says how many there are.
fn crates() -> Outcome<usize> {
    let all = third_party::metadata(&["metadata", "--format-version=1"])?;
    let packages = all["packages"].as_array().into_iter().flatten();
    let foreign: Vec<&Value> = packages
        .filter(|package| package["source"].is_string())
        .collect();
    for package in &foreign {
        let text = |key: &str| package[key].as_str().unwrap_or_default();
        if third_party::taken(text("license")).is_none() {
            return Err(format!(
                "{} {} is under the licence \"{}\", which deny.toml does not accept: do without it, or say there why it \
                 may stay.",
                text("name"),
                text("version"),
                text("license")
            ));
        }
    }
    Ok(foreign.len())
}

/// The packages of a lock file of npm's, with what it says of their licences.
fn licences(lock: &str) -> Option<Vec<(String, String)>> {
    let lock: Value = serde_json::from_str(lock).ok()?;
    let packages = lock["packages"].as_object()?.iter();
    let foreign = packages.filter(|(place, _)| !place.is_empty());
    let licence = |package: &Value| package["license"].as_str().unwrap_or_default().to_owned();
    Some(
        foreign
            .map(|(place, package)| (place.clone(), licence(package)))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_package_of_npm_without_a_licence_is_one_with_none() {
        let lock = r#"{"packages": {"": {"name": "x"}, "node_modules/@a/b": {"license": "MIT"}, "node_modules/c": {}}}"#;
        let found = super::licences(lock).expect("a lock file");
        assert_eq!(found[0], ("node_modules/@a/b".to_owned(), "MIT".to_owned()));
        assert_eq!(found[1], ("node_modules/c".to_owned(), String::new()));
    }
}
