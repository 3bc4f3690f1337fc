//! What holds of criteria together: whether one asks nothing beyond another, restates it or contradicts it. Two are
//! compared where they ask for the same value, or for a score and an input of it; three where two pairs of them are.

use std::cell::Cell;

use super::example::patient;
use super::expr::{Expr, Var};
use super::line::Set;
use super::lower::Lowered;
use super::remark::{About, Remark};
use super::rules::constant;
use super::says::{self, Text, say};
use super::space::{Found, Space};
use crate::study::model::Kind;

/// Looks at a value against a set that all searches together may take that look at two or three criteria.
const STEPS: usize = 2_000_000;

/// And one of them.
const STEPS_OF_ONE: usize = 200_000;

/// One criterion, as far as it takes part.
pub struct One<'a> {
    /// Its place among all.
    pub at: usize,
    /// What the file says of it.
    pub of: &'a Lowered,
    /// Who is eligible by it.
    pub eligible: &'a Expr,
    /// The same, where it asks for one value alone.
    pub line: Option<(Var, Set)>,
    /// Then, what is not in that set.
    outside: Set,
    /// Whether everybody or nobody is eligible by it, so that it says nothing about others.
    pub constant: bool,
    /// Those that ask for something near to what it asks for.
    pub near: Vec<usize>,
    /// What it is called: "I4a (albumin < 35 g/L)".
    pub name: Text,
}

/// The criteria of a study that are compared.
pub struct Criteria<'a> {
    /// The values.
    pub space: &'a Space,
    /// Each of them.
    pub all: Vec<One<'a>>,
    left: Cell<usize>,
    gave_up: Cell<bool>,
}

/// How two criteria stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pair {
    /// Each can decide without the other.
    Free,
    /// Nobody is eligible by both.
    Contrary,
    /// Who is eligible by the first is so by the second.
    FirstImplies,
    /// The other way round.
    SecondImplies,
    /// Both ways.
    Same,
}

impl<'a> Criteria<'a> {
    /// Those of a study, by the readings that are computed.
    pub fn new(space: &'a Space, lowered: &'a [Lowered]) -> Self {
        let mut asking: Vec<Vec<usize>> = vec![Vec::new(); space.values().len()];
        let mut all = Vec::new();
        for of in lowered {
            let Some(computed) = of.readings.first() else {
                continue;
            };
            let at = all.len();
            let eligible = &computed.eligible;
            for var in eligible.vars() {
                if let Some(asking) = asking.get_mut(var) {
                    asking.push(at);
                }
            }
            let line = eligible.on_one_line(|var| space.line(var));
            let outside = line
                .as_ref()
                .and_then(|(var, set)| Some(space.line(*var)?.not(set)));
            all.push(One {
                at,
                of,
                eligible,
                line,
                outside: outside.unwrap_or_default(),
                constant: constant(space, eligible).is_some(),
                near: Vec::new(),
                name: name(space, of),
            });
        }
        for one in &mut all {
            let near = one.eligible.vars().into_iter();
            let near = near.flat_map(|var| space.near(var));
            let mut near: Vec<usize> = near
                .filter_map(|var| asking.get(var))
                .flatten()
                .copied()
                .filter(|other| *other != one.at)
                .collect();
            near.sort_unstable();
            near.dedup();
            one.near = near;
        }
        Criteria {
            space,
            all,
            left: Cell::new(STEPS),
            gave_up: Cell::new(false),
        }
    }

    /// Whether a search was given up.
    pub fn gave_up(&self) -> bool {
        self.gave_up.get()
    }

    /// Looks for somebody who is eligible by each of these as wanted.
    pub fn somebody(&self, wanted: &[(&One<'_>, bool)]) -> Found {
        let wanted: Vec<(&Expr, bool)> = wanted
            .iter()
            .map(|(one, truth)| (one.eligible, *truth))
            .collect();
        let left = self.left.get();
        let most = left.min(STEPS_OF_ONE);
        let mut steps = most;
        let found = self.space.search(&wanted, &mut steps);
        self.left.set(left - (most - steps));
        if found == Found::GaveUp {
            self.gave_up.set(true);
        }
        found
    }

    /// Whether there is surely nobody who is eligible by each of these as wanted.
    pub fn nobody(&self, wanted: &[(&One<'_>, bool)]) -> bool {
        self.by_lines(wanted)
            .unwrap_or_else(|| self.somebody(wanted).is_nobody())
    }

    /// The same where each asks for one value alone: then the sets of each value tell it.
    fn by_lines(&self, wanted: &[(&One<'_>, bool)]) -> Option<bool> {
        let mut sets: Vec<(Var, Set)> = Vec::with_capacity(wanted.len());
        for (one, truth) in wanted {
            let (var, set) = one.line.as_ref()?;
            let set = if *truth { set } else { &one.outside };
            match sets.iter_mut().find(|(of, _)| of == var) {
                None => sets.push((*var, set.clone())),
                Some((_, so_far)) => *so_far = self.space.line(*var)?.both(so_far, set),
            }
        }
        if sets.iter().any(|(_, set)| set.is_empty()) {
            return Some(true);
        }
        Some(sets.len() > 1 && !self.space.is_somewhere(&sets))
    }

    /// How two stand to each other.
    pub fn pair(&self, one: &One<'_>, two: &One<'_>) -> Pair {
        if self.nobody(&[(one, true), (two, true)]) {
            return Pair::Contrary;
        }
        let first = self.nobody(&[(one, true), (two, false)]);
        let second = self.nobody(&[(two, true), (one, false)]);
        match (first, second) {
            (true, true) => Pair::Same,
            (true, false) => Pair::FirstImplies,
            (false, true) => Pair::SecondImplies,
            (false, false) => Pair::Free,
        }
    }

    /// That somebody is eligible by it: "meets I4a (albumin < 35 g/L)".
    pub fn meets(&self, one: &One<'_>) -> Text {
        let sentence = match one.of.kind {
            Kind::Inclusion => says::MEETS,
            Kind::Exclusion => says::IS_KEPT,
        };
        say(sentence, &[("it", &one.name)])
    }

    /// A remark at the rule of one, with somebody whom a search finds.
    pub fn remark(
        &self,
        one: &One<'_>,
        about: About,
        why: Text,
        shown: &[(&One<'_>, bool)],
    ) -> Remark {
        let path = one.of.readings.first();
        let path = path.map_or("", |reading| reading.rule.path.as_str());
        let example = patient(self.space, &self.somebody(shown));
        Remark::new(path, about, why).shown(example)
    }
}

fn name(space: &Space, of: &Lowered) -> Text {
    let id = Text::same(&*of.id);
    let rule = of.readings.first().map(|reading| &reading.rule.expr);
    let rule = rule.and_then(|rule| rule.on_one_line(|var| space.line(var)));
    match rule.and_then(|(var, set)| says::condition(space, var, &set)) {
        Some(condition) => say(
            says::WITH_CONDITION,
            &[("id", &id), ("condition", &condition)],
        ),
        None => id,
    }
}
