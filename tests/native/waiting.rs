//! What was entered and counts for nothing yet: values that look like a mix-up until somebody confirms them, and a
//! prothrombin time without its control.

use liver_prescreen::clinical::{Analytes, Entered, Inputs, Number};
use liver_prescreen::dates;
use liver_prescreen::error::ValidationError;
use liver_prescreen::exchange::input::{self, ScreenInput};
use liver_prescreen::exchange::report;
use liver_prescreen::screening::{Case, Report, screen as screen_case};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::people::{entered, patient_of};
use crate::properties::cases;
use crate::support::{changed, screen, study, try_screen, without, worked};

pub fn case() -> Case {
    Case::new(dates::parse("2026-11-22").expect("a date"))
}

pub fn criterion<'a>(report: &'a Json, id: &str) -> &'a Json {
    let all = report["criteria"].as_array().expect("criteria");
    all.iter().find(|c| c["id"] == id).expect("the criterion")
}

/// The worked patient with other values. Where they are of coagulation, its points decide Child-Pugh, and the INR is
/// there only if it is one of them.
pub fn with(labs: &Json) -> Json {
    let mut input = worked();
    let entries = labs.as_object().expect("an object");
    let seconds = |key: &&str| entries.contains_key(*key);
    if ["inr", "prothrombinTime", "prothrombinProlongation"]
        .iter()
        .any(seconds)
    {
        input = without(&input, "/patient/labs/inr");
        input["patient"]["labs"]["bilirubin"]["value"] = json!("30");
        input["patient"]["ascites"] = json!("none");
    }
    for (analyte, lab) in entries {
        input["patient"]["labs"][analyte] = lab.clone();
    }
    input
}

pub fn lab(value: &str, unit: &str) -> Json {
    json!({"value": value, "unit": unit})
}

pub fn time(value: &str, control: &str) -> Json {
    json!({"value": value, "unit": "s", "control": control})
}

/// Each kind of doubt: the analyte, its entry in the worked patient's report in µmol/L and g/L, a criterion that waits for
/// it, what its reason says, and the scores that wait.
#[rustfmt::skip]
fn doubts() -> Vec<(
    &'static str,
    Json,
    &'static str,
    &'static str,
    &'static [&'static str],
)> {
    const BILIRUBIN: &[&str] = &["childPugh", "meld", "meldNa", "meld3", "albi"];
    const CREATININE: &[&str] = &["meld", "meldNa", "meld3"];
    const INR: &[&str] = &["childPugh", "meld", "meldNa", "meld3"];
    const SECONDS: &[&str] = &["childPugh"];
    let unit = "or change the unit.";
    let entry = "or change the entry.";
    vec![
        ("bilirubin", lab("2.6", "umol/L"), "I4b", "2.6 looks like a value in mg/dL", BILIRUBIN),
        ("bilirubin", lab("<4", "umol/L"), "I4b", "4 looks like a value in mg/dL", BILIRUBIN),
        ("bilirubin", lab("46", "mg/dL"), "I4b", "46 looks like a value in µmol/L", BILIRUBIN),
        ("bilirubin", lab("5.1", "mg/dL"), "I4b", "in this report suggests µmol/L", BILIRUBIN),
        ("albumin", lab("7.9", "g/L"), "I4a", unit, &["childPugh", "meld3", "albi"]),
        ("creatinine", lab("14", "umol/L"), "I4e", "Not counted yet: Creatinine.", CREATININE),
        ("creatinine", lab("26", "mg/dL"), "I4e", "Not counted yet: Creatinine.", CREATININE),
        ("creatinine", lab("20", "mg/dL"), "I4e", "Not counted yet: Creatinine.", CREATININE),
        ("hemoglobin", lab("10.2", "g/L"), "I5a", "Check Haemoglobin: confirm 10.2 g/L or change the unit.", &[]),
        ("inr", lab("18.5", "1"), "I4e", "Not counted yet: INR.", INR),
        ("inr", lab("8", "1"), "I4d", "Not counted yet: INR.", INR),
        ("inr", lab("0.6", "1"), "I4d", "Not counted yet: INR.", INR),
        ("prothrombinActivity", lab("1.5", "%"), "I4c", "looks like an INR", &[]),
        ("prothrombinActivity", lab("9.9", "%"), "I4c", entry, &[]),
        ("platelets", lab("5.8", "10*9/L"), "I5b", "another power of ten", &[]),
        ("platelets", lab("1501", "10*9/L"), "I5b", entry, &[]),
        ("prothrombinProlongation", lab("18.5", "s"), "I4d", "Not counted yet", SECONDS),
        ("prothrombinTime", time("8.9", "12"), "I4d", "Not counted yet", SECONDS),
        ("prothrombinTime", time("48", "12"), "I4d", "Not counted yet", SECONDS),
        ("prothrombinTime", time("18.5", "25"), "I4d", "Not counted yet", SECONDS),
        ("prothrombinTime", time("12", "15.1"), "I4d", "Not counted yet", SECONDS),
    ]
}

// traces: I4a, I4b, I4c, I4d, I4e, I5a, I5b, childPugh, meld, meldNa, meld3, albi
// guards: H1, H9, H18
#[test]
fn a_doubtful_value_decides_nothing_until_somebody_confirms_it() {
    for (analyte, entry, waits, reason, scores) in doubts() {
        let mut input = with(&json!({analyte: entry}));
        if matches!(analyte, "albumin" | "creatinine" | "hemoglobin") {
            // Beyond what is plausible in both units, so that it is not doubted for their sake.
            input["patient"]["labs"]["bilirubin"] = lab("46", "umol/L");
        }
        let report = screen(&input);
        let found = criterion(&report, waits);
        assert_eq!(found["state"], "unknown", "{analyte} {entry}");
        let because = found["because"].as_str().expect("a reason");
        assert!(because.contains(reason), "{because}");
        assert!(
            because.contains("Check ") && because.contains(": confirm "),
            "{because}"
        );
        assert!(!because.contains("Missing: Total"), "{because}");
        assert_eq!(report["verdict"]["state"], "undetermined", "{entry}");
        assert_eq!(report["verdict"]["toAnswer"][0], analyte, "{entry}");
        let doubtful = report["doubtful"].as_array().expect("a list");
        assert_eq!(doubtful.len(), 1, "{doubtful:?}");
        assert_eq!(doubtful[0]["entry"], analyte);
        let why = doubtful[0]["why"].as_str().expect("a text");
        assert!(
            why.starts_with("Check ") && why.contains(": confirm "),
            "{why}"
        );
        assert!(
            report["warnings"]
                .as_array()
                .expect("a list")
                .contains(&json!(why))
        );
        for score in scores {
            let missing = report["scores"][score]["missing"].as_array();
            assert!(
                missing.is_some_and(|all| all.contains(&json!(analyte))),
                "{score} {entry}"
            );
        }
        let mut confirmed = input.clone();
        confirmed["patient"]["labs"][analyte]["confirmed"] = json!(true);
        let report = screen(&confirmed);
        assert_eq!(report["doubtful"], json!([]), "{entry}");
        for score in scores {
            let missing = &report["scores"][score]["missing"];
            assert!(
                !missing.to_string().contains(analyte),
                "{score} {entry} {missing}"
            );
        }
        if !matches!(waits, "I4d" | "I4e") {
            assert!(matches!(
                criterion(&report, waits)["state"].as_str(),
                Some("passes" | "fails")
            ));
        }
        // Unconfirmed by its own words is unconfirmed.
        confirmed["patient"]["labs"][analyte]["confirmed"] = json!(false);
        assert_eq!(screen(&confirmed), screen(&input));
    }
}

// guards: H1, H20
#[test]
fn confirming_what_is_in_no_doubt_changes_nothing() {
    let plain = with(&json!({"prothrombinTime": time("15", "12"), "inr": lab("1.5", "1")}));
    let mut confirmed = plain.clone();
    let labs = confirmed["patient"]["labs"].as_object_mut().expect("labs");
    for lab in labs.values_mut() {
        lab["confirmed"] = json!(true);
    }
    assert_eq!(screen(&confirmed), screen(&plain));
    assert_eq!(screen(&plain)["doubtful"], json!([]));
    let spoilt = changed(
        &confirmed,
        &[("/patient/labs/inr/confirmed".into(), json!("yes"))],
    );
    let problem = try_screen(&spoilt).expect_err("a refusal");
    assert_eq!(problem.path, "patient.labs.inr.confirmed");
}

#[test]
fn an_unusual_value_counts_and_keeps_its_remark() {
    for (analyte, entry, score) in [
        ("bilirubin", lab("701", "umol/L"), "albi"),
        ("albumin", lab("14", "g/L"), "albi"),
        ("creatinine", lab("24", "umol/L"), "meld"),
        ("sodium", lab("114", "mmol/L"), "meldNa"),
        ("inr", lab("7.9", "1"), "meld"),
        ("platelets", lab("9", "10*9/L"), "albi"),
        ("prothrombinActivity", lab("15", "%"), "albi"),
        ("hemoglobin", lab("45", "g/L"), "albi"),
        ("prothrombinTime", time("131", "12"), "childPugh"),
    ] {
        let report = screen(&with(&json!({analyte: entry})));
        assert_eq!(report["doubtful"], json!([]), "{entry}");
        assert!(report["scores"][score]["value"].is_number(), "{entry}");
        let warnings = report["warnings"].as_array().expect("a list");
        let unusual = |warning: &Json| {
            warning
                .as_str()
                .is_some_and(|text| text.contains("is unusual"))
        };
        assert!(warnings.iter().any(unusual), "{entry} {warnings:?}");
    }
}

// guards: H1
#[test]
fn companions_speak_by_their_size_or_else_by_their_unit() {
    let waits = |labs: &Json| {
        let report = screen(&with(labs));
        let list = report["doubtful"].as_array().expect("a list").clone();
        let entries = list
            .iter()
            .map(|found| found["entry"].as_str().expect("a key").to_owned());
        entries.collect::<Vec<_>>()
    };
    // The worked patient's report is in µmol/L and g/L.
    for (labs, waiting) in [
        (json!({"bilirubin": lab("45", "umol/L")}), vec![]),
        (json!({"bilirubin": lab("45", "mg/dL")}), vec!["bilirubin"]),
        (json!({"bilirubin": lab("3.9", "mg/dL")}), vec![]),
        (
            json!({"hemoglobin": lab("10.2", "g/dL")}),
            vec!["bilirubin"],
        ),
        (
            json!({"hemoglobin": lab("10.2", "g/L")}),
            vec!["bilirubin", "hemoglobin"],
        ),
        (
            json!({"hemoglobin": {"value": "10.2", "unit": "g/L", "confirmed": true}}),
            vec![],
        ),
        (json!({"albumin": lab("2.9", "g/dL")}), vec!["bilirubin"]),
        (
            json!({"creatinine": lab("0.9", "mg/dL")}),
            vec!["bilirubin"],
        ),
        (json!({"creatinine": lab("20", "umol/L")}), vec![]),
        (
            json!({"creatinine": lab("20", "mg/dL")}),
            vec!["bilirubin", "creatinine"],
        ),
        (
            json!({"bilirubin": lab("87.2", "umol/L"), "hemoglobin": lab("10.2", "g/dL")}),
            vec![],
        ),
    ] {
        assert_eq!(waits(&labs), waiting, "{labs}");
    }
}

// traces: I4c
// guards: H9
#[test]
fn an_activity_that_does_not_go_with_the_inr_may_be_the_seconds_themselves() {
    for (activity, inr, waits) in [
        ("18", "1.49", true),
        ("29.9", "0.7", true),
        ("<30", "1.2", true),
        ("30", "1.2", false),
        ("18", "1.5", false),
        ("18", "2.6", false),
    ] {
        let labs = json!({"prothrombinActivity": lab(activity, "%"), "inr": lab(inr, "1")});
        let report = screen(&with(&labs));
        let doubtful = report["doubtful"].as_array().expect("a list");
        assert_eq!(doubtful.len(), usize::from(waits), "{activity} {inr}");
        let state = &criterion(&report, "I4c")["state"];
        assert_eq!(state == "unknown", waits, "{activity} {inr}");
    }
}

#[test]
fn a_score_says_what_was_not_entered_and_what_only_waits() {
    let mut input = with(&json!({"inr": lab("18.5", "1"), "bilirubin": lab("30", "umol/L")}));
    let doubt = "Check INR: confirm 18.5 or change the entry. 18.5 looks like a prothrombin time in seconds.";
    assert_eq!(
        criterion(&screen(&input), "I4e")["because"],
        format!(
            "MELD could be 9 to 40, so it is not yet known whether it is ≤ 15. Not counted yet: INR. {doubt}"
        )
    );
    input = without(&input, "/patient/labs/creatinine");
    assert_eq!(
        criterion(&screen(&input), "I4e")["because"],
        format!(
            "MELD could be 9 to 40, so it is not yet known whether it is ≤ 15. Missing: Creatinine. Not counted yet: INR. {doubt}"
        )
    );
    // Where it is decided whatever the value, nothing is asked.
    input = with(
        &json!({"inr": lab("18.5", "1"), "bilirubin": lab("300", "umol/L"), "creatinine": lab("300", "umol/L")}),
    );
    assert_eq!(
        criterion(&screen(&input), "I4e")["because"],
        "MELD is not ≤ 15 regardless of INR (possible: 29 to 40)."
    );
}

fn report_of(inputs: &Inputs, of: &Case) -> Report {
    let mut case = of.clone();
    case.patient.inputs = inputs.clone();
    screen_case(&study(), &case)
}

proptest! {
    #![proptest_config(cases(1000))]

    // traces: childPugh, meld, meldNa, meld3, albi
    // guards: H1, H4, H18
    #[test]
    fn what_waits_counts_as_if_nobody_had_entered_it(patient in patient_of(0.95, 0.3)) {
        let mut case = case();
        case.patient = patient;
        let inputs = case.patient.inputs.clone();
        let without = Inputs { waiting: Vec::new(), ..inputs.clone() };
        let (one, other) = (report_of(&inputs, &case), report_of(&without, &case));
        prop_assert_eq!(one.verdict.state, other.verdict.state);
        prop_assert_eq!(&one.verdict.because, &other.verdict.because);
        for (one, other) in one.findings.iter().zip(&other.findings) {
            prop_assert_eq!(one.state(), other.state(), "{}", one.id);
        }
        prop_assert_eq!(one.scores.child_pugh.ends(), other.scores.child_pugh.ends());
        prop_assert_eq!(one.scores.meld.ends(), other.scores.meld.ends());
        prop_assert_eq!(one.scores.albi.ends(), other.scores.albi.ends());
        // And what is asked for first is what waits.
        let waits: Vec<bool> = one.verdict.to_answer.iter()
            .map(|entry| inputs.waiting.iter().any(|waiting| waiting.analyte().key() == entry.key()))
            .collect();
        prop_assert!(waits.is_sorted_by_key(|waits| !waits), "{:?}", one.verdict.to_answer);
    }

    #[test]
    fn in_whatever_order_values_were_entered_the_same_count_and_wait(
        entered in entered(0.9, 0.3),
        rotate in 0_usize..10,
    ) {
        let mut usual = Inputs::default();
        usual.enter(&entered);
        let mut turned = entered.clone();
        turned.reverse();
        turned.rotate_left(rotate.min(entered.len()));
        let mut other = Inputs::default();
        other.enter(&turned);
        prop_assert_eq!(usual, other);
    }
}

// guards: H20
#[test]
fn the_order_of_labs_in_an_input_never_matters_and_none_stands_twice() {
    let read = |labs: &[&str]| {
        let text = format!(
            r#"{{"asOf": "2026-11-22", "patient": {{"labs": {{{}}}}}}}"#,
            labs.join(",")
        );
        let input = ScreenInput::from_json(&text)?;
        let study = study();
        let today = || case().as_of;
        let case = input::case(&input, &study, today)?;
        Ok::<_, ValidationError>(report::json(&study, &case, &screen_case(&study, &case)))
    };
    let mut labs = [
        r#""hemoglobin": {"value": "10.2", "unit": "g/L", "date": "2026-10-01"}"#,
        r#""bilirubin": {"value": "45", "unit": "umol/L", "date": "2026-10-01"}"#,
        r#""sodium": {"value": "110", "unit": "mmol/L", "date": "2026-10-05"}"#,
        r#""prothrombinTime": {"value": "18", "unit": "s", "date": "2026-10-05"}"#,
        r#""inr": {"value": "7", "unit": "1"}"#,
    ];
    let usual = read(&labs).expect("no fault");
    for _ in 0..labs.len() {
        labs.rotate_left(1);
        labs.swap(0, 2);
        assert_eq!(read(&labs).expect("no fault"), usual);
    }
    let twice = [labs[0], labs[1], labs[0]];
    assert!(read(&twice).is_err_and(|problem| problem.message.contains("twice")));
}

// guards: H19
#[test]
fn without_a_chosen_unit_a_value_is_shown_and_counts_for_nothing() {
    for analyte in Analytes::OF_EVERY_FORM
        .each()
        .filter(|analyte| analyte.units().len() > 1)
    {
        let number = Number::parse("45").expect("a number");
        let mut case = case();
        let nothing = screen_case(&study(), &case);
        case.patient
            .inputs
            .enter(&[Entered::NoUnit { analyte, number }]);
        let found = screen_case(&study(), &case);
        assert_eq!(found.scores, nothing.scores);
        assert_eq!(found.verdict.to_answer[0].key(), analyte.key());
        let json = report::json(&study(), &case, &found);
        let json: Json = serde_json::from_str(&json).expect("JSON");
        let why = json["doubtful"][0]["why"].as_str().expect("a text");
        assert!(why.contains("45 has no unit yet: choose "), "{why}");
    }
}
