//! What liver medicine knows, apart from any study: laboratory values with units, and scores.
//!
//! Decisions are taken on the digits as typed, in exact decimals; floating point appears only inside
//! logarithms. Nothing here knows a study, a language, a clock or a browser.

pub mod albi;
pub mod analyte;
mod analyte_table;
pub mod apri;
pub mod calculated;
pub mod child_pugh;
pub mod cockcroft_gault;
pub mod egfr;
pub mod entered;
pub mod fib_4;
pub mod further;
pub mod further_unit;
pub mod inputs;
pub mod interval;
pub mod lab;
pub mod maddrey;
pub mod meld;
pub mod number;
pub mod plausible;
pub mod unit;

pub use analyte::Analytes;
pub use entered::{Entered, Waiting};
pub use inputs::{Ascites, Encephalopathy, Inputs, Item, Sex};
pub use interval::{Bound, Interval};
pub use lab::{Analyte, Lab, LabError};
pub use number::{Comparator, Number, NumberError};
pub use unit::{System, Unit};

use inputs::Used;

/// A score, as far as the entries settle it.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome<T> {
    /// Every input that matters is known exactly.
    Known(T),
    /// Something is missing, or a laboratory printed a limit ("< 5") in place of a value.
    Open {
        /// The inputs that nobody gave and that change the score.
        missing: Vec<Item>,
        /// The inputs given as a limit that change the score.
        imprecise: Vec<Item>,
        /// The least score that the entries allow.
        low: T,
        /// The greatest score that the entries allow.
        high: T,
    },
}

impl<T> Outcome<T> {
    /// The least and the greatest score that the entries allow.
    pub fn ends(&self) -> (&T, &T) {
        match self {
            Outcome::Known(score) => (score, score),
            Outcome::Open { low, high, .. } => (low, high),
        }
    }

    /// The score, where it is settled.
    pub fn known(&self) -> Option<&T> {
        match self {
            Outcome::Known(score) => Some(score),
            Outcome::Open { .. } => None,
        }
    }
}

/// A score that is rounded to a whole number, with what it was rounded from.
#[derive(Clone, Debug, PartialEq)]
pub struct Rounded {
    /// The whole number, within the score's own limits.
    pub value: i32,
    /// Before rounding and before the score's own limits.
    pub unrounded: f64,
    /// Each input as it entered the formula; nothing for an end of a score that is open.
    pub used: Vec<Used>,
}
