//! Inputs that are a choice between a few values: what each value would make of a score.

use super::Scores;
use super::score_rule::Beside;
use super::score_value::{ScoreValue, SingleScore, open};
use crate::clinical::{Ascites, Encephalopathy, Inputs, Item, Sex};
use crate::study::model::ScoreName;

/// A value of an input that is a choice between a few.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Sex.
    Sex(Sex),
    /// Dialysis.
    Dialysis(bool),
    /// Ascites.
    Ascites(Ascites),
    /// Encephalopathy.
    Encephalopathy(Encephalopathy),
}

impl Choice {
    /// The values of an item; none for what is measured.
    pub fn of(item: Item) -> &'static [Choice] {
        match item {
            Item::Sex => &[Choice::Sex(Sex::Male), Choice::Sex(Sex::Female)],
            Item::Dialysis => &[Choice::Dialysis(false), Choice::Dialysis(true)],
            Item::Ascites => &[
                Choice::Ascites(Ascites::None),
                Choice::Ascites(Ascites::Slight),
                Choice::Ascites(Ascites::Moderate),
            ],
            Item::Encephalopathy => &[
                Choice::Encephalopathy(Encephalopathy::None),
                Choice::Encephalopathy(Encephalopathy::Grade1To2),
                Choice::Encephalopathy(Encephalopathy::Grade3To4),
            ],
            Item::Age | Item::Lab(_) | Item::Weight | Item::UpperLimit(_) | Item::LowerLimit(_) => {
                &[]
            }
        }
    }

    /// Makes this choice.
    pub fn make(self, inputs: &mut Inputs) {
        match self {
            Choice::Sex(sex) => inputs.sex = Some(sex),
            Choice::Dialysis(dialysis) => inputs.dialysis = Some(dialysis),
            Choice::Ascites(ascites) => inputs.ascites = Some(ascites),
            Choice::Encephalopathy(grade) => inputs.encephalopathy = Some(grade),
        }
    }

    /// Leaves it open again.
    pub fn take_back(self, inputs: &mut Inputs) {
        match self {
            Choice::Sex(_) => inputs.sex = None,
            Choice::Dialysis(_) => inputs.dialysis = None,
            Choice::Ascites(_) => inputs.ascites = None,
            Choice::Encephalopathy(_) => inputs.encephalopathy = None,
        }
    }
}

/// The values that a score takes by the one choice that is still open; empty where anything else is open.
pub fn alternatives(
    inputs: &Inputs,
    scores: &Scores,
    score: ScoreName,
) -> Vec<(Choice, ScoreValue)> {
    let (missing, imprecise) = open(scores, score);
    let ([item], []) = (missing, imprecise) else {
        return Vec::new();
    };
    let mut inputs = inputs.clone();
    Choice::of(*item)
        .iter()
        .map(|choice| {
            choice.make(&mut inputs);
            // Of the scores of every report none asks for more than the inputs.
            let score = SingleScore::of(&inputs, &Beside::default(), score, false);
            (*choice, score.ends.0)
        })
        .collect()
}
