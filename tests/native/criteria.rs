//! The worked patient, and every single change of it.

use serde_json::{Value as Json, json};

use crate::support::{changed, screen, study, without, worked};

fn state(report: &Json) -> &str {
    report["verdict"]["state"].as_str().expect("a state")
}

fn because<'a>(report: &'a Json, id: &str) -> &'a str {
    criterion(report, id)["because"].as_str().expect("a reason")
}

fn criterion<'a>(report: &'a Json, id: &str) -> &'a Json {
    report["criteria"]
        .as_array()
        .and_then(|all| all.iter().find(|c| c["id"] == id))
        .expect("the criterion")
}

// traces: I1..E14, childPugh, meld
#[test]
fn the_worked_patient_is_not_excluded_and_would_take_place_2_of_the_medium_dose_group() {
    let report = screen(&worked());
    assert_eq!(state(&report), "not-excluded");
    assert_eq!(report["verdict"]["because"], json!([]));
    assert_eq!(report["verdict"]["toAnswer"], json!([]));
    let for_the_site = &report["verdict"]["forTheSite"];
    assert_eq!(*for_the_site, json!(["I6", "I7", "E13", "E14"]));
    let child_pugh = &report["scores"]["childPugh"];
    assert_eq!(child_pugh["value"], 8.0);
    assert_eq!(child_pugh["class"], "B");
    let points = json!({"bilirubin": 2, "albumin": 2, "coagulation": 1, "ascites": 2,
                        "encephalopathy": 1});
    assert_eq!(child_pugh["points"], points);
    assert_eq!(report["scores"]["meld"]["value"], 15.0);
    assert_eq!(
        report["scores"]["meld"]["clamped"],
        json!({"creatinine": "floor"})
    );
    assert_eq!(report["arm"]["state"], "projected");
    assert_eq!(report["arm"]["arm"], "medium-dose");
    assert_eq!(report["arm"]["place"], 2);
    assert_eq!(report["arm"]["of"], 8);
    assert_eq!(report["provenance"]["asOf"], "2026-11-22");
    assert_eq!(report["provenance"]["study"], "NCT05442437");
}

// traces: I1..I5b, E1..E12
// guards: H10
#[test]
fn every_criterion_turned_round_excludes_because_of_that_one() {
    let lab = |name: &str| format!("/patient/labs/{name}/value");
    let mut turned: Vec<(&str, Vec<(String, Json)>)> = vec![
        ("I1", vec![("/patient/age".into(), json!(66))]),
        ("I1", vec![("/patient/age".into(), json!(17))]),
        ("I4a", vec![(lab("albumin"), json!("35"))]),
        // Bilirubin at its limit leaves MELD at 15 only with an INR of 1.
        (
            "I4b",
            vec![(lab("bilirubin"), json!("170")), (lab("inr"), json!("1.0"))],
        ),
        ("I4c", vec![(lab("prothrombinActivity"), json!("30"))]),
        (
            "I4d",
            vec![
                (lab("bilirubin"), json!("33")),
                ("/patient/ascites".into(), json!("none")),
            ],
        ),
        ("I4e", vec![(lab("creatinine"), json!("200"))]),
        ("I4e", vec![("/patient/dialysis".into(), json!(true))]),
        ("I5a", vec![(lab("hemoglobin"), json!("70"))]),
        ("I5b", vec![(lab("platelets"), json!("3"))]),
    ];
    for id in ["I2", "I3"] {
        turned.push((id, vec![(format!("/patient/answers/{id}"), json!("no"))]));
    }
    let exclusions: Vec<String> = (1..=12).map(|number| format!("E{number}")).collect();
    for id in &exclusions {
        turned.push((id, vec![(format!("/patient/answers/{id}"), json!("yes"))]));
    }
    let mut seen: Vec<&str> = turned.iter().map(|(id, _)| *id).collect();
    seen.dedup();
    let site = ["I6", "I7", "E13", "E14"];
    assert_eq!(
        seen.len() + site.len(),
        study().criteria.len(),
        "a criterion is left out: {seen:?}"
    );
    for (id, changes) in &turned {
        let report = screen(&changed(&worked(), changes));
        assert_eq!(state(&report), "excluded", "{id}");
        assert_eq!(report["verdict"]["because"], json!([id]));
        assert_eq!(report["verdict"]["toAnswer"], json!([]), "{id}");
        assert_eq!(criterion(&report, id)["state"], "fails");
        assert_eq!(
            report["arm"]["arm"],
            Json::Null,
            "no arm for an excluded patient"
        );
        assert_eq!(report["arm"]["state"], "unknown");
    }
}

// traces: I1..I5b, E1..E12
// guards: H4
#[test]
fn every_entry_removed_is_asked_for_unless_it_cannot_matter() {
    let cannot_matter = [
        ("/patient/sex", "sex"),
        ("/patient/labs/sodium", "sodium"),
        // Seven points stand without them.
        ("/patient/ascites", "ascites"),
        ("/patient/encephalopathy", "encephalopathy"),
    ];
    for (path, _) in cannot_matter {
        let report = screen(&without(&worked(), path));
        assert_eq!(state(&report), "not-excluded", "{path}");
        assert_eq!(report["verdict"]["toAnswer"], json!([]), "{path}");
    }
    let mut matter: Vec<(String, String)> = [
        "bilirubin",
        "albumin",
        "inr",
        "prothrombinActivity",
        "creatinine",
        "hemoglobin",
        "platelets",
    ]
    .iter()
    .map(|name| (format!("/patient/labs/{name}"), (*name).to_owned()))
    .collect();
    matter.push(("/patient/age".into(), "age".into()));
    matter.push(("/patient/dialysis".into(), "dialysis".into()));
    let answers = worked()["patient"]["answers"].clone();
    for id in answers.as_object().expect("answers").keys() {
        matter.push((format!("/patient/answers/{id}"), id.clone()));
    }
    assert_eq!(matter.len(), 9 + 14);
    for (path, entry) in &matter {
        let report = screen(&without(&worked(), path));
        assert_eq!(state(&report), "undetermined", "{path}");
        assert_eq!(report["verdict"]["toAnswer"], json!([entry]), "{path}");
        assert_eq!(report["verdict"]["because"], json!([]), "{path}");
    }
}

// traces: E6
// guards: H4
#[test]
fn dont_know_is_not_no() {
    let input = changed(
        &worked(),
        &[("/patient/answers/E6".into(), json!("unknown"))],
    );
    let report = screen(&input);
    assert_eq!(state(&report), "undetermined");
    assert_eq!(because(&report, "E6"), "Answered: don’t know.");
}

// traces: childPugh, meld, meldNa, meld3, albi
// guards: H18, H29
#[test]
fn a_score_without_its_inputs_says_which_are_missing() {
    let report = screen(&json!({"asOf": "2026-11-22", "patient": {}}));
    let missing = |score: &str| report["scores"][score]["missing"].clone();
    assert_eq!(
        missing("childPugh"),
        json!(["bilirubin", "albumin", "inr", "ascites", "encephalopathy"])
    );
    assert_eq!(
        missing("meld"),
        json!(["bilirubin", "inr", "creatinine", "dialysis"])
    );
    assert_eq!(
        missing("meldNa"),
        json!(["bilirubin", "inr", "creatinine", "dialysis", "sodium"])
    );
    assert_eq!(
        missing("meld3"),
        json!([
            "bilirubin",
            "inr",
            "creatinine",
            "dialysis",
            "sodium",
            "albumin",
            "sex"
        ])
    );
    assert_eq!(missing("albi"), json!(["bilirubin", "albumin"]));
}

#[test]
fn of_an_empty_form_the_values_that_settle_most_are_asked_first() {
    let report = screen(&json!({"asOf": "2026-11-22", "patient": {}}));
    let to_answer = report["verdict"]["toAnswer"].as_array().expect("a list");
    assert_eq!(to_answer[0], "bilirubin");
    assert_eq!(to_answer[1], "albumin");
    assert!(
        !to_answer.contains(&json!("sodium")),
        "no criterion uses sodium"
    );
    assert!(!to_answer.contains(&json!("sex")), "no criterion uses sex");
    assert!(!to_answer.contains(&json!("I6")), "I6 decides nothing");
    // Age, six labs of a criterion's own, INR, creatinine; ascites, encephalopathy, dialysis; 14 questions.
    assert_eq!(to_answer.len(), 1 + 7 + 3 + 14);
}

// traces: I4e, meld
// guards: H30
#[test]
fn an_unset_dialysis_leaves_meld_open_between_both_values() {
    let report = screen(&without(&worked(), "/patient/dialysis"));
    let meld = &report["scores"]["meld"];
    assert_eq!(meld["missing"], json!(["dialysis"]));
    assert_eq!(meld["possible"]["low"], 15);
    assert_eq!(meld["possible"]["high"], 28);
    let by_choice = json!([
        {"when": "dialysis", "is": "no", "value": 15},
        {"when": "dialysis", "is": "yes", "value": 28}
    ]);
    assert_eq!(meld["possible"]["byChoice"], by_choice);
    assert_eq!(
        because(&report, "I4e"),
        "MELD could be 15 to 28, so it is not yet known whether it is ≤ 15. Missing: Dialysis."
    );
}

// traces: I4d, childPugh
#[test]
fn what_no_missing_value_can_change_is_decided_and_says_so() {
    let report = screen(&without(&worked(), "/patient/ascites"));
    assert_eq!(criterion(&report, "I4d")["state"], "passes");
    assert_eq!(
        because(&report, "I4d"),
        "Child-Pugh is ≥ 7 regardless of Ascites (possible: 7 to 9)."
    );
}

// traces: I4a, I4b, I5b
// guards: H8
#[test]
fn a_printed_limit_decides_what_lies_wholly_on_one_side() {
    let with = |name: &str, value: &str| {
        let path = format!("/patient/labs/{name}/value");
        screen(&changed(&worked(), &[(path, json!(value))]))
    };
    assert_eq!(
        criterion(&with("bilirubin", "<5"), "I4b")["state"],
        "passes"
    );
    assert_eq!(criterion(&with("albumin", "<35"), "I4a")["state"], "passes");
    assert_eq!(
        criterion(&with("albumin", "≤35"), "I4a")["state"],
        "unknown"
    );
    assert_eq!(
        criterion(&with("platelets", ">3"), "I5b")["state"],
        "passes"
    );
    assert_eq!(
        criterion(&with("platelets", "≥3"), "I5b")["state"],
        "unknown"
    );
}

// traces: E9
#[test]
fn not_applicable_is_an_answer_to_pregnancy_only() {
    let input = changed(
        &worked(),
        &[("/patient/answers/E9".into(), json!("not-applicable"))],
    );
    let report = screen(&input);
    assert_eq!(criterion(&report, "E9")["state"], "not-applicable");
    assert_eq!(state(&report), "not-excluded");
}

// traces: I6
// guards: H16
#[test]
fn neither_reading_of_the_transplant_criterion_decides_and_both_outcomes_are_shown() {
    for (answer, letter, sense) in [("yes", "passes", "fails"), ("no", "fails", "passes")] {
        let mut input = worked();
        input["patient"]["answers"]["I6"] = json!(answer);
        let report = screen(&input);
        assert_eq!(state(&report), "not-excluded");
        let found = criterion(&report, "I6");
        assert_eq!(found["state"], "undecidable");
        let other = |id: &str| {
            let all = found["otherReadings"].as_array().expect("readings");
            all.iter().find(|r| r["id"] == id).expect("reading")["state"].clone()
        };
        assert_eq!(other("letter"), letter);
        assert_eq!(other("sense"), sense);
    }
}

// traces: I7, E13, E14
// guards: H17
#[test]
fn consent_is_never_a_tick_box_that_counts() {
    for id in ["I7", "E13", "E14"] {
        for answer in ["yes", "no"] {
            let mut input = worked();
            input["patient"]["answers"][id] = json!(answer);
            let report = screen(&input);
            assert_eq!(criterion(&report, id)["state"], "for-the-site");
            assert_eq!(state(&report), "not-excluded");
        }
    }
}

// traces: I4c
// guards: H9
#[test]
fn prothrombin_activity_is_never_taken_from_inr() {
    let report = screen(&without(&worked(), "/patient/labs/prothrombinActivity"));
    let found = criterion(&report, "I4c");
    assert_eq!(found["state"], "unknown");
    assert_eq!(found["reading"]["departsFromText"], true);
    let letter = &found["otherReadings"][0];
    assert_eq!(letter["id"], "letter");
    assert_eq!(letter["state"], "passes");
}

// traces: I5b
// guards: H15
#[test]
fn platelets_between_the_printed_limit_and_thirty_pass_and_show_the_other_reading() {
    let path = "/patient/labs/platelets/value".to_owned();
    let report = screen(&changed(&worked(), &[(path, json!("25"))]));
    let found = criterion(&report, "I5b");
    assert_eq!(found["state"], "passes");
    assert_eq!(found["otherReadings"][0]["state"], "fails");
}
