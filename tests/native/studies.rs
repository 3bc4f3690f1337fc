//! Study files from data alone: real lists of registries, two examples with every text in both languages, the bullets
//! that carry numbers, and the examples of docs/study-format.md. What each patient should come to was worked out by hand
//! from the registry's text and stands beside the studies.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jsonschema::Validator;
use liver_prescreen::study;
use serde_json::{Value as Json, json};

use crate::support::try_screen;

const EXAMPLES: &str = "src/study/data/examples";
const LISTS: &str = "tests/fixtures/studies";
const PAGE: &str = include_str!("../../docs/study-format.md");

/// The files of a folder whose names have an ending and begin in upper or lower case as an id does.
fn files(folder: &str, is_one: impl Fn(&str) -> bool) -> Vec<(String, Json)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let names = entries.map(|entry| entry.path());
    let mut files: Vec<(String, Json)> = names
        .filter_map(|path| {
            let name = path.file_name()?.to_str()?.to_owned();
            is_one(&name).then(|| {
                let text = fs::read_to_string(&path).expect("a file");
                let json = serde_json::from_str(&text);
                (
                    name.clone(),
                    json.unwrap_or_else(|why| panic!("{name}: {why}")),
                )
            })
        })
        .collect();
    files.sort_by(|(one, _), (other, _)| one.cmp(other));
    files
}

fn is_list(name: &str) -> bool {
    name.ends_with(".json") && !name.ends_with(".cases.json") && name.contains(char::is_uppercase)
}

fn examples() -> Vec<(String, Json)> {
    files(EXAMPLES, |name| name.ends_with(".json"))
}

fn lists() -> Vec<(String, Json)> {
    files(LISTS, is_list)
}

pub fn all() -> Vec<(String, Json)> {
    [examples(), lists()].concat()
}

pub fn fixture(name: &str) -> Json {
    let found = files(LISTS, |file| file == name).pop();
    found.expect("a file").1
}

fn validator() -> Validator {
    jsonschema::validator_for(&study::schema()).expect("a schema")
}

/// Everything that the schema and the reader have against a file.
fn faults(validator: &Validator, file: &Json) -> Vec<String> {
    let of_schema = validator
        .iter_errors(file)
        .map(|fault| format!("schema: {} at {}", fault, fault.instance_path()));
    let told = study::remarks(&file.to_string());
    let told = told
        .iter()
        .map(|fault| format!("{}: {}", fault.path, fault.message));
    of_schema.chain(told).collect()
}

/// Calls for each object within a document, at any depth.
fn each_object<'a>(value: &'a Json, see: &mut dyn FnMut(&'a serde_json::Map<String, Json>)) {
    match value {
        Json::Object(fields) => {
            see(fields);
            fields.values().for_each(|value| each_object(value, see));
        }
        Json::Array(items) => items.iter().for_each(|item| each_object(item, see)),
        _ => {}
    }
}

fn text<'a>(value: &'a Json, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

#[test]
fn every_study_fits_the_schema_and_makes_sense() {
    let validator = validator();
    let all = all();
    assert_eq!(all.len(), 14, "two examples and twelve lists");
    for (name, file) in all {
        assert_eq!(faults(&validator, &file), [""; 0], "{name}");
    }
}

#[test]
fn the_lists_use_every_kind_of_rule_and_of_assignment() {
    let (mut kinds, mut fields) = (BTreeSet::new(), BTreeSet::new());
    for (_, file) in all() {
        each_object(&file, &mut |object| {
            kinds.extend(object.get("kind").and_then(Json::as_str).map(str::to_owned));
            fields.extend(object.keys().cloned());
        });
    }
    for kind in [
        "age",
        "lab",
        "score",
        "class",
        "choice",
        "number",
        "answer",
        "sex",
        "undecidable",
        "site",
        "all",
        "any",
        "atLeast",
        "not",
        "when",
        "date",
        "none",
        "open",
        "blinded",
    ] {
        assert!(kinds.contains(kind), "{kind}");
    }
    for field in [
        "min",
        "above",
        "max",
        "below",
        "times",
        "occasions",
        "window",
        "anchor",
        "reversed",
        "notApplicable",
        "temporary",
        "caution",
    ] {
        assert!(fields.contains(field), "{field}");
    }
}

// guards: H15
#[test]
fn an_example_is_marked_as_one_ships_with_no_page_and_has_every_text_in_both_languages() {
    let shipped: Vec<Json> = study::files()
        .map(|file| serde_json::from_str(file).expect("json"))
        .collect();
    for (name, file) in examples() {
        assert_eq!(file["example"], json!(true), "{name}");
        assert!(
            shipped.iter().all(|other| other["id"] != file["id"]),
            "{name}"
        );
        let mut texts = 0;
        each_object(&file, &mut |object| {
            if object.contains_key("en") {
                texts += 1;
                assert!(object.contains_key("zh-CN"), "{name}: {object:?}");
            }
        });
        assert!(texts > 100, "{name}: {texts}");
        for criterion in file["criteria"].as_array().expect("a list") {
            assert!(
                criterion["translation"]["zh-CN"].is_string(),
                "{name}: {}",
                criterion["id"]
            );
        }
    }
}

/// The texts of a list; none where there is no list.
fn set(list: &Json) -> BTreeSet<&str> {
    let items = list.as_array().into_iter().flatten();
    items.filter_map(Json::as_str).collect()
}

/// What a patient comes to, and what was expected.
fn differences(file: &Json, patient: &Json) -> Vec<String> {
    let input = json!({ "study": file, "asOf": patient["asOf"], "patient": patient["patient"] });
    let report = match try_screen(&input) {
        Ok(report) => report,
        Err(refusal) => return vec![format!("refused: {refusal}")],
    };
    let mut found = Vec::new();
    if report["verdict"]["state"] != patient["verdict"] {
        found.push(format!(
            "verdict {}, expected {}",
            report["verdict"]["state"], patient["verdict"]
        ));
    }
    let expected = patient["criteria"].as_object().expect("criteria");
    let fails = expected.iter().filter(|(_, one)| one["state"] == "fails");
    let fails: BTreeSet<&str> = fails.map(|(id, _)| id.as_str()).collect();
    let verdict = &report["verdict"];
    let mut sets = vec![("because", fails), ("askAgain", set(&patient["askAgain"]))];
    if !patient["toAnswer"].is_null() {
        sets.push(("toAnswer", set(&patient["toAnswer"])));
    }
    for (field, expected) in sets {
        let told = set(&verdict[field]);
        if told != expected {
            found.push(format!("{field}: {told:?}, expected {expected:?}"));
        }
    }
    let findings = report["criteria"].as_array().expect("a list");
    let ids: Vec<&str> = findings.iter().map(|finding| text(finding, "id")).collect();
    found.extend(
        expected
            .keys()
            .filter(|id| !ids.contains(&id.as_str()))
            .map(|id| format!("{id} is no criterion")),
    );
    for finding in findings {
        let id = text(finding, "id");
        let expected = expected.get(id);
        // What is not named is open.
        let state = expected.map_or("unknown", |expected| text(expected, "state"));
        let why = expected.map_or("nothing decides it", |expected| text(expected, "why"));
        if text(finding, "state") != state {
            found.push(format!(
                "{id} {}, expected {state} ({why}): {}",
                finding["state"], finding["because"]
            ));
        }
        let others = expected.and_then(|expected| expected["others"].as_object());
        for (reading, state) in others.into_iter().flatten() {
            let readings = finding["otherReadings"].as_array().expect("a list");
            let other = readings.iter().find(|other| text(other, "id") == reading);
            let result = other.map_or(&Json::Null, |other| &other["state"]);
            if result != state {
                found.push(format!("{id}, {reading}: {result}, expected {state}"));
            }
        }
    }
    found
}

// guards: H4
#[test]
fn every_patient_comes_to_what_was_worked_out_by_hand() {
    let mut wrong = Vec::new();
    for (name, file) in all() {
        let cases = fixture(&format!("{}.cases.json", text(&file, "id")));
        let patients = cases["patients"].as_array().expect("a list");
        assert_eq!(patients.len(), 3, "{name}");
        let verdicts: BTreeSet<&str> = patients.iter().map(|one| text(one, "verdict")).collect();
        assert!(verdicts.len() >= 2, "{name}: one verdict only");
        for patient in patients {
            let differences = differences(&file, patient);
            let of = |difference| format!("{name}, {}: {difference}", patient["name"]);
            wrong.extend(differences.into_iter().map(of));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A study of one bullet, read by one rule.
fn of_one_bullet(bullet: &Json) -> Json {
    let kind = text(bullet, "list");
    let printed = |list| {
        if list == kind {
            json!([bullet["text"]])
        } else {
            json!([])
        }
    };
    let mut criterion = json!({
        "id": "C1", "kind": kind, "printed": [format!("{kind}-1")], "words": [bullet["text"]], "name": {"en": "A bullet"},
        "readings": [{"id": "one", "default": true, "says": {"en": "As the rule has it."}, "grade": "A", "rule": bullet["rule"]}]
    });
    for field in ["question", "temporary"] {
        if !bullet[field].is_null() {
            criterion[field] = bullet[field].clone();
        }
    }
    json!({
        "schema": 2, "id": "ONE-BULLET", "title": {"en": "One bullet"}, "shortTitle": {"en": "One bullet"}, "purpose": "A test.",
        "registry": {
            "name": "A registry", "url": "https://example.org/", "source": "https://example.org/", "readOn": "2026-11-27",
            "status": "-", "phase": "-", "allocation": "-", "model": "-", "masking": "-", "site": "-"
        },
        "printed": {"inclusion": printed("inclusion"), "exclusion": printed("exclusion")},
        "entries": if bullet["entries"].is_null() { json!([]) } else { bullet["entries"].clone() },
        "criteria": [criterion]
    })
}

#[test]
fn of_the_bullets_with_a_number_or_a_grade_at_least_ninety_five_in_a_hundred_can_be_said() {
    let validator = validator();
    let file = fixture("coverage.json");
    let bullets = file["bullets"].as_array().expect("a list");
    assert!(bullets.len() >= 109, "{}", bullets.len());
    let (said, cannot): (Vec<_>, Vec<_>) = bullets
        .iter()
        .partition(|bullet| bullet["cannot"].is_null());
    for bullet in &said {
        let place = format!("{} {} {}", bullet["id"], bullet["list"], bullet["number"]);
        assert_eq!(
            faults(&validator, &of_one_bullet(bullet)),
            [""; 0],
            "{place}"
        );
    }
    for bullet in &cannot {
        assert!(!text(bullet, "cannot").trim().is_empty(), "{bullet}");
    }
    assert!(
        said.len() * 100 >= bullets.len() * 95,
        "{} of {}",
        said.len(),
        bullets.len()
    );
}

#[test]
fn every_hard_bullet_can_be_said_and_is_open_for_a_patient_of_whom_nothing_is_known() {
    let validator = validator();
    let file = fixture("hard-bullets.json");
    let bullets = file["bullets"].as_array().expect("a list");
    assert_eq!(bullets.len(), 7);
    for bullet in bullets {
        let study = of_one_bullet(bullet);
        assert_eq!(faults(&validator, &study), [""; 0], "{}", bullet["id"]);
        let input = json!({ "study": study, "asOf": "2026-11-20", "patient": {} });
        let report =
            try_screen(&input).unwrap_or_else(|refusal| panic!("{}: {refusal}", bullet["id"]));
        assert_eq!(
            report["criteria"][0]["state"], "unknown",
            "{}",
            bullet["id"]
        );
        assert_ne!(report["verdict"]["toAnswer"], json!([]), "{}", bullet["id"]);
    }
}

// guards: H4
#[test]
fn every_hard_bullet_comes_to_what_it_means() {
    let bullets = fixture("hard-bullets.json");
    let bullets = bullets["bullets"].as_array().expect("a list");
    let cases = fixture("hard-bullets.cases.json");
    let of_bullets = cases["bullets"].as_array().expect("a list");
    assert_eq!(of_bullets.len(), bullets.len());
    let mut wrong = Vec::new();
    for (bullet, cases_of) in bullets.iter().zip(of_bullets) {
        assert_eq!(
            (&bullet["id"], &bullet["number"]),
            (&cases_of["id"], &cases_of["number"])
        );
        let study = of_one_bullet(bullet);
        for case in cases_of["patients"].as_array().expect("patients") {
            let input =
                json!({ "study": study, "asOf": cases["asOf"], "patient": case["patient"] });
            let place = format!("{}, {}", bullet["id"], case["why"]);
            let report = match try_screen(&input) {
                Ok(report) => report,
                Err(refusal) => {
                    wrong.push(format!("{place}: {refusal}"));
                    continue;
                }
            };
            let found = &report["criteria"][0];
            if found["state"] != case["state"] {
                let (state, because) = (&found["state"], &found["because"]);
                wrong.push(format!("{place}: {state}, {because}"));
            }
            let (told, expected) = (set(&report["verdict"]["toAnswer"]), set(&case["asks"]));
            let as_expected = match case["more"].as_bool() {
                Some(true) => told.is_superset(&expected),
                _ => told == expected,
            };
            if !as_expected {
                wrong.push(format!("{place}: asks for {told:?}"));
            }
            if set(&report["verdict"]["askAgain"]) != set(&case["askAgain"]) {
                wrong.push(format!("{place}: {}", report["verdict"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The blocks of JSON in the document.
fn blocks() -> Vec<Json> {
    let blocks = PAGE.split("```json\n").skip(1);
    let text = |block: &'static str| block.split("```").next().unwrap_or_default();
    let read = |text| serde_json::from_str(text).unwrap_or_else(|why| panic!("{why}: {text}"));
    blocks.map(text).map(read).collect()
}

#[test]
fn the_examples_of_the_document_are_accepted() {
    let validator = validator();
    let blocks = blocks();
    let entries = blocks
        .iter()
        .find(|block| block.is_array())
        .expect("entries");
    let studies: Vec<&Json> = blocks
        .iter()
        .filter(|block| !block["schema"].is_null())
        .collect();
    assert_eq!(studies.len(), 1);
    for study in studies {
        assert_eq!(faults(&validator, study), [""; 0]);
    }
    let rules = blocks.iter().filter(|block| block["kind"].is_string());
    let mut kinds = BTreeSet::new();
    for rule in rules {
        kinds.insert(text(rule, "kind"));
        let bullet = json!({
            "list": "inclusion", "text": "A bullet", "entries": entries, "rule": rule, "question": {"en": "Is it so?"}
        });
        assert_eq!(
            faults(&validator, &of_one_bullet(&bullet)),
            [""; 0],
            "{rule}"
        );
    }
    assert_eq!(kinds.len(), 15, "{kinds:?}");
}

#[test]
fn the_document_names_every_field_of_the_format() {
    let schema = study::schema();
    each_object(&schema, &mut |object| {
        let fields = object.get("properties").and_then(Json::as_object);
        for field in fields.into_iter().flat_map(|fields| fields.keys()) {
            let named = [format!("`{field}`"), format!("\"{field}\"")];
            assert!(
                named.iter().any(|name| PAGE.contains(name)),
                "{field} stands nowhere in the document"
            );
        }
    });
}
