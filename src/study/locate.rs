//! Where in the text of a file a place of it stands: line and column, for whoever writes one.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::error::ValidationError;

/// So many faults are told with their lines, for each of which the text is read once more.
const LOCATED: usize = 20;

/// The faults with line and column, where the text has more than one line: what a program sends has one.
pub fn with_lines(text: &str, faults: Vec<ValidationError>) -> Vec<ValidationError> {
    if text.trim_end().lines().nth(1).is_none() {
        return faults;
    }
    let located = faults.into_iter().enumerate().map(|(index, fault)| {
        let place = || locate(text, &fault.path);
        let Some((line, column)) = (index < LOCATED).then(place).flatten() else {
            return fault;
        };
        let message = fault.message.trim_end_matches('.');
        let message = format!("{message} (line {line}, column {column}).");
        ValidationError::new(fault.path.as_str(), message)
    });
    located.collect()
}

/// Line and column of a place such as `criteria[0].id`, or of what it would lie in.
pub fn locate(text: &str, path: &str) -> Option<(usize, usize)> {
    let path = path.replace('[', ".[");
    let mut steps: Vec<&str> = path.split('.').filter(|step| !step.is_empty()).collect();
    while !steps.is_empty() {
        let mut json = serde_json::Deserializer::from_str(text);
        if let Err(found) = At(&steps).deserialize(&mut json) {
            return Some((found.line(), found.column()));
        }
        steps.pop();
    }
    None
}

/// Follows the steps, and ends with an error where they lead: an error is what the reader knows the line of.
struct At<'a>(&'a [&'a str]);

impl<'de> DeserializeSeed<'de> for At<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        match self.0 {
            [] => Err(D::Error::custom("here")),
            _ => source.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for At<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        while let Some(key) = fields.next_key::<String>()? {
            match self.0.split_first() {
                Some((first, rest)) if *first == key => fields.next_value_seed(At(rest))?,
                _ => drop(fields.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        for index in 0_usize.. {
            let found = match self.0.split_first() {
                Some((first, rest)) if *first == format!("[{index}]") => {
                    members.next_element_seed(At(rest))?.is_some()
                }
                _ => members.next_element::<IgnoredAny>()?.is_some(),
            };
            if !found {
                break;
            }
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}
