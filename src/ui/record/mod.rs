//! Leaving with the result: a summary or the whole record copied as plain text, or a sheet of paper.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

use crate::browser::{clipboard, place};
use crate::exchange::record::{self, Noted, Part};
use crate::screening::{Case, Report};
use crate::study::Study;
use crate::ui::context::{UiContext, bare, button, of_class};
use crate::ui::verdict::field_name;
use crate::view::Node;
use crate::view::html::{div, h2, li, p, textarea, ul};
use crate::words::Lang;

/// What stands in the fields, in one of the forms in which people take it along.
fn made<T>(cx: UiContext, make: fn(Lang, &Study, &Case, &Report, &Noted) -> T) -> T {
    let study = cx.study();
    cx.screened.with(|screened| {
        let parsed = &screened.parsed;
        let unused = parsed.errors.iter();
        let noted = Noted {
            unused: unused.map(|(field, _)| field_name(cx, field).1).collect(),
            units: parsed.units.clone(),
        };
        make(cx.lang, &study, &parsed.case, &screened.report, &noted)
    })
}

fn whole(lang: Lang, study: &Study, case: &Case, report: &Report, noted: &Noted) -> String {
    record::text(&record::record(lang, study, case, report, noted))
}

/// The ways to leave with it.
pub fn leave(cx: UiContext) -> Vec<Node> {
    let words = &cx.page().record;
    // What was copied, and what was refused and is to be copied by hand: both count only for as long as it is what
    // stands here.
    let copied = RwSignal::new(String::new());
    let refused = RwSignal::new(String::new());
    let holds = move |left: RwSignal<String>| {
        left.with(|left| {
            let stands = |make| made(cx, make) == *left;
            !left.is_empty() && (stands(record::summary) || stands(whole))
        })
    };
    let copy =
        move |id: &'static str, text, make: fn(Lang, &Study, &Case, &Report, &Noted) -> String| {
            button("plain", text).id(id).on("click", move |event| {
                let text = untrack(|| made(cx, make));
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
            })
        };
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
        div()
            .class("actions")
            .child(copy("copy", words.copy, record::summary))
            .child(copy("copy-whole", words.copy_whole, whole))
            .child(print)
            .into(),
        div().children_of(outcome).into(),
    ]
}

/// The sheet of paper, where it is all that is shown: as it is at this moment, in which a browser comes to print. Whose
/// it is and who signs it is written by hand.
pub fn paper(cx: UiContext) -> Vec<Node> {
    let words = &cx.page().record;
    let of = |part: Part| {
        let lines = part.lines.iter();
        let lines = lines.map(|line| li().children(cx.with_quotes(line)).into());
        let list = ul().children(lines.collect());
        let title = part.title.map(|title| bare(h2, title));
        div().child(title).child(list).into()
    };
    let parts = untrack(|| made(cx, record::sheet));
    let mut sheet: Vec<Node> = parts.into_iter().map(of).collect();
    let lines = [
        words.patient_line,
        words.physician_line,
        words.date_line,
        words.signature_line,
    ];
    let lines = lines.map(|line| bare(p, line)).into();
    sheet.push(div().class("by-hand").children(lines).into());
    sheet
}
