//! Details that only a close look notices: each was once a fault put into the core on purpose that no other
//! test saw.

use liver_prescreen::clinical::child_pugh::{self, Variant};
use liver_prescreen::clinical::plausible::{Doubt, doubt};
use liver_prescreen::clinical::{Analyte, Inputs, Lab, Number, NumberError, Sex, Unit, meld};
use liver_prescreen::exchange::input::{self, ScreenInput};
use liver_prescreen::screening::arm::{ArmStatement, WhyUnknown};
use liver_prescreen::screening::{Age, Answer, Case, Enrolment, State};
use liver_prescreen::{dates, screening, study};
use serde_json::{Value as Json, json};

use crate::support::{changed, screen, study as shipped, without, worked};

fn lab(analyte: Analyte, text: &str, unit: Unit) -> Lab {
    Lab::parse(analyte, text, unit).expect("a value")
}

fn criterion(report: &Json, id: &str) -> Json {
    let all = report["criteria"].as_array().expect("criteria");
    all.iter().find(|c| c["id"] == id).expect("it").clone()
}

fn with_lab(name: &str, value: &str, unit: &str) -> Json {
    let value = json!({"value": value, "unit": unit});
    changed(&worked(), &[(format!("/patient/labs/{name}"), value)])
}

fn today() -> Case {
    Case::new(dates::parse("2026-11-22").expect("a date"))
}

// traces: childPugh, albi
#[test]
fn an_open_score_has_a_class_where_both_its_ends_have_it() {
    let report = screen(&without(&worked(), "/patient/ascites"));
    assert_eq!(report["scores"]["childPugh"]["possible"]["class"], "B");
    let report = screen(&without(&worked(), "/patient/labs/albumin"));
    assert_eq!(
        report["scores"]["childPugh"]["possible"]["class"], "B",
        "seven to nine"
    );
    assert_eq!(report["scores"]["albi"]["possible"]["class"], Json::Null);
    let report = screen(&with_lab("albumin", "<25", "g/L"));
    assert_eq!(report["scores"]["albi"]["possible"]["class"], "3");
    let report = screen(&json!({"asOf": "2026-11-22", "patient": {}}));
    assert_eq!(
        report["scores"]["childPugh"]["possible"]["class"],
        Json::Null
    );
    assert_eq!(report["scores"]["meld"]["possible"]["class"], Json::Null);
}

// traces: albi
#[test]
fn each_grade_of_albi_is_named() {
    for (albumin, grade) in [("45", "1"), ("35", "2"), ("25", "3")] {
        let report = screen(&with_lab("albumin", albumin, "g/L"));
        assert_eq!(
            report["scores"]["albi"]["class"], grade,
            "albumin {albumin} g/L"
        );
    }
}

// guards: H34
#[test]
fn the_digest_of_a_hosts_document_is_that_of_its_text() {
    use sha2::{Digest, Sha256};
    let text = study::files().next().expect("a file");
    let expected: String = Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let input = ScreenInput::from_json(r#"{"patient":{}}"#).expect("an input");
    let study = input::study(&input.with_study(Some(text.to_owned())));
    assert_eq!(study.expect("a study").sha256, expected);
}

// traces: childPugh, I4d
#[test]
fn the_other_tables_of_child_pugh_cut_where_they_say() {
    let points = |lab: Lab, part: usize, variant| {
        let inputs = Inputs {
            labs: vec![lab],
            ..Inputs::default()
        };
        child_pugh::by(&inputs, variant).0.points[part]
    };
    for (text, unit, usual, converted) in [
        ("51.2", Unit::UmolPerL, 3, 2),
        ("51.3", Unit::UmolPerL, 3, 2),
        ("51.4", Unit::UmolPerL, 3, 3),
        ("34.1", Unit::UmolPerL, 2, 1),
        ("34.2", Unit::UmolPerL, 2, 2),
        ("2.99", Unit::MgPerDl, 2, 3),
        ("1.99", Unit::MgPerDl, 1, 2),
    ] {
        let lab = lab(Analyte::Bilirubin, text, unit);
        assert_eq!(points(lab, 0, Variant::Usual), usual, "{text}");
        assert_eq!(
            points(lab, 0, Variant::BilirubinConverted),
            converted,
            "{text}"
        );
    }
    for (text, usual, narrow) in [("2.2", 2, 2), ("2.25", 2, 3), ("2.31", 3, 3)] {
        let lab = lab(Analyte::Inr, text, Unit::One);
        assert_eq!(points(lab, 2, Variant::Usual), usual, "{text}");
        assert_eq!(points(lab, 2, Variant::InrAbove22), narrow, "{text}");
    }
}

// traces: I4a, I5b, E1, I1
#[test]
fn a_finding_names_its_entries_and_its_distance() {
    let report = screen(&worked());
    let albumin = criterion(&report, "I4a");
    let margin = json!({"value": "29", "limit": "35", "distance": "-6", "unit": "g/L"});
    assert_eq!(albumin["margin"], margin);
    assert_eq!(albumin["from"], json!(["albumin"]));
    assert_eq!(criterion(&report, "I1")["from"], json!(["age"]));
    assert_eq!(criterion(&report, "E1")["from"], json!(["E1"]));
    let from = criterion(&report, "I4e")["from"].clone();
    assert_eq!(from, json!(["bilirubin", "inr", "creatinine", "dialysis"]));
    let report = screen(&with_lab("albumin", "3.46", "g/dL"));
    let margin = json!({"value": "34.6", "limit": "35", "distance": "-0.4", "unit": "g/L"});
    assert_eq!(criterion(&report, "I4a")["margin"], margin);
    let report = screen(&with_lab("albumin", "<30", "g/L"));
    assert_eq!(criterion(&report, "I4a")["margin"], Json::Null);
}

fn meld_of(creatinine: Lab, by_molar_mass: bool, dialysis: Option<bool>) -> f64 {
    let inputs = Inputs {
        labs: vec![
            lab(Analyte::Bilirubin, "3", Unit::MgPerDl),
            lab(Analyte::Inr, "1.5", Unit::One),
            creatinine,
        ],
        dialysis,
        by_molar_mass,
        ..Inputs::default()
    };
    let outcome = meld::meld(&inputs);
    outcome.known().expect("complete inputs").unrounded
}

// traces: meld
#[test]
fn conversion_by_molar_mass_changes_only_what_is_converted() {
    let micromol = lab(Analyte::Creatinine, "200", Unit::UmolPerL);
    let difference = meld_of(micromol, false, Some(false)) - meld_of(micromol, true, Some(false));
    let expected = 9.57 * (88.402_f64 / 88.4).ln();
    assert!((difference - expected).abs() < 1e-9, "{difference}");
    let milligram = lab(Analyte::Creatinine, "2.3", Unit::MgPerDl);
    let difference = meld_of(milligram, false, Some(false)) - meld_of(milligram, true, Some(false));
    assert!(difference.abs() < 1e-12, "{difference}");
}

// traces: meld
#[test]
fn at_the_cap_of_creatinine_dialysis_makes_no_difference() {
    let capped = lab(Analyte::Creatinine, "4.0", Unit::MgPerDl);
    let unset = meld_of(capped, false, None);
    assert_eq!(unset, meld_of(capped, false, Some(true)));
}

// traces: meld3
#[test]
fn an_open_meld_3_runs_from_its_least_to_its_greatest_corner() {
    let at = |sodium: Option<&str>| {
        let mut inputs = Inputs {
            labs: vec![
                lab(Analyte::Bilirubin, "3", Unit::MgPerDl),
                lab(Analyte::Inr, "1.5", Unit::One),
                lab(Analyte::Creatinine, "1.2", Unit::MgPerDl),
                lab(Analyte::Albumin, "3.0", Unit::GPerDl),
            ],
            sex: Some(Sex::Male),
            dialysis: Some(false),
            ..Inputs::default()
        };
        inputs
            .labs
            .extend(sodium.map(|text| lab(Analyte::Sodium, text, Unit::MmolPerL)));
        let outcome = meld::meld_3(&inputs);
        let (low, high) = outcome.ends();
        (low.unrounded, high.unrounded)
    };
    let (low, high) = at(None);
    assert_eq!(low, at(Some("137")).0);
    assert_eq!(high, at(Some("125")).0);
    assert!(low < high);
}

// guards: H28
#[test]
fn digits_are_counted_to_the_last_that_is_accepted() {
    for text in ["123456789012", "1234.12345678", "0.12345678"] {
        assert!(Number::parse(text).is_ok(), "{text}");
    }
    for text in ["1234567890123", "12345.12345678", "1.123456789"] {
        assert_eq!(
            Number::parse(text),
            Err(NumberError::TooManyDigits),
            "{text}"
        );
    }
}

// guards: H1
#[test]
fn a_value_at_the_limit_of_suspicion_is_only_unusual() {
    for (analyte, text, unit) in [
        (Analyte::Bilirubin, "45", Unit::MgPerDl),
        (Analyte::Albumin, "8", Unit::GPerDl),
        (Analyte::Albumin, "8", Unit::GPerL),
        (Analyte::Creatinine, "25", Unit::MgPerDl),
        (Analyte::Creatinine, "15", Unit::UmolPerL),
        (Analyte::Hemoglobin, "26", Unit::GPerDl),
        (Analyte::Hemoglobin, "26", Unit::GPerL),
    ] {
        let found = doubt(&lab(analyte, text, unit));
        assert!(
            matches!(found, Some(Doubt::Unusual { .. })),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn the_value_beside_the_field_is_in_the_other_units_own_decimals() {
    for (analyte, text, unit, other, shown) in [
        (
            Analyte::Bilirubin,
            "2.63",
            Unit::MgPerDl,
            Unit::UmolPerL,
            "45",
        ),
        (
            Analyte::Bilirubin,
            "45",
            Unit::UmolPerL,
            Unit::MgPerDl,
            "2.63",
        ),
        (
            Analyte::Creatinine,
            "0.88",
            Unit::MgPerDl,
            Unit::UmolPerL,
            "78",
        ),
        (Analyte::Albumin, "2.95", Unit::GPerDl, Unit::GPerL, "29.5"),
        (
            Analyte::Hemoglobin,
            "102",
            Unit::GPerL,
            Unit::GPerDl,
            "10.2",
        ),
    ] {
        let found = lab(analyte, text, unit).shown_in(other);
        assert_eq!(found.as_deref(), Some(shown), "{text}");
    }
    assert_eq!(
        lab(Analyte::Inr, "1.5", Unit::One).shown_in(Unit::GPerL),
        None
    );
}

// guards: H12
#[test]
fn the_full_group_is_the_one_named() {
    for (enrolled, says) in [(8, "Low-dose group: "), (16, "medium-dose group: ")] {
        let mut input = worked();
        input["enrolment"] =
            json!({"recruitment": "open", "enrolled": enrolled, "asOf": "2026-11-22"});
        let report = screen(&input);
        assert_eq!(report["arm"]["state"], "gate-pending");
        let why = report["arm"]["why"].as_str().expect("a reason");
        assert!(why.starts_with(says), "{why}");
    }
}

// guards: H13
#[test]
fn a_count_beyond_the_places_states_nothing() {
    let study = shipped();
    let mut case = today();
    let told = |enrolled| Enrolment {
        enrolled: Some(enrolled),
        ..Enrolment::default()
    };
    case.enrolment = Some(told(25));
    let expected = WhyUnknown::TooMany {
        enrolled: 25,
        places: 24,
    };
    assert_eq!(
        screening::screen(&study, &case).arm,
        ArmStatement::Unknown(expected)
    );
    case.enrolment = Some(told(24));
    let arm = screening::screen(&study, &case).arm;
    assert!(matches!(arm, ArmStatement::Closed { .. }), "{arm:?}");
}

// traces: I4e, I5b, I6
#[test]
fn only_readings_that_decide_otherwise_disagree() {
    let disagreeing = |input: &Json, id: &str| -> Vec<String> {
        let input = ScreenInput::from_json(&input.to_string()).expect("an input");
        let study = shipped();
        let case = input::case(&input, &study, || today().as_of).expect("a case");
        let report = screening::screen(&study, &case);
        let finding = report.findings.iter().find(|f| *f.id == *id).expect("it");
        finding
            .disagreeing()
            .map(|said| said.reading.to_string())
            .collect()
    };
    assert_eq!(disagreeing(&worked(), "I4e"), ["meld-na-2016", "meld-3"]);
    assert_eq!(disagreeing(&worked(), "I5b"), [""; 0]);
    assert_eq!(
        disagreeing(&with_lab("platelets", "25", "10*9/L"), "I5b"),
        ["thirty"]
    );
    let without_dialysis = without(&worked(), "/patient/dialysis");
    assert_eq!(
        disagreeing(&without_dialysis, "I4e"),
        [""; 0],
        "unknown disagrees with nothing"
    );
    let without_activity = without(&worked(), "/patient/labs/prothrombinActivity");
    assert_eq!(disagreeing(&without_activity, "I4c"), [""; 0]);
    let mut input = worked();
    input["patient"]["answers"]["I6"] = json!("no");
    assert_eq!(disagreeing(&input, "I6"), ["letter", "sense"]);
}

// traces: I1
// guards: H25
#[test]
fn a_birth_after_the_day_of_screening_leaves_the_age_to_be_asked() {
    let mut case = today();
    case.patient.age = dates::parse("2026-11-23").ok().map(Age::Born);
    case.patient.answers = vec![("E1".to_owned(), Answer::No)];
    let report = screening::screen(&shipped(), &case);
    let age = report.findings.first().expect("I1");
    assert_eq!(age.state(), State::Unknown);
    let asked = report
        .verdict
        .to_answer
        .iter()
        .any(|entry| entry.key() == "age");
    assert!(asked);
}

// traces: I4a, I4b
#[test]
fn a_limit_written_in_the_other_unit_is_the_same_limit() {
    let edited = |from: &str, to: &str, input: &Json| {
        let file = study::files().next().expect("a file");
        assert!(file.contains(from), "{from}");
        let mut input = input.clone();
        input["study"] = serde_json::from_str(&file.replacen(from, to, 1)).expect("json");
        screen(&input)
    };
    let from = "\"unit\": \"g/L\",\n            \"below\": \"35\"";
    let to = "\"unit\": \"g/dL\",\n            \"below\": \"3.5\"";
    for (text, state) in [("34.9", "passes"), ("35", "fails")] {
        let report = edited(from, to, &with_lab("albumin", text, "g/L"));
        let found = criterion(&report, "I4a");
        assert_eq!(found["state"], state, "{text}");
        assert_eq!(found["margin"]["limit"], "35");
    }
    let from = "\"unit\": \"umol/L\",\n            \"below\": \"170\"";
    let to = "\"unit\": \"mg/dL\",\n            \"below\": \"9.94\"";
    let report = edited(from, to, &with_lab("bilirubin", "170", "umol/L"));
    let found = criterion(&report, "I4b");
    assert_eq!(found["state"], "fails");
    assert_eq!(
        found["cautions"],
        json!([
            "Close to the limit: converted with the factor 17.104, the value is 170 µmol/L, on the other side of 170.01376 µmol/L."
        ])
    );
}

// traces: I4d, I4e
#[test]
fn a_score_has_a_distance_only_where_it_is_settled() {
    let report = screen(&worked());
    let margin = json!({"value": "15", "limit": "15", "distance": "0"});
    assert_eq!(criterion(&report, "I4e")["margin"], margin);
    let margin = json!({"value": "8", "limit": "7", "distance": "1"});
    assert_eq!(criterion(&report, "I4d")["margin"], margin);
    let report = screen(&without(&worked(), "/patient/dialysis"));
    assert_eq!(criterion(&report, "I4e")["margin"], Json::Null);
    let report = screen(&without(&worked(), "/patient/ascites"));
    assert_eq!(criterion(&report, "I4d")["margin"], Json::Null);
}

#[test]
fn what_weighs_the_same_is_asked_in_the_order_of_the_study() {
    let report = screen(&json!({"asOf": "2026-11-22", "patient": {}}));
    let asked: Vec<&str> = report["verdict"]["toAnswer"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|entry| entry.as_str().expect("a name"))
        .collect();
    let expected = "bilirubin albumin age I2 I3 prothrombinActivity hemoglobin platelets E1 E2 E3 E4 E5 E6 E7 E8 E9 \
                    E10 E11 E12 inr ascites encephalopathy creatinine dialysis";
    assert_eq!(asked, expected.split_whitespace().collect::<Vec<_>>());
}
