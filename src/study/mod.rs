//! What a study file says: the registry's words, the readings computed from them, groups, schedule.
//!
//! Every threshold of a study lives in its file and none in Rust.

pub mod check;
pub mod model;
mod parse;

pub use model::Study;
pub use parse::{from_json, from_value};

/// The study files that ship with the widget; the default one first.
const FILES: &[&str] = include!(concat!(env!("OUT_DIR"), "/studies.rs"));

/// The studies that ship with the widget; the default one first. A file that cannot be read is left
/// out here and fails the tests.
pub fn built_in() -> impl Iterator<Item = Study> {
    FILES.iter().filter_map(|file| from_json(file).ok())
}

/// The study files that ship with the widget, as text.
pub fn files() -> &'static [&'static str] {
    FILES
}
