//! Starts the widget in a browser; the element itself is defined by the loader beside it.

fn main() {
    #[cfg(target_arch = "wasm32")]
    liver_prescreen::embed::start();
}
