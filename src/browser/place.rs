//! Taking the reader to a place of the widget: into sight and with the keyboard's focus.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Goes to the first element that one of the selectors finds, below the element around the event's own that
/// `within` finds. Looked for from there and not from the document, which cannot see into a shadow root.
pub fn go_to(event: &Event, within: &str, selectors: &[&str]) {
    if let Some(root) = around(event, within) {
        go(&root, selectors);
    }
}

/// The same at the next frame, when what an event changed stands on the page.
pub fn go_to_later(event: &Event, within: &str, selector: String) {
    way_to(event, within, selector)();
}

/// A way to go there when something else has come back; an event knows its place only while it is handled.
pub fn way_to(event: &Event, within: &str, selector: String) -> impl FnOnce() + 'static {
    let root = around(event, within);
    move || {
        if let Some(root) = root {
            leptos::prelude::request_animation_frame(move || go(&root, &[&selector]));
        }
    }
}

fn around(event: &Event, within: &str) -> Option<Element> {
    let own = event.current_target()?.dyn_into::<Element>().ok()?;
    own.closest(within).ok().flatten()
}

fn go(root: &Element, selectors: &[&str]) {
    let found = selectors
        .iter()
        .find_map(|selector| root.query_selector(selector).ok().flatten());
    let Some(element) = found else { return };
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // It fails only where the element cannot be focused; it is scrolled to all the same.
        let _ = element.focus();
    }
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
