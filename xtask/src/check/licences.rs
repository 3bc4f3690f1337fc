//! Nothing is built upon, or built with, that may not be: every package of every lock file is under a licence that lets
//! it be passed on.

use crate::Outcome;
use crate::build::third_party::{WASM, packages, taken};
use crate::process::{capture, command, read, root};
use serde_json::Value;

/// What npm installs for builds and tests.
const LOCKS: [&str; 3] = [
    "xtask/npm/package-lock.json",
    "tests/node/package-lock.json",
    "tests/e2e/package-lock.json",
];

/// What is said behind the name of a package of npm's: all of them are tools.
const NPM: &str = " (npm)";

/// What a tool may be under that is used for tests alone and never passed on.
const OF_TOOLS: [&str; 2] = ["BlueOak-1.0.0", "CC-BY-4.0"];

/// Looks at all of them; says how many there are.
pub fn check() -> Outcome<String> {
    let rustc = capture(command("rustc").arg("-vV")).unwrap_or_default();
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: "));
    let mut found: Vec<(String, String)> = Vec::new();
    for target in [WASM].into_iter().chain(host) {
        let packages = packages(target, false)?.into_iter();
        found.extend(packages.map(|package| (package.name, package.licence)));
    }
    for lock in LOCKS {
        found.extend(
            of_npm(&read(&root().join(lock))?).ok_or_else(|| format!("{lock} cannot be read."))?,
        );
    }
    found.sort();
    found.dedup();
    let is_tool = |name: &str| name.ends_with(NPM);
    let bad = found.iter().filter(|(name, licence)| {
        taken(licence).is_none() && !(is_tool(name) && OF_TOOLS.contains(&licence.as_str()))
    });
    let bad: Vec<String> = bad
        .map(|(name, licence)| format!("{name}: {licence}"))
        .collect();
    if bad.is_empty() {
        return Ok(format!(
            "{} packages, each under a licence that may be passed on",
            found.len()
        ));
    }
    Err(format!(
        "These packages are under licences that xtask/src/build/third_party.rs does not accept; do without them, or say \
         there why they may stay:\n{}",
        bad.join("\n")
    ))
}

/// The packages of a lock file of npm's, with what it says of their licences.
fn of_npm(lock: &str) -> Option<Vec<(String, String)>> {
    let lock: Value = serde_json::from_str(lock).ok()?;
    let packages = lock["packages"].as_object()?.iter();
    let named = packages
        .filter(|(place, _)| !place.is_empty())
        .map(|(place, package)| {
            let name = place.rsplit("node_modules/").next().unwrap_or(place);
            let version = package["version"].as_str().unwrap_or_default();
            let licence = package["license"].as_str().unwrap_or_default();
            (format!("{name} {version}{NPM}"), licence.to_owned())
        });
    Some(named.collect())
}

#[cfg(test)]
mod tests {
    use super::of_npm;

    #[test]
    fn a_package_of_npm_without_a_licence_is_one_with_none() {
        let lock = r#"{"packages": {"": {"name": "x"}, "node_modules/@a/b": {"version": "1.0.0", "license": "MIT"},
                       "node_modules/c": {"version": "2.0.0"}}}"#;
        let found = of_npm(lock).expect("a lock file");
        assert_eq!(found[0], ("@a/b 1.0.0 (npm)".to_owned(), "MIT".to_owned()));
        assert_eq!(found[1], ("c 2.0.0 (npm)".to_owned(), String::new()));
    }
}
