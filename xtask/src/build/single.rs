//! The whole app in one file that opens from `file://`, from a USB stick and out of an e-mail: no address in it is
//! fetched, and its own policy forbids the network. The policy names the checksum of its only script, which holds the
//! wasm too: where a byte of it was changed, nothing runs.

use super::bundle::Glue;
use super::release::SINGLE;
use super::{bundle, digest, npm};
use crate::Outcome;
use crate::process::{read, read_bytes, root, run, write};
use liver_prescreen::words::file;
use std::path::Path;

/// What is otherwise in this file than in a loader that fetches: the loader's source, and what stands in its place.
const CHANGES: [(&str, usize, &str); 1] = [(
    "source(url, integrity, waiting.signal, name)",
    1,
    "carried(name)",
)];

/// Nothing is fetched, so any base does, and a page that was opened out of an e-mail may have none.
const BASE: &str = "--define:import.meta.url=\"file:///\"";

const WASM_PLACE: &str = "__WASM_IN_BASE64__";
const API_PLACE: &str = "__API_IN_BASE64__";

const CARRIED: &str = r#"
const carried = (name) => {
  const letters = name === "form" ? "__WASM_IN_BASE64__" : "__API_IN_BASE64__";
  const packed = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
};
"#;

/// Writes it beside the files that it is made of. `page` is that of the release.
pub fn write_file(
    staging: &Path,
    page: &str,
    loader: &str,
    glue: &Glue,
    form: &[u8],
    api: &[u8],
) -> Outcome {
    let script = script(staging, loader, glue, form, api)?;
    let mut style = String::new();
    for name in ["style/tokens.css", "style/page.css"] {
        style += &bundle::style(&read(&root().join(name))?)?;
    }
    let icon = digest::base64(&read_bytes(&root().join("style/icon.svg"))?);
    let policy = format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data:; connect-src 'none'; \
         base-uri 'none'; form-action 'none'",
        digest::sha256_source(&script),
        digest::sha256_source(&style)
    );
    let page = without(&without(page, "<link", ">"), "<script", "</script>");
    let page = once(
        &page,
        "<meta charset=\"utf-8\">",
        &format!(
            "<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">"
        ),
    )?;
    let page = once(
        &page,
        "</head>",
        &format!(
            "<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">\n<style>{style}</style>\n</head>"
        ),
    )?;
    let page = once(
        &page,
        "</body>",
        &format!("<script data-cfasync=\"false\" type=\"module\">{script}</script>\n</body>"),
    )?;
    write(&staging.join(SINGLE), page)
}

fn script(staging: &Path, loader: &str, glue: &Glue, form: &[u8], api: &[u8]) -> Outcome<String> {
    let chinese = digest::quoted(&file::write());
    let mut script = format!("globalThis.__liverPrescreenChinese = {chinese};\n{CARRIED}");
    let mut loader = loader.replace("\nexport ", "\n");
    for (from, times, to) in CHANGES {
        if loader.matches(from).count() != times {
            return Err(format!(
                "src/embed/loader.js does not say {from} {times} times any more: mend xtask/src/build/single.rs."
            ));
        }
        loader = loader.replace(from, to);
    }
    script += &loader;
    let script = bundle::loader(&script, glue, true, &[BASE])?;
    let script = once(script.trim_end(), WASM_PLACE, &packed(staging, form)?)?;
    let script = once(&script, API_PLACE, &packed(staging, api)?)?;
    let small = script.to_ascii_lowercase();
    if small.contains("</script") || small.contains("<!--") || script.contains('\r') {
        return Err("The script of the single file would end early in a page.".to_owned());
    }
    Ok(script)
}

/// The wasm after gzip, which every engine unpacks, in base64.
fn packed(staging: &Path, wasm: &[u8]) -> Outcome<String> {
    let scratch = staging.join("whole.wasm");
    let packed = staging.join("whole.wasm.gz");
    write(&scratch, wasm)?;
    run(npm::node()?
        .arg(root().join("xtask/compress.mjs"))
        .arg(&scratch))?;
    let base64 = digest::base64(&read_bytes(&packed)?);
    for file in [scratch, packed, staging.join("whole.wasm.br")] {
        let _ = std::fs::remove_file(file);
    }
    Ok(base64)
}

/// The page without any element of a kind.
fn without(page: &str, start: &str, end: &str) -> String {
    let mut pieces = page.split(start);
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |kept, piece| {
        kept + piece.split_once(end).map_or("", |(_, rest)| rest)
    })
}

fn once(text: &str, from: &str, to: &str) -> Outcome<String> {
    if text.matches(from).count() != 1 {
        return Err(format!(
            "The single file must have {from} exactly once: mend index.html or xtask/src/build/single.rs."
        ));
    }
    Ok(text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_fetched_is_taken_out() {
        let page = "<a><link rel=\"x\"/><b><script src=\"y\"></script><link z></a>";
        let page = without(&without(page, "<link", ">"), "<script", "</script>");
        assert_eq!(page, "<a><b></a>");
    }
}
