//! Taking the reader to a place of the widget: into sight and with the keyboard's focus.

use leptos::prelude::request_animation_frame;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, Node, ScrollIntoViewOptions, ScrollLogicalPosition};

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
            request_animation_frame(move || go(&root, &[&selector]));
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
    show(&element);
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // It fails only where the element cannot be focused; it is scrolled to all the same.
        let _ = element.focus();
    }
    align(&element);
    // What was unfolded, or was laid out only now, has its height in the next frame.
    request_animation_frame(move || {
        align(&element);
        request_animation_frame(move || align(&element));
    });
}

/// Unfolds what an element lies in.
fn show(element: &Element) {
    while let Ok(Some(folded)) = element.closest("details:not([open])") {
        if folded.set_attribute("open", "").is_err() {
            return;
        }
    }
}

/// Scrolls an element into the middle; the beginning of one that would not fit there.
fn align(element: &Element) {
    let height = leptos::prelude::window().inner_height().ok();
    let height = height.and_then(|height| height.as_f64()).unwrap_or(0.0);
    let is_high = element.get_bounding_client_rect().height() > height / 2.0;
    let options = ScrollIntoViewOptions::new();
    options.set_block(if is_high {
        ScrollLogicalPosition::Start
    } else {
        ScrollLogicalPosition::Center
    });
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Goes to the next place after the one that an event is at, in the order of the page and then from its beginning, of
/// those that `selector` finds and whose `data-entry` is asked for.
pub fn go_to_next(event: &Event, within: &str, selector: &str, is_asked: impl Fn(&str) -> bool) {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let Some((root, here)) = around(event, within).zip(target) else {
        return;
    };
    let Ok(all) = root.query_selector_all(selector) else {
        return;
    };
    let all = (0..all.length()).filter_map(|at| all.item(at)?.dyn_into::<Element>().ok());
    let asked = all.filter(|place| {
        place
            .get_attribute("data-entry")
            .is_some_and(|key| is_asked(&key))
    });
    let (mut first, mut next) = (None, None);
    for place in asked {
        let position = here.compare_document_position(&place);
        let is_after = position & Node::DOCUMENT_POSITION_FOLLOWING != 0;
        if is_after && position & Node::DOCUMENT_POSITION_CONTAINED_BY == 0 {
            next = Some(place);
            break;
        }
        first = first.or(Some(place));
    }
    if let Some(place) = next.or(first) {
        go(&place, &[".options input:checked", "input"]);
    }
}

/// Presses a button of the widget, as a reader does.
pub fn press(event: &Event, within: &str, selector: &str) {
    let found = around(event, within).and_then(|root| root.query_selector(selector).ok().flatten());
    if let Some(button) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        button.click();
    }
}
