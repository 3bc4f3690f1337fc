//! The size gate: a ward PC on a slow line must have the page quickly, so what it downloads has a budget.

use crate::Outcome;
use crate::build::dist;
use crate::process::{all_files, files_of, read_bytes};
use std::path::Path;

/// The whole app in one file.
const SINGLE: &str = "liver-prescreen.html";
/// What the page is, before it names others.
const FIRST: [&str; 2] = ["index.html", "liver-prescreen.js"];
/// What of that comes once the calculator can be used: the page's own script, and the wasm that programs call.
const LATER: [&str; 2] = ["page.js", "liver-prescreen-api.wasm"];
/// What comes only where somebody brings a study of their own.
const RARE: &str = "liver-prescreen-whole.wasm";

/// Bytes after Brotli of everything that the page needs before its first verdict, the form in it included. The aim was
/// 180 000; docs/size.md says what is in the way.
const BUDGET: u64 = 190_000;

/// Bytes after Brotli of the single file, which holds everything for every study: it goes by e-mail. The first aim was 330 000.
const SINGLE_BUDGET: u64 = 490_000;

/// What each file of a release may have after Brotli, by the name without its checksum; as it is, where no packed copy
/// lies beside it. A new file needs a line here: nothing comes into a release unseen.
const GATES: [(&str, u64); 26] = [
    ("index.html", 17_000),
    ("liver-prescreen.wasm", 161_000),
    ("liver-prescreen.js", 17_500),
    ("liver-prescreen-api.wasm", 342_000),
    ("liver-prescreen-whole.wasm", 434_000),
    ("form-en.txt", 16_000),
    ("form-zh-CN.txt", 17_000),
    ("zh-CN.txt", 14_000),
    ("page.js", 3_400),
    ("sw.js", 2_800),
    (SINGLE, SINGLE_BUDGET),
    ("liver-prescreen-frame.js", 500),
    ("liver-prescreen.d.ts", 26_000),
    ("liver-prescreen-frame.d.ts", 1_000),
    ("liver-prescreen-react.d.ts", 2_000),
    ("manifest.webmanifest", 500),
    ("study.schema.json", 45_000),
    ("icon.svg", 400),
    ("icon-192.png", 7_000),
    ("icon-512.png", 20_000),
    ("icon-maskable.png", 10_000),
    ("integrity.json", 14_000),
    ("package.json", 1_000),
    ("LICENSE-APACHE", 12_000),
    ("LICENSE-MIT", 2_000),
    ("THIRD-PARTY.txt", 12_000),
];

/// Prints the table and fails above the budget.
pub fn gate(folder: &Path) -> Outcome {
    let sum = table(folder)?;
    let mut files = Vec::new();
    for name in all_files(folder)? {
        if !name.ends_with(".br") && !name.ends_with(".gz") {
            let sent = packed(folder, &name).or_else(|_| bytes(&folder.join(&name)))?;
            files.push((name, sent));
        }
    }
    each_within(&files)?;
    slices_nothing(folder)?;
    let (bytes, budget) = (grouped(sum), grouped(BUDGET));
    if sum > BUDGET {
        return Err(format!(
            "The page downloads {bytes} bytes, and its budget is {budget}. Take something out, or move it behind a later \
             download."
        ));
    }
    println!(
        "Within the budget of {budget}: {} bytes are left.",
        grouped(BUDGET - sum)
    );
    Ok(())
}

/// Every file has a gate and is within it, and every gate has one file.
fn each_within(files: &[(String, u64)]) -> Outcome {
    for (name, sent) in files {
        let gate = GATES.iter().find(|(gate, _)| *gate == plain(name));
        let gate = gate.ok_or_else(|| {
            format!("{name} has no gate: say in xtask/src/check/size.rs how large it may become.")
        })?;
        if *sent > gate.1 {
            let (sent, most) = (grouped(*sent), grouped(gate.1));
            return Err(format!(
                "{name} has {sent} bytes, more than its gate of {most} in xtask/src/check/size.rs."
            ));
        }
    }
    for (gate, _) in GATES {
        let count = files.iter().filter(|(name, _)| plain(name) == gate).count();
        if count != 1 {
            return Err(format!(
                "A release has one {gate}, but this one has {count}: where that is right, change xtask/src/check/size.rs."
            ));
        }
    }
    Ok(())
}

/// Words of the standard library's search for a text in a text, of slicing by bytes and of `split_at`: each brings back
/// 4 kB, and is easily written.
const OF_SLICING: &[u8] = b"char boundary";

fn slices_nothing(folder: &Path) -> Outcome {
    let (names, _) = page_files(folder)?;
    for name in names.iter().filter(|name| name.ends_with(".wasm")) {
        let wasm = read_bytes(&folder.join(name))?;
        if wasm
            .windows(OF_SLICING.len())
            .any(|part| part == OF_SLICING)
        {
            return Err(format!(
                "{name} slices texts with checks that panic, which costs 4 kB: somewhere a `&str` is looked for in a \
                 text (`contains`, `find`, `split_once`, `replace`), or a text is cut with `[a..b]` or `split_at`. Use \
                 `study::around`, `get(a..b)`, `split_at_checked` or a `char` in its place."
            ));
        }
    }
    Ok(())
}

/// The files that the page needs before it can be used: itself, the loader, and every script, style sheet and wasm that
/// one of the two names; and those of them that come later.
fn page_files(folder: &Path) -> Outcome<(Vec<String>, Vec<String>)> {
    dist::stands(folder)?;
    let texts: Outcome<Vec<_>> = FIRST
        .iter()
        .map(|name| read_bytes(&folder.join(name)))
        .collect();
    let texts = String::from_utf8_lossy(&texts?.concat()).into_owned();
    let is_needed = |name: &String| {
        let is_code = [".js", ".css", ".wasm"]
            .iter()
            .any(|end| name.ends_with(end));
        let is_named = plain(name) != *name && plain(name) != RARE && texts.contains(name);
        FIRST.contains(&name.as_str()) || is_code && is_named
    };
    let needed = files_of(folder)?.into_iter().filter(is_needed);
    Ok(needed.partition(|name| !LATER.contains(&plain(name).as_str())))
}

/// A name without the checksum in it, where there is one: `page-0123456789abcdef.css` is `page.css`.
fn plain(name: &str) -> String {
    let parts = name.rsplit_once('.').and_then(|(stem, ending)| {
        let (stem, hash) = stem.rsplit_once('-')?;
        let is_hash = hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hash.then(|| format!("{stem}.{ending}"))
    });
    parts.unwrap_or_else(|| name.to_owned())
}

/// Prints what the page downloads and returns the sum after Brotli.
pub fn table(folder: &Path) -> Outcome<u64> {
    let row = |name: &str, raw: &str, packed: &str| println!("{name:<44}{raw:>12}{packed:>12}");
    row("The page downloads", "raw", "brotli");
    let (mut raw_sum, mut sum) = (0, 0);
    let (needed, later) = page_files(folder)?;
    for name in needed {
        let (raw, packed) = (bytes(&folder.join(&name))?, packed(folder, &name)?);
        row(&name, &grouped(raw), &grouped(packed));
        raw_sum += raw;
        sum += packed;
    }
    row("together", &grouped(raw_sum), &grouped(sum));
    for name in later {
        let packed = grouped(packed(folder, &name)?);
        row(&format!("once it can be used, {name}"), "", &packed);
    }
    row(
        "the whole app in one file",
        "",
        &grouped(packed(folder, SINGLE)?),
    );
    Ok(sum)
}

fn bytes(file: &Path) -> Outcome<u64> {
    Ok(read_bytes(file)?.len() as u64)
}

/// The size of a file after Brotli.
fn packed(folder: &Path, name: &str) -> Outcome<u64> {
    bytes(&folder.join(format!("{name}.br")))
}

/// A number with its thousands set apart.
fn grouped(number: u64) -> String {
    match number / 1000 {
        0 => number.to_string(),
        thousands => format!("{} {:03}", grouped(thousands), number % 1000),
    }
}

#[cfg(test)]
mod tests {
    fn release() -> Vec<(String, u64)> {
        super::GATES.map(|(name, _)| (name.to_owned(), 1)).to_vec()
    }

    #[test]
    fn a_file_above_its_gate_fails_though_the_sum_is_small() {
        let mut files = release();
        assert_eq!(super::each_within(&files), Ok(()));
        let script = files.iter_mut().find(|(name, _)| name == "page.js");
        *script.expect("a gate") = ("page-0123456789abcdef.js".to_owned(), 17_000);
        let why = super::each_within(&files).expect_err("too large");
        assert!(
            why.contains("has 17 000 bytes, more than its gate of 3 400"),
            "{why}"
        );
    }

    #[test]
    fn a_file_without_a_gate_fails_and_so_does_one_that_is_there_twice_or_not_at_all() {
        let with = |name: &str| {
            let files = [release(), vec![(name.to_owned(), 1)]].concat();
            super::each_within(&files).expect_err(name)
        };
        assert!(with("more-0123456789abcdef.wasm").contains("has no gate"));
        assert!(with("fonts/letters.woff2").contains("has no gate"));
        assert!(with("page-0123456789abcdef.js").contains("one page.js, but this one has 2"));
        let why = super::each_within(&release()[1..]).expect_err("missing");
        assert!(why.contains("this one has 0"), "{why}");
    }
}
