//! Traceability from tests that ran: which of them stand behind each criterion, each score and each hazard. Authors
//! write a tag above a test (`// traces: I4a, meld` or `// guards: H3`); the rest is gathered here, and a
//! criterion, score or hazard without a passing test is a failure.

mod hazards;
mod tagged;

use crate::Outcome;
use crate::process::{cargo, files_of, read, root, run_logged, write};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use tagged::Test;
pub use tagged::{Ran, Suite, pattern, plain, ran};

const PAGE: &str = "docs/traceability.md";

/// A score: its key in tags and in the public contract, its name, its file, its source.
const SCORES: [(&str, &str, &str, &str); 5] = [
    (
        "childPugh",
        "Child-Pugh",
        "child_pugh",
        "Pugh RNH et al., Br J Surg 1973, doi:10.1002/bjs.1800600817",
    ),
    (
        "meld",
        "MELD",
        "meld",
        "Kamath PS et al., Hepatology 2001, doi:10.1053/jhep.2001.22172; OPTN Policy 9.1.D",
    ),
    (
        "meldNa",
        "MELD-Na",
        "meld",
        "OPTN Policy 9.1.D, January 2016",
    ),
    (
        "meld3",
        "MELD 3.0",
        "meld",
        "Kim WR et al., Gastroenterology 2021, doi:10.1053/j.gastro.2021.08.050",
    ),
    (
        "albi",
        "ALBI",
        "albi",
        "Johnson PJ et al., J Clin Oncol 2015, doi:10.1200/JCO.2014.57.9151",
    ),
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
    let known: Vec<&str> = criteria
        .iter()
        .chain(&scores)
        .map(|wanted| wanted.id.as_str())
        .chain(hazards::names(&hazards_page)?)
        .collect();
    let all = tagged::all()?;
    let log = tagged::ran(log)?;
    let (mut faults, mut not_run) = (Vec::new(), BTreeMap::new());
    let mut by_id: BTreeMap<String, Vec<&Test>> = BTreeMap::new();
    for test in all.iter().filter(|test| !test.tags.is_empty()) {
        let counts = match test.outcome(&log)? {
            Some(passed) => passed,
            None if needed.contains(&test.suite) => false,
            // The page is the same whoever writes it; CI runs every suite, and fails where one of these did not run.
            None => {
                *not_run.entry(test.suite).or_insert(0) += 1;
                true
            }
        };
        if !counts {
            faults.push(format!(
                "{} ({}) is tagged, but did not run and pass.",
                test.shown(),
                test.place
            ));
        }
        for tag in &test.tags {
            match expand(tag, &known) {
                Some(ids) if counts => ids
                    .iter()
                    .for_each(|id| by_id.entry((*id).to_owned()).or_default().push(test)),
                Some(_) => {}
                None => faults.push(format!(
                    "{}: the tag `{tag}` is no criterion, score or hazard.",
                    test.place
                )),
            }
        }
    }
    let none = Vec::new();
    let of = |id: &str| by_id.get(id).unwrap_or(&none).as_slice();
    for wanted in criteria.iter().chain(&scores) {
        // A statement of the core must stand on the core's own tests.
        if !of(&wanted.id)
            .iter()
            .any(|test| test.suite == Suite::Native)
        {
            faults.push(format!(
                "No native test that passed stands behind {0}: write `// traces: {0}` above one.",
                wanted.id
            ));
        }
    }
    let (table, guarded) = hazards::filled(&hazards_page, of, &mut faults)?;
    if !faults.is_empty() {
        return Err(faults.join("\n"));
    }
    put(PAGE, &page(&criteria, &scores, of), pages)?;
    put(hazards::PAGE, &table, pages)?;
    let mut said = format!(
        "{} criteria and {} scores stand on tests; {guarded}.",
        criteria.len(),
        scores.len()
    );
    for (suite, count) in not_run {
        let _ = write!(
            said,
            " {count} tagged tests {} were not run here.",
            suite.name()
        );
    }
    Ok(said)
}

/// The end-to-end tests that stand in the sources.
#[cfg(test)]
pub fn end_to_end() -> Vec<String> {
    let mut all = tagged::all().unwrap_or_default();
    all.retain(|test| test.suite == Suite::EndToEnd);
    all.iter().map(Test::shown).collect()
}

/// The ids that a tag means: itself, or from one to another as in `E1..E12`, in the order of the study file.
fn expand<'a>(tag: &str, known: &[&'a str]) -> Option<Vec<&'a str>> {
    let place = |id: &str| known.iter().position(|known| *known == id);
    let (from, to) = tag.split_once("..").unwrap_or((tag, tag));
    let range = place(from)?..=place(to)?;
    (!range.is_empty()).then(|| known[range].to_vec())
}

/// The criteria of every study that ships. Those of the first go by their own ids in tags, the others' by
/// `STUDY/ID`.
fn criteria() -> Outcome<Vec<Wanted>> {
    let folder = root().join("src/study/data");
    let mut wanted = Vec::new();
    let files = files_of(&folder)?;
    for (number, name) in files
        .iter()
        .filter(|name| name.ends_with(".json"))
        .enumerate()
    {
        let study: Value = serde_json::from_str(&read(&folder.join(name))?)
            .map_err(|error| format!("{name} is not JSON: {error}."))?;
        let broken = || format!("{name} is no study file that can be read.");
        let study_id = study["id"].as_str().ok_or_else(broken)?;
        for criterion in study["criteria"].as_array().ok_or_else(broken)? {
            let own = criterion["id"].as_str().ok_or_else(broken)?;
            let id = if number == 0 {
                own.to_owned()
            } else {
                format!("{study_id}/{own}")
            };
            let lines = about(study_id, criterion).ok_or_else(broken)?;
            wanted.push(Wanted { id, lines });
        }
    }
    Ok(wanted)
}

fn about(study: &str, criterion: &Value) -> Option<String> {
    let texts = |key: &str| -> Option<Vec<&str>> {
        criterion[key]
            .as_array()?
            .iter()
            .map(Value::as_str)
            .collect()
    };
    let mut lines = String::new();
    for (place, words) in texts("printed")?.iter().zip(texts("words")?) {
        let place = place.replace('-', " ");
        let _ = writeln!(lines, "{study}, {place}: `{words}`  ");
    }
    let readings = criterion["readings"].as_array()?;
    let default = readings.iter().find(|reading| reading["default"] == true)?;
    let departs = if default["departsFromText"].as_bool()? {
        "departs from the text"
    } else {
        "as the text says"
    };
    let _ = writeln!(lines, "Read as `{}`: {departs}", default["id"].as_str()?);
    Some(lines)
}

fn scores() -> Outcome<Vec<Wanted>> {
    let score = |&(key, name, file, source): &(&str, &str, &str, &str)| {
        let code = read(&root().join(format!("src/clinical/{file}.rs")))?;
        if let Some(doi) = source
            .split([' ', ';'])
            .find(|word| word.starts_with("doi:"))
            && !code.contains(doi)
        {
            return Err(format!(
                "src/clinical/{file}.rs does not name {doi}, which {PAGE} gives as the source of {name}."
            ));
        }
        Ok(Wanted {
            id: key.to_owned(),
            lines: format!("{name}: {source}\n"),
        })
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
