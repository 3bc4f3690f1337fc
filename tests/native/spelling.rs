//! American spelling for readers in the United States: every word of ours, and no word of the registry's.

use liver_prescreen::clinical::Analyte;
use liver_prescreen::exchange::input::{self, ScreenInput};
use liver_prescreen::exchange::record::{Noted, record, text};
use liver_prescreen::screening::{self, Case};
use liver_prescreen::words::Lang;
use liver_prescreen::words::spelling::american;
use liver_prescreen::{dates, study};
use serde_json::Value as Json;

use crate::languages;
use crate::support::{study as shipped, worked};

/// How British and American readers tell a spelling: not the list that the product uses.
const BRITISH: [&str; 22] = [
    "haem",
    "aemi",
    "oedem",
    "oesoph",
    "leucocyt",
    "tumour",
    "colour",
    "titre",
    "centre",
    "litre",
    "fibre",
    "enrolment",
    "judgement",
    "dialysed",
    "hospitalis",
    "randomis",
    "recognis",
    "organis",
    "normalis",
    "labelled",
    "cancelled",
    "behaviour",
];
const AMERICAN: [&str; 16] = [
    "hemoglobin",
    "hemodialysis",
    "edema ",
    "tumor",
    "color",
    "titer",
    "center",
    "enrollment",
    "judgment",
    "dialyzed",
    "hospitaliz",
    "randomiz",
    "recogniz",
    "organiz",
    "labeled",
    "canceled",
];

/// Every text of the widget but the titles of papers.
fn texts(lang: Lang) -> Vec<String> {
    let texts = languages::texts(lang).into_iter();
    texts.map(str::to_owned).collect()
}

/// The English that the study's file has for readers, its title aside, which is the registry's.
fn of_the_study() -> Vec<String> {
    fn walk(value: &Json, found: &mut Vec<String>) {
        match value {
            Json::Object(entries) => {
                found.extend(entries.get("en").and_then(Json::as_str).map(str::to_owned));
                entries.values().for_each(|value| walk(value, found));
            }
            Json::Array(items) => items.iter().for_each(|item| walk(item, found)),
            _ => {}
        }
    }
    let text = study::files().next().expect("a file");
    let mut file: Json = serde_json::from_str(text).expect("json");
    file.as_object_mut().expect("an object").remove("title");
    let mut found = Vec::new();
    walk(&file, &mut found);
    found
}

/// What stands in quotation marks, and the rest.
fn quoted(text: &str) -> (Vec<&str>, String) {
    let (mut quotes, mut rest) = (Vec::new(), String::new());
    for (index, piece) in text.split(['“', '”']).enumerate() {
        if index % 2 == 1 {
            quotes.push(piece);
        } else {
            rest += piece;
        }
    }
    (quotes, rest)
}

fn holds(text: &str, words: &[&'static str]) -> Option<&'static str> {
    let text = text.to_lowercase();
    words.iter().find(|word| text.contains(**word)).copied()
}

#[test]
fn no_british_spelling_is_left_in_american_english() {
    let study = of_the_study();
    assert!(study.len() > 150, "{}", study.len());
    let study = study.iter().map(|text| american(text));
    for text in texts(Lang::EnUs).into_iter().chain(study) {
        assert_eq!(holds(&quoted(&text).1, &BRITISH), None, "{text}");
    }
    let words = Lang::EnUs.catalogue();
    assert_eq!(words.analyte(Analyte::Hemoglobin), "Hemoglobin");
    assert!(
        words.arms.closed.starts_with("Enrollment "),
        "{}",
        words.arms.closed
    );
    assert_eq!(words.remarks.if_dialysed, "{value} if dialyzed");
}

#[test]
fn british_english_has_no_american_spelling() {
    for text in texts(Lang::En).into_iter().chain(of_the_study()) {
        assert_eq!(holds(&quoted(&text).1, &AMERICAN), None, "{text}");
    }
}

/// The registry spells "tumor" and "hemorrhage", and other studies are quoted too.
// guards: H15
#[test]
fn nothing_that_is_quoted_changes_with_the_spelling() {
    for text in texts(Lang::En).into_iter().chain(of_the_study()) {
        assert_eq!(quoted(&american(&text)).0, quoted(&text).0, "{text}");
    }
    assert_eq!(
        american("“Haemoglobin” is the registry’s, haemoglobin is ours."),
        "“Haemoglobin” is the registry’s, hemoglobin is ours."
    );
}

#[test]
fn words_are_spelt_by_word_and_nothing_else_of_a_sentence_changes() {
    for (here, there) in [
        (
            "Haemoglobin, HAEMOGLOBIN and leucocytes",
            "Hemoglobin, HEMOGLOBIN and leukocytes",
        ),
        (
            "haematology: anaemia, oedema, oesophageal varices",
            "hematology: anemia, edema, esophageal varices",
        ),
        (
            "two dialyses, if dialysed; analyses of an organism",
            "two dialyses, if dialyzed; analyses of an organism",
        ),
        (
            "enrolled at enrolment, 3 mL",
            "enrolled at enrollment, 3 mL",
        ),
        ("{value} µmol/L ≤ 15, 人", "{value} µmol/L ≤ 15, 人"),
        ("", ""),
    ] {
        assert_eq!(american(here), there);
        assert_eq!(american(there), there, "once is enough");
    }
}

#[test]
fn a_record_for_american_readers_is_spelt_throughout() {
    let study = shipped();
    let input = ScreenInput::from_json(&worked().to_string()).expect("an input without fault");
    let today = dates::parse("2026-11-22").expect("a date");
    let asked = input::case(&input, &study, || today).expect("an input without fault");
    let report = screening::screen(&study, &asked);
    let of = |lang, case: &Case| text(&record(lang, &study, case, &report, &Noted::default()));
    let (british, spelt) = (of(Lang::En, &asked), of(Lang::EnUs, &asked));
    assert!(british.contains("Haemoglobin: 102 g/L") && british.contains("Malignant tumour"));
    assert!(spelt.contains("Hemoglobin: 102 g/L") && spelt.contains("Malignant tumor"));
    assert_eq!(holds(&quoted(&spelt).1, &BRITISH), None, "{spelt}");
    assert_eq!(spelt.lines().count(), british.lines().count());
    // Who goes back has the words of before.
    assert_eq!(of(Lang::En, &asked), british);
}
