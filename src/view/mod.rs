//! What stands on the page: a tree of one type, put there, followed and compared, or written as HTML and taken over. Why it
//! is not Leptos' own view, and what that saves, stands in the room's README.

pub mod html;
mod hydrate;
mod mounted;
mod node;
pub mod svg;
mod write;

pub use mounted::{Mounted, hydrate, mount};
pub use node::{CowStr, El, IntoAttribute, Node, PropertyValue};
pub use write::render_to_string;
