//! States of what is said about the study and the page.

use super::about;
use crate::ui::fixtures::{Fixture, state};

/// The states.
pub fn all() -> Vec<Fixture> {
    vec![state("as it is", about)]
}
