//! Pre-screening for liver trials: labs in; Child-Pugh, the MELD family, every eligibility criterion and
//! the next dose group out. A patient's entries flow one way:
//!
//! entered digits → quantities with units ([`clinical`]) → scores ([`clinical`]) → findings per criterion,
//! verdict, arm statement ([`screening`], by what a study file says: [`study`]) → what people and programs
//! read ([`exchange`], [`words`], and in a browser `ui` and `embed`).
//!
//! ```
//! use liver_prescreen::{dates, screening, study};
//!
//! let study = study::find(None).expect("a study ships with the crate");
//! let today = dates::parse("2026-11-22").expect("a date");
//! let report = screening::screen(&study, &screening::Case::new(today));
//! assert_eq!(report.verdict.state, screening::VerdictState::Undetermined);
//! ```

#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

pub mod clinical;
pub mod dates;
pub mod document;
pub mod error;
pub mod exchange;
pub mod screening;
pub mod study;
#[cfg(all(feature = "page", feature = "types"))]
pub mod types;
pub mod words;

#[cfg(any(feature = "page", feature = "api"))]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod embed;
#[cfg(feature = "page")]
pub mod ui;
#[cfg(feature = "page")]
pub mod view;
