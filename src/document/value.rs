//! A tree of plain data, from JSON text or from JavaScript values alike.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Plain data. Objects keep the order of their keys; numbers may be NaN, because JavaScript can send it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Null or undefined.
    Null,
    /// True or false.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// An object.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// A member of an object, null or not; nothing where there is none.
    #[inline(never)]
    pub fn member(&self, key: &str) -> Option<&Value> {
        let Value::Object(members) = self else {
            return None;
        };
        let found = members.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| value)
    }

    /// What it is, for an error message.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Number(n) if n.is_nan() => "NaN",
            Value::Number(n) if n.is_infinite() => "infinity",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Object(_) => "an object",
        }
    }
}

/// The digits of a number as anybody would write them: the fewest that mean this very number, if it takes
/// at most eight decimals and fifteen digits. A whole number over a power of ten is rounded once, as
/// reading the digits would be, so that equality proves them.
pub fn digits(number: f64) -> Option<String> {
    let mut power = 1.0;
    for decimals in 0..=8_usize {
        let whole = (number * power).round();
        if whole.abs() > 999_999_999_999_999.0 {
            return None;
        }
        if whole / power == number {
            // At most fifteen digits.
            #[allow(clippy::cast_possible_truncation)]
            let mut text = format!("{:0>width$}", (whole as i64).abs(), width = decimals + 1);
            if decimals > 0 {
                text.insert(text.len() - decimals, '.');
            }
            if number < 0.0 {
                text.insert(0, '-');
            }
            return Some(text);
        }
        power *= 10.0;
    }
    None
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("plain data")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Value, D::Error> {
        Value::deserialize(inner)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    // Whole numbers in study files and inputs are far below 2^53.
    #[allow(clippy::cast_precision_loss)]
    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Vec::new();
        while let Some(entry) = entries.next_entry::<String, Value>()? {
            object.push(entry);
        }
        Ok(Value::Object(object))
    }
}

impl Value {
    /// As compact JSON, entries in their order, as JavaScript's `JSON.stringify` writes it.
    pub fn to_json(&self) -> String {
        let mut text = Vec::new();
        self.write(&mut text);
        String::from_utf8(text).unwrap_or_default()
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Value::Null => out.extend_from_slice(b"null"),
            Value::Bool(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
            Value::Number(number) => match digits(*number) {
                Some(digits) => out.extend_from_slice(digits.as_bytes()),
                None => out.extend_from_slice(b"null"),
            },
            Value::Text(text) => write_text(text, false, out),
            Value::List(items) => {
                out.push(b'[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(b',');
                    }
                    item.write(out);
                }
                out.push(b']');
            }
            Value::Object(entries) => {
                out.push(b'{');
                for (index, (key, value)) in entries.iter().enumerate() {
                    if index > 0 {
                        out.push(b',');
                    }
                    write_text(key, false, out);
                    out.push(b':');
                    value.write(out);
                }
                out.push(b'}');
            }
        }
    }
}

/// A text as JSON writes it, with its quotation marks; in ASCII alone if so wished, which JavaScript decodes ten times
/// as fast.
fn write_text(text: &str, ascii: bool, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = text;
    let special = |b| b < b' ' || b == b'"' || b == b'\\' || (ascii && b > 0x7f);
    // Whatever needs no escape is taken over in one piece; what needs one is a single byte, or a character's first.
    while let Some((plain, from)) = rest
        .bytes()
        .position(special)
        .and_then(|at| rest.split_at_checked(at))
    {
        out.extend_from_slice(plain.as_bytes());
        let mut chars = from.chars();
        let escape = match chars.next().unwrap_or(' ') {
            '\n' => b'n',
            '\r' => b'r',
            '\t' => b't',
            '\u{8}' => b'b',
            '\u{c}' => b'f',
            '"' => b'"',
            '\\' => b'\\',
            c => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.extend_from_slice(b"\\u");
                    for shift in [12, 8, 4, 0] {
                        let digit = u32::from(*unit >> shift) & 15;
                        let digit = char::from_digit(digit, 16).unwrap_or('0');
                        out.extend(u8::try_from(digit));
                    }
                }
                rest = chars.as_str();
                continue;
            }
        };
        out.extend_from_slice(&[b'\\', escape]);
        rest = chars.as_str();
    }
    out.extend_from_slice(rest.as_bytes());
    out.push(b'"');
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Number(value) => serializer.serialize_f64(*value),
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(items) => serializer.collect_seq(items),
            Value::Object(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_those_that_anybody_would_write() {
        for (number, text) in [
            (2.4, "2.4"),
            (0.05, "0.05"),
            (-1.5, "-1.5"),
            (45.0, "45"),
            (0.0, "0"),
            (1.1, "1.1"),
            (100.0, "100"),
            (0.000_000_01, "0.00000001"),
        ] {
            assert_eq!(digits(number).as_deref(), Some(text));
            assert_eq!(number.to_string(), text, "the library writes the same");
        }
        for number in [0.1 + 0.2, 1e300, f64::NAN, f64::INFINITY, 1.0 / 3.0] {
            assert_eq!(digits(number), None, "{number}");
        }
    }

    #[test]
    fn every_two_decimal_number_reads_back_as_itself() {
        for hundredths in 0..200_000 {
            let number = f64::from(hundredths) / 100.0;
            assert_eq!(digits(number), Some(number.to_string()));
        }
    }

    #[test]
    fn compact_json_is_what_the_library_writes() {
        let text = r#"{"a":[1,2.5,null,true],"b":{"c":"\"\\ \n\t\u0001 µ 中"}}"#;
        let value: Value = serde_json::from_str(text).expect("json");
        let library: serde_json::Value = serde_json::from_str(text).expect("json");
        assert_eq!(value.to_json(), library.to_string());
    }
}
