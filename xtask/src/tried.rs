//! What was tried in which engine, from the log of a whole run: the table of faults and the table of hosts. Only a run
//! fills them, so they are written when somebody asks, and say which day that was.

use crate::process::{put_between, read, root};
use crate::size::sent;
use crate::{Outcome, trace};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

const ENGINES: [&str; 3] = ["Chromium", "Firefox", "WebKit"];

const FAULTS: &str = "docs/faults.md";
const HOSTS: &str = "docs/embedding.md";
const START: &str = "<!-- What follows is written by `cargo xtask tried`. -->\n";
const END: &str = "<!-- So far. -->\n";

/// The files of `tests/e2e` in which something is done to the page.
const MODULES: [&str; 11] = [
    "apart",
    "clock",
    "contained",
    "damaged",
    "forgets",
    "leaving",
    "offline",
    "published",
    "single",
    "stopped",
    "updates",
];

/// The pages of hosts: the file, what is expected there, the test that opens it.
const PAGES: [(&str, &str, &str); 17] = [
    (
        "plain.html",
        "properties set before the script",
        "hosts::a_plain_page",
    ),
    (
        "wordpress.html",
        "a custom HTML block with an enrolment file",
        "hosts::a_post_of_wordpress",
    ),
    (
        "reset.html",
        "`* { all: unset }`, `div { display: flex !important }`, root letters of 62.5 %",
        "hosts::a_page_that_resets_everything",
    ),
    (
        "bootstrap.html",
        "Bootstrap 5.3, dark",
        "hosts::a_bootstrap_page",
    ),
    (
        "tailwind.html",
        "the preflight of Tailwind 4",
        "hosts::a_page_with_the_preflight_of_tailwind",
    ),
    (
        "strict.html",
        "`default-src 'none'`: no violation",
        "hosts::a_page_with_a_strict_policy_sees_no_violation",
    ),
    (
        "no-wasm.html",
        "a policy without `'wasm-unsafe-eval'`: the sentence, in each language",
        "contained::where_the_policy_refuses_wasm_every_element_says_so_in_its_language",
    ),
    (
        "rtl.html",
        "a page from right to left",
        "hosts::a_page_that_runs_from_right_to_left",
    ),
    (
        "react.html",
        "React 19: mounted 200 times",
        "hosts::a_react_application_mounts_it_two_hundred_times",
    ),
    (
        "vue.html",
        "Vue 3.5 with reactive objects: mounted 200 times",
        "hosts::a_vue_application_mounts_it_two_hundred_times",
    ),
    (
        "two-versions.html",
        "two versions of the script, each with its own functions",
        "hosts::two_versions_of_the_script_live_on_one_page",
    ),
    (
        "defined.html",
        "another definition of the tag stays, the functions work",
        "hosts::a_foreign_definition_of_the_tag_stays_and_the_functions_work",
    ),
    (
        "twenty.html",
        "20 elements, one download",
        "hosts::twenty_at_once_each_with_its_own",
    ),
    (
        "theme.html",
        "the second theme",
        "hosts::another_look_reaches_what_is_promised",
    ),
    (
        "named.html",
        "elements named like functions of the document and the window",
        "apart::elements_that_bear_the_names_of_functions_do_no_harm",
    ),
    (
        "late.html",
        "nothing for 30 seconds: an event and the sentence; then it works",
        "apart::a_calculator_that_does_not_come_is_said_to_be_late_and_works_when_it_comes",
    ),
    (
        "frame.html",
        "`sandbox=\"allow-scripts\"`, one file and `index.html`",
        "frame::a_sandboxed_frame_works_and_takes_its_height",
    ),
];

/// The command: reads the log of a whole run and the release that it was made with, and writes both tables.
pub fn command(log: &Path, day: &str, dist: &Path) -> Outcome {
    let log = trace::plain(&read(log)?);
    let runs = ENGINES.map(|engine| Run::of(&log, engine));
    put_between(&root().join(FAULTS), START, END, &faults(day, &runs))?;
    put_between(&root().join(HOSTS), START, END, &hosts(day, &runs, dist)?)?;
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

fn hosts(day: &str, runs: &[Run], dist: &Path) -> Outcome<String> {
    let kilobytes = |name: &str| -> Outcome<String> {
        Ok(format!("{:.1} kB", sent(dist, name)? as f64 / 1000.0))
    };
    let mut text = format!(
        "\nThe run of {day}. Beside each outcome stand the milliseconds from the script to the first field that can be \
         used, with nothing\nkept, from a host on the same machine, other tests running beside it.\n\n\
         | page | what is expected | {} |\n|---|---|---|---|---|\n",
        ENGINES.join(" | ")
    );
    for (page, expected, test) in PAGES {
        let cell = |run: &Run| match run.first_field(page) {
            Some(time) => format!("{}, {time}", run.outcome(test)),
            None => run.outcome(test).to_owned(),
        };
        text += &row(&format!("`{page}` | {expected}"), runs.iter().map(cell));
    }
    let _ = write!(
        text,
        "\nA host's reader downloads, after Brotli, {} of script and {} of wasm before the first field, and {} more where \
         Chinese is\nasked for. The script for frames has {}.\n\n",
        kilobytes("liver-prescreen.js")?,
        kilobytes("liver-prescreen.wasm")?,
        kilobytes("zh-CN.txt")?,
        kilobytes("liver-prescreen-frame.js")?,
    );
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::stands;

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
        for (page, _, test) in PAGES {
            assert!(stands(test), "{page}: {test}");
        }
        let table = read(&root().join(FAULTS)).expect("the table");
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
