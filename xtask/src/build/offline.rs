//! What makes the page of a release strict and keeps it on the device: its policy, the checksums of what it loads, the
//! manifest, and the worker with its list of files. In development a worker would serve what was built before.

use super::release::{LATER, LOADER, without_checksum};
use super::{bundle, digest};
use crate::Outcome;
use crate::process::{files_of, read, read_bytes, root, write};
use std::path::Path;

const WORKER: &str = "sw.js";
const MANIFEST: &str = "manifest.webmanifest";

/// Nothing inline, nothing from elsewhere, and of code that is made at run time only wasm.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
                      connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";

const CHARSET: &str = "<meta charset=\"utf-8\">";
const LOADER_TAG: &str =
    "<script data-cfasync=\"false\" type=\"module\" src=\"./liver-prescreen.js\"></script>";
const STYLE_TAG: &str = "<link rel=\"stylesheet\" href=\"./";

/// Returns the page with all this, and writes the files beside it.
pub fn seal(staging: &Path, page: &str) -> Outcome<String> {
    let page = with_icon(staging, &with_checksums(staging, page)?)?;
    let source = root().join("src/page");
    let script = bundle::typescript("src/page/page.ts", &[])?;
    let script_name = format!("{LATER}{}.js", digest::name_hash(script.as_bytes()));
    write(&staging.join(&script_name), &script)?;
    let early = bundle::at_once("src/page/early.ts")?;
    let early_name = format!("language-{}.js", digest::name_hash(early.as_bytes()));
    write(&staging.join(&early_name), &early)?;
    let loader = read_bytes(&staging.join(LOADER))?;
    // The name of the loader is the same in each release, so the page asks for this one's.
    let loader_name = format!("{LOADER}?{}", digest::name_hash(&loader));
    let manifest = manifest(staging, &source)?;
    let manifest_name = format!("{MANIFEST}?{}", digest::name_hash(manifest.as_bytes()));
    write(&staging.join(MANIFEST), &manifest)?;

    let page = once(
        &page,
        CHARSET,
        &format!("{CHARSET}\n<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">"),
    )?;
    // Read on once it has run, which takes no longer than the style sheets.
    let page = once(
        &page,
        "</title>",
        &format!(
            "</title>\n{}",
            script_tag("crossorigin ", &early_name, early.as_bytes())
        ),
    )?;
    // The page's own script comes last: the calculator does not wait for it.
    let page = once(
        &page,
        LOADER_TAG,
        &format!(
            "<link rel=\"manifest\" href=\"./{manifest_name}\">\n{}\n{}",
            script_tag(MODULE, &loader_name, &loader),
            script_tag(MODULE, &script_name, script.as_bytes())
        ),
    )?;

    let mut files = vec![loader_name, manifest_name];
    files.extend(files_of(staging)?.into_iter().filter(|name| is_kept(name)));
    files.sort();
    let mut list = Vec::new();
    for name in &files {
        let path = name.split('?').next().unwrap_or(name);
        let integrity = digest::sha384_integrity(&read_bytes(&staging.join(path))?);
        list.push(format!("\"{name}\": \"{integrity}\""));
    }
    let list = list.join(", ");
    let worker = read(&source.join("worker.ts"))?;
    let release = digest::name_hash([worker.as_str(), &page, &list].concat().as_bytes());
    let values = [
        ("RELEASE", digest::quoted(&release)),
        ("FILES", format!("{{ {list} }}")),
    ];
    write(
        &staging.join(WORKER),
        bundle::typescript("src/page/worker.ts", &values)?,
    )?;
    once(
        &page,
        "<html lang=\"en\">",
        &format!("<html lang=\"en\" data-release=\"{release}\">"),
    )
}

/// The files that every visitor's device keeps, beside the page, the loader and the manifest: those with a checksum in
/// the name. Icons for a home screen come when somebody installs the page.
fn is_kept(name: &str) -> bool {
    without_checksum(name).is_some() && !name.ends_with(".png")
}

/// A script that the page does not wait for.
const MODULE: &str = "type=\"module\" ";

fn script_tag(kind: &str, name: &str, bytes: &[u8]) -> String {
    format!(
        "<script data-cfasync=\"false\" {kind}src=\"./{name}\" integrity=\"{}\"></script>",
        digest::sha384_integrity(bytes)
    )
}

/// Puts the checksum of each style sheet beside its address.
fn with_checksums(staging: &Path, page: &str) -> Outcome<String> {
    let mut pieces = page.split(STYLE_TAG);
    let mut done = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece
            .split_once('"')
            .ok_or("index.html has a style sheet without an address.")?;
        let integrity = digest::sha384_integrity(&read_bytes(&staging.join(name))?);
        // In a sandboxed frame the page is a stranger to its own server: there a checksum needs CORS.
        done += &format!("{STYLE_TAG}{name}\" crossorigin integrity=\"{integrity}\"{rest}");
    }
    Ok(done)
}

/// Gives the icon a name that is a checksum of its bytes, as all others have: Trunk's own is of another kind.
fn with_icon(staging: &Path, page: &str) -> Outcome<String> {
    let files = files_of(staging)?;
    let name = files.iter().find(|name| name.ends_with(".svg"));
    let name = name.ok_or("index.html names no icon.")?;
    let hash = digest::name_hash(&read_bytes(&staging.join(name))?);
    let hashed = format!("icon-{hash}.svg");
    std::fs::rename(staging.join(name), staging.join(&hashed))
        .map_err(|error| format!("{name} could not be renamed: {error}."))?;
    once(page, name, &hashed)
}

/// The manifest, with icons whose names are checksums.
fn manifest(staging: &Path, source: &Path) -> Outcome<String> {
    let mut manifest = read(&source.join(MANIFEST))?;
    for name in ["icon-192.png", "icon-512.png", "icon-maskable.png"] {
        let icon = read_bytes(&source.join(name))?;
        let stem = name.trim_end_matches(".png");
        let hashed = format!("{stem}-{}.png", digest::name_hash(&icon));
        write(&staging.join(&hashed), icon)?;
        manifest = once(&manifest, name, &hashed)?;
    }
    let files = files_of(staging)?;
    let icon = files.iter().find(|name| name.ends_with(".svg"));
    once(
        &manifest,
        "icon.svg",
        icon.ok_or("index.html names no icon.")?,
    )
}

fn once(text: &str, from: &str, to: &str) -> Outcome<String> {
    if text.matches(from).count() != 1 {
        return Err(format!(
            "A page, its manifest or its worker must have {from} exactly once: mend it, or xtask/src/build/offline.rs."
        ));
    }
    Ok(text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::is_kept;

    #[test]
    fn files_named_by_their_checksum_are_kept_but_no_pictures() {
        assert!(is_kept("liver-prescreen-0123456789abcdef.wasm"));
        assert!(is_kept("zh-CN-0123456789abcdef.txt"));
        for other in [
            "liver-prescreen.js",
            "liver-prescreen.d.ts",
            "icon-192-0123456789abcdef.png",
            "zh-CN-0123456789abcdef.txt.gz",
        ] {
            assert!(!is_kept(other), "{other}");
        }
    }
}
