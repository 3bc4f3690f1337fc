//! The element's attributes and properties as settings of the widget. What cannot be read is told to the host and
//! never taken for something else.

use std::sync::Arc;

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use crate::browser::clock;
use crate::dates;
use crate::error::ValidationError;
use crate::exchange::input::{self, Day, EnrolmentInput};
use crate::exchange::read::{Whole, named};
use crate::screening::Enrolment;
use crate::screening::arm::Kept;
use crate::study::Study;
use crate::study::model::Recruitment;
use crate::ui::{Settings, System};
use crate::words::Lang;

/// What events carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// The verdict's state, and of the scores what gives no entry away.
    Summary,
    /// The whole report.
    Full,
}

fn option(options: &JsValue, name: &str) -> Option<String> {
    Reflect::get(options, &name.into()).ok()?.as_string()
}

/// The study that the element asks for: by its id, or as the other wasm read one of the host's.
///
/// # Errors
/// A [`ValidationError`] where there is no such study.
pub fn study(options: &JsValue, own: Option<&[u8]>) -> Result<Arc<Study>, ValidationError> {
    super::study(&study_id(options), own)
}

/// Its id, where the element gives one.
pub fn study_id(options: &JsValue) -> String {
    option(options, "study").unwrap_or_default()
}

/// The units that a reader chose in a widget which stood here before.
pub fn chosen_units(options: &JsValue) -> String {
    option(options, "chosen").unwrap_or_default()
}

/// What events may carry; the summary, unless `full` is asked for in so many words.
pub fn share(options: &JsValue) -> Share {
    match option(options, "share").as_deref() {
        Some("full") => Share::Full,
        _ => Share::Summary,
    }
}

/// The settings, and everything in the options that could not be read.
pub fn settings(options: &JsValue, study: &Study) -> (Settings, Vec<ValidationError>) {
    let mut problems = Vec::new();
    let lang = option(options, "lang");
    let told = enrolment(options, false, study, &mut problems);
    let mut published = enrolment(options, true, study, &mut problems);
    if let (Some(published), Some(hours)) = (&mut published, option(options, "kept")) {
        // Whole hours; a clock that was put back gives none.
        published.kept = Some(Kept {
            hours: hours.parse().ok(),
        });
    }
    let settings = Settings {
        lang: Lang::from_tag(lang.as_deref().unwrap_or_default()),
        as_of: clock::today(),
        units: units(options, &mut problems),
        enrolment: told,
        published,
        emptied: option(options, "emptied").is_some(),
    };
    (settings, problems)
}

/// The units that the host chose for its readers. What is neither of the two names is told, and nothing is chosen.
fn units(options: &JsValue, problems: &mut Vec<ValidationError>) -> Option<System> {
    let said = option(options, "units")?;
    let found = System::from_name(&said);
    if found.is_none() {
        problems.push(ValidationError::new("units", "Accepted: si, conventional."));
    }
    found
}

/// What the host itself says of enrolment, or else what the file does that it names. What cannot be read makes the
/// state unknown.
fn enrolment(
    options: &JsValue,
    published: bool,
    study: &Study,
    problems: &mut Vec<ValidationError>,
) -> Option<Enrolment> {
    let name = if published { "file" } else { "host" };
    let said = Reflect::get(options, &name.into()).ok()?;
    if said.is_undefined() {
        return None;
    }
    let read = || {
        // Asked for, and on its way.
        if said.is_null() {
            return Ok(Enrolment {
                recruitment: Some(Recruitment::Unknown),
                ..Enrolment::default()
            });
        }
        // In place of what cannot be read stands the reason, as a text or as the shell's own error with its place.
        if let Some(reason) = said.as_string() {
            return Err(ValidationError::new("", reason));
        }
        if let Some(error) = said.dyn_ref::<js_sys::Error>() {
            let path = option(&said, "path").unwrap_or_default();
            let path = path.trim_start_matches("enrolment").trim_start_matches('.');
            return Err(ValidationError::new(path, String::from(error.message())));
        }
        let told = input::enrolment(&enrolment_input(&said)?, "", study)?;
        if published && told.as_of.is_none() {
            return Err(ValidationError::new("asOf", "This field is missing."));
        }
        Ok(told)
    };
    match read() {
        // A day alone says nothing.
        Ok(told) => (told.recruitment.is_some() || told.enrolled.is_some()).then_some(told),
        Err(problem) => {
            let of_whole = published || problem.path.is_empty();
            let place = if of_whole { "enrolment." } else { "" };
            let path = [place, &problem.path].concat();
            problems.push(ValidationError::new(
                path.trim_end_matches('.'),
                problem.message.as_str(),
            ));
            Some(Enrolment::UNREADABLE)
        }
    }
}

/// `EnrolmentInput` of the public contract, without what reads JSON: the first verdict waits for everything that is here.
fn enrolment_input(said: &JsValue) -> Result<EnrolmentInput, ValidationError> {
    const FIELDS: [&str; 3] = ["asOf", "recruitment", "enrolled"];
    let object = said.dyn_ref::<Object>().filter(|_| !Array::is_array(said));
    let object = object.ok_or_else(|| expected("", "an object", said))?;
    let field = |name: &str| {
        let value = Reflect::get(object, &name.into()).unwrap_or_default();
        (!value.is_null() && !value.is_undefined()).then_some(value)
    };
    for key in Object::keys(object).iter() {
        let key = key.as_string().unwrap_or_default();
        if !FIELDS.contains(&&*key) && field(&key).is_some() {
            let message = ["Unknown field; accepted here: ", &FIELDS.join(", "), "."].concat();
            return Err(ValidationError::new(key, message));
        }
    }
    let text = |name: &str| {
        let value = field(name);
        let text = value.map(|value| {
            value
                .as_string()
                .ok_or_else(|| expected(name, "a text", &value))
        });
        text.transpose()
    };
    let refuse = |name: &'static str| move |message: String| ValidationError::new(name, message);
    let as_of = text("asOf")?.map(|text| dates::parse(&text).map(Day));
    let recruitment = text("recruitment")?.map(|text| named(&text, &Recruitment::NAMES));
    let enrolled = field("enrolled").map(|value| {
        let number = value.as_f64();
        let number = number.ok_or_else(|| expected("enrolled", "a whole number", &value))?;
        Whole::of(number).map_err(refuse("enrolled"))
    });
    Ok(EnrolmentInput {
        as_of: as_of
            .transpose()
            .map_err(|error| refuse("asOf")(error.to_string()))?,
        recruitment: recruitment.transpose().map_err(refuse("recruitment"))?,
        enrolled: enrolled.transpose()?,
    })
}

fn expected(place: &str, what: &str, got: &JsValue) -> ValidationError {
    let got = if got.is_string() {
        "a text"
    } else if got.as_f64().is_some() {
        "a number"
    } else if got.as_bool().is_some() {
        "true or false"
    } else if Array::is_array(got) {
        "a list"
    } else {
        "an object"
    };
    ValidationError::new(place, ["Expected ", what, ", got ", got, "."].concat())
}
