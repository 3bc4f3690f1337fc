//! `ScreenReport` of the public contract: a report with English sentences. What is absent is left out.

mod build;

use serde::{Serialize, Serializer};

use crate::screening::{self, Case};
use crate::study::Study;

/// The version of the widget.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The commit that a release was made from, with a plus sign where files were changed since; none in other builds.
const COMMIT: Option<&str> = option_env!("LIVER_PRESCREEN_COMMIT");

/// The day of that commit.
const BUILT: Option<&str> = option_env!("LIVER_PRESCREEN_DATE");

/// The version as people read it: with the commit and its day in a release.
pub const MADE: &str = match option_env!("LIVER_PRESCREEN_MADE") {
    Some(made) => made,
    None => VERSION,
};

/// What a screening gives.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
pub struct ScreenReport<'a> {
    /// What the criteria come to together.
    pub verdict: Verdict<'a>,
    /// The scores.
    pub scores: Scores,
    /// What was found of each criterion, in the order of the study.
    pub criteria: Vec<Finding<'a>>,
    /// What can be said of the dose group.
    pub arm: Arm<'a>,
    /// The visits, in the order of the study.
    pub schedule: Vec<Visit<'a>>,
    /// Values that look like a mix-up, or lack their control, and count as unknown for as long as they do.
    pub doubtful: Vec<Doubtful>,
    /// What to look at again; it decides nothing.
    pub warnings: Vec<String>,
    /// What this was computed by.
    pub provenance: Provenance<'a>,
}

/// What the criteria come to together.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct Verdict<'a> {
    /// "excluded", "undetermined" or "not-excluded".
    #[cfg_attr(
        feature = "types",
        ts(type = "\"excluded\" | \"undetermined\" | \"not-excluded\"")
    )]
    pub state: &'static str,
    /// The criteria that exclude.
    pub because: Vec<&'a str>,
    /// Those of them that exclude for now only: ask again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask_again: Option<Vec<&'a str>>,
    /// Unanswered and able to change the state, most decisive first.
    pub to_answer: Vec<String>,
    /// What only the study site can settle.
    pub for_the_site: Vec<&'a str>,
}

/// The scores.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct Scores {
    /// Child-Pugh.
    pub child_pugh: Score,
    /// MELD.
    pub meld: Score,
    /// MELD-Na.
    pub meld_na: Score,
    /// MELD 3.0.
    pub meld3: Score,
    /// ALBI.
    pub albi: Score,
}

/// A score: settled, or still open.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum Score {
    /// One value.
    Settled(Settled),
    /// Several are possible.
    Open(Open),
}

/// A score that is one value.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
pub struct Settled {
    /// The value.
    pub value: f64,
    /// The class or grade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<&'static str>,
    /// The points by item.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "types",
        ts(as = "Option<std::collections::HashMap<String, f64>>")
    )]
    pub points: Option<Members<f64>>,
    /// The value before it was rounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unrounded: Option<f64>,
    /// The values as they entered the formula, by analyte.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "types",
        ts(as = "Option<std::collections::HashMap<String, f64>>")
    )]
    pub used: Option<Members<f64>>,
    /// The values that entered the formula otherwise than they were measured: "floor", "cap" or "dialysis".
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "types",
        ts(as = "Option<std::collections::HashMap<String, Clamped>>")
    )]
    pub clamped: Option<Members<&'static str>>,
}

/// A score of which something is missing.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
pub struct Open {
    /// What is missing.
    pub missing: Vec<&'static str>,
    /// Entered with a sign such as "<", too coarsely to decide.
    pub imprecise: Vec<&'static str>,
    /// Where the score can lie, whatever is missing.
    pub possible: Possible,
}

/// Where a score can lie.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct Possible {
    /// The least.
    pub low: f64,
    /// The greatest.
    pub high: f64,
    /// Where everything that the score can be has the same class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<&'static str>,
    /// The values by the one choice that is still open, as in 28 when dialysis is "yes".
    pub by_choice: Vec<ByChoice>,
}

/// What a score is by a choice.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
pub struct ByChoice {
    /// The entry.
    pub when: &'static str,
    /// What is chosen.
    pub is: &'static str,
    /// What the score then is.
    pub value: f64,
}

/// What was found of a criterion.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct Finding<'a> {
    /// Its id.
    pub id: &'a str,
    /// "inclusion" or "exclusion".
    #[cfg_attr(feature = "types", ts(type = "\"inclusion\" | \"exclusion\""))]
    pub kind: &'static str,
    /// The registry's bullet, verbatim.
    pub text: String,
    /// The part of it that this criterion reads.
    pub words: Vec<&'a str>,
    /// What was found.
    #[cfg_attr(
        feature = "types",
        ts(
            type = "\"passes\" | \"fails\" | \"unknown\" | \"undecidable\" | \"for-the-site\" | \"not-applicable\""
        )
    )]
    pub state: &'static str,
    /// The reading of the words by which it was found.
    pub reading: Reading<'a>,
    /// Why.
    pub because: String,
    /// The entries that were used. Where it is unknown, also those that it waits for.
    pub from: Vec<String>,
    /// Of a composed criterion: what its parts give.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parts: Option<Vec<Part>>,
    /// What the other readings of the same words give.
    pub other_readings: Vec<OtherReading<'a>>,
    /// Other accepted ways of converting, cutting or counting that decide otherwise.
    pub cautions: Vec<String>,
    /// How far the value stands from its limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<Margin>,
}

/// What a part of a composed criterion gives.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
pub struct Part {
    /// Whether it is true of this patient.
    #[cfg_attr(
        feature = "types",
        ts(type = "\"holds\" | \"does-not-hold\" | \"open\"")
    )]
    pub state: &'static str,
    /// Why.
    pub because: String,
    /// Where it is composed itself: what its parts give.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parts: Option<Vec<Part>>,
}

/// A reading of the registry's words.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct Reading<'a> {
    /// Its id.
    pub id: &'a str,
    /// Whether it departs from what the words say.
    pub departs_from_text: bool,
}

/// What another reading gives.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct OtherReading<'a> {
    /// Its id.
    pub id: &'a str,
    /// Whether it departs from what the words say.
    pub departs_from_text: bool,
    /// What is found by it.
    #[cfg_attr(
        feature = "types",
        ts(
            type = "\"passes\" | \"fails\" | \"unknown\" | \"undecidable\" | \"for-the-site\" | \"not-applicable\""
        )
    )]
    pub state: &'static str,
    /// Why.
    pub because: String,
    /// Of a composed reading: what its parts give.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parts: Option<Vec<Part>>,
}

/// How far a value stands from its limit, in exact digits.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
pub struct Margin {
    /// The value.
    pub value: String,
    /// The limit.
    pub limit: String,
    /// Value less limit.
    pub distance: String,
    /// The unit of all three; none for a score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'static str>,
}

/// What can be said of the dose group.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
pub struct Arm<'a> {
    /// "closed", "on-hold", "gate-pending", "unknown" or "projected".
    #[cfg_attr(
        feature = "types",
        ts(type = "\"closed\" | \"on-hold\" | \"gate-pending\" | \"unknown\" | \"projected\"")
    )]
    pub state: &'static str,
    /// The statement.
    pub why: String,
    /// The group that the count of those enrolled projects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arm: Option<&'a str>,
    /// The place in that group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<u16>,
    /// Of so many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<u16>,
    /// What it takes for granted.
    pub assumptions: Vec<String>,
}

/// A visit.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
pub struct Visit<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub label: &'a str,
    /// What the record leaves open of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<&'a str>,
    /// Whether the record itself gives the day.
    pub firm: bool,
    /// Its day, the first infusion being day 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<u16>,
    /// Its date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The first and the last date by the readings of a date that the record leaves open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub between: Option<[String; 2]>,
}

/// A value that waits for somebody to look at it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
pub struct Doubtful {
    /// The analyte.
    #[cfg_attr(feature = "types", ts(as = "crate::exchange::input::names::Analyte"))]
    pub entry: &'static str,
    /// Why.
    pub why: String,
}

/// What a report was computed by.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct Provenance<'a> {
    /// The id of the study.
    pub study: &'a str,
    /// The checksum of its file.
    pub study_sha256: &'a str,
    /// The version of the widget.
    pub version: &'static str,
    /// The commit that a release was made from, with a plus sign where files were changed since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit: Option<&'static str>,
    /// The day of that commit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub built: Option<&'static str>,
    /// The day of screening.
    pub as_of: String,
}

/// What an event tells a host page by default: the verdict's state, the Child-Pugh class, the ALBI grade and the whole
/// MELD, each where it is settled. Nothing else: an unrounded score, a second score beside MELD or what a score can still
/// be gives a laboratory value back to whoever tries numbers (docs/faults.md says what these four give).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
pub struct Summary {
    /// The id of the study.
    pub study: String,
    /// The verdict.
    pub verdict: SummaryVerdict,
    /// The scores.
    pub scores: SummaryScores,
}

/// The verdict of a summary.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
pub struct SummaryVerdict {
    /// "excluded", "undetermined" or "not-excluded".
    #[cfg_attr(
        feature = "types",
        ts(type = "\"excluded\" | \"undetermined\" | \"not-excluded\"")
    )]
    pub state: &'static str,
}

/// The scores of a summary.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct SummaryScores {
    /// Child-Pugh.
    pub child_pugh: SummaryClass,
    /// MELD.
    pub meld: SummaryValue,
    /// ALBI.
    pub albi: SummaryClass,
}

/// The class or grade of a score in a summary.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
pub struct SummaryClass {
    /// Nothing until it is settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<&'static str>,
}

/// The value of a score in a summary.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
pub struct SummaryValue {
    /// A whole number; nothing until it is settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
}

/// How a value entered a formula.
#[cfg(feature = "types")]
#[derive(ts_rs::TS)]
#[ts(type = "\"floor\" | \"cap\" | \"dialysis\"")]
pub struct Clamped;

/// The members of an object by their names, in their order.
#[derive(Clone, Debug)]
pub struct Members<T, N = &'static str>(pub Vec<(N, T)>);

impl<T, N> Default for Members<T, N> {
    fn default() -> Self {
        Members(Vec::new())
    }
}

impl<T, N> Members<T, N> {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Serialize, N: Serialize> Serialize for Members<T, N> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// A report as JSON.
pub fn json(study: &Study, case: &Case, report: &screening::Report) -> String {
    super::json(&ScreenReport::new(study, case, report))
}

/// What an event tells by default, as JSON.
pub fn summary(study: &Study, report: &screening::Report) -> String {
    super::json(&Summary::new(study, report))
}

/// So many characters of a checksum tell study files apart for a reader.
const SHORT: usize = 12;

/// The checksum of a study file, as far as a reader needs it.
pub fn checksum(study: &Study) -> String {
    let sha = &study.sha256;
    ["SHA-256 ", sha.get(..SHORT).unwrap_or(sha)].concat()
}
