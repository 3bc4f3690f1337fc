//! Whether somebody is at work in the list of criteria. While that is so no row goes to another group: answers are given
//! row by row. Browsers differ in what a press focuses, so both presses and focus are followed.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, FocusEvent};

use crate::ui::context::UiContext;
use crate::view::El;

/// A press elsewhere is over by then; what it is meant for must not move away under it.
const PRESS: Duration = Duration::from_millis(400);

/// Follows presses and focus in an element that holds the list and everything else of the widget.
pub fn followed(cx: UiContext, whole: El) -> El {
    // Now; `cx.at_list` follows it a moment later where it ends.
    let here = RwSignal::new(false);
    let turn = move |to: bool| {
        here.set(to);
        if to {
            if !cx.at_list.get_untracked() {
                cx.at_list.set(true);
            }
        } else if cx.at_list.get_untracked() {
            let leave = move || {
                if here.try_get_untracked() == Some(false) {
                    cx.at_list.set(false);
                }
            };
            set_timeout(leave, PRESS);
        }
    };
    let at = move |event: Event| turn(is_target_in_list(event.target()));
    whole
        .on("pointerdown", at)
        .on("focusin", at)
        .on("focusout", move |event| {
            // Where nothing else takes the focus, somebody pressed on what takes none: in the list, perhaps.
            let next = event.dyn_ref::<FocusEvent>();
            let next = next.and_then(FocusEvent::related_target);
            if next.is_some() {
                turn(is_target_in_list(next));
            }
        })
}

fn is_target_in_list(target: Option<EventTarget>) -> bool {
    let target = target.and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| is_in_list(&target))
}

/// Whether an element belongs to the list.
pub fn is_in_list(element: &Element) -> bool {
    matches!(element.closest(".criteria"), Ok(Some(_)))
}
