//! Help on demand: a "?" beside a name. What it unfolds lies over the page, so that nothing else moves, and goes with
//! Escape, with another press, or when the focus leaves it.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusEvent, KeyboardEvent, Node as PageNode};

use crate::ui::context::UiContext;
use crate::view::html::{details, div, summary};
use crate::view::{El, Node};
use crate::words::fill;

/// The "?" of something with a name, and what stands behind it.
pub fn help(cx: UiContext, name: &str, behind: Vec<Node>) -> Node {
    let label = fill(cx.page().form.help_on, &[("name", name)]);
    overlay(label, behind).into()
}

/// A "?" with a name of its own.
pub fn overlay(label: String, behind: Vec<Node>) -> El {
    details()
        .class("help")
        .on("keydown", |event| {
            let escape = event.dyn_ref::<KeyboardEvent>();
            if escape.is_some_and(|event| event.key() == "Escape") {
                fold(&event);
            }
        })
        .on("focusout", |event| {
            let next = event.dyn_ref::<FocusEvent>();
            let next = next.and_then(FocusEvent::related_target);
            let next = next.and_then(|next| next.dyn_into::<PageNode>().ok());
            let own = event.current_target();
            let own = own.and_then(|own| own.dyn_into::<PageNode>().ok());
            let stays = own.is_some_and(|own| next.is_some() && own.contains(next.as_ref()));
            if !stays {
                fold(&event);
            }
        })
        .child(summary().attr("aria-label", label).child("?"))
        .child(div().class("tip").children(behind))
}

fn fold(event: &Event) {
    let own = event.current_target();
    if let Some(own) = own.and_then(|own| own.dyn_into::<Element>().ok()) {
        let _ = own.remove_attribute("open");
    }
}
