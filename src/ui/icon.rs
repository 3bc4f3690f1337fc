//! Signs that stand beside a word and never instead of one, drawn so that they need no font.

use crate::screening::{State, VerdictState};
use crate::view::Node;
use crate::view::svg::{path, svg};

/// A sign as the path of its strokes on a square of 24.
#[derive(Clone, Copy)]
pub struct Icon(&'static str);

pub const PASSES: Icon = Icon("M4 12.5l5.2 5.2L20 6.8");
pub const FAILS: Icon = Icon("M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M8.5 8.5l7 7M15.5 8.5l-7 7");
pub const UNKNOWN: Icon = Icon(
    "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M9.3 9.4a2.8 2.8 0 1 1 4.2 2.5c-.9.5-1.5 1-1.5 2M12 16.9v.2",
);
pub const UNDECIDABLE: Icon = Icon("M12 21v-8M12 13L5 5M12 13l7-8M5 9V5h4M15 5h4v4");
pub const SITE: Icon = Icon("M5 21V4h14v17M3 21h18M12 7.5v5M9.5 10h5M10 21v-4h4v4");
pub const NOT_APPLICABLE: Icon = Icon("M6 12h12");
pub const CAUTION: Icon = Icon("M12 4L2.8 20h18.4zM12 10v4.5M12 17.2v.2");
pub const SHIELD: Icon = Icon("M12 3l7.5 2.8v5.4c0 4.6-3 8-7.5 9.8c-4.5-1.8-7.5-5.2-7.5-9.8V5.8z");

/// The sign of a criterion's state.
pub fn of_state(state: State) -> Icon {
    match state {
        State::Passes => PASSES,
        State::Fails => FAILS,
        State::Unknown => UNKNOWN,
        State::Undecidable => UNDECIDABLE,
        State::ForTheSite => SITE,
        State::NotApplicable => NOT_APPLICABLE,
    }
}

/// The sign of a verdict. No check mark: nothing here says that a patient is eligible.
pub fn of_verdict(state: VerdictState) -> Icon {
    match state {
        VerdictState::Excluded => FAILS,
        VerdictState::Undetermined => UNKNOWN,
        VerdictState::NotExcluded => SHIELD,
    }
}

/// Draws a sign.
pub fn draw(icon: Icon) -> Node {
    svg()
        .class("icon")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .child(path().attr("d", icon.0))
        .into()
}
