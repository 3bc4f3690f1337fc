//! Other people's formats, in and out. Here sentences are made of what the core found.

pub mod fhir;
pub mod form;
pub mod handed;
pub mod input;
mod json;
pub mod printout;
pub mod record;
pub mod report;
