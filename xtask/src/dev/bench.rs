//! How long one patient takes, natively and from Node, how fast the page follows a key, and how soon it can be used, held
//! against what a page that recomputes at every keystroke can afford. Not part of the tests: a busy machine is no fault of
//! the code. The core's bound stands here; what is measured from Node and in Chromium holds its own.

use super::browser;
use crate::Outcome;
use crate::build::dist::trunk;
use crate::build::release::page_files;
use crate::build::{bundle, npm, tools};
use crate::process::{
    all_files, cargo, create_folder, pattern, read, root, run, run_logged, target_folder, write,
};
use std::path::{Path, PathBuf};

/// The most microseconds that the core alone takes for one patient.
const NATIVE: f64 = 5.0;

/// A row of divan's table: the name, then the fastest, the slowest and the median.
const ROW: &str = r"(?m)^[├╰]─ (\w+) .*?│.*?│ ([\d.]+) (ns|µs|ms|s) ";

/// The same fields in plain HTML.
const BY_HAND: &str = "hand-written.html";

/// Measures all three, and fails where one misses its bound.
pub fn bench(dist: &Path) -> Outcome {
    page_files(dist)?;
    let core = run_logged(cargo().args(["bench", "--bench", "core"])).and_then(|log| core(&log));
    let mut node = npm::node()?;
    node.arg(root().join("benches/screen.mjs"))
        .env("DIST_DIR", dist);
    let node = run(&mut node);
    let outcomes = [core, node, typing(dist)];
    let missed: Vec<String> = outcomes.into_iter().filter_map(Outcome::err).collect();
    match missed.is_empty() {
        true => Ok(()),
        false => Err(missed.join("\n")),
    }
}

/// How fast the page shows a key, beside the same fields in plain HTML, and how long a whole case takes.
pub fn typing(dist: &Path) -> Outcome {
    page_files(dist)?;
    let mut measurement = browser::measurement("keyboard::", dist);
    browser::chromium()?.run(&mut measurement).map(drop)
}

/// Holds the medians of divan's table against the bound.
fn core(table: &str) -> Outcome {
    let row = pattern(ROW)?;
    let mut slowest: Option<f64> = None;
    for row in row.captures_iter(table) {
        let factor = match &row[3] {
            "ns" => 1e-3,
            "µs" => 1.0,
            "ms" => 1e3,
            _ => 1e6,
        };
        let median = row[2].parse::<f64>().unwrap_or(f64::INFINITY) * factor;
        slowest = Some(slowest.map_or(median, |slowest| slowest.max(median)));
    }
    match slowest {
        Some(median) if median <= NATIVE => Ok(()),
        Some(median) => Err(format!(
            "The core takes {median:.2} µs for a patient, more than {NATIVE} µs."
        )),
        None => {
            Err("The benchmark of the core told no median; its output stands above.".to_owned())
        }
    }
}

/// How long the page takes to its first field on a slow line and a slow processor, beside the least that a page made
/// with Leptos can be, built by the same tools, and beside the same fields in plain HTML. In one run, in turn.
pub fn startup(dist: &Path) -> Outcome {
    page_files(dist)?;
    let mut measurement = browser::measurement("startup::", dist);
    // A screen has its beat here: what waits for a frame waits for a real one.
    measurement
        .env_remove("CHROMIUM_ARGUMENTS")
        .env("YARDSTICKS", yardsticks()?);
    browser::chromium()?.run(&mut measurement).map(drop)
}

/// Builds the bare page, has our tools follow Trunk as they do for the page, and puts the page written by hand beside it.
fn yardsticks() -> Outcome<PathBuf> {
    let folder = target_folder().join("startup");
    create_folder(&folder)?;
    println!("Building the bare page. The first time this takes a minute.");
    run(trunk(&tools::wasm_tools()?)
        .current_dir(root().join("benches/bare-leptos"))
        .env("CARGO_TARGET_DIR", target_folder())
        .args(["build", "--release", "--dist"])
        .arg(&folder))?;
    let by_hand = read(&root().join("benches").join(BY_HAND))?;
    write(&folder.join(BY_HAND), by_hand)?;
    let names = all_files(&folder)?;
    let paths: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
    for path in &paths {
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("js") => write(path, bundle::script(&read(path)?)?)?,
            Some("wasm") => {
                let mut optimise = npm::wasm_opt()?;
                optimise.arg(path).args(npm::WASM_OPT_FLAGS);
                run(optimise.arg("-o").arg(path))?;
            }
            _ => {}
        }
    }
    run(npm::node()?
        .arg(root().join("xtask/compress.mjs"))
        .args(paths))?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_slowest_median_is_held_against_the_bound() {
        let table = |median: &str| {
            format!(
                "core          fastest       │ slowest       │ median        │ mean          │ samples │ iters\n\
                 ├─ complete  3.1 µs        │ 20.4 µs       │ {median}      │ 3.4 µs        │ 100     │ 3200\n\
                 ╰─ half      812 ns        │ 1.4 µs        │ 850.5 ns      │ 0.9 µs        │ 100     │ 6400\n"
            )
        };
        assert_eq!(super::core(&table("3.256 µs")), Ok(()));
        assert!(super::core(&table("5.256 µs")).is_err_and(|why| why.contains("5.26 µs")));
        assert!(super::core(&table("1.2 ms")).is_err());
        assert!(super::core("nothing").is_err());
    }
}
