//! Child-Pugh (Child-Turcotte-Pugh): five items of one to three points, 5–15 in all, class A, B or C.
//!
//! Pugh RNH et al., Br J Surg 1973;60:646–9, doi:10.1002/bjs.1800600817. Both ends of a middle band
//! belong to it. Bands are read in the unit typed: 34 µmol/L is two points by the SI table although it
//! is 1.99 mg/dL. INR or seconds of prolongation, never both: the INR where there is one.

use rust_decimal::Decimal;

use super::Outcome;
use super::inputs::{Ascites, Encephalopathy, Inputs, Item};
use super::interval::{Bound, Interval};
use super::lab::{Analyte, Lab};
use super::unit::{self, Unit};

/// One of the five parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// Total bilirubin.
    Bilirubin,
    /// Albumin.
    Albumin,
    /// INR, or prolongation of the prothrombin time.
    Coagulation,
    /// Ascites.
    Ascites,
    /// Encephalopathy.
    Encephalopathy,
}

impl Parameter {
    /// The five, in the order of the table.
    pub const ALL: [Parameter; 5] = [
        Parameter::Bilirubin,
        Parameter::Albumin,
        Parameter::Coagulation,
        Parameter::Ascites,
        Parameter::Encephalopathy,
    ];

    /// The name in the public contract.
    pub fn key(self) -> &'static str {
        match self {
            Parameter::Bilirubin => "bilirubin",
            Parameter::Albumin => "albumin",
            Parameter::Coagulation => "coagulation",
            Parameter::Ascites => "ascites",
            Parameter::Encephalopathy => "encephalopathy",
        }
    }
}

/// The classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// 5–6 points.
    A,
    /// 7–9 points.
    B,
    /// 10–15 points.
    C,
}

impl Class {
    /// The three, from the mildest.
    pub const ALL: [Class; 3] = [Class::A, Class::B, Class::C];

    /// The least and the greatest number of points in it.
    pub fn points(self) -> (u8, u8) {
        match self {
            Class::A => (5, 6),
            Class::B => (7, 9),
            Class::C => (10, 15),
        }
    }

    /// The letter.
    pub fn letter(self) -> &'static str {
        match self {
            Class::A => "A",
            Class::B => "B",
            Class::C => "C",
        }
    }
}

/// Points by item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChildPugh {
    /// One to three each, in the order of [`Parameter::ALL`].
    pub points: [u8; 5],
}

impl ChildPugh {
    /// 5–15.
    pub fn total(&self) -> u8 {
        self.points.iter().sum()
    }

    /// A, B or C.
    pub fn class(&self) -> Class {
        let within = |class: &Class| self.total() <= class.points().1;
        Class::ALL.into_iter().find(within).unwrap_or(Class::C)
    }

    /// Parameters and their points.
    pub fn parameters(&self) -> impl Iterator<Item = (Parameter, u8)> + '_ {
        Parameter::ALL.into_iter().zip(self.points)
    }
}

/// The two limits of a middle band.
type Band = (Decimal, Decimal);

const fn band(low: u32, high: u32, decimals: u32) -> Band {
    (
        Decimal::from_parts(low, 0, 0, false, decimals),
        Decimal::from_parts(high, 0, 0, false, decimals),
    )
}

/// INR 1.7–2.3 as a later substitute for seconds: the majority of published tables.
const INR: Band = band(17, 23, 1);
const INR_NARROW: Band = band(17, 22, 1);
const PROLONGATION_S: Band = band(4, 6, 0);

fn bilirubin_band(unit: Unit, cholestatic: bool) -> Band {
    match (unit, cholestatic) {
        (Unit::MgPerDl, false) => band(2, 3, 0),
        (Unit::MgPerDl, true) => band(4, 10, 0),
        (_, false) => band(34, 51, 0),
        (_, true) => band(68, 170, 0),
    }
}

fn albumin_band(unit: Unit) -> Band {
    match unit {
        Unit::GPerDl => band(28, 35, 1),
        _ => band(28, 35, 0),
    }
}

/// How another published table reads the same entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// The table computed here.
    Usual,
    /// Bilirubin converted to the other unit before its band is looked up.
    BilirubinConverted,
    /// Three points from an INR above 2.2.
    InrAbove22,
    /// Seconds of prolongation in place of the INR, where both were entered.
    Seconds,
}

impl Variant {
    /// Every variant but the usual one.
    pub const OTHERS: [Variant; 3] = [
        Variant::BilirubinConverted,
        Variant::InrAbove22,
        Variant::Seconds,
    ];
}

/// The bilirubin of a lab and the band for it.
fn bilirubin(lab: &Lab, cholestatic: bool, variant: Variant) -> Range {
    if variant != Variant::BilirubinConverted {
        return rising_range(&lab.typed(), bilirubin_band(lab.unit(), cholestatic));
    }
    if lab.unit() == Unit::MgPerDl {
        return rising_range(&lab.compared(), bilirubin_band(Unit::UmolPerL, cholestatic));
    }
    let (low, high) = bilirubin_band(Unit::MgPerDl, cholestatic);
    rising_range(
        &lab.typed(),
        (low * unit::BILIRUBIN, high * unit::BILIRUBIN),
    )
}

/// Points where more is worse.
fn rising(bound: Bound, (low, high): Band) -> u8 {
    if bound < Bound::at(low) {
        1
    } else if bound <= Bound::at(high) {
        2
    } else {
        3
    }
}

/// The least and the most points an item can have.
type Range = (u8, u8);

fn rising_range(interval: &Interval, band: Band) -> Range {
    let low = rising(interval.low, band);
    if interval.is_point() {
        return (low, low);
    }
    (low, rising(interval.high, band))
}

/// Points where less is worse: the mirror of [`rising`], with its ends changed round.
fn falling_range(interval: &Interval, band: Band) -> Range {
    let (low, high) = rising_range(interval, band);
    (4 - high, 4 - low)
}

const ANY: Range = (1, 3);

/// What tells of coagulation: an INR before seconds, and seconds above control before a time that lacks its control.
const COAGULATION: [Analyte; 3] = [
    Analyte::Inr,
    Analyte::ProthrombinProlongation,
    Analyte::ProthrombinTime,
];

/// Which test the coagulation points come from.
fn coagulation(inputs: &Inputs, variant: Variant) -> Option<&Lab> {
    let tests = [Analyte::Inr, Analyte::ProthrombinProlongation];
    let mut given = tests.into_iter().filter_map(|analyte| inputs.lab(analyte));
    if variant == Variant::Seconds {
        return given.next_back();
    }
    given.next()
}

fn ranges(inputs: &Inputs, variant: Variant) -> [(Item, Range); 5] {
    let bilirubin = inputs
        .lab(Analyte::Bilirubin)
        .map_or(ANY, |lab| bilirubin(lab, inputs.cholestatic, variant));
    let albumin = inputs.lab(Analyte::Albumin).map_or(ANY, |lab| {
        falling_range(&lab.typed(), albumin_band(lab.unit()))
    });
    let tested = coagulation(inputs, variant);
    let coagulation = tested.map_or(ANY, |lab| {
        let band = match (lab.analyte(), variant) {
            (Analyte::ProthrombinProlongation, _) => PROLONGATION_S,
            (_, Variant::InrAbove22) => INR_NARROW,
            _ => INR,
        };
        rising_range(&lab.typed(), band)
    });
    // Where none counts, one that was entered and waits is the one to ask for.
    let asked = || {
        let waits = |analyte: &Analyte| inputs.waiting(*analyte).is_some();
        COAGULATION.into_iter().find(waits).unwrap_or(Analyte::Inr)
    };
    let tested = tested.map_or_else(asked, Lab::analyte);
    let ascites = inputs.ascites.map_or(ANY, |ascites| match ascites {
        Ascites::None => (1, 1),
        Ascites::Slight => (2, 2),
        Ascites::Moderate => (3, 3),
    });
    let encephalopathy = inputs.encephalopathy.map_or(ANY, |grade| match grade {
        Encephalopathy::None => (1, 1),
        Encephalopathy::Grade1To2 => (2, 2),
        Encephalopathy::Grade3To4 => (3, 3),
    });
    [
        (Item::Lab(Analyte::Bilirubin), bilirubin),
        (Item::Lab(Analyte::Albumin), albumin),
        (Item::Lab(tested), coagulation),
        (Item::Ascites, ascites),
        (Item::Encephalopathy, encephalopathy),
    ]
}

fn ends(ranges: &[(Item, Range); 5]) -> (ChildPugh, ChildPugh) {
    let low = ranges.map(|(_, (low, _))| low);
    let high = ranges.map(|(_, (_, high))| high);
    (ChildPugh { points: low }, ChildPugh { points: high })
}

/// The least and the greatest score of what was entered, as a variant reads it.
pub fn by(inputs: &Inputs, variant: Variant) -> (ChildPugh, ChildPugh) {
    ends(&ranges(inputs, variant))
}

/// Child-Pugh of what was entered.
pub fn child_pugh(inputs: &Inputs) -> Outcome<ChildPugh> {
    let ranges = ranges(inputs, Variant::Usual);
    let (low, high) = ends(&ranges);
    let items = ranges.map(|(item, (low, high))| (item, low != high));
    inputs.between(&items, low, high)
}

/// The class of what was entered, which the points can settle where they are open themselves.
pub fn class(inputs: &Inputs) -> Outcome<Class> {
    match child_pugh(inputs) {
        Outcome::Known(score) => Outcome::Known(score.class()),
        Outcome::Open { low, high, .. } if low.class() == high.class() => {
            Outcome::Known(low.class())
        }
        Outcome::Open {
            missing,
            imprecise,
            low,
            high,
        } => Outcome::Open {
            missing,
            imprecise,
            low: low.class(),
            high: high.class(),
        },
    }
}
