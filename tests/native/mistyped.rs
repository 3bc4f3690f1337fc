//! Stories of values that were typed otherwise than the report prints them.

use liver_prescreen::clinical::{Analyte, Entered, Inputs, Lab, Number, Unit};
use serde_json::json;

use crate::prothrombin::coagulation;
use crate::support::screen;
use crate::waiting::{criterion, lab, time, with};

/// A form in which every unit stands at µmol/L and g/L, filled from a report in mg/dL and g/dL.
fn slipped() -> Inputs {
    let value = |analyte, text, unit| Entered::Value {
        lab: Lab::parse(analyte, text, unit).expect("an accepted value"),
        confirmed: false,
        control: None,
    };
    let refused = |analyte, text: &str, unit| {
        assert!(Lab::parse(analyte, text, unit).is_err());
        let number = Number::parse(text).expect("a number");
        Entered::Refused { analyte, number }
    };
    let mut inputs = Inputs::default();
    inputs.enter(&[
        value(Analyte::Bilirubin, "5.1", Unit::UmolPerL),
        refused(Analyte::Albumin, "2.6", Unit::GPerL),
        value(Analyte::Inr, "1.6", Unit::One),
        refused(Analyte::Creatinine, "1.2", Unit::UmolPerL),
    ]);
    inputs
}

// traces: I4b, I4e, meld
// guards: H1
#[test]
fn bilirubin_of_5_1_in_a_report_in_milligrams_is_not_read_as_micromoles() {
    let inputs = slipped();
    assert!(inputs.lab(Analyte::Bilirubin).is_none());
    let entry = |value, unit| json!({"value": value, "unit": unit});
    let mut input = with(&json!({
        "bilirubin": entry("5.1", "umol/L"),
        "hemoglobin": entry("10.2", "g/L"),
        "inr": entry("1.6", "1")
    }));
    input["patient"]["ascites"] = json!("moderate");
    let report = screen(&input);
    assert_eq!(report["verdict"]["state"], "undetermined");
    assert_eq!(report["scores"]["meld"]["missing"], json!(["bilirubin"]));
    assert_eq!(
        report["scores"]["childPugh"]["missing"],
        json!(["bilirubin"])
    );
    let asked = report["verdict"]["toAnswer"].as_array().expect("a list");
    assert_eq!(asked[..2], [json!("bilirubin"), json!("hemoglobin")]);
    // What the report says.
    for (analyte, value, unit) in [
        ("bilirubin", "5.1", "mg/dL"),
        ("hemoglobin", "10.2", "g/dL"),
        ("albumin", "2.6", "g/dL"),
        ("creatinine", "1.2", "mg/dL"),
    ] {
        input["patient"]["labs"][analyte] = entry(value, unit);
    }
    let report = screen(&input);
    assert_eq!(report["verdict"]["state"], "excluded");
    assert_eq!(report["verdict"]["because"], json!(["I4e"]));
    assert_eq!(report["scores"]["meld"]["value"], 20);
    assert_eq!(report["scores"]["childPugh"]["class"], "C");
}

// traces: I5a
// guards: H1
#[test]
fn haemoglobin_of_10_2_grams_per_litre_excludes_nobody() {
    let report = screen(&with(&json!({"hemoglobin": lab("10.2", "g/L")})));
    assert_eq!(report["verdict"]["state"], "undetermined");
    assert_eq!(report["verdict"]["because"], json!([]));
    assert_eq!(
        criterion(&report, "I5a")["because"],
        "Check Haemoglobin: confirm 10.2 g/L or change the unit. 10.2 looks like a value in g/dL."
    );
}

// traces: I4e, I4d
// guards: H9
#[test]
fn a_prothrombin_time_in_place_of_an_inr_or_of_a_prolongation_scores_nothing() {
    let report = screen(&with(&json!({"inr": lab("18.5", "1")})));
    assert_eq!(report["verdict"]["state"], "undetermined");
    assert_eq!(report["scores"]["meld"]["missing"], json!(["inr"]));
    let report = screen(&with(&json!({"prothrombinProlongation": lab("18.5", "s")})));
    assert_eq!(
        report["scores"]["childPugh"]["missing"],
        json!(["prothrombinProlongation"])
    );
    assert_eq!(report["scores"]["childPugh"]["possible"]["low"], 6);
    assert_eq!(
        coagulation(&json!({"prothrombinTime": time("18.5", "12")})),
        3
    );
}
