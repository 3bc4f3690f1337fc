//! What a study may call its parts. A criterion's id is also the name of its field in the form, of elements of the page
//! and of keys in a report, so it must not be the name of something else there.

use super::model::Study;
use crate::clinical::Analyte;
use crate::document::Problem;

const LONGEST: usize = 64;

/// What a patient, an input and its parts are asked for by, beside the analytes.
const ENTRIES: [&str; 23] = [
    "age",
    "birthDate",
    "sex",
    "labs",
    "ascites",
    "encephalopathy",
    "dialysis",
    "cholestatic",
    "answers",
    "events",
    "prothrombinTime",
    "value",
    "unit",
    "date",
    "confirmed",
    "control",
    "study",
    "asOf",
    "patient",
    "enrolment",
    "recruitment",
    "enrolled",
    "firstInfusion",
];

/// Elements that every form has.
const ELEMENTS: [&str; 31] = [
    "about-title",
    "arm",
    "arm-statement",
    "arm-title",
    "basis",
    "clear",
    "copy",
    "criteria-title",
    "entries-title",
    "no-confirm",
    "no-list",
    "no-to-rest",
    "no-undo",
    "print",
    "printout",
    "printout-fill",
    "printout-found",
    "printout-note",
    "printout-read",
    "printout-undo",
    "questions-title",
    "record-refused",
    "record-text",
    "result-title",
    "schedule",
    "scores-title",
    "undo",
    "verdict",
    "verdict-card",
    "visits-title",
    "warnings",
];

/// What the form puts behind the name of an entry.
const ENDINGS: [&str; 9] = [
    "-event", "-unit", "-date", "-note", "-doubt", "-error", "-yes", "-no", "-unknown",
];

/// What the page puts before an id or a name.
const BEGINNINGS: [&str; 3] = ["criterion-", "score-", "lang-"];

/// What every object of JavaScript has from the start.
const OF_EVERY_OBJECT: [&str; 7] = [
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
];

/// Everything that is wrong with the ids of a study.
pub fn remarks(study: &Study) -> Vec<Problem> {
    let mut remarks = Vec::new();
    let mut note = |path: String, fault: Option<String>| {
        remarks.extend(fault.map(|fault| Problem::new(path, fault)));
    };
    note("id".to_owned(), fault(&study.id));
    let criteria: Vec<&str> = study.criteria.iter().map(|c| &*c.id).collect();
    for (index, criterion) in study.criteria.iter().enumerate() {
        note(
            format!("criteria[{index}].id"),
            taken(&criterion.id, &criteria),
        );
        let readings = criterion.readings.iter().map(|reading| &*reading.id);
        list(
            &format!("criteria[{index}].readings"),
            readings.collect(),
            &mut note,
        );
    }
    list("criteria", criteria, &mut note);
    let arms = study.arms.iter().map(|arm| arm.id.as_str());
    list("arms", arms.collect(), &mut note);
    let visits = study.schedule.iter().map(|visit| visit.id.as_str());
    list("schedule", visits.collect(), &mut note);
    remarks
}

/// What is wrong with the ids of the members of a list.
fn list(path: &str, ids: Vec<&str>, note: &mut impl FnMut(String, Option<String>)) {
    for (index, id) in ids.iter().enumerate() {
        let others = ids.iter().enumerate().filter(|(other, _)| *other != index);
        let same = others.map(|(_, other)| other).find(|other| is(other, id));
        let twice = same.map(|other| match *other == *id {
            true => format!("The id {} stands twice.", shown(id)),
            false => format!(
                "The ids {} and {} differ only in case.",
                shown(id),
                shown(other)
            ),
        });
        note(format!("{path}[{index}].id"), fault(id).or(twice));
    }
}

fn is(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// What is wrong with an id by itself.
fn fault(id: &str) -> Option<String> {
    let begins = id.starts_with(|first: char| first.is_ascii_alphabetic());
    let rest = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    if !begins || !id.bytes().all(rest) || id.len() > LONGEST {
        return Some(format!(
            "Expected a letter, then letters, digits, full stops, hyphens and underscores, at most {LONGEST} in all."
        ));
    }
    let reserved = OF_EVERY_OBJECT.contains(&id);
    reserved.then(|| format!("{id} is a name that every object has; choose another id."))
}

/// What a criterion's id means already.
fn taken(id: &str, criteria: &[&str]) -> Option<String> {
    let entry = |name: &str| {
        ENTRIES.iter().any(|entry| is(entry, name))
            || Analyte::ALL.iter().any(|analyte| is(analyte.key(), name))
    };
    if entry(id) {
        return Some(format!("{id} is the name of an entry; choose another id."));
    }
    let element = ELEMENTS.iter().any(|element| is(element, id));
    let begins = |beginning: &&str| starts(id, beginning);
    let ends = |ending: &&str| {
        let stem = id.len().checked_sub(ending.len());
        stem.and_then(|at| id.split_at_checked(at))
            .is_some_and(|(stem, end)| {
                let of_another = || entry(stem) || criteria.iter().any(|other| is(other, stem));
                // The form tells days of events by this ending.
                is(end, ending) && (is(ending, "-event") || of_another())
            })
    };
    let derived = BEGINNINGS.iter().any(begins) || ENDINGS.iter().any(ends);
    (element || derived).then(|| {
        format!(
            "{} is a name that the form makes for itself; choose another id.",
            shown(id)
        )
    })
}

fn starts(id: &str, beginning: &str) -> bool {
    id.split_at_checked(beginning.len())
        .is_some_and(|(start, _)| is(start, beginning))
}

/// As much of a text as a sentence can hold.
pub fn shown(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().nth(MOST).is_none() {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}
