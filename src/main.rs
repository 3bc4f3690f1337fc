//! Starts the widget in a browser; the element itself is defined by the shell beside it.

// A quarter of the size of the standard library's allocator for wasm, and faster.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

fn main() {
    #[cfg(target_arch = "wasm32")]
    liver_prescreen::embed::start();
}
