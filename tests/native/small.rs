//! Studies of a few criteria, made up for a test.

use serde_json::{Value as Json, json};

use crate::support::{screen, try_screen};

/// A study whose criteria have these ids, kinds and rules, with further fields of the file.
pub fn study(criteria: &[(&str, &str, Json)], further: Json) -> Json {
    let mut printed = json!({ "inclusion": [], "exclusion": [] });
    let text = json!({ "en": "A text" });
    let criteria: Vec<Json> = criteria
        .iter()
        .map(|(id, kind, rule)| {
            let bullets = printed[kind].as_array_mut().expect("a list");
            bullets.push(json!(format!("Bullet {id}")));
            let bullet = format!("{kind}-{}", bullets.len());
            json!({
                "id": id, "kind": kind, "printed": [bullet], "words": [format!("Bullet {id}")],
                "name": text, "question": text,
                "readings": [{ "id": "read", "default": true, "says": text, "grade": "A", "rule": rule }],
            })
        })
        .collect();
    let mut file = json!({
        "schema": 2, "id": "SMALL", "title": text, "shortTitle": text, "purpose": "A purpose",
        "registry": {
            "name": "Registry", "url": "https://example.org/", "source": "https://example.org/",
            "readOn": "2026-11-22", "status": "Recruiting", "phase": "2", "allocation": "None",
            "model": "Single group", "masking": "None", "site": "A site",
        },
        "printed": printed, "criteria": criteria,
    });
    for (key, value) in further.as_object().expect("fields") {
        file[key] = value.clone();
    }
    file
}

/// A study of one inclusion criterion `I`.
pub fn asking(rule: Json) -> Json {
    study(&[("I", "inclusion", rule)], json!({ "entries": entries() }))
}

/// One entry of each kind.
pub fn entries() -> Json {
    let text = |text: &str| json!({ "en": text });
    let option = |id: &str| json!({ "id": id, "name": text(&format!("grade {id}")) });
    json!([
        {
            "kind": "choice", "id": "ecog", "name": text("ECOG"), "question": text("ECOG?"),
            "options": [option("0"), option("1"), option("2"), option("3"), option("4")], "ordered": true,
        },
        {
            "kind": "number", "id": "lsm", "name": text("Liver stiffness"), "question": text("Stiffness?"),
            "unit": "kPa", "least": "1", "most": "75",
        },
        { "kind": "number", "id": "bmi", "name": text("BMI"), "question": text("BMI?") },
        { "kind": "answer", "id": "biopsy", "name": text("Biopsy"), "question": text("Biopsy?") },
        {
            "kind": "answer", "id": "pregnant", "name": text("Pregnancy"), "question": text("Pregnant?"),
            "notApplicable": true,
        },
        { "kind": "answer", "id": "blood", "name": text("Blood product"), "question": text("Blood product?") },
        { "kind": "date", "id": "onset", "name": text("Onset"), "question": text("Onset?") },
    ])
}

/// The report on a patient.
pub fn report(study: &Json, patient: Json) -> Json {
    screen(&json!({ "asOf": "2026-11-22", "study": study, "patient": patient }))
}

/// The state of the first criterion, what is asked for, and why.
pub fn outcome(study: &Json, patient: Json) -> (String, Vec<String>, String) {
    let report = report(study, patient);
    let text = |value: &Json| value.as_str().expect("a text").to_owned();
    let asked = report["verdict"]["toAnswer"].as_array().expect("a list");
    let found = &report["criteria"][0];
    (
        text(&found["state"]),
        asked.iter().map(text).collect(),
        text(&found["because"]),
    )
}

/// The state of the first criterion.
pub fn state(study: &Json, patient: Json) -> String {
    outcome(study, patient).0
}

/// What is asked for.
pub fn asked(study: &Json, patient: Json) -> Vec<String> {
    outcome(study, patient).1
}

/// Where and why an input is refused.
pub fn refused(study: &Json, patient: Json) -> (String, String) {
    let input = json!({ "asOf": "2026-11-22", "study": study, "patient": patient });
    let problem = try_screen(&input).expect_err("a refusal");
    (problem.path.clone(), problem.message.clone())
}

/// What the reader says of a study of one rule.
pub fn remarks(rule: Json) -> Vec<(String, String)> {
    let remarks = liver_prescreen::study::remarks(&asking(rule).to_string());
    let remarks = remarks.iter();
    remarks
        .map(|remark| (remark.path.clone(), remark.message.clone()))
        .collect()
}
