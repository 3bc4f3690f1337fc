//! Evaluates one criterion for one patient: the result of each reading, the reason, and the entries that are missing.

use rust_decimal::Decimal;
use time::Date;

use super::Scores;
use super::finding::{Caution, Finding, Margin, ReadingResult, Reason, State, WaitsFor};
use super::patient::{Age, Answer, Entry, Patient};
use super::score_value::{self, ScoreValue};
use super::window::{lapse, reaches_back_to};
use crate::clinical::{Inputs, Item, Lab, Unit, Waiting};
use crate::dates;
use crate::study::model::{Criterion, Kind, Op, Reading, Rule, ScoreRule, Window};

/// What goes with a state and its reason, for the computed reading only.
struct Annotations {
    waits_for: WaitsFor,
    margin: Option<Margin>,
    cautions: Vec<Caution>,
}

impl Annotations {
    fn none() -> Self {
        Annotations {
            waits_for: WaitsFor::Nothing,
            margin: None,
            cautions: Vec::new(),
        }
    }
}

/// Evaluates a criterion for a patient on a day.
pub fn evaluate(criterion: &Criterion, patient: &Patient, scores: &Scores, as_of: Date) -> Finding {
    let result = |reading: &Reading, annotations: &mut Annotations| {
        let (state, reason) = rule(criterion, reading, patient, scores, as_of, annotations);
        ReadingResult {
            reading: reading.id.clone(),
            departs: reading.departs,
            state,
            reason,
        }
    };
    let mut annotations = Annotations::none();
    let mut readings = criterion.readings.iter();
    let computed = match readings.next() {
        Some(reading) => result(reading, &mut annotations),
        // A study without readings does not pass the linter.
        None => ReadingResult {
            reading: "".into(),
            departs: false,
            state: State::Unknown,
            reason: Reason::NotAnswered,
        },
    };
    let others = readings
        .map(|reading| result(reading, &mut Annotations::none()))
        .collect();
    if let Some(Rule::Score(rule)) = criterion.readings.first().map(|reading| &reading.rule) {
        let inputs = &patient.inputs;
        if computed.state == State::Unknown {
            let items = rule.waits_for(inputs, scores).into_iter();
            annotations.waits_for = WaitsFor::Entries(items.map(Entry::Item).collect());
        }
        let ways = rule.other_ways(inputs, scores).into_iter();
        let score = rule.score;
        annotations.cautions = ways
            .map(|(way, figure)| Caution::Score { score, way, figure })
            .collect();
    }
    Finding {
        id: criterion.id.clone(),
        kind: criterion.kind,
        computed,
        others,
        waits_for: annotations.waits_for,
        margin: annotations.margin,
        cautions: annotations.cautions,
    }
}

fn rule(
    criterion: &Criterion,
    reading: &Reading,
    patient: &Patient,
    scores: &Scores,
    as_of: Date,
    annotations: &mut Annotations,
) -> (State, Reason) {
    match &reading.rule {
        Rule::Age { min, max } => age(criterion.kind, patient, as_of, *min, *max, annotations),
        Rule::Lab {
            analyte,
            op,
            limit,
            unit,
        } => match patient.inputs.lab(*analyte) {
            Some(lab) => against_limit(criterion.kind, *lab, *op, *limit, *unit, annotations),
            None => match patient.inputs.waiting(*analyte) {
                Some(waiting) => waits(*waiting, annotations),
                None => missing(Item::Lab(*analyte), annotations),
            },
        },
        Rule::Score(rule) => score(criterion.kind, rule, &patient.inputs, scores, annotations),
        Rule::Answer {
            reversed, window, ..
        } => answer(criterion, patient, as_of, *reversed, *window, annotations),
        Rule::Undecidable {} => {
            let answer = patient.answer(&criterion.id);
            (State::Undecidable, Reason::CannotBeRead(answer))
        }
        Rule::Site {} => {
            let answer = patient.answer(&criterion.id);
            (State::ForTheSite, Reason::Site(answer))
        }
    }
}

fn waits(waiting: Waiting, annotations: &mut Annotations) -> (State, Reason) {
    annotations.waits_for = WaitsFor::Entry(Entry::Item(Item::Lab(waiting.analyte())));
    (State::Unknown, Reason::Waiting(Box::new(waiting)))
}

fn missing(item: Item, annotations: &mut Annotations) -> (State, Reason) {
    annotations.waits_for = WaitsFor::Entry(Entry::Item(item));
    (State::Unknown, Reason::Missing(item))
}

fn age(
    kind: Kind,
    patient: &Patient,
    as_of: Date,
    min: u16,
    max: u16,
    annotations: &mut Annotations,
) -> (State, Reason) {
    let Some(age) = patient.age else {
        return missing(Item::Age, annotations);
    };
    let Some(years) = age.on(as_of) else {
        annotations.waits_for = WaitsFor::Entry(Entry::Item(Item::Age));
        return (State::Unknown, Reason::BornLater);
    };
    let accepted = |years: u16| State::of(kind, Some((min..=max).contains(&years)));
    let state = accepted(years);
    // Some count the birthday on 28 February, so that on that day it is a year more.
    if let Age::Born(birth) = age
        && dates::born_on_leap_day(birth)
        && let Some(years) = dates::completed_years(birth, dates::plus_days(as_of, 1))
        && accepted(years) != state
    {
        annotations.cautions.push(Caution::BornOnLeapDay { years });
    }
    (state, Reason::Age { years, min, max })
}

fn against_limit(
    kind: Kind,
    lab: Lab,
    op: Op,
    limit: Decimal,
    unit: Unit,
    annotations: &mut Annotations,
) -> (State, Reason) {
    let factor = lab
        .analyte()
        .accepts(unit)
        .map_or(Decimal::ONE, |accepted| accepted.factor);
    let value = lab.compared();
    let against = limit * factor;
    let holds = op.decides(&value, against);
    let base = lab.analyte().units().first().map(|base| base.unit);
    annotations.cautions = by_other_factor(&lab, op, limit, unit, holds);
    annotations.margin = value.is_point().then(|| Margin {
        value: value.low.value.normalize(),
        limit: against.normalize(),
        unit: base,
    });
    if holds.is_none() {
        annotations.waits_for = WaitsFor::Entry(Entry::Item(Item::Lab(lab.analyte())));
    }
    let reason = Reason::Lab {
        lab: Box::new(lab),
        op,
        limit,
        unit,
    };
    (State::of(kind, holds), reason)
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
    annotations: &mut Annotations,
) -> (State, Reason) {
    let given = patient.answer(&criterion.id);
    let state = match given {
        Some(Answer::Yes) => State::of(criterion.kind, Some(!reversed)),
        Some(Answer::No) => State::of(criterion.kind, Some(reversed)),
        Some(Answer::NotApplicable) => State::NotApplicable,
        Some(Answer::Unknown) | None => State::Unknown,
    };
    let question = || WaitsFor::Entry(Entry::Question(criterion.id.clone()));
    let Some((day, window)) = patient.event(&criterion.id).zip(window) else {
        if state == State::Unknown {
            annotations.waits_for = question();
        }
        return (state, given.map_or(Reason::NotAnswered, Reason::Answered));
    };
    let lapse = lapse(day, window);
    let by_event = State::of(criterion.kind, Some((as_of < lapse.calendar) != reversed));
    let by_days = State::of(criterion.kind, Some((as_of < lapse.days) != reversed));
    let reaches = reaches_back_to(as_of, window);
    let backward = State::of(criterion.kind, Some((day >= reaches) != reversed));
    if let (Some(answer), true) = (given, state != State::Unknown && state != by_event) {
        annotations.waits_for = question();
        return (State::Unknown, Reason::Contradiction { answer, day, lapse });
    }
    if by_days != by_event {
        let lapses = lapse.days;
        annotations.cautions.push(Caution::CountedInDays { lapses });
    }
    if backward != by_event {
        annotations.cautions.push(Caution::CountedBack { reaches });
    }
    (by_event, Reason::Event { day, lapse })
}

fn score(
    kind: Kind,
    rule: &ScoreRule,
    inputs: &Inputs,
    scores: &Scores,
    annotations: &mut Annotations,
) -> (State, Reason) {
    let (low, high) = score_value::ends(scores, rule.score, rule.unrounded);
    let (missing, imprecise) = score_value::open(scores, rule.score);
    if let (ScoreValue::Whole(least), ScoreValue::Whole(most)) = (low, high)
        && least == most
    {
        annotations.margin = Some(Margin {
            value: least.into(),
            limit: rule.limit,
            unit: None,
        });
    }
    let (entered, missing): (Vec<Item>, _) = missing.iter().partition(|item| inputs.waits(**item));
    let waiting = inputs.waiting.iter();
    let waiting = waiting.filter(|waiting| entered.contains(&Item::Lab(waiting.analyte())));
    let reason = Reason::Score {
        score: rule.score,
        low,
        high,
        op: rule.op,
        limit: rule.limit,
        missing,
        imprecise: imprecise.to_vec(),
        waiting: waiting.copied().collect(),
    };
    (State::of(kind, rule.decides(scores)), reason)
}
