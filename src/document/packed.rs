//! The compact form in which the build takes in study files: a letter for the kind, then the content, with
//! counts in groups of seven bits. The build writes it, so whatever does not fit is no document at all.
//! Translations stand in a list of their own, in order, and are put back as long as the list lasts.

use std::slice::Iter;

use super::Value;

/// The key of a translation.
const TRANSLATION: &str = "zh-CN";

impl Value {
    /// Reads the compact form; nothing where the bytes are not one.
    pub fn unpack(bytes: &[u8], translations: &mut Iter<'_, &str>) -> Option<Value> {
        let mut rest = bytes;
        let value = value(&mut rest, translations)?;
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

fn value(rest: &mut &[u8], translations: &mut Iter<'_, &str>) -> Option<Value> {
    let kind = byte(rest)?;
    Some(match kind {
        b'n' => Value::Null,
        b'f' => Value::Bool(false),
        b't' => Value::Bool(true),
        b'w' => Value::Number(count(rest)?.into()),
        b's' => Value::Text(string(rest)?),
        b'l' => {
            let mut items = Vec::new();
            for _ in 0..count(rest)? {
                items.push(value(rest, translations)?);
            }
            Value::List(items)
        }
        b'o' | b'z' => {
            let mut entries = Vec::new();
            for _ in 0..count(rest)? {
                entries.push((string(rest)?, value(rest, translations)?));
            }
            if kind == b'z'
                && let Some(text) = translations.next()
            {
                entries.push((TRANSLATION.to_owned(), Value::Text((*text).to_owned())));
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
        let unpack = |bytes| Value::unpack(bytes, &mut [].iter());
        assert_eq!(unpack(bytes), Some(whole));
        for end in 0..bytes.len() {
            assert_eq!(unpack(bytes.get(..end).unwrap_or_default()), None);
        }
        assert_eq!(unpack(b"tt"), None);
        assert_eq!(unpack(b"x"), None);
    }

    #[test]
    fn a_translation_is_put_back_where_it_was_taken_out() {
        let bytes = b"l\x02z\x01\x02ens\x03yeso\x01\x02ens\x02no";
        let text = |text: &str| Value::Text(text.to_owned());
        let words = |words: &[(&str, &str)]| {
            let words = words.iter();
            Value::Object(words.map(|(k, v)| ((*k).to_owned(), text(v))).collect())
        };
        let mut translations = ["\u{662f}", "left over"].iter();
        let both = words(&[("en", "yes"), ("zh-CN", "\u{662f}")]);
        let value = Value::unpack(bytes, &mut translations);
        assert_eq!(value, Some(Value::List(vec![both, words(&[("en", "no")])])));
        assert_eq!(translations.next(), Some(&"left over"));
    }
}
