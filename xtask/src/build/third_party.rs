//! What others wrote and a release holds: who, under which licence, and the words of each licence. Gathered from what
//! cargo knows of the packages, so that nothing is forgotten.

use crate::Outcome;
use crate::process::{capture, cargo, files_of, read};
use serde_json::Value;
use spdx::Expression;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

pub const WASM: &str = "wasm32-unknown-unknown";

/// Licences under which something may be passed on with this calculator; where a package offers several, the first.
const ACCEPTED: [&str; 11] = [
    "MIT",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "Unicode-3.0",
    "MPL-2.0",
    "CC0-1.0",
    // Boost.
    "BSL-1.0",
];

/// A package of somebody else.
pub struct Package {
    pub name: String,
    pub licence: String,
    folder: String,
}

/// The packages that a build for a target takes: all, or only those whose code gets into what is built.
pub fn packages(target: &str, only_inside: bool) -> Outcome<Vec<Package>> {
    let said = capture(
        cargo()
            .args(["metadata", "--format-version=1", "--locked"])
            .args(["--filter-platform", target]),
    );
    let said = said.ok_or("`cargo metadata --locked` failed: run it to see why.")?;
    let all: Value =
        serde_json::from_str(&said).map_err(|error| format!("cargo metadata: {error}."))?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let nodes: BTreeMap<String, Value> = list(&all["resolve"]["nodes"])
        .into_iter()
        .map(|node| (text(&node["id"]), node))
        .collect();
    let makes_code = |package: &Value| {
        let mut targets = list(&package["targets"])
            .into_iter()
            .flat_map(|target| list(&target["kind"]));
        !targets.any(|kind| kind == "proc-macro")
    };
    let by_id: BTreeMap<String, Value> = list(&all["packages"])
        .into_iter()
        .map(|package| (text(&package["id"]), package))
        .collect();
    let mut reached = BTreeSet::new();
    let mut next: Vec<String> = by_id
        .iter()
        .filter(|(_, package)| {
            package["name"] == "liver-prescreen" || (!only_inside && package["source"].is_null())
        })
        .map(|(id, _)| id.clone())
        .collect();
    while let Some(id) = next.pop() {
        let Some(node) = nodes.get(&id).filter(|_| reached.insert(id.clone())) else {
            continue;
        };
        for dependency in list(&node["deps"]) {
            let id = text(&dependency["pkg"]);
            let is_inside = list(&dependency["dep_kinds"])
                .iter()
                .any(|kind| kind["kind"].is_null())
                && by_id.get(&id).is_some_and(&makes_code);
            if is_inside || !only_inside {
                next.push(id);
            }
        }
    }
    let packages = reached.iter().filter_map(|id| by_id.get(id));
    let mut packages: Vec<Package> = packages
        .filter(|package| !package["source"].is_null())
        .map(|package| Package {
            name: format!("{} {}", text(&package["name"]), text(&package["version"])),
            licence: text(&package["license"]),
            folder: text(&package["manifest_path"])
                .trim_end_matches("Cargo.toml")
                .to_owned(),
        })
        .collect();
    packages.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(packages)
}

/// The licences under which a package is taken, of those it offers; nothing where it may not be.
pub fn taken(expression: &str) -> Option<Vec<&'static str>> {
    let parsed = Expression::parse_mode(expression, spdx::ParseMode::LAX).ok()?;
    let allows = |accepted: &[&str]| {
        parsed.evaluate(|wanted| {
            wanted
                .license
                .id()
                .is_some_and(|id| accepted.contains(&id.name))
        })
    };
    // The first that is enough by itself, or else all that are asked for together.
    if let Some(one) = ACCEPTED.iter().find(|one| allows(&[one])) {
        return Some(vec![one]);
    }
    let named = |one: &&&str| {
        parsed
            .requirements()
            .any(|wanted| wanted.req.license.id().is_some_and(|id| id.name == **one))
    };
    allows(&ACCEPTED).then(|| ACCEPTED.iter().filter(named).copied().collect())
}

/// The page of notices.
pub fn notices() -> Outcome<String> {
    let mut page = "What others wrote and this calculator holds, and the terms under which it may be passed on. Beside it, \
                    Rust's standard\nlibrary (MIT or Apache-2.0), copyright The Rust Project Contributors. The calculator \
                    itself: LICENSE-MIT, LICENSE-APACHE.\n\n"
        .to_owned();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in packages(WASM, true)? {
        let Package { name, licence, .. } = &package;
        let taken = taken(licence)
            .ok_or_else(|| format!("{name} may not be passed on: its licence is {licence}."))?;
        let _ = writeln!(page, "{name}: {}", taken.join(" and "));
        for text in words(&package, &taken)? {
            texts.entry(text).or_default().push(name.clone());
        }
    }
    for (text, names) in texts {
        let _ = write!(
            page,
            "\n{}\n{}\n\n{text}\n",
            "-".repeat(80),
            names.join(", ")
        );
    }
    Ok(page)
}

/// The files of a package that hold the words of its licence; without any, the words stand at the licence's name.
fn words(package: &Package, taken: &[&str]) -> Outcome<Vec<String>> {
    let folder = Path::new(&package.folder);
    let names = files_of(folder)?;
    let is_licence = |name: &&String| {
        let name = name.to_ascii_uppercase();
        name.starts_with("LICEN") || name.starts_with("COPYING") || name.starts_with("UNLICEN")
    };
    let all: Vec<&String> = names.iter().filter(is_licence).collect();
    let of_one = |name: &&&String| {
        let name = name.to_ascii_uppercase();
        taken
            .iter()
            .any(|one| name.contains(one.split('-').next().unwrap_or_default()))
    };
    let own: Vec<&&String> = all.iter().filter(of_one).collect();
    let chosen = if own.is_empty() {
        all.iter().collect()
    } else {
        own
    };
    let plain = |text: String| text.replace("\r\n", "\n").trim().to_owned();
    chosen
        .into_iter()
        .map(|name| read(&folder.join(name)).map(plain))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::taken;

    #[test]
    fn a_licence_is_chosen_among_those_that_are_offered() {
        assert_eq!(taken("Apache-2.0 OR MIT"), Some(vec!["MIT"]));
        assert_eq!(taken("MIT/Apache-2.0"), Some(vec!["MIT"]));
        assert_eq!(taken("Unlicense OR MIT"), Some(vec!["MIT"]));
        assert_eq!(
            taken("(MIT OR Apache-2.0) AND Unicode-3.0"),
            Some(vec!["MIT", "Apache-2.0", "Unicode-3.0"])
        );
        assert_eq!(taken("MPL-2.0"), Some(vec!["MPL-2.0"]));
    }

    #[test]
    fn what_may_not_be_passed_on_is_refused() {
        for licence in [
            "GPL-3.0-only",
            "AGPL-3.0",
            "MIT AND GPL-2.0",
            "",
            "SEE LICENSE IN x",
        ] {
            assert_eq!(taken(licence), None, "{licence}");
        }
    }
}
