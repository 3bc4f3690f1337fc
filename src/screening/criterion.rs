//! One criterion, one patient: what its reading says, why, and what it waits for.

use rust_decimal::Decimal;
use time::Date;

use super::Scores;
use super::figure::{self, Figure};
use super::finding::{Caution, Finding, Margin, Reason, Said, State};
use super::patient::{Answer, Entry, Patient};
use super::window::lapse;
use crate::clinical::{Item, Lab, Unit};
use crate::study::model::{Criterion, Kind, Op, Reading, Rule, ScoreRule, Window};

/// What a rule says, before a reading's name is put to it.
struct Found {
    state: State,
    reason: Reason,
    waits_for: Vec<Entry>,
    margin: Option<Margin>,
    cautions: Vec<Caution>,
}

impl Found {
    fn new(state: State, reason: Reason) -> Self {
        Found {
            state,
            reason,
            waits_for: Vec::new(),
            margin: None,
            cautions: Vec::new(),
        }
    }
}

/// Holds a criterion against a patient.
pub fn find(criterion: &Criterion, patient: &Patient, scores: &Scores, as_of: Date) -> Finding {
    let mut readings = criterion.readings.iter().map(|reading| {
        let mut found = rule(criterion, reading, patient, scores, as_of);
        let said = Said {
            reading: reading.id.clone(),
            departs: reading.departs,
            state: found.state,
            reason: std::mem::replace(&mut found.reason, Reason::NotAnswered),
        };
        (found, said)
    });
    let (mut found, said) = readings.next().unwrap_or_else(|| {
        // A study without readings does not pass the linter.
        let said = Said {
            reading: "".into(),
            departs: false,
            state: State::Unknown,
            reason: Reason::NotAnswered,
        };
        (Found::new(State::Unknown, Reason::NotAnswered), said)
    });
    let others = readings.map(|(_, said)| said).collect();
    // Only of the reading computed is said what it waits for and what else could decide.
    if let Some(Rule::Score(rule)) = criterion.readings.first().map(|reading| &reading.rule) {
        let inputs = &patient.inputs;
        if found.state == State::Unknown {
            let items = rule.waits_for(inputs, scores).into_iter();
            found.waits_for = items.map(Entry::Item).collect();
        }
        let ways = rule.other_ways(inputs, scores).into_iter();
        let score = rule.score;
        found.cautions = ways
            .map(|(way, figure)| Caution::Score { score, way, figure })
            .collect();
    }
    Finding {
        id: criterion.id.clone(),
        kind: criterion.kind,
        said,
        others,
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
        Rule::Score(rule) => score(criterion.kind, rule, scores),
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
    Found::new(state, Reason::Age { years, min, max })
}

fn against_limit(kind: Kind, lab: Lab, op: Op, limit: Decimal, unit: Unit) -> Found {
    let factor = lab
        .analyte()
        .accepts(unit)
        .map_or(Decimal::ONE, |accepted| accepted.factor);
    let value = lab.compared();
    let against = limit * factor;
    let holds = op.decides(&value, against);
    let cautions = by_other_factor(&lab, op, limit, unit, holds);
    let base = lab.analyte().units().first().map(|base| base.unit);
    let margin = value.is_point().then(|| Margin {
        value: value.low.value.normalize(),
        limit: against.normalize(),
        unit: base,
    });
    Found {
        waits_for: if holds.is_none() {
            vec![Entry::Item(Item::Lab(lab.analyte()))]
        } else {
            Vec::new()
        },
        margin,
        cautions,
        ..Found::new(
            State::of(kind, holds),
            Reason::Lab {
                lab: Box::new(lab),
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
    let other = lab.analyte().other_factor();
    let Some((other, base)) = other.zip(lab.analyte().units().first()) else {
        return Vec::new();
    };
    if lab.unit() == unit {
        return Vec::new();
    }
    // Into the unit of comparison the value is multiplied; out of it the limit is.
    let (value, against) = if lab.unit() == base.unit {
        (lab.typed(), limit * other)
    } else {
        (lab.typed().times(other), limit)
    };
    let otherwise = op.decides(&value, against);
    if otherwise.is_none() || otherwise == holds {
        return Vec::new();
    }
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
    let of = |state, reason| Found {
        waits_for: if state == State::Unknown {
            vec![Entry::Question(criterion.id.clone())]
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

fn score(kind: Kind, rule: &ScoreRule, scores: &Scores) -> Found {
    let (low, high) = figure::ends(scores, rule.score, rule.unrounded);
    let (missing, imprecise) = figure::open(scores, rule.score);
    let reason = Reason::Score {
        score: rule.score,
        low,
        high,
        op: rule.op,
        limit: rule.limit,
        missing: missing.to_vec(),
        imprecise: imprecise.to_vec(),
    };
    let margin = match (low, high) {
        (Figure::Whole(low), Figure::Whole(high)) if low == high => Some(Margin {
            value: low.into(),
            limit: rule.limit,
            unit: None,
        }),
        _ => None,
    };
    Found {
        margin,
        ..Found::new(State::of(kind, rule.decides(scores)), reason)
    }
}
