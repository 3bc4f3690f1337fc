//! Reads the text of a study file, schema 2. Its form is that of the model, read by serde; the first fault of form is
//! told with its place and what is accepted there. Only what has the right form is looked at for its sense, and of that
//! every fault is told.

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::analyte;
use super::by_kind::by_kind;
use super::check;
use super::marks;
use super::model::Study;
use super::place::{MISSING, Place, TWICE};
use crate::error::ValidationError;

/// The most that a study may hold, in bytes. The one that ships has a fifth of it.
pub const LARGEST: usize = 1 << 19;

/// More than anybody mends at once, and few enough to be told at once.
const MOST_FAULTS: usize = 500;

/// A study from the text of its file, without its digest.
///
/// # Errors
/// Everything that is wrong with it: the first fault of its form, or every fault of its sense.
pub fn read(text: &str) -> Result<Study, Vec<ValidationError>> {
    let read = sensible(text);
    #[cfg(any(not(target_arch = "wasm32"), feature = "api"))]
    let read = read.map_err(|faults| super::locate::with_lines(text, faults));
    read
}

fn sensible(text: &str) -> Result<Study, Vec<ValidationError>> {
    let (study, mut faults) = formed(text).map_err(|fault| vec![fault])?;
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

/// A study, and what is wrong with the texts of its file.
fn formed(text: &str) -> Result<(Study, Vec<ValidationError>), ValidationError> {
    if text.len() > LARGEST {
        return Err(too_large());
    }
    let mut file = plain(text).map_err(|why| not_json(&why))?;
    let root = file.as_object_mut();
    let root = root.ok_or_else(|| ValidationError::new("", "Expected an object, the study."))?;
    // By this an editor finds the schema.
    root.remove("$schema");
    schema_2(root.remove("schema"))?;
    let mut marks = Vec::new();
    marks::remarks(root, &mut marks);
    by_kind(root)?;
    analyte::begin();
    if let Some(analytes) = file.get("analytes") {
        // A fault of form is told below.
        let _ = analyte::define(Place(analytes));
    }
    let study = Study::deserialize(Place(&file))?;
    Ok((study, marks))
}

fn not_json(why: &serde_json::Error) -> ValidationError {
    let message = ["The study file is not valid JSON: ", &why.to_string(), "."];
    ValidationError::new("", message.concat())
}

fn schema_2(schema: Option<Value>) -> Result<(), ValidationError> {
    let message = match schema {
        Some(schema) if schema == 2 => return Ok(()),
        Some(schema) if schema == 1 => SCHEMA_1,
        Some(_) => "Only schema 2 is read here: expected 2.",
        None => MISSING,
    };
    Err(ValidationError::new("schema", message))
}

const SCHEMA_1: &str = "Schema 1 is no longer read: expected 2. To migrate, write a rule's \"op\" and \"limit\" as one field \
    (\"min\" for >=, \"above\" for >, \"max\" for <=, \"below\" for <), put cellsPerInfusion (as cells), volumeMl, infusions and \
    totalCells of an arm into its \"infusion\", and add \"assignment\": {\"kind\": \"sequential\"}.";

/// Plain data: a field that says null is none, and one that stands a second time is marked by [`TWICE`].
///
/// # Errors
/// Where the text is no JSON.
pub fn plain(text: &str) -> serde_json::Result<Value> {
    serde_json::from_str(text).map(|Plain(value)| value)
}

/// Plain data. A field that says null is none, and one that stands a second time is marked, to be refused in its place.
pub(super) struct Plain(pub(super) Value);

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(AnyValue).map(Plain)
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
        let is_whole = (0.0..=f64::from(u32::MAX)).contains(&value) && value.fract() == 0.0;
        // Within the bounds of the type, by the line above.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let whole = is_whole.then_some(value as u32);
        Ok(whole.map_or_else(|| value.into(), Value::from))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Plain(member)) = members.next_element()? {
            list.push(member);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = fields.next_key::<String>()? {
            if object.contains_key(&key) {
                fields.next_value::<IgnoredAny>()?;
                object.insert(key + TWICE, Value::Bool(true));
                continue;
            }
            let Plain(value) = fields.next_value()?;
            object.insert(key, value);
        }
        object.retain(|_, value| !value.is_null());
        Ok(object.into())
    }
}
