//! What a study file says: the registry's words, the readings computed from them, groups, schedule.
//!
//! Every threshold of a study lives in its file and none in Rust.

use std::slice::Iter;
use std::sync::{Arc, OnceLock};

pub mod check;
mod marks;
pub mod model;
mod names;
mod notes;
mod parse;

use sha2::{Digest, Sha256};

use crate::document::Value;
use crate::error::ValidationError;
pub use model::Study;
pub use parse::{from_tokens, remarks};

/// The study files that ship with the widget in the compact form of [`Value::unpack`], each with the
/// SHA-256 of its text; the default one first.
const PACKED: &[(&[u8], &str)] = include!(concat!(env!("OUT_DIR"), "/studies.rs"));

/// The same files as text. A list of its own, so that a browser need not carry what nothing there reads.
const TEXTS: &[&str] = include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// The translations of their texts, in the order in which they stand. In a browser they come in a file of their
/// own, for those who ask for them.
#[cfg(not(target_arch = "wasm32"))]
pub const TRANSLATIONS: &[&str] = include!(concat!(env!("OUT_DIR"), "/translations.rs"));

const TRANSLATION_COUNT: usize = include!(concat!(env!("OUT_DIR"), "/translations.count"));

/// The translations that were taken in.
static TRANSLATED: OnceLock<Vec<&str>> = OnceLock::new();

/// What of them is at hand from the start.
fn at_hand() -> Iter<'static, &'static str> {
    #[cfg(target_arch = "wasm32")]
    return [].iter();
    #[cfg(not(target_arch = "wasm32"))]
    TRANSLATIONS.iter()
}

/// A file that cannot be read is left out here and fails the tests.
fn unpacked(mut translations: Iter<'_, &str>) -> Vec<Arc<Study>> {
    let mut studies = Vec::new();
    for (packed, sha256) in PACKED {
        studies.extend(parse::from_packed(packed, sha256, &mut translations).map(Arc::new));
    }
    studies
}

/// The studies that ship with the widget; the default one first.
pub fn built_in() -> &'static [Arc<Study>] {
    static STUDIES: OnceLock<Vec<Arc<Study>>> = OnceLock::new();
    STUDIES.get_or_init(|| unpacked(at_hand()))
}

/// Takes in the translations of the studies that ship with the widget. False, and nothing taken in, where they are
/// not as many as these studies need.
pub fn translate(translations: Vec<&'static str>) -> bool {
    translations.len() == TRANSLATION_COUNT && TRANSLATED.set(translations).is_ok()
}

/// A study that ships with the widget, with the translations that have come.
pub fn in_full(study: &Arc<Study>) -> Arc<Study> {
    let studies = unpacked(TRANSLATED.get().map_or_else(at_hand, |texts| texts.iter()));
    let same = studies.iter().find(|other| other.sha256 == study.sha256);
    same.unwrap_or(study).clone()
}

/// A study that ships with the widget: the one of this id, or the default one.
pub fn find(id: Option<&str>) -> Option<Arc<Study>> {
    built_in()
        .iter()
        .find(|study| id.is_none_or(|id| study.id == id))
        .cloned()
}

/// The study files that ship with the widget, as text.
pub fn files() -> impl Iterator<Item = &'static str> {
    TEXTS.iter().copied()
}

/// Reads a study from the text of its file.
///
/// # Errors
/// The first [`ValidationError`] of the file.
pub fn from_json(text: &str) -> Result<Study, ValidationError> {
    let value = serde_json::from_str(text).map_err(|error| {
        ValidationError::new("", format!("The study file is not valid JSON: {error}."))
    })?;
    parse::from_value(&value, || digest(text))
}

/// Reads a study from a document. Its digest is that of the document as compact JSON in its own order.
///
/// # Errors
/// The first [`ValidationError`] of the document.
pub fn from_value(value: &Value) -> Result<Study, ValidationError> {
    parse::from_value(value, || digest(&value.to_json()))
}

fn digest(text: &str) -> String {
    use std::fmt::Write;
    let mut hex = String::new();
    for byte in Sha256::digest(text.as_bytes()) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
