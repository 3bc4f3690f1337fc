//! What the wasm imports from its glue has a checksum in its name. No packer makes that shorter, and it stands in both:
//! 0.8 kB after Brotli in each of the form's two. A module knows one set of names, so a count does as well.

use std::collections::BTreeMap;

const START: &str = "__wbg_";
const DIGITS: usize = 16;

/// Counts in place of the checksums, in the glue and in its wasm. They are as long, so that nothing in the wasm moves.
pub fn counted(glue: &str, wasm: &mut [u8]) -> String {
    let mut names = BTreeMap::new();
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    let mut written = String::with_capacity(glue.len());
    let mut rest = glue;
    while let Some(at) = rest.find(START) {
        let (before, from) = rest.split_at(at);
        let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let end = from.find(|letter| !is_of_name(letter));
        let (name, behind) = from.split_at(end.unwrap_or(from.len()));
        written.push_str(before);
        match base_of(name) {
            None => written.push_str(name),
            Some(base) => written.push_str(names.entry(name).or_insert_with(|| {
                let count = counts.entry(base).or_default();
                *count += 1;
                format!("{base}{count:0DIGITS$}")
            })),
        }
        rest = behind;
    }
    written.push_str(rest);
    for at in 0..wasm.len() {
        let from = &mut wasm[at..];
        if from.starts_with(START.as_bytes()) {
            // The longest, should one begin with another.
            let is_here = |(name, _): &(&&str, &String)| from.starts_with(name.as_bytes());
            if let Some((name, counted)) = names.iter().rev().find(is_here) {
                from[..name.len()].copy_from_slice(counted.as_bytes());
            }
        }
    }
    written
}

/// A name without its checksum; nothing where it has none.
fn base_of(name: &str) -> Option<&str> {
    let (base, checksum) = name.split_at_checked(name.len().checked_sub(DIGITS)?)?;
    let is_hash = |letter: u8| letter.is_ascii_digit() || (b'a'..=b'f').contains(&letter);
    (base.ends_with('_') && checksum.bytes().all(is_hash)).then_some(base)
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn glue_and_wasm_have_the_same_names_and_like_ones_stay_apart() {
        let glue = "{__wbg_call_40b008ba32f73991: f, __wbg_call_fc92fee6137d452d: g, __wbg_is_2248ff2b575d60c7: h, \
                    __wbg_get_options: i}; __wbg_call_40b008ba32f73991";
        let mut wasm =
            b"\x1c__wbg_call_fc92fee6137d452d\0\x07\x1c__wbg_call_40b008ba32f73991\0".to_vec();
        assert_eq!(
            counted(glue, &mut wasm),
            "{__wbg_call_0000000000000001: f, __wbg_call_0000000000000002: g, __wbg_is_0000000000000001: h, \
             __wbg_get_options: i}; __wbg_call_0000000000000001"
        );
        let renamed = b"\x1c__wbg_call_0000000000000002\0\x07\x1c__wbg_call_0000000000000001\0";
        assert_eq!(wasm, renamed);
    }
}
