//! `ScreenInput` of the public contract, read strictly: every error names the field and what is
//! accepted there, and nothing is coerced. What has the right shape is looked at for its sense in `case`.

mod case;
mod entries;
#[cfg(feature = "types")]
pub(crate) mod names;

use std::fmt;
use std::sync::Arc;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use time::Date;

use super::read::{self, Digits, Entries, Whole};
use crate::clinical::inputs::AGES;
use crate::clinical::lab::Accepted;
use crate::clinical::{Analyte, Ascites, Encephalopathy, LabError, NumberError, Sex, Unit};
use crate::dates;
use crate::error::ValidationError;
use crate::screening::Answer;
use crate::study::model::Recruitment;
use crate::study::{self, Study};
pub use case::{FormLab, FormPatient, case, checked, enrolment, name};
pub use entries::accepts;

/// The oldest age accepted.
pub const OLDEST: u16 = AGES.1;

/// What a program hands over: one patient and one study.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ScreenInput {
    /// The id of a built-in study or a study document; the one that ships where it is left out.
    pub study: Option<StudyInput>,
    /// The day of screening.
    pub as_of: Option<Day>,
    /// The patient.
    pub patient: PatientInput,
    /// The site's enrolment state and its date.
    pub enrolment: Option<EnrolmentInput>,
    /// The planned day of the first infusion: gives the visits their dates.
    pub first_infusion: Option<Day>,
}

/// What is left out is unknown; nothing is taken for granted.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(
    feature = "types",
    derive(ts_rs::TS),
    ts(rename = "Patient", optional_fields)
)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PatientInput {
    /// Completed years.
    pub age: Option<Whole>,
    /// In place of an age.
    pub birth_date: Option<Day>,
    /// Sex.
    #[cfg_attr(feature = "types", ts(as = "Option<names::Sex>"))]
    pub sex: Option<Sex>,
    /// Laboratory values by analyte.
    #[cfg_attr(
        feature = "types",
        ts(as = "Option<std::collections::HashMap<names::Analyte, LabInput>>")
    )]
    pub labs: Option<Entries<LabInput>>,
    /// Ascites.
    #[cfg_attr(feature = "types", ts(as = "Option<names::Ascites>"))]
    pub ascites: Option<Ascites>,
    /// Encephalopathy.
    #[cfg_attr(feature = "types", ts(as = "Option<names::Encephalopathy>"))]
    pub encephalopathy: Option<Encephalopathy>,
    /// At least twice in the last 7 days, or 24 hours of CVVHD.
    pub dialysis: Option<bool>,
    /// The bilirubin cut-offs of PBC and PSC in Child-Pugh.
    pub cholestatic: Option<bool>,
    /// By criterion; "yes" means that the registry's sentence is true of this patient.
    #[cfg_attr(
        feature = "types",
        ts(as = "Option<std::collections::HashMap<String, names::Answer>>")
    )]
    pub answers: Option<Entries<Answer>>,
    /// By criterion: the day of the last event that a criterion with a window of time asks about.
    #[cfg_attr(
        feature = "types",
        ts(as = "Option<std::collections::HashMap<String, Day>>")
    )]
    pub events: Option<Entries<Day>>,
    /// Body weight in kilograms.
    pub weight: Option<Digits>,
    /// By the id of an entry that the study's file defines.
    #[cfg_attr(
        feature = "types",
        ts(as = "Option<std::collections::HashMap<String, EntryInput>>")
    )]
    pub entries: Option<Entries<EntryInput>>,
}

/// A laboratory value.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(
    feature = "types",
    derive(ts_rs::TS),
    ts(rename = "Lab", optional_fields)
)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct LabInput {
    /// A text keeps the digits as they were printed; it may carry a sign, as in "<5.0".
    pub value: Digits,
    /// By its UCUM code.
    #[cfg_attr(feature = "types", ts(as = "names::Unit"))]
    pub unit: String,
    /// The day of collection.
    pub date: Option<Day>,
    /// Whether somebody looked at a value that looks like a mix-up; without it such a value decides nothing.
    pub confirmed: Option<bool>,
    /// Of a prothrombin time alone: its control in seconds. The time less the control is the prolongation.
    pub control: Option<Digits>,
    /// The upper limit of normal of the laboratory, in the unit of the value.
    pub uln: Option<Digits>,
    /// The lower limit of normal of the laboratory, in the unit of the value.
    pub lln: Option<Digits>,
    /// Values of other days. One that looks like a mix-up counts only where it is confirmed.
    pub earlier: Option<Vec<EarlierInput>>,
}

/// A laboratory value of another day.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(
    feature = "types",
    derive(ts_rs::TS),
    ts(rename = "EarlierLab", optional_fields)
)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct EarlierInput {
    /// As of a value of today.
    pub value: Digits,
    /// By its UCUM code.
    #[cfg_attr(feature = "types", ts(as = "names::Unit"))]
    pub unit: String,
    /// The day of collection.
    pub date: Day,
    /// Whether somebody looked at a value that looks like a mix-up.
    pub confirmed: Option<bool>,
}

/// What is given of an entry of the study: the id of an option, an answer or a day as a text; a number with its unit; an
/// answer with the day of the event.
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "types",
    derive(ts_rs::TS),
    ts(
        rename = "EntryValue",
        type = "string | number | { value: string | number, unit?: string } | { answer: Answer, date?: string }"
    )
)]
pub enum EntryInput {
    /// A text.
    Text(String),
    /// A number without a unit.
    Number(Digits),
    /// Something with parts.
    Parts(EntryParts),
}

/// The parts of an entry of the study.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct EntryParts {
    /// A number.
    pub value: Option<Digits>,
    /// Its unit, as the study has it.
    pub unit: Option<String>,
    /// An answer.
    pub answer: Option<Answer>,
    /// The day of the event.
    pub date: Option<Day>,
}

impl<'de> Deserialize<'de> for EntryInput {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = EntryInput;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number, a text or an object")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<EntryInput, E> {
                Ok(EntryInput::Text(text.to_owned()))
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<EntryInput, E> {
                let number = IntoDeserializer::<E>::into_deserializer(number);
                Digits::deserialize(number).map(EntryInput::Number)
            }
            fn visit_f64<E: Error>(self, number: f64) -> Result<EntryInput, E> {
                let number = IntoDeserializer::<E>::into_deserializer(number);
                Digits::deserialize(number).map(EntryInput::Number)
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<EntryInput, A::Error> {
                let parts = MapAccessDeserializer::new(map);
                EntryParts::deserialize(parts).map(EntryInput::Parts)
            }
        }
        from.deserialize_any(Any)
    }
}

/// The site's enrolment state and its date.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(
    feature = "types",
    derive(ts_rs::TS),
    ts(rename = "Enrolment", optional_fields)
)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct EnrolmentInput {
    /// Its day.
    pub as_of: Option<Day>,
    /// Whether the study recruits.
    #[serde(default, deserialize_with = "recruitment")]
    #[cfg_attr(feature = "types", ts(as = "Option<names::Recruitment>"))]
    pub recruitment: Option<Recruitment>,
    /// How many have been dosed.
    pub enrolled: Option<Whole>,
}

/// A study as an input names it.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(type = "string | object"))]
pub enum StudyInput {
    /// By its id.
    Id(String),
    /// By its document, as JSON.
    Document(String),
}

impl<'de> Deserialize<'de> for StudyInput {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Id;
        impl Visitor<'_> for Id {
            type Value = StudyInput;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the id of a study or a study document")
            }
            fn visit_str<E: Error>(self, id: &str) -> Result<StudyInput, E> {
                Ok(StudyInput::Id(id.to_owned()))
            }
        }
        // A document has its own reader: see `ScreenInput::from_json`.
        from.deserialize_any(Id)
    }
}

/// A day, as 2026-11-22.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(as = "String"))]
pub struct Day(pub Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        dates::parse(&text).map(Day).map_err(Error::custom)
    }
}

/// Has a type written and read by the names that it has in the public contract.
macro_rules! by_name {
    ($type:ty, $names:expr) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                read::one_of(from, &$names)
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(name(&$names, Some(*self)))
            }
        }
    };
}

by_name!(Sex, SEXES);
by_name!(Ascites, ASCITES);
by_name!(Encephalopathy, ENCEPHALOPATHY);
by_name!(Answer, Answer::NAMES);
/// For people by its key; between two parts of the program by its token.
impl Serialize for Analyte {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let is_read = to.is_human_readable();
        to.serialize_str(if is_read { self.key() } else { self.token() })
    }
}

impl<'de> Deserialize<'de> for Analyte {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let token = String::deserialize(from)?;
        Analyte::from_token(&token).ok_or_else(|| Error::custom("no analyte"))
    }
}

impl Serialize for Unit {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.ucum())
    }
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let code = String::deserialize(from)?;
        Unit::from_ucum(&code).ok_or_else(|| Error::custom("no unit"))
    }
}

fn recruitment<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Recruitment>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    let found = text.map(|text| read::named(&text, &Recruitment::NAMES));
    found.transpose().map_err(Error::custom)
}

impl ScreenInput {
    /// Reads JSON text.
    ///
    /// # Errors
    /// The first [`ValidationError`], with its field.
    pub fn from_json(text: &str) -> Result<Self, ValidationError> {
        let mut value = read::plain(text)?;
        let fields = value.as_object_mut();
        let document = fields.and_then(|fields| {
            let is_document = fields.get("study").is_some_and(Value::is_object);
            is_document.then(|| fields.remove("study"))?
        });
        let input: Self = read::read(&value)?;
        Ok(input.with_study(document.map(|document| document.to_string())))
    }

    /// The same input with a study document, where there is one, as JSON. The checksum that the study bears is that of this
    /// text.
    #[must_use]
    pub fn with_study(mut self, document: Option<String>) -> Self {
        if let Some(document) = document {
            self.study = Some(StudyInput::Document(document));
        }
        self
    }
}

/// The study that an input asks for: a built-in one by its id, a document, or the default.
///
/// # Errors
/// A [`ValidationError`] where there is no such study, or where the document is no study.
pub fn study(input: &ScreenInput) -> Result<Arc<Study>, ValidationError> {
    match &input.study {
        None => study::named(None),
        Some(StudyInput::Id(id)) => study::named(Some(id)),
        Some(StudyInput::Document(document)) => study::from_json(document)
            .map(Arc::new)
            .map_err(|problem| within("study", &problem)),
    }
}

/// A problem as seen from outside of where it stands.
pub fn within(place: &str, problem: &ValidationError) -> ValidationError {
    let dot = if problem.path.is_empty() { "" } else { "." };
    ValidationError::new(
        [place, dot, &problem.path].concat(),
        problem.message.as_str(),
    )
}

/// The names of the sexes in the public contract.
pub const SEXES: [(&str, Sex); 2] = [("female", Sex::Female), ("male", Sex::Male)];

/// The names of ascites in the public contract.
pub const ASCITES: [(&str, Ascites); 3] = [
    ("none", Ascites::None),
    ("slight", Ascites::Slight),
    ("moderate", Ascites::Moderate),
];

/// The names of encephalopathy in the public contract.
pub const ENCEPHALOPATHY: [(&str, Encephalopathy); 3] = [
    ("none", Encephalopathy::None),
    ("grade1-2", Encephalopathy::Grade1To2),
    ("grade3-4", Encephalopathy::Grade3To4),
];

/// Why a value is not accepted, in a sentence.
pub(super) fn refusal(error: LabError) -> String {
    match error {
        LabError::Number(NumberError::Empty) => "The value is empty; leave the analyte out instead.".to_owned(),
        LabError::Number(NumberError::NotANumber) => {
            "Expected digits with at most one decimal mark, as in 45, 2.4 or <5.0.".to_owned()
        }
        LabError::Number(NumberError::AmbiguousComma) => {
            "A comma before three digits could be a decimal or a thousands mark; write the number with a point, or without the comma.".to_owned()
        }
        LabError::Number(NumberError::TooManyDigits) => {
            "Expected at most 12 digits, at most 8 of them decimals.".to_owned()
        }
        LabError::Unit => "The unit is not one of this analyte's.".to_owned(),
        LabError::Negative => "A negative value is not possible here.".to_owned(),
        LabError::Range(Accepted {
            unit, least, most, ..
        }) => format!("Accepted: {least} to {most} {}.", unit.ucum()),
    }
}
