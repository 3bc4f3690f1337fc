//! A laboratory value against its limits: in the unit entered, with the laboratory's reference interval, on several days.

use std::sync::Arc;

use time::Date;

use super::criterion::{Annotations, At, missing};
use super::finding::{Caution, Margin, Reason, Truth};
use super::logic::both;
use super::patient::{Answer, Entry, Given};
use super::range::{End, Multiple, Range, normal_item};
use super::reason::{Measured, NoLimit, Sample};
use crate::clinical::{Item, Lab, Unit};
use crate::dates;
use crate::study::ANY_STUDY;
use crate::study::model::{LabRule, Limit, NormalEnd, Occasions, Op};

/// A laboratory value against the limits of a rule.
pub(super) fn lab(at: At<'_>, rule: &LabRule, annotations: &mut Annotations) -> (Truth, Reason) {
    let analyte = rule.analyte;
    let inputs = &at.patient.inputs;
    let Some(lab) = inputs.lab(analyte) else {
        let (truth, reason) = match inputs.waiting(analyte) {
            Some(waiting) => {
                annotations.wait(Entry::Item(Item::Lab(waiting.analyte())));
                (Truth::Open, Reason::Waiting(Arc::new(*waiting)))
            }
            None => missing(Item::Lab(analyte), annotations),
        };
        wait_beside(at, rule, annotations);
        return (truth, reason);
    };
    if let Some(sample) = unused(at, rule, annotations) {
        return (Truth::Open, Reason::Sample(Arc::new(sample)));
    }
    let range = match range(at, rule, lab) {
        Ok(range) => range,
        Err(items) => {
            annotations.wait_all(items.iter().copied().map(Entry::Item).collect());
            let no_limit = NoLimit {
                lab: *lab,
                missing: items,
            };
            return (Truth::Open, Reason::NoLimit(Arc::new(no_limit)));
        }
    };
    let value = lab.compared();
    let only = range.only().map(|end| (end.op, end.against(lab)));
    let holds = match only {
        Some((op, against)) => op.decides(&value, against),
        None if !ANY_STUDY => None,
        None => range.by(|end| end.decides(lab)),
    };
    if ANY_STUDY
        && holds == Some(true)
        && let Some(needed) = rule.occasions
    {
        return occasions(at, rule, needed, annotations);
    }
    if annotations.wanted {
        by_other_factor(lab, &range, holds, &mut annotations.cautions);
        let base = analyte.units().first().map(|base| base.unit);
        let only = only.filter(|_| value.is_point());
        annotations.margin = only.map(|(_, against)| Margin {
            value: value.low.value.normalize(),
            limit: against.normalize(),
            unit: base,
        });
    }
    if holds.is_none() {
        annotations.wait(Entry::Item(Item::Lab(analyte)));
    }
    let reason = Reason::Lab(Arc::new(Measured { lab: *lab, range }));
    (Truth::of(holds), reason)
}

/// What else such a rule asks for, where the value itself is missing.
fn wait_beside(at: At<'_>, rule: &LabRule, annotations: &mut Annotations) {
    if !ANY_STUDY {
        return;
    }
    let normals = rule.ends().into_iter().flatten();
    let normals = normals.filter_map(|(_, limit)| match limit {
        Limit::Multiple { of, .. } => Some(*of),
        Limit::Plain(_) | Limit::Printed(_) => None,
    });
    let unknown = normals.filter(|of| normal(at, rule, *of).is_none());
    let mut beside: Vec<Entry> = unknown
        .map(|of| Entry::Item(normal_item(rule.analyte, of)))
        .collect();
    beside.extend(rule.washout.as_ref().and_then(|id| {
        let open = matches!(washed_out(at, id), None | Some(Answer::Unknown));
        open.then(|| Entry::Study(id.clone()))
    }));
    if !beside.is_empty() {
        let mut all = annotations.waits_for.to_vec();
        all.extend(beside);
        annotations.wait_all(all);
    }
}

/// The answer to whether something was given that a value may come from.
fn washed_out(at: At<'_>, id: &str) -> Option<Answer> {
    match at.patient.given(id) {
        Some(Given::Answer(answer, _)) => Some(*answer),
        _ => None,
    }
}

/// Why a value is not used.
fn unused(at: At<'_>, rule: &LabRule, annotations: &mut Annotations) -> Option<Sample> {
    if !ANY_STUDY {
        return None;
    }
    let analyte = rule.analyte;
    let item = || Entry::Item(Item::Lab(analyte));
    if let Some(days) = rule.not_older_than_days {
        let Some(date) = at.patient.lab_date(analyte) else {
            annotations.wait(item());
            return Some(Sample::Undated { analyte });
        };
        if dates::days_between(date, at.as_of) > i64::from(days) {
            annotations.wait(item());
            return Some(Sample::Old {
                analyte,
                date,
                days,
            });
        }
    }
    let id = rule.washout.as_ref()?;
    let answer = washed_out(at, id);
    let entry = at.study.entry(id)?.clone();
    match answer {
        Some(Answer::No | Answer::NotApplicable) => return None,
        // The next sample settles it.
        Some(Answer::Yes) => annotations.wait(item()),
        Some(Answer::Unknown) | None => annotations.wait(Entry::Study(id.clone())),
    }
    Some(Sample::Washout {
        analyte,
        entry,
        answer,
    })
}

/// An end of the reference interval, with its unit: as the laboratory gives it, or else as the study does.
fn normal(
    at: At<'_>,
    rule: &LabRule,
    of: NormalEnd,
) -> Option<(rust_decimal::Decimal, Unit, bool)> {
    if let Some(lab) = at.patient.normal(rule.analyte, of) {
        return Some((lab.number().value, lab.unit(), false));
    }
    let intervals = at.study.reference_intervals.iter();
    let mut intervals = intervals.filter(|interval| interval.analyte == rule.analyte);
    let interval = intervals.next()?;
    let end = match of {
        NormalEnd::Uln => interval.high,
        NormalEnd::Lln => interval.low,
    };
    Some((end?, interval.unit, true))
}

/// The limits of a rule for a value; what is missing where one cannot be told.
fn range(at: At<'_>, rule: &LabRule, lab: &Lab) -> Result<Range, Vec<Item>> {
    // Most limits are numbers.
    let plain = |end: Option<(Op, &Limit)>| match end {
        None => Some(None),
        Some((op, Limit::Plain(limit))) => Some(Some(End {
            op,
            limit: *limit,
            unit: rule.unit,
            multiple: None,
        })),
        Some(_) => None,
    };
    let [low, high] = rule.ends();
    if let (Some(low), Some(high)) = (plain(low), plain(high)) {
        return Ok(Range { low, high });
    }
    if !ANY_STUDY {
        return Err(Vec::new());
    }
    let mut unknown = Vec::new();
    let [low, high] = rule.ends().map(|end| {
        let (op, limit) = end?;
        let found = self::end(at, rule, lab, op, limit);
        if let Err(item) = found
            && !unknown.contains(&item)
        {
            unknown.push(item);
        }
        found.ok()
    });
    if unknown.is_empty() {
        Ok(Range { low, high })
    } else {
        Err(unknown)
    }
}

fn end(at: At<'_>, rule: &LabRule, lab: &Lab, op: Op, limit: &Limit) -> Result<End, Item> {
    let plain = |limit, unit| End {
        op,
        limit,
        unit: Some(unit),
        multiple: None,
    };
    match limit {
        Limit::Plain(limit) => Ok(End {
            op,
            limit: *limit,
            unit: rule.unit,
            multiple: None,
        }),
        Limit::Printed(printings) => {
            let own = printings.0.iter().find(|one| one.unit == lab.unit());
            let printing = own.or_else(|| printings.0.first());
            let printing = printing.ok_or(Item::Lab(rule.analyte))?;
            Ok(plain(printing.limit, printing.unit))
        }
        Limit::Multiple { times, of } => {
            let found = normal(at, rule, *of);
            let (normal, unit, by_study) = found.ok_or(normal_item(rule.analyte, *of))?;
            let multiple = Multiple {
                times: *times,
                of: *of,
                normal,
                by_study,
            };
            Ok(End {
                multiple: Some(multiple),
                ..plain(*times * normal, unit)
            })
        }
    }
}

/// On how many dated values the rule holds, today's among them, each so far from the next.
fn occasions(
    at: At<'_>,
    rule: &LabRule,
    needed: Occasions,
    annotations: &mut Annotations,
) -> (Truth, Reason) {
    let analyte = rule.analyte;
    let sample = |sample| Reason::Sample(Arc::new(sample));
    annotations.wait(Entry::Item(Item::Lab(analyte)));
    let Some(today) = at.patient.lab_date(analyte) else {
        return (Truth::Open, sample(Sample::Undated { analyte }));
    };
    let holds = |lab: &Lab| {
        let range = range(at, rule, lab).ok()?;
        range.by(|end| end.decides(lab))
    };
    let earlier = at.patient.earlier.iter();
    let earlier = earlier.filter(|(lab, _)| lab.analyte() == analyte);
    let mut days: Vec<Date> = earlier
        .filter(|(lab, _)| holds(lab) == Some(true))
        .map(|(_, day)| *day)
        .collect();
    days.push(today);
    // The earliest that is far enough from the one before is never a worse choice than a later one.
    days.sort_unstable();
    let mut last: Option<Date> = None;
    let mut found = 0;
    for day in days {
        let apart = i64::from(needed.apart_days);
        if last.is_none_or(|last| dates::days_between(last, day) >= apart) {
            last = Some(day);
            found += 1;
        }
    }
    let enough = found >= usize::from(needed.n);
    if enough {
        annotations.wait_all(Vec::new());
    }
    let occasions = Sample::Occasions {
        analyte,
        found,
        needed,
    };
    (Truth::of(enough.then_some(true)), sample(occasions))
}

/// The value converted by molar mass, where that would decide otherwise.
fn by_other_factor(lab: &Lab, range: &Range, holds: Option<bool>, cautions: &mut Vec<Caution>) {
    let analyte = lab.analyte();
    let Some((other, base)) = analyte.other_factor().zip(analyte.units().first()) else {
        return;
    };
    if range.ends().all(|end| end.unit == Some(lab.unit())) {
        return;
    }
    // Into the unit of comparison the value is multiplied; out of it the limit is.
    let through = |end: &End| match end.unit {
        Some(unit) if unit == lab.unit() => None,
        _ if lab.unit() == base.unit => Some((lab.typed(), end.limit * other)),
        _ => Some((lab.typed().times(other), end.limit)),
    };
    let by_other = |end: &End| match through(end) {
        Some((value, against)) => end.op.decides(&value, against),
        None => end.decides(lab),
    };
    let mut otherwise = Some(true);
    for end in range.ends() {
        otherwise = both(otherwise, by_other(end));
    }
    if otherwise.is_none() || otherwise == holds {
        return;
    }
    let changed = range.ends().find(|end| by_other(end) != end.decides(lab));
    if let Some((value, against)) = changed.and_then(through) {
        cautions.push(Caution::Factor {
            factor: other,
            value: value.low.value.normalize(),
            limit: against.normalize(),
            unit: base.unit,
        });
    }
}
