//! What stands on the page: a tree of one type, put there, followed and compared. Why it is not Leptos' own view, and
//! what that saves, stands in the room's README.

pub mod html;
mod node;
mod placed;
pub mod svg;

pub use node::{Attribute, El, Kept, Node, Text, Value};
