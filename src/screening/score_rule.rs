//! A score against a limit, with everything that the score can still be: what decides it, what it waits
//! for, and which other published way of computing it would decide otherwise.

use rust_decimal::Decimal;

use super::Scores;
use super::choices::Choice;
use super::figure::{Figure, ends, open, used};
use super::logic::agree;
use crate::clinical::child_pugh::{self, Variant};
use crate::clinical::{Inputs, Item};
use crate::study::model::{Op, ScoreName};

/// A score against a limit.
#[derive(Clone, Copy, Debug)]
pub struct ScoreRule {
    /// Which.
    pub score: ScoreName,
    /// How it must compare.
    pub op: Op,
    /// The limit.
    pub limit: Decimal,
    /// Whether it is compared before rounding.
    pub unrounded: bool,
}

/// Another way to compute a score, which decides a criterion otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OtherWay {
    /// Another published table of Child-Pugh.
    Table(Variant),
    /// Conversion by molar mass (17.104, 88.402).
    Factors,
}

impl ScoreRule {
    fn decided(&self, (low, high): (Figure, Figure)) -> Option<bool> {
        agree([low, high].map(|end| Some(end.meets(self.op, self.limit))))
    }

    /// The decision, if the entries settle it.
    pub fn decides(&self, scores: &Scores) -> Option<bool> {
        self.decided(ends(scores, self.score, self.unrounded))
    }

    /// The open items that can change the decision. Choices between a few values are tried one by one;
    /// what stays open then is measured, and every measured value with room in it can tip a sum.
    pub fn waits_for(&self, inputs: &Inputs) -> Vec<Item> {
        let mut found = Vec::new();
        self.matter(inputs, &mut found);
        let mut items = used(self.score);
        items.extend(Item::OTHER_COAGULATION);
        items.retain(|item| found.contains(item));
        items
    }

    fn matter(&self, inputs: &Inputs, found: &mut Vec<Item>) {
        let scores = Scores::of(inputs);
        if self.decides(&scores).is_some() {
            return;
        }
        let (missing, imprecise) = open(&scores, self.score);
        let choice = missing.iter().find(|item| !Choice::of(**item).is_empty());
        let Some(item) = choice else {
            found.extend(missing.iter().chain(imprecise));
            return;
        };
        // It was undecided with the choice open: either the choices disagree, or what is open beside them
        // can tip the sum by itself and the choice moves that sum.
        found.push(*item);
        for choice in Choice::of(*item) {
            self.matter(&choice.made(inputs), found);
        }
    }

    /// Other published ways that decide otherwise, each with its score.
    pub fn other_ways(&self, inputs: &Inputs, scores: &Scores) -> Vec<(OtherWay, Figure)> {
        let Some(decision) = self.decides(scores) else {
            return Vec::new();
        };
        let mut ways: Vec<(OtherWay, Scores)> = Vec::new();
        if self.score == ScoreName::ChildPugh {
            ways.extend(Variant::OTHERS.map(|variant| {
                let child_pugh = child_pugh::by(inputs, variant);
                let scores = Scores {
                    child_pugh,
                    ..scores.clone()
                };
                (OtherWay::Table(variant), scores)
            }));
        } else {
            let mut inputs = inputs.clone();
            inputs.by_molar_mass = true;
            ways.push((OtherWay::Factors, Scores::of(&inputs)));
        }
        ways.into_iter()
            .filter(|(_, scores)| self.decides(scores) == Some(!decision))
            .map(|(way, scores)| (way, ends(&scores, self.score, self.unrounded).0))
            .collect()
    }
}
