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
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, out: &mut String) {
        match self {
            Value::Null => out.push_str("null"),
            Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Value::Number(number) => {
                out.push_str(&digits(*number).unwrap_or_else(|| "null".to_owned()));
            }
            Value::Text(text) => write_text(text, false, out),
            Value::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.write(out);
                }
                out.push(']');
            }
            Value::Object(entries) => {
                out.push('{');
                for (index, (key, value)) in entries.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    write_text(key, false, out);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

/// A text as JSON writes it, with its quotation marks; in ASCII alone if so wished, which JavaScript decodes ten times
/// as fast.
pub(crate) fn write_text(text: &str, ascii: bool, out: &mut String) {
    out.push('"');
    let mut rest = text;
    let special = |b| b < b' ' || b == b'"' || b == b'\\' || (ascii && b > 0x7f);
    // Whatever needs no escape is taken over in one piece; what needs one is a single byte, or a character's first.
    while let Some((plain, from)) = rest
        .bytes()
        .position(special)
        .and_then(|at| rest.split_at_checked(at))
    {
        out.push_str(plain);
        let mut chars = from.chars();
        match chars.next().unwrap_or(' ') {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            c @ ('"' | '\\') => out.extend(['\\', c]),
            c => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str("\\u");
                    let digits = [12, 8, 4, 0].map(|shift| u32::from(*unit >> shift) & 15);
                    out.extend(
                        digits
                            .iter()
                            .filter_map(|digit| char::from_digit(*digit, 16)),
                    );
                }
            }
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out.push('"');
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
