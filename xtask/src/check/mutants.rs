//! Mutation testing of the core: small faults are put into a copy of it one at a time, and each that the tests do
//! not notice must be named, with a reason, in `docs/mutants.md`. Which files and which tests stands in
//! `.cargo/mutants.toml`.

use super::trace::pattern;
use crate::Outcome;
use crate::build::tools;
use crate::process::{capture, command, create_folder, read, root, target_folder, write};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

const REASONS: &str = "docs/mutants.md";
const CORE: [&str; 3] = ["src/clinical", "src/study", "src/screening"];

/// So many faults of one change are tried in CI, which takes some ten minutes on two cores.
const MOST_OF_A_CHANGE: usize = 60;

/// The slow comparisons, and what is not about the core: only a fault that all others miss is worth their time.
const SLOW: [&str; 3] = ["naive::", "properties", "printout::"];

/// Faults by name, each with how often it stands.
type Faults = BTreeMap<String, usize>;

/// Tries faults in the whole core, or only in what the last change touched; says what was found.
pub fn mutants(changed: bool) -> Outcome<String> {
    let work = target_folder().join("mutants");
    create_folder(&work)?;
    let diff = if changed { change()? } else { None };
    if changed && diff.is_none() {
        return Ok("no change in the core".to_owned());
    }
    let program = tools::cargo_mutants()?;
    let mut scope = Vec::new();
    let mut left_out = 0;
    if let Some(diff) = diff {
        let file = work.join("change.diff");
        write(&file, diff)?;
        scope.extend(["--in-diff".to_owned(), file.to_string_lossy().into_owned()]);
        let list = capture(start(&program).args(&scope).arg("--list"));
        let count = list.map(|list| list.lines().count());
        let count = count.ok_or("cargo-mutants could not list the faults of this change.")?;
        if count == 0 {
            return Ok("no fault to try in what changed in the core".to_owned());
        }
        let shards = count.div_ceil(MOST_OF_A_CHANGE);
        if shards > 1 {
            left_out = count - count.div_ceil(shards);
            println!(
                "\nTHE CHANGE IS LARGE: {left_out} of its {count} faults are left out here.\n"
            );
            let shard = format!("--shard=0/{shards}");
            scope.extend(["--sharding=round-robin".to_owned(), shard]);
        }
    }
    let _ = std::fs::remove_dir_all(work.join("mutants.out"));
    try_out(&program, &work, &scope, &SLOW)?;
    let missed = read(&work.join("mutants.out/missed.txt"))?;
    if !missed.is_empty() {
        println!("\nWhat the quick tests missed, once more with all of them:");
        let one = |line| format!("--re={}", regex_lite::escape(line));
        let again: Vec<String> = missed.lines().map(one).collect();
        try_out(&program, &work, &again, &[])?;
    }
    let missed = names(&read(&work.join("mutants.out/missed.txt"))?)?;
    let reasons = reasons(&read(&root().join(REASONS))?)?;
    let more = |left: &Faults, right: &Faults| -> Vec<String> {
        let differ = left
            .iter()
            .filter(|(name, count)| right.get(*name).is_none_or(|other| *count > other));
        differ
            .map(|(name, count)| format!("* `{name}` ({count}): …"))
            .collect()
    };
    let (unexcused, gone) = (more(&missed, &reasons), more(&reasons, &missed));
    if !unexcused.is_empty() {
        return Err(format!(
            "No test notices these faults. Write a test, or a reason why the fault makes no difference into {REASONS}:\n{}",
            unexcused.join("\n")
        ));
    }
    let excused: usize = missed.values().sum();
    let mut said = format!("every fault tried is noticed but {excused} with a reason");
    if left_out > 0 {
        said += &format!("; {left_out} faults of this change were LEFT OUT");
    }
    if !changed && !gone.is_empty() {
        said += &format!(
            ".\n{REASONS} gives reasons for faults that are noticed by now; take them out:\n{}",
            gone.join("\n")
        );
    }
    Ok(said)
}

/// What the core's files became since the last commit that is not this change, or nothing.
fn change() -> Outcome<Option<String>> {
    let git = |arguments: &[&str]| capture(command("git").args(arguments));
    let head = git(&["rev-parse", "HEAD"]);
    let branches = ["origin/main", "main"].iter();
    let base = branches
        .filter_map(|branch| git(&["merge-base", "HEAD", branch]))
        .find(|base| Some(base) != head.as_ref())
        .or_else(|| git(&["rev-parse", "--verify", "--quiet", "HEAD^"]));
    let Some(base) = base else {
        println!("There is no earlier commit to compare with.");
        return Ok(None);
    };
    let plain = [
        "-c",
        "diff.noprefix=false",
        "diff",
        "--no-ext-diff",
        "--no-color",
    ];
    let diff = git(&[&plain[..], &[&base, "--"], &CORE].concat());
    let diff = diff.ok_or_else(|| format!("git could not compare with {base}."))?;
    Ok((!diff.is_empty()).then(|| diff + "\n"))
}

fn start(program: &Path) -> Command {
    let mut start = command(program);
    // Copies of the tree in one build folder would overwrite each other's programs.
    start
        .arg("mutants")
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("RUSTFLAGS");
    start
}

fn try_out(program: &Path, work: &Path, scope: &[String], without: &[&str]) -> Outcome {
    let mut run = start(program);
    run.args(["--jobs", "2", "--colors", "never", "--output"])
        .arg(work)
        .args(scope);
    run.args(["--", "--"])
        .args(without.iter().flat_map(|test| ["--skip", test]));
    let status = run
        .status()
        .map_err(|error| format!("cargo-mutants could not be started: {error}."))?;
    // 2: some were missed; 3: some ran out of time, which no test would let pass either.
    match status.code() {
        Some(0 | 2 | 3) => Ok(()),
        _ => Err(format!(
            "cargo-mutants failed ({status}). If the tests fail without any fault put in, mend that first."
        )),
    }
}

/// The lines of a result file, `src/a.rs:92:30: replace …`, without their places, which move with every edit.
fn names(list: &str) -> Outcome<Faults> {
    let place = pattern(r"^(.*?):\d+:\d+: ")?;
    let mut names = Faults::new();
    for line in list.lines() {
        let name = place.replace(line, "$1: ").replace('\\', "/");
        *names.entry(name).or_insert(0) += 1;
    }
    Ok(names)
}

/// The faults that the page excuses: ``* `src/a.rs: replace …` (2): reason``, the count being one where none stands.
fn reasons(page: &str) -> Outcome<Faults> {
    let entry = pattern(r"^\* `([^`]*)`(?: \((\d+)\))?: *[^ …]")?;
    let mut reasons = Faults::new();
    for line in page.lines().filter(|line| line.starts_with("* `")) {
        let found = entry.captures(line);
        let found = found.ok_or_else(|| format!("{REASONS}: no reason stands behind {line}"))?;
        let count = found.get(2).and_then(|count| count.as_str().parse().ok());
        reasons.insert(found[1].to_owned(), count.unwrap_or(1));
    }
    Ok(reasons)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_keeps_its_name_when_lines_move() {
        let list =
            "src/a/b.rs:92:30: replace == with != in f\nsrc/a/b.rs:7:3: replace == with != in f";
        let names = names(list).expect("names");
        assert_eq!(names["src/a/b.rs: replace == with != in f"], 2);
    }

    #[test]
    fn a_reason_is_needed() {
        let page = "# Title\n\n* `src/a.rs: x` (2): never seen outside\n* `src/b.rs: y`: too\n";
        let reasons = reasons(page).expect("reasons");
        assert_eq!(reasons["src/a.rs: x"], 2);
        assert_eq!(reasons["src/b.rs: y"], 1);
        assert!(super::reasons("* `src/a.rs: x` (1): …").is_err());
        assert!(super::reasons("* `src/a.rs: x`").is_err());
    }
}
