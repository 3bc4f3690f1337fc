//! The whole app in one file that opens from `file://`, from a USB stick and out of an e-mail: no address in it is
//! fetched, and its own policy forbids the network. The policy names the checksums of its two scripts: one chooses the
//! language before anything is shown, the other holds the wasm too. Where a byte of that was changed, nothing runs.

use super::bundle::Shell;
use super::prerendered::TEMPLATE;
use super::release::SINGLE;
use super::{bundle, digest, npm};
use crate::Outcome;
use crate::process::{read, read_bytes, root, run, write};
use std::path::Path;

/// Writes it beside the files that it is made of. `page` is that of the release.
pub fn write_file(
    staging: &Path,
    page: &str,
    shell: &Shell,
    [form, api]: [&[u8]; 2],
    chinese: &str,
    widget_style: &str,
) -> Outcome {
    let carried = [
        ("form.wasm.gz", packed(staging, form)?),
        ("api.wasm.gz", packed(staging, api)?),
        ("zh-CN.txt", chinese.into()),
    ];
    let script = bundle::shell("single.ts", shell, true, &carried)?;
    let script = script.trim_end();
    let early = bundle::at_once("src/page/early.ts")?;
    let early = early.trim_end();
    let small = [early, script].concat().to_ascii_lowercase();
    if small.contains("</script") || small.contains("<!--") || script.contains('\r') {
        return Err("The script of the single file would end early in a page.".to_owned());
    }
    let mut style = String::new();
    for name in ["style/tokens.css", "style/page.css"] {
        style += &bundle::style(&read(&root().join(name))?)?;
    }
    let icon = digest::base64(&read_bytes(&root().join("style/icon.svg"))?);
    let policy = format!(
        "default-src 'none'; script-src {} {} 'wasm-unsafe-eval'; style-src {} {}; img-src data:; connect-src 'none'; \
         base-uri 'none'; form-action 'none'",
        digest::sha256_source(early),
        digest::sha256_source(script),
        digest::sha256_source(&style),
        digest::sha256_source(widget_style)
    );
    let page = without(&without(page, "<link", ">"), "<script", "</script>");
    let page = once(
        &page,
        TEMPLATE,
        &format!("{TEMPLATE}<style>{widget_style}</style>"),
    )?;
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
            "<script data-cfasync=\"false\">{early}</script>\n<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">\n<style>{style}</style>\n</head>"
        ),
    )?;
    let page = once(
        &page,
        "</body>",
        &format!("<script data-cfasync=\"false\" type=\"module\">{script}</script>\n</body>"),
    )?;
    write(&staging.join(SINGLE), page)
}

/// The wasm after gzip, which every engine unpacks.
fn packed(staging: &Path, wasm: &[u8]) -> Outcome<Vec<u8>> {
    let scratch = staging.join("whole.wasm");
    let packed = staging.join("whole.wasm.gz");
    write(&scratch, wasm)?;
    run(npm::node()?
        .arg(root().join("xtask/compress.mjs"))
        .arg(&scratch))?;
    let bytes = read_bytes(&packed)?;
    for file in [scratch, packed, staging.join("whole.wasm.br")] {
        let _ = std::fs::remove_file(file);
    }
    Ok(bytes)
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
