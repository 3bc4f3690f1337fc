//! How long the page takes to its first field on a slow line and a slow processor, beside the least that a page made
//! with Leptos can be, built by the same tools, and beside the same fields in plain HTML. Measured in one run, in turn.

use super::browser;
use crate::Outcome;
use crate::build::dist::trunk;
use crate::build::release::{all_files, page_files};
use crate::build::tools::{self, WasmTools};
use crate::build::{bundle, npm};
use crate::process::{create_folder, read, root, run, target_folder, write};
use std::path::{Path, PathBuf};

/// What is held against what, and the most that it may be of it.
const AIMS: [(&str, &str, f64); 6] = [
    ("first visit, usable", "same fields by hand, usable", 1.5),
    ("first visit, usable", "bare Leptos page, usable", 1.35),
    ("first visit, verdict", "bare Leptos page, usable", 2.1),
    ("from the worker, usable", "first visit, usable", 1.0),
    ("from the worker, verdict", "first visit, verdict", 0.7),
    (
        "element in a host page, usable",
        "same fields by hand, usable",
        2.0,
    ),
];

/// How much a page of ours may move while it loads; the pages beside it may move as they like.
const SHIFTS: [(&str, f64); 3] = [
    ("first visit, shift", 0.0),
    ("from the worker, shift", 0.0),
    ("element in a host page, shift", 0.02),
];

/// The same fields in plain HTML.
const BY_HAND: &str = "hand-written.html";

/// What the browser tells of one thing: the median, the fastest and the slowest.
struct Figure {
    name: String,
    values: [f64; 3],
}

/// Measures and prints, and fails where an aim is missed.
pub fn startup(dist: &Path) -> Outcome {
    page_files(dist)?;
    let yardsticks = yardsticks(&tools::wasm_tools()?)?;
    let mut measurement = browser::measurement("startup::", dist);
    // A screen has its beat here: what waits for a frame waits for a real one.
    measurement
        .env_remove("CHROMIUM_ARGUMENTS")
        .env("YARDSTICKS", yardsticks);
    let figures = figures(&browser::chromium()?.run(&mut measurement)?);
    let missed = table(&figures)?;
    if missed.is_empty() {
        Ok(())
    } else {
        Err(missed.join("\n"))
    }
}

/// Builds the bare page, has our tools follow Trunk as they do for the page, and puts the page written by hand beside it.
fn yardsticks(tools: &WasmTools) -> Outcome<PathBuf> {
    let folder = target_folder().join("startup");
    create_folder(&folder)?;
    println!("Building the bare page. The first time this takes a minute.");
    run(trunk(tools)
        .current_dir(root().join("benches/bare-leptos"))
        .env("CARGO_TARGET_DIR", target_folder())
        .args(["build", "--release", "--dist"])
        .arg(&folder))?;
    write(
        &folder.join(BY_HAND),
        read(&root().join("benches").join(BY_HAND))?,
    )?;
    let names = all_files(&folder, "")?;
    for name in &names {
        let path = folder.join(name);
        if name.ends_with(".wasm") {
            run(npm::wasm_opt()?
                .arg(&path)
                .args(npm::WASM_OPT_FLAGS)
                .arg("-o")
                .arg(&path))?;
        } else if name.ends_with(".js") {
            write(&path, bundle::script(&read(&path)?)?)?;
        }
    }
    run(npm::node()?
        .arg(root().join("xtask/compress.mjs"))
        .args(names.iter().map(|name| folder.join(name))))?;
    Ok(folder)
}

/// Lines of a name and three numbers, with tabs between.
fn figures(log: &str) -> Vec<Figure> {
    let row = |line: &str| {
        let mut parts = line.split('\t');
        let name = parts.next()?.to_owned();
        let mut next = || parts.next()?.parse().ok();
        let values = [next()?, next()?, next()?];
        Some(Figure { name, values })
    };
    log.lines().filter_map(row).collect()
}

/// Prints the table and returns what misses its aim.
fn table(figures: &[Figure]) -> Outcome<Vec<String>> {
    println!(
        "\n{:<46}{:>10}{:>10}{:>10}",
        "ms, processor ÷ 4, 1.6 Mbit/s, 150 ms", "median", "fastest", "slowest"
    );
    let told = figures.iter().filter(|figure| figure.values[2] > 0.0);
    for Figure { name, values } in told.filter(|figure| !is_shift(figure)) {
        let [median, fastest, slowest] = values;
        println!("{name:<46}{median:>10.0}{fastest:>10.0}{slowest:>10.0}");
    }
    let found = |name: &str| {
        let found = figures.iter().find(|figure| figure.name == name);
        found.ok_or_else(|| {
            format!("The browser told nothing of \"{name}\"; its output stands above.")
        })
    };
    let mut held = Vec::new();
    for (name, of, aim) in AIMS {
        let ratio = found(name)?.values[0] / found(of)?.values[0];
        held.push((format!("{name} ÷ {of}"), ratio, aim));
    }
    for (name, aim) in SHIFTS {
        // The largest of all rounds.
        held.push((name.to_owned(), found(name)?.values[2], aim));
    }
    println!("\n{:<66}{:>10}{:>10}", "", "measured", "aim");
    let mut missed = Vec::new();
    for (name, ratio, aim) in held {
        let word = if ratio > aim { "  MISSED" } else { "" };
        println!("{name:<66}{ratio:>10.2}{aim:>10.2}{word}");
        if ratio > aim {
            missed.push(format!("{name}: {ratio:.2}, and the aim is {aim}."));
        }
    }
    Ok(missed)
}

fn is_shift(figure: &Figure) -> bool {
    figure.name.ends_with(", shift")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(first: u32, again: u32, shift: f64) -> String {
        format!(
            "running 1 test\nfirst visit, usable\t{first}\t1\t2\nfirst visit, verdict\t2000\t1\t2\n\
             first visit, shift\t0\t0\t{shift}\nfrom the worker, usable\t{again}\t1\t2\n\
             from the worker, verdict\t1000\t1\t2\nfrom the worker, shift\t0\t0\t0\n\
             bare Leptos page, usable\t1000\t1\t2\nsame fields by hand, usable\t1000\t1\t2\n\
             same fields by hand, shift\t0\t0\t9\nelement in a host page, usable\t1500\t1\t2\n\
             element in a host page, shift\t0\t0\t0.02\nok\n"
        )
    }

    #[test]
    fn an_aim_that_is_missed_is_said() {
        let missed = |first, again, shift| table(&figures(&log(first, again, shift)));
        assert_eq!(missed(1300, 1300, 0.0), Ok(Vec::new()));
        assert_eq!(
            missed(1400, 1450, 0.01).map(|missed| missed.join(" ")),
            Ok(
                "first visit, usable ÷ bare Leptos page, usable: 1.40, and the aim is 1.35. \
                 from the worker, usable ÷ first visit, usable: 1.04, and the aim is 1. \
                 first visit, shift: 0.01, and the aim is 0."
                    .to_owned()
            )
        );
    }

    #[test]
    fn a_figure_that_was_not_told_is_missed() {
        assert!(table(&figures("first visit, usable\t1\t1\t1\n")).is_err());
    }
}
