//! The same sources give the same bytes: a release is built once more, from a copy of the sources in another folder, and
//! compared file by file. Whoever doubts a release can do the same. Libraries are taken over from the first build and kept,
//! since Cargo.lock says by checksum what they are made of; what is ours is compiled, linked and optimised again.

use crate::Outcome;
use crate::build::{dist, tools};
use crate::process::{
    all_files, capture, cargo, command, create_folder, find, read_bytes, root, target_folder, write,
};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// So much of what a build that failed says is repeated.
const LINES: usize = 40;

/// Compares a release with a second build of these sources, and says how many files were alike.
pub fn reproduce(folder: &Path) -> Outcome<String> {
    let copy = copy_of_the_sources()?;
    take_libraries(&copy.join("target"));
    let again = copy.join("dist");
    println!("Building once more in {} …", copy.display());
    let cargo = |arguments: &[&str]| {
        // Behind all that runs beside it.
        let mut patient = command("nice");
        patient.args(["-n", "19"]).arg(cargo().get_program());
        let mut cargo = find("nice").map_or_else(cargo, |_| patient);
        cargo.current_dir(&copy).args(arguments);
        cargo.env("CARGO_TARGET_DIR", copy.join("target"));
        cargo.envs(dist::made_from()).output()
    };
    let clean = [
        "clean",
        "--package=liver-prescreen",
        "--release",
        "--target",
    ];
    let build = ["xtask", "dist", "--out", "dist"];
    let _ = std::fs::remove_dir_all(copy.join("target/optimised"));
    for arguments in [&[&clean[..], &[tools::WASM]].concat()[..], &build] {
        let ended = cargo(arguments).map_err(|error| format!("cargo does not start: {error}."))?;
        if !ended.status.success() {
            let said = String::from_utf8_lossy(&ended.stderr);
            let last = said.lines().rev().take(LINES).collect::<Vec<_>>();
            let last = last.into_iter().rev().collect::<Vec<_>>().join("\n");
            return Err(format!("The second build failed:\n{last}"));
        }
    }
    let names = [all_files(folder)?, all_files(&again)?].concat();
    let names: BTreeSet<String> = names.into_iter().collect();
    let read = |path: PathBuf| read_bytes(&path).ok();
    let mut differ: Vec<&str> = names.iter().map(String::as_str).collect();
    differ.retain(|name| read(folder.join(name)) != read(again.join(name)));
    if read(dist::archive(folder)) != read(dist::archive(&again)) {
        differ.push("the archive");
    }
    match differ[..] {
        [] => Ok(format!(
            "{} files and their archive are alike, byte for byte",
            names.len()
        )),
        _ => Err(format!(
            "A second build in another folder differs. Is {} a build of these very sources? If it is, something of the \
             folder, the time or the machine gets into the build: {}.",
            folder.display(),
            differ.join(", ")
        )),
    }
}

/// Takes over what the first build made of libraries, where there is nothing yet; `clean` then ends what is ours. Of what is
/// compiled for development that are the libraries of these very commands, as links: of ours Cargo knows by its folder that
/// it is another. Where `cp` is not to be had, all is compiled.
fn take_libraries(target: &Path) {
    let wasm = [tools::WASM, "/release"].concat();
    let whole = [["-a", "release"], ["-a", &wasm]];
    let links = ["debug/deps", "debug/build", "debug/.fingerprint"];
    for [how, folder] in whole.into_iter().chain(links.map(|folder| ["-al", folder])) {
        let (from, to) = (target_folder().join(folder), target.join(folder));
        if from.is_dir() && !to.exists() && create_folder(&to.with_file_name("")).is_ok() {
            let _ = command("cp").arg(how).args([from, to]).output();
        }
    }
}

/// A copy of the files that git would take along. It stays, for the libraries that are built there; what was not changed
/// since is not written again.
fn copy_of_the_sources() -> Outcome<PathBuf> {
    let listed = ["ls-files", "-z", "-co", "--exclude-standard"];
    let list = capture(command("git").args(listed)).filter(|list| !list.is_empty());
    let list = list.ok_or("git lists no sources here: run this in a clone.")?;
    // Not below this one, since cargo reads settings of folders above.
    let name = root().to_string_lossy().replace(['/', '\\', ':'], "-");
    let copy = tools::home()?.join(["again", &name].concat());
    let names: BTreeSet<&str> = list.split_terminator('\0').collect();
    for gone in all_files(&copy).unwrap_or_default() {
        let kept = ["target/", "dist/"]
            .iter()
            .any(|folder| gone.starts_with(folder));
        if !kept && !gone.contains("node_modules/") && !names.contains(gone.as_str()) {
            let _ = std::fs::remove_file(copy.join(gone));
        }
    }
    for name in names {
        let (from, to) = (root().join(name), copy.join(name));
        if from.is_file() {
            let bytes = read_bytes(&from)?;
            if read_bytes(&to).ok().as_ref() != Some(&bytes) {
                create_folder(&to.with_file_name(""))?;
                write(&to, bytes)?;
            }
        }
    }
    Ok(copy)
}
