//! What the linter of study files notices, and what a file's parts become.

use liver_prescreen::document::Value;
use liver_prescreen::study::model::ScoreName;
use liver_prescreen::study::{self, Study};
use serde_json::{Value as Json, json};

use crate::support::{screen, study as shipped, worked};

fn file() -> Json {
    serde_json::from_str(study::files().next().expect("a file")).expect("json")
}

fn remarks(file: &Json) -> Vec<(String, String)> {
    let value: Value = serde_json::from_value(file.clone()).expect("plain data");
    let remarks = study::remarks(&value);
    let remarks = remarks.iter();
    remarks
        .map(|problem| (problem.path.clone(), problem.message.clone()))
        .collect()
}

/// The file with another value at a place.
fn with(place: &str, value: Json) -> Json {
    let mut file = file();
    let (parent, key) = place.rsplit_once('/').expect("a path");
    let parent = file.pointer_mut(parent).expect("a parent");
    match parent {
        Json::Array(items) => items[key.parse::<usize>().expect("an index")] = value,
        _ => parent[key] = value,
    }
    file
}

fn read(file: &Json) -> Study {
    let value: Value = serde_json::from_value(file.clone()).expect("plain data");
    study::from_value(&value).expect("a study")
}

#[test]
fn the_study_as_the_build_packs_it_is_the_one_of_the_file() {
    let file = study::files().next().expect("a file");
    let of_file = study::from_json(file).expect("a study");
    assert_eq!(*shipped(), of_file);
    assert_eq!(shipped().sha256, of_file.sha256);
}

#[test]
fn the_file_that_ships_has_no_remarks() {
    assert_eq!(remarks(&file()), []);
}

#[test]
fn an_id_that_stands_twice_is_named_at_both_places() {
    let places: Vec<String> = remarks(&with("/criteria/1/id", json!("I1")))
        .into_iter()
        .map(|(path, _)| path)
        .collect();
    assert_eq!(places, ["criteria[0].id", "criteria[1].id"]);
}

// guards: H20
#[test]
fn a_character_that_nobody_sees_is_named() {
    for unseen in [
        "\u{202e}", "\u{2066}", "\u{200f}", "\u{61c}", "\u{1b}", "\u{9b}",
    ] {
        let text = format!("Written informed consent{unseen} is not given");
        for place in [
            "/title/en",
            "/gaps/0/zh-CN",
            "/printed/exclusion/3",
            "/registry/site",
        ] {
            let found = remarks(&with(place, json!(text)));
            let path = place
                .trim_start_matches('/')
                .replace("/3", "[3]")
                .replace("/0", "[0]");
            let path = path.replace('/', ".");
            let named = |(at, message): &(String, String)| *at == path && message.contains("U+");
            assert!(found.iter().any(named), "{place}: {found:?}");
        }
    }
    // Lines and accents are no such characters.
    assert_eq!(
        remarks(&with("/registry/site", json!("Zhōngnán\nHospital"))),
        []
    );
}

#[test]
fn ten_thousand_places_are_the_most() {
    // The two other groups have eight each.
    assert_eq!(remarks(&with("/arms/0/places", json!(9984))), []);
    let over = remarks(&with("/arms/0/places", json!(9985)));
    assert_eq!(over.len(), 1, "{over:?}");
    assert_eq!(over[0].0, "arms");
}

#[test]
fn every_part_of_a_study_file_is_held_to_its_form() {
    for (place, value, path, says) in [
        (
            "/criteria/1/words",
            json!(["Decompensated stage", "of viral hepatitis B"]),
            "criteria[1].words",
            "Each printed bullet",
        ),
        (
            "/criteria/0/name/zh-CN",
            json!(" "),
            "criteria[0].name",
            "both languages",
        ),
        (
            "/criteria/0/name/en",
            json!(""),
            "criteria[0].name",
            "both languages",
        ),
        (
            "/criteria/3/readings/0/rule/limit",
            json!("<35"),
            "criteria[3].readings[0].rule.limit",
            "digits",
        ),
        (
            "/criteria/3/readings/0/rule/limit",
            json!("3,5"),
            "criteria[3].readings[0].rule.limit",
            "digits",
        ),
        (
            "/criteria/3/readings/0/grade",
            json!("D"),
            "criteria[3].readings[0].grade",
            "A, B, C",
        ),
        (
            "/registry/readOn",
            json!("22.11.2026"),
            "registry.readOn",
            "YYYY-MM-DD",
        ),
    ] {
        let found = remarks(&with(place, value));
        assert!(
            found
                .iter()
                .any(|(at, what)| at == path && what.contains(says)),
            "{place}: {found:?}"
        );
    }
}

#[test]
fn several_faults_are_told_at_once() {
    let mut file = with("/criteria/0/name/en", json!(""));
    file["arms"][1]["volumeMl"] = json!("100");
    let found = remarks(&file);
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn days_grades_and_evidence_arrive_as_they_stand_in_the_file() {
    let file = with("/registry/registered", json!("2022-06-30"));
    let study = read(&file);
    let registered = study.registry.registered.map(liver_prescreen::dates::iso);
    assert_eq!(registered.as_deref(), Some("2022-06-30"));
    assert_eq!(study.registry.completed, None, "not captured");
    for (criterion, given) in study
        .criteria
        .iter()
        .zip(file["criteria"].as_array().expect("a list"))
    {
        let readings = given["readings"].as_array().expect("a list");
        assert_eq!(criterion.readings.len(), readings.len());
        for (reading, given) in criterion.readings.iter().zip(readings) {
            assert_eq!(reading.grade, given["grade"]);
            let evidence: Vec<&str> = reading.evidence.iter().map(|e| e.source.as_str()).collect();
            let sources = given["evidence"].as_array().expect("a list");
            let sources: Vec<&str> = sources
                .iter()
                .filter_map(|e| e["source"].as_str())
                .collect();
            assert_eq!(evidence, sources, "{}", criterion.id);
            for (evidence, given) in reading
                .evidence
                .iter()
                .zip(given["evidence"].as_array().expect("a list"))
            {
                assert_eq!(evidence.grade, given["grade"]);
            }
        }
    }
}

#[test]
fn names_of_the_public_contract_are_the_ones_written() {
    for (name, score) in ScoreName::NAMES {
        assert_eq!(score.key(), name);
    }
    let report = screen(&worked());
    let criteria = report["criteria"].as_array().expect("criteria");
    for criterion in criteria {
        let id = criterion["id"].as_str().expect("an id");
        let kind = if id.starts_with('I') {
            "inclusion"
        } else {
            "exclusion"
        };
        assert_eq!(criterion["kind"], kind, "{id}");
    }
}
