//! What a value can still be. A plain value is one point; "< 5" is everything below five.

use rust_decimal::Decimal;

use super::number::{Comparator, Number};

/// One end of an interval: a value, or just below (−1) or just above (+1) it.
///
/// The order is that of the numbers meant, so that "just below 35" is less than 35.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bound {
    /// The value.
    pub value: Decimal,
    /// −1 just below, 0 exactly, +1 just above.
    pub nudge: i8,
}

impl Bound {
    /// Exactly this value.
    pub fn at(value: Decimal) -> Self {
        Bound { value, nudge: 0 }
    }

    /// Where a number as typed begins to hold: "< 4" just below four, "> 4" just above it.
    pub fn typed(number: Number) -> Self {
        let nudge = match number.comparator {
            Comparator::Below => -1,
            Comparator::Above => 1,
            Comparator::Exactly | Comparator::AtMost | Comparator::AtLeast => 0,
        };
        Bound {
            value: number.value,
            nudge,
        }
    }
}

/// Everything that a value can be, from `low` to `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The least.
    pub low: Bound,
    /// The greatest.
    pub high: Bound,
}

impl Interval {
    /// One exact value.
    pub fn point(value: Decimal) -> Self {
        Interval {
            low: Bound::at(value),
            high: Bound::at(value),
        }
    }

    /// What a printed number leaves open, within what is accepted at all.
    pub fn of(number: Number, least: Decimal, most: Decimal) -> Self {
        let value = number.value;
        let bound = |nudge| Bound { value, nudge };
        let (least, most) = (Bound::at(least), Bound::at(most));
        let (low, high) = match number.comparator {
            Comparator::Exactly => (bound(0), bound(0)),
            // A limit printed at or beyond what is accepted at all leaves just what it says.
            Comparator::Below => (least.min(bound(-1)), bound(-1)),
            Comparator::AtMost => (least.min(bound(0)), bound(0)),
            Comparator::Above => (bound(1), most.max(bound(1))),
            Comparator::AtLeast => (bound(0), most.max(bound(0))),
        };
        Interval { low, high }
    }

    /// Whether it is one exact value.
    pub fn is_point(&self) -> bool {
        // The ends of a point are mostly copies of each other, which is seen without arithmetic.
        let written = |bound: Bound| (bound.value.mantissa(), bound.value.scale(), bound.nudge);
        written(self.low) == written(self.high) || self.low == self.high
    }

    /// Both ends through a factor above nought, exactly.
    #[must_use]
    pub fn times(&self, factor: Decimal) -> Self {
        let through = |bound: Bound| Bound {
            value: bound.value * factor,
            nudge: bound.nudge,
        };
        Interval {
            low: through(self.low),
            high: through(self.high),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn just_below_is_below() {
        let below = Bound {
            value: Decimal::new(35, 0),
            nudge: -1,
        };
        assert!(below < Bound::at(Decimal::new(350, 1)));
        assert!(below > Bound::at(Decimal::new(349, 1)));
    }

    #[test]
    fn a_point_is_one_value_however_its_ends_are_written() {
        let at = |whole, decimals| Bound::at(Decimal::new(whole, decimals));
        let between = |low, high| Interval { low, high };
        assert!(Interval::point(Decimal::new(50, 2)).is_point());
        assert!(between(at(5, 1), at(50, 2)).is_point());
        assert!(!between(at(5, 1), at(51, 2)).is_point());
        let below = Bound {
            nudge: -1,
            ..at(5, 1)
        };
        assert!(!between(below, at(5, 1)).is_point());
    }
}
