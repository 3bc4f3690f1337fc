//! Of whom results are: the same patient is known by whatever identifies, another is refused, and nothing of either is
//! repeated.

use serde_json::{Value as Json, json};

use crate::fhir::{bundle, but, person, read};

fn of(subject: Json) -> Json {
    but(|r| r["subject"] = subject.clone())
}

fn at(reference: &str) -> Json {
    of(json!({ "reference": reference }))
}

/// A result that contains its patient.
fn containing(patient: Json) -> Json {
    but(|r| {
        r["contained"] = json!([patient.clone()]);
        r["contained"][0]["resourceType"] = json!("Patient");
        r["contained"][0]["id"] = json!("p");
        r["subject"] = json!({ "reference": "#p" });
    })
}

#[track_caller]
fn one(resources: &[Json]) -> Json {
    read(&bundle(resources))
        .unwrap_or_else(|problem| panic!("{problem}"))
        .0
}

#[track_caller]
fn several(resources: &[Json]) {
    let problem = read(&bundle(resources)).expect_err("a refusal");
    assert!(problem.message.contains("another patient"), "{problem}");
    assert!(!problem.to_string().contains("Mu"), "{problem}");
}

// guards: H20
#[test]
fn addresses_of_the_same_patient_agree_whatever_their_form() {
    let forms = [
        "Patient/7",
        "Patient/7/_history/3",
        "https://host/fhir/Patient/7",
        "https://host/fhir/Patient/7/_history/1",
    ];
    for one_form in forms {
        one(&[person(), at(one_form)]);
        one(&[at(one_form), person()]);
        for other in forms {
            one(&[at(one_form), at(other)]);
            one(&[person(), at(one_form), at(other)]);
        }
        for other in [
            "Patient/8",
            "https://host/fhir/Patient/8",
            "Patient/77",
            "urn:uuid:7",
            "Patient/7x",
        ] {
            several(&[at(one_form), at(other)]);
            several(&[at(other), at(one_form)]);
        }
    }
    // Two servers may both have a patient 7, and a relative address does not make them one.
    several(&[
        at("https://host/fhir/Patient/7"),
        at("https://other/fhir/Patient/7"),
    ]);
    several(&[
        at("https://host/fhir/Patient/7"),
        at("Patient/7"),
        at("https://other/fhir/Patient/7"),
    ]);
    several(&[
        person(),
        at("https://host/fhir/Patient/7"),
        at("https://other/fhir/Patient/7"),
    ]);
    // A relative address is one of the server that the entry names.
    let mut document = bundle(&[at("Patient/7"), at("https://other/fhir/Patient/7")]);
    document["entry"][0]["fullUrl"] = json!("https://host/fhir/Observation/1");
    assert!(read(&document).is_err());
    document["entry"][0]["fullUrl"] = json!("https://other/fhir/Observation/1");
    assert!(read(&document).is_ok());
    let mut document = bundle(&[person(), at("urn:uuid:1"), at("Patient/7")]);
    document["entry"][0]["fullUrl"] = json!("urn:uuid:1");
    assert!(read(&document).is_ok());
}

// guards: H20
#[test]
fn identifiers_tell_one_patient_from_another() {
    let number = |value: &str| json!({ "system": "urn:hospital", "value": value });
    let identified = |value: &str| of(json!({ "identifier": number(value) }));
    let known = |value: &str| {
        let mut patient = person();
        patient["identifier"] = json!([{ "system": "urn:other", "value": "1" }, number(value)]);
        patient
    };
    one(&[identified("1"), identified("1"), known("1")]);
    several(&[identified("1"), identified("2")]);
    several(&[known("1"), identified("2")]);
    // Conditional, as a transaction has it.
    one(&[
        known("1"),
        at("Patient?identifier=urn:hospital|1"),
        at("Patient/7"),
    ]);
    one(&[
        known("1"),
        at("Patient?identifier=urn:hospital%7C1"),
        at("Patient?_id=7"),
    ]);
    several(&[known("1"), at("Patient?identifier=urn:hospital|2")]);
    several(&[known("1"), at("Patient?_id=8")]);
    several(&[known("1"), at("Patient?name=Muster")]);
    one(&[
        at("Patient?identifier=urn:hospital|1"),
        at("Patient?identifier=urn:hospital|1"),
    ]);
    // The address agrees and the identifier does not.
    several(&[
        known("1"),
        of(json!({ "reference": "Patient/7", "identifier": number("2") })),
    ]);
    several(&[
        of(json!({ "display": "Mary Muster" })),
        of(json!({ "display": "Max Muster" })),
    ]);
    one(&[
        of(json!({ "display": "Mary Muster" })),
        of(json!({ "display": "Mary Muster" })),
    ]);
}

// guards: H20
#[test]
fn contained_patients_are_one_only_if_what_identifies_them_says_so() {
    let number = |value: &str| json!([{ "system": "urn:hospital", "value": value }]);
    let name = |family: &str| json!([{ "family": family, "given": ["Mary"] }]);
    let with = |identifier: Json, name: Json, birth: &str, sex: &str| {
        containing(
            json!({ "identifier": identifier, "name": name, "birthDate": birth, "gender": sex }),
        )
    };
    let mary = || with(number("1"), name("Muster"), "1974-06-07", "female");
    let patient = one(&[mary(), mary()]);
    assert_eq!(
        (&patient["birthDate"], &patient["sex"]),
        (&json!("1974-06-07"), &json!("female"))
    );
    for same in [
        with(number("1"), json!([]), "", ""),
        with(json!([]), name("Muster"), "1974-06-07", ""),
        with(number("1"), name("Other"), "1974-06-07", "female"),
    ] {
        one(&[mary(), same]);
    }
    for other in [
        with(number("2"), name("Muster"), "1974-06-07", "female"),
        with(number("1"), name("Muster"), "1974-06-08", "female"),
        with(number("1"), name("Muster"), "1974-06-07", "male"),
        with(json!([]), name("Muster"), "", "female"),
        with(json!([]), name("Munster"), "1974-06-07", "female"),
        with(json!([]), json!([]), "1974-06-07", "female"),
        containing(json!({ "gender": "female" })),
        at("#q"),
        at("Patient/7"),
    ] {
        several(&[mary(), other.clone()]);
        several(&[other, mary()]);
    }
    // One alone stands for itself.
    assert_eq!(
        one(&[containing(json!({ "gender": "female" }))])["sex"],
        "female"
    );
    // With the Patient of the bundle.
    let mut known = person();
    known["identifier"] = number("1");
    one(&[mary(), known.clone()]);
    one(&[known.clone(), mary(), at("Patient/7")]);
    known["identifier"] = number("2");
    several(&[known, mary()]);
}

// guards: H20
#[test]
fn a_result_within_a_report_is_of_whom_the_report_is() {
    let report = |subject: &str| {
        let inner = but(|r| r["subject"] = json!(null));
        json!({ "resourceType": "DiagnosticReport", "subject": { "reference": subject }, "contained": [inner] })
    };
    one(&[person(), report("Patient/7")]);
    several(&[person(), report("Patient/8")]);
    several(&[report("Patient/7"), report("Patient/8")]);
}

// guards: H20
#[test]
fn results_of_no_patient_are_refused() {
    let contained = |kind: &str| {
        but(|r| {
            r["contained"] = json!([{ "resourceType": kind, "id": "x" }]);
            r["subject"] = json!({ "reference": "#x" });
        })
    };
    let mut all = vec![contained("Device"), contained("Practitioner")];
    for kind in [
        "Device",
        "Group",
        "Location",
        "Practitioner",
        "Substance",
        "Organization",
        "RelatedPerson",
    ] {
        all.push(at(&[kind, "/7"].concat()));
        all.push(at(&["https://host/fhir/", kind, "/7/_history/1"].concat()));
        all.push(of(json!({ "type": kind, "identifier": { "value": "1" } })));
        all.push(of(
            json!({ "type": format!("http://hl7.org/fhir/StructureDefinition/{kind}") }),
        ));
    }
    for result in &all {
        let problem = read(&bundle(std::slice::from_ref(result))).expect_err("a refusal");
        assert!(
            problem.message.contains("who is not a patient"),
            "{result} {problem}"
        );
        assert_eq!(problem.path, "entry[0].resource");
    }
    let mut document = bundle(&[
        at("urn:uuid:1"),
        json!({ "resourceType": "Device", "id": "1" }),
    ]);
    document["entry"][1]["fullUrl"] = json!("urn:uuid:1");
    assert!(
        read(&document)
            .expect_err("a device")
            .message
            .contains("not a patient")
    );
}
