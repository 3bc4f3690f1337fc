//! The day of an event against a window of time that counts back from a day.

use std::sync::Arc;

use time::Date;

use super::criterion::{Annotations, At};
use super::finding::{Caution, Reason, Truth};
use super::patient::{Answer, Entry, Given};
use super::reason::{Anchor, OfStudy, Said};
use super::window::{lapse, reaches_back_to, within};
use crate::study::ANY_STUDY;
use crate::study::model::{AnswerRule, Window};

/// The day from which a window counts back; its entry where nobody entered that.
pub(super) fn anchor(at: At<'_>, window: &Window) -> Result<Anchor, Option<Entry>> {
    let Some(id) = window.anchor.as_ref().filter(|_| ANY_STUDY) else {
        return Ok(Anchor {
            entry: None,
            day: at.as_of,
        });
    };
    match at.patient.given(id) {
        Some(Given::Date(day)) => Ok(Anchor {
            entry: at.study.entry(id).cloned(),
            day: *day,
        }),
        _ => Err(at.study.entry(id).map(|_| Entry::Study(id.clone()))),
    }
}

/// That the day is missing from which a window counts back.
pub(super) fn no_anchor(
    at: At<'_>,
    window: &Window,
    entry: Option<Entry>,
    annotations: &mut Annotations,
) -> (Truth, Reason) {
    annotations.wait_all(entry.into_iter().collect());
    let anchor = window.anchor.as_ref();
    let of = OfStudy {
        entry: anchor.and_then(|id| at.study.entry(id)).cloned(),
        said: Said::Nothing,
    };
    (Truth::Open, Reason::Study(Arc::new(of)))
}

/// What other ways to count a window decide otherwise.
pub(super) fn other_counts(
    window: &Window,
    day: Date,
    from: Date,
    counts: bool,
    cautions: &mut Vec<Caution>,
) {
    if let Some(lapse) = lapse(day, window)
        && (from < lapse.days) != counts
    {
        let lapses = lapse.days;
        cautions.push(Caution::CountedInDays { lapses });
    }
    if let Some(months) = window.months {
        let reaches = reaches_back_to(from, months);
        if (day >= reaches) != counts {
            cautions.push(Caution::CountedBack { reaches });
        }
    }
}

/// The day of the event that the criterion's own question is about. The question names the window, so that the answer
/// alone decides where there is no day.
pub(super) fn own(
    at: At<'_>,
    rule: &AnswerRule,
    window: &Window,
    day: Date,
    (given, answered): (Option<Answer>, Truth),
    annotations: &mut Annotations,
) -> (Truth, Reason) {
    let question = || Entry::Question(at.criterion.id.clone());
    let by_answer = |annotations: &mut Annotations| {
        if answered == Truth::Open {
            annotations.wait(question());
        }
        let reason = given.map_or(Reason::NotAnswered, Reason::Answered);
        (answered, reason)
    };
    let of_study = |said| Reason::Study(Arc::new(OfStudy { entry: None, said }));
    let anchor = match anchor(at, window) {
        Ok(anchor) => anchor,
        Err(_) if !ANY_STUDY => return by_answer(annotations),
        Err(entry) if answered == Truth::Open => return no_anchor(at, window, entry, annotations),
        Err(_) => return by_answer(annotations),
    };
    if ANY_STUDY && window.anchor.is_some() && day > anchor.day {
        annotations.wait(question());
        return (Truth::Open, of_study(Said::After { day, from: anchor }));
    }
    let Some(counts) = within(day, window, anchor.day) else {
        return by_answer(annotations);
    };
    let truth = Truth::of(Some(counts != rule.reversed));
    // As most studies print it, a window of months back from the day of screening has words of its own.
    let usual = lapse(day, window).filter(|_| window.anchor.is_none() && window.months.is_some());
    if let (Some(answer), true) = (given, answered != Truth::Open && answered != truth) {
        annotations.wait(question());
        let reason = match usual {
            Some(lapse) => Reason::Contradiction { answer, day, lapse },
            None => of_study(Said::Contradiction { answer, day }),
        };
        return (Truth::Open, reason);
    }
    other_counts(window, day, anchor.day, counts, &mut annotations.cautions);
    let reason = match usual {
        Some(lapse) => Reason::Event { day, lapse },
        None => of_study(Said::Event {
            day,
            window: window.clone(),
            from: anchor,
        }),
    };
    (truth, reason)
}
