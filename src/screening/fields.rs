//! Which laboratory values the form of a study has a field for.

use super::score_value::used;
use crate::clinical::{Analytes, Item};
use crate::study::Study;
use crate::study::model::Rule;

/// Those whose keys are listed with commas.
pub fn named(keys: &str) -> Analytes {
    Analytes::of_keys(keys)
}

/// Those of every form, and those that a criterion asks for, by itself or for a score.
pub fn fields(study: &Study) -> Analytes {
    let mut fields = Analytes::OF_EVERY_FORM;
    study.any_rule(|rule| {
        match rule {
            Rule::Lab(rule) => fields = fields.with(rule.analyte),
            Rule::Score(rule) => {
                for item in used(rule.score) {
                    if let Item::Lab(analyte) = item {
                        fields = fields.with(analyte);
                    }
                }
            }
            // The scores with classes are of every form.
            _ => {}
        }
        false
    });
    fields
}
