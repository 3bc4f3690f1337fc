//! States of the visits.

use super::visits;
use crate::ui::fixtures::{Fixture, state};

/// The states.
pub fn all() -> Vec<Fixture> {
    vec![
        state("no day yet", visits),
        state("counted from a day", visits).with(&[("firstInfusion", "2026-12-01")]),
    ]
}
