//! What the summary gives away. Events carry it to whoever listens on a page, so nobody who tries numbers may compute a
//! laboratory value back from it.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use liver_prescreen::clinical::{Analyte, Ascites, Encephalopathy, Lab, Sex, Unit};
use liver_prescreen::dates;
use liver_prescreen::exchange::input::{ASCITES, ENCEPHALOPATHY};
use liver_prescreen::exchange::report;
use liver_prescreen::screening::{self, Age, Answer, Case, Patient};
use liver_prescreen::study::Study;
use serde_json::{Value as Json, json};

use crate::people::{Chance, Person, SOURCES, Source};
use crate::support::study;

fn summary_of(study: &Arc<Study>, patient: Patient) -> String {
    let case = Case {
        as_of: dates::parse("2026-11-22").expect("a date"),
        patient,
        enrolment: None,
        first_infusion: None,
    };
    report::summary(study, &screening::screen(study, &case))
}

#[test]
fn a_summary_holds_the_state_two_classes_and_a_whole_number_and_nothing_else() {
    let study = study();
    let mut chance = Chance(0x5eed);
    let mut seen = HashSet::new();
    for _ in 0..500 {
        let person = Person::random(&mut chance);
        let summary = summary_of(&study, person.patient(&person.entered(true)));
        let summary: Json = serde_json::from_str(&summary).expect("JSON");
        let mut bare = summary.clone();
        let scores = bare["scores"].as_object_mut().expect("scores");
        for (score, field, accepted) in [
            ("childPugh", "class", &["A", "B", "C"][..]),
            ("albi", "class", &["1", "2", "3"]),
        ] {
            if let Some(class) = scores[score]
                .as_object_mut()
                .expect("a score")
                .remove(field)
            {
                let class = class.as_str().expect("a text");
                assert!(accepted.contains(&class), "{summary}");
                seen.insert(score);
            }
        }
        if let Some(value) = scores["meld"]
            .as_object_mut()
            .expect("a score")
            .remove("value")
        {
            let value = value.as_f64().expect("a number");
            assert!(
                value.fract() == 0.0 && (6.0..=40.0).contains(&value),
                "{summary}"
            );
            seen.insert("meld");
        }
        let state = bare["verdict"]["state"].take();
        assert!(state.is_string(), "{summary}");
        let nothing = json!({
            "study": "NCT05442437",
            "verdict": { "state": null },
            "scores": { "childPugh": {}, "meld": {}, "albi": {} },
        });
        assert_eq!(bare, nothing, "{summary}");
    }
    assert_eq!(seen.len(), 3);
}

#[test]
fn what_is_not_settled_is_not_said() {
    let study = study();
    let with = |labs: &[(Analyte, &str, Unit)]| {
        let mut patient = Patient::default();
        let parse = |(analyte, text, unit): &(Analyte, &str, Unit)| {
            Lab::parse(*analyte, text, *unit).expect("an accepted value")
        };
        patient.inputs.labs = labs.iter().map(parse).collect();
        let summary: Json = serde_json::from_str(&summary_of(&study, patient)).expect("JSON");
        summary["scores"].clone()
    };
    let nothing = json!({ "childPugh": {}, "meld": {}, "albi": {} });
    let (bilirubin, albumin) = (Analyte::Bilirubin, Analyte::Albumin);
    assert_eq!(with(&[]), nothing);
    assert_eq!(with(&[(bilirubin, "47", Unit::UmolPerL)]), nothing);
    // A limit leaves the grade open, even where it would be the same at both ends.
    let limit = [
        (bilirubin, "<5", Unit::UmolPerL),
        (albumin, "31.4", Unit::GPerL),
    ];
    assert_eq!(with(&limit)["childPugh"], json!({}));
    let both = [
        (bilirubin, "47", Unit::UmolPerL),
        (albumin, "31.4", Unit::GPerL),
    ];
    assert_eq!(with(&both)["albi"], json!({ "class": "2" }));
}

/// An entry with every other value that it could have, each as a change of the patient.
type Others = Box<dyn Iterator<Item = Box<dyn Fn(&mut Patient)>>>;

/// All other values of a laboratory value on the laboratory's grid, the nearest first.
fn other_labs(at: usize, lab: &Lab, source: &'static Source, own: u64) -> Others {
    let (analyte, unit) = (lab.analyte(), lab.unit());
    let most = 40_000;
    let steps = (1..most).flat_map(move |away| [own.checked_sub(away), Some(own + away)]);
    let labs = steps
        .flatten()
        .filter_map(move |steps| Lab::parse(analyte, &source.text(steps), unit).ok());
    Box::new(labs.map(move |other| -> Box<dyn Fn(&mut Patient)> {
        Box::new(move |patient| patient.inputs.labs[at] = other.clone())
    }))
}

/// The values of a choice other than the one that was made.
fn others<T: Clone + PartialEq + 'static>(own: T, all: &[T], put: fn(&mut Patient, T)) -> Others {
    let rest: Vec<T> = all.iter().filter(|other| **other != own).cloned().collect();
    Box::new(
        rest.into_iter()
            .map(move |other| -> Box<dyn Fn(&mut Patient)> {
                Box::new(move |patient| put(patient, other.clone()))
            }),
    )
}

/// Every entry of a patient by its name, with its other values.
fn entries(person: &Person, patient: &Patient) -> Vec<(String, Others)> {
    let mut all: Vec<(String, Others)> = Vec::new();
    for (at, (analyte, typed)) in person.labs.iter().enumerate() {
        let mut sources = SOURCES.iter();
        let source = sources.find(|s| s.analyte == *analyte && s.unit == typed.unit);
        let source = source.expect("a source");
        let own = (typed.value * 10_f64.powi(source.decimals as i32)).round() as u64;
        // A threshold with more digits than the laboratory gives is none of its values.
        if source.text(own).parse::<f64>() == Ok(typed.value) {
            let lab = &patient.inputs.labs[at];
            let name = format!(
                "{}, {} {}",
                analyte.key(),
                source.text(1),
                typed.unit.ucum()
            );
            all.push((name, other_labs(at, lab, source, own)));
        }
    }
    if let Some(Age::Years(age)) = patient.age {
        let ages: Vec<u16> = (0..=120).collect();
        let put = |patient: &mut Patient, age| patient.age = Some(Age::Years(age));
        all.push(("age, years".to_owned(), others(age, &ages, put)));
    }
    let inputs = &patient.inputs;
    if let Some(own) = inputs.sex {
        let put = |patient: &mut Patient, other| patient.inputs.sex = Some(other);
        all.push((
            "sex".to_owned(),
            others(own, &[Sex::Female, Sex::Male], put),
        ));
    }
    if let Some(own) = inputs.ascites {
        let put = |patient: &mut Patient, other| patient.inputs.ascites = Some(other);
        let grades = ASCITES.map(|(_, grade): (_, Ascites)| grade);
        all.push(("ascites".to_owned(), others(own, &grades, put)));
    }
    if let Some(own) = inputs.encephalopathy {
        let put = |patient: &mut Patient, other| patient.inputs.encephalopathy = Some(other);
        let grades = ENCEPHALOPATHY.map(|(_, grade): (_, Encephalopathy)| grade);
        all.push(("encephalopathy".to_owned(), others(own, &grades, put)));
    }
    if let Some(own) = inputs.dialysis {
        let put = |patient: &mut Patient, other| patient.inputs.dialysis = Some(other);
        all.push(("dialysis".to_owned(), others(own, &[true, false], put)));
    }
    for at in 0..patient.answers.len() {
        let own = patient.answers[at].1;
        let rest = [Answer::Yes, Answer::No, Answer::Unknown];
        let rest: Vec<Answer> = rest.into_iter().filter(|other| *other != own).collect();
        let changes = rest
            .into_iter()
            .map(move |other| -> Box<dyn Fn(&mut Patient)> {
                Box::new(move |patient| patient.answers[at].1 = other)
            });
        all.push(("answers".to_owned(), Box::new(changes)));
    }
    all
}

// guards: H23
#[test]
fn no_laboratory_value_of_a_thousand_patients_can_be_computed_back_from_the_summary() {
    let study = study();
    let mut chance = Chance(0xC0FFEE);
    let mut counts: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for _ in 0..1000 {
        let person = Person::random(&mut chance);
        let patient = person.patient(&person.entered(true));
        let summary = summary_of(&study, patient.clone());
        for (name, others) in entries(&person, &patient) {
            // Whoever tries knows everything else of the patient.
            let is_the_only_one = !{ others }.any(|change| {
                let mut other = patient.clone();
                change(&mut other);
                summary_of(&study, other) == summary
            });
            let count = counts.entry(name).or_default();
            count.0 += u32::from(is_the_only_one);
            count.1 += 1;
        }
    }
    for (name, (revealed, all)) in &counts {
        let share = 100.0 * f64::from(*revealed) / f64::from(*all);
        println!("REVEALED {name}: {revealed} of {all}, {share:.1} %");
    }
}
