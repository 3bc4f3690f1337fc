//! Which results are taken from FHIR, and that whatever is not taken is named.

use liver_prescreen::dates;
use liver_prescreen::error::ValidationError;
use liver_prescreen::exchange::fhir;
use serde_json::{Value as Json, json};

pub const TODAY: &str = "2026-11-22";

/// A path and a message.
pub type Remark = (String, String);

pub fn read(document: &Json) -> Result<(Json, Vec<Remark>), ValidationError> {
    let read = fhir::read(document, dates::parse(TODAY).expect("a date"))?;
    let mut read = serde_json::to_value(&read).expect("JSON");
    let remarks = read["remarks"].as_array().into_iter().flatten();
    let text = |remark: &Json, key: &str| remark[key].as_str().expect("a text").to_owned();
    let remarks = remarks.map(|remark| (text(remark, "path"), text(remark, "message")));
    let remarks = remarks.collect();
    Ok((read["patient"].take(), remarks))
}

/// A result as a laboratory sends it.
pub fn result(code: &str, value: Json, unit: &str) -> Json {
    json!({
        "resourceType": "Observation",
        "status": "final",
        "code": { "coding": [
            { "system": "urn:local", "code": "X" },
            { "system": "http://loinc.org", "code": code },
        ] },
        "subject": { "reference": "Patient/7", "display": "Mary Muster" },
        "performer": [{ "display": "Mary Muster" }],
        "effectiveDateTime": "2026-11-20T08:30:00+08:00",
        "valueQuantity": {
            "value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit
        },
    })
}

pub fn person() -> Json {
    json!({
        "resourceType": "Patient",
        "id": "7",
        "identifier": [{ "value": "Mary Muster" }],
        "name": [{ "family": "Muster", "text": "Mary Muster" }],
        "birthDate": "1974-06-07",
        "gender": "female",
    })
}

pub fn bundle(resources: &[Json]) -> Json {
    let entries = resources
        .iter()
        .map(|resource| json!({ "resource": resource }));
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entries.collect::<Vec<_>>() })
}

/// The result after a change.
pub fn but(change: impl Fn(&mut Json)) -> Json {
    let mut result = result("1751-7", json!(29), "g/L");
    change(&mut result);
    result
}

/// What is taken of some results, and what is said of the others.
fn labs(results: &[Json]) -> (Json, Vec<String>) {
    let (patient, remarks) = read(&bundle(results)).expect("a bundle");
    let remarks = remarks
        .iter()
        .map(|remark| [&*remark.0, ": ", &remark.1].concat());
    (patient["labs"].clone(), remarks.collect())
}

/// That a result is not taken, for this reason.
#[track_caller]
fn left(result: Json, reason: &str) {
    let (labs, remarks) = labs(&[result]);
    assert_eq!(labs, json!({}));
    let said: Vec<&str> = remarks.iter().map(String::as_str).collect();
    assert!(
        matches!(said.as_slice(), [said] if said.starts_with("entry[0].resource: ")
            && said.contains(" was not taken. ") && said.contains(reason)),
        "{remarks:?}"
    );
}

// guards: H1
#[test]
fn each_code_and_each_unit_goes_to_its_field() {
    for (code, unit, analyte, ours) in [
        ("1975-2", "mg/dL", "bilirubin", "mg/dL"),
        ("14631-6", "umol/L", "bilirubin", "umol/L"),
        ("1751-7", "g/L", "albumin", "g/L"),
        ("61151-7", "g/L", "albumin", "g/L"),
        ("61152-5", "g/L", "albumin", "g/L"),
        ("6301-6", "1", "inr", "1"),
        ("6301-6", "{INR}", "inr", "1"),
        ("34714-6", "[ratio]", "inr", "1"),
        ("5894-1", "%", "prothrombinActivity", "%"),
        ("5902-2", "s", "prothrombinTime", "s"),
        ("2160-0", "mg/dL", "creatinine", "mg/dL"),
        ("14682-9", "umol/L", "creatinine", "umol/L"),
        ("38483-4", "mg/dL", "creatinine", "mg/dL"),
        ("2951-2", "mmol/L", "sodium", "mmol/L"),
        ("2951-2", "meq/L", "sodium", "mmol/L"),
        ("718-7", "g/L", "hemoglobin", "g/L"),
        ("777-3", "10*9/L", "platelets", "10*9/L"),
        ("26515-7", "10*3/uL", "platelets", "10*9/L"),
    ] {
        let value = if analyte == "sodium" { "136" } else { "10" };
        let (labs, remarks) = labs(&[result(code, json!(value), unit)]);
        let date = "2026-11-20";
        let expected = json!({ analyte: { "value": value, "unit": ours, "date": date } });
        assert_eq!((labs, remarks), (expected, vec![]), "{code} {unit}");
    }
    for code in ["1751-7", "718-7"] {
        let (labs, remarks) = labs(&[result(code, json!(7.5), "g/dL")]);
        assert!(remarks.is_empty());
        assert!(labs.to_string().contains("\"unit\":\"g/dL\""), "{labs}");
    }
    let mut bare = result("6301-6", json!(1.5), "");
    bare["valueQuantity"] = json!({ "value": 1.5 });
    assert_eq!(labs(&[bare]).0["inr"]["unit"], "1");
}

// guards: H1, H20
#[test]
fn a_unit_that_is_not_a_code_of_the_analyte_is_refused() {
    let code = "not given by a UCUM code";
    left(result("718-7", json!(6.3), "mmol/L"), code);
    left(result("1751-7", json!(29), "G/L"), code);
    left(result("1751-7", json!(29), "10*3/uL"), code);
    left(but(|r| r["valueQuantity"]["code"] = json!(null)), code);
    left(but(|r| r["valueQuantity"]["system"] = json!("urn:x")), code);
    left(but(|r| r["valueQuantity"]["system"] = json!(null)), code);
    let mut named = result("6301-6", json!(1.5), "");
    named["valueQuantity"] = json!({ "value": 1.5, "unit": "%" });
    left(named, code);
}

// guards: H8
#[test]
fn the_digits_and_the_comparator_are_kept() {
    for (value, comparator, taken) in [
        (json!("29.0"), json!(null), "29.0"),
        (json!(29.5), json!(null), "29.5"),
        (json!(29), json!("<"), "<29"),
        (json!("29.0"), json!(">="), "≥29.0"),
        (json!(29), json!("<="), "≤29"),
        (json!("<29"), json!(null), "<29"),
        (json!(29), json!(">"), ">29"),
    ] {
        let (labs, remarks) = labs(&[but(|result| {
            result["valueQuantity"]["value"] = value.clone();
            result["valueQuantity"]["comparator"] = comparator.clone();
        })]);
        assert_eq!(labs["albumin"]["value"], taken, "{remarks:?}");
    }
    let comparator = |sign| but(move |r| r["valueQuantity"]["comparator"] = json!(sign));
    left(comparator("ad"), "comparator");
    left(comparator("~"), "comparator");
}

// guards: H20, H26
#[test]
fn a_value_that_the_field_refuses_is_not_taken() {
    for (value, reason) in [
        (json!(290), "5 to 80 g/L"),
        (json!("1,234"), "comma"),
        (json!("about 29"), "digits"),
        (json!(-29), "negative"),
        (json!(true), "no number"),
        (json!(null), "no number"),
        (json!(0.1 + 0.2), "too many digits"),
    ] {
        let value = &value;
        left(but(|r| r["valueQuantity"]["value"] = value.clone()), reason);
    }
    let mut quantities = but(|_| ());
    let text = quantities.as_object_mut().expect("an object");
    text.remove("valueQuantity");
    text.insert("valueString".to_owned(), json!("29 g/L"));
    left(quantities, "no number");
    let absent = |r: &mut Json| r["dataAbsentReason"] = json!({ "text": "Mary Muster" });
    left(but(absent), "no number");
}

#[test]
fn only_results_that_are_final_are_taken() {
    for status in ["final", "amended", "corrected"] {
        let (labs, remarks) = labs(&[but(|r| r["status"] = json!(status))]);
        assert_eq!(
            (&labs["albumin"]["value"], remarks.len()),
            (&json!("29"), 0)
        );
    }
    for status in [
        "preliminary",
        "registered",
        "entered-in-error",
        "cancelled",
        "unknown",
        "",
        "Final",
    ] {
        left(but(|r| r["status"] = json!(status)), "status");
    }
    left(but(|r| r["status"] = json!(null)), "status");
}

// guards: H9
#[test]
fn what_only_looks_like_an_entry_is_named_and_left_to_the_clinician() {
    for (code, unit, says) in [
        ("77161-8", "%", "PTA"),
        ("5896-5", "%", "PTA"),
        ("5901-4", "s", "Enter it beside the prothrombin time"),
    ] {
        left(result(code, json!(48), unit), says);
    }
    for (code, name) in [
        ("5195-3", "HBsAg"),
        ("42595-9", "HBV DNA"),
        ("56888-1", "HIV"),
        ("2118-8", "hCG"),
    ] {
        let result = result(code, json!(48), "[IU]/mL");
        left(result.clone(), name);
        left(result, "the clinician's to answer");
    }
}

#[test]
fn codings_count_only_in_loinc_and_only_where_they_agree() {
    let system = |system| but(move |r| r["code"]["coding"][1]["system"] = json!(system));
    left(system("urn:local"), "not said to be of LOINC");
    assert_eq!(
        labs(&[result("9999-9", json!(1), "g/L")]),
        (json!({}), vec![])
    );
    let both = |code| {
        but(move |r| r["code"]["coding"][0] = json!({ "system": "http://loinc.org", "code": code }))
    };
    assert_eq!(labs(&[both("61151-7")]).0["albumin"]["value"], "29");
    left(both("718-7"), "different tests");
    left(both("5896-5"), "different tests");
}

#[test]
fn components_and_results_with_a_meaning_of_their_own_are_not_read() {
    let component = json!([but(|_| ())]);
    let panel = but(|r| {
        r["code"] = json!({ "text": "Liver panel" });
        r["component"] = component.clone();
    });
    left(panel, "Components are not read");
    left(
        but(|r| r["focus"] = json!([{ "reference": "Patient/8" }])),
        "focus",
    );
    left(but(|r| r["modifierExtension"] = json!([{}])), "modifier");
    left(but(|r| r["implicitRules"] = json!("urn:x")), "modifier");
    for code in ["HTEST", "SUBSETTED"] {
        left(
            but(|r| r["meta"] = json!({ "tag": [{ "code": code }] })),
            "test data",
        );
    }
}

// guards: H2
#[test]
fn the_latest_is_taken_and_the_others_are_named() {
    let on = |day: &str, value: &str| {
        but(|r| {
            r["effectiveDateTime"] = json!(day);
            r["valueQuantity"]["value"] = json!(value);
        })
    };
    let results = [
        on("2026-11-19", "31"),
        on("2026-11-21T07:00:00Z", "29"),
        on("2025-11-22", "40"),
    ];
    let (taken, remarks) = labs(&results);
    assert_eq!(
        taken,
        json!({ "albumin": { "value": "29", "unit": "g/L", "date": "2026-11-21" } })
    );
    let said = "resource: Albumin was not taken. There is a later result.";
    assert_eq!(
        remarks,
        [["entry[0].", said].concat(), ["entry[2].", said].concat()]
    );
    // The same twice is the same.
    let (taken, remarks) = labs(&[on("2026-11-21", "29"), on("2026-11-21T09:00:00Z", "29.0")]);
    assert_eq!(
        (&taken["albumin"]["date"], remarks.len()),
        (&json!("2026-11-21"), 0)
    );
    // Neither of two that differ on the last day, and none before them.
    let (taken, remarks) = labs(&[
        on("2026-11-21", "29"),
        on("2026-11-21", "30"),
        on("2026-11-19", "31"),
    ]);
    assert_eq!(taken, json!({}));
    assert_eq!(remarks.len(), 3);
    assert!(
        remarks[0].contains("differs") && remarks[1].contains("differs"),
        "{remarks:?}"
    );
    // An earlier disagreement does not matter.
    let (taken, remarks) = labs(&[
        on("2026-11-19", "29"),
        on("2026-11-19", "30"),
        on("2026-11-21", "31"),
    ]);
    assert_eq!(
        (&taken["albumin"]["value"], remarks.len()),
        (&json!("31"), 2)
    );
}

#[test]
fn the_day_is_the_one_written_and_without_a_day_it_is_said() {
    for (field, value, day) in [
        ("effectiveDateTime", json!("2026-11-20"), "2026-11-20"),
        (
            "effectiveInstant",
            json!("2026-11-19T23:59:59.123Z"),
            "2026-11-19",
        ),
        (
            "effectivePeriod",
            json!({ "start": "2026-11-18T10:00:00Z", "end": "2026-11-20" }),
            "2026-11-18",
        ),
    ] {
        let (labs, remarks) = labs(&[but(|r| {
            r["effectiveDateTime"] = json!(null);
            r[field] = value.clone();
        })]);
        assert_eq!((&labs["albumin"]["date"], remarks.len()), (&json!(day), 0));
    }
    for (field, value, reason) in [
        ("effectiveDateTime", json!("2026-11"), "incomplete"),
        ("effectiveDateTime", json!("2026-11-31"), "incomplete"),
        ("effectiveDateTime", json!("2026-11-201"), "incomplete"),
        (
            "effectiveDateTime",
            json!("2026-11-23"),
            "lies in the future",
        ),
        (
            "effectivePeriod",
            json!({ "end": "2026-11-20" }),
            "incomplete",
        ),
        ("effectiveTiming", json!({ "code": {} }), "incomplete"),
    ] {
        let result = but(|r| {
            r["effectiveDateTime"] = json!(null);
            r[field] = value.clone();
        });
        left(result, reason);
    }
    let undated = but(|r| r["effectiveDateTime"] = json!(null));
    let (taken, remarks) = labs(std::slice::from_ref(&undated));
    assert_eq!(
        taken,
        json!({ "albumin": { "value": "29", "unit": "g/L" } })
    );
    assert!(
        remarks[0].contains("was taken. It has no date."),
        "{remarks:?}"
    );
    // Beside another value of a known day it may be the later one.
    let other = but(|r| r["valueQuantity"]["value"] = json!(30));
    let (taken, remarks) = labs(&[undated, other]);
    assert_eq!((taken, remarks.len()), (json!({}), 2));
}
