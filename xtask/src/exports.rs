//! Takes exports out of a module, so that the optimiser can drop what only they reached.

use crate::Outcome;

const HEADER: usize = 8;
const EXPORTS: u8 = 7;

/// The module without the exports whose names contain `unwanted`.
pub fn without(module: &[u8], unwanted: &str) -> Outcome<Vec<u8>> {
    rewrite(module, unwanted)
        .ok_or_else(|| "The module that wasm-bindgen wrote cannot be read; build again.".to_owned())
}

fn rewrite(module: &[u8], unwanted: &str) -> Option<Vec<u8>> {
    let mut out = module.get(..HEADER)?.to_vec();
    let mut rest = module.get(HEADER..)?;
    while let Some((id, after)) = rest.split_first() {
        let mut after = after;
        let length = number(&mut after)?;
        let (body, next) = after.split_at_checked(length)?;
        let kept = if *id == EXPORTS {
            filtered(body, unwanted)?
        } else {
            body.to_vec()
        };
        out.push(*id);
        write_number(kept.len(), &mut out);
        out.extend(kept);
        rest = next;
    }
    Some(out)
}

fn filtered(body: &[u8], unwanted: &str) -> Option<Vec<u8>> {
    let mut rest = body;
    let mut kept: Vec<u8> = Vec::new();
    let mut count = 0;
    for _ in 0..number(&mut rest)? {
        let start = rest;
        let length = number(&mut rest)?;
        let (name, after) = rest.split_at_checked(length)?;
        // The kind of what is exported, then its index.
        rest = after.get(1..)?;
        number(&mut rest)?;
        if !std::str::from_utf8(name).ok()?.contains(unwanted) {
            kept.extend(&start[..start.len() - rest.len()]);
            count += 1;
        }
    }
    let mut out = Vec::new();
    write_number(count, &mut out);
    out.extend(kept);
    Some(out)
}

/// An unsigned number in groups of seven bits.
fn number(rest: &mut &[u8]) -> Option<usize> {
    let mut value = 0_usize;
    for shift in (0..35).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        value |= usize::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

fn write_number(mut value: usize, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push((value & 0x7F) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_the_unwanted_export_goes() {
        let header = b"\0asm\x01\0\0\0";
        let module = [
            &header[..],
            b"\x07\x0b\x02\x01a\0\x01\x04oldb\0\x02",
            b"\0\x01x",
        ]
        .concat();
        let expected = [&header[..], b"\x07\x05\x01\x01a\0\x01", b"\0\x01x"].concat();
        // The section's length counts its two entries: one of four bytes and one of seven, and the count.
        let module = {
            let mut module = module;
            module[9] = 12;
            module
        };
        assert_eq!(super::without(&module, "old"), Ok(expected));
        assert!(super::without(b"\0asm\x01\0\0\0\x07\x7f", "old").is_err());
    }
}
