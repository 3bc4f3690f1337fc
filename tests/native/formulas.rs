//! The published formulas in plain floating point, written from the clinical notes and not from the core, for the
//! comparison in `naive.rs`. What was not entered is tried at both its ends.

use liver_prescreen::clinical::{Analyte, Ascites, Encephalopathy, Unit};

use crate::people::{Person, Typed};

/// So close to where a score rounds, two orders of the same additions may round apart.
pub const EDGE: f64 = 1e-9;

pub fn typed(person: &Person, analyte: Analyte) -> Option<&Typed> {
    let found = person.labs.iter().find(|(known, _)| *known == analyte);
    found.map(|(_, typed)| typed)
}

/// A value in the unit of a formula, or both ends of what is accepted at all.
fn ends_of(
    person: &Person,
    analyte: Analyte,
    unit: Unit,
    factor: f64,
    accepted: (f64, f64),
) -> Vec<f64> {
    match typed(person, analyte) {
        None => vec![accepted.0, accepted.1],
        Some(typed) if typed.unit == unit => vec![typed.value],
        Some(typed) => vec![typed.value * factor],
    }
}

/// The least and the greatest of what a score can be.
#[derive(Clone, Copy)]
pub struct Span {
    pub low: f64,
    pub high: f64,
}

impl Span {
    pub fn of(scores: &[f64]) -> Self {
        Span {
            low: scores.iter().copied().fold(f64::INFINITY, f64::min),
            high: scores.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        }
    }

    pub fn rounded(self) -> (f64, f64) {
        (whole(self.low), whole(self.high))
    }

    pub fn near_an_edge(self) -> bool {
        let near = |value: f64| (value - value.floor() - 0.5).abs() < EDGE;
        near(self.low) || near(self.high)
    }
}

/// 6–40, a half rounded up.
fn whole(score: f64) -> f64 {
    (score + 0.5).floor().clamp(6.0, 40.0)
}

/// Points of an item where more is worse; both ends of the middle band give two.
fn rising(value: f64, from: f64, to: f64) -> u8 {
    if value < from {
        1
    } else if value > to {
        3
    } else {
        2
    }
}

/// The least and the most points of each item.
pub fn child_pugh(person: &Person) -> [(u8, u8); 5] {
    let same = |points: u8| (points, points);
    let bilirubin = typed(person, Analyte::Bilirubin).map(|typed| {
        let (from, to) = match (typed.unit == Unit::MgPerDl, person.cholestatic) {
            (true, false) => (2.0, 3.0),
            (true, true) => (4.0, 10.0),
            (false, false) => (34.0, 51.0),
            (false, true) => (68.0, 170.0),
        };
        rising(typed.value, from, to)
    });
    let albumin = typed(person, Analyte::Albumin).map(|typed| {
        let (from, to) = if typed.unit == Unit::GPerDl {
            (2.8, 3.5)
        } else {
            (28.0, 35.0)
        };
        4 - rising(typed.value, from, to)
    });
    let inr = typed(person, Analyte::Inr).map(|typed| rising(typed.value, 1.7, 2.3));
    let seconds = typed(person, Analyte::ProthrombinProlongation);
    let seconds = seconds.map(|typed| rising(typed.value, 4.0, 6.0));
    let ascites = person.ascites.map(|ascites| match ascites {
        Ascites::None => 1,
        Ascites::Slight => 2,
        Ascites::Moderate => 3,
    });
    let encephalopathy = person.encephalopathy.map(|grade| match grade {
        Encephalopathy::None => 1,
        Encephalopathy::Grade1To2 => 2,
        Encephalopathy::Grade3To4 => 3,
    });
    [bilirubin, albumin, inr.or(seconds), ascites, encephalopathy]
        .map(|points| points.map_or((1, 3), same))
}

pub fn class(total: u8) -> &'static str {
    match total {
        5 | 6 => "A",
        7..=9 => "B",
        _ => "C",
    }
}

/// MELD, MELD-Na, MELD 3.0 and ALBI over every end of what was not entered.
pub fn scores(person: &Person) -> [Span; 4] {
    let bilirubins = ends_of(
        person,
        Analyte::Bilirubin,
        Unit::MgPerDl,
        1.0 / 17.1,
        (1.0 / 17.1, 1400.0 / 17.1),
    );
    let inrs = ends_of(person, Analyte::Inr, Unit::One, 1.0, (0.5, 20.0));
    let creatinines = ends_of(
        person,
        Analyte::Creatinine,
        Unit::MgPerDl,
        1.0 / 88.4,
        (9.0 / 88.4, 2600.0 / 88.4),
    );
    let sodiums = ends_of(person, Analyte::Sodium, Unit::MmolPerL, 1.0, (90.0, 190.0));
    let albumins = ends_of(person, Analyte::Albumin, Unit::GPerL, 10.0, (5.0, 80.0));
    let either = |known: Option<bool>| known.map_or(vec![false, true], |known| vec![known]);
    let [mut meld, mut meld_na, mut meld_3, mut albi] = [(); 4].map(|()| Vec::new());
    for b in &bilirubins {
        for alb in &albumins {
            albi.push(0.66 * (b * 17.1).log10() - 0.085 * alb);
        }
        let b = b.max(1.0);
        for inr in inrs.iter().map(|inr| inr.max(1.0)) {
            for (c, dialysis) in pairs(&creatinines, &either(person.dialysis)) {
                let capped = if dialysis { 4.0 } else { c.clamp(1.0, 4.0) };
                let score = 9.57 * capped.ln() + 3.78 * b.ln() + 11.20 * inr.ln() + 6.43;
                meld.push(score);
                let capped_3 = if dialysis { 3.0 } else { c.clamp(1.0, 3.0) };
                for na in sodiums.iter().map(|na| na.clamp(125.0, 137.0)) {
                    let whole = (score + 0.5).floor();
                    let lack = 137.0 - na;
                    meld_na.push(if whole > 11.0 {
                        whole + 1.32 * lack - 0.033 * whole * lack
                    } else {
                        whole
                    });
                    for (alb, female) in pairs(&albumins, &either(person.female)) {
                        let alb = (alb / 10.0).clamp(1.5, 3.5);
                        let sex = if female { 1.33 } else { 0.0 };
                        meld_3.push(
                            sex + 4.56 * b.ln() + 0.82 * lack - 0.24 * lack * b.ln()
                                + 9.09 * inr.ln()
                                + 11.14 * capped_3.ln()
                                + 1.85 * (3.5 - alb)
                                - 1.83 * (3.5 - alb) * capped_3.ln()
                                + 6.0,
                        );
                    }
                }
            }
        }
    }
    [meld, meld_na, meld_3, albi].map(|scores| Span::of(&scores))
}

fn pairs<A: Copy, B: Copy>(first: &[A], second: &[B]) -> Vec<(A, B)> {
    let with = |a: A| second.iter().map(move |b| (a, *b));
    first.iter().flat_map(|a| with(*a)).collect()
}

pub fn grade(albi: f64) -> u8 {
    if albi > -1.39 {
        3
    } else if albi > -2.60 {
        2
    } else {
        1
    }
}

/// Whether something holds of all, of none (`Some`), or of part of what is possible.
pub fn settled(low: bool, high: bool) -> Option<bool> {
    (low == high).then_some(low)
}
