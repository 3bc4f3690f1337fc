//! What others wrote and a release holds: who, under which licence, and the words of each licence. Gathered from what
//! cargo knows of the packages, so that nothing is forgotten.

use super::tools::WASM;
use crate::Outcome;
use crate::process::{capture, cargo, files_of, pattern, read};
use serde_json::Value;
use spdx::{Expression, Licensee, ParseMode};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What says under which licences something may be passed on with this calculator; where a package
/// offers several, the first of them is taken.
const RULES: &str = include_str!("../../../deny.toml");
/// Our own text of MIT, whose words are everybody's.
const MIT: &str = include_str!("../../../LICENSE-MIT");

const HEAD: &str = "What others wrote and this calculator holds, and the terms under which it may be passed on. Beside it, \
                    Rust's standard\nlibrary (MIT or Apache-2.0), copyright The Rust Project Contributors. The \
                    calculator itself: LICENSE-MIT, LICENSE-APACHE.\n\n";

/// A line that names who holds the copyright, and not the one that is to be filled in.
const HOLDER: &str = r"(?m)^\s*(?:Copyright|©|\([cC]\) \d)[^\[\n]*$";
/// What some write above the words of MIT.
const TITLE: &str = r"^\s*(?:The )?MIT [Ll]icense(?: \(MIT\))?\n";

/// A package of somebody else.
struct Package {
    /// With its version.
    name: String,
    licence: String,
    /// As the package names them; nobody where it does not.
    authors: String,
    folder: PathBuf,
}

fn said(arguments: &[&str]) -> Outcome<String> {
    let said = capture(cargo().args(arguments).arg("--locked"));
    said.ok_or_else(|| format!("`cargo {}` failed: run it to see why.", arguments.join(" ")))
}

/// What cargo says of the packages.
pub fn metadata(arguments: &[&str]) -> Outcome<Value> {
    serde_json::from_str(&said(arguments)?).map_err(|error| format!("cargo metadata: {error}."))
}

/// The packages whose code gets into what is built: cargo's tree says which, its metadata says where they are.
fn packages() -> Outcome<Vec<Package>> {
    let ours = ["tree", "--package=liver-prescreen", "--all-features"];
    let code = ["--edges=normal,no-proc-macro", "--target", WASM];
    let inside = said(&[&ours[..], &code, &["--prefix=none", "--format={p} "]].concat())?;
    let all = metadata(&["metadata", "--format-version=1", "--filter-platform", WASM])?;
    let mut packages = Vec::new();
    for package in all["packages"].as_array().into_iter().flatten() {
        let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
        let (name, version) = (text("name"), text("version"));
        let authors = package["authors"].as_array().into_iter().flatten();
        let authors = authors.filter_map(Value::as_str);
        let line = format!("{name} v{version} ");
        // What has no source is ours.
        if package["source"].is_string() && inside.lines().any(|said| said.starts_with(&line)) {
            packages.push(Package {
                name: format!("{name} {version}"),
                licence: text("license"),
                authors: authors.collect::<Vec<_>>().join(", "),
                folder: Path::new(&text("manifest_path")).with_file_name(""),
            });
        }
    }
    packages.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(packages)
}

/// The licences under which a package is taken, of those it offers; nothing where it may not be.
pub fn taken(expression: &str) -> Option<Vec<String>> {
    let (_, accepted) = RULES.split_once("\nallow = [")?;
    let (accepted, _) = accepted.split_once("\n]")?;
    let names = accepted
        .lines()
        .filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix("\","));
    let accepted: Vec<Licensee> = names
        .filter_map(|name| Licensee::parse(name).ok())
        .collect();
    let offered = Expression::parse_mode(expression, ParseMode::LAX).ok()?;
    let needed = offered.minimized_requirements(&accepted).ok()?;
    Some(needed.iter().map(ToString::to_string).collect())
}

/// The page of notices. Texts that differ in their copyright lines alone, as those of MIT do, stand there once.
pub fn notices() -> Outcome<String> {
    let (holder, title) = (pattern(HOLDER)?, pattern(TITLE)?);
    let mut page = HEAD.to_owned();
    let mut texts: BTreeMap<String, (String, BTreeMap<String, Vec<String>>)> = BTreeMap::new();
    for package in packages()? {
        let Package { name, licence, .. } = &package;
        let taken = taken(licence)
            .ok_or_else(|| format!("{name} may not be passed on: its licence is {licence}."))?;
        let _ = writeln!(page, "{name}: {}", taken.join(" and "));
        for text in words(&package, &taken)? {
            let lines = holder.find_iter(&text).map(|line| line.as_str().trim());
            let holders = match lines.collect::<Vec<_>>().join("; ") {
                none if none.is_empty() && package.authors.is_empty() => "its authors".to_owned(),
                none if none.is_empty() => package.authors.clone(),
                holders => holders,
            };
            let body = title
                .replace_all(&holder.replace_all(&text, ""), "")
                .trim()
                .to_owned();
            let key = body.split_whitespace().collect::<Vec<_>>().join(" ");
            let (_, all) = texts.entry(key).or_insert((body, BTreeMap::new()));
            all.entry(holders).or_default().push(name.clone());
        }
    }
    for (body, all) in texts.into_values() {
        let _ = writeln!(page, "\n{}", "-".repeat(80));
        for (holders, names) in all {
            let _ = writeln!(page, "{}: {holders}", names.join(", "));
        }
        let _ = writeln!(page, "\n{body}");
    }
    Ok(page)
}

/// The words of a package's licence, from its files; where it has none, those of the licence that it names.
fn words(package: &Package, taken: &[String]) -> Outcome<Vec<String>> {
    let mut names = files_of(&package.folder)?;
    names.retain(|name| {
        let name = name.to_ascii_uppercase();
        ["LICEN", "COPYING", "UNLICEN"]
            .iter()
            .any(|start| name.starts_with(start))
    });
    let is_taken = |name: &String| {
        let name = name.to_ascii_uppercase();
        let mut firsts = taken.iter().filter_map(|one| one.split('-').next());
        firsts.any(|first| name.contains(first))
    };
    if names.iter().any(is_taken) {
        names.retain(is_taken);
    }
    if names.is_empty() {
        let words = match taken {
            [one] if one == "MIT" => MIT.split_once("\n\nPermission").map(|(_, words)| words),
            _ => None,
        };
        let words = words.ok_or_else(|| format!("{} has no text of its licence.", package.name))?;
        return Ok(vec![format!("Permission{words}").trim().to_owned()]);
    }
    let plain = |text: String| text.replace("\r\n", "\n").trim().to_owned();
    let texts = names
        .iter()
        .map(|name| read(&package.folder.join(name)).map(plain));
    texts.collect()
}

#[cfg(test)]
mod tests {
    use super::taken;

    #[test]
    fn a_licence_is_chosen_among_those_that_are_offered() {
        for (offered, chosen) in [
            ("Apache-2.0 OR MIT", "MIT"),
            ("MIT/Apache-2.0", "MIT"),
            ("Unlicense OR MIT", "MIT"),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", "MIT and Unicode-3.0"),
            ("MPL-2.0", "MPL-2.0"),
        ] {
            let taken = taken(offered).map(|taken| taken.join(" and "));
            assert_eq!(taken.as_deref(), Some(chosen), "{offered}");
        }
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
