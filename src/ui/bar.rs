//! The result in one line, for screens on which the result itself is not beside the form.

use super::{Desk, go_to, icon, of_class, result, scores};
use crate::screening::Report;
use crate::study::model::ScoreName;
use crate::view::Node;
use crate::view::html::{button, nav, span};

/// The line; it leads to the result.
pub fn bar(desk: Desk) -> Node {
    let words = &desk.page().result;
    let open = button()
        .attr("type", "button")
        .on("click", |event| go_to(&event, &["#verdict"]));
    nav()
        .class("bar")
        .attr("aria-label", words.bar_label)
        .child(desk.shows(open, move |_, report| {
            vec![
                line(desk, report),
                of_class(span, "unseen", words.to_result),
            ]
        }))
        .into()
}

fn line(desk: Desk, report: &Report) -> Node {
    let state = report.verdict.state;
    let score = |name| {
        let figure = scores::figure(report, name).unwrap_or_else(|| "–".to_owned());
        let name = desk.words().score(name);
        of_class(span, "bar-score", [name, " ", &figure].concat())
    };
    let verdict = span()
        .class("bar-verdict")
        .child(icon::draw(icon::of_verdict(state)))
        .child(" ")
        .child(result::heading(desk.page(), state));
    span()
        .class("bar-line")
        .attr("data-state", state.key())
        .child(verdict)
        .child(score(ScoreName::ChildPugh))
        .child(score(ScoreName::Meld))
        .into()
}
