//! What a host page sees: the widget inside its element and, in a wasm of its own, the functions of the public contract.

#[cfg(feature = "api")]
pub mod api;
#[cfg(feature = "ui")]
mod options;
#[cfg(feature = "ui")]
mod widget;

use std::sync::Arc;

use wasm_bindgen::prelude::*;

use crate::error::ValidationError;
use crate::exchange::json;
use crate::study::{self, Study};
use crate::words::file;
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

/// The study of a form: the host's own as `readStudy` gave it, or else the one of this id.
fn study(id: &str, own: Option<&[u8]>) -> Result<Arc<Study>, ValidationError> {
    let Some(bytes) = own else {
        return study::named(Some(id).filter(|id| !id.is_empty()));
    };
    let message = "This study was read by another release: load the page anew.";
    let study = study::from_bytes(bytes).map(Arc::new);
    study.ok_or_else(|| ValidationError::new("study", message))
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
