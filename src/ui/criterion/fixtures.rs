//! States of the rows of criteria, and of the list of them.

use super::list::criteria;
use super::row;
use crate::ui::context::UiContext;
use crate::ui::fixtures::{ASKED, Fixture, state};
use crate::view::Node;
use crate::view::html::ul;

/// The row of a criterion.
fn of(id: &'static str) -> impl Fn(UiContext) -> Node {
    move |cx| {
        let rows = cx.shows(ul().class("rows"), move |study, report| {
            let all = study.criteria.iter().zip(&report.findings);
            let asked = all.filter(|(criterion, _)| &*criterion.id == id);
            asked
                .map(|(criterion, finding)| row(cx, study, criterion, finding))
                .collect()
        });
        rows.into()
    }
}

/// The states.
pub fn all() -> Vec<Fixture> {
    vec![
        state("a value that is missing", of("I5a")),
        state("a value that meets the limit", of("I5a")).worked(),
        state("a value beyond the limit", of("I5a"))
            .worked()
            .with(&[("hemoglobin", "60")]),
        state("a value just at the limit", of("I5b"))
            .worked()
            .with(&[("platelets", "30")]),
        state("a score that meets the limit", of("I4e")).worked(),
        state("a question that nobody answered", of("E3")),
        state("an exclusion that is absent", of("E3")).with(&[("E3", "no")]),
        state("an exclusion that is present, on a day", of("E3"))
            .with(&[("E3", "yes"), ("E3-event", "2026-11-10")]),
        state("an event that is too long ago", of("E3"))
            .with(&[("E3", "yes"), ("E3-event", "2026-01-10")]),
        state("an answer that does not know", of("E3")).with(&[("E3", "unknown")]),
        state("ambiguous in the registry", of("I6")),
        state("left to the study site", of("I7")),
        state("unfolded", of("I4c")).worked().unfolded("I4c"),
        state("other readings, unfolded", of("I4e"))
            .worked()
            .unfolded("I4e"),
        state("one of two, open", of("I2")).asking().unfolded("I2"),
        state("one of two, decided by one", of("I2"))
            .asking()
            .with(&ASKED)
            .unfolded("I2"),
        state("enough values on days far enough apart", of("I3"))
            .asking()
            .with(&ASKED)
            .unfolded("I3"),
        state("parts within parts", of("I4"))
            .asking()
            .with(&[("ecog", "2"), ("varices", "no")])
            .unfolded("I4"),
        state("a limit of normal that nobody entered", of("I1"))
            .asking()
            .with(&[("alt", "180")]),
        state("an exclusion that may be over later", of("E3"))
            .asking()
            .with(&[("E3", "yes")]),
        state("all of them", criteria)
            .worked()
            .with(&[("E3", "yes"), ("hemoglobin", "60")]),
    ]
}
