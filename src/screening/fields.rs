//! Which laboratory values the form of a study has a field for.

use crate::clinical::Analytes;
use crate::study::Study;
use crate::study::model::Rule;

/// Those whose keys are listed with commas.
pub fn named(keys: &str) -> Analytes {
    Analytes::of_keys(keys)
}

/// Those of every form, and those that a criterion asks for.
pub fn fields(study: &Study) -> Analytes {
    let mut fields = Analytes::OF_EVERY_FORM;
    for criterion in &study.criteria {
        for reading in &criterion.readings {
            if let Rule::Lab { analyte, .. } = reading.rule {
                fields = fields.with(analyte);
            }
        }
    }
    fields
}
