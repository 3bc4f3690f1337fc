//! The same sources give the same bytes: a release is built once more, from a copy of the sources in another folder and
//! with nothing that the first build left, and compared file by file. Whoever doubts a release can do the same.

use crate::Outcome;
use crate::build::dist;
use crate::process::{capture, cargo, command, create_folder};
use crate::process::{read_bytes, root, target_folder, write};
use std::path::{Path, PathBuf};

/// Compares a release with a second build of these sources, and says how many files were alike.
pub fn reproduce(folder: &Path) -> Outcome<String> {
    let first = dist::checksums(folder)?;
    let copy = Copy::of_the_sources()?;
    let again = copy.0.join("dist");
    println!("Building once more in {} …", copy.0.display());
    let build = cargo()
        .current_dir(&copy.0)
        .args(["xtask", "dist", "--out"])
        .arg(&again)
        .env("CARGO_TARGET_DIR", copy.0.join("target"))
        .envs(dist::made_from())
        .output()
        .map_err(|error| format!("cargo could not be started: {error}."))?;
    if !build.status.success() {
        println!("{}", String::from_utf8_lossy(&build.stderr));
        return Err("The second build failed; the reason stands above.".to_owned());
    }
    let second = dist::checksums(&again)?;
    let only = |these: &[String], those: &[String]| {
        let differ = these.iter().filter(|line| !those.contains(line));
        differ.cloned().collect::<Vec<_>>()
    };
    let differ = [only(&first, &second), only(&second, &first)].concat();
    if !differ.is_empty() {
        return Err(format!(
            "A second build in another folder differs. Is {} a build of these very sources? If it is, something of the \
             folder, the time or the machine gets into the build.\n{}",
            folder.display(),
            differ.join("\n")
        ));
    }
    let checksums = |folder: &Path| folder.join(dist::CHECKSUMS);
    for file in [checksums, dist::archive] {
        if read_bytes(&file(folder))? != read_bytes(&file(&again))? {
            return Err(format!(
                "{} differs from what a second build makes.",
                file(folder).display()
            ));
        }
    }
    let count = first.len();
    Ok(format!(
        "{count} files and their archive are alike, byte for byte"
    ))
}

/// A copy of the files that git would take along; it goes away at the end.
struct Copy(PathBuf);

impl Copy {
    fn of_the_sources() -> Outcome<Self> {
        let listed = ["ls-files", "-z", "-co", "--exclude-standard"];
        let list = capture(command("git").args(listed)).filter(|list| !list.is_empty());
        let list = list.ok_or("git lists no sources here: run this in a clone.")?;
        // Where there is room: beside the build folder, but not below this one, since cargo reads settings of folders above.
        let mut parent = target_folder();
        if parent.starts_with(root()) {
            parent = std::env::temp_dir();
        }
        let copy = Copy(parent.join(format!("another-folder-{}", std::process::id())));
        for name in list.split_terminator('\0') {
            let (from, to) = (root().join(name), copy.0.join(name));
            if from.is_file() {
                create_folder(&to.with_file_name(""))?;
                write(&to, read_bytes(&from)?)?;
            }
        }
        Ok(copy)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
