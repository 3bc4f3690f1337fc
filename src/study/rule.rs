//! The rules of a study file: what a reading asks of a patient, and how rules are composed.

use std::sync::Arc;

use rust_decimal::Decimal;
#[cfg(schema)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::texts::{as_text, maybe_text};
use crate::clinical::{Analyte, Bound, Interval, Sex, Unit};

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// <
    Below,
    /// ≤
    AtMost,
    /// >
    Above,
    /// ≥
    AtLeast,
}

impl Op {
    /// As people write it.
    pub fn sign(self) -> &'static str {
        match self {
            Op::Below => "<",
            Op::AtMost => "≤",
            Op::Above => ">",
            Op::AtLeast => "≥",
        }
    }

    /// Whether it holds for an order of value and limit.
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Op::Below => order.is_lt(),
            Op::AtMost => order.is_le(),
            Op::Above => order.is_gt(),
            Op::AtLeast => order.is_ge(),
        }
    }

    /// Whether it holds for everything in an interval, for nothing in it (`Some`), or for part (`None`).
    pub fn decides(self, interval: &Interval, limit: Decimal) -> Option<bool> {
        let limit = Bound::at(limit);
        let low = self.holds(interval.low.cmp(&limit));
        if interval.is_point() {
            return Some(low);
        }
        let high = self.holds(interval.high.cmp(&limit));
        (low == high).then_some(low)
    }
}

/// A score that a rule can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ScoreName {
    /// Child-Pugh.
    ChildPugh,
    /// Original MELD.
    Meld,
    /// MELD-Na (OPTN 2016).
    MeldNa,
    /// MELD 3.0.
    Meld3,
    /// ALBI.
    Albi,
    /// Maddrey's discriminant function.
    Maddrey,
    /// FIB-4.
    Fib4,
    /// APRI.
    Apri,
    /// Estimated glomerular filtration rate (CKD-EPI 2021).
    Egfr,
    /// Creatinine clearance by Cockcroft and Gault.
    CockcroftGault,
}

impl ScoreName {
    /// Every score with its name in the public contract.
    pub const NAMES: [(&'static str, ScoreName); 10] = [
        ("childPugh", ScoreName::ChildPugh),
        ("meld", ScoreName::Meld),
        ("meldNa", ScoreName::MeldNa),
        ("meld3", ScoreName::Meld3),
        ("albi", ScoreName::Albi),
        ("maddrey", ScoreName::Maddrey),
        ("fib4", ScoreName::Fib4),
        ("apri", ScoreName::Apri),
        ("egfr", ScoreName::Egfr),
        ("cockcroftGault", ScoreName::CockcroftGault),
    ];

    /// Those that stand in every report, whatever a study asks for.
    pub const ALWAYS: [ScoreName; 5] = [
        ScoreName::ChildPugh,
        ScoreName::Meld,
        ScoreName::MeldNa,
        ScoreName::Meld3,
        ScoreName::Albi,
    ];

    /// The name in the public contract.
    pub fn key(self) -> &'static str {
        ScoreName::NAMES
            .iter()
            .find(|(_, score)| *score == self)
            .map_or("", |(name, _)| name)
    }
}

/// A score with classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ClassedScore {
    /// Child-Pugh: A, B, C.
    ChildPugh,
    /// ALBI: 1, 2, 3.
    Albi,
}

impl ClassedScore {
    /// The score.
    pub fn score(self) -> ScoreName {
        match self {
            ClassedScore::ChildPugh => ScoreName::ChildPugh,
            ClassedScore::Albi => ScoreName::Albi,
        }
    }

    /// Its classes, in order.
    pub fn classes(self) -> [&'static str; 3] {
        match self {
            ClassedScore::ChildPugh => ["A", "B", "C"],
            ClassedScore::Albi => ["1", "2", "3"],
        }
    }
}

/// Which end of a laboratory's reference interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum NormalEnd {
    /// The upper limit of normal.
    Uln,
    /// The lower limit of normal.
    Lln,
}

/// A limit of a laboratory value. A file has a text, `{"times", "of"}`, or an object of units; see `file.rs`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Limit {
    /// A number in the rule's unit.
    Plain(#[serde(with = "as_text")] Decimal),
    /// A multiple of an end of the laboratory's reference interval.
    #[cfg_attr(of_page, serde(skip_deserializing))]
    Multiple {
        /// So many times.
        #[serde(with = "as_text")]
        times: Decimal,
        /// Of which end.
        of: NormalEnd,
    },
    /// One limit as it is printed in several units; each is compared in the unit entered.
    #[cfg_attr(of_page, serde(skip_deserializing))]
    Printed(Printings),
}

/// A limit in each unit in which it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Printings(pub Vec<Printing>);

/// A limit in one of the units in which it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Printing {
    /// The unit.
    #[serde(with = "as_text")]
    pub unit: Unit,
    /// The limit in it.
    #[serde(with = "as_text")]
    pub limit: Decimal,
}

impl Limit {
    /// The number, where it is no more than one.
    pub fn plain(&self) -> Option<Decimal> {
        match self {
            Limit::Plain(limit) => Some(*limit),
            Limit::Multiple { .. } | Limit::Printed(_) => None,
        }
    }
}

/// A low and a high end, each with how a value must compare.
pub type Ends<T> = [Option<(Op, T)>; 2];

/// The ends that four fields of a file give: the low one, the high one.
fn ends<T>([min, above, max, below]: [Option<T>; 4]) -> Ends<T> {
    let end = |closed: Option<T>, open: Option<T>, at, beyond| match (closed, open) {
        (Some(limit), _) => Some((at, limit)),
        (None, Some(limit)) => Some((beyond, limit)),
        (None, None) => None,
    };
    [
        end(min, above, Op::AtLeast, Op::Above),
        end(max, below, Op::AtMost, Op::Below),
    ]
}

/// A rule that the core can decide.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema), schemars(tag = "kind"))]
#[serde(
    deny_unknown_fields,
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Rule {
    /// Completed years, both ends included.
    Age {
        /// The least.
        #[cfg_attr(schema, schemars(range(max = 120)))]
        min: Option<u16>,
        /// The greatest.
        #[cfg_attr(schema, schemars(range(max = 120)))]
        max: Option<u16>,
    },
    /// A laboratory value against a limit, or between two.
    Lab(LabRule),
    /// A score against a limit, or between two.
    Score(ScoreRule),
    /// An answer: "yes" means that the sentence is true of the patient.
    Answer(AnswerRule),
    /// Asked and shown; decides nothing, because the record cannot be read.
    Undecidable {},
    /// Only the study site can settle it.
    Site {},
    // The page's own wasm reads none of those that follow: see `of_page.rs`. They come last, since it counts what it reads.
    /// The class of a score.
    #[cfg_attr(of_page, serde(skip_deserializing))]
    Class(ClassRule),
    /// What was chosen of an entry of the study.
    #[cfg_attr(of_page, serde(skip_deserializing))]
    Choice {
        /// The entry, by its id.
        entry: Arc<str>,
        /// The ids of the options for which the rule is true.
        of: Vec<String>,
    },
    /// A number of an entry of the study against a limit, or between two.
    #[cfg_attr(of_page, serde(skip_deserializing))]
    Number(NumberRule),
    /// The patient's sex.
    #[cfg_attr(of_page, serde(skip_deserializing))]
    Sex {
        /// Which.
        #[serde(with = "as_text")]
        #[cfg_attr(schema, schemars(schema_with = "super::schema::sex"))]
        is: Sex,
    },
    /// True where all of them are.
    #[cfg_attr(of_page, serde(skip_deserializing))]
    All {
        /// The parts.
        #[cfg_attr(schema, schemars(length(min = 1)))]
        of: Vec<Rule>,
    },
    /// True where one of them is.
    #[cfg_attr(of_page, serde(skip_deserializing))]
    Any {
        /// The parts.
        #[cfg_attr(schema, schemars(length(min = 1)))]
        of: Vec<Rule>,
    },
    /// True where so many of them are.
    #[cfg_attr(of_page, serde(skip_deserializing))]
    AtLeast {
        /// So many.
        #[cfg_attr(schema, schemars(range(min = 1, max = 200)))]
        n: u16,
        /// The parts.
        #[cfg_attr(schema, schemars(length(min = 1)))]
        of: Vec<Rule>,
    },
    /// True where it is not.
    #[cfg_attr(of_page, serde(skip_deserializing))]
    Not {
        /// The part.
        rule: Box<Rule>,
    },
    /// One rule or another, by a third.
    #[cfg_attr(of_page, serde(skip_deserializing))]
    When {
        /// What decides which.
        #[serde(rename = "if")]
        condition: Box<Rule>,
        /// What must be true where that is.
        then: Box<Rule>,
        /// What must be true where it is not; true where it is left out.
        #[serde(rename = "else")]
        otherwise: Option<Box<Rule>>,
    },
}

/// A laboratory value against a limit, or between two.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct LabRule {
    /// Which.
    #[serde(with = "as_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::analyte"))]
    pub analyte: Analyte,
    /// The unit of limits that are numbers.
    #[serde(default, with = "maybe_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::maybe_unit"))]
    pub unit: Option<Unit>,
    /// At least.
    #[serde(default)]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::limit"))]
    pub min: Option<Limit>,
    /// More than.
    #[serde(default)]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::limit"))]
    pub above: Option<Limit>,
    /// At most.
    #[serde(default)]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::limit"))]
    pub max: Option<Limit>,
    /// Less than.
    #[serde(default)]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::limit"))]
    pub below: Option<Limit>,
    /// A value whose day of collection is further back than this many days before screening is not used.
    #[cfg_attr(schema, schemars(range(min = 1, max = 3650)))]
    pub not_older_than_days: Option<u16>,
    /// On how many dated values it must hold.
    pub occasions: Option<Occasions>,
    /// An answer entry of the study: with "yes", or without an answer, the value is not used.
    pub washout: Option<Arc<str>>,
}

impl LabRule {
    /// The limits.
    pub fn ends(&self) -> Ends<&Limit> {
        ends([
            self.min.as_ref(),
            self.above.as_ref(),
            self.max.as_ref(),
            self.below.as_ref(),
        ])
    }
}

/// On how many dated values a rule must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Occasions {
    /// So many, that of screening among them.
    #[cfg_attr(schema, schemars(range(min = 2, max = 20)))]
    pub n: u16,
    /// Each at least so many days from the next.
    #[cfg_attr(schema, schemars(range(min = 1, max = 3650)))]
    pub apart_days: u16,
}

/// A score against a limit, or between two.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ScoreRule {
    /// Which.
    pub score: ScoreName,
    /// At least.
    #[serde(default, with = "maybe_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::maybe_decimal"))]
    pub min: Option<Decimal>,
    /// More than.
    #[serde(default, with = "maybe_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::maybe_decimal"))]
    pub above: Option<Decimal>,
    /// At most.
    #[serde(default, with = "maybe_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::maybe_decimal"))]
    pub max: Option<Decimal>,
    /// Less than.
    #[serde(default, with = "maybe_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::maybe_decimal"))]
    pub below: Option<Decimal>,
    /// Whether it is compared before rounding.
    #[serde(default)]
    pub unrounded: bool,
}

impl ScoreRule {
    /// The limits.
    pub fn ends(&self) -> Ends<Decimal> {
        ends([self.min, self.above, self.max, self.below])
    }
}

/// The class of a score.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ClassRule {
    /// Of which score.
    pub score: ClassedScore,
    /// The classes for which the rule is true.
    pub of: Vec<String>,
}

/// A number of an entry of the study against a limit, or between two.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NumberRule {
    /// The entry, by its id.
    pub entry: Arc<str>,
    /// Its unit, as the entry has it.
    pub unit: Option<String>,
    /// At least.
    #[serde(default, with = "maybe_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::maybe_decimal"))]
    pub min: Option<Decimal>,
    /// More than.
    #[serde(default, with = "maybe_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::maybe_decimal"))]
    pub above: Option<Decimal>,
    /// At most.
    #[serde(default, with = "maybe_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::maybe_decimal"))]
    pub max: Option<Decimal>,
    /// Less than.
    #[serde(default, with = "maybe_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::maybe_decimal"))]
    pub below: Option<Decimal>,
}

impl NumberRule {
    /// The limits.
    pub fn ends(&self) -> Ends<Decimal> {
        ends([self.min, self.above, self.max, self.below])
    }
}

/// An answer: "yes" means that the sentence is true of the patient.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AnswerRule {
    /// An answer entry of the study; the criterion's own question where it is left out.
    pub entry: Option<Arc<str>>,
    /// The window of time that the sentence names, where the day of the event can decide it.
    pub window: Option<Window>,
    /// Whether "not applicable" is an answer.
    #[serde(default)]
    pub not_applicable: bool,
    /// Whether the answer counts the other way round, in a reading opposite to the letter.
    #[serde(default)]
    pub reversed: bool,
}

/// A window of time back from its anchor. Months and days together are one window, counted in both ways in which people
/// count it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Window {
    /// Calendar months.
    #[cfg_attr(schema, schemars(range(min = 1, max = 120)))]
    pub months: Option<u16>,
    /// Weeks.
    #[cfg_attr(schema, schemars(range(min = 1, max = 520)))]
    pub weeks: Option<u16>,
    /// Days.
    #[cfg_attr(schema, schemars(range(min = 1, max = 3650)))]
    pub days: Option<u16>,
    /// Hours.
    #[cfg_attr(schema, schemars(range(min = 1, max = 8760)))]
    pub hours: Option<u16>,
    /// A date entry of the study from which the window counts back; the day of screening where it is left out.
    pub anchor: Option<Arc<str>>,
}

impl Rule {
    /// The rules that this one is directly composed of.
    pub fn parts(&self) -> Vec<&Rule> {
        match self {
            Rule::All { of } | Rule::Any { of } | Rule::AtLeast { of, .. } => of.iter().collect(),
            Rule::Not { rule } => vec![rule],
            Rule::When {
                condition,
                then,
                otherwise,
            } => [Some(condition), Some(then), otherwise.as_ref()]
                .into_iter()
                .flatten()
                .map(|rule| &**rule)
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Whether this rule is composed of others.
    pub fn is_composed(&self) -> bool {
        matches!(
            self,
            Rule::All { .. }
                | Rule::Any { .. }
                | Rule::AtLeast { .. }
                | Rule::Not { .. }
                | Rule::When { .. }
        )
    }

    /// Whether something is so of this rule or of one that it is composed of, at any depth.
    pub fn any(&self, is_so: &mut dyn FnMut(&Rule) -> bool) -> bool {
        is_so(self) || self.is_composed() && self.parts().into_iter().any(|part| part.any(is_so))
    }
}
