//! The explanations of the scores say what is computed.

use liver_prescreen::words::{Lang, file, references};
use serde_json::{Value as Json, json};

use crate::support::{changed, screen, worked};

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
        let basis = file::basis(lang);
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
        let basis = file::basis(lang);
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

#[test]
fn a_source_that_can_be_opened_is_a_link_and_loses_no_letter() {
    let opened = |source: &str| {
        let pieces = references::pieces(source);
        let text: String = pieces.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(text, source);
        let links = pieces.into_iter().filter_map(|(_, address)| address);
        links.collect::<Vec<String>>()
    };
    assert_eq!(
        opened("Pugh RNH et al., doi:10.1002/bjs.1800600817. Harrison 20e, doi:10.1/x (2)."),
        [
            "https://doi.org/10.1002/bjs.1800600817",
            "https://doi.org/10.1/x"
        ]
    );
    assert_eq!(
        opened("NCT05224960; NCT05948982"),
        [
            "https://clinicaltrials.gov/study/NCT05224960",
            "https://clinicaltrials.gov/study/NCT05948982"
        ]
    );
    for plain in [
        "",
        "NCT1234",
        "NCT0522496x",
        "doi:",
        "doi:x",
        "OPTN Policy 9.1.D.",
    ] {
        assert_eq!(opened(plain), [""; 0], "{plain}");
    }
    // Each score has a source, and each DOI of them opens.
    for source in file::basis(Lang::En).sources {
        assert_eq!(
            opened(source).len(),
            source.matches("doi:").count(),
            "{source}"
        );
    }
}
