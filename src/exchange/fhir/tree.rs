//! Ways into a document that nobody has checked: what is absent or of another kind is nothing.

use serde_json::Value;

use crate::exchange::read::is_second;

#[inline(never)]
pub fn field<'a>(of: &'a Value, key: &str) -> &'a Value {
    static NOTHING: Value = Value::Null;
    of.get(key).unwrap_or(&NOTHING)
}

#[inline(never)]
pub fn has(of: &Value, key: &str) -> bool {
    !matches!(field(of, key), Value::Null)
}

pub fn as_text(value: &Value) -> &str {
    match value {
        Value::String(text) => text,
        _ => "",
    }
}

#[inline(never)]
pub fn text<'a>(of: &'a Value, key: &str) -> &'a str {
    as_text(field(of, key))
}

/// The members of a list. Anything else counts as a list of one, so that it is at least seen.
#[inline(never)]
pub fn list<'a>(of: &'a Value, key: &str) -> &'a [Value] {
    match field(of, key) {
        Value::Array(items) => items,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}

#[inline(never)]
pub fn one_of(text: &str, names: &[&str]) -> bool {
    names.contains(&text)
}

/// Whether an object within holds a key twice, of which either may be meant.
#[inline(never)]
pub fn says_twice(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(says_twice),
        Value::Object(fields) => fields
            .iter()
            .any(|(key, value)| is_second(key) || says_twice(value)),
        _ => false,
    }
}

/// Where a text stands in another. The library's own search is as large as the rest of what reads a name.
#[inline(never)]
pub fn position(of: &str, text: &str) -> Option<usize> {
    let first = text.bytes().next()?;
    let bytes = of.as_bytes();
    let mut places = bytes.iter().enumerate();
    let begins = |at: usize| {
        bytes
            .get(at..)
            .is_some_and(|rest| rest.starts_with(text.as_bytes()))
    };
    let found = places.find(|(at, byte)| **byte == first && begins(*at));
    found.map(|(at, _)| at)
}

/// A text with the beginning that it may have.
pub fn after<'a>(text: &'a str, beginnings: &[&str]) -> &'a str {
    let found = beginnings.iter().find_map(|one| text.strip_prefix(one));
    found.unwrap_or(text)
}
