//! Taking the reader to a place of the widget: into sight and with the keyboard's focus.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Goes to the first element below `root` that one of the selectors finds. Looked for from `root` and not
/// from the document, which cannot see into a shadow root.
pub fn go_to(root: &Element, selectors: &[&str]) {
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
