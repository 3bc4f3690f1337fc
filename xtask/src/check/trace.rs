//! Traceability from tests that ran: which of them stand behind each criterion, each score and each hazard. Authors
//! write a tag above a test (`// traces: I4a, meld` or `// guards: H3`); the rest is gathered here, and a
//! criterion, score or hazard without a passing test is a failure.

mod hazards;
mod tagged;

use crate::Outcome;
use crate::process::{cargo, pattern, read, root, run_logged, write};
use liver_prescreen::study;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
pub use tagged::Suite;
use tagged::Test;

const PAGE: &str = "docs/traceability.md";

/// A score: its key in tags and in the public contract, its name, its file, its source.
#[rustfmt::skip]
const SCORES: [[&str; 4]; 5] = [
    ["childPugh", "Child-Pugh", "child_pugh", "Pugh RNH et al., Br J Surg 1973, doi:10.1002/bjs.1800600817"],
    ["meld", "MELD", "meld", "Kamath PS et al., Hepatology 2001, doi:10.1053/jhep.2001.22172; OPTN Policy 9.1.D"],
    ["meldNa", "MELD-Na", "meld", "OPTN Policy 9.1.D, January 2016"],
    ["meld3", "MELD 3.0", "meld", "Kim WR et al., Gastroenterology 2021, doi:10.1053/j.gastro.2021.08.050"],
    ["albi", "ALBI", "albi", "Johnson PJ et al., J Clin Oncol 2015, doi:10.1200/JCO.2014.57.9151"],
];

/// What is done with the pages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Pages {
    Write,
    Compare,
}

/// A section of the page: what tests are wanted for, and the lines about it.
struct Wanted {
    id: String,
    lines: String,
}

/// The command: runs the native tests, or reads logs of runs, and writes the pages.
pub fn command(logs: &[PathBuf]) -> Outcome {
    let log = if logs.is_empty() {
        run_logged(cargo().args(["test", "--package", "liver-prescreen"]))?
    } else {
        logs.iter().map(|path| read(path)).collect::<Outcome<_>>()?
    };
    println!("{}", trace(&log, &[Suite::Native], Pages::Write)?);
    Ok(())
}

/// Gathers the tests that ran, checks that nothing is without one, and writes or compares the pages. Returns what
/// was found, in a sentence. Of the suites in `needed`, every tagged test must have run.
pub fn trace(log: &str, needed: &[Suite], pages: Pages) -> Outcome<String> {
    let (criteria, scores) = (criteria()?, scores()?);
    let hazards_page = read(&root().join(hazards::PAGE))?;
    let wanted = || criteria.iter().chain(&scores);
    let mut known: Vec<&str> = wanted().map(|wanted| wanted.id.as_str()).collect();
    known.extend(hazards::names(&hazards_page)?);
    let all = tagged::all()?;
    let log = tagged::ran(log)?;
    let (mut faults, mut not_run) = (Vec::new(), BTreeMap::new());
    let mut by_id: BTreeMap<&str, Vec<&Test>> = BTreeMap::new();
    for test in all.iter().filter(|test| !test.tags.is_empty()) {
        let (name, place) = (test.shown(), &test.place);
        let outcome = test.outcome(&log)?;
        if outcome.is_none() && !needed.contains(&test.suite) {
            // The page is the same whoever writes it; CI runs every suite, and fails where one of these did not run.
            *not_run.entry(test.suite).or_insert(0) += 1;
        } else if outcome != Some(true) {
            faults.push(format!(
                "{name} ({place}) is tagged, but did not run and pass."
            ));
            continue;
        }
        for tag in &test.tags {
            match expand(tag, &known) {
                [] => faults.push(format!(
                    "{place}: the tag `{tag}` is no criterion, score or hazard."
                )),
                ids => ids
                    .iter()
                    .for_each(|id| by_id.entry(id).or_default().push(test)),
            }
        }
    }
    let of = |id: &str| by_id.get(id).map_or(&[][..], Vec::as_slice);
    for Wanted { id, .. } in wanted() {
        // A statement of the core must stand on the core's own tests.
        if of(id).iter().all(|test| test.suite != Suite::Native) {
            faults.push(format!(
                "No native test that passed stands behind {id}: write `// traces: {id}` above one."
            ));
        }
    }
    let (table, guarded) = hazards::filled(&hazards_page, of, &mut faults)?;
    if !faults.is_empty() {
        return Err(faults.join("\n"));
    }
    put(PAGE, &page(&criteria, &scores, of), pages)?;
    put(hazards::PAGE, &table, pages)?;
    let (criteria, scores) = (criteria.len(), scores.len());
    let mut said = format!("{criteria} criteria and {scores} scores stand on tests; {guarded}.");
    for (suite, count) in not_run {
        let _ = write!(
            said,
            " {count} tagged tests {} were not run here.",
            suite.name()
        );
    }
    Ok(said)
}

/// The ids that a tag means: itself, or from one to another as in `E1..E12`, in the order of the study file.
fn expand<'a, 'b>(tag: &str, known: &'b [&'a str]) -> &'b [&'a str] {
    let place = |id: &str| known.iter().position(|known| *known == id);
    let (from, to) = tag.split_once("..").unwrap_or((tag, tag));
    let range = place(from).zip(place(to)).map(|(from, to)| from..to + 1);
    range.and_then(|range| known.get(range)).unwrap_or_default()
}

/// The criteria of every study that ships. Those of the first go by their own ids in tags, the others' by
/// `STUDY/ID`.
fn criteria() -> Outcome<Vec<Wanted>> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default().into_iter();
    let mut wanted = Vec::new();
    for (number, file) in study::files().enumerate() {
        let study: Value =
            serde_json::from_str(file).map_err(|error| format!("A study is not JSON: {error}."))?;
        let study_id = text(&study["id"]);
        for criterion in list(&study["criteria"]) {
            let own = text(&criterion["id"]);
            let mut lines = String::new();
            for (place, words) in list(&criterion["printed"]).zip(list(&criterion["words"])) {
                let place = text(&place).replace('-', " ");
                let _ = writeln!(lines, "{study_id}, {place}: `{}`  ", text(&words));
            }
            let default = list(&criterion["readings"]).find(|reading| reading["default"] == true);
            let default = default.ok_or_else(|| format!("{study_id}: {own} has no reading."))?;
            let departs = match default["departsFromText"] == true {
                true => "departs from the text",
                false => "as the text says",
            };
            let _ = writeln!(lines, "Read as `{}`: {departs}", text(&default["id"]));
            let id = if number == 0 {
                own
            } else {
                format!("{study_id}/{own}")
            };
            wanted.push(Wanted { id, lines });
        }
    }
    Ok(wanted)
}

fn scores() -> Outcome<Vec<Wanted>> {
    let doi = pattern(r"doi:[^ ;]+")?;
    let score = |&[key, name, file, source]: &[&str; 4]| {
        let file = format!("src/clinical/{file}.rs");
        let code = read(&root().join(&file))?;
        if doi
            .find(source)
            .is_some_and(|doi| !code.contains(doi.as_str()))
        {
            return Err(format!(
                "{file} names another source of {name} than {PAGE}: {source}."
            ));
        }
        let (id, lines) = (key.to_owned(), format!("{name}: {source}\n"));
        Ok(Wanted { id, lines })
    };
    SCORES.iter().map(score).collect()
}

fn page<'a>(criteria: &[Wanted], scores: &[Wanted], of: impl Fn(&str) -> &'a [&'a Test]) -> String {
    let mut page = "# Traceability\n\nFrom each criterion, in the registry's words, and each score, with its source, \
                    to the tests that ran and passed.\n`cargo xtask trace` writes this page from the tags above the \
                    tests; `cargo xtask test` runs the tests and fails\nwhere the page says something else. Hazards \
                    have a page of their own: [hazards.md](hazards.md).\n"
        .to_owned();
    for (title, all) in [("Criteria", criteria), ("Scores", scores)] {
        let _ = write!(page, "\n## {title}\n");
        for Wanted { id, lines } in all {
            let _ = write!(page, "\n### {id}\n\n{lines}\n");
            for test in of(id) {
                let _ = writeln!(page, "* {}: `{}`", test.suite.name(), test.shown());
            }
        }
    }
    page
}

/// Writes a page, or compares it with the one that is there.
fn put(name: &str, page: &str, pages: Pages) -> Outcome {
    let path = root().join(name);
    match pages {
        Pages::Write => write(&path, page),
        Pages::Compare if read(&path).is_ok_and(|there| there == page) => Ok(()),
        Pages::Compare => Err(format!(
            "{name} says something else than the tests: run `cargo xtask trace` and commit what it writes."
        )),
    }
}
