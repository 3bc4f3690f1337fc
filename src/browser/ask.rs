//! Asking the other wasm, which the shell fetches when it is needed, for what no page needs before its first verdict.

use std::cell::RefCell;

use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::prelude::*;

thread_local! {
    /// The shell's function for it, one for all forms of a page.
    static WAY: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Takes over the shell's function: called with a name and two texts it gives a promise of the bytes of its answer.
pub fn by(way: Function) {
    WAY.set(Some(way));
}

/// Asks a function of the other wasm; its answer comes later, and none where that wasm does not come.
pub fn ask(name: &str, [first, second]: [&str; 2], done: impl FnOnce(Option<Vec<u8>>) + 'static) {
    let call = |way: &Function| {
        way.call3(&JsValue::NULL, &name.into(), &first.into(), &second.into())
            .unwrap_or_else(|error| Promise::reject(&error).into())
    };
    let answer = WAY.with_borrow(|way| way.as_ref().map(call));
    let settled = Closure::once(move |outcome: JsValue| {
        done(outcome.dyn_ref().map(Uint8Array::to_vec));
    });
    let _ = Promise::resolve(&answer.unwrap_or_default()).then2(&settled, &settled);
    settled.forget();
}

/// Has the other wasm write something of a form, for the study of an id or the host's own. `done` is called at once where that wasm
/// is here, and else when it has come; with nothing where it does not come.
pub fn write(name: &str, study: &str, form: &[u8], done: impl FnOnce(Option<String>) + 'static) {
    let form = Uint8Array::from(form);
    let call = |way: &Function| {
        way.call3(&JsValue::NULL, &name.into(), &study.into(), &form)
            .unwrap_or_default()
    };
    let answer = WAY.with_borrow(|way| way.as_ref().map(call));
    let answer = answer.unwrap_or_default();
    if !answer.is_object() {
        return done(answer.as_string());
    }
    let settled = Closure::once(move |outcome: JsValue| done(outcome.as_string()));
    let _ = Promise::resolve(&answer).then2(&settled, &settled);
    settled.forget();
}
