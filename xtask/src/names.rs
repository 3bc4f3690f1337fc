//! Short names between a release's wasm and its glue. Those of wasm-bindgen end in hashes, which no compression
//! shortens, and each stands in both files: 2 kB of the page.

use crate::process::{capture, read_bytes};
use crate::{Outcome, npm};
use std::path::Path;

/// What wasm-opt calls the module that everything is imported from.
const MODULE: &str = "a";

/// What was renamed: the module of an import, the old name, the new name.
struct Renamed {
    module: Option<String>,
    old: String,
    new: String,
}

/// Gives a module short names, and returns the glue with the same ones. What tools wrote into it of themselves goes
/// too: nothing reads it any more; and so do hints of alignment, which no engine needs. Without the level, what the
/// passes before had made of the stack would be lost in writing.
pub fn shorten(module: &Path, to: &Path, glue: &str) -> Outcome<String> {
    let list = capture(
        npm::wasm_opt()?
            .arg(module)
            .args(npm::features())
            .args([
                "--minify-imports-and-exports-and-modules",
                "--dealign",
                "--shrink-level=2",
                "--strip-producers",
                "--strip-target-features",
                "-o",
            ])
            .arg(to),
    )
    .ok_or_else(|| format!("wasm-opt gave {} no short names.", module.display()))?;
    let renamed = renamed(&list);
    if renamed.is_empty() || read_bytes(to)?.is_empty() {
        return Err("wasm-opt said nothing of the names that it gave.".to_owned());
    }
    with_names(glue, &renamed)
}

/// What wasm-opt prints: a line for each name, `["module", "old", "new"]` or, for an export, `["old", "new"]`.
fn renamed(list: &str) -> Vec<Renamed> {
    let names = |line: &str| -> Vec<String> {
        let quoted = line.split('"').skip(1).step_by(2);
        quoted.map(str::to_owned).collect()
    };
    let lines = list.lines().map(names);
    let lines = lines.filter_map(|names| match <[String; 3]>::try_from(names) {
        Ok([module, old, new]) => Some(Renamed {
            module: Some(module),
            old,
            new,
        }),
        Err(names) => {
            let [old, new] = <[String; 2]>::try_from(names).ok()?;
            Some(Renamed {
                module: None,
                old,
                new,
            })
        }
    });
    lines.collect()
}

fn with_names(glue: &str, renamed: &[Renamed]) -> Outcome<String> {
    let mut glue = glue.to_owned();
    let mut modules = Vec::new();
    for name in renamed {
        if let Some(module) = &name.module {
            if !modules.contains(&module) {
                modules.push(module);
            }
            glue = once(
                &glue,
                &format!(" {}: ", name.old),
                &format!(" {}: ", name.new),
            )?;
        }
    }
    let [module] = modules[..] else {
        return Err("The wasm imports from several modules; short names need one.".to_owned());
    };
    glue = once(
        &glue,
        &format!("\"{module}\": "),
        &format!("\"{MODULE}\": "),
    )?;
    let mut pieces = glue.split("wasm.");
    let mut done = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '$')
            .unwrap_or(piece.len());
        let (name, rest) = piece.split_at(end);
        let export = renamed
            .iter()
            .find(|renamed| renamed.module.is_none() && renamed.old == name);
        done += "wasm.";
        done += export.map_or(name, |export| &export.new);
        done += rest;
    }
    Ok(done)
}

fn once(glue: &str, old: &str, new: &str) -> Outcome<String> {
    if glue.matches(old).count() != 1 {
        return Err(format!(
            "The glue must name \"{}\" exactly once: wasm-bindgen writes it otherwise now; mend xtask/src/names.rs.",
            old.trim()
        ));
    }
    Ok(glue.replace(old, new))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#"{
 "imports": [
  ["./x_bg.js", "__wbg_get_0123456789abcdef", "$"]
 ],
 "exports": [
  ["memory", "a"],
  ["screen", "b"]
 ]
}"#;

    #[test]
    fn imports_and_exports_are_renamed_and_nothing_else() {
        let glue = "{ __wbg_get_0123456789abcdef: function() { return wasm.screen(wasm.memory, wasm.screens); }, };\n\
                    return { \"./x_bg.js\": import0, }; export function screen() {}";
        assert_eq!(
            with_names(glue, &renamed(LIST)).as_deref(),
            Ok(
                "{ $: function() { return wasm.b(wasm.a, wasm.screens); }, };\n\
                return { \"a\": import0, }; export function screen() {}"
            )
        );
    }

    #[test]
    fn glue_that_names_an_import_otherwise_is_refused() {
        for glue in ["", "{ __wbg_get_0123456789abcdef() {}, \"./x_bg.js\": 0 }"] {
            assert!(with_names(glue, &renamed(LIST)).is_err(), "{glue}");
        }
    }
}
