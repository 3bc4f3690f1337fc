//! Windows of months, weeks, days and hours, from the day of screening or from a day that the study names.

use serde_json::{Value as Json, json};

use crate::small::{asked, asking, outcome, state, study};

/// An event on a day, against a window; the study asks for no event in it.
fn event(window: Json, entries: Json) -> (String, Vec<String>, String) {
    let study =
        asking(json!({ "kind": "answer", "entry": "biopsy", "reversed": true, "window": window }));
    outcome(&study, json!({ "entries": entries }))
}

fn on(day: &str, window: Json) -> String {
    event(
        window,
        json!({ "biopsy": { "answer": "yes", "date": day } }),
    )
    .0
}

// guards: H25
#[test]
fn the_last_day_of_a_window_counts_and_the_next_does_not() {
    for (window, last, lapsed) in [
        (json!({ "days": 7 }), "2026-11-15", "2026-11-14"),
        (json!({ "weeks": 4 }), "2026-10-25", "2026-10-24"),
        (json!({ "months": 1 }), "2026-10-22", "2026-10-21"),
        (
            json!({ "months": 1, "days": 30 }),
            "2026-10-22",
            "2026-10-21",
        ),
        (
            json!({ "months": 6, "days": 180 }),
            "2026-05-22",
            "2026-05-21",
        ),
    ] {
        assert_eq!(on("2026-11-22", window.clone()), "fails", "{window}");
        assert_eq!(on(last, window.clone()), "fails", "{window}");
        assert_eq!(on(lapsed, window.clone()), "passes", "{window}");
    }
}

// guards: H25
#[test]
fn hours_are_decided_by_days_only_where_they_can_be() {
    let window = json!({ "hours": 48 });
    assert_eq!(
        on("2026-11-21", window.clone()),
        "fails",
        "at most 48 hours"
    );
    assert_eq!(
        on("2026-11-20", window.clone()),
        "unknown",
        "24 to 72 hours"
    );
    assert_eq!(
        on("2026-11-19", window.clone()),
        "passes",
        "48 hours at least"
    );
    let (_, asks, because) = event(
        window,
        json!({ "biopsy": { "answer": "yes", "date": "2026-11-20" } }),
    );
    assert_eq!(asks, ["biopsy"]);
    assert!(because.contains("48 hours"), "{because}");
}

// guards: H4
#[test]
fn an_entry_asks_for_an_event_so_that_yes_without_a_day_is_open() {
    let window = json!({ "weeks": 2 });
    assert_eq!(event(window.clone(), json!({ "biopsy": "no" })).0, "passes");
    let (state, asks, because) = event(window.clone(), json!({ "biopsy": "yes" }));
    assert_eq!(
        (state.as_str(), asks),
        ("unknown", vec!["biopsy".to_owned()])
    );
    assert_eq!(
        because,
        "Biopsy: the date is needed to tell whether it is within 2 weeks."
    );
    assert_eq!(event(window.clone(), json!({})).0, "unknown");
    assert_eq!(event(window, json!({ "biopsy": "unknown" })).0, "unknown");
}

#[test]
fn a_window_counts_back_from_the_day_that_it_names() {
    let window = json!({ "weeks": 4, "anchor": "onset" });
    let with = |onset: &str, day: &str| {
        let mut entries = json!({ "biopsy": { "answer": "yes", "date": day } });
        if !onset.is_empty() {
            entries["onset"] = json!(onset);
        }
        event(window.clone(), entries)
    };
    assert_eq!(with("2026-11-01", "2026-10-04").0, "fails");
    assert_eq!(with("2026-11-01", "2026-10-03").0, "passes");
    let (_, _, because) = with("2026-11-01", "2026-10-03");
    assert_eq!(
        because,
        "Biopsy: 2026-10-03 is more than 4 weeks before Onset (2026-11-01)."
    );
    let (state, asks, _) = with("", "2026-10-04");
    assert_eq!(
        (state.as_str(), asks),
        ("unknown", vec!["onset".to_owned()])
    );
    // After the day from which it counts back, nothing can be said.
    let (state, asks, because) = with("2026-11-01", "2026-11-02");
    assert_eq!(
        (state.as_str(), asks),
        ("unknown", vec!["biopsy".to_owned()])
    );
    assert!(because.contains("after Onset (2026-11-01)"), "{because}");
    // A first dose that is still to come.
    assert_eq!(with("2026-12-01", "2026-11-03").0, "fails");
    assert_eq!(with("2026-12-01", "2026-11-02").0, "passes");
}

#[test]
fn months_and_days_that_disagree_are_cautioned_about() {
    let study = asking(json!({
        "kind": "answer", "entry": "biopsy", "reversed": true, "window": { "months": 1, "days": 30 },
    }));
    let patient = json!({ "entries": { "biopsy": { "answer": "yes", "date": "2026-10-22" } } });
    let report = crate::small::report(&study, patient);
    assert_eq!(report["criteria"][0]["state"], "fails");
    let cautions = report["criteria"][0]["cautions"]
        .as_array()
        .expect("a list");
    assert_eq!(cautions.len(), 1, "31 days ago: {cautions:?}");
}

// guards: H4
#[test]
fn the_criterions_own_question_names_its_window() {
    let own = |window: Json| {
        study(
            &[(
                "E",
                "exclusion",
                json!({ "kind": "answer", "window": window }),
            )],
            json!({ "entries": crate::small::entries() }),
        )
    };
    let weeks = own(json!({ "weeks": 2 }));
    let given = |answer: &str, day: &str| {
        let mut patient = json!({});
        if !answer.is_empty() {
            patient["answers"] = json!({ "E": answer });
        }
        if !day.is_empty() {
            patient["events"] = json!({ "E": day });
        }
        patient
    };
    // The question is about the window, so that the answer alone decides.
    assert_eq!(state(&weeks, given("yes", "")), "fails");
    assert_eq!(state(&weeks, given("no", "")), "passes");
    assert_eq!(state(&weeks, given("", "2026-11-08")), "fails");
    assert_eq!(state(&weeks, given("", "2026-11-07")), "passes");
    let (state_of, asks, because) = outcome(&weeks, given("yes", "2026-11-07"));
    assert_eq!((state_of.as_str(), asks), ("unknown", vec!["E".to_owned()]));
    assert!(because.contains("contradict"), "{because}");
    // Without the day from which it counts back, the answer still decides.
    let anchored = own(json!({ "weeks": 2, "anchor": "onset" }));
    assert_eq!(state(&anchored, given("yes", "2026-11-08")), "fails");
    assert_eq!(asked(&anchored, given("", "2026-11-08")), ["onset"]);
    let hours = own(json!({ "hours": 48 }));
    assert_eq!(state(&hours, given("yes", "2026-11-20")), "fails");
    assert_eq!(state(&hours, given("no", "2026-11-20")), "passes");
    assert_eq!(asked(&hours, given("", "2026-11-20")), ["E"]);
}

// guards: H24
#[test]
fn a_window_has_one_length_and_an_anchor_that_is_a_day() {
    for (window, at, says) in [
        (json!({}), "", "Expected one length"),
        (json!({ "weeks": 4, "days": 28 }), "", "Expected one length"),
        (
            json!({ "hours": 48, "weeks": 1 }),
            "",
            "Expected one length",
        ),
        (json!({ "weeks": 0 }), ".weeks", "from 1 to 520"),
        (json!({ "hours": 9000 }), ".hours", "from 1 to 8760"),
        (
            json!({ "days": 7, "anchor": "biopsy" }),
            ".anchor",
            "those of this kind: onset",
        ),
        (
            json!({ "days": 7, "anchor": "dose" }),
            ".anchor",
            "no such entry",
        ),
        (
            json!({ "years": 1 }),
            ".years",
            "accepted here: months, weeks, days, hours, anchor",
        ),
    ] {
        let told =
            crate::small::remarks(json!({ "kind": "answer", "entry": "biopsy", "window": window }));
        let path = format!("criteria[0].readings[0].rule.window{at}");
        assert!(
            told.iter()
                .any(|(found, message)| *found == path && message.contains(says)),
            "{window}: {told:?}"
        );
    }
}
