//! The value of one observation, or the reason why it is not taken.

use super::codes::Known;
use super::tree::{as_text, field, has, list, one_of, says_twice, text};
use super::units::{contradicted, unit};
use super::when::When;
use crate::clinical::{Analyte, Lab};
use crate::exchange::input::refusal;
use crate::exchange::read::digits;
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
    if groups {
        return Some("It groups other results, or is derived from them.");
    }
    says_twice(observation).then_some("A field appears twice in it.")
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
