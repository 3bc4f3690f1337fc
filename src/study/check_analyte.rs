//! The sense of the analytes that a study file defines: each can be entered, is told from every other, and its units lead
//! exactly to the first.

use rust_decimal::Decimal;

use super::analyte::{StudyAnalyte, StudyUnit, printed};
use super::model::Study;
use crate::clinical::Analyte;
use crate::error::ValidationError;

/// The most that a file may define.
const MOST: usize = 40;

/// A factor has no more digits, so that its product with any number that is accepted is exact.
const FACTOR: u128 = 999_999_999;

/// No laboratory prints more.
const LARGEST: i64 = 1_000_000_000;

/// Something that is wrong, by its place in an analyte.
type Fault = (String, &'static str);

/// Everything that is wrong with them.
pub fn remarks(study: &Study) -> Vec<ValidationError> {
    let mut remarks = Vec::new();
    if study.analytes.len() > MOST {
        let message = "A file can define at most 40 analytes.";
        remarks.push(ValidationError::new("analytes", message));
    }
    let (mut names, mut codes) = (Vec::new(), Vec::new());
    for (index, one) in study.analytes.iter().enumerate() {
        let mut faults = units(&one.units);
        printed_names(one, &mut names, &mut faults);
        loinc(one, &mut codes, &mut faults);
        if one.analyte().is_none() {
            let message = "No more analytes of study files can be taken in: load this page anew.";
            faults.push((String::new(), message));
        }
        for (field, message) in faults {
            let path = format!("analytes[{index}]{field}");
            remarks.push(ValidationError::new(path, message));
        }
    }
    remarks
}

/// What is wrong with the names on printouts; `names` are those that stood before.
fn printed_names(one: &StudyAnalyte, names: &mut Vec<String>, faults: &mut Vec<Fault>) {
    for (at, name) in one.printed.iter().enumerate() {
        let name = printed(name);
        let mut known = Analyte::PRINTED.iter().flat_map(|all| all.split(' '));
        let message = if name.chars().count() < 2 {
            "A name on printouts needs two letters."
        } else if known.any(|known| known == name) {
            "By this name another analyte is meant."
        } else if names.contains(&name) {
            "This name stands here twice."
        } else {
            names.push(name);
            continue;
        };
        faults.push((format!(".printed[{at}]"), message));
    }
}

/// What is wrong with the LOINC codes; `codes` are those that stood before.
fn loinc<'a>(one: &'a StudyAnalyte, codes: &mut Vec<&'a str>, faults: &mut Vec<Fault>) {
    for (at, code) in one.loinc.iter().enumerate() {
        let message = if !is_loinc(code) {
            "This is no LOINC code: its check digit does not fit, or its form is another than 1234-5."
        } else if codes.contains(&&**code) || of_table(code) {
            "This code is of another analyte here."
        } else {
            codes.push(code);
            continue;
        };
        faults.push((format!(".loinc[{at}]"), message));
    }
}

fn of_table(code: &str) -> bool {
    let mut codes = Analyte::ALL.into_iter().flat_map(Analyte::loinc);
    codes.any(|(_, codes)| codes.split(' ').any(|one| one == code))
}

/// Whether a text has the form of a LOINC code and its check digit, which is that of ISO/IEC 7812 (Luhn), as the LOINC
/// Users' Guide has it.
fn is_loinc(code: &str) -> bool {
    let Some((number, check)) = code.split_once('-') else {
        return false;
    };
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !(1..=7).contains(&number.len()) || check.len() != 1 || !plain(number) || !plain(check) {
        return false;
    }
    let digits = number.bytes().rev().map(|byte| u32::from(byte - b'0'));
    let sum: u32 = digits
        .enumerate()
        .map(|(at, digit)| match at % 2 {
            0 if digit > 4 => digit * 2 - 9,
            0 => digit * 2,
            _ => digit,
        })
        .sum();
    let expected = (10 - sum % 10) % 10;
    check.parse() == Ok(expected)
}

/// What is wrong with the units of an analyte.
fn units(units: &[StudyUnit]) -> Vec<Fault> {
    let mut faults = Vec::new();
    if units.is_empty() {
        faults.push((".units".to_owned(), "At least one unit is needed."));
    }
    for (index, of) in units.iter().enumerate() {
        let before = units.get(..index).unwrap_or_default();
        let of_unit = [of_others(of, before), of_factor(of, index), of_range(of)];
        for (field, message) in of_unit.into_iter().flatten() {
            faults.push((format!(".units[{index}]{field}"), message));
        }
    }
    faults
}

type UnitFault = Option<(&'static str, &'static str)>;

fn of_others(of: &StudyUnit, before: &[StudyUnit]) -> UnitFault {
    if before.iter().any(|other| other.unit == of.unit) {
        return Some((".unit", "This unit stands here twice."));
    }
    let same = of.system.is_some() && before.iter().any(|other| other.system == of.system);
    same.then_some((
        ".system",
        "Two units cannot both be the one of this system.",
    ))
}

fn of_factor(of: &StudyUnit, index: usize) -> UnitFault {
    let digits = |factor: Decimal| factor.normalize().mantissa().unsigned_abs();
    match of.factor {
        None if index > 0 => Some(("", "A further unit needs its factor to the first.")),
        Some(factor) if index == 0 && factor != Decimal::ONE => Some((
            ".factor",
            "The first unit has the factor 1: the others lead to it.",
        )),
        Some(factor) if factor <= Decimal::ZERO => Some((".factor", "A factor is above 0.")),
        Some(factor) if digits(factor) > FACTOR => {
            Some((".factor", "A factor has at most 9 digits."))
        }
        _ => None,
    }
}

fn of_range(of: &StudyUnit) -> UnitFault {
    let largest = Decimal::from(LARGEST);
    if of.least < -largest || of.most > largest {
        return Some((
            "",
            "Values are accepted from -1000000000 to 1000000000 at most.",
        ));
    }
    if of.least >= of.most {
        return Some((".least", "The least is not below the greatest."));
    }
    match &of.usual {
        Some(usual) if usual.low >= usual.high => {
            Some((".usual", "The least is not below the greatest."))
        }
        Some(usual) if usual.low < of.least || usual.high > of.most => {
            Some((".usual", "Usual values lie within those that are accepted."))
        }
        _ => None,
    }
}
