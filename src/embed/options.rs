//! The element's attributes and properties as settings of the widget. What cannot be read is told to the host and
//! never taken for something else.

use std::sync::Arc;

use wasm_bindgen::prelude::*;

use crate::browser::clock;
use crate::document::{Node, Trail, Value};
use crate::error::ValidationError;
use crate::exchange::input;
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
    js_sys::Reflect::get(options, &name.into())
        .ok()?
        .as_string()
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
    let said = option(options, if published { "file" } else { "host" })?;
    let read = || {
        let (value, trail) = (Value::from_tokens(&said)?, Trail::default());
        match value {
            // Asked for, and on its way.
            Value::Null => {
                return Ok(Enrolment {
                    recruitment: Some(Recruitment::Unknown),
                    ..Enrolment::default()
                });
            }
            // In place of a file that did not come stands the reason.
            Value::Text(reason) => return Err(ValidationError::new("", reason)),
            _ => {}
        }
        let node = Node::root(&value, &trail);
        let told = input::enrolment(&node, study)?;
        if published && told.as_of.is_none() {
            node.object(&["asOf", "recruitment", "enrolled"])?
                .need("asOf")?;
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
