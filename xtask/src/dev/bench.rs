//! How long one patient takes, natively and from Node, held against what a page that recomputes at every keystroke
//! can afford. Not part of the tests: a busy machine is no fault of the code.

use super::browser;
use crate::Outcome;
use crate::build::npm;
use crate::build::release::page_files;
use crate::process::{cargo, root, run_logged};
use std::path::Path;

/// Microseconds a patient, in the core alone.
const NATIVE: f64 = 5.0;
/// Microseconds a call of `screen()` from Node, with reading the input and writing the report.
const FROM_NODE: f64 = 200.0;

/// Milliseconds from a key to the paint that shows it, in 95 of 100 cases. When a frame has shown what follows from it is
/// told beside it.
const FRAME: f64 = 16.0;

/// The figure of the page that is held against a bound.
const BOUNDED: &str = "key to paint, p95";

/// The same of a page that has nothing to do: what the browser and the machine take.
const FLOOR: &str = "key to paint, empty page with bare fields, p95";

/// A figure: what was measured, and its median in microseconds.
type Figure = (String, f64);

/// Measures both and fails above a bound.
pub fn bench(dist: &Path) -> Outcome {
    page_files(dist)?;
    let native = native(&run_logged(cargo().args(["bench", "--bench", "core"]))?);
    let mut node = npm::node()?;
    node.arg(root().join("benches/screen.mjs"))
        .env("DIST_DIR", dist);
    let from_node = from_node(&run_logged(&mut node)?);
    let paces = pace(dist)?;
    let mut above = Vec::new();
    println!("\n{:<44}{:>12}{:>12}", "median", "µs", "bound");
    for (figures, bound) in [(native, NATIVE), (from_node, FROM_NODE)] {
        if figures.is_empty() {
            return Err("A benchmark printed no figure; its output stands above.".to_owned());
        }
        for (name, microseconds) in figures {
            println!("{name:<44}{microseconds:>12.2}{bound:>12.0}");
            if microseconds > bound {
                above.push(format!(
                    "{name} takes {microseconds:.2} µs, more than {bound} µs."
                ));
            }
        }
    }
    println!(
        "\n{:<44}{:>12}{:>12}",
        "in Chromium, four times slower", "ms", "bound"
    );
    let floor = paces.iter().find(|(name, _)| name == FLOOR);
    let floor = floor.map_or(0.0, |(_, milliseconds)| *milliseconds);
    for (name, milliseconds) in &paces {
        let bound = (name == BOUNDED).then(|| format!("{FRAME:.0}"));
        let bound = bound.unwrap_or_default();
        println!("{name:<44}{milliseconds:>12.1}{bound:>12}");
        if name == BOUNDED && *milliseconds > FRAME {
            let of_the_machine = if floor > FRAME {
                ", and so does an empty page here: measure on a machine that is faster or has less to do"
            } else {
                ""
            };
            above.push(format!(
                "{name} takes {milliseconds:.1} ms, more than {FRAME} ms{of_the_machine} ({floor:.1} ms without a page)."
            ));
        }
    }
    if above.is_empty() {
        Ok(())
    } else {
        Err(above.join("\n"))
    }
}

/// The medians of divan's table: rows of a tree, columns between "│", the third being the median.
fn native(log: &str) -> Vec<Figure> {
    let row = |line: &str| {
        let row = line.trim().trim_start_matches(['├', '╰', '─', '│', ' ']);
        let columns: Vec<&str> = row.split('│').collect();
        let name = columns.first()?.split("  ").next()?.trim();
        let (number, unit) = columns.get(2)?.trim().split_once(' ')?;
        let factor = match unit {
            "ns" => 1e-3,
            "µs" => 1.0,
            "ms" => 1e3,
            "s" => 1e6,
            _ => return None,
        };
        Some((
            format!("core, {name}"),
            number.parse::<f64>().ok()? * factor,
        ))
    };
    log.lines().filter_map(row).collect()
}

/// How fast the page follows a key, measured in Chromium by a test that the tests leave out.
fn pace(dist: &Path) -> Outcome<Vec<Figure>> {
    let log = browser::chromium()?.run(&mut browser::measurement("keyboard::", dist))?;
    let row = |line: &str| {
        let (name, number) = line.split_once('\t')?;
        Some((name.to_owned(), number.parse().ok()?))
    };
    let figures: Vec<Figure> = log.lines().filter_map(row).collect();
    if figures.is_empty() {
        return Err("The browser told no figure; its output stands above.".to_owned());
    }
    Ok(figures)
}

/// Lines of a name, a tab and microseconds.
fn from_node(log: &str) -> Vec<Figure> {
    let row = |line: &str| {
        let (name, number) = line.split_once('\t')?;
        Some((format!("screen() from Node, {name}"), number.parse().ok()?))
    };
    log.lines().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_are_read() {
        let table = "core          fastest       │ slowest       │ median        │ mean          │ samples │ iters\n\
                     ├─ complete  3.1 µs        │ 20.4 µs       │ 3.256 µs      │ 3.4 µs        │ 100     │ 3200\n\
                     ╰─ half      812 ns        │ 1.4 µs        │ 850.5 ns      │ 0.9 µs        │ 100     │ 6400\n";
        let found = native(table);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], ("core, complete".to_owned(), 3.256));
        assert!((found[1].1 - 0.8505).abs() < 1e-9);
        assert_eq!(
            from_node("complete\t81.5\nother"),
            [("screen() from Node, complete".to_owned(), 81.5)]
        );
    }
}
