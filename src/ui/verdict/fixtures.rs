//! States of the verdict, and of its line on small screens.

use super::bar::bar;
use super::result;
use crate::ui::fixtures::{ASKED, Fixture, state};

/// The states.
pub fn all() -> Vec<Fixture> {
    vec![
        state("nothing entered", result),
        state("excluded", result).with(&[("age", "70")]),
        state("excluded for many reasons", result).worked().with(&[
            ("age", "70"),
            ("hemoglobin", "60"),
            ("platelets", "20"),
            ("bilirubin", "5"),
            ("I3", "no"),
            ("E1", "yes"),
            ("E2", "yes"),
            ("E4", "yes"),
            ("E5", "yes"),
        ]),
        state("no exclusion found", result).worked(),
        state("a study that asks for more", result).asking(),
        state("an exclusion that may be over later", result)
            .asking()
            .with(&ASKED)
            .with(&[("E3", "yes")]),
        state("a value that is not used", result)
            .worked()
            .with(&[("sodium", "1360")]),
        state("a value that waits", result)
            .worked()
            .with(&[("inr", "18")]),
        state("the line, nothing entered", bar),
        state("the line, excluded", bar)
            .worked()
            .with(&[("age", "70")]),
        state("the line, no exclusion found", bar).worked(),
    ]
}
