//! Takes in the study files, so that adding a study is adding a file and no Rust. Each is read and checked as the library
//! reads one, by the same code, and goes in twice: as its text, and in a form that needs neither a JSON reader nor a check
//! in the browser. A build uses what it refers to and drops the rest.

use std::path::Path;
use std::{env, fs, io};

use sha2::{Digest, Sha256};

#[allow(dead_code, unused_imports)]
#[path = "src/clinical/mod.rs"]
mod clinical;
#[allow(dead_code)]
#[path = "src/dates.rs"]
mod dates;
#[allow(dead_code)]
#[path = "src/error.rs"]
mod error;
#[allow(dead_code, unused_imports)]
#[path = "src/study/mod.rs"]
mod study;

/// Bytes of stack in a browser, behind which all else lies. Rust's 1 MiB gives every address four bytes; of less, as long as
/// all ends before 2²⁰, three do: 0.26 kB of the page's wasm after Brotli.
const STACK: u32 = 832 * 1024;

fn main() -> io::Result<()> {
    println!("cargo::rustc-cfg=shipped");
    let is_wasm = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    let has = |feature| env::var_os(feature).is_some();
    let of_page = is_wasm && has("CARGO_FEATURE_UI") && !has("CARGO_FEATURE_API");
    if of_page {
        println!("cargo::rustc-cfg=of_page");
    }
    if is_wasm {
        println!("cargo::rustc-link-arg-bins=-zstack-size={STACK}");
    } else {
        println!("cargo::rustc-cfg=schema");
    }
    let data = Path::new("src/study/data");
    let default = fs::read_to_string(data.join("DEFAULT"))?;
    let default = default.trim();
    let mut files: Vec<String> = fs::read_dir(data)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".json"))
        .collect();
    files.sort_by_key(|name| (name != default, name.clone()));
    let variable = |name| env::var(name).map_err(io::Error::other);
    let (root, out) = (variable("CARGO_MANIFEST_DIR")?, variable("OUT_DIR")?);
    let (mut texts, mut studies) = (String::new(), Vec::new());
    let mut translations = Vec::new();
    for name in files {
        let path = Path::new(&root).join(data).join(&name);
        let text = fs::read_to_string(&path)?;
        let mut study = checked(&name, &text)?;
        let beyond = study::beyond_page(&study).join(", ");
        if !beyond.is_empty() {
            let why = format!(
                "src/study/data/{name}: the page's own wasm does not know what this study asks for ({beyond}): see \
                 src/study/of_page.rs."
            );
            return Err(io::Error::other(why));
        }
        // Most readers never see them, and whoever does fetches them in a file of their own.
        translations.extend(study.translations().into_iter().map(std::mem::take));
        if of_page {
            // The wasm of programs writes them where somebody wants to read them.
            study.gaps.iter_mut().for_each(|gap| gap.en.clear());
        }
        studies.extend(study::to_bytes(&study));
        texts += &format!("include_str!({path:?}),\n");
    }
    let write = |name: &str, list| fs::write(Path::new(&out).join(name), format!("&[\n{list}]\n"));
    let list = translations.iter().map(|text| format!("{text:?},\n"));
    write("translations.rs", list.collect())?;
    write("texts.rs", texts)?;
    println!("cargo::rustc-env=SOURCES={}", sources()?);
    fs::write(Path::new(&out).join("studies.postcard"), studies)
}

/// The study of a file, or everything that is wrong with it.
fn checked(name: &str, text: &str) -> io::Result<study::Study> {
    study::from_json(text).map_err(|_| {
        let faults = study::remarks(text).into_iter();
        let faults = faults.map(|fault| format!("src/study/data/{name}: {fault}"));
        io::Error::other(faults.collect::<Vec<_>>().join("\n"))
    })
}

/// A checksum of everything that a page is made of, by which a page that was written beforehand and the wasm know each
/// other.
fn sources() -> io::Result<String> {
    println!("cargo::rerun-if-changed=src");
    let mut folders = vec![Path::new("src").to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            // Code and studies: what a loader is made into may lie beside them at one time and not at another.
            let counts = |end| path.extension().is_some_and(|of| of == end);
            if path.is_dir() {
                folders.push(path);
            } else if counts("rs") || counts("json") {
                files.push(path);
            }
        }
    }
    files.sort();
    let mut sha256 = Sha256::new();
    for file in files {
        sha256.update(fs::read(file)?);
    }
    let digest = sha256.finalize();
    Ok(digest
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect())
}
