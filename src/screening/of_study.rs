//! Rules about the study's own entries: a choice, a number, an answer.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::criterion::{Annotations, At, answered};
use super::event::{anchor, no_anchor, other_counts};
use super::finding::{Reason, Truth};
use super::patient::{Answer, Entry, Given};
use super::range::Range;
use super::reason::{OfStudy, Said};
use super::window::within;
use crate::clinical::Interval;
use crate::study::model::{AnswerRule, NumberRule, StudyEntry, Window};

fn said(at: At<'_>, id: &str, said: Said) -> Reason {
    let entry = at.study.entry(id).cloned();
    Reason::Study(Arc::new(OfStudy { entry, said }))
}

/// That nobody entered it, or nothing that settles the rule.
fn open(at: At<'_>, id: &Arc<str>, what: Said, annotations: &mut Annotations) -> (Truth, Reason) {
    annotations.wait(Entry::Study(id.clone()));
    (Truth::Open, said(at, id, what))
}

/// Whether one of some options was chosen.
pub(super) fn choice(
    at: At<'_>,
    id: &Arc<str>,
    of: &[String],
    annotations: &mut Annotations,
) -> (Truth, Reason) {
    let options = at.study.entry(id).map_or(&[][..], |entry| entry.options());
    let place = |id: &String| options.iter().position(|option| option.id == *id);
    let chosen = match at.patient.given(id) {
        Some(Given::Choice(chosen)) => place(chosen),
        _ => None,
    };
    let Some(chosen) = chosen else {
        return open(at, id, Said::Nothing, annotations);
    };
    let of: Vec<usize> = of.iter().filter_map(place).collect();
    let holds = of.contains(&chosen);
    (
        Truth::of(Some(holds)),
        said(at, id, Said::Chosen { chosen, of }),
    )
}

/// A number against its limits.
pub(super) fn number(
    at: At<'_>,
    rule: &NumberRule,
    annotations: &mut Annotations,
) -> (Truth, Reason) {
    let id = &rule.entry;
    let Some(Given::Number(number)) = at.patient.given(id) else {
        return open(at, id, Said::Nothing, annotations);
    };
    let (mut accepted_least, mut accepted_most) = (Decimal::MIN, Decimal::MAX);
    if let Some(StudyEntry::Number { least, most, .. }) = at.study.entry(id).map(|entry| &**entry) {
        accepted_least = least.unwrap_or(accepted_least);
        accepted_most = most.unwrap_or(accepted_most);
    }
    let range = Range::plain(rule.ends());
    let holds = range.decides(&Interval::of(*number, accepted_least, accepted_most));
    if holds.is_none() {
        annotations.wait(Entry::Study(id.clone()));
    }
    let number = *number;
    (
        Truth::of(holds),
        said(at, id, Said::Number { number, range }),
    )
}

/// An answer. Where the rule has a window, the entry asks for an event whatever its day: "yes" is then not enough.
pub(super) fn answer(
    at: At<'_>,
    id: &Arc<str>,
    rule: &AnswerRule,
    annotations: &mut Annotations,
) -> (Truth, Reason) {
    let (given, day) = match at.patient.given(id) {
        Some(Given::Answer(answer, day)) => (Some(*answer), *day),
        _ => (None, None),
    };
    let Some(given) = given else {
        return open(at, id, Said::Nothing, annotations);
    };
    if let (Answer::No | Answer::NotApplicable, Some(day)) = (given, day) {
        let answer = given;
        return open(at, id, Said::Contradiction { answer, day }, annotations);
    }
    match (&rule.window, given) {
        (Some(window), Answer::Yes) => event(at, id, rule, window, day, annotations),
        _ => {
            let truth = answered(Some(given), rule.reversed);
            if truth == Truth::Open {
                annotations.wait(Entry::Study(id.clone()));
            }
            (truth, said(at, id, Said::Answered(given)))
        }
    }
}

fn event(
    at: At<'_>,
    id: &Arc<str>,
    rule: &AnswerRule,
    window: &Window,
    day: Option<time::Date>,
    annotations: &mut Annotations,
) -> (Truth, Reason) {
    let window = window.clone();
    let Some(day) = day else {
        return open(at, id, Said::NoDay { window }, annotations);
    };
    let from = match anchor(at, &window) {
        Ok(anchor) => anchor,
        Err(entry) => return no_anchor(at, &window, entry, annotations),
    };
    if day > from.day {
        return open(at, id, Said::After { day, from }, annotations);
    }
    let counts = within(day, &window, from.day);
    match counts {
        Some(counts) => {
            other_counts(&window, day, from.day, counts, &mut annotations.cautions);
        }
        None => annotations.wait(Entry::Study(id.clone())),
    }
    let truth = Truth::of(counts.map(|counts| counts != rule.reversed));
    (truth, said(at, id, Said::Event { day, window, from }))
}
