//! A patient that a program hands over, and the one that stands in the fields, both in the shape of the public contract.

use leptos::prelude::*;
use serde::Serialize;

use super::form::{Form, TextSignal};
use crate::clinical::{Analyte, Unit};
use crate::error::ValidationError;
use crate::exchange::form::{FormValues, ParsedForm};
use crate::exchange::input::{FormLab, FormPatient};
use crate::exchange::own::{self, MOST_EARLIER, Own};
use crate::exchange::record::UnitsBy;
use crate::exchange::report::Members;
use crate::study::model::NormalEnd;
use crate::study::{ANY_STUDY, Study};

fn put(field: Option<TextSignal>, text: &str) {
    if let Some(field) = field.filter(|_| !text.is_empty()) {
        field.set(text.to_owned());
    }
}

/// Puts a patient into the form: all that is said of one, or nothing. A laboratory value whose field holds something, or a
/// day that belongs to a value which is about to be typed, is left out and named.
///
/// # Errors
/// What the form does not ask for.
pub fn give(form: Form, patient: &FormPatient) -> Result<Vec<Analyte>, ValidationError> {
    let unasked = |group: &str, id: &str| {
        let message = "The form does not ask for this: leave it out.";
        let dot = if group.is_empty() { "" } else { "." };
        ValidationError::new(["patient.", group, dot, id].concat(), message)
    };
    for (id, _) in &patient.answers {
        if form.answer(id).is_none() {
            return Err(unasked("answers", id));
        }
    }
    for (id, _) in &patient.events {
        if form.event(id).is_none() {
            return Err(unasked("events", id));
        }
    }
    for lab in &patient.labs {
        let mut fields = form.labs().into_iter();
        if !fields.any(|field| field.analyte.key() == lab.analyte) {
            return Err(unasked("labs", &lab.analyte));
        }
    }
    for (key, _) in patient.own.iter().filter(|_| ANY_STUDY) {
        if form.own(key).is_none() {
            let group = if *key == Own::Weight.key() {
                ""
            } else {
                "labs"
            };
            return Err(unasked(group, key));
        }
    }
    for (field, text) in [
        (form.age, &patient.age),
        (form.sex, &patient.sex),
        (form.ascites, &patient.ascites),
        (form.encephalopathy, &patient.encephalopathy),
        (form.dialysis, &patient.dialysis),
    ] {
        put(Some(field), text);
    }
    for (id, answer) in &patient.answers {
        put(form.answer(id), answer);
    }
    for (id, day) in &patient.events {
        put(form.event(id), day);
    }
    let left = labs(form, &patient.labs);
    for (key, text) in patient.own.iter().filter(|_| ANY_STUDY) {
        if !left.iter().any(|analyte| own::is_beside(key, *analyte)) {
            put(form.own(key), text);
        }
    }
    Ok(left)
}

/// Puts laboratory values into their fields, and gives those whose fields were not empty.
fn labs(form: Form, given: &[FormLab]) -> Vec<Analyte> {
    let mut left = Vec::new();
    for lab in form.labs() {
        let key = lab.analyte.key();
        let Some(given) = given.iter().find(|given| given.analyte == key) else {
            continue;
        };
        let day = form.lab_date(lab.analyte);
        let holds = |field: TextSignal| !field.with_untracked(String::is_empty);
        if holds(lab.value) || day.is_some_and(holds) || form.holds_beside(lab.analyte) {
            left.push(lab.analyte);
            continue;
        }
        if lab.analyte.units().len() > 1 {
            lab.choose(&given.unit, UnitsBy::Program);
        }
        put(Some(lab.value), &given.value);
        put(day, &given.date);
        put(Some(form.control), &given.control);
        if given.confirmed {
            let typed = untrack(|| lab.values());
            // A program names the unit of each value.
            let stamp = typed.stamp(typed.unit(None), &form.control.get_untracked());
            lab.confirmed.set(stamp);
        }
    }
    left
}

/// What stands in the fields, in the shape of the public contract: a field that holds no acceptable value gives its text.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
pub struct TypedPatient {
    /// A whole number as a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<TypedAge>,
    /// Sex.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(
        feature = "types",
        ts(as = "Option<crate::exchange::input::names::Sex>")
    )]
    pub sex: String,
    /// Laboratory values by analyte.
    #[serde(skip_serializing_if = "Members::is_empty")]
    #[cfg_attr(
        feature = "types",
        ts(
            as = "Option<std::collections::HashMap<crate::exchange::input::names::Analyte, TypedLab>>"
        )
    )]
    pub labs: Members<TypedLab>,
    /// Ascites.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(
        feature = "types",
        ts(as = "Option<crate::exchange::input::names::Ascites>")
    )]
    pub ascites: String,
    /// Encephalopathy.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(
        feature = "types",
        ts(as = "Option<crate::exchange::input::names::Encephalopathy>")
    )]
    pub encephalopathy: String,
    /// Dialysis.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dialysis: Option<bool>,
    /// Answers by criterion.
    #[serde(skip_serializing_if = "Members::is_empty")]
    #[cfg_attr(
        feature = "types",
        ts(
            as = "Option<std::collections::HashMap<String, crate::exchange::input::names::Answer>>"
        )
    )]
    pub answers: Members<String, String>,
    /// Days of events by criterion.
    #[serde(skip_serializing_if = "Members::is_empty")]
    #[cfg_attr(
        feature = "types",
        ts(as = "Option<std::collections::HashMap<String, String>>")
    )]
    pub events: Members<String, String>,
    /// Body weight in kilograms.
    #[cfg_attr(of_page, serde(skip))]
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "types", ts(as = "Option<String>"))]
    pub weight: String,
    /// By the id of an entry that the study's file defines.
    #[cfg_attr(of_page, serde(skip))]
    #[serde(skip_serializing_if = "Members::is_empty")]
    #[cfg_attr(
        feature = "types",
        ts(as = "Option<std::collections::HashMap<String, TypedEntry>>")
    )]
    pub entries: Members<TypedEntry, String>,
}

/// An entry of the study as it stands in its field: the id of an option, an answer, a day or a number without a unit as a
/// text; a number with its unit; an answer, empty where nobody chose one, with the day of the event.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum TypedEntry {
    /// An option, an answer, a day, or a number without a unit.
    Text(String),
    /// A number with its unit.
    Number(TypedNumber),
    /// An answer with the day of the event.
    Answer(TypedAnswer),
}

/// A number as it stands in its field.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TypedNumber {
    /// The text of the field.
    pub value: String,
    /// Its unit, as the study has it.
    pub unit: String,
}

/// An answer with the day of the event.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TypedAnswer {
    /// The answer; empty where nobody chose one.
    pub answer: String,
    /// The text of the field of the day.
    pub date: String,
}

/// A laboratory value of another day as it stands in its field.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
pub struct TypedEarlier {
    /// The text of the field.
    pub value: String,
    /// Nothing where nobody chose one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "types",
        ts(as = "Option<crate::exchange::input::names::Unit>")
    )]
    pub unit: Option<&'static str>,
    /// The day of collection.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "types", ts(as = "Option<String>"))]
    pub date: String,
}

/// An age as it stands in its field.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum TypedAge {
    /// Completed years.
    Years(u32),
    /// What is no whole number.
    Text(String),
}

/// A laboratory value as it stands in its field.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
pub struct TypedLab {
    /// The text of the field.
    pub value: String,
    /// Nothing where nobody chose one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "types",
        ts(as = "Option<crate::exchange::input::names::Unit>")
    )]
    pub unit: Option<&'static str>,
    /// The day of collection.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "types", ts(as = "Option<String>"))]
    pub date: String,
    /// The control of a prothrombin time.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "types", ts(as = "Option<String>"))]
    pub control: String,
    /// Whether somebody confirmed a value that looks like a mix-up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<bool>,
    /// The upper limit of normal of the laboratory, in the unit of the value.
    #[cfg_attr(of_page, serde(skip))]
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "types", ts(as = "Option<String>"))]
    pub uln: String,
    /// The lower limit of normal of the laboratory, in the unit of the value.
    #[cfg_attr(of_page, serde(skip))]
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "types", ts(as = "Option<String>"))]
    pub lln: String,
    /// Values of other days.
    #[cfg_attr(of_page, serde(skip))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(as = "Option<Vec<TypedEarlier>>"))]
    pub earlier: Vec<TypedEarlier>,
}

/// The patient as typed.
pub fn taken(study: &Study, typed: &FormValues, parsed: &ParsedForm) -> TypedPatient {
    let text = |own: Own| own::text(typed, &own.key()).unwrap_or_default().to_owned();
    let by_id = |texts: &[(String, String)]| {
        let texts = texts.iter().filter(|(_, text)| !text.is_empty());
        Members(texts.cloned().collect())
    };
    let age = typed.age.as_str();
    let years = age.parse::<u32>().ok();
    let years = years.filter(|_| age.bytes().all(|byte| byte.is_ascii_digit()));
    let labs = typed.labs.iter().filter_map(|lab| {
        let analyte = lab.analyte;
        let normal = |end| text(Own::Normal(analyte, end));
        let (uln, lln) = (normal(NormalEnd::Uln), normal(NormalEnd::Lln));
        let unit = lab.unit(parsed.system).map(Unit::ucum);
        let earlier = |at| TypedEarlier {
            value: text(Own::Earlier(analyte, at)),
            unit,
            date: text(Own::EarlierDay(analyte, at)),
        };
        let earlier = ANY_STUDY.then(|| {
            let each = (1..=MOST_EARLIER).map(earlier);
            let each = each.filter(|of| !of.value.is_empty() || !of.date.is_empty());
            each.collect()
        });
        let earlier: Vec<TypedEarlier> = earlier.unwrap_or_default();
        if lab.text.is_empty() && uln.is_empty() && lln.is_empty() && earlier.is_empty() {
            return None;
        }
        let mut days = typed.lab_dates.iter();
        let day = days.find(|(key, _)| key == analyte.key());
        let is_confirmed = parsed.case.patient.inputs.confirmed.contains(&analyte);
        let told = TypedLab {
            value: lab.text.clone(),
            unit,
            date: day.map(|(_, day)| day.clone()).unwrap_or_default(),
            control: match analyte {
                Analyte::ProthrombinTime => typed.control.clone(),
                _ => String::new(),
            },
            confirmed: is_confirmed.then_some(true),
            uln,
            lln,
            earlier,
        };
        Some((analyte.key(), told))
    });
    let entries = study.entries.iter().filter(|_| ANY_STUDY);
    let entries = entries.filter_map(|entry| {
        let id = entry.id();
        let (value, date) = (text(Own::Entry(id.clone())), text(Own::Day(id.clone())));
        let told = match entry.unit() {
            Some(unit) if !value.is_empty() => TypedEntry::Number(TypedNumber {
                value,
                unit: unit.to_owned(),
            }),
            _ if !date.is_empty() => TypedEntry::Answer(TypedAnswer {
                answer: value,
                date,
            }),
            _ if value.is_empty() => return None,
            _ => TypedEntry::Text(value),
        };
        Some((id.to_string(), told))
    });
    TypedPatient {
        age: match years {
            Some(years) => Some(TypedAge::Years(years)),
            None => (!age.is_empty()).then(|| TypedAge::Text(age.to_owned())),
        },
        sex: typed.sex.clone(),
        labs: Members(labs.collect()),
        ascites: typed.ascites.clone(),
        encephalopathy: typed.encephalopathy.clone(),
        dialysis: (!typed.dialysis.is_empty()).then(|| typed.dialysis == "yes"),
        answers: by_id(&typed.answers),
        events: by_id(&typed.events),
        weight: text(Own::Weight),
        entries: Members(entries.collect()),
    }
}
