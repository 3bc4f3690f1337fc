//! Asking the other wasm, which the loader has when it is needed, for what no page needs before its first verdict.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;

/// Asks a function of the other wasm; its answer comes later, and none where that wasm does not come.
pub fn ask(
    way: &Function,
    name: &str,
    given: [&str; 2],
    done: impl FnOnce(Option<String>) + 'static,
) {
    let [first, second] = given;
    let asked = way.call3(&JsValue::NULL, &name.into(), &first.into(), &second.into());
    let promise = asked.unwrap_or_else(|error| Promise::reject(&error).into());
    let settled = Closure::once(move |outcome: JsValue| done(outcome.as_string()));
    let _ = Promise::resolve(&promise).then2(&settled, &settled);
    settled.forget();
}
