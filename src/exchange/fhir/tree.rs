//! Ways into a document that nobody has checked: what is absent or of another kind is nothing.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

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

/// A document in which no object holds a key twice, of which either may be meant.
pub struct Unique(pub Value);

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Value;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("plain data")
            }
            fn visit_unit<E>(self) -> Result<Value, E> {
                Ok(Value::Null)
            }
            fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
                Ok(value.into())
            }
            fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
                Ok(value.into())
            }
            fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
                Ok(value.into())
            }
            fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
                Ok(value.into())
            }
            fn visit_str<E>(self, value: &str) -> Result<Value, E> {
                Ok(value.into())
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
                let mut list = Vec::new();
                while let Some(Unique(member)) = members.next_element()? {
                    list.push(member);
                }
                Ok(list.into())
            }
            fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
                let mut object = Map::new();
                while let Some((key, Unique(value))) = fields.next_entry::<String, Unique>()? {
                    if object.insert(key, value).is_some() {
                        return Err(A::Error::custom("a field appears twice in an object"));
                    }
                }
                Ok(object.into())
            }
        }
        from.deserialize_any(Any).map(Unique)
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
