//! What comes from npm: wasm-opt (Debian's is too old), esbuild, and the packages of tests that have a package.json.
//! npm verifies the checksums in our lock files.

use super::digest;
use super::tools::home;
use crate::Outcome;
use crate::process::{capture, command, create_folder, find, read_bytes, root, run};
use std::path::{Path, PathBuf};
use std::process::Command;

const OLDEST_NODE: u32 = 20;

/// Features that Rust uses and every current browser has. Never `--all-features`: it turned on compact imports, and
/// Chromium refused the module.
///
/// Control flow is taken apart and put together anew before the rest, which saves 700 bytes after Brotli; functions of
/// like names stand side by side, because they are alike inside (500 bytes); and addresses take in small offsets, since
/// nothing lies at the very bottom of memory but the end of the stack (500 bytes). A larger function is left to itself
/// even where only one other calls it (200 bytes).
pub const WASM_OPT_FLAGS: [&str; 14] = [
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--one-caller-inline-max-function-size=20",
    "--low-memory-unused",
    "--converge",
    "--reorder-functions-by-name",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Those of the flags that say which features a module has, for every tool that reads one.
pub fn features() -> impl Iterator<Item = &'static &'static str> {
    WASM_OPT_FLAGS
        .iter()
        .filter(|flag| flag.starts_with("--enable-"))
}

/// A command that runs Node, or a sentence where there is none or it is too old.
pub fn node() -> Outcome<Command> {
    let version = capture(command("node").arg("--version"));
    let major = version.as_deref().and_then(|said| {
        said.strip_prefix('v')?
            .split('.')
            .next()?
            .parse::<u32>()
            .ok()
    });
    match major {
        Some(major) if major >= OLDEST_NODE => Ok(command("node")),
        Some(major) => Err(format!(
            "Node {major} is too old: install Node {OLDEST_NODE} or newer, then run this again."
        )),
        None => Err(format!(
            "Node is missing: install Node {OLDEST_NODE} or newer, then run this again."
        )),
    }
}

/// wasm-opt, installed where it is missing.
pub fn wasm_opt() -> Outcome<Command> {
    tool("node_modules/binaryen/bin/wasm-opt")
}

/// What bundles and minifies, installed where it is missing.
pub fn esbuild() -> Outcome<Command> {
    tool("node_modules/esbuild/bin/esbuild")
}

/// A program of the packages in xtask/npm, which are installed together, once for each lock file.
fn tool(program: &str) -> Outcome<Command> {
    let mut start = node()?;
    let source = root().join("xtask/npm");
    let lock = read_bytes(&source.join("package-lock.json"))?;
    let name = format!("npm-{}", digest::name_hash(&lock));
    let place = home()?.join(&name);
    if !place.is_dir() {
        let partial = place.with_file_name(format!("{name}.partial"));
        let _ = std::fs::remove_dir_all(&partial);
        create_folder(&partial)?;
        for name in ["package.json", "package-lock.json"] {
            let source = source.join(name);
            std::fs::copy(&source, partial.join(name))
                .map_err(|error| format!("{} could not be copied: {error}.", source.display()))?;
        }
        println!(
            "Installing wasm-opt and esbuild into {}. This takes a few seconds.",
            place.display()
        );
        install_locked(&partial)?;
        std::fs::rename(&partial, &place)
            .map_err(|error| format!("{} could not be renamed: {error}.", partial.display()))?;
    }
    let program = place.join(program);
    if !program.is_file() {
        return Err(format!(
            "{} is missing: delete {} and run this again.",
            program.display(),
            place.display()
        ));
    }
    start.arg(program);
    Ok(start)
}

/// Installs the packages of the tests, for each folder that has a lock file.
pub fn test_packages() -> Outcome {
    node()?;
    for folder in [".", "tests/node", "tests/e2e"] {
        let folder = root().join(folder);
        let lock = folder.join("package-lock.json");
        if !lock.is_file() {
            continue;
        }
        // npm writes this file last, so its age tells whether the installation is complete and current.
        let installed = modified(&folder.join("node_modules/.package-lock.json"));
        if installed.is_none() || installed < modified(&lock) {
            println!("Installing the npm packages of {} …", folder.display());
            install_locked(&folder)?;
        }
    }
    Ok(())
}

/// The script of axe-core, which the end-to-end tests put into the page.
pub fn axe() -> PathBuf {
    root().join("tests/e2e/node_modules/axe-core/axe.min.js")
}

fn modified(path: &Path) -> Option<std::time::SystemTime> {
    std::fs::metadata(path).ok()?.modified().ok()
}

fn install_locked(folder: &Path) -> Outcome {
    let npm = find("npm")
        .ok_or("npm is missing: it comes with Node; install it, then run this again.")?;
    run(command(npm).current_dir(folder).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]))
    .map_err(|why| format!("{why}\nCheck the connection to the npm registry, then run this again."))
}
