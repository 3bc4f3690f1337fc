//! A report of the core in the structs of the contract.

use super::{
    Arm, BUILT, ByChoice, COMMIT, Doubtful, Finding, Margin, Members, Open, OtherReading, Part,
    Possible, Provenance, Reading, Score, Scores, ScreenReport, Settled, Summary, SummaryClass,
    SummaryScores, SummaryValue, SummaryVerdict, VERSION, Verdict, Visit,
};
use crate::clinical::child_pugh::ChildPugh;
use crate::clinical::inputs::Clamp;
use crate::clinical::{Item, Outcome, Rounded, Unit};
use crate::dates;
use crate::exchange::input::{ASCITES, ENCEPHALOPATHY, SEXES, name};
use crate::screening::arm::ArmStatement;
use crate::screening::choices::{Choice, alternatives};
use crate::screening::finding::ReadingResult;
use crate::screening::{self, Appointment, Case, Entry, Reason, Report, reason, score_value};
use crate::study::Study;
use crate::study::model::{self, Criterion, ScoreName};
use crate::words::{self, Lang};

const LANG: Lang = Lang::En;

impl<'a> ScreenReport<'a> {
    /// What the core found.
    pub fn new(study: &'a Study, case: &Case, report: &'a Report) -> Self {
        let verdict = &report.verdict;
        let score = |name| score(case, report, name);
        let findings = report.findings.iter().zip(&study.criteria);
        let visits = report.schedule.iter().zip(&study.schedule);
        let waiting = case.patient.inputs.waiting.iter();
        let made = COMMIT.zip(BUILT);
        ScreenReport {
            verdict: Verdict {
                state: verdict.state.key(),
                because: verdict.because.iter().map(|id| &**id).collect(),
                ask_again: (!verdict.ask_again.is_empty())
                    .then(|| verdict.ask_again.iter().map(|id| &**id).collect()),
                to_answer: keys(&verdict.to_answer),
                for_the_site: verdict.for_the_site.iter().map(|id| &**id).collect(),
            },
            scores: Scores {
                child_pugh: score(ScoreName::ChildPugh),
                meld: score(ScoreName::Meld),
                meld_na: score(ScoreName::MeldNa),
                meld3: score(ScoreName::Meld3),
                albi: score(ScoreName::Albi),
            },
            criteria: findings
                .map(|(finding, criterion)| found(study, case, criterion, finding))
                .collect(),
            arm: arm(study, &report.arm),
            schedule: visits.map(|(at, visit)| planned(visit, at)).collect(),
            doubtful: waiting
                .map(|waiting| Doubtful {
                    entry: waiting.analyte().key(),
                    why: words::waiting(LANG, waiting),
                })
                .collect(),
            warnings: report
                .warnings
                .iter()
                .map(|warning| words::warning(LANG, warning))
                .collect(),
            provenance: Provenance {
                study: &study.id,
                study_sha256: &study.sha256,
                version: VERSION,
                commit: made.map(|(commit, _)| commit),
                built: made.map(|(_, built)| built),
                as_of: dates::iso(case.as_of),
            },
        }
    }
}

impl Summary {
    /// What of a report an event tells by default.
    pub fn new(study: &Study, report: &Report) -> Self {
        let settled = |name| is_settled(report, name).then_some(name);
        let class = |name| SummaryClass {
            class: settled(name).and_then(|name| report.scores.class_of_both_ends(name)),
        };
        Summary {
            study: study.id.clone(),
            verdict: SummaryVerdict {
                state: report.verdict.state.key(),
            },
            scores: SummaryScores {
                child_pugh: class(ScoreName::ChildPugh),
                meld: SummaryValue {
                    value: settled(ScoreName::Meld).map(|name| value(report, name)),
                },
                albi: class(ScoreName::Albi),
            },
        }
    }
}

/// Whether a score is one value, with nothing missing and nothing imprecise.
fn is_settled(report: &Report, score: ScoreName) -> bool {
    let (missing, imprecise) = score_value::open(&report.scores, score);
    missing.is_empty() && imprecise.is_empty()
}

fn value(report: &Report, score: ScoreName) -> f64 {
    let (value, _) = score_value::ends(&report.scores, score, false);
    value.number()
}

/// A score, with everything that it rests on.
fn score(case: &Case, report: &Report, name: ScoreName) -> Score {
    let scores = &report.scores;
    let class = scores.class_of_both_ends(name);
    if !is_settled(report, name) {
        let keys = |items: &[Item]| items.iter().map(|item| item.key()).collect();
        let (missing, imprecise) = score_value::open(scores, name);
        let (low, high) = score_value::ends(scores, name, false);
        let choices = alternatives(&case.patient.inputs, scores, name).into_iter();
        return Score::Open(Open {
            missing: keys(missing),
            imprecise: keys(imprecise),
            possible: Possible {
                low: low.number(),
                high: high.number(),
                class,
                by_choice: choices
                    .map(|(choice, value)| by_choice(choice, value))
                    .collect(),
            },
        });
    }
    let mut settled = Settled {
        value: value(report, name),
        class,
        points: None,
        unrounded: None,
        used: None,
        clamped: None,
    };
    match name {
        ScoreName::ChildPugh => settled.points = Some(points(&scores.child_pugh)),
        ScoreName::Meld => rounded(&mut settled, &scores.meld),
        ScoreName::MeldNa => rounded(&mut settled, &scores.meld_na),
        ScoreName::Meld3 => rounded(&mut settled, &scores.meld_3),
        _ => {}
    }
    Score::Settled(settled)
}

fn points(outcome: &Outcome<ChildPugh>) -> Members<f64> {
    let (score, _) = outcome.ends();
    let parts = score.parameters();
    Members(
        parts
            .map(|(part, given)| (part.key(), f64::from(given)))
            .collect(),
    )
}

fn rounded(settled: &mut Settled, outcome: &Outcome<Rounded>) {
    let (score, _) = outcome.ends();
    let (mut used, mut clamped) = (Vec::new(), Vec::new());
    for input in &score.used {
        if !matches!(input.item, Item::Lab(_)) {
            continue;
        }
        let key = input.item.key();
        used.push((key, input.value));
        let why = match input.clamp {
            Some(Clamp::Floor) => "floor",
            Some(Clamp::Cap) => "cap",
            Some(Clamp::Dialysis) => "dialysis",
            None => continue,
        };
        clamped.push((key, why));
    }
    settled.unrounded = Some(score.unrounded);
    settled.used = Some(Members(used));
    settled.clamped = Some(Members(clamped));
}

fn by_choice(choice: Choice, value: score_value::ScoreValue) -> ByChoice {
    let (item, is) = match choice {
        Choice::Sex(sex) => (Item::Sex, name(&SEXES, Some(sex))),
        Choice::Dialysis(yes) => (Item::Dialysis, if yes { "yes" } else { "no" }),
        Choice::Ascites(grade) => (Item::Ascites, name(&ASCITES, Some(grade))),
        Choice::Encephalopathy(grade) => (Item::Encephalopathy, name(&ENCEPHALOPATHY, Some(grade))),
    };
    ByChoice {
        when: item.key(),
        is,
        value: value.number(),
    }
}

fn found<'a>(
    study: &'a Study,
    case: &Case,
    criterion: &'a Criterion,
    finding: &'a screening::Finding,
) -> Finding<'a> {
    let bullets = criterion.printed.iter();
    let printed: Vec<&str> = bullets.filter_map(|at| study.bullet(*at)).collect();
    let other = |said: &'a ReadingResult| OtherReading {
        id: &said.reading,
        departs_from_text: said.departs,
        state: said.state.key(),
        because: words::result_reason(LANG, finding.kind, said),
        parts: parts(&said.reason),
    };
    Finding {
        id: &criterion.id,
        kind: criterion.kind.key(),
        text: printed.join("\n"),
        words: criterion.excerpts.iter().map(String::as_str).collect(),
        state: finding.state().key(),
        reading: Reading {
            id: &finding.computed.reading,
            departs_from_text: finding.computed.departs,
        },
        because: words::finding_reason(LANG, finding),
        from: keys(&finding.from(criterion, &case.patient)),
        parts: parts(&finding.computed.reason),
        other_readings: finding.others.iter().map(other).collect(),
        cautions: finding
            .cautions
            .iter()
            .map(|caution| words::caution(LANG, caution))
            .collect(),
        margin: finding.margin.map(|margin| Margin {
            value: margin.value.to_string(),
            limit: margin.limit.to_string(),
            distance: margin.distance().to_string(),
            unit: margin.unit.map(Unit::ucum),
        }),
    }
}

/// The names of entries.
fn keys(entries: &[Entry]) -> Vec<String> {
    entries.iter().map(|entry| entry.key().into()).collect()
}

/// What the parts of a composed rule give.
fn parts(reason: &Reason) -> Option<Vec<Part>> {
    let Reason::Parts(composed) = reason else {
        return None;
    };
    let part = |part: &reason::Part| Part {
        state: part.truth.key(),
        because: words::reason(LANG, part.truth, &part.reason),
        parts: parts(&part.reason),
    };
    Some(composed.parts.iter().map(part).collect())
}

fn arm<'a>(study: &'a Study, statement: &ArmStatement) -> Arm<'a> {
    let projected = match statement {
        ArmStatement::Projected { arm, place, of, .. } => Some((*arm, *place, *of)),
        _ => None,
    };
    Arm {
        state: statement.key(),
        why: words::arm_statement(LANG, study, statement),
        arm: projected.and_then(|(arm, ..)| Some(study.arms.get(arm)?.id.as_str())),
        place: projected.map(|(_, place, _)| place),
        of: projected.map(|(.., of)| of),
        assumptions: words::assumptions(LANG, study, statement),
    }
}

fn planned<'a>(visit: &'a model::Visit, at: &Appointment) -> Visit<'a> {
    Visit {
        id: &visit.id,
        label: visit.label.in_lang(LANG),
        open: visit.open.as_ref().map(|open| open.in_lang(LANG)),
        firm: at.firm,
        day: at.day,
        date: at.date.map(dates::iso),
        between: at
            .between
            .map(|(from, to)| [dates::iso(from), dates::iso(to)]),
    }
}
