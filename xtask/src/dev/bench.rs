//! How long one patient takes, natively and from Node, how fast the page follows a key, and how soon it can be used, held
//! against what a page that recomputes at every keystroke can afford. Not part of the tests: a busy machine is no fault of
//! the code. Each measurement holds its own bound.

use super::browser;
use crate::Outcome;
use crate::build::{dist, npm, tools};
use crate::process::{cargo, create_folder, read, root, run, target_folder, write};
use std::path::{Path, PathBuf};

/// The same fields in plain HTML.
const BY_HAND: &str = "hand-written.html";

/// Measures all three, and fails where one misses its bound.
pub fn bench(folder: &Path) -> Outcome {
    dist::stands(folder)?;
    let core = run(cargo().args(["bench", "--bench", "core"]));
    let mut node = npm::node()?;
    node.arg(root().join("benches/screen.mjs"))
        .env("DIST_DIR", folder);
    let node = run(&mut node);
    let outcomes = [core, node, typing(folder)];
    let missed: Vec<String> = outcomes.into_iter().filter_map(Outcome::err).collect();
    match missed.is_empty() {
        true => Ok(()),
        false => Err(missed.join("\n")),
    }
}

/// How fast the page shows a key, beside the same fields in plain HTML, and how long a whole case takes.
pub fn typing(folder: &Path) -> Outcome {
    dist::stands(folder)?;
    let mut measurement = browser::measurement("keyboard::", folder);
    browser::chromium()?.run(&mut measurement).map(drop)
}

/// How long the page takes to its first field on a slow line and a slow processor, beside the least that a page made
/// with Leptos can be, built by the same tools, and beside the same fields in plain HTML. In one run, in turn.
pub fn startup(folder: &Path) -> Outcome {
    dist::stands(folder)?;
    let mut measurement = browser::measurement("startup::", folder);
    // A screen has its beat here: what waits for a frame waits for a real one.
    measurement
        .env_remove("CHROMIUM_ARGUMENTS")
        .env("YARDSTICKS", yardsticks()?);
    browser::chromium()?.run(&mut measurement).map(drop)
}

/// Builds the bare page, has our tools follow Trunk as they do for the page, and puts the page written by hand beside it.
fn yardsticks() -> Outcome<PathBuf> {
    let folder = target_folder().join("startup");
    create_folder(&folder)?;
    println!("Building the bare page. The first time this takes a minute.");
    run(dist::trunk(&tools::wasm_tools()?)
        .current_dir(root().join("benches/bare-leptos"))
        .env("CARGO_TARGET_DIR", target_folder())
        .args(["build", "--release", "--dist"])
        .arg(&folder))?;
    let by_hand = read(&root().join("benches").join(BY_HAND))?;
    write(&folder.join(BY_HAND), by_hand)?;
    npm::packages("xtask/npm")?;
    let small = root().join("xtask/src/build/small.mjs");
    run(npm::node()?.arg(small).arg(&folder))?;
    Ok(folder)
}
