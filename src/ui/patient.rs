//! A patient that a program hands over, and the one that stands in the fields, both in the shape of the public contract.

use leptos::prelude::*;

use super::form::{Form, TextSignal};
use crate::clinical::Analyte;
use crate::document::{Value, digits};
use crate::error::ValidationError;
use crate::exchange::form::{FormValues, ParsedForm};
use crate::exchange::record::UnitsBy;

/// A member of an object; null where there is none.
fn member<'a>(value: &'a Value, key: &str) -> &'a Value {
    value.member(key).unwrap_or(&Value::Null)
}

fn members(value: &Value) -> &[(String, Value)] {
    match value {
        Value::Object(members) => members,
        _ => &[],
    }
}

/// A value as it stands in a field.
fn typed(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Number(number) => digits(*number),
        Value::Bool(value) => Some(if *value { "yes" } else { "no" }.to_owned()),
        _ => None,
    }
}

fn put(field: Option<TextSignal>, value: &Value) {
    if let Some((field, text)) = field.zip(typed(value)) {
        field.set(text);
    }
}

/// Puts a patient, as `exchange::input::checked` gives one, into the form: all that is said of one, or nothing. A
/// laboratory value whose field holds something, or a day that belongs to a value which is about to be typed, is left out
/// and named.
///
/// # Errors
/// What the form does not ask for.
pub fn give(form: Form, patient: &Value) -> Result<Vec<Analyte>, ValidationError> {
    let (answers, events) = (member(patient, "answers"), member(patient, "events"));
    let unasked = |group: &str, id: &str| {
        let message = "The form does not ask for this: leave it out.";
        ValidationError::new(["patient.", group, ".", id].concat(), message)
    };
    for (id, answer) in members(answers) {
        if *answer != Value::Null && form.answer(id).is_none() {
            return Err(unasked("answers", id));
        }
    }
    for (id, day) in members(events) {
        if *day != Value::Null && form.event(id).is_none() {
            return Err(unasked("events", id));
        }
    }
    for (key, lab) in members(member(patient, "labs")) {
        let field = Analyte::from_key(key).and_then(|analyte| form.lab(analyte));
        if *lab != Value::Null && field.is_none() {
            return Err(unasked("labs", key));
        }
    }
    for (field, key) in [
        (form.age, "age"),
        (form.sex, "sex"),
        (form.ascites, "ascites"),
        (form.encephalopathy, "encephalopathy"),
        (form.dialysis, "dialysis"),
    ] {
        put(Some(field), member(patient, key));
    }
    for (id, answer) in members(answers) {
        put(form.answer(id), answer);
    }
    for (id, day) in members(events) {
        put(form.event(id), day);
    }
    Ok(labs(form, member(patient, "labs")))
}

/// Puts laboratory values into their fields, and gives those whose fields were not empty.
fn labs(form: Form, given: &Value) -> Vec<Analyte> {
    let mut left = Vec::new();
    for lab in form.labs() {
        let given = member(given, lab.analyte.key());
        if *given == Value::Null {
            continue;
        }
        let day = form.lab_date(lab.analyte);
        let holds = |field: TextSignal| !field.with_untracked(String::is_empty);
        if holds(lab.value) || day.is_some_and(holds) {
            left.push(lab.analyte);
            continue;
        }
        if let (Some(unit), true) = (typed(member(given, "unit")), lab.analyte.units().len() > 1) {
            lab.choose(&unit, UnitsBy::Program);
        }
        put(Some(lab.value), member(given, "value"));
        put(day, member(given, "date"));
        put(Some(form.control), member(given, "control"));
        if *member(given, "confirmed") == Value::Bool(true) {
            let typed = untrack(|| lab.values());
            // A program names the unit of each value.
            let stamp = typed.stamp(typed.unit(None), &form.control.get_untracked());
            lab.confirmed.set(stamp);
        }
    }
    left
}

/// A list of members, but for those that say nothing.
fn object(members: impl Iterator<Item = (String, Value)>) -> Value {
    Value::Object(
        members
            .filter(|(_, value)| !matches!(value, Value::Null))
            .collect(),
    )
}

/// What stands in a field; nothing where it is empty.
fn told(text: &str) -> Value {
    match text {
        "" => Value::Null,
        text => Value::Text(text.to_owned()),
    }
}

/// A group of entries; nothing where it is empty.
fn group(entries: impl Iterator<Item = (String, Value)>) -> Value {
    match object(entries) {
        Value::Object(entries) if entries.is_empty() => Value::Null,
        group => group,
    }
}

/// The patient as typed: a field that holds no acceptable value gives its text. A value without a unit is one for which
/// nobody chose one.
pub fn taken(typed: &FormValues, parsed: &ParsedForm) -> Value {
    let by_id =
        |texts: &[(String, String)]| group(texts.iter().map(|(id, text)| (id.clone(), told(text))));
    let age = typed.age.as_str();
    let is_whole = age.bytes().all(|byte| byte.is_ascii_digit());
    let labs = typed.labs.iter().map(|lab| {
        let analyte = lab.analyte;
        let day = typed
            .lab_dates
            .iter()
            .find(|(key, _)| key == analyte.key())
            .map_or("", |(_, day)| day);
        let control = match analyte {
            Analyte::ProthrombinTime => typed.control.as_str(),
            _ => "",
        };
        let unit = lab.unit(parsed.system);
        let is_confirmed = parsed.case.patient.inputs.confirmed.contains(&analyte);
        let members = [
            ("value", told(&lab.text)),
            ("unit", told(unit.map_or("", |unit| unit.ucum()))),
            ("date", told(day)),
            ("control", told(control)),
            (
                "confirmed",
                if is_confirmed {
                    Value::Bool(true)
                } else {
                    Value::Null
                },
            ),
        ];
        let told = object(
            members
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value)),
        );
        let told = if lab.text.is_empty() {
            Value::Null
        } else {
            told
        };
        (analyte.key().to_owned(), told)
    });
    let members = [
        (
            "age",
            // As a whole number: what reads floats would weigh more than all of this.
            match age.parse::<u32>() {
                Ok(years) if is_whole => Value::Number(years.into()),
                _ => told(age),
            },
        ),
        ("sex", told(&typed.sex)),
        ("labs", group(labs)),
        ("ascites", told(&typed.ascites)),
        ("encephalopathy", told(&typed.encephalopathy)),
        (
            "dialysis",
            match typed.dialysis.as_str() {
                "" => Value::Null,
                answer => Value::Bool(answer == "yes"),
            },
        ),
        ("answers", by_id(&typed.answers)),
        ("events", by_id(&typed.events)),
    ];
    object(
        members
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value)),
    )
}
