//! Plain data as serde reads it, strictly: an object is no list, a text no number, and a refusal knows its place and what
//! is accepted there. `serde_path_to_error` over `serde_json` tells places too, but accepts a list in place of an object,
//! says things in words for programmers, and was 12 kB more of the wasm of programs after Brotli.

use std::fmt::{self, Display};
use std::slice::Iter;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, Expected, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Value, map};

use super::names::shown;
use super::texts::not_accepted;
use crate::error::ValidationError;

/// More than any list of a study has: criteria, readings, visits.
const MOST_MEMBERS: usize = 200;

/// What a key ends with that stands a second time in its object: see `file.rs`.
pub const TWICE: &str = "\0twice";

pub const MISSING: &str = "This field is missing.";

/// What is wrong, and the steps that lead there, the last one first.
#[derive(Debug)]
pub struct Fault(Box<(Vec<String>, String)>);

impl Fault {
    #[cold]
    fn new(message: String) -> Self {
        Fault(Box::new((Vec::new(), message)))
    }

    /// The same as seen from outside of where it stands.
    #[cold]
    fn within(mut self, step: String) -> Self {
        self.0.0.push(step);
        self
    }
}

impl From<Fault> for ValidationError {
    fn from(fault: Fault) -> Self {
        let (steps, message) = *fault.0;
        let mut path = String::new();
        for step in steps.iter().rev() {
            if !path.is_empty() && !step.starts_with('[') {
                path.push('.');
            }
            path.push_str(step);
        }
        ValidationError::new(path, message)
    }
}

impl Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.1)
    }
}

impl std::error::Error for Fault {}

impl Error for Fault {
    fn custom<T: Display>(message: T) -> Self {
        Fault::new(message.to_string())
    }

    fn invalid_type(got: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let got = match got {
            Unexpected::Str(text) => ["\"", &shown(text), "\""].concat(),
            Unexpected::Unsigned(number) => number.to_string(),
            Unexpected::Signed(number) => number.to_string(),
            Unexpected::Float(_) => "a number that is not whole".to_owned(),
            Unexpected::Bool(truth) => truth.to_string(),
            Unexpected::Seq => "a list".to_owned(),
            Unexpected::Map => "an object".to_owned(),
            _ => "nothing".to_owned(),
        };
        let expected = expected.to_string();
        let expected = match expected.as_str() {
            "u16" => "a whole number from 0 to 65535",
            "a boolean" => "true or false",
            "a sequence" => "a list",
            "enum Rule" | "enum StudyEntry" | "enum Assignment" => "an object",
            "enum Limit" => {
                "a limit: digits as a text, a multiple such as {\"times\": \"5\", \"of\": \"uln\"}, or the limit in each unit printed"
            }
            name if name.starts_with("struct ") => "an object",
            // What this crate itself says to expect.
            said if said.starts_with("a whole number") => said,
            said if ["the ", "a number", "an object", "a limit"]
                .iter()
                .any(|own| said.starts_with(own)) =>
            {
                said
            }
            _ => "a text",
        };
        Fault::new(["Expected ", expected, ", got ", &got, "."].concat())
    }

    fn invalid_value(got: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Fault::invalid_type(got, expected)
    }

    fn unknown_variant(name: &str, accepted: &'static [&'static str]) -> Self {
        Fault::new(not_accepted(name, accepted))
    }

    fn unknown_field(_: &str, accepted: &'static [&'static str]) -> Self {
        Fault::new(match accepted {
            [] => "Unknown field; none but the kind is accepted here.".to_owned(),
            _ => ["Unknown field; accepted here: ", &accepted.join(", "), "."].concat(),
        })
    }

    fn missing_field(field: &'static str) -> Self {
        Fault::new(MISSING.to_owned()).within(field.to_owned())
    }
}

/// A value, to be read as something.
#[derive(Clone, Copy)]
pub struct Place<'de>(pub &'de Value);

impl<'de> Place<'de> {
    /// That this is something else than what is asked for.
    #[cold]
    fn refuse(self, expected: &dyn Expected) -> Fault {
        let got = match self.0 {
            Value::Null => Unexpected::Unit,
            Value::Bool(truth) => Unexpected::Bool(*truth),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(whole), _) => Unexpected::Unsigned(whole),
                (_, Some(whole)) => Unexpected::Signed(whole),
                _ => Unexpected::Float(0.0),
            },
            Value::String(text) => Unexpected::Str(text),
            Value::Array(_) => Unexpected::Seq,
            Value::Object(_) => Unexpected::Map,
        };
        Fault::invalid_type(got, expected)
    }
}

impl<'de> Deserializer<'de> for Place<'de> {
    type Error = Fault;

    /// A number, a text or an object, whichever stands here.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Object(_) => self.deserialize_map(visitor),
            Value::String(text) => visitor.visit_str(text),
            Value::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(whole), _) => visitor.visit_i64(whole),
                (_, Some(number)) => visitor.visit_f64(number),
                _ => Err(self.refuse(&visitor)),
            },
            _ => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::String(text) => visitor.visit_str(text),
            _ => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Bool(truth) => visitor.visit_bool(*truth),
            _ => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0.as_u64() {
            Some(whole) => visitor.visit_u64(whole),
            None => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Array(members) if members.len() > MOST_MEMBERS => {
                let (most, got) = (MOST_MEMBERS.to_string(), members.len().to_string());
                Err(Fault::new(
                    ["Expected at most ", &most, " here, got ", &got, "."].concat(),
                ))
            }
            Value::Array(members) => visitor.visit_seq(Members {
                rest: members.iter(),
                read: 0,
            }),
            _ => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_map(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Object(fields) => visitor.visit_map(Fields {
                rest: fields.iter(),
                at: None,
            }),
            _ => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let first = self.0.as_object().and_then(|fields| fields.iter().next());
        match (self.0, first) {
            (Value::String(name), _) => visitor.visit_enum(Choice { name, inside: None }),
            (_, Some((name, inside))) => visitor.visit_enum(Choice {
                name,
                inside: Some(inside),
            }),
            _ => Err(self.refuse(&visitor)),
        }
    }

    // Nothing of a study or an input asks for these.
    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u32 u64 u128 f32 f64 char str bytes byte_buf unit unit_struct tuple tuple_struct
        identifier ignored_any
    }
}

struct Members<'de> {
    rest: Iter<'de, Value>,
    read: usize,
}

impl<'de> SeqAccess<'de> for Members<'de> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        let Some(member) = self.rest.next() else {
            return Ok(None);
        };
        let index = self.read;
        self.read += 1;
        let read = seed.deserialize(Place(member));
        read.map(Some)
            .map_err(|fault| fault.within(["[", &index.to_string(), "]"].concat()))
    }
}

struct Fields<'de> {
    rest: map::Iter<'de>,
    at: Option<(&'de String, &'de Value)>,
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        self.at = self.rest.next();
        let Some((key, _)) = self.at else {
            return Ok(None);
        };
        if let Some(key) = key.strip_suffix(TWICE) {
            let fault = Fault::new("This field appears twice.".to_owned());
            return Err(fault.within(key.to_owned()));
        }
        let name: StrDeserializer<'_, Fault> = key.as_str().into_deserializer();
        let read = seed.deserialize(name);
        read.map(Some).map_err(|fault| fault.within(key.clone()))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let Some((key, value)) = self.at else {
            return Err(Fault::new(MISSING.to_owned()));
        };
        let read = seed.deserialize(Place(value));
        read.map_err(|fault| fault.within(key.clone()))
    }
}

/// One of several things, by its name. That name is no step of a path.
struct Choice<'de> {
    name: &'de str,
    inside: Option<&'de Value>,
}

impl<'de> EnumAccess<'de> for Choice<'de> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Fault> {
        let name: StrDeserializer<'_, Fault> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> Choice<'de> {
    fn inside(self) -> Result<Place<'de>, Fault> {
        let inside = self.inside.map(Place);
        inside.ok_or_else(|| Fault::new("Expected an object, got a text.".to_owned()))
    }
}

impl<'de> VariantAccess<'de> for Choice<'de> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        match self.inside {
            None => Ok(()),
            Some(_) => Err(Fault::new("Expected a text, got an object.".to_owned())),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Fault> {
        seed.deserialize(self.inside()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        Err(self.inside()?.refuse(&visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.inside()?.deserialize_struct("", fields, visitor)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::{Value, json};
    use serde_path_to_error::Segment;

    use super::Place;
    use crate::error::ValidationError;
    use crate::study::by_kind::by_kind;
    use crate::study::file::Plain;
    use crate::study::model::Study;

    /// A pointer to everything that a document holds.
    fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
        let inside: Vec<(String, &Value)> = match value {
            Value::Array(members) => (0..).map(|n: usize| n.to_string()).zip(members).collect(),
            Value::Object(fields) => fields.iter().map(|(key, v)| (key.clone(), v)).collect(),
            _ => Vec::new(),
        };
        for (step, value) in inside {
            let at = [at, "/", &step].concat();
            pointers(value, &at, all);
            all.push(at);
        }
    }

    /// The path that the library tells; the name of a choice is no step of ours.
    fn by_the_library(file: &Value) -> Option<String> {
        let read: Result<Study, _> = serde_path_to_error::deserialize(file);
        let error = read.err()?;
        let mut path = String::new();
        for segment in error.path() {
            match segment {
                Segment::Seq { index } => path += &format!("[{index}]"),
                Segment::Map { key } if path.is_empty() => path += key,
                Segment::Map { key } => path += &format!(".{key}"),
                Segment::Enum { .. } | Segment::Unknown => {}
            }
        }
        Some(path)
    }

    #[test]
    fn a_fault_of_form_has_the_place_that_the_library_tells() {
        let text = crate::study::files().next().expect("a study ships");
        let Plain(mut file) = serde_json::from_str(text).expect("JSON");
        let root = file.as_object_mut().expect("an object");
        root.remove("$schema");
        root.remove("schema");
        by_kind(root).expect("no rule is deep");
        Study::deserialize(Place(&file)).expect("the study that ships");
        let mut all = Vec::new();
        pointers(&file, "", &mut all);
        let mut compared = 0;
        for pointer in all {
            let place = file.pointer_mut(&pointer).expect("a place");
            let wrong = if place.is_boolean() {
                json!("yes")
            } else {
                json!(true)
            };
            let right = std::mem::replace(place, wrong);
            if let Some(expected) = by_the_library(&file) {
                let fault = Study::deserialize(Place(&file)).expect_err(&pointer);
                assert_eq!(ValidationError::from(fault).path, expected, "{pointer}");
                compared += 1;
            }
            *file.pointer_mut(&pointer).expect("a place") = right;
        }
        assert!(compared > 500, "{compared}");
    }
}
