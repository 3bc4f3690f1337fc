//! The release page in a real browser over WebDriver: what a clinician types and reads.
//!
//! `cargo xtask test` builds the page and says where it and the browser are (`DIST_DIR`, `CHROMEDRIVER`,
//! `CHROMIUM`); by hand the same variables do.

mod browser;
mod languages;
mod page;
mod site;
mod stopped;
mod worked;
