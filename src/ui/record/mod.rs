//! Leaving with the result: the record copied as plain text, or printed on one page.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

use crate::browser::{clipboard, place};
use crate::exchange::record::{self, Noted, Part};
use crate::ui::context::{UiContext, bare, button, of_class};
use crate::ui::verdict::field_name;
use crate::view::Node;
use crate::view::html::{div, h2, li, p, textarea, ul};

/// The record of what stands in the fields.
fn parts(cx: UiContext) -> Vec<Part> {
    let study = cx.study();
    cx.screened.with(|screened| {
        let reading = &screened.reading;
        let unused = reading.wrong.iter();
        let noted = Noted {
            unused: unused.map(|(field, _)| field_name(cx, field).1).collect(),
            units: reading.units.clone(),
        };
        let (case, report) = (&reading.case, &screened.report);
        record::record(cx.lang, &study, case, report, &noted)
    })
}

fn text(cx: UiContext) -> String {
    record::text(&parts(cx))
}

/// The two ways to leave with it.
pub fn leave(cx: UiContext) -> Vec<Node> {
    let words = &cx.page().record;
    // What was copied, and what was refused and is to be copied by hand: both count only for as long as it is what
    // stands here.
    let copied = RwSignal::new(String::new());
    let refused = RwSignal::new(String::new());
    let holds =
        move |left: RwSignal<String>| left.with(|left| !left.is_empty() && *left == text(cx));
    let copy = button("plain", words.copy)
        .id("copy")
        .on("click", move |event| {
            let text = text(cx);
            let by_hand = place::way_to(&event, ".widget", "#record-text".to_owned());
            // Emptied first: the same words a second time would not be said again.
            for left in [cx.announced, copied, refused] {
                left.set(String::new());
            }
            let kept = text.clone();
            clipboard::copy(&text, move |allowed| {
                if allowed {
                    copied.set(kept);
                    cx.announced.set(words.copied.to_owned());
                } else {
                    refused.set(kept);
                    by_hand();
                }
            });
        });
    let print = button("plain", words.print).id("print").on("click", |_| {
        // A frame may not be allowed to; the browser's own menu can still print.
        let _ = window().print();
    });
    let outcome = move || {
        if holds(copied) {
            return vec![of_class(p, "note", words.copied)];
        }
        if !holds(refused) {
            return Vec::new();
        }
        let by_hand = textarea()
            .id("record-text")
            .attr("readonly", "")
            .attr("rows", "8")
            .attr("aria-label", words.copy)
            .attr("aria-describedby", "record-refused")
            .child(refused.get())
            .on("focus", |event| {
                let area = event.target().map(|target| target.unchecked_into());
                if let Some(area) = area {
                    HtmlTextAreaElement::select(&area);
                }
            });
        let said = p().id("record-refused").child(words.refused);
        vec![said.into(), by_hand.into()]
    };
    vec![
        div().class("actions").child(copy).child(print).into(),
        div().children_of(outcome).into(),
    ]
}

/// The record for paper, where it is all that is shown: as it is at this moment, in which a browser comes to print.
pub fn paper(cx: UiContext) -> Vec<Node> {
    let of = |part: Part| {
        let lines = part.lines.iter();
        let lines = lines.map(|line| li().children(cx.said(line)).into());
        let list = ul().children(lines.collect());
        let title = part.title.map(|title| bare(h2, title));
        div().child(title).child(list).into()
    };
    let parts = untrack(|| parts(cx));
    parts.into_iter().map(of).collect()
}
