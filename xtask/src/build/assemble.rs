//! Trunk's hook, after each build: hands the script that makes the files of a release what only Rust knows.

use super::tools::WASM;
use super::{npm, prerendered, third_party, types};
use crate::Outcome;
use crate::process::{cargo, command, root, run, target_folder};
use liver_prescreen::exchange::report::VERSION;
use liver_prescreen::study;
use liver_prescreen::words::{Lang, file};
use serde_json::json;
use std::io::Write;
use std::process::Stdio;

pub fn hook() -> Outcome {
    let staging = std::env::var("TRUNK_STAGING_DIR").map_err(
        |_| "`assemble` is called by Trunk: run `cargo xtask serve` or `cargo xtask dist` instead.",
    )?;
    let release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    whole(&staging, release)?;
    let notices = release.then(third_party::notices).transpose()?;
    let known = json!({
        "staging": staging,
        "release": release,
        "target": target_folder(),
        "version": VERSION,
        "study": prerendered::study()?.id,
        "chinese": file::write(),
        "schema": study::schema().to_string(),
        "forms": { "en": prerendered::form(Lang::En)?, "zh-CN": prerendered::form(Lang::Zh)? },
        "types": types::released()?,
        "notices": notices,
    });
    npm::packages("xtask/npm")?;
    let mut script = npm::node()?;
    let script = script.arg(root().join("xtask/src/build/assemble.mjs"));
    let child = script.stdin(Stdio::piped()).spawn();
    let mut child = child.map_err(|error| format!("Node could not be started: {error}."))?;
    if let Some(mut input) = child.stdin.take() {
        let told = input.write_all(known.to_string().as_bytes());
        told.map_err(|error| format!("Node does not listen: {error}."))?;
    }
    match child.wait() {
        Ok(status) if status.success() => Ok(()),
        _ => Err("The files could not be put together; the reason stands above.".to_owned()),
    }
}

/// Stages the page and what programs call in one binary, which knows every study: a study of the host's own is shown by it,
/// and the single file carries it. Trunk has compiled what both are made of; this adds one compilation of the crate itself.
fn whole(staging: &str, release: bool) -> Outcome {
    println!("Compiling the wasm for every study …");
    let name = "liver-prescreen";
    run(cargo()
        .args(["build", "--bin", name, "--target", WASM])
        .args(release.then_some("--release"))
        .args(["--no-default-features", "--features", "ui,api"]))?;
    let profile = if release { "release" } else { "debug" };
    let compiled = target_folder().join(WASM).join(profile).join(name);
    // Trunk puts its tools on PATH.
    run(command("wasm-bindgen")
        .args(["--target", "web", "--no-typescript"])
        .args(["--out-name", "liver-prescreen-whole", "--out-dir", staging])
        .arg(compiled.with_extension("wasm")))
}
