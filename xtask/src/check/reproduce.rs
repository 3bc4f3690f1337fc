//! The same sources give the same bytes: a release is built once more, from a copy of the sources in another folder and
//! with nothing that the first build left, and compared file by file. Whoever doubts a release can do the same.

use crate::Outcome;
use crate::build::dist;
use crate::build::release::all_files;
use crate::process::{cargo, command, create_folder, read_bytes, root, target_folder};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Compares a release with a second build of these sources, and says how many files were alike.
pub fn reproduce(folder: &Path) -> Outcome<String> {
    let first = all_files(folder, "")?;
    if first.is_empty() {
        return Err(format!("There is no release in {}.", folder.display()));
    }
    let copy = Copy::of_the_sources()?;
    let again = copy.0.join("dist");
    let mut build = cargo();
    build
        .current_dir(&copy.0)
        .args(["xtask", "dist", "--out"])
        .arg(&again)
        .env("CARGO_TARGET_DIR", copy.0.join("target"))
        .envs(dist::made_from());
    println!("Building once more in {} …", copy.0.display());
    quietly(&mut build)?;
    let second = all_files(&again, "")?;
    let mut differ: Vec<&String> = first
        .iter()
        .filter(|name| !second.contains(name))
        .chain(second.iter().filter(|name| !first.contains(name)))
        .collect();
    for name in first.iter().filter(|name| second.contains(name)) {
        if read_bytes(&folder.join(name))? != read_bytes(&again.join(name))? {
            differ.push(name);
        }
    }
    let archive = dist::archive(&again);
    if read_bytes(&dist::archive(folder))? != read_bytes(&archive)? {
        return Err(format!("{} is another archive.", archive.display()));
    }
    if differ.is_empty() {
        let said = format!(
            "{} files and their archive are alike, byte for byte",
            first.len()
        );
        println!("{said}.");
        return Ok(said);
    }
    Err(format!(
        "A second build in another folder differs in {} files: {differ:?}. Is {} a build of these very sources? If it is, \
         something of the folder, the time or the machine gets into the build.",
        differ.len(),
        folder.display()
    ))
}

fn quietly(build: &mut Command) -> Outcome {
    let output = build
        .output()
        .map_err(|error| format!("cargo could not be started: {error}."))?;
    if output.status.success() {
        return Ok(());
    }
    println!("{}", String::from_utf8_lossy(&output.stderr));
    Err("The second build failed; the reason stands above.".to_owned())
}

/// A copy of the files that git would take along; it goes away at the end.
struct Copy(PathBuf);

impl Copy {
    fn of_the_sources() -> Outcome<Self> {
        let list = command("git")
            .args(["ls-files", "-z", "-co", "--exclude-standard"])
            .output()
            .map_err(|error| format!("git, which lists the sources, does not start: {error}."))?;
        let list = String::from_utf8_lossy(&list.stdout).into_owned();
        if list.is_empty() {
            return Err("git lists no sources here: run this in a clone.".to_owned());
        }
        let name = format!("another-folder-{}", std::process::id());
        // Beside the build folder, where there is room, but not below this folder: cargo reads settings of folders above.
        let parent = target_folder();
        let parent = match parent.starts_with(root()) {
            true => std::env::temp_dir(),
            false => parent,
        };
        let copy = Copy(parent.join(name));
        for name in list.split('\0').filter(|name| !name.is_empty()) {
            let (from, to) = (root().join(name), copy.0.join(name));
            if !from.is_file() {
                continue;
            }
            create_folder(to.parent().unwrap_or(&copy.0))?;
            std::fs::copy(&from, &to)
                .map_err(|error| format!("{name} could not be copied: {error}."))?;
        }
        Ok(copy)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
