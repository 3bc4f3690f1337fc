//! The entries that a finding names are those that were used: each was made, and they alone come to the same.

use serde_json::{Value as Json, json};

use crate::small::{asking, report};
use crate::studies::{all, fixture};
use crate::support::{screen, worked};

fn names(value: &Json) -> Vec<String> {
    let names = value.as_array().expect("a list").iter();
    names
        .map(|name| name.as_str().expect("a name").to_owned())
        .collect()
}

/// What is named for the first criterion.
fn from(study: &Json, patient: Json) -> Vec<String> {
    names(&report(study, patient)["criteria"][0]["from"])
}

/// Whether a patient has an entry.
fn has(patient: &Json, key: &str) -> bool {
    let in_parts = ["labs", "answers", "events", "entries"];
    match key.split_once('.') {
        Some((analyte, end)) => !patient["labs"][analyte][end].is_null(),
        None if key == "age" => !patient["age"].is_null() || !patient["birthDate"].is_null(),
        None => {
            !patient[key].is_null() || in_parts.iter().any(|part| !patient[part][key].is_null())
        }
    }
}

/// A patient of whom these entries alone are known.
fn only(patient: &Json, keys: &[String]) -> Json {
    let is_kept = |key: &str| keys.iter().any(|kept| kept == key);
    let mut only = json!({});
    for (field, value) in patient.as_object().expect("a patient") {
        match field.as_str() {
            "labs" => {
                only["labs"] = json!({});
                for (key, lab) in value.as_object().expect("values") {
                    if is_kept(key) {
                        let mut lab = lab.clone();
                        for end in ["uln", "lln"] {
                            if !is_kept(&format!("{key}.{end}")) {
                                lab.as_object_mut().expect("a value").remove(end);
                            }
                        }
                        only["labs"][key] = lab;
                    }
                }
            }
            "answers" | "events" | "entries" => {
                only[field] = json!({});
                for (key, given) in value.as_object().expect("entries") {
                    if is_kept(key) {
                        only[field][key] = given.clone();
                    }
                }
            }
            "age" | "birthDate" if !is_kept("age") => {}
            "age" | "birthDate" | "cholestatic" => only[field] = value.clone(),
            _ if is_kept(field) => only[field] = value.clone(),
            _ => {}
        }
    }
    only
}

#[test]
fn what_is_named_was_made_and_comes_alone_to_the_same() {
    let mut cases = vec![(Json::Null, worked())];
    for (_, study) in all() {
        let id = study["id"].as_str().expect("an id");
        let file = fixture(&format!("{id}.cases.json"));
        for patient in file["patients"].as_array().expect("patients") {
            let input = json!({ "asOf": patient["asOf"], "patient": patient["patient"] });
            cases.push((study.clone(), input));
        }
    }
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for (study, mut input) in cases {
        if !study.is_null() {
            input["study"] = study;
        }
        let patient = input["patient"].clone();
        for (at, finding) in screen(&input)["criteria"]
            .as_array()
            .expect("findings")
            .iter()
            .enumerate()
        {
            let named = names(&finding["from"]);
            let place = format!("{} {} {named:?}", input["study"]["id"], finding["id"]);
            if finding["state"] == "unknown" {
                if named.is_empty() {
                    wrong.push(format!("{place}: waits for nothing"));
                }
                continue;
            }
            seen += 1;
            let unmade = named.iter().filter(|key| !has(&patient, key));
            wrong.extend(unmade.map(|key| format!("{place}: nobody made {key}")));
            let mut alone = input.clone();
            alone["patient"] = only(&patient, &named);
            let again = &screen(&alone)["criteria"][at];
            if finding["state"] != again["state"] {
                wrong.push(format!(
                    "{place}: {} not {}",
                    again["state"], finding["state"]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 300, "{seen}");
}

fn lab(analyte: &str, value: &str, unit: &str) -> Json {
    json!({ analyte: { "value": value, "unit": unit } })
}

fn labs(all: &[Json]) -> Json {
    let mut labs = json!({});
    for lab in all {
        for (key, value) in lab.as_object().expect("a value") {
            labs[key] = value.clone();
        }
    }
    labs
}

#[test]
fn a_missing_value_is_what_is_waited_for() {
    let rule = json!({ "kind": "lab", "analyte": "platelets", "unit": "10*9/L", "min": "75" });
    assert_eq!(from(&asking(rule), json!({})), ["platelets"]);
    let rule = json!({ "kind": "lab", "analyte": "alt", "max": { "times": "5", "of": "uln" } });
    let study = asking(rule);
    assert_eq!(from(&study, json!({})), ["alt", "alt.uln"]);
    let patient = json!({ "labs": lab("alt", "40", "U/L") });
    assert_eq!(from(&study, patient), ["alt", "alt.uln"]);
    let patient = json!({ "labs": { "alt": { "value": "40", "unit": "U/L", "uln": "40" } } });
    assert_eq!(from(&study, patient), ["alt", "alt.uln"]);
}

#[test]
fn a_part_that_nobody_entered_or_that_decides_nothing_is_not_named() {
    let inr = json!({ "kind": "lab", "analyte": "inr", "unit": "1", "below": "1.7" });
    let biopsy = json!({ "kind": "answer", "entry": "biopsy" });
    let any = asking(json!({ "kind": "any", "of": [biopsy, inr] }));
    let with = |biopsy: Option<&str>, inr: Option<&str>| {
        let mut patient = json!({ "entries": {}, "labs": {} });
        if let Some(answer) = biopsy {
            patient["entries"]["biopsy"] = json!(answer);
        }
        if let Some(value) = inr {
            patient["labs"] = lab("inr", value, "1");
        }
        patient
    };
    assert_eq!(from(&any, with(None, Some("1.2"))), ["inr"]);
    assert_eq!(from(&any, with(Some("no"), Some("1.2"))), ["inr"]);
    assert_eq!(from(&any, with(Some("no"), Some("2.0"))), ["biopsy", "inr"]);
    assert_eq!(from(&any, with(Some("no"), None)), ["biopsy", "inr"]);
    let when = asking(json!({ "kind": "when", "if": biopsy, "then": inr }));
    assert_eq!(from(&when, with(Some("no"), None)), ["biopsy"]);
    assert_eq!(from(&when, with(Some("no"), Some("1.2"))), ["biopsy"]);
    assert_eq!(from(&when, with(None, Some("1.2"))), ["inr"]);
    let not = asking(json!({ "kind": "not", "rule": { "kind": "all", "of": [biopsy, inr] } }));
    assert_eq!(from(&not, with(Some("no"), None)), ["biopsy"]);
}

#[test]
fn a_score_names_the_test_it_was_computed_from() {
    let score = asking(json!({ "kind": "score", "score": "childPugh", "max": "15" }));
    let bilirubin = lab("bilirubin", "20", "umol/L");
    let time = json!({ "prothrombinTime": { "value": "18", "unit": "s", "control": "12" } });
    let seconds = lab("prothrombinProlongation", "5", "s");
    let inr = lab("inr", "1.5", "1");
    let with = |all: &[Json]| from(&score, json!({ "labs": labs(all) }));
    assert_eq!(
        with(&[bilirubin.clone(), seconds.clone()]),
        ["bilirubin", "prothrombinProlongation"]
    );
    assert_eq!(
        with(&[bilirubin.clone(), time.clone()]),
        ["bilirubin", "prothrombinTime"]
    );
    assert_eq!(
        with(&[bilirubin.clone(), seconds.clone(), time.clone(), inr]),
        ["bilirubin", "inr"]
    );
    let maddrey = asking(json!({ "kind": "score", "score": "maddrey", "min": "32" }));
    let of_maddrey = |test: &Json| {
        from(
            &maddrey,
            json!({ "labs": labs(&[test.clone(), bilirubin.clone()]) }),
        )
    };
    assert_eq!(
        of_maddrey(&seconds),
        ["prothrombinProlongation", "bilirubin"]
    );
    assert_eq!(of_maddrey(&time), ["prothrombinTime", "bilirubin"]);
    let rule = json!({
        "kind": "lab", "analyte": "prothrombinProlongation", "unit": "s", "max": "10",
    });
    assert_eq!(
        from(&asking(rule), json!({ "labs": time })),
        ["prothrombinTime"]
    );
    // What the study's file gives, nobody entered.
    let apri = json!({ "kind": "score", "score": "apri", "max": "2" });
    let interval = json!({ "analyte": "ast", "unit": "U/L", "high": "40", "source": "Protocol" });
    let study = crate::small::study(
        &[("I", "inclusion", apri)],
        json!({ "referenceIntervals": [interval] }),
    );
    let all = labs(&[lab("ast", "40", "U/L"), lab("platelets", "100", "10*9/L")]);
    assert_eq!(from(&study, json!({ "labs": all })), ["ast", "platelets"]);
}
