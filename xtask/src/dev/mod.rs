//! What people look at: the page while they work on it, browsers, measurements.

pub mod bench;
pub mod browser;
pub mod serve;
