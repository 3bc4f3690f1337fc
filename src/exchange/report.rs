//! `ScreenReport` of the public contract: a report as JSON with English sentences.

use super::json::Json;
use crate::clinical::child_pugh::ChildPugh;
use crate::clinical::inputs::Clamp;
use crate::clinical::{Item, Outcome, Rounded};
use crate::dates;
use crate::screening::arm::ArmStatement;
use crate::screening::choices::{Choice, alternatives};
use crate::screening::finding::{Finding, Margin, ReadingResult};
use crate::screening::score_value;
use crate::screening::{Appointment, Case, Entry, Report};
use crate::study::Study;
use crate::study::model::{Criterion, ScoreName, Visit};
use crate::words::{self, Lang};

/// The version of the widget.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The commit that a release was made from, with a plus sign where files were changed since; none in other builds.
const COMMIT: Option<&str> = option_env!("LIVER_PRESCREEN_COMMIT");

/// The day of that commit.
const BUILT: Option<&str> = option_env!("LIVER_PRESCREEN_DATE");

/// The version as people read it: with the commit and its day in a release.
pub const MADE: &str = match option_env!("LIVER_PRESCREEN_MADE") {
    Some(made) => made,
    None => VERSION,
};

const LANG: Lang = Lang::En;

fn texts(json: &mut Json, key: &str, texts: &mut dyn Iterator<Item = &str>) {
    json.list(key);
    for text in texts {
        json.text("", text);
    }
    json.end_list();
}

/// A report as JSON.
pub fn json(study: &Study, case: &Case, report: &Report) -> String {
    let mut json = Json::default();
    whole(&mut json, "", study, case, report, true);
    json.done()
}

/// A report as JSON for one who may have had another of the same study: what the study says whoever the patient is
/// stands beside the report, and only where another study, or none, is `known` by its checksum.
pub fn anew(study: &Study, case: &Case, report: &Report, known: &str) -> String {
    let mut json = Json::default();
    json.object("");
    whole(&mut json, "report", study, case, report, false);
    if known != study.sha256 {
        json.object("same");
        json.text("sha256", &study.sha256);
        json.list("criteria");
        for criterion in &study.criteria {
            json.object("");
            printed(&mut json, study, criterion);
            json.end_object();
        }
        json.end_list();
        json.list("schedule");
        for visit in &study.schedule {
            json.object("");
            planned(&mut json, visit);
            json.end_object();
        }
        json.end_list();
        json.end_object();
    }
    json.end_object();
    json.done()
}

/// The report, with or without what the study says whoever the patient is.
fn whole(
    json: &mut Json,
    key: &str,
    study: &Study,
    case: &Case,
    report: &Report,
    with_study: bool,
) {
    let verdict = &report.verdict;
    json.object(key);
    json.object("verdict");
    json.text("state", verdict.state.key());
    texts(json, "because", &mut verdict.because.iter().map(|id| &**id));
    texts(
        json,
        "toAnswer",
        &mut verdict.to_answer.iter().map(Entry::key),
    );
    texts(
        json,
        "forTheSite",
        &mut verdict.for_the_site.iter().map(|id| &**id),
    );
    json.end_object();
    scores(json, case, report);
    json.list("criteria");
    for (finding, criterion) in report.findings.iter().zip(&study.criteria) {
        if with_study {
            json.object("");
            printed(json, study, criterion);
            found(json, finding, true);
            json.end_object();
        } else {
            json.list("");
            found(json, finding, false);
            json.end_list();
        }
    }
    json.end_list();
    arm(json, study, &report.arm);
    json.list("schedule");
    for (at, visit) in report.schedule.iter().zip(&study.schedule) {
        json.object("");
        if with_study {
            planned(json, visit);
        }
        appointment(json, at);
        json.end_object();
    }
    json.end_list();
    json.list("doubtful");
    for waiting in &case.patient.inputs.waiting {
        json.object("");
        json.text("entry", waiting.analyte().key());
        json.text("why", &words::waiting(LANG, waiting));
        json.end_object();
    }
    json.end_list();
    json.list("warnings");
    for warning in &report.warnings {
        json.text("", &words::warning(LANG, warning));
    }
    json.end_list();
    json.object("provenance");
    json.text("study", &study.id);
    json.text("studySha256", &study.sha256);
    json.text("version", VERSION);
    if let (Some(commit), Some(built)) = (COMMIT, BUILT) {
        json.text("commit", commit);
        json.text("built", built);
    }
    json.text("asOf", &dates::iso(case.as_of));
    json.end_object();
    json.end_object();
}

/// What an event tells a host page by default, as JSON: the verdict's state, the Child-Pugh class, the ALBI grade and
/// the whole MELD, each where it is settled. Nothing else: an unrounded score, a second score beside MELD or what a
/// score can still be gives a laboratory value back to whoever tries numbers (docs/faults.md says what these four give).
pub fn summary(study: &Study, report: &Report) -> String {
    let mut json = Json::default();
    json.object("");
    json.text("study", &study.id);
    json.object("verdict");
    json.text("state", report.verdict.state.key());
    json.end_object();
    json.object("scores");
    for (key, name) in ScoreName::NAMES {
        let shown: fn(&mut Json, &Report, ScoreName) = match name {
            ScoreName::ChildPugh | ScoreName::Albi => class,
            ScoreName::Meld => value,
            ScoreName::MeldNa | ScoreName::Meld3 => continue,
        };
        json.object(key);
        if is_settled(report, name) {
            shown(&mut json, report, name);
        }
        json.end_object();
    }
    json.end_object();
    json.end_object();
    json.done()
}

/// Whether a score is one value, with nothing missing and nothing imprecise.
fn is_settled(report: &Report, score: ScoreName) -> bool {
    let (missing, imprecise) = score_value::open(&report.scores, score);
    missing.is_empty() && imprecise.is_empty()
}

/// The scores, with everything that they rest on.
fn scores(json: &mut Json, case: &Case, report: &Report) {
    let scores = &report.scores;
    json.object("scores");
    for (key, name) in ScoreName::NAMES {
        json.object(key);
        if is_settled(report, name) {
            value(json, report, name);
            class(json, report, name);
            match name {
                ScoreName::ChildPugh => points(json, &scores.child_pugh),
                ScoreName::Meld => rounded(json, &scores.meld),
                ScoreName::MeldNa => rounded(json, &scores.meld_na),
                ScoreName::Meld3 => rounded(json, &scores.meld_3),
                ScoreName::Albi => {}
            }
        } else {
            let (missing, imprecise) = score_value::open(scores, name);
            texts(json, "missing", &mut missing.iter().map(|item| item.key()));
            texts(
                json,
                "imprecise",
                &mut imprecise.iter().map(|item| item.key()),
            );
            possible(json, case, report, name);
        }
        json.end_object();
    }
    json.end_object();
}

fn value(json: &mut Json, report: &Report, score: ScoreName) {
    let (value, _) = score_value::ends(&report.scores, score, false);
    json.number("value", value.number());
}

fn class(json: &mut Json, report: &Report, score: ScoreName) {
    if let Some(class) = report.scores.class_of_both_ends(score) {
        json.text("class", class);
    }
}

fn points(json: &mut Json, outcome: &Outcome<ChildPugh>) {
    let (score, _) = outcome.ends();
    json.object("points");
    for (part, given) in score.parameters() {
        json.number(part.key(), given.into());
    }
    json.end_object();
}

fn rounded(json: &mut Json, outcome: &Outcome<Rounded>) {
    let (score, _) = outcome.ends();
    let labs = || {
        score
            .used
            .iter()
            .filter(|used| matches!(used.item, Item::Lab(_)))
    };
    json.number("unrounded", score.unrounded);
    json.object("used");
    for input in labs() {
        json.number(input.item.key(), input.value);
    }
    json.end_object();
    json.object("clamped");
    for input in labs() {
        let why = match input.clamp {
            Some(Clamp::Floor) => "floor",
            Some(Clamp::Cap) => "cap",
            Some(Clamp::Dialysis) => "dialysis",
            None => continue,
        };
        json.text(input.item.key(), why);
    }
    json.end_object();
}

/// What a score that is not settled can be.
fn possible(json: &mut Json, case: &Case, report: &Report, score: ScoreName) {
    let (low, high) = score_value::ends(&report.scores, score, false);
    json.object("possible");
    json.number("low", low.number());
    json.number("high", high.number());
    class(json, report, score);
    json.list("byChoice");
    for (choice, value) in alternatives(&case.patient.inputs, &report.scores, score) {
        let (item, is) = choice_names(choice);
        json.object("");
        json.text("when", item);
        json.text("is", is);
        json.number("value", value.number());
        json.end_object();
    }
    json.end_list();
    json.end_object();
}

fn choice_names(choice: Choice) -> (&'static str, &'static str) {
    use super::input::{ASCITES, ENCEPHALOPATHY, SEXES};
    fn name<T: PartialEq>(names: &[(&'static str, T)], value: T) -> &'static str {
        let found = names.iter().find(|(_, other)| *other == value);
        found.map_or("", |(name, _)| name)
    }
    match choice {
        Choice::Sex(sex) => (Item::Sex.key(), name(&SEXES, sex)),
        Choice::Dialysis(yes) => (Item::Dialysis.key(), if yes { "yes" } else { "no" }),
        Choice::Ascites(ascites) => (Item::Ascites.key(), name(&ASCITES, ascites)),
        Choice::Encephalopathy(grade) => (Item::Encephalopathy.key(), name(&ENCEPHALOPATHY, grade)),
    }
}

/// What the study says of a criterion.
fn printed(json: &mut Json, study: &Study, criterion: &Criterion) {
    json.text("id", &criterion.id);
    json.text("kind", criterion.kind.key());
    let bullets = criterion.printed.iter();
    let printed: Vec<&str> = bullets.filter_map(|at| study.bullet(*at)).collect();
    json.text("text", &printed.join("\n"));
    texts(
        json,
        "words",
        &mut criterion.excerpts.iter().map(String::as_str),
    );
}

/// What was found of it, as the fields of an object or, without their names, as the members of a list.
fn found(json: &mut Json, finding: &Finding, named: bool) {
    let key = |name| if named { name } else { "" };
    json.text(key("state"), finding.state().key());
    json.object(key("reading"));
    reading(json, &finding.computed);
    json.end_object();
    json.text(key("because"), &words::finding_reason(LANG, finding));
    texts(
        json,
        key("from"),
        &mut finding.from().iter().map(Entry::key),
    );
    json.list(key("otherReadings"));
    for said in &finding.others {
        json.object("");
        reading(json, said);
        json.text("state", said.state.key());
        json.text("because", &words::result_reason(LANG, finding.kind, said));
        json.end_object();
    }
    json.end_list();
    json.list(key("cautions"));
    for caution in &finding.cautions {
        json.text("", &words::caution(LANG, caution));
    }
    json.end_list();
    if let Some(found) = finding.margin {
        margin(json, key("margin"), found);
    }
}

fn reading(json: &mut Json, result: &ReadingResult) {
    json.text("id", &result.reading);
    json.flag("departsFromText", result.departs);
}

fn margin(json: &mut Json, key: &str, margin: Margin) {
    json.object(key);
    json.text("value", &margin.value.to_string());
    json.text("limit", &margin.limit.to_string());
    json.text("distance", &margin.distance().to_string());
    if let Some(unit) = margin.unit {
        json.text("unit", unit.ucum());
    }
    json.end_object();
}

fn arm(json: &mut Json, study: &Study, statement: &ArmStatement) {
    json.object("arm");
    json.text("state", statement.key());
    json.text("why", &words::arm_statement(LANG, study, statement));
    if let ArmStatement::Projected { arm, place, of, .. } = statement {
        if let Some(arm) = study.arms.get(*arm) {
            json.text("arm", &arm.id);
        }
        json.number("place", (*place).into());
        json.number("of", (*of).into());
    }
    let assumptions = words::assumptions(LANG, study, statement);
    texts(
        json,
        "assumptions",
        &mut assumptions.iter().map(String::as_str),
    );
    json.end_object();
}

/// What the study says of a visit.
fn planned(json: &mut Json, visit: &Visit) {
    json.text("id", &visit.id);
    json.text("label", visit.label.in_lang(LANG));
    if let Some(open) = &visit.open {
        json.text("open", open.in_lang(LANG));
    }
}

/// When it is.
fn appointment(json: &mut Json, at: &Appointment) {
    json.flag("firm", at.firm);
    if let Some(day) = at.day {
        json.number("day", day.into());
    }
    if let Some(date) = at.date {
        json.text("date", &dates::iso(date));
    }
    if let Some((from, to)) = at.between {
        let days = [dates::iso(from), dates::iso(to)];
        texts(json, "between", &mut days.iter().map(String::as_str));
    }
}

/// So many characters of a checksum tell study files apart for a reader.
const SHORT: usize = 12;

/// The checksum of a study file, as far as a reader needs it.
pub fn checksum(study: &Study) -> String {
    let sha = &study.sha256;
    ["SHA-256 ", sha.get(..SHORT).unwrap_or(sha)].concat()
}
