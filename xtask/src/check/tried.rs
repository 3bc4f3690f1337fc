//! What was tried in which engine, from the log of a whole run: the table of faults and the table of hosts. Only a run
//! fills them, so they are written when somebody asks, and say which day that was.

use super::trace;
use crate::Outcome;
use crate::process::{put_between, read, root};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

const ENGINES: [&str; 3] = ["Chromium", "Firefox", "WebKit"];

const FAULTS: &str = "docs/faults.md";
/// Its rows name the page, what is expected there and the test that opens it; the rest is filled in.
const HOSTS: &str = "docs/embedding.md";
const START: &str = "<!-- What follows is written by `cargo xtask tried`. -->\n";
const END: &str = "<!-- So far. -->\n";

/// The files of `tests/e2e` in which something is done to the page.
const MODULES: [&str; 14] = [
    "apart",
    "bundlers",
    "clock",
    "contained",
    "damaged",
    "forgets",
    "leaving",
    "neighbours",
    "offline",
    "published",
    "rewriting",
    "single",
    "stopped",
    "updates",
];

/// The command: reads the log of a whole run, and writes both tables.
pub fn command(log: &Path, day: &str) -> Outcome {
    let log = trace::plain(&read(log)?);
    let runs = ENGINES.map(|engine| Run::of(&log, engine));
    put_between(&root().join(FAULTS), START, END, &faults(day, &runs))?;
    let page = root().join(HOSTS);
    let rows = host_rows(&read(&page)?);
    put_between(&page, START, END, &hosts(day, &runs, &rows))?;
    println!("{FAULTS} and {HOSTS} say what was tried.");
    Ok(())
}

/// What a log says of one engine.
struct Run<'a>(Vec<&'a str>);

impl<'a> Run<'a> {
    fn of(log: &'a str, engine: &str) -> Self {
        let title = format!("━━ end-to-end tests, {engine}");
        let lines = log.lines().skip_while(|line| *line != title).skip(1);
        Run(lines.take_while(|line| !line.starts_with("━━")).collect())
    }

    fn tests(&self) -> impl Iterator<Item = (&'a str, bool)> {
        let lines = self.0.iter();
        lines.filter_map(|line| {
            let (name, end) = line.strip_prefix("test ")?.split_once(" ... ")?;
            Some((name, end.ends_with("ok")))
        })
    }

    /// How a test ended, as the tables say it.
    fn outcome(&self, test: &str) -> &'static str {
        let skipped = format!("SKIPPED {test}:");
        match self.tests().find(|(name, _)| *name == test) {
            None => "not run",
            Some((_, false)) => "FAILED",
            Some(_) if self.0.iter().any(|line| line.starts_with(&skipped)) => "skipped",
            Some(_) => "passed",
        }
    }

    /// Milliseconds from the script to the first field of a host's page.
    fn first_field(&self, page: &str) -> Option<&'a str> {
        let start = format!("FIRST FIELD hosts/{page}: ");
        let mut lines = self.0.iter();
        lines.find_map(|line| line.strip_prefix(&start))
    }
}

fn row(first: &str, cells: impl IntoIterator<Item = String>) -> String {
    let mut row = format!("| {first} |");
    for cell in cells {
        let _ = write!(row, " {cell} |");
    }
    row + "\n"
}

fn faults(day: &str, runs: &[Run]) -> String {
    let tests: BTreeSet<&str> = runs
        .iter()
        .flat_map(Run::tests)
        .map(|(name, _)| name)
        .filter(|name| {
            name.split("::")
                .next()
                .is_some_and(|module| MODULES.contains(&module))
        })
        .collect();
    let mut text = format!(
        "\nThe run of {day}.\n\n| file | test | {} |\n|---|---|---|---|---|\n",
        ENGINES.join(" | ")
    );
    for test in &tests {
        let (module, name) = test.split_once("::").unwrap_or(("", test));
        let first = format!("`{module}` | {}", name.replace('_', " "));
        text += &row(&first, runs.iter().map(|run| run.outcome(test).to_owned()));
    }
    let count = |run: &Run, outcome: &str| {
        tests
            .iter()
            .filter(|test| run.outcome(test) == outcome)
            .count()
    };
    let tried = |run: &Run| {
        let passed = count(run, "passed");
        format!("{passed} / {}", passed + count(run, "FAILED"))
    };
    text += &row("| **survived / tried**", runs.iter().map(tried));
    for outcome in ["skipped", "not run"] {
        let cells = runs.iter().map(|run| count(run, outcome).to_string());
        text += &row(&format!("| {outcome}"), cells);
    }
    text + "\n"
}

/// The page, what is expected there, the test: the part of a row that people write.
fn host_rows(page: &str) -> Vec<[String; 3]> {
    let (_, table) = page.split_once(START).unwrap_or_default();
    let (table, _) = table.split_once(END).unwrap_or_default();
    let row = |line: &str| {
        let mut cells = line.strip_prefix("| `")?.split(" | ");
        let mut next = || Some(cells.next()?.trim_matches('`').to_owned());
        Some([next()?, next()?, next()?])
    };
    table.lines().filter_map(row).collect()
}

fn hosts(day: &str, runs: &[Run], rows: &[[String; 3]]) -> String {
    let mut text = format!(
        "\nThe run of {day}. Beside each outcome stand the milliseconds from the script to the first field that can be \
         used, with nothing\nkept, from a host on the same machine, other tests running beside it.\n\n\
         | page | what is expected | test | {} |\n|---|---|---|---|---|---|\n",
        ENGINES.join(" | ")
    );
    for [page, expected, test] in rows {
        let cell = |run: &Run| match run.first_field(page) {
            Some(time) => format!("{}, {time}", run.outcome(test)),
            None => run.outcome(test).to_owned(),
        };
        let first = format!("`{page}` | {expected} | `{test}`");
        text += &row(&first, runs.iter().map(cell));
    }
    text + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::trace::stands;

    const LOG: &str = "━━ end-to-end tests, Chromium\nFIRST FIELD hosts/plain.html: 212\ntest hosts::a_plain_page ... ok\n\
                       SKIPPED clock::b: not here\ntest clock::b ... ok\ntest clock::a ... FAILED\n\
                       ━━ end-to-end tests, Chromium: FAILED in 1.0 s\n\n━━ end-to-end tests, Firefox\n\
                       test clock::a ... ok\n━━ end-to-end tests, Firefox: passed in 1.0 s\n";

    #[test]
    fn each_engine_has_its_own_outcome() {
        let runs = ENGINES.map(|engine| Run::of(LOG, engine));
        let outcomes = |test| runs.each_ref().map(|run| run.outcome(test));
        assert_eq!(outcomes("clock::a"), ["FAILED", "passed", "not run"]);
        assert_eq!(outcomes("clock::b"), ["skipped", "not run", "not run"]);
        assert_eq!(runs[0].first_field("plain.html"), Some("212"));
        let table = faults("a day", &runs);
        assert!(
            table.contains("| `clock` | a | FAILED | passed | not run |\n"),
            "{table}"
        );
        assert!(
            table.contains("| | **survived / tried** | 0 / 1 | 1 / 1 | 0 / 0 |\n"),
            "{table}"
        );
    }

    #[test]
    fn every_test_that_a_table_names_stands_in_the_sources() {
        let hosts = host_rows(&read(&root().join(HOSTS)).expect("the page"));
        assert!(hosts.len() > 10, "{hosts:?}");
        for [page, _, test] in hosts {
            assert!(stands(&test), "{page}: {test}");
        }
        let page = read(&root().join(FAULTS)).expect("the page");
        let (_, table) = page.split_once(START).expect("the table");
        let (table, _) = table.split_once(END).expect("its end");
        let mut named = 0;
        for line in table.lines().filter_map(|line| line.strip_prefix("| `")) {
            let (module, rest) = line.split_once("` | ").expect("a module");
            let name = rest
                .split(" | ")
                .next()
                .unwrap_or_default()
                .replace(' ', "_");
            assert!(stands(&format!("{module}::{name}")), "{module}::{name}");
            named += 1;
        }
        assert!(named > 20, "{named}");
    }
}
