//! What binds values to each other: a score and its inputs, and how long ago something was and whether it was.

use rust_decimal::Decimal;

use super::expr::Var;
use super::formulas::{HAIR, Input, Range, floats, inputs, range};
use super::space::Space;
use crate::clinical::Interval;
use crate::study::model::ScoreName;

/// What binds values to each other.
#[derive(Clone, Debug)]
pub enum Relation {
    /// A score and those of its inputs that criteria ask for.
    Score {
        /// The score.
        target: Var,
        /// Which.
        score: ScoreName,
        /// Its inputs: the value, where criteria ask for it, and everything that it can be.
        inputs: Vec<(Input, Option<Var>, Range)>,
    },
    /// How long ago something was, and whether it was: the last place of the line stands for "never".
    Ago {
        /// How long ago.
        days: Var,
        /// Whether.
        answer: Var,
        /// The place of "never".
        never: Decimal,
    },
}

impl Relation {
    /// The value that follows from the others.
    pub fn target(&self) -> Var {
        match self {
            Relation::Score { target, .. } => *target,
            Relation::Ago { days, .. } => *days,
        }
    }

    /// Whether it binds a value.
    pub fn binds(&self, var: Var) -> bool {
        match self {
            Relation::Score { target, inputs, .. } => {
                *target == var || inputs.iter().any(|(_, of, _)| *of == Some(var))
            }
            Relation::Ago { days, answer, .. } => *days == var || *answer == var,
        }
    }

    /// All values that it binds.
    pub fn vars(&self) -> Vec<Var> {
        match self {
            Relation::Score { target, inputs, .. } => {
                let inputs = inputs.iter().filter_map(|(_, var, _)| *var);
                std::iter::once(*target).chain(inputs).collect()
            }
            Relation::Ago { days, answer, .. } => vec![*days, *answer],
        }
    }

    /// The least and the greatest score where the inputs lie on these pieces.
    pub fn range(&self, piece: &impl Fn(Var) -> Option<Interval>) -> Option<Range> {
        let Relation::Score { score, inputs, .. } = self else {
            return None;
        };
        let of = |input: Input| {
            let known = inputs.iter().find(|(of, ..)| *of == input);
            let Some((_, var, everything)) = known else {
                return input.everything();
            };
            var.and_then(piece).map_or(*everything, floats)
        };
        Some(range(*score, &of))
    }

    /// Whether values can lie on these pieces at once.
    pub fn is_possible(&self, piece: &impl Fn(Var) -> Option<Interval>) -> bool {
        match self {
            Relation::Score { target, .. } => {
                let Some((low, high)) = self.range(piece) else {
                    return true;
                };
                let of = piece(*target).map(floats);
                of.is_none_or(|(least, most)| low <= most + HAIR && least <= high + HAIR)
            }
            Relation::Ago {
                days,
                answer,
                never,
            } => {
                let (Some(days), Some(answer)) = (piece(*days), piece(*answer)) else {
                    return true;
                };
                // A piece may hold several answers, and days as well as "never".
                let yes = Decimal::ONE;
                let is_yes = answer.low.value <= yes && yes <= answer.high.value;
                let is_other = answer.low.value < yes || yes < answer.high.value;
                let was = days.low.value < *never;
                is_yes && was || is_other && days.high.value == *never
            }
        }
    }
}

/// What binds the values of a space: each score that is asked for and those of its inputs that are.
pub fn relations(space: &Space) -> Vec<Relation> {
    let scores = ScoreName::NAMES.into_iter();
    let scores = scores.filter_map(|(name, score)| {
        let target = space.known(&["scores.", name].concat())?;
        let input = |input: &Input| (*input, space.known(&input.key()), input.everything());
        let inputs: Vec<_> = inputs(score).iter().map(input).collect();
        let is_bound = inputs.iter().any(|(_, var, _)| var.is_some());
        is_bound.then_some(Relation::Score {
            target,
            score,
            inputs,
        })
    });
    scores.collect()
}
