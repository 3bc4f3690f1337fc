//! The linter: what a study file may say by its form and still cannot mean.

use super::model::{BulletRef, Criterion, Kind, Reading, Rule, Study};
use super::names::{self, shown};
use super::texts::{around, not_accepted};
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
    let places: u32 = study.arms.iter().map(|arm| u32::from(arm.places)).sum();
    if places > MOST_PLACES {
        remarks.push(ValidationError::new(
            "arms",
            format!("All groups together have more than {MOST_PLACES} places."),
        ));
    }
    if u32::from(study.enrolment.enrolled) > places {
        remarks.push(ValidationError::new(
            "enrolment.enrolled",
            format!("More are enrolled than the {places} places of all groups."),
        ));
    }
    remarks
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
        for (field, message) in rule_remarks(reading) {
            note(&at(index, field), &message);
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
            None => note("printed", "There is no such bullet."),
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
    let asks = criterion
        .readings
        .iter()
        .any(|r| matches!(r.rule, Rule::Answer { .. } | Rule::Undecidable {}));
    if asks && criterion.question.is_none() {
        note("question", "A rule that asks needs a question.");
    }
    remarks
}

fn rule_remarks(reading: &Reading) -> Vec<(&'static str, String)> {
    match reading.rule {
        Rule::Age { min, max } if min > max => {
            let message = "The least age is above the greatest.";
            vec![("rule.min", message.to_owned())]
        }
        Rule::Lab { analyte, unit, .. } => {
            let units = analyte.units().iter().map(|accepted| accepted.unit.ucum());
            let units: Vec<&str> = units.collect();
            if units.contains(&unit.ucum()) {
                return Vec::new();
            }
            vec![("rule.unit", not_accepted(unit.ucum(), &units))]
        }
        _ => Vec::new(),
    }
}

/// Whole numbers that are out of their range, and a day that is missing. The schema has the same ranges, by the model.
fn whole_numbers(study: &Study, remarks: &mut Vec<ValidationError>) {
    let mut check = |path: &str, number: u16, (least, most): (u16, u16)| {
        if !(least..=most).contains(&number) {
            let message = format!("Expected a whole number from {least} to {most}, got {number}.");
            remarks.push(ValidationError::new(path, message));
        }
    };
    for (index, criterion) in study.criteria.iter().enumerate() {
        for (number, reading) in criterion.readings.iter().enumerate() {
            let path = format!("criteria[{index}].readings[{number}].rule");
            match &reading.rule {
                Rule::Age { min, max } => {
                    check(&format!("{path}.min"), *min, (0, 120));
                    check(&format!("{path}.max"), *max, (0, 120));
                }
                Rule::Answer {
                    window: Some(window),
                    ..
                } => {
                    check(&format!("{path}.window.months"), window.months, (1, 120));
                    check(&format!("{path}.window.days"), window.days, (1, 3650));
                }
                _ => {}
            }
        }
    }
    for (index, arm) in study.arms.iter().enumerate() {
        let path = format!("arms[{index}]");
        check(&format!("{path}.volumeMl"), arm.volume_ml, (1, 10_000));
        check(&format!("{path}.infusions"), arm.infusions, (1, 100));
        check(&format!("{path}.places"), arm.places, (1, 10_000));
    }
    let timing = &study.timing;
    check("timing.labsApartHours", timing.labs_apart_hours, (1, 8760));
    check("timing.ageSoonDays", timing.age_soon_days, (1, 3650));
    for (index, days) in timing.labs_old_days.iter().enumerate() {
        check(&format!("timing.labsOldDays[{index}]"), *days, (1, 3650));
    }
    let stale = study.enrolment.stale_after_days;
    check("enrolment.staleAfterDays", stale, (1, 3650));
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
