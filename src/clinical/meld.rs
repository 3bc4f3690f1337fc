//! The MELD family: original MELD (UNOS 2002), MELD-Na (OPTN Policy 9.1.D, January 2016) and MELD 3.0
//! (OPTN, July 2023).
//!
//! Malinchoc M et al., Hepatology 2000;31:864–71, doi:10.1053/he.2000.5852. Kamath PS et al., Hepatology
//! 2001;33:464–70, doi:10.1053/jhep.2001.22172. Kim WR et al., Gastroenterology 2021;161:1887–95,
//! doi:10.1053/j.gastro.2021.08.050.
//!
//! Every formula is linear in each input (or in its logarithm) once the inputs stand within their bounds,
//! so over everything that they can be, a score takes its least and greatest value where each stands at one
//! of its ends. Bilirubin, INR, creatinine and sex only ever raise a score (in MELD 3.0 by at least
//! 4.56 − 0.24 × 12 and 11.14 − 1.83 × 2 points for each logarithm); sodium and albumin do not always lower
//! it, so both of their ends are tried.

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
/// The least that a score of the family can be, by definition.
pub const LEAST: f64 = 6.0;
/// The greatest that a score of the family can be, by definition.
pub const MOST: f64 = 40.0;

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

/// A value that an input can stand at, and the logarithm of those of which the formulas take it, which every corner would
/// take anew.
#[derive(Clone, Copy)]
struct End {
    used: Used,
    ln: f64,
}

impl End {
    fn new(item: Item, value: f64, clamp: Option<Clamp>) -> Self {
        let ln = match item {
            Item::Lab(Analyte::Bilirubin | Analyte::Inr | Analyte::Creatinine) => value.ln(),
            _ => 0.0,
        };
        End {
            used: Used { item, value, clamp },
            ln,
        }
    }

    fn bounded(item: Item, measured: f64, (least, most): (f64, f64)) -> Self {
        if measured < least {
            End::new(item, least, Some(Clamp::Floor))
        } else if measured > most {
            End::new(item, most, Some(Clamp::Cap))
        } else {
            End::new(item, measured, None)
        }
    }
}

/// The least and the greatest that one input can stand at, and what is open about it: the input itself, or
/// dialysis.
#[derive(Clone, Copy)]
struct Ends {
    low: End,
    high: End,
    open: [Option<Item>; 2],
}

impl Ends {
    fn settled(end: End) -> Self {
        Ends {
            low: end,
            high: end,
            open: [None; 2],
        }
    }
}

fn ends(inputs: &Inputs, analyte: Analyte, factor: Decimal, bounds: (f64, f64)) -> Ends {
    let item = Item::Lab(analyte);
    let (least, most) = inputs.ends(analyte, factor);
    let low = End::bounded(item, least, bounds);
    if least == most {
        return Ends::settled(low);
    }
    let high = End::bounded(item, most, bounds);
    if low.used.value == high.used.value {
        return Ends::settled(low);
    }
    Ends {
        low,
        high,
        open: [Some(item), None],
    }
}

fn creatinine(inputs: &Inputs, cap: f64) -> Ends {
    let item = Item::Lab(Analyte::Creatinine);
    let dialysed = || End::new(item, cap, Some(Clamp::Dialysis));
    if inputs.dialysis == Some(true) {
        return Ends::settled(dialysed());
    }
    let mut measured = ends(inputs, Analyte::Creatinine, unit::CREATININE, (FLOOR, cap));
    if inputs.dialysis.is_none() && measured.low.used.value < cap {
        let [itself, _] = measured.open;
        measured.high = dialysed();
        measured.open = [itself, Some(Item::Dialysis)];
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
    let points = |sex| {
        let points = if sex == Sex::Female { FEMALE } else { 0.0 };
        End::new(Item::Sex, points, None)
    };
    match inputs.sex {
        Some(sex) => Ends::settled(points(sex)),
        None => Ends {
            low: points(Sex::Male),
            high: points(Sex::Female),
            open: [Some(Item::Sex), None],
        },
    }
}

/// The least and the greatest score of everything that the inputs can be.
fn extremes(inputs: &Inputs, parts: &[Ends], score: fn(&[End]) -> f64) -> Outcome<Rounded> {
    let rounded = |unrounded, used| Rounded {
        value: whole(unrounded),
        unrounded,
        used,
    };
    let open: Vec<Item> = parts.iter().flat_map(|part| part.open).flatten().collect();
    let mut corner: Vec<End> = parts.iter().map(|part| part.low).collect();
    if open.is_empty() {
        let used = corner.iter().map(|end| end.used).collect();
        return Outcome::Known(rounded(score(&corner), used));
    }
    // Those that only raise a score go together; sodium and albumin each by itself.
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for greatest in [false, true] {
        for sodium in either(&open, Analyte::Sodium) {
            for albumin in either(&open, Analyte::Albumin) {
                corner.clear();
                corner.extend(parts.iter().map(|part| {
                    let at_high = match part.low.used.item {
                        Item::Lab(Analyte::Sodium) => *sodium,
                        Item::Lab(Analyte::Albumin) => *albumin,
                        _ => greatest,
                    };
                    if at_high { part.high } else { part.low }
                }));
                let here = score(&corner);
                low = low.min(here);
                high = high.max(here);
            }
        }
    }
    let (missing, imprecise) = inputs.open(&open);
    Outcome::Open {
        missing,
        imprecise,
        low: rounded(low, Vec::new()),
        high: rounded(high, Vec::new()),
    }
}

/// Whether an input stands at its greater end: either way where it is open, and it does not matter where it is settled.
fn either(open: &[Item], analyte: Analyte) -> &'static [bool] {
    if open.contains(&Item::Lab(analyte)) {
        &[false, true]
    } else {
        &[false]
    }
}

/// The formulas take the inputs in the order in which [`third`] lists them; each takes as many as it needs.
fn original(corner: &[End]) -> f64 {
    let [bilirubin, inr, creatinine, ..] = corner else {
        return LEAST;
    };
    10.0 * (0.957 * creatinine.ln + 0.378 * bilirubin.ln + 1.120 * inr.ln + 0.643)
}

/// MELD(i) is a whole number before the sodium rule looks at it: the policy's "tenth decimal place" of a
/// score that is then multiplied by ten. The step from 11 to as much as 23 is the policy's.
fn with_sodium(corner: &[End]) -> f64 {
    let initial = rounded(original(corner));
    let [_, _, _, sodium, ..] = corner else {
        return initial;
    };
    if initial <= 11.0 {
        return initial;
    }
    let deficit = SODIUM.1 - sodium.used.value;
    // The policy's limit of 40 before or after this step comes to the same; before, it keeps the step rising.
    let initial = initial.min(MOST);
    initial + 1.32 * deficit - 0.033 * initial * deficit
}

fn version_3(corner: &[End]) -> f64 {
    let [bilirubin, inr, creatinine, sodium, albumin, sex] = corner else {
        return LEAST;
    };
    let deficit = SODIUM.1 - sodium.used.value;
    let lack = ALBUMIN.1 - albumin.used.value;
    sex.used.value + 4.56 * bilirubin.ln + 0.82 * deficit - 0.24 * deficit * bilirubin.ln
        + 9.09 * inr.ln
        + 11.14 * creatinine.ln
        + 1.85 * lack
        - 1.83 * lack * creatinine.ln
        + 6.0
}

/// Original MELD: bilirubin, INR and creatinine at least 1.0 (mg/dL), creatinine at most 4.0 and 4.0 on
/// dialysis; a whole number, 6–40.
pub fn meld(inputs: &Inputs) -> Outcome<Rounded> {
    extremes(inputs, &first_three(inputs), original)
}

/// MELD-Na as OPTN used it from 2016 to 2023; sodium within 125–137 mmol/L.
pub fn meld_na(inputs: &Inputs) -> Outcome<Rounded> {
    let [bilirubin, inr, creatinine] = first_three(inputs);
    let parts = [bilirubin, inr, creatinine, sodium(inputs)];
    extremes(inputs, &parts, with_sodium)
}

/// MELD 3.0 for adults: creatinine at most 3.0, albumin within 1.5–3.5 g/dL, sodium within 125–137.
pub fn meld_3(inputs: &Inputs) -> Outcome<Rounded> {
    third(inputs, [bilirubin(inputs), inr(inputs), sodium(inputs)])
}

/// All three, of which each takes over what it has in common with another.
pub fn family(inputs: &Inputs) -> [Outcome<Rounded>; 3] {
    let [bilirubin, inr, creatinine] = first_three(inputs);
    let sodium = sodium(inputs);
    [
        extremes(inputs, &[bilirubin, inr, creatinine], original),
        extremes(inputs, &[bilirubin, inr, creatinine, sodium], with_sodium),
        third(inputs, [bilirubin, inr, sodium]),
    ]
}

fn first_three(inputs: &Inputs) -> [Ends; 3] {
    [
        bilirubin(inputs),
        inr(inputs),
        creatinine(inputs, CREATININE_CAP),
    ]
}

fn third(inputs: &Inputs, [bilirubin, inr, sodium]: [Ends; 3]) -> Outcome<Rounded> {
    let parts = [
        bilirubin,
        inr,
        creatinine(inputs, CREATININE_CAP_3),
        sodium,
        ends(inputs, Analyte::Albumin, unit::PER_DL, ALBUMIN),
        sex(inputs),
    ];
    extremes(inputs, &parts, version_3)
}

/// The share of US waiting-list candidates alive at 90 days by MELD 3.0 (Kim 2021, supplement; cohort of
/// 2016–2018): 0.946 ^ exp(0.17698 × MELD 3.0 − 3.56). A figure about that cohort, not about a patient.
pub fn survival_90_days(meld_3: i32) -> f64 {
    0.946_f64.powf((0.17698 * f64::from(meld_3) - 3.56).exp())
}
