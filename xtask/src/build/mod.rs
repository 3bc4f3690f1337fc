//! Making a release, and the tools that this takes.

pub mod assemble;
pub mod bundle;
pub mod digest;
pub mod dist;
mod imports;
pub mod npm;
mod offline;
mod package;
mod prerendered;
pub mod release;
mod single;
pub mod third_party;
pub mod tools;
pub mod types;
mod zip;
