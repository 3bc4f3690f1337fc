//! The crate as another program uses it: what stands at its root is enough to screen a patient.

#[path = "../../examples/screen.rs"]
#[allow(dead_code)]
mod example;

use liver_prescreen::{Analyte, Lab, Unit, parse_date, read_study};

#[test]
fn the_example_says_verdict_reasons_and_scores() {
    let lines = example::report().expect("a report");
    let reason = "Haemoglobin 66 g/L is not > 70 g/L.";
    assert_eq!(
        lines[0],
        format!("Does not meet the listed criteria: {reason}")
    );
    for line in [
        &format!("I5a fails: {reason}"),
        "E2 unknown: Not yet answered.",
        "Child-Pugh: 7",
        "MELD: 13",
        "MELD-Na: 13",
        "MELD 3.0: 13",
        "ALBI: −1.48",
    ] {
        assert!(lines.iter().any(|of| of == line), "{line}: {lines:#?}");
    }
    assert!(
        !lines.iter().any(|line| line.starts_with("E1 ")),
        "{lines:#?}"
    );
}

#[test]
fn an_error_is_a_sentence_that_says_what_is_accepted() {
    let refused = |digits, unit| {
        let error: Box<dyn std::error::Error> = Lab::parse(Analyte::Albumin, digits, unit)
            .expect_err(digits)
            .into();
        error.to_string()
    };
    assert_eq!(refused("290", Unit::GPerL), "Expected 5 to 80 g/L.");
    assert_eq!(refused("0.2", Unit::GPerDl), "Expected 0.5 to 8 g/dL.");
    assert_eq!(
        refused("-3", Unit::GPerL),
        "Expected a number that is not below zero."
    );
    assert!(refused("29", Unit::Percent).contains("unit"));
    assert!(refused("1,234", Unit::GPerL).contains("comma"));
    assert!(refused("low", Unit::GPerL).starts_with("Expected a number"));
    let inr = Lab::parse(Analyte::Inr, "90", Unit::One).expect_err("beyond");
    assert_eq!(inr.to_string(), "Expected 0.5 to 20.");
    let day = parse_date("2026-02-30").expect_err("no such day");
    assert!(day.to_string().contains("no such day"));
    let study = read_study("{").expect_err("no JSON");
    assert!(study.to_string().contains("not valid JSON"));
}
