//! Ranges, open and closed ends, limits printed in several units, ages with one end, classes and calculated scores.

use serde_json::{Value as Json, json};

use crate::small::{asked, asking, outcome, remarks, report, state, study};

fn labs(analyte: &str, value: &str, unit: &str) -> Json {
    json!({ "labs": { analyte: { "value": value, "unit": unit } } })
}

// guards: H7
#[test]
fn a_range_has_each_end_open_or_closed() {
    let range = |fields: Json| {
        let mut rule = json!({ "kind": "lab", "analyte": "platelets", "unit": "10*9/L" });
        for (key, value) in fields.as_object().expect("fields") {
            rule[key] = value.clone();
        }
        asking(rule)
    };
    let of = |study: &Json, value: &str| state(study, labs("platelets", value, "10*9/L"));
    let closed = range(json!({ "min": "50", "max": "150" }));
    let open = range(json!({ "above": "50", "below": "150" }));
    for (value, by_closed, by_open) in [
        ("49", "fails", "fails"),
        ("50", "passes", "fails"),
        ("50.1", "passes", "passes"),
        ("149", "passes", "passes"),
        ("150", "passes", "fails"),
        ("151", "fails", "fails"),
        // A printed limit that lies outside decides; one that reaches in does not.
        ("<50", "fails", "fails"),
        (">150", "fails", "fails"),
        ("<60", "unknown", "unknown"),
        (">60", "unknown", "unknown"),
    ] {
        assert_eq!(of(&closed, value), by_closed, "{value}");
        assert_eq!(of(&open, value), by_open, "{value}");
    }
    let (_, _, because) = outcome(&closed, labs("platelets", "151", "10*9/L"));
    assert_eq!(
        because,
        "Platelets 151×10⁹/L is not ≥ 50×10⁹/L and ≤ 150×10⁹/L."
    );
}

// guards: H7
#[test]
fn a_limit_printed_in_two_units_is_compared_in_the_unit_entered() {
    // 2 mg/dL are 34.2 µmol/L; this print says 34.
    let study = asking(
        json!({ "kind": "lab", "analyte": "bilirubin", "max": { "mg/dL": "2", "umol/L": "34" } }),
    );
    for (value, unit, expected) in [
        ("2", "mg/dL", "passes"),
        ("2.01", "mg/dL", "fails"),
        ("34", "umol/L", "passes"),
        ("34.1", "umol/L", "fails"),
    ] {
        assert_eq!(
            state(&study, labs("bilirubin", value, unit)),
            expected,
            "{value} {unit}"
        );
    }
    let (_, _, because) = outcome(&study, labs("bilirubin", "34.1", "umol/L"));
    assert_eq!(because, "Total bilirubin 34.1 µmol/L is not ≤ 34 µmol/L.");
    // In a third unit it is converted.
    let one = asking(json!({ "kind": "lab", "analyte": "bilirubin", "max": { "mg/dL": "2" } }));
    assert_eq!(state(&one, labs("bilirubin", "34.2", "umol/L")), "passes");
    assert_eq!(state(&one, labs("bilirubin", "34.3", "umol/L")), "fails");
}

#[test]
fn an_age_may_have_one_end() {
    let adult = asking(json!({ "kind": "age", "min": 18 }));
    let young = asking(json!({ "kind": "age", "max": 75 }));
    for (age, is_adult, is_young) in [
        (17, "fails", "passes"),
        (18, "passes", "passes"),
        (75, "passes", "passes"),
        (76, "passes", "fails"),
    ] {
        assert_eq!(state(&adult, json!({ "age": age })), is_adult, "{age}");
        assert_eq!(state(&young, json!({ "age": age })), is_young, "{age}");
    }
    let (_, _, because) = outcome(&adult, json!({ "age": 17 }));
    assert_eq!(because, "Age 17 is not ≥ 18.");
    let (_, asked, _) = outcome(&adult, json!({}));
    assert_eq!(asked, ["age"]);
}

#[test]
fn a_rule_about_sex_asks_for_it() {
    let study = asking(json!({ "kind": "sex", "is": "female" }));
    assert_eq!(state(&study, json!({ "sex": "female" })), "passes");
    assert_eq!(state(&study, json!({ "sex": "male" })), "fails");
    assert_eq!(asked(&study, json!({})), ["sex"]);
}

fn liver(albumin: &str, ascites: &str) -> Json {
    json!({
        "labs": {
            "bilirubin": { "value": "20", "unit": "umol/L" },
            "albumin": { "value": albumin, "unit": "g/L" },
            "inr": { "value": "1.1", "unit": "1" },
        },
        "ascites": ascites, "encephalopathy": "none",
    })
}

#[test]
fn a_class_is_decided_as_soon_as_all_that_the_score_can_be_agrees() {
    let b_or_c = asking(json!({ "kind": "class", "score": "childPugh", "of": ["B", "C"] }));
    let a = asking(json!({ "kind": "class", "score": "childPugh", "of": ["A"] }));
    for (albumin, ascites, class) in [
        ("40", "none", "A"),
        ("30", "none", "A"),
        ("30", "slight", "B"),
        ("20", "moderate", "B"),
    ] {
        let expected = if class == "A" {
            ("fails", "passes")
        } else {
            ("passes", "fails")
        };
        assert_eq!(
            state(&b_or_c, liver(albumin, ascites)),
            expected.0,
            "{albumin} {ascites}"
        );
        assert_eq!(
            state(&a, liver(albumin, ascites)),
            expected.1,
            "{albumin} {ascites}"
        );
    }
    // With slight ascites and low albumin it is B at least, whatever the encephalopathy.
    let mut open = liver("20", "slight");
    open.as_object_mut()
        .expect("fields")
        .remove("encephalopathy");
    assert_eq!(state(&b_or_c, open.clone()), "passes");
    assert_eq!(state(&a, open.clone()), "fails");
    let b = asking(json!({ "kind": "class", "score": "childPugh", "of": ["B"] }));
    let c = asking(json!({ "kind": "class", "score": "childPugh", "of": ["C"] }));
    assert_eq!(state(&b, open.clone()), "unknown", "8 to 10 points");
    assert_eq!(asked(&c, open), ["encephalopathy"]);
    let (_, _, because) = outcome(&b_or_c, liver("30", "slight"));
    assert_eq!(because, "Child-Pugh 7 is class B or C.");
    let grade = asking(json!({ "kind": "class", "score": "albi", "of": ["1"] }));
    assert_eq!(state(&grade, liver("45", "none")), "passes");
    assert_eq!(state(&grade, liver("30", "none")), "fails");
}

#[test]
fn a_score_may_lie_in_a_range() {
    let study = asking(json!({ "kind": "score", "score": "childPugh", "min": "6", "below": "8" }));
    for (albumin, ascites, expected) in [
        ("40", "none", "fails"),
        ("30", "none", "passes"),
        ("30", "slight", "passes"),
        ("20", "slight", "fails"),
    ] {
        assert_eq!(
            state(&study, liver(albumin, ascites)),
            expected,
            "{albumin} {ascites}"
        );
    }
}

#[test]
fn calculated_scores_decide_exactly_and_ask_for_what_they_lack() {
    let fib_4 = asking(json!({ "kind": "score", "score": "fib4", "above": "3.25" }));
    let patient = |age: u8| {
        json!({ "age": age, "labs": {
            "ast": { "value": "65", "unit": "U/L" },
            "alt": { "value": "100", "unit": "U/L" },
            "platelets": { "value": "100", "unit": "10*9/L" },
        } })
    };
    // 50 × 65 / (100 × 10) is 3.25.
    assert_eq!(state(&fib_4, patient(50)), "fails");
    assert_eq!(state(&fib_4, patient(51)), "passes");
    let mut no_age = patient(50);
    no_age.as_object_mut().expect("fields").remove("age");
    assert_eq!(asked(&fib_4, no_age), ["age"]);

    let apri = asking(json!({ "kind": "score", "score": "apri", "above": "2" }));
    let with_limit = |ast: &str, uln: Json| {
        let mut lab = json!({ "value": ast, "unit": "U/L" });
        if !uln.is_null() {
            lab["uln"] = uln;
        }
        json!({ "labs": { "ast": lab, "platelets": { "value": "100", "unit": "10*9/L" } } })
    };
    assert_eq!(state(&apri, with_limit("80", json!("40"))), "fails");
    assert_eq!(state(&apri, with_limit("81", json!("40"))), "passes");
    assert_eq!(asked(&apri, with_limit("80", Json::Null)), ["ast.uln"]);
    // A limit of normal is never assumed, however far the AST is from any that is usual.
    for ast in ["1", "20", "401", "50000"] {
        let (state, asked, because) = outcome(&apri, with_limit(ast, Json::Null));
        assert_eq!(
            (state.as_str(), asked),
            ("unknown", vec!["ast.uln".to_owned()]),
            "{ast}"
        );
        assert_eq!(
            because,
            "APRI cannot be calculated yet, so it is not known whether it is > 2. Missing: Aspartate aminotransferase (AST) – Upper limit of normal (ULN)."
        );
    }

    let maddrey = asking(json!({ "kind": "score", "score": "maddrey", "min": "32" }));
    let alcoholic = |control: Json| {
        let mut time = json!({ "value": "18", "unit": "s" });
        if !control.is_null() {
            time["control"] = control;
        }
        json!({ "labs": { "prothrombinTime": time, "bilirubin": { "value": "4.4", "unit": "mg/dL" } } })
    };
    // 4.6 × 6 + 4.4 is 32.
    assert_eq!(state(&maddrey, alcoholic(json!("12"))), "passes");
    assert_eq!(state(&maddrey, alcoholic(json!("12.1"))), "fails");
    assert_eq!(asked(&maddrey, alcoholic(Json::Null)), ["prothrombinTime"]);

    let kidneys = |score: &str, fields: Json| {
        let study = asking(json!({ "kind": "score", "score": score, "min": "60" }));
        let mut patient = json!({ "labs": { "creatinine": { "value": "1", "unit": "mg/dL" } } });
        for (key, value) in fields.as_object().expect("fields") {
            patient[key] = value.clone();
        }
        outcome(&study, patient)
    };
    // (140 − 50) × 48 / (72 × 1) is 60.
    let fields = json!({ "age": 50, "sex": "male", "weight": "48" });
    assert_eq!(kidneys("cockcroftGault", fields).0, "passes");
    let fields = json!({ "age": 50, "sex": "female", "weight": "48" });
    assert_eq!(kidneys("cockcroftGault", fields).0, "fails");
    let (_, asked, _) = kidneys("cockcroftGault", json!({ "age": 50, "sex": "male" }));
    assert_eq!(asked, ["weight"]);
    assert_eq!(
        kidneys("egfr", json!({ "age": 50, "sex": "male" })).0,
        "passes"
    );
    assert_eq!(
        kidneys("egfr", json!({ "age": 100, "sex": "female" })).0,
        "fails"
    );
    // 55.9 at 18 years, and 62.5 of a newborn: every age that is accepted counts.
    let young =
        json!({ "sex": "female", "labs": { "creatinine": { "value": "1.4", "unit": "mg/dL" } } });
    assert_eq!(kidneys("egfr", young).1, ["age"]);
    let (state, asked, _) = kidneys("egfr", json!({}));
    assert_eq!(
        (state.as_str(), asked),
        ("unknown", vec!["age".to_owned(), "sex".to_owned()])
    );
}

// guards: H24
#[test]
fn limits_that_cannot_be_meant_are_refused() {
    let lab = |fields: Json| {
        let mut rule = json!({ "kind": "lab", "analyte": "alt", "unit": "U/L" });
        for (key, value) in fields.as_object().expect("fields") {
            rule[key] = value.clone();
        }
        rule
    };
    for (rule, at, says) in [
        (
            lab(json!({ "min": "50", "max": "40" })),
            ".min",
            "No value lies between",
        ),
        (
            lab(json!({ "above": "50", "max": "50" })),
            ".above",
            "No value lies between",
        ),
        (
            lab(json!({ "min": "50", "above": "40" })),
            ".above",
            "There is \"min\" already",
        ),
        (
            lab(json!({ "max": "50", "below": "40" })),
            ".below",
            "There is \"max\" already",
        ),
        (lab(json!({})), "", "A limit is missing"),
        (
            lab(json!({ "max": { "times": "0", "of": "uln" } })),
            ".max.times",
            "Expected a multiple",
        ),
        (
            lab(json!({ "max": { "times": "5", "of": "normal" } })),
            ".max.of",
            "accepted: uln, lln",
        ),
        (
            lab(json!({ "max": { "times": "5" } })),
            ".max.of",
            "missing",
        ),
        (lab(json!({ "max": {} })), ".max", "at least one unit"),
        (
            lab(json!({ "max": { "mg/dL": "5" } })),
            ".max.mg/dL",
            "accepted: U/L",
        ),
        (
            lab(json!({ "max": { "furlong": "5" } })),
            ".max.furlong",
            "is not accepted",
        ),
        (
            lab(json!({ "max": { "U/L": "5 or so" } })),
            ".max.U/L",
            "digits",
        ),
        (lab(json!({ "max": ["5"] })), ".max", "got a list"),
        (
            lab(json!({ "unit": "mg/dL", "max": "5" })),
            ".unit",
            "accepted: U/L",
        ),
        (
            json!({ "kind": "lab", "analyte": "alt", "max": "5" }),
            ".unit",
            "needs the rule's unit",
        ),
        (
            lab(json!({ "max": "5", "notOlderThanDays": 0 })),
            ".notOlderThanDays",
            "from 1 to 3650",
        ),
        (
            lab(json!({ "max": "5", "occasions": { "n": 1, "apartDays": 10 } })),
            ".occasions.n",
            "from 2 to 20",
        ),
        (
            lab(json!({ "max": "5", "washout": "onset" })),
            ".washout",
            "those of this kind: biopsy",
        ),
        (json!({ "kind": "age" }), "", "A limit is missing"),
        (
            json!({ "kind": "score", "score": "meld" }),
            "",
            "A limit is missing",
        ),
        (
            json!({ "kind": "class", "score": "childPugh", "of": ["D"] }),
            ".of[0]",
            "accepted: A, B, C",
        ),
        (
            json!({ "kind": "class", "score": "meld", "of": ["A"] }),
            ".score",
            "accepted: childPugh, albi",
        ),
        (
            json!({ "kind": "class", "score": "albi", "of": [] }),
            ".of",
            "At least one",
        ),
        (
            json!({ "kind": "number", "entry": "lsm", "unit": "Pa", "above": "13" }),
            ".unit",
            "kPa",
        ),
        (
            json!({ "kind": "number", "entry": "lsm", "above": "13" }),
            ".unit",
            "kPa",
        ),
        (
            json!({ "kind": "number", "entry": "bmi", "unit": "kg/m2", "max": "30" }),
            ".unit",
            "no unit",
        ),
        (
            json!({ "kind": "atLeast", "n": 2, "of": [{ "kind": "age", "min": 18 }] }),
            ".n",
            "from 1 to 1",
        ),
        (json!({ "kind": "all", "of": [] }), ".of", "At least one"),
        (
            json!({ "kind": "sex", "is": "woman" }),
            ".is",
            "accepted: female, male",
        ),
    ] {
        let told = remarks(rule.clone());
        let path = format!("criteria[0].readings[0].rule{at}");
        assert!(
            told.iter()
                .any(|(found, message)| *found == path && message.contains(says)),
            "{rule}: {told:?}"
        );
    }
}

#[test]
fn an_exclusion_that_is_over_later_says_when_to_ask_again() {
    let mut file = study(
        &[
            ("E1", "exclusion", json!({ "kind": "answer" })),
            ("E2", "exclusion", json!({ "kind": "answer" })),
        ],
        json!({}),
    );
    file["criteria"][0]["temporary"] =
        json!({ "en": "Ask again once the infection is controlled." });
    let with = |one: &str, other: &str| {
        report(&file, json!({ "answers": { "E1": one, "E2": other } }))["verdict"].clone()
    };
    let verdict = with("yes", "no");
    assert_eq!(
        (&verdict["state"], &verdict["askAgain"]),
        (&json!("excluded"), &json!(["E1"]))
    );
    assert_eq!(with("yes", "yes")["askAgain"], json!(["E1"]));
    assert_eq!(with("no", "yes")["askAgain"], Json::Null);
    assert_eq!(with("no", "no")["askAgain"], Json::Null);
}
