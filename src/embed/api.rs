//! `screen`, `studies` and `checkStudy` of the public contract. Values come as tokens, which the loader writes, and go
//! out as JavaScript has them. A refusal is thrown as `{ path, message }`; the loader makes it a `PrescreenError`.

use js_sys::JSON;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::browser::clock;
use crate::dates;
use crate::document::{Problem, Value};
use crate::exchange::{fhir, input, printout, report};
use crate::screening;
use crate::study;

fn to_js(value: &Value) -> Result<JsValue, JsValue> {
    value
        .serialize(&Serializer::json_compatible())
        .map_err(JsValue::from)
}

fn texts(entries: &[(&str, &str)]) -> Value {
    let entries = entries.iter();
    Value::Object(
        entries
            .map(|(key, text)| ((*key).to_owned(), Value::Text((*text).to_owned())))
            .collect(),
    )
}

fn refusal(problem: &Problem) -> Value {
    texts(&[("path", &problem.path), ("message", &problem.message)])
}

pub(super) fn refuse(problem: &Problem) -> JsValue {
    to_js(&refusal(problem)).unwrap_or_else(|error| error)
}

/// Screens one patient: `ScreenInput` in; out come the report and, unless the study is `known` by its checksum, what the
/// study says whoever the patient is. The loader makes them one `ScreenReport`.
///
/// # Errors
/// `{ path, message }` for the first field that is not accepted.
#[wasm_bindgen]
pub fn screen(input: &str, known: &str) -> Result<JsValue, JsValue> {
    let report = || {
        let input = study::from_tokens(input)?;
        let study = input::study(&input)?;
        let case = input::case(&input, &study, clock::today)?;
        let result = screening::screen(&study, &case);
        Ok(report::anew(&study, &case, &result, known))
    };
    JSON::parse(&report().map_err(|problem| refuse(&problem))?)
}

/// The studies that ship with the widget.
///
/// # Errors
/// Only where JavaScript has no memory for the answer.
#[wasm_bindgen]
pub fn studies() -> Result<JsValue, JsValue> {
    let studies = study::built_in().iter().map(|study| {
        texts(&[
            ("id", &study.id),
            ("title", &study.title.en),
            ("status", &study.registry.status),
            ("site", &study.registry.site),
            ("readOn", &dates::iso(study.registry.read_on)),
            ("sha256", &study.sha256),
        ])
    });
    to_js(&Value::List(studies.collect()))
}

/// What is wrong with a study document: a list of `{ path, message }`, empty if nothing is.
///
/// # Errors
/// Only where JavaScript has no memory for the answer.
#[wasm_bindgen(js_name = checkStudy)]
pub fn check_study(document: &str) -> Result<JsValue, JsValue> {
    let remarks = match study::from_tokens(document) {
        Ok(document) => study::remarks(&document),
        Err(problem) => vec![problem],
    };
    to_js(&Value::List(remarks.iter().map(refusal).collect()))
}

/// What a printout says: `PrintoutReading`.
///
/// # Errors
/// Only where JavaScript has no memory for the answer.
#[wasm_bindgen(js_name = readPrintout)]
pub fn read_printout(text: &str) -> Result<JsValue, JsValue> {
    JSON::parse(&printout::json(&printout::read(text)))
}

/// What a FHIR R4 document says of a patient: `{ patient, remarks }`, the first as `ScreenInput` has it, the second a
/// list of `{ path, message }`.
///
/// # Errors
/// `{ path, message }` where the document is refused as a whole.
#[wasm_bindgen(js_name = readFhir)]
pub fn read_fhir(document: &str) -> Result<JsValue, JsValue> {
    let read =
        Value::from_tokens(document).and_then(|document| fhir::read(&document, clock::today()));
    JSON::parse(&read.map_err(|problem| refuse(&problem))?)
}
