//! One criterion, one patient: what its reading says, why, and what it waits for.

use rust_decimal::Decimal;
use time::Date;

use super::Scores;
use super::figure;
pub use super::figure::Figure;
use super::patient::{Answer, Entry, Patient};
use super::score_rule::{OtherWay, ScoreRule};
use super::window::{Lapse, lapse};
use crate::clinical::{Inputs, Item, Lab, Unit};
use crate::study::model::{Criterion, Kind, Op, Reading, Rule, ScoreName, Window};

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
    fn of(kind: Kind, holds: Option<bool>) -> Self {
        match holds.map(|holds| holds == (kind == Kind::Inclusion)) {
            Some(true) => State::Passes,
            Some(false) => State::Fails,
            None => State::Unknown,
        }
    }
}

/// Why a criterion is in its state.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// An age against its limits.
    Age {
        /// Completed years.
        years: u16,
        /// The least.
        min: u16,
        /// The greatest.
        max: u16,
    },
    /// A laboratory value against a limit.
    Lab {
        /// As typed.
        lab: Lab,
        /// How it must compare.
        op: Op,
        /// The limit.
        limit: Decimal,
        /// Its unit.
        unit: Unit,
    },
    /// A score against a limit.
    Score {
        /// Which.
        score: ScoreName,
        /// The least that the entries allow.
        low: Figure,
        /// The greatest that the entries allow.
        high: Figure,
        /// How it must compare.
        op: Op,
        /// The limit.
        limit: Decimal,
        /// What nobody entered.
        missing: Vec<Item>,
        /// What was entered only as a limit.
        imprecise: Vec<Item>,
    },
    /// An entry is missing.
    Missing(Item),
    /// The date of birth comes after the day of screening.
    BornLater,
    /// The clinician answered.
    Answered(Answer),
    /// Nobody answered.
    NotAnswered,
    /// The day of an event against a window of time.
    Event {
        /// Its day.
        day: Date,
        /// The first days on which it no longer counts.
        lapse: Lapse,
    },
    /// The answer and the day of the event cannot both be right.
    Contradiction {
        /// The answer.
        answer: Answer,
        /// The day of the event.
        day: Date,
        /// The first days on which it no longer counts.
        lapse: Lapse,
    },
    /// The record cannot be read; with the answer, if there is one.
    CannotBeRead(Option<Answer>),
    /// Only the site can settle it; with the answer, if a host sent one.
    Site(Option<Answer>),
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
        figure: Figure,
    },
    /// Counted in days in place of calendar months, the window decides otherwise.
    CountedInDays {
        /// The first day on which the event no longer counts, by days.
        lapses: Date,
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

/// What one reading says.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The id of the reading.
    pub reading: String,
    /// Whether it departs from the letter.
    pub departs: bool,
    /// The state by this reading.
    pub state: State,
    /// Why.
    pub reason: Reason,
}

/// What is found about one criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The criterion's id.
    pub id: String,
    /// Inclusion or exclusion.
    pub kind: Kind,
    /// What the reading computed says.
    pub said: Said,
    /// What the other readings say.
    pub others: Vec<Said>,
    /// The entries it was found from.
    pub from: Vec<Entry>,
    /// What it waits for, where it is unknown: entries that can decide it.
    pub waits_for: Vec<Entry>,
    /// The distance to the limit, where there is one value and one limit.
    pub margin: Option<Margin>,
    /// Other accepted ways that decide otherwise.
    pub cautions: Vec<Caution>,
}

impl Finding {
    /// The state by the reading computed.
    pub fn state(&self) -> State {
        self.said.state
    }

    /// Other readings that pass or fail where the reading computed does otherwise.
    pub fn disagreeing(&self) -> impl Iterator<Item = &Said> {
        self.others.iter().filter(|other| {
            matches!(other.state, State::Passes | State::Fails)
                && other.state != self.state()
                && self.state() != State::Unknown
        })
    }
}

/// What a rule says, before a reading's name is put to it.
struct Found {
    state: State,
    reason: Reason,
    from: Vec<Entry>,
    waits_for: Vec<Entry>,
    margin: Option<Margin>,
    cautions: Vec<Caution>,
}

impl Found {
    fn new(state: State, reason: Reason) -> Self {
        Found {
            state,
            reason,
            from: Vec::new(),
            waits_for: Vec::new(),
            margin: None,
            cautions: Vec::new(),
        }
    }
}

/// Holds a criterion against a patient.
pub fn find(criterion: &Criterion, patient: &Patient, scores: &Scores, as_of: Date) -> Finding {
    let mut readings = criterion.readings.iter().map(|reading| {
        let found = rule(criterion, reading, patient, scores, as_of);
        let said = Said {
            reading: reading.id.clone(),
            departs: reading.departs,
            state: found.state,
            reason: found.reason.clone(),
        };
        (found, said)
    });
    let (found, said) = readings.next().unwrap_or_else(|| {
        // A study without readings does not pass the linter.
        let said = Said {
            reading: String::new(),
            departs: false,
            state: State::Unknown,
            reason: Reason::NotAnswered,
        };
        (Found::new(State::Unknown, Reason::NotAnswered), said)
    });
    Finding {
        id: criterion.id.clone(),
        kind: criterion.kind,
        said,
        others: readings.map(|(_, said)| said).collect(),
        from: found.from,
        waits_for: found.waits_for,
        margin: found.margin,
        cautions: found.cautions,
    }
}

fn rule(
    criterion: &Criterion,
    reading: &Reading,
    patient: &Patient,
    scores: &Scores,
    as_of: Date,
) -> Found {
    match &reading.rule {
        Rule::Age { min, max } => age(criterion.kind, patient, as_of, *min, *max),
        Rule::Lab {
            analyte,
            op,
            limit,
            unit,
        } => match patient.inputs.lab(*analyte) {
            Some(lab) => against_limit(criterion.kind, *lab, *op, *limit, *unit),
            None => missing(Item::Lab(*analyte)),
        },
        Rule::Score {
            score,
            op,
            limit,
            unrounded,
        } => {
            let rule = ScoreRule {
                score: *score,
                op: *op,
                limit: *limit,
                unrounded: *unrounded,
            };
            self::score(criterion.kind, rule, &patient.inputs, scores)
        }
        Rule::Answer {
            reversed, window, ..
        } => answer(criterion, patient, as_of, *reversed, *window),
        Rule::Undecidable => {
            let answer = patient.answer(&criterion.id);
            Found::new(State::Undecidable, Reason::CannotBeRead(answer))
        }
        Rule::Site => {
            let answer = patient.answer(&criterion.id);
            Found::new(State::ForTheSite, Reason::Site(answer))
        }
    }
}

fn missing(item: Item) -> Found {
    Found {
        waits_for: vec![Entry::Item(item)],
        ..Found::new(State::Unknown, Reason::Missing(item))
    }
}

fn age(kind: Kind, patient: &Patient, as_of: Date, min: u16, max: u16) -> Found {
    let Some(age) = patient.age else {
        return missing(Item::Age);
    };
    let Some(years) = age.on(as_of) else {
        return Found {
            waits_for: vec![Entry::Item(Item::Age)],
            ..Found::new(State::Unknown, Reason::BornLater)
        };
    };
    let state = State::of(kind, Some((min..=max).contains(&years)));
    Found {
        from: vec![Entry::Item(Item::Age)],
        ..Found::new(state, Reason::Age { years, min, max })
    }
}

fn against_limit(kind: Kind, lab: Lab, op: Op, limit: Decimal, unit: Unit) -> Found {
    let factor = lab
        .analyte()
        .accepts(unit)
        .map_or(Decimal::ONE, |accepted| accepted.factor);
    let value = lab.compared();
    let holds = op.decides(&value, limit * factor);
    let entry = Entry::Item(Item::Lab(lab.analyte()));
    let cautions = by_other_factor(&lab, op, limit, unit, holds);
    let base = lab.analyte().units().first().map(|base| base.unit);
    let margin = value.is_point().then(|| Margin {
        value: value.low.value.normalize(),
        limit: (limit * factor).normalize(),
        unit: base,
    });
    Found {
        from: vec![entry.clone()],
        waits_for: if holds.is_none() {
            vec![entry]
        } else {
            Vec::new()
        },
        margin,
        cautions,
        ..Found::new(
            State::of(kind, holds),
            Reason::Lab {
                lab,
                op,
                limit,
                unit,
            },
        )
    }
}

/// The value converted by molar mass, where that would decide otherwise.
fn by_other_factor(
    lab: &Lab,
    op: Op,
    limit: Decimal,
    unit: Unit,
    holds: Option<bool>,
) -> Vec<Caution> {
    let (Some(accepted), Some(other)) = (
        lab.analyte().accepts(unit),
        lab.analyte().other_factor().filter(|_| lab.unit() != unit),
    ) else {
        return Vec::new();
    };
    let usual = lab.analyte().accepts(lab.unit()).map(|typed| typed.factor);
    // Into the unit of comparison the value is multiplied; out of it the limit is.
    let (value, against) = if usual == Some(Decimal::ONE) {
        (lab.typed(), limit * other)
    } else {
        (lab.typed().times(other), limit * accepted.factor)
    };
    let otherwise = op.decides(&value, against);
    if otherwise.is_none() || otherwise == holds {
        return Vec::new();
    }
    let (Some(base), false) = (lab.analyte().units().first(), lab.unit() == unit) else {
        return Vec::new();
    };
    vec![Caution::Factor {
        factor: other,
        value: value.low.value.normalize(),
        limit: against.normalize(),
        unit: base.unit,
    }]
}

fn answer(
    criterion: &Criterion,
    patient: &Patient,
    as_of: Date,
    reversed: bool,
    window: Option<Window>,
) -> Found {
    let given = patient.answer(&criterion.id);
    let question = Entry::Question(criterion.id.clone());
    let of = |state, reason| Found {
        from: vec![question.clone()],
        waits_for: if state == State::Unknown {
            vec![question.clone()]
        } else {
            Vec::new()
        },
        ..Found::new(state, reason)
    };
    let state = match given {
        Some(Answer::Yes) => State::of(criterion.kind, Some(!reversed)),
        Some(Answer::No) => State::of(criterion.kind, Some(reversed)),
        Some(Answer::NotApplicable) => State::NotApplicable,
        Some(Answer::Unknown) | None => State::Unknown,
    };
    let Some((day, window)) = patient.event(&criterion.id).zip(window) else {
        return of(state, given.map_or(Reason::NotAnswered, Reason::Answered));
    };
    let lapse = lapse(day, window);
    let by_event = State::of(criterion.kind, Some((as_of < lapse.calendar) != reversed));
    let by_days = State::of(criterion.kind, Some((as_of < lapse.days) != reversed));
    if let (Some(answer), true) = (given, state != State::Unknown && state != by_event) {
        return of(State::Unknown, Reason::Contradiction { answer, day, lapse });
    }
    let cautions = if by_days == by_event {
        Vec::new()
    } else {
        vec![Caution::CountedInDays { lapses: lapse.days }]
    };
    Found {
        cautions,
        ..of(by_event, Reason::Event { day, lapse })
    }
}

fn score(kind: Kind, rule: ScoreRule, inputs: &Inputs, scores: &Scores) -> Found {
    let (low, high) = figure::ends(scores, rule.score, rule.unrounded);
    let (missing, imprecise) = figure::open(scores, rule.score);
    let decided = rule.decides(scores);
    let reason = Reason::Score {
        score: rule.score,
        low,
        high,
        op: rule.op,
        limit: rule.limit,
        missing: missing.to_vec(),
        imprecise: imprecise.to_vec(),
    };
    let waits_for = match decided {
        Some(_) => Vec::new(),
        None => rule.waits_for(inputs),
    };
    let margin = match (low, high) {
        (Figure::Whole(low), Figure::Whole(high)) if low == high => Some(Margin {
            value: low.into(),
            limit: rule.limit,
            unit: None,
        }),
        _ => None,
    };
    let cautions = rule.other_ways(inputs, scores);
    Found {
        from: figure::used(rule.score)
            .into_iter()
            .map(Entry::Item)
            .collect(),
        waits_for: waits_for.into_iter().map(Entry::Item).collect(),
        margin,
        cautions: cautions
            .into_iter()
            .map(|(way, figure)| Caution::Score {
                score: rule.score,
                way,
                figure,
            })
            .collect(),
        ..Found::new(State::of(kind, decided), reason)
    }
}
