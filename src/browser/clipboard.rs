//! Copying text.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["navigator", "clipboard"], js_name = writeText)]
    fn write_text(text: &str) -> Result<Promise, JsValue>;
}

/// Copies a text and says whether that was allowed: a page without TLS has no clipboard, and a browser may refuse it
/// to a frame.
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    let promise = write_text(text).unwrap_or_else(|error| Promise::reject(&error));
    // It settles once, with nothing or with an error.
    let settled = Closure::once(move |outcome: JsValue| done(outcome.is_undefined()));
    let _ = promise.then2(&settled, &settled);
    settled.forget();
}
