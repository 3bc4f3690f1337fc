//! Mutation testing of the core: small faults are put into a copy of it one at a time, and each that the tests do
//! not notice must be named, with a reason, in `docs/mutants.md`. Which files and which tests stands in
//! `.cargo/mutants.toml`.

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
const QUICK: [&str; 7] = [
    "--",
    "--skip",
    "naive::",
    "--skip",
    "properties",
    "--skip",
    "printout::",
];

/// Tries faults in the whole core, or only in what the last change touched; says what was found.
pub fn mutants(changed: bool) -> Outcome<String> {
    let work = target_folder().join("mutants");
    create_folder(&work)?;
    let mut scope = Vec::new();
    let mut left_out = 0;
    if changed {
        let Some(diff) = change()? else {
            return Ok("no change in the core".to_owned());
        };
        let file = work.join("change.diff");
        write(&file, diff)?;
        scope = vec!["--in-diff".to_owned(), file.to_string_lossy().into_owned()];
    }
    let program = tools::cargo_mutants()?;
    if changed {
        let count = count(&program, &scope)?;
        if count == 0 {
            return Ok("no fault to try in what changed in the core".to_owned());
        }
        let shards = count.div_ceil(MOST_OF_A_CHANGE);
        if shards > 1 {
            left_out = count - count.div_ceil(shards);
            println!(
                "\nTHE CHANGE IS LARGE: {left_out} of its {count} faults are left out here. `cargo xtask mutants` \
                 tries them all.\n"
            );
            scope.extend(["--sharding", "round-robin", "--shard"].map(str::to_owned));
            scope.push(format!("0/{shards}"));
        }
    }
    let _ = std::fs::remove_dir_all(work.join("mutants.out"));
    try_out(&program, &work, &scope, &QUICK)?;
    let missed = read(&work.join("mutants.out").join("missed.txt"))?;
    if !missed.is_empty() {
        println!("\nWhat the quick tests missed, once more with all of them:");
        let again: Vec<String> = missed.lines().flat_map(only).collect();
        try_out(&program, &work, &again, &[])?;
    }
    judge(&work, changed, left_out)
}

/// What the core's files became since the last commit that is not this change, or nothing.
fn change() -> Outcome<Option<String>> {
    let git = |arguments: &[&str]| capture(command("git").args(arguments));
    let head = git(&["rev-parse", "HEAD"]);
    let base = ["origin/main", "main"]
        .iter()
        .find_map(|branch| git(&["merge-base", "HEAD", branch]))
        .filter(|base| Some(base) != head.as_ref())
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
    let diff = git(&[&plain[..], &[base.as_str(), "--"], &CORE].concat())
        .ok_or_else(|| format!("git could not compare with {base}."))?;
    let diff = (!diff.is_empty()).then(|| diff + "\n");
    Ok(diff)
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

fn count(program: &Path, scope: &[String]) -> Outcome<usize> {
    capture(start(program).args(scope).arg("--list"))
        .map(|list| list.lines().count())
        .ok_or_else(|| "cargo-mutants could not list the faults of this change.".to_owned())
}

fn try_out(program: &Path, work: &Path, scope: &[String], tests: &[&str]) -> Outcome {
    let mut run = start(program);
    run.args(["--jobs", "2", "--colors", "never", "--output"])
        .arg(work)
        .args(scope)
        .arg("--")
        .args(tests);
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

/// Chooses one fault by its line in a result file.
fn only(line: &str) -> [String; 2] {
    let mut pattern = String::new();
    for sign in line.chars() {
        if ".+*?()|[]{}^$\\".contains(sign) {
            pattern.push('\\');
        }
        pattern.push(sign);
    }
    ["--re".to_owned(), pattern]
}

/// The lines of a result file without their places, which move with every edit; each with how often it stands.
fn names(work: &Path, file: &str) -> Outcome<BTreeMap<String, usize>> {
    let mut names = BTreeMap::new();
    for line in read(&work.join("mutants.out").join(file))?.lines() {
        *names.entry(without_place(line)).or_insert(0) += 1;
    }
    Ok(names)
}

/// `src/a.rs:92:30: replace …` without the line and the column.
fn without_place(line: &str) -> String {
    let Some((place, what)) = line.split_once(": ") else {
        return line.to_owned();
    };
    let file = place.split(':').next().unwrap_or(place);
    format!("{}: {what}", file.replace('\\', "/"))
}

fn judge(work: &Path, changed: bool, left_out: usize) -> Outcome<String> {
    let page = root().join(REASONS);
    let reasons = reasons(&read(&page)?)?;
    let missed = names(work, "missed.txt")?;
    let unexcused: Vec<String> = missed
        .iter()
        .filter(|(name, count)| reasons.get(*name).is_none_or(|excused| *count > excused))
        .map(|(name, count)| format!("* `{name}` ({count}): …"))
        .collect();
    if !unexcused.is_empty() {
        return Err(format!(
            "No test notices these faults. Write a test, or a reason why the fault makes no difference into {REASONS}:\n{}",
            unexcused.join("\n")
        ));
    }
    let mut said = format!(
        "every fault tried is noticed but {} with a reason",
        missed.values().sum::<usize>()
    );
    if left_out > 0 {
        said += &format!("; {left_out} faults of this change were LEFT OUT");
    }
    if !changed {
        let gone: Vec<&str> = reasons
            .iter()
            .filter(|(name, excused)| missed.get(*name).copied().unwrap_or(0) < **excused)
            .map(|(name, _)| name.as_str())
            .collect();
        if !gone.is_empty() {
            said += &format!(
                ".\n{REASONS} gives reasons for faults that are noticed by now; take them out:\n{}",
                gone.join("\n")
            );
        }
    }
    Ok(said)
}

/// The faults that the page excuses: ``* `src/a.rs: replace …` (2): reason``, the count being one where none stands.
fn reasons(page: &str) -> Outcome<BTreeMap<String, usize>> {
    let mut reasons = BTreeMap::new();
    for line in page.lines() {
        let Some((name, rest)) = line.strip_prefix("* `").and_then(|l| l.split_once('`')) else {
            continue;
        };
        let (count, reason) = rest.split_once(": ").unwrap_or((rest, ""));
        let count = count.trim().trim_matches(['(', ')']);
        let count = if count.is_empty() { "1" } else { count };
        match (count.parse(), reason.trim_matches([' ', '…'])) {
            (Ok(count), reason) if !reason.is_empty() => {
                reasons.insert(name.to_owned(), count);
            }
            _ => return Err(format!("{REASONS}: `{name}` has no reason.")),
        }
    }
    Ok(reasons)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_keeps_its_name_when_lines_move() {
        assert_eq!(
            without_place("src/a/b.rs:92:30: replace == with != in f"),
            "src/a/b.rs: replace == with != in f"
        );
    }

    #[test]
    fn a_fault_is_chosen_by_its_own_line() {
        assert_eq!(
            only("src/a.rs:9:3: replace f -> Option<(u8, u8)> with None"),
            [
                "--re",
                r"src/a\.rs:9:3: replace f -> Option<\(u8, u8\)> with None"
            ]
        );
        assert_eq!(
            only("src/a.rs: replace || with &&")[1],
            r"src/a\.rs: replace \|\| with &&"
        );
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
