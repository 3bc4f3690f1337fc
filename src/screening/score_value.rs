//! A score as a number that a rule can compare.

use rust_decimal::Decimal;

use super::score_rule::Beside;
use super::{Case, Scores};
use crate::clinical::albi::{Albi, albi};
use crate::clinical::apri::apri;
use crate::clinical::calculated::{Estimate, Ratio};
use crate::clinical::child_pugh::{ChildPugh, Class, child_pugh};
use crate::clinical::cockcroft_gault::cockcroft_gault;
use crate::clinical::egfr::egfr;
use crate::clinical::fib_4::fib_4;
use crate::clinical::maddrey::maddrey;
use crate::clinical::meld::{self, meld, meld_3, meld_na};
use crate::clinical::number::quotient;
use crate::clinical::{Inputs, Item, Outcome, Rounded};
use crate::study::model::{ClassedScore, Op, ScoreName};
use crate::study::{ANY_STUDY, Study};

/// A score as a rule compares it with its limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ScoreValue {
    /// A whole number: Child-Pugh, and the MELD family as it is reported.
    Whole(i32),
    /// Unrounded: ALBI, and the MELD family where a rule asks for it so.
    Real(f64),
    /// A fraction of decimals: Maddrey, APRI, Cockcroft–Gault.
    Ratio(Ratio),
    /// A number that comes from a root or a power: FIB-4, eGFR.
    Estimate(Estimate),
}

impl ScoreValue {
    /// Whether it compares so with a limit.
    pub fn meets(self, op: Op, limit: Decimal) -> bool {
        let order = match self {
            ScoreValue::Ratio(_) | ScoreValue::Estimate(_) if !ANY_STUDY => return false,
            ScoreValue::Whole(value) => Decimal::from(value).cmp(&limit),
            ScoreValue::Real(value) => value.total_cmp(&quotient(limit, Decimal::ONE)),
            ScoreValue::Ratio(value) => value.to(limit),
            ScoreValue::Estimate(value) => value.to(limit),
        };
        op.holds(order)
    }

    /// The place of its class among those of its score; of a number that is none of that score's, the first.
    pub(super) fn class_of(self, score: ClassedScore) -> usize {
        match (score, self) {
            (ClassedScore::ChildPugh, ScoreValue::Whole(points)) => {
                let of = |class: &Class| i32::from(class.points().1) < points;
                Class::ALL.iter().filter(|class| of(class)).count()
            }
            (ClassedScore::Albi, ScoreValue::Real(value)) => {
                usize::from(Albi { value }.grade()).saturating_sub(1)
            }
            _ => 0,
        }
    }

    /// As a number to hand on or to draw; decisions are taken by [`ScoreValue::meets`].
    pub fn number(self) -> f64 {
        match self {
            ScoreValue::Ratio(_) | ScoreValue::Estimate(_) if !ANY_STUDY => f64::NAN,
            ScoreValue::Whole(value) => value.into(),
            ScoreValue::Real(value) => value,
            ScoreValue::Ratio(value) => value.value(),
            ScoreValue::Estimate(value) => value.value,
        }
    }
}

/// Child-Pugh's.
pub fn total(score: &ChildPugh) -> ScoreValue {
    ScoreValue::Whole(score.total().into())
}

fn rounded(score: &Rounded, unrounded: bool) -> ScoreValue {
    if unrounded {
        ScoreValue::Real(score.unrounded)
    } else {
        ScoreValue::Whole(score.value)
    }
}

fn both<T>(outcome: &Outcome<T>, value: impl Fn(&T) -> ScoreValue) -> (ScoreValue, ScoreValue) {
    let (low, high) = outcome.ends();
    (value(low), value(high))
}

/// The least and the greatest value of a score of every report; of another, which is computed where a rule asks for it,
/// nought.
pub fn ends(scores: &Scores, score: ScoreName, unrounded: bool) -> (ScoreValue, ScoreValue) {
    let family = |outcome| both(outcome, |score| rounded(score, unrounded));
    match score {
        ScoreName::ChildPugh => both(&scores.child_pugh, total),
        ScoreName::Meld => family(&scores.meld),
        ScoreName::MeldNa => family(&scores.meld_na),
        ScoreName::Meld3 => family(&scores.meld_3),
        ScoreName::Albi => both(&scores.albi, |score| ScoreValue::Real(score.value)),
        ScoreName::Maddrey
        | ScoreName::Fib4
        | ScoreName::Apri
        | ScoreName::Egfr
        | ScoreName::CockcroftGault => (ScoreValue::Whole(0), ScoreValue::Whole(0)),
    }
}

/// A score of every report; nothing of another one.
pub(super) fn cached(scores: &Scores, score: ScoreName, unrounded: bool) -> Option<SingleScore> {
    if !ScoreName::ALWAYS.contains(&score) {
        return None;
    }
    let (missing, imprecise) = open(scores, score);
    Some(SingleScore {
        ends: ends(scores, score, unrounded),
        missing: missing.to_vec(),
        imprecise: imprecise.to_vec(),
    })
}

/// The least and the greatest that a score can be at all, where it has such ends.
pub fn scale(score: ScoreName) -> Option<(f64, f64)> {
    match score {
        ScoreName::ChildPugh => {
            let [least, .., most] = Class::ALL.map(Class::points);
            Some((least.0.into(), most.1.into()))
        }
        ScoreName::Meld | ScoreName::MeldNa | ScoreName::Meld3 => Some((meld::LEAST, meld::MOST)),
        _ => None,
    }
}

/// One score of what was entered, for who asks for no other.
pub struct SingleScore {
    /// The least and the greatest value.
    pub ends: (ScoreValue, ScoreValue),
    /// Inputs that nobody gave.
    pub missing: Vec<Item>,
    /// Inputs given only as a limit.
    pub imprecise: Vec<Item>,
}

impl SingleScore {
    /// Of a score that is not known here.
    const NONE: Self = SingleScore {
        ends: (ScoreValue::Whole(0), ScoreValue::Whole(0)),
        missing: Vec::new(),
        imprecise: Vec::new(),
    };

    /// Computes it.
    pub fn of(inputs: &Inputs, beside: &Beside, score: ScoreName, unrounded: bool) -> Self {
        let family = |outcome| SingleScore::from(outcome, |score| rounded(score, unrounded));
        let ratio = |outcome| SingleScore::from(outcome, |score| ScoreValue::Ratio(*score));
        let estimate = |outcome| SingleScore::from(outcome, |score| ScoreValue::Estimate(*score));
        let years = beside.years;
        match score {
            _ if !ANY_STUDY && !score.is_of_page() => SingleScore::NONE,
            ScoreName::ChildPugh => SingleScore::from(child_pugh(inputs), total),
            ScoreName::Meld => family(meld(inputs)),
            ScoreName::MeldNa => family(meld_na(inputs)),
            ScoreName::Meld3 => family(meld_3(inputs)),
            ScoreName::Albi => {
                SingleScore::from(albi(inputs), |score| ScoreValue::Real(score.value))
            }
            ScoreName::Maddrey => ratio(maddrey(inputs)),
            ScoreName::Fib4 => estimate(fib_4(inputs, years)),
            ScoreName::Apri => ratio(apri(inputs, beside.ast_limit.as_ref())),
            ScoreName::Egfr => estimate(egfr(inputs, years)),
            ScoreName::CockcroftGault => ratio(cockcroft_gault(inputs, years, beside.weight)),
        }
    }

    /// Its value, where it is settled.
    pub fn settled(&self) -> Option<ScoreValue> {
        (self.missing.is_empty() && self.imprecise.is_empty()).then_some(self.ends.0)
    }

    fn from<T>(outcome: Outcome<T>, value: impl Fn(&T) -> ScoreValue) -> Self {
        let ends = both(&outcome, value);
        let (missing, imprecise) = match outcome {
            Outcome::Known(_) => Default::default(),
            Outcome::Open {
                missing, imprecise, ..
            } => (missing, imprecise),
        };
        SingleScore {
            ends,
            missing,
            imprecise,
        }
    }
}

/// A score as it stands for a case, rounded as it is reported: one of every report from there, another computed.
#[inline(never)]
pub fn standing(study: &Study, case: &Case, scores: &Scores, score: ScoreName) -> SingleScore {
    cached(scores, score, false).unwrap_or_else(|| {
        let patient = &case.patient;
        let beside = match ANY_STUDY {
            true => Beside::of(study, patient, case.as_of),
            false => Beside::default(),
        };
        SingleScore::of(&patient.inputs, &beside, score, false)
    })
}

/// What a score lacks: inputs that nobody gave, and inputs given only as a limit.
pub fn open(scores: &Scores, score: ScoreName) -> (&[Item], &[Item]) {
    match score {
        ScoreName::ChildPugh => scores.child_pugh.open(),
        ScoreName::Meld => scores.meld.open(),
        ScoreName::MeldNa => scores.meld_na.open(),
        ScoreName::Meld3 => scores.meld_3.open(),
        ScoreName::Albi => scores.albi.open(),
        _ => (&[], &[]),
    }
}

/// What a score is computed from.
pub fn used(score: ScoreName) -> impl Iterator<Item = Item> {
    use crate::clinical::Analyte as A;
    let labs: &'static [A] = match score {
        ScoreName::ChildPugh => &[A::Bilirubin, A::Albumin, A::Inr],
        ScoreName::Meld => &[A::Bilirubin, A::Inr, A::Creatinine],
        ScoreName::MeldNa => &[A::Bilirubin, A::Inr, A::Creatinine, A::Sodium],
        ScoreName::Meld3 => &[A::Bilirubin, A::Inr, A::Creatinine, A::Sodium, A::Albumin],
        ScoreName::Albi => &[A::Bilirubin, A::Albumin],
        ScoreName::Maddrey => &[A::ProthrombinTime, A::Bilirubin],
        ScoreName::Fib4 => &[A::Ast, A::Alt, A::Platelets],
        ScoreName::Apri => &[A::Ast, A::Platelets],
        ScoreName::Egfr | ScoreName::CockcroftGault => &[A::Creatinine],
    };
    let rest: &'static [Item] = match score {
        ScoreName::ChildPugh => &[Item::Ascites, Item::Encephalopathy],
        ScoreName::Meld | ScoreName::MeldNa => &[Item::Dialysis],
        ScoreName::Meld3 => &[Item::Dialysis, Item::Sex],
        ScoreName::Albi | ScoreName::Maddrey => &[],
        ScoreName::Fib4 => &[Item::Age],
        ScoreName::Apri => &[Item::UpperLimit(A::Ast)],
        ScoreName::Egfr => &[Item::Age, Item::Sex],
        ScoreName::CockcroftGault => &[Item::Age, Item::Weight, Item::Sex],
    };
    labs.iter()
        .map(|analyte| Item::Lab(*analyte))
        .chain(rest.iter().copied())
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
