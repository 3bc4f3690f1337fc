//! Other people's formats, in and out. Here sentences are made of what the core found.

pub mod fhir;
pub mod input;
pub mod printout;
pub mod read;
pub mod record;
pub mod report;

use serde::Serialize;

/// A struct of the contract as JSON.
pub fn json<T: Serialize>(value: &T) -> String {
    // Texts, numbers and names alone: none of these can fail.
    serde_json::to_string(value).unwrap_or_default()
}
