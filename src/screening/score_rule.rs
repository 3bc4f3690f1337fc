//! A score against what a rule asks of it, with everything that the score can still be: what decides it, what it waits
//! for, and which other published way of computing it would decide otherwise.

use std::sync::Arc;

use rust_decimal::Decimal;
use time::Date;

use super::Scores;
use super::choices::Choice;
use super::criterion::{Annotations, At};
use super::finding::{Caution, Margin, Reason, Truth, WaitsFor};
use super::logic::agree;
use super::patient::{Entry, Patient};
use super::range::{End, Range};
use super::reason::{Asked, Scored};
use super::score_value::{ScoreValue, SingleScore, cached, total, used};
use crate::clinical::child_pugh::{self, Variant};
use crate::clinical::{Analyte, Inputs, Item, Lab};
use crate::study::model::{ClassRule, ClassedScore, NormalEnd, ScoreName, ScoreRule};
use crate::study::{ANY_STUDY, Study};

/// Another way to compute a score, which decides a criterion otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OtherWay {
    /// Another published table of Child-Pugh.
    Table(Variant),
    /// Conversion by molar mass (17.104, 88.402).
    Factors,
}

/// What some scores ask for beside the inputs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    /// Completed years.
    pub years: Option<u16>,
    /// Body weight in kilograms.
    pub weight: Option<Decimal>,
    /// The upper limit of normal of AST.
    pub ast_limit: Option<Lab>,
}

impl Beside {
    /// Of a patient on a day, with what a study gives.
    pub fn of(study: &Study, patient: &Patient, as_of: Date) -> Self {
        let own = patient.normal(Analyte::Ast, NormalEnd::Uln).copied();
        let of_study = || {
            let mut intervals = study.reference_intervals.iter();
            let found = intervals.find(|interval| interval.analyte == Analyte::Ast)?;
            Lab::parse(Analyte::Ast, &found.high?.to_string(), found.unit).ok()
        };
        Beside {
            years: patient.age.and_then(|age| age.on(as_of)),
            weight: patient.weight,
            ast_limit: own.or_else(of_study),
        }
    }
}

/// What a rule asks of a score.
pub struct ScoreTest<'a> {
    score: ScoreName,
    unrounded: bool,
    asks: Asks<'a>,
}

enum Asks<'a> {
    Range(Range),
    Classes(ClassedScore, &'a [String]),
}

impl From<&ScoreRule> for ScoreTest<'_> {
    fn from(rule: &ScoreRule) -> Self {
        ScoreTest {
            score: rule.score,
            unrounded: rule.unrounded,
            asks: Asks::Range(Range::plain(rule.ends())),
        }
    }
}

impl<'a> From<&'a ClassRule> for ScoreTest<'a> {
    fn from(rule: &'a ClassRule) -> Self {
        ScoreTest {
            score: rule.score.score(),
            unrounded: false,
            asks: Asks::Classes(rule.score, &rule.of),
        }
    }
}

impl ScoreTest<'_> {
    fn decided(&self, (low, high): (ScoreValue, ScoreValue)) -> Option<bool> {
        match &self.asks {
            Asks::Range(range) => {
                let by = |end: &End| {
                    let of_low = low.meets(end.op, end.limit);
                    if low == high {
                        return Some(of_low);
                    }
                    (high.meets(end.op, end.limit) == of_low).then_some(of_low)
                };
                match range.only() {
                    Some(end) => by(end),
                    None if !ANY_STUDY => None,
                    None => range.by(by),
                }
            }
            Asks::Classes(..) if !ANY_STUDY => None,
            Asks::Classes(score, of) => {
                let classes = score.classes().into_iter();
                let can_be = classes
                    .skip(low.class_of(*score))
                    .take(high.class_of(*score) - low.class_of(*score) + 1);
                agree(can_be.map(|class| Some(of.iter().any(|one| one == class))))
            }
        }
    }

    /// The same of a score as it stands. A limit of normal is never assumed: without it nothing is decided.
    fn settled(&self, score: &SingleScore) -> Option<bool> {
        let is_limit = |item: &Item| matches!(item, Item::UpperLimit(_) | Item::LowerLimit(_));
        if ANY_STUDY && score.missing.iter().any(is_limit) {
            return None;
        }
        self.decided(score.ends)
    }

    fn standing(&self, inputs: &Inputs, beside: &Beside, scores: &Scores) -> SingleScore {
        let found = cached(scores, self.score, self.unrounded);
        found.unwrap_or_else(|| self.single(inputs, beside))
    }

    /// The decision, if the entries settle it.
    pub fn decides(&self, inputs: &Inputs, beside: &Beside, scores: &Scores) -> Option<bool> {
        self.settled(&self.standing(inputs, beside, scores))
    }

    /// The open items that can change the decision. Choices between a few values are tried one by one;
    /// what stays open then is measured, and every measured value with room in it can tip a sum.
    pub fn waits_for(&self, inputs: &Inputs, beside: &Beside, scores: &Scores) -> Vec<Item> {
        let score = self.standing(inputs, beside, scores);
        self.waits(&score, inputs, beside)
    }

    fn waits(&self, score: &SingleScore, inputs: &Inputs, beside: &Beside) -> Vec<Item> {
        let open = score.missing.iter().chain(&score.imprecise);
        let all: Vec<Item> = open.copied().collect();
        let mut found = Vec::new();
        if self.settled(score).is_none() {
            let tried = &mut inputs.clone();
            self.matter(tried, beside, score, &all, &mut found);
        }
        let items = used(self.score).chain(Item::OTHER_COAGULATION);
        let mut asked = Vec::new();
        for item in items.filter(|item| found.contains(item)) {
            if !asked.contains(&item) {
                asked.push(item);
            }
        }
        asked
    }

    fn single(&self, inputs: &Inputs, beside: &Beside) -> SingleScore {
        SingleScore::of(inputs, beside, self.score, self.unrounded)
    }

    /// Adds what can change an undecided score; stops once that is all that was open from the start.
    fn matter(
        &self,
        inputs: &mut Inputs,
        beside: &Beside,
        score: &SingleScore,
        all: &[Item],
        found: &mut Vec<Item>,
    ) {
        let choice = score.missing.iter();
        let choice = choice.copied().find(|item| !Choice::of(*item).is_empty());
        let Some(item) = choice else {
            found.extend(score.missing.iter().chain(&score.imprecise));
            return;
        };
        // It was undecided with the choice open: either the choices disagree, or what is open beside them
        // can tip the sum by itself and the choice moves that sum.
        found.push(item);
        for choice in Choice::of(item) {
            if all.iter().all(|item| found.contains(item)) {
                return;
            }
            choice.make(inputs);
            let score = self.single(inputs, beside);
            if self.settled(&score).is_none() {
                self.matter(inputs, beside, &score, all, found);
            }
            choice.take_back(inputs);
        }
    }

    /// Other published ways that decide otherwise, each with its score.
    fn other_ways(
        &self,
        decision: Option<bool>,
        inputs: &Inputs,
        beside: &Beside,
    ) -> Vec<(OtherWay, ScoreValue)> {
        let Some(decision) = decision else {
            return Vec::new();
        };
        let otherwise = |(way, ends): (OtherWay, (ScoreValue, ScoreValue))| {
            (self.decided(ends) == Some(!decision)).then_some((way, ends.0))
        };
        if self.score == ScoreName::ChildPugh {
            let variants = Variant::OTHERS.into_iter().map(|variant| {
                let (low, high) = child_pugh::by(inputs, variant);
                (OtherWay::Table(variant), (total(&low), total(&high)))
            });
            return variants.filter_map(otherwise).collect();
        }
        let mut inputs = inputs.clone();
        inputs.by_molar_mass = true;
        let ends = self.single(&inputs, beside).ends;
        otherwise((OtherWay::Factors, ends)).into_iter().collect()
    }

    fn asked(self) -> Asked {
        match self.asks {
            Asks::Range(range) => Asked::Range(range),
            Asks::Classes(..) if !ANY_STUDY => Asked::Range(Range::default()),
            Asks::Classes(score, of) => {
                let classes = score.classes().into_iter();
                Asked::Classes(
                    classes
                        .filter(|class| of.iter().any(|one| one == class))
                        .collect(),
                )
            }
        }
    }
}

/// A score against what a rule asks of it.
pub(super) fn score(
    at: At<'_>,
    test: ScoreTest<'_>,
    annotations: &mut Annotations,
) -> (Truth, Reason) {
    let inputs = &at.patient.inputs;
    // Those of every report ask for nothing beside the inputs.
    let beside = if !ANY_STUDY || ScoreName::ALWAYS.contains(&test.score) {
        Beside::default()
    } else {
        Beside::of(at.study, at.patient, at.as_of)
    };
    let score = test.standing(inputs, &beside, at.scores);
    let decision = test.settled(&score);
    if annotations.wanted {
        annotate(&test, &score, decision, inputs, &beside, annotations);
    }
    let (low, high) = score.ends;
    let (entered, missing): (Vec<Item>, Vec<Item>) = if inputs.waiting.is_empty() {
        (Vec::new(), score.missing)
    } else {
        let missing = score.missing.into_iter();
        missing.partition(|item| inputs.waits(*item))
    };
    let waiting = inputs.waiting.iter();
    let waiting = waiting.filter(|waiting| entered.contains(&Item::Lab(waiting.analyte())));
    let scored = Scored {
        score: test.score,
        low,
        high,
        asked: test.asked(),
        missing,
        imprecise: score.imprecise,
        waiting: waiting.copied().collect(),
    };
    (Truth::of(decision), Reason::Score(Arc::new(scored)))
}

fn annotate(
    test: &ScoreTest<'_>,
    score: &SingleScore,
    decision: Option<bool>,
    inputs: &Inputs,
    beside: &Beside,
    annotations: &mut Annotations,
) {
    if let ((ScoreValue::Whole(least), ScoreValue::Whole(most)), Asks::Range(range)) =
        (score.ends, &test.asks)
        && least == most
    {
        annotations.margin = range.only().map(|end| Margin {
            value: least.into(),
            limit: end.limit,
            unit: None,
        });
    }
    if decision.is_none() {
        let items = test.waits(score, inputs, beside).into_iter();
        annotations.waits_for = WaitsFor::Entries(items.map(Entry::Item).collect());
    }
    let ways = test.other_ways(decision, inputs, beside).into_iter();
    let score = test.score;
    annotations.cautions = ways
        .map(|(way, figure)| Caution::Score { score, way, figure })
        .collect();
}
