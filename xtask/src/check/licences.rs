//! Nothing is built upon, or built with, that may not be. cargo-deny looks at the crates of Cargo.lock, as deny.toml says;
//! of what npm installs, all of it tools that are never passed on, the lock files name the licences.

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

/// Looks at all of them; says how many there are of npm's.
pub fn check(cargo_deny: &Path) -> Outcome<String> {
    run(command(cargo_deny).args(["check", "licenses", "bans", "sources"]))?;
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
    Ok(format!(
        "the crates of Cargo.lock and {count} packages of npm may be used"
    ))
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
