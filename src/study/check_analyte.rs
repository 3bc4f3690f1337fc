//! The sense of the analytes that a study file defines: each can be entered, is told from every other, and its units lead
//! exactly to the first.

use rust_decimal::Decimal;

use super::analyte::{StudyUnit, printed};
use super::model::Study;
use crate::clinical::Analyte;
use crate::error::ValidationError;

/// The most that a file may define.
const MOST: usize = 40;

/// A factor has no more digits, so that its product with any number that is accepted is exact.
const FACTOR: u64 = 999_999_999;

/// No laboratory prints more.
const LARGEST: i64 = 1_000_000_000;

/// Everything that is wrong with them.
pub fn remarks(study: &Study) -> Vec<ValidationError> {
    let mut remarks = Vec::new();
    let mut note = |path: String, message: &str| remarks.push(ValidationError::new(path, message));
    if study.analytes.len() > MOST {
        note(
            "analytes".to_owned(),
            "A file can define at most 40 analytes.",
        );
    }
    let known: Vec<&str> = Analyte::PRINTED
        .iter()
        .flat_map(|all| all.split(' '))
        .collect();
    let mut names: Vec<String> = Vec::new();
    let mut codes: Vec<&str> = Vec::new();
    for (index, one) in study.analytes.iter().enumerate() {
        let path = |field: &str| format!("analytes[{index}]{field}");
        units(&one.units, |field, message| note(path(&field), message));
        for (at, name) in one.printed.iter().enumerate() {
            let name = printed(name);
            let path = path(&format!(".printed[{at}]"));
            if name.chars().count() < 2 {
                note(path, "A name on printouts needs two letters.");
            } else if known.contains(&&*name) {
                note(path, "By this name another analyte is meant.");
            } else if names.contains(&name) {
                note(path, "This name stands here twice.");
            }
            names.push(name);
        }
        for (at, code) in one.loinc.iter().enumerate() {
            let path = path(&format!(".loinc[{at}]"));
            if !is_loinc(code) {
                note(
                    path,
                    "This is no LOINC code: its check digit does not fit, or its form is another than 1234-5.",
                );
            } else if codes.contains(&&**code) || of_table(code) {
                note(path, "This code is of another analyte here.");
            }
            codes.push(code);
        }
        if one.analyte().is_none() {
            note(
                path(""),
                "No more analytes of study files can be taken in: load this page anew.",
            );
        }
    }
    remarks
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

/// What is wrong with the units of an analyte, each by its place in it.
fn units(units: &[StudyUnit], mut note: impl FnMut(String, &'static str)) {
    if units.is_empty() {
        note(".units".to_owned(), "At least one unit is needed.");
    }
    for (index, of) in units.iter().enumerate() {
        let mut note = |field: &str, message| note(format!(".units[{index}]{field}"), message);
        let before = units.get(..index).unwrap_or_default();
        if before.iter().any(|other| other.unit == of.unit) {
            note(".unit", "This unit stands here twice.");
        }
        if of.system.is_some() && before.iter().any(|other| other.system == of.system) {
            note(
                ".system",
                "Two units cannot both be the one of this system.",
            );
        }
        match of.factor {
            None if index > 0 => note("", "A further unit needs its factor to the first."),
            Some(factor) if index == 0 && factor != Decimal::ONE => {
                note(
                    ".factor",
                    "The first unit has the factor 1: the others lead to it.",
                );
            }
            Some(factor) if factor <= Decimal::ZERO => {
                note(".factor", "A factor is above 0.");
            }
            Some(factor) if factor.normalize().mantissa().unsigned_abs() > u128::from(FACTOR) => {
                note(".factor", "A factor has at most 9 digits.");
            }
            _ => {}
        }
        let largest = Decimal::from(LARGEST);
        if of.least < -largest || of.most > largest {
            note(
                "",
                "Values are accepted from -1000000000 to 1000000000 at most.",
            );
        } else if of.least >= of.most {
            note(".least", "The least is not below the greatest.");
        } else if let Some(usual) = &of.usual {
            if usual.low >= usual.high {
                note(".usual", "The least is not below the greatest.");
            } else if usual.low < of.least || usual.high > of.most {
                note(".usual", "Usual values lie within those that are accepted.");
            }
        }
    }
}
