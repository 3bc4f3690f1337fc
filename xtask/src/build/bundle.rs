//! Scripts and style sheets through esbuild: several files into one, comments and spaces left out.

use super::npm;
use crate::Outcome;
use crate::process::{create_folder, read, root, run, target_folder, write};
use std::path::PathBuf;

/// What every script is written in. Comments that tell a host's bundler to leave an import alone stay by themselves.
const SCRIPT: [&str; 5] = [
    "--format=esm",
    "--target=es2022",
    "--charset=utf8",
    "--legal-comments=none",
    "--log-level=warning",
];

/// What wasm-bindgen's glue fetches where nobody passes it the wasm. The loader always does, with its checksum, and the
/// bundlers of hosts would look for the file.
const OWN_FETCH: &str = "module_or_path = new URL('";

/// How the glue comes back to work that waits; the loader says when.
const BACK: &str = "queueMicrotask(";

/// How the glue copies a text letter by letter, before it has the rest copied; all of it goes the second way, because a
/// page may have changed the function that reads a letter.
const LETTERS: &str = "for (; offset < len; offset++) {";

/// Where the glue takes the functions of the wasm; the loader watches them.
const EXPORTS: &str = "wasm = instance.exports;";

/// A script without the names and spaces that only people need. The names that hosts rely on are exports and
/// properties, which stay.
pub fn script(source: &str) -> Outcome<String> {
    esbuild(
        &[("script.js", source)],
        &[&SCRIPT[..], &["--minify"]].concat(),
    )
}

/// A style sheet without comments and needless spaces.
pub fn style(source: &str) -> Outcome<String> {
    let flags = ["--minify", "--charset=utf8", "--log-level=warning"];
    Ok(esbuild(&[("style.css", source)], &flags)?
        .trim_end()
        .to_owned())
}

/// What wasm-bindgen writes for each of the two binaries.
pub struct Glue {
    /// Of the form.
    pub form: String,
    /// Of what programs call.
    pub api: String,
}

/// A loader with all that it imports: one script to fetch, and one checksum that covers everything that runs.
pub fn loader(loader: &str, glue: &Glue, minify: bool, more: &[&str]) -> Outcome<String> {
    let own = |name| read(&root().join("src/embed").join(name));
    let (soon, watched) = (own("soon.js")?, own("watched.js")?);
    let (form, api) = (bound(&glue.form)?, bound(&glue.api)?);
    let files = [
        ("loader.js", loader),
        ("glue.js", &form),
        ("api-glue.js", &api),
        ("soon.js", &soon),
        ("watched.js", &watched),
    ];
    let mut flags = [&SCRIPT[..], &["--bundle", "--external:node:*"], more].concat();
    if minify {
        flags.push("--minify");
    }
    esbuild(&files, &flags)
}

/// The glue as the loader imports it.
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
    let bound = "import { soon as queueMicrotask } from \"./soon.js\";\nimport { watched } from \"./watched.js\";";
    let lines = lines
        .join("\n")
        .replace(EXPORTS, "wasm = watched(instance.exports);")
        .replace(LETTERS, "for (; false; ) {");
    Ok([bound, "\n", &lines, "\n"].concat())
}

/// What esbuild makes of the first file.
fn esbuild(files: &[(&str, &str)], flags: &[&str]) -> Outcome<String> {
    let scratch = scratch();
    create_folder(&scratch)?;
    for (name, text) in files {
        write(&scratch.join(name), text)?;
    }
    let entry = files.first().map_or("", |(name, _)| name);
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
            Ok("import { soon as queueMicrotask } from \"./soon.js\";\n\
                 import { watched } from \"./watched.js\";\nexport function screen(input) {\n\
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
