//! States of the entries about the patient.

use super::{entries, paste, units};
use crate::clinical::System;
use crate::ui::context::UiContext;
use crate::ui::fixtures::{ASKED, Fixture, state};
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
        state("a study that asks for more", all_of_them).asking(),
        state("the same, filled", all_of_them).asking().with(&ASKED),
        state("the same, with what is not used", all_of_them)
            .asking()
            .with(&[
                ("units", "si"),
                ("bilirubin", "45"),
                ("alt", "60"),
                ("alt.uln", "<40"),
                ("platelets.earlier1", "60"),
                ("platelets.earlier1-date", "2027-01-01"),
                ("weight", "4"),
                ("stiffness", "80"),
                ("biopsy", "yes"),
                ("biopsy-event", "2026-02-30"),
            ]),
        state("no units chosen", units::question),
        state("units of the page around", units::question).units(System::Conventional),
        state("units that the reader chose", units::question).with(&[("units", "si")]),
        state("a printout that nobody read yet", printout).with(&[("printout", "TBil 45 umol/L")]),
    ]
}
