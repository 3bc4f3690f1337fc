//! One criterion, one row: its state, its name, its answer or its value against the limit; what decides otherwise, said
//! in sight; and the rest behind it.

mod answer;
pub mod attention;
mod behind;
pub mod bulk;
#[cfg(not(target_arch = "wasm32"))]
pub mod fixtures;
pub mod list;
mod parts;

use crate::clinical::Item;
use crate::screening::finding::{ReadingResult, Reason};
use crate::screening::{Entry, Finding, State};
use crate::study::model::{Criterion, Kind};
use crate::study::{ANY_STUDY, Study};
use crate::ui::context::{UiContext, of_class, remembered};
use crate::ui::icon;
use crate::view::Node;
use crate::view::html::{div, h5, li, p, span, summary};
use crate::words::{self, fill};

fn state_badge(cx: UiContext, kind: Kind, state: State) -> Node {
    span()
        .class("state")
        .attr("data-state", state.key())
        .child(icon::draw(icon::of_state(state)))
        .child(" ")
        .child(cx.page().state(kind, state))
        .into()
}

/// A criterion with its finding.
pub fn row(cx: UiContext, study: &Study, criterion: &Criterion, finding: &Finding) -> Node {
    let name = cx.said(&criterion.name).node();
    let departs = finding.computed.departs;
    let departs = departs.then(|| of_class(span, "departs", cx.page().criteria.departs));
    let named = div()
        .class("criterion-name")
        .child(
            h5().child(of_class(span, "id", criterion.id.to_string()))
                .child(name),
        )
        .child(departs)
        .children(to_the_letter(cx, finding));
    let asked = answer::answer(cx, criterion);
    let words_of = asked.is_some().then(|| answer::words_of(criterion));
    // What is computed can ask too, for a further reading.
    let shown = [value(cx, criterion, finding), asked];
    li().id(["criterion-", &criterion.id].concat())
        .class("criterion")
        .attr("tabindex", "-1")
        .attr("data-state", finding.state().key())
        .child(
            div()
                .class("state-name")
                .child(state_badge(cx, criterion.kind, finding.state()))
                .child(" ")
                .child(named),
        )
        .children(shown.into_iter().flatten().collect())
        .child(words_of)
        .child(
            div()
                .class("more")
                .child(answer::event(cx, criterion))
                .child(at_once(cx, finding))
                .children(again(cx, criterion, finding))
                .children(cautions(cx, criterion, finding)),
        )
        .child(folded(cx, study, criterion, finding))
        .into()
}

/// What was entered or computed, against what is asked for; a way to the field, where there is one.
fn value(cx: UiContext, criterion: &Criterion, finding: &Finding) -> Option<Node> {
    let reading = criterion.readings.first()?;
    let text =
        words::brief::value_of_row(cx.lang, criterion.kind, &finding.computed, &reading.rule)?;
    let field = match &finding.computed.reason {
        Reason::Age { .. } => Some(Item::Age),
        Reason::Lab(measured) => Some(Item::Lab(measured.lab.analyte())),
        Reason::Waiting(waiting) => Some(Item::Lab(waiting.analyte())),
        Reason::NoLimit(of) => of.missing.first().copied(),
        Reason::Missing(item) => Some(*item),
        _ => None,
    };
    let shown = match field.map(Entry::Item) {
        Some(entry) => cx.field_link("link", entry.key().into_owned(), text),
        None => text.into(),
    };
    Some(of_class(div, "against", shown))
}

/// What is said in sight: what somebody entered and may have to put right.
fn at_once(cx: UiContext, finding: &Finding) -> Option<Node> {
    let reason = &finding.computed.reason;
    let said = matches!(
        reason,
        Reason::Event { .. }
            | Reason::Contradiction { .. }
            | Reason::BornLater
            | Reason::Sample(_)
            | Reason::Sex { .. }
            | Reason::Study(_)
            | Reason::Parts(_)
    );
    said.then(|| of_class(p, "because", words::finding_reason(cx.lang, finding)))
}

/// That an exclusion holds for now, and when to ask again.
fn again(cx: UiContext, criterion: &Criterion, finding: &Finding) -> Vec<Node> {
    let fails = finding.state() == State::Fails;
    let text = criterion.temporary.as_ref().filter(|_| ANY_STUDY && fails);
    let said = text.map(|text| {
        let text = text.in_lang(cx.lang);
        let text = fill(cx.words().findings.ask_again, &[("text", text)]);
        of_class(p, "again", text)
    });
    said.into_iter().collect()
}

/// What the letter of the registry would say, where the reading computed departs from it and comes out otherwise.
fn to_the_letter(cx: UiContext, finding: &Finding) -> Vec<Node> {
    let literal = |said: &&ReadingResult| {
        finding.computed.departs && !said.departs && said.state != finding.state()
    };
    let said = finding.others.iter().filter(literal);
    let said = said.map(|said| {
        let state = cx.page().state(finding.kind, said.state);
        let text = fill(cx.page().criteria.to_the_letter, &[("state", state)]);
        of_class(span, "departs", text)
    });
    said.collect()
}

/// Something to know beside a decision.
pub fn caution_box(text: String, link: impl Into<Node>) -> Node {
    div()
        .class("caution")
        .child(icon::draw(icon::CAUTION))
        .child(p().child(text).child(" ").child(link))
        .into()
}

/// What to say where another reading, or another accepted way, decides otherwise for this patient.
fn cautions(cx: UiContext, criterion: &Criterion, finding: &Finding) -> Vec<Node> {
    words::cautions(cx.lang, criterion, finding)
        .into_iter()
        .map(|text| caution_box(text, Node::Nothing))
        .collect()
}

/// The details, open for as long as the reader left them so, wherever the row goes.
fn folded(cx: UiContext, study: &Study, criterion: &Criterion, finding: &Finding) -> Node {
    let id = criterion.id.to_string();
    let name = [&*criterion.id, criterion.name.in_lang(cx.lang)].join(" ");
    let label = fill(cx.page().criteria.more, &[("name", &name)]);
    let content = match cx.is_unfolded(&id) {
        true => behind::behind(cx, study, criterion, finding),
        false => Vec::new(),
    };
    remembered(cx, id)
        .class("behind")
        .child(summary().attr("aria-label", label).child("…"))
        .child(div().children(content))
        .into()
}
