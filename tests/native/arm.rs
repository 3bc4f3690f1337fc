//! What is said of the dose group and of the visits, by the state of enrolment.

use liver_prescreen::screening::Enrolment;
use liver_prescreen::{dates, words};
use serde_json::{Value as Json, json};

use crate::support::{screen, without, worked};

fn arm(enrolment: Json) -> Json {
    let mut input = worked();
    input["enrolment"] = enrolment;
    screen(&input)["arm"].clone()
}

// guards: H12
#[test]
fn places_fill_group_by_group_with_a_gate_between() {
    for (enrolled, state, group, place) in [
        (0, "projected", json!("low-dose"), json!(1)),
        (7, "projected", json!("low-dose"), json!(8)),
        (8, "gate-pending", Json::Null, Json::Null),
        (9, "projected", json!("medium-dose"), json!(2)),
        (15, "projected", json!("medium-dose"), json!(8)),
        (16, "gate-pending", Json::Null, Json::Null),
        (17, "projected", json!("high-dose"), json!(2)),
        (23, "projected", json!("high-dose"), json!(8)),
        (24, "closed", Json::Null, Json::Null),
    ] {
        let arm = arm(json!({"recruitment": "open", "enrolled": enrolled}));
        assert_eq!(arm["state"], state, "{enrolled}");
        assert_eq!(arm["arm"], group, "{enrolled}");
        assert_eq!(arm["place"], place, "{enrolled}");
    }
}

// guards: H11
#[test]
fn as_published_the_study_is_complete() {
    for input in [
        without(&worked(), "/enrolment"),
        without(
            &without(&worked(), "/enrolment/enrolled"),
            "/enrolment/recruitment",
        ),
    ] {
        let arm = &screen(&input)["arm"];
        assert_eq!(arm["state"], "closed");
        assert_eq!(
            arm["why"],
            "This study has completed enrolment (24 of 24, as of 2026-11-22). No dose group can be stated."
        );
    }
}

// guards: H11, H13, H14
#[test]
fn no_group_is_stated_on_hold_closed_unknown_stale_or_dated_ahead() {
    for (enrolment, state, says) in [
        (
            json!({"recruitment": "on-hold", "enrolled": 9}),
            "on-hold",
            "on hold",
        ),
        (
            json!({"recruitment": "closed", "enrolled": 9}),
            "closed",
            "closed",
        ),
        (
            json!({"recruitment": "unknown", "enrolled": 9}),
            "unknown",
            "recruiting",
        ),
        (
            json!({"recruitment": "open"}),
            "unknown",
            "number of participants already dosed",
        ),
        (
            json!({"recruitment": "open", "enrolled": 9, "asOf": "2026-11-14"}),
            "unknown",
            "more than 7 days old",
        ),
        (
            json!({"recruitment": "on-hold", "asOf": "2026-11-14"}),
            "unknown",
            "more than 7 days old",
        ),
        (
            json!({"recruitment": "on-hold", "asOf": "2026-11-15"}),
            "on-hold",
            "on hold",
        ),
        (
            json!({"recruitment": "closed", "enrolled": 9, "asOf": "2026-11-14"}),
            "unknown",
            "more than 7 days old",
        ),
        (
            json!({"recruitment": "closed", "enrolled": 24, "asOf": "2025-11-14"}),
            "closed",
            "completed enrolment (24 of 24, as of 2025-11-14)",
        ),
        (
            json!({"recruitment": "open", "enrolled": 9, "asOf": "2026-11-23"}),
            "unknown",
            "is in the future",
        ),
    ] {
        let arm = arm(enrolment.clone());
        assert_eq!(arm["state"], state, "{enrolment}");
        assert_eq!(arm["arm"], Json::Null, "{enrolment}");
        let why = arm["why"].as_str().expect("a reason");
        assert!(why.contains(says), "{why}");
    }
    let fresh = arm(json!({"recruitment": "open", "enrolled": 9, "asOf": "2026-11-15"}));
    assert_eq!(fresh["state"], "projected", "seven days are not too old");
}

// guards: H13
#[test]
fn a_bare_count_is_projected_with_the_assumption_said() {
    let arm = arm(json!({"enrolled": 9}));
    assert_eq!(arm["state"], "projected");
    let first = arm["assumptions"][0].as_str().expect("an assumption");
    assert!(
        first.contains("the registry lists the study as Completed"),
        "{first}"
    );
}

// guards: H10, H32
#[test]
fn for_an_undetermined_patient_the_place_is_said_to_be_about_the_study_only() {
    let report = screen(&without(&worked(), "/patient/age"));
    let said = report["arm"]["assumptions"].as_array().expect("a list");
    assert!(said.iter().any(|a| {
        a.as_str()
            .is_some_and(|a| a.contains("not about the patient"))
    }));
}

// guards: H32
#[test]
fn no_statement_promises() {
    for enrolled in 0..=24 {
        let arm = arm(json!({"recruitment": "open", "enrolled": enrolled}));
        let text = arm.to_string().to_lowercase();
        for word in [
            "assigned to",
            "reserved",
            "your arm",
            "randomised",
            "best dose",
            "eligible",
        ] {
            assert!(!text.contains(word), "{word}: {text}");
        }
    }
}

#[test]
fn visits_from_a_first_infusion_on_the_fourth_of_january_2027() {
    let mut input = worked();
    input["firstInfusion"] = json!("2027-01-04");
    let report = screen(&input);
    let visits = report["schedule"].as_array().expect("visits");
    let firm: Vec<(u64, &str)> = visits
        .iter()
        .filter(|v| v["firm"] == true)
        .map(|v| {
            (
                v["day"].as_u64().expect("a day"),
                v["date"].as_str().expect("a date"),
            )
        })
        .collect();
    assert_eq!(
        firm,
        [
            (1, "2027-01-04"),
            (8, "2027-01-11"),
            (15, "2027-01-18"),
            (29, "2027-02-01"),
            (57, "2027-03-01"),
            (85, "2027-03-29"),
            (169, "2027-06-21"),
        ]
    );
    let open: Vec<&Json> = visits.iter().filter(|v| v["firm"] == false).collect();
    assert_eq!(
        open.len(),
        4,
        "one in-hospital visit and three survival contacts"
    );
    assert!(
        open.iter().all(|v| v["date"] == Json::Null),
        "no firm date for what is open"
    );
    let ranges: Vec<&Json> = open
        .iter()
        .map(|v| &v["between"])
        .filter(|b| !b.is_null())
        .collect();
    assert_eq!(
        ranges,
        [
            &json!(["2027-12-21", "2028-01-04"]),
            &json!(["2028-06-21", "2028-07-04"]),
            &json!(["2028-12-21", "2029-01-04"]),
        ]
    );
}

// guards: H32
#[test]
fn without_a_first_infusion_there_are_days_and_no_dates() {
    let report = screen(&worked());
    for visit in report["schedule"].as_array().expect("visits") {
        assert_eq!(visit["date"], Json::Null);
        assert_eq!(visit["between"], Json::Null);
    }
    assert_eq!(report["schedule"][0]["day"], 1);
}

/// Of two statements the day that makes them more doubtful counts: one to come, or else the earlier, though the later
/// be today.
#[test]
fn of_two_days_of_enrolment_the_more_doubtful_counts() {
    let day = |text| dates::parse(text).expect("a day");
    let told = |text| Enrolment {
        as_of: Some(day(text)),
        ..Enrolment::default()
    };
    for (one, other, counts) in [
        ("2026-11-22", "2026-11-01", "2026-11-01"),
        ("2026-10-01", "2026-11-22", "2026-10-01"),
        ("2026-11-01", "2026-11-23", "2026-11-23"),
    ] {
        let both = told(one).and(told(other), day("2026-11-22"));
        assert_eq!(both.as_of, Some(day(counts)), "{one} and {other}");
    }
}

#[test]
fn doses_are_written_with_raised_powers() {
    for (of, written) in [
        ("2.5×10^7", "2.5×10⁷"),
        ("1.5×10^10", "1.5×10¹⁰"),
        ("10^9/L", "10⁹/L"),
        ("3×109/L", "3×109/L"),
        ("a^b 4^", "a^b 4^"),
        ("", ""),
    ] {
        assert_eq!(words::powers(of), written);
    }
    let why = arm(json!({"recruitment": "open", "enrolled": 9, "asOf": "2026-11-20"}));
    let why = why["why"].as_str().expect("a statement");
    assert!(why.contains("5.0×10⁷ cells in 100 mL"), "{why}");
}
