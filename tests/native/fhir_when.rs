//! Which of several results is the latest: days as written, and instants where an offset is told.

use serde_json::{Value as Json, json};

use crate::fhir::{bundle, but, read};

fn on(when: &str, value: &str) -> Json {
    but(|r| {
        r["effectiveDateTime"] = json!(when);
        r["valueQuantity"]["value"] = json!(value);
    })
}

/// The value and the day taken, and the remarks.
fn albumin(results: &[Json]) -> (String, Vec<String>) {
    let (patient, remarks) = read(&bundle(results)).expect("a bundle");
    let lab = &patient["labs"]["albumin"];
    let taken = ["value", "date"].map(|key| lab[key].as_str().unwrap_or_default());
    (
        taken.join(" ").trim().to_owned(),
        remarks.into_iter().map(|(_, message)| message).collect(),
    )
}

// guards: H2
#[test]
fn instants_are_compared_and_the_remark_says_so() {
    for (one, two, taken) in [
        // The first is later by universal time, though its day is the earlier one.
        (
            "2026-11-20T23:30:00-05:00",
            "2026-11-21T01:00:00+08:00",
            "1 2026-11-20",
        ),
        (
            "2026-11-20T08:00:00+08:00",
            "2026-11-20T14:00:00+08:00",
            "2 2026-11-20",
        ),
        (
            "2026-11-20T08:00:00Z",
            "2026-11-20T07:59:59.999Z",
            "1 2026-11-20",
        ),
        (
            "2026-11-20T08:00:00.1Z",
            "2026-11-20T08:00:00.11Z",
            "2 2026-11-20",
        ),
    ] {
        for swapped in [false, true] {
            let mut results = [on(one, "31"), on(two, "32")];
            if swapped {
                results.reverse();
            }
            let (found, remarks) = albumin(&results);
            assert_eq!(found, ["3", taken].concat(), "{one} {two}");
            assert!(
                remarks
                    .iter()
                    .any(|said| said.contains("was not taken. There is a later result."))
            );
            assert!(
                remarks
                    .iter()
                    .any(|said| said.contains("was taken. By time and offset it is the latest")),
                "{remarks:?}"
            );
        }
    }
    // Without times, at the same instant, or with a time on one side alone nobody can tell.
    for (one, two) in [
        ("2026-11-20", "2026-11-20"),
        ("2026-11-20T08:00:00Z", "2026-11-20T16:00:00+08:00"),
        ("2026-11-20T08:00:00Z", "2026-11-20"),
        ("2026-11-20T08:00:00", "2026-11-20T09:00:00"),
        // By universal time it is the day of the other.
        ("2026-11-20T23:30:00-05:00", "2026-11-21"),
        ("2026-11-21T06:00:00+08:00", "2026-11-20"),
    ] {
        let (found, remarks) = albumin(&[on(one, "31"), on(two, "32")]);
        assert_eq!(found, "", "{one} {two}");
        assert!(
            remarks.iter().all(|said| said.contains("differs")),
            "{remarks:?}"
        );
        let (found, _) = albumin(&[on(one, "31"), on(two, "31")]);
        assert!(found.starts_with("31 "), "{one} {two}");
    }
    let (found, remarks) = albumin(&[on("2026-11-20T23:30:00Z", "31"), on("2026-11-21", "32")]);
    assert_eq!((found.as_str(), remarks.len()), ("32 2026-11-21", 1));
}

// guards: H2
#[test]
fn the_day_used_is_said_where_universal_time_gives_another() {
    let (found, remarks) = albumin(&[on("2026-11-20T23:30:00-05:00", "31")]);
    assert_eq!(found, "31 2026-11-20");
    assert_eq!(
        remarks,
        [
            "The date is the laboratory’s local one; in universal time it is another: Albumin 2026-11-20 (2026-11-21)."
        ]
    );
    for same in [
        "2026-11-20T08:30:00+08:00",
        "2026-11-20T23:30:00Z",
        "2026-11-20",
        "2026-11-20T07:00:00",
    ] {
        assert_eq!(
            albumin(&[on(same, "31")]),
            ("31 2026-11-20".to_owned(), vec![]),
            "{same}"
        );
    }
}

#[test]
fn a_time_that_is_none_is_refused() {
    for wrong in [
        "2026-11-20T",
        "2026-11-20T25:00:00Z",
        "2026-11-20T08:60:00Z",
        "2026-11-20T08:00:61Z",
        "2026-11-20T8:00Z",
        "2026-11-20 08:00:00",
        "2026-11-20T08:00:00+0800",
        "2026-11-20T08:00:00+15:00",
        "2026-11-20T08:00:00.Z",
        "2026-11-20T08:00:00+é8:00",
        "2026-11-20T08:00:00:00Z",
        "20.11.2026",
    ] {
        let (found, remarks) = albumin(&[on(wrong, "31")]);
        assert_eq!((found.as_str(), remarks.len()), ("", 1), "{wrong}");
    }
    let twice = but(|r| r["effectivePeriod"] = json!({ "start": "2026-11-19" }));
    assert!(albumin(&[twice]).1[0].contains("two different ways"));
}
