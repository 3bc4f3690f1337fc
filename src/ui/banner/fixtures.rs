//! States of the banner.

use super::banner;
use crate::study::model::Recruitment::{Closed, OnHold, Open, Unknown};
use crate::ui::fixtures::{Fixture, state};

/// The states.
pub fn all() -> Vec<Fixture> {
    vec![
        state("complete, as the study file says", banner),
        state("closed, as the page around says", banner).told(Closed, Some(9)),
        state("on hold", banner).told(OnHold, Some(9)),
        state("not known", banner).told(Unknown, None),
        state("open, so nothing", banner).told(Open, Some(9)),
    ]
}
