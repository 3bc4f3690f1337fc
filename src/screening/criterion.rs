//! Evaluates one criterion for one patient: the result of each reading, the reason, and the entries that are missing.

use time::Date;

use super::Scores;
use super::composed;
use super::event;
use super::finding::{Caution, Finding, Margin, ReadingResult, Reason, State, Truth, WaitsFor};
use super::measured;
use super::of_study;
use super::patient::{Age, Answer, Entry, Patient};
use super::score_rule;
use crate::clinical::{Item, Sex};
use crate::dates;
use crate::study::model::{AnswerRule, Criterion, Reading, Rule};
use crate::study::{ANY_STUDY, Study};

/// What goes with a result and its reason: of a reading that is not computed, nobody asks for it.
pub(super) struct Annotations {
    /// Whether anybody does.
    pub wanted: bool,
    pub waits_for: WaitsFor,
    pub margin: Option<Margin>,
    pub cautions: Vec<Caution>,
}

impl Annotations {
    pub fn new(wanted: bool) -> Self {
        Annotations {
            wanted,
            waits_for: WaitsFor::Nothing,
            margin: None,
            cautions: Vec::new(),
        }
    }

    /// That the rule waits for an entry.
    pub fn wait(&mut self, entry: Entry) {
        self.waits_for = WaitsFor::Entry(entry);
    }

    /// That the rule waits for several entries.
    pub fn wait_all(&mut self, mut entries: Vec<Entry>) {
        self.waits_for = match (entries.pop(), entries.is_empty()) {
            (None, _) => WaitsFor::Nothing,
            (Some(only), true) => WaitsFor::Entry(only),
            (Some(last), false) => {
                entries.push(last);
                WaitsFor::Entries(entries)
            }
        };
    }
}

/// A criterion, and what it is held against.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub study: &'a Study,
    pub criterion: &'a Criterion,
    pub patient: &'a Patient,
    pub scores: &'a Scores,
    pub as_of: Date,
}

/// Evaluates a criterion of a study for a patient on a day.
pub fn evaluate(
    study: &Study,
    criterion: &Criterion,
    patient: &Patient,
    scores: &Scores,
    as_of: Date,
) -> Finding {
    let at = At {
        study,
        criterion,
        patient,
        scores,
        as_of,
    };
    let result = |reading: &Reading, annotations: &mut Annotations| {
        let (truth, reason) = rule(at, &reading.rule, annotations);
        ReadingResult {
            reading: reading.id.clone(),
            departs: reading.departs,
            state: State::of(criterion.kind, truth),
            reason,
        }
    };
    let mut annotations = Annotations::new(true);
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
        .map(|reading| result(reading, &mut Annotations::new(false)))
        .collect();
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

/// Whether a rule is true, and why.
pub(super) fn rule(at: At<'_>, rule: &Rule, annotations: &mut Annotations) -> (Truth, Reason) {
    match rule {
        _ if !ANY_STUDY && !rule.is_of_page() => (Truth::Undecidable, Reason::CannotBeRead(None)),
        Rule::Age { min, max } => age(at, *min, *max, annotations),
        Rule::Lab(rule) => measured::lab(at, rule, annotations),
        Rule::Score(rule) => score_rule::score(at, rule.into(), annotations),
        Rule::Class(rule) => score_rule::score(at, rule.into(), annotations),
        Rule::Choice { entry, of } => of_study::choice(at, entry, of, annotations),
        Rule::Number(rule) => of_study::number(at, rule, annotations),
        Rule::Answer(rule) => match &rule.entry {
            Some(entry) => of_study::answer(at, entry, rule, annotations),
            None => answer(at, rule, annotations),
        },
        Rule::Sex { is } => sex(at, *is, annotations),
        Rule::Undecidable {} => {
            let answer = at.patient.answer(&at.criterion.id);
            (Truth::Undecidable, Reason::CannotBeRead(answer))
        }
        Rule::Site {} => {
            let answer = at.patient.answer(&at.criterion.id);
            (Truth::Site, Reason::Site(answer))
        }
        Rule::All { .. }
        | Rule::Any { .. }
        | Rule::AtLeast { .. }
        | Rule::Not { .. }
        | Rule::When { .. } => composed::rule(at, rule, annotations),
    }
}

/// That an entry is missing.
pub(super) fn missing(item: Item, annotations: &mut Annotations) -> (Truth, Reason) {
    annotations.wait(Entry::Item(item));
    (Truth::Open, Reason::Missing(item))
}

fn age(
    at: At<'_>,
    min: Option<u16>,
    max: Option<u16>,
    annotations: &mut Annotations,
) -> (Truth, Reason) {
    let Some(age) = at.patient.age else {
        return missing(Item::Age, annotations);
    };
    let Some(years) = age.on(at.as_of) else {
        annotations.wait(Entry::Item(Item::Age));
        return (Truth::Open, Reason::BornLater);
    };
    let accepted =
        |years: u16| min.is_none_or(|min| years >= min) && max.is_none_or(|max| years <= max);
    let holds = accepted(years);
    // Some count the birthday on 28 February, so that on that day it is a year more.
    if let Age::Born(birth) = age
        && dates::born_on_leap_day(birth)
        && let Some(years) = dates::completed_years(birth, dates::plus_days(at.as_of, 1))
        && accepted(years) != holds
    {
        annotations.cautions.push(Caution::BornOnLeapDay { years });
    }
    (Truth::of(Some(holds)), Reason::Age { years, min, max })
}

fn sex(at: At<'_>, is: Sex, annotations: &mut Annotations) -> (Truth, Reason) {
    match at.patient.inputs.sex {
        None => missing(Item::Sex, annotations),
        Some(sex) => (Truth::of(Some(sex == is)), Reason::Sex { sex, is }),
    }
}

/// What an answer makes of a rule.
pub(super) fn answered(given: Option<Answer>, reversed: bool) -> Truth {
    match given {
        Some(Answer::Yes) => Truth::of(Some(!reversed)),
        Some(Answer::No) => Truth::of(Some(reversed)),
        Some(Answer::NotApplicable) => Truth::NotApplicable,
        Some(Answer::Unknown) | None => Truth::Open,
    }
}

/// The criterion's own question: its answer, or the day of the event that it is about.
fn answer(at: At<'_>, rule: &AnswerRule, annotations: &mut Annotations) -> (Truth, Reason) {
    let id = &at.criterion.id;
    let given = at.patient.answer(id);
    let truth = answered(given, rule.reversed);
    if let Some((day, window)) = at.patient.event(id).zip(rule.window.as_ref()) {
        return event::own(at, rule, window, day, (given, truth), annotations);
    }
    if truth == Truth::Open {
        annotations.wait(Entry::Question(id.clone()));
    }
    (truth, given.map_or(Reason::NotAnswered, Reason::Answered))
}
