//! A study as its file gives it.

use std::sync::{Arc, OnceLock};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use time::Date;

use crate::clinical::{Analyte, Bound, Interval, Unit};

/// A text for people, in every language of the page.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
    /// The English in American spelling, once somebody read it.
    pub(crate) american: OnceLock<String>,
}

impl PartialEq for Words {
    /// The spelling follows from the English.
    fn eq(&self, other: &Self) -> bool {
        self.en == other.en && self.zh == other.zh
    }
}

impl Eq for Words {}

/// A study.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    /// The registry's number.
    pub id: String,
    /// The registry's title and its translation.
    pub title: Words,
    /// A title for headings.
    pub short_title: Words,
    /// The registry's sentence on the purpose, verbatim.
    pub purpose: String,
    /// Where the record comes from and what it says of the study's state.
    pub registry: Registry,
    /// The printed inclusion bullets, verbatim.
    pub inclusion: Vec<String>,
    /// The printed exclusion bullets, verbatim.
    pub exclusion: Vec<String>,
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
    pub gaps: Vec<Words>,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

/// The registry record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registry {
    /// The registry's name.
    pub name: String,
    /// Its page of the study.
    pub url: String,
    /// The page from which the text was taken.
    pub source: String,
    /// The day on which it was read.
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
    pub registered: Option<Date>,
    /// Day of completion, where captured.
    pub completed: Option<Date>,
    /// Day of the last update, where captured.
    pub last_updated: Option<Date>,
}

/// On which side of eligibility a criterion stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// A printed bullet, counted from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BulletRef {
    /// The list.
    pub kind: Kind,
    /// The place in it, from one.
    pub number: usize,
}

/// A criterion by its sense.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// Its id, as in `I4a`.
    pub id: Arc<str>,
    /// Inclusion or exclusion.
    pub kind: Kind,
    /// The printed bullets it comes from.
    pub printed: Vec<BulletRef>,
    /// Its own part of each of those bullets, verbatim.
    pub words: Vec<String>,
    /// These words in Chinese: a translation, not the registry's text.
    pub translation: Option<String>,
    /// A short name.
    pub name: Words,
    /// What a clinician is asked, where the rule asks.
    pub question: Option<Words>,
    /// Help with the question.
    pub help: Option<Words>,
    /// The readings; the first one is computed, the others are shown beside it.
    pub readings: Vec<Reading>,
}

/// One way to read a criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Its id within the criterion.
    pub id: Arc<str>,
    /// Whether it departs from the letter of the registry.
    pub departs: bool,
    /// What is computed.
    pub says: Words,
    /// How well it is supported: A (read), B (inferred), C (this tool's own).
    pub grade: String,
    /// What supports it.
    pub evidence: Vec<Evidence>,
    /// The rule.
    pub rule: Rule,
    /// What to say when it decides otherwise than the reading computed.
    pub caution: Option<Words>,
}

/// What supports a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// A, B or C.
    pub grade: String,
    /// What it says.
    pub text: Words,
    /// Where it is to be found.
    pub source: String,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// <
    Below,
    /// ≤
    AtMost,
    /// >
    Above,
    /// ≥
    AtLeast,
}

impl Op {
    /// As study files write it, with the operation.
    pub const NAMES: [(&'static str, Op); 4] = [
        ("<", Op::Below),
        ("<=", Op::AtMost),
        (">", Op::Above),
        (">=", Op::AtLeast),
    ];

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// Completed years, both ends included.
    Age {
        /// The least.
        min: u16,
        /// The greatest.
        max: u16,
    },
    /// A laboratory value against a limit.
    Lab {
        /// Which.
        analyte: Analyte,
        /// How it must compare.
        op: Op,
        /// The limit as printed.
        limit: Decimal,
        /// The limit's unit.
        unit: Unit,
    },
    /// A score against a limit.
    Score(ScoreRule),
    /// A clinician's answer: "yes" means that the registry's sentence is true of the patient.
    Answer {
        /// The window of time that the sentence names, where the day of the event can decide it.
        window: Option<Window>,
        /// Whether "not applicable" is an answer.
        not_applicable: bool,
        /// Whether the answer counts the other way round, in a reading opposite to the letter.
        reversed: bool,
    },
    /// Asked and shown; decides nothing, because the record cannot be read.
    Undecidable,
    /// Only the study site can settle it.
    Site,
}

/// A score against a limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreRule {
    /// Which.
    pub score: ScoreName,
    /// How it must compare.
    pub op: Op,
    /// The limit.
    pub limit: Decimal,
    /// Whether it is compared before rounding.
    pub unrounded: bool,
}

/// A window of time back from the day of screening, in both ways in which people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Calendar months.
    pub months: u16,
    /// Days.
    pub days: u16,
}

/// When entries are too old or too far apart. These figures are the study file's, not the registry's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timing {
    /// Values further apart than this are warned about.
    pub labs_apart_hours: u16,
    /// Values older than one of these are warned about.
    pub labs_old_days: Vec<u16>,
    /// A birthday that ends the accepted ages within so many days is warned about.
    pub age_soon_days: u16,
    /// Whose choice these figures are.
    pub note: Words,
}

/// A dose group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arm {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// The registry's description, verbatim.
    pub printed: String,
    /// Cells of one infusion.
    pub cells_per_infusion: String,
    /// Volume of one infusion, mL.
    pub volume_ml: u16,
    /// Number of infusions.
    pub infusions: u16,
    /// Cells of all infusions.
    pub total_cells: String,
    /// Participants planned.
    pub places: u16,
}

/// Whether a study takes participants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Whether it recruits.
    pub recruitment: Recruitment,
    /// How many are enrolled.
    pub enrolled: u16,
    /// As of this day.
    pub as_of: Date,
    /// After so many days a count is too old to rely on.
    pub stale_after_days: u16,
    /// What a projected place assumes.
    pub assumptions: Vec<Words>,
}

/// A point in time of the schedule, from day 1, the first infusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offset {
    /// Day, from one.
    pub day: u16,
    /// Calendar months after that day.
    pub months: u16,
}

/// A visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Its id.
    pub id: String,
    /// What it is.
    pub label: Words,
    /// Its day, where the record gives one.
    pub day: Option<u16>,
    /// Whether the record settles its day.
    pub firm: bool,
    /// The possible readings of its date.
    pub between: Vec<Offset>,
    /// What the record leaves open about it.
    pub open: Option<Words>,
    /// Where its day comes from.
    pub source: Option<Words>,
}
