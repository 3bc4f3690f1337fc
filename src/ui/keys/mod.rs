//! The keys of the page, and the list of them. They work while the focus is inside the widget. A single letter never
//! does anything in a text field, and the reader can switch them off.

#[cfg(not(target_arch = "wasm32"))]
pub mod fixtures;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use crate::browser::place;
use crate::clinical::Item;
use crate::screening::Entry;
use crate::ui::context::{UiContext, bare, button, go_to};
use crate::ui::field::overlay;
use crate::view::html::{b, dd, div, dl, dt, p};
use crate::view::{El, Node};

/// What a key does on the page.
#[derive(Clone, Copy)]
enum Action {
    NextOpen,
    Copy,
    NextPatient,
    Help,
}

const ROOT: &str = ".widget";
/// Fields that nobody filled in; the day of an event is hidden until the answer is "yes".
const IN_SIGHT: &str = "[data-empty]:not([hidden], [hidden] *)";
const LIST: &str = "[data-of=keys]";

/// Follows keys in an element that holds everything of the widget.
pub fn followed(cx: UiContext, whole: El) -> El {
    whole.on("keydown", move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        let Some(action) = meant(cx, key) else { return };
        event.prevent_default();
        // The page around may have keys of its own.
        event.stop_propagation();
        match action {
            Action::NextOpen => next_open(cx, &event),
            Action::Copy => place::press(&event, ROOT, "#copy"),
            Action::NextPatient => {
                place::press(&event, ROOT, "#clear");
                go_to(&event, &["#age"]);
            }
            Action::Help => place::press(&event, ROOT, &[LIST, " > summary"].concat()),
        }
    })
}

fn meant(cx: UiContext, event: &KeyboardEvent) -> Option<Action> {
    // Of an input method, or held down.
    if event.is_composing() || event.repeat() || event.alt_key() || event.meta_key() {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let is = |selector| target.matches(selector).unwrap_or(false);
    let key = event.key();
    if event.ctrl_key() {
        return match key.as_str() {
            "Enter" if event.shift_key() => Some(Action::NextPatient),
            "Enter" => Some(Action::Copy),
            _ => None,
        };
    }
    if is("input[type=text]") {
        return (key == "Enter").then_some(Action::NextOpen);
    }
    if is("input:not([type=radio]), textarea") || !cx.letters.get_untracked() {
        return None;
    }
    match key.as_str() {
        "o" | "O" => Some(Action::NextOpen),
        "c" | "C" => Some(Action::Copy),
        "p" | "P" => Some(Action::NextPatient),
        "?" | "？" => Some(Action::Help),
        _ => None,
    }
}

/// Goes to the next field that nobody filled in and that could still decide something.
fn next_open(cx: UiContext, event: &Event) {
    cx.screened.with_untracked(|screened| {
        let asked = &screened.report.verdict.to_answer;
        let is_asked = |key: &str| key == "units" || asked.iter().any(|entry| is_of(entry, key));
        place::go_to_next(event, ROOT, IN_SIGHT, is_asked);
    });
}

/// Whether the field of a key is what is asked for: the entry's own, the day that belongs to it, or a value of another day.
fn is_of(entry: &Entry, key: &str) -> bool {
    let asked = entry.key();
    let Some(rest) = key.strip_prefix(&*asked) else {
        return false;
    };
    match entry {
        Entry::Study(_) => matches!(rest, "" | "-event"),
        Entry::Item(Item::Lab(_)) => {
            rest.is_empty() || rest == "-date" || rest.starts_with(".earlier")
        }
        _ => rest.is_empty(),
    }
}

/// The list, behind a "?".
pub fn list(cx: UiContext) -> Node {
    let words = &cx.page().tools;
    let row = |keys: &[&'static str], says: &'static str| {
        let mut all = Vec::new();
        for key in keys {
            all.push(bare(b, *key));
            all.push(" ".into());
        }
        div().child(dt().children(all)).child(bare(dd, says)).into()
    };
    let rows = vec![
        row(&["Y", "N", "U"], words.key_answers),
        row(&["O", "Enter"], words.key_next),
        row(&["C", "Ctrl+Enter"], words.key_copy),
        row(&["P", "Ctrl+Shift+Enter"], words.key_patient),
        row(&["?"], words.key_help),
    ];
    let letters = button("plain", words.letters_off)
        .id("letters-off")
        .attr("aria-pressed", move || {
            Some(if cx.letters.get() { "false" } else { "true" })
        })
        .on("click", move |_| {
            let on = cx.letters.get_untracked();
            cx.letters.set(!on);
        });
    let behind = vec![
        bare(p, words.shortcuts_note),
        dl().children(rows).into(),
        letters.into(),
    ];
    let list = overlay(words.shortcuts.to_owned(), behind);
    list.attr("data-of", "keys").into()
}
