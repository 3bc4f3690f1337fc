//! What the clinician sees. One direction: fields → `parse` → `screening` → what is shown; the parts
//! below only ask and show, and hold neither a threshold nor a word of their own.

mod about;
mod banner;
mod context;
mod criterion;
mod dose_group;
mod entries;
mod field;
#[cfg(not(target_arch = "wasm32"))]
pub mod fixtures;
mod form;
mod icon;
mod keys;
mod language;
pub mod patient;
mod picture;
pub mod prerender;
mod record;
mod reference;
mod score_card;
mod verdict;
mod visits;
mod widget;
mod written;

pub use crate::clinical::System;
pub use context::Settings;
pub use form::FormSnapshot;
pub use language::{LanguageSwitch, LoadState};
pub use widget::Widget;
