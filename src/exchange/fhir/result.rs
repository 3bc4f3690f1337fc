//! The value of one observation, or the reason why it is not taken.

use super::codes::Known;
use super::tree::{as_text, field, has, list, one_of, text};
use super::units::{contradicted, unit};
use super::when::When;
use crate::clinical::{Analyte, Lab};
use crate::exchange::input::refusal;
use serde_json::Value;

/// A value that its field would accept, and the number of the resource it is from.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    pub lab: Lab,
    pub when: Option<When>,
    pub at: usize,
}

impl Found {
    /// Whether both say the same.
    pub fn says_as(&self, other: &Found) -> bool {
        self.lab.unit() == other.lab.unit() && self.lab.number() == other.lab.number()
    }

    /// How much is told of its time.
    pub fn detail(&self) -> u8 {
        self.when
            .map_or(0, |when| 1 + u8::from(when.instant.is_some()))
    }
}

/// Why an observation is not to be read, whatever it is of.
pub fn unfit(observation: &Value) -> Option<&'static str> {
    let status = text(observation, "status");
    if !one_of(status, &["final", "amended", "corrected"]) {
        return Some("Its status is not final, amended or corrected.");
    }
    let meta = field(observation, "meta");
    for label in list(meta, "security").iter().chain(list(meta, "tag")) {
        if one_of(text(label, "code"), &["HTEST", "SUBSETTED"]) {
            return Some("It is marked as test data, or as a part of a result.");
        }
    }
    let modifiers = ["modifierExtension", "implicitRules", "focus"];
    if modifiers.iter().any(|key| has(observation, key)) {
        return Some("It carries a modifier or a focus, which may change what it means.");
    }
    let groups = has(observation, "hasMember") || has(observation, "derivedFrom");
    groups.then_some("It groups other results, or is derived from them.")
}

/// The value of an observation.
///
/// # Errors
/// The reason why there is none.
pub fn measured(analyte: Analyte, known: &Known, observation: &Value) -> Result<Lab, String> {
    let quantity = field(observation, "valueQuantity");
    let sign = text(quantity, "comparator");
    let digits = match field(quantity, "value") {
        Value::Number(number) => number.as_f64().and_then(digits).unwrap_or_default(),
        other => as_text(other).to_owned(),
    };
    let mut values = observation.as_object().into_iter().flatten();
    let another = values.any(|(key, value)| {
        key.starts_with("value") && key != "valueQuantity" && *value != Value::Null
    });
    if !one_of(sign, &["", "<", "<=", ">", ">="]) {
        return Err("Its comparator is not <, <=, > or >=.".to_owned());
    }
    if digits.is_empty() || another || has(observation, "dataAbsentReason") {
        return Err(
            "It has no number, a number with too many digits, or a value of another kind."
                .to_owned(),
        );
    }
    let unit = unit(analyte, known.property, quantity).map_err(str::to_owned)?;
    if let Some(reason) = contradicted(analyte, unit, observation) {
        return Err(reason.to_owned());
    }
    Lab::parse(analyte, &[sign, &digits].concat(), unit).map_err(refusal)
}

/// The digits of a number as anybody would write them: the fewest that mean this very number, if it takes
/// at most eight decimals and fifteen digits. A whole number over a power of ten is rounded once, as
/// reading the digits would be, so that equality proves them.
fn digits(number: f64) -> Option<String> {
    let mut power = 1.0;
    for decimals in 0..=8_usize {
        let whole = (number * power).round();
        if whole.abs() > 999_999_999_999_999.0 {
            return None;
        }
        if whole / power == number {
            // At most fifteen digits.
            #[allow(clippy::cast_possible_truncation)]
            let mut text = format!("{:0>width$}", (whole as i64).abs(), width = decimals + 1);
            if decimals > 0 {
                text.insert(text.len() - decimals, '.');
            }
            if number < 0.0 {
                text.insert(0, '-');
            }
            return Some(text);
        }
        power *= 10.0;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn digits_are_those_that_anybody_would_write() {
        for (number, text) in [
            (2.4, "2.4"),
            (0.05, "0.05"),
            (-1.5, "-1.5"),
            (45.0, "45"),
            (0.0, "0"),
            (100.0, "100"),
            (0.000_000_01, "0.00000001"),
        ] {
            assert_eq!(digits(number).as_deref(), Some(text));
        }
        for number in [0.1 + 0.2, 1e300, 1.0 / 3.0] {
            assert_eq!(digits(number), None, "{number}");
        }
        for hundredths in 0..200_000 {
            let number = f64::from(hundredths) / 100.0;
            assert_eq!(digits(number), Some(number.to_string()));
        }
    }
}
