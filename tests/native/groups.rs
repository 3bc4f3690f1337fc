//! What is said of groups by the way in which a study assigns them.

use liver_prescreen::study::{self, Study};
use liver_prescreen::words::Lang;
use serde_json::{Value as Json, json};

use crate::small::{report, study as small};

fn arm(id: &str, further: Json) -> Json {
    let mut arm = json!({ "id": id, "name": { "en": id }, "printed": "as printed" });
    for (key, value) in further.as_object().expect("fields") {
        arm[key] = value.clone();
    }
    arm
}

fn with(assignment: &str, arms: &[Json], enrolled: Json) -> Json {
    let enrolment = json!({
        "recruitment": "open", "enrolled": enrolled, "asOf": "2026-11-22", "staleAfterDays": 7,
    });
    small(
        &[("I", "inclusion", json!({ "kind": "age", "min": 18 }))],
        json!({ "assignment": { "kind": assignment }, "arms": arms, "enrolment": enrolment }),
    )
}

fn said(file: &Json) -> (String, String, Json) {
    let arm = report(file, json!({ "age": 50 }))["arm"].clone();
    let text = |value: &Json| value.as_str().expect("a text").to_owned();
    (text(&arm["state"]), text(&arm["why"]), arm["arm"].clone())
}

fn remarks(file: &Json) -> Vec<String> {
    let remarks = study::remarks(&file.to_string());
    remarks
        .iter()
        .map(|one| format!("{}: {}", one.path, one.message))
        .collect()
}

#[test]
fn groups_that_fill_one_after_the_other_need_no_infusion() {
    let arms = [
        arm(
            "low",
            json!({ "places": 3, "dose": { "en": "10 mg a day" } }),
        ),
        arm("high", json!({ "places": 3 })),
    ];
    let (state, why, id) = said(&with("sequential", &arms, json!(1)));
    assert_eq!((state.as_str(), id), ("projected", json!("low")));
    assert!(why.contains("2 of 3 in the low (10 mg a day)"), "{why}");
    let (_, why, id) = said(&with("sequential", &arms, json!(4)));
    assert_eq!(id, json!("high"));
    assert!(why.contains("2 of 3 in the high."), "{why}");
    assert!(!why.contains("mL"), "{why}");
    assert_eq!(said(&with("sequential", &arms, json!(3))).0, "gate-pending");
    assert_eq!(said(&with("sequential", &arms, json!(6))).0, "closed");
    assert_eq!(said(&with("sequential", &arms, Json::Null)).0, "unknown");
}

// guards: H17
#[test]
fn several_open_groups_and_blinded_ones_are_never_named() {
    for (assignment, says) in [
        ("open", "The study site assigns the group"),
        ("blinded", "blinded"),
    ] {
        for arms in [vec![
            arm("low", json!({})),
            arm("high", json!({ "places": 3 })),
        ]] {
            for enrolled in [Json::Null, json!(0), json!(1), json!(3)] {
                let file = with(assignment, &arms, enrolled);
                assert!(remarks(&file).is_empty());
                let (state, why, id) = said(&file);
                assert_eq!((state.as_str(), &id), ("unknown", &Json::Null));
                assert!(why.contains(says), "{why}");
                assert!(!why.contains("low") && !why.contains("high"), "{why}");
            }
        }
    }
    let blinded = with("blinded", &[], json!(1));
    assert!(remarks(&blinded).is_empty());
    assert!(said(&blinded).1.contains("blinded"));
}

#[test]
fn a_study_without_groups_says_so() {
    let file = small(
        &[("I", "inclusion", json!({ "kind": "age", "min": 18 }))],
        json!({}),
    );
    assert!(remarks(&file).is_empty());
    let (state, why, _) = said(&file);
    assert_eq!(
        (state.as_str(), why.as_str()),
        ("unknown", "This study has no dose groups.")
    );
}

// guards: H24
#[test]
fn an_assignment_and_its_groups_fit_each_other() {
    let places = arm("low", json!({ "places": 3 }));
    for (file, says) in [
        (
            with("none", std::slice::from_ref(&places), json!(1)),
            "assignment: There are arms here",
        ),
        (
            with("sequential", &[], json!(1)),
            "arms: This assignment needs",
        ),
        (with("open", &[], json!(1)), "arms: This assignment needs"),
        (
            with("sequential", &[arm("low", json!({}))], json!(1)),
            "arms[0].places: Arms that fill",
        ),
        (
            with("sequential", std::slice::from_ref(&places), json!(4)),
            "enrolment.enrolled: More are enrolled than the 3",
        ),
        (
            with("random", &[places], json!(1)),
            "assignment: \"random\" is not accepted",
        ),
    ] {
        let told = remarks(&file);
        assert!(
            told.iter().any(|one| one.starts_with(says)),
            "{says}: {told:?}"
        );
    }
}

#[test]
fn every_statement_is_there_in_both_languages() {
    use liver_prescreen::{ArmStatement, WhyUnknown, arm_statement};
    let study: Study =
        study::from_json(&with("open", &[arm("low", json!({}))], json!(1)).to_string())
            .expect("a study");
    for why in [WhyUnknown::SiteAssigns, WhyUnknown::Blinded] {
        let statement = ArmStatement::Unknown(why);
        let said = [Lang::En, Lang::Zh].map(|lang| arm_statement(lang, &study, &statement));
        assert_ne!(said[0], said[1]);
        assert!(said.iter().all(|text| !text.is_empty()));
    }
}
