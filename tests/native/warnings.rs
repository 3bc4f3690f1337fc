//! What a reader is told to look at again; it changes no decision.

use serde_json::{Value as Json, json};

use crate::support::{changed, screen, without, worked};

fn warnings(input: &Json) -> Vec<String> {
    let report = screen(input);
    let all = report["warnings"].as_array().expect("a list");
    all.iter()
        .map(|w| w.as_str().expect("a text").to_owned())
        .collect()
}

fn dated(dates: &[(&str, &str)]) -> Json {
    let mut input = worked();
    for (name, date) in dates {
        input["patient"]["labs"][name]["date"] = json!(date);
    }
    input
}

#[test]
fn the_worked_patient_gives_no_warning() {
    assert_eq!(warnings(&worked()), [""; 0]);
}

// guards: H1, H20
#[test]
fn a_value_that_looks_like_the_other_unit_is_named_and_not_changed() {
    let path = "/patient/labs/bilirubin/value".to_owned();
    let mut input = changed(&worked(), &[(path, json!("2.6"))]);
    assert_eq!(
        warnings(&input),
        [
            "Check Total bilirubin: confirm 2.6 µmol/L or change the unit. 2.6 looks like a value in mg/dL."
        ]
    );
    let report = screen(&input);
    assert_eq!(
        report["scores"]["childPugh"]["missing"],
        json!(["bilirubin"])
    );
    // Confirmed it counts as typed, and stays unusual.
    input["patient"]["labs"]["bilirubin"]["confirmed"] = json!(true);
    assert_eq!(
        warnings(&input),
        [
            "Total bilirubin 2.6 µmol/L is unusual (usual range: 4 to 700 µmol/L). Check the value and its unit."
        ]
    );
    let report = screen(&input);
    assert_eq!(
        report["scores"]["childPugh"]["points"]["bilirubin"], 1,
        "as typed"
    );
}

#[test]
fn an_unusual_value_is_named_with_the_usual_range() {
    let path = "/patient/labs/sodium/value".to_owned();
    let input = changed(&worked(), &[(path, json!("110"))]);
    assert_eq!(
        warnings(&input),
        [
            "Sodium 110 mmol/L is unusual (usual range: 115 to 155 mmol/L). Check the value and its unit."
        ]
    );
}

// guards: H3
#[test]
fn labs_more_than_forty_eight_hours_apart_are_named() {
    let apart = dated(&[("inr", "2026-11-19"), ("albumin", "2026-11-22")]);
    assert_eq!(
        warnings(&apart),
        ["INR (2026-11-19) and Albumin (2026-11-22) were collected more than 48 hours apart."]
    );
    let near = dated(&[("inr", "2026-11-20"), ("albumin", "2026-11-22")]);
    assert_eq!(warnings(&near), [""; 0]);
}

// guards: H2
#[test]
fn labs_older_than_seven_or_thirty_days_are_named() {
    for (date, days) in [
        ("2026-11-15", None),
        ("2026-11-14", Some("7")),
        ("2026-10-23", Some("7")),
        ("2026-10-22", Some("30")),
    ] {
        let found = warnings(&dated(&[("inr", date)]));
        let expected: Vec<String> = days
            .iter()
            .map(|days| format!("INR ({date}) is more than {days} days old."))
            .collect();
        assert_eq!(found, expected, "{date}");
    }
}

// traces: I1
#[test]
fn a_birthday_that_ends_the_accepted_ages_within_thirty_days_is_named() {
    for (birth, named) in [
        ("1960-11-23", true),
        ("1960-12-22", true),
        ("1960-12-23", false),
        ("1970-12-01", false),
    ] {
        let mut input = without(&worked(), "/patient/age");
        input["patient"]["birthDate"] = json!(birth);
        let found = warnings(&input);
        assert_eq!(!found.is_empty(), named, "{birth}: {found:?}");
        assert!(found.iter().all(|w| w.contains("turns 66 on 2026-1")));
    }
}

// guards: H25
#[test]
fn days_that_have_not_come_are_refused() {
    for (path, value) in [
        ("/patient/labs/inr/date", "2026-11-23"),
        ("/patient/events", "2026-11-23"),
    ] {
        let mut input = worked();
        input["patient"]["labs"]["inr"]["date"] = json!("2026-11-22");
        input["patient"]["events"] = json!({"E3": "2026-01-01"});
        *input.pointer_mut(path).expect("a place") = match path {
            "/patient/events" => json!({"E3": value}),
            _ => json!(value),
        };
        let problem = crate::support::try_screen(&input).expect_err("a refusal");
        assert!(
            problem.message.contains("not after the screening date"),
            "{problem}"
        );
    }
    let mut input = worked();
    input["patient"]["events"] = json!({"E1": "2026-01-01"});
    let problem = crate::support::try_screen(&input).expect_err("a refusal");
    assert_eq!(problem.path, "patient.events.E1");
    assert!(problem.message.contains("E3, E11"), "{problem}");
}

// guards: H1, H9
#[test]
fn a_refused_value_says_what_it_may_have_been_meant_for() {
    let path = "/patient/labs/albumin".to_owned();
    let input = changed(&worked(), &[(path, json!({"value": "29", "unit": "g/dL"}))]);
    let problem = crate::support::try_screen(&input).expect_err("a refusal");
    assert_eq!(problem.path, "patient.labs.albumin.value");
    assert!(
        problem.message.contains("Accepted: 0.5 to 8 g/dL."),
        "{problem}"
    );
    assert!(
        problem.message.contains("29 looks like a value in g/L"),
        "{problem}"
    );
}

// guards: H31
#[test]
fn scores_of_a_minor_are_said_to_be_adults_scores() {
    let of_age = |age: u16| {
        warnings(&changed(
            &worked(),
            &[("/patient/age".to_owned(), json!(age))],
        ))
    };
    assert_eq!(
        of_age(17),
        ["The scores apply to adults; this patient is 17."]
    );
    assert_eq!(of_age(18), [""; 0]);
}
