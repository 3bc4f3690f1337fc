//! The compact form in which the build takes in study files: a letter for the kind, then the content, with
//! counts in groups of seven bits. The build writes it, so whatever does not fit is no document at all.

use super::Value;

impl Value {
    /// Reads the compact form; nothing where the bytes are not one.
    pub fn unpack(bytes: &[u8]) -> Option<Value> {
        let mut rest = bytes;
        let value = value(&mut rest)?;
        rest.is_empty().then_some(value)
    }
}

fn byte(rest: &mut &[u8]) -> Option<u8> {
    let (first, others) = rest.split_first()?;
    *rest = others;
    Some(*first)
}

fn count(rest: &mut &[u8]) -> Option<u32> {
    let mut count = 0_u32;
    for group in 0..5 {
        let byte = byte(rest)?;
        count |= u32::from(byte & 0x7F) << (7 * group);
        if byte < 0x80 {
            return Some(count);
        }
    }
    None
}

fn string(rest: &mut &[u8]) -> Option<String> {
    let length = usize::try_from(count(rest)?).ok()?;
    let (text, others) = rest.split_at_checked(length)?;
    *rest = others;
    String::from_utf8(text.to_vec()).ok()
}

fn value(rest: &mut &[u8]) -> Option<Value> {
    Some(match byte(rest)? {
        b'n' => Value::Null,
        b'f' => Value::Bool(false),
        b't' => Value::Bool(true),
        b'w' => Value::Number(count(rest)?.into()),
        b's' => Value::Text(string(rest)?),
        b'l' => {
            let mut items = Vec::new();
            for _ in 0..count(rest)? {
                items.push(value(rest)?);
            }
            Value::List(items)
        }
        b'o' => {
            let mut entries = Vec::new();
            for _ in 0..count(rest)? {
                entries.push((string(rest)?, value(rest)?));
            }
            Value::Object(entries)
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_short_is_no_document() {
        let bytes = b"o\x02\x01as\x02hi\x01bl\x02w\x81\x01t";
        let whole = Value::Object(vec![
            ("a".to_owned(), Value::Text("hi".to_owned())),
            (
                "b".to_owned(),
                Value::List(vec![Value::Number(129.0), Value::Bool(true)]),
            ),
        ]);
        assert_eq!(Value::unpack(bytes), Some(whole));
        for end in 0..bytes.len() {
            assert_eq!(Value::unpack(bytes.get(..end).unwrap_or_default()), None);
        }
        assert_eq!(Value::unpack(b"tt"), None);
        assert_eq!(Value::unpack(b"x"), None);
    }
}
