//! The JSON Schema of study files, and what a reader says of a file whose form is wrong.

use jsonschema::Validator;
use liver_prescreen::study;
use serde_json::{Value as Json, json};

fn file() -> Json {
    serde_json::from_str(study::files().next().expect("a file")).expect("json")
}

fn validator() -> Validator {
    jsonschema::validator_for(&study::schema()).expect("a schema")
}

/// The first remark on a file.
fn told(file: &Json) -> (String, String) {
    let remarks = study::remarks(&file.to_string());
    let first = remarks.first().expect("a remark");
    (first.path.clone(), first.message.clone())
}

fn changed(change: impl FnOnce(&mut Json)) -> Json {
    let mut file = file();
    change(&mut file);
    file
}

#[test]
fn every_study_that_ships_fits_the_schema_and_may_name_it() {
    let validator = validator();
    for text in study::files() {
        let mut file: Json = serde_json::from_str(text).expect("json");
        assert!(validator.is_valid(&file), "{:?}", validator.validate(&file));
        file["$schema"] = json!("./study.schema.json");
        assert!(validator.is_valid(&file));
        assert_eq!(study::remarks(&file.to_string()), []);
    }
}

// guards: H24
#[test]
fn a_file_whose_form_is_wrong_is_refused_by_schema_and_reader() {
    let validator = validator();
    type Change = fn(&mut Json);
    let cases: [(Change, &str, &str); 19] = [
        (
            |file| file["criteria"][0]["readings"][0]["rule"]["kind"] = json!("agee"),
            "criteria[0].readings[0].rule",
            "\"agee\" is not accepted here; accepted: age, lab, score, answer, undecidable, site, class, choice, number, sex, all, any, atLeast, not, when.",
        ),
        (
            |file| file["criteria"][0]["readings"][0]["rule"] = json!("site"),
            "criteria[0].readings[0].rule",
            "",
        ),
        (
            |file| file["criteria"][0]["readings"][0]["rule"] = json!({ "site": {} }),
            "criteria[0].readings[0].rule",
            "accepted: age, lab",
        ),
        (
            |file| file["criteria"][0]["readings"][0]["rule"] = json!({ "kind": "site", "min": 1 }),
            "criteria[0].readings[0].rule.min",
            "Unknown field",
        ),
        (
            |file| file["criteria"][0]["readings"][0]["rule"]["max"] = json!("65"),
            "criteria[0].readings[0].rule.max",
            "Expected a whole number from 0 to 65535, got \"65\".",
        ),
        (
            |file| file["criteria"][0]["readings"][0]["rule"]["max"] = json!(65.5),
            "criteria[0].readings[0].rule.max",
            "got a number that is not whole",
        ),
        (
            |file| file["criteria"][3]["readings"][0]["rule"]["below"] = json!(35),
            "criteria[3].readings[0].rule.below",
            "Expected a limit: digits as a text, a multiple",
        ),
        (
            |file| file["criteria"][3]["readings"][0]["rule"]["op"] = json!("<"),
            "criteria[3].readings[0].rule.op",
            "accepted here: analyte, unit, min, above, max, below",
        ),
        (
            |file| file["criteria"][3]["readings"][0]["rule"]["analyte"] = json!("serum albumin"),
            "criteria[3].readings[0].rule.analyte",
            "accepted: bilirubin, albumin",
        ),
        (
            |file| file["criteria"][1]["priority"] = json!(1),
            "criteria[1].priority",
            "Unknown field; accepted here: id, kind, printed",
        ),
        (
            |file| {
                drop(
                    file["registry"]
                        .as_object_mut()
                        .expect("fields")
                        .remove("readOn"),
                )
            },
            "registry.readOn",
            "This field is missing.",
        ),
        (
            |file| file["registry"]["readOn"] = json!("22 November 2026"),
            "registry.readOn",
            "YYYY-MM-DD",
        ),
        (
            |file| file["enrolment"]["recruitment"] = json!("paused"),
            "enrolment.recruitment",
            "accepted: open, on-hold, closed, unknown.",
        ),
        (
            |file| file["title"] = json!("A study"),
            "title",
            "Expected an object, got \"A study\".",
        ),
        (
            |file| file["title"] = json!(["A study", "一项研究"]),
            "title",
            "Expected an object, got a list.",
        ),
        (
            |file| file["criteria"][0]["readings"][0]["grade"] = json!({ "A": {} }),
            "criteria[0].readings[0].grade",
            "Expected a text, got an object.",
        ),
        (
            |file| file["arms"][0]["places"] = json!(-1),
            "arms[0].places",
            "got -1.",
        ),
        (
            |file| file["gaps"] = json!({}),
            "gaps",
            "Expected a list, got an object.",
        ),
        (|file| file["schema"] = json!(3), "schema", "expected 2"),
    ];
    for (change, path, says) in cases {
        let file = changed(change);
        assert!(!validator.is_valid(&file), "{path}: the schema accepts it");
        let (at, message) = told(&file);
        assert_eq!(at, path, "{message}");
        assert!(message.contains(says), "{path}: {message}");
    }
}

/// Every place of the schema that sets a least or a greatest number, as a pointer into the shipped file.
#[test]
fn the_ranges_of_the_schema_are_those_of_the_linter() {
    let validator = validator();
    let places = [
        ("/criteria/0/readings/0/rule/max", 0, 120),
        ("/arms/0/infusion/volumeMl", 1, 10_000),
        ("/arms/0/infusion/infusions", 1, 100),
        ("/timing/labsApartHours", 1, 8760),
        ("/timing/labsOldDays/0", 1, 3650),
        ("/timing/ageSoonDays", 1, 3650),
        ("/enrolment/staleAfterDays", 1, 3650),
        ("/schedule/0/day", 1, 10_000),
    ];
    for (place, least, most) in places {
        for (number, fits) in [
            (least - 1, false),
            (least, true),
            (most, true),
            (most + 1, false),
        ] {
            let file = changed(|file| *file.pointer_mut(place).expect("a place") = json!(number));
            assert_eq!(validator.is_valid(&file), fits, "{place}: {number}");
            let said = study::remarks(&file.to_string());
            let of_range = |remark: &&liver_prescreen::error::ValidationError| {
                remark.message.starts_with("Expected a whole number")
            };
            assert_eq!(
                said.iter().all(|r| !of_range(&r)),
                fits,
                "{place}: {said:?}"
            );
        }
    }
}

#[test]
fn what_stands_twice_in_a_file_is_refused_with_its_place() {
    let text = study::files().next().expect("a file");
    let twice = text.replacen(
        "\"kind\": \"inclusion\",",
        "\"kind\": \"exclusion\", \"kind\": \"inclusion\",",
        1,
    );
    assert_ne!(twice, text);
    let remarks = study::remarks(&twice);
    assert_eq!(remarks[0].path, "criteria[0].kind");
    assert!(remarks[0].message.contains("twice"), "{remarks:?}");
    assert!(remarks[0].message.contains("line "), "{remarks:?}");
}

#[test]
fn a_text_that_is_no_json_is_refused_with_line_and_column() {
    let text = study::files().next().expect("a file");
    let (cut, _) = text.split_at(text.len() / 2);
    for wrong in [cut, "", "{", "{} {}"] {
        let remarks = study::remarks(wrong);
        assert_eq!(remarks.len(), 1);
        assert!(remarks[0].message.contains("not valid JSON"), "{remarks:?}");
    }
    assert!(study::remarks(cut)[0].message.contains("line "));
}

#[test]
fn a_fault_in_a_file_of_many_lines_is_told_with_its_line() {
    let text = study::files().next().expect("a file");
    for (from, to, path) in [
        (
            "\"analyte\": \"albumin\"",
            "\"analyte\": \"albumen\"",
            "criteria[3].readings[0].rule.analyte",
        ),
        ("\"enrolled\": 24", "\"enrolled\": 25", "enrolment.enrolled"),
        ("\"places\": 8", "\"places\": 0", "arms[0].places"),
    ] {
        let (before, _) = text.split_once(from).expect("a part");
        let line = format!("(line {}, column ", before.lines().count());
        let remarks = study::remarks(&text.replacen(from, to, 1));
        assert_eq!(remarks[0].path, path);
        let said = &remarks[0].message;
        assert!(said.contains(&line), "{line}: {said}");
    }
}

#[test]
fn null_counts_as_left_out() {
    let file = changed(|file| {
        file["criteria"][0]["question"] = Json::Null;
        file["criteria"][1]["readings"][0]["rule"]["window"] = Json::Null;
        file["criteria"][1]["readings"][0]["departsFromText"] = Json::Null;
    });
    assert_eq!(study::remarks(&file.to_string()), []);
    let file = changed(|file| file["purpose"] = Json::Null);
    assert_eq!(
        told(&file),
        ("purpose".to_owned(), "This field is missing.".to_owned())
    );
}

// guards: H24
#[test]
fn a_study_goes_to_the_page_and_back_as_it_was() {
    let mut file = file();
    file["criteria"][3]["readings"][0]["rule"]["below"] = json!("35.00");
    let read = study::from_json(&file.to_string()).expect("a study");
    let bytes = study::to_bytes(&read);
    let back = study::from_bytes(&bytes).expect("a study");
    assert_eq!(format!("{back:?}"), format!("{read:?}"));
    for end in (0..bytes.len()).step_by(997) {
        assert!(study::from_bytes(&bytes[..end]).is_none(), "{end}");
    }
}

/// A study with a rule, an entry and a group of each kind.
fn with_everything() -> Json {
    let lab = |fields: Json| {
        let mut rule = json!({ "kind": "lab", "analyte": "alt" });
        for (key, value) in fields.as_object().expect("fields") {
            rule[key] = value.clone();
        }
        rule
    };
    let rules = [
        json!({ "kind": "age", "min": 18, "max": 75 }),
        lab(json!({ "unit": "U/L", "min": "5", "below": "400.5" })),
        lab(
            json!({ "above": { "times": "0.5", "of": "lln" }, "max": { "times": "5", "of": "uln" } }),
        ),
        lab(
            json!({ "max": { "U/L": "400", "ukat/L": "6.67" }, "notOlderThanDays": 7, "washout": "blood" }),
        ),
        lab(json!({ "unit": "U/L", "max": "40", "occasions": { "n": 3, "apartDays": 180 } })),
        json!({ "kind": "score", "score": "meld", "max": "15", "unrounded": true }),
        json!({ "kind": "score", "score": "albi", "above": "-2.60" }),
        json!({ "kind": "class", "score": "childPugh", "of": ["B", "C"] }),
        json!({ "kind": "choice", "entry": "ecog", "of": ["0", "1"] }),
        json!({ "kind": "number", "entry": "lsm", "unit": "kPa", "above": "13" }),
        json!({ "kind": "answer", "entry": "biopsy", "window": { "weeks": 4, "anchor": "onset" } }),
        json!({ "kind": "answer", "window": { "months": 1, "days": 30 }, "notApplicable": true }),
        json!({ "kind": "answer", "window": { "hours": 48 }, "reversed": true }),
        json!({ "kind": "sex", "is": "female" }),
        json!({ "kind": "undecidable" }),
        json!({ "kind": "site" }),
    ];
    let nested = json!({ "kind": "when",
        "if": { "kind": "any", "of": rules },
        "then": { "kind": "not", "rule": { "kind": "all", "of": [{ "kind": "site" }] } },
        "else": { "kind": "atLeast", "n": 1, "of": [{ "kind": "site" }] },
    });
    let mut file = crate::small::study(
        &[
            ("I", "inclusion", nested),
            ("E", "exclusion", json!({ "kind": "site" })),
        ],
        json!({
            "entries": crate::small::entries(),
            "analytes": [{
                "id": "ceruloplasmin", "name": { "en": "Ceruloplasmin" },
                "units": [
                    { "unit": "mg/dL", "factor": "1", "least": "0.1", "most": "200", "usual": { "low": "1", "high": "100" } },
                    { "unit": "g/L", "factor": "100", "least": "0.001", "most": "2", "system": "si" },
                ],
                "loinc": ["2064-4"], "printed": ["CER"], "ofCells": true,
            }],
            "referenceIntervals": [{ "analyte": "alt", "unit": "U/L", "low": "9", "high": "40", "source": "s" }],
            "assignment": { "kind": "open" },
            "arms": [{
                "id": "a", "name": { "en": "a" }, "printed": "p", "dose": { "zh-CN": "剂量" }, "places": 3,
                "infusion": { "cells": "1", "volumeMl": 100, "infusions": 3, "totalCells": "3" },
            }],
            "enrolment": { "recruitment": "open", "enrolled": 1, "asOf": "2026-11-22", "staleAfterDays": 7 },
            "timing": { "labsApartHours": 48, "labsOldDays": [7], "ageSoonDays": 30, "note": { "en": "n" } },
            "schedule": [{ "id": "v", "label": { "en": "v" }, "day": 1, "firm": true }],
            "gaps": [{ "en": "g" }], "example": true,
        }),
    );
    file["criteria"][1]["temporary"] = json!({ "en": "later" });
    file["registry"]["version"] = json!("5");
    file["registry"]["contact"] = json!("A person");
    file
}

fn pointers(value: &Json, at: &str, all: &mut Vec<String>) {
    let inside: Vec<(String, &Json)> = match value {
        Json::Array(members) => (0..).map(|n: usize| n.to_string()).zip(members).collect(),
        Json::Object(fields) => fields
            .iter()
            .map(|(key, v)| (key.replace('~', "~0").replace('/', "~1"), v))
            .collect(),
        _ => Vec::new(),
    };
    for (step, value) in inside {
        let at = [at, "/", &step].concat();
        pointers(value, &at, all);
        all.push(at);
    }
}

/// What the reader says of the form of a file and not of its sense.
fn is_of_form(message: &str) -> bool {
    let starts = [
        "Unknown field",
        "This field is missing",
        "Expected a text",
        "Expected an object",
        "Expected a list",
        "Expected true or false",
        "Expected a limit",
        "Expected digits",
        "Expected a whole number from 0 to 65535",
    ];
    starts.iter().any(|start| message.starts_with(start))
}

// guards: H24
#[test]
fn the_schema_accepts_exactly_what_is_read() {
    let validator = validator();
    let file = with_everything();
    assert_eq!(study::remarks(&file.to_string()), []);
    assert!(
        validator.is_valid(&file),
        "{:?}",
        validator.validate(&file).map_err(|e| e.to_string())
    );
    let mut all = Vec::new();
    pointers(&file, "", &mut all);
    let wrong = [
        json!(true),
        json!(3),
        json!(-1),
        json!(1.5),
        json!("x"),
        json!("=5"),
        json!(" 5"),
        json!("1234567890123"),
        json!("0.123456789"),
        json!([]),
        json!({}),
        json!({ "mg": "5" }),
        json!({ "times": "5" }),
    ];
    let (mut both, mut read) = (0, 0);
    let mut compare = |file: &Json, what: &str| {
        let remarks = study::remarks(&file.to_string());
        let valid = validator.is_valid(file);
        if remarks.is_empty() {
            assert!(valid, "{what}: read, and the schema refuses it");
            read += 1;
        } else if !valid {
            both += 1;
        } else {
            assert!(
                !remarks.iter().any(|one| is_of_form(&one.message)),
                "{what}: {remarks:?}"
            );
        }
    };
    for pointer in all {
        for value in &wrong {
            let mut changed = file.clone();
            *changed.pointer_mut(&pointer).expect("a place") = value.clone();
            compare(&changed, &format!("{pointer} = {value}"));
        }
        let (parent, key) = pointer.rsplit_once('/').expect("a path");
        let mut changed = file.clone();
        if let Some(fields) = changed.pointer_mut(parent).and_then(Json::as_object_mut) {
            let key = key.replace("~1", "/").replace("~0", "~");
            let value = fields.remove(&key).expect("a field");
            fields.insert("another".to_owned(), value);
            compare(&changed, &format!("{pointer} renamed"));
            let fields = changed.pointer_mut(parent).and_then(Json::as_object_mut);
            fields.expect("fields").remove("another");
            compare(&changed, &format!("{pointer} left out"));
        }
    }
    assert!(
        both > 1000 && read > 100,
        "{both} refused by both, {read} read"
    );
}
