//! What a study file says: the registry's words, the readings computed from them, groups, schedule.
//!
//! Every threshold of a study lives in its file and none in Rust.

use std::sync::{Arc, OnceLock};

pub mod check;
pub mod model;
mod parse;

pub use model::Study;
pub use parse::{from_json, from_value, remarks};

/// The study files that ship with the widget; the default one first.
const FILES: &[&str] = include!(concat!(env!("OUT_DIR"), "/studies.rs"));

/// The studies that ship with the widget; the default one first. A file that cannot be read is left
/// out here and fails the tests.
pub fn built_in() -> &'static [Arc<Study>] {
    static STUDIES: OnceLock<Vec<Arc<Study>>> = OnceLock::new();
    STUDIES.get_or_init(|| {
        FILES
            .iter()
            .filter_map(|file| from_json(file).ok().map(Arc::new))
            .collect()
    })
}

/// A study that ships with the widget: the one of this id, or the default one.
pub fn find(id: Option<&str>) -> Option<Arc<Study>> {
    built_in()
        .iter()
        .find(|study| id.is_none_or(|id| study.id == id))
        .cloned()
}

/// The study files that ship with the widget, as text.
pub fn files() -> &'static [&'static str] {
    FILES
}
