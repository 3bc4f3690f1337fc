//! Turns what Trunk stages into what is served: the loader with its names filled in, the widget's style sheet inside
//! it, names that are hashes of the final bytes. Trunk calls this after each build, in development and for a release,
//! so that both take the same path. A release is squeezed and goes through wasm-opt first.

use crate::process::{create_folder, files_of, read, read_bytes, root, run, target_folder, write};
use crate::{Outcome, digest, glue, names, npm, offline, package, single, squeeze, weigh};
use liver_prescreen::words::file;
use std::path::{Path, PathBuf};
use std::process::Command;

pub const LOADER: &str = "liver-prescreen.js";
pub const TYPES: &str = "liver-prescreen.d.ts";
pub const PAGE: &str = "index.html";

/// The style sheets of the widget, in order; those of the page are links in index.html.
const WIDGET_STYLES: [&str; 6] = [
    "style/tokens.css",
    "style/widget.css",
    "style/form.css",
    "style/result.css",
    "style/picture.css",
    "style/print.css",
];

// What the loader's source says where a build's own values go.
const GLUE_PLACE: &str = "import(\"./glue.js\")";
const WASM_PLACE: &str = "\"./glue_bg.wasm\"";
const INTEGRITY_PLACE: &str = "\"__WASM_INTEGRITY__\"";
const CHINESE_PLACE: &str = "\"./zh-CN.txt\"";
const CHINESE_INTEGRITY_PLACE: &str = "\"__CHINESE_INTEGRITY__\"";
const STYLE_PLACE: &str = "\"__WIDGET_CSS__\"";

/// The entry for Trunk's hook.
pub fn hook() -> Outcome {
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or(
            "`assemble` is called by Trunk: run `cargo xtask serve` or `cargo xtask dist` instead.",
        )?;
    let release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    assemble(&staging, release)
}

fn assemble(staging: &Path, release: bool) -> Outcome {
    let files = files_of(staging)?;
    let wasm_name = the_one(&files, "_bg.wasm")?;
    let stem = wasm_name.trim_end_matches("_bg.wasm").to_owned();
    let glue_name = format!("{stem}.js");
    let base = base_of(&stem);
    let mut page = read(&staging.join(PAGE))?;

    let glue = read(&staging.join(&glue_name))?;
    std::fs::remove_file(staging.join(&glue_name))
        .map_err(|error| format!("{glue_name} could not be removed: {error}."))?;
    let glue = if release {
        small(staging, &wasm_name, &glue)?
    } else {
        glue
    };
    let wasm = read_bytes(&staging.join(&wasm_name))?;
    let wasm_final = format!("{base}-{}.wasm", digest::name_hash(&wasm));
    rename(staging, &wasm_name, &wasm_final)?;
    page = page.replace(&wasm_name, &wasm_final);

    for name in files.iter().filter(|name| name.ends_with(".css")) {
        let style = read(&staging.join(name))?;
        let style = if release {
            squeeze::style(&style)
        } else {
            style
        };
        let hashed = format!(
            "{}-{}.css",
            base_of(name.trim_end_matches(".css")),
            digest::name_hash(style.as_bytes())
        );
        write(&staging.join(name), &style)?;
        rename(staging, name, &hashed)?;
        page = page.replace(name.as_str(), &hashed);
    }

    let chinese = words(staging, "zh-CN", &file::write())?;

    let values = [
        (STYLE_PLACE, quoted(&widget_style()?)),
        (CHINESE_PLACE, chinese.place),
        (CHINESE_INTEGRITY_PLACE, chinese.integrity),
        (GLUE_PLACE, "bindings()".to_owned()),
        (WASM_PLACE, quoted(&format!("./{wasm_final}"))),
        (INTEGRITY_PLACE, quoted(&digest::sha384_integrity(&wasm))),
    ];
    let loader = filled(read(&root().join("src/embed/loader.js"))?, &values)?;
    write(
        &staging.join(TYPES),
        read(&root().join("src/embed/api.d.ts"))?,
    )?;
    package::add(staging, release)?;
    let loader = loader + &glue::as_function(&glue)?;
    if !release {
        write(&staging.join(LOADER), loader)?;
        return write(&staging.join(PAGE), page);
    }
    single::write_file(staging, &page, &loader, &wasm)?;
    write(&staging.join(LOADER), minified(&loader)?)?;
    let page = offline::seal(staging, &page)?;
    write(&staging.join(PAGE), squeeze::page(&page))
}

/// Makes the module small, and returns the glue with the short names that it then has.
fn small(staging: &Path, wasm_name: &str, glue: &str) -> Outcome<String> {
    let module = staging.join(wasm_name);
    optimise(&module)?;
    write(&target_folder().join(weigh::NAMED), read_bytes(&module)?)?;
    names::shorten(&module, &module, glue)
}

/// What the loader says of a file of words.
struct Words {
    place: String,
    integrity: String,
}

/// Writes a file of words under a name that is a hash of its bytes.
fn words(staging: &Path, name: &str, text: &str) -> Outcome<Words> {
    let name = format!("{name}-{}.txt", digest::name_hash(text.as_bytes()));
    write(&staging.join(&name), text)?;
    Ok(Words {
        place: quoted(&format!("./{name}")),
        integrity: quoted(&digest::sha384_integrity(text.as_bytes())),
    })
}

/// Runs wasm-opt over a module, once for each content.
fn optimise(module: &Path) -> Outcome {
    // Its names say below which part a function belongs to.
    let flags = [&npm::WASM_OPT_FLAGS[..], &["-g"]].concat();
    let done = once(&read_bytes(module)?, &flags, "wasm", || {
        println!("Optimising the wasm for size …");
        npm::wasm_opt()
    })?;
    write(module, done)
}

/// A script without the names and spaces that only people need. The names that hosts rely on are exports and
/// properties, which stay.
pub fn minified(script: &str) -> Outcome<String> {
    let flags = ["--module", "--compress", "passes=2", "--mangle"];
    let done = once(script.as_bytes(), &flags, "js", npm::terser)?;
    String::from_utf8(done).map_err(|_| "terser wrote something else than text.".to_owned())
}

/// What a tool makes of a file with these flags, kept below the target folder by content, so that nothing is done twice.
fn once(
    content: &[u8],
    flags: &[&str],
    ending: &str,
    tool: impl FnOnce() -> Outcome<Command>,
) -> Outcome<Vec<u8>> {
    let key = [content, flags.join(" ").as_bytes()].concat();
    let cache = target_folder().join("optimised");
    create_folder(&cache)?;
    let name = digest::sha256_hex(&key);
    let done = cache.join(format!("{name}.{ending}"));
    if !done.is_file() {
        let before = cache.join(format!("{name}.before.{ending}"));
        let partial = cache.join(format!("{name}.partial.{ending}"));
        write(&before, content)?;
        run(tool()?.arg(&before).args(flags).arg("-o").arg(&partial))?;
        std::fs::rename(&partial, &done)
            .map_err(|error| format!("{} could not be kept: {error}.", done.display()))?;
        let _ = std::fs::remove_file(&before);
    }
    read_bytes(&done)
}

/// The loader with values in their places.
fn filled(mut loader: String, values: &[(&str, String)]) -> Outcome<String> {
    for (place, value) in values {
        if loader.matches(place).count() != 1 {
            return Err(format!(
                "src/embed/loader.js must name {place} exactly once; put that back."
            ));
        }
        loader = loader.replace(place, value);
    }
    Ok(loader)
}

fn widget_style() -> Outcome<String> {
    let mut all = String::new();
    for name in WIDGET_STYLES {
        let path = root().join(name);
        if path.is_file() {
            all.push_str(&read(&path)?);
            all.push('\n');
        }
    }
    Ok(squeeze::style(&all))
}

fn the_one(names: &[String], ending: &str) -> Outcome<String> {
    let mut found = names.iter().filter(|name| name.ends_with(ending));
    match (found.next(), found.next()) {
        (Some(name), None) => Ok(name.clone()),
        _ => Err(format!(
            "Trunk staged none or several files that end in {ending}; keep one rust link in index.html."
        )),
    }
}

/// The name without the hash that Trunk put there.
fn base_of(stem: &str) -> &str {
    match stem.rsplit_once('-') {
        Some((base, hash))
            if hash.len() >= 12 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) =>
        {
            base
        }
        _ => stem,
    }
}

fn rename(folder: &Path, from: &str, to: &str) -> Outcome {
    std::fs::rename(folder.join(from), folder.join(to)).map_err(|error| {
        format!(
            "{from} could not be renamed to {to} in {}: {error}.",
            folder.display()
        )
    })
}

/// A JavaScript string literal.
pub fn quoted(text: &str) -> String {
    let mut literal = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            other => literal.push(other),
        }
    }
    literal.push('"');
    literal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_hash_is_taken_off_a_name() {
        assert_eq!(
            base_of("liver-prescreen-0123456789abcdef"),
            "liver-prescreen"
        );
        assert_eq!(base_of("liver-prescreen"), "liver-prescreen");
    }

    #[test]
    fn a_style_sheet_survives_as_a_string() {
        assert_eq!(
            quoted("a::before { content: \"\\2014\" }\n"),
            r#""a::before { content: \"\\2014\" }\n""#
        );
    }
}
