//! The result in one line, for screens on which the result itself is not beside the form.

use crate::screening::Report;
use crate::screening::fields::scores;
use crate::study::Study;
use crate::ui::context::{UiContext, go_to, of_class};
use crate::ui::icon;
use crate::ui::score_card;
use crate::ui::verdict;
use crate::view::Node;
use crate::view::html::{button, nav, span};

/// The line; it leads to the result.
pub fn bar(cx: UiContext) -> Node {
    let words = &cx.page().result;
    let open = button()
        .attr("type", "button")
        .attr("data-pending", words.preparing)
        .on("click", |event| go_to(&event, &["#verdict"]));
    nav()
        .class("bar")
        .attr("aria-label", words.bar_label)
        .child(cx.shows(open, move |study, report| {
            vec![
                line(cx, study, report),
                of_class(span, "unseen", words.to_result),
            ]
        }))
        .into()
}

/// So many scores stand in the line.
const SCORES: usize = 2;

fn line(cx: UiContext, study: &Study, report: &Report) -> Node {
    let state = report.verdict.state;
    let score = |name| {
        let figure = score_card::figure(cx, study, report, name).unwrap_or_else(|| "–".to_owned());
        let name = cx.words().score(name);
        of_class(span, "bar-score", [name, " ", &figure].concat())
    };
    let verdict = span()
        .class("bar-verdict")
        .child(icon::draw(icon::of_verdict(state)))
        .child(" ")
        .child(verdict::heading(cx.page(), state));
    span()
        .class("bar-line")
        .attr("data-state", state.key())
        .child(verdict)
        .children(scores(study).into_iter().take(SCORES).map(score).collect())
        .into()
}
