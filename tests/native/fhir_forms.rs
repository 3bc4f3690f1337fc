//! Wherever a result stands in a document, and however oddly the document is written, it is taken or named.

use serde_json::{Value as Json, json};

use liver_prescreen::clinical::Analytes;
use liver_prescreen::dates;
use liver_prescreen::exchange::fhir;

use crate::fhir::{TODAY, bundle, but, person, read};

/// How many values are taken, and the paths and messages of the remarks.
fn taken(document: &Json) -> (usize, Vec<String>) {
    let (patient, remarks) = read(document).unwrap_or_else(|problem| panic!("{problem}"));
    let labs = patient["labs"].as_object().expect("labs").len();
    let remarks = remarks
        .iter()
        .map(|(path, message)| [path, ": ", message].concat());
    (labs, remarks.collect())
}

fn albumin() -> Json {
    but(|_| ())
}

#[test]
fn a_result_is_found_wherever_it_stands() {
    let report = json!({ "resourceType": "DiagnosticReport", "contained": [albumin()] });
    let parameters = json!({ "resourceType": "Parameters", "parameter": [
        { "name": "x", "valueString": "x" },
        { "name": "all", "part": [{ "name": "one", "part": [{ "resource": albumin() }] }] },
    ] });
    for document in [
        albumin(),
        report.clone(),
        bundle(std::slice::from_ref(&report)),
        bundle(&[bundle(&[albumin()])]),
        bundle(&[bundle(&[bundle(std::slice::from_ref(&report))])]),
        parameters.clone(),
        bundle(&[parameters]),
        json!({ "resourceType": "Parameters", "parameter": [{ "resource": bundle(&[albumin()]) }] }),
        bundle(&[json!({ "resourceType": "List", "contained": [albumin()] })]),
    ] {
        assert_eq!(taken(&document), (1, vec![]), "{document}");
    }
    for kind in [
        "collection",
        "searchset",
        "document",
        "transaction",
        "batch",
        "message",
        "history",
    ] {
        let mut document = bundle(&[person(), albumin()]);
        document["type"] = json!(kind);
        document["entry"][1]["request"] = json!({ "method": "POST", "url": "Observation" });
        assert_eq!(taken(&document), (1, vec![]), "{kind}");
    }
    // The place of each is told.
    let wrong = but(|r| r["status"] = json!("preliminary"));
    let report = json!({ "resourceType": "DiagnosticReport", "contained": [albumin(), wrong] });
    let (_, remarks) = taken(&bundle(&[bundle(&[report])]));
    let place = "entry[0].resource.entry[0].resource.contained[1]: Albumin was not taken.";
    assert!(remarks[0].starts_with(place), "{remarks:?}");
    let parameters = json!({ "resourceType": "Parameters", "parameter": [
        { "part": [{}, { "resource": but(|r| r["status"] = json!(null)) }] },
    ] });
    assert!(taken(&parameters).1[0].starts_with("parameter[0].part[1].resource: "));
}

#[test]
fn what_is_deleted_or_replaced_is_not_taken() {
    let with_id = |value: &str, version: Option<&str>, updated: Option<&str>| {
        but(|r| {
            r["id"] = json!("a");
            r["valueQuantity"]["value"] = json!(value);
            r["meta"] = json!({ "versionId": version, "lastUpdated": updated });
        })
    };
    let mut document = bundle(&[with_id("29", None, None)]);
    document["type"] = json!("history");
    for url in [
        "Observation/a",
        "https://host/fhir/Observation/a",
        "Observation/a/_history/2",
    ] {
        document["entry"] = json!([
            { "resource": with_id("29", None, None) },
            { "request": { "method": "DELETE", "url": url } },
        ]);
        let (labs, remarks) = taken(&document);
        assert_eq!(labs, 0);
        assert!(remarks[0].contains("It was deleted."), "{remarks:?}");
    }
    document["entry"][1]["request"]["url"] = json!("Observation/b");
    assert_eq!(taken(&document), (1, vec![]));
    document["entry"][0]["request"] = json!({ "method": "DELETE", "url": "Observation/a" });
    assert_eq!(taken(&document).0, 0);

    for (one, two) in [
        (
            with_id("29", Some("2"), None),
            with_id("31", Some("1"), None),
        ),
        (
            with_id("29", Some("10"), None),
            with_id("31", Some("9"), None),
        ),
        (
            with_id("29", None, Some("2026-11-21T01:00:00+08:00")),
            with_id("31", None, Some("2026-11-20T16:00:00Z")),
        ),
    ] {
        for results in [[one.clone(), two.clone()], [two, one]] {
            let (patient, remarks) = read(&bundle(&results)).expect("a bundle");
            assert_eq!(patient["labs"]["albumin"]["value"], "29");
            assert!(
                remarks[0].1.contains("There is a newer version"),
                "{remarks:?}"
            );
        }
    }
    let (labs, remarks) = taken(&bundle(&[
        with_id("29", None, None),
        with_id("31", None, None),
    ]));
    assert_eq!((labs, remarks.len()), (0, 2), "{remarks:?}");
    assert_eq!(
        taken(&bundle(&[
            with_id("29", None, None),
            with_id("29", None, None)
        ])),
        (1, vec![])
    );
}

#[test]
fn odd_writing_is_named_and_breaks_nothing() {
    let one_concept = |r: &mut Json| r["code"]["coding"] = r["code"]["coding"][1].clone();
    let two_concepts = |r: &mut Json| r["code"] = json!([r["code"].clone()]);
    let no_kind = |r: &mut Json| r["resourceType"] = json!(null);
    let small = |r: &mut Json| r["resourceType"] = json!("observation");
    let two_values = |r: &mut Json| r["valueQuantity"] = json!([r["valueQuantity"].clone()]);
    let changes: [fn(&mut Json); 5] = [one_concept, two_concepts, no_kind, small, two_values];
    for (number, change) in changes.iter().enumerate() {
        let (labs, remarks) = taken(&bundle(&[but(change)]));
        assert_eq!((labs, remarks.len()), (0, 1), "{number} {remarks:?}");
    }
    for entry in [
        json!(null),
        json!([]),
        json!("x"),
        json!({ "resource": [] }),
        json!({ "resource": "{}" }),
    ] {
        let mut document = bundle(&[albumin()]);
        document["entry"] = json!([{ "resource": albumin() }, entry]);
        let (labs, remarks) = taken(&document);
        assert_eq!((labs, remarks.len()), (1, 1), "{remarks:?}");
        assert!(remarks[0].starts_with("entry[1].resource: What stands here was not taken."));
    }
    let mut unlisted = bundle(&[]);
    unlisted["entry"] = json!({ "resource": albumin() });
    assert_eq!(taken(&unlisted).0, 1);
    // Too deep, and a Bundle of a kind that is not read.
    let mut deep = albumin();
    for _ in 0..12 {
        deep = bundle(&[deep]);
    }
    let (labs, remarks) = taken(&deep);
    assert_eq!((labs, remarks.len()), (0, 1));
    let mut inner = bundle(&[albumin()]);
    inner["type"] = json!("subscription-notification");
    let (labs, remarks) = taken(&bundle(&[inner]));
    assert_eq!((labs, remarks.len()), (0, 1));
    // Members in another order are the same; a member that stands twice may mean either.
    let read = |text: &str| {
        let read = fhir::from_json(
            text,
            dates::parse(TODAY).expect("a date"),
            Analytes::default(),
        );
        serde_json::to_string(&read.expect("a result")).expect("JSON")
    };
    let plain = r#"{"valueQuantity":{"code":"g/L","system":"http://unitsofmeasure.org","value":29},"status":"final",
        "code":{"coding":[{"code":"1751-7","system":"http://loinc.org"}]},"resourceType":"Observation"}"#;
    let said = read(plain);
    assert!(said.contains(r#""albumin":{"value":"29""#), "{said}");
    let twice = read(&plain.replace(r#""value":29"#, r#""value":29,"value":31"#));
    assert!(twice.contains("A field appears twice in it."), "{twice}");
}

// guards: H21
#[test]
fn a_long_document_is_read_in_a_moment() {
    let results: Vec<Json> = (0..3000)
        .map(|number| {
            but(|r| {
                r["id"] = json!(number.to_string());
                r["specimen"] = json!({ "reference": format!("Specimen/{number}") });
                r["effectiveDateTime"] = json!(format!(
                    "2026-11-20T{:02}:{:02}:00Z",
                    number / 60 % 24,
                    number % 60
                ));
            })
        })
        .collect();
    let document = bundle(&results);
    let start = std::time::Instant::now();
    assert!(fhir::read(&document, dates::parse(TODAY).expect("a date")).is_ok());
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
    println!("3000 results: {:?}", start.elapsed());
}
