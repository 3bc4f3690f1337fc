//! `screen`, `studies` and the other functions of the public contract. Values come as JSON, which the shell writes of what
//! it copied, and go out as JSON, which it reads with functions that no page has changed since. `serde-wasm-bindgen` is
//! faster (178 µs in place of 247 for a whole call), and not safe here: it leaves unknown fields of a struct unseen, so that
//! a misspelt one would be lost, and it calls the `Object.entries` and the setters that a page may have made its own, by
//! which a patient comes in empty or a report loses fields. A refusal is thrown as the JSON of `{ path, message }`; the shell
//! makes it a `PrescreenError`. What only a form asks for goes out as bytes, which the wasm of the same build reads.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::refuse;
use crate::browser::clock;
use crate::clinical::Analytes;
use crate::error::ValidationError;
use crate::exchange::handed::Taken;
use crate::exchange::input::{self, ScreenInput};
use crate::exchange::printout::{self, PrintoutReading};
use crate::exchange::studies::{StudyRemark, StudySummary};
use crate::exchange::{fhir, json, report};
use crate::screening;
use crate::study;

/// Screens one patient: `ScreenInput` in, and the study document in it apart; `ScreenReport` out.
///
/// # Errors
/// `{ path, message }` for the first field that is not accepted.
#[wasm_bindgen]
pub fn screen(input: &str, study: Option<String>) -> Result<String, String> {
    let report = || {
        let input = ScreenInput::from_json(input)?.with_study(study);
        let study = input::study(&input)?;
        let case = input::case(&input, &study, clock::today)?;
        let result = screening::screen(&study, &case);
        Ok(report::json(&study, &case, &result))
    };
    report().map_err(|problem| refuse(&problem))
}

/// The same in; out comes the patient as a form takes one, as bytes.
///
/// # Errors
/// `{ path, message }` for the first field that is not accepted.
#[wasm_bindgen(js_name = checkPatient)]
pub fn check_patient(input: &str, study: Option<String>) -> Result<Vec<u8>, String> {
    let checked = ScreenInput::from_json(input)
        .and_then(|input| input::checked(&input.with_study(study), clock::today()));
    checked
        .map(|patient| bytes(&patient))
        .map_err(|problem| refuse(&problem))
}

/// The studies that ship with the widget.
#[wasm_bindgen]
pub fn studies() -> String {
    let studies = study::built_in().iter();
    let studies: Vec<_> = studies.map(|study| StudySummary::new(study)).collect();
    json(&studies)
}

/// A study document of a host; out comes the study, read and checked, as `mount` of the other wasm takes it.
///
/// # Errors
/// `{ path, message }` for the first thing that is wrong with it.
#[wasm_bindgen(js_name = readStudy)]
pub fn read_study(document: &str) -> Result<Vec<u8>, String> {
    let study = study::from_json(document).map_err(|problem| input::within("study", &problem));
    let study = study.map_err(|problem| refuse(&problem))?;
    Ok(study::to_bytes(&study))
}

/// What is to be said of a study document: a list of `StudyRemark`, empty if nothing is.
#[wasm_bindgen(js_name = checkStudy)]
pub fn check_study(document: &str) -> String {
    json(&StudyRemark::all(document))
}

/// What a printout says: `PrintoutReading`. `further` are the keys of analytes that are read beside those of every form,
/// parted by commas.
#[wasm_bindgen(js_name = readPrintout)]
pub fn read_printout(text: &str, further: &str) -> String {
    let read = printout::read_for(text, Analytes::of_tokens(further));
    json(&PrintoutReading::new(&read))
}

/// The same for a form, as bytes.
#[wasm_bindgen]
pub fn printout(text: &str, further: &str) -> Vec<u8> {
    bytes(&printout::read_for(text, Analytes::of_tokens(further)))
}

/// What a text in the field of an analyte says, as bytes.
#[wasm_bindgen]
pub fn field(analyte: &str, text: &str) -> Vec<u8> {
    bytes(&printout::field_of(analyte, text))
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

/// What a FHIR R4 document says of a patient: `FhirReading`. `further` are the keys of analytes that are read beside those of
/// every form, parted by commas.
///
/// # Errors
/// `{ path, message }` where the document is refused as a whole.
#[wasm_bindgen(js_name = readFhir)]
pub fn read_fhir(document: &str, further: &str) -> Result<String, String> {
    let read = fhir::from_json(document, clock::today(), Analytes::of_tokens(further));
    read.map(|read| json(&read))
        .map_err(|problem| refuse(&problem))
}

fn bytes<T: Serialize>(value: &T) -> Vec<u8> {
    // Into memory that grows: nothing of this can fail.
    postcard::to_allocvec(value).unwrap_or_default()
}
