//! States of the statement on the dose group.

use super::arm;
use crate::study::model::Recruitment::{Closed, OnHold, Open, Unknown};
use crate::ui::fixtures::{Fixture, state};

/// The states.
pub fn all() -> Vec<Fixture> {
    vec![
        state("closed, as the study file says", arm).worked(),
        state("closed, as the page around says", arm)
            .worked()
            .told(Closed, Some(9)),
        state("on hold", arm).worked().told(OnHold, Some(9)),
        state("a place", arm).worked().told(Open, Some(9)),
        state("a place, as far as is known of the patient", arm).told(Open, Some(9)),
        state("a full group", arm).worked().told(Open, Some(8)),
        state("nobody knows whether it recruits", arm)
            .worked()
            .told(Unknown, Some(9)),
        state("without a count", arm).worked().told(Open, None),
        state("more than there are places", arm)
            .worked()
            .told(Open, Some(99)),
        state("an excluded patient", arm)
            .with(&[("age", "70")])
            .told(Open, Some(9)),
        state("the reader counts otherwise", arm)
            .worked()
            .with(&[("enrolled", "10")])
            .told(Open, Some(9)),
        state("a published count", arm)
            .worked()
            .published(Open, Some(9)),
        state("a count that is no number", arm)
            .worked()
            .with(&[("enrolled", "some")]),
    ]
}
