//! The MELD family: original MELD (UNOS 2002), MELD-Na (OPTN Policy 9.1.D, January 2016) and MELD 3.0
//! (OPTN, July 2023).
//!
//! Malinchoc M et al., Hepatology 2000;31:864–71, doi:10.1053/he.2000.5852. Kamath PS et al., Hepatology
//! 2001;33:464–70, doi:10.1053/jhep.2001.22172. Kim WR et al., Gastroenterology 2021;161:1887–95,
//! doi:10.1053/j.gastro.2021.08.050.
//!
//! Every formula is linear, or linear in each input by itself, once the inputs stand within their
//! bounds. Over everything that the inputs can be, a score therefore takes its least and greatest value
//! where each input stands at one of its ends, and looking at those corners is enough.

use super::inputs::{Clamp, Inputs, Item, Sex, Used};
use super::lab::Analyte;
use super::unit;
use super::{Outcome, Rounded};
use rust_decimal::Decimal;

const FLOOR: f64 = 1.0;
/// Creatinine, mg/dL: the cap of MELD and MELD-Na, and what dialysis sets it to.
const CREATININE_CAP: f64 = 4.0;
/// The same in MELD 3.0.
const CREATININE_CAP_3: f64 = 3.0;
const SODIUM: (f64, f64) = (125.0, 137.0);
/// g/dL, MELD 3.0.
const ALBUMIN: (f64, f64) = (1.5, 3.5);
/// Points given to women in MELD 3.0.
const FEMALE: f64 = 1.33;
const LEAST: f64 = 6.0;
const MOST: f64 = 40.0;

/// Rounded to a whole number, half upwards. Where an exact score ends in .5 (all logarithms nought), its
/// terms added as floats may fall a hair short of it: what is equal to a billionth is taken as equal.
fn rounded(score: f64) -> f64 {
    ((score * 1e9).round() / 1e9).round()
}

/// A whole number within the limits of MELD.
fn whole(unrounded: f64) -> i32 {
    // Within 6–40 after the clamp.
    #[allow(clippy::cast_possible_truncation)]
    let value = rounded(unrounded).clamp(LEAST, MOST) as i32;
    value
}

fn bounded(item: Item, measured: f64, least: f64, most: f64) -> Used {
    let (value, clamp) = if measured < least {
        (least, Some(Clamp::Floor))
    } else if measured > most {
        (most, Some(Clamp::Cap))
    } else {
        (measured, None)
    };
    Used { item, value, clamp }
}

/// What one input can be: everything it can stand at, and what is open about it.
struct Ends {
    ends: Vec<Used>,
    open: Vec<Item>,
}

impl Ends {
    fn settled(used: Used) -> Self {
        Ends {
            ends: vec![used],
            open: Vec::new(),
        }
    }
}

fn ends(inputs: &Inputs, analyte: Analyte, factor: Decimal, (least, most): (f64, f64)) -> Ends {
    let item = Item::Lab(analyte);
    let (low, high) = inputs.ends(analyte, factor);
    let low = bounded(item, low, least, most);
    let high = bounded(item, high, least, most);
    if low.value == high.value {
        return Ends::settled(low);
    }
    Ends {
        ends: vec![low, high],
        open: vec![item],
    }
}

fn creatinine(inputs: &Inputs, cap: f64) -> Ends {
    let item = Item::Lab(Analyte::Creatinine);
    let dialysed = Used {
        item,
        value: cap,
        clamp: Some(Clamp::Dialysis),
    };
    if inputs.dialysis == Some(true) {
        return Ends::settled(dialysed);
    }
    let mut measured = ends(inputs, Analyte::Creatinine, unit::CREATININE, (FLOOR, cap));
    let below_cap = measured.ends.iter().any(|used| used.value < cap);
    if inputs.dialysis.is_none() && below_cap {
        measured.ends.push(dialysed);
        measured.open.push(Item::Dialysis);
    }
    measured
}

fn bilirubin(inputs: &Inputs) -> Ends {
    ends(
        inputs,
        Analyte::Bilirubin,
        unit::BILIRUBIN,
        (FLOOR, f64::INFINITY),
    )
}

fn inr(inputs: &Inputs) -> Ends {
    ends(inputs, Analyte::Inr, Decimal::ONE, (FLOOR, f64::INFINITY))
}

fn sodium(inputs: &Inputs) -> Ends {
    ends(inputs, Analyte::Sodium, Decimal::ONE, SODIUM)
}

fn sex(inputs: &Inputs) -> Ends {
    let used = |sex| Used {
        item: Item::Sex,
        value: if sex == Sex::Female { FEMALE } else { 0.0 },
        clamp: None,
    };
    match inputs.sex {
        Some(sex) => Ends::settled(used(sex)),
        None => Ends {
            ends: vec![used(Sex::Male), used(Sex::Female)],
            open: vec![Item::Sex],
        },
    }
}

/// Hands on every corner of what the inputs can be.
fn each_corner(parts: &[Ends], corner: &mut Vec<Used>, look: &mut dyn FnMut(&[Used])) {
    let Some((part, rest)) = parts.split_first() else {
        return look(corner);
    };
    for used in &part.ends {
        corner.push(*used);
        each_corner(rest, corner, look);
        corner.pop();
    }
}

/// The score at every corner of what the inputs can be.
fn corners(inputs: &Inputs, parts: &[Ends], score: fn(&[Used]) -> f64) -> Outcome<Rounded> {
    let at = |used: &[Used]| {
        let unrounded = score(used);
        Rounded {
            value: whole(unrounded),
            unrounded,
            used: used.to_vec(),
        }
    };
    let mut first = Vec::with_capacity(parts.len());
    first.extend(parts.iter().filter_map(|part| part.ends.first().copied()));
    if parts.iter().all(|part| part.open.is_empty()) {
        return Outcome::Known(at(&first));
    }
    let (mut low, mut high) = (at(&first), at(&first));
    first.clear();
    each_corner(parts, &mut first, &mut |corner| {
        let unrounded = score(corner);
        if unrounded < low.unrounded {
            low = at(corner);
        }
        if unrounded > high.unrounded {
            high = at(corner);
        }
    });
    let open: Vec<Item> = parts.iter().flat_map(|part| part.open.clone()).collect();
    let (missing, imprecise) = inputs.open(&open);
    Outcome::Open {
        missing,
        imprecise,
        low,
        high,
    }
}

fn of(used: &[Used], analyte: Analyte) -> f64 {
    used.iter()
        .find(|used| used.item == Item::Lab(analyte))
        .map_or(FLOOR, |used| used.value)
}

fn original(used: &[Used]) -> f64 {
    10.0 * (0.957 * of(used, Analyte::Creatinine).ln()
        + 0.378 * of(used, Analyte::Bilirubin).ln()
        + 1.120 * of(used, Analyte::Inr).ln()
        + 0.643)
}

/// MELD(i) is a whole number before the sodium rule looks at it: the policy's "tenth decimal place" of a
/// score that is then multiplied by ten. The step from 11 to as much as 23 is the policy's.
fn with_sodium(used: &[Used]) -> f64 {
    let initial = rounded(original(used));
    if initial <= 11.0 {
        return initial;
    }
    let deficit = SODIUM.1 - of(used, Analyte::Sodium);
    // The policy's limit of 40 before or after this step comes to the same; before, it keeps the step rising.
    let initial = initial.min(MOST);
    initial + 1.32 * deficit - 0.033 * initial * deficit
}

fn version_3(used: &[Used]) -> f64 {
    let sex = used
        .iter()
        .find(|used| used.item == Item::Sex)
        .map_or(0.0, |used| used.value);
    let deficit = SODIUM.1 - of(used, Analyte::Sodium);
    let lack = ALBUMIN.1 - of(used, Analyte::Albumin);
    let bilirubin = of(used, Analyte::Bilirubin).ln();
    let creatinine = of(used, Analyte::Creatinine).ln();
    sex + 4.56 * bilirubin + 0.82 * deficit - 0.24 * deficit * bilirubin
        + 9.09 * of(used, Analyte::Inr).ln()
        + 11.14 * creatinine
        + 1.85 * lack
        - 1.83 * lack * creatinine
        + 6.0
}

/// Original MELD: bilirubin, INR and creatinine at least 1.0 (mg/dL), creatinine at most 4.0 and 4.0 on
/// dialysis; a whole number, 6–40.
pub fn meld(inputs: &Inputs) -> Outcome<Rounded> {
    let parts = [
        bilirubin(inputs),
        inr(inputs),
        creatinine(inputs, CREATININE_CAP),
    ];
    corners(inputs, &parts, original)
}

/// MELD-Na as OPTN used it from 2016 to 2023; sodium within 125–137 mmol/L.
pub fn meld_na(inputs: &Inputs) -> Outcome<Rounded> {
    let parts = [
        bilirubin(inputs),
        inr(inputs),
        creatinine(inputs, CREATININE_CAP),
        sodium(inputs),
    ];
    corners(inputs, &parts, with_sodium)
}

/// MELD 3.0 for adults: creatinine at most 3.0, albumin within 1.5–3.5 g/dL, sodium within 125–137.
pub fn meld_3(inputs: &Inputs) -> Outcome<Rounded> {
    let parts = [
        bilirubin(inputs),
        inr(inputs),
        creatinine(inputs, CREATININE_CAP_3),
        sodium(inputs),
        ends(inputs, Analyte::Albumin, unit::PER_DL, ALBUMIN),
        sex(inputs),
    ];
    corners(inputs, &parts, version_3)
}

/// The share of US waiting-list candidates alive at 90 days by MELD 3.0 (Kim 2021, supplement; cohort of
/// 2016–2018): 0.946 ^ exp(0.17698 × MELD 3.0 − 3.56). A figure about that cohort, not about a patient.
pub fn survival_90_days(meld_3: i32) -> f64 {
    0.946_f64.powf((0.17698 * f64::from(meld_3) - 3.56).exp())
}
