//! Near a limit: where another accepted way of converting, cutting or counting would decide otherwise, the
//! finding says so and names it, and nowhere else.

use liver_prescreen::dates;
use serde_json::{Value as Json, json};
use time::Date;

use crate::support::{changed, screen, without, worked};

fn criterion(report: &Json, id: &str) -> Json {
    let all = report["criteria"].as_array().expect("criteria");
    all.iter().find(|c| c["id"] == id).expect("it").clone()
}

fn lab(name: &str, value: &str, unit: &str) -> Vec<(String, Json)> {
    // In a report of the other units, and confirmed.
    let value = json!({"value": value, "unit": unit, "confirmed": true});
    vec![(format!("/patient/labs/{name}"), value)]
}

fn found(changes: &[(String, Json)], id: &str) -> (String, Vec<String>) {
    let report = screen(&changed(&worked(), changes));
    let criterion = criterion(&report, id);
    let cautions = criterion["cautions"].as_array().expect("a list");
    let cautions = cautions
        .iter()
        .map(|c| c.as_str().expect("a text").to_owned());
    let state = criterion["state"].as_str().expect("a state");
    (state.to_owned(), cautions.collect())
}

// traces: I4b
// guards: H7
#[test]
fn bilirubin_of_9_94_mg_per_dl_is_within_rounding_of_170() {
    let (state, cautions) = found(&lab("bilirubin", "9.94", "mg/dL"), "I4b");
    assert_eq!(state, "passes");
    assert_eq!(
        cautions,
        [
            "Close to the limit: converted with the factor 17.104, the value is 170.01376 µmol/L, on the other side of 170 µmol/L."
        ]
    );
    for (text, expected) in [("9.93", "passes"), ("9.95", "fails")] {
        let (state, cautions) = found(&lab("bilirubin", text, "mg/dL"), "I4b");
        assert_eq!(state, expected, "{text}");
        assert!(cautions.is_empty(), "{text}: {cautions:?}");
    }
}

// traces: I4b
// guards: H7
#[test]
fn a_value_typed_in_the_unit_of_the_limit_needs_no_factor() {
    for text in ["169.9", "170", "170.1"] {
        assert!(found(&lab("bilirubin", text, "umol/L"), "I4b").1.is_empty());
    }
}

/// A patient whose Child-Pugh stands at six but for the item under test.
fn six_points(changes: Vec<(String, Json)>) -> Vec<(String, Json)> {
    let mut all = lab("bilirubin", "20", "umol/L");
    all.push(("/patient/ascites".to_owned(), json!("none")));
    all.extend(changes);
    all
}

// traces: I4d, childPugh
// guards: H7
#[test]
fn thirty_four_micromol_is_two_points_and_says_that_converted_it_is_one() {
    let (state, cautions) = found(&six_points(lab("bilirubin", "34", "umol/L")), "I4d");
    assert_eq!(state, "passes");
    assert_eq!(cautions.len(), 1, "{cautions:?}");
    assert!(
        cautions[0].contains("Child-Pugh would be 6 if bilirubin is converted"),
        "{cautions:?}"
    );
    assert!(
        found(&six_points(lab("bilirubin", "33", "umol/L")), "I4d")
            .1
            .is_empty()
    );
    assert!(
        found(&six_points(lab("bilirubin", "34.2", "umol/L")), "I4d")
            .1
            .is_empty()
    );
}

// traces: I4d, childPugh
// guards: H7
#[test]
fn one_point_nine_nine_milligram_is_one_point_and_says_that_converted_it_is_two() {
    let (state, cautions) = found(&six_points(lab("bilirubin", "1.99", "mg/dL")), "I4d");
    assert_eq!(state, "fails");
    assert!(
        cautions[0].contains("Child-Pugh would be 7 if bilirubin is converted"),
        "{cautions:?}"
    );
}

// traces: I4d, childPugh
#[test]
fn an_inr_between_the_two_upper_cuts_is_named_only_where_it_decides() {
    // Albumin 2, bilirubin 1, ascites and encephalopathy 1: the INR brings 2 points, or 3 by the other table.
    let (state, cautions) = found(&six_points(lab("inr", "2.25", "1")), "I4d");
    assert_eq!(state, "passes");
    assert!(
        cautions.is_empty(),
        "7 or 8 points decide alike: {cautions:?}"
    );
}

// traces: I4d, childPugh
#[test]
fn seconds_that_decide_otherwise_than_the_inr_are_named() {
    let mut input = changed(&worked(), &six_points(Vec::new()));
    input["patient"]["labs"]["prothrombinProlongation"] = json!({"value": "7", "unit": "s"});
    let report = screen(&input);
    let i4d = criterion(&report, "I4d");
    assert_eq!(i4d["state"], "fails");
    let caution = i4d["cautions"][0].as_str().expect("a caution");
    assert!(
        caution.contains("Child-Pugh would be 8 if the prothrombin time prolongation is used"),
        "{caution}"
    );
}

// traces: I4e, meld
// guards: H6, H7
#[test]
fn meld_at_a_rounding_edge_of_conversion_is_named() {
    // 3.78 ln b + 11.2 ln 1.5 + 6.43 reaches 15.5 at b = 3.3045 mg/dL; between the two factors lie whole
    // tenths of µmol/L that fall on either side.
    let mut named = 0;
    for tenths in 5600..5700 {
        let value = format!("{}.{}", tenths / 100, tenths % 100);
        let (_, cautions) = found(&lab("bilirubin", &value, "umol/L"), "I4e");
        named += usize::from(cautions.iter().any(|c| c.contains("molar mass")));
    }
    assert!(
        (1..=3).contains(&named),
        "{named} of a hundred steps of 0.01 µmol/L"
    );
}

// traces: I4e, meld, meldNa, meld3
// guards: H5
#[test]
fn other_versions_of_meld_stand_beside_and_show_where_they_decide_otherwise() {
    let mut changes = lab("bilirubin", "3.0", "mg/dL");
    changes.extend(lab("creatinine", "0.8", "mg/dL"));
    changes.extend(lab("sodium", "132", "mmol/L"));
    changes.extend(lab("albumin", "2.8", "g/dL"));
    let report = screen(&changed(&worked(), &changes));
    let i4e = criterion(&report, "I4e");
    assert_eq!(i4e["state"], "passes");
    let others: Vec<(&str, &str)> = i4e["otherReadings"]
        .as_array()
        .expect("readings")
        .iter()
        .map(|r| {
            (
                r["id"].as_str().expect("id"),
                r["state"].as_str().expect("state"),
            )
        })
        .collect();
    assert_eq!(
        others,
        [
            ("meld-unrounded", "fails"),
            ("meld-na-2016", "fails"),
            ("meld-3", "fails")
        ]
    );
}

// traces: E3, E11
// guards: H33
#[test]
fn an_event_lapses_by_calendar_and_by_days_and_both_are_shown() {
    let at = |id: &str, day: &str| {
        let mut input = without(&worked(), &format!("/patient/answers/{id}"));
        input["patient"]["events"] = json!({ id: day });
        let report = screen(&input);
        let found = criterion(&report, id);
        let text = |field: &str| found[field].as_str().expect("a text").to_owned();
        (text("state"), text("because"), found["cautions"].clone())
    };
    // Screened on 22 November: a calendar month back is 22 October, thirty days back 23 October.
    let (state, because, cautions) = at("E3", "2026-10-22");
    assert_eq!(state, "fails");
    assert_eq!(
        because,
        "The event on 2026-10-22 still counts. It no longer counts as of 2026-11-23 (as of 2026-11-22 if counted in days)."
    );
    assert_eq!(
        cautions,
        json!([
            "Counted in days, the event no longer counts as of 2026-11-22, which changes the result."
        ])
    );
    let (state, because, cautions) = at("E3", "2026-10-21");
    assert_eq!((state.as_str(), cautions), ("passes", json!([])));
    assert!(
        because.contains("no longer counts as of 2026-11-22"),
        "{because}"
    );
    assert_eq!(at("E11", "2026-08-22").0, "fails");
    assert_eq!(at("E11", "2026-08-21").0, "passes");
    // In a short month the days are the longer count.
    let mut input = without(&worked(), "/patient/answers/E3");
    input["asOf"] = json!("2026-03-02");
    input["patient"]["events"] = json!({"E3": "2026-01-31"});
    let report = screen(&input);
    let e3 = criterion(&report, "E3");
    assert_eq!(e3["state"], "passes");
    assert!(
        e3["cautions"][0]
            .as_str()
            .expect("a caution")
            .contains("2026-03-03")
    );
}

/// A criterion with an event, screened on a day: its state, and the sentences beside it.
fn screened(id: &str, event: Date, as_of: Date) -> (String, Vec<String>) {
    let mut input = without(&worked(), &format!("/patient/answers/{id}"));
    input["asOf"] = json!(dates::iso(as_of));
    input["patient"]["events"] = json!({ id: dates::iso(event) });
    let found = criterion(&screen(&input), id);
    let cautions = found["cautions"].as_array().expect("a list").iter();
    let cautions = cautions.map(|c| c.as_str().expect("a text").to_owned());
    let state = found["state"].as_str().expect("a state").to_owned();
    (state, cautions.collect())
}

// traces: E3, E11
// guards: H33
#[test]
fn an_event_counted_back_from_the_day_of_screening_is_named_where_that_decides_otherwise() {
    let day = |text| dates::parse(text).expect("a date");
    let (state, cautions) = screened("E3", day("2026-04-30"), day("2026-05-31"));
    assert_eq!(state, "passes");
    assert_eq!(
        cautions,
        [
            "Counted back from the screening date in calendar months, the period begins on 2026-04-30, which changes the result."
        ]
    );
    // Every pair of days in three years, counted here by another way: months as numbers, days cut at the month's end.
    let number = |date: Date| date.year() * 12 + i32::from(u8::from(date.month()));
    let within = |event: Date, as_of: Date, months: i32, forward: bool| {
        let apart = number(as_of) - number(event) - months;
        let cut = |of: Date, to: Date| of.day().min(to.month().length(to.year()));
        let on_the_day = if forward {
            as_of.day() <= cut(event, as_of)
        } else {
            event.day() >= cut(as_of, event)
        };
        apart < 0 || (apart == 0 && on_the_day)
    };
    let (mut otherwise, mut silent) = (0, 0);
    for (id, months, days) in [("E3", 1, 30), ("E11", 3, 90)] {
        for screening in 0..1096 {
            let as_of = dates::plus_days(day("2025-01-01"), screening);
            for before in 25..100 {
                let event = dates::plus_days(as_of, -before);
                let forward = within(event, as_of, months, true);
                if forward == within(event, as_of, months, false) {
                    continue;
                }
                otherwise += 1;
                silent += i32::from(forward == (before <= days));
                let (state, cautions) = screened(id, event, as_of);
                assert_eq!(state == "fails", forward, "{event} {as_of}");
                assert!(
                    cautions.iter().any(|c| c.contains("back from")),
                    "{event} {as_of}"
                );
            }
        }
    }
    // In 27 of these nothing was said before; in the others the count in days was.
    assert_eq!((otherwise, silent), (36, 27));
    assert!(
        screened("E3", day("2026-04-29"), day("2026-05-31"))
            .1
            .is_empty()
    );
}

// traces: I1
#[test]
fn a_birthday_on_29_february_counts_on_one_day_and_the_other_is_named() {
    let at = |birth: &str, as_of: &str| {
        let mut input = without(&worked(), "/patient/age");
        input["patient"]["birthDate"] = json!(birth);
        input["asOf"] = json!(as_of);
        let report = screen(&input);
        let found = criterion(&report, "I1");
        (
            found["state"].clone(),
            found["cautions"].clone(),
            report["warnings"].clone(),
        )
    };
    let (state, cautions, warnings) = at("1960-02-29", "2026-02-28");
    assert_eq!(state, "passes");
    let other = "A birthday on 29 February is taken as 1 March in other years. Taken as 28 February, the patient would be 66, which changes the result.";
    assert_eq!(cautions, json!([other]));
    let soon = "The patient turns 66 on 2026-03-01 and will then be above the age limit. A birthday on 29 February is taken as 1 March in other years.";
    assert_eq!(warnings, json!([soon]));
    let (state, cautions, warnings) = at("1960-02-29", "2026-03-01");
    assert_eq!(
        (state, cautions, warnings),
        (json!("fails"), json!([]), json!([]))
    );
    // One who turns 18, and one with an ordinary birthday.
    let (state, cautions, _) = at("2008-02-29", "2026-02-28");
    assert_eq!(state, "fails");
    assert!(
        cautions[0]
            .as_str()
            .is_some_and(|c| c.contains("would be 18"))
    );
    assert_eq!(at("1960-03-01", "2026-02-28").1, json!([]));
}

// traces: E3
// guards: H33
#[test]
fn an_answer_and_a_day_that_contradict_each_other_decide_nothing() {
    let mut input = worked();
    input["patient"]["events"] = json!({"E3": "2026-11-10"});
    let report = screen(&input);
    let e3 = criterion(&report, "E3");
    assert_eq!(e3["state"], "unknown");
    assert!(
        e3["because"]
            .as_str()
            .expect("a reason")
            .contains("contradict")
    );
    assert_eq!(report["verdict"]["toAnswer"], json!(["E3"]));
    // An old event agrees with "no", and a recent one with "yes".
    input["patient"]["events"] = json!({"E3": "2026-01-10"});
    assert_eq!(criterion(&screen(&input), "E3")["state"], "passes");
    input["patient"]["answers"]["E3"] = json!("yes");
    assert_eq!(criterion(&screen(&input), "E3")["state"], "unknown");
    input["patient"]["events"] = json!({"E3": "2026-11-10"});
    assert_eq!(criterion(&screen(&input), "E3")["state"], "fails");
}
