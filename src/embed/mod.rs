//! What a host page sees: the widget inside its element and, in a wasm of its own, the functions of the public contract.

#[cfg(feature = "api")]
pub mod api;
#[cfg(feature = "page")]
mod options;
#[cfg(feature = "page")]
mod widget;

use wasm_bindgen::prelude::*;

use crate::error::ValidationError;
use crate::exchange::json;
#[cfg(feature = "page")]
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

/// A refusal as it goes out.
fn refuse(problem: &ValidationError) -> String {
    json(problem)
}
