//! Composed rules by Kleene's logic: what their parts say together, which open part can still change that, and which
//! caution about a part is one about the whole.

use std::sync::Arc;

use super::criterion::{self, Annotations, At};
use super::finding::{Caution, Reason, Truth};
use super::logic::{self, Can};
use super::patient::Entry;
use super::reason::{Composed, How, Part};
use crate::study::model::Rule;

/// A rule that was evaluated, and what it can still come to.
struct Evaluated {
    truth: Truth,
    reason: Reason,
    can: Can,
    asks: Vec<Entry>,
    cautions: Vec<Caution>,
}

/// A composed rule.
pub(super) fn rule(at: At<'_>, rule: &Rule, annotations: &mut Annotations) -> (Truth, Reason) {
    let evaluated = evaluate(at, rule);
    annotations.wait_all(evaluated.asks);
    annotations.cautions = evaluated.cautions;
    (evaluated.truth, evaluated.reason)
}

fn evaluate(at: At<'_>, rule: &Rule) -> Evaluated {
    match rule {
        Rule::All { of } => joined(How::All, each(at, of)),
        Rule::Any { of } => joined(How::Any, each(at, of)),
        Rule::AtLeast { n, of } => joined(How::AtLeast(*n), each(at, of)),
        Rule::Not { rule } => joined(How::Not, vec![evaluate(at, rule)]),
        Rule::When {
            condition,
            then,
            otherwise,
        } => {
            let mut parts = vec![evaluate(at, condition), evaluate(at, then)];
            parts.extend(otherwise.as_ref().map(|rule| evaluate(at, rule)));
            joined(How::When, parts)
        }
        simple => leaf(at, simple),
    }
}

fn each(at: At<'_>, of: &[Rule]) -> Vec<Evaluated> {
    of.iter().map(|rule| evaluate(at, rule)).collect()
}

fn leaf(at: At<'_>, rule: &Rule) -> Evaluated {
    let mut annotations = Annotations::new(true);
    let (truth, reason) = criterion::rule(at, rule, &mut annotations);
    let settled = truth.holds().is_some() || truth == Truth::Open;
    Evaluated {
        truth,
        reason,
        can: if settled {
            Can::of(truth.holds())
        } else {
            Can::STAYS_OPEN
        },
        asks: annotations.waits_for.to_vec(),
        cautions: annotations.cautions,
    }
}

impl How {
    /// How many of so many parts must hold, where that is what is asked.
    fn needed(self, parts: usize) -> Option<usize> {
        match self {
            How::All => Some(parts),
            How::Any => Some(1),
            How::AtLeast(n) => Some(n.into()),
            How::Not | How::When => None,
        }
    }

    /// Whether the whole holds, by its parts.
    pub(super) fn of_truths(self, parts: &[Option<bool>]) -> Option<bool> {
        match (self, parts) {
            (How::Not, [part]) => part.map(|holds| !holds),
            (How::When, [condition, then]) => logic::when(*condition, *then, Some(true)),
            (How::When, [condition, then, otherwise]) => logic::when(*condition, *then, *otherwise),
            _ => {
                let needed = self.needed(parts.len()).unwrap_or_default();
                logic::at_least(needed, parts.iter().copied())
            }
        }
    }

    /// What the whole can come to, and which part can change that.
    fn of_cans(self, parts: &[Can]) -> (Can, Vec<bool>) {
        let when = |condition, then, otherwise| {
            let can = logic::when_can(condition, then, otherwise);
            (
                can,
                logic::matters_in_when([condition, then, otherwise]).to_vec(),
            )
        };
        match (self, parts) {
            (How::Not, [part]) => (part.negated(), vec![true]),
            (How::When, [condition, then]) => when(*condition, *then, Can::of(Some(true))),
            (How::When, [condition, then, otherwise]) => when(*condition, *then, *otherwise),
            _ => {
                let needed = self.needed(parts.len()).unwrap_or_default().max(1);
                let all = 0..parts.len();
                let matters = all.map(|at| logic::matters_in_at_least(needed, parts, at));
                (logic::at_least_can(needed, parts), matters.collect())
            }
        }
    }
}

fn joined(how: How, parts: Vec<Evaluated>) -> Evaluated {
    let truths: Vec<Option<bool>> = parts.iter().map(|part| part.truth.holds()).collect();
    let cans: Vec<Can> = parts.iter().map(|part| part.can).collect();
    let holds = how.of_truths(&truths);
    let (can, matters) = how.of_cans(&cans);
    let (mut asks, mut cautions) = (Vec::new(), Vec::new());
    for (index, (part, matters)) in parts.iter().zip(matters).enumerate() {
        for entry in part.asks.iter().filter(|_| matters && holds.is_none()) {
            if !asks.contains(entry) {
                asks.push(entry.clone());
            }
        }
        if !part.cautions.is_empty() {
            let mut truths = truths.clone();
            if let Some(truth) = truths.get_mut(index) {
                *truth = truth.map(|holds| !holds);
            }
            if how.of_truths(&truths) != holds {
                cautions.extend(part.cautions.iter().cloned());
            }
        }
    }
    let open = || {
        let by = |truth| parts.iter().any(|part| part.truth == truth);
        let mut reasons = [Truth::Undecidable, Truth::Site, Truth::NotApplicable].into_iter();
        reasons.find(|truth| by(*truth)).unwrap_or(Truth::Open)
    };
    let truth = match holds {
        Some(holds) => Truth::of(Some(holds)),
        None if asks.is_empty() => open(),
        None => Truth::Open,
    };
    let parts = parts.into_iter().map(|part| Part {
        truth: part.truth,
        reason: part.reason,
    });
    let parts = parts.collect();
    Evaluated {
        truth,
        reason: Reason::Parts(Arc::new(Composed { how, parts })),
        can,
        asks,
        cautions,
    }
}
