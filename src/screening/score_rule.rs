//! A score against a limit, with everything that the score can still be: what decides it, what it waits
//! for, and which other published way of computing it would decide otherwise.

use super::Scores;
use super::choices::Choice;
use super::logic::agree;
use super::score_value::{ScoreValue, SingleScore, ends, open, total, used};
use crate::clinical::child_pugh::{self, Variant};
use crate::clinical::{Inputs, Item};
use crate::study::model::{ScoreName, ScoreRule};

/// Another way to compute a score, which decides a criterion otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OtherWay {
    /// Another published table of Child-Pugh.
    Table(Variant),
    /// Conversion by molar mass (17.104, 88.402).
    Factors,
}

impl ScoreRule {
    fn decided(&self, (low, high): (ScoreValue, ScoreValue)) -> Option<bool> {
        let meets = |end: ScoreValue| Some(end.meets(self.op, self.limit));
        if low == high {
            return meets(low);
        }
        agree([low, high].map(meets))
    }

    /// The decision, if the entries settle it.
    pub fn decides(&self, scores: &Scores) -> Option<bool> {
        self.decided(ends(scores, self.score, self.unrounded))
    }

    /// The open items that can change the decision. Choices between a few values are tried one by one;
    /// what stays open then is measured, and every measured value with room in it can tip a sum.
    pub fn waits_for(&self, inputs: &Inputs, scores: &Scores) -> Vec<Item> {
        let (missing, imprecise) = open(scores, self.score);
        let all: Vec<Item> = missing.iter().chain(imprecise).copied().collect();
        let mut found = Vec::new();
        if self.decides(scores).is_none() {
            self.matter(&mut inputs.clone(), missing, imprecise, &all, &mut found);
        }
        let items = used(self.score).chain(Item::OTHER_COAGULATION);
        items.filter(|item| found.contains(item)).collect()
    }

    fn single(&self, inputs: &Inputs) -> SingleScore {
        SingleScore::of(inputs, self.score, self.unrounded)
    }

    /// Adds what can change an undecided score; stops once that is all that was open from the start.
    fn matter(
        &self,
        inputs: &mut Inputs,
        missing: &[Item],
        imprecise: &[Item],
        all: &[Item],
        found: &mut Vec<Item>,
    ) {
        let choice = missing.iter();
        let choice = choice.copied().find(|item| !Choice::of(*item).is_empty());
        let Some(item) = choice else {
            found.extend(missing.iter().chain(imprecise));
            return;
        };
        // It was undecided with the choice open: either the choices disagree, or what is open beside them
        // can tip the sum by itself and the choice moves that sum.
        found.push(item);
        for choice in Choice::of(item) {
            if all.iter().all(|item| found.contains(item)) {
                return;
            }
            choice.make(inputs);
            let score = self.single(inputs);
            if self.decided(score.ends).is_none() {
                self.matter(inputs, &score.missing, &score.imprecise, all, found);
            }
            choice.take_back(inputs);
        }
    }

    /// Other published ways that decide otherwise, each with its score.
    pub fn other_ways(&self, inputs: &Inputs, scores: &Scores) -> Vec<(OtherWay, ScoreValue)> {
        let Some(decision) = self.decides(scores) else {
            return Vec::new();
        };
        let otherwise = |(way, ends): (OtherWay, (ScoreValue, ScoreValue))| {
            (self.decided(ends) == Some(!decision)).then_some((way, ends.0))
        };
        if self.score == ScoreName::ChildPugh {
            let variants = Variant::OTHERS.into_iter().map(|variant| {
                let (low, high) = child_pugh::by(inputs, variant);
                (OtherWay::Table(variant), (total(&low), total(&high)))
            });
            return variants.filter_map(otherwise).collect();
        }
        let mut inputs = inputs.clone();
        inputs.by_molar_mass = true;
        let ends = self.single(&inputs).ends;
        otherwise((OtherWay::Factors, ends)).into_iter().collect()
    }
}
