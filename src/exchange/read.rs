//! JSON text into the structs of the contract. A refusal names its place and what is accepted there, in one sentence.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;

use super::input::refusal;
use crate::clinical::{LabError, NumberError};
use crate::error::ValidationError;
use crate::study::{Place, TWICE};

/// The plain data of a text of JSON.
///
/// # Errors
/// Where it is none.
pub fn plain(text: &str) -> Result<Value, ValidationError> {
    crate::study::plain(text)
        .map_err(|error| ValidationError::new("", format!("This is not valid JSON: {error}.")))
}

/// Reads plain data.
///
/// # Errors
/// The first [`ValidationError`].
pub fn read<T: DeserializeOwned>(value: &Value) -> Result<T, ValidationError> {
    T::deserialize(Place(value)).map_err(ValidationError::from)
}

/// Whether a key is one that stands a second time in its object.
pub fn is_second(key: &str) -> bool {
    key.ends_with(TWICE)
}

/// The entries of an object whose keys are nobody's to list beforehand.
#[derive(Clone, Debug)]
pub struct Entries<T>(pub Vec<(String, T)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Each<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Each<T> {
            type Value = Entries<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        from.deserialize_map(Each(PhantomData))
    }
}

/// A number as JSON, or its digits as a text. A text keeps every digit, as "2.40"; of a number JavaScript itself keeps no
/// more than that it is 2.4.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(type = "string | number"))]
pub struct Digits(pub String);

impl<'de> Deserialize<'de> for Digits {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Number;
        impl Visitor<'_> for Number {
            type Value = Digits;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number, or its digits as a text")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Digits, E> {
                Ok(Digits(text.to_owned()))
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<Digits, E> {
                Ok(Digits(number.to_string()))
            }
            fn visit_f64<E: Error>(self, number: f64) -> Result<Digits, E> {
                let too_many = || refusal(LabError::Number(NumberError::TooManyDigits));
                let digits = digits(number).ok_or_else(|| E::custom(too_many()));
                digits.map(Digits)
            }
        }
        from.deserialize_any(Number)
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

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn digits_are_those_that_anybody_would_write() {
        for (number, text) in [
            (2.4, "2.4"),
            (0.05, "0.05"),
            (-1.5, "-1.5"),
            (45.0, "45"),
            (0.0, "0"),
            (100.0, "100"),
            (0.000_000_01, "0.00000001"),
        ] {
            assert_eq!(digits(number).as_deref(), Some(text));
        }
        for number in [0.1 + 0.2, 1e300, 1.0 / 3.0] {
            assert_eq!(digits(number), None, "{number}");
        }
        for hundredths in 0..200_000 {
            let number = f64::from(hundredths) / 100.0;
            assert_eq!(digits(number), Some(number.to_string()));
        }
    }
}
