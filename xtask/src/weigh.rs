//! What the bytes of the wasm are spent on, by crate and by room of the house, as twiggy counts them: the tables of
//! docs/size.md.

use crate::process::{capture, command, put_between, root, target_folder};
use crate::size::grouped;
use crate::{Outcome, tools};
use std::collections::HashMap;
use std::fmt::Write as _;

/// The release's module with its names.
pub const NAMED: &str = "liver-prescreen-named.wasm";

const PAGE: &str = "docs/size.md";
const START: &str = "<!-- What follows is written by `cargo xtask size --contributors`. -->\n";
const END: &str = "<!-- So far. -->\n";

/// So many functions are named one by one.
const LARGEST: usize = 20;

/// Crates by the name that a function bears, ours first: what is made for us out of another's code is ours.
const CRATES: [(&str, &[&str]); 10] = [
    ("liver-prescreen", &["liver_prescreen"]),
    (
        "Leptos",
        &[
            "reactive_graph",
            "leptos",
            "tachys",
            "any_spawner",
            "or_poisoned",
            "slotmap",
        ],
    ),
    ("indexmap, for Leptos", &["indexmap"]),
    (
        "hashbrown, for Leptos and the standard library",
        &["hashbrown"],
    ),
    ("rust_decimal", &["rust_decimal"]),
    (
        "wasm-bindgen, js-sys, web-sys",
        &["wasm_bindgen", "js_sys", "web_sys"],
    ),
    ("time", &["time"]),
    ("sha2", &["sha2"]),
    ("talc", &["talc"]),
    ("logarithms, floats", &["compiler_builtins"]),
];

/// Exports bear their own name alone.
const EXPORTS: [&str; 9] = [
    "screen",
    "studies",
    "checkStudy",
    "readFhir",
    "mount",
    "takeIn",
    "handle_",
    "main",
    "__wbg_handle",
];

/// Writes the tables.
pub fn command_line() -> Outcome {
    let module = target_folder().join(NAMED);
    if !module.is_file() {
        return Err("There is no wasm to weigh: run `cargo xtask dist` first.".to_owned());
    }
    let list = capture(
        command(tools::twiggy()?)
            .args(["top", "-n", "100000", "-f", "csv"])
            .arg(&module),
    )
    .ok_or_else(|| format!("twiggy does not read {}.", module.display()))?;
    let items: Vec<(String, u64)> = list.lines().skip(1).filter_map(item).collect();
    let page = root().join(PAGE);
    put_between(&page, START, END, &tables(&items))?;
    println!("{PAGE} has the tables of {}.", module.display());
    Ok(())
}

/// The name and the size of a line of twiggy's. A name may hold commas, and is then quoted.
fn item(line: &str) -> Option<(String, u64)> {
    let (name, rest) = match line.strip_prefix('"') {
        Some(quoted) => quoted.split_once("\",")?,
        None => line.split_once(',')?,
    };
    Some((
        name.replace("\"\"", "\""),
        rest.split(',').next()?.parse().ok()?,
    ))
}

/// Where something belongs; nothing for what a release leaves out, such as the names themselves.
fn crate_of(name: &str) -> Option<&'static str> {
    if name.contains("subsection") || name.starts_with("custom section") {
        return None;
    }
    if name.starts_with("data segment") {
        return Some("data: words, the study, tables");
    }
    let words: Vec<&str> = name
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .collect();
    let found = CRATES
        .iter()
        .find(|(_, names)| names.iter().any(|name| words.contains(name)));
    if let Some((owner, _)) = found {
        return Some(owner);
    }
    if EXPORTS.iter().any(|export| name.starts_with(export)) {
        return Some("liver-prescreen");
    }
    let of_std = ["core", "alloc", "std"]
        .iter()
        .any(|name| words.contains(name))
        || name.starts_with('<');
    Some(if of_std {
        "standard library"
    } else {
        "the module itself, and the rest"
    })
}

/// The room of our own house that a function stands in.
fn room_of(name: &str) -> Option<&str> {
    let (_, rest) = name.split_once("liver_prescreen::")?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
    let path = rest.get(..end.unwrap_or(rest.len()))?;
    let mut parts = path.split("::");
    let first = parts.next()?;
    let second = parts
        .next()
        .filter(|part| part.chars().all(|c| c.is_lowercase() || c == '_'))?;
    path.get(..first.len() + 2 + second.len())
}

fn tables(items: &[(String, u64)]) -> String {
    let mut crates: HashMap<&str, u64> = HashMap::new();
    let mut rooms: HashMap<&str, u64> = HashMap::new();
    let mut largest = Vec::new();
    let mut all = 0;
    for (name, size) in items {
        let Some(owner) = crate_of(name) else {
            continue;
        };
        *crates.entry(owner).or_default() += size;
        all += size;
        if let Some(room) = room_of(name) {
            *rooms.entry(room).or_default() += size;
        }
        if !name.starts_with("data segment") {
            largest.push((name.as_str(), *size));
        }
    }
    let mut text = String::new();
    let mut table = |title: &str, mut rows: Vec<(&str, u64)>, most: usize| {
        rows.sort_by(|(a, x), (b, y)| y.cmp(x).then(a.cmp(b)));
        let _ = writeln!(text, "\n| {title} | bytes | share |\n|---|---:|---:|");
        for (name, size) in rows.into_iter().take(most) {
            let share = 100.0 * size as f64 / all as f64;
            let _ = writeln!(
                text,
                "| {} | {} | {share:.1} % |",
                name.replace('|', "\\|"),
                grouped(size)
            );
        }
    };
    table("belongs to", crates.into_iter().collect(), usize::MAX);
    table("room of ours", rooms.into_iter().collect(), LARGEST);
    let largest = largest.into_iter().map(|(name, size)| (plain(name), size));
    table("function", largest.collect(), LARGEST);
    text.push('\n');
    text
}

/// A function's name without its hash.
fn plain(name: &str) -> &str {
    name.rsplit_once("::h")
        .filter(|(_, hash)| hash.len() == 16)
        .map_or(name, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_whoever_it_was_made_for() {
        for (name, owner) in [
            (
                "<Map<I,F> as core::iter::Iterator>::next::h0",
                Some("standard library"),
            ),
            (
                "core::ptr::drop_in_place<liver_prescreen::ui::Desk>",
                Some("liver-prescreen"),
            ),
            ("handle_hear", Some("liver-prescreen")),
            ("reactive_graph::signal::rw::x", Some("Leptos")),
            (
                "data segment \".rodata\"",
                Some("data: words, the study, tables"),
            ),
            ("\"function names\" subsection", None),
        ] {
            assert_eq!(crate_of(name), owner, "{name}");
        }
    }

    #[test]
    fn a_room_is_the_second_step_of_a_path() {
        assert_eq!(
            room_of("liver_prescreen::ui::paste::block::{{closure}}::h1"),
            Some("ui::paste")
        );
        assert_eq!(
            room_of("liver_prescreen::screening::screen::h1"),
            Some("screening::screen")
        );
        assert_eq!(room_of("<liver_prescreen::ui::Desk as X>::y"), None);
    }

    #[test]
    fn a_line_is_read_whether_its_name_is_quoted_or_not() {
        assert_eq!(item("\"a<b,c>\",12,1.0,,"), Some(("a<b,c>".to_owned(), 12)));
        assert_eq!(item("screen,7,1.0,,"), Some(("screen".to_owned(), 7)));
        assert_eq!(
            item("\"\"\"function names\"\" subsection\",7,1.0,,")
                .map(|(name, _)| name)
                .as_deref(),
            Some("\"function names\" subsection")
        );
    }
}
