//! What a host page sees: the widget inside its element and, in a wasm of its own, the functions of the public contract.

#[cfg(feature = "api")]
pub mod api;
#[cfg(feature = "page")]
mod options;
#[cfg(feature = "page")]
mod widget;

use std::sync::Arc;

use wasm_bindgen::prelude::*;

use crate::document::Value;
use crate::error::ValidationError;
use crate::exchange::{input, json};
use crate::study::{self, Study};
use crate::words::file;
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

/// The study that somebody asks for, in tokens: by its id, or as a document.
fn study(source: &str) -> Result<Arc<Study>, ValidationError> {
    let given = match source {
        "" => Value::Null,
        source => study::from_tokens(source)?,
    };
    match given {
        Value::Text(id) => input::built_in(Some(&id)),
        Value::Null => input::built_in(None),
        document => study::from_value(&document)
            .map(Arc::new)
            .map_err(|problem| input::within("study", &problem)),
    }
}

/// Takes in the file of Chinese words. False where it is not the file of this build.
#[wasm_bindgen(js_name = takeInChinese)]
pub fn take_in_chinese(text: String) -> bool {
    file::is_here() || file::take_in(text)
}

/// A refusal as it goes out.
fn refuse(problem: &ValidationError) -> String {
    json(problem)
}
