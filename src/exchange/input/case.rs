//! The sense of an input: a case to screen, or the first thing that cannot be meant.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    ASCITES, Day, ENCEPHALOPATHY, EnrolmentInput, EntryInput, LabInput, OLDEST, PatientInput,
    SEXES, ScreenInput, entries, refusal, study,
};
use crate::clinical::inputs::WEIGHTS;
use crate::clinical::lab::{CONTROL, control};
use crate::clinical::plausible::mistaken;
use crate::clinical::{Analyte, Comparator, Entered, Lab, LabError, Number, Unit};
use crate::dates;
use crate::error::ValidationError;
use crate::exchange::own::{Own, UNIT};
use crate::exchange::read::{Digits, named};
use crate::screening::{Age, Answer, Case, Enrolment, Patient};
use crate::study::Study;
use crate::study::model::NormalEnd;
use crate::words::{self, Lang};

/// The case of an input for a study. `today` is asked for where the input carries no day of screening.
///
/// # Errors
/// The first [`ValidationError`], with its field.
pub fn case(
    input: &ScreenInput,
    study: &Study,
    today: impl FnOnce() -> Date,
) -> Result<Case, ValidationError> {
    let as_of = input.as_of.map_or_else(today, |day| day.0);
    let told = input.enrolment.as_ref();
    let told = told.map(|told| enrolment(told, "enrolment.", study));
    Ok(Case {
        as_of,
        enrolment: told.transpose()?,
        patient: patient(&input.patient, study, as_of)?,
        first_infusion: input.first_infusion.map(|day| day.0),
    })
}

/// The patient of an input as a form takes one: every entry as the text that its field holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormPatient {
    /// Completed years.
    pub age: String,
    /// The name of the sex.
    pub sex: String,
    /// The name of the grade.
    pub ascites: String,
    /// The name of the grade.
    pub encephalopathy: String,
    /// "yes" or "no".
    pub dialysis: String,
    /// Laboratory values.
    pub labs: Vec<FormLab>,
    /// Answers by criterion.
    pub answers: Vec<(String, String)>,
    /// Days of events by criterion.
    pub events: Vec<(String, String)>,
    /// What else the study asks for, by the keys of [`own`](crate::exchange::own).
    pub own: Vec<(String, String)>,
}

/// A laboratory value as a form takes one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormLab {
    /// The name of the analyte.
    pub analyte: String,
    /// The number with its comparator.
    pub value: String,
    /// The UCUM code of its unit.
    pub unit: String,
    /// The day of collection.
    pub date: String,
    /// The control of a prothrombin time, in seconds.
    pub control: String,
    /// Whether somebody confirmed a value that looks like a mix-up.
    pub confirmed: bool,
}

/// The patient of an input as a form takes one: checked, as typed, and with an age in place of a date of birth.
///
/// # Errors
/// The first [`ValidationError`], with its field.
pub fn checked(input: &ScreenInput, today: Date) -> Result<FormPatient, ValidationError> {
    let study = study(input)?;
    let read = case(input, &study, || today)?.patient;
    if read.inputs.cholestatic {
        let message = "The form has the usual cut-offs of bilirubin alone: leave this out.";
        return Err(ValidationError::new("patient.cholestatic", message));
    }
    let given = &input.patient;
    let day = |day: &Day| dates::iso(day.0);
    let digits = |digits: &Digits| digits.0.clone();
    let labs = given.labs.iter().flat_map(|labs| &labs.0);
    let labs = labs.map(|(analyte, lab)| FormLab {
        analyte: analyte.clone(),
        value: digits(&lab.value),
        unit: lab.unit.clone(),
        date: lab.date.as_ref().map(day).unwrap_or_default(),
        control: lab.control.as_ref().map(digits).unwrap_or_default(),
        confirmed: lab.confirmed == Some(true),
    });
    let age = read.age.and_then(|age| age.on(today));
    let answers = given.answers.iter().flat_map(|answers| &answers.0);
    let events = given.events.iter().flat_map(|events| &events.0);
    Ok(FormPatient {
        age: age.map(|years| years.to_string()).unwrap_or_default(),
        sex: name(&SEXES, given.sex).to_owned(),
        ascites: name(&ASCITES, given.ascites).to_owned(),
        encephalopathy: name(&ENCEPHALOPATHY, given.encephalopathy).to_owned(),
        dialysis: match given.dialysis {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        }
        .to_owned(),
        labs: labs.collect(),
        answers: answers
            .map(|(id, answer)| (id.clone(), name(&Answer::NAMES, Some(*answer)).to_owned()))
            .collect(),
        events: events.map(|(id, event)| (id.clone(), day(event))).collect(),
        own: further(given, &study)?,
    })
}

/// What of a patient stands in the fields of a study's own.
fn further(given: &PatientInput, study: &Study) -> Result<Vec<(String, String)>, ValidationError> {
    let mut all = Vec::new();
    let mut put = |key: Own, text: &str| all.push((key.key(), text.to_owned()));
    if let Some(weight) = &given.weight {
        put(Own::Weight, &weight.0);
    }
    for (id, given) in given.entries.iter().flat_map(|entries| &entries.0) {
        let entry = Own::Entry(id.as_str().into());
        match given {
            EntryInput::Text(text) | EntryInput::Number(Digits(text)) => put(entry, text),
            EntryInput::Parts(parts) => {
                if let Some(value) = &parts.value {
                    put(entry, &value.0);
                } else {
                    put(entry, name(&Answer::NAMES, parts.answer));
                }
                if let Some(day) = parts.date {
                    put(Own::Day(id.as_str().into()), &dates::iso(day.0));
                }
            }
        }
    }
    let mut with_units = Vec::new();
    for (key, given) in given.labs.iter().flat_map(|labs| &labs.0) {
        let Some(analyte) = study.analyte(key) else {
            continue;
        };
        let mut put = |own: Own, text: &str| {
            let key = own.key();
            if own.in_unit_of().is_some() {
                with_units.push(([&key, UNIT].concat(), given.unit.clone()));
            }
            with_units.push((key, text.to_owned()));
        };
        for (end, digits) in [(NormalEnd::Uln, &given.uln), (NormalEnd::Lln, &given.lln)] {
            if let Some(digits) = digits {
                put(Own::Normal(analyte, end), &digits.0);
            }
        }
        for (at, earlier) in (0_u16..).zip(given.earlier.iter().flatten()) {
            if earlier.unit != given.unit {
                let place = format!("patient.labs.{key}.earlier[{at}].unit");
                let message = "The form has one unit for all values of an analyte: give this one in the unit of the value.";
                return Err(ValidationError::new(place, message));
            }
            put(Own::Earlier(analyte, at + 1), &earlier.value.0);
            put(
                Own::EarlierDay(analyte, at + 1),
                &dates::iso(earlier.date.0),
            );
        }
    }
    all.extend(with_units);
    Ok(all)
}

/// The name of a value; empty where there is none.
pub fn name<T: PartialEq>(names: &[(&'static str, T)], value: Option<T>) -> &'static str {
    let found = names
        .iter()
        .find(|(_, known)| Some(known) == value.as_ref());
    found.map_or("", |(name, _)| name)
}

fn patient(given: &PatientInput, study: &Study, as_of: Date) -> Result<Patient, ValidationError> {
    let mut patient = Patient::default();
    if let Some(age) = given.age {
        let years = age.within(0, OLDEST);
        let years = years.map_err(|message| ValidationError::new("patient.age", message))?;
        patient.age = Some(Age::Years(years));
    }
    if let Some(day) = given.birth_date {
        let refuse = |message| ValidationError::new("patient.birthDate", message);
        let born = Age::Born(day.0);
        let years = born.on(as_of).filter(|years| *years <= OLDEST).ok_or_else(|| {
            refuse(format!(
                "Expected a date of birth not after the screening date ({}) and not more than {OLDEST} years before it.",
                dates::iso(as_of)
            ))
        })?;
        if patient.age.is_some_and(|age| age != Age::Years(years)) {
            return Err(refuse(format!(
                "The date of birth gives an age of {years} years on {}, which contradicts patient.age; give one of them.",
                dates::iso(as_of)
            )));
        }
        patient.age = Some(born);
    }
    let mut entered = Vec::new();
    for (key, given) in given.labs.iter().flat_map(|labs| &labs.0) {
        let (analyte, lab) = lab(key, given, study)?;
        if let Some(date) = given.date {
            let date = not_after(date, as_of, || ["patient.labs.", key, ".date"].concat())?;
            // In one order: that in which a program names them says nothing.
            let dates = &mut patient.lab_dates;
            let at = dates.partition_point(|(other, _)| *other < analyte);
            dates.insert(at, (analyte, date));
        }
        entered.push(lab);
        normals(analyte, key, given, &mut patient)?;
        earlier(analyte, key, given, as_of, &mut patient)?;
    }
    patient.weight = given.weight.as_ref().map(weight).transpose()?;
    let inputs = &mut patient.inputs;
    inputs.enter(&entered);
    inputs.sex = given.sex;
    inputs.ascites = given.ascites;
    inputs.encephalopathy = given.encephalopathy;
    inputs.dialysis = given.dialysis;
    inputs.cholestatic = given.cholestatic == Some(true);
    for (id, given) in given.answers.iter().flat_map(|answers| &answers.0) {
        may_answer(id, *given, study)
            .map_err(|message| ValidationError::new(["patient.answers.", id].concat(), message))?;
        patient.answers.push((id.clone(), *given));
    }
    for (id, given) in given.events.iter().flat_map(|events| &events.0) {
        let place = || ["patient.events.", id].concat();
        takes_day(id, study).map_err(|message| ValidationError::new(place(), message))?;
        let day = not_after(*given, as_of, place)?;
        patient.events.push((id.clone(), day));
    }
    for (id, given) in given.entries.iter().flat_map(|entries| &entries.0) {
        let given = entries::given(id, given, study, as_of)?;
        patient.entries.push((id.clone(), given));
    }
    Ok(patient)
}

/// A body weight in kilograms.
fn weight(given: &Digits) -> Result<Decimal, ValidationError> {
    let refuse = |message| ValidationError::new("patient.weight", message);
    let number = Number::parse(&given.0);
    let number = number.map_err(|error| refuse(refusal(LabError::Number(error))))?;
    let (least, most) = WEIGHTS;
    if number.comparator == Comparator::Exactly && (least..=most).contains(&number.value) {
        return Ok(number.value);
    }
    let expected = format!("Expected a body weight in kilograms, {least} to {most}.");
    Err(refuse(expected))
}

/// A value of an analyte in one of its units.
fn measured(analyte: Analyte, text: &str, unit: &str, place: &str) -> Result<Lab, ValidationError> {
    let units = analyte.units().iter();
    let units: Vec<(&str, Unit)> = units
        .map(|accepted| (accepted.unit.ucum(), accepted.unit))
        .collect();
    let at = |field: &str, message| ValidationError::new([place, field].concat(), message);
    let unit = named(unit, &units).map_err(|message| at(".unit", message))?;
    Lab::parse(analyte, text, unit).map_err(|error| at(".value", refusal(error)))
}

/// The ends of the laboratory's reference interval, in the unit of the value.
fn normals(
    analyte: Analyte,
    key: &str,
    given: &LabInput,
    patient: &mut Patient,
) -> Result<(), ValidationError> {
    let ends = [
        ("uln", NormalEnd::Uln, &given.uln),
        ("lln", NormalEnd::Lln, &given.lln),
    ];
    let place = |field: &str| ["patient.labs.", key, ".", field].concat();
    for (field, end, digits) in ends {
        let Some(digits) = digits else { continue };
        let refuse = |message: String| ValidationError::new(place(field), message);
        let lab = measured(analyte, &digits.0, &given.unit, "");
        let lab = lab.map_err(|error| refuse(error.message.clone()))?;
        if lab.number().comparator != Comparator::Exactly {
            return Err(refuse("Expected a number without a sign.".to_owned()));
        }
        patient.normals.push((end, lab));
    }
    let value = |end| patient.normal(analyte, end).map(|lab| lab.number().value);
    match (value(NormalEnd::Lln), value(NormalEnd::Uln)) {
        (Some(low), Some(high)) if low >= high => Err(ValidationError::new(
            place("lln"),
            "The lower limit of normal is not below the upper one.",
        )),
        _ => Ok(()),
    }
}

/// Values of other days. What looks like a mix-up, and was not confirmed, is left out.
fn earlier(
    analyte: Analyte,
    key: &str,
    given: &LabInput,
    as_of: Date,
    patient: &mut Patient,
) -> Result<(), ValidationError> {
    for (index, given) in given.earlier.iter().flatten().enumerate() {
        let place = format!("patient.labs.{key}.earlier[{index}]");
        let lab = measured(analyte, &given.value.0, &given.unit, &place)?;
        let day = not_after(given.date, as_of, || [&place, ".date"].concat())?;
        let doubtful = mistaken(analyte, lab.number(), lab.unit()).is_some();
        if !doubtful || given.confirmed == Some(true) {
            patient.earlier.push((lab, day));
        }
    }
    Ok(())
}

pub(super) fn not_after(
    day: Day,
    as_of: Date,
    place: impl FnOnce() -> String,
) -> Result<Date, ValidationError> {
    if day.0 > as_of {
        let message = format!(
            "Expected a day not after the screening date ({}).",
            dates::iso(as_of)
        );
        return Err(ValidationError::new(place(), message));
    }
    Ok(day.0)
}

/// Whether a criterion asks for the day of an event.
fn takes_day(id: &str, study: &Study) -> Result<(), String> {
    let asking = study
        .criteria
        .iter()
        .filter(|criterion| criterion.takes_day());
    let accepted: Vec<&str> = asking.map(|criterion| &*criterion.id).collect();
    if accepted.contains(&id) {
        return Ok(());
    }
    Err(format!(
        "This criterion takes no day of an event; those that do: {}.",
        accepted.join(", ")
    ))
}

/// The control of a prothrombin time, in seconds.
fn control_of(given: &Digits) -> Result<Decimal, String> {
    let (least, most) = CONTROL;
    Number::parse(&given.0).map_err(|error| refusal(LabError::Number(error)))?;
    control(&given.0).ok_or_else(|| {
        format!("Expected the prothrombin time of the control in seconds, {least} to {most}.")
    })
}

fn lab(key: &str, given: &LabInput, study: &Study) -> Result<(Analyte, Entered), ValidationError> {
    let place = ["patient.labs.", key].concat();
    let analyte = study.analyte(key).ok_or_else(|| {
        let further = study.analytes.iter().map(|further| &*further.id);
        let known = Analyte::ALL.into_iter().map(|known| known.key());
        let accepted: Vec<&str> = known.chain(further).collect();
        let accepted = accepted.join(", ");
        ValidationError::new(
            place.as_str(),
            format!("Unknown analyte; accepted: {accepted}."),
        )
    })?;
    let at = |field: &str, message| ValidationError::new([&place, ".", field].concat(), message);
    let units = analyte.units().iter();
    let units: Vec<(&str, Unit)> = units
        .map(|accepted| (accepted.unit.ucum(), accepted.unit))
        .collect();
    let unit = named(&given.unit, &units).map_err(|message| at("unit", message))?;
    let text = &given.value.0;
    let lab = Lab::parse(analyte, text, unit).map_err(|error| {
        let suspicion = Number::parse(text)
            .ok()
            .and_then(|number| Some((number.value, mistaken(analyte, number, unit)?)))
            .map(|(number, doubt)| words::suspicion(Lang::En, analyte, number, unit, doubt));
        let refusal = refusal(error);
        let message = match suspicion {
            Some(suspicion) => format!("{refusal} {suspicion}"),
            None => refusal,
        };
        at("value", message)
    })?;
    if given.control.is_some() && analyte != Analyte::ProthrombinTime {
        let message =
            "Unknown field; accepted here: value, unit, date, confirmed, uln, lln, earlier.";
        return Err(at("control", message.to_owned()));
    }
    let control = given.control.as_ref().map(control_of).transpose();
    let entered = Entered::Value {
        lab,
        confirmed: given.confirmed == Some(true),
        control: control.map_err(|message| at("control", message))?,
    };
    Ok((analyte, entered))
}

/// Whether a criterion takes this answer.
fn may_answer(id: &str, answer: Answer, study: &Study) -> Result<(), String> {
    let Some(criterion) = study.criterion(id) else {
        let ids: Vec<&str> = study.criteria.iter().map(|c| &*c.id).collect();
        return Err(format!(
            "Unknown criterion; those of {}: {}.",
            study.id,
            ids.join(", ")
        ));
    };
    match criterion.asks() {
        Some(true) => Ok(()),
        asks if asks.is_some() || criterion.is_for_the_site() => {
            if answer == Answer::NotApplicable {
                let message = "\"not-applicable\" is not accepted for this criterion; accepted: yes, no, unknown.";
                return Err(message.to_owned());
            }
            Ok(())
        }
        _ => {
            let message =
                "This criterion is computed from the patient's entries and takes no answer.";
            Err(message.to_owned())
        }
    }
}

/// What is said of enrolment, at a place that ends in a point.
///
/// # Errors
/// The first [`ValidationError`], with its field.
pub fn enrolment(
    given: &EnrolmentInput,
    place: &str,
    study: &Study,
) -> Result<Enrolment, ValidationError> {
    let enrolled = given
        .enrolled
        .map(|number| number.within(0, study.planned().unwrap_or(u16::MAX)));
    let enrolled = enrolled.transpose().map_err(|message| {
        let path = [place, "enrolled"].concat();
        ValidationError::new(path, message)
    })?;
    Ok(Enrolment {
        as_of: given.as_of.map(|day| day.0),
        recruitment: given.recruitment,
        enrolled,
        ..Enrolment::default()
    })
}
