//! A laboratory value: its digits, its unit, and exact conversion.
//!
//! The value and the unit as typed are the truth. Comparisons are made in the larger-numbered unit of
//! the analyte, which is reached by multiplication only and therefore exactly.

use rust_decimal::Decimal;

pub use super::analyte::{Accepted, Analyte};
use super::interval::{Bound, Interval};
use super::number::{Comparator, Number, NumberError, fixed, quotient};
use super::unit::Unit;

/// The controls that are accepted beside a prothrombin time, in seconds.
pub const CONTROL: (Decimal, Decimal) = (
    Decimal::from_parts(5, 0, 0, false, 0),
    Decimal::from_parts(30, 0, 0, false, 0),
);

/// The control of a prothrombin time as typed; nothing where it is none.
pub fn control(text: &str) -> Option<Decimal> {
    let number = Number::parse(text).ok()?;
    let (least, most) = CONTROL;
    let fits = number.comparator == Comparator::Exactly && (least..=most).contains(&number.value);
    fits.then_some(number.value)
}

/// Why a value is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabError {
    /// The text is no number.
    Number(NumberError),
    /// The unit is not one of the analyte's.
    Unit,
    /// Below nought, where nothing can be.
    Negative,
    /// Outside what any living patient has: the values accepted in the unit typed.
    Range(&'static Accepted),
}

impl std::fmt::Display for LabError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            LabError::Number(error) => error.fmt(f),
            LabError::Unit => f.write_str("This value is not measured in this unit."),
            LabError::Negative => f.write_str("Expected a number that is not below zero."),
            LabError::Range(accepted) => {
                let Accepted {
                    unit, least, most, ..
                } = accepted;
                let expected = format!("Expected {least} to {most} {}", unit.label());
                write!(f, "{}.", expected.trim_end())
            }
        }
    }
}

impl std::error::Error for LabError {}

/// A laboratory value as typed: analyte, digits, unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lab {
    analyte: Analyte,
    number: Number,
    accepted: &'static Accepted,
    typed: Interval,
    compared: Interval,
}

impl Lab {
    /// Reads a value as typed.
    ///
    /// # Errors
    /// [`LabError`] says what is wrong; nothing is corrected.
    pub fn parse(analyte: Analyte, text: &str, unit: Unit) -> Result<Self, LabError> {
        let accepted = analyte.accepts(unit).ok_or(LabError::Unit)?;
        let number = Number::parse(text).map_err(LabError::Number)?;
        let value = number.value;
        if value.is_sign_negative() && !accepted.least.is_sign_negative() {
            return Err(LabError::Negative);
        }
        // "< 0.1" says less than the least that is accepted, and is a fair thing to print.
        let low_end = matches!(
            number.comparator,
            Comparator::Exactly | Comparator::Above | Comparator::AtLeast
        );
        let below = value < accepted.least && (low_end || value.is_zero());
        let beyond = value > accepted.most
            || (value == accepted.most && number.comparator == Comparator::Above);
        if below || beyond {
            return Err(LabError::Range(accepted));
        }
        let typed = Interval::of(number, accepted.least, accepted.most);
        Ok(Lab {
            analyte,
            number,
            accepted,
            typed,
            compared: typed.times(accepted.factor),
        })
    }

    /// What was measured.
    pub fn analyte(&self) -> Analyte {
        self.analyte
    }

    /// The number as typed.
    pub fn number(&self) -> Number {
        self.number
    }

    /// The unit as typed.
    pub fn unit(&self) -> Unit {
        self.accepted.unit
    }

    /// What the value can be, in the unit typed.
    pub fn typed(&self) -> Interval {
        self.typed
    }

    /// What the value can be, in the unit of comparison, exactly.
    pub fn compared(&self) -> Interval {
        self.compared
    }

    /// Whether it stands in the unit of comparison, from which the other unit is reached by division.
    pub(crate) fn converts_by_division(&self) -> bool {
        self.accepted.factor == Decimal::ONE
    }

    /// Seconds above a control, exactly; of a prothrombin time. The difference is held against no range, since both
    /// its parts were.
    pub(crate) fn less(&self, control: Decimal) -> Lab {
        let shifted = |bound: Bound| Bound {
            value: bound.value - control,
            nudge: bound.nudge,
        };
        let typed = Interval {
            low: shifted(self.typed.low),
            high: shifted(self.typed.high),
        };
        let analyte = Analyte::ProthrombinProlongation;
        Lab {
            analyte,
            number: Number {
                value: self.number.value - control,
                ..self.number
            },
            accepted: analyte.units().first().unwrap_or(self.accepted),
            typed,
            compared: typed,
        }
    }

    /// The value in another of the analyte's units, to read beside the field; never decided on.
    pub fn shown_in(&self, unit: Unit) -> Option<String> {
        let other = self.analyte.accepts(unit)?;
        let compared = self.number.value * self.accepted.factor;
        let decimals = match unit {
            Unit::UmolPerL => 0,
            Unit::MgPerDl => 2,
            _ => 1,
        };
        Some(fixed(quotient(compared, other.factor), decimals))
    }
}

/// The ends of an interval in the unit of comparison as floating point in a unit `factor` times smaller
/// in number (mg/dL from µmol/L); each rounded once.
pub(crate) fn floats(interval: &Interval, factor: Decimal) -> (f64, f64) {
    let low = quotient(interval.low.value, factor);
    if interval.is_point() {
        return (low, low);
    }
    (low, quotient(interval.high.value, factor))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lab(analyte: Analyte, text: &str, unit: Unit) -> Result<Lab, LabError> {
        Lab::parse(analyte, text, unit)
    }

    // guards: H7
    #[test]
    fn conversion_is_exact() {
        let bilirubin = lab(Analyte::Bilirubin, "3.0", Unit::MgPerDl).map(|l| l.compared());
        assert_eq!(bilirubin, Ok(Interval::point(Decimal::new(513, 1))));
        let bound = lab(Analyte::Bilirubin, "9.94", Unit::MgPerDl).map(|l| l.compared());
        assert_eq!(bound, Ok(Interval::point(Decimal::new(169_974, 3))));
    }

    // guards: H1
    #[test]
    fn impossible_values_are_refused_with_the_accepted_range() {
        for (analyte, text, unit) in [
            (Analyte::Bilirubin, "0", Unit::UmolPerL),
            (Analyte::Bilirubin, "<0", Unit::UmolPerL),
            (Analyte::Bilirubin, "1401", Unit::UmolPerL),
            (Analyte::Albumin, "81", Unit::GPerL),
            (Analyte::Inr, ">20", Unit::One),
        ] {
            assert!(matches!(lab(analyte, text, unit), Err(LabError::Range(_))));
        }
        assert_eq!(
            lab(Analyte::Sodium, "-136", Unit::MmolPerL),
            Err(LabError::Negative)
        );
        assert!(lab(Analyte::ProthrombinProlongation, "-1", Unit::Second).is_ok());
        assert_eq!(
            lab(Analyte::Sodium, "136", Unit::MgPerDl),
            Err(LabError::Unit)
        );
    }

    #[test]
    fn a_limit_below_the_least_accepted_value_is_a_fair_print() {
        let bilirubin = lab(Analyte::Bilirubin, "<0.1", Unit::MgPerDl).map(|l| l.typed());
        assert!(bilirubin.is_ok());
    }

    #[test]
    fn the_converted_value_is_for_reading() {
        let shown =
            lab(Analyte::Bilirubin, "45", Unit::UmolPerL).map(|l| l.shown_in(Unit::MgPerDl));
        assert_eq!(shown, Ok(Some("2.63".to_owned())));
    }
}
