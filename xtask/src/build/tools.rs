//! Installing what a build needs, once, each version in a folder of its own: nothing here touches what else is
//! installed on the machine, and a second run only asks each tool for its version.

use crate::Outcome;
use crate::process::{capture, cargo, command, create_folder, find, path_with, read, root, run};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

const WASM: &str = "wasm32-unknown-unknown";

/// A program that cargo installs, of a version that is known to build with its own lock file.
struct Tool<'a> {
    package: &'a str,
    version: &'a str,
    /// What it installs; the first is the one to start.
    programs: &'a [&'a str],
    /// What makes it say its version.
    version_by: &'a [&'a str],
    minutes: u32,
}

const TRUNK: Tool = Tool {
    package: "trunk",
    version: "0.21.14",
    programs: &["trunk"],
    version_by: &["--version"],
    minutes: 10,
};
const MUTANTS: Tool = Tool {
    package: "cargo-mutants",
    version: "27.1.0",
    programs: &["cargo-mutants"],
    // Made to be called by cargo, it knows nothing without its own name.
    version_by: &["mutants", "--version"],
    minutes: 4,
};
const GECKODRIVER: Tool = Tool {
    package: "geckodriver",
    version: "0.37.1",
    programs: &["geckodriver"],
    version_by: &["--version"],
    minutes: 4,
};

/// Cargo's own folder.
pub fn cargo_home() -> Outcome<PathBuf> {
    let named = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let usual = || std::env::home_dir().map(|home| home.join(".cargo"));
    named
        .or_else(usual)
        .ok_or_else(|| "Set CARGO_HOME or HOME, so that the tools have a place.".to_owned())
}

/// The folder for everything that is installed here.
pub fn home() -> Outcome<PathBuf> {
    Ok(cargo_home()?.join("liver-prescreen"))
}

/// What a wasm build needs. `path` has the tools' folders first.
pub struct WasmTools {
    pub trunk: PathBuf,
    pub path: OsString,
}

/// Installs the wasm target, trunk and wasm-bindgen where they are missing.
pub fn wasm_tools() -> Outcome<WasmTools> {
    wasm_target()?;
    let bindgen = folder_of(&Tool {
        package: "wasm-bindgen-cli",
        version: &locked_version("wasm-bindgen")?,
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        version_by: &["--version"],
        minutes: 4,
    })?;
    let trunk = folder_of(&TRUNK)?;
    Ok(WasmTools {
        trunk: program(&trunk, TRUNK.package),
        path: path_with(&[bindgen, trunk]),
    })
}

/// cargo-mutants, installed where it is missing.
pub fn cargo_mutants() -> Outcome<PathBuf> {
    Ok(program(&folder_of(&MUTANTS)?, MUTANTS.package))
}

/// geckodriver, installed where it is missing.
pub fn geckodriver() -> Outcome<PathBuf> {
    Ok(program(&folder_of(&GECKODRIVER)?, GECKODRIVER.package))
}

fn program(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// Adds the components that the checks need, which a minimal installation of Rust lacks.
pub fn components() -> Outcome {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if capture(cargo().args([subcommand, "--version"])).is_some() {
            continue;
        }
        rustup(
            &["component", "add", component],
            &format!("`cargo {subcommand}` (the component {component})"),
        )?;
    }
    Ok(())
}

fn wasm_target() -> Outcome {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let folder = capture(command(rustc).args(["--print", "target-libdir", "--target", WASM]));
    if folder.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    rustup(
        &["target", "add", WASM],
        &format!("Rust's standard library for {WASM}"),
    )
}

fn rustup(arguments: &[&str], what: &str) -> Outcome {
    if find("rustup").is_none() {
        return Err(format!(
            "{what} is missing, and there is no rustup to add it. Install it the way Rust itself was installed, \
             or install Rust through rustup, then run this again."
        ));
    }
    println!("Installing {what}. This takes less than a minute.");
    run(command("rustup").args(arguments)).map_err(|why| {
        format!(
            "{why}\nRun `rustup {}` yourself, then run this again.",
            arguments.join(" ")
        )
    })
}

/// The version of a package that Cargo.lock holds: wasm-bindgen refuses a command-line tool of any other.
fn locked_version(package: &str) -> Outcome<String> {
    let lock = read(&root().join("Cargo.lock"))?;
    let wanted = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines
        .find(|line| *line == wanted)
        .and_then(|_| {
            lines
                .next()?
                .strip_prefix("version = \"")?
                .strip_suffix('"')
                .map(str::to_owned)
        })
        .ok_or_else(|| {
            format!("Cargo.lock does not name {package}: restore it from git, then run this again.")
        })
}

/// Returns the folder of a tool's programs, which it installs where it is missing.
fn folder_of(tool: &Tool) -> Outcome<PathBuf> {
    let first = tool.programs.first().copied().unwrap_or(tool.package);
    if let Some(folder) = find(first).and_then(|path| Some(path.parent()?.to_path_buf()))
        && has_version(&folder, tool)
    {
        return Ok(folder);
    }
    let name = format!("{}-{}", tool.package, tool.version);
    let place = home()?.join(&name);
    if has_version(&place.join("bin"), tool) {
        return Ok(place.join("bin"));
    }
    // Installed beside and renamed, so that an interrupted installation is never taken for a finished one.
    let partial = home()?.join(format!("{name}.partial"));
    create_folder(&partial)?;
    install(tool, &partial)?;
    let _ = std::fs::remove_dir_all(&place);
    std::fs::rename(&partial, &place)
        .map_err(|error| format!("{} could not be renamed: {error}.", partial.display()))?;
    Ok(place.join("bin"))
}

/// Installs a tool: as somebody else built it where that can be had, else from its source with its own lock file, else
/// with what its dependencies are today, which is said aloud.
fn install(tool: &Tool, place: &Path) -> Outcome {
    let Tool {
        package, version, ..
    } = tool;
    println!(
        "Installing {package} {version} into {}. From source it takes about {} minutes on two cores, once.",
        place.display(),
        tool.minutes
    );
    let exact = format!("{package}@{version}");
    let ways: [&[&str]; 3] = [
        &["binstall", "--no-confirm"],
        &["install", "--locked", "--force"],
        &["install", "--force"],
    ];
    for way in ways {
        let prebuilt = way[0] == "binstall";
        if prebuilt && find("cargo-binstall").is_none() {
            continue;
        }
        let locked = prebuilt || way.contains(&"--locked");
        if !locked {
            println!(
                "\nWARNING: {exact} DOES NOT BUILD WITH ITS OWN LOCK FILE. Trying with newer dependencies, which nobody \
                 tried it with.\n"
            );
        }
        // A shared build folder would be filled with the tool's crates, and a runner or flags for wasm do not apply.
        let done = run(cargo()
            .args(way)
            .arg("--root")
            .arg(place)
            .arg(&exact)
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("RUSTFLAGS"));
        if done.is_ok() && has_version(&place.join("bin"), tool) {
            return Ok(());
        }
    }
    Err(format!(
        "{package} {version} could not be installed. Check the connection to the package registry, or put \
         {package} {version} on PATH yourself, then run this again."
    ))
}

fn has_version(folder: &Path, tool: &Tool) -> bool {
    tool.programs.iter().all(|name| {
        let path = program(folder, name);
        path.is_file()
            && capture(command(&path).args(tool.version_by).env_remove("NO_COLOR"))
                .is_some_and(|said| said.split_whitespace().nth(1) == Some(tool.version))
    })
}
