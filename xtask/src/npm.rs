//! What comes from npm: wasm-opt (Debian's is too old, and npm verifies the checksum in our lock file), and the
//! packages of tests that have a package.json.

use crate::Outcome;
use crate::process::{capture, command, create_folder, find, read, root, run};
use crate::tools::home;
use std::path::{Path, PathBuf};
use std::process::Command;

const BINARYEN: &str = "132.0.0";
const OLDEST_NODE: u32 = 20;

/// Features that Rust uses and every current browser has. Never `--all-features`: it turned on compact imports, and
/// Chromium refused the module.
pub const WASM_OPT_FLAGS: [&str; 7] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

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
    let mut start = node()?;
    let place = home()?.join(format!("binaryen-{BINARYEN}"));
    if !is_complete(&place) {
        let partial = place.with_file_name(format!("binaryen-{BINARYEN}.partial"));
        let _ = std::fs::remove_dir_all(&partial);
        create_folder(&partial)?;
        for name in ["package.json", "package-lock.json"] {
            let source = root().join("xtask/wasm-opt").join(name);
            std::fs::copy(&source, partial.join(name))
                .map_err(|error| format!("{} could not be copied: {error}.", source.display()))?;
        }
        println!(
            "Installing wasm-opt (binaryen {BINARYEN}) into {}. This takes a few seconds.",
            place.display()
        );
        install_locked(&partial)?;
        if !is_complete(&partial) {
            return Err(format!(
                "npm installed something else than binaryen {BINARYEN} in {}.",
                partial.display()
            ));
        }
        let _ = std::fs::remove_dir_all(&place);
        std::fs::rename(&partial, &place)
            .map_err(|error| format!("{} could not be renamed: {error}.", partial.display()))?;
    }
    start.arg(program(&place));
    Ok(start)
}

fn program(place: &Path) -> PathBuf {
    place.join("node_modules/binaryen/bin/wasm-opt")
}

fn is_complete(place: &Path) -> bool {
    let manifest = read(&place.join("node_modules/binaryen/package.json")).unwrap_or_default();
    manifest.contains(&format!("\"version\": \"{BINARYEN}\"")) && program(place).is_file()
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
