//! What a release consists of: the names of its files, and which of them come when.

use crate::Outcome;
use crate::process::{files_of, read_bytes};
use std::path::Path;

pub const LOADER: &str = "liver-prescreen.js";
pub const TYPES: &str = "liver-prescreen.d.ts";
/// The JSON Schema of a study file, for whoever writes one.
pub const SCHEMA: &str = "study.schema.json";
/// How the name of the wasm begins that programs call.
pub const API: &str = "liver-prescreen-api";
pub const PAGE: &str = "index.html";
/// The whole app in one file.
pub const SINGLE: &str = "liver-prescreen.html";

/// How the name of the page's own script begins, which the calculator does not wait for.
pub const LATER: &str = "page-";

/// The files that the widget fetches by itself once it can be used.
pub fn later_files(folder: &Path) -> Outcome<Vec<String>> {
    let mut names = files_of(folder)?;
    names.retain(|name| is_later(name));
    Ok(names)
}

fn is_later(name: &str) -> bool {
    name.starts_with(LATER) && name.ends_with(".js")
        || name.starts_with(API) && name.ends_with(".wasm")
}

/// The files that the page needs before it can be used: itself, the loader, and every script, style sheet and wasm
/// that one of the two names.
pub fn page_files(folder: &Path) -> Outcome<Vec<String>> {
    let mut needed = vec![PAGE.to_owned(), LOADER.to_owned()];
    let mut texts = String::new();
    for name in [PAGE, LOADER] {
        let path = folder.join(name);
        if !path.is_file() {
            return Err(format!(
                "{} has no {name}: run `cargo xtask dist` first.",
                folder.display()
            ));
        }
        texts.push_str(&String::from_utf8_lossy(&read_bytes(&path)?));
    }
    for name in files_of(folder)? {
        let is_code = [".js", ".css", ".wasm"]
            .iter()
            .any(|ending| name.ends_with(ending));
        if is_code && name != LOADER && !is_later(&name) && texts.contains(&name) {
            needed.push(name);
        }
    }
    Ok(needed)
}

/// A name without the checksum in it, where there is one: `page-0123456789abcdef.css` is `page.css`.
pub fn without_checksum(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    let (stem, hash) = stem.rsplit_once('-')?;
    let is_hash = hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| format!("{stem}.{ending}"))
}
