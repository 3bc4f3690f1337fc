//! `ScreenReport` of the public contract: a report as plain data with English sentences.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::clinical::inputs::{Clamp, Used};
use crate::clinical::{Item, Outcome, Rounded};
use crate::dates;
use crate::screening::arm::ArmStatement;
use crate::screening::criterion::{Finding, Margin, Said};
use crate::screening::{Case, Entry, Report};
use crate::study::Study;
use crate::words::{self, Lang};

/// The version of the widget.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A report as the public contract gives it.
#[derive(Debug, Serialize)]
pub struct ScreenReport {
    verdict: VerdictOut,
    scores: ScoresOut,
    criteria: Vec<CriterionOut>,
    arm: ArmOut,
    schedule: Vec<VisitOut>,
    warnings: Vec<String>,
    provenance: Provenance,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct VerdictOut {
    state: &'static str,
    because: Vec<String>,
    to_answer: Vec<String>,
    for_the_site: Vec<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ScoresOut {
    child_pugh: ScoreOut,
    meld: ScoreOut,
    meld_na: ScoreOut,
    meld3: ScoreOut,
    albi: ScoreOut,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum ScoreOut {
    Known {
        value: f64,
        #[serde(skip_serializing_if = "Option::is_none")]
        unrounded: Option<f64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        class: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        points: Option<Pairs<f64>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        used: Option<Pairs<f64>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        clamped: Option<Pairs<&'static str>>,
    },
    Open {
        missing: Vec<&'static str>,
        imprecise: Vec<&'static str>,
        possible: Possible,
    },
}

#[derive(Debug, Serialize)]
struct Possible {
    low: f64,
    high: f64,
}

/// An object whose keys are known only when it is made.
#[derive(Debug)]
struct Pairs<T>(Vec<(&'static str, T)>);

impl<T: Serialize> Serialize for Pairs<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

#[derive(Debug, Serialize)]
struct CriterionOut {
    id: String,
    kind: &'static str,
    state: &'static str,
    text: String,
    words: Vec<String>,
    reading: ReadingOut,
    because: String,
    from: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    margin: Option<MarginOut>,
    #[serde(rename = "otherReadings")]
    other_readings: Vec<OtherOut>,
    cautions: Vec<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ReadingOut {
    id: String,
    departs_from_text: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct OtherOut {
    id: String,
    departs_from_text: bool,
    state: &'static str,
    because: String,
}

#[derive(Debug, Serialize)]
struct MarginOut {
    value: String,
    limit: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
    distance: String,
}

#[derive(Debug, Serialize)]
struct ArmOut {
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    arm: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<u16>,
    why: String,
    assumptions: Vec<String>,
}

#[derive(Debug, Serialize)]
struct VisitOut {
    id: String,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    firm: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    between: Option<[String; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    open: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Provenance {
    study: String,
    study_sha256: String,
    version: &'static str,
    as_of: String,
}

const LANG: Lang = Lang::En;

/// What an event tells a host page by default: the verdict's state and the scores, and no entries.
#[derive(Debug, Serialize)]
pub struct Summary {
    study: String,
    verdict: SummaryVerdict,
    scores: ScoresOut,
}

#[derive(Debug, Serialize)]
struct SummaryVerdict {
    state: &'static str,
}

/// The summary of a report.
pub fn summary(study: &Study, report: &Report) -> Summary {
    let all = scores(report);
    Summary {
        study: study.id.clone(),
        verdict: SummaryVerdict {
            state: report.verdict.state.key(),
        },
        scores: ScoresOut {
            child_pugh: all.child_pugh.without_entries(),
            meld: all.meld.without_entries(),
            meld_na: all.meld_na.without_entries(),
            meld3: all.meld3.without_entries(),
            albi: all.albi.without_entries(),
        },
    }
}

impl ScoreOut {
    /// Points and the numbers used would give entries away.
    fn without_entries(self) -> Self {
        match self {
            ScoreOut::Known { value, class, .. } => ScoreOut::Known {
                value,
                class,
                unrounded: None,
                points: None,
                used: None,
                clamped: None,
            },
            open @ ScoreOut::Open { .. } => open,
        }
    }
}

/// A report as plain data.
pub fn plain(study: &Study, case: &Case, report: &Report) -> ScreenReport {
    let verdict = &report.verdict;
    ScreenReport {
        verdict: VerdictOut {
            state: verdict.state.key(),
            because: verdict.because.clone(),
            to_answer: keys(&verdict.to_answer),
            for_the_site: verdict.for_the_site.clone(),
        },
        scores: scores(report),
        criteria: report
            .findings
            .iter()
            .map(|finding| criterion(study, finding))
            .collect(),
        arm: arm(study, &report.arm),
        schedule: schedule(study, report),
        warnings: report
            .warnings
            .iter()
            .map(|warning| words::warning(LANG, warning))
            .collect(),
        provenance: Provenance {
            study: study.id.clone(),
            study_sha256: study.sha256.clone(),
            version: VERSION,
            as_of: dates::iso(case.as_of),
        },
    }
}

fn keys(entries: &[Entry]) -> Vec<String> {
    entries.iter().map(|entry| entry.key().to_owned()).collect()
}

fn scores(report: &Report) -> ScoresOut {
    let scores = &report.scores;
    ScoresOut {
        child_pugh: score(
            &scores.child_pugh,
            |score| score.total().into(),
            |score| ScoreOut::Known {
                value: score.total().into(),
                unrounded: None,
                class: Some(score.class().letter().to_owned()),
                points: Some(Pairs(
                    score
                        .parts()
                        .map(|(part, points)| (part.key(), points.into()))
                        .collect(),
                )),
                used: None,
                clamped: None,
            },
        ),
        meld: rounded(&scores.meld),
        meld_na: rounded(&scores.meld_na),
        meld3: rounded(&scores.meld_3),
        albi: score(
            &scores.albi,
            |score| score.value,
            |score| ScoreOut::Known {
                value: score.value,
                unrounded: None,
                class: Some(score.grade().to_string()),
                points: None,
                used: None,
                clamped: None,
            },
        ),
    }
}

fn score<T>(
    outcome: &Outcome<T>,
    value: impl Fn(&T) -> f64,
    known: impl Fn(&T) -> ScoreOut,
) -> ScoreOut {
    let names = |items: &[Item]| items.iter().map(|item| item.key()).collect();
    match outcome {
        Outcome::Known(score) => known(score),
        Outcome::Open {
            missing,
            imprecise,
            low,
            high,
        } => ScoreOut::Open {
            missing: names(missing),
            imprecise: names(imprecise),
            possible: Possible {
                low: value(low),
                high: value(high),
            },
        },
    }
}

fn rounded(outcome: &Outcome<Rounded>) -> ScoreOut {
    score(
        outcome,
        |score| score.value.into(),
        |score| ScoreOut::Known {
            value: score.value.into(),
            unrounded: Some(score.unrounded),
            class: None,
            points: None,
            used: Some(used(&score.used)),
            clamped: Some(Pairs(
                score
                    .used
                    .iter()
                    .filter_map(|used| Some((used.item.key(), clamp(used.clamp?))))
                    .collect(),
            )),
        },
    )
}

fn used(used: &[Used]) -> Pairs<f64> {
    Pairs(
        used.iter()
            .filter(|used| matches!(used.item, Item::Lab(_)))
            .map(|used| (used.item.key(), used.value))
            .collect(),
    )
}

fn clamp(clamp: Clamp) -> &'static str {
    match clamp {
        Clamp::Floor => "floor",
        Clamp::Cap => "cap",
        Clamp::Dialysis => "dialysis",
    }
}

fn criterion(study: &Study, finding: &Finding) -> CriterionOut {
    let criterion = study.criterion(&finding.id);
    let printed: Vec<&str> = criterion
        .map(|criterion| {
            criterion
                .printed
                .iter()
                .filter_map(|bullet| study.bullet(*bullet))
                .collect()
        })
        .unwrap_or_default();
    CriterionOut {
        id: finding.id.clone(),
        kind: finding.kind.key(),
        state: finding.state().key(),
        text: printed.join("\n"),
        words: criterion.map(|c| c.words.clone()).unwrap_or_default(),
        reading: ReadingOut {
            id: finding.said.reading.clone(),
            departs_from_text: finding.said.departs,
        },
        because: words::finding_reason(LANG, finding),
        from: keys(&finding.from),
        margin: finding.margin.map(margin),
        other_readings: finding
            .others
            .iter()
            .map(|said| other(finding, said))
            .collect(),
        cautions: finding
            .cautions
            .iter()
            .map(|caution| words::caution(LANG, caution))
            .collect(),
    }
}

fn other(finding: &Finding, said: &Said) -> OtherOut {
    OtherOut {
        id: said.reading.clone(),
        departs_from_text: said.departs,
        state: said.state.key(),
        because: words::said_reason(LANG, finding.kind, said),
    }
}

fn margin(margin: Margin) -> MarginOut {
    MarginOut {
        value: margin.value.to_string(),
        limit: margin.limit.to_string(),
        unit: margin.unit.map(|unit| unit.ucum()),
        distance: margin.distance().normalize().to_string(),
    }
}

fn arm(study: &Study, statement: &ArmStatement) -> ArmOut {
    let mut out = ArmOut {
        state: statement.key(),
        arm: None,
        place: None,
        of: None,
        why: words::arm_statement(LANG, study, statement),
        assumptions: Vec::new(),
    };
    if let ArmStatement::Projected {
        arm,
        place,
        of,
        assumed,
    } = statement
    {
        out.arm = study.arms.get(*arm).map(|arm| arm.id.clone());
        out.place = Some(*place);
        out.of = Some(*of);
        out.assumptions = assumed
            .iter()
            .map(|assumed| words::assumption(LANG, study, *assumed))
            .chain(
                study
                    .enrolment
                    .assumptions
                    .iter()
                    .map(|words| words.in_lang(LANG).to_owned()),
            )
            .collect();
    }
    out
}

fn schedule(study: &Study, report: &Report) -> Vec<VisitOut> {
    report
        .schedule
        .iter()
        .zip(&study.schedule)
        .map(|(appointment, visit)| VisitOut {
            id: visit.id.clone(),
            label: visit.label.in_lang(LANG).to_owned(),
            day: appointment.day,
            date: appointment.date.map(dates::iso),
            firm: appointment.firm,
            between: appointment
                .between
                .map(|(from, to)| [dates::iso(from), dates::iso(to)]),
            open: visit
                .open
                .as_ref()
                .map(|words| words.in_lang(LANG).to_owned()),
        })
        .collect()
}
