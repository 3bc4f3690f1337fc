//! What a formula gives, held against a limit without an error of rounding: exactly where it is a fraction, else to a
//! billionth.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::number::real;

/// A fraction of decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    over: Decimal,
    under: Decimal,
}

impl Ratio {
    /// One number over another, which is above nought.
    pub(crate) fn new(over: Decimal, under: Decimal) -> Self {
        Ratio { over, under }
    }

    /// Where it stands to a limit: exactly, as long as their digits are no more than 28 in all.
    pub fn to(&self, limit: Decimal) -> Ordering {
        match limit.checked_mul(self.under) {
            Some(limit) => self.over.cmp(&limit),
            None if limit.is_sign_negative() => Ordering::Greater,
            None => Ordering::Less,
        }
    }

    /// As floating point, rounded once, to be shown.
    pub fn value(&self) -> f64 {
        let quotient = self.over.checked_div(self.under).unwrap_or_default();
        quotient.to_string().parse().unwrap_or_default()
    }
}

/// A number that comes from a root or a power.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Unrounded.
    pub value: f64,
}

impl Estimate {
    /// Where it stands to a limit. What is equal to a billionth is taken as equal: floating point may fall a hair short
    /// of a result that is exact.
    pub fn to(&self, limit: Decimal) -> Ordering {
        let apart = ((self.value - real(limit)) * 1e9).round();
        apart.partial_cmp(&0.0).unwrap_or(Ordering::Equal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_compared_without_dividing() {
        let third = Ratio::new(Decimal::ONE, Decimal::new(3, 0));
        assert_eq!(third.to(Decimal::new(333_333_333, 9)), Ordering::Greater);
        assert_eq!(third.to(Decimal::new(333_333_334, 9)), Ordering::Less);
        let three = Ratio::new(Decimal::new(513, 1), Decimal::new(171, 1));
        assert_eq!(three.to(Decimal::new(30, 1)), Ordering::Equal);
        assert_eq!(three.value(), 3.0);
        let beyond = Ratio::new(Decimal::ONE, Decimal::new(3, 0));
        assert_eq!(beyond.to(Decimal::MAX), Ordering::Less);
        assert_eq!(beyond.to(Decimal::MIN), Ordering::Greater);
    }

    #[test]
    fn an_estimate_is_equal_to_a_billionth() {
        let estimate = |value| Estimate { value };
        let limit = Decimal::new(325, 2);
        assert_eq!(estimate(3.25 - 1e-12).to(limit), Ordering::Equal);
        assert_eq!(estimate(3.25 - 1e-8).to(limit), Ordering::Less);
        assert_eq!(estimate(3.25 + 1e-8).to(limit), Ordering::Greater);
    }
}
