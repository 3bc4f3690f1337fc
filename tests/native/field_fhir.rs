//! The inputs of kinds that were once read wrongly, as far as they come as FHIR: nothing wrong is filled.

use serde_json::{Value as Json, json};

use crate::fhir::read;

/// What becomes of a document: the values with their units and days, the remarks, or the refusal.
struct Outcome {
    labs: Json,
    remarks: Vec<String>,
    refused: Option<String>,
}

fn outcome(document: &Json) -> Outcome {
    let (patient, remarks, refused) = match read(document) {
        Ok((patient, remarks)) => (patient, remarks, None),
        Err(problem) => (json!({}), Vec::new(), Some(problem.to_string())),
    };
    let mut labs = serde_json::Map::new();
    for (key, lab) in patient["labs"].as_object().into_iter().flatten() {
        let parts = ["value", "unit", "date"].map(|part| lab[part].as_str().unwrap_or_default());
        labs.insert(key.clone(), json!(parts.join(" ").trim_end()));
    }
    Outcome {
        labs: Json::Object(labs),
        remarks: remarks.into_iter().map(|(_, message)| message).collect(),
        refused,
    }
}

/// Whether an outcome is one of those that are right; "." stands for any text.
fn fits(outcome: &Outcome, expected: &Json) -> bool {
    let says = |text: &String, part: &Json| {
        let part = part.as_str().expect("a text");
        part == "." || text.contains(part)
    };
    if let Some(refused) = expected.get("refused") {
        return outcome.refused.iter().any(|text| says(text, refused));
    }
    let said = expected
        .get("remarks")
        .is_none_or(|part| outcome.remarks.iter().any(|text| says(text, part)));
    outcome.refused.is_none() && said && outcome.labs == expected["labs"]
}

// guards: H1, H2, H20
#[test]
fn no_document_of_the_field_list_fills_anything_wrong() {
    let all = include_str!("../fixtures/field.json");
    let all: Vec<Json> = serde_json::from_str(all).expect("JSON");
    let (mut wrong, mut read_fully, mut count) = (Vec::new(), 0, 0);
    for kind in all.iter().filter(|kind| kind["way"] == "fhir") {
        for (index, case) in kind["cases"].as_array().expect("cases").iter().enumerate() {
            let outcome = outcome(&case["input"]);
            let expected = &case["expected"];
            let first = fits(&outcome, expected);
            let others = expected["alt"].as_array().into_iter().flatten();
            let right = first || others.into_iter().any(|other| fits(&outcome, other));
            let label = format!("{} case {index}: {}", kind["id"], kind["kind"]);
            count += 1;
            read_fully += i32::from(first);
            if !right {
                wrong.push(format!(
                    "{label}: {} {:?} {:?}",
                    outcome.labs, outcome.remarks, outcome.refused
                ));
            } else if !first {
                println!("not as well as could be: {label}");
            }
        }
    }
    println!("FHIR: {read_fully} of {count} as expected, the others by another safe way");
    assert!(count >= 19, "{count}");
    assert_eq!(wrong, [""; 0]);
}
