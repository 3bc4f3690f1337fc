//! Creatinine clearance by Cockcroft and Gault: (140 − age) × body weight in kg / (72 × creatinine in mg/dL), × 0.85 of a
//! woman.
//!
//! Cockcroft DW, Gault MH, Nephron 1976;16:31–41, doi:10.1159/000180580.
//!
//! In mL/min, not related to body surface. Of adults whose creatinine is steady; the weight is the one measured, and
//! a study that means another must say so. Over everything that is accepted it lies between 0.1 and about 7800.

use rust_decimal::Decimal;

use super::Outcome;
use super::calculated::Ratio;
use super::inputs::{AGES, Inputs, Item, Sex, WEIGHTS};
use super::lab::Analyte;
use super::unit;

/// Its UCUM code.
pub const UNIT: &str = "mL/min";

const AGE: Decimal = Decimal::from_parts(140, 0, 0, false, 0);
const DIVISOR: Decimal = Decimal::from_parts(72, 0, 0, false, 0);
/// Of a woman.
const FEMALE: Decimal = Decimal::from_parts(85, 0, 0, false, 2);

/// The clearance by what was entered, at an age in completed years and a body weight in kilograms.
pub fn cockcroft_gault(
    inputs: &Inputs,
    age: Option<u16>,
    weight: Option<Decimal>,
) -> Outcome<Ratio> {
    let creatinine = inputs.range(Analyte::Creatinine);
    let factor = inputs.factor(Analyte::Creatinine, unit::CREATININE);
    let (youngest, oldest) = age.map_or(AGES, |age| (age, age));
    let (lightest, heaviest) = weight.map_or(WEIGHTS, |weight| (weight, weight));
    let of_sex = |sex| match inputs.sex.unwrap_or(sex) {
        Sex::Female => FEMALE,
        Sex::Male => Decimal::ONE,
    };
    let score = |age: u16, weight: Decimal, sex: Decimal, creatinine: Decimal| {
        let years = AGE - Decimal::from(age);
        Ratio::new(years * weight * sex * factor, DIVISOR * creatinine)
    };
    let items = [
        (Item::Lab(Analyte::Creatinine), !creatinine.is_point()),
        (Item::Age, age.is_none()),
        (Item::Weight, weight.is_none()),
        (Item::Sex, inputs.sex.is_none()),
    ];
    inputs.between(
        &items,
        score(oldest, lightest, of_sex(Sex::Female), creatinine.high.value),
        score(youngest, heaviest, of_sex(Sex::Male), creatinine.low.value),
    )
}
