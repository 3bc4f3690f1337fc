//! Rules composed of others, by Kleene's logic: what they decide, what they still ask for, what is said of their parts.

use liver_prescreen::study;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::small::{asked, asking, outcome, remarks, report, state};

fn answer(id: &str) -> Json {
    json!({ "kind": "answer", "entry": id })
}

fn patient(biopsy: &str, blood: &str) -> Json {
    json!({ "entries": { "biopsy": biopsy, "blood": blood } })
}

// guards: H4
#[test]
fn either_and_both_are_decided_as_soon_as_they_can_be() {
    let of = json!([answer("biopsy"), answer("blood")]);
    let any = asking(json!({ "kind": "any", "of": of }));
    let all = asking(json!({ "kind": "all", "of": of }));
    for (one, other, by_any, by_all) in [
        ("yes", "yes", "passes", "passes"),
        ("yes", "no", "passes", "fails"),
        ("no", "no", "fails", "fails"),
        ("yes", "unknown", "passes", "unknown"),
        ("unknown", "no", "unknown", "fails"),
        ("unknown", "unknown", "unknown", "unknown"),
    ] {
        assert_eq!(state(&any, patient(one, other)), by_any, "{one} {other}");
        assert_eq!(state(&any, patient(other, one)), by_any, "{one} {other}");
        assert_eq!(state(&all, patient(one, other)), by_all, "{one} {other}");
        assert_eq!(state(&all, patient(other, one)), by_all, "{one} {other}");
    }
}

// guards: H4
#[test]
fn an_open_part_beside_a_deciding_one_asks_for_nothing() {
    let any = asking(json!({ "kind": "any", "of": [answer("biopsy"), answer("blood")] }));
    assert!(asked(&any, patient("yes", "unknown")).is_empty());
    assert_eq!(asked(&any, patient("no", "unknown")), ["blood"]);
    assert_eq!(asked(&any, json!({})), ["biopsy", "blood"]);
    // Two of three are decided by two, either way.
    let two = asking(json!({ "kind": "atLeast", "n": 2, "of": [
        answer("biopsy"), answer("blood"), { "kind": "sex", "is": "female" },
    ] }));
    let with = |biopsy, blood, sex: Json| {
        let mut all = patient(biopsy, blood);
        if !sex.is_null() {
            all["sex"] = sex;
        }
        outcome(&two, all)
    };
    assert_eq!(with("yes", "yes", Json::Null).0, "passes");
    assert_eq!(with("no", "no", Json::Null).0, "fails");
    let (state, asked, _) = with("yes", "no", Json::Null);
    assert_eq!((state.as_str(), asked), ("unknown", vec!["sex".to_owned()]));
    assert_eq!(with("yes", "no", json!("female")).0, "passes");
}

// guards: H4
#[test]
fn one_rule_or_another_by_a_third() {
    let when = |further: Json| {
        let mut rule = json!({
            "kind": "when", "if": answer("biopsy"), "then": { "kind": "sex", "is": "female" },
        });
        if !further.is_null() {
            rule["else"] = further;
        }
        asking(rule)
    };
    let given = |biopsy: &str, sex: &str| json!({ "sex": sex, "entries": { "biopsy": biopsy } });
    // Left out, the other branch is true.
    let alone = when(Json::Null);
    assert_eq!(state(&alone, given("yes", "female")), "passes");
    assert_eq!(state(&alone, given("yes", "male")), "fails");
    assert_eq!(state(&alone, given("no", "male")), "passes");
    assert_eq!(state(&alone, given("unknown", "female")), "passes");
    assert_eq!(state(&alone, given("unknown", "male")), "unknown");
    assert_eq!(asked(&alone, given("unknown", "male")), ["biopsy"]);
    let both = when(json!({ "kind": "age", "min": 40 }));
    let aged = |biopsy: &str, sex: &str, age: u8| json!({ "sex": sex, "age": age, "entries": { "biopsy": biopsy } });
    assert_eq!(state(&both, aged("no", "male", 40)), "passes");
    assert_eq!(state(&both, aged("no", "female", 39)), "fails");
    assert_eq!(state(&both, aged("unknown", "male", 39)), "fails");
    assert_eq!(state(&both, aged("unknown", "female", 40)), "passes");
    assert_eq!(state(&both, aged("unknown", "female", 39)), "unknown");
}

// guards: H4
#[test]
fn what_no_entry_settles_stays_open_and_says_who_can() {
    let undecidable = json!({ "kind": "undecidable" });
    let site = json!({ "kind": "site" });
    for (part, alone) in [(&undecidable, "undecidable"), (&site, "for-the-site")] {
        let any = asking(json!({ "kind": "any", "of": [part, answer("biopsy")] }));
        assert_eq!(
            state(&any, json!({ "entries": { "biopsy": "yes" } })),
            "passes"
        );
        assert_eq!(state(&any, json!({ "entries": { "biopsy": "no" } })), alone);
        assert!(asked(&any, json!({ "entries": { "biopsy": "no" } })).is_empty());
        // As long as an entry can still settle it, it is asked for.
        assert_eq!(state(&any, json!({})), "unknown");
        assert_eq!(asked(&any, json!({})), ["biopsy"]);
    }
    // One answer out of three settles nothing beside two that nobody can give.
    let two =
        asking(json!({ "kind": "atLeast", "n": 2, "of": [undecidable, site, answer("biopsy")] }));
    let (state_of_two, asks, _) = outcome(&two, json!({}));
    assert_eq!((state_of_two.as_str(), asks.len()), ("undecidable", 0));
}

#[test]
fn not_applicable_is_open_in_a_composition_and_asks_for_nothing() {
    let rule = json!({ "kind": "any", "of": [answer("pregnant"), answer("biopsy")] });
    let study = asking(rule);
    let given =
        |biopsy: &str| json!({ "entries": { "pregnant": "not-applicable", "biopsy": biopsy } });
    assert_eq!(state(&study, given("yes")), "passes");
    assert_eq!(state(&study, given("no")), "not-applicable");
    assert_eq!(asked(&study, given("unknown")), ["biopsy"]);
    let alone = asking(answer("pregnant"));
    assert_eq!(state(&alone, given("no")), "not-applicable");
}

#[test]
fn the_reason_is_a_sentence_of_the_parts_that_decide_and_the_report_has_them_all() {
    let lab = |analyte: &str, unit: &str, min: &str| json!({ "kind": "lab", "analyte": analyte, "unit": unit, "min": min });
    let study = asking(json!({ "kind": "all", "of": [
        lab("platelets", "10*9/L", "75"),
        { "kind": "any", "of": [lab("albumin", "g/L", "30"), answer("biopsy")] },
    ] }));
    let labs = json!({
        "platelets": { "value": "60", "unit": "10*9/L" },
        "albumin": { "value": "28", "unit": "g/L" },
    });
    let report = report(
        &study,
        json!({ "labs": labs, "entries": { "biopsy": "no" } }),
    );
    let found = &report["criteria"][0];
    assert_eq!(found["state"], "fails");
    assert_eq!(
        found["because"],
        "Not every condition applies, because: Platelets 60×10⁹/L is not ≥ 75×10⁹/L. No alternative applies, because: Albumin 28 g/L is not ≥ 30 g/L; Biopsy: no."
    );
    assert_eq!(found["from"], json!(["platelets", "albumin", "biopsy"]));
    let parts = &found["parts"];
    assert_eq!(parts[0]["state"], "does-not-hold");
    assert_eq!(parts[1]["state"], "does-not-hold");
    assert_eq!(parts[1]["parts"][1]["because"], "Biopsy: no.");
    assert_eq!(
        found["margin"],
        Json::Null,
        "a composition has no limit of its own"
    );
    let labs = json!({ "platelets": { "value": "80", "unit": "10*9/L" } });
    let (state, asked, because) = outcome(&study, json!({ "labs": labs }));
    assert_eq!(
        (state.as_str(), asked),
        ("unknown", vec!["albumin".to_owned(), "biopsy".to_owned()])
    );
    assert_eq!(because, "Missing: Albumin, Biopsy.");
}

// guards: H10
#[test]
fn a_caution_about_a_part_is_one_about_the_whole_only_where_it_would_change_that() {
    // By molar mass this value is on the other side of the limit.
    let bilirubin =
        json!({ "kind": "lab", "analyte": "bilirubin", "unit": "mg/dL", "below": "9.94" });
    let with = |kind: &str, biopsy: &str| {
        let study = asking(json!({ "kind": kind, "of": [bilirubin, answer("biopsy")] }));
        let labs = json!({ "bilirubin": { "value": "170", "unit": "umol/L" } });
        let report = report(
            &study,
            json!({ "labs": labs, "entries": { "biopsy": biopsy } }),
        );
        let cautions = report["criteria"][0]["cautions"]
            .as_array()
            .expect("a list");
        cautions.len()
    };
    assert_eq!(with("any", "no"), 1);
    assert_eq!(
        with("any", "yes"),
        0,
        "the biopsy decides whatever the bilirubin is"
    );
    assert_eq!(with("all", "yes"), 1);
    assert_eq!(with("all", "no"), 0);
}

#[test]
fn rules_are_composed_no_deeper_than_anybody_can_read() {
    let nested = |depth: usize| {
        (1..depth).fold(
            answer("biopsy"),
            |rule, _| json!({ "kind": "not", "rule": rule }),
        )
    };
    assert_eq!(remarks(nested(12)), []);
    let told = remarks(nested(13));
    assert_eq!(told.len(), 1);
    let (path, message) = &told[0];
    assert!(
        path.starts_with("criteria[0].readings[0].rule.rule.rule"),
        "{path}"
    );
    assert_eq!(path.matches(".rule").count(), 13);
    assert!(message.contains("at most 12 deep"), "{message}");
}

// guards: H24
#[test]
fn a_fault_in_a_part_is_told_with_its_whole_path() {
    let lab = json!({ "kind": "lab", "analyte": "albumin", "unit": "g/L", "min": "30" });
    for (part, at, says) in [
        (
            json!({ "kind": "lab", "analyte": "albumin", "unit": "g/L", "min": 30 }),
            ".min",
            "got 30",
        ),
        (
            json!({ "kind": "lab", "analyte": "albumen", "unit": "g/L", "min": "30" }),
            ".analyte",
            "accepted: bilirubin",
        ),
        (
            json!({ "kind": "lab", "analyte": "albumin", "unit": "g/L", "min": "=30" }),
            ".min",
            "digits",
        ),
        (
            json!({ "kind": "lab", "analyte": "albumin", "unit": "g/L" }),
            "",
            "A limit is missing",
        ),
        (json!({ "kind": "albumin" }), "", "accepted: age, lab"),
        (json!("answer"), "", ""),
        (
            json!({ "kind": "answer", "entry": "xray" }),
            ".entry",
            "no such entry",
        ),
        (
            json!({ "kind": "choice", "entry": "ecog", "of": ["5"] }),
            ".of[0]",
            "accepted: 0, 1",
        ),
    ] {
        for (rule, path) in [
            (json!({ "kind": "any", "of": [lab, part] }), ".of[1]"),
            (json!({ "kind": "not", "rule": part }), ".rule"),
            (json!({ "kind": "when", "if": part, "then": lab }), ".if"),
            (json!({ "kind": "when", "if": lab, "then": part }), ".then"),
            (
                json!({ "kind": "when", "if": lab, "then": lab, "else": part }),
                ".else",
            ),
            (
                json!({ "kind": "all", "of": [{ "kind": "not", "rule": part }] }),
                ".of[0].rule",
            ),
        ] {
            let told = remarks(rule.clone());
            let (found, message) = &told[0];
            assert_eq!(
                *found,
                format!("criteria[0].readings[0].rule{path}{at}"),
                "{rule}: {message}"
            );
            assert!(message.contains(says), "{message}");
        }
    }
}

#[test]
fn a_composition_goes_to_the_page_and_back_as_it_was() {
    let file = asking(json!({ "kind": "when",
        "if": { "kind": "atLeast", "n": 1, "of": [answer("biopsy"), { "kind": "choice", "entry": "ecog", "of": ["0"] }] },
        "then": { "kind": "lab", "analyte": "alt", "max": { "times": "5", "of": "uln" } },
        "else": { "kind": "lab", "analyte": "bilirubin", "below": { "mg/dL": "2", "umol/L": "34.2" } },
    }));
    let read = study::from_json(&file.to_string()).expect("a study");
    let back = study::from_bytes(&study::to_bytes(&read)).expect("a study");
    assert_eq!(back, read);
}

/// A rule over four independent answers, as deep as three.
fn rule() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(answer("biopsy")),
        Just(answer("blood")),
        Just(answer("pregnant")),
        Just(json!({ "kind": "sex", "is": "female" })),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let of = prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            of.clone().prop_map(|of| json!({ "kind": "all", "of": of })),
            of.clone().prop_map(|of| json!({ "kind": "any", "of": of })),
            of.prop_flat_map(|of| (1..=of.len(), Just(of)))
                .prop_map(|(n, of)| json!({ "kind": "atLeast", "n": n, "of": of })),
            inner
                .clone()
                .prop_map(|rule| json!({ "kind": "not", "rule": rule })),
            (inner.clone(), inner.clone(), inner).prop_map(
                |(one, two, three)| json!({ "kind": "when", "if": one, "then": two, "else": three })
            ),
        ]
    })
}

const NAMES: [&str; 4] = ["biopsy", "blood", "pregnant", "sex"];

fn with(values: [Option<bool>; 4]) -> Json {
    let mut patient = json!({ "entries": {} });
    for (name, value) in NAMES.into_iter().zip(values) {
        match (name, value) {
            (_, None) => {}
            ("sex", Some(yes)) => patient["sex"] = json!(if yes { "female" } else { "male" }),
            (name, Some(yes)) => patient["entries"][name] = json!(if yes { "yes" } else { "no" }),
        }
    }
    patient
}

fn three() -> impl Strategy<Value = Option<bool>> {
    prop_oneof![Just(None), Just(Some(true)), Just(Some(false))]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    // guards: H4
    #[test]
    fn what_is_decided_holds_for_every_completion_and_what_is_asked_is_open(
        rule in rule(), values in [three(), three(), three(), three()],
    ) {
        let study = asking(rule);
        let (state, asks, _) = outcome(&study, with(values));
        for bits in 0..16_u8 {
            let mut complete = values;
            for (at, value) in complete.iter_mut().enumerate() {
                *value = value.or(Some(bits >> at & 1 == 1));
            }
            let (whole, rest, _) = outcome(&study, with(complete));
            prop_assert!(whole == "passes" || whole == "fails", "{}", whole);
            prop_assert!(rest.is_empty());
            if state != "unknown" {
                prop_assert_eq!(&whole, &state);
            }
        }
        prop_assert_eq!(state == "unknown", !asks.is_empty());
        for entry in &asks {
            let at = NAMES.iter().position(|name| name == entry).expect("an entry");
            prop_assert!(values[at].is_none(), "{} was answered", entry);
        }
    }
}
