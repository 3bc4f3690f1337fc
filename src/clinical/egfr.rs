//! Estimated glomerular filtration rate by CKD-EPI 2021, from creatinine and without race.
//!
//! Inker LA et al., N Engl J Med 2021;385:1737–49, doi:10.1056/NEJMoa2102953:
//! 142 × min(creatinine / κ, 1)^α × max(creatinine / κ, 1)^−1.200 × 0.9938^age, × 1.012 of a woman; creatinine in
//! mg/dL; κ 0.7 and α −0.241 of a woman, 0.9 and −0.302 of a man.
//!
//! In mL/min for 1.73 m² of body surface, which is no mL/min: see [`super::cockcroft_gault`]. Of adults whose creatinine
//! is steady. Over everything that is accepted it lies between 0.7 and 276.

use super::Outcome;
use super::calculated::Estimate;
use super::inputs::{AGES, Inputs, Item, Sex};
use super::lab::Analyte;
use super::unit;

/// Its UCUM code.
pub const UNIT: &str = "mL/min/{1.73_m2}";

fn score(creatinine: f64, age: u16, sex: Sex) -> f64 {
    let (kappa, alpha, factor) = match sex {
        Sex::Female => (0.7, -0.241, 1.012),
        Sex::Male => (0.9, -0.302, 1.0),
    };
    let part = creatinine / kappa;
    let years = 0.9938_f64.powi(i32::from(age));
    142.0 * part.min(1.0).powf(alpha) * part.max(1.0).powf(-1.2) * years * factor
}

/// The rate by what was entered, at an age in completed years.
pub fn egfr(inputs: &Inputs, age: Option<u16>) -> Outcome<Estimate> {
    let (least, most) = inputs.ends(Analyte::Creatinine, unit::CREATININE);
    let (youngest, oldest) = age.map_or(AGES, |age| (age, age));
    let both = [Sex::Female, Sex::Male];
    let sexes = both.into_iter();
    let sexes = sexes.filter(|sex| inputs.sex.is_none_or(|known| known == *sex));
    // It falls with creatinine and with age.
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for sex in sexes {
        low = low.min(score(most, oldest, sex));
        high = high.max(score(least, youngest, sex));
    }
    let items = [
        (Item::Lab(Analyte::Creatinine), least != most),
        (Item::Age, age.is_none()),
        (Item::Sex, inputs.sex.is_none()),
    ];
    inputs.between(&items, Estimate { value: low }, Estimate { value: high })
}
