//! Running other programs: one place that turns "not found" and "exit status 1" into sentences.

use crate::Outcome;
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{shown}` failed ({status}).")),
        Err(error) => Err(format!("`{shown}` could not be started: {error}.")),
    }
}

/// Runs a command whose output people see, and keeps what it prints on standard output for steps that read it.
pub fn run_logged(command: &mut Command) -> Outcome<String> {
    let (outcome, log) = logged(command)?;
    outcome.map(|()| log)
}

/// The same where what was printed is wanted of a command that failed, too.
pub fn logged(command: &mut Command) -> Outcome<(Outcome, String)> {
    let shown = shown(command);
    let not_started = |error| format!("`{shown}` could not be started: {error}.");
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(not_started)?;
    let mut log = String::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            log.push_str(&line);
            log.push('\n');
        }
    }
    let outcome = match child.wait().map_err(not_started)? {
        status if status.success() => Ok(()),
        status => Err(format!("`{shown}` failed ({status}).")),
    };
    Ok((outcome, log))
}

/// Runs a command quietly and returns what it prints, or nothing where it fails.
pub fn capture(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program
        .file_name()
        .unwrap_or(program.as_os_str())
        .to_string_lossy()
        .into_owned();
    let mut words = vec![name];
    words.extend(
        command
            .get_args()
            .take(8)
            .map(|argument| argument.to_string_lossy().into_owned()),
    );
    words.join(" ")
}

/// The full path of a program on PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let endings: &[&str] = if cfg!(windows) {
        &[".exe", ".cmd", ".bat"]
    } else {
        &[""]
    };
    std::env::split_paths(&path)
        .flat_map(|folder| {
            endings
                .iter()
                .map(move |ending| folder.join(format!("{program}{ending}")))
        })
        .find(|candidate| candidate.is_file())
}

/// PATH with some folders before all others.
pub fn path_with(folders: &[PathBuf]) -> OsString {
    let rest = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(std::env::split_paths(&rest));
    std::env::join_paths(all).unwrap_or(rest)
}

/// Puts a text between two lines of a page, in place of what stood there.
pub fn put_between(page: &Path, start: &str, end: &str, text: &str) -> Outcome {
    let before = read(page)?;
    let parts = before
        .split_once(start)
        .and_then(|(before, rest)| Some((before, rest.split_once(end)?.1)));
    let (first, last) = parts.ok_or_else(|| {
        format!(
            "{} has lost the lines that its tables stand between.",
            page.display()
        )
    })?;
    write(page, [first, start, text, end, last].concat())
}

/// Whether this program may install system packages.
pub fn is_superuser() -> bool {
    cfg!(unix) && capture(command("id").arg("-u")).as_deref() == Some("0")
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
    let entries = std::fs::read_dir(folder).map_err(|error| {
        format!(
            "The folder {} could not be read: {error}.",
            folder.display()
        )
    })?;
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    Ok(names)
}
