//! Scores with a file of vectors each, what they name as missing, and where they stand to a limit.

use std::cmp::Ordering;
use std::collections::HashMap;

use liver_prescreen::clinical::apri::apri;
use liver_prescreen::clinical::child_pugh::{self, Class};
use liver_prescreen::clinical::cockcroft_gault::cockcroft_gault;
use liver_prescreen::clinical::egfr::egfr;
use liver_prescreen::clinical::fib_4::fib_4;
use liver_prescreen::clinical::inputs::Item;
use liver_prescreen::clinical::maddrey::maddrey;
use liver_prescreen::clinical::{
    Analyte, Ascites, Encephalopathy, Entered, Inputs, Lab, Number, Outcome, Sex, Unit,
};
use rust_decimal::Decimal;

type Row<'a> = HashMap<&'a str, &'a str>;

/// The rows of a file of vectors. The citation, which has commas, stands last and is none of them.
fn rows(table: &str) -> Vec<Row<'_>> {
    let mut lines = table.lines();
    let names: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let cited = names.len() - 1;
    assert_eq!(names[cited], "citation");
    let row = |line: &'_ str| line.splitn(cited + 1, ',').count() == cited + 1;
    let lines: Vec<&str> = lines.collect();
    assert!(lines.iter().all(|line| row(line)));
    let cells = |line| names.iter().copied().zip(str::splitn(line, cited + 1, ','));
    lines
        .into_iter()
        .map(|line| cells(line).collect())
        .collect()
}

fn number(text: &str) -> Decimal {
    Number::parse(text).expect("a number").value
}

fn lab(analyte: Analyte, text: &str, unit: &str) -> Lab {
    let unit = Unit::from_ucum(unit).expect("a unit");
    Lab::parse(analyte, text, unit).expect("a value")
}

fn close(id: &str, found: f64, expected: &str, within: f64) {
    let expected: f64 = expected.parse().expect("a number");
    assert!((found - expected).abs() <= within, "{id}: {found}");
}

fn side(name: &str) -> Ordering {
    match name {
        "below" => Ordering::Less,
        "equal" => Ordering::Equal,
        "above" => Ordering::Greater,
        other => panic!("{other}"),
    }
}

fn sex(name: &str) -> Option<Sex> {
    match name {
        "F" => Some(Sex::Female),
        "M" => Some(Sex::Male),
        _ => None,
    }
}

fn known<T: Clone>(outcome: Outcome<T>) -> T {
    outcome.known().expect("complete inputs").clone()
}

/// The inputs that a score misses.
fn missing<T>(outcome: &Outcome<T>) -> Vec<Item> {
    match outcome {
        Outcome::Known(_) => Vec::new(),
        Outcome::Open { missing, .. } => missing.clone(),
    }
}

/// A prothrombin time with its control, and a bilirubin, as somebody enters them.
fn hepatitis(time: &str, control: Option<&str>, bilirubin: Option<(&str, &str)>) -> Inputs {
    let value = |lab, control| Entered::Value {
        lab,
        confirmed: true,
        control,
    };
    let time = lab(Analyte::ProthrombinTime, time, "s");
    let mut all = vec![value(time, control.map(number))];
    if let Some((bilirubin, unit)) = bilirubin {
        all.push(value(lab(Analyte::Bilirubin, bilirubin, unit), None));
    }
    let mut inputs = Inputs::default();
    inputs.enter(&all);
    inputs
}

// guards: H31
#[test]
fn every_row_of_maddrey() {
    for row in rows(include_str!("../vectors/maddrey.csv")) {
        let bilirubin = Some((row["bilirubin"], row["bilirubin_unit"]));
        let inputs = hepatitis(row["time"], Some(row["control"]), bilirubin);
        let score = known(maddrey(&inputs));
        let id = row["case_id"];
        close(id, score.value(), row["expected"], 1e-9);
        assert_eq!(score.to(number("32")), side(row["to_32"]), "{id}");
    }
}

// guards: H31
#[test]
fn maddrey_asks_for_the_control_and_takes_seconds_that_were_entered() {
    let bilirubin = Some(("9", "mg/dL"));
    let open = maddrey(&hepatitis("17", None, bilirubin));
    assert_eq!(missing(&open), [Item::Lab(Analyte::ProthrombinTime)]);
    let open = maddrey(&hepatitis("17", Some("12"), None));
    assert_eq!(missing(&open), [Item::Lab(Analyte::Bilirubin)]);
    let none = maddrey(&Inputs::default());
    assert_eq!(
        missing(&none),
        [Analyte::ProthrombinTime, Analyte::Bilirubin].map(Item::Lab)
    );
    let seconds = Inputs {
        labs: vec![
            lab(Analyte::ProthrombinProlongation, "5", "s"),
            lab(Analyte::Bilirubin, "9", "mg/dL"),
        ],
        ..Inputs::default()
    };
    assert_eq!(known(maddrey(&seconds)).to(number("32")), Ordering::Equal);
}

/// A creatinine, and a sex where it is known.
fn kidneys(creatinine: Option<(&str, &str)>, sex: Option<Sex>) -> Inputs {
    let labs = creatinine.map(|(text, unit)| lab(Analyte::Creatinine, text, unit));
    Inputs {
        labs: labs.into_iter().collect(),
        sex,
        ..Inputs::default()
    }
}

fn of_row<'a>(row: &Row<'a>) -> (Inputs, Option<u16>) {
    let creatinine = Some((row["creatinine"], row["creatinine_unit"]));
    let age = row["age"].parse().expect("an age");
    (kidneys(creatinine, sex(row["sex"])), Some(age))
}

// guards: H31
#[test]
fn every_row_of_egfr() {
    for row in rows(include_str!("../vectors/egfr.csv")) {
        let (inputs, age) = of_row(&row);
        let score = known(egfr(&inputs, age));
        close(row["case_id"], score.value, row["expected"], 1e-9);
    }
}

// guards: H31
#[test]
fn every_row_of_cockcroft_gault() {
    for row in rows(include_str!("../vectors/cockcroft_gault.csv")) {
        let (inputs, age) = of_row(&row);
        let score = known(cockcroft_gault(&inputs, age, Some(number(row["weight"]))));
        let id = row["case_id"];
        close(id, score.value(), row["expected"], 1e-9);
        assert_eq!(score.to(number("60")), side(row["to_60"]), "{id}");
    }
}

// guards: H31
#[test]
fn a_rate_names_what_it_lacks_and_lies_between_its_ends() {
    let creatinine = Some(("1.3", "mg/dL"));
    let whole = kidneys(creatinine, Some(Sex::Female));
    let weight = Some(number("62"));
    let exact = known(egfr(&whole, Some(52))).value;
    let cleared = known(cockcroft_gault(&whole, Some(52), weight)).value();
    for (inputs, age, item) in [
        (kidneys(creatinine, None), Some(52), Item::Sex),
        (kidneys(creatinine, Some(Sex::Female)), None, Item::Age),
        (
            kidneys(None, Some(Sex::Female)),
            Some(52),
            Item::Lab(Analyte::Creatinine),
        ),
    ] {
        let open = egfr(&inputs, age);
        assert_eq!(missing(&open), [item]);
        let (low, high) = open.ends();
        assert!(low.value <= exact && exact <= high.value, "{item:?}");
        let open = cockcroft_gault(&inputs, age, weight);
        assert_eq!(missing(&open), [item]);
        let (low, high) = open.ends();
        assert!(low.value() <= cleared && cleared <= high.value());
    }
    let open = cockcroft_gault(&whole, Some(52), None);
    assert_eq!(missing(&open), [Item::Weight]);
    // A printed limit is there and not exact.
    let Outcome::Open { imprecise, .. } =
        egfr(&kidneys(Some(("<0.5", "mg/dL")), Some(Sex::Male)), Some(52))
    else {
        panic!("a limit is no value");
    };
    assert_eq!(imprecise, [Item::Lab(Analyte::Creatinine)]);
}

// guards: H31
#[test]
fn every_row_of_child_pugh_classes() {
    let class = |letter: &str| {
        let mut all = Class::ALL.into_iter();
        all.find(|class| class.letter() == letter).expect("a class")
    };
    for row in rows(include_str!("../vectors/child_pugh_class.csv")) {
        let labs = [
            (Analyte::Bilirubin, "bilirubin_mg_dl", "mg/dL"),
            (Analyte::Albumin, "albumin_g_dl", "g/dL"),
            (Analyte::Inr, "inr", "1"),
        ];
        let given = labs
            .into_iter()
            .filter(|(_, column, _)| !row[column].is_empty());
        let inputs = Inputs {
            labs: given
                .map(|(analyte, column, unit)| lab(analyte, row[column], unit))
                .collect(),
            ascites: match row["ascites"] {
                "none" => Some(Ascites::None),
                "slight" => Some(Ascites::Slight),
                "moderate" => Some(Ascites::Moderate),
                _ => None,
            },
            encephalopathy: match row["encephalopathy"] {
                "none" => Some(Encephalopathy::None),
                "grade3-4" => Some(Encephalopathy::Grade3To4),
                _ => None,
            },
            ..Inputs::default()
        };
        let outcome = child_pugh::class(&inputs);
        let (least, most) = (class(row["least"]), class(row["most"]));
        assert_eq!(outcome.ends(), (&least, &most), "{}", row["case_id"]);
        assert_eq!(outcome.known().is_some(), least == most);
    }
}

/// AST, ALT and platelets, of which any may lack.
fn fibrosis(ast: Option<&str>, alt: Option<&str>, platelets: Option<&str>) -> Inputs {
    let given = [
        (Analyte::Ast, ast, "U/L"),
        (Analyte::Alt, alt, "U/L"),
        (Analyte::Platelets, platelets, "10*9/L"),
    ];
    let given = given.into_iter();
    let labs = given.filter_map(|(analyte, text, unit)| Some(lab(analyte, text?, unit)));
    Inputs {
        labs: labs.collect(),
        ..Inputs::default()
    }
}

// guards: H31
#[test]
fn every_row_of_fib_4() {
    for row in rows(include_str!("../vectors/fib_4.csv")) {
        let inputs = fibrosis(Some(row["ast"]), Some(row["alt"]), Some(row["platelets"]));
        let age = row["age"].parse().expect("an age");
        let score = known(fib_4(&inputs, Some(age)));
        let id = row["case_id"];
        close(id, score.value, row["expected"], 1e-9);
        assert_eq!(score.to(number("3.25")), side(row["to_3_25"]), "{id}");
    }
}

// guards: H31
#[test]
fn every_row_of_apri() {
    for row in rows(include_str!("../vectors/apri.csv")) {
        let inputs = fibrosis(Some(row["ast"]), None, Some(row["platelets"]));
        let limit = lab(Analyte::Ast, row["upper_limit"], "U/L");
        let score = known(apri(&inputs, Some(&limit)));
        let id = row["case_id"];
        close(id, score.value(), row["expected"], 1e-9);
        assert_eq!(score.to(number("1.5")), side(row["to_1_5"]), "{id}");
    }
}

// guards: H31
#[test]
fn a_score_of_fibrosis_names_what_it_lacks_and_lies_between_its_ends() {
    use Analyte::{Alt, Ast, Platelets};
    let whole = fibrosis(Some("80"), Some("45"), Some("90"));
    let limit = lab(Ast, "40", "U/L");
    let fib = known(fib_4(&whole, Some(61))).value;
    let ratio = known(apri(&whole, Some(&limit))).value();
    let lacks = [
        (fibrosis(None, Some("45"), Some("90")), Some(Ast)),
        (fibrosis(Some("80"), None, Some("90")), Some(Alt)),
        (fibrosis(Some("80"), Some("45"), None), Some(Platelets)),
        (whole.clone(), None),
    ];
    for (inputs, lacked) in lacks {
        let open = fib_4(&inputs, lacked.map(|_| 61));
        assert_eq!(missing(&open), [lacked.map_or(Item::Age, Item::Lab)]);
        let (low, high) = open.ends();
        assert!(low.value <= fib && fib <= high.value, "{lacked:?}");
        if lacked == Some(Alt) {
            continue;
        }
        let open = apri(&inputs, lacked.map(|_| &limit));
        let item = lacked.map_or(Item::UpperLimit(Ast), Item::Lab);
        assert_eq!(missing(&open), [item]);
        let (low, high) = open.ends();
        assert!(low.value() <= ratio && ratio <= high.value(), "{lacked:?}");
    }
    // The limit of another test is none.
    let other = lab(Alt, "40", "U/L");
    assert_eq!(
        missing(&apri(&whole, Some(&other))),
        [Item::UpperLimit(Ast)]
    );
    // One in another unit is the same limit.
    let katal = lab(Ast, "0.5", "ukat/L");
    let score = known(apri(&whole, Some(&katal)));
    assert_eq!(score.to(number("2.96")), Ordering::Greater);
    assert_eq!(score.to(number("2.97")), Ordering::Less);
}
