//! The only home of what the browser itself offers: clock, focus, files.

pub mod clipboard;
pub mod clock;
pub mod node;
pub mod place;
mod placed;
