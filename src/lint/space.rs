//! The values that the criteria of a study ask for, and the search for a patient among them. Every line is cut where a
//! rule changes; between two cuts nothing changes, so that a look at each piece is a look at everybody.
//!
//! What is said of "everybody" and "nobody" holds for more patients than there are: values are bound to each other only
//! where a score implies it. So a remark may be missing, and none is wrong.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::expr::{Expr, Var};
use super::line::{Line, Set};
use super::relation::Relation;
use super::says::Text;
use crate::clinical::{Bound, Interval};
use rust_decimal::Decimal;

/// Looks at a value against a set that one search may take, after which it gives up.
const STEPS: usize = 200_000;

/// And all searches that look at one rule by itself or at two readings of a criterion.
const ALL_STEPS: usize = 4_000_000;

/// One value of a patient.
#[derive(Clone, Debug)]
pub struct Value {
    /// What it is: `labs.albumin`, `age`, `scores.meld`, `answers.I2`.
    pub key: String,
    /// Its name.
    pub name: Text,
    /// Where it lies.
    pub line: Line,
    /// Its unit as people write it, with the UCUM code behind it.
    pub unit: Option<(&'static str, &'static str)>,
    /// The names of a few choices.
    pub choices: Vec<(String, Text)>,
    /// What most patients have.
    pub usual: Option<(Decimal, Decimal)>,
}

/// All of them, and what binds them to each other.
#[derive(Debug, Default)]
pub struct Space {
    values: Vec<Value>,
    by_key: BTreeMap<String, Var>,
    relations: Vec<Relation>,
    taken: Cell<usize>,
    gave_up: Cell<bool>,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// There is nobody.
    Nobody,
    /// There is somebody: the piece of each line on which the value lies.
    Somebody(Vec<(Var, Interval)>),
    /// It would have taken too long.
    GaveUp,
}

impl Found {
    /// Whether there is surely nobody.
    pub fn is_nobody(&self) -> bool {
        matches!(self, Found::Nobody)
    }
}

impl Space {
    /// The number of a value, which is made where it is new.
    pub fn var(&mut self, key: &str, make: impl FnOnce() -> Value) -> Var {
        if let Some(var) = self.by_key.get(key) {
            return *var;
        }
        let var = self.values.len();
        self.by_key.insert(key.to_owned(), var);
        self.values.push(make());
        var
    }

    /// The number of a value that some rule asks for.
    pub fn known(&self, key: &str) -> Option<Var> {
        self.by_key.get(key).copied()
    }

    /// A value.
    pub fn value(&self, var: Var) -> Option<&Value> {
        self.values.get(var)
    }

    /// All values.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// Its line.
    pub fn line(&self, var: Var) -> Option<Line> {
        self.value(var).map(|value| value.line)
    }

    /// Binds values to each other, once all are known.
    pub fn bind(&mut self, relations: Vec<Relation>) {
        self.relations = relations;
    }

    /// What binds them.
    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// What is bound to a value, in either direction, and the value itself.
    pub fn near(&self, var: Var) -> Vec<Var> {
        let mut near = vec![var];
        for relation in &self.relations {
            let vars = relation.vars();
            if vars.contains(&var) {
                let target = relation.target();
                let is_target = target == var;
                near.extend(vars.into_iter().filter(|v| is_target || *v == target));
            }
        }
        near.sort_unstable();
        near.dedup();
        near
    }

    /// What binds some of these values to each other.
    fn bound(&self, asked: &[Var]) -> Vec<&Relation> {
        let relations = self.relations.iter();
        let bound = relations.filter(|relation| {
            let binds = asked.iter().filter(|var| relation.binds(**var)).count();
            binds > 1 && asked.contains(&relation.target())
        });
        bound.collect()
    }

    /// Whether somebody has each value in its set, as far as what binds them goes. None of the sets is empty.
    pub fn is_somewhere(&self, sets: &[(Var, Set)]) -> bool {
        let vars: Vec<Var> = sets.iter().map(|(var, _)| *var).collect();
        let bound = self.bound(&vars);
        if bound.is_empty() {
            return true;
        }
        let count: usize = sets.iter().map(|(_, set)| set.intervals().len()).product();
        (0..count).any(|mut at| {
            let pieces: Vec<Option<Interval>> = sets
                .iter()
                .map(|(_, set)| {
                    let parts = set.intervals();
                    let part = parts.get(at % parts.len().max(1)).copied();
                    at /= parts.len().max(1);
                    part
                })
                .collect();
            let piece = |var: Var| {
                let at = vars.iter().position(|of| *of == var)?;
                pieces.get(at).copied().flatten()
            };
            bound.iter().all(|relation| relation.is_possible(&piece))
        })
    }

    /// Looks for a patient of whom each formula is as wanted.
    pub fn somebody(&self, wanted: &[(&Expr, bool)]) -> Found {
        let most = ALL_STEPS.saturating_sub(self.taken.get()).min(STEPS);
        let mut steps = most;
        let found = self.search(wanted, &mut steps);
        self.taken.set(self.taken.get() + (most - steps));
        if found == Found::GaveUp {
            self.gave_up.set(true);
        }
        found
    }

    /// Whether a search was given up.
    pub fn gave_up(&self) -> bool {
        self.gave_up.get()
    }

    /// The same within a number of steps, of which it takes away what it needs.
    pub fn search(&self, wanted: &[(&Expr, bool)], steps: &mut usize) -> Found {
        let mut vars: Vec<Var> = wanted.iter().flat_map(|(expr, _)| expr.vars()).collect();
        vars.sort_unstable();
        vars.dedup();
        let mut lines = Vec::new();
        for var in &vars {
            let mut sets = Vec::new();
            for (expr, _) in wanted {
                expr.each_set(&mut |of, set| {
                    if of == *var {
                        sets.push(set);
                    }
                });
            }
            let line = self.line(*var);
            lines.push(line.map_or_else(Vec::new, |line| line.cut(sets.into_iter())));
        }
        let mut cost = 1;
        for (expr, _) in wanted {
            expr.each_set(&mut |_, _| cost += 1);
        }
        let mut search = Search {
            cost,
            wanted,
            vars: &vars,
            lines: &lines,
            bound: self.bound(&vars),
            chosen: Vec::new(),
            steps,
        };
        match search.go() {
            Some(true) => Found::Somebody(vars.iter().copied().zip(search.chosen).collect()),
            Some(false) => Found::Nobody,
            None => Found::GaveUp,
        }
    }
}

struct Search<'a> {
    cost: usize,
    wanted: &'a [(&'a Expr, bool)],
    vars: &'a [Var],
    lines: &'a [Vec<Interval>],
    bound: Vec<&'a Relation>,
    chosen: Vec<Interval>,
    steps: &'a mut usize,
}

impl Search<'_> {
    fn piece(&self, var: Var) -> Option<Interval> {
        let at = self.vars.binary_search(&var).ok()?;
        self.chosen.get(at).copied()
    }

    /// Whether somebody is here: the values chosen so far, and any of the others. Nothing where it gives up.
    fn go(&mut self) -> Option<bool> {
        *self.steps = self.steps.checked_sub(self.cost)?;
        let known = |var: Var| self.piece(var).map(|piece| piece.low);
        let mut open = false;
        for (expr, truth) in self.wanted {
            match expr.holds(&known) {
                Some(holds) if holds == *truth => {}
                Some(_) => return Some(false),
                None => open = true,
            }
        }
        let Some(pieces) = self.lines.get(self.chosen.len()) else {
            return Some(!open && self.is_possible());
        };
        if !open && self.bound.is_empty() {
            return Some(true);
        }
        for piece in pieces {
            self.chosen.push(*piece);
            if self.go()? {
                return Some(true);
            }
            self.chosen.pop();
        }
        Some(false)
    }

    fn is_possible(&self) -> bool {
        let possible = |relation: &&Relation| relation.is_possible(&|var| self.piece(var));
        self.bound.iter().all(possible)
    }
}

/// A value within a piece of a line that people would write: few decimals, and a usual one where there is one.
pub fn written(value: &Value, piece: Interval, share: Decimal) -> Option<Decimal> {
    let lies = |number: Decimal| {
        let at = Bound::at(number);
        piece.low <= at && at <= piece.high
    };
    let (mut low, mut high) = (piece.low.value, piece.high.value);
    if low == high {
        return lies(low).then_some(low.normalize());
    }
    if let Some((least, most)) = value.usual {
        let inner = (low.max(least), high.min(most));
        if inner.0 < inner.1 {
            (low, high) = inner;
        }
    }
    // Of a long stretch to the end of the line, what lies near its limit.
    let four = Decimal::from(4);
    if high == value.line.most && low > Decimal::ZERO {
        high = high.min(low * four);
    } else if low == value.line.least && high > Decimal::ZERO {
        low = low.max(high / four);
    }
    let wished = low + (high - low) * share;
    if value.line.whole {
        let tried = [wished.floor(), wished.ceil()];
        return tried.into_iter().find(|number| lies(*number));
    }
    let tried = (0..=8).map(|decimals| wished.round_dp(decimals));
    let mut tried = tried.filter(|number| lies(*number));
    tried.next().map(|number| number.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small generator, the same on every machine.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: u64) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0 % sides
        }
    }

    const MOST: i64 = 4;

    fn line(whole: bool) -> Line {
        Line {
            least: Decimal::ZERO,
            most: Decimal::from(MOST),
            whole,
        }
    }

    fn space(dice: &mut Dice) -> Space {
        let mut space = Space::default();
        for key in ["a", "b", "c"] {
            let whole = dice.roll(2) == 0;
            space.var(key, || Value {
                key: key.to_owned(),
                name: Text::same(key),
                line: line(whole),
                unit: None,
                choices: Vec::new(),
                usual: None,
            });
        }
        space
    }

    fn set(dice: &mut Dice, line: Line) -> Set {
        let bound = |value: u64, nudge: i8| Bound {
            value: Decimal::from(value),
            nudge,
        };
        let parts = (0..=dice.roll(2)).map(|_| {
            let (low, high) = (dice.roll(5), dice.roll(5));
            Interval {
                low: bound(low, i8::from(dice.roll(2) == 0)),
                high: bound(high, -i8::from(dice.roll(2) == 0)),
            }
        });
        line.set(parts.collect())
    }

    fn expr(dice: &mut Dice, space: &Space, depth: u32) -> Expr {
        let kind = dice.roll(if depth == 0 { 2 } else { 6 });
        let parts = |dice: &mut Dice| -> Vec<Expr> {
            let count = dice.roll(3) + 1;
            (0..count).map(|_| expr(dice, space, depth - 1)).collect()
        };
        match kind {
            0 | 1 => {
                let var = usize::try_from(dice.roll(3)).expect("a number");
                let line = space.line(var).expect("a line");
                Expr::In(var, set(dice, line))
            }
            2 => Expr::All(parts(dice)),
            3 => Expr::Any(parts(dice)),
            4 => Expr::AtLeast(
                usize::try_from(dice.roll(4)).expect("a number"),
                parts(dice),
            ),
            _ => Expr::Not(Box::new(expr(dice, space, depth - 1))),
        }
    }

    /// Every place of the lines, quarters included: as many as can differ.
    fn grid(line: Line) -> Vec<Bound> {
        let step = if line.whole { 4 } else { 1 };
        (0..=MOST * 4 / step)
            .map(|place| Bound::at(Decimal::from(place * step) / Decimal::from(4)))
            .collect()
    }

    #[test]
    fn a_search_finds_what_a_look_at_every_place_finds() {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
        let (mut some, mut none) = (0, 0);
        for _ in 0..400 {
            let space = space(&mut dice);
            let one = expr(&mut dice, &space, 2);
            let two = expr(&mut dice, &space, 2);
            let lines: Vec<Vec<Bound>> = (0..3)
                .map(|var| grid(space.line(var).expect("a line")))
                .collect();
            let mut expected = false;
            for a in &lines[0] {
                for b in &lines[1] {
                    for c in &lines[2] {
                        let known = |var: Var| Some([*a, *b, *c][var]);
                        expected |=
                            one.holds(&known) == Some(true) && two.holds(&known) == Some(false);
                    }
                }
            }
            let wanted = [(&one, true), (&two, false)];
            let found = space.somebody(&wanted);
            assert_eq!(!found.is_nobody(), expected, "{one:?}\n{two:?}");
            match found {
                Found::Somebody(pieces) => {
                    some += 1;
                    let known = |var: Var| {
                        let piece = pieces.iter().find(|(of, _)| *of == var);
                        piece.map(|(_, piece)| piece.high)
                    };
                    assert_eq!(one.holds(&known), Some(true));
                    assert_eq!(two.holds(&known), Some(false));
                }
                _ => none += 1,
            }
            if let Some((var, set)) = one.on_one_line(|var| space.line(var)) {
                for at in &lines[var] {
                    assert_eq!(one.holds(&|_| Some(*at)), Some(set.holds(*at)));
                }
            }
        }
        assert!(some > 50 && none > 50, "{some} {none}");
    }

    #[test]
    fn a_search_that_takes_too_long_says_so() {
        let mut dice = Dice(1);
        let space = space(&mut dice);
        let one = expr(&mut dice, &space, 2);
        assert_eq!(space.search(&[(&one, true)], &mut 0), Found::GaveUp);
    }
}
