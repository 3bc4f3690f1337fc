//! States of the visits.

use super::visits;
use crate::study::model::Recruitment::Open;
use crate::ui::fixtures::{Fixture, state};

/// The states.
pub fn all() -> Vec<Fixture> {
    vec![
        state("no day yet", visits),
        state("of a study that takes participants", visits).told(Open, Some(9)),
        state("counted from a day", visits).with(&[("firstInfusion", "2026-12-01")]),
    ]
}
