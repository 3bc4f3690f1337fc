//! Units by their UCUM codes. UCUM tells capitals from small letters; what can still mean only one thing is taken:
//! a litre as "l", a micro as "µ", a milliequivalent as "mEq". "G/L" is not: G is gauss, and in a prefix giga.

use rust_decimal::Decimal;

use super::tree::{after, field, has, list, text};
use crate::clinical::analyte::Property;
use crate::clinical::further_unit::in_line;
use crate::clinical::{Analyte, Number, Unit};
use serde_json::Value;

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
fn unit_of(analyte: Analyte, code: &str) -> Option<Unit> {
    let mut plain = String::new();
    for c in code.chars() {
        plain.push(match c {
            'µ' | 'μ' => 'u',
            '^' => '*',
            other => other,
        });
    }
    let of_study = |code: &str| of_study(analyte, |unit| unit.ucum() == code);
    if let Some(unit) = of_study(code).or_else(|| of_study(&plain)) {
        return Some(unit);
    }
    let is_own = analyte.further().is_some();
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
            // So it is with sodium; of what a study defines nothing is known.
            ("meq" | "mEq", "L" | "l") if is_own => return None,
            ("[IU]", "L" | "l") if is_own => return None,
            ("mmol" | "meq" | "mEq", "L" | "l") => Unit::MmolPerL,
            ("10*9", "L" | "l")
            | ("10*6", "mL" | "ml")
            | ("10*3", "uL" | "ul" | "mm3")
            | ("" | "1", "nL" | "nl") => Unit::GigaPerL,
            ("U" | "[IU]", "L" | "l") => Unit::UPerL,
            ("kU", "L" | "l") => Unit::KuPerL,
            ("ukat", "L" | "l") => Unit::UkatPerL,
            ("ng", "mL" | "ml") | ("ug", "L" | "l") => Unit::NgPerMl,
            ("[IU]", "mL" | "ml") => Unit::IuPerMl,
            _ => return None,
        },
    })
}

/// The unit of which something is true, among those in which a study defines an analyte.
fn of_study(analyte: Analyte, is_meant: impl Fn(Unit) -> bool) -> Option<Unit> {
    analyte.further()?;
    let mut units = analyte.units().iter().map(|accepted| accepted.unit);
    units.find(|unit| is_meant(*unit))
}

/// A unit as laboratories write it for readers, without what makes no difference.
fn plain(said: &str) -> String {
    let mut plain = String::new();
    for c in in_line(said, '*').chars() {
        match c {
            'µ' | 'μ' => plain.push('u'),
            '^' => plain.push('*'),
            '(' | ')' | '[' | ']' | '{' | '}' | '.' | '×' => {}
            c if c.is_whitespace() => {}
            c => plain.push(c.to_ascii_lowercase()),
        }
    }
    after(&plain, &["x10", "10"])
        .strip_prefix(['e', '*'])
        .map_or_else(|| plain.clone(), |power| ["10*", power].concat())
}

/// The unit that a text means, as laboratories write it for readers: nothing where it is not known here.
#[inline(never)]
fn said_unit(analyte: Analyte, said: &str) -> Option<Unit> {
    let said = plain(said);
    let is_own = analyte.further().is_some();
    // What the study itself has comes before what is taken for the same below.
    let means =
        |unit: Unit| [unit.label(), unit.ucum()].map(plain).contains(&said) && !said.is_empty();
    if let Some(unit) = of_study(analyte, means) {
        return Some(unit);
    }
    Some(match said.as_str() {
        "meq/l" | "mval/l" | "iu/l" if is_own => return None,
        "mg/dl" | "mg/100ml" | "mg%" => Unit::MgPerDl,
        "g/l" if analyte.accepts(Unit::GigaPerL).is_some() => Unit::GigaPerL,
        "g/dl" | "gm/dl" | "gr/dl" | "g/100ml" | "g%" => Unit::GPerDl,
        "g/l" | "gm/l" | "gr/l" => Unit::GPerL,
        "umol/l" | "mcmol/l" | "micromol/l" => Unit::UmolPerL,
        "mmol/l" | "meq/l" | "mval/l" => Unit::MmolPerL,
        "10*9/l" | "10*9cells/l" | "10*6/ml" | "10*3/ul" | "10*3cells/ul" | "10*3/mm3"
        | "10*3/mm*3" | "10*3/mcl" | "k/ul" | "k/mcl" | "k/mm3" | "tsd/ul" | "thou/ul"
        | "thousand/ul" | "thousands/ul" | "1000/ul" | "/nl" | "1/nl" | "giga/l" => Unit::GigaPerL,
        "%" | "percent" => Unit::Percent,
        "s" | "sec" | "secs" | "second" | "seconds" | "sek" | "sekunden" | "秒" => Unit::Second,
        "u/l" | "iu/l" => Unit::UPerL,
        "ku/l" => Unit::KuPerL,
        "ukat/l" => Unit::UkatPerL,
        "ng/ml" | "ug/l" => Unit::NgPerMl,
        "iu/ml" => Unit::IuPerMl,
        "inr" | "ratio" | "1" | "nounits" | "unitless" => Unit::One,
        _ => return None,
    })
}

/// The unit of a quantity, or the reason why there is none. An INR may have none.
pub fn unit(analyte: Analyte, property: Property, quantity: &Value) -> Result<Unit, &'static str> {
    let code = text(quantity, "code");
    let unit = if analyte == Analyte::Inr && code.is_empty() && !has(quantity, "unit") {
        Some(Unit::One)
    } else if is_ucum(text(quantity, "system")) {
        unit_of(analyte, code)
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
    if !said.is_empty() && said != code && said_unit(analyte, said) != Some(unit) {
        return Err(DISAGREE);
    }
    Ok(unit)
}

/// Whether a reference range is of another unit than the value, by what it says or by its size.
pub fn contradicted(analyte: Analyte, unit: Unit, observation: &Value) -> Option<&'static str> {
    for range in list(observation, "referenceRange") {
        for limit in [field(range, "low"), field(range, "high")] {
            for said in ["code", "unit"] {
                if unit_of(analyte, text(limit, said)).is_some_and(|other| other != unit) {
                    return Some(DISAGREE);
                }
            }
        }
        if let (Some(between), Value::Number(high)) = (
            analyte.upper_limits_part_at(),
            field(field(range, "high"), "value"),
        ) {
            let small = matches!(unit, Unit::MgPerDl | Unit::GPerDl);
            let high = high.as_f64().unwrap_or_default();
            if high > 0.0 && (high < f64::from(between)) != small {
                return Some(DISAGREE);
            }
        }
        if speaks_of_another(analyte, unit, text(range, "text")) {
            return Some(DISAGREE);
        }
    }
    None
}

/// Whether a reference range in words, as "5.1 - 20.5 umol/L", is of another unit.
fn speaks_of_another(analyte: Analyte, unit: Unit, range: &str) -> bool {
    let of_range = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '–' | '~' | ' ');
    let end = range.find(|c| !of_range(c)).unwrap_or(range.len());
    let (numbers, said) = range.split_at_checked(end).unwrap_or_default();
    if !said.is_empty() && said_unit(analyte, said).is_some_and(|other| other != unit) {
        return true;
    }
    let Some((_, high)) = numbers.split_once(['-', '–', '~']) else {
        return false;
    };
    let small = matches!(unit, Unit::MgPerDl | Unit::GPerDl);
    Number::parse(high.trim())
        .ok()
        .zip(analyte.upper_limits_part_at())
        .is_some_and(|(high, between)| (high.value < Decimal::from(between)) != small)
}
