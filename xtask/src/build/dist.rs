//! The release build: what a host puts on its server. The same sources give the same bytes.

use super::tools::WasmTools;
use super::{npm, tools, zip};
use crate::Outcome;
use crate::process::{capture, command, root, run};
use liver_prescreen::exchange::report::VERSION;
use std::path::{Path, PathBuf};
use std::process::Command;

const LOADER: &str = "liver-prescreen.js";
const WASM_FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

pub fn default_folder() -> PathBuf {
    root().join("dist")
}

/// Whether there is a release.
pub fn stands(folder: &Path) -> Outcome {
    let why = || {
        format!(
            "{} has no {LOADER}: run `cargo xtask dist` first.",
            folder.display()
        )
    };
    folder.join(LOADER).is_file().then_some(()).ok_or_else(why)
}

/// Installs what is missing and builds into `folder`.
pub fn dist(folder: &Path) -> Outcome {
    let tools = tools::wasm_tools()?;
    npm::packages("xtask/npm")?;
    let folder = std::path::absolute(folder)
        .map_err(|error| format!("{} is no folder: {error}.", folder.display()))?;
    // What is deleted must be a build of ours, or nothing.
    let occupied = std::fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_some());
    if occupied && stands(&folder).is_err() && !folder.join(".stage").is_dir() {
        return Err(format!(
            "{} holds something else than a build: choose an empty folder.",
            folder.display()
        ));
    }
    let mut build = trunk(&tools);
    build.env_remove("RUSTFLAGS").env(WASM_FLAGS, remapped());
    build.envs(made_from());
    run(build.args(["build", "--release", "--dist"]).arg(&folder))
        .map_err(|why| format!("{why}\nThe release build failed; the reason stands above."))?;
    println!("The release build is in {}.", folder.display());
    zip::write_archive(&folder, &archive(&folder))
}

/// The archive of a release lies beside its folder.
pub fn archive(folder: &Path) -> PathBuf {
    folder.with_file_name(format!("liver-prescreen-{VERSION}.zip"))
}

/// What a result says of where it comes from: the commit and its day, so that the same commit gives the same bytes on any
/// day. Whoever builds without git may set both variables; a build without either names neither.
pub fn made_from() -> Vec<(&'static str, String)> {
    const VARIABLES: [&str; 2] = ["LIVER_PRESCREEN_COMMIT", "LIVER_PRESCREEN_DATE"];
    let given = VARIABLES.map(|name| std::env::var(name).ok());
    let known = match given {
        [Some(commit), Some(date)] => Some([commit, date]),
        _ => of_git(&root()),
    };
    let Some([commit, date]) = known else {
        return Vec::new();
    };
    let made = format!("{VERSION} ({commit}, {date})");
    let mut values: Vec<_> = VARIABLES.into_iter().zip([commit, date]).collect();
    values.push(("LIVER_PRESCREEN_MADE", made));
    values
}

/// The commit of a clone, with a mark where something was changed since, and its day.
fn of_git(folder: &Path) -> Option<[String; 2]> {
    let git = |arguments: &[&str]| capture(command("git").current_dir(folder).args(arguments));
    let commit = git(&["rev-parse", "--short=12", "HEAD"])?;
    // A file that git does not know yet may be a source as well.
    let changed = git(&["status", "--porcelain"])?;
    let mark = if changed.is_empty() { "" } else { "+" };
    Some([commit + mark, git(&["log", "-1", "--format=%cs"])?])
}

/// Panic messages name source files: without this, a build would hold the paths of the machine that made it, and two
/// machines would make different bytes. (A path with a space cannot be said in this variable, and stays.)
fn remapped() -> String {
    let home = tools::cargo_home().unwrap_or_default();
    let sources = std::fs::read_dir(home.join("registry/src"));
    let folders = sources.into_iter().flatten().filter_map(Result::ok);
    let paths = folders.map(|entry| entry.path().display().to_string());
    let paths = paths.filter(|path| !path.contains(' '));
    let flags = paths.map(|path| format!("--remap-path-prefix={path}=/crates"));
    let mut flags: Vec<String> = flags.collect();
    flags.sort();
    flags.join(" ")
}

/// Trunk, with our tools before all others on its PATH.
pub fn trunk(tools: &WasmTools) -> Command {
    let mut trunk = command(&tools.trunk);
    trunk
        .env("PATH", &tools.path)
        .env("TRUNK_SKIP_VERSION_CHECK", "true");
    // Trunk reads the usual `NO_COLOR=1` as a mistake.
    trunk.env_remove("NO_COLOR");
    if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        trunk.env("NO_COLOR", "true");
    }
    trunk
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_says_that_its_sources_differ_from_the_commit() {
        let folder = std::env::temp_dir().join(format!("liver-clone-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let git = |arguments: &[&str]| {
            let author = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
            let mut git = command("git");
            let done = git
                .current_dir(&folder)
                .args(author)
                .args(arguments)
                .output();
            assert!(done.expect("git").status.success(), "{arguments:?}");
        };
        let put = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect(name);
        let marked = || of_git(&folder).expect("a clone")[0].ends_with('+');
        put("source.rs", "1");
        put(".gitignore", "dist\n");
        git(&["init", "-q"]);
        git(&["add", "-A"]);
        git(&["commit", "-qm", "first"]);
        put("dist", "a build");
        assert!(!marked(), "what git is told to ignore is no source");
        put("new.rs", "2");
        assert!(marked(), "a file that git does not know");
        let _ = std::fs::remove_dir_all(&folder);
    }
}
