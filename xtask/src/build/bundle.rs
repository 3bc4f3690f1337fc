//! Scripts and style sheets through esbuild: several files into one, comments and spaces left out.

use super::npm;
use crate::Outcome;
use crate::process::{create_folder, files_of, read, read_bytes, root, run, target_folder, write};
use std::path::PathBuf;

/// What every script is written in. Comments that tell a host's bundler to leave an import alone stay by themselves.
const SCRIPT: [&str; 5] = [
    "--format=esm",
    "--target=es2022",
    "--charset=utf8",
    "--legal-comments=none",
    "--log-level=warning",
];

/// Several files into one, and what they import that is no script.
const BUNDLE: [&str; 3] = ["--bundle", "--loader:.gz=base64", "--loader:.txt=text"];

/// Where the sources of the shell are, and what the single file takes from the page's own scripts.
const SHELL: &str = "src/embed/shell";
const OF_THE_PAGE: [&str; 2] = ["src/page/early.ts", "src/page/language.ts"];

/// What wasm-bindgen's glue fetches where nobody passes it the wasm. The shell always does, verified, and the
/// bundlers of hosts would look for the file.
const OWN_FETCH: &str = "module_or_path = new URL('";

/// How the glue comes back to work that waits; the shell says when.
const BACK: &str = "queueMicrotask(";

/// How the glue copies a text letter by letter, before it has the rest copied; all of it goes the second way, because a
/// page may have changed the function that reads a letter.
const LETTERS: &str = "for (; offset < len; offset++) {";

/// Where the glue takes the functions of the wasm; the shell watches them.
const EXPORTS: &str = "wasm = instance.exports;";

/// A script without the names and spaces that only people need. The names that hosts rely on are exports and
/// properties, which stay.
pub fn script(source: &str) -> Outcome<String> {
    let flags = [&SCRIPT[..], &["--minify"]].concat();
    alone("script.js", source, &flags)
}

/// A script of ours that is served by itself, with what it imports from its folder, and what stands in it by name, each
/// as JavaScript.
pub fn typescript(path: &str, values: &[(&str, String)]) -> Outcome<String> {
    let values = values.iter();
    let values = values.map(|(name, value)| format!("--define:{name}={value}"));
    served(path, values.collect())
}

/// The same of a script that runs before the page is read on, and so is no module.
pub fn at_once(path: &str) -> Outcome<String> {
    served(path, vec!["--format=iife".to_owned()])
}

fn served(path: &str, more: Vec<String>) -> Outcome<String> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let folder = root().join(folder);
    let mut files = Vec::new();
    for name in files_of(&folder)? {
        if name.ends_with(".ts") {
            let source = read_bytes(&folder.join(&name))?;
            files.push((name, source));
        }
    }
    let flags = SCRIPT.iter().chain(&["--bundle", "--minify"]);
    let flags: Vec<String> = flags.map(|flag| (*flag).to_owned()).chain(more).collect();
    esbuild(name, &files, &flags)
}

/// A style sheet without comments and needless spaces.
pub fn style(source: &str) -> Outcome<String> {
    let flags = ["--minify", "--charset=utf8", "--log-level=warning"];
    Ok(alone("style.css", source, &flags)?.trim_end().to_owned())
}

/// What esbuild makes of one file.
fn alone(name: &str, source: &str, flags: &[&str]) -> Outcome<String> {
    let flags: Vec<String> = flags.iter().map(|flag| (*flag).to_owned()).collect();
    esbuild(name, &[(name.to_owned(), source.into())], &flags)
}

/// What is bundled with the shell.
pub struct Shell {
    /// What wasm-bindgen writes for the wasm of the form.
    pub form_glue: String,
    /// The same for the wasm of programs.
    pub api_glue: String,
    /// What stands in its sources by name, each as JavaScript.
    pub values: Vec<(&'static str, String)>,
}

/// The shell, from one of its entries and with all that it imports: one script to fetch, and one checksum that covers
/// everything that runs. `carried` are files that the entry imports beside its sources.
pub fn shell(
    entry: &str,
    shell: &Shell,
    minify: bool,
    carried: &[(&str, Vec<u8>)],
) -> Outcome<String> {
    let beside = |name: &str| [SHELL, "/", name].concat();
    let mut files = vec![
        (beside("glue.js"), bound(&shell.form_glue)?.into_bytes()),
        (beside("api-glue.js"), bound(&shell.api_glue)?.into_bytes()),
    ];
    let names = files_of(&root().join(SHELL))?;
    let names = names.iter().map(|name| beside(name));
    for path in names.chain(OF_THE_PAGE.map(str::to_owned)) {
        let text = read_bytes(&root().join(&path))?;
        files.push((path, text));
    }
    let carried = carried.iter();
    files.extend(carried.map(|(name, bytes)| (beside(name), bytes.clone())));
    let values = shell.values.iter();
    let values = values.map(|(name, value)| format!("--define:{name}={value}"));
    let flags = SCRIPT
        .iter()
        .chain(&BUNDLE)
        .chain(minify.then_some(&"--minify"));
    let flags: Vec<String> = flags.map(|flag| (*flag).to_owned()).chain(values).collect();
    esbuild(&beside(entry), &files, &flags)
}

/// The glue as the shell imports it.
fn bound(glue: &str) -> Outcome<String> {
    let (fetches, lines): (Vec<&str>, Vec<&str>) = glue
        .lines()
        .partition(|line| line.trim_start().starts_with(OWN_FETCH));
    let known = [LETTERS, EXPORTS]
        .iter()
        .all(|place| glue.matches(place).count() == 1);
    // What programs call waits for nothing.
    let known = known && glue.matches(BACK).count() <= 1;
    if fetches.len() != 1 || !known || glue.contains("\nimport ") {
        return Err(
            "The glue of wasm-bindgen imports or fetches something, comes back to its work, copies texts or takes the \
             functions of the wasm by another way: mend xtask/src/build/bundle.rs."
                .to_owned(),
        );
    }
    let bound = "import { soon as queueMicrotask } from \"./soon.ts\";\nimport { watched } from \"./containment.ts\";";
    let lines = lines
        .join("\n")
        .replace(EXPORTS, "wasm = watched(instance.exports);")
        .replace(LETTERS, "for (; false; ) {");
    Ok([bound, "\n", &lines, "\n"].concat())
}

/// What esbuild makes of a file and of those that it imports.
fn esbuild(entry: &str, files: &[(String, Vec<u8>)], flags: &[String]) -> Outcome<String> {
    let scratch = scratch();
    for (name, bytes) in files {
        let path = scratch.join(name);
        create_folder(path.parent().unwrap_or(&scratch))?;
        write(&path, bytes)?;
    }
    let made = scratch.join("made");
    run(npm::esbuild()?
        .current_dir(&scratch)
        .arg(entry)
        .args(flags)
        .arg(format!("--outfile={}", made.display())))?;
    let text = read(&made);
    let _ = std::fs::remove_dir_all(&scratch);
    text
}

/// A folder of this run's own: a release may be made while a page is served.
fn scratch() -> PathBuf {
    target_folder().join(format!("bundle-{}", std::process::id()))
}

#[cfg(test)]
mod tests {
    use super::bound;

    const GLUE: &str = "export function screen(input) {\nqueueMicrotask(input);\n}\nwasm = instance.exports;\n\
                        for (; offset < len; offset++) {\n}\nif (!x) {\n    \
                        module_or_path = new URL('x_bg.wasm', import.meta.url);\n}\n";

    #[test]
    fn the_glue_fetches_nothing_and_comes_back_when_the_loader_says() {
        assert_eq!(
            bound(GLUE).as_deref(),
            Ok("import { soon as queueMicrotask } from \"./soon.ts\";\n\
                 import { watched } from \"./containment.ts\";\nexport function screen(input) {\n\
                 queueMicrotask(input);\n}\nwasm = watched(instance.exports);\nfor (; false; ) {\n}\nif (!x) {\n}\n")
        );
    }

    #[test]
    fn glue_of_another_shape_is_refused() {
        for glue in [
            GLUE.replace("new URL(", "fetched("),
            GLUE.replace("instance.exports", "result.exports"),
            GLUE.replace("offset++", "offset += 1"),
            format!("{GLUE}import z from './y.js';\n"),
        ] {
            assert!(bound(&glue).is_err(), "{glue}");
        }
    }
}
