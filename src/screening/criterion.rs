//! One criterion, one patient: what its reading says, why, and what it waits for.

use rust_decimal::Decimal;
use time::Date;

use super::Scores;
use super::logic::agree;
use super::patient::{Answer, Entry, Patient};
use crate::clinical::number::quotient;
use crate::clinical::{
    Ascites, Encephalopathy, Inputs, Item, Lab, Outcome, Rounded, Sex, Unit,
};
use crate::study::model::{Criterion, Kind, Op, Reading, Rule, ScoreName};

/// The state of a criterion for a patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Does not stand in the way.
    Passes,
    /// Excludes.
    Fails,
    /// Not settled by what was entered.
    Unknown,
    /// Cannot be decided as the record is written.
    Undecidable,
    /// Only the study site can settle it.
    ForTheSite,
    /// The question does not arise for this patient.
    NotApplicable,
}

impl State {
    /// The name in the public contract.
    pub fn key(self) -> &'static str {
        match self {
            State::Passes => "passes",
            State::Fails => "fails",
            State::Unknown => "unknown",
            State::Undecidable => "undecidable",
            State::ForTheSite => "for-the-site",
            State::NotApplicable => "not-applicable",
        }
    }

    /// The state of a criterion whose sentence is true of the patient, false, or open.
    fn of(kind: Kind, holds: Option<bool>) -> Self {
        match holds.map(|holds| holds == (kind == Kind::Inclusion)) {
            Some(true) => State::Passes,
            Some(false) => State::Fails,
            None => State::Unknown,
        }
    }
}

/// A score as a rule compares it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// A whole number.
    Whole(i32),
    /// Unrounded.
    Real(f64),
}

impl Figure {
    fn meets(self, op: Op, limit: Decimal) -> bool {
        let order = match self {
            Figure::Whole(value) => Decimal::from(value).cmp(&limit),
            Figure::Real(value) => value.total_cmp(&quotient(limit, Decimal::ONE)),
        };
        op.holds(order)
    }
}

/// Why a criterion is in its state.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// An age against its limits.
    Age {
        /// Completed years.
        years: u16,
        /// The least.
        min: u16,
        /// The greatest.
        max: u16,
    },
    /// A laboratory value against a limit.
    Lab {
        /// As typed.
        lab: Lab,
        /// How it must compare.
        op: Op,
        /// The limit.
        limit: Decimal,
        /// Its unit.
        unit: Unit,
    },
    /// A score against a limit.
    Score {
        /// Which.
        score: ScoreName,
        /// The least that the entries allow.
        low: Figure,
        /// The greatest that the entries allow.
        high: Figure,
        /// How it must compare.
        op: Op,
        /// The limit.
        limit: Decimal,
        /// What nobody entered.
        missing: Vec<Item>,
        /// What was entered only as a limit.
        imprecise: Vec<Item>,
    },
    /// An entry is missing.
    Missing(Item),
    /// The date of birth comes after the day of screening.
    BornLater,
    /// The clinician answered.
    Answered(Answer),
    /// Nobody answered.
    NotAnswered,
    /// The record cannot be read; with the answer, if there is one.
    CannotBeRead(Option<Answer>),
    /// Only the site can settle it; with the answer, if a host sent one.
    Site(Option<Answer>),
}

/// How far a value stands from its limit, in the limit's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin {
    /// The value in the limit's unit.
    pub value: Decimal,
    /// The limit.
    pub limit: Decimal,
    /// The unit; none for a score.
    pub unit: Option<Unit>,
}

impl Margin {
    /// Value less limit.
    pub fn distance(&self) -> Decimal {
        self.value - self.limit
    }
}

/// What one reading says.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The id of the reading.
    pub reading: String,
    /// Whether it departs from the letter.
    pub departs: bool,
    /// The state by this reading.
    pub state: State,
    /// Why.
    pub reason: Reason,
}

/// What is found about one criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The criterion's id.
    pub id: String,
    /// Inclusion or exclusion.
    pub kind: Kind,
    /// What the reading computed says.
    pub said: Said,
    /// What the other readings say.
    pub others: Vec<Said>,
    /// The entries it was found from.
    pub from: Vec<Entry>,
    /// What it waits for, where it is unknown: entries that can decide it.
    pub waits_for: Vec<Entry>,
    /// The distance to the limit, where there is one value and one limit.
    pub margin: Option<Margin>,
}

impl Finding {
    /// The state by the reading computed.
    pub fn state(&self) -> State {
        self.said.state
    }

    /// Other readings that pass or fail where the reading computed does otherwise.
    pub fn disagreeing(&self) -> impl Iterator<Item = &Said> {
        self.others.iter().filter(|other| {
            matches!(other.state, State::Passes | State::Fails)
                && other.state != self.state()
                && self.state() != State::Unknown
        })
    }
}

/// What a rule says, before a reading's name is put to it.
struct Found {
    state: State,
    reason: Reason,
    from: Vec<Entry>,
    waits_for: Vec<Entry>,
    margin: Option<Margin>,
}

impl Found {
    fn new(state: State, reason: Reason) -> Self {
        Found {
            state,
            reason,
            from: Vec::new(),
            waits_for: Vec::new(),
            margin: None,
        }
    }
}

/// Holds a criterion against a patient.
pub fn find(criterion: &Criterion, patient: &Patient, scores: &Scores, as_of: Date) -> Finding {
    let mut readings = criterion.readings.iter().map(|reading| {
        let found = rule(criterion, reading, patient, scores, as_of);
        let said = Said {
            reading: reading.id.clone(),
            departs: reading.departs,
            state: found.state,
            reason: found.reason.clone(),
        };
        (found, said)
    });
    let (found, said) = readings.next().unwrap_or_else(|| {
        // A study without readings does not pass the linter.
        let said = Said {
            reading: String::new(),
            departs: false,
            state: State::Unknown,
            reason: Reason::NotAnswered,
        };
        (Found::new(State::Unknown, Reason::NotAnswered), said)
    });
    Finding {
        id: criterion.id.clone(),
        kind: criterion.kind,
        said,
        others: readings.map(|(_, said)| said).collect(),
        from: found.from,
        waits_for: found.waits_for,
        margin: found.margin,
    }
}

fn rule(
    criterion: &Criterion,
    reading: &Reading,
    patient: &Patient,
    scores: &Scores,
    as_of: Date,
) -> Found {
    match &reading.rule {
        Rule::Age { min, max } => age(criterion.kind, patient, as_of, *min, *max),
        Rule::Lab {
            analyte,
            op,
            limit,
            unit,
        } => match patient.inputs.lab(*analyte) {
            Some(lab) => against_limit(criterion.kind, *lab, *op, *limit, *unit),
            None => missing(Item::Lab(*analyte)),
        },
        Rule::Score {
            score,
            op,
            limit,
            unrounded,
        } => {
            let rule = ScoreRule {
                score: *score,
                op: *op,
                limit: *limit,
                unrounded: *unrounded,
            };
            rule.find(criterion.kind, &patient.inputs, scores)
        }
        Rule::Answer { reversed, .. } => {
            answer(criterion, patient.answer(&criterion.id), *reversed)
        }
        Rule::Undecidable => {
            let answer = patient.answer(&criterion.id);
            Found::new(State::Undecidable, Reason::CannotBeRead(answer))
        }
        Rule::Site => {
            let answer = patient.answer(&criterion.id);
            Found::new(State::ForTheSite, Reason::Site(answer))
        }
    }
}

fn missing(item: Item) -> Found {
    Found {
        waits_for: vec![Entry::Item(item)],
        ..Found::new(State::Unknown, Reason::Missing(item))
    }
}

fn age(kind: Kind, patient: &Patient, as_of: Date, min: u16, max: u16) -> Found {
    let Some(age) = patient.age else {
        return missing(Item::Age);
    };
    let Some(years) = age.on(as_of) else {
        return Found {
            waits_for: vec![Entry::Item(Item::Age)],
            ..Found::new(State::Unknown, Reason::BornLater)
        };
    };
    let state = State::of(kind, Some((min..=max).contains(&years)));
    Found {
        from: vec![Entry::Item(Item::Age)],
        ..Found::new(state, Reason::Age { years, min, max })
    }
}

fn against_limit(kind: Kind, lab: Lab, op: Op, limit: Decimal, unit: Unit) -> Found {
    let factor = lab
        .analyte()
        .accepts(unit)
        .map_or(Decimal::ONE, |accepted| accepted.factor);
    let value = lab.compared();
    let holds = op.decides(&value, limit * factor);
    let entry = Entry::Item(Item::Lab(lab.analyte()));
    let margin = value
        .is_point()
        .then(|| value.low.value.checked_div(factor))
        .flatten()
        .map(|value| Margin {
            value: value.normalize(),
            limit,
            unit: Some(unit),
        });
    Found {
        from: vec![entry.clone()],
        waits_for: if holds.is_none() {
            vec![entry]
        } else {
            Vec::new()
        },
        margin,
        ..Found::new(
            State::of(kind, holds),
            Reason::Lab {
                lab,
                op,
                limit,
                unit,
            },
        )
    }
}

fn answer(criterion: &Criterion, answer: Option<Answer>, reversed: bool) -> Found {
    let question = Entry::Question(criterion.id.clone());
    let state = match answer {
        Some(Answer::Yes) => State::of(criterion.kind, Some(!reversed)),
        Some(Answer::No) => State::of(criterion.kind, Some(reversed)),
        Some(Answer::NotApplicable) => State::NotApplicable,
        Some(Answer::Unknown) | None => State::Unknown,
    };
    Found {
        from: vec![question.clone()],
        waits_for: if state == State::Unknown {
            vec![question]
        } else {
            Vec::new()
        },
        ..Found::new(state, answer.map_or(Reason::NotAnswered, Reason::Answered))
    }
}

/// A score against a limit.
#[derive(Clone, Copy)]
struct ScoreRule {
    score: ScoreName,
    op: Op,
    limit: Decimal,
    unrounded: bool,
}

impl ScoreRule {
    fn ends(&self, scores: &Scores) -> (Figure, Figure) {
        let rounded = |outcome: &Outcome<Rounded>| {
            let figure = |score: &Rounded| {
                if self.unrounded {
                    Figure::Real(score.unrounded)
                } else {
                    Figure::Whole(score.value)
                }
            };
            let (low, high) = outcome.ends();
            (figure(low), figure(high))
        };
        match self.score {
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

    fn open<'a>(&self, scores: &'a Scores) -> (&'a [Item], &'a [Item]) {
        match self.score {
            ScoreName::ChildPugh => scores.child_pugh.open(),
            ScoreName::Meld => scores.meld.open(),
            ScoreName::MeldNa => scores.meld_na.open(),
            ScoreName::Meld3 => scores.meld_3.open(),
            ScoreName::Albi => scores.albi.open(),
        }
    }

    fn decides(&self, inputs: &Inputs) -> (Option<bool>, Scores) {
        let scores = Scores::of(inputs);
        let (low, high) = self.ends(&scores);
        let decided = agree([low, high].map(|end| Some(end.meets(self.op, self.limit))));
        (decided, scores)
    }

    fn find(&self, kind: Kind, inputs: &Inputs, scores: &Scores) -> Found {
        let (low, high) = self.ends(scores);
        let (missing, imprecise) = self.open(scores);
        let decided = agree([low, high].map(|end| Some(end.meets(self.op, self.limit))));
        let reason = Reason::Score {
            score: self.score,
            low,
            high,
            op: self.op,
            limit: self.limit,
            missing: missing.to_vec(),
            imprecise: imprecise.to_vec(),
        };
        let mut waits_for = Vec::new();
        if decided.is_none() {
            self.matter(inputs, &mut waits_for);
            waits_for.sort_unstable();
        }
        let margin = match (low, high) {
            (Figure::Whole(low), Figure::Whole(high)) if low == high => Some(Margin {
                value: low.into(),
                limit: self.limit,
                unit: None,
            }),
            _ => None,
        };
        Found {
            from: used(self.score).into_iter().map(Entry::Item).collect(),
            waits_for: waits_for.into_iter().map(Entry::Item).collect(),
            margin,
            ..Found::new(State::of(kind, decided), reason)
        }
    }

    /// The open items that can change the decision. Choices between a few values are tried one by one;
    /// what stays open then is measured, and every measured value with room in it can tip a sum.
    fn matter(&self, inputs: &Inputs, found: &mut Vec<Item>) {
        let (decided, scores) = self.decides(inputs);
        if decided.is_some() {
            return;
        }
        let (missing, imprecise) = self.open(&scores);
        let choice = missing
            .iter()
            .find_map(|item| choices(*item, inputs).map(|choices| (*item, choices)));
        let Some((item, choices)) = choice else {
            for item in missing.iter().chain(imprecise) {
                if !found.contains(item) {
                    found.push(*item);
                }
            }
            return;
        };
        for choice in &choices {
            self.matter(choice, found);
        }
        // It was undecided with the choice open: either the choices disagree, or what is open beside them
        // can tip the sum by itself and the choice moves that sum.
        if !found.contains(&item) {
            found.push(item);
        }
    }
}

/// What a score is computed from.
fn used(score: ScoreName) -> Vec<Item> {
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

/// The inputs with each possible value of an item that is a choice between a few.
fn choices(item: Item, inputs: &Inputs) -> Option<Vec<Inputs>> {
    let with = |set: &dyn Fn(&mut Inputs)| {
        let mut inputs = inputs.clone();
        set(&mut inputs);
        inputs
    };
    match item {
        Item::Sex => Some(
            [Sex::Female, Sex::Male]
                .map(|sex| with(&|inputs| inputs.sex = Some(sex)))
                .to_vec(),
        ),
        Item::Dialysis => Some(
            [false, true]
                .map(|dialysis| with(&|inputs| inputs.dialysis = Some(dialysis)))
                .to_vec(),
        ),
        Item::Ascites => Some(
            [Ascites::None, Ascites::Slight, Ascites::Moderate]
                .map(|ascites| with(&|inputs| inputs.ascites = Some(ascites)))
                .to_vec(),
        ),
        Item::Encephalopathy => Some(
            [
                Encephalopathy::None,
                Encephalopathy::Grade1To2,
                Encephalopathy::Grade3To4,
            ]
            .map(|grade| with(&|inputs| inputs.encephalopathy = Some(grade)))
            .to_vec(),
        ),
        Item::Age | Item::Lab(_) => None,
    }
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
