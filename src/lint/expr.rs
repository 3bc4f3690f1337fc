//! What a rule says of a patient, as a formula over values: the form in which rules are reasoned about.

use super::line::{Line, Set};
use crate::clinical::{Bound, Interval};

/// The number of a value in its [`Space`](super::space::Space).
pub type Var = usize;

/// A formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// True or false of everybody.
    Is(bool),
    /// A value lies in a set.
    In(Var, Set),
    /// All hold.
    All(Vec<Expr>),
    /// At least one holds.
    Any(Vec<Expr>),
    /// At least so many hold.
    AtLeast(usize, Vec<Expr>),
    /// It does not hold.
    Not(Box<Expr>),
}

impl Expr {
    /// The contrary.
    #[must_use]
    pub fn not(self) -> Self {
        match self {
            Expr::Not(inner) => *inner,
            Expr::Is(truth) => Expr::Is(!truth),
            other => Expr::Not(Box::new(other)),
        }
    }

    /// The values that it asks for, in order, each once.
    pub fn vars(&self) -> Vec<Var> {
        let mut vars = Vec::new();
        self.each_set(&mut |var, _| vars.push(var));
        vars.sort_unstable();
        vars.dedup();
        vars
    }

    /// Goes through everything that it asks.
    pub fn each_set<'a>(&'a self, look: &mut impl FnMut(Var, &'a Set)) {
        match self {
            Expr::Is(_) => {}
            Expr::In(var, set) => look(*var, set),
            Expr::All(parts) | Expr::Any(parts) | Expr::AtLeast(_, parts) => {
                for part in parts {
                    part.each_set(look);
                }
            }
            Expr::Not(inner) => inner.each_set(look),
        }
    }

    /// Whether it holds where some values are known: `None` where the others decide.
    pub fn holds(&self, known: &impl Fn(Var) -> Option<Bound>) -> Option<bool> {
        match self {
            Expr::Is(truth) => Some(*truth),
            Expr::In(var, set) => known(*var).map(|at| set.holds(at)),
            Expr::Not(inner) => inner.holds(known).map(|truth| !truth),
            Expr::All(parts) => at_least(parts.len(), parts, known),
            Expr::Any(parts) => at_least(1, parts, known),
            Expr::AtLeast(needed, parts) => at_least(*needed, parts, known),
        }
    }

    /// The set of values of which it holds, where it asks for one alone.
    pub fn on_one_line(&self, line_of: impl Fn(Var) -> Option<Line>) -> Option<(Var, Set)> {
        let vars = self.vars();
        let [var] = vars.as_slice() else {
            return None;
        };
        let line = line_of(*var)?;
        if let Expr::In(_, set) = self {
            return Some((*var, set.clone()));
        }
        let mut sets = Vec::new();
        self.each_set(&mut |_, set| sets.push(set));
        let pieces = line.cut(sets.into_iter()).into_iter();
        let pieces = pieces.filter(|piece| self.holds(&|_| Some(piece.low)) == Some(true));
        Some((*var, line.set(pieces.collect::<Vec<Interval>>())))
    }
}

/// Kleene's logic: unknown parts stay unknown unless the others decide.
fn at_least(needed: usize, parts: &[Expr], known: &impl Fn(Var) -> Option<Bound>) -> Option<bool> {
    let (mut met, mut open) = (0, parts.len());
    for part in parts {
        if met >= needed {
            return Some(true);
        }
        if met + open < needed {
            return Some(false);
        }
        match part.holds(known) {
            Some(true) => {
                met += 1;
                open -= 1;
            }
            Some(false) => open -= 1,
            None => {}
        }
    }
    if met >= needed {
        Some(true)
    } else if met + open < needed {
        Some(false)
    } else {
        None
    }
}
