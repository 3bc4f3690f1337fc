//! The glue of wasm-bindgen inside the loader: one script to fetch, and one checksum that covers everything that runs.

use crate::Outcome;

/// What the glue fetches where nobody passes it the wasm. The loader always does, with its checksum.
const OWN_FETCH: &str = "module_or_path = new URL('";

/// How the glue comes back to work that waits; the loader says when.
const BACK: &str = "queueMicrotask(";

/// How the glue copies a text letter by letter, before it has the rest copied; all of it goes the second way, because a
/// page may have changed the function that reads a letter.
const LETTERS: &str = "for (; offset < len; offset++) {";

/// Where the glue takes the functions of the wasm; the loader watches them.
const EXPORTS: &str = "wasm = instance.exports;";

/// The module as a function that returns what the module exports.
pub fn as_function(glue: &str) -> Outcome<String> {
    let mut names = Vec::new();
    let mut body = String::new();
    let mut fetches = 0;
    for line in glue.lines() {
        if line.trim_start().starts_with(OWN_FETCH) {
            fetches += 1;
        } else if line.starts_with("export { ") {
            if !line.contains("__wbg_init as default") {
                return Err(unknown("exports its start by another name"));
            }
        } else if let Some(item) = line.strip_prefix("export ") {
            let name = item
                .strip_prefix("function ")
                .or_else(|| item.strip_prefix("class "))
                .ok_or_else(|| unknown("exports something else than functions and classes"))?;
            let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '$');
            names.push(name[..end.unwrap_or(name.len())].to_owned());
            body += item;
            body.push('\n');
        } else {
            body += line;
            body.push('\n');
        }
    }
    let backs = body.matches(BACK).count();
    if backs != 1 {
        return Err(unknown("comes back to its work by another way"));
    }
    if body.matches(LETTERS).count() != 1 {
        return Err(unknown("copies texts by another way"));
    }
    if body.matches(EXPORTS).count() != 1 {
        return Err(unknown("takes the functions of the wasm by another way"));
    }
    let body = body
        .replace(BACK, "soon(")
        .replace(EXPORTS, "wasm = watched(instance.exports);")
        .replace(LETTERS, "for (; false; ) {");
    if fetches != 1 || body.contains("import.meta") || body.contains("\nimport ") {
        return Err(unknown("imports or fetches something"));
    }
    let names = names.join(", ");
    Ok(format!(
        "function bindings() {{\n{body}return {{ default: __wbg_init, {names} }};\n}}\n"
    ))
}

fn unknown(what: &str) -> String {
    format!("The glue of wasm-bindgen {what}: mend xtask/src/glue.rs.")
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "export class Handle {\n}\nexport function screen(input) {\nqueueMicrotask(input);\n}\nwasm = instance.exports;\nfor (; offset < len; offset++) {\n}\nif (!x) {\n    \
                        module_or_path = new URL('x_bg.wasm', import.meta.url);\n}\n\
                        export { initSync, __wbg_init as default };\n";

    #[test]
    fn what_the_glue_exports_its_function_returns() {
        assert_eq!(
            as_function(GLUE).as_deref(),
            Ok(
                "function bindings() {\nclass Handle {\n}\nfunction screen(input) {\nsoon(input);\n}\nwasm = watched(instance.exports);\nfor (; false; ) {\n}\nif (!x) {\n}\n\
                return { default: __wbg_init, Handle, screen };\n}\n"
            )
        );
    }

    #[test]
    fn glue_of_another_shape_is_refused() {
        for glue in [
            GLUE.replace("__wbg_init as", "start as"),
            GLUE.replace("class Handle", "const handle"),
            GLUE.replace("new URL(", "fetched("),
            GLUE.replace("queueMicrotask", "setTimeout"),
            GLUE.replace("instance.exports", "result.exports"),
            GLUE.replace("offset++", "offset += 1"),
            format!("import x from './y.js';\n{GLUE}import z from './y.js';\n"),
        ] {
            assert!(as_function(&glue).is_err(), "{glue}");
        }
    }
}
