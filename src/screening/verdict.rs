//! All criteria together, by Kleene's logic: one that fails excludes; else one that is unknown leaves it
//! undetermined; else no listed criterion excludes, which is all that can ever be said here.

use std::sync::Arc;

use super::finding::{Finding, State};
use super::impact;
use super::patient::Entry;
use crate::clinical::Inputs;
use crate::study::Study;

/// The verdict's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerdictState {
    /// At least one listed criterion excludes.
    Excluded,
    /// No criterion excludes, but something is still unknown.
    Undetermined,
    /// No listed criterion excludes. The investigator decides.
    NotExcluded,
}

impl VerdictState {
    /// The name in the public contract.
    pub fn key(self) -> &'static str {
        match self {
            VerdictState::Excluded => "excluded",
            VerdictState::Undetermined => "undetermined",
            VerdictState::NotExcluded => "not-excluded",
        }
    }
}

/// The verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Its state.
    pub state: VerdictState,
    /// The criteria that exclude, by id.
    pub because: Vec<Arc<str>>,
    /// Those of them that exclude for now and are to be asked again, by id.
    pub ask_again: Vec<Arc<str>>,
    /// What is unanswered and able to change the state, the most decisive first.
    pub to_answer: Vec<Entry>,
    /// Criteria that cannot be settled here, by id.
    pub for_the_site: Vec<Arc<str>>,
}

fn ids(findings: &[Finding], wanted: &[State]) -> Vec<Arc<str>> {
    findings
        .iter()
        .filter(|finding| wanted.contains(&finding.state()))
        .map(|finding| finding.id.clone())
        .collect()
}

/// What to ask for: values that only wait to be confirmed come first, since that takes one look.
fn to_answer(findings: &[Finding], inputs: &Inputs) -> Vec<Entry> {
    let entries = impact::most_decisive_first(findings);
    let waits = |entry: &Entry| matches!(entry, Entry::Item(item) if inputs.waits(*item));
    let (mut first, rest): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(waits);
    first.extend(rest);
    first
}

/// The verdict of these findings.
pub fn of(study: &Study, findings: &[Finding], inputs: &Inputs) -> Verdict {
    let has = |state| findings.iter().any(|finding| finding.state() == state);
    let state = if has(State::Fails) {
        VerdictState::Excluded
    } else if has(State::Unknown) {
        VerdictState::Undetermined
    } else {
        VerdictState::NotExcluded
    };
    Verdict {
        state,
        because: ids(findings, &[State::Fails]),
        ask_again: study
            .criteria
            .iter()
            .zip(findings)
            .filter(|(criterion, finding)| {
                criterion.temporary.is_some() && finding.state() == State::Fails
            })
            .map(|(criterion, _)| criterion.id.clone())
            .collect(),
        to_answer: if state == VerdictState::Undetermined {
            to_answer(findings, inputs)
        } else {
            Vec::new()
        },
        for_the_site: ids(findings, &[State::Undecidable, State::ForTheSite]),
    }
}
