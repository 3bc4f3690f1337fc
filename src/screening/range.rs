//! The limits of a rule as numbers: what a value is held against.

use rust_decimal::Decimal;

use super::logic::both;
use crate::clinical::{Analyte, Interval, Item, Lab, Unit};
use crate::study::model::{Ends, NormalEnd, Op};

/// A limit of a range.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// How a value must compare.
    pub op: Op,
    /// The limit.
    pub limit: Decimal,
    /// Its unit.
    pub unit: Option<Unit>,
    /// What it is a multiple of, if anything. In a box, since most limits are none and many are copied.
    pub multiple: Option<Multiple>,
}

/// What a limit is a multiple of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Multiple {
    /// So many times.
    pub times: Decimal,
    /// Of which end of the reference interval.
    pub of: NormalEnd,
    /// Which is this, in the limit's unit.
    pub normal: Decimal,
    /// Whether the study file gives it, and nobody here.
    pub by_study: bool,
}

/// A low limit, a high one, or both.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Range {
    /// The low one.
    pub low: Option<End>,
    /// The high one.
    pub high: Option<End>,
}

impl Range {
    /// Of plain numbers.
    pub fn plain([low, high]: Ends<Decimal>) -> Self {
        let end = |(op, limit)| End {
            op,
            limit,
            unit: None,
            multiple: None,
        };
        Range {
            low: low.map(end),
            high: high.map(end),
        }
    }

    /// The limits, the low one first.
    pub fn ends(&self) -> impl Iterator<Item = &End> {
        self.low.iter().chain(&self.high)
    }

    /// The limit, where it is one.
    pub fn only(&self) -> Option<&End> {
        match (&self.low, &self.high) {
            (Some(end), None) | (None, Some(end)) => Some(end),
            _ => None,
        }
    }

    /// Whether everything that a number can be lies in it, or nothing.
    pub fn decides(&self, number: &Interval) -> Option<bool> {
        self.by(|end| end.op.decides(number, end.limit))
    }

    /// Whether a value lies in it, by what is said of each limit.
    pub fn by(&self, holds: impl Fn(&End) -> Option<bool>) -> Option<bool> {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) => both(holds(low), holds(high)),
            (Some(only), None) | (None, Some(only)) => holds(only),
            (None, None) => Some(true),
        }
    }
}

impl End {
    /// The limit in the unit of comparison of a value, exactly.
    pub fn against(&self, lab: &Lab) -> Decimal {
        let accepted = self.unit.and_then(|unit| lab.analyte().accepts(unit));
        accepted.map_or(self.limit, |accepted| self.limit * accepted.factor)
    }

    /// Whether everything that a value can be compares so, or nothing.
    pub fn decides(&self, lab: &Lab) -> Option<bool> {
        self.op.decides(&lab.compared(), self.against(lab))
    }
}

/// An end of the reference interval of an analyte, as something that can be asked for.
pub fn normal_item(analyte: Analyte, of: NormalEnd) -> Item {
    match of {
        NormalEnd::Uln => Item::UpperLimit(analyte),
        NormalEnd::Lln => Item::LowerLimit(analyte),
    }
}
