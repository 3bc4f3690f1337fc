//! The only home of what the browser itself offers: clock, focus, files.

#[cfg(feature = "page")]
pub mod ask;
#[cfg(feature = "page")]
pub mod clipboard;
pub mod clock;
#[cfg(feature = "page")]
pub mod place;
