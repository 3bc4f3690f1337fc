//! Entries that a study defines: choices, numbers, answers and days, as programs hand them over.

use serde_json::{Value as Json, json};

use crate::small::{asked, asking, outcome, refused, report, state};

fn entry(id: &str, value: Json) -> Json {
    json!({ "entries": { id: value } })
}

#[test]
fn a_choice_is_among_those_asked_for_or_not() {
    let study = asking(json!({ "kind": "choice", "entry": "ecog", "of": ["0", "1"] }));
    for (grade, expected) in [
        ("0", "passes"),
        ("1", "passes"),
        ("2", "fails"),
        ("4", "fails"),
    ] {
        assert_eq!(
            state(&study, entry("ecog", json!(grade))),
            expected,
            "{grade}"
        );
    }
    let (_, _, because) = outcome(&study, entry("ecog", json!("2")));
    assert_eq!(because, "ECOG: grade 2, not grade 0 or grade 1.");
    let (state, asks, because) = outcome(&study, json!({}));
    assert_eq!((state.as_str(), asks), ("unknown", vec!["ecog".to_owned()]));
    assert_eq!(because, "Missing: ECOG.");
    let report = report(&study, entry("ecog", json!("1")));
    assert_eq!(report["criteria"][0]["from"], json!(["ecog"]));
}

#[test]
fn a_number_stands_against_its_limits_in_its_unit() {
    let study = asking(json!({ "kind": "number", "entry": "lsm", "unit": "kPa", "above": "13" }));
    let kpa = |value: &str| entry("lsm", json!({ "value": value, "unit": "kPa" }));
    for (value, expected) in [
        ("13", "fails"),
        ("13.1", "passes"),
        ("<13", "fails"),
        (">13", "passes"),
        (">10", "unknown"),
        ("75", "passes"),
    ] {
        assert_eq!(state(&study, kpa(value)), expected, "{value}");
    }
    let (_, _, because) = outcome(&study, kpa("14.2"));
    assert_eq!(because, "Liver stiffness 14.2 kPa is > 13 kPa.");
    assert_eq!(asked(&study, kpa(">10")), ["lsm"]);
    let bmi = asking(json!({ "kind": "number", "entry": "bmi", "min": "18.5", "below": "30" }));
    for (value, expected) in [
        (json!(18.5), "passes"),
        (json!("29.9"), "passes"),
        (json!(30), "fails"),
        (json!({ "value": 18 }), "fails"),
    ] {
        assert_eq!(
            state(&bmi, entry("bmi", value.clone())),
            expected,
            "{value}"
        );
    }
}

#[test]
fn an_answer_may_be_reversed_and_may_not_apply() {
    let plain = asking(json!({ "kind": "answer", "entry": "biopsy" }));
    let reversed = asking(json!({ "kind": "answer", "entry": "biopsy", "reversed": true }));
    for (answer, by_plain, by_reversed) in [
        ("yes", "passes", "fails"),
        ("no", "fails", "passes"),
        ("unknown", "unknown", "unknown"),
    ] {
        assert_eq!(state(&plain, entry("biopsy", json!(answer))), by_plain);
        assert_eq!(
            state(&reversed, entry("biopsy", json!({ "answer": answer }))),
            by_reversed
        );
    }
    let pregnant = asking(json!({ "kind": "answer", "entry": "pregnant" }));
    assert_eq!(
        state(&pregnant, entry("pregnant", json!("not-applicable"))),
        "not-applicable"
    );
    // The day of something that did not happen is a slip of one of the two.
    let slip = entry("biopsy", json!({ "answer": "no", "date": "2026-11-01" }));
    let (state, asks, because) = outcome(&plain, slip);
    assert_eq!(
        (state.as_str(), asks),
        ("unknown", vec!["biopsy".to_owned()])
    );
    assert!(because.contains("contradict"), "{because}");
}

// guards: H1
#[test]
fn what_is_no_value_of_an_entry_is_refused_with_its_place() {
    let study = asking(json!({ "kind": "answer", "entry": "biopsy" }));
    for (id, value, path, says) in [
        (
            "xray",
            json!("yes"),
            "patient.entries.xray",
            "those of SMALL: ecog, lsm",
        ),
        (
            "ecog",
            json!("5"),
            "patient.entries.ecog",
            "accepted: 0, 1, 2, 3, 4",
        ),
        ("ecog", json!(1), "patient.entries.ecog", "as a text"),
        (
            "ecog",
            json!({ "value": "1" }),
            "patient.entries.ecog",
            "as a text",
        ),
        (
            "lsm",
            json!("14.2"),
            "patient.entries.lsm",
            "\"unit\": \"kPa\"",
        ),
        (
            "lsm",
            json!({ "value": "14.2" }),
            "patient.entries.lsm.unit",
            "kPa",
        ),
        (
            "lsm",
            json!({ "value": "14.2", "unit": "Pa" }),
            "patient.entries.lsm.unit",
            "kPa",
        ),
        (
            "lsm",
            json!({ "value": "1,234", "unit": "kPa" }),
            "patient.entries.lsm.value",
            "comma",
        ),
        (
            "lsm",
            json!({ "value": "0.5", "unit": "kPa" }),
            "patient.entries.lsm.value",
            "Accepted: 1 to 75 kPa.",
        ),
        (
            "lsm",
            json!({ "value": ">80", "unit": "kPa" }),
            "patient.entries.lsm.value",
            "Accepted: 1 to 75 kPa.",
        ),
        (
            "bmi",
            json!({ "value": "22", "unit": "kg/m2" }),
            "patient.entries.bmi.unit",
            "no unit",
        ),
        (
            "biopsy",
            json!("maybe"),
            "patient.entries.biopsy",
            "accepted: yes, no",
        ),
        (
            "biopsy",
            json!("not-applicable"),
            "patient.entries.biopsy",
            "not accepted for this entry",
        ),
        (
            "biopsy",
            json!(true),
            "patient.entries.biopsy",
            "Expected a number, a text or an object, got true.",
        ),
        (
            "biopsy",
            json!({ "date": "2026-11-01" }),
            "patient.entries.biopsy",
            "answer",
        ),
        (
            "biopsy",
            json!({ "answer": "yes", "date": "2026-11-23" }),
            "patient.entries.biopsy.date",
            "not after",
        ),
        (
            "biopsy",
            json!({ "answer": "yes", "date": "yesterday" }),
            "patient.entries.biopsy.date",
            "YYYY-MM-DD",
        ),
        (
            "biopsy",
            json!({ "answer": "yes", "day": "2026-11-01" }),
            "patient.entries.biopsy.day",
            "Unknown field",
        ),
        (
            "onset",
            json!("November"),
            "patient.entries.onset",
            "YYYY-MM-DD",
        ),
        (
            "onset",
            json!({ "date": "2026-11-01" }),
            "patient.entries.onset",
            "as a text",
        ),
    ] {
        let (at, message) = refused(&study, entry(id, value.clone()));
        assert_eq!(at, path, "{value}: {message}");
        assert!(message.contains(says), "{path}: {message}");
    }
}

#[test]
fn texts_fall_back_to_the_language_that_is_there() {
    use liver_prescreen::study::from_json;
    use liver_prescreen::words::Lang;
    let mut file = asking(json!({ "kind": "answer", "entry": "biopsy" }));
    file["shortTitle"] = json!({ "zh-CN": "一项研究" });
    let study = from_json(&file.to_string()).expect("a study");
    assert_eq!(study.title.in_lang(Lang::Zh), "A text");
    assert_eq!(study.title.other_language(Lang::Zh), Some(Lang::En));
    assert_eq!(study.title.other_language(Lang::En), None);
    assert_eq!(study.short_title.in_lang(Lang::EnUs), "一项研究");
    assert_eq!(study.short_title.other_language(Lang::EnUs), Some(Lang::Zh));
}
