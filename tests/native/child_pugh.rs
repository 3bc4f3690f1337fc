//! The bands of Child-Pugh at their ends, in each unit. Citations: Pugh 1973 doi:10.1002/bjs.1800600817;
//! SI cut-offs and INR bands as in the tables that `src/clinical/child_pugh.rs` names.

use liver_prescreen::clinical::child_pugh::{Class, child_pugh};
use liver_prescreen::clinical::{Analyte, Ascites, Encephalopathy, Inputs, Lab, Unit};

fn points(analyte: Analyte, text: &str, unit: &str, cholestatic: bool) -> u8 {
    let unit = Unit::from_ucum(unit).expect("a unit");
    let inputs = Inputs {
        labs: vec![Lab::parse(analyte, text, unit).expect("a value")],
        cholestatic,
        ..Inputs::default()
    };
    let outcome = child_pugh(&inputs);
    let part = match analyte {
        Analyte::Bilirubin => 0,
        Analyte::Albumin => 1,
        _ => 2,
    };
    let (low, high) = outcome.ends();
    assert_eq!(
        low.points[part], high.points[part],
        "{text} leaves points open"
    );
    low.points[part]
}

// traces: childPugh, I4d
// guards: H31
#[test]
fn bands_own_both_their_ends() {
    use Analyte::{Albumin, Bilirubin, Inr, ProthrombinProlongation};
    for (analyte, unit, cholestatic, rows) in [
        (
            Bilirubin,
            "mg/dL",
            false,
            [("1.99", 1), ("2.0", 2), ("2.5", 2), ("3.0", 2), ("3.01", 3)],
        ),
        (
            Bilirubin,
            "umol/L",
            false,
            [("33.9", 1), ("34", 2), ("34.1", 2), ("51", 2), ("51.1", 3)],
        ),
        (
            Bilirubin,
            "mg/dL",
            true,
            [("3.99", 1), ("4", 2), ("7", 2), ("10", 2), ("10.01", 3)],
        ),
        (
            Bilirubin,
            "umol/L",
            true,
            [("67.9", 1), ("68", 2), ("99", 2), ("170", 2), ("170.1", 3)],
        ),
        (
            Albumin,
            "g/dL",
            false,
            [("3.51", 1), ("3.5", 2), ("3.0", 2), ("2.8", 2), ("2.79", 3)],
        ),
        (
            Albumin,
            "g/L",
            false,
            [("35.1", 1), ("35", 2), ("30", 2), ("28", 2), ("27.9", 3)],
        ),
        (
            Inr,
            "1",
            false,
            [("1.69", 1), ("1.7", 2), ("2.2", 2), ("2.3", 2), ("2.31", 3)],
        ),
        (
            ProthrombinProlongation,
            "s",
            false,
            [("3.9", 1), ("4", 2), ("5", 2), ("6", 2), ("6.1", 3)],
        ),
    ] {
        for (text, expected) in rows {
            assert_eq!(
                points(analyte, text, unit, cholestatic),
                expected,
                "{text} {unit}"
            );
        }
    }
}

// traces: childPugh
// guards: H8
#[test]
fn printed_limits_give_the_points_of_everything_they_allow() {
    assert_eq!(points(Analyte::Bilirubin, "<34", "umol/L", false), 1);
    assert_eq!(points(Analyte::Bilirubin, ">51", "umol/L", false), 3);
    assert_eq!(points(Analyte::Albumin, ">35", "g/L", false), 1);
    assert_eq!(points(Analyte::Albumin, "<28", "g/L", false), 3);
}

fn complete(inr: bool, seconds: bool) -> Inputs {
    let mut labs = vec![
        Lab::parse(Analyte::Bilirubin, "20", Unit::UmolPerL).expect("a value"),
        Lab::parse(Analyte::Albumin, "40", Unit::GPerL).expect("a value"),
    ];
    if seconds {
        labs.push(
            Lab::parse(Analyte::ProthrombinProlongation, "7", Unit::Second).expect("a value"),
        );
    }
    if inr {
        labs.push(Lab::parse(Analyte::Inr, "1.1", Unit::One).expect("a value"));
    }
    Inputs {
        labs,
        ascites: Some(Ascites::None),
        encephalopathy: Some(Encephalopathy::None),
        ..Inputs::default()
    }
}

// traces: childPugh
#[test]
fn inr_goes_before_seconds_and_either_is_enough() {
    let total = |inputs: &Inputs| child_pugh(inputs).known().map(|score| score.total());
    assert_eq!(total(&complete(true, false)), Some(5));
    assert_eq!(total(&complete(false, true)), Some(7));
    assert_eq!(total(&complete(true, true)), Some(5));
    assert_eq!(total(&complete(false, false)), None);
}

// traces: childPugh
#[test]
fn classes_follow_the_total() {
    let mut inputs = complete(true, false);
    let class = |inputs: &Inputs| child_pugh(inputs).known().map(|score| score.class());
    assert_eq!(class(&inputs), Some(Class::A));
    inputs.ascites = Some(Ascites::Slight);
    assert_eq!(class(&inputs), Some(Class::A), "six points");
    inputs.ascites = Some(Ascites::Moderate);
    assert_eq!(class(&inputs), Some(Class::B), "seven points");
    inputs.encephalopathy = Some(Encephalopathy::Grade3To4);
    assert_eq!(class(&inputs), Some(Class::B), "nine points");
    inputs.labs[1] = Lab::parse(Analyte::Albumin, "30", Unit::GPerL).expect("a value");
    assert_eq!(class(&inputs), Some(Class::C), "ten points");
}
