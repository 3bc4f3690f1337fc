//! States of the entries about the patient.

use super::{entries, paste, units};
use crate::clinical::System;
use crate::ui::context::UiContext;
use crate::ui::fixtures::{Fixture, state};
use crate::view::Node;
use crate::view::html::div;

fn all_of_them(cx: UiContext) -> Node {
    entries(cx, Vec::new())
}

fn printout(cx: UiContext) -> Node {
    div().class("paste").children(paste::block(cx)).into()
}

/// The states.
pub fn all() -> Vec<Fixture> {
    vec![
        state("emptied because the page was left", all_of_them).emptied(),
        state("filled", all_of_them).worked(),
        state("no units chosen", units::question),
        state("units of the page around", units::question).units(System::Conventional),
        state("units that the reader chose", units::question).with(&[("units", "si")]),
        state("a printout that nobody read yet", printout).with(&[("printout", "TBil 45 umol/L")]),
    ]
}
