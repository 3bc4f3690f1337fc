//! What the tests of the view share: a tree on a page, and a look at what a browser made of it.

use js_sys::Function;
use leptos::prelude::*;
use liver_prescreen::view::{Mounted, Node, mount};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

/// Asks the browser about an element, which the script calls `at`.
pub fn ask(at: &JsValue, script: &str) -> JsValue {
    let ask = Function::new_with_args("at", script);
    ask.call1(&JsValue::NULL, at).expect("a script")
}

pub fn text(at: &JsValue, script: &str) -> String {
    ask(at, script).as_string().expect("a text")
}

pub fn number(at: &JsValue, script: &str) -> f64 {
    ask(at, script).as_f64().expect("a number")
}

pub fn is(at: &JsValue, script: &str) -> bool {
    ask(at, script).as_bool().expect("yes or no")
}

/// Lets effects run.
pub async fn settle() {
    leptos::task::tick().await;
    leptos::task::tick().await;
}

/// A place on the page for one test.
pub struct Place {
    pub at: HtmlElement,
    pub owner: Owner,
}

impl Place {
    pub fn new() -> Self {
        let make = "const place = document.createElement('div'); document.body.append(place); return place;";
        Place {
            at: ask(&JsValue::NULL, make).unchecked_into(),
            owner: Owner::new(),
        }
    }

    /// A place on which this stands.
    pub fn with(html: &str) -> Self {
        let place = Self::new();
        place.at.set_inner_html(html);
        place
    }

    pub fn mount(&self, node: impl FnOnce() -> Node) -> Mounted {
        self.owner.with(|| mount(&self.at, node()))
    }

    pub fn html(&self) -> String {
        self.at.inner_html()
    }

    /// The first element of this selector.
    pub fn find(&self, selector: &str) -> Element {
        let found = self.at.query_selector(selector).expect("a selector");
        found.unwrap_or_else(|| panic!("{selector} in {}", self.html()))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.at.remove();
        // As in the widget: what was about to be shown is still worked out.
        let owner = self.owner.clone();
        leptos::task::spawn_local(async move { drop(owner) });
    }
}
