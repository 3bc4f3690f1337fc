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

/// The most that the first visit takes, for each millisecond of the bare page.
const FIRST_AIM: f64 = 1.25;
/// The most that a visit from the worker takes, for each millisecond of the first.
const AGAIN_AIM: f64 = 0.5;
/// The most that the page may move while it loads.
const SHIFT_AIM: f64 = 0.1;

/// The same fields in plain HTML.
const BY_HAND: &str = "hand-written.html";

/// How much the page moved; the pages beside it may move as they like.
const OUR_SHIFTS: [&str; 2] = ["first visit, shift", "from the worker, shift"];

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
    for Figure { name, values } in figures.iter().filter(|figure| !is_shift(figure)) {
        let [median, fastest, slowest] = values;
        println!("{name:<46}{median:>10.0}{fastest:>10.0}{slowest:>10.0}");
    }
    let median = |name: &str| {
        let found = figures.iter().find(|figure| figure.name == name);
        found.map(|figure| figure.values[0]).ok_or_else(|| {
            format!("The browser told nothing of \"{name}\"; its output stands above.")
        })
    };
    let first = median("first visit, usable")?;
    let slowest = |figure: &Figure| figure.values[2];
    let of_ours = |figure: &&Figure| OUR_SHIFTS.contains(&figure.name.as_str());
    let shifts = figures.iter().filter(of_ours).map(slowest);
    let held = [
        (
            "first visit ÷ bare Leptos page",
            first / median("bare Leptos page, usable")?,
            FIRST_AIM,
        ),
        (
            "visit from the worker ÷ first visit",
            median("from the worker, usable")? / first,
            AGAIN_AIM,
        ),
        (
            "layout shift, the largest",
            shifts.fold(0.0, f64::max),
            SHIFT_AIM,
        ),
    ];
    println!("\n{:<46}{:>10}{:>10}", "", "measured", "aim");
    println!(
        "{:<46}{:>10.2}",
        "first visit ÷ same fields by hand",
        first / median("same fields by hand, usable")?
    );
    let mut missed = Vec::new();
    for (name, ratio, aim) in held {
        let word = if ratio > aim { "  MISSED" } else { "" };
        println!("{name:<46}{ratio:>10.2}{aim:>10.2}{word}");
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
            "running 1 test\nfirst visit, usable\t{first}\t1\t2\nfirst visit, shift\t0\t0\t{shift}\n\
             from the worker, usable\t{again}\t1\t2\nbare Leptos page, usable\t1000\t1\t2\n\
             same fields by hand, usable\t500\t1\t2\nsame fields by hand, shift\t0\t0\t9\nok\n"
        )
    }

    #[test]
    fn an_aim_that_is_missed_is_said() {
        let missed = |first, again, shift| table(&figures(&log(first, again, shift)));
        assert_eq!(missed(1250, 625, 0.1), Ok(Vec::new()));
        assert_eq!(
            missed(1300, 700, 0.2).map(|missed| missed.join(" ")),
            Ok(
                "first visit ÷ bare Leptos page: 1.30, and the aim is 1.25. \
                visit from the worker ÷ first visit: 0.54, and the aim is 0.5. \
                layout shift, the largest: 0.20, and the aim is 0.1."
                    .to_owned()
            )
        );
    }

    #[test]
    fn a_figure_that_was_not_told_is_missed() {
        assert!(table(&figures("first visit, usable\t1\t1\t1\n")).is_err());
    }
}
