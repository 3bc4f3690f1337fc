//! What holds of one rule by itself: whether it is true of everybody or of nobody, whether a part of it changes nothing,
//! and whether a reading ever decides otherwise than the one computed.

use super::example::patient;
use super::expr::Expr;
use super::lower::{Lowered, Node, Shape};
use super::remark::{About, Remark};
use super::says::{self, say};
use super::space::Space;
use crate::study::model::Kind;

/// What a rule is of all patients, where that is one thing.
pub fn constant(space: &Space, expr: &Expr) -> Option<bool> {
    if space.somebody(&[(expr, false)]).is_nobody() {
        return Some(true);
    }
    space.somebody(&[(expr, true)]).is_nobody().then_some(false)
}

/// Everything that is to be said of the readings of a criterion.
pub fn remarks(space: &Space, criterion: &Lowered) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for reading in &criterion.readings {
        match constant(space, &reading.rule.expr) {
            Some(truth) => remarks.push(is_constant(space, &reading.rule, truth)),
            None => {
                parts(space, &reading.rule, &mut remarks);
                let is_exclusion = criterion.kind == Kind::Exclusion;
                unconcerned(space, &reading.rule, is_exclusion, &mut remarks);
            }
        }
    }
    let mut readings = criterion.readings.iter();
    if let Some(computed) = readings.next() {
        for other in readings {
            let (one, two) = (&computed.eligible, &other.eligible);
            let differs = |pair: [(&Expr, bool); 2]| !space.somebody(&pair).is_nobody();
            if !differs([(one, true), (two, false)]) && !differs([(one, false), (two, true)]) {
                let why = say(says::SAME_READING, &[]);
                let remark = Remark::new(&other.rule.path, About::UnreachableReading, why);
                let both = space.somebody(&[(one, true), (two, true)]);
                remarks.push(remark.shown(patient(space, &both)));
            }
        }
    }
    remarks
}

fn is_constant(space: &Space, rule: &Node, truth: bool) -> Remark {
    let about = if truth {
        About::AlwaysTrue
    } else {
        About::AlwaysFalse
    };
    let value = match rule.expr.vars().as_slice() {
        [var] => space.value(*var).zip(rule.asked.as_ref()),
        _ => None,
    };
    let why = match value {
        Some((value, asked)) => {
            let sentence = if truth {
                says::TRUE_OF_ALL_VALUES
            } else {
                says::TRUE_OF_NO_VALUE
            };
            let ends = [value.line.least, value.line.most].map(|end| says::amount(value, end));
            let [least, most] = &ends;
            say(
                sentence,
                &[("what", asked), ("least", least), ("most", most)],
            )
        }
        None if truth => say(says::TRUE_OF_ALL, &[]),
        None => say(says::TRUE_OF_NOBODY, &[]),
    };
    let found = space.somebody(&[(&rule.expr, truth)]);
    Remark::new(&rule.path, about, why).shown(patient(space, &found))
}

/// What is to be said of the parts of a rule that is not constant.
fn parts(space: &Space, rule: &Node, remarks: &mut Vec<Remark>) {
    let mut constants = Vec::new();
    for part in &rule.parts {
        let truth = constant(space, &part.expr);
        constants.push(truth.is_some());
        match truth {
            Some(truth) => {
                let is_condition = rule.shape == Shape::When
                    && rule
                        .parts
                        .first()
                        .is_some_and(|first| first.path == part.path);
                if is_condition {
                    unreached(rule, truth, remarks);
                } else {
                    remarks.push(is_constant(space, part, truth));
                }
            }
            None => parts(space, part, remarks),
        }
    }
    if matches!(rule.shape, Shape::All | Shape::Any) {
        idle(space, rule, &constants, remarks);
    }
}

/// Conditions without another branch that keep out by themselves whom they do not concern. `shut` is what a rule must be
/// to keep somebody out, whatever stands beside it.
fn unconcerned(space: &Space, rule: &Node, shut: bool, remarks: &mut Vec<Remark>) {
    match (rule.shape, rule.parts.as_slice()) {
        (Shape::When, [condition, _]) if shut && constant(space, &condition.expr).is_none() => {
            let why = say(says::UNCONCERNED, &[]);
            let found = space.somebody(&[(&condition.expr, false)]);
            let remark = Remark::new(&rule.path, About::Unconcerned, why);
            remarks.push(remark.shown(patient(space, &found)));
        }
        (Shape::Not, [part]) => unconcerned(space, part, !shut, remarks),
        (Shape::Any, parts) if shut => {
            for part in parts {
                unconcerned(space, part, shut, remarks);
            }
        }
        (Shape::All, parts) if !shut => {
            for part in parts {
                unconcerned(space, part, shut, remarks);
            }
        }
        _ => {}
    }
}

/// A branch behind a condition that is always the same.
fn unreached(rule: &Node, truth: bool, remarks: &mut Vec<Remark>) {
    let branch = if truth { 2 } else { 1 };
    let branch = rule.parts.get(branch).or_else(|| rule.parts.first());
    if let Some(branch) = branch {
        let why = say(says::BRANCH_UNREACHED, &[("truth", &says::truth(truth))]);
        remarks.push(Remark::new(&branch.path, About::UnreachableBranch, why));
    }
}

/// Parts without which the others decide the same.
fn idle(space: &Space, rule: &Node, constants: &[bool], remarks: &mut Vec<Remark>) {
    let is_all = rule.shape == Shape::All;
    let mut left: Vec<&Node> = rule
        .parts
        .iter()
        .zip(constants)
        .filter(|(_, constant)| !**constant)
        .map(|(part, _)| part)
        .collect();
    // From the last, so that of two that are the same the later one is named.
    let tried = left.clone();
    for part in tried.into_iter().rev() {
        if left.len() < 2 {
            continue;
        }
        let others = left.iter().filter(|other| other.path != part.path);
        let mut wanted: Vec<(&Expr, bool)> = others.map(|other| (&other.expr, is_all)).collect();
        wanted.push((&part.expr, !is_all));
        if space.somebody(&wanted).is_nobody() {
            left.retain(|other| other.path != part.path);
            let why = say(says::PART_IDLE, &[]);
            let found = space.somebody(&[(&part.expr, true), (&rule.expr, true)]);
            let remark = Remark::new(&part.path, About::Redundant, why);
            remarks.push(remark.shown(patient(space, &found)));
        }
    }
}
