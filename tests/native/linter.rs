//! The linter that reasons: what is planted is found, what is clean is left alone, and what the shipped study must show.

use liver_prescreen::exchange::studies::StudyRemark;
use liver_prescreen::lint::{self, About, Remark};
use liver_prescreen::study;
use serde_json::{Value as Json, json};

use crate::linter_plants::PLANTS;
use crate::linter_studies::{Dice, Draft, clean};

/// Studies of each kind in the test; `as_many_as_are_reported` takes a hundred times as many.
const STUDIES: u64 = 100;

fn remarks_of(draft: &Draft) -> Vec<Remark> {
    let text = draft.json().to_string();
    let study = study::from_json(&text).unwrap_or_else(|fault| panic!("{fault}\n{text}"));
    lint::remarks(&study)
}

fn shipped() -> Vec<StudyRemark> {
    StudyRemark::all(study::files().next().expect("a study"))
}

fn about<'a>(remarks: &'a [StudyRemark], about: &str) -> Vec<&'a StudyRemark> {
    remarks
        .iter()
        .filter(|one| one.about == Some(about))
        .collect()
}

#[test]
fn an_inr_above_30_per_cent_by_the_letter_is_true_of_everybody() {
    let remarks = shipped();
    let [found] = about(&remarks, "always-true")[..] else {
        panic!("{remarks:#?}");
    };
    assert_eq!(found.path, "criteria[5].readings[1].rule");
    assert!(found.message.contains("INR > 0.30"), "{}", found.message);
    assert!(found.message.contains("0.5 to 20"), "{}", found.message);
    assert_eq!(found.grade, "remark");
    let example = found.example.as_ref().expect("an example");
    assert_eq!(example[0].entry, "labs.inr");
}

#[test]
fn albumin_below_35_gives_six_of_the_seven_points() {
    let remarks = shipped();
    let [found] = about(&remarks, "partly-implied")[..] else {
        panic!("{remarks:#?}");
    };
    assert_eq!(found.path, "criteria[6].readings[0].rule");
    let says = "I4a (albumin < 35 g/L) alone gives at least 6 of the 7 points of Child-Pugh";
    assert!(found.message.contains(says), "{}", found.message);
    let chinese = found.message_zh.as_ref().expect("Chinese");
    assert!(chinese.contains("至少为 6 分"), "{chinese}");
}

/// The shipped file with another Child-Pugh limit.
#[test]
fn a_child_pugh_of_six_beside_albumin_below_35_asks_nothing_more() {
    let mut file: Json =
        serde_json::from_str(study::files().next().expect("a study")).expect("JSON");
    let rule = "/criteria/6/readings/0/rule/min";
    *file.pointer_mut(rule).expect("the limit") = json!("6");
    let remarks = StudyRemark::all(&file.to_string());
    let [found] = about(&remarks, "redundant")[..] else {
        panic!("{remarks:#?}");
    };
    assert_eq!(found.path, "criteria[6].readings[0].rule");
    assert!(
        found.message.contains("albumin < 35 g/L"),
        "{}",
        found.message
    );
}

#[test]
fn the_shipped_study_has_no_other_remark() {
    let remarks = shipped();
    assert_eq!(remarks.len(), 2, "{remarks:#?}");
}

#[test]
fn a_file_that_is_refused_tells_its_faults_alone() {
    let remarks = StudyRemark::all("{\"schema\": 7}");
    assert!(!remarks.is_empty());
    assert!(
        remarks
            .iter()
            .all(|one| one.grade == "fault" && one.about.is_none())
    );
}

fn no_remark_on_clean_studies(count: u64) {
    let mut dice = Dice::new(1);
    for _ in 0..count {
        let draft = clean(&mut dice);
        let remarks = remarks_of(&draft);
        assert!(
            remarks.is_empty(),
            "{remarks:#?}\n{:#}",
            draft.json()["criteria"]
        );
    }
}

/// What is planted is found at its place, as what it is.
fn every_plant_is_found(count: u64) -> Vec<(&'static str, u64)> {
    let mut found = Vec::new();
    for (name, expected, plant) in PLANTS {
        let mut dice = Dice::new(7);
        for _ in 0..count {
            let mut draft = clean(&mut dice);
            let path = plant(&mut draft, &mut dice);
            let remarks = remarks_of(&draft);
            let is_it = |one: &&Remark| one.about == *expected && one.path == path;
            let Some(remark) = remarks.iter().find(is_it) else {
                panic!("{name} at {path}: {remarks:#?}\n{:#}", draft.json());
            };
            assert!(!remark.why.en.is_empty() && !remark.why.zh.is_empty());
            assert!(!remark.why.en.contains('{'), "{}", remark.why.en);
            let is_shown = matches!(
                expected,
                About::AlwaysTrue | About::Redundant | About::Mirrored | About::Contradictory
            );
            assert!(
                !is_shown || !remark.example.is_empty(),
                "{name}: {remark:?}"
            );
        }
        found.push((*name, count));
    }
    found
}

#[test]
fn a_clean_study_has_no_remark() {
    no_remark_on_clean_studies(STUDIES);
}

#[test]
fn what_is_planted_is_found() {
    every_plant_is_found(STUDIES);
}

#[test]
#[ignore = "a hundred times as many; run by name for a report"]
fn as_many_as_are_reported() {
    no_remark_on_clean_studies(100 * STUDIES);
    for (name, count) in every_plant_is_found(100 * STUDIES) {
        println!("{name}: {count} of {count}");
    }
}
