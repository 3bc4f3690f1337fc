//! States of the list of keys.

use leptos::prelude::*;

use super::list;
use crate::ui::context::UiContext;
use crate::ui::fixtures::{Fixture, state};
use crate::view::Node;

fn letters_off(cx: UiContext) -> Node {
    cx.letters.set(false);
    list(cx)
}

/// The states.
pub fn all() -> Vec<Fixture> {
    vec![state("letters on", list), state("letters off", letters_off)]
}
