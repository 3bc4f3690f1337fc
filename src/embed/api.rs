//! `screen`, `studies` and `checkStudy` of the public contract, from JavaScript values to JavaScript
//! values. A refusal is thrown as `{ path, message }`; the loader makes it a `PrescreenError`.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use super::plain::plain;
use crate::browser::clock;
use crate::document::Problem;
use crate::exchange::{input, report};
use crate::screening;
use crate::study;

#[derive(Serialize)]
struct Refusal<'a> {
    path: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct Summary<'a> {
    id: &'a str,
    title: &'a str,
    status: &'a str,
    site: &'a str,
    #[serde(rename = "readOn")]
    read_on: String,
    sha256: &'a str,
}

pub(super) fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value
        .serialize(&Serializer::json_compatible())
        .map_err(JsValue::from)
}

pub(super) fn refuse(problem: &Problem) -> JsValue {
    let refusal = Refusal {
        path: &problem.path,
        message: &problem.message,
    };
    to_js(&refusal).unwrap_or_else(|error| error)
}

/// Screens one patient: `ScreenInput` in, `ScreenReport` out.
///
/// # Errors
/// `{ path, message }` for the first field that is not accepted.
#[wasm_bindgen]
pub fn screen(input: JsValue) -> Result<JsValue, JsValue> {
    let report = || {
        let input = plain(&input)?;
        let study = input::study(&input)?;
        let case = input::case(&input, &study, clock::today())?;
        let result = screening::screen(&study, &case);
        Ok(report::plain(&study, &case, &result))
    };
    to_js(&report().map_err(|problem| refuse(&problem))?)
}

/// The studies that ship with the widget.
///
/// # Errors
/// Only where JavaScript has no memory for the answer.
#[wasm_bindgen]
pub fn studies() -> Result<JsValue, JsValue> {
    let studies: Vec<Summary<'_>> = study::built_in()
        .iter()
        .map(|study| Summary {
            id: &study.id,
            title: &study.title.en,
            status: &study.registry.status,
            site: &study.registry.site,
            read_on: crate::dates::iso(study.registry.read_on),
            sha256: &study.sha256,
        })
        .collect();
    to_js(&studies)
}

/// What is wrong with a study document: a list of `{ path, message }`, empty if nothing is.
///
/// # Errors
/// Only where JavaScript has no memory for the answer.
#[wasm_bindgen(js_name = checkStudy)]
pub fn check_study(document: JsValue) -> Result<JsValue, JsValue> {
    let remarks = match plain(&document) {
        Ok(document) => study::remarks(&document),
        Err(problem) => vec![problem],
    };
    let remarks: Vec<Refusal<'_>> = remarks
        .iter()
        .map(|problem| Refusal {
            path: &problem.path,
            message: &problem.message,
        })
        .collect();
    to_js(&remarks)
}
