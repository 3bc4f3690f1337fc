//! Findings, scores and enrolment in a few words: for a row of the page, a sheet of paper and a summary.

use super::sentences::{
    entry_name, is_limit, limit, measured, result_reason, score_range, score_unit, score_value,
    typed, value_unit,
};
use super::{Lang, fill, lacks, possible, range};
use crate::clinical::{Item, Waiting};
use crate::screening::finding::{Measured, ReadingResult, Reason, State};
use crate::screening::range::Range;
use crate::screening::reason::Scored;
use crate::screening::score_value::standing;
use crate::screening::{Case, Finding, Intake, Report};
use crate::study::model::{Criterion, Kind, LabRule, Limit, NormalEnd, Op, Rule, ScoreName};
use crate::study::{ANY_STUDY, Study};

/// What a study asks of a score: `needs ≤ 15`, `excluded if > 9`.
pub fn asked(lang: Lang, kind: Kind, scored: &Scored) -> String {
    needs(lang, kind, &super::asked(lang, scored))
}

/// What a rule asks of a laboratory value, where no value is there: `≤ 5 × ULN`.
fn asked_of_lab(lang: Lang, rule: &LabRule) -> String {
    let ends = rule.ends().into_iter().flatten();
    let ends = ends.map(|(op, end)| match end {
        Limit::Plain(bound) => limit(op, *bound, rule.unit),
        Limit::Multiple { times, of } => {
            let of = match of {
                NormalEnd::Uln => "ULN",
                NormalEnd::Lln => "LLN",
            };
            [op.sign(), " ", &times.to_string(), " × ", of].concat()
        }
        Limit::Printed(printings) => {
            let each = printings.0.iter();
            let each = each.map(|one| value_unit(&one.limit.to_string(), one.unit));
            let each: Vec<String> = each.collect();
            [op.sign(), &each.join(" = ")].join(" ")
        }
    });
    let ends: Vec<String> = ends.collect();
    match ends.as_slice() {
        [low, high] => {
            let sentence = lang.catalogue().findings.range;
            fill(sentence, &[("low", low), ("high", high)])
        }
        _ => ends.concat(),
    }
}

/// The accepted ages: `18–65`, `≥ 18`.
fn ages(min: Option<u16>, max: Option<u16>) -> String {
    match (min, max) {
        (Some(min), Some(max)) => [min.to_string(), max.to_string()].join("–"),
        (Some(min), None) => limit(Op::AtLeast, min.into(), None),
        (None, max) => limit(Op::AtMost, max.unwrap_or_default().into(), None),
    }
}

/// What is needed of a value, or excludes.
fn needs(lang: Lang, kind: Kind, limit: &str) -> String {
    let words = &lang.catalogue().page.criteria;
    let sentence = match kind {
        Kind::Inclusion => words.needs,
        Kind::Exclusion => words.excluded_if,
    };
    fill(sentence, &[("limit", limit)])
}

/// A value, and what is needed of it.
fn against(lang: Lang, value: &str, needs: &str) -> String {
    let sentence = lang.catalogue().page.criteria.value_needs;
    fill(sentence, &[("value", value), ("needs", needs)])
}

/// What was entered or computed, with what the rule asks for, where it stands beside the criterion's name: `60 g/L, needs
/// > 70 g/L`. Nothing where no value stands against a limit.
pub fn value_of_row(lang: Lang, kind: Kind, result: &ReadingResult, rule: &Rule) -> Option<String> {
    let page = &lang.catalogue().page;
    let value = match &result.reason {
        Reason::Age { years, .. } => years.to_string(),
        Reason::Lab(measured) => value_of(measured),
        Reason::NoLimit(of) => without_limit(lang, typed(&of.lab), &of.missing),
        Reason::Score(scored) => value_of_score(lang, scored),
        Reason::Waiting(_) => page.record.waiting.to_owned(),
        Reason::Missing(_) => page.pictures.absent.to_owned(),
        _ => return None,
    };
    let asked = match rule {
        Rule::Age { min, max } => ages(*min, *max),
        Rule::Lab(rule) => asked_of_lab(lang, rule),
        Rule::Score(rule) => range(lang, &Range::plain(rule.ends()), score_unit(rule.score)),
        Rule::Class(_) => match &result.reason {
            Reason::Score(scored) => super::asked(lang, scored),
            _ => return None,
        },
        _ => return None,
    };
    Some(against(lang, &value, &needs(lang, kind, &asked)))
}

/// A value whose limit cannot be told, with what is missing: `90 U/L (ULN missing)`.
fn without_limit(lang: Lang, value: String, missing: &[Item]) -> String {
    if !ANY_STUDY {
        return value;
    }
    let words = lang.catalogue();
    let ends = missing.iter().filter_map(|item| match item {
        Item::UpperLimit(_) => Some("ULN"),
        Item::LowerLimit(_) => Some("LLN"),
        _ => None,
    });
    let ends: Vec<&str> = ends.collect();
    let ends = ends.join(words.names.list_separator);
    let lacks = fill(words.findings.no_limit_short, &[("limits", &ends)]);
    if value.is_empty() {
        return lacks;
    }
    fill(
        words.page.record.with,
        &[("what", &value), ("with", &lacks)],
    )
}

/// What a score is, or can be; what it lacks where it cannot be told without a limit of normal.
fn value_of_score(lang: Lang, scored: &Scored) -> String {
    if ANY_STUDY && scored.missing.iter().any(is_limit) {
        return without_limit(lang, String::new(), &scored.missing);
    }
    score_range(scored.score, scored.low, scored.high)
}

/// A value as typed, and in the unit of its limit.
fn value_of(of: &Measured) -> String {
    let unit = of.range.ends().find_map(|end| end.unit);
    measured(&of.lab, unit.unwrap_or_else(|| of.lab.unit()))
}

/// Why a finding is in its state, in a few words; nothing where the state says it all.
pub fn short_reason(lang: Lang, finding: &Finding) -> String {
    let words = lang.catalogue();
    let texts = &words.page.record;
    let row = |name: &str, value: &str| fill(texts.row, &[("name", name), ("value", value)]);
    let kind = finding.kind;
    match &finding.computed.reason {
        Reason::Age { years, min, max } => {
            let range = match (min, max) {
                (Some(min), Some(max)) => {
                    let ends = [("min", &*min.to_string()), ("max", &max.to_string())];
                    fill(words.page.result.age_range, &ends)
                }
                _ => ages(*min, *max),
            };
            let years = [&years.to_string(), " ", words.page.form.years].concat();
            against(lang, &years, &needs(lang, kind, &range))
        }
        Reason::Lab(measured) => {
            let asked = needs(lang, kind, &range(lang, &measured.range, ""));
            against(lang, &value_of(measured), &asked)
        }
        Reason::Score(scored) => {
            let asked = self::asked(lang, kind, scored);
            against(lang, &value_of_score(lang, scored), &asked)
        }
        Reason::NoLimit(of) => without_limit(lang, typed(&of.lab), &of.missing),
        Reason::Sample(_) | Reason::Sex { .. } | Reason::Study(_) | Reason::Parts(_) => {
            result_reason(lang, kind, &finding.computed)
        }
        Reason::Waiting(waiting) => {
            let value = match &**waiting {
                Waiting::Doubtful { lab, .. } | Waiting::NoControl { lab } => typed(lab),
                Waiting::NoUnit { number, .. } => {
                    [number.comparator.sign(), &number.value.to_string()].concat()
                }
            };
            fill(texts.with, &[("what", &value), ("with", texts.waiting)])
        }
        Reason::Event { day, .. } => row(texts.event_day, &lang.date(*day)),
        // Nobody finds out from less than the sentence which of the two is to be corrected.
        Reason::Contradiction { .. } | Reason::BornLater => {
            result_reason(lang, kind, &finding.computed)
        }
        Reason::Answered(answer) if finding.state() == State::Unknown => {
            words.answer(*answer).to_owned()
        }
        Reason::CannotBeRead(Some(answer)) | Reason::Site(Some(answer)) => {
            words.answer(*answer).to_owned()
        }
        Reason::Answered(_)
        | Reason::NotAnswered
        | Reason::Missing(_)
        | Reason::CannotBeRead(None)
        | Reason::Site(None) => String::new(),
    }
}

/// A criterion by its id and its name.
pub fn criterion_name(lang: Lang, criterion: &Criterion) -> String {
    [&*criterion.id, criterion.name.in_lang(lang)].join(" ")
}

/// A criterion with what decides it: `I5a Haemoglobin: 60 g/L, needs > 70 g/L`.
pub fn decided(lang: Lang, criterion: &Criterion, finding: &Finding) -> String {
    let page = &lang.catalogue().page;
    let short = short_reason(lang, finding);
    let by_value = matches!(
        finding.computed.reason,
        Reason::Age { .. } | Reason::Lab(_) | Reason::Score(_) | Reason::BornLater
    );
    let state = page.state(finding.kind, finding.state());
    let value = match (short.is_empty(), by_value) {
        (true, _) => state.to_owned(),
        (false, true) => short,
        (false, false) => [state, &short].join(" · "),
    };
    let name = criterion_name(lang, criterion);
    fill(page.record.row, &[("name", &name), ("value", &value)])
}

/// The criteria that exclude, each with what decides it, by id.
pub fn because(lang: Lang, study: &Study, report: &Report) -> Vec<(String, String)> {
    let pairs = study.criteria.iter().zip(&report.findings);
    let failed = pairs.filter(|(criterion, _)| report.verdict.because.contains(&criterion.id));
    failed
        .map(|(criterion, finding)| (criterion.id.to_string(), decided(lang, criterion, finding)))
        .collect()
}

/// The criteria whose state another reading, or another accepted way, would change, by id.
pub fn disputed(report: &Report) -> Vec<&str> {
    let findings = report.findings.iter();
    let disputed =
        findings.filter(|found| !found.cautions.is_empty() || found.disagreeing().next().is_some());
    disputed.map(|found| &*found.id).collect()
}

/// What is still needed, by name, the most decisive first; what goes beyond so many is counted.
pub fn needed(lang: Lang, study: &Study, report: &Report, most: usize) -> Vec<String> {
    let entries = &report.verdict.to_answer;
    let named = entries.iter().take(most);
    let mut named: Vec<String> = named.map(|entry| entry_name(lang, study, entry)).collect();
    let rest = entries.len() - named.len();
    if rest > 0 {
        let more = lang.catalogue().page.result.more;
        named.push(fill(more, &[("count", &rest.to_string())]));
    }
    named
}

/// A score with its class, or what it can be while it is open.
pub fn score(lang: Lang, study: &Study, case: &Case, report: &Report, name: ScoreName) -> String {
    let scores = &report.scores;
    let texts = &lang.catalogue().page.scores;
    let standing = standing(study, case, scores, name);
    let value = match standing.settled() {
        Some(value) => score_value(name, value),
        None => possible(lang, &case.patient.inputs, scores, name, &standing),
    };
    if value.is_empty() {
        return lacks(lang, &standing.missing, texts.missing);
    }
    let Some(class) = scores.class_of_both_ends(name) else {
        return value;
    };
    let sentence = match name {
        ScoreName::ChildPugh => texts.class,
        _ => texts.grade,
    };
    let class = fill(sentence, &[("class", class)]);
    let with = lang.catalogue().page.record.with;
    fill(with, &[("what", &value), ("with", &class)])
}

/// What stands above the form where a study takes no participants, or where that is not known.
pub fn intake(lang: Lang, intake: Intake) -> Option<String> {
    let words = lang.catalogue();
    let texts = &words.page.arm;
    let (full, as_of, by_file) = match intake {
        Intake::Open => return None,
        Intake::OnHold => return Some(texts.notice_on_hold.to_owned()),
        Intake::Unknown => return Some(texts.notice_unknown.to_owned()),
        Intake::Closed {
            full,
            as_of,
            by_file,
        } => (full, as_of, by_file),
    };
    let day = as_of.map(|day| lang.date(day)).unwrap_or_default();
    let sentence = match as_of {
        None => "",
        Some(_) if by_file => texts.registry_as_of,
        Some(_) => words.arms.as_of,
    };
    let as_of = fill(sentence, &[("date", &day)]);
    let places = full.map(|places| places.to_string());
    let sentence = match full {
        Some(_) => texts.notice_complete,
        None => texts.notice_closed,
    };
    let places = places.unwrap_or_default();
    Some(fill(sentence, &[("places", &places), ("as_of", &as_of)]))
}
