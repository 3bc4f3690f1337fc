//! Reads the text of a study file, schema 1. Its form is that of the model, read by serde; the first fault of form is
//! told with its place and what is accepted there. Only what has the right form is looked at for its sense, and of that
//! every fault is told.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Map, Value};
use serde_path_to_error::{Path, Segment};

use super::check;
use super::marks;
use super::model::Study;
use super::names::shown;
use crate::error::ValidationError;

/// The most that a study may hold, in bytes. The one that ships has a fifth of it.
pub const LARGEST: usize = 1 << 19;

/// More than any list of a study has: criteria, readings, visits.
const MOST_MEMBERS: usize = 200;

/// More than anybody mends at once, and few enough to be told at once.
const MOST_FAULTS: usize = 500;

/// A study from the text of its file, without its digest.
///
/// # Errors
/// Everything that is wrong with it: the first fault of its form, or every fault of its sense.
pub fn read(text: &str) -> Result<Study, Vec<ValidationError>> {
    let read = sensible(text);
    #[cfg(not(target_arch = "wasm32"))]
    let read = read.map_err(|faults| super::locate::with_lines(text, faults));
    read
}

fn sensible(text: &str) -> Result<Study, Vec<ValidationError>> {
    let (study, file) = formed(text).map_err(|fault| vec![fault])?;
    let mut faults = marks::remarks(&file);
    faults.extend(check::remarks(&study));
    if faults.len() > MOST_FAULTS {
        faults.truncate(MOST_FAULTS);
        faults.push(ValidationError::new("", "There is more; mend these first."));
    }
    if faults.is_empty() {
        Ok(study)
    } else {
        Err(faults)
    }
}

#[cold]
pub fn too_large() -> ValidationError {
    ValidationError::new(
        "",
        "This is larger than 512 kB, the most that a study may be.",
    )
}

/// A study, and its file as plain data.
fn formed(text: &str) -> Result<(Study, Value), ValidationError> {
    if text.len() > LARGEST {
        return Err(too_large());
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let read: Result<Plain, _> = serde_path_to_error::deserialize(&mut json);
    let Plain(mut file) = read.map_err(|error| {
        let why = error.inner();
        match why.classify() {
            Category::Data => {
                let message = [bare(why).as_str(), "."].concat();
                ValidationError::new(path_of(error.path(), ""), message)
            }
            _ => ValidationError::new("", not_json(why)),
        }
    })?;
    json.end()
        .map_err(|why| ValidationError::new("", not_json(&why)))?;
    let root = file.as_object_mut();
    let root = root.ok_or_else(|| ValidationError::new("", "Expected an object, the study."))?;
    // By this an editor finds the schema.
    root.remove("$schema");
    schema_1(root.remove("schema"))?;
    rules_by_kind(root);
    let study = serde_path_to_error::deserialize(&file).map_err(|error| {
        let (field, message) = in_words(&error.inner().to_string());
        ValidationError::new(
            path_of(error.path(), field.as_deref().unwrap_or("")),
            message,
        )
    })?;
    Ok((study, file))
}

fn not_json(why: &serde_json::Error) -> String {
    let (line, column) = (why.line(), why.column());
    let why = bare(why);
    format!("The study file is not valid JSON: {why} (line {line}, column {column}).")
}

/// What is wrong, without the place in the text.
fn bare(why: &serde_json::Error) -> String {
    let end = format!(" at line {} column {}", why.line(), why.column());
    let message = why.to_string();
    message.strip_suffix(&end).unwrap_or(&message).to_owned()
}

fn schema_1(schema: Option<Value>) -> Result<(), ValidationError> {
    let message = match schema {
        Some(schema) if schema == 1 => return Ok(()),
        Some(_) => "Only schema 1 is read here: expected 1.",
        None => MISSING,
    };
    Err(ValidationError::new("schema", message))
}

const MISSING: &str = "This field is missing.";

/// The rule of a reading names its kind in one of its fields: `{ "kind": "age", … }`. A form in which a study can also be
/// embedded has the name first: `{ "age": { … } }`.
fn rules_by_kind(root: &mut Map<String, Value>) {
    for criterion in list(root.get_mut("criteria")) {
        for reading in list(criterion.get_mut("readings")) {
            let Some(Value::Object(rule)) = reading.get_mut("rule") else {
                continue;
            };
            let kind = match rule.remove("kind") {
                Some(Value::String(kind)) => kind,
                _ => String::new(),
            };
            let rest = Value::Object(std::mem::take(rule));
            rule.insert(kind, rest);
        }
    }
}

fn list(value: Option<&mut Value>) -> &mut [Value] {
    match value {
        Some(Value::Array(members)) => members,
        _ => &mut [],
    }
}

/// A place as it is told. The kind of a rule is no step of it.
fn path_of(path: &Path, field: &str) -> String {
    let mut told = String::new();
    let mut step = |name: &str| {
        if !told.is_empty() && !name.is_empty() && !name.starts_with('[') {
            told.push('.');
        }
        told.push_str(name);
    };
    for segment in path {
        match segment {
            Segment::Seq { index } => step(&["[", &index.to_string(), "]"].concat()),
            Segment::Map { key } => step(key),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    step(field);
    told
}

/// A refusal of serde's as a sentence, and the field that is missing, if that is what it is about.
fn in_words(message: &str) -> (Option<String>, String) {
    let after = |start: &str| message.strip_prefix(start);
    if let Some(field) = after("missing field ") {
        return (Some(field.trim_matches('`').to_owned()), MISSING.to_owned());
    }
    let told = |rest: &str| {
        let (got, expected) = rest.rsplit_once(", expected ")?;
        Some((got.trim_matches('`').to_owned(), names(expected)))
    };
    let sentence = if message.ends_with(", there are no fields") {
        "Unknown field; none but the kind is accepted here.".to_owned()
    } else if let Some((_, names)) = after("unknown field ").and_then(told) {
        ["Unknown field; accepted here: ", &names, "."].concat()
    } else if let Some((got, names)) = after("unknown variant ").and_then(told) {
        let got = shown(&got);
        [
            "\"",
            &got,
            "\" is not accepted here; accepted: ",
            &names,
            ".",
        ]
        .concat()
    } else if let Some((got, expected)) = after("invalid type: ")
        .or_else(|| after("invalid value: "))
        .and_then(told)
    {
        [
            "Expected ",
            kind(&expected),
            ", got ",
            &shown(unquoted(&got)),
            ".",
        ]
        .concat()
    } else {
        message.to_owned()
    };
    (None, sentence)
}

/// What serde lists as `one of `a`, `b`` or as `` `a` or `b` ``.
fn names(list: &str) -> String {
    let list = list.strip_prefix("one of ").unwrap_or(list);
    list.replace("` or `", ", ").replace('`', "")
}

/// What serde calls a kind of value, as people do.
fn kind(name: &str) -> &str {
    match name {
        "u16" => "a whole number from 0 to 65535",
        "a string" | "string" => "a text",
        "a boolean" => "true or false",
        "a sequence" => "a list",
        name if name.starts_with("struct ") || name.starts_with("enum ") => "an object",
        name => name,
    }
}

fn unquoted(got: &str) -> &str {
    match got {
        "map" => "an object",
        "sequence" => "a list",
        "null" | "unit value" => "nothing",
        "unit variant" => "nothing more",
        got => {
            let starts = ["integer `", "floating point `", "boolean `", "string "];
            let rest = starts.iter().find_map(|start| got.strip_prefix(start));
            rest.unwrap_or(got).trim_matches('`')
        }
    }
}

/// Plain data. Of two fields of one name neither is taken, a field that says null is none, and no list is longer than
/// any study's.
struct Plain(Value);

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(AnyValue).map(Plain)
    }
}

/// A value that stands where it must not: refused in its own place.
struct Twice;

impl<'de> Deserialize<'de> for Twice {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(D::Error::custom("This field appears twice"))
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

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    /// 18.0 is 18.
    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        let is_whole = (0.0..=f64::from(u16::MAX)).contains(&value) && value.fract() == 0.0;
        // Within the bounds of the type, by the line above.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let whole = is_whole.then_some(value as u16);
        Ok(whole.map_or_else(|| value.into(), Value::from))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Plain(member)) = members.next_element()? {
            if list.len() == MOST_MEMBERS {
                return Err(A::Error::custom(format_args!(
                    "Expected at most {MOST_MEMBERS} members in this list"
                )));
            }
            list.push(member);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = fields.next_key::<String>()? {
            if object.contains_key(&key) {
                fields.next_value::<Twice>()?;
            }
            let Plain(value) = fields.next_value()?;
            object.insert(key, value);
        }
        object.retain(|_, value| !value.is_null());
        Ok(object.into())
    }
}
