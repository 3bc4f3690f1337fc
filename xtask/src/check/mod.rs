//! Everything that is tested before a change is taken, and the pages that say what the tests found.

pub mod licences;
pub mod mutants;
pub mod reproduce;
pub mod size;
pub mod study;
pub mod test;
pub mod trace;
