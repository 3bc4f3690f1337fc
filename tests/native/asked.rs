//! What is still asked for, and in which order.

use serde_json::json;

use crate::support::{changed, screen, worked};

fn asked(report: &serde_json::Value) -> Vec<&str> {
    let entries = report["verdict"]["toAnswer"].as_array().expect("a list");
    entries.iter().filter_map(|entry| entry.as_str()).collect()
}

// traces: I4b
// guards: H8
#[test]
fn a_printed_limit_that_settles_nothing_is_asked_for_again() {
    let limit = json!({"value": "<200", "unit": "umol/L"});
    let place = "/patient/labs/bilirubin".to_owned();
    let report = screen(&changed(&worked(), &[(place, limit)]));
    assert_eq!(report["verdict"]["state"], "undetermined");
    assert_eq!(asked(&report), ["bilirubin"]);
}

// guards: H4
#[test]
fn what_settles_most_is_asked_first() {
    let report = screen(&json!({"asOf": "2026-11-22", "patient": {}}));
    let order = asked(&report);
    let place = |entry| order.iter().position(|other| *other == entry);
    let places = ["bilirubin", "albumin", "hemoglobin", "inr", "ascites"].map(place);
    assert!(places.iter().all(Option::is_some), "{order:?}");
    assert!(
        places.is_sorted(),
        "three criteria wait for bilirubin, one of them for it alone; two for albumin; one for haemoglobin; for INR \
         and ascites none alone: {order:?}"
    );
}
