//! The wasm of programs: `screen()` and the other functions of the public contract, without a page. A page loads it once
//! its form stands, and a program loads nothing else.

// The same as the page's.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

fn main() {
    #[cfg(target_arch = "wasm32")]
    liver_prescreen::embed::start();
}
