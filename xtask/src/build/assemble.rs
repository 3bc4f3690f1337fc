//! Turns what Trunk stages into what is served: the loader with its names filled in, the widget's style sheet inside
//! it, names that are hashes of the final bytes. Trunk calls this after each build, in development and for a release,
//! so that both take the same path. A release is minified and goes through wasm-opt first.

use super::bundle::Shell;
use super::release::{API, LOADER, PAGE, TYPES};
use super::{bundle, digest, imports, npm, offline, package, prerendered, single, types};
use crate::Outcome;
use crate::process::{create_folder, files_of, read, read_bytes, root, run, target_folder, write};
use liver_prescreen::words::{Lang, file};
use std::path::{Path, PathBuf};

/// The style sheets of the widget before and after those of its parts; those of the page are links in index.html.
const STYLES_BEFORE: [&str; 3] = ["style/tokens.css", "style/widget.css", "style/controls.css"];
const STYLES_AFTER: [&str; 2] = ["style/device.css", "style/prepared.css"];

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
    let mut page = read(&staging.join(PAGE))?;

    let (api, form): (Vec<String>, Vec<String>) = files
        .iter()
        .filter(|name| name.ends_with(".wasm"))
        .cloned()
        .partition(|name| name.starts_with(API));
    let form = module(staging, &the_one(&form, ".wasm")?, release)?;
    let api = module(staging, &the_one(&api, ".wasm")?, release)?;
    page = page.replace(&form.staged, &form.name);

    for name in files.iter().filter(|name| name.ends_with(".css")) {
        let style = read(&staging.join(name))?;
        let style = if release {
            bundle::style(&style)?
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

    let chinese = file::write();
    let chinese_name = format!("zh-CN-{}.txt", digest::name_hash(chinese.as_bytes()));
    write(&staging.join(&chinese_name), &chinese)?;
    write(&staging.join(TYPES), types::released()?)?;
    package::add(staging)?;
    let style = widget_style()?;
    let style_name = format!("widget-{}.css", digest::name_hash(style.as_bytes()));
    write(&staging.join(&style_name), &style)?;
    let forms = [prerendered::form(Lang::En)?, prerendered::form(Lang::Zh)?];
    let page = prerendered::within(&page, &style_name, &forms[0])?;
    let files = forms.map(|form| prerendered::file(&style, &form));
    let names = [Lang::En, Lang::Zh].map(Lang::tag);
    let names = [0, 1].map(|at| {
        let hash = digest::name_hash(files[at].as_bytes());
        format!("form-{}-{hash}.txt", names[at])
    });
    for (name, file) in names.iter().zip(&files) {
        write(&staging.join(name), file)?;
    }
    let place = |name: &str| digest::quoted(&format!("./{name}"));
    let checksum = |bytes: &[u8]| digest::quoted(&digest::sha384_integrity(bytes));
    let shell = Shell {
        values: vec![
            ("FORM_WASM", place(&form.name)),
            ("FORM_INTEGRITY", checksum(&form.wasm)),
            ("API_WASM", place(&api.name)),
            ("API_INTEGRITY", checksum(&api.wasm)),
            ("CHINESE", place(&chinese_name)),
            ("CHINESE_INTEGRITY", checksum(chinese.as_bytes())),
            ("PREPARED_EN", place(&names[0])),
            ("PREPARED_EN_INTEGRITY", checksum(files[0].as_bytes())),
            ("PREPARED_ZH", place(&names[1])),
            ("PREPARED_ZH_INTEGRITY", checksum(files[1].as_bytes())),
            ("STUDY", digest::quoted(prerendered::study()?.id.as_ref())),
        ],
        form_glue: form.glue,
        api_glue: api.glue,
    };
    write(
        &staging.join(LOADER),
        bundle::shell("main.ts", &shell, release, &[])?,
    )?;
    if !release {
        return write(&staging.join(PAGE), page);
    }
    let wasm = [&form.wasm[..], &api.wasm];
    single::write_file(staging, &page, &shell, wasm, &chinese, &style)?;
    let page = offline::seal(staging, &page)?;
    write(&staging.join(PAGE), page)
}

/// A binary as it is served, and the glue that wasm-bindgen wrote for it.
struct Module {
    /// Its name as Trunk staged it.
    staged: String,
    name: String,
    wasm: Vec<u8>,
    glue: String,
}

/// Takes a binary and its glue over from Trunk; the glue goes into the loader.
fn module(staging: &Path, staged: &str, release: bool) -> Outcome<Module> {
    let stem = staged.trim_end_matches("_bg.wasm");
    let glue_name = format!("{stem}.js");
    let glue = read(&staging.join(&glue_name))?;
    std::fs::remove_file(staging.join(&glue_name))
        .map_err(|error| format!("{glue_name} could not be removed: {error}."))?;
    let path = staging.join(staged);
    let glue = if release {
        let mut wasm = read_bytes(&path)?;
        let glue = imports::counted(&glue, &mut wasm);
        write(&path, wasm)?;
        optimise(&path)?;
        glue
    } else {
        glue
    };
    let wasm = read_bytes(&path)?;
    let name = format!("{}-{}.wasm", base_of(stem), digest::name_hash(&wasm));
    rename(staging, staged, &name)?;
    Ok(Module {
        staged: staged.to_owned(),
        name,
        wasm,
        glue,
    })
}

/// Runs wasm-opt over a module, once for each content: what it made is kept below the target folder.
fn optimise(module: &Path) -> Outcome {
    let before = read_bytes(module)?;
    let key = [&before, npm::WASM_OPT_FLAGS.join(" ").as_bytes()].concat();
    let cache = target_folder().join("optimised");
    create_folder(&cache)?;
    let done = cache.join(format!("{}.wasm", digest::sha256_hex(&key)));
    if !done.is_file() {
        println!("Optimising the wasm for size …");
        let partial = done.with_extension("partial");
        run(npm::wasm_opt()?
            .arg(module)
            .args(npm::WASM_OPT_FLAGS)
            .args(["-g", "-o"])
            .arg(&partial))?;
        std::fs::rename(&partial, &done)
            .map_err(|error| format!("{} could not be kept: {error}.", done.display()))?;
    }
    // With the names of its functions, for `twiggy`: see docs/size.md.
    let stem = module.file_stem().unwrap_or_default().to_string_lossy();
    let named = format!("{}-named.wasm", base_of(stem.trim_end_matches("_bg")));
    write(&target_folder().join(named), read_bytes(&done)?)?;
    // Without the level, what the passes before had made of the stack would be lost in writing.
    run(npm::wasm_opt()?
        .arg(&done)
        .args(npm::features())
        .args(["--shrink-level=2", "--dealign", "--strip-producers"])
        .args(["--strip-target-features", "-o"])
        .arg(module))
}

/// A part's own style sheet stands in its folder and bears its name.
fn widget_style() -> Outcome<String> {
    let folder = root().join("src/ui");
    let parts = std::fs::read_dir(&folder)
        .map_err(|error| format!("The folder src/ui could not be read: {error}."))?;
    let parts = parts.filter_map(Result::ok).map(|part| part.file_name());
    let sheet = |part: std::ffi::OsString| folder.join(&part).join(part).with_extension("css");
    let mut parts: Vec<PathBuf> = parts.map(sheet).filter(|sheet| sheet.is_file()).collect();
    parts.sort();
    let named = |name: &&str| root().join(name);
    let all = STYLES_BEFORE.iter().map(named);
    let all = all.chain(parts).chain(STYLES_AFTER.iter().map(named));
    let all: Outcome<Vec<String>> = all.map(|path| read(&path)).collect();
    bundle::style(&all?.join("\n"))
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
}
