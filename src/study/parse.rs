//! Reads a study document, schema 1. Problems are noted with their place and reading goes on, so that
//! whoever writes a study file hears of all of them at once; a study with a problem is not handed out.
//! (It is also the smaller way: leaving at the first problem, from forty places with half a study in hand,
//! was 15 kB more of wasm.)

use std::slice::Iter;

use super::check;
use super::marks;
use super::model::{
    Arm, BulletRef, Criterion, Evidence, Kind, Offset, Op, Published, Reading, Recruitment,
    Registry, Rule, ScoreName, ScoreRule, Study, Timing, Visit, Window,
};
use super::notes::{MOST_PROBLEMS, Notes};
use crate::clinical::{Analyte, Unit};
use crate::document::{Node, Trail, Value};
use crate::error::ValidationError;

/// Reads a study from a document with its digest.
///
/// # Errors
/// The first [`ValidationError`] of the document.
pub fn from_value(
    value: &Value,
    sha256: impl FnOnce() -> String,
) -> Result<Study, ValidationError> {
    finished(read(value, false), sha256)
}

/// A study from the compact form in which the build took it in, with the translations that are at hand.
pub fn from_packed(bytes: &[u8], sha256: &str, translations: &mut Iter<'_, &str>) -> Option<Study> {
    let value = Value::unpack(bytes, translations)?;
    finished(read(&value, true), || sha256.to_owned()).ok()
}

fn finished(
    (study, problems): (Option<Study>, Vec<ValidationError>),
    sha256: impl FnOnce() -> String,
) -> Result<Study, ValidationError> {
    match (study, problems.into_iter().next()) {
        (Some(study), None) => Ok(Study {
            sha256: sha256(),
            ..study
        }),
        (_, Some(problem)) => Err(problem),
        (None, None) => Err(ValidationError::new("", "This is not a study.")),
    }
}

/// Everything that is wrong with a study document: its form first, and if all of it could be read, its sense.
pub fn remarks(value: &Value) -> Vec<ValidationError> {
    read(value, false).1
}

fn read(value: &Value, packed: bool) -> (Option<Study>, Vec<ValidationError>) {
    if !packed && exceeds(value, &mut { LARGEST }) {
        return (None, vec![too_large()]);
    }
    let notes = Notes::new(packed);
    let trail = Trail::default();
    let root = Node::root(value, &trail);
    let study = notes.study(&root);
    let (mut problems, complete) = notes.into_problems();
    // What the build took in was checked before it was released.
    if !packed && complete {
        marks::remarks(&root, &mut problems);
        problems.extend(study.iter().flat_map(check::remarks));
    }
    if problems.len() > MOST_PROBLEMS {
        problems.truncate(MOST_PROBLEMS);
        problems.push(ValidationError::new("", "There is more; mend these first."));
    }
    (study, problems)
}

/// The most that a study may hold, in bytes. The one that ships has a fifth of it.
const LARGEST: usize = 1 << 19;

/// The most that is taken from JavaScript of a study, or of a patient with one, in bytes of its text of tokens.
const LARGEST_TEXT: usize = 2 * LARGEST;

#[cold]
fn too_large() -> ValidationError {
    ValidationError::new(
        "",
        "This is larger than 512 kB, the most that a study may be.",
    )
}

/// Plain data from JavaScript that is a study, or an input with one.
///
/// # Errors
/// A [`ValidationError`] where it is too large or not plain.
pub fn from_tokens(text: &str) -> Result<Value, ValidationError> {
    if text.len() > LARGEST_TEXT {
        return Err(too_large());
    }
    Value::from_tokens(text)
}

/// Whether a document is larger as a file than so many bytes; what it takes of them is counted down.
fn exceeds(value: &Value, left: &mut usize) -> bool {
    let own = match value {
        Value::Text(text) => text.len(),
        _ => 0,
    };
    *left = left.saturating_sub(own + 1);
    let inside = match value {
        Value::List(items) => items.iter().any(|item| exceeds(item, left)),
        Value::Object(entries) => entries.iter().any(|(key, value)| {
            *left = left.saturating_sub(key.len() + 3);
            exceeds(value, left)
        }),
        _ => false,
    };
    inside || *left == 0
}

impl Notes {
    fn study(&self, root: &Node<'_>) -> Option<Study> {
        let study = self.object(
            root,
            &[
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
            ],
        )?;
        study.whole("schema", 1, 1);
        let printed = self.object(&study.need("printed")?, &["inclusion", "exclusion"])?;
        Some(Study {
            id: study.letters("id"),
            title: study.words("title"),
            short_title: study.words("shortTitle"),
            purpose: study.text("purpose"),
            registry: self.registry(&study.need("registry")?)?,
            inclusion: printed.texts("inclusion"),
            exclusion: printed.texts("exclusion"),
            criteria: study.each("criteria", |node| self.criterion(node)),
            arms: study.each("arms", |node| self.arm(node)),
            enrolment: self.published(&study.need("enrolment")?)?,
            timing: self.timing(&study.need("timing")?)?,
            schedule: study.each("schedule", |node| self.visit(node)),
            gaps: study.each("gaps", |node| Some(self.words(node))),
            sha256: String::new(),
        })
    }

    fn registry(&self, node: &Node<'_>) -> Option<Registry> {
        let registry = self.object(
            node,
            &[
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
            ],
        )?;
        Some(Registry {
            name: registry.text("name"),
            url: registry.letters("url"),
            source: registry.letters("source"),
            read_on: self.date(&registry.need("readOn")?)?,
            status: registry.text("status"),
            phase: registry.text("phase"),
            allocation: registry.text("allocation"),
            model: registry.text("model"),
            masking: registry.text("masking"),
            site: registry.text("site"),
            registered: registry.date("registered"),
            completed: registry.date("completed"),
            last_updated: registry.date("lastUpdated"),
        })
    }

    fn criterion(&self, node: &Node<'_>) -> Option<Criterion> {
        let criterion = self.object(
            node,
            &[
                "id",
                "kind",
                "printed",
                "words",
                "translation",
                "name",
                "question",
                "help",
                "readings",
            ],
        )?;
        Some(Criterion {
            id: criterion.letters("id").into(),
            kind: criterion.one_of("kind", &KINDS)?,
            printed: criterion.each("printed", |node| self.bullet(node)),
            words: criterion.texts("words"),
            translation: criterion.translation("translation"),
            name: criterion.words("name"),
            question: criterion.maybe_words("question"),
            help: criterion.maybe_words("help"),
            readings: self.readings(&criterion.need("readings")?),
        })
    }

    fn bullet(&self, node: &Node<'_>) -> Option<BulletRef> {
        let text = self.take(node.text())?;
        let bullet = KINDS.iter().find_map(|(name, kind)| {
            let number = text.strip_prefix(name)?.strip_prefix('-')?;
            Some(BulletRef {
                kind: *kind,
                number: number
                    .bytes()
                    .all(|b| b.is_ascii_digit())
                    .then(|| number.parse().ok())??,
            })
        });
        if bullet.is_none() {
            self.note(node.problem("Expected a printed bullet such as inclusion-4."));
        }
        bullet
    }

    fn readings(&self, node: &Node<'_>) -> Vec<Reading> {
        let mut readings = Vec::new();
        for (index, node) in self.list(node).iter().enumerate() {
            let Some(fields) = self.object(node, &READING) else {
                continue;
            };
            if fields.flag("default") != (index == 0) {
                let message = "The first reading, and no other, must say \"default\": true.";
                self.remark(node.problem(message));
            }
            let rule = fields.need("rule").and_then(|node| self.rule(&node));
            readings.extend(rule.map(|rule| Reading {
                id: fields.letters("id").into(),
                departs: fields.flag("departsFromText"),
                says: fields.words("says"),
                grade: fields.grade(),
                evidence: fields.each("evidence", |node| self.evidence(node)),
                rule,
                caution: fields.maybe_words("caution"),
            }));
        }
        readings
    }

    fn evidence(&self, node: &Node<'_>) -> Option<Evidence> {
        let evidence = self.object(node, &["grade", "text", "source"])?;
        Some(Evidence {
            grade: evidence.grade(),
            text: evidence.words("text"),
            source: evidence.text("source"),
        })
    }

    fn rule(&self, node: &Node<'_>) -> Option<Rule> {
        let kind = self.take(node.entries())?;
        let kind = kind.iter().find(|(key, _)| *key == "kind");
        let kind = kind.map_or("", |(_, node)| self.take(node.text()).unwrap_or_default());
        let fields = |keys: &[&str]| self.object(node, keys);
        match kind {
            "age" => {
                let rule = fields(&["kind", "min", "max"])?;
                Some(Rule::Age {
                    min: rule.whole("min", 0, 120),
                    max: rule.whole("max", 0, 120),
                })
            }
            "lab" => {
                let rule = fields(&["kind", "analyte", "op", "limit", "unit"])?;
                let analytes = Analyte::ALL.map(|analyte| (analyte.key(), analyte));
                let analyte = rule.one_of("analyte", &analytes)?;
                let accepted = analyte.units().iter();
                let units: Vec<(&str, Unit)> = accepted
                    .map(|accepted| (accepted.unit.ucum(), accepted.unit))
                    .collect();
                Some(Rule::Lab {
                    analyte,
                    op: rule.one_of("op", &Op::NAMES)?,
                    limit: rule.decimal("limit"),
                    unit: rule.one_of("unit", &units)?,
                })
            }
            "score" => {
                let rule = fields(&["kind", "score", "op", "limit", "unrounded"])?;
                Some(Rule::Score(ScoreRule {
                    score: rule.one_of("score", &ScoreName::NAMES)?,
                    op: rule.one_of("op", &Op::NAMES)?,
                    limit: rule.decimal("limit"),
                    unrounded: rule.flag("unrounded"),
                }))
            }
            "answer" => {
                let rule = fields(&["kind", "window", "notApplicable", "reversed"])?;
                let window = rule.object.get("window");
                Some(Rule::Answer {
                    window: window.and_then(|node| self.window(&node)),
                    not_applicable: rule.flag("notApplicable"),
                    reversed: rule.flag("reversed"),
                })
            }
            "undecidable" => fields(&["kind"]).map(|_| Rule::Undecidable),
            "site" => fields(&["kind"]).map(|_| Rule::Site),
            other => {
                self.note(node.problem(format!(
                    "\"{other}\" is no kind of rule; accepted: age, lab, score, answer, undecidable, site."
                )));
                None
            }
        }
    }

    fn window(&self, node: &Node<'_>) -> Option<Window> {
        let window = self.object(node, &["months", "days"])?;
        Some(Window {
            months: window.whole("months", 1, 120),
            days: window.whole("days", 1, 3650),
        })
    }

    fn timing(&self, node: &Node<'_>) -> Option<Timing> {
        let timing = self.object(
            node,
            &["labsApartHours", "labsOldDays", "ageSoonDays", "note"],
        )?;
        Some(Timing {
            labs_apart_hours: timing.whole("labsApartHours", 1, 8760),
            labs_old_days: timing.each("labsOldDays", |node| self.take(node.whole(1, 3650))),
            age_soon_days: timing.whole("ageSoonDays", 1, 3650),
            note: timing.words("note"),
        })
    }

    fn arm(&self, node: &Node<'_>) -> Option<Arm> {
        let arm = self.object(
            node,
            &[
                "id",
                "name",
                "printed",
                "cellsPerInfusion",
                "volumeMl",
                "infusions",
                "totalCells",
                "places",
            ],
        )?;
        Some(Arm {
            id: arm.letters("id"),
            name: arm.words("name"),
            printed: arm.text("printed"),
            cells_per_infusion: arm.text("cellsPerInfusion"),
            volume_ml: arm.whole("volumeMl", 1, 10_000),
            infusions: arm.whole("infusions", 1, 100),
            total_cells: arm.text("totalCells"),
            places: arm.whole("places", 1, 10_000),
        })
    }

    fn published(&self, node: &Node<'_>) -> Option<Published> {
        let published = self.object(
            node,
            &[
                "recruitment",
                "enrolled",
                "asOf",
                "staleAfterDays",
                "assumptions",
            ],
        )?;
        Some(Published {
            recruitment: published.one_of("recruitment", &Recruitment::NAMES)?,
            enrolled: published.whole("enrolled", 0, u16::MAX),
            as_of: self.date(&published.need("asOf")?)?,
            stale_after_days: published.whole("staleAfterDays", 1, 3650),
            assumptions: published.each("assumptions", |node| Some(self.words(node))),
        })
    }

    fn visit(&self, node: &Node<'_>) -> Option<Visit> {
        let visit = self.object(
            node,
            &["id", "label", "day", "firm", "between", "open", "source"],
        )?;
        let day = visit.object.get("day");
        let day = day.and_then(|node| self.take(node.whole(1, 10_000)));
        let firm = visit.flag("firm");
        if firm && day.is_none() {
            self.remark(node.problem("A firm visit needs a day."));
        }
        Some(Visit {
            id: visit.letters("id"),
            label: visit.words("label"),
            day,
            firm,
            between: match visit.object.get("between") {
                Some(_) => visit.each("between", |node| self.offset(node)),
                None => Vec::new(),
            },
            open: visit.maybe_words("open"),
            source: visit.maybe_words("source"),
        })
    }

    fn offset(&self, node: &Node<'_>) -> Option<Offset> {
        let offset = self.object(node, &["day", "months"])?;
        Some(Offset {
            day: offset.whole("day", 1, 10_000),
            months: offset.whole("months", 0, 600),
        })
    }
}

const KINDS: [(&str, Kind); 2] = [
    ("inclusion", Kind::Inclusion),
    ("exclusion", Kind::Exclusion),
];

const READING: [&str; 8] = [
    "id",
    "default",
    "departsFromText",
    "says",
    "grade",
    "evidence",
    "rule",
    "caution",
];
