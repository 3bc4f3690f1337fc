//! The question above the laboratory values: which units the report uses. Nothing is chosen before the reader, or the
//! page around for its readers, chose it; what was chosen stays for the next patient.

use leptos::prelude::*;

use crate::clinical::System;
use crate::exchange::form::system;
use crate::ui::context::{UiContext, bare};
use crate::ui::field::{help, radio, shortened};
use crate::view::Node;
use crate::view::html::{div, fieldset, legend, p};

/// What a system of units is called.
pub fn name(cx: UiContext, of: System) -> &'static str {
    let words = &cx.page().form;
    match of {
        System::Si => words.units_si,
        System::Conventional => words.units_conventional,
    }
}

/// The question and its two answers.
pub fn question(cx: UiContext) -> Node {
    let words = &cx.page().form;
    let (typed, settings) = (cx.form.system, cx.settings);
    let chosen = move || typed.with(|typed| settings.with(|now| system(typed, now.units)));
    let options = System::NAMES.into_iter().map(|(key, of)| {
        let is_chosen = move || chosen() == Some(of);
        radio(
            "units",
            key.into(),
            shortened(name(cx, of)),
            is_chosen,
            move || {
                typed.set(key.to_owned());
            },
        )
    });
    let note = move || {
        if typed.with(String::is_empty) && chosen().is_some() {
            words.units_host.to_owned()
        } else {
            words.units_note.to_owned()
        }
    };
    let note = p().id("units-note").text_of(note);
    fieldset()
        .class("group units")
        .attr("data-entry", "units")
        .attr("aria-describedby", "units-note")
        .attr("data-empty", move || chosen().is_none().then_some("true"))
        .child(bare(legend, words.units_question))
        .child(div().class("options").children(options.collect()))
        .child(help(cx, words.units_question, vec![note.into()]))
        .into()
}
