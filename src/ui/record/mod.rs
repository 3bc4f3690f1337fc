//! Leaving with the result: a summary or the whole record copied as plain text, or a sheet of paper. The wasm of programs
//! writes all three, of what stands in the form at that moment.

#[cfg(not(target_arch = "wasm32"))]
pub mod fixtures;

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

use crate::browser::{clipboard, place};
use crate::exchange::handed::Handed;
use crate::ui::context::{UiContext, bare, button, of_class};
use crate::ui::verdict::field_name;
use crate::view::Node;
use crate::view::html::{div, h2, li, p, textarea, ul};

/// The form as it is handed over.
pub fn handed(cx: UiContext) -> Vec<u8> {
    let known = cx.settings.with(|settings| settings.known());
    let unused = cx.read(|parsed| {
        let unused = parsed.errors.iter();
        unused.map(|(field, _)| field_name(cx, field).1).collect()
    });
    Handed::new(cx.lang, &known, cx.form.values(), unused).to_bytes()
}

/// Has something written of a form that was handed over: see `browser::ask::write`.
pub fn write(cx: UiContext, name: &str, form: &[u8], done: impl FnOnce(Option<String>) + 'static) {
    #[cfg(target_arch = "wasm32")]
    crate::browser::ask::write(name, &cx.id.get_value(), form, done);
    // The machine that builds has both in one.
    #[cfg(not(target_arch = "wasm32"))]
    done(crate::exchange::handed::Taken::over(&cx.study(), form).map(|taken| taken.written(name)));
}

/// A text that was made of a form, with that form: both are empty where there is none.
type Made = (Vec<u8>, String);

/// Has a text made of what stands here: at once where the other wasm is here. `copied` tells whether this page is still
/// there. Nothing where that wasm does not come.
fn make(
    cx: UiContext,
    name: &'static str,
    copied: RwSignal<Made>,
    done: impl FnOnce(Option<Made>) + 'static,
) {
    let form = untrack(|| handed(cx));
    let kept = form.clone();
    write(cx, name, &form, move |text| {
        if copied.is_disposed() {
            return;
        }
        match text {
            // What was entered while the other wasm was on its way counts.
            Some(_) if untrack(|| handed(cx)) != kept => make(cx, name, copied, done),
            text => done(text.map(|text| (kept, text))),
        }
    });
}

/// The ways to leave with it.
pub fn leave(cx: UiContext) -> Vec<Node> {
    let words = &cx.page().record;
    // What was copied, and what was refused and is to be copied by hand: both count only for as long as it is of what
    // stands here.
    let copied = RwSignal::new(Made::default());
    let refused = RwSignal::new(Made::default());
    let unmade = RwSignal::new(false);
    let holds =
        move |left: RwSignal<Made>| left.with(|(form, _)| !form.is_empty() && *form == handed(cx));
    let copy = move |id: &'static str, text, name: &'static str| {
        button("plain", text).id(id).on("click", move |event| {
            let by_hand = place::way_to(&event, ".widget", "#record-text".to_owned());
            // Emptied first: the same words a second time would not be said again.
            cx.announced.set(String::new());
            copied.set(Made::default());
            refused.set(Made::default());
            unmade.set(false);
            make(cx, name, copied, move |made| {
                let Some(made) = made else {
                    unmade.set(true);
                    cx.announced.set(words.unmade.to_owned());
                    return;
                };
                let text = made.1.clone();
                clipboard::copy(&text, move |allowed| {
                    if allowed {
                        copied.set(made);
                        cx.announced.set(words.copied.to_owned());
                    } else {
                        refused.set(made);
                        by_hand();
                    }
                });
            });
        })
    };
    let print = button("plain", words.print).id("print").on("click", |_| {
        // A frame may not be allowed to; the browser's own menu can still print.
        let _ = window().print();
    });
    let outcome = move || {
        if unmade.get() {
            return vec![of_class(p, "error", words.unmade)];
        }
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
            .child(refused.with(|(_, text)| text.clone()))
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
            .child(copy("copy", words.copy, "summary"))
            .child(copy("copy-whole", words.copy_whole, "record"))
            .child(print)
            .into(),
        div().children_of(outcome).into(),
    ]
}

/// The sheet of paper, where it is all that is shown: as it is at this moment, in which a browser comes to print, or that
/// it cannot be made yet. Whose it is and who signs it is written by hand.
pub fn paper(cx: UiContext) -> Vec<Node> {
    let words = &cx.page().record;
    let sheet = Rc::new(RefCell::new(None));
    let made = sheet.clone();
    let form = untrack(|| handed(cx));
    // What comes later is of no use: by then the paper has left.
    write(cx, "sheet", &form, move |text| {
        made.replace(text);
    });
    let Some(text) = sheet.take() else {
        return vec![bare(p, words.paper_late)];
    };
    let mut nodes = Vec::new();
    let mut title = None;
    let mut lines = Vec::new();
    let mut end = |title: &mut Option<Node>, lines: &mut Vec<Node>| {
        if !lines.is_empty() {
            let list = ul().children(std::mem::take(lines));
            nodes.push(div().child(title.take()).child(list).into());
        }
    };
    // A heading stands below an empty line.
    let mut is_title = false;
    for line in text.split('\n') {
        if line.is_empty() {
            end(&mut title, &mut lines);
            is_title = true;
        } else if is_title {
            title = Some(bare(h2, line.to_owned()));
            is_title = false;
        } else {
            lines.push(li().children(cx.with_quotes(line)).into());
        }
    }
    end(&mut title, &mut lines);
    let by_hand = [
        words.patient_line,
        words.physician_line,
        words.date_line,
        words.signature_line,
    ];
    let by_hand = by_hand.map(|line| bare(p, line)).into();
    nodes.push(div().class("by-hand").children(by_hand).into());
    nodes
}
