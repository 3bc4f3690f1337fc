//! Pre-screening for liver trials: labs in; Child-Pugh, the MELD family, every eligibility criterion and
//! the next dose group out. A patient's entries flow one way:
//!
//! entered digits → quantities with units ([`clinical`]) → scores ([`clinical`]) → findings per criterion,
//! verdict, arm statement ([`screening`], by what a study file says: [`study`]) → what people and programs
//! read ([`exchange`], [`words`], and in a browser `ui` and `embed`).
//!
//! What most programs need stands at the root. Everything can be unknown, and unknown is never taken for "no".
//!
//! ```
//! use liver_prescreen::{Analyte, Case, Entered, Lab, Unit, VerdictState, find_study, parse_date, screen};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let study = find_study(None).ok_or("No study ships with the crate.")?;
//! let mut case = Case::new(parse_date("2026-11-22")?);
//! case.patient.inputs.enter(&[Entered::Value {
//!     lab: Lab::parse(Analyte::Albumin, "2.9", Unit::GPerDl)?,
//!     confirmed: false,
//!     control: None,
//! }]);
//! let report = screen(&study, &case);
//! assert_eq!(report.verdict.state, VerdictState::Undetermined);
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//!
//! * none: the core, for any target, without a crate that is for browsers;
//! * `ui` (default): the page, on Leptos' signals; it is written as HTML on any machine, and lives in a browser;
//! * `api`: the functions that programs call from JavaScript.

#![warn(missing_docs)]
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
pub mod error;
pub mod exchange;
pub mod screening;
pub mod study;
#[cfg(all(feature = "ui", feature = "types"))]
pub mod types;
pub mod words;

#[cfg(feature = "browser")]
pub mod browser;
#[cfg(all(target_arch = "wasm32", feature = "browser"))]
pub mod embed;
#[cfg(feature = "ui")]
pub mod ui;
#[cfg(feature = "ui")]
pub mod view;

pub use clinical::albi::Albi;
pub use clinical::child_pugh::{ChildPugh, Class};
pub use clinical::{
    Analyte, Ascites, Encephalopathy, Entered, Inputs, Item, Lab, LabError, Number, NumberError,
    Outcome, Rounded, Sex, System, Unit, Waiting,
};
pub use dates::{DateError, parse as parse_date};
pub use error::ValidationError;
pub use screening::{
    Age, Answer, Appointment, ArmStatement, Case, Caution, Enrolment, Entry, Finding, Given,
    Intake, Margin, Patient, Reason, Report, ScoreValue, Scores, State, Truth, Verdict,
    VerdictState, Warning, WhyUnknown, screen,
};
pub use study::model::{Arm, Criterion, Kind, Recruitment, Rule, ScoreName, StudyEntry};
pub use study::{Study, built_in as built_in_studies, find as find_study, from_json as read_study};
/// A day of the calendar.
pub use time::Date;
pub use words::{
    Lang, arm_statement, entry_name, finding_reason, score_range, spoken_verdict, warning,
};
