//! A score as a number that a rule can compare.

use rust_decimal::Decimal;

use super::Scores;
use crate::clinical::number::quotient;
use crate::clinical::{Item, Outcome, Rounded};
use crate::study::model::{Op, ScoreName};

/// A score as a rule compares it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// A whole number.
    Whole(i32),
    /// Unrounded.
    Real(f64),
}

impl Figure {
    /// Whether it compares so with a limit.
    pub fn meets(self, op: Op, limit: Decimal) -> bool {
        let order = match self {
            Figure::Whole(value) => Decimal::from(value).cmp(&limit),
            Figure::Real(value) => value.total_cmp(&quotient(limit, Decimal::ONE)),
        };
        op.holds(order)
    }
}

/// The least and the greatest value of a score.
pub fn ends(scores: &Scores, score: ScoreName, unrounded: bool) -> (Figure, Figure) {
    let rounded = |outcome: &Outcome<Rounded>| {
        let figure = |score: &Rounded| {
            if unrounded {
                Figure::Real(score.unrounded)
            } else {
                Figure::Whole(score.value)
            }
        };
        let (low, high) = outcome.ends();
        (figure(low), figure(high))
    };
    match score {
        ScoreName::ChildPugh => {
            let (low, high) = scores.child_pugh.ends();
            (
                Figure::Whole(low.total().into()),
                Figure::Whole(high.total().into()),
            )
        }
        ScoreName::Meld => rounded(&scores.meld),
        ScoreName::MeldNa => rounded(&scores.meld_na),
        ScoreName::Meld3 => rounded(&scores.meld_3),
        ScoreName::Albi => {
            let (low, high) = scores.albi.ends();
            (Figure::Real(low.value), Figure::Real(high.value))
        }
    }
}

/// What a score lacks: inputs that nobody gave, and inputs given only as a limit.
pub fn open(scores: &Scores, score: ScoreName) -> (&[Item], &[Item]) {
    match score {
        ScoreName::ChildPugh => scores.child_pugh.open(),
        ScoreName::Meld => scores.meld.open(),
        ScoreName::MeldNa => scores.meld_na.open(),
        ScoreName::Meld3 => scores.meld_3.open(),
        ScoreName::Albi => scores.albi.open(),
    }
}

/// What a score is computed from.
pub fn used(score: ScoreName) -> Vec<Item> {
    use crate::clinical::Analyte as A;
    let labs: &[A] = match score {
        ScoreName::ChildPugh => &[A::Bilirubin, A::Albumin, A::Inr],
        ScoreName::Meld => &[A::Bilirubin, A::Inr, A::Creatinine],
        ScoreName::MeldNa => &[A::Bilirubin, A::Inr, A::Creatinine, A::Sodium],
        ScoreName::Meld3 => &[A::Bilirubin, A::Inr, A::Creatinine, A::Sodium, A::Albumin],
        ScoreName::Albi => &[A::Bilirubin, A::Albumin],
    };
    let rest: &[Item] = match score {
        ScoreName::ChildPugh => &[Item::Ascites, Item::Encephalopathy],
        ScoreName::Meld | ScoreName::MeldNa => &[Item::Dialysis],
        ScoreName::Meld3 => &[Item::Dialysis, Item::Sex],
        ScoreName::Albi => &[],
    };
    labs.iter()
        .map(|analyte| Item::Lab(*analyte))
        .chain(rest.iter().copied())
        .collect()
}

impl<T> Outcome<T> {
    fn open(&self) -> (&[Item], &[Item]) {
        match self {
            Outcome::Known(_) => (&[], &[]),
            Outcome::Open {
                missing, imprecise, ..
            } => (missing, imprecise),
        }
    }
}
