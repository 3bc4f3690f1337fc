//! Screening a patient for a study: findings per criterion, verdict, what is still to ask, statement of the dose
//! group, schedule. Three-valued throughout; numbers that belong to a study come from its file.

pub mod arm;
pub mod choices;
mod composed;
pub mod criterion;
mod event;
pub mod fields;
pub mod finding;
mod impact;
pub mod logic;
mod measured;
mod of_study;
pub mod patient;
pub mod range;
pub mod reason;
mod rests_on;
pub mod schedule;
pub mod score_rule;
pub mod score_value;
pub mod verdict;
pub mod warning;
pub mod window;

use time::Date;

use crate::clinical::albi::{Albi, albi};
use crate::clinical::child_pugh::{ChildPugh, child_pugh};
use crate::clinical::meld::family;
use crate::clinical::{Inputs, Outcome, Rounded};
use crate::study::Study;
use crate::study::model::ScoreName;

pub use arm::{ArmStatement, Enrolment, Intake, WhyUnknown};
pub use finding::{Caution, Finding, Margin, Reason, State, Truth};
pub use patient::{Age, Answer, Entry, Given, Patient};
pub use schedule::Appointment;
pub use score_value::ScoreValue;
pub use verdict::{Verdict, VerdictState};
pub use warning::Warning;

/// One patient on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The day of screening.
    pub as_of: Date,
    /// The patient.
    pub patient: Patient,
    /// What is said about enrolment; without it, what the study file publishes.
    pub enrolment: Option<Enrolment>,
    /// The planned day of the first infusion.
    pub first_infusion: Option<Date>,
}

impl Case {
    /// A case about which nothing is known yet.
    pub fn new(as_of: Date) -> Self {
        Case {
            as_of,
            patient: Patient::default(),
            enrolment: None,
            first_infusion: None,
        }
    }
}

/// Every score.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    /// Child-Pugh, 5–15 points.
    pub child_pugh: Outcome<ChildPugh>,
    /// Original MELD (UNOS 2002), 6–40.
    pub meld: Outcome<Rounded>,
    /// MELD-Na (OPTN 2016), 6–40.
    pub meld_na: Outcome<Rounded>,
    /// MELD 3.0 (OPTN 2023), 6–40.
    pub meld_3: Outcome<Rounded>,
    /// ALBI, unrounded; it has no limits.
    pub albi: Outcome<Albi>,
}

impl Scores {
    /// Every score of what was entered.
    pub fn of(inputs: &Inputs) -> Self {
        let [meld, meld_na, meld_3] = family(inputs);
        Scores {
            child_pugh: child_pugh(inputs),
            meld,
            meld_na,
            meld_3,
            albi: albi(inputs),
        }
    }
}

impl Scores {
    /// The least and the greatest value of a score that the entries allow; the same twice where it is settled.
    pub fn range(&self, score: ScoreName) -> (ScoreValue, ScoreValue) {
        score_value::ends(self, score, false)
    }

    /// The class or grade of a score that is open, where everything that it can be has the same.
    pub fn class_of_both_ends(&self, score: ScoreName) -> Option<&'static str> {
        match score {
            ScoreName::ChildPugh => {
                let (low, high) = self.child_pugh.ends();
                (low.class() == high.class()).then(|| low.class().letter())
            }
            ScoreName::Albi => {
                let (low, high) = self.albi.ends();
                (low.grade() == high.grade()).then(|| low.grade_name())
            }
            _ => None,
        }
    }
}

/// Everything that can be said of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Whether a listed criterion excludes.
    pub verdict: Verdict,
    /// The scores.
    pub scores: Scores,
    /// A finding per criterion, in the study's order.
    pub findings: Vec<Finding>,
    /// What can be said of the dose group.
    pub arm: ArmStatement,
    /// Whether the study takes participants.
    pub intake: Intake,
    /// The visits.
    pub schedule: Vec<Appointment>,
    /// What to look at again; it decides nothing.
    pub warnings: Vec<Warning>,
}

/// Screens a patient for a study. It cannot fail: what is not known is reported as unknown.
pub fn screen(study: &Study, case: &Case) -> Report {
    let scores = Scores::of(&case.patient.inputs);
    let findings: Vec<Finding> = study
        .criteria
        .iter()
        .map(|criterion| criterion::evaluate(study, criterion, &case.patient, &scores, case.as_of))
        .collect();
    let verdict = verdict::of(study, &findings, &case.patient.inputs);
    let arm = arm::state(study, case, verdict.state);
    let schedule = schedule::of(study, case.first_infusion);
    Report {
        verdict,
        scores,
        findings,
        arm,
        intake: arm::intake(study, case),
        schedule,
        warnings: warning::of(study, case),
    }
}
