//! Nothing is built upon, or built with, that may not be: of crates by what cargo's metadata says, and cargo-deny looks
//! where they come from, as deny.toml says; of what npm installs, all of it tools that are never passed on, the lock files
//! name the licences.

use crate::Outcome;
use crate::build::third_party;
use crate::process::{command, read, root, run};
use serde_json::Value;
use std::path::Path;

const CRATES: &str = "Cargo.lock";
const LOCKS: [&str; 3] = [
    "xtask/npm/package-lock.json",
    "tests/node/package-lock.json",
    "tests/e2e/package-lock.json",
];

/// What a tool may be under beside the licences of what is passed on.
const OF_TOOLS: [&str; 2] = ["BlueOak-1.0.0", "CC-BY-4.0"];

/// Looks at all of them, and says how many there are; without cargo-deny, what was left out.
pub fn check(cargo_deny: Option<&Path>) -> Outcome<String> {
    if let Some(cargo_deny) = cargo_deny {
        run(command(cargo_deny).args(["check", "licenses", "bans", "sources"]))?;
    }
    let text = |of: &Value, key: &str| of[key].as_str().unwrap_or_default().to_owned();
    let all = third_party::metadata(&["metadata", "--format-version=1"])?;
    let all = all["packages"].as_array().into_iter().flatten();
    let foreign = all.filter(|package| package["source"].is_string());
    let entry = |package: &Value| (CRATES, text(package, "name"), text(package, "license"));
    let mut found: Vec<(&str, String, String)> = foreign.map(entry).collect();
    let crates = found.len();
    for lock in LOCKS {
        let all: Value = serde_json::from_str(&read(&root().join(lock))?)
            .map_err(|error| format!("{lock} cannot be read: {error}."))?;
        let all = all["packages"].as_object().into_iter().flatten();
        let foreign = all.filter(|(place, _)| !place.is_empty());
        found.extend(
            foreign.map(|(place, package)| (lock, place.clone(), text(package, "license"))),
        );
    }
    for (lock, name, licence) in &found {
        let tool = *lock != CRATES && OF_TOOLS.contains(&licence.as_str());
        if !tool && third_party::taken(licence).is_none() {
            return Err(format!(
                "{lock}: {name} is under the licence \"{licence}\", which deny.toml and xtask/src/check/licences.rs do not \
                 accept: do without it, or say there why it may stay."
            ));
        }
    }
    let without = match cargo_deny {
        Some(_) => "",
        None => {
            "; SOURCES AND BANS NOT LOOKED AT: `cargo xtask licences` installs cargo-deny for that"
        }
    };
    let packages = found.len() - crates;
    Ok(format!(
        "{crates} crates and {packages} packages of npm may be used{without}"
    ))
}
