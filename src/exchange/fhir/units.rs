//! Units by their UCUM codes. UCUM tells capitals from small letters; what can still mean only one thing is taken:
//! a litre as "l", a micro as "µ", a milliequivalent as "mEq". "G/L" is not: G is gauss, and in a prefix giga.

use super::tree::{after, field, has, list, position, text};
use crate::clinical::{Analyte, Unit};
use crate::document::Value;

/// What the code of a test says of its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// Mass of volume.
    Mass,
    /// Amount of substance of volume.
    Moles,
    /// Either, or something else.
    Any,
}

const DISAGREE: &str =
    "Its unit and another unit that it names, or its reference range, do not agree.";

/// Whether a system of units is UCUM.
fn is_ucum(system: &str) -> bool {
    let name = after(system, &["http://", "https://", "urn:oid:"]);
    let name = name.strip_suffix('/').unwrap_or(name);
    matches!(name, "unitsofmeasure.org" | "2.16.840.1.113883.6.8")
}

/// The unit of a code.
#[inline(never)]
fn unit_of(code: &str) -> Option<Unit> {
    let mut plain = String::new();
    for c in code.chars() {
        plain.push(match c {
            'µ' | 'μ' => 'u',
            '^' => '*',
            other => other,
        });
    }
    Some(match plain.split_once('/') {
        None => match plain.as_str() {
            "1" | "{INR}" | "{inr}" | "[ratio]" | "{ratio}" | "{Ratio}" => Unit::One,
            "%" => Unit::Percent,
            "s" | "sec" => Unit::Second,
            _ => return None,
        },
        Some((left, right)) => match (left.strip_suffix("{cells}").unwrap_or(left), right) {
            ("mg", "dL" | "dl") => Unit::MgPerDl,
            ("g", "dL" | "dl") => Unit::GPerDl,
            ("g", "L" | "l") => Unit::GPerL,
            ("umol", "L" | "l") => Unit::UmolPerL,
            ("mmol" | "meq" | "mEq", "L" | "l") => Unit::MmolPerL,
            ("10*9", "L" | "l")
            | ("10*6", "mL" | "ml")
            | ("10*3", "uL" | "ul" | "mm3")
            | ("" | "1", "nL" | "nl") => Unit::GigaPerL,
            _ => return None,
        },
    })
}

/// The unit of a quantity, or the reason why there is none. An INR may have none.
pub fn unit(analyte: Analyte, property: Property, quantity: &Value) -> Result<Unit, &'static str> {
    let code = text(quantity, "code");
    let unit = if analyte == Analyte::Inr && code.is_empty() && !has(quantity, "unit") {
        Some(Unit::One)
    } else if is_ucum(text(quantity, "system")) {
        unit_of(code)
    } else {
        None
    };
    let accepted = unit.and_then(|unit| analyte.accepts(unit));
    let Some(unit) = accepted.map(|accepted| accepted.unit) else {
        return Err("Its unit is not given by a UCUM code that the form has.");
    };
    let molar = matches!(unit, Unit::UmolPerL | Unit::MmolPerL);
    if (property == Property::Mass && molar) || (property == Property::Moles && !molar) {
        return Err("Its code is of a mass and its unit of moles, or the reverse.");
    }
    let said = text(quantity, "unit");
    // Platelets by the ten thousand, the hundred thousand or the million million.
    let by_others = [
        "10*4", "10^4", "10⁴", "万", "萬", "lakh", "10*12", "10^12", "10¹²",
    ];
    let by_others = unit == Unit::GigaPerL
        && by_others
            .iter()
            .any(|other| position(said, other).is_some());
    if by_others || unit_of(said).is_some_and(|other| other != unit) {
        return Err(DISAGREE);
    }
    Ok(unit)
}

/// An upper limit of reference that lies between those of an analyte's two units, so that it tells one from the other.
fn between(analyte: Analyte) -> Option<f64> {
    match analyte {
        Analyte::Bilirubin => Some(4.0),
        Analyte::Creatinine => Some(12.0),
        Analyte::Albumin | Analyte::Hemoglobin => Some(25.0),
        _ => None,
    }
}

/// Whether a reference range is of another unit than the value, by what it says or by its size.
pub fn contradicted(analyte: Analyte, unit: Unit, observation: &Value) -> Option<&'static str> {
    for range in list(observation, "referenceRange") {
        for limit in [field(range, "low"), field(range, "high")] {
            for said in ["code", "unit"] {
                if unit_of(text(limit, said)).is_some_and(|other| other != unit) {
                    return Some(DISAGREE);
                }
            }
        }
        if let (Some(between), Value::Number(high)) =
            (between(analyte), field(field(range, "high"), "value"))
        {
            let small = matches!(unit, Unit::MgPerDl | Unit::GPerDl);
            if *high > 0.0 && (*high < between) != small {
                return Some(DISAGREE);
            }
        }
    }
    None
}
