//! `ScreenReport` of the public contract: a report as plain data with English sentences.
//!
//! The tree is built by hand and not derived: the same code then serves every host language, and a
//! deriving serializer for so many shapes was 10 kB of wasm.

use crate::clinical::inputs::{Clamp, Used};
use crate::clinical::{Item, Outcome, Rounded};
use crate::dates;
use crate::document::Value;
use crate::screening::arm::ArmStatement;
use crate::screening::choices::{Choice, alternatives};
use crate::screening::criterion::{Finding, Margin, Said};
use crate::screening::figure::Figure;
use crate::screening::{Appointment, Case, Entry, Report};
use crate::study::Study;
use crate::study::model::{ScoreName, Visit};
use crate::words::{self, Lang};

/// The version of the widget.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

const LANG: Lang = Lang::En;

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn texts<T: Into<String>>(items: impl IntoIterator<Item = T>) -> Value {
    Value::List(items.into_iter().map(|item| text(item)).collect())
}

fn number(number: impl Into<f64>) -> Value {
    Value::Number(number.into())
}

/// An object without its absent entries.
fn object(entries: Vec<(&str, Value)>) -> Value {
    let present = entries
        .into_iter()
        .filter(|(_, value)| *value != Value::Null)
        .map(|(key, value)| (key.to_owned(), value));
    Value::Object(present.collect())
}

fn maybe(value: Option<Value>) -> Value {
    value.unwrap_or(Value::Null)
}

/// A report as plain data.
pub fn plain(study: &Study, case: &Case, report: &Report) -> Value {
    let verdict = &report.verdict;
    let keys = |entries: &[Entry]| texts(entries.iter().map(Entry::key));
    let criteria = report
        .findings
        .iter()
        .map(|finding| criterion(study, finding));
    let schedule = report.schedule.iter().zip(&study.schedule);
    let warnings = report.warnings.iter();
    object(vec![
        (
            "verdict",
            object(vec![
                ("state", text(verdict.state.key())),
                ("because", texts(verdict.because.clone())),
                ("toAnswer", keys(&verdict.to_answer)),
                ("forTheSite", texts(verdict.for_the_site.clone())),
            ]),
        ),
        ("scores", scores(case, report, true)),
        ("criteria", Value::List(criteria.collect())),
        ("arm", arm(study, &report.arm)),
        (
            "schedule",
            Value::List(schedule.map(|(at, visit)| appointment(at, visit)).collect()),
        ),
        (
            "warnings",
            texts(warnings.map(|warning| words::warning(LANG, warning))),
        ),
        (
            "provenance",
            object(vec![
                ("study", text(study.id.as_str())),
                ("studySha256", text(study.sha256.as_str())),
                ("version", text(VERSION)),
                ("asOf", text(dates::iso(case.as_of))),
            ]),
        ),
    ])
}

/// What an event tells a host page by default: the verdict's state and the scores, and no entries.
pub fn summary(study: &Study, case: &Case, report: &Report) -> Value {
    let state = text(report.verdict.state.key());
    object(vec![
        ("study", text(study.id.as_str())),
        ("verdict", object(vec![("state", state)])),
        ("scores", scores(case, report, false)),
    ])
}

/// The scores. Points and the numbers used would give entries away, so they come only with `entries`.
fn scores(case: &Case, report: &Report, entries: bool) -> Value {
    let scores = &report.scores;
    let child_pugh = match scores.child_pugh.known() {
        None => open(case, report, ScoreName::ChildPugh),
        Some(score) => {
            let points = score
                .parts()
                .map(|(part, points)| (part.key(), number(points)));
            object(vec![
                ("value", number(score.total())),
                ("class", text(score.class().letter())),
                ("points", maybe(entries.then(|| object(points.collect())))),
            ])
        }
    };
    let albi = match scores.albi.known() {
        None => open(case, report, ScoreName::Albi),
        Some(score) => object(vec![
            ("value", number(score.value)),
            ("class", text(score.grade().to_string())),
        ]),
    };
    let whole = |outcome, name| rounded(case, report, outcome, name, entries);
    object(vec![
        ("childPugh", child_pugh),
        ("meld", whole(&scores.meld, ScoreName::Meld)),
        ("meldNa", whole(&scores.meld_na, ScoreName::MeldNa)),
        ("meld3", whole(&scores.meld_3, ScoreName::Meld3)),
        ("albi", albi),
    ])
}

fn rounded(
    case: &Case,
    report: &Report,
    outcome: &Outcome<Rounded>,
    name: ScoreName,
    entries: bool,
) -> Value {
    let Some(score) = outcome.known() else {
        return open(case, report, name);
    };
    let value = ("value", number(score.value));
    if !entries {
        return object(vec![value]);
    }
    let labs = || {
        let labs = |used: &&Used| matches!(used.item, Item::Lab(_));
        score.used.iter().filter(labs)
    };
    let used = labs().map(|used| (used.item.key(), number(used.value)));
    let clamped = labs().filter_map(|used| Some((used.item.key(), text(clamp(used.clamp?)))));
    object(vec![
        value,
        ("unrounded", number(score.unrounded)),
        ("used", object(used.collect())),
        ("clamped", object(clamped.collect())),
    ])
}

fn clamp(clamp: Clamp) -> &'static str {
    match clamp {
        Clamp::Floor => "floor",
        Clamp::Cap => "cap",
        Clamp::Dialysis => "dialysis",
    }
}

fn figure(figure: Figure) -> Value {
    match figure {
        Figure::Whole(value) => number(value),
        Figure::Real(value) => number(value),
    }
}

/// A score that is not settled: what is missing, and what it can be.
fn open(case: &Case, report: &Report, score: ScoreName) -> Value {
    use crate::screening::figure;
    let names = |items: &[Item]| texts(items.iter().map(|item| item.key()));
    let (missing, imprecise) = figure::open(&report.scores, score);
    let (low, high) = figure::ends(&report.scores, score, false);
    let class = report.scores.class_of_both_ends(score);
    let by_choice = alternatives(&case.patient.inputs, &report.scores, score);
    let by_choice = by_choice.into_iter().map(|(choice, value)| {
        let (item, is) = choice_names(choice);
        object(vec![
            ("when", text(item)),
            ("is", text(is)),
            ("value", self::figure(value)),
        ])
    });
    object(vec![
        ("missing", names(missing)),
        ("imprecise", names(imprecise)),
        (
            "possible",
            object(vec![
                ("low", self::figure(low)),
                ("high", self::figure(high)),
                ("class", maybe(class.map(text))),
                ("byChoice", Value::List(by_choice.collect())),
            ]),
        ),
    ])
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

fn criterion(study: &Study, finding: &Finding) -> Value {
    let criterion = study.criterion(&finding.id);
    let printed: Vec<&str> = criterion
        .map(|criterion| {
            let bullets = criterion.printed.iter();
            bullets.filter_map(|bullet| study.bullet(*bullet)).collect()
        })
        .unwrap_or_default();
    let words = criterion.map(|criterion| criterion.words.clone());
    let others = finding.others.iter().map(|said| {
        let because = words::said_reason(LANG, finding.kind, said);
        let mut entries = reading(said);
        entries.push(("state", text(said.state.key())));
        entries.push(("because", text(because)));
        object(entries)
    });
    let cautions = finding.cautions.iter();
    object(vec![
        ("id", text(finding.id.as_str())),
        ("kind", text(finding.kind.key())),
        ("state", text(finding.state().key())),
        ("text", text(printed.join("\n"))),
        ("words", texts(words.unwrap_or_default())),
        ("reading", object(reading(&finding.said))),
        ("because", text(words::finding_reason(LANG, finding))),
        ("from", texts(finding.from.iter().map(Entry::key))),
        ("margin", maybe(finding.margin.map(margin))),
        ("otherReadings", Value::List(others.collect())),
        (
            "cautions",
            texts(cautions.map(|caution| words::caution(LANG, caution))),
        ),
    ])
}

fn reading(said: &Said) -> Vec<(&'static str, Value)> {
    vec![
        ("id", text(said.reading.as_str())),
        ("departsFromText", Value::Bool(said.departs)),
    ]
}

fn margin(margin: Margin) -> Value {
    object(vec![
        ("value", text(margin.value.to_string())),
        ("limit", text(margin.limit.to_string())),
        ("unit", maybe(margin.unit.map(|unit| text(unit.ucum())))),
        ("distance", text(margin.distance().normalize().to_string())),
    ])
}

fn arm(study: &Study, statement: &ArmStatement) -> Value {
    let mut entries = vec![
        ("state", text(statement.key())),
        ("why", text(words::arm_statement(LANG, study, statement))),
    ];
    let mut assumptions = Vec::new();
    if let ArmStatement::Projected {
        arm,
        place,
        of,
        assumed,
    } = statement
    {
        let id = study.arms.get(*arm).map(|arm| text(arm.id.as_str()));
        entries.push(("arm", maybe(id)));
        entries.push(("place", number(*place)));
        entries.push(("of", number(*of)));
        for assumed in assumed {
            assumptions.push(words::assumption(LANG, study, *assumed));
        }
        for words in &study.enrolment.assumptions {
            assumptions.push(words.in_lang(LANG).to_owned());
        }
    }
    entries.push(("assumptions", texts(assumptions)));
    object(entries)
}

fn appointment(at: &Appointment, visit: &Visit) -> Value {
    let range = |(from, to)| texts([dates::iso(from), dates::iso(to)]);
    let open = visit.open.as_ref().map(|words| text(words.in_lang(LANG)));
    object(vec![
        ("id", text(visit.id.as_str())),
        ("label", text(visit.label.in_lang(LANG))),
        ("day", maybe(at.day.map(number))),
        ("date", maybe(at.date.map(|date| text(dates::iso(date))))),
        ("firm", Value::Bool(at.firm)),
        ("between", maybe(at.between.map(range))),
        ("open", maybe(open)),
    ])
}
