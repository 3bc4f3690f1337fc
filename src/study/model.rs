//! A study as its file gives it, schema 1. What stands here is the format of the file: names, order and what may be left
//! out; the JSON Schema is made of it too. A field that may be left out of a file is an `Option` or has a default; none
//! is left out where a study is written, since the form in which a study is embedded has no names.

use std::sync::{Arc, OnceLock};

use rust_decimal::Decimal;
#[cfg(schema)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::Date;

use super::texts::{as_text, maybe_text};
use crate::clinical::{Analyte, Bound, Interval, Unit};

/// A text for people, in every language of the page.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LocalizedText {
    /// English.
    #[cfg_attr(schema, schemars(regex(pattern = r"\S")))]
    pub en: String,
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    #[cfg_attr(schema, schemars(regex(pattern = r"\S")))]
    pub zh: String,
    /// The English in American spelling, once somebody read it.
    #[serde(skip)]
    pub(crate) american: OnceLock<String>,
}

/// A translation of a text whose original stands beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Translation {
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    pub zh: String,
}

impl PartialEq for LocalizedText {
    /// The spelling follows from the English.
    fn eq(&self, other: &Self) -> bool {
        self.en == other.en && self.zh == other.zh
    }
}

impl Eq for LocalizedText {}

/// A study.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Study {
    /// The registry's number.
    pub id: String,
    /// The registry's title and its translation.
    pub title: LocalizedText,
    /// A title for headings.
    pub short_title: LocalizedText,
    /// The registry's sentence on the purpose, verbatim.
    pub purpose: String,
    /// Where the record comes from and what it says of the study's state.
    pub registry: Registry,
    /// The printed bullets.
    pub printed: Printed,
    /// The criteria by sense, in order.
    pub criteria: Vec<Criterion>,
    /// The dose groups in the order in which they are assumed to fill.
    pub arms: Vec<Arm>,
    /// The state of enrolment that the file publishes.
    pub enrolment: Published,
    /// When entries are too old or too far apart.
    pub timing: Timing,
    /// Visits.
    pub schedule: Vec<Visit>,
    /// What the record does not say.
    pub gaps: Vec<LocalizedText>,
    /// SHA-256 of the file, in hexadecimal.
    #[serde(skip)]
    pub sha256: String,
}

/// The bullets of the registry's record.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Printed {
    /// The printed inclusion bullets, verbatim.
    pub inclusion: Vec<String>,
    /// The printed exclusion bullets, verbatim.
    pub exclusion: Vec<String>,
}

/// The registry record.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Registry {
    /// The registry's name.
    pub name: String,
    /// Its page of the study.
    pub url: String,
    /// The page from which the text was taken.
    pub source: String,
    /// The day on which it was read.
    #[serde(with = "as_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::date"))]
    pub read_on: Date,
    /// Recruitment status as printed.
    pub status: String,
    /// Phase as printed.
    pub phase: String,
    /// Allocation as printed.
    pub allocation: String,
    /// Interventional model as printed.
    pub model: String,
    /// Masking as printed.
    pub masking: String,
    /// The study site.
    pub site: String,
    /// Day of registration, where captured.
    #[serde(default, with = "maybe_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::date"))]
    pub registered: Option<Date>,
    /// Day of completion, where captured.
    #[serde(default, with = "maybe_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::date"))]
    pub completed: Option<Date>,
    /// Day of the last update, where captured.
    #[serde(default, with = "maybe_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::date"))]
    pub last_updated: Option<Date>,
}

/// On which side of eligibility a criterion stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Must be true of a participant.
    Inclusion,
    /// Must not be true of a participant.
    Exclusion,
}

impl Kind {
    /// The name in the public contract.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Inclusion => "inclusion",
            Kind::Exclusion => "exclusion",
        }
    }
}

/// A printed bullet, counted from one: `inclusion-4` in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(into = "String", try_from = "String")]
pub struct BulletRef {
    /// The list.
    pub kind: Kind,
    /// The place in it, from one.
    pub number: usize,
}

/// A criterion by its sense.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Criterion {
    /// Its id, as in `I4a`.
    pub id: Arc<str>,
    /// Inclusion or exclusion.
    pub kind: Kind,
    /// The printed bullets it comes from.
    #[cfg_attr(schema, schemars(schema_with = "super::schema::bullets"))]
    pub printed: Vec<BulletRef>,
    /// Its own part of each of those bullets, verbatim.
    #[serde(rename = "words")]
    pub excerpts: Vec<String>,
    /// These excerpts in Chinese: a translation, not the registry's text.
    pub translation: Option<Translation>,
    /// A short name.
    pub name: LocalizedText,
    /// What a clinician is asked, where the rule asks.
    pub question: Option<LocalizedText>,
    /// Help with the question.
    pub help: Option<LocalizedText>,
    /// The readings; the first one is computed, the others are shown beside it.
    pub readings: Vec<Reading>,
}

/// One way to read a criterion.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Reading {
    /// Its id within the criterion.
    pub id: Arc<str>,
    /// Whether it is the one that is computed: true of the first and of no other.
    #[serde(default)]
    pub default: bool,
    /// Whether it departs from the letter of the registry.
    #[serde(default, rename = "departsFromText")]
    pub departs: bool,
    /// What is computed.
    pub says: LocalizedText,
    /// How well it is supported.
    pub grade: Grade,
    /// What supports it.
    pub evidence: Vec<Evidence>,
    /// The rule.
    pub rule: Rule,
    /// What to say when it decides otherwise than the reading computed.
    pub caution: Option<LocalizedText>,
}

/// How well something is supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
pub enum Grade {
    /// It was read.
    A,
    /// It was inferred.
    B,
    /// It is this tool's own.
    C,
}

impl Grade {
    /// Its letter.
    pub fn letter(self) -> &'static str {
        match self {
            Grade::A => "A",
            Grade::B => "B",
            Grade::C => "C",
        }
    }
}

/// What supports a reading.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Evidence {
    /// How well.
    pub grade: Grade,
    /// What it says.
    pub text: LocalizedText,
    /// Where it is to be found.
    pub source: String,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
pub enum Op {
    /// <
    #[serde(rename = "<")]
    Below,
    /// ≤
    #[serde(rename = "<=")]
    AtMost,
    /// >
    #[serde(rename = ">")]
    Above,
    /// ≥
    #[serde(rename = ">=")]
    AtLeast,
}

impl Op {
    /// As people write it.
    pub fn sign(self) -> &'static str {
        match self {
            Op::Below => "<",
            Op::AtMost => "≤",
            Op::Above => ">",
            Op::AtLeast => "≥",
        }
    }

    /// Whether it holds for an order of value and limit.
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Op::Below => order.is_lt(),
            Op::AtMost => order.is_le(),
            Op::Above => order.is_gt(),
            Op::AtLeast => order.is_ge(),
        }
    }

    /// Whether it holds for everything in an interval, for nothing in it (`Some`), or for part (`None`).
    pub fn decides(self, interval: &Interval, limit: Decimal) -> Option<bool> {
        let limit = Bound::at(limit);
        let low = self.holds(interval.low.cmp(&limit));
        if interval.is_point() {
            return Some(low);
        }
        let high = self.holds(interval.high.cmp(&limit));
        (low == high).then_some(low)
    }
}

/// A score that a rule can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ScoreName {
    /// Child-Pugh.
    ChildPugh,
    /// Original MELD.
    Meld,
    /// MELD-Na (OPTN 2016).
    MeldNa,
    /// MELD 3.0.
    Meld3,
    /// ALBI.
    Albi,
}

impl ScoreName {
    /// Every score with its name in the public contract.
    pub const NAMES: [(&'static str, ScoreName); 5] = [
        ("childPugh", ScoreName::ChildPugh),
        ("meld", ScoreName::Meld),
        ("meldNa", ScoreName::MeldNa),
        ("meld3", ScoreName::Meld3),
        ("albi", ScoreName::Albi),
    ];

    /// The name in the public contract.
    pub fn key(self) -> &'static str {
        ScoreName::NAMES
            .iter()
            .find(|(_, score)| *score == self)
            .map_or("", |(name, _)| name)
    }
}

/// A rule that the core can decide.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema), schemars(tag = "kind"))]
#[serde(
    deny_unknown_fields,
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Rule {
    /// Completed years, both ends included.
    Age {
        /// The least.
        #[cfg_attr(schema, schemars(range(max = 120)))]
        min: u16,
        /// The greatest.
        #[cfg_attr(schema, schemars(range(max = 120)))]
        max: u16,
    },
    /// A laboratory value against a limit.
    Lab {
        /// Which.
        #[serde(with = "as_text")]
        #[cfg_attr(schema, schemars(schema_with = "super::schema::analyte"))]
        analyte: Analyte,
        /// How it must compare.
        op: Op,
        /// The limit as printed.
        #[serde(with = "as_text")]
        #[cfg_attr(schema, schemars(schema_with = "super::schema::decimal"))]
        limit: Decimal,
        /// The limit's unit.
        #[serde(with = "as_text")]
        #[cfg_attr(schema, schemars(schema_with = "super::schema::unit"))]
        unit: Unit,
    },
    /// A score against a limit.
    Score(ScoreRule),
    /// A clinician's answer: "yes" means that the registry's sentence is true of the patient.
    Answer {
        /// The window of time that the sentence names, where the day of the event can decide it.
        window: Option<Window>,
        /// Whether "not applicable" is an answer.
        #[serde(default)]
        not_applicable: bool,
        /// Whether the answer counts the other way round, in a reading opposite to the letter.
        #[serde(default)]
        reversed: bool,
    },
    /// Asked and shown; decides nothing, because the record cannot be read.
    Undecidable {},
    /// Only the study site can settle it.
    Site {},
}

/// A score against a limit.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ScoreRule {
    /// Which.
    pub score: ScoreName,
    /// How it must compare.
    pub op: Op,
    /// The limit.
    #[serde(with = "as_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::decimal"))]
    pub limit: Decimal,
    /// Whether it is compared before rounding.
    #[serde(default)]
    pub unrounded: bool,
}

/// A window of time back from the day of screening, in both ways in which people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Window {
    /// Calendar months.
    #[cfg_attr(schema, schemars(range(min = 1, max = 120)))]
    pub months: u16,
    /// Days.
    #[cfg_attr(schema, schemars(range(min = 1, max = 3650)))]
    pub days: u16,
}

/// When entries are too old or too far apart. These figures are the study file's, not the registry's.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Timing {
    /// Values further apart than this are warned about.
    #[cfg_attr(schema, schemars(range(min = 1, max = 8760)))]
    pub labs_apart_hours: u16,
    /// Values older than one of these are warned about.
    #[cfg_attr(schema, schemars(inner(range(min = 1, max = 3650))))]
    pub labs_old_days: Vec<u16>,
    /// A birthday that ends the accepted ages within so many days is warned about.
    #[cfg_attr(schema, schemars(range(min = 1, max = 3650)))]
    pub age_soon_days: u16,
    /// Whose choice these figures are.
    pub note: LocalizedText,
}

/// A dose group.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Arm {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: LocalizedText,
    /// The registry's description, verbatim.
    pub printed: String,
    /// Cells of one infusion.
    pub cells_per_infusion: String,
    /// Volume of one infusion, mL.
    #[cfg_attr(schema, schemars(range(min = 1, max = 10000)))]
    pub volume_ml: u16,
    /// Number of infusions.
    #[cfg_attr(schema, schemars(range(min = 1, max = 100)))]
    pub infusions: u16,
    /// Cells of all infusions.
    pub total_cells: String,
    /// Participants planned.
    #[cfg_attr(schema, schemars(range(min = 1, max = 10000)))]
    pub places: u16,
}

/// Whether a study takes participants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Recruitment {
    /// It does.
    Open,
    /// It does not at present.
    OnHold,
    /// It does no more.
    Closed,
    /// Nobody here knows.
    Unknown,
}

impl Recruitment {
    /// The names in the public contract.
    pub const NAMES: [(&'static str, Recruitment); 4] = [
        ("open", Recruitment::Open),
        ("on-hold", Recruitment::OnHold),
        ("closed", Recruitment::Closed),
        ("unknown", Recruitment::Unknown),
    ];
}

/// The state of enrolment that the file publishes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Published {
    /// Whether it recruits.
    pub recruitment: Recruitment,
    /// How many are enrolled.
    pub enrolled: u16,
    /// As of this day.
    #[serde(with = "as_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::date"))]
    pub as_of: Date,
    /// After so many days a count is too old to rely on.
    #[cfg_attr(schema, schemars(range(min = 1, max = 3650)))]
    pub stale_after_days: u16,
    /// What a projected place assumes.
    pub assumptions: Vec<LocalizedText>,
}

/// A point in time of the schedule, from day 1, the first infusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Offset {
    /// Day, from one.
    #[cfg_attr(schema, schemars(range(min = 1, max = 10000)))]
    pub day: u16,
    /// Calendar months after that day.
    #[cfg_attr(schema, schemars(range(min = 0, max = 600)))]
    pub months: u16,
}

/// A visit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Visit {
    /// Its id.
    pub id: String,
    /// What it is.
    pub label: LocalizedText,
    /// Its day, where the record gives one.
    #[cfg_attr(schema, schemars(range(min = 1, max = 10000)))]
    pub day: Option<u16>,
    /// Whether the record settles its day.
    #[serde(default)]
    pub firm: bool,
    /// The possible readings of its date.
    #[serde(default)]
    pub between: Vec<Offset>,
    /// What the record leaves open about it.
    pub open: Option<LocalizedText>,
    /// Where its day comes from.
    pub source: Option<LocalizedText>,
}

impl Study {
    /// A printed bullet.
    pub fn bullet(&self, bullet: BulletRef) -> Option<&str> {
        let list = match bullet.kind {
            Kind::Inclusion => &self.printed.inclusion,
            Kind::Exclusion => &self.printed.exclusion,
        };
        list.get(bullet.number.checked_sub(1)?).map(String::as_str)
    }

    /// A criterion by its id.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| *criterion.id == *id)
    }

    /// The places of all groups.
    pub fn places(&self) -> u16 {
        let places = self.arms.iter().map(|arm| arm.places);
        places.fold(0, u16::saturating_add)
    }

    /// Every translation of it, in an order of their own: they travel apart from the rest.
    pub fn translations(&mut self) -> Vec<&mut String> {
        let mut texts = vec![
            &mut self.title,
            &mut self.short_title,
            &mut self.timing.note,
        ];
        let mut apart = Vec::new();
        for criterion in &mut self.criteria {
            apart.extend(criterion.translation.as_mut().map(|text| &mut text.zh));
            texts.push(&mut criterion.name);
            texts.extend(criterion.question.as_mut());
            texts.extend(criterion.help.as_mut());
            for reading in &mut criterion.readings {
                texts.push(&mut reading.says);
                texts.extend(reading.evidence.iter_mut().map(|item| &mut item.text));
                texts.extend(reading.caution.as_mut());
            }
        }
        texts.extend(self.arms.iter_mut().map(|arm| &mut arm.name));
        texts.extend(&mut self.enrolment.assumptions);
        for visit in &mut self.schedule {
            texts.push(&mut visit.label);
            texts.extend(visit.open.as_mut());
            texts.extend(visit.source.as_mut());
        }
        texts.extend(&mut self.gaps);
        apart.extend(texts.into_iter().map(|text| &mut text.zh));
        apart
    }
}
