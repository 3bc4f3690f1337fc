//! Multiples of the laboratory's limits of normal, and when a sample counts: its age, what was given before it, occasions.

use liver_prescreen::exchange::input::{self, ScreenInput};
use liver_prescreen::words::{Lang, brief};
use liver_prescreen::{dates, screening};
use serde_json::{Value as Json, json};

use crate::small::{asked, asking, entries, outcome, refused, state, study};

fn alt(value: &str, fields: Json) -> Json {
    let mut lab = json!({ "value": value, "unit": "U/L" });
    for (key, value) in fields.as_object().expect("fields") {
        lab[key] = value.clone();
    }
    json!({ "labs": { "alt": lab } })
}

fn five_times() -> Json {
    json!({ "kind": "lab", "analyte": "alt", "max": { "times": "5", "of": "uln" } })
}

// guards: H7
#[test]
fn a_multiple_of_the_upper_limit_is_exact_in_the_unit_of_the_value() {
    let study = asking(five_times());
    let with = |value, uln: &str| state(&study, alt(value, json!({ "uln": uln })));
    assert_eq!(with("200", "40"), "passes");
    assert_eq!(with("200.1", "40"), "fails");
    assert_eq!(with("166.5", "33.3"), "passes");
    assert_eq!(with("166.6", "33.3"), "fails");
    assert_eq!(with("<200", "40"), "passes");
    assert_eq!(with("<300", "40"), "unknown");
    let (_, _, because) = outcome(&study, alt("210", json!({ "uln": "40" })));
    assert_eq!(
        because,
        "Alanine aminotransferase (ALT) 210 U/L is not ≤ 5 × ULN (200 U/L)."
    );
    // Creatinine in mg/dL with its limit in mg/dL.
    let creatinine = asking(json!({
        "kind": "lab", "analyte": "creatinine", "max": { "times": "1.5", "of": "uln" },
    }));
    let of = |value: &str| {
        let lab = json!({ "value": value, "unit": "mg/dL", "uln": "1.2" });
        state(&creatinine, json!({ "labs": { "creatinine": lab } }))
    };
    assert_eq!(of("1.8"), "passes");
    assert_eq!(of("1.81"), "fails");
}

// guards: H4
#[test]
fn an_unknown_upper_limit_leaves_it_open_and_is_asked_for_by_name() {
    let study = asking(five_times());
    let (found, asks, because) = outcome(&study, alt("10", json!({})));
    assert_eq!(
        (found.as_str(), asks),
        ("unknown", vec!["alt.uln".to_owned()])
    );
    assert_eq!(
        because,
        "Alanine aminotransferase (ALT) 10 U/L cannot be judged yet. Missing: Upper limit of normal (ULN)."
    );
    assert_eq!(asked(&study, json!({})), ["alt", "alt.uln"]);
    let within = asking(json!({
        "kind": "lab", "analyte": "alt",
        "min": { "times": "1", "of": "lln" }, "max": { "times": "1", "of": "uln" },
    }));
    assert_eq!(
        asked(&within, alt("10", json!({ "uln": "40" }))),
        ["alt.lln"]
    );
    let given = json!({ "uln": "40", "lln": "9" });
    for (value, expected) in [
        ("8.9", "fails"),
        ("9", "passes"),
        ("40", "passes"),
        ("41", "fails"),
    ] {
        assert_eq!(
            state(&within, alt(value, given.clone())),
            expected,
            "{value}"
        );
    }
}

#[test]
fn the_laboratorys_limit_wins_over_the_studys() {
    let file = study(
        &[("I", "inclusion", five_times())],
        json!({ "referenceIntervals": [
            { "analyte": "alt", "unit": "U/L", "high": "50", "source": "Protocol 4.2" },
        ] }),
    );
    assert_eq!(state(&file, alt("250", json!({}))), "passes");
    assert_eq!(state(&file, alt("251", json!({}))), "fails");
    assert_eq!(state(&file, alt("250", json!({ "uln": "40" }))), "fails");
    let (_, _, because) = outcome(&file, alt("251", json!({})));
    assert_eq!(
        because,
        "Alanine aminotransferase (ALT) 251 U/L is not ≤ 5 × ULN (250 U/L; ULN given by the study file)."
    );
}

// guards: H1
#[test]
fn limits_of_normal_and_earlier_values_are_refused_with_their_place() {
    let study = asking(five_times());
    for (fields, path, says) in [
        (json!({ "uln": "many" }), "patient.labs.alt.uln", "digits"),
        (
            json!({ "uln": "<40" }),
            "patient.labs.alt.uln",
            "without a sign",
        ),
        (json!({ "uln": "0" }), "patient.labs.alt.uln", "Accepted"),
        (
            json!({ "uln": "40", "lln": "40" }),
            "patient.labs.alt.lln",
            "not below the upper",
        ),
        (
            json!({ "earlier": [{ "value": "40", "unit": "mg/dL", "date": "2026-01-01" }] }),
            "patient.labs.alt.earlier[0].unit",
            "accepted: U/L",
        ),
        (
            json!({ "earlier": [{ "value": "-4", "unit": "U/L", "date": "2026-01-01" }] }),
            "patient.labs.alt.earlier[0].value",
            "negative",
        ),
        (
            json!({ "earlier": [{ "value": "40", "unit": "U/L" }] }),
            "patient.labs.alt.earlier[0].date",
            "missing",
        ),
        (
            json!({ "earlier": [{ "value": "40", "unit": "U/L", "date": "2026-12-01" }] }),
            "patient.labs.alt.earlier[0].date",
            "not after",
        ),
    ] {
        let (at, message) = refused(&study, alt("10", fields.clone()));
        assert_eq!(at, path, "{message}");
        assert!(message.contains(says), "{path}: {message}");
    }
    for (weight, says) in [
        ("5", "20 to 400"),
        (">70", "20 to 400"),
        ("heavy", "digits"),
    ] {
        let (at, message) = refused(&study, json!({ "weight": weight }));
        assert_eq!(at, "patient.weight");
        assert!(message.contains(says), "{message}");
    }
}

#[test]
fn a_value_too_old_or_without_a_day_is_not_used() {
    let study = asking(json!({
        "kind": "lab", "analyte": "alt", "unit": "U/L", "max": "200", "notOlderThanDays": 7,
    }));
    let with = |fields: Json| outcome(&study, alt("300", fields));
    assert_eq!(
        with(json!({ "date": "2026-11-15" })).0,
        "fails",
        "seven days old"
    );
    let (state, asks, because) = with(json!({ "date": "2026-11-14" }));
    assert_eq!((state.as_str(), asks), ("unknown", vec!["alt".to_owned()]));
    assert!(because.contains("more than 7 days old"), "{because}");
    let (state, asks, because) = with(json!({}));
    assert_eq!((state.as_str(), asks), ("unknown", vec!["alt".to_owned()]));
    assert!(because.contains("collection date"), "{because}");
}

#[test]
fn what_was_given_before_a_sample_leaves_it_open() {
    let study = asking(json!({
        "kind": "lab", "analyte": "alt", "unit": "U/L", "max": "200", "washout": "blood",
    }));
    let with = |answer: &str| {
        let mut patient = alt("100", json!({}));
        if !answer.is_empty() {
            patient["entries"] = json!({ "blood": answer });
        }
        outcome(&study, patient)
    };
    assert_eq!(with("no").0, "passes");
    for (answer, asks) in [("", "blood"), ("unknown", "blood"), ("yes", "alt")] {
        let (state, asked, because) = with(answer);
        assert_eq!(
            (state.as_str(), asked),
            ("unknown", vec![asks.to_owned()]),
            "{answer}"
        );
        assert!(because.contains("Blood product"), "{because}");
    }
    assert_eq!(asked(&study, json!({})), ["alt", "blood"]);
}

#[test]
fn a_rule_on_several_occasions_counts_dated_values_far_enough_apart() {
    let study = asking(json!({
        "kind": "lab", "analyte": "alt", "unit": "U/L", "max": "40",
        "occasions": { "n": 3, "apartDays": 180 },
    }));
    let earlier = |all: &[(&str, &str)]| {
        let all = all
            .iter()
            .map(|(value, date)| json!({ "value": value, "unit": "U/L", "date": date }));
        Json::Array(all.collect())
    };
    let with = |value: &str, all: &[(&str, &str)]| {
        outcome(
            &study,
            alt(
                value,
                json!({ "date": "2026-11-22", "earlier": earlier(all) }),
            ),
        )
    };
    let enough = [("30", "2026-05-26"), ("30", "2025-11-27")];
    assert_eq!(with("30", &enough).0, "passes", "180 days each");
    // Today's value alone decides "no".
    assert_eq!(with("41", &enough).0, "fails");
    let (found, asks, because) = with("30", &[("30", "2026-05-27"), ("30", "2025-11-27")]);
    assert_eq!(
        (found.as_str(), asks),
        ("unknown", vec!["alt".to_owned()]),
        "179 days"
    );
    assert_eq!(
        because,
        "Alanine aminotransferase (ALT) meets this on 2 of 3 dated values at least 180 days apart. Further dated values are needed."
    );
    assert_eq!(
        with("30", &[("50", "2026-05-26"), ("30", "2025-11-27")]).0,
        "unknown"
    );
    assert_eq!(with("30", &[]).0, "unknown");
    // More values between them take nothing away, in whatever order they come.
    let many = [
        ("30", "2026-10-01"),
        ("30", "2025-11-27"),
        ("30", "2026-05-26"),
        ("30", "2026-03-01"),
    ];
    assert_eq!(with("30", &many).0, "passes");
    let undated = alt("30", json!({ "earlier": earlier(&enough) }));
    assert_eq!(state(&study, undated), "unknown");
}

#[test]
fn reference_intervals_and_entries_of_a_file_are_held_to_their_sense() {
    let rule = five_times();
    let remarks = |further: Json| {
        let file = study(&[("I", "inclusion", rule.clone())], further);
        let remarks = liver_prescreen::study::remarks(&file.to_string());
        remarks
            .iter()
            .map(|one| format!("{}: {}", one.path, one.message))
            .collect::<Vec<_>>()
    };
    let interval = |fields: Json| {
        let mut interval = json!({ "analyte": "alt", "unit": "U/L", "high": "40", "source": "s" });
        for (key, value) in fields.as_object().expect("fields") {
            interval[key] = value.clone();
        }
        json!({ "referenceIntervals": [interval] })
    };
    assert!(remarks(interval(json!({}))).is_empty());
    for (fields, says) in [
        (json!({ "unit": "mg/dL" }), "referenceIntervals[0].unit: "),
        (json!({ "low": "40" }), "referenceIntervals[0].low: "),
        (json!({ "high": null }), "referenceIntervals[0]: "),
        (
            json!({ "high": "999999" }),
            "referenceIntervals[0].high: Expected",
        ),
    ] {
        let told = remarks(interval(fields));
        assert!(
            told.iter().any(|one| one.starts_with(says)),
            "{says}: {told:?}"
        );
    }
    let with_entry = |change: fn(&mut Json)| {
        let mut all = entries();
        change(&mut all);
        remarks(json!({ "entries": all }))
    };
    assert!(with_entry(|_| {}).is_empty());
    type Change = fn(&mut Json);
    let cases: [(Change, &str); 8] = [
        (
            |all| all[0]["id"] = json!("age"),
            "entries[0].id: age is the name of an entry",
        ),
        (
            |all| all[0]["id"] = json!("i"),
            "entries[0].id: i is the id of a criterion",
        ),
        (
            |all| all[0]["id"] = json!("lsm"),
            "entries[0].id: The id lsm appears twice",
        ),
        (
            |all| all[0]["options"] = json!([]),
            "entries[0].options: At least two",
        ),
        (
            |all| all[0]["options"][1]["id"] = json!("0"),
            "entries[0].options[0].id: The id 0 appears twice",
        ),
        (
            |all| all[1]["least"] = json!("75"),
            "entries[1].least: The least is not below",
        ),
        (
            |all| all[1]["name"] = json!({}),
            "entries[1].name: A text is needed",
        ),
        (
            |all| all[3]["unit"] = json!("kPa"),
            "entries[3].unit: Unknown field",
        ),
    ];
    for (change, says) in cases {
        let told = with_entry(change);
        assert!(
            told.iter().any(|one| one.starts_with(says)),
            "{says}: {told:?}"
        );
    }
}

/// What stands in the row of the first criterion, and in the summary, in both languages.
fn in_short(study: &Json, patient: Json) -> [(String, String); 2] {
    let study = liver_prescreen::study::from_json(&study.to_string()).expect("a study");
    let input = json!({ "asOf": "2026-11-22", "patient": patient }).to_string();
    let input = ScreenInput::from_json(&input).expect("an input");
    let today = || dates::parse("2026-11-22").expect("a day");
    let case = input::case(&input, &study, today).expect("a case");
    let report = screening::screen(&study, &case);
    let (criterion, finding) = (&study.criteria[0], &report.findings[0]);
    let rule = &criterion.readings[0].rule;
    [Lang::En, Lang::Zh].map(|lang| {
        let row = brief::value_of_row(lang, criterion.kind, &finding.computed, rule);
        let short = brief::short_reason(lang, finding);
        (row.unwrap_or_default(), short)
    })
}

#[test]
fn a_value_whose_limit_of_normal_is_missing_stays_in_sight() {
    let study = asking(five_times());
    let [english, chinese] = in_short(&study, alt("90", json!({})));
    assert_eq!(english.0, "90 U/L (ULN missing), needs ≤ 5 × ULN");
    assert_eq!(english.1, "90 U/L (ULN missing)");
    assert_eq!(chinese.1, "90 U/L（缺少ULN）");
    assert!(chinese.0.starts_with("90 U/L（缺少ULN）"), "{}", chinese.0);
    let [english, _] = in_short(&study, json!({}));
    assert_eq!(english.0, "missing, needs ≤ 5 × ULN");
    let both = asking(json!({
        "kind": "lab", "analyte": "alt",
        "min": { "times": "1", "of": "lln" }, "max": { "times": "1", "of": "uln" },
    }));
    let [english, chinese] = in_short(&both, alt("90", json!({})));
    assert_eq!(english.1, "90 U/L (LLN, ULN missing)");
    assert_eq!(chinese.1, "90 U/L（缺少LLN、ULN）");
    let apri = asking(json!({ "kind": "score", "score": "apri", "max": "2" }));
    let labs = json!({
        "ast": { "value": "90", "unit": "U/L" }, "platelets": { "value": "90", "unit": "10*9/L" },
    });
    let [english, _] = in_short(&apri, json!({ "labs": labs }));
    assert_eq!(english.0, "ULN missing, needs ≤ 2");
}
