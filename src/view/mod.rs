//! A tree of elements of one type: mounted on a page and kept up to date, or written as HTML and hydrated. The README of this
//! folder says why it is not Leptos' own view, and what that saves.

pub mod html;
mod hydrate;
mod mounted;
mod node;
pub mod svg;
mod write;

pub use mounted::{Mounted, hydrate, mount};
pub use node::{CowStr, El, IntoAttribute, Node, PropertyValue};
pub use write::render_to_string;
