//! Installing what a build needs, once, each version in a folder of its own: nothing here touches what else is
//! installed on the machine.

use crate::Outcome;
use crate::process::{capture, cargo, command, find, path_with, pattern, read, root, run};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

pub const WASM: &str = "wasm32-unknown-unknown";

/// Programs that cargo installs: the package, a version that is known to build with its own lock file, and how many
/// minutes that takes on two cores.
pub struct Tool<'a>(&'a str, &'a str, u32);

const TRUNK: Tool = Tool("trunk", "0.21.14", 10);
pub const MUTANTS: Tool = Tool("cargo-mutants", "27.1.0", 4);
pub const DENY: Tool = Tool("cargo-deny", "0.20.2", 8);
pub const GECKODRIVER: Tool = Tool("geckodriver", "0.37.1", 4);

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
    rustup(&["target", "add", WASM])?;
    let version = locked_version("wasm-bindgen")?;
    let bindgen = Tool("wasm-bindgen-cli", &version, 4).program("wasm-bindgen")?;
    let trunk = TRUNK.program("trunk")?;
    let folders = [&bindgen, &trunk].map(|program| program.with_file_name(""));
    Ok(WasmTools {
        trunk,
        path: path_with(&folders),
    })
}

/// Adds the components that the checks need, which a minimal installation of Rust lacks.
pub fn components() -> Outcome {
    rustup(&["component", "add", "rustfmt", "clippy"])
}

/// Has rustup add something. Where Rust came another way, it came with what its packagers chose, and cargo says what is
/// missing.
fn rustup(arguments: &[&str]) -> Outcome {
    match find("rustup") {
        Some(rustup) => run(command(rustup).arg("--quiet").args(arguments)),
        None => Ok(()),
    }
}

/// The version of a package that Cargo.lock holds: wasm-bindgen refuses a command-line tool of any other.
fn locked_version(package: &str) -> Outcome<String> {
    let lock = read(&root().join("Cargo.lock"))?;
    let entry = pattern(&format!("name = \"{package}\"\nversion = \"(.*)\""))?;
    let entry = entry.captures(&lock).map(|entry| entry[1].to_owned());
    entry.ok_or_else(|| format!("Cargo.lock does not name {package}: restore it from git."))
}

impl Tool<'_> {
    /// One of its programs: from PATH where that is of this version, else installed.
    pub fn program(&self, name: &str) -> Outcome<PathBuf> {
        if let Some(path) = self.standing(name)? {
            return Ok(path);
        }
        self.install(&self.place()?)?;
        self.own(name)
    }

    /// One of its programs, where it is here already.
    pub fn standing(&self, name: &str) -> Outcome<Option<PathBuf>> {
        if let Some(path) = find(name).filter(|path| self.is_version_of(path)) {
            return Ok(Some(path));
        }
        // Cargo puts programs there once all of them are built.
        Ok(Some(self.own(name)?).filter(|path| path.is_file()))
    }

    fn place(&self) -> Outcome<PathBuf> {
        Ok(home()?.join(format!("{}-{}", self.0, self.1)))
    }

    fn own(&self, name: &str) -> Outcome<PathBuf> {
        let program = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        Ok(self.place()?.join("bin").join(program))
    }

    fn is_version_of(&self, program: &Path) -> bool {
        let said = capture(command(program).arg("--version").env_remove("NO_COLOR"));
        said.is_some_and(|said| said.split_whitespace().nth(1) == Some(self.1))
    }

    /// Installs it: as somebody else built it where that can be had, else from its source with its own lock file, else
    /// with what its dependencies are today, which is said aloud.
    fn install(&self, place: &Path) -> Outcome {
        let exact = format!("{}@{}", self.0, self.1);
        println!(
            "Installing {exact} into {}. From source it takes about {} minutes on two cores, once.",
            place.display(),
            self.2
        );
        let prebuilt: &[&str] = &["binstall", "--no-confirm"];
        let prebuilt = find("cargo-binstall").map(|_| prebuilt);
        let sources: [&[&str]; 2] = [&["install", "--force", "--locked"], &["install", "--force"]];
        for way in prebuilt.into_iter().chain(sources) {
            if way == sources[1] {
                println!(
                    "\nWARNING: {exact} DOES NOT BUILD WITH ITS OWN LOCK FILE. Trying with newer dependencies, which \
                     nobody tried it with.\n"
                );
            }
            // A shared build folder would be filled with the tool's crates, and flags for wasm do not apply.
            let mut install = cargo();
            install.args(way).arg("--root").arg(place).arg(&exact);
            let clean = install
                .env_remove("CARGO_TARGET_DIR")
                .env_remove("RUSTFLAGS");
            if run(clean).is_ok() {
                return Ok(());
            }
        }
        Err(format!(
            "{exact} could not be installed. Check the connection to the package registry, or put it on PATH yourself, \
             then run this again."
        ))
    }
}
