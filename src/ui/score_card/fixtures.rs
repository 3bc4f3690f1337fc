//! States of the scores.

use super::scores;
use crate::ui::fixtures::{ASKED, Fixture, state};

/// The states.
pub fn all() -> Vec<Fixture> {
    vec![
        state("nothing entered", scores),
        state("one value is missing", scores)
            .worked()
            .with(&[("sodium", "")]),
        state("all known", scores).worked(),
        state("a value below a limit", scores)
            .worked()
            .with(&[("bilirubin", "<5")]),
        state("those that a study asks for", scores).asking(),
        state("those that a study asks for, known", scores)
            .asking()
            .with(&ASKED),
        state("on dialysis", scores)
            .worked()
            .with(&[("dialysis", "yes")]),
        state("another way decides otherwise", scores)
            .worked()
            .with(&[("sodium", "125"), ("creatinine", "60")]),
    ]
}
