//! The worked patient, and every single change of it.

use serde_json::{Value as Json, json};

use crate::support::{screen, worked};

#[test]
fn the_worked_patient_is_not_excluded_and_would_take_place_2_of_the_medium_dose_group() {
    let report = screen(&worked());
    println!("{report:#}");
    assert_eq!(report["verdict"]["state"], "not-excluded");
    assert_eq!(report["verdict"]["because"], json!([]));
    assert_eq!(report["verdict"]["toAnswer"], json!([]));
    assert_eq!(
        report["verdict"]["forTheSite"],
        json!(["I6", "I7", "E13", "E14"])
    );
    assert_eq!(report["scores"]["childPugh"]["value"], 8.0);
    assert_eq!(report["scores"]["childPugh"]["class"], "B");
    assert_eq!(report["scores"]["meld"]["value"], 15.0);
    assert_eq!(report["arm"]["state"], "projected");
    assert_eq!(report["arm"]["arm"], "medium-dose");
    assert_eq!(report["arm"]["place"], 2);
    assert_eq!(report["arm"]["of"], 8);
}
