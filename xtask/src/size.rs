//! The size gate: a ward PC on a slow line must have the page quickly, so what it downloads has a budget.

use crate::dist::{later_files, page_files};
use crate::single::SINGLE;
use crate::{Outcome, process};
use std::path::Path;

/// Bytes after Brotli of everything that the page needs before it can be used. The aim is 100 000.
const BUDGET: u64 = 130_000;

/// Bytes after Brotli of the single file, which holds everything: it goes by e-mail. The aim is 220 000.
const SINGLE_BUDGET: u64 = 260_000;

/// Prints the table and fails above the budget.
pub fn gate(folder: &Path) -> Outcome {
    let sum = table(folder)?;
    slices_nothing(folder)?;
    if sum > BUDGET {
        return Err(format!(
            "The page downloads {} bytes, {} more than its budget of {}. Take something out, or move it behind a later \
             download.",
            grouped(sum),
            grouped(sum - BUDGET),
            grouped(BUDGET)
        ));
    }
    let single = packed(folder, SINGLE)?;
    if single > SINGLE_BUDGET {
        return Err(format!(
            "{SINGLE} has {} bytes after Brotli, {} more than its budget of {}.",
            grouped(single),
            grouped(single - SINGLE_BUDGET),
            grouped(SINGLE_BUDGET)
        ));
    }
    println!(
        "Within the budget of {}: {} bytes are left.",
        grouped(BUDGET),
        grouped(BUDGET - sum)
    );
    Ok(())
}

/// Words of the standard library's search for a text in a text, of slicing by bytes and of `split_at`: each brings back
/// 4 kB, and is easily written.
const OF_SLICING: &[u8] = b"char boundary";

fn slices_nothing(folder: &Path) -> Outcome {
    let names = page_files(folder)?;
    for name in names.iter().filter(|name| name.ends_with(".wasm")) {
        let wasm = process::read_bytes(&folder.join(name))?;
        if holds(&wasm, OF_SLICING) {
            return Err(format!(
                "{name} slices texts with checks that panic, which costs 4 kB: somewhere a `&str` is looked for in a \
                 text (`contains`, `find`, `split_once`, `replace`), or a text is cut with `[a..b]` or `split_at`. Use \
                 `study::check::around`, `get(a..b)`, `split_at_checked` or a `char` in its place."
            ));
        }
    }
    Ok(())
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Prints what the page downloads and returns the sum after Brotli.
pub fn table(folder: &Path) -> Outcome<u64> {
    println!("{:<44}{:>12}{:>12}", "The page downloads", "raw", "brotli");
    let (mut raw_sum, mut sum) = (0, 0);
    for name in page_files(folder)? {
        let raw = process::read_bytes(&folder.join(&name))?.len() as u64;
        let packed = packed(folder, &name)?;
        println!("{name:<44}{:>12}{:>12}", grouped(raw), grouped(packed));
        raw_sum += raw;
        sum += packed;
    }
    println!(
        "{:<44}{:>12}{:>12}",
        "together",
        grouped(raw_sum),
        grouped(sum)
    );
    for name in later_files(folder)? {
        println!(
            "Once it can be used, it fetches {name}: {} bytes after Brotli.",
            grouped(packed(folder, &name)?)
        );
    }
    println!(
        "The whole app in one file, {SINGLE}: {} bytes after Brotli.",
        grouped(packed(folder, SINGLE)?)
    );
    Ok(sum)
}

/// The size of a file after Brotli.
fn packed(folder: &Path, name: &str) -> Outcome<u64> {
    Ok(process::read_bytes(&folder.join(format!("{name}.br")))?.len() as u64)
}

pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_text_is_found_wherever_it_stands() {
        assert!(super::holds(b"not a char boundary", super::OF_SLICING));
        assert!(!super::holds(b"not a char", super::OF_SLICING));
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(super::grouped(130_000), "130 000");
        assert_eq!(super::grouped(999), "999");
    }
}
