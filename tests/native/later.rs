//! What comes in a file of its own once the widget stands: texts that people read and that no result holds.

use liver_prescreen::study;
use liver_prescreen::words::{Lang, file};
use serde_json::{Value as Json, json};

use crate::support::{changed, screen, study as shipped, worked};

#[test]
fn the_study_with_its_texts_put_back_is_the_one_of_the_file() {
    let file = study::files().next().expect("a file");
    let of_file = study::from_json(file).expect("a study");
    assert_eq!(*shipped(), of_file);
    assert_eq!(shipped().sha256, of_file.sha256);
}

/// The texts below keys of the file, without translations and grades.
fn below(value: &Json, keys: &[&str], inside: bool, found: &mut Vec<String>) {
    match value {
        Json::String(text) if inside => found.push(text.clone()),
        Json::Array(items) => {
            for item in items {
                below(item, keys, inside, found);
            }
        }
        Json::Object(entries) => {
            for (key, value) in entries {
                if key != "zh-CN" && key != "grade" {
                    let inside = inside || keys.contains(&key.as_str());
                    below(value, keys, inside, found);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn evidence_readings_help_gaps_purpose_and_notes_come_later() {
    let file = study::files().next().expect("a file");
    let file: Json = serde_json::from_str(file).expect("json");
    let mut expected = Vec::new();
    let keys = ["evidence", "says", "help", "gaps", "purpose", "note"];
    below(&file, &keys, false, &mut expected);
    assert!(expected.len() > 150, "{}", expected.len());
    assert_eq!(study::DETAILS, expected);
}

#[test]
fn no_result_holds_a_text_that_comes_later() {
    let yes = |id: &str| (format!("/patient/answers/{id}"), json!("yes"));
    let excluded: Vec<_> = (1..=12).map(|number| yes(&format!("E{number}"))).collect();
    let cases = [
        worked(),
        json!({"asOf": "2026-11-22", "patient": {}}),
        changed(&worked(), &excluded),
        changed(
            &worked(),
            &[("/patient/labs/bilirubin/value".to_owned(), json!("169.9"))],
        ),
        changed(
            &worked(),
            &[("/patient/labs/platelets/value".to_owned(), json!("20"))],
        ),
    ];
    for case in &cases {
        let report = screen(case).to_string();
        for text in study::DETAILS.iter().filter(|text| text.len() > 20) {
            let text = json!(text).to_string();
            assert!(!report.contains(text.trim_matches('"')), "{text}");
        }
    }
}

#[test]
fn the_file_of_details_is_read_back_whole() {
    let (basis, details) = file::read_details(file::write_details().leak()).expect("this build's");
    assert_eq!(
        format!("{basis:?}"),
        format!("{:?}", file::basis(Lang::En).expect("it is at hand"))
    );
    assert_eq!(details, study::DETAILS);
}

#[test]
fn the_files_are_not_taken_for_one_another() {
    assert!(file::read_details(file::write().leak()).is_none());
    assert!(file::read(file::write_details().leak()).is_none());
    let other = file::write_details().replacen("details", "details of another build", 1);
    assert!(file::read_details(other.leak()).is_none());
    assert!(file::read_details("").is_none());
}

/// One test, since what it takes in stays for as long as the program runs.
#[test]
fn details_are_taken_in_whole_or_not_at_all() {
    let (_, fewer) = study::DETAILS.split_last().expect("details");
    let more = [study::DETAILS, &["one more"]].concat();
    for wrong in [fewer, &more, &[]] {
        assert!(!study::detail(wrong.to_vec()));
    }
    let others: Vec<&str> = study::DETAILS
        .iter()
        .map(|text| &*format!("New: {text}").leak())
        .collect();
    assert!(study::detail(others.clone()));
    let full = study::in_full(&shipped());
    assert_eq!(full.purpose, format!("New: {}", shipped().purpose));
    assert_eq!(full.title.en, shipped().title.en);
    assert!(!study::detail(others), "once is enough");
}

/// The numbers of a text, in their order.
fn numbers(text: &str) -> Vec<f64> {
    let numbers = text.split(|c: char| !c.is_ascii_digit() && c != '.');
    let numbers = numbers.filter_map(|number| number.trim_matches('.').parse().ok());
    numbers.collect()
}

fn same(told: f64, computed: &Json) {
    let computed = computed.as_f64().expect("a number");
    assert!((told - computed).abs() < 1e-9, "{told} {computed}");
}

#[test]
fn the_formulas_of_the_basis_are_those_that_are_computed() {
    let report = screen(&changed(
        &worked(),
        &[
            ("/patient/labs/creatinine/value".to_owned(), json!("150")),
            ("/patient/labs/sodium/value".to_owned(), json!(130)),
        ],
    ));
    let scores = &report["scores"];
    let (bilirubin, creatinine) = ((45.0_f64 / 17.1).ln(), (150.0_f64 / 88.4).ln());
    let (inr, sodium, albumin) = (1.5_f64.ln(), 130.0, 2.9);
    for lang in [Lang::En, Lang::Zh] {
        let basis = file::basis(lang).expect("it is at hand");
        let [ten, a, b, c, d] = numbers(basis.meld[1])[..] else {
            panic!("{}", basis.meld[1]);
        };
        let meld = ten * (a * creatinine + b * bilirubin + c * inr + d);
        same(meld, &scores["meld"]["unrounded"]);
        let [above, a, na, b, again] = numbers(basis.meld_na[1])[..] else {
            panic!("{}", basis.meld_na[1]);
        };
        let whole = meld.round();
        assert!(whole > above);
        let with_sodium = whole + a * (na - sodium) - b * whole * (again - sodium);
        same(with_sodium, &scores["meldNa"]["unrounded"]);
        let [female, a, b, na, c, again, d, e, f, full, g, once_more, six] =
            numbers(basis.meld_3[1])[..]
        else {
            panic!("{}", basis.meld_3[1]);
        };
        let meld_3 = female + a * bilirubin + b * (na - sodium) - c * (again - sodium) * bilirubin
            + d * inr
            + e * creatinine
            + f * (full - albumin)
            - g * (once_more - albumin) * creatinine
            + six;
        same(meld_3, &scores["meld3"]["unrounded"]);
        let [a, b] = numbers(basis.albi[1])[..] else {
            panic!("{}", basis.albi[1]);
        };
        same(a * 45.0_f64.log10() - b * 29.0, &scores["albi"]["value"]);
    }
}

#[test]
fn the_points_of_the_basis_are_those_that_are_given() {
    let rows = [
        (1, "bilirubin", "mg/dL", 0.1, "bilirubin"),
        (2, "bilirubin", "umol/L", 1.0, "bilirubin"),
        (3, "albumin", "g/dL", 0.1, "albumin"),
        (4, "albumin", "g/L", 1.0, "albumin"),
        (5, "inr", "1", 0.1, "coagulation"),
        (6, "prothrombinProlongation", "s", 1.0, "coagulation"),
    ];
    for lang in [Lang::En, Lang::Zh] {
        let basis = file::basis(lang).expect("it is at hand");
        for (row, analyte, unit, step, part) in rows {
            let [_, one, two, three] = basis.points[row];
            let [low, high] = numbers(two)[..] else {
                panic!("{two}");
            };
            let points = |value: f64| {
                let mut case = worked();
                if part == "coagulation" {
                    let labs = case["patient"]["labs"].as_object_mut().expect("labs");
                    labs.remove("inr");
                }
                let value = format!("{value:.1}");
                case["patient"]["labs"][analyte] =
                    json!({"value": value, "unit": unit, "confirmed": true});
                // The others stand in other units.
                case["patient"]["labs"]["bilirubin"]["confirmed"] = json!(true);
                screen(&case)["scores"]["childPugh"]["points"][part].clone()
            };
            let falls = one.starts_with('>');
            let (least, most) = if falls { (three, one) } else { (one, three) };
            assert_eq!((numbers(least), numbers(most)), (vec![low], vec![high]));
            assert_eq!((points(low), points(high)), (json!(2), json!(2)), "{two}");
            let (below, above) = if falls { (3, 1) } else { (1, 3) };
            assert_eq!(points(low - step), json!(below), "below {two}");
            assert_eq!(points(high + step), json!(above), "above {two}");
        }
    }
}
