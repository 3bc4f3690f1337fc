//! Bad input is refused with the field and what is accepted; nothing is coerced.

use serde_json::{Value as Json, json};

use crate::support::{try_screen, worked};

fn refused(path: &str, value: Json) -> (String, String) {
    let mut input = worked();
    let (parent, key) = path.rsplit_once('/').expect("a path");
    let parent = input.pointer_mut(parent).and_then(Json::as_object_mut);
    parent
        .expect("a parent")
        .insert(key.to_owned(), value.clone());
    match try_screen(&input) {
        Err(problem) => (problem.path.clone(), problem.message.clone()),
        Ok(_) => panic!("{path} = {value} was accepted"),
    }
}

// guards: H1, H20, H25, H26, H28
#[test]
fn every_bad_field_is_named_with_what_is_accepted() {
    let lab = |value: Json, unit: &str| json!({"value": value, "unit": unit});
    for (place, value, path, says) in [
        (
            "/patient/labs/ferritin",
            lab(json!(3), "1"),
            "patient.labs.ferritin",
            "bilirubin, albumin",
        ),
        (
            "/patient/labs/albumin",
            lab(json!("29"), "mg/dL"),
            "patient.labs.albumin.unit",
            "g/L, g/dL",
        ),
        (
            "/patient/labs/albumin",
            lab(json!("29"), "G/L"),
            "patient.labs.albumin.unit",
            "g/L, g/dL",
        ),
        (
            "/patient/labs/albumin",
            json!({"value": "29"}),
            "patient.labs.albumin.unit",
            "missing",
        ),
        (
            "/patient/labs/albumin",
            json!("29 g/L"),
            "patient.labs.albumin",
            "an object",
        ),
        (
            "/patient/labs/albumin",
            lab(json!("abc"), "g/L"),
            "patient.labs.albumin.value",
            "digits",
        ),
        (
            "/patient/labs/albumin",
            lab(json!(""), "g/L"),
            "patient.labs.albumin.value",
            "empty",
        ),
        (
            "/patient/labs/albumin",
            lab(json!(true), "g/L"),
            "patient.labs.albumin.value",
            "a number, or its digits",
        ),
        (
            "/patient/labs/albumin",
            lab(json!(-29), "g/L"),
            "patient.labs.albumin.value",
            "negative",
        ),
        (
            "/patient/labs/albumin",
            lab(json!(290), "g/L"),
            "patient.labs.albumin.value",
            "5 to 80 g/L",
        ),
        (
            "/patient/labs/platelets",
            lab(json!("1,234"), "10*9/L"),
            "patient.labs.platelets.value",
            "comma",
        ),
        (
            "/patient/labs/inr",
            lab(json!(0.1 + 0.2), "1"),
            "patient.labs.inr.value",
            "12 digits",
        ),
        ("/patient/sex", json!("F"), "patient.sex", "female, male"),
        (
            "/patient/ascites",
            json!("mild"),
            "patient.ascites",
            "none, slight, moderate",
        ),
        (
            "/patient/encephalopathy",
            json!(0),
            "patient.encephalopathy",
            "a text",
        ),
        (
            "/patient/dialysis",
            json!("no"),
            "patient.dialysis",
            "true or false",
        ),
        ("/patient/age", json!(52.5), "patient.age", "whole number"),
        ("/patient/age", json!("52"), "patient.age", "whole number"),
        ("/patient/age", json!(-1), "patient.age", "0 to 120"),
        (
            "/patient/birthDate",
            json!("1974-02-30"),
            "patient.birthDate",
            "no such day",
        ),
        (
            "/patient/birthDate",
            json!("2027-01-01"),
            "patient.birthDate",
            "not after",
        ),
        (
            "/patient/birthDate",
            json!("1950-01-01"),
            "patient.birthDate",
            "contradicts",
        ),
        (
            "/patient/answers/E99",
            json!("no"),
            "patient.answers.E99",
            "I1, I2",
        ),
        (
            "/patient/answers/E1",
            json!("maybe"),
            "patient.answers.E1",
            "yes, no, unknown",
        ),
        (
            "/patient/answers/E1",
            json!(false),
            "patient.answers.E1",
            "a text",
        ),
        (
            "/patient/answers/E1",
            json!("not-applicable"),
            "patient.answers.E1",
            "yes, no, unknown",
        ),
        (
            "/patient/answers/I1",
            json!("yes"),
            "patient.answers.I1",
            "computed",
        ),
        (
            "/patient/colour",
            json!("red"),
            "patient.colour",
            "Unknown field",
        ),
        ("/asOf", json!("22.11.2026"), "asOf", "YYYY-MM-DD"),
        (
            "/firstInfusion",
            json!("2026-02-30"),
            "firstInfusion",
            "no such day",
        ),
        ("/study", json!("NCT00000000"), "study", "NCT05442437"),
        ("/study", json!(7), "study", "a study document"),
        (
            "/enrolment/enrolled",
            json!(25),
            "enrolment.enrolled",
            "0 to 24",
        ),
        (
            "/enrolment/enrolled",
            json!(2.5),
            "enrolment.enrolled",
            "a whole number",
        ),
        (
            "/enrolment/enrolled",
            json!("9"),
            "enrolment.enrolled",
            "a whole number",
        ),
        (
            "/enrolment/recruitment",
            json!("OPEN"),
            "enrolment.recruitment",
            "on-hold",
        ),
        (
            "/enrolment/asOf",
            json!("2026-11-31"),
            "enrolment.asOf",
            "no such day",
        ),
    ] {
        let (at, message) = refused(place, value.clone());
        assert_eq!(at, path, "{value}");
        assert!(message.contains(says), "{path}: {message}");
    }
}

// guards: H21
#[test]
fn whatever_stands_anywhere_no_input_panics() {
    let junk = [
        json!(null),
        json!([]),
        json!({}),
        json!("x"),
        json!(1e308),
        json!(-0.0),
        json!(true),
        json!("9".repeat(400)),
        json!({"value": {"value": 1}}),
    ];
    let mut places = vec![String::new()];
    fn walk(value: &Json, at: &str, places: &mut Vec<String>) {
        for (key, child) in value.as_object().into_iter().flatten() {
            let path = format!("{at}/{key}");
            places.push(path.clone());
            walk(child, &path, places);
        }
    }
    walk(&worked(), "", &mut places);
    let mut tried = 0;
    for place in &places {
        for value in &junk {
            let mut input = worked();
            *input.pointer_mut(place).expect("a place") = value.clone();
            let _ = try_screen(&input);
            tried += 1;
        }
    }
    assert_eq!(tried, places.len() * junk.len());
}

// traces: I1
#[test]
fn a_date_of_birth_gives_completed_years_on_the_day_of_screening() {
    for (birth, state) in [
        ("1960-11-23", "passes"),
        ("1960-11-22", "fails"),
        ("2008-11-22", "passes"),
        ("2008-11-23", "fails"),
    ] {
        let mut input = crate::support::without(&worked(), "/patient/age");
        input["patient"]["birthDate"] = json!(birth);
        let report = crate::support::screen(&input);
        assert_eq!(report["criteria"][0]["state"], state, "{birth}");
    }
}

// guards: H20, H25
#[test]
fn a_list_is_no_object_and_nothing_may_stand_twice() {
    use liver_prescreen::exchange::input::ScreenInput;
    let refused = |text: &str| {
        let refusal = ScreenInput::from_json(text).err();
        let refusal = refusal.unwrap_or_else(|| panic!("{text} was accepted"));
        (refusal.path.clone(), refusal.message.clone())
    };
    for (text, path) in [
        ("[]", ""),
        (r#"{"patient":[52]}"#, "patient"),
        (
            r#"{"patient":{"labs":{"albumin":["29","g/L"]}}}"#,
            "patient.labs.albumin",
        ),
        (r#"{"patient":{},"enrolment":[]}"#, "enrolment"),
        (r#"{"patient":{"answers":[]}}"#, "patient.answers"),
    ] {
        let (at, message) = refused(text);
        assert_eq!(at, path, "{text}");
        assert!(
            message.starts_with("Expected an object, got a list"),
            "{message}"
        );
    }
    for (text, path) in [
        (r#"{"patient":{},"patient":{}}"#, "patient"),
        (r#"{"patient":{"age":52,"age":70}}"#, "patient.age"),
        (
            r#"{"patient":{"labs":{"inr":{"value":1,"unit":"1"},"inr":{"value":2,"unit":"1"}}}}"#,
            "patient.labs.inr",
        ),
        (
            r#"{"patient":{"labs":{"inr":{"value":1,"value":2,"unit":"1"}}}}"#,
            "patient.labs.inr.value",
        ),
        (
            r#"{"patient":{"answers":{"E1":"no","E1":"yes"}}}"#,
            "patient.answers.E1",
        ),
        (r#"{"study":{},"study":{},"patient":{}}"#, "study"),
    ] {
        let (at, message) = refused(text);
        assert_eq!(
            (at.as_str(), message.as_str()),
            (path, "This field appears twice.")
        );
    }
    assert_eq!(
        refused(r#"{"patient":{"sex":{"female":null}}}"#).0,
        "patient.sex"
    );
    assert_eq!(refused(r#"{"patient":{}"#).0, "");
}

// guards: H20
#[test]
fn a_text_keeps_its_digits_and_null_counts_as_absent() {
    use liver_prescreen::exchange::input::{ScreenInput, checked};
    let text = r#"{"patient":{"sex":null,"nothing":null,"labs":{"inr":null,
        "albumin":{"value":"2.40","unit":"g/dL","date":null},"sodium":{"value":136.50,"unit":"mmol/L"}}}}"#;
    let input = ScreenInput::from_json(text).expect("an input");
    let today = liver_prescreen::dates::parse("2026-11-22").expect("a date");
    let patient = checked(&input, today).expect("a patient");
    let values: Vec<&str> = patient.labs.iter().map(|lab| lab.value.as_str()).collect();
    assert_eq!(values, ["2.40", "136.5"]);
    assert_eq!(patient.sex, "");
}
