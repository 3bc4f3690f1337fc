//! The element's attributes as settings of the widget. What cannot be read is told to the host and never
//! taken for something else.

use std::sync::Arc;

use wasm_bindgen::prelude::*;

use crate::browser::clock;
use crate::dates;
use crate::document::Problem;
use crate::screening::Enrolment;
use crate::study::model::Recruitment;
use crate::study::{self, Study};
use crate::ui::Settings;
use crate::words::Lang;

/// What events carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// The verdict's state and the scores.
    Summary,
    /// The whole report.
    Full,
}

fn text(options: &JsValue, name: &str) -> Option<String> {
    js_sys::Reflect::get(options, &name.into())
        .ok()?
        .as_string()
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

fn problem(attribute: &str, message: String) -> Problem {
    Problem::new(attribute, message)
}

/// The study that the element asks for.
///
/// # Errors
/// A [`Problem`] where there is no such study.
pub fn study(options: &JsValue) -> Result<Arc<Study>, Problem> {
    let id = text(options, "study");
    study::find(id.as_deref()).ok_or_else(|| {
        let ids: Vec<&str> = study::built_in().iter().map(|s| s.id.as_str()).collect();
        problem(
            "study",
            format!("There is no such study here; accepted: {}.", ids.join(", ")),
        )
    })
}

/// What events may carry; the summary, unless `full` is asked for in so many words.
pub fn share(options: &JsValue) -> Share {
    match text(options, "share").as_deref() {
        Some("full") => Share::Full,
        _ => Share::Summary,
    }
}

/// The settings, and everything in the attributes that could not be read.
pub fn settings(options: &JsValue, study: &Study) -> (Settings, Vec<Problem>) {
    let mut problems = Vec::new();
    let today = clock::today();
    let as_of = match text(options, "asOf").map(|text| dates::parse(&text)) {
        None => None,
        Some(Ok(date)) => Some(date),
        Some(Err(error)) => {
            problems.push(problem("as-of", error.to_string()));
            None
        }
    };
    let lang = Lang::from_tag(text(options, "lang").as_deref().unwrap_or_default());
    let enrolment =
        enrolment(options, study, &mut problems).map(|enrolment| Enrolment { as_of, ..enrolment });
    let settings = Settings {
        lang,
        as_of: today,
        enrolment,
    };
    (settings, problems)
}

/// What the host says of enrolment, if it says anything. What cannot be read makes the state unknown.
fn enrolment(options: &JsValue, study: &Study, problems: &mut Vec<Problem>) -> Option<Enrolment> {
    let enrolled = text(options, "enrolled");
    let recruitment = text(options, "recruitment");
    if enrolled.is_none() && recruitment.is_none() {
        return None;
    }
    let unknown = Enrolment {
        recruitment: Some(Recruitment::Unknown),
        ..Enrolment::default()
    };
    let mut told = Enrolment::default();
    if let Some(text) = enrolled {
        let places = study.places();
        let Some(count) = text.parse().ok().filter(|count| *count <= places) else {
            problems.push(problem(
                "enrolled",
                format!("Expected a whole number from 0 to {places}, got \"{text}\"."),
            ));
            return Some(unknown);
        };
        told.enrolled = Some(count);
    }
    if let Some(text) = recruitment {
        let Some((_, state)) = Recruitment::NAMES.iter().find(|(name, _)| *name == text) else {
            let names = Recruitment::NAMES.map(|(name, _)| name).join(", ");
            problems.push(problem(
                "recruitment",
                format!("\"{text}\" is not accepted here; accepted: {names}."),
            ));
            return Some(unknown);
        };
        told.recruitment = Some(*state);
    }
    Some(told)
}
