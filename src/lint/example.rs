//! A patient out of the pieces that a search found: one number on each, such that the scores can be what they are.

use rust_decimal::Decimal;

use super::expr::Var;
use super::relation::Relation;
use super::remark::Shown;
use super::says::{self, Text};
use super::space::{Found, Space, written};
use crate::clinical::{Bound, Interval};

/// Places on a piece that are tried, in tenths of its length.
const TRIED: [u32; 5] = [5, 2, 8, 0, 10];

/// So many patients are tried at most.
const PATIENTS: usize = 2_000;

/// The patient; nothing where there is none, or none was found that the scores allow.
pub fn patient(space: &Space, found: &Found) -> Vec<Shown> {
    let Found::Somebody(pieces) = found else {
        return Vec::new();
    };
    let candidates: Vec<Vec<Decimal>> = pieces
        .iter()
        .map(|(var, piece)| numbers(space, *var, *piece))
        .collect();
    let mut count = 1_usize;
    for of in &candidates {
        count = count.saturating_mul(of.len());
    }
    for patient in 0..count.min(PATIENTS) {
        let mut rest = patient;
        let mut chosen: Vec<(Var, Decimal)> = pieces
            .iter()
            .zip(&candidates)
            .filter_map(|((var, _), numbers)| {
                let number = *numbers.get(rest % numbers.len().max(1))?;
                rest /= numbers.len().max(1);
                Some((*var, number))
            })
            .collect();
        if !is_possible(space, &chosen) {
            scored(space, pieces, &mut chosen);
        }
        if is_possible(space, &chosen) {
            return chosen
                .iter()
                .filter_map(|(var, number)| shown(space, *var, *number))
                .collect();
        }
    }
    Vec::new()
}

fn numbers(space: &Space, var: Var, piece: Interval) -> Vec<Decimal> {
    let Some(value) = space.value(var) else {
        return Vec::new();
    };
    let share = |tenths: &u32| Decimal::new(i64::from(*tenths), 1);
    let mut numbers: Vec<Decimal> = Vec::new();
    for number in TRIED.iter().filter_map(|t| written(value, piece, share(t))) {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    numbers
}

/// Gives each score a value that the inputs leave it, on its piece.
fn scored(space: &Space, pieces: &[(Var, Interval)], chosen: &mut [(Var, Decimal)]) {
    for relation in space.relations() {
        let target = relation.target();
        let piece = pieces.iter().find(|(var, _)| *var == target);
        let (Some((_, piece)), Some(value)) = (piece, space.value(target)) else {
            continue;
        };
        let inputs = |var: Var| point(chosen, var).filter(|_| var != target);
        let Some((low, high)) = relation.range(&inputs) else {
            continue;
        };
        // Scores are below ten million.
        #[allow(clippy::cast_possible_truncation)]
        let thousandths = |number: f64| Bound::at(Decimal::new((number * 1000.0) as i64, 3));
        let left = Interval {
            low: piece.low.max(thousandths(low.max(-1e7))),
            high: piece.high.min(thousandths(high.min(1e12))),
        };
        let half = Decimal::new(5, 1);
        let number = Some(left).filter(|left| left.low <= left.high);
        let number = number.and_then(|left| written(value, left, half));
        let place = chosen.iter_mut().find(|(var, _)| *var == target);
        if let (Some(number), Some((_, place))) = (number, place) {
            *place = number;
        }
    }
}

fn point(chosen: &[(Var, Decimal)], var: Var) -> Option<Interval> {
    let of = chosen.iter().find(|(of, _)| *of == var);
    of.map(|(_, number)| Interval::point(*number))
}

fn is_possible(space: &Space, chosen: &[(Var, Decimal)]) -> bool {
    let piece = |var: Var| point(chosen, var);
    let possible = |relation: &Relation| relation.is_possible(&piece);
    space.relations().iter().all(possible)
}

/// A value of the patient; nothing for what no entry can tell.
fn shown(space: &Space, var: Var, number: Decimal) -> Option<Shown> {
    let value = space.value(var)?;
    if value.key.starts_with("open.") {
        return None;
    }
    let choice = usize::try_from(number).ok();
    let choice = choice.and_then(|at| value.choices.get(at));
    let (name, amount) = (says::name(value), says::amount(value, number));
    let between = if value.choices.is_empty() { " " } else { ": " };
    Some(Shown {
        entry: value.key.clone(),
        value: choice.map_or_else(|| number.to_string(), |(id, _)| id.clone()),
        unit: value.unit.map(|(_, code)| code),
        said: Text::of(
            [&name.en, between, &amount.en].concat(),
            [&name.zh, between, &amount.zh].concat(),
        ),
    })
}
