//! Codes and units: what is taken under every code of an analyte, and that a newer result under another code is never
//! passed over in silence.

use serde_json::{Value as Json, json};

use crate::fhir::{bundle, but, read, result};

fn labs(results: &[Json]) -> (Json, Vec<String>) {
    let (patient, remarks) = read(&bundle(results)).expect("a bundle");
    let remarks = remarks.into_iter().map(|(_, message)| message);
    (patient["labs"].clone(), remarks.collect())
}

/// Codes of the same quantity, with a value and a unit.
const TAKEN: [(&str, &str, &str, &str); 11] = [
    (
        "bilirubin",
        "1975-2 42719-5 59827-6 59828-4",
        "2.6",
        "mg/dL",
    ),
    (
        "bilirubin",
        "14631-6 54363-7 77137-8 89871-8 89872-6 97770-2",
        "45",
        "umol/L",
    ),
    ("albumin", "1751-7 61151-7 61152-5 76631-1", "29", "g/L"),
    ("inr", "6301-6 34714-6 38875-1 46418-0", "1.5", "{INR}"),
    ("prothrombinActivity", "5894-1", "48", "%"),
    ("prothrombinTime", "5902-2 5964-2", "15.8", "s"),
    (
        "creatinine",
        "2160-0 38483-4 21232-4 35203-9",
        "1.2",
        "mg/dL",
    ),
    (
        "creatinine",
        "14682-9 59826-8 77140-2 101475-2 35203-9",
        "86",
        "umol/L",
    ),
    (
        "sodium",
        "2951-2 2947-0 32717-1 39791-9 39792-7 41657-8 77139-4 42570-2",
        "131",
        "mmol/L",
    ),
    (
        "hemoglobin",
        "718-7 14775-1 20509-6 30313-1 30350-3 30351-1 30352-9 55782-7 76768-1 76769-9 97550-8",
        "72",
        "g/L",
    ),
    (
        "platelets",
        "777-3 778-1 26515-7 74464-9 97995-5",
        "58",
        "10*9/L",
    ),
];

/// Codes that are near and fill no field; with `true` a value of the field may be the older one.
const NAMED: &str = "1968-7 14629-0 1971-1 14630-8 1974-5 58941-6 1746-7 1747-5 1754-1 76480-3 2161-8 14683-7 12190-5 \
    25386-4 2955-3 5794-3 57751-0 2335-8 14338-8 14959-1 2164-2 4548-4 17855-8 17856-6 41995-2 785-6 786-4 32207-3 \
    32623-1 5901-4 77161-8 5896-5";
const SAME_SUBSTANCE: [(&str, &str); 6] = [
    ("1751-7", "54347-0 62234-0 62235-7 2862-1"),
    ("718-7", "59260-0 75928-2 93846-4"),
    ("777-3", "13056-7 26516-5 49497-1 74775-8"),
    ("5902-2", "46417-2"),
    ("6301-6", "52129-4"),
    ("2160-0", "11041-1 11042-9 51619-5 51620-3"),
];

// guards: H2
#[test]
fn a_newer_result_under_any_code_is_taken_or_named_beside_the_older_one() {
    for (analyte, codes, value, unit) in TAKEN {
        for code in codes.split(' ') {
            let first = codes.split(' ').next().expect("a code");
            let mut older = result(first, json!(value), unit);
            older["effectiveDateTime"] = json!("2026-10-01");
            let (taken, remarks) = labs(&[older, result(code, json!(value), unit)]);
            assert_eq!(taken[analyte]["date"], "2026-11-20", "{code}");
            assert_eq!(remarks.len(), 1, "{code} {remarks:?}");
        }
    }
    for code in NAMED.split_whitespace() {
        let (taken, remarks) = labs(&[result(code, json!("5"), "mg/dL")]);
        assert_eq!((taken, remarks.len()), (json!({}), 1), "{code} {remarks:?}");
    }
    for (own, codes) in SAME_SUBSTANCE {
        let (_, _, value, unit) = TAKEN
            .iter()
            .find(|(_, all, ..)| all.starts_with(own))
            .expect("a code");
        for code in codes.split(' ') {
            let mut older = result(own, json!(value), unit);
            older["effectiveDateTime"] = json!("2026-10-01");
            let newer = result(code, json!(value), unit);
            let (taken, remarks) = labs(&[older.clone(), newer.clone()]);
            assert_eq!(taken.as_object().map(serde_json::Map::len), Some(1));
            assert_eq!(remarks.len(), 2, "{code} {remarks:?}");
            assert!(
                remarks[1].contains("was taken. Another result that may be later was not taken."),
                "{remarks:?}"
            );
            // An older one that was not taken says nothing about the newer.
            let (mut old, mut new) = (older, newer);
            old["effectiveDateTime"] = json!("2026-11-21");
            new["effectiveDateTime"] = json!("2026-11-19");
            assert_eq!(labs(&[old, new]).1.len(), 1, "{code}");
        }
    }
}

// guards: H2
#[test]
fn a_newer_result_that_is_not_taken_for_any_reason_is_named_at_the_older_one_too() {
    let older = but(|r| r["effectiveDateTime"] = json!("2026-10-01"));
    let reasons: [fn(&mut Json); 9] = [
        |r| r["status"] = json!("preliminary"),
        |r| r["valueQuantity"]["code"] = json!("g%"),
        |r| r["valueQuantity"] = json!(null),
        |r| r["dataAbsentReason"] = json!({ "text": "lost" }),
        |r| r["specimen"] = json!({ "display": "Urine" }),
        |r| r["focus"] = json!([{}]),
        |r| r["effectiveDateTime"] = json!("2026"),
        |r| {
            r["code"]["coding"][1] =
                json!({ "system": "http://loinc.org", "code": "99999-9", "display": "Albumin" })
        },
        |r| {
            r["code"] = json!({ "text": "白蛋白" });
            r["effectiveDateTime"] = json!(null);
        },
    ];
    for (number, reason) in reasons.iter().enumerate() {
        let (taken, remarks) = labs(&[older.clone(), but(reason)]);
        assert_eq!(taken["albumin"]["date"], "2026-10-01", "{number}");
        assert_eq!(remarks.len(), 2, "{number} {remarks:?}");
        assert!(
            remarks[1].contains("Albumin was taken. Another"),
            "{number} {remarks:?}"
        );
    }
    // What never was a result is no later one.
    for status in ["entered-in-error", "cancelled"] {
        let (_, remarks) = labs(&[older.clone(), but(|r| r["status"] = json!(status))]);
        assert_eq!(remarks.len(), 1, "{remarks:?}");
    }
}

#[test]
fn an_unknown_code_with_a_name_of_an_analyte_is_named() {
    let unknown = |display: &str| {
        but(|r| {
            r["code"] =
                json!({ "coding": [{ "system": "urn:lab", "code": "17", "display": display }] })
        })
    };
    for display in [
        "Albumin",
        "Serumalbumin",
        "Sodium [Moles/volume] in Serum or Plasma --1 hour post dose",
        "S-Natrium",
        "Kreatinin i.S.",
        "Hb",
        "Thrombozytenzahl",
        "Gesamtbilirubin",
        "INR",
        "PT",
        "Quick",
        "凝血酶原时间",
        "总胆红素",
        "Urine sodium",
        "Direct bilirubin",
    ] {
        let (taken, remarks) = labs(&[unknown(display)]);
        assert_eq!(taken, json!({}));
        assert_eq!(remarks.len(), 1, "{display} {remarks:?}");
        assert!(
            remarks
                .iter()
                .all(|said| said.contains("code is not known here")),
            "{remarks:?}"
        );
    }
    for display in [
        "Potassium",
        "Alanine aminotransferase",
        "Body weight",
        "Creatine kinase",
        "Systolic",
        "",
    ] {
        assert_eq!(labs(&[unknown(display)]).1, [""; 0], "{display}");
    }
    // The head of a panel has no value.
    let mut panel = unknown("Bilirubin panel");
    panel["valueQuantity"] = json!(null);
    assert_eq!(labs(&[panel]).1, [""; 0]);
}

#[test]
fn loinc_is_known_by_its_number_and_by_variants_of_its_address() {
    for (system, count) in [
        ("http://loinc.org", 1),
        ("http://loinc.org/", 1),
        ("https://loinc.org", 1),
        ("https://www.loinc.org/", 1),
        ("HTTP://LOINC.ORG", 1),
        ("urn:oid:2.16.840.1.113883.6.1", 1),
        ("2.16.840.1.113883.6.1", 1),
        ("urn:oid:2.16.840.1.113883.6.96", 0),
        ("http://loinc.org/vs", 0),
        ("http://snomed.info/sct", 0),
        ("", 0),
    ] {
        let (taken, remarks) = labs(&[but(|r| r["code"]["coding"][1]["system"] = json!(system))]);
        let labs = taken.as_object().map_or(9, serde_json::Map::len);
        assert_eq!((labs, remarks.len()), (count, 1 - count), "{system}");
    }
    // A further code of LOINC that is not known may be of another test.
    let with = |code: &str| {
        but(|r| r["code"]["coding"][0] = json!({ "system": "http://loinc.org", "code": code }))
    };
    for code in ["2823-3", "5894-1", "2160-0", "1754-1"] {
        let (taken, remarks) = labs(&[with(code)]);
        assert_eq!((taken, remarks.len()), (json!({}), 1), "{code}");
    }
    let moles_too = |r: &mut Json| {
        *r = result("14631-6", json!("45"), "umol/L");
        r["code"]["coding"][0] = json!({ "system": "http://loinc.org", "code": "1975-2" });
    };
    assert!(labs(&[but(moles_too)]).1[0].contains("a mass and of moles"));
}

// guards: H1
#[test]
fn a_unit_that_can_mean_only_one_thing_is_taken_and_every_other_is_named() {
    for (code, value, units) in [
        ("1751-7", "29", "g/L g/l"),
        ("1751-7", "2.9", "g/dL g/dl"),
        ("2160-0", "1.2", "mg/dL mg/dl"),
        ("14682-9", "86", "umol/L umol/l µmol/L μmol/l"),
        ("2951-2", "131", "mmol/L mmol/l meq/L meq/l mEq/L"),
        ("6301-6", "1.5", "1 {INR} {inr} [ratio] {ratio} {Ratio}"),
        ("5902-2", "15.8", "s sec"),
        (
            "777-3",
            "58",
            "10*9/L 10*9/l 10^9/L 10*3/uL 10*3/ul 10*3/µL 10^3/uL 10*3/mm3 10*6/mL /nL 1/nL 10*3{cells}/uL",
        ),
    ] {
        for unit in units.split(' ') {
            let (taken, remarks) = labs(&[result(code, json!(value), unit)]);
            assert_eq!(
                (taken.as_object().map(serde_json::Map::len), remarks),
                (Some(1), vec![]),
                "{unit}"
            );
        }
    }
    for (code, value, units) in [
        (
            "1751-7",
            "29",
            "G/L g% mg/L kg/L g/mL G/l mg/dL g g/L{urine} g/L/d",
        ),
        ("2160-0", "1.2", "MG/DL Mg/dL mg% mg/L g/dL mmol/L {creat}"),
        (
            "14682-9",
            "86",
            "mmol/L nmol/L mol/L Umol/L UMOL/L mg/g{creat}",
        ),
        ("2951-2", "131", "mol/L MMOL/L mmol/d mmol/kg mmol meq/dL"),
        ("6301-6", "1.5", "% s {s} {INR}/L"),
        ("5902-2", "15.8", "1 % min ms S"),
        (
            "777-3",
            "58",
            "G/L K/uL 10*4/uL 10*12/L 10*6/L /uL 10*3/L 10*9/uL T/L 10*3 {ratio}",
        ),
    ] {
        for unit in units.split(' ') {
            let (taken, remarks) = labs(&[result(code, json!(value), unit)]);
            assert_eq!((taken, remarks.len()), (json!({}), 1), "{code} {unit}");
        }
    }
    for (system, count) in [
        ("http://unitsofmeasure.org", 1),
        ("https://unitsofmeasure.org/", 1),
        ("urn:oid:2.16.840.1.113883.6.8", 1),
        ("http://snomed.info/sct", 0),
        ("ucum", 0),
    ] {
        let (taken, _) = labs(&[but(|r| r["valueQuantity"]["system"] = json!(system))]);
        assert_eq!(
            taken.as_object().map(serde_json::Map::len),
            Some(count),
            "{system}"
        );
    }
}

#[test]
fn a_value_of_another_kind_is_named() {
    for (key, value) in [
        ("valueString", json!("29 g/L")),
        ("valueInteger", json!(29)),
        ("valueSampledData", json!({ "data": "29" })),
        ("valueRatio", json!({ "numerator": { "value": 29 } })),
        ("valueRange", json!({ "low": { "value": 29 } })),
        ("valueCodeableConcept", json!({ "text": "low" })),
    ] {
        let alone = but(|r| {
            r["valueQuantity"] = json!(null);
            r[key] = value.clone();
        });
        let beside = but(|r| r[key] = value.clone());
        for result in [alone, beside] {
            let (taken, remarks) = labs(&[result]);
            assert_eq!((taken, remarks.len()), (json!({}), 1), "{key}");
        }
    }
    for key in ["hasMember", "derivedFrom"] {
        let (taken, remarks) = labs(&[but(|r| r[key] = json!([{ "reference": "#a" }]))]);
        assert_eq!((taken, remarks.len()), (json!({}), 1), "{key}");
    }
}
