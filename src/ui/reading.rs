//! From what stands in the fields to a case. Text that is no acceptable value counts as missing and is
//! told beside its field; nothing is corrected and nothing is taken for granted.

use super::Settings;
use crate::clinical::lab::Accepted;
use crate::clinical::plausible::{self, Doubt};
use crate::clinical::{Analyte, Comparator, Lab, LabError, Number, NumberError, Unit};
use crate::dates;
use crate::exchange::input::{ASCITES, ENCEPHALOPATHY, OLDEST, SEXES};
use crate::screening::{Age, Answer, Case, Enrolment};
use crate::study::Study;

/// A choice that the public contract has as a boolean.
const YES_NO: [(&str, bool); 2] = [("yes", true), ("no", false)];

/// A laboratory value as it stands in its field, with the UCUM code of the unit chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct TypedLab {
    pub analyte: Analyte,
    pub text: String,
    pub unit: String,
}

/// Everything as it stands in the fields; a choice that nobody made is an empty text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    pub age: String,
    pub sex: String,
    pub labs: Vec<TypedLab>,
    pub ascites: String,
    pub encephalopathy: String,
    pub dialysis: String,
    pub answers: Vec<(String, String)>,
    /// Days of events, by criterion.
    pub events: Vec<(String, String)>,
    /// Days of collection, by analyte.
    pub lab_dates: Vec<(String, String)>,
    pub enrolled: String,
    pub first_infusion: String,
}

/// A field that can hold text that is no acceptable value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    Age,
    Lab(Analyte),
    /// The day on which a value was collected.
    LabDate(Analyte),
    /// The day of the event that a criterion asks about.
    Event(String),
    Enrolled,
    FirstInfusion,
}

/// Why a text is not used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wrong {
    Number(NumberError),
    Negative,
    /// Outside what is accepted, and what may have been meant.
    Range(Accepted, Option<(Number, Doubt)>),
    /// No whole number within these.
    Whole(u16, u16),
    Date,
    /// A day after the day of screening.
    Later,
}

/// What the fields say.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub case: Case,
    pub wrong: Vec<(Field, Wrong)>,
}

impl Reading {
    /// What is wrong with a field, if anything.
    pub fn wrong(&self, field: &Field) -> Option<Wrong> {
        self.wrong
            .iter()
            .find(|(wrong, _)| wrong == field)
            .map(|(_, why)| *why)
    }
}

fn chosen<T: Copy>(names: &[(&str, T)], text: &str) -> Option<T> {
    names
        .iter()
        .find(|(name, _)| *name == text)
        .map(|(_, value)| *value)
}

fn whole(text: &str, least: u16, most: u16) -> Result<u16, Wrong> {
    Number::parse(text)
        .ok()
        .filter(|number| number.comparator == Comparator::Exactly)
        .and_then(|number| number.value.normalize().to_string().parse().ok())
        .filter(|value| (least..=most).contains(value))
        .ok_or(Wrong::Whole(least, most))
}

fn lab(typed: &TypedLab) -> Result<Lab, Wrong> {
    let (analyte, text) = (typed.analyte, typed.text.as_str());
    let unit = Unit::from_ucum(&typed.unit);
    let unit = unit.or_else(|| analyte.units().first().map(|accepted| accepted.unit));
    Lab::parse(analyte, text, unit.unwrap_or(Unit::One)).map_err(|error| match error {
        LabError::Number(error) => Wrong::Number(error),
        LabError::Unit => Wrong::Number(NumberError::NotANumber),
        LabError::Negative => Wrong::Negative,
        LabError::Range(accepted) => {
            let meant = Number::parse(text).ok().and_then(|number| {
                let doubt = plausible::mistaken(analyte, number, accepted.unit)?;
                Some((number, doubt))
            });
            Wrong::Range(accepted, meant)
        }
    })
}

/// A day that has come.
fn past(text: &str, settings: &Settings) -> Result<time::Date, Wrong> {
    let date = dates::parse(text.trim()).map_err(|_| Wrong::Date)?;
    if date > settings.as_of {
        return Err(Wrong::Later);
    }
    Ok(date)
}

/// Reads the fields. `settings` give the day and what a host says of enrolment.
pub fn read(typed: &Typed, study: &Study, settings: &Settings) -> Reading {
    let mut case = Case::new(settings.as_of);
    let mut wrong = Vec::new();
    let filled = |text: &str| !text.trim().is_empty();

    if filled(&typed.age) {
        match whole(&typed.age, 0, OLDEST) {
            Ok(years) => case.patient.age = Some(Age::Years(years)),
            Err(why) => wrong.push((Field::Age, why)),
        }
    }
    let inputs = &mut case.patient.inputs;
    for typed in typed.labs.iter().filter(|lab| filled(&lab.text)) {
        match lab(typed) {
            Ok(lab) => inputs.labs.push(lab),
            Err(why) => wrong.push((Field::Lab(typed.analyte), why)),
        }
    }
    inputs.sex = chosen(&SEXES, &typed.sex);
    inputs.ascites = chosen(&ASCITES, &typed.ascites);
    inputs.encephalopathy = chosen(&ENCEPHALOPATHY, &typed.encephalopathy);
    inputs.dialysis = chosen(&YES_NO, &typed.dialysis);
    case.patient.answers = typed
        .answers
        .iter()
        .filter_map(|(id, text)| Some((id.clone(), chosen(&Answer::NAMES, text)?)))
        .collect();
    for (id, text) in typed.events.iter().filter(|(_, text)| filled(text)) {
        match past(text, settings) {
            Ok(date) => case.patient.events.push((id.clone(), date)),
            Err(why) => wrong.push((Field::Event(id.clone()), why)),
        }
    }

    for (key, text) in typed.lab_dates.iter().filter(|(_, text)| filled(text)) {
        let Some(analyte) = Analyte::from_key(key) else {
            continue;
        };
        match past(text, settings) {
            // The day of a value that is not there says nothing.
            Ok(date) if case.patient.inputs.lab(analyte).is_some() => {
                case.patient.lab_dates.push((analyte, date));
            }
            Ok(_) => {}
            Err(why) => wrong.push((Field::LabDate(analyte), why)),
        }
    }

    case.enrolment = settings.told();
    if filled(&typed.enrolled) {
        match whole(&typed.enrolled, 0, study.places()) {
            // What a host says of recruitment stands; a count typed here is dated by nobody.
            Ok(count) => {
                case.enrolment = Some(Enrolment {
                    as_of: None,
                    enrolled: Some(count),
                    ..case.enrolment.unwrap_or_default()
                });
            }
            Err(why) => wrong.push((Field::Enrolled, why)),
        }
    }
    if filled(&typed.first_infusion) {
        match dates::parse(typed.first_infusion.trim()) {
            Ok(date) => case.first_infusion = Some(date),
            Err(_) => wrong.push((Field::FirstInfusion, Wrong::Date)),
        }
    }
    Reading { case, wrong }
}
