//! Reads a study file, schema 1. Every problem names its place; the linter's errors are problems too.

use rust_decimal::Decimal;
use sha2::{Digest, Sha256};
use time::Date;

use super::check;
use super::model::{
    Arm, BulletRef, Criterion, Evidence, Kind, Offset, Op, Published, Reading, Recruitment,
    Registry, Rule, ScoreName, Study, Timing, Visit, Window, Words,
};
use crate::clinical::{Analyte, Comparator, Number, Unit};
use crate::dates;
use crate::document::{Node, Object, Problem, Value};

/// Reads a study file from its text.
///
/// # Errors
/// The first [`Problem`] of the file.
pub fn from_json(text: &str) -> Result<Study, Problem> {
    let value = serde_json::from_str(text)
        .map_err(|error| Problem::new("", format!("The study file is no JSON: {error}.")))?;
    let mut study = document(&value)?;
    study.sha256 = digest(text);
    Ok(study)
}

/// Reads a study from a document. Its digest is that of the document as compact JSON in its own order.
///
/// # Errors
/// The first [`Problem`] of the document.
pub fn from_value(value: &Value) -> Result<Study, Problem> {
    let mut study = document(value)?;
    study.sha256 = digest(&value.to_json());
    Ok(study)
}

fn digest(text: &str) -> String {
    use std::fmt::Write;
    let mut hex = String::new();
    for byte in Sha256::digest(text.as_bytes()) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// Everything that is wrong with a study document: its form first, then its sense.
pub fn remarks(value: &Value) -> Vec<Problem> {
    match form(value) {
        Ok(study) => check::remarks(&study),
        Err(problem) => vec![problem],
    }
}

fn document(value: &Value) -> Result<Study, Problem> {
    let study = form(value)?;
    match check::remarks(&study).into_iter().next() {
        Some(problem) => Err(problem),
        None => Ok(study),
    }
}

fn form(value: &Value) -> Result<Study, Problem> {
    let root = Node::root(value).object(&[
        "schema",
        "id",
        "title",
        "shortTitle",
        "purpose",
        "registry",
        "printed",
        "criteria",
        "arms",
        "enrolment",
        "timing",
        "schedule",
        "gaps",
    ])?;
    root.need("schema")?.whole(1, 1)?;
    let printed = root.need("printed")?.object(&["inclusion", "exclusion"])?;
    Ok(Study {
        id: text(&root, "id")?,
        title: words(&root.need("title")?)?,
        short_title: words(&root.need("shortTitle")?)?,
        purpose: text(&root, "purpose")?,
        registry: registry(&root.need("registry")?)?,
        inclusion: each(&printed.need("inclusion")?, owned)?,
        exclusion: each(&printed.need("exclusion")?, owned)?,
        criteria: each(&root.need("criteria")?, criterion)?,
        arms: each(&root.need("arms")?, arm)?,
        enrolment: published(&root.need("enrolment")?)?,
        timing: timing(&root.need("timing")?)?,
        schedule: each(&root.need("schedule")?, visit)?,
        gaps: each(&root.need("gaps")?, words)?,
        sha256: String::new(),
    })
}

// Readers come as plain functions and the loop is a plain loop: generic ones were 20 kB of wasm here.
type Read<T> = fn(&Node<'_>) -> Result<T, Problem>;

#[inline(never)]
fn each<T>(node: &Node<'_>, read: Read<T>) -> Result<Vec<T>, Problem> {
    let mut all = Vec::new();
    for node in node.list()? {
        all.push(read(&node)?);
    }
    Ok(all)
}

fn owned(node: &Node<'_>) -> Result<String, Problem> {
    node.text().map(str::to_owned)
}

#[inline(never)]
fn text(object: &Object<'_>, key: &str) -> Result<String, Problem> {
    owned(&object.need(key)?)
}

#[inline(never)]
fn maybe<T>(object: &Object<'_>, key: &str, read: Read<T>) -> Result<Option<T>, Problem> {
    match object.get(key) {
        Some(node) => read(&node).map(Some),
        None => Ok(None),
    }
}

fn flag(object: &Object<'_>, key: &str) -> Result<bool, Problem> {
    object.get(key).map_or(Ok(false), |node| node.boolean())
}

#[inline(never)]
fn words(node: &Node<'_>) -> Result<Words, Problem> {
    let object = node.object(&["en", "zh-CN"])?;
    let words = Words {
        en: text(&object, "en")?,
        zh: text(&object, "zh-CN")?,
    };
    if words.en.trim().is_empty() || words.zh.trim().is_empty() {
        return Err(node.problem("A text is needed in both languages."));
    }
    Ok(words)
}

#[inline(never)]
fn date(node: &Node<'_>) -> Result<Date, Problem> {
    dates::parse(node.text()?).map_err(|error| node.problem(error.to_string()))
}

#[inline(never)]
fn decimal(node: &Node<'_>) -> Result<Decimal, Problem> {
    let text = node.text()?;
    match Number::parse(text) {
        Ok(number) if number.comparator == Comparator::Exactly && !text.contains(',') => {
            Ok(number.value)
        }
        _ => Err(node.problem("Expected digits with at most one decimal point, as a text.")),
    }
}

#[inline(never)]
fn registry(node: &Node<'_>) -> Result<Registry, Problem> {
    let object = node.object(&[
        "name",
        "url",
        "source",
        "readOn",
        "status",
        "phase",
        "allocation",
        "model",
        "masking",
        "site",
        "registered",
        "completed",
        "lastUpdated",
    ])?;
    Ok(Registry {
        name: text(&object, "name")?,
        url: text(&object, "url")?,
        source: text(&object, "source")?,
        read_on: date(&object.need("readOn")?)?,
        status: text(&object, "status")?,
        phase: text(&object, "phase")?,
        allocation: text(&object, "allocation")?,
        model: text(&object, "model")?,
        masking: text(&object, "masking")?,
        site: text(&object, "site")?,
        registered: maybe(&object, "registered", date)?,
        completed: maybe(&object, "completed", date)?,
        last_updated: maybe(&object, "lastUpdated", date)?,
    })
}

#[inline(never)]
fn bullet(node: &Node<'_>) -> Result<BulletRef, Problem> {
    let text = node.text()?;
    [Kind::Inclusion, Kind::Exclusion]
        .into_iter()
        .find_map(|kind| {
            let number = text.strip_prefix(kind.key())?.strip_prefix('-')?;
            Some(BulletRef {
                kind,
                number: number.parse().ok()?,
            })
        })
        .ok_or_else(|| node.problem("Expected a printed bullet such as inclusion-4."))
}

fn kind(node: &Node<'_>) -> Result<Kind, Problem> {
    node.one_of(&[
        (Kind::Inclusion.key(), Kind::Inclusion),
        (Kind::Exclusion.key(), Kind::Exclusion),
    ])
}

#[inline(never)]
fn criterion(node: &Node<'_>) -> Result<Criterion, Problem> {
    let object = node.object(&[
        "id", "kind", "printed", "words", "name", "question", "help", "readings",
    ])?;
    let readings = object.need("readings")?.list()?;
    let mut read = Vec::new();
    for (index, node) in readings.iter().enumerate() {
        let (reading, default) = reading(node)?;
        if default != (index == 0) {
            return Err(
                node.problem("The first reading, and no other, must say \"default\": true.")
            );
        }
        read.push(reading);
    }
    Ok(Criterion {
        id: text(&object, "id")?,
        kind: kind(&object.need("kind")?)?,
        printed: each(&object.need("printed")?, bullet)?,
        words: each(&object.need("words")?, owned)?,
        name: words(&object.need("name")?)?,
        question: maybe(&object, "question", words)?,
        help: maybe(&object, "help", words)?,
        readings: read,
    })
}

const GRADES: [(&str, &str); 3] = [("A", "A"), ("B", "B"), ("C", "C")];

#[inline(never)]
fn reading(node: &Node<'_>) -> Result<(Reading, bool), Problem> {
    let object = node.object(&[
        "id",
        "default",
        "departsFromText",
        "says",
        "grade",
        "evidence",
        "rule",
        "caution",
    ])?;
    let reading = Reading {
        id: text(&object, "id")?,
        departs: object.need("departsFromText")?.boolean()?,
        says: words(&object.need("says")?)?,
        grade: object.need("grade")?.one_of(&GRADES)?.to_owned(),
        evidence: each(&object.need("evidence")?, evidence)?,
        rule: rule(&object.need("rule")?)?,
        caution: maybe(&object, "caution", words)?,
    };
    let default = flag(&object, "default")?;
    Ok((reading, default))
}

#[inline(never)]
fn evidence(node: &Node<'_>) -> Result<Evidence, Problem> {
    let object = node.object(&["grade", "text", "source"])?;
    Ok(Evidence {
        grade: object.need("grade")?.one_of(&GRADES)?.to_owned(),
        text: words(&object.need("text")?)?,
        source: text(&object, "source")?,
    })
}

#[inline(never)]
fn rule(node: &Node<'_>) -> Result<Rule, Problem> {
    let all = node.object(&[
        "kind",
        "min",
        "max",
        "analyte",
        "op",
        "limit",
        "unit",
        "score",
        "unrounded",
        "window",
        "notApplicable",
        "reversed",
    ])?;
    match all.need("kind")?.text()? {
        "age" => {
            let object = node.object(&["kind", "min", "max"])?;
            Ok(Rule::Age {
                min: object.need("min")?.whole(0, 120)?,
                max: object.need("max")?.whole(0, 120)?,
            })
        }
        "lab" => {
            let object = node.object(&["kind", "analyte", "op", "limit", "unit"])?;
            let analytes = Analyte::ALL.map(|analyte| (analyte.key(), analyte));
            let analyte = object.need("analyte")?.one_of(&analytes)?;
            let units = object.need("unit")?;
            let accepted: Vec<(&str, Unit)> = analyte
                .units()
                .iter()
                .map(|accepted| (accepted.unit.ucum(), accepted.unit))
                .collect();
            Ok(Rule::Lab {
                analyte,
                op: object.need("op")?.one_of(&Op::NAMES)?,
                limit: decimal(&object.need("limit")?)?,
                unit: units.one_of(&accepted)?,
            })
        }
        "score" => {
            let object = node.object(&["kind", "score", "op", "limit", "unrounded"])?;
            Ok(Rule::Score {
                score: object.need("score")?.one_of(&ScoreName::NAMES)?,
                op: object.need("op")?.one_of(&Op::NAMES)?,
                limit: decimal(&object.need("limit")?)?,
                unrounded: flag(&object, "unrounded")?,
            })
        }
        "answer" => {
            let object = node.object(&["kind", "window", "notApplicable", "reversed"])?;
            Ok(Rule::Answer {
                window: maybe(&object, "window", window)?,
                not_applicable: flag(&object, "notApplicable")?,
                reversed: flag(&object, "reversed")?,
            })
        }
        "undecidable" => node.object(&["kind"]).map(|_| Rule::Undecidable),
        "site" => node.object(&["kind"]).map(|_| Rule::Site),
        other => Err(node.problem(format!(
            "\"{other}\" is no kind of rule; accepted: age, lab, score, answer, undecidable, site."
        ))),
    }
}

#[inline(never)]
fn window(node: &Node<'_>) -> Result<Window, Problem> {
    let object = node.object(&["months", "days"])?;
    Ok(Window {
        months: object.need("months")?.whole(1, 120)?,
        days: object.need("days")?.whole(1, 3650)?,
    })
}

#[inline(never)]
fn timing(node: &Node<'_>) -> Result<Timing, Problem> {
    let object = node.object(&["labsApartHours", "labsOldDays", "ageSoonDays", "note"])?;
    Ok(Timing {
        labs_apart_hours: object.need("labsApartHours")?.whole(1, 8760)?,
        labs_old_days: each(&object.need("labsOldDays")?, |node| node.whole(1, 3650))?,
        age_soon_days: object.need("ageSoonDays")?.whole(1, 3650)?,
        note: words(&object.need("note")?)?,
    })
}

#[inline(never)]
fn arm(node: &Node<'_>) -> Result<Arm, Problem> {
    let object = node.object(&[
        "id",
        "name",
        "printed",
        "cellsPerInfusion",
        "volumeMl",
        "infusions",
        "totalCells",
        "places",
    ])?;
    Ok(Arm {
        id: text(&object, "id")?,
        name: words(&object.need("name")?)?,
        printed: text(&object, "printed")?,
        cells_per_infusion: text(&object, "cellsPerInfusion")?,
        volume_ml: object.need("volumeMl")?.whole(1, 10_000)?,
        infusions: object.need("infusions")?.whole(1, 100)?,
        total_cells: text(&object, "totalCells")?,
        places: object.need("places")?.whole(1, 10_000)?,
    })
}

#[inline(never)]
fn published(node: &Node<'_>) -> Result<Published, Problem> {
    let object = node.object(&[
        "recruitment",
        "enrolled",
        "asOf",
        "staleAfterDays",
        "assumptions",
    ])?;
    Ok(Published {
        recruitment: object.need("recruitment")?.one_of(&Recruitment::NAMES)?,
        enrolled: object.need("enrolled")?.whole(0, u16::MAX)?,
        as_of: date(&object.need("asOf")?)?,
        stale_after_days: object.need("staleAfterDays")?.whole(1, 3650)?,
        assumptions: each(&object.need("assumptions")?, words)?,
    })
}

#[inline(never)]
fn visit(node: &Node<'_>) -> Result<Visit, Problem> {
    let object = node.object(&["id", "label", "day", "firm", "between", "open", "source"])?;
    let visit = Visit {
        id: text(&object, "id")?,
        label: words(&object.need("label")?)?,
        day: maybe(&object, "day", |node| node.whole(1, 10_000))?,
        firm: object.need("firm")?.boolean()?,
        between: maybe(&object, "between", |node| each(node, offset))?.unwrap_or_default(),
        open: maybe(&object, "open", words)?,
        source: maybe(&object, "source", words)?,
    };
    if visit.firm && visit.day.is_none() {
        return Err(object.problem("A firm visit needs a day."));
    }
    Ok(visit)
}

fn offset(node: &Node<'_>) -> Result<Offset, Problem> {
    let object = node.object(&["day", "months"])?;
    Ok(Offset {
        day: object.need("day")?.whole(1, 10_000)?,
        months: object.need("months")?.whole(0, 600)?,
    })
}
