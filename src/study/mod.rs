//! What a study file says: the registry's words, the readings computed from them, groups, schedule.
//!
//! Every threshold of a study lives in its file and none in Rust. The build compiles this folder too, to check the files
//! that ship (`build.rs`); what it makes of them is in `shipped.rs`, which it cannot know.

mod analyte;
mod by_kind;
pub mod check;
mod check_analyte;
mod check_rule;
mod course;
mod entry;
mod file;
#[cfg(any(not(target_arch = "wasm32"), feature = "api"))]
mod locate;
mod marks;
pub mod model;
mod names;
mod of_page;
mod place;
mod rule;
#[cfg(schema)]
mod schema;
#[cfg(shipped)]
mod shipped;
mod texts;

use std::fmt::Write;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::error::ValidationError;
pub(crate) use file::plain;
#[cfg(not(target_arch = "wasm32"))]
pub use locate::locate;
pub use model::Study;
pub use of_page::{ANY_STUDY, beyond_page};
pub(crate) use place::{Place, TWICE};
#[cfg(schema)]
pub use schema::schema;
#[cfg(shipped)]
pub use shipped::*;
pub use texts::around;

/// Reads a study from the text of its file, whose digest it bears.
///
/// # Errors
/// The first [`ValidationError`] of the file.
pub fn from_json(text: &str) -> Result<Study, ValidationError> {
    let mut study = file::read(text).map_err(|faults| {
        let first = faults.into_iter().next();
        first.unwrap_or_else(|| ValidationError::new("", "This is not a study."))
    })?;
    study.sha256 = digest(text);
    Ok(study)
}

/// Everything that is wrong with the text of a study file: the first fault of its form, or every fault of its sense.
pub fn remarks(text: &str) -> Vec<ValidationError> {
    file::read(text).err().unwrap_or_default()
}

/// A study that was read and checked, for where nothing else is to be: the page takes a study of its host in this form.
pub fn to_bytes(study: &Study) -> Vec<u8> {
    postcard::to_allocvec(&(&study.sha256, study)).unwrap_or_default()
}

/// A study in that form; nothing where the bytes are none of this build.
pub fn from_bytes(bytes: &[u8]) -> Option<Study> {
    read(&mut { bytes })
}

/// The study at the beginning of these bytes, which are left with what follows it.
fn read(bytes: &mut &[u8]) -> Option<Study> {
    if ANY_STUDY {
        analyte::begin();
    }
    let mut source = postcard::Deserializer::from_bytes(bytes);
    let (sha256, study) = <(String, Study)>::deserialize(&mut source).ok()?;
    *bytes = source.finalize().ok()?;
    Some(Study { sha256, ..study })
}

fn digest(text: &str) -> String {
    let mut hex = String::new();
    for byte in Sha256::digest(text.as_bytes()) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
