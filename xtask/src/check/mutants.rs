//! Mutation testing of the core: small faults are put into a copy of it one at a time, and the tests must notice each. Which
//! files and which tests, and the reasons for faults that make no difference, stand in `.cargo/mutants.toml`.

use crate::Outcome;
use crate::build::tools;
use crate::process::{capture, command, create_folder, read, target_folder, write};
use std::path::Path;
use std::process::Command;

const CORE: [&str; 3] = ["src/clinical", "src/study", "src/screening"];

/// So many faults of one change are tried in CI, which takes some four minutes on two cores.
const MOST_OF_A_CHANGE: usize = 24;

/// The slow comparisons, and what is not about the core: only a fault that all others miss is worth their time.
const SLOW: [&str; 3] = ["naive::", "properties", "printout::"];

/// Tries faults in the whole core, or only in what the last change touched; says what was found.
pub fn mutants(changed: bool) -> Outcome<String> {
    let work = target_folder().join("mutants");
    create_folder(&work)?;
    let diff = work.join("change.diff");
    let change = if changed { change()? } else { String::new() };
    if changed && change.is_empty() {
        return Ok("no change in the core".to_owned());
    }
    let program = tools::MUTANTS.program("cargo-mutants")?;
    let mut scope = Vec::new();
    let mut left_out = String::new();
    if changed {
        write(&diff, change + "\n")?;
        scope.push(format!("--in-diff={}", diff.display()));
        let list = capture(start(&program).args(&scope).arg("--list"));
        let list = list.ok_or("cargo-mutants could not list the faults of this change.")?;
        let shards = list.lines().count().div_ceil(MOST_OF_A_CHANGE);
        if shards == 0 {
            return Ok("no fault to try in what changed in the core".to_owned());
        }
        if shards > 1 {
            left_out = format!(
                "; ONE OF {shards} FAULTS OF THIS LARGE CHANGE was tried, the others left out"
            );
            scope.push("--sharding=round-robin".to_owned());
            scope.push(format!("--shard=0/{shards}"));
        }
    }
    let missed = work.join("mutants.out/missed.txt");
    let _ = std::fs::remove_dir_all(work.join("mutants.out"));
    try_out(&program, &work, &scope, &SLOW)?;
    let quick = read(&missed)?;
    if !quick.is_empty() {
        println!("\nWhat the quick tests missed, once more with all of them:");
        let one = |line| format!("--re={}", regex_lite::escape(line));
        let again: Vec<String> = quick.lines().map(one).collect();
        try_out(&program, &work, &again, &[])?;
    }
    let missed = read(&missed)?;
    if missed.is_empty() {
        return Ok(format!("every fault tried is noticed{left_out}"));
    }
    Err(format!(
        "No test notices these faults. Write a test, or a reason why the fault makes no difference into \
         .cargo/mutants.toml:\n{missed}"
    ))
}

/// What the core's files became since the last commit that is not this change.
fn change() -> Outcome<String> {
    let git = |arguments: &[&str]| capture(command("git").args(arguments));
    let head = git(&["rev-parse", "HEAD"]);
    let branches = ["origin/main", "main"].iter();
    let base = branches
        .filter_map(|branch| git(&["merge-base", "HEAD", branch]))
        .find(|base| Some(base) != head.as_ref())
        .unwrap_or_else(|| "HEAD^".to_owned());
    let plain = [
        "-c",
        "diff.noprefix=false",
        "diff",
        "--no-ext-diff",
        "--no-color",
        &base,
        "--",
    ];
    let diff = git(&[&plain[..], &CORE].concat());
    diff.ok_or_else(|| {
        format!("git could not compare with {base}: this takes a clone with its history.")
    })
}

fn start(program: &Path) -> Command {
    let mut start = command(program);
    start.arg("mutants");
    // Copies of the tree in one build folder would overwrite each other's programs.
    start.env_remove("CARGO_TARGET_DIR").env_remove("RUSTFLAGS");
    start
}

fn try_out(program: &Path, work: &Path, scope: &[String], without: &[&str]) -> Outcome {
    let mut run = start(program);
    run.args(["--jobs=2", "--colors=never", "--output"])
        .arg(work);
    run.args(scope).args(["--", "--"]);
    run.args(without.iter().flat_map(|test| ["--skip", test]));
    // 2: some were missed; 3: some ran out of time, which no test would let pass either.
    match run.status().map(|status| status.code()) {
        Ok(Some(0 | 2 | 3)) => Ok(()),
        ended => Err(format!(
            "cargo-mutants failed ({ended:?}). If the tests fail without any fault put in, mend that first."
        )),
    }
}
