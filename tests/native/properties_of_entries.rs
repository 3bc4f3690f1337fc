//! What must hold for anything that is typed or sent: digits stay what they are, units agree where they can, and no
//! input breaks the core.

use liver_prescreen::clinical::{Analyte, Comparator, Inputs, Lab, Number, Unit};
use liver_prescreen::dates;
use liver_prescreen::screening::{Case, Patient, Report, screen};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use crate::corpus::shared::{number, screen_text};
use crate::people::patient;
use crate::properties::cases;
use crate::support::{study, worked};

/// The analytes with two units: the one with smaller numbers, and its factor to the other in tenths.
const PAIRS: [(Analyte, Unit, Unit, i128); 4] = [
    (Analyte::Bilirubin, Unit::MgPerDl, Unit::UmolPerL, 171),
    (Analyte::Creatinine, Unit::MgPerDl, Unit::UmolPerL, 884),
    (Analyte::Albumin, Unit::GPerDl, Unit::GPerL, 100),
    (Analyte::Hemoglobin, Unit::GPerDl, Unit::GPerL, 100),
];

fn ten(power: u32) -> i128 {
    10_i128.pow(power)
}

fn comparator() -> impl Strategy<Value = Comparator> {
    use Comparator as C;
    select(vec![C::Exactly, C::Below, C::AtMost, C::Above, C::AtLeast])
}

/// Any number that can be typed.
fn any_number() -> impl Strategy<Value = Number> {
    (
        comparator(),
        -999_999_999_999_i64..=999_999_999_999,
        0_u32..=8,
    )
        .prop_map(|(comparator, digits, decimals)| Number {
            comparator,
            value: Decimal::new(digits, decimals),
        })
}

/// Text of the characters that laboratories and keyboards put around digits, and of any others.
fn text() -> impl Strategy<Value = String> {
    let near: Vec<char> = "0123456789０１５９.．,，。<>≤≥＜＞=-−–+ \u{a0}\u{3000}eE%µ"
        .chars()
        .collect();
    let char = prop_oneof![6 => select(near), 1 => any::<char>()];
    prop::collection::vec(char, 0..24).prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #![proptest_config(cases(4000))]

    // guards: H28
    #[test]
    fn a_number_printed_and_read_again_is_the_same_number(number in any_number()) {
        let printed = format!("{}{}", number.comparator.sign(), number.value);
        let read = Number::parse(&printed).expect("a number");
        prop_assert_eq!(read, number);
        prop_assert_eq!(read.value.scale(), number.value.scale(), "a decimal was lost: {}", printed);
    }

    // guards: H21
    #[test]
    fn no_text_breaks_the_reading_of_numbers(text in text(), bytes in prop::collection::vec(any::<u8>(), 0..24)) {
        number(text.as_bytes());
        number(&bytes);
    }

    // guards: H7
    #[test]
    fn conversion_multiplies_the_digits_and_nothing_else(
        (analyte, unit, _, tenths) in select(PAIRS.to_vec()),
        steps in 1_i64..300_000,
        decimals in 0_u32..=4,
    ) {
        let typed = Decimal::new(steps, decimals);
        let lab = Lab::parse(analyte, &typed.to_string(), unit);
        prop_assume!(lab.is_ok());
        let found = lab.expect("accepted").compared().low.value;
        // steps / 10^decimals × tenths / 10, held against the value found, without a division.
        let expected = i128::from(steps) * tenths * ten(found.scale());
        prop_assert_eq!(found.mantissa() * ten(decimals + 1), expected);
    }
}

fn screened(patient: &Patient) -> Report {
    let mut case = Case::new(dates::parse("2026-11-22").expect("a date"));
    case.patient = patient.clone();
    screen(&study(), &case)
}

/// The patient with an analyte at a value in a unit.
fn with(patient: &Patient, analyte: Analyte, value: Decimal, unit: Unit) -> Option<Patient> {
    let mut labs = patient.inputs.labs.clone();
    labs.retain(|lab| lab.analyte() != analyte);
    labs.push(Lab::parse(analyte, &value.to_string(), unit).ok()?);
    let inputs = Inputs {
        labs,
        ..patient.inputs.clone()
    };
    Some(Patient {
        inputs,
        ..patient.clone()
    })
}

proptest! {
    #![proptest_config(cases(800))]

    // traces: I4a, I4b, I4e, I5a, meld, meldNa, meld3, albi
    // guards: H1, H7
    #[test]
    fn one_value_typed_in_either_unit_decides_alike(
        patient in patient(0.97),
        (analyte, small, large, tenths) in select(PAIRS.to_vec()),
        steps in 10_i64..2500,
        decimals in 1_u32..=2,
    ) {
        let value = Decimal::new(steps, decimals);
        let converted = value * Decimal::from_i128_with_scale(tenths, 1);
        let one = with(&patient, analyte, value, small);
        let other = with(&patient, analyte, converted.normalize(), large);
        prop_assume!(one.is_some() && other.is_some());
        let (one, other) = (one.map(|p| screened(&p)), other.map(|p| screened(&p)));
        let (one, other) = (one.expect("accepted"), other.expect("accepted"));
        prop_assert_eq!(&one.scores.meld, &other.scores.meld);
        prop_assert_eq!(&one.scores.meld_na, &other.scores.meld_na);
        prop_assert_eq!(&one.scores.meld_3, &other.scores.meld_3);
        prop_assert_eq!(&one.scores.albi, &other.scores.albi);
        for (one, other) in one.findings.iter().zip(&other.findings) {
            // Child-Pugh reads bilirubin in the unit typed, by that unit's own published table.
            if analyte != Analyte::Bilirubin || *one.id != *"I4d" {
                prop_assert_eq!(one.state(), other.state(), "{}", one.id);
            }
        }
    }
}

/// Names that the input knows, so that most of what is made up gets past the first check.
const NAMES: [&str; 24] = [
    "study",
    "asOf",
    "patient",
    "enrolment",
    "firstInfusion",
    "age",
    "birthDate",
    "sex",
    "labs",
    "ascites",
    "encephalopathy",
    "dialysis",
    "cholestatic",
    "answers",
    "events",
    "value",
    "unit",
    "date",
    "bilirubin",
    "inr",
    "E3",
    "E9",
    "recruitment",
    "enrolled",
];
const TEXTS: [&str; 14] = [
    "",
    "45",
    "<5",
    "2,4",
    "1,234",
    "umol/L",
    "mg/dL",
    "1",
    "yes",
    "female",
    "none",
    "2026-02-30",
    "1960-02-29",
    "NCT05442437",
];

fn any_value() -> impl Strategy<Value = Json> {
    let numbers = vec![0.0, -0.0, 1.0, 17.5, 52.0, 1e300, 1e-300, -1.0];
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        prop_oneof![select(numbers), any::<f64>()].prop_map(Json::from),
        prop_oneof![select(TEXTS.to_vec()).prop_map(str::to_owned), text()].prop_map(Json::String),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        let name = prop_oneof![8 => select(NAMES.to_vec()).prop_map(str::to_owned), 1 => text()];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::Array),
            prop::collection::vec((name, inner), 0..5)
                .prop_map(|fields| Json::Object(fields.into_iter().collect())),
        ]
    })
}

/// How many values stand in a tree, counting itself.
fn count(value: &Json) -> usize {
    1 + match value {
        Json::Array(items) => items.iter().map(count).sum(),
        Json::Object(fields) => fields.iter().map(|(_, value)| count(value)).sum(),
        _ => 0,
    }
}

/// Puts another value at a place of the tree, counted depth first.
fn put(value: &mut Json, place: &mut usize, new: &Json) {
    if *place == 0 {
        *value = new.clone();
    }
    let Some(left) = place.checked_sub(1) else {
        *place = usize::MAX;
        return;
    };
    *place = left;
    match value {
        Json::Array(items) => items.iter_mut().for_each(|item| put(item, place, new)),
        Json::Object(fields) => fields
            .iter_mut()
            .for_each(|(_, item)| put(item, place, new)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(cases(1500))]

    // guards: H21
    #[test]
    fn no_input_breaks_the_core(made_up in any_value(), place in any::<Index>()) {
        screen_text(&made_up.to_string());
        screen_text(&json!({ "patient": made_up }).to_string());
        let mut spoilt = worked();
        let mut place = place.index(count(&spoilt));
        put(&mut spoilt, &mut place, &made_up);
        screen_text(&spoilt.to_string());
    }
}
