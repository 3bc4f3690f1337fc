//! The hazard list: a page that people write, but for its last column, which comes from the tests that guard
//! against each hazard. Only a written reason lets a hazard stand without a test.

use super::tagged::Test;
use crate::process::root;
use crate::{Outcome, process};

pub const PAGE: &str = "docs/hazards.md";

const COLUMNS: usize = 5;
const NOT_APPLICABLE: &str = "not applicable: ";

/// A row of the page.
pub struct Hazard {
    pub id: String,
    /// The cells of the page, the last one being the tests'.
    cells: [String; COLUMNS],
}

fn cells(line: &str) -> Option<Vec<&str>> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    Some(inner.split('|').map(str::trim).collect())
}

fn is_hazard(id: &str) -> bool {
    id.strip_prefix('H')
        .is_some_and(|number| number.parse::<u16>().is_ok())
}

fn text() -> Outcome<String> {
    process::read(&root().join(PAGE))
}

/// The hazards of the page.
pub fn read() -> Outcome<Vec<Hazard>> {
    rows(&text()?)
}

fn rows(text: &str) -> Outcome<Vec<Hazard>> {
    let mut hazards: Vec<Hazard> = Vec::new();
    for line in text.lines() {
        let Some(row) = cells(line).filter(|row| is_hazard(row[0])) else {
            continue;
        };
        let id = row[0].to_owned();
        let cells: [String; COLUMNS] = row
            .iter()
            .map(|cell| (*cell).to_owned())
            .collect::<Vec<_>>()
            .try_into()
            .map_err(|_| format!("{PAGE}: the row of {id} must have {COLUMNS} cells."))?;
        if let Some(empty) = cells[..COLUMNS - 1].iter().position(String::is_empty) {
            return Err(format!("{PAGE}: cell {} of {id} is empty.", empty + 1));
        }
        if hazards.iter().any(|hazard| hazard.id == id) {
            return Err(format!("{PAGE}: {id} stands twice."));
        }
        hazards.push(Hazard { id, cells });
    }
    if hazards.is_empty() {
        return Err(format!("{PAGE} lists no hazard."));
    }
    Ok(hazards)
}

/// The page with its last column filled in, and how many hazards are guarded.
pub fn filled<'a>(
    hazards: &[Hazard],
    of: impl Fn(&str) -> &'a [&'a Test],
    faults: &mut Vec<String>,
) -> Outcome<(String, String)> {
    let mut page = text()?;
    let (mut guarded, mut excused) = (0, 0);
    for hazard in hazards {
        let tests = of(&hazard.id);
        let reason = hazard.cells[COLUMNS - 1].strip_prefix(NOT_APPLICABLE);
        let cell = match (tests.is_empty(), reason) {
            (false, None) => {
                guarded += 1;
                let names = tests.iter().map(|test| {
                    format!(
                        "{} ({}, {})",
                        test.sentence(),
                        test.suite.name(),
                        test.module
                    )
                });
                names.collect::<Vec<_>>().join("<br>").replace('|', "/")
            }
            (true, Some(reason)) if !reason.is_empty() => {
                excused += 1;
                continue;
            }
            (true, _) => {
                faults.push(format!(
                    "No test that passed guards against {0}: write `// guards: {0}` above one, or \
                     `{NOT_APPLICABLE}` and the reason into its row of {PAGE}.",
                    hazard.id
                ));
                continue;
            }
            (false, Some(_)) => {
                faults.push(format!(
                    "{PAGE} calls {} not applicable, but tests guard against it: empty the last cell.",
                    hazard.id
                ));
                continue;
            }
        };
        let mut row = hazard.cells.clone();
        row[COLUMNS - 1] = cell;
        let row = format!("| {} |", row.join(" | "));
        let is_it = |line: &str| cells(line).is_some_and(|cells| cells[0] == hazard.id);
        let lines = page
            .lines()
            .map(|line| if is_it(line) { &row } else { line });
        page = lines.collect::<Vec<_>>().join("\n") + "\n";
    }
    let said = format!(
        "{guarded} of {} hazards are guarded, {excused} do not apply",
        hazards.len()
    );
    Ok((page, said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_and_half_rows_are_refused() {
        let good = "| id | a | b | c | tests |\n|---|---|---|---|---|\n| H1 | a | b | c | |\n";
        assert_eq!(rows(good).expect("rows").len(), 1);
        assert!(rows("| H1 | a | | c | x |").is_err_and(|why| why.contains("cell 3 of H1")));
        assert!(rows("| H1 | a | b | c |").is_err());
        assert!(rows("nothing").is_err());
    }
}
