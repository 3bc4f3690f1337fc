//! `ScreenReport` of the public contract: a report as plain data with English sentences.
//!
//! The tree is built by hand and not derived: the same code then serves every host language, and a
//! deriving serializer for so many shapes was 10 kB of wasm.

use crate::clinical::child_pugh::ChildPugh;
use crate::clinical::inputs::Clamp;
use crate::clinical::{Item, Outcome, Rounded};
use crate::dates;
use crate::document::Value;
use crate::screening::arm::ArmStatement;
use crate::screening::choices::{Choice, alternatives};
use crate::screening::figure::{self, Figure};
use crate::screening::finding::{Finding, Margin, Said};
use crate::screening::{Appointment, Case, Entry, Report};
use crate::study::Study;
use crate::study::model::{ScoreName, Visit};
use crate::words::{self, Lang};

/// The version of the widget.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

const LANG: Lang = Lang::En;

/// The fields of an object in the making. What is absent is left out.
#[derive(Default)]
struct Fields(Vec<(String, Value)>);

// Never inlined: a report has some eighty fields, and each would bring the code for a field of its own.
impl Fields {
    #[inline(never)]
    fn put(&mut self, key: &str, value: Value) -> &mut Self {
        self.0.push((key.to_owned(), value));
        self
    }

    #[inline(never)]
    fn text(&mut self, key: &str, text: &str) -> &mut Self {
        self.put(key, Value::Text(text.to_owned()))
    }

    #[inline(never)]
    fn texts(&mut self, key: &str, texts: Vec<String>) -> &mut Self {
        self.put(
            key,
            Value::List(texts.into_iter().map(Value::Text).collect()),
        )
    }

    #[inline(never)]
    fn number(&mut self, key: &str, number: f64) -> &mut Self {
        self.put(key, Value::Number(number))
    }

    fn done(&mut self) -> Value {
        Value::Object(std::mem::take(&mut self.0))
    }
}

fn keys(entries: &[Entry]) -> Vec<String> {
    entries.iter().map(|entry| entry.key().to_owned()).collect()
}

fn items(items: &[Item]) -> Vec<String> {
    items.iter().map(|item| item.key().to_owned()).collect()
}

/// A report as plain data.
pub fn plain(study: &Study, case: &Case, report: &Report) -> Value {
    let verdict = &report.verdict;
    let verdict = Fields::default()
        .text("state", verdict.state.key())
        .texts("because", verdict.because.clone())
        .texts("toAnswer", keys(&verdict.to_answer))
        .texts("forTheSite", verdict.for_the_site.clone())
        .done();
    let findings = report.findings.iter();
    let criteria = findings.map(|finding| criterion(study, finding)).collect();
    let schedule = report.schedule.iter().zip(&study.schedule);
    let schedule = schedule.map(|(at, visit)| appointment(at, visit)).collect();
    let warnings = report.warnings.iter();
    let warnings = warnings
        .map(|warning| words::warning(LANG, warning))
        .collect();
    let provenance = Fields::default()
        .text("study", &study.id)
        .text("studySha256", &study.sha256)
        .text("version", VERSION)
        .text("asOf", &dates::iso(case.as_of))
        .done();
    Fields::default()
        .put("verdict", verdict)
        .put("scores", scores(case, report, true))
        .put("criteria", Value::List(criteria))
        .put("arm", arm(study, &report.arm))
        .put("schedule", Value::List(schedule))
        .texts("warnings", warnings)
        .put("provenance", provenance)
        .done()
}

/// What an event tells a host page by default: the verdict's state and the scores, and no entries.
pub fn summary(study: &Study, case: &Case, report: &Report) -> Value {
    let state = report.verdict.state.key();
    Fields::default()
        .text("study", &study.id)
        .put("verdict", Fields::default().text("state", state).done())
        .put("scores", scores(case, report, false))
        .done()
}

/// The scores. Points and the numbers used would give entries away, so they come only with `entries`.
fn scores(case: &Case, report: &Report, entries: bool) -> Value {
    let scores = &report.scores;
    let mut all = Fields::default();
    for (key, name) in ScoreName::NAMES {
        let (missing, imprecise) = figure::open(&report.scores, name);
        let settled = missing.is_empty() && imprecise.is_empty();
        let mut fields = Fields::default();
        if settled {
            let (value, _) = figure::ends(scores, name, false);
            fields.number("value", number(value));
            if let Some(class) = scores.class_of_both_ends(name) {
                fields.text("class", class);
            }
        } else {
            fields.texts("missing", items(missing));
            fields.texts("imprecise", items(imprecise));
            fields.put("possible", possible(case, report, name));
        }
        if settled && entries {
            match name {
                ScoreName::ChildPugh => points(&mut fields, &scores.child_pugh),
                ScoreName::Meld => rounded(&mut fields, &scores.meld),
                ScoreName::MeldNa => rounded(&mut fields, &scores.meld_na),
                ScoreName::Meld3 => rounded(&mut fields, &scores.meld_3),
                ScoreName::Albi => {}
            }
        }
        all.put(key, fields.done());
    }
    all.done()
}

fn points(fields: &mut Fields, outcome: &Outcome<ChildPugh>) {
    let (score, _) = outcome.ends();
    let mut points = Fields::default();
    for (part, given) in score.parts() {
        points.number(part.key(), given.into());
    }
    fields.put("points", points.done());
}

fn rounded(fields: &mut Fields, outcome: &Outcome<Rounded>) {
    let (score, _) = outcome.ends();
    let (mut used, mut clamped) = (Fields::default(), Fields::default());
    for input in &score.used {
        if !matches!(input.item, Item::Lab(_)) {
            continue;
        }
        used.number(input.item.key(), input.value);
        if let Some(clamp) = input.clamp {
            let why = match clamp {
                Clamp::Floor => "floor",
                Clamp::Cap => "cap",
                Clamp::Dialysis => "dialysis",
            };
            clamped.text(input.item.key(), why);
        }
    }
    fields
        .number("unrounded", score.unrounded)
        .put("used", used.done())
        .put("clamped", clamped.done());
}

fn number(figure: Figure) -> f64 {
    match figure {
        Figure::Whole(value) => value.into(),
        Figure::Real(value) => value,
    }
}

/// What a score that is not settled can be.
fn possible(case: &Case, report: &Report, score: ScoreName) -> Value {
    let (low, high) = figure::ends(&report.scores, score, false);
    let by_choice = alternatives(&case.patient.inputs, &report.scores, score);
    let by_choice = by_choice.into_iter().map(|(choice, value)| {
        let (item, is) = choice_names(choice);
        Fields::default()
            .text("when", item)
            .text("is", is)
            .number("value", number(value))
            .done()
    });
    let by_choice = Value::List(by_choice.collect());
    let mut fields = Fields::default();
    fields
        .number("low", number(low))
        .number("high", number(high));
    if let Some(class) = report.scores.class_of_both_ends(score) {
        fields.text("class", class);
    }
    fields.put("byChoice", by_choice).done()
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
    let mut fields = Fields::default();
    fields
        .text("id", &finding.id)
        .text("kind", finding.kind.key())
        .text("state", finding.state().key());
    if let Some(criterion) = study.criterion(&finding.id) {
        let bullets = criterion.printed.iter();
        let printed: Vec<&str> = bullets.filter_map(|at| study.bullet(*at)).collect();
        fields
            .text("text", &printed.join("\n"))
            .texts("words", criterion.words.clone());
    }
    let others = finding.others.iter().map(|said| {
        let because = words::said_reason(LANG, finding.kind, said);
        let mut fields = reading(said);
        fields
            .text("state", said.state.key())
            .text("because", &because)
            .done()
    });
    let others = Value::List(others.collect());
    let cautions = finding.cautions.iter();
    let cautions = cautions
        .map(|caution| words::caution(LANG, caution))
        .collect();
    fields
        .put("reading", reading(&finding.said).done())
        .text("because", &words::finding_reason(LANG, finding))
        .texts("from", keys(&finding.from))
        .put("otherReadings", others)
        .texts("cautions", cautions);
    if let Some(found) = finding.margin {
        fields.put("margin", margin(found));
    }
    fields.done()
}

fn reading(said: &Said) -> Fields {
    let mut fields = Fields::default();
    fields
        .text("id", &said.reading)
        .put("departsFromText", Value::Bool(said.departs));
    fields
}

fn margin(margin: Margin) -> Value {
    let mut fields = Fields::default();
    fields
        .text("value", &margin.value.to_string())
        .text("limit", &margin.limit.to_string())
        .text("distance", &margin.distance().normalize().to_string());
    if let Some(unit) = margin.unit {
        fields.text("unit", unit.ucum());
    }
    fields.done()
}

fn arm(study: &Study, statement: &ArmStatement) -> Value {
    let mut fields = Fields::default();
    let mut assumptions = Vec::new();
    fields
        .text("state", statement.key())
        .text("why", &words::arm_statement(LANG, study, statement));
    if let ArmStatement::Projected {
        arm,
        place,
        of,
        assumed,
    } = statement
    {
        if let Some(arm) = study.arms.get(*arm) {
            fields.text("arm", &arm.id);
        }
        fields
            .number("place", (*place).into())
            .number("of", (*of).into());
        for assumed in assumed {
            assumptions.push(words::assumption(LANG, study, *assumed));
        }
        for words in &study.enrolment.assumptions {
            assumptions.push(words.in_lang(LANG).to_owned());
        }
    }
    fields.texts("assumptions", assumptions).done()
}

fn appointment(at: &Appointment, visit: &Visit) -> Value {
    let mut fields = Fields::default();
    fields
        .text("id", &visit.id)
        .text("label", visit.label.in_lang(LANG))
        .put("firm", Value::Bool(at.firm));
    if let Some(day) = at.day {
        fields.number("day", day.into());
    }
    if let Some(date) = at.date {
        fields.text("date", &dates::iso(date));
    }
    if let Some((from, to)) = at.between {
        fields.texts("between", vec![dates::iso(from), dates::iso(to)]);
    }
    if let Some(open) = &visit.open {
        fields.text("open", open.in_lang(LANG));
    }
    fields.done()
}
