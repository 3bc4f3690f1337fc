//! `screen`, `studies` and `checkStudy` of the public contract. Values come as tokens, which the shell writes, and go
//! out as JSON, which it reads with functions that no page has changed since. A refusal is thrown as the JSON of
//! `{ path, message }`; the shell makes it a `PrescreenError`.

use wasm_bindgen::prelude::*;

use super::{refusal, refuse, texts};
use crate::browser::clock;
use crate::dates;
use crate::document::Value;
use crate::error::ValidationError;
use crate::exchange::handed::Taken;
use crate::exchange::{fhir, input, printout, report};
use crate::screening::{self, fields};
use crate::study;

/// Screens one patient: `ScreenInput` in; out come the report and, unless the study is `known` by its checksum, what the
/// study says whoever the patient is. The shell makes them one `ScreenReport`.
///
/// # Errors
/// `{ path, message }` for the first field that is not accepted.
#[wasm_bindgen]
pub fn screen(input: &str, known: &str) -> Result<String, String> {
    let report = || {
        let input = study::from_tokens(input)?;
        let study = input::study(&input)?;
        let case = input::case(&input, &study, clock::today)?;
        let result = screening::screen(&study, &case);
        Ok(report::anew(&study, &case, &result, known))
    };
    report().map_err(|problem| refuse(&problem))
}

/// `study` and `patient` of a `ScreenInput` in; out comes the patient as a form takes one.
///
/// # Errors
/// `{ path, message }` for the first field that is not accepted.
#[wasm_bindgen(js_name = checkPatient)]
pub fn check_patient(input: &str) -> Result<String, String> {
    let checked =
        study::from_tokens(input).and_then(|input| input::checked(&input, clock::today()));
    let checked = checked.map_err(|problem| refuse(&problem))?;
    Ok(checked.to_json())
}

/// The studies that ship with the widget.
#[wasm_bindgen]
pub fn studies() -> String {
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
    Value::List(studies.collect()).to_json()
}

/// A study document of a host; out comes the study, read and checked, as `mount` of the other wasm takes it.
///
/// # Errors
/// `{ path, message }` for the first thing that is wrong with it.
#[wasm_bindgen(js_name = readStudy)]
pub fn read_study(document: &str) -> Result<Vec<u8>, String> {
    let study = study::from_tokens(document)
        .and_then(|study| input::study(&Value::Object(vec![("study".to_owned(), study)])));
    let study = study.map_err(|problem| refuse(&problem))?;
    Ok(study::to_bytes(&study))
}

/// What is wrong with a study document: a list of `{ path, message }`, empty if nothing is.
#[wasm_bindgen(js_name = checkStudy)]
pub fn check_study(document: &str) -> String {
    let remarks = match study::from_tokens(document) {
        Ok(document) => match study::text_of(&document) {
            Ok(text) => study::remarks(&text),
            Err(problem) => vec![problem],
        },
        Err(problem) => vec![problem],
    };
    Value::List(remarks.iter().map(refusal).collect()).to_json()
}

/// What a printout says: `PrintoutReading`. `further` are the keys of analytes that are read beside those of every form,
/// parted by commas.
#[wasm_bindgen(js_name = readPrintout)]
pub fn read_printout(text: &str, further: &str) -> String {
    let read = printout::read_for(text, fields::named(further));
    printout::json(&read)
}

/// What a text in the field of an analyte says: `{ text, unit }`, with `hint` where it stands in another power of ten;
/// nothing where it is no value of this analyte.
#[wasm_bindgen(js_name = readField)]
pub fn read_field(analyte: &str, text: &str) -> String {
    printout::field_json(&printout::field_of(analyte, text))
}

/// What is written of a form that the page handed over, for the study of this id or the host's own: see
/// [`Taken::written`].
///
/// # Errors
/// `{ path, message }` where it cannot be written.
#[wasm_bindgen]
pub fn write(name: &str, study: &str, form: &[u8], own: Option<Vec<u8>>) -> Result<String, String> {
    let study = super::study(study, own.as_deref()).map_err(|problem| refuse(&problem))?;
    let unread = || refuse(&ValidationError::new("", "This form is of another build."));
    Taken::over(&study, form)
        .map(|taken| taken.written(name))
        .ok_or_else(unread)
}

/// What a FHIR R4 document says of a patient: `{ patient, remarks }`, the first as `ScreenInput` has it, the second a
/// list of `{ path, message }`. `further` are the keys of analytes that are read beside those of every form.
///
/// # Errors
/// `{ path, message }` where the document is refused as a whole.
#[wasm_bindgen(js_name = readFhir)]
pub fn read_fhir(document: &str, further: &str) -> Result<String, String> {
    let further = fields::named(further);
    let read = Value::from_tokens(document)
        .and_then(|document| fhir::read_for(&document, clock::today(), further));
    read.map_err(|problem| refuse(&problem))
}
