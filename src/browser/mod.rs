//! The only home of what the browser itself offers: clock, focus, files.

#[cfg(feature = "ui")]
pub mod ask;
#[cfg(feature = "ui")]
pub mod clipboard;
pub mod clock;
#[cfg(feature = "ui")]
pub mod place;
