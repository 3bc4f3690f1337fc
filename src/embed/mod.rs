//! What a host page sees: the functions of the public contract, and the widget inside its element.

pub mod api;
mod options;
mod widget;

pub use widget::{Handle, mount};

/// Makes a panic known to the loader, which takes every result off the screen: instances on a page share
/// one memory, and an old score must not stay.
pub fn start() {
    std::panic::set_hook(Box::new(|info| widget::panicked(&info.to_string())));
}
