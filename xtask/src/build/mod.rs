//! Making a release, and the tools that this takes.

pub mod assemble;
pub mod dist;
pub mod npm;
mod prerendered;
pub mod third_party;
pub mod tools;
pub mod types;
mod zip;
