//! What a host page sees: the widget inside its element and, in a wasm of its own, the functions of the public contract.

#[cfg(feature = "api")]
pub mod api;
#[cfg(feature = "ui")]
mod options;
#[cfg(feature = "ui")]
mod widget;

use wasm_bindgen::prelude::*;

use crate::document::Value;
use crate::error::ValidationError;
#[cfg(feature = "ui")]
pub use widget::{Entries, Handle, mount};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = globalThis, js_name = __liverPrescreenPanicked)]
    fn tell_shell(message: &str);
}

/// Makes a panic known to the shell, which takes every result off the screen: instances on a page share
/// one memory, and an old score must not stay.
pub fn start() {
    std::panic::set_hook(Box::new(|info| tell_shell(&info.to_string())));
}

fn texts(entries: &[(&str, &str)]) -> Value {
    let entries = entries.iter();
    Value::Object(
        entries
            .map(|(key, text)| ((*key).to_owned(), Value::Text((*text).to_owned())))
            .collect(),
    )
}

fn refusal(problem: &ValidationError) -> Value {
    texts(&[("path", &problem.path), ("message", &problem.message)])
}

/// A refusal as it goes out.
fn refuse(problem: &ValidationError) -> String {
    refusal(problem).to_json()
}
