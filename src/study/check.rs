//! The linter: what a study file may say by its form and still cannot mean.

use super::check_rule;
use super::model::{
    Assignment, BulletRef, Criterion, Kind, ReferenceInterval, Rule, Study, StudyEntry,
};
use super::names::{self, shown};
use super::texts::{around, not_accepted};
use crate::clinical::{Analyte, Unit};
use crate::error::ValidationError;

/// More participants than any study with dose groups has.
const MOST_PLACES: u32 = 10_000;

/// Everything that is wrong with a study that could be read.
pub fn remarks(study: &Study) -> Vec<ValidationError> {
    let mut remarks = names::remarks(study);
    whole_numbers(study, &mut remarks);
    let links = [
        ("registry.url", &study.registry.url),
        ("registry.source", &study.registry.source),
    ];
    for (path, link) in links {
        if !is_link(link) {
            remarks.push(ValidationError::new(path, NO_LINK));
        }
    }
    if study.criteria.is_empty() {
        let message = "At least one criterion is needed.";
        remarks.push(ValidationError::new("criteria", message));
    }
    for (index, criterion) in study.criteria.iter().enumerate() {
        let path = format!("criteria[{index}]");
        remarks.extend(
            criterion_remarks(study, criterion)
                .into_iter()
                .map(|(field, message)| ValidationError::new(format!("{path}.{field}"), message)),
        );
    }
    for (kind, list) in [
        (Kind::Inclusion, &study.printed.inclusion),
        (Kind::Exclusion, &study.printed.exclusion),
    ] {
        for number in 1..=list.len() {
            let bullet = BulletRef { kind, number };
            if !study.criteria.iter().any(|c| c.printed.contains(&bullet)) {
                remarks.push(ValidationError::new(
                    format!("printed.{}[{}]", kind.key(), number - 1),
                    "No criterion comes from this bullet.",
                ));
            }
        }
    }
    remarks.extend(super::check_analyte::remarks(study));
    for (index, entry) in study.entries.iter().enumerate() {
        entry_remarks(entry, &format!("entries[{index}]"), &mut remarks);
    }
    for (index, interval) in study.reference_intervals.iter().enumerate() {
        let others = study.reference_intervals.iter().take(index);
        let twice = others
            .clone()
            .any(|other| other.analyte == interval.analyte);
        let path = format!("referenceIntervals[{index}]");
        interval_remarks(interval, twice, &path, &mut remarks);
    }
    groups(study, &mut remarks);
    remarks
}

/// What is wrong with the groups and what is said of them.
fn groups(study: &Study, remarks: &mut Vec<ValidationError>) {
    let mut note = |path: &str, message: String| remarks.push(ValidationError::new(path, message));
    let is_none = matches!(study.assignment, Assignment::None {});
    if is_none && !study.arms.is_empty() {
        let message = "There are arms here; expected \"sequential\", \"open\" or \"blinded\".";
        note("assignment", message.to_owned());
    }
    let names_arms = matches!(
        study.assignment,
        Assignment::Sequential {} | Assignment::Open {}
    );
    if names_arms && study.arms.is_empty() {
        note("arms", "This assignment needs at least one arm.".to_owned());
    }
    if matches!(study.assignment, Assignment::Sequential {}) {
        for (index, arm) in study.arms.iter().enumerate() {
            if arm.places.is_none() {
                let message = "Arms that fill one after the other need their places.";
                note(&format!("arms[{index}].places"), message.to_owned());
            }
        }
    }
    let places = study.arms.iter().filter_map(|arm| arm.places);
    let places: u32 = places.map(u32::from).sum();
    if places > MOST_PLACES {
        let message = format!("All groups together have more than {MOST_PLACES} places.");
        note("arms", message);
    }
    let all_have_places = study.arms.iter().all(|arm| arm.places.is_some());
    let enrolled = study.enrolment.as_ref().and_then(|told| told.enrolled);
    if all_have_places && !study.arms.is_empty() && enrolled.is_some_and(|n| u32::from(n) > places)
    {
        let message = format!("More are enrolled than the {places} places of all groups.");
        note("enrolment.enrolled", message);
    }
}

fn entry_remarks(entry: &StudyEntry, path: &str, remarks: &mut Vec<ValidationError>) {
    match entry {
        StudyEntry::Choice { options, .. } if options.len() < 2 => {
            let message = "At least two options are needed.";
            remarks.push(ValidationError::new(format!("{path}.options"), message));
        }
        StudyEntry::Number {
            least: Some(least),
            most: Some(most),
            ..
        } if least >= most => {
            let message = "The least is not below the greatest.";
            remarks.push(ValidationError::new(format!("{path}.least"), message));
        }
        _ => {}
    }
}

fn interval_remarks(
    interval: &ReferenceInterval,
    twice: bool,
    path: &str,
    remarks: &mut Vec<ValidationError>,
) {
    let ReferenceInterval {
        analyte,
        unit,
        high,
        low,
        ..
    } = interval;
    let mut note = |field: &str, message: String| {
        remarks.push(ValidationError::new([path, field].concat(), message));
    };
    if twice {
        note(
            ".analyte",
            "This analyte has a reference interval already.".to_owned(),
        );
    }
    let Some(accepted) = analyte.accepts(*unit) else {
        note(".unit", no_unit_of(*analyte, *unit));
        return;
    };
    for (field, end) in [(".high", high), (".low", low)] {
        let fits = |end: &rust_decimal::Decimal| (accepted.least..=accepted.most).contains(end);
        if end.is_some_and(|end| !fits(&end)) {
            let (least, most) = (accepted.least, accepted.most);
            note(
                field,
                format!("Expected {least} to {most} {}.", unit.ucum()),
            );
        }
    }
    match (high, low) {
        (None, None) => note("", "Expected \"high\", \"low\" or both.".to_owned()),
        (Some(high), Some(low)) if low >= high => {
            note(
                ".low",
                "The lower limit is not below the upper one.".to_owned(),
            );
        }
        _ => {}
    }
}

/// That a value is not measured in a unit.
pub fn no_unit_of(analyte: Analyte, unit: Unit) -> String {
    let units = analyte.units().iter().map(|accepted| accepted.unit.ucum());
    let units: Vec<&str> = units.collect();
    not_accepted(unit.ucum(), &units)
}

fn criterion_remarks(study: &Study, criterion: &Criterion) -> Vec<(String, String)> {
    let mut remarks = Vec::new();
    let mut note = |field: &str, message: &str| {
        remarks.push((field.to_owned(), message.to_owned()));
    };
    if criterion.readings.is_empty() {
        note("readings", "At least one reading is needed.");
    }
    let at = |index: usize, field: &str| ["readings[", &index.to_string(), "].", field].concat();
    for (index, reading) in criterion.readings.iter().enumerate() {
        if reading.default != (index == 0) {
            let message = "The first reading, and no other, must say \"default\": true.";
            note(&["readings[", &index.to_string(), "]"].concat(), message);
        }
        for (within, message) in check_rule::remarks(study, &reading.rule) {
            note(&at(index, &["rule", &within].concat()), &message);
        }
        for (number, evidence) in reading.evidence.iter().enumerate() {
            // A source may be named in words; addresses among them must be safe ones.
            let mut words = evidence.source.split_whitespace();
            if words.any(|word| is_address(word) && !is_link(word)) {
                let field = ["evidence[", &number.to_string(), "].source"].concat();
                note(&at(index, &field), NO_LINK);
            }
        }
    }
    if criterion.printed.len() != criterion.excerpts.len() || criterion.printed.is_empty() {
        let message = "Each printed bullet needs the part of it that this criterion is.";
        note("words", message);
    }
    for (bullet, words) in criterion.printed.iter().zip(&criterion.excerpts) {
        match study.bullet(*bullet) {
            None => {
                let (list, count) = match bullet.kind {
                    Kind::Inclusion => ("inclusion", study.printed.inclusion.len()),
                    Kind::Exclusion => ("exclusion", study.printed.exclusion.len()),
                };
                let count = count.to_string();
                let parts = [
                    "There is no such bullet; \"printed\" has ",
                    &count,
                    " of ",
                    list,
                    ", counted from 1.",
                ];
                note("printed", &parts.concat());
            }
            Some(text) if around(text, words).is_none() => {
                let (words, text) = (shown(words), shown(text));
                let parts = [
                    "\"",
                    &words,
                    "\" does not stand in the printed bullet \"",
                    &text,
                    "\".",
                ];
                note("words", &parts.concat());
            }
            Some(_) => {}
        }
    }
    let mut asks = |rule: &Rule| match rule {
        Rule::Answer(rule) => rule.entry.is_none(),
        Rule::Undecidable {} => true,
        _ => false,
    };
    let asks = criterion.readings.iter().any(|r| r.rule.any(&mut asks));
    if asks && criterion.question.is_none() {
        note("question", "A rule that asks needs a question.");
    }
    remarks
}

/// Whole numbers that are out of their range, and a day that is missing. The schema has the same ranges, by the model.
fn whole_numbers(study: &Study, remarks: &mut Vec<ValidationError>) {
    let mut check = |path: &str, number: u16, (least, most): (u16, u16)| {
        if !(least..=most).contains(&number) {
            let message = format!("Expected a whole number from {least} to {most}, got {number}.");
            remarks.push(ValidationError::new(path, message));
        }
    };
    for (index, arm) in study.arms.iter().enumerate() {
        let path = format!("arms[{index}]");
        if let Some(infusion) = &arm.infusion {
            let path = format!("{path}.infusion");
            check(&format!("{path}.volumeMl"), infusion.volume_ml, (1, 10_000));
            check(&format!("{path}.infusions"), infusion.infusions, (1, 100));
        }
        check(
            &format!("{path}.places"),
            arm.places.unwrap_or(1),
            (1, 10_000),
        );
    }
    if let Some(timing) = &study.timing {
        check("timing.labsApartHours", timing.labs_apart_hours, (1, 8760));
        check("timing.ageSoonDays", timing.age_soon_days, (1, 3650));
        for (index, days) in timing.labs_old_days.iter().enumerate() {
            check(&format!("timing.labsOldDays[{index}]"), *days, (1, 3650));
        }
    }
    if let Some(told) = &study.enrolment {
        check("enrolment.staleAfterDays", told.stale_after_days, (1, 3650));
    }
    for (index, visit) in study.schedule.iter().enumerate() {
        let path = format!("schedule[{index}]");
        check(&format!("{path}.day"), visit.day.unwrap_or(1), (1, 10_000));
        for (number, offset) in visit.between.iter().enumerate() {
            let path = format!("{path}.between[{number}]");
            check(&format!("{path}.day"), offset.day, (1, 10_000));
            check(&format!("{path}.months"), offset.months, (0, 600));
        }
    }
    for (index, visit) in study.schedule.iter().enumerate() {
        if visit.firm && visit.day.is_none() {
            let message = "A firm visit needs a day.";
            remarks.push(ValidationError::new(format!("schedule[{index}]"), message));
        }
    }
}

const NO_LINK: &str = "Expected an address that begins with https://, without spaces.";

/// Whether a browser might take this for an address.
fn is_address(word: &str) -> bool {
    const SCHEMES: [&str; 6] = [
        "http:",
        "javascript:",
        "data:",
        "vbscript:",
        "file:",
        "blob:",
    ];
    let begins = |scheme: &&str| {
        let start = word.split_at_checked(scheme.len());
        start.is_some_and(|(start, _)| start.eq_ignore_ascii_case(scheme))
    };
    around(word, "://").is_some() || SCHEMES.iter().any(begins)
}

/// Whether this is an address that a reader may be led to: secure, with a host, nothing hidden in it.
fn is_link(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let of_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '`');
    host.starts_with(|c: char| c.is_ascii_alphanumeric())
        && host.chars().all(of_host)
        && rest.chars().all(plain)
}
