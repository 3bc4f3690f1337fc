//! What a study may call its parts. A criterion's id is also the name of its field in the form and a key of what a host
//! hears, so it must not be the name of something else there.

use super::model::Study;
use crate::clinical::Analyte;
use crate::error::ValidationError;

/// What a patient and an input are asked for by, beside the analytes.
const ENTRIES: &str = "age birthDate sex labs ascites encephalopathy dialysis cholestatic answers events value unit date \
    confirmed control uln lln earlier weight entries study asOf patient enrolment recruitment enrolled firstInfusion prothrombinTime";

/// What every object of JavaScript has from the start.
const OF_EVERY_OBJECT: &str =
    "constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf";

const FORM: &str = "Expected a letter, then letters, digits, full stops, hyphens and underscores, at most 64 in all.";

/// Everything that is wrong with the ids of a study.
pub fn remarks(study: &Study) -> Vec<ValidationError> {
    let mut remarks = Vec::new();
    list("", &[&study.id], false, &mut remarks);
    let ids: Vec<&str> = study.criteria.iter().map(|c| &*c.id).collect();
    list("criteria", &ids, true, &mut remarks);
    let analytes: Vec<&str> = study.analytes.iter().map(|one| one.id.as_str()).collect();
    list("analytes", &analytes, true, &mut remarks);
    for (index, id) in analytes.iter().enumerate() {
        if !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) || !(2..=32).contains(&id.len()) {
            let message = "Expected a letter, then letters and digits, 2 to 32 in all.";
            remarks.push(ValidationError::new(
                format!("analytes[{index}].id"),
                message,
            ));
        }
    }
    let entries: Vec<&str> = study.entries.iter().map(|entry| &**entry.id()).collect();
    list("entries", &entries, true, &mut remarks);
    for (index, id) in entries.iter().enumerate() {
        if ids.iter().any(|other| other.eq_ignore_ascii_case(id)) {
            let message = [*id, " is the id of a criterion; choose another id."].concat();
            remarks.push(ValidationError::new(
                format!("entries[{index}].id"),
                message,
            ));
        }
        let options = study.entries.get(index).map(|entry| entry.options());
        let options = options.unwrap_or_default().iter();
        let options: Vec<&str> = options.map(|option| option.id.as_str()).collect();
        options_list(&format!("entries[{index}].options"), &options, &mut remarks);
    }
    for (index, criterion) in study.criteria.iter().enumerate() {
        let ids: Vec<&str> = criterion.readings.iter().map(|r| &*r.id).collect();
        let path = ["criteria[", &index.to_string(), "].readings"].concat();
        list(&path, &ids, false, &mut remarks);
    }
    let ids: Vec<&str> = study.arms.iter().map(|arm| arm.id.as_str()).collect();
    list("arms", &ids, false, &mut remarks);
    let ids: Vec<&str> = study.schedule.iter().map(|v| v.id.as_str()).collect();
    list("schedule", &ids, false, &mut remarks);
    remarks
}

/// What is wrong with the ids of the members of a list, which are names of fields or not.
#[inline(never)]
fn list(path: &str, ids: &[&str], of_fields: bool, remarks: &mut Vec<ValidationError>) {
    for (index, id) in ids.iter().enumerate() {
        let others = ids.iter().enumerate();
        let mut others = others.filter(|(other, _)| *other != index);
        let same = others.find(|(_, other)| other.eq_ignore_ascii_case(id));
        let message = if !is_plain(id) {
            FORM.to_owned()
        } else if is_among(OF_EVERY_OBJECT, id) {
            [*id, " is a name that every object has; choose another id."].concat()
        } else if of_fields && is_entry(id) {
            [*id, " is the name of an entry; choose another id."].concat()
        } else if of_fields && is_derived(id) {
            [*id, " is a name that the form makes; choose another id."].concat()
        } else {
            match same {
                None => continue,
                Some((_, other)) if other == id => ["The id ", id, " appears twice."].concat(),
                Some((_, other)) => {
                    ["The ids ", id, " and ", other, " differ only in case."].concat()
                }
            }
        };
        let place = match path {
            "" => "id".to_owned(),
            path => [path, "[", &index.to_string(), "].id"].concat(),
        };
        remarks.push(ValidationError::new(place, message));
    }
}

/// What is wrong with the ids of options, which may be grades: `0`, `1-2`, `IIIb`.
fn options_list(path: &str, ids: &[&str], remarks: &mut Vec<ValidationError>) {
    for (index, id) in ids.iter().enumerate() {
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
        let message = if id.is_empty() || id.len() > 64 || !id.bytes().all(letter) {
            "Expected letters, digits, full stops, hyphens and underscores, at most 64 in all."
                .to_owned()
        } else if ids.iter().filter(|other| *other == id).count() > 1 {
            ["The id ", id, " appears twice."].concat()
        } else {
            continue;
        };
        remarks.push(ValidationError::new(format!("{path}[{index}].id"), message));
    }
}

fn is_plain(id: &str) -> bool {
    let rest = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    id.len() <= 64
        && id
            .bytes()
            .next()
            .is_some_and(|first| first.is_ascii_alphabetic())
        && id.bytes().all(rest)
}

fn is_among(names: &str, id: &str) -> bool {
    names.split(' ').any(|name| name.eq_ignore_ascii_case(id))
}

fn is_entry(id: &str) -> bool {
    is_among(ENTRIES, id)
        || Analyte::ALL
            .iter()
            .any(|analyte| is_among(analyte.key(), id))
}

/// Whether the form makes this name out of another: the day of an event is told by its ending.
fn is_derived(id: &str) -> bool {
    let id = id.to_ascii_lowercase();
    let stem = id
        .strip_suffix("-unit")
        .or_else(|| id.strip_suffix("-date"));
    // A laboratory value has fields beside its own: `alt.uln`, `platelets.earlier1`.
    let of = id.split_once('.').map(|(of, _)| of);
    id.ends_with("-event")
        || id.starts_with("criterion-")
        || stem.is_some_and(is_entry)
        || of.is_some_and(is_entry)
}

/// As much of a text as a sentence can hold.
pub fn shown(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().nth(MOST).is_none() {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}
