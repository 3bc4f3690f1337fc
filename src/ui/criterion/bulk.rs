//! "No" to every question of an exclusion criterion that nobody answered: only where it is asked for, with a list of
//! what it will answer, and taken back in one step.

use leptos::prelude::*;

use crate::study::model::{Kind, Rule};
use crate::ui::context::{UiContext, bare, button, go_to_later};
use crate::ui::form::TextSignal;
use crate::view::Node;
use crate::view::html::{self, div, li, p, ul};
use crate::words::fill;

const NO: &str = "no";

/// The exclusion questions without an answer, by criterion id with their names.
fn open(cx: UiContext) -> Vec<(String, String)> {
    let study = cx.study();
    let asked = study.criteria.iter().filter(|criterion| {
        // What nobody can read, and what is computed, is decided by no answer, so none is put in anybody's mouth.
        let mut decides = |rule: &Rule| matches!(rule, Rule::Answer(rule) if rule.entry.is_none());
        let computed = criterion.readings.first();
        criterion.kind == Kind::Exclusion
            && computed.is_some_and(|reading| reading.rule.any(&mut decides))
    });
    let unanswered = asked.filter(|criterion| {
        let answer = cx.form.answer(&criterion.id);
        answer.is_some_and(|answer| answer.with(String::is_empty))
    });
    let named = unanswered.map(|criterion| {
        let name = criterion.name.in_lang(cx.lang);
        (criterion.id.to_string(), name.to_owned())
    });
    named.collect()
}

/// The offer, the list to confirm, and the way back.
pub fn no_to_the_rest(cx: UiContext) -> Vec<Node> {
    let words = &cx.page().tools;
    // Texts, since every other kind of signal is compiled anew: whether the list stands, and the ids answered.
    let asking = RwSignal::new(String::new());
    let answered = RwSignal::new(String::new());
    let stands = move || asking.with(|asking| !asking.is_empty());
    let count = move || open(cx).len().to_string();
    let offer = html::button()
        .attr("type", "button")
        .class("plain")
        .id("no-to-rest")
        .hidden(move || stands() || open(cx).is_empty())
        .text_of(move || fill(words.no_to_rest, &[("count", &count())]))
        .on("click", move |event| {
            asking.set(NO.to_owned());
            go_to_later(&event, "#no-list");
        });
    let list = ul().children_of(move || {
        let open = open(cx).into_iter();
        open.map(|(id, name)| bare(li, [id.as_str(), " ", &name].concat()))
            .collect()
    });
    let confirm = button("plain", words.no_confirm)
        .id("no-confirm")
        .on("click", move |event| {
            let ids: Vec<String> = untrack(|| open(cx)).into_iter().map(|(id, _)| id).collect();
            for id in &ids {
                if let Some(answer) = cx.form.answer(id) {
                    answer.set(NO.to_owned());
                }
            }
            answered.set(ids.join(" "));
            asking.set(String::new());
            go_to_later(&event, "#no-undo");
        });
    let cancel = button("plain", words.cancel).on("click", move |event| {
        asking.set(String::new());
        go_to_later(&event, "#no-to-rest");
    });
    let undo = button("plain", cx.page().form.undo)
        .id("no-undo")
        .on("click", move |event| {
            for id in answered.get_untracked().split(' ') {
                let answer = cx.form.answer(id);
                let ours = |answer: &TextSignal| answer.with_untracked(|answer| answer == NO);
                if let Some(answer) = answer.filter(ours) {
                    answer.set(String::new());
                }
            }
            answered.set(String::new());
            go_to_later(&event, "#no-to-rest");
        });
    let card = div().class("card").id("no-list");
    let card = card
        .attr("tabindex", "-1")
        .attr("role", "group")
        .attr("aria-label", words.no_list)
        .hidden(move || !stands())
        .child(bare(p, words.no_list))
        .child(list)
        .child(div().class("actions").child(confirm).child(cancel));
    let said = move || fill(words.no_done, &[("ids", &answered.get())]);
    let done = div()
        .class("done")
        .hidden(move || answered.with(String::is_empty))
        .child(p().text_of(said))
        .child(undo);
    vec![offer.into(), card.into(), done.into()]
}
