//! One observation: what it is of, and its value, or the reason why it is not taken.

use time::Date;

use crate::clinical::{Analyte, Lab, Unit};
use crate::dates;
use crate::document::{Value, digits};
use crate::exchange::input::refusal;
use crate::words::Lang;

/// LOINC, by the field that each fills.
static FIELDS: [(&str, Analyte); 15] = [
    ("1975-2", Analyte::Bilirubin),
    ("14631-6", Analyte::Bilirubin),
    ("1751-7", Analyte::Albumin),
    ("61151-7", Analyte::Albumin),
    ("61152-5", Analyte::Albumin),
    ("6301-6", Analyte::Inr),
    ("34714-6", Analyte::Inr),
    ("5894-1", Analyte::ProthrombinActivity),
    ("2160-0", Analyte::Creatinine),
    ("14682-9", Analyte::Creatinine),
    ("38483-4", Analyte::Creatinine),
    ("2951-2", Analyte::Sodium),
    ("718-7", Analyte::Hemoglobin),
    ("777-3", Analyte::Platelets),
    ("26515-7", Analyte::Platelets),
];

/// LOINC of what is near to an entry and fills no field, with the reason.
static OTHERS: [(&str, &str, &str); 7] = [
    (
        "5902-2",
        "Prothrombin time",
        "The form asks for seconds above control.",
    ),
    ("77161-8", "Factor II", NOT_ACTIVITY),
    ("5896-5", "The deprecated code 5896-5", NOT_ACTIVITY),
    ("5195-3", "HBsAg", ASK),
    ("42595-9", "HBV DNA", ASK),
    ("56888-1", "HIV", ASK),
    ("2118-8", "hCG", ASK),
];

const NOT_ACTIVITY: &str = "It is not the prothrombin activity (PTA, Quick).";
const ASK: &str = "The question about it is the clinician's to answer.";

/// What a result is of: a field's analyte, or else a name and a reason.
pub type Known = (Option<Analyte>, &'static str, &'static str);

#[inline(never)]
pub fn field<'a>(of: &'a Value, key: &str) -> &'a Value {
    static NOTHING: Value = Value::Null;
    if let Value::Object(fields) = of {
        for (name, value) in fields {
            if name == key {
                return value;
            }
        }
    }
    &NOTHING
}

#[inline(never)]
pub fn has(of: &Value, key: &str) -> bool {
    !matches!(field(of, key), Value::Null)
}

pub fn as_text(value: &Value) -> &str {
    match value {
        Value::Text(text) => text,
        _ => "",
    }
}

#[inline(never)]
pub fn text<'a>(of: &'a Value, key: &str) -> &'a str {
    as_text(field(of, key))
}

#[inline(never)]
pub fn list<'a>(of: &'a Value, key: &str) -> &'a [Value] {
    match field(of, key) {
        Value::List(items) => items,
        _ => &[],
    }
}

#[inline(never)]
pub fn one_of(text: &str, names: &[&str]) -> bool {
    names.contains(&text)
}

/// What the codings of an observation, or of a component of one, say that it is.
#[inline(never)]
pub fn known(of: &Value) -> Option<Known> {
    let mut found: Option<Known> = None;
    for coding in list(field(of, "code"), "coding") {
        if text(coding, "system") != "http://loinc.org" {
            continue;
        }
        let code = text(coding, "code");
        let mut known = None;
        for (of, analyte) in &FIELDS {
            if *of == code {
                let name = Lang::En.catalogue().analyte(*analyte);
                known = Some((Some(*analyte), name, ""));
            }
        }
        for (of, name, reason) in &OTHERS {
            if *of == code {
                known = Some((None, name, reason));
            }
        }
        match (found, known) {
            (Some(one), Some(other)) if one.0 != other.0 => {
                found = Some((None, one.1, "It has the codes of different tests."));
            }
            (_, Some(_)) => found = known,
            _ => {}
        }
    }
    found
}

/// A place in the document: an entry of a bundle, or the document itself.
pub type Place = Option<usize>;

/// A value that its field would accept.
#[derive(Clone, Copy)]
pub struct Found {
    pub lab: Lab,
    pub date: Option<Date>,
    pub place: Place,
}

/// A unit by its code. An INR may have none.
fn unit(analyte: Analyte, quantity: &Value) -> Option<Unit> {
    let code = text(quantity, "code");
    if code.is_empty() && analyte == Analyte::Inr && !has(quantity, "unit") {
        return Some(Unit::One);
    }
    if text(quantity, "system") != "http://unitsofmeasure.org" {
        return None;
    }
    let unit = match code {
        "{INR}" | "[ratio]" => Unit::One,
        "10*3/uL" => Unit::GigaPerL,
        "meq/L" => Unit::MmolPerL,
        _ => Unit::from_ucum(code)?,
    };
    analyte.accepts(unit).map(|accepted| accepted.unit)
}

/// The day of collection, where one is told. Of a period it is the beginning, so that no value is thought younger than
/// it is.
fn day(observation: &Value) -> Option<&str> {
    let mut day = None;
    for key in &[
        "effectiveDateTime",
        "effectiveInstant",
        "effectivePeriod",
        "effectiveTiming",
    ] {
        match field(observation, key) {
            Value::Null => {}
            Value::Text(text) => day = Some(text.as_str()),
            other => day = Some(text(other, "start")),
        }
    }
    day
}

/// Takes the value of an observation, or gives the reason why it is not taken.
pub fn measured(
    analyte: Analyte,
    observation: &Value,
    today: Date,
    place: Place,
    found: &mut Vec<Found>,
) -> String {
    let quantity = field(observation, "valueQuantity");
    let sign = text(quantity, "comparator");
    let unit = unit(analyte, quantity);
    let day = day(observation);
    // Before the time of day stands the day.
    let date = day.and_then(|day| {
        let full = matches!(day.as_bytes().get(10), None | Some(b'T'));
        let date = dates::parse(day.get(..10)?).ok()?;
        (full && date <= today).then_some(date)
    });
    let digits = match field(quantity, "value") {
        Value::Number(number) => digits(*number).unwrap_or_default(),
        other => as_text(other).to_owned(),
    };
    let reason = if !one_of(
        text(observation, "status"),
        &["final", "amended", "corrected"],
    ) {
        "Its status is not final, amended or corrected."
    } else if has(observation, "modifierExtension") || has(observation, "focus") {
        "It carries a modifier or a focus, which may change what it means."
    } else if date.is_none() && day.is_some() {
        "Its day of collection is no full day, or is yet to come."
    } else if !one_of(sign, &["", "<", "<=", ">", ">="]) {
        "Its comparator is none of <, <=, > and >=."
    } else if digits.is_empty() || has(observation, "dataAbsentReason") {
        "It holds no number, or one of too many digits."
    } else if let Some(unit) = unit {
        return match Lab::parse(analyte, &[sign, &digits].concat(), unit) {
            Ok(lab) => {
                found.push(Found { lab, date, place });
                String::new()
            }
            Err(error) => refusal(error),
        };
    } else {
        "Its unit is not given by a UCUM code that the form has."
    };
    reason.to_owned()
}
