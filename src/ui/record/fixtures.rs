//! States of the ways to leave with the result.

use super::{leave, paper};
use crate::ui::context::UiContext;
use crate::ui::fixtures::{Fixture, state};
use crate::view::Node;
use crate::view::html::{div, section};

fn ways(cx: UiContext) -> Node {
    div().class("leave").children(leave(cx)).into()
}

fn sheet(cx: UiContext) -> Node {
    section().class("record").children(paper(cx)).into()
}

/// The states.
pub fn all() -> Vec<Fixture> {
    vec![
        state("the ways", ways).worked(),
        state("the sheet, of nobody", sheet),
        state("the sheet, of the worked patient", sheet).worked(),
    ]
}
