//! `ScreenInput` of the public contract, read strictly: every error names the field and what is
//! accepted there, and nothing is coerced.

use std::sync::Arc;

use rust_decimal::Decimal;
use time::Date;

use crate::clinical::lab::{Accepted, CONTROL, control};
use crate::clinical::plausible::mistaken;
use crate::clinical::{
    Analyte, Ascites, Encephalopathy, Entered, Lab, LabError, Number, NumberError, Sex, Unit,
};
use crate::dates;
use crate::document::{Node, Trail, Value, digits};
use crate::error::ValidationError;
use crate::screening::{Age, Answer, Case, Enrolment, Patient};
use crate::study::model::{Criterion, Recruitment, Rule};
use crate::study::{self, Study};
use crate::words::{self, Lang};

/// The oldest age accepted.
pub const OLDEST: u16 = 120;

const FIELDS: [&str; 5] = ["study", "asOf", "patient", "enrolment", "firstInfusion"];

/// The study that an input asks for: a built-in one by its id, a document, or the default.
///
/// # Errors
/// A [`ValidationError`] where there is no such study, or where the document is no study.
pub fn study(input: &Value) -> Result<Arc<Study>, ValidationError> {
    let trail = Trail::default();
    let root = Node::root(input, &trail).object(&FIELDS)?;
    match root.get("study") {
        None => study::named(None),
        Some(node) => match node.value() {
            Value::Text(id) => study::named(Some(id)),
            Value::Object(_) => study::from_value(node.value())
                .map(Arc::new)
                .map_err(|problem| {
                    ValidationError::new(
                        format!("study.{}", problem.path),
                        problem.message.as_str(),
                    )
                }),
            other => Err(node.problem(format!(
                "Expected the id of a study or a study document, got {}.",
                other.kind()
            ))),
        },
    }
}

/// Reads an input for a study. `today` is asked for where the input carries no day of screening.
///
/// # Errors
/// The first [`ValidationError`], with its field.
pub fn case(
    input: &Value,
    study: &Study,
    today: impl FnOnce() -> Date,
) -> Result<Case, ValidationError> {
    let trail = Trail::default();
    let root = Node::root(input, &trail).object(&FIELDS)?;
    let as_of = match root.get("asOf") {
        Some(node) => date(&node)?,
        None => today(),
    };
    let enrolment = match root.get("enrolment") {
        Some(node) => Some(enrolment(&node, study)?),
        None => None,
    };
    let first_infusion = match root.get("firstInfusion") {
        Some(node) => Some(date(&node)?),
        None => None,
    };
    Ok(Case {
        as_of,
        patient: patient(&root.need("patient")?, study, as_of)?,
        enrolment,
        first_infusion,
    })
}

/// The patient of an input as a form takes one: checked, as typed, and with an age in place of a date of birth.
///
/// # Errors
/// The first [`ValidationError`], with its field.
pub fn checked(input: &Value, today: Date) -> Result<Value, ValidationError> {
    let study = study(input)?;
    let read = case(input, &study, || today)?.patient;
    if read.inputs.cholestatic {
        let message = "The form has the usual cut-offs of bilirubin alone: leave this out.";
        return Err(ValidationError::new("patient.cholestatic", message));
    }
    let trail = Trail::default();
    let root = Node::root(input, &trail).object(&FIELDS)?;
    let entries = root.need("patient")?.entries()?.into_iter();
    let entries = entries.filter(|(key, _)| !["age", "birthDate"].contains(key));
    let mut patient: Vec<_> = entries
        .map(|(key, node)| (key.to_owned(), node.value().clone()))
        .collect();
    if let Some(years) = read.age.and_then(|age| age.on(today)) {
        patient.push(("age".to_owned(), Value::Number(years.into())));
    }
    Ok(Value::Object(patient))
}

fn date(node: &Node<'_>) -> Result<Date, ValidationError> {
    dates::parse(node.text()?).map_err(|error| node.problem(error.to_string()))
}

fn patient(node: &Node<'_>, study: &Study, as_of: Date) -> Result<Patient, ValidationError> {
    let fields = node.object(&[
        "age",
        "birthDate",
        "sex",
        "labs",
        "ascites",
        "encephalopathy",
        "dialysis",
        "cholestatic",
        "answers",
        "events",
    ])?;
    let mut patient = Patient::default();
    if let Some(node) = fields.get("age") {
        patient.age = Some(Age::Years(node.whole(0, OLDEST)?));
    }
    if let Some(node) = fields.get("birthDate") {
        let born = Age::Born(date(&node)?);
        let years = born.on(as_of).filter(|years| *years <= OLDEST).ok_or_else(|| {
            node.problem(format!(
                "Expected a date of birth not after the screening date ({}) and not more than {OLDEST} years before it.",
                dates::iso(as_of)
            ))
        })?;
        if patient.age.is_some_and(|age| age != Age::Years(years)) {
            return Err(node.problem(format!(
                "The date of birth gives an age of {years} years on {}, which contradicts patient.age; give one of them.",
                dates::iso(as_of)
            )));
        }
        patient.age = Some(born);
    }
    if let Some(node) = fields.get("sex") {
        patient.inputs.sex = Some(node.one_of(&SEXES)?);
    }
    if let Some(node) = fields.get("labs") {
        let mut entered = Vec::new();
        for (key, node) in node.entries()? {
            let (analyte, lab, collected) = lab(key, &node, as_of)?;
            if entered
                .iter()
                .any(|other: &Entered| other.analyte() == analyte)
            {
                return Err(node.problem("This field appears twice."));
            }
            if let Some(date) = collected {
                // In one order: that in which a program names them says nothing.
                let dates = &mut patient.lab_dates;
                let at = dates.partition_point(|(other, _)| *other < analyte);
                dates.insert(at, (analyte, date));
            }
            entered.push(lab);
        }
        patient.inputs.enter(&entered);
    }
    if let Some(node) = fields.get("ascites") {
        patient.inputs.ascites = Some(node.one_of(&ASCITES)?);
    }
    if let Some(node) = fields.get("encephalopathy") {
        patient.inputs.encephalopathy = Some(node.one_of(&ENCEPHALOPATHY)?);
    }
    if let Some(node) = fields.get("dialysis") {
        patient.inputs.dialysis = Some(node.boolean()?);
    }
    if let Some(node) = fields.get("cholestatic") {
        patient.inputs.cholestatic = node.boolean()?;
    }
    if let Some(node) = fields.get("answers") {
        for (id, node) in node.entries()? {
            patient
                .answers
                .push((id.to_owned(), answer(id, &node, study)?));
        }
    }
    if let Some(node) = fields.get("events") {
        for (id, node) in node.entries()? {
            patient
                .events
                .push((id.to_owned(), event(id, &node, study, as_of)?));
        }
    }
    Ok(patient)
}

fn not_after(node: &Node<'_>, as_of: Date) -> Result<Date, ValidationError> {
    let date = date(node)?;
    if date > as_of {
        return Err(node.problem(format!(
            "Expected a day not after the screening date ({}).",
            dates::iso(as_of)
        )));
    }
    Ok(date)
}

fn event(id: &str, node: &Node<'_>, study: &Study, as_of: Date) -> Result<Date, ValidationError> {
    let asks_for_a_day = |criterion: &&Criterion| {
        matches!(
            criterion.readings.first().map(|reading| &reading.rule),
            Some(Rule::Answer {
                window: Some(_),
                ..
            })
        )
    };
    let accepted: Vec<&str> = study
        .criteria
        .iter()
        .filter(asks_for_a_day)
        .map(|criterion| &*criterion.id)
        .collect();
    if !accepted.contains(&id) {
        return Err(node.problem(format!(
            "This criterion takes no day of an event; those that do: {}.",
            accepted.join(", ")
        )));
    }
    not_after(node, as_of)
}

/// The names of the sexes in the public contract.
pub const SEXES: [(&str, Sex); 2] = [("female", Sex::Female), ("male", Sex::Male)];

/// The names of ascites in the public contract.
pub const ASCITES: [(&str, Ascites); 3] = [
    ("none", Ascites::None),
    ("slight", Ascites::Slight),
    ("moderate", Ascites::Moderate),
];

/// The names of encephalopathy in the public contract.
pub const ENCEPHALOPATHY: [(&str, Encephalopathy); 3] = [
    ("none", Encephalopathy::None),
    ("grade1-2", Encephalopathy::Grade1To2),
    ("grade3-4", Encephalopathy::Grade3To4),
];

/// A number as JSON, or its digits as a text.
fn number_text(node: &Node<'_>) -> Result<String, ValidationError> {
    match node.value() {
        Value::Text(text) => Ok(text.clone()),
        Value::Number(number) if number.is_finite() => digits(*number)
            .ok_or_else(|| node.problem(refusal(LabError::Number(NumberError::TooManyDigits)))),
        other => {
            let kind = other.kind();
            Err(node.problem(format!(
                "Expected a number, or its digits as a text, got {kind}."
            )))
        }
    }
}

/// The control of a prothrombin time, in seconds.
fn control_of(node: &Node<'_>) -> Result<Decimal, ValidationError> {
    let (least, most) = CONTROL;
    let text = number_text(node)?;
    Number::parse(&text).map_err(|error| node.problem(refusal(LabError::Number(error))))?;
    control(&text).ok_or_else(|| {
        node.problem(format!(
            "Expected the prothrombin time of the control in seconds, {least} to {most}."
        ))
    })
}

/// A laboratory value as entered, with its day.
type LabEntry = (Analyte, Entered, Option<Date>);

fn lab(key: &str, node: &Node<'_>, as_of: Date) -> Result<LabEntry, ValidationError> {
    let analyte = Analyte::from_key(key).ok_or_else(|| {
        let accepted = Analyte::ALL.map(Analyte::key).join(", ");
        node.problem(format!("Unknown analyte; accepted: {accepted}."))
    })?;
    let known = ["value", "unit", "date", "confirmed", "control"];
    let known = match analyte {
        Analyte::ProthrombinTime => &known[..],
        _ => known.split_last().map_or(&[][..], |(_, known)| known),
    };
    let fields = node.object(known)?;
    let value = fields.need("value")?;
    let text = number_text(&value)?;
    let units: Vec<(&str, Unit)> = analyte
        .units()
        .iter()
        .map(|accepted| (accepted.unit.ucum(), accepted.unit))
        .collect();
    let unit = fields.need("unit")?.one_of(&units)?;
    let collected = match fields.get("date") {
        Some(node) => Some(not_after(&node, as_of)?),
        None => None,
    };
    let lab = Lab::parse(analyte, &text, unit).map_err(|error| {
        let suspicion = Number::parse(&text)
            .ok()
            .and_then(|number| Some((number.value, mistaken(analyte, number, unit)?)))
            .map(|(number, doubt)| words::suspicion(Lang::En, analyte, number, unit, doubt));
        let refusal = refusal(error);
        value.problem(match suspicion {
            Some(suspicion) => format!("{refusal} {suspicion}"),
            None => refusal,
        })
    })?;
    let confirmed = match fields.get("confirmed") {
        Some(node) => node.boolean()?,
        None => false,
    };
    let control = match fields.get("control") {
        Some(node) => Some(control_of(&node)?),
        None => None,
    };
    let entered = Entered::Value {
        lab,
        confirmed,
        control,
    };
    Ok((analyte, entered, collected))
}

/// Why a value is not accepted, in a sentence.
pub(super) fn refusal(error: LabError) -> String {
    match error {
        LabError::Number(NumberError::Empty) => "The value is empty; leave the analyte out instead.".to_owned(),
        LabError::Number(NumberError::NotANumber) => {
            "Expected digits with at most one decimal mark, as in 45, 2.4 or <5.0.".to_owned()
        }
        LabError::Number(NumberError::AmbiguousComma) => {
            "A comma before three digits could be a decimal or a thousands mark; write the number with a point, or without the comma.".to_owned()
        }
        LabError::Number(NumberError::TooManyDigits) => {
            "Expected at most 12 digits, at most 8 of them decimals.".to_owned()
        }
        LabError::Unit => "The unit is not one of this analyte's.".to_owned(),
        LabError::Negative => "A negative value is not possible here.".to_owned(),
        LabError::Range(Accepted {
            unit, least, most, ..
        }) => format!("Accepted: {least} to {most} {}.", unit.ucum()),
    }
}

fn answer(id: &str, node: &Node<'_>, study: &Study) -> Result<Answer, ValidationError> {
    let Some(criterion) = study.criterion(id) else {
        let ids: Vec<&str> = study.criteria.iter().map(|c| &*c.id).collect();
        return Err(node.problem(format!(
            "Unknown criterion; those of {}: {}.",
            study.id,
            ids.join(", ")
        )));
    };
    let asks = criterion.readings.first().map(|reading| &reading.rule);
    if !matches!(
        asks,
        Some(Rule::Answer { .. } | Rule::Undecidable {} | Rule::Site {})
    ) {
        return Err(node.problem(
            "This criterion is computed from the patient's entries and takes no answer.",
        ));
    }
    let answer = node.one_of(&Answer::NAMES)?;
    let may_not_apply = matches!(
        asks,
        Some(Rule::Answer {
            not_applicable: true,
            ..
        })
    );
    if answer == Answer::NotApplicable && !may_not_apply {
        return Err(node.problem(
            "\"not-applicable\" is not accepted for this criterion; accepted: yes, no, unknown.",
        ));
    }
    Ok(answer)
}

/// Reads `enrolment` of an input.
///
/// # Errors
/// The first [`ValidationError`], with its field.
pub fn enrolment(node: &Node<'_>, study: &Study) -> Result<Enrolment, ValidationError> {
    let fields = node.object(&["asOf", "recruitment", "enrolled"])?;
    let mut enrolment = Enrolment::default();
    if let Some(node) = fields.get("asOf") {
        enrolment.as_of = Some(date(&node)?);
    }
    if let Some(node) = fields.get("recruitment") {
        enrolment.recruitment = Some(node.one_of(&Recruitment::NAMES)?);
    }
    if let Some(node) = fields.get("enrolled") {
        enrolment.enrolled = Some(node.whole(0, study.places())?);
    }
    Ok(enrolment)
}
