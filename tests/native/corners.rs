//! What a score can be where an input is missing or printed as a limit: its ends are found again by trying every
//! value in between.

use liver_prescreen::clinical::meld::{meld, meld_3, meld_na};
use liver_prescreen::clinical::{Analyte, Inputs, Lab, Outcome, Rounded, Sex, Unit};

fn lab(analyte: Analyte, text: &str, unit: Unit) -> Lab {
    Lab::parse(analyte, text, unit).expect("a value")
}

/// Somebody with these values of bilirubin, INR and creatinine (µmol/L), sodium 130 and albumin 28.
fn somebody(bilirubin: &str, inr: &str, creatinine: &str) -> Inputs {
    Inputs {
        labs: vec![
            lab(Analyte::Bilirubin, bilirubin, Unit::UmolPerL),
            lab(Analyte::Inr, inr, Unit::One),
            lab(Analyte::Creatinine, creatinine, Unit::UmolPerL),
            lab(Analyte::Sodium, "130", Unit::MmolPerL),
            lab(Analyte::Albumin, "28", Unit::GPerL),
        ],
        sex: Some(Sex::Female),
        dialysis: Some(false),
        ..Inputs::default()
    }
}

fn without(inputs: &Inputs, analyte: Analyte) -> Inputs {
    let mut inputs = inputs.clone();
    inputs.labs.retain(|lab| lab.analyte() != analyte);
    inputs
}

fn unrounded(score: &Outcome<Rounded>) -> (f64, f64) {
    let (low, high) = score.ends();
    (low.unrounded, high.unrounded)
}

/// The least and the greatest score over every whole value of an analyte.
fn by_trying(
    inputs: &Inputs,
    analyte: Analyte,
    (values, unit): (std::ops::RangeInclusive<u32>, Unit),
    score: fn(&Inputs) -> Outcome<Rounded>,
) -> (f64, f64) {
    let scores = values.map(|value| {
        let mut inputs = without(inputs, analyte);
        inputs.labs.push(lab(analyte, &value.to_string(), unit));
        let score = score(&inputs);
        score.known().expect("everything is known").unrounded
    });
    scores.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), score| {
        (low.min(score), high.max(score))
    })
}

// traces: meld3
// guards: H6
#[test]
fn the_ends_of_meld_3_are_those_of_every_sodium_and_albumin() {
    let mut turned = 0;
    for bilirubin in ["20", "300", "520", "600", "1300"] {
        for creatinine in ["80", "240", "245", "300"] {
            let inputs = somebody(bilirubin, "1.8", creatinine);
            for (analyte, values) in [
                (Analyte::Sodium, (120..=140, Unit::MmolPerL)),
                (Analyte::Albumin, (10..=40, Unit::GPerL)),
            ] {
                let open = unrounded(&meld_3(&without(&inputs, analyte)));
                let tried = by_trying(&inputs, analyte, values, meld_3);
                assert_eq!(open, tried, "{analyte:?}, {bilirubin}, {creatinine}");
                // Whether the greatest score stands at the greater value, which is not the usual way round.
                let mut highest = without(&inputs, analyte);
                let most = if analyte == Analyte::Sodium {
                    "140"
                } else {
                    "40"
                };
                let unit = analyte.units()[0].unit;
                highest.labs.push(lab(analyte, most, unit));
                turned += u32::from(unrounded(&meld_3(&highest)).0 == tried.1);
            }
        }
    }
    assert!(turned >= 4, "the unusual way round occurs: {turned}");
}

// traces: meld3
#[test]
fn sodium_and_albumin_are_tried_in_every_combination() {
    for (bilirubin, creatinine) in [("20", "80"), ("1300", "80"), ("20", "300"), ("1300", "300")] {
        let inputs = somebody(bilirubin, "1.8", creatinine);
        let open = unrounded(&meld_3(&without(
            &without(&inputs, Analyte::Sodium),
            Analyte::Albumin,
        )));
        let mut tried = (f64::INFINITY, f64::NEG_INFINITY);
        for sodium in 120..=140 {
            let mut with = without(&inputs, Analyte::Sodium);
            with.labs.push(lab(
                Analyte::Sodium,
                &f64::from(sodium).to_string(),
                Unit::MmolPerL,
            ));
            let (low, high) = by_trying(&with, Analyte::Albumin, (10..=40, Unit::GPerL), meld_3);
            tried = (tried.0.min(low), tried.1.max(high));
        }
        assert_eq!(open, tried, "{bilirubin}, {creatinine}");
    }
}

// traces: meld, meldNa
#[test]
fn a_printed_limit_below_the_floor_leaves_nothing_open() {
    for score in [meld, meld_na, meld_3] {
        let inputs = somebody("45", "1.8", "<80");
        let at_floor = somebody("45", "1.8", "80");
        assert!(
            score(&inputs).known().is_some(),
            "all of it counts as 1.0 mg/dL"
        );
        assert_eq!(unrounded(&score(&inputs)), unrounded(&score(&at_floor)));
        assert!(score(&somebody("45", "1.8", "<90")).known().is_none());
    }
}

// traces: meldNa
#[test]
fn the_ends_of_meld_na_are_those_of_every_sodium() {
    for bilirubin in ["20", "60", "300", "1300"] {
        let inputs = somebody(bilirubin, "1.4", "100");
        let open = unrounded(&meld_na(&without(&inputs, Analyte::Sodium)));
        let sodium = (120..=140, Unit::MmolPerL);
        assert_eq!(
            open,
            by_trying(&inputs, Analyte::Sodium, sodium, meld_na),
            "{bilirubin}"
        );
    }
}

// traces: meld3
// guards: H29
#[test]
fn what_raises_a_score_and_what_may_lower_it_are_tried_against_each_other() {
    for (bilirubin, creatinine) in [("20", "80"), ("1300", "80"), ("20", "300"), ("1300", "300")] {
        let mut inputs = somebody(bilirubin, "1.8", creatinine);
        for (analyte, values) in [
            (Analyte::Sodium, (120..=140, Unit::MmolPerL)),
            (Analyte::Albumin, (10..=40, Unit::GPerL)),
        ] {
            inputs.sex = None;
            let open = unrounded(&meld_3(&without(&inputs, analyte)));
            let mut tried = (f64::INFINITY, f64::NEG_INFINITY);
            for sex in [Sex::Female, Sex::Male] {
                inputs.sex = Some(sex);
                let (low, high) = by_trying(&inputs, analyte, values.clone(), meld_3);
                tried = (tried.0.min(low), tried.1.max(high));
            }
            assert_eq!(open, tried, "{analyte:?}, {bilirubin}, {creatinine}");
        }
    }
}
