//! The worked patient and the way from an input to a report.

use std::sync::Arc;

use liver_prescreen::error::ValidationError;
use liver_prescreen::exchange::input::{self, ScreenInput};
use liver_prescreen::exchange::report;
use liver_prescreen::study::{self, Study};
use liver_prescreen::{dates, screening};
use serde_json::{Value as Json, json};

/// The study that ships.
pub fn study() -> Arc<Study> {
    study::find(None).expect("a study ships")
}

/// The worked patient: decompensated, medium-dose group, place 2.
pub fn worked() -> Json {
    let mut answers = serde_json::Map::new();
    for id in ["I2", "I3"] {
        answers.insert(id.to_owned(), json!("yes"));
    }
    for number in 1..=12 {
        answers.insert(format!("E{number}"), json!("no"));
    }
    json!({
        "asOf": "2026-11-22",
        "patient": {
            "age": 52, "sex": "female",
            "labs": {
                "bilirubin": {"value": "45", "unit": "umol/L"},
                "albumin": {"value": "29", "unit": "g/L"},
                "inr": {"value": 1.5, "unit": "1"},
                "prothrombinActivity": {"value": "48", "unit": "%"},
                "creatinine": {"value": "78", "unit": "umol/L"},
                "sodium": {"value": 136, "unit": "mmol/L"},
                "hemoglobin": {"value": "102", "unit": "g/L"},
                "platelets": {"value": "58", "unit": "10*9/L"}
            },
            "ascites": "slight", "encephalopathy": "none", "dialysis": false,
            "answers": answers
        },
        "enrolment": {"recruitment": "open", "enrolled": 9}
    })
}

/// The input with other values at some places.
pub fn changed(input: &Json, changes: &[(String, Json)]) -> Json {
    let mut input = input.clone();
    for (path, value) in changes {
        *input.pointer_mut(path).expect("the place is there") = value.clone();
    }
    input
}

/// The input without one entry.
pub fn without(input: &Json, path: &str) -> Json {
    let mut input = input.clone();
    let (parent, key) = path.rsplit_once('/').expect("a path");
    let parent = input.pointer_mut(parent).and_then(Json::as_object_mut);
    parent
        .and_then(|parent| parent.remove(key))
        .expect("the entry was there");
    input
}

/// Screens an input as the public `screen()` does.
pub fn try_screen(input: &Json) -> Result<Json, ValidationError> {
    let input = ScreenInput::from_json(&input.to_string())?;
    let study = input::study(&input)?;
    let today = dates::parse("2026-11-22").expect("a date");
    let case = input::case(&input, &study, || today)?;
    let result = screening::screen(&study, &case);
    let report = report::json(&study, &case, &result);
    Ok(whole(serde_json::from_str(&report).expect("JSON")))
}

/// JavaScript has one kind of number: what is whole there is whole here.
fn whole(value: Json) -> Json {
    match value {
        Json::Number(n) => match n.as_f64() {
            Some(f) if f.fract() == 0.0 => json!(f as i64),
            _ => Json::Number(n),
        },
        Json::Array(items) => items.into_iter().map(whole).collect(),
        Json::Object(entries) => entries.into_iter().map(|(k, v)| (k, whole(v))).collect(),
        other => other,
    }
}

/// The same for an input without fault.
pub fn screen(input: &Json) -> Json {
    try_screen(input).unwrap_or_else(|problem| panic!("{problem}"))
}
