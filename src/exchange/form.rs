//! From what stands in the fields to a case. A text that is no acceptable value counts as missing and is
//! named beside its field; nothing is corrected and nothing is taken for granted.

use serde::{Deserialize, Serialize};

use super::input::{ASCITES, ENCEPHALOPATHY, OLDEST, SEXES};
use super::own::{self, Own};
use super::record::UnitsBy;
use crate::clinical::lab::{Accepted, control};
use crate::clinical::plausible::{self, Doubt};
use crate::clinical::{
    Analyte, Comparator, Entered, Lab, LabError, Number, NumberError, System, Unit,
};
use crate::dates;
use crate::screening::{Age, Answer, Case, Enrolment};
use crate::study::Study;

/// A choice that the public contract has as a boolean.
const YES_NO: [(&str, bool); 2] = [("yes", true), ("no", false)];

/// What is known beside the fields.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// The day of screening.
    pub as_of: time::Date,
    /// The system of units that the page around chose for its readers.
    pub units: Option<System>,
    /// What the page around, and a file beside it, say of enrolment.
    pub enrolment: Option<Enrolment>,
}

/// A laboratory value as it stands in its field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabValues {
    /// What it is a value of.
    pub analyte: Analyte,
    /// The text of the field.
    pub text: String,
    /// The UCUM code of the unit chosen for this value alone; empty where it follows the whole report.
    pub unit: String,
    /// Who gave that unit.
    pub by: UnitsBy,
    /// What somebody confirmed, as [`LabValues::stamp`]; empty where nobody did.
    pub confirmed: String,
}

impl LabValues {
    /// What a confirmation is of: it ends when the value, its unit or its control changes.
    pub fn stamp(&self, unit: Option<Unit>, control: &str) -> String {
        let control = match self.analyte {
            Analyte::ProthrombinTime => control,
            _ => "",
        };
        [
            self.text.as_str(),
            " ",
            unit.map_or("", Unit::ucum),
            " ",
            control,
        ]
        .concat()
    }

    /// The unit of this value: its own, the only one, or that of the system that the whole report is in.
    pub fn unit(&self, system: Option<System>) -> Option<Unit> {
        if let [only] = self.analyte.units() {
            return Some(only.unit);
        }
        let of_report = || self.analyte.unit_of(system?);
        Unit::from_ucum(&self.unit).or_else(of_report)
    }
}

/// Everything as it stands in the fields; a choice that nobody made is an empty text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FormValues {
    /// Age.
    pub age: String,
    /// Sex.
    pub sex: String,
    /// The system of units that the reader says the report is in. It is no entry, and outlives a patient.
    pub system: String,
    /// Laboratory values.
    pub labs: Vec<LabValues>,
    /// The control of the prothrombin time.
    pub control: String,
    /// Ascites.
    pub ascites: String,
    /// Encephalopathy.
    pub encephalopathy: String,
    /// Dialysis.
    pub dialysis: String,
    /// Answers, by criterion.
    pub answers: Vec<(String, String)>,
    /// Days of events, by criterion.
    pub events: Vec<(String, String)>,
    /// Days of collection, by analyte.
    pub lab_dates: Vec<(String, String)>,
    /// What else the study asks for, by the keys of [`super::own`].
    pub own: Vec<(String, String)>,
    /// How many have been dosed.
    pub enrolled: String,
    /// The day of the first infusion.
    pub first_infusion: String,
}

/// A field that can hold text that is no acceptable value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// The age.
    Age,
    /// A laboratory value.
    Lab(Analyte),
    /// The control of the prothrombin time.
    Control,
    /// The day on which a value was collected.
    LabDate(Analyte),
    /// The day of the event that a criterion asks about.
    Event(String),
    /// The count of participants already dosed.
    Enrolled,
    /// The day of the first infusion.
    FirstInfusion,
    /// A field of the study's own.
    Own(Own),
}

impl Field {
    /// The laboratory value that a number in it is of.
    pub fn analyte(&self) -> Option<Analyte> {
        match self {
            Field::Lab(analyte) => Some(*analyte),
            Field::Own(own) => own.in_unit_of(),
            _ => None,
        }
    }
}

/// Why a text is not used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FieldError {
    /// No number that is read.
    Number(NumberError),
    /// Below zero.
    Negative,
    /// Outside what is accepted, and what may have been meant.
    Range(&'static Accepted, Option<(Number, Doubt)>),
    /// No control of a prothrombin time.
    Control,
    /// No whole number within these.
    Whole(u16, u16),
    /// No day.
    Date,
    /// A day after the day of screening.
    Later,
    /// Outside what is accepted in a field of the study's own.
    Bounds,
    /// A limit where a number is asked for.
    Sign,
    /// Typed while the value that it belongs to had another unit than this.
    Moved(Unit),
    /// Looks like a mix-up.
    Doubtful(Number, Unit, Doubt),
    /// The lower limit of normal is not below the upper one.
    Crossed,
}

/// A form that was parsed: the case it describes, and what cannot be used.
#[derive(Clone, Debug, PartialEq)]
pub struct ParsedForm {
    /// What counts of it.
    pub case: Case,
    /// The fields whose text is not accepted, and why.
    pub errors: Vec<(Field, FieldError)>,
    /// Who gave the unit of each value that has two.
    pub units: Vec<(UnitsBy, Analyte)>,
    /// The system that values follow whose unit nobody chose.
    pub system: Option<System>,
}

impl ParsedForm {
    /// What is wrong with a field, if anything.
    pub fn error(&self, field: &Field) -> Option<FieldError> {
        self.errors
            .iter()
            .find(|(of, _)| of == field)
            .map(|(_, why)| *why)
    }
}

/// The system of units that a report is in: as the reader says, or else as the page around says for its readers.
pub fn system(typed: &str, around: Option<System>) -> Option<System> {
    System::from_name(typed).or(around)
}

pub(super) fn chosen<T: Copy>(names: &[(&str, T)], text: &str) -> Option<T> {
    names
        .iter()
        .find(|(name, _)| *name == text)
        .map(|(_, value)| *value)
}

fn whole(text: &str, least: u16, most: u16) -> Result<u16, FieldError> {
    Number::parse(text)
        .ok()
        .filter(|number| number.comparator == Comparator::Exactly)
        .and_then(|number| number.value.normalize().to_string().parse().ok())
        .filter(|value| (least..=most).contains(value))
        .ok_or(FieldError::Whole(least, most))
}

pub(super) fn measured(analyte: Analyte, text: &str, unit: Unit) -> Result<Lab, FieldError> {
    Lab::parse(analyte, text, unit).map_err(|error| match error {
        LabError::Number(error) => FieldError::Number(error),
        LabError::Unit => FieldError::Number(NumberError::NotANumber),
        LabError::Negative => FieldError::Negative,
        LabError::Range(accepted) => {
            let meant = Number::parse(text).ok().and_then(|number| {
                let doubt = plausible::mistaken(analyte, number, accepted.unit)?;
                Some((number, doubt))
            });
            FieldError::Range(accepted, meant)
        }
    })
}

/// The laboratory values as they stand in their fields: those of which a case can be made, and what is wrong with the
/// others.
fn labs(typed: &FormValues, known: &Known, parsed: &mut ParsedForm) {
    let system = parsed.system;
    let given = control(&typed.control);
    if filled(&typed.control) && given.is_none() {
        parsed.errors.push((Field::Control, FieldError::Control));
    }
    let mut entered = Vec::new();
    for typed_lab in typed.labs.iter().filter(|lab| filled(&lab.text)) {
        let analyte = typed_lab.analyte;
        let number = Number::parse(&typed_lab.text);
        let unit = typed_lab.unit(system);
        let Some(unit) = unit else {
            match number {
                Ok(number) => entered.push(Entered::NoUnit { analyte, number }),
                Err(why) => parsed
                    .errors
                    .push((Field::Lab(analyte), FieldError::Number(why))),
            }
            continue;
        };
        if analyte.units().len() > 1 {
            let by = if !typed_lab.unit.is_empty() {
                typed_lab.by
            } else if typed.system.is_empty() && known.units.is_some() {
                UnitsBy::Host
            } else {
                UnitsBy::Reader
            };
            parsed.units.push((by, analyte));
        }
        match measured(analyte, &typed_lab.text, unit) {
            Ok(lab) => entered.push(Entered::Value {
                lab,
                confirmed: typed_lab.confirmed == typed_lab.stamp(Some(unit), &typed.control),
                control: given.filter(|_| analyte == Analyte::ProthrombinTime),
            }),
            Err(why) => {
                parsed.errors.push((Field::Lab(analyte), why));
                entered.extend(number.map(|number| Entered::Refused { analyte, number }));
            }
        }
    }
    parsed.case.patient.inputs.enter(&entered);
}

pub(super) fn filled(text: &str) -> bool {
    !text.trim().is_empty()
}

/// A day that has come.
pub(super) fn past(text: &str, known: &Known) -> Result<time::Date, FieldError> {
    let date = dates::parse(text.trim()).map_err(|_| FieldError::Date)?;
    if date > known.as_of {
        return Err(FieldError::Later);
    }
    Ok(date)
}

/// Parses the fields. `known` is what is known beside them.
pub fn parse(typed: &FormValues, study: &Study, known: &Known) -> ParsedForm {
    let mut parsed = ParsedForm {
        case: Case::new(known.as_of),
        errors: Vec::new(),
        units: Vec::new(),
        system: system(&typed.system, known.units),
    };
    labs(typed, known, &mut parsed);
    own::read(typed, study, known, &mut parsed);
    let ParsedForm { case, errors, .. } = &mut parsed;

    if filled(&typed.age) {
        match whole(&typed.age, 0, OLDEST) {
            Ok(years) => case.patient.age = Some(Age::Years(years)),
            Err(why) => errors.push((Field::Age, why)),
        }
    }
    let inputs = &mut case.patient.inputs;
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
        match past(text, known) {
            Ok(date) => case.patient.events.push((id.clone(), date)),
            Err(why) => errors.push((Field::Event(id.clone()), why)),
        }
    }

    for (key, text) in typed.lab_dates.iter().filter(|(_, text)| filled(text)) {
        let Some(analyte) = study.analyte(key) else {
            continue;
        };
        match past(text, known) {
            // The day of a value that is not there says nothing.
            Ok(date) if case.patient.inputs.is_entered(analyte) => {
                case.patient.lab_dates.push((analyte, date));
            }
            Ok(_) => {}
            Err(why) => errors.push((Field::LabDate(analyte), why)),
        }
    }

    case.enrolment = known.enrolment;
    if filled(&typed.enrolled) {
        match whole(&typed.enrolled, 0, study.planned().unwrap_or(u16::MAX)) {
            // What a host says of recruitment stands; a count typed here is dated by nobody.
            Ok(count) => {
                case.enrolment = Some(Enrolment {
                    as_of: None,
                    enrolled: Some(count),
                    ..case.enrolment.unwrap_or_default()
                });
            }
            Err(why) => errors.push((Field::Enrolled, why)),
        }
    }
    if filled(&typed.first_infusion) {
        match dates::parse(typed.first_infusion.trim()) {
            Ok(date) => case.first_infusion = Some(date),
            Err(_) => errors.push((Field::FirstInfusion, FieldError::Date)),
        }
    }
    parsed
}
