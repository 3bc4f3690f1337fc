//! What is still asked for, and in which order.

use liver_prescreen::clinical::meld::meld_3;
use liver_prescreen::clinical::{Analyte, Inputs, Item, Lab, Sex, Unit};
use liver_prescreen::screening::Scores;
use liver_prescreen::screening::score_rule::{Beside, ScoreTest};
use liver_prescreen::study::model::{ScoreName, ScoreRule};
use rust_decimal::Decimal;
use serde_json::json;

use crate::support::{changed, screen, without, worked};

fn asked(report: &serde_json::Value) -> Vec<&str> {
    let entries = report["verdict"]["toAnswer"].as_array().expect("a list");
    entries.iter().filter_map(|entry| entry.as_str()).collect()
}

// traces: I5a
// guards: H8
#[test]
fn a_printed_limit_that_settles_nothing_is_asked_for_again() {
    let limit = json!({"value": "<100", "unit": "g/L"});
    let place = "/patient/labs/hemoglobin".to_owned();
    let report = screen(&changed(&worked(), &[(place, limit)]));
    assert_eq!(report["verdict"]["state"], "undetermined");
    assert_eq!(asked(&report), ["hemoglobin"], "no score waits for it");
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

/// Somebody of unknown sex and dialysis with a creatinine just below the cap and an albumin printed as a limit.
fn nearly_decided() -> Inputs {
    let lab = |analyte, text, unit| Lab::parse(analyte, text, unit).expect("a value");
    Inputs {
        labs: vec![
            lab(Analyte::Bilirubin, "3", Unit::MgPerDl),
            lab(Analyte::Inr, "1.5", Unit::One),
            lab(Analyte::Creatinine, "2.9", Unit::MgPerDl),
            lab(Analyte::Sodium, "137", Unit::MmolPerL),
            lab(Analyte::Albumin, "<1.6", Unit::GPerDl),
        ],
        ..Inputs::default()
    }
}

// traces: meld3
// guards: H29, H30
#[test]
fn a_choice_that_was_tried_leaves_the_next_one_as_it_was() {
    let inputs = nearly_decided();
    let dialysed_man = Inputs {
        sex: Some(Sex::Male),
        dialysis: Some(true),
        ..inputs.clone()
    };
    let score = meld_3(&dialysed_man);
    let (low, high) = score.ends();
    // Within what the albumin leaves open for a dialysed man, and for nobody else.
    #[allow(clippy::cast_possible_truncation)]
    let between = ((low.unrounded + high.unrounded) / 2.0 * 1e6) as i64;
    let rule = ScoreRule {
        score: ScoreName::Meld3,
        min: Some(Decimal::new(between, 6)),
        above: None,
        max: None,
        below: None,
        unrounded: true,
    };
    let test = ScoreTest::from(&rule);
    let asked = test.waits_for(&inputs, &Beside::default(), &Scores::of(&inputs));
    let expected = [Item::Lab(Analyte::Albumin), Item::Dialysis, Item::Sex];
    assert_eq!(asked, expected);
}

// guards: H4
#[test]
fn what_settles_two_criteria_by_itself_is_asked_before_what_settles_one() {
    let input = without(&worked(), "/patient/labs/bilirubin");
    let report = screen(&without(&input, "/patient/labs/albumin"));
    assert_eq!(asked(&report), ["bilirubin", "albumin"]);
}
