//! What FHIR says of whom, and that nothing of it breaks the core or tells a name.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value as Json, json};

use crate::fhir::{TODAY, bundle, but, person, read, result};
use crate::properties::cases;
use crate::support::{screen, worked};

#[track_caller]
fn refused(document: &Json, path: &str, reason: &str) {
    let problem = read(document).expect_err("a refusal");
    assert_eq!(problem.path, path);
    assert!(problem.message.contains(reason), "{problem}");
}

// guards: H20
#[test]
fn results_of_more_than_one_patient_are_refused() {
    let whose = |subject: Json| but(|r| r["subject"] = subject.clone());
    let at = |reference: &str| whose(json!({ "reference": reference }));
    let mine = || at("Patient/7");
    let other = "another patient";
    refused(&bundle(&[person(), person()]), "entry[1].resource", other);
    refused(
        &bundle(&[mine(), at("Patient/8")]),
        "entry[1].resource",
        other,
    );
    refused(&bundle(&[at("#p"), at("#p")]), "entry[1].resource", other);
    let known = |number| whose(json!({ "identifier": { "value": number } }));
    refused(&bundle(&[known(1), known(2)]), "entry[1].resource", other);
    assert!(read(&bundle(&[known(1), known(1)])).is_ok());
    for stranger in [at("Patient/8"), at("Patient/77"), at("7"), known(1)] {
        refused(
            &bundle(&[stranger.clone(), person()]),
            "entry[1].resource",
            other,
        );
    }
    for same in [
        mine(),
        at("https://host/fhir/Patient/7"),
        whose(json!(null)),
    ] {
        assert!(read(&bundle(&[person(), same])).is_ok());
    }
    let mut unnamed = bundle(&[person(), at("urn:uuid:1")]);
    refused(&unnamed, "entry[1].resource", other);
    unnamed["entry"][0]["fullUrl"] = json!("urn:uuid:1");
    assert!(read(&unnamed).is_ok());
    // Without an id and an address nothing points to it.
    let nobody = json!({ "resourceType": "Patient" });
    refused(
        &bundle(&[nobody.clone(), at("")]),
        "entry[1].resource",
        other,
    );
    refused(
        &bundle(&[nobody, at("Patient/")]),
        "entry[1].resource",
        other,
    );
}

// guards: H20
#[test]
fn what_is_no_resource_of_these_is_refused() {
    for junk in [
        json!(null),
        json!([]),
        json!("x"),
        json!({}),
        json!({ "resourceType": "Group" }),
    ] {
        refused(
            &junk,
            "resourceType",
            "a Bundle, an Observation or a Patient",
        );
    }
    for kind in [json!("subscription-notification"), json!(""), json!(null)] {
        let document = json!({ "resourceType": "Bundle", "type": kind });
        refused(&document, "type", "collection, searchset, document");
    }
    let mut page = bundle(&[person()]);
    page["link"] = json!([{ "relation": "self" }, { "relation": "next" }]);
    let (_, remarks) = read(&page).expect("a page of a search");
    assert!(remarks[0].1.contains("may hold later results"));
}

#[test]
fn one_observation_and_one_patient_stand_for_themselves() {
    let (patient, remarks) = read(&but(|_| ())).expect("an observation");
    assert_eq!(
        (&patient["labs"]["albumin"]["value"], remarks.len()),
        (&json!("29"), 0)
    );
    let (patient, remarks) = read(&person()).expect("a patient");
    assert_eq!(
        patient,
        json!({ "birthDate": "1974-06-07", "sex": "female", "labs": {} })
    );
    assert!(remarks.is_empty());
    for (field, value) in [
        ("birthDate", json!("1974")),
        ("birthDate", json!("2026-11-23")),
        ("birthDate", json!("1905-11-22")),
        ("birthDate", json!(1974)),
        ("gender", json!("other")),
        ("gender", json!("unknown")),
        ("gender", json!(1)),
    ] {
        let mut person = person();
        person[field] = value;
        let (patient, remarks) = read(&person).expect("a patient");
        assert_eq!(patient.as_object().map(serde_json::Map::len), Some(2));
        assert!(matches!(remarks.as_slice(), [said] if said.1.contains("was not taken")));
    }
}

/// The worked patient as a laboratory's system has it.
fn sent() -> Json {
    let mut resources = vec![person()];
    for (code, value, unit) in [
        ("14631-6", json!(45), "umol/L"),
        ("1751-7", json!(29), "g/L"),
        ("6301-6", json!(1.5), "{INR}"),
        ("5894-1", json!(48), "%"),
        ("14682-9", json!(78), "umol/L"),
        ("2951-2", json!(136), "meq/L"),
        ("718-7", json!(102), "g/L"),
        ("777-3", json!("58"), "10*3/uL"),
    ] {
        resources.push(result(code, value, unit));
    }
    bundle(&resources)
}

#[test]
fn a_patient_from_fhir_is_screened_like_the_one_typed() {
    let (patient, remarks) = read(&sent()).expect("a bundle");
    assert!(remarks.is_empty());
    let mut typed = worked();
    for lab in typed["patient"]["labs"]
        .as_object_mut()
        .into_iter()
        .flatten()
    {
        lab.1["date"] = json!("2026-11-20");
    }
    let mut imported = typed.clone();
    for (key, value) in patient.as_object().expect("a patient") {
        imported["patient"][key] = value.clone();
    }
    assert_eq!(imported["patient"]["birthDate"], "1974-06-07");
    assert_eq!(screen(&imported), screen(&typed));
    assert_eq!(
        imported["patient"]["labs"]
            .as_object()
            .map(serde_json::Map::len),
        Some(8)
    );
}

/// Every place of a document.
fn places(value: &Json, at: String, all: &mut Vec<String>) {
    match value {
        Json::Object(fields) => fields
            .iter()
            .for_each(|(key, value)| places(value, format!("{at}/{key}"), all)),
        Json::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(at_, value)| places(value, format!("{at}/{at_}"), all)),
        _ => {}
    }
    all.push(at);
}

/// What nobody would send, and what somebody might.
fn junk() -> impl Strategy<Value = Json> {
    select(vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1.5),
        json!(1e300),
        json!(""),
        json!("<"),
        json!("é"),
        json!([]),
        json!([[]]),
        json!({}),
        json!({ "coding": 3 }),
        json!("final"),
        json!("1751-7"),
        json!("2026-11-20"),
        json!("2026-1é-20T"),
        json!("9".repeat(400)),
    ])
}

proptest! {
    #![proptest_config(cases(400))]

    // guards: H21
    #[test]
    fn whatever_is_sent_nothing_breaks_no_name_comes_out_and_what_is_taken_is_accepted(
        changes in prop::collection::vec((any::<Index>(), junk()), 0..4),
        value in any::<f64>(),
    ) {
        let mut document = sent();
        document["entry"][1]["resource"]["valueQuantity"]["value"] = json!(value);
        for (at, value) in changes {
            let mut all: Vec<String> = Vec::new();
            places(&document, String::new(), &mut all);
            let place: &String = at.get(&all);
            *document.pointer_mut(place).expect("a place") = value;
        }
        let told = match read(&document) {
            Ok((patient, remarks)) => {
                screen(&json!({ "asOf": TODAY, "patient": patient }));
                prop_assert!(remarks.iter().all(|remark| remark.1.ends_with('.')), "{remarks:?}");
                format!("{patient} {remarks:?}")
            }
            Err(problem) => problem.to_string(),
        };
        prop_assert!(!told.contains("Mu"), "{told}");
    }
}
