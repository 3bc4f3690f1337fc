//! The prothrombin time as reports print it, with its control.

use serde_json::{Value as Json, json};

use crate::support::{screen, try_screen};
use crate::waiting::{criterion, lab, time, with};

pub fn coagulation(labs: &Json) -> Json {
    let report = screen(&with(labs));
    report["scores"]["childPugh"]["points"]["coagulation"].clone()
}

// traces: childPugh, I4d
// guards: H1, H31
#[test]
fn prothrombin_time_less_its_control_is_the_prolongation_exactly() {
    for (value, control, points) in [
        ("15.9", "12.0", 1),
        ("16.0", "12", 2),
        // In floating point this is more than four, and the next more than six.
        ("16.1", "12.1", 2),
        ("18.3", "12.3", 2),
        ("18.0", "12.0", 2),
        ("18.1", "12", 3),
        ("11.5", "12", 1),
        (">131", "12", 3),
        ("<16", "12", 1),
        ("180", "12", 3),
    ] {
        let points_of = coagulation(&json!({"prothrombinTime": time(value, control)}));
        assert_eq!(points_of, points, "{value} {control}");
    }
    // A printed limit that leaves two bands open leaves the score open.
    let report = screen(&with(&json!({"prothrombinTime": time("≤16", "12")})));
    let open = &report["scores"]["childPugh"];
    assert_eq!(open["imprecise"], json!(["prothrombinProlongation"]));
    // Where both were entered the INR is what counts, and the seconds stand beside where they decide otherwise.
    let both = json!({"prothrombinTime": time("18.5", "12"), "inr": lab("1.5", "1")});
    assert_eq!(coagulation(&both), 1);
    let doubted = json!({"prothrombinTime": time("18.5", "12"), "inr": lab("18.5", "1")});
    let report = screen(&with(&doubted));
    assert_eq!(report["scores"]["childPugh"]["points"]["coagulation"], 3);
    assert_eq!(report["scores"]["meld"]["missing"], json!(["inr"]));
    assert_eq!(report["verdict"]["toAnswer"], json!(["inr"]));
}

// traces: childPugh, I4d
// guards: H18
#[test]
fn a_prothrombin_time_without_its_control_says_so_and_decides_nothing() {
    let alone = json!({"prothrombinTime": lab("18.5", "s")});
    let report = screen(&with(&alone));
    let childs = &report["scores"]["childPugh"];
    assert_eq!(childs["missing"], json!(["prothrombinTime"]));
    assert_eq!(report["verdict"]["toAnswer"][0], "prothrombinTime");
    let because = criterion(&report, "I4d")["because"]
        .as_str()
        .expect("a reason");
    assert!(
        because
            .contains("Not counted yet: Prothrombin time. Prothrombin time 18.5 s has no control"),
        "{because}"
    );
    assert_eq!(
        report["doubtful"],
        json!([{
            "entry": "prothrombinTime",
            "why": "Prothrombin time 18.5 s has no control time yet: enter it in seconds. Until then the prothrombin time is not counted."
        }])
    );
    // A confirmation is no control.
    let confirmed = json!({"prothrombinTime": {"value": "18.5", "unit": "s", "confirmed": true}});
    assert_eq!(screen(&with(&confirmed)), report);
    // Whoever has the prolongation, or an INR, is scored by it.
    for other in [
        json!({"prothrombinTime": lab("18.5", "s"), "prothrombinProlongation": lab("6.5", "s")}),
        json!({"prothrombinTime": lab("18.5", "s"), "inr": lab("2.4", "1")}),
    ] {
        assert_eq!(coagulation(&other), 3);
    }
}

// traces: childPugh
// guards: H1, H9
#[test]
fn a_prolongation_that_differs_from_time_less_control_waits() {
    let entries = |prolongation: Json| json!({"prothrombinTime": time("18.5", "12"), "prothrombinProlongation": prolongation});
    assert_eq!(coagulation(&entries(lab("6.50", "s"))), 3);
    let report = screen(&with(&entries(lab("3", "s"))));
    assert_eq!(
        report["scores"]["childPugh"]["missing"],
        json!(["prothrombinProlongation"])
    );
    assert_eq!(report["verdict"]["toAnswer"][0], "prothrombinProlongation");
    let why = report["doubtful"][0]["why"].as_str().expect("a text");
    assert!(
        why.ends_with("Prothrombin time minus control time is 6.5 s."),
        "{why}"
    );
    let confirmed = json!({"value": "3", "unit": "s", "confirmed": true});
    assert_eq!(coagulation(&entries(confirmed)), 1);
}

// guards: H20
#[test]
fn a_control_is_seconds_and_belongs_to_the_prothrombin_time() {
    for (control, says) in [
        (json!("<12"), "5 to 30"),
        (json!("4.9"), "5 to 30"),
        (json!(31), "5 to 30"),
        (json!("-12"), "5 to 30"),
        (json!("abc"), "digits"),
        (json!(""), "empty"),
        (json!(true), "a number"),
    ] {
        let input =
            with(&json!({"prothrombinTime": {"value": "15", "unit": "s", "control": control}}));
        let problem = try_screen(&input).expect_err("a refusal");
        assert_eq!(problem.path, "patient.labs.prothrombinTime.control");
        assert!(problem.message.contains(says), "{problem}");
    }
    for control in [json!(12), json!("12.0"), json!("１２")] {
        let input =
            with(&json!({"prothrombinTime": {"value": "15", "unit": "s", "control": control}}));
        assert_eq!(
            screen(&input)["scores"]["childPugh"]["points"]["coagulation"],
            1
        );
    }
    for analyte in ["inr", "prothrombinProlongation", "albumin"] {
        let mut input =
            with(&json!({"prothrombinProlongation": lab("3", "s"), "inr": lab("1.5", "1")}));
        input["patient"]["labs"][analyte]["control"] = json!("12");
        let problem = try_screen(&input).expect_err("a refusal");
        assert_eq!(problem.path, format!("patient.labs.{analyte}.control"));
    }
}
