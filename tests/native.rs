//! Everything that needs no browser, in one binary.

#[path = "native/architecture.rs"]
mod architecture;
#[path = "native/arm.rs"]
mod arm;
#[path = "native/child_pugh.rs"]
mod child_pugh;
#[path = "native/criteria.rs"]
mod criteria;
#[path = "native/input.rs"]
mod input;
#[path = "native/published.rs"]
mod published;
#[path = "native/registry.rs"]
mod registry;
#[path = "native/support.rs"]
mod support;
