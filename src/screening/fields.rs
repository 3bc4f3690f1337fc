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
    let criteria = study.criteria.iter();
    let readings = criteria.flat_map(|criterion| &criterion.readings);
    let asked = readings.filter_map(|reading| match reading.rule {
        Rule::Lab { analyte, .. } => Some(analyte),
        _ => None,
    });
    Analytes::of_every_form().and(asked.collect())
}
