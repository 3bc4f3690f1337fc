//! The elements that a drawing is made of, a function for each tag that is in use.

use super::El;
use super::html::tags;

tags! { path svg text }

/// Whether a tag is one of a drawing.
pub(super) fn is_of_drawing(tag: &str) -> bool {
    matches!(tag, "path" | "svg" | "text")
}
