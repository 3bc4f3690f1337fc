//! Takes in the study files, so that adding a study is adding a file and no Rust. Each goes in twice: as its
//! text, and in a compact form that needs no JSON reader in the browser (`Value::unpack` reads it; a test
//! holds the two against each other). A build uses what it refers to and drops the rest.

use std::path::Path;
use std::{env, fs, io};

use serde_json::Value;
use sha2::{Digest, Sha256};

/// Translations stay out of the compact form: most readers never see them, and whoever does fetches them in a file
/// of their own. They are listed in the order in which they stand.
const TRANSLATION: &str = "zh-CN";

/// Bytes of stack in a browser, behind which all else lies. Rust's 1 MiB gives every address four bytes; of less, as long as
/// all ends before 2²⁰, three do: 0.26 kB of the page's wasm after Brotli.
const STACK: u32 = 832 * 1024;

fn main() -> io::Result<()> {
    if env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-link-arg-bins=-zstack-size={STACK}");
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
    let (mut texts, mut studies) = (String::new(), String::new());
    let mut translations = Vec::new();
    for name in files {
        let path = Path::new(&root).join(data).join(&name);
        let text = fs::read_to_string(&path)?;
        let mut packed = Vec::new();
        pack(
            &serde_json::from_str(&text)?,
            &mut packed,
            &mut translations,
        );
        fs::write(Path::new(&out).join(format!("{name}.packed")), packed)?;
        let sha256: String = Sha256::digest(text.as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        texts += &format!("include_str!({path:?}),\n");
        studies += &format!(
            "(include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.packed\")), {sha256:?}),\n"
        );
    }
    let write = |name: &str, list| fs::write(Path::new(&out).join(name), format!("&[\n{list}]\n"));
    let list = translations.iter().map(|text| format!("{text:?},\n"));
    write("translations.rs", list.collect())?;
    fs::write(
        Path::new(&out).join("translations.count"),
        translations.len().to_string(),
    )?;
    println!("cargo::rustc-env=SOURCES={}", sources()?);
    write("texts.rs", texts)?;
    write("studies.rs", studies)
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

/// A letter for the kind, then the content; numbers of things and of bytes in groups of seven bits. An object whose
/// translation stands elsewhere has a letter of its own.
fn pack(value: &Value, out: &mut Vec<u8>, translations: &mut Vec<String>) {
    match value {
        Value::Null => out.push(b'n'),
        Value::Bool(false) => out.push(b'f'),
        Value::Bool(true) => out.push(b't'),
        Value::Number(number) => {
            let number = number
                .as_u64()
                .expect("a study file has whole numbers only; limits are texts");
            out.push(b'w');
            count(number, out);
        }
        Value::String(text) => {
            out.push(b's');
            string(text, out);
        }
        Value::Array(items) => {
            out.push(b'l');
            count(items.len() as u64, out);
            for item in items {
                pack(item, out, translations);
            }
        }
        Value::Object(entries) => {
            let translation = entries.get(TRANSLATION).and_then(Value::as_str);
            translations.extend(translation.map(str::to_owned));
            let entries = || entries.iter().filter(|(key, _)| *key != TRANSLATION);
            out.push(if translation.is_some() { b'z' } else { b'o' });
            count(entries().count() as u64, out);
            for (key, value) in entries() {
                string(key, out);
                pack(value, out, translations);
            }
        }
    }
}

fn string(text: &str, out: &mut Vec<u8>) {
    count(text.len() as u64, out);
    out.extend(text.as_bytes());
}

fn count(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
