//! What the clinician answers in the row of a criterion: the choices, and the day of the event that it is about.

use leptos::prelude::*;

use crate::exchange::form::Field;
use crate::study::model::Criterion;
use crate::ui::context::UiContext;
use crate::ui::field::{Choices, answers, choices, day_field};
use crate::ui::form::asks;
use crate::ui::reference::language_of;
use crate::view::Node;
use crate::view::html::{div, q};

/// The answer, where the criterion asks for one. Its legend is the whole question, for those who hear it, and the
/// registry's words describe it.
pub fn answer(cx: UiContext, criterion: &Criterion) -> Option<Node> {
    let not_applicable = asks(criterion)?;
    let asked = criterion.question.as_ref().unwrap_or(&criterion.name);
    Some(choices(
        cx,
        Choices {
            name: criterion.id.to_string(),
            text: cx.form.answer(&criterion.id)?,
            legend: cx.said(asked),
            class: "group named",
            described: Some(words_id(criterion)),
            options: answers(cx, not_applicable),
            help: Node::Nothing,
            spare: false,
        },
    ))
}

/// The registry's own words of a criterion, which describe its answer and are read where its details are unfolded.
pub fn words_of(criterion: &Criterion) -> Node {
    let words = criterion.excerpts.join(" ");
    q().class("unseen")
        .id(words_id(criterion))
        .attr("lang", language_of(&words))
        .child(words)
        .into()
}

fn words_id(criterion: &Criterion) -> String {
    [&*criterion.id, "-words"].concat()
}

/// The day of the event, where the criterion is about one within a window of time: asked for once the answer is "yes",
/// and in sight as long as one stands there.
pub fn event(cx: UiContext, criterion: &Criterion) -> Option<Node> {
    let words = &cx.page().form;
    let id = [&*criterion.id, "-event"].concat();
    let field = Field::Event(criterion.id.to_string());
    let (text, answer) = (
        cx.form.event(&criterion.id)?,
        cx.form.answer(&criterion.id)?,
    );
    let asked = move || answer.with(|answer| answer == "yes") || text.with(|text| !text.is_empty());
    let said = (words.event, words.event_note);
    let day = div().class("event").hidden(move || !asked());
    Some(day.child(day_field(cx, id, field, text, said)).into())
}
