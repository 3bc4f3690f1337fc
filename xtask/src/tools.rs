//! Installing what a build needs, once, each version in a folder of its own: nothing here touches what else is
//! installed on the machine, and a second run only asks each tool for its version.

use crate::Outcome;
use crate::process::{capture, cargo, command, create_folder, find, path_with, read, root, run};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

const TRUNK: &str = "0.21.14";
const MUTANTS: &str = "27.1.0";
const GECKODRIVER: &str = "0.37.1";
const TWIGGY: &str = "0.8.0";
const WASM: &str = "wasm32-unknown-unknown";

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
    let bindgen_version = locked_version("wasm-bindgen")?;
    let bindgen = cargo_tool(&CargoTool {
        package: "wasm-bindgen-cli",
        version: &bindgen_version,
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        version_by: &["--version"],
        minutes: 4,
    })?;
    let trunk = cargo_tool(&CargoTool {
        package: "trunk",
        version: TRUNK,
        programs: &["trunk"],
        version_by: &["--version"],
        minutes: 10,
    })?;
    let name = format!("trunk{}", std::env::consts::EXE_SUFFIX);
    Ok(WasmTools {
        trunk: trunk.join(name),
        path: path_with(&[bindgen, trunk]),
    })
}

/// cargo-mutants, installed where it is missing.
pub fn cargo_mutants() -> Outcome<PathBuf> {
    let folder = cargo_tool(&CargoTool {
        package: "cargo-mutants",
        version: MUTANTS,
        programs: &["cargo-mutants"],
        // Made to be called by cargo, it knows nothing without its own name.
        version_by: &["mutants", "--version"],
        minutes: 4,
    })?;
    Ok(folder.join(format!("cargo-mutants{}", std::env::consts::EXE_SUFFIX)))
}

/// geckodriver, installed where it is missing.
pub fn geckodriver() -> Outcome<PathBuf> {
    let folder = cargo_tool(&CargoTool {
        package: "geckodriver",
        version: GECKODRIVER,
        programs: &["geckodriver"],
        version_by: &["--version"],
        minutes: 4,
    })?;
    Ok(folder.join(format!("geckodriver{}", std::env::consts::EXE_SUFFIX)))
}

/// twiggy, installed where it is missing.
pub fn twiggy() -> Outcome<PathBuf> {
    let folder = cargo_tool(&CargoTool {
        package: "twiggy",
        version: TWIGGY,
        programs: &["twiggy"],
        version_by: &["--version"],
        minutes: 2,
    })?;
    Ok(folder.join(format!("twiggy{}", std::env::consts::EXE_SUFFIX)))
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

struct CargoTool<'a> {
    package: &'a str,
    version: &'a str,
    programs: &'a [&'a str],
    version_by: &'a [&'a str],
    minutes: u32,
}

/// Returns the folder of a tool's programs, which it installs where it is missing.
fn cargo_tool(tool: &CargoTool) -> Outcome<PathBuf> {
    let first = tool.programs.first().copied().unwrap_or(tool.package);
    if let Some(folder) = find(first).and_then(|path| Some(path.parent()?.to_path_buf()))
        && has_version(&folder, tool)
    {
        return Ok(folder);
    }
    let place = home()?.join(format!("{}-{}", tool.package, tool.version));
    if has_version(&place.join("bin"), tool) {
        return Ok(place.join("bin"));
    }

    // Installed beside and renamed, so that an interrupted installation is never taken for a finished one.
    let partial = place.with_file_name(format!("{}-{}.partial", tool.package, tool.version));
    create_folder(&partial)?;
    install(tool, &partial)?;
    if !has_version(&partial.join("bin"), tool) {
        return Err(format!(
            "{} {} was installed in {}, but does not run. Remove that folder, then run this again.",
            tool.package,
            tool.version,
            partial.display()
        ));
    }
    if place.exists() {
        let _ = std::fs::remove_dir_all(&place);
    }
    std::fs::rename(&partial, &place).map_err(|error| {
        format!(
            "{} could not be renamed to {}: {error}.",
            partial.display(),
            place.display()
        )
    })?;
    Ok(place.join("bin"))
}

fn install(tool: &CargoTool, place: &Path) -> Outcome {
    let CargoTool {
        package, version, ..
    } = *tool;
    if find("cargo-binstall").is_some() {
        println!("Installing {package} {version} by cargo binstall (under a minute) …");
        let exact = format!("{package}@{version}");
        let done = run(cargo()
            .args(["binstall", "--no-confirm", "--root"])
            .arg(place)
            .arg(exact));
        if done.is_ok() && has_version(&place.join("bin"), tool) {
            return Ok(());
        }
        println!("That did not work; building it from source instead.");
    }
    println!(
        "Installing {package} {version} under {}.\nIt is built from source, once: about {} minutes on two cores.",
        place.parent().unwrap_or(place).display(),
        tool.minutes
    );
    let build = |locked: bool| {
        let mut install = cargo();
        install
            .args([
                "install",
                package,
                "--version",
                &format!("={version}"),
                "--force",
                "--root",
            ])
            .arg(place);
        if locked {
            install.arg("--locked");
        }
        // A shared build folder would be filled with the tool's crates, and a runner or flags for wasm do not apply.
        run(install
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("RUSTFLAGS"))
    };
    build(true)
        .or_else(|_| {
            println!("That failed with the tool's own lock file; trying once more with newer dependencies.");
            build(false)
        })
        .map_err(|why| {
            format!(
                "{why}\n{package} {version} could not be installed. Check the connection to the package registry, \
                 or put {package} {version} on PATH yourself, then run this again."
            )
        })
}

fn has_version(folder: &Path, tool: &CargoTool) -> bool {
    tool.programs.iter().all(|program| {
        let path = folder.join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
        path.is_file()
            && capture(command(&path).args(tool.version_by).env_remove("NO_COLOR"))
                .is_some_and(|said| said.split_whitespace().nth(1) == Some(tool.version))
    })
}
