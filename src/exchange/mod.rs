//! Other people's formats, in and out. Here sentences are made of what the core found.

pub mod input;
pub mod report;
