//! The hazard list: a page that people write, but for its last column, which comes from the tests that guard
//! against each hazard. Only a written reason lets a hazard stand without a test.

use super::tagged::{Suite, Test};
use crate::Outcome;
use crate::process::pattern;

pub const PAGE: &str = "docs/hazards.md";

/// A row: the hazard, what people say of it, and the tests, or why it does not apply.
const ROW: &str = r"^\| (H\d+) \|(.*)\|([^|]*)\|$";
/// The columns that people write, beside the name.
const WRITTEN: usize = 3;
const NOT_APPLICABLE: &str = "not applicable: ";

/// The hazards of the page, each with its written cells and its last one.
fn rows(page: &str) -> Outcome<Vec<[&str; 3]>> {
    let row = pattern(ROW)?;
    let rows = page.lines().filter_map(|line| row.captures(line));
    let rows: Vec<[&str; 3]> = rows.map(|row| row.extract().1).collect();
    for (number, [id, written, _]) in rows.iter().enumerate() {
        let cells: Vec<&str> = written.split('|').map(str::trim).collect();
        if cells.len() != WRITTEN || cells.contains(&"") {
            return Err(format!(
                "{PAGE}: the row of {id} must have {WRITTEN} cells that say something, and one for tests."
            ));
        }
        if rows[..number].iter().any(|row| row[0] == *id) {
            return Err(format!("{PAGE}: {id} stands twice."));
        }
    }
    match rows.is_empty() {
        true => Err(format!("{PAGE} lists no hazard.")),
        false => Ok(rows),
    }
}

/// The names of the hazards.
pub fn names(page: &str) -> Outcome<Vec<&str>> {
    Ok(rows(page)?.into_iter().map(|[id, ..]| id).collect())
}

/// The page with its last column filled in, and how many hazards are guarded.
pub fn filled<'a>(
    page: &str,
    of: impl Fn(&str) -> &'a [&'a Test],
    faults: &mut Vec<String>,
) -> Outcome<(String, String)> {
    let mut filled = page.to_owned();
    let (mut guarded, mut excused) = (0, 0);
    let rows = rows(page)?;
    for &[id, written, last] in &rows {
        let reason = last.trim().strip_prefix(NOT_APPLICABLE);
        match (of(id), reason) {
            ([], Some(reason)) if !reason.is_empty() => excused += 1,
            ([], _) => faults.push(format!(
                "No test that passed guards against {id}: write `// guards: {id}` above one, or `{NOT_APPLICABLE}` and \
                 the reason into its row of {PAGE}."
            )),
            (_, Some(_)) => faults.push(format!(
                "{PAGE} calls {id} not applicable, but tests guard against it: empty the last cell."
            )),
            (tests, None) => {
                guarded += 1;
                let name = |test: &&Test| {
                    let sentence = match test.suite {
                        Suite::Node => test.name.clone(),
                        _ => test.name.replace('_', " "),
                    };
                    format!("{sentence} ({}, {})", test.suite.name(), test.module)
                };
                let names: Vec<String> = tests.iter().map(name).collect();
                let names = names.join("<br>").replace('|', "/");
                let start = format!("| {id} |{written}|");
                filled = filled.replace(&format!("{start}{last}|\n"), &format!("{start} {names} |\n"));
            }
        }
    }
    let said = format!(
        "{guarded} of {} hazards are guarded, {excused} do not apply",
        rows.len()
    );
    Ok((filled, said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_and_half_rows_are_refused() {
        let good = "| id | a | b | c | tests |\n|---|---|---|---|---|\n| H1 | a | b | c | |\n";
        assert_eq!(names(good), Ok(vec!["H1"]));
        for bad in [
            "| H1 | a | | c | x |",
            "| H1 | a | b | c |",
            "nothing",
            &good.replace("|---|---|---|---|---|", "| H1 | a | b | c | |"),
        ] {
            assert!(names(bad).is_err(), "{bad}");
        }
    }
}
