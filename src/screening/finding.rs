//! The finding about a criterion: its state, the reason, the entries that it comes from, and what a reader must know too.

use std::sync::Arc;

use rust_decimal::Decimal;
use time::Date;

use super::patient::Entry;
pub use super::reason::*;
use super::score_rule::OtherWay;
use super::score_value::ScoreValue;
use crate::clinical::Unit;
use crate::study::model::{Kind, ScoreName};

/// The state of a criterion for a patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Does not stand in the way.
    Passes,
    /// Excludes.
    Fails,
    /// Not settled by what was entered.
    Unknown,
    /// Cannot be decided as the record is written.
    Undecidable,
    /// Only the study site can settle it.
    ForTheSite,
    /// The question does not arise for this patient.
    NotApplicable,
}

impl State {
    /// The name in the public contract.
    pub fn key(self) -> &'static str {
        match self {
            State::Passes => "passes",
            State::Fails => "fails",
            State::Unknown => "unknown",
            State::Undecidable => "undecidable",
            State::ForTheSite => "for-the-site",
            State::NotApplicable => "not-applicable",
        }
    }

    /// The state of a criterion whose sentence is true of the patient, false, or open.
    pub(super) fn of(kind: Kind, truth: Truth) -> Self {
        match (truth, kind) {
            (Truth::Holds, Kind::Inclusion) | (Truth::Fails, Kind::Exclusion) => State::Passes,
            (Truth::Fails, Kind::Inclusion) | (Truth::Holds, Kind::Exclusion) => State::Fails,
            (Truth::Open, _) => State::Unknown,
            (Truth::Undecidable, _) => State::Undecidable,
            (Truth::Site, _) => State::ForTheSite,
            (Truth::NotApplicable, _) => State::NotApplicable,
        }
    }
}

/// Whether a rule is true of a patient, and who can settle what is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It is.
    Holds,
    /// It is not.
    Fails,
    /// An entry can settle it.
    Open,
    /// The record cannot be read.
    Undecidable,
    /// Only the site can settle it.
    Site,
    /// The question does not arise.
    NotApplicable,
}

impl Truth {
    /// Of a rule that entries settle.
    pub fn of(holds: Option<bool>) -> Self {
        match holds {
            Some(true) => Truth::Holds,
            Some(false) => Truth::Fails,
            None => Truth::Open,
        }
    }

    /// Whether it holds, where that is settled.
    pub fn holds(self) -> Option<bool> {
        match self {
            Truth::Holds => Some(true),
            Truth::Fails => Some(false),
            _ => None,
        }
    }

    /// The name in the public contract.
    pub fn key(self) -> &'static str {
        match self {
            Truth::Holds => "holds",
            Truth::Fails => "does-not-hold",
            _ => "open",
        }
    }
}

/// Something that a reader must know beside a decision: another accepted way would decide otherwise.
#[derive(Clone, Debug, PartialEq)]
pub enum Caution {
    /// The value converted by molar mass stands on the other side of the limit.
    Factor {
        /// The other factor.
        factor: Decimal,
        /// The value by it, in the limit's unit.
        value: Decimal,
        /// The limit.
        limit: Decimal,
        /// The limit's unit.
        unit: Unit,
    },
    /// The score computed in another published way stands on the other side of the limit.
    Score {
        /// Which.
        score: ScoreName,
        /// The other way.
        way: OtherWay,
        /// The score by it.
        figure: ScoreValue,
    },
    /// Counted in days in place of calendar months, the window decides otherwise.
    CountedInDays {
        /// The first day on which the event no longer counts, by days.
        lapses: Date,
    },
    /// Counted in calendar months back from the day of screening, the window decides otherwise.
    CountedBack {
        /// The first day on which an event still counts.
        reaches: Date,
    },
    /// With the birthday of somebody born on 29 February a day earlier, the age decides otherwise.
    BornOnLeapDay {
        /// Completed years by that count.
        years: u16,
    },
}

/// How far a value stands from its limit, in the analyte's unit of comparison, where both are exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin {
    /// The value.
    pub value: Decimal,
    /// The limit.
    pub limit: Decimal,
    /// The unit of both; none for a score.
    pub unit: Option<Unit>,
}

impl Margin {
    /// Value less limit.
    pub fn distance(&self) -> Decimal {
        // Both have few digits, so the difference of their mantissas over the finer scale is exact.
        let scale = self.value.scale().max(self.limit.scale());
        let whole = |value: Decimal| value.mantissa() * 10_i128.pow(scale - value.scale());
        let distance = whole(self.value) - whole(self.limit);
        Decimal::from_i128_with_scale(distance, scale).normalize()
    }
}

/// The result of one reading.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadingResult {
    /// The id of the reading.
    pub reading: Arc<str>,
    /// Whether it departs from the letter.
    pub departs: bool,
    /// The state by this reading.
    pub state: State,
    /// Why.
    pub reason: Reason,
}

/// The entries that an unknown criterion waits for: mostly one or none, for which no list is made.
#[derive(Clone, Debug, PartialEq)]
pub enum WaitsFor {
    /// Nothing.
    Nothing,
    /// One entry.
    Entry(Entry),
    /// Entries that decide together.
    Entries(Vec<Entry>),
}

impl std::ops::Deref for WaitsFor {
    type Target = [Entry];

    fn deref(&self) -> &[Entry] {
        match self {
            WaitsFor::Nothing => &[],
            WaitsFor::Entry(entry) => std::slice::from_ref(entry),
            WaitsFor::Entries(entries) => entries,
        }
    }
}

/// What is found about one criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The criterion's id.
    pub id: Arc<str>,
    /// Inclusion or exclusion.
    pub kind: Kind,
    /// The result of the reading that is computed.
    pub computed: ReadingResult,
    /// The results of the other readings.
    pub others: Vec<ReadingResult>,
    /// What it waits for, where it is unknown: entries that can decide it.
    pub waits_for: WaitsFor,
    /// The distance to the limit, where there is one value and one limit.
    pub margin: Option<Margin>,
    /// Other accepted ways that decide otherwise.
    pub cautions: Vec<Caution>,
}

impl Finding {
    /// The state by the reading computed.
    pub fn state(&self) -> State {
        self.computed.state
    }

    /// Other readings that pass or fail where the reading computed does otherwise.
    pub fn disagreeing(&self) -> impl Iterator<Item = &ReadingResult> {
        self.others.iter().filter(|other| {
            matches!(other.state, State::Passes | State::Fails)
                && other.state != self.state()
                && self.state() != State::Unknown
        })
    }
}
