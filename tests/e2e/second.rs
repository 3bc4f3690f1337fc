//! Another version of the release, as a host has it that took one up in one place and not in another: the wasm bears
//! another number, and the loader the checksum of that wasm.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha384};

/// What the release calls itself, and what the other version does.
pub const VERSIONS: [&str; 2] = [env!("CARGO_PKG_VERSION"), "9.9.9"];

/// A file of the other version.
pub fn version(release: &Path, name: &str) -> Option<Vec<u8>> {
    let body = fs::read(release.join(name)).ok()?;
    if is_wasm(name) {
        return Some(renumbered(&body));
    }
    if name != "liver-prescreen.js" {
        return Some(body);
    }
    let mut loader = String::from_utf8(body).ok()?;
    for file in fs::read_dir(release).ok()?.flatten() {
        if is_wasm(&file.file_name().to_string_lossy()) {
            let wasm = fs::read(file.path()).ok()?;
            let [ours, other] = [checksum(&wasm), checksum(&renumbered(&wasm))];
            assert!(loader.contains(&ours), "the loader names its wasm");
            loader = loader.replace(&ours, &other);
        }
    }
    Some(loader.into_bytes())
}

fn is_wasm(name: &str) -> bool {
    name.starts_with("liver-prescreen-") && name.ends_with(".wasm")
}

fn checksum(bytes: &[u8]) -> String {
    ["sha384-", &BASE64_STANDARD.encode(Sha384::digest(bytes))].concat()
}

/// The same bytes with the other number in place of each.
fn renumbered(wasm: &[u8]) -> Vec<u8> {
    let [ours, other] = VERSIONS.map(str::as_bytes);
    assert_eq!(ours.len(), other.len(), "as long as it was");
    let mut changed = wasm.to_vec();
    for at in 0..=wasm.len() - ours.len() {
        if wasm[at..].starts_with(ours) {
            changed[at..at + ours.len()].copy_from_slice(other);
        }
    }
    assert_ne!(changed, wasm, "the wasm bears its number");
    changed
}
