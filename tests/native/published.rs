//! Published worked examples, and check values derived from the policies' own words.

use std::collections::HashMap;

use liver_prescreen::clinical::meld::survival_90_days;
use liver_prescreen::clinical::{Analyte, Inputs, Lab, Outcome, Rounded, Sex, Unit, meld};

fn lab(analyte: Analyte, text: &str, unit: &str) -> Lab {
    let unit = Unit::from_ucum(unit).expect("a unit");
    Lab::parse(analyte, text, unit).expect("a value")
}

fn known(outcome: Outcome<Rounded>) -> Rounded {
    outcome.known().expect("complete inputs").clone()
}

// traces: meld3
// guards: H31
#[test]
fn every_row_of_kim_2021() {
    let table = include_str!("../vectors/meld3_kim2021.csv");
    let mut lines = table.lines();
    let names: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let mut rows = 0;
    for line in lines {
        let row: HashMap<&str, &str> = names.iter().copied().zip(line.split(',')).collect();
        let case = row["case_id"];
        match row["score"] {
            "meld_3.0" => {
                let inputs = Inputs {
                    labs: vec![
                        lab(Analyte::Bilirubin, row["bilirubin"], row["bilirubin_unit"]),
                        lab(Analyte::Albumin, row["albumin"], row["albumin_unit"]),
                        lab(
                            Analyte::Creatinine,
                            row["creatinine"],
                            row["creatinine_unit"],
                        ),
                        lab(Analyte::Sodium, row["sodium"], "mmol/L"),
                        lab(Analyte::Inr, row["inr"], "1"),
                    ],
                    sex: Some(if row["sex"] == "F" {
                        Sex::Female
                    } else {
                        Sex::Male
                    }),
                    dialysis: Some(false),
                    ..Inputs::default()
                };
                let score = known(meld::meld_3(&inputs));
                assert_eq!(score.value.to_string(), row["expected"], "{case}");
            }
            "meld3_survival90" => {
                let meld: i32 = row["meld_in"].parse().expect("a score");
                let expected: f64 = row["expected"].parse().expect("a share");
                let tolerance: f64 = row["tolerance"].parse().expect("a tolerance");
                let found = survival_90_days(meld);
                assert!((found - expected).abs() <= tolerance, "{case}: {found}");
            }
            other => panic!("{case}: no such score here: {other}"),
        }
        rows += 1;
    }
    assert_eq!(rows, 12);
}

fn case(bilirubin: &str, inr: &str, creatinine: &str, sodium: &str) -> Inputs {
    Inputs {
        labs: vec![
            lab(Analyte::Bilirubin, bilirubin, "mg/dL"),
            lab(Analyte::Inr, inr, "1"),
            lab(Analyte::Creatinine, creatinine, "mg/dL"),
            lab(Analyte::Sodium, sodium, "mmol/L"),
            lab(Analyte::Albumin, "2.8", "g/dL"),
        ],
        sex: Some(Sex::Female),
        dialysis: Some(false),
        ..Inputs::default()
    }
}

// traces: meld, meldNa, meld3
// guards: H5
#[test]
fn the_three_versions_part_ways_on_one_patient() {
    let inputs = case("3.0", "1.5", "0.8", "132");
    let (meld, na, three) = (
        known(meld::meld(&inputs)),
        known(meld::meld_na(&inputs)),
        known(meld::meld_3(&inputs)),
    );
    assert!((meld.unrounded - 15.12).abs() < 0.005, "{meld:?}");
    assert_eq!((meld.value, na.value, three.value), (15, 19, 20));
}

// traces: meldNa
// guards: H31
#[test]
fn sodium_counts_from_a_whole_number_above_eleven() {
    // MELD(i) 11.2 is 11, so sodium does not count; 11.6 is 12, and 125 mmol/L adds eleven points.
    let eleven = case("1.0", "1.53", "1.0", "125");
    assert!((known(meld::meld(&eleven)).unrounded - 11.2).abs() < 0.05);
    assert_eq!(known(meld::meld_na(&eleven)).value, 11);
    let twelve = case("1.0", "1.59", "1.0", "125");
    assert_eq!(known(meld::meld(&twelve)).value, 12);
    assert_eq!(known(meld::meld_na(&twelve)).value, 23);
}

// traces: meldNa
#[test]
fn sodium_has_a_floor_and_a_ceiling() {
    let at = |sodium: &str| known(meld::meld_na(&case("5", "2", "2", sodium))).value;
    assert_eq!(at("120"), at("125"));
    assert_eq!(at("150"), at("137"));
    assert!(at("130") > at("137"));
}

// traces: meld, meldNa, meld3
// guards: H5
#[test]
fn dialysis_sets_creatinine_to_the_cap_of_each_version() {
    let mut inputs = case("2", "1.5", "1.0", "137");
    inputs.dialysis = Some(true);
    let creatinine = |score: Rounded| {
        let used = score
            .used
            .iter()
            .find(|u| u.item.key() == "creatinine")
            .map(|u| u.value);
        used.expect("creatinine is used")
    };
    assert_eq!(creatinine(known(meld::meld(&inputs))), 4.0);
    assert_eq!(creatinine(known(meld::meld_na(&inputs))), 4.0);
    assert_eq!(creatinine(known(meld::meld_3(&inputs))), 3.0);
}

// traces: meld
// guards: H31
#[test]
fn floors_are_one_milligram_per_decilitre_in_either_unit() {
    let mut inputs = case("0.3", "0.9", "0.5", "140");
    assert_eq!(known(meld::meld(&inputs)).value, 6);
    inputs.labs[0] = lab(Analyte::Bilirubin, "5", "umol/L");
    inputs.labs[2] = lab(Analyte::Creatinine, "44", "umol/L");
    assert!((known(meld::meld(&inputs)).unrounded - 6.43).abs() < 1e-9);
    // 17.1 µmol/L is 1 mg/dL exactly.
    inputs.labs[0] = lab(Analyte::Bilirubin, "17.1", "umol/L");
    inputs.labs[2] = lab(Analyte::Creatinine, "88.4", "umol/L");
    let used = known(meld::meld(&inputs)).used;
    assert!(used.iter().all(|u| u.value == 1.0));
}

// traces: meld, meldNa, meld3
#[test]
fn meld_stays_within_six_and_forty() {
    assert_eq!(known(meld::meld(&case("80", "20", "4", "125"))).value, 40);
    assert_eq!(
        known(meld::meld_na(&case("80", "20", "4", "125"))).value,
        40
    );
    assert_eq!(known(meld::meld_3(&case("80", "20", "4", "125"))).value, 40);
}

// traces: albi
// guards: H6
#[test]
fn albi_is_graded_on_the_unrounded_score() {
    use liver_prescreen::clinical::albi::{Albi, albi};
    for (value, grade) in [
        (-2.6001, 1),
        (-2.60, 1),
        (-2.5999, 2),
        (-1.39, 2),
        (-1.3866, 3),
    ] {
        assert_eq!(Albi { value }.grade(), grade, "{value}");
    }
    let inputs = Inputs {
        labs: vec![
            lab(Analyte::Bilirubin, "45", "umol/L"),
            lab(Analyte::Albumin, "29", "g/L"),
        ],
        ..Inputs::default()
    };
    let score = albi(&inputs);
    let value = score.known().expect("complete inputs").value;
    assert!((value - (0.66 * 45_f64.log10() - 2.465)).abs() < 1e-12);
}
