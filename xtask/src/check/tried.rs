//! What was tried in which engine, from the log of a whole run: the table of faults and the table of hosts. Only a run
//! fills them, so they are written when somebody asks, and say which day that was.

use super::trace::{self, Ran};
use crate::Outcome;
use crate::process::{read, root, write};
use std::collections::BTreeSet;
use std::path::Path;

const ENGINES: [&str; 3] = ["Chromium", "Firefox", "WebKit"];

const FAULTS: &str = "docs/faults.md";
/// Its rows name the page, what is expected there and the test that opens it; the rest is filled in.
const HOSTS: &str = "docs/embedding.md";
const START: &str = "<!-- What follows is written by `cargo xtask tried`. -->\n";
const END: &str = "<!-- So far. -->\n";

/// The files of `tests/e2e` in which something is done to the page.
const MODULES: &str = "apart bundlers clock contained damaged forgets leaving neighbours offline published rewriting \
                       single stopped updates";

/// The command: reads the log of a whole run, and writes both tables.
pub fn command(log: &Path, day: &str) -> Outcome {
    let log = trace::plain(&read(log)?)?;
    let [chromium, firefox, webkit] = ENGINES.map(|engine| Run::of(&log, engine));
    let runs = [chromium?, firefox?, webkit?];
    for name in [FAULTS, HOSTS] {
        let page = root().join(name);
        let text = read(&page)?;
        let [before, table, after] = parts(name, &text)?;
        let made = match name {
            FAULTS => faults(day, &runs),
            _ => hosts(day, &runs, &host_rows(table)),
        };
        write(&page, [before, START, &made, END, after].concat())?;
    }
    println!("{FAULTS} and {HOSTS} say what was tried.");
    Ok(())
}

/// A page before its table, the table, and what follows.
fn parts<'a>(name: &str, page: &'a str) -> Outcome<[&'a str; 3]> {
    let parts = page.split_once(START);
    let parts = parts.and_then(|(before, rest)| Some((before, rest.split_once(END)?)));
    let parts = parts.map(|(before, (table, after))| [before, table, after]);
    parts.ok_or_else(|| format!("{name} has lost the lines that its table stands between."))
}

/// What a log says of one engine.
struct Run<'a> {
    lines: Vec<&'a str>,
    tests: Vec<Ran>,
}

impl<'a> Run<'a> {
    fn of(log: &'a str, engine: &str) -> Outcome<Self> {
        let title = format!("━━ end-to-end tests, {engine}");
        let lines = log.lines().skip_while(|line| *line != title).skip(1);
        let lines: Vec<&str> = lines.take_while(|line| !line.starts_with("━━")).collect();
        let tests = trace::ran(&lines.join("\n"))?;
        Ok(Run { lines, tests })
    }

    /// How a test ended, as the tables say it.
    fn outcome(&self, test: &str) -> &'static str {
        let skipped = format!("SKIPPED {test}:");
        match self.tests.iter().find(|ran| ran.name == test) {
            None => "not run",
            Some(ran) if !ran.passed => "FAILED",
            Some(_) if self.lines.iter().any(|line| line.starts_with(&skipped)) => "skipped",
            Some(_) => "passed",
        }
    }

    /// The same with the milliseconds from the script to the first field of a host's page.
    fn outcome_on(&self, page: &str, test: &str) -> String {
        let start = format!("FIRST FIELD hosts/{page}: ");
        let time = self.lines.iter().find_map(|line| line.strip_prefix(&start));
        let time = time.map(|time| format!(", {time}"));
        self.outcome(test).to_owned() + &time.unwrap_or_default()
    }
}

fn row(first: &str, cells: impl IntoIterator<Item = String>) -> String {
    let cells: Vec<String> = cells.into_iter().collect();
    format!("| {first} | {} |\n", cells.join(" | "))
}

fn faults(day: &str, runs: &[Run]) -> String {
    let is_fault = |test: &&str| {
        let (module, _) = test.split_once("::").unwrap_or_default();
        MODULES.split(' ').any(|known| known == module)
    };
    let all = runs.iter().flat_map(|run| &run.tests);
    let tests: BTreeSet<&str> = all.map(|ran| ran.name.as_str()).filter(is_fault).collect();
    let mut text = format!("\nThe run of {day}.\n\n");
    text += &row("file | test", ENGINES.map(str::to_owned));
    text += "|---|---|---|---|---|\n";
    for test in &tests {
        let (module, name) = test.split_once("::").unwrap_or(("", test));
        let first = format!("`{module}` | {}", name.replace('_', " "));
        text += &row(&first, runs.iter().map(|run| run.outcome(test).to_owned()));
    }
    let count = |run: &Run, outcome: &str| {
        let ended = tests.iter().filter(|test| run.outcome(test) == outcome);
        ended.count()
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
fn host_rows(table: &str) -> Vec<[&str; 3]> {
    let mut rows = Vec::new();
    for line in table.lines().filter_map(|line| line.strip_prefix("| `")) {
        if let [page, expected, test, ..] = line.split(" | ").collect::<Vec<_>>()[..] {
            rows.push([page, expected, test].map(|cell| cell.trim_matches('`')));
        }
    }
    rows
}

fn hosts(day: &str, runs: &[Run], rows: &[[&str; 3]]) -> String {
    let mut text = format!(
        "\nThe run of {day}. Beside each outcome stand the milliseconds from the script to the first field that can be \
         used, with nothing\nkept, from a host on the same machine, other tests running beside it.\n\n"
    );
    text += &row("page | what is expected | test", ENGINES.map(str::to_owned));
    text += "|---|---|---|---|---|---|\n";
    for [page, expected, test] in rows {
        let first = format!("`{page}` | {expected} | `{test}`");
        text += &row(&first, runs.iter().map(|run| run.outcome_on(page, test)));
    }
    text + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::trace::end_to_end;

    const LOG: &str = "━━ end-to-end tests, Chromium\nFIRST FIELD hosts/plain.html: 212\ntest hosts::a_plain_page ... ok\n\
                       SKIPPED clock::b: not here\ntest clock::b ... ok\ntest clock::a ... FAILED\n\
                       ━━ end-to-end tests, Chromium: FAILED in 1.0 s\n\n━━ end-to-end tests, Firefox\n\
                       test clock::a ... ok\n━━ end-to-end tests, Firefox: passed in 1.0 s\n";

    #[test]
    fn each_engine_has_its_own_outcome() {
        let runs = ENGINES.map(|engine| Run::of(LOG, engine).expect("a run"));
        let outcomes = |test| runs.each_ref().map(|run| run.outcome(test));
        assert_eq!(outcomes("clock::a"), ["FAILED", "passed", "not run"]);
        assert_eq!(outcomes("clock::b"), ["skipped", "not run", "not run"]);
        assert_eq!(
            runs[0].outcome_on("plain.html", "hosts::a_plain_page"),
            "passed, 212"
        );
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
        let tests = end_to_end();
        let stands = |test: &str| tests.iter().any(|stands| stands == test);
        let page = |name| read(&root().join(name)).expect("a page");
        let (faults, hosts) = (page(FAULTS), page(HOSTS));
        let [_, table, _] = parts(HOSTS, &hosts).expect("a table");
        let hosts = host_rows(table);
        assert!(hosts.len() > 10, "{hosts:?}");
        for [page, _, test] in hosts {
            assert!(stands(test), "{page}: {test}");
        }
        let [_, table, _] = parts(FAULTS, &faults).expect("a table");
        // Their first cells are the module and the test.
        let faults = host_rows(table);
        assert!(faults.len() > 20, "{faults:?}");
        for [module, name, _] in faults {
            let test = format!("{module}::{}", name.replace(' ', "_"));
            assert!(stands(&test), "{test}");
        }
    }
}
