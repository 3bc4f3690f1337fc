//! Running other programs, and reading and writing files: one place that turns "not found" and "exit status 1" into
//! sentences.

use crate::Outcome;
use regex_lite::Regex;
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use walkdir::WalkDir;

/// How much of what a test says is repeated at the end.
const LINES_OF_A_FAILURE: usize = 10;
const LETTERS_OF_A_LINE: usize = 600;

/// The folder of the workspace.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Cargo's build folder, where intermediate results go.
pub fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// A command that runs in the workspace's folder.
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that runs this program, so that a `+toolchain` is kept.
pub fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a command whose output people see.
pub fn run(command: &mut Command) -> Outcome {
    let shown = shown(command);
    ended(&shown, command.status())
}

fn ended(shown: &str, status: std::io::Result<ExitStatus>) -> Outcome {
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{shown}` failed ({status}).")),
        Err(error) => Err(format!("`{shown}` could not be started: {error}.")),
    }
}

/// Runs tests, whose output people see, and keeps what they print. Where some fail, the sentence goes on with what each said.
pub fn run_logged(command: &mut Command) -> Outcome<String> {
    let shown = shown(command);
    let child = command.stdout(Stdio::piped()).spawn();
    let mut child = child.map_err(|error| format!("`{shown}` could not be started: {error}."))?;
    let mut log = String::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            log.push_str(&line);
            log.push('\n');
        }
    }
    match ended(&shown, child.wait()) {
        Ok(()) => Ok(log),
        Err(sentence) => Err(sentence + &failures(&log)),
    }
}

/// What tests that failed said, cut to what fits on a screen: Rust's stand between two lines `failures:`, the second of
/// which lists them, and Node's behind `failing tests:`.
fn failures(log: &str) -> String {
    let said = match log.split_once("\nfailures:\n") {
        Some((_, said)) => said.split("\nfailures:\n").next().unwrap_or(said),
        None => log
            .split_once("failing tests:\n")
            .map_or("", |(_, said)| said),
    };
    let mut text = String::new();
    let mut lines = 0;
    for line in said.lines().filter(|line| !line.trim().is_empty()) {
        let begins = line.starts_with("---- ") || line.starts_with('✖');
        lines = if begins { 0 } else { lines + 1 };
        if lines <= LINES_OF_A_FAILURE {
            let line: String = line.chars().take(LETTERS_OF_A_LINE).collect();
            text = text + "\n" + &line;
        }
    }
    text
}

/// Runs a command quietly and returns what it prints, or nothing where it fails.
pub fn capture(command: &mut Command) -> Option<String> {
    let quiet = command.stdin(Stdio::null()).stderr(Stdio::null());
    let output = quiet.output().ok()?;
    let said = || String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then(said)
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name();
    let words = program.into_iter().chain(command.get_args().take(8));
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    words.join(" ")
}

/// The full path of a program on PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    which::which(program).ok()
}

/// PATH with some folders before all others.
pub fn path_with(folders: &[PathBuf]) -> OsString {
    let rest = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(std::env::split_paths(&rest));
    std::env::join_paths(all).unwrap_or(rest)
}

/// A pattern that stands in our sources.
pub fn pattern(pattern: &str) -> Outcome<Regex> {
    Regex::new(pattern).map_err(|error| format!("{pattern}: {error}."))
}

pub fn read(path: &Path) -> Outcome<String> {
    std::fs::read_to_string(path)
        .map_err(|error| format!("{} could not be read: {error}.", path.display()))
}

pub fn read_bytes(path: &Path) -> Outcome<Vec<u8>> {
    std::fs::read(path).map_err(|error| format!("{} could not be read: {error}.", path.display()))
}

pub fn write(path: &Path, contents: impl AsRef<[u8]>) -> Outcome {
    std::fs::write(path, contents)
        .map_err(|error| format!("{} could not be written: {error}.", path.display()))
}

pub fn create_folder(path: &Path) -> Outcome {
    std::fs::create_dir_all(path)
        .map_err(|error| format!("The folder {} could not be made: {error}.", path.display()))
}

/// The plain files directly inside a folder, by name, sorted.
pub fn files_of(folder: &Path) -> Outcome<Vec<String>> {
    files(folder, 1)
}

/// The same with those of folders inside.
pub fn all_files(folder: &Path) -> Outcome<Vec<String>> {
    files(folder, usize::MAX)
}

fn files(folder: &Path, depth: usize) -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    for entry in WalkDir::new(folder).max_depth(depth) {
        let entry = entry.map_err(|error| format!("A folder could not be read: {error}."))?;
        if entry.path().is_file() {
            let name = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            names.push(name.to_string_lossy().replace('\\', "/"));
        }
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::failures;

    #[test]
    fn each_test_that_failed_is_named_with_what_it_said() {
        let rust = "test a::b ... FAILED\n\nfailures:\n\n---- a::b stdout ----\n\nthread 'a::b' panicked at a.rs:1:1:\nno verdict\n\n\n\
                    failures:\n    a::b\n\ntest result: FAILED.";
        let said = "\n---- a::b stdout ----\nthread 'a::b' panicked at a.rs:1:1:\nno verdict";
        assert_eq!(failures(rust), said);
        let node = "✖ c (1ms)\nℹ fail 1\n\n✖ failing tests:\n\ntest at c.mjs:1:1\n✖ c (1ms)\n  AssertionError: 1 and 2\n";
        let said = "\ntest at c.mjs:1:1\n✖ c (1ms)\n  AssertionError: 1 and 2";
        assert_eq!(failures(node), said);
        let long = format!(
            "\nfailures:\n\n---- a ----\n{}---- b ----\n",
            "x\n".repeat(50)
        );
        assert_eq!(
            failures(&long).matches("\nx").count(),
            super::LINES_OF_A_FAILURE
        );
        assert!(failures(&long).ends_with("---- b ----"));
    }
}
