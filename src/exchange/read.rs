//! JSON text into the structs of the contract. A refusal names its place and what is accepted there, in one sentence.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeOwned, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_path_to_error::Track;

use crate::error::ValidationError;

/// Reads a text of JSON.
///
/// # Errors
/// The first [`ValidationError`].
pub fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, ValidationError> {
    let mut track = Track::new();
    let mut json = serde_json::Deserializer::from_str(text);
    let read = object(serde_path_to_error::Deserializer::new(
        &mut json, &mut track,
    ));
    let read = read.and_then(|read| json.end().map(|()| read));
    read.map_err(|error| refusal(track.path().to_string(), &error))
}

/// A struct as an object alone: serde takes a list of its fields for one as well, in whichever order they happen to stand.
///
/// # Errors
/// That of the format.
pub fn object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<T, D::Error> {
    struct Object<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for Object<T> {
        type Value = T;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }
        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map))
        }
    }
    from.deserialize_map(Object(PhantomData))
}

/// A struct that is read as an object alone.
#[derive(Clone, Debug)]
pub struct Object<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        object(from).map(Object)
    }
}

/// The entries of an object whose keys are nobody's to list beforehand, in their order. Null counts as absent.
#[derive(Clone, Debug)]
pub struct Entries<T>(pub Vec<(String, T)>);

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Entries(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Each<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Each<T> {
            type Value = Entries<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries: Vec<(String, T)> = Vec::new();
                while let Some((key, value)) = map.next_entry::<String, Option<T>>()? {
                    let Some(value) = value else { continue };
                    if entries.iter().any(|(other, _)| *other == key) {
                        return Err(A::Error::custom(["duplicate field `", &key, "`"].concat()));
                    }
                    entries.push((key, value));
                }
                Ok(Entries(entries))
            }
        }
        from.deserialize_map(Each(PhantomData))
    }
}

/// A number as JSON, or its digits as a text: the digits as they stand there, none more and none fewer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(type = "string | number"))]
pub struct Digits(pub String);

impl<'de> Deserialize<'de> for Digits {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let given = Box::<RawValue>::deserialize(from)?;
        let text = given.get();
        match text.as_bytes().first() {
            Some(b'-' | b'0'..=b'9') => Ok(Digits(text.to_owned())),
            Some(b'"') => serde_json::from_str(text)
                .map(Digits)
                .map_err(D::Error::custom),
            first => Err(D::Error::custom(
                [
                    "Expected a number, or its digits as a text, got ",
                    kind(first.copied()),
                    ".",
                ]
                .concat(),
            )),
        }
    }
}

/// What a value is, by its first byte.
pub fn kind(first: Option<u8>) -> &'static str {
    match first {
        Some(b'"') => "a text",
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b't' | b'f') => "true or false",
        Some(b'n') => "nothing",
        _ => "a number",
    }
}

/// A whole number; how great it may be depends on what it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(as = "f64"))]
pub struct Whole(pub i64);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Number;
        impl Visitor<'_> for Number {
            type Value = Whole;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number")
            }
            fn visit_i64<E: Error>(self, value: i64) -> Result<Whole, E> {
                Ok(Whole(value))
            }
            fn visit_u64<E: Error>(self, value: u64) -> Result<Whole, E> {
                Ok(Whole(i64::try_from(value).unwrap_or(i64::MAX)))
            }
            fn visit_f64<E: Error>(self, value: f64) -> Result<Whole, E> {
                Whole::of(value).map_err(E::custom)
            }
        }
        from.deserialize_any(Number)
    }
}

impl Whole {
    /// A number, if it is whole.
    ///
    /// # Errors
    /// What is accepted, in a sentence.
    pub fn of(value: f64) -> Result<Self, String> {
        // No count is greater, and all of them are numbers of their own.
        #[allow(clippy::cast_possible_truncation)]
        let whole = value as i32;
        if f64::from(whole) == value {
            Ok(Whole(whole.into()))
        } else {
            Err("Expected a whole number.".to_owned())
        }
    }

    /// The number, within limits.
    ///
    /// # Errors
    /// What is accepted, in a sentence.
    pub fn within(self, least: u16, most: u16) -> Result<u16, String> {
        let found = u16::try_from(self.0).ok();
        found
            .filter(|number| (least..=most).contains(number))
            .ok_or_else(|| {
                format!(
                    "Expected a whole number from {least} to {most}, got {}.",
                    self.0
                )
            })
    }
}

/// One of a set of names.
///
/// # Errors
/// Which are accepted.
pub fn one_of<'de, D: Deserializer<'de>, T: Copy>(
    from: D,
    names: &[(&str, T)],
) -> Result<T, D::Error> {
    let text = String::deserialize(from)?;
    named(&text, names).map_err(D::Error::custom)
}

/// The same of a text.
///
/// # Errors
/// Which are accepted.
pub fn named<T: Copy>(text: &str, names: &[(&str, T)]) -> Result<T, String> {
    let found = names.iter().find(|(name, _)| *name == text);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let accepted: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        [
            "\"",
            text,
            "\" is not accepted here; accepted: ",
            &accepted.join(", "),
            ".",
        ]
        .concat()
    })
}

/// What serde found wrong, as a sentence of ours.
fn refusal(mut path: String, error: &serde_json::Error) -> ValidationError {
    if path == "." {
        path.clear();
    }
    let said = error.to_string();
    if !error.is_data() {
        return ValidationError::new("", format!("This is not valid JSON: {said}."));
    }
    // Lines and columns are of a text that nobody wrote.
    let place = said.rsplit_once(" at line ");
    let said = place.map_or(said.as_str(), |(said, _)| said);
    let within = |path: &str, field: &str| {
        let dot = if path.is_empty() { "" } else { "." };
        [path, dot, field].concat()
    };
    let of = |beginning| said.strip_prefix(beginning);
    let field = |name: &str| within(&path, name.trim_end_matches('`'));
    if let Some(name) = of("missing field `") {
        return ValidationError::new(field(name), "This field is missing.");
    }
    if let Some(name) = of("duplicate field `") {
        return ValidationError::new(field(name), "This field appears twice.");
    }
    let pair = said.rsplit_once(", expected ");
    if let (Some((_, expected)), true) = (pair, said.starts_with("unknown field `")) {
        let accepted: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
        let message = format!("Unknown field; accepted here: {}.", accepted.join(", "));
        return ValidationError::new(path, message);
    }
    if let (Some((_, expected)), Some(got)) = (pair, of("invalid type: ")) {
        let message = format!("Expected {}, got {}.", plain(expected), plain(got));
        return ValidationError::new(path, message);
    }
    ValidationError::new(path, said)
}

/// What serde calls a kind of value, in plain words. The value itself is left out.
fn plain(said: &str) -> &str {
    let word = said.split([' ', '`']).find(|word| !word.is_empty());
    match word.filter(|_| !said.starts_with("an ") && !said.starts_with("a whole")) {
        Some("string") => "a text",
        Some("a") if said == "a string" => "a text",
        Some("a") if said == "a boolean" => "true or false",
        Some("a") if said == "a map" => "an object",
        Some("a") if said == "a sequence" => "a list",
        Some("integer" | "floating") => "a number",
        Some("boolean") => "true or false",
        Some("null" | "unit") => "nothing",
        Some("sequence") => "a list",
        Some("map") => "an object",
        _ => said,
    }
}
