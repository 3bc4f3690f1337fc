//! What the summary gives away. Events carry it to whoever listens on a page, so nobody who tries numbers may compute a
//! laboratory value back from it.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use liver_prescreen::clinical::{Analyte, Lab, Unit};
use liver_prescreen::dates;
use liver_prescreen::exchange::input::{ASCITES, ENCEPHALOPATHY};
use liver_prescreen::exchange::report;
use liver_prescreen::screening::{self, Answer, Case, Patient};
use liver_prescreen::study::Study;
use serde_json::{Value as Json, json};

use crate::people::{Chance, Person, SOURCES, Source, Typed};
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
        let summary = summary_of(&study, patient_of(&Person::random(&mut chance)));
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

/// With every value confirmed, so that every value counts.
fn patient_of(person: &Person) -> Patient {
    person.patient(&person.entered(true))
}

/// A change of one entry, and the other values that it could have.
type Change = Box<dyn Fn(&mut Person)>;
type Others = Box<dyn Iterator<Item = Change>>;

/// All other accepted values of a laboratory value on the laboratory's grid, the nearest first.
fn other_labs(at: usize, analyte: Analyte, source: &'static Source, own: u64) -> Others {
    let steps = (1..40_000).flat_map(move |away| [own.checked_sub(away), Some(own + away)]);
    let texts = steps.flatten().map(|steps| source.text(steps));
    let accepted = texts.filter(move |text| Lab::parse(analyte, text, source.unit).is_ok());
    Box::new(accepted.map(move |text| -> Change {
        Box::new(move |person| {
            let value = text.parse().expect("a number");
            let text = text.clone();
            let unit = source.unit;
            person.labs[at].1 = Typed { text, unit, value };
        })
    }))
}

/// The values of a choice other than the one that was made.
fn others<T: Copy + PartialEq + 'static>(own: T, all: &[T], put: fn(&mut Person, T)) -> Others {
    let rest: Vec<T> = all.iter().filter(|other| **other != own).copied().collect();
    Box::new(
        rest.into_iter()
            .map(move |other| -> Change { Box::new(move |person| put(person, other)) }),
    )
}

/// The laboratory values of a patient that stand on the laboratory's grid, each with its name and its other values.
fn labs(person: &Person) -> Vec<(String, Others)> {
    let mut all = Vec::new();
    for (at, (analyte, typed)) in person.labs.iter().enumerate() {
        let mut sources = SOURCES.iter();
        let source = sources.find(|s| s.analyte == *analyte && s.unit == typed.unit);
        let source = source.expect("a source");
        let own = (typed.value * 10_f64.powi(source.decimals as i32)).round() as u64;
        // A threshold with more digits than the laboratory gives is none of its values.
        if source.text(own).parse::<f64>() == Ok(typed.value) {
            let step = format!("{} {}", source.text(1), typed.unit.ucum());
            let step = step.trim_end_matches(" 1");
            let name = format!("{}, {step}", analyte.key());
            all.push((name, other_labs(at, *analyte, source, own)));
        }
    }
    all
}

/// Every other entry of a patient.
fn choices(person: &Person) -> Vec<(String, Others)> {
    let mut all: Vec<(String, Others)> = Vec::new();
    if let Some(own) = person.age {
        let ages: Vec<u16> = (0..=120).collect();
        all.push((
            "age, 1 year".to_owned(),
            others(own, &ages, |person, age| person.age = Some(age)),
        ));
    }
    let both = [true, false];
    if let Some(own) = person.female {
        all.push((
            "sex".to_owned(),
            others(own, &both, |person, other| person.female = Some(other)),
        ));
    }
    if let Some(own) = person.ascites {
        let grades = ASCITES.map(|(_, grade)| grade);
        all.push((
            "ascites".to_owned(),
            others(own, &grades, |person, other| person.ascites = Some(other)),
        ));
    }
    if let Some(own) = person.encephalopathy {
        let grades = ENCEPHALOPATHY.map(|(_, grade)| grade);
        let put = |person: &mut Person, other| person.encephalopathy = Some(other);
        all.push(("encephalopathy".to_owned(), others(own, &grades, put)));
    }
    if let Some(own) = person.dialysis {
        all.push((
            "dialysis".to_owned(),
            others(own, &both, |person, other| person.dialysis = Some(other)),
        ));
    }
    for (at, (_, own)) in person.answers.iter().enumerate() {
        let own = *own;
        let rest = [Answer::Yes, Answer::No, Answer::Unknown];
        let rest = rest.into_iter().filter(move |other| *other != own);
        let changes = rest
            .map(move |other| -> Change { Box::new(move |person| person.answers[at].1 = other) });
        all.push(("answers to questions".to_owned(), Box::new(changes)));
    }
    all
}

/// Who tries numbers.
struct Trying {
    study: Arc<Study>,
    person: Person,
    summary: String,
}

impl Trying {
    fn fits(&self, changes: &[&Change]) -> bool {
        let mut other = self.person.clone();
        for change in changes {
            change(&mut other);
        }
        summary_of(&self.study, patient_of(&other)) == self.summary
    }

    /// Whether another value of the entry gives the same summary, everything else being known.
    fn finds(&self, mut others: Others) -> bool {
        others.any(|change| self.fits(&[&change]))
    }

    /// The same where no other laboratory value is known.
    fn finds_with_another(&self, at: usize) -> bool {
        let count = labs(&self.person).len();
        (0..count).filter(|beside| *beside != at).any(|beside| {
            let of = |at: usize| labs(&self.person).remove(at).1.take(400);
            of(beside).any(|other| of(at).take(40).any(|own| self.fits(&[&own, &other])))
        })
    }
}

/// How many patients have an entry, of how many it is computed back by one who knows everything else, and by one who
/// knows no other laboratory value.
#[derive(Default)]
struct Count {
    all: u32,
    by_all_else: u32,
    by_choices: u32,
}

// guards: H23
#[test]
fn no_laboratory_value_of_a_thousand_patients_can_be_computed_back_from_the_summary() {
    let study = study();
    let mut chance = Chance(0xC0FFEE);
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for _ in 0..1000 {
        let person = Person::random(&mut chance);
        let summary = summary_of(&study, patient_of(&person));
        let trying = Trying {
            study: study.clone(),
            person,
            summary,
        };
        for (at, (name, others)) in labs(&trying.person).into_iter().enumerate() {
            let is_found = !trying.finds(others);
            let count = counts.entry(name).or_default();
            count.all += 1;
            count.by_all_else += u32::from(is_found);
            count.by_choices += u32::from(is_found && !trying.finds_with_another(at));
        }
        for (name, others) in choices(&trying.person) {
            let is_found = u32::from(!trying.finds(others));
            let count = counts.entry(name).or_default();
            count.all += 1;
            count.by_all_else += is_found;
            count.by_choices += is_found;
        }
    }
    for (
        name,
        Count {
            all,
            by_all_else,
            by_choices,
        },
    ) in &counts
    {
        let share = |found: &u32| 100.0 * f64::from(*found) / f64::from(*all);
        println!(
            "| {name} | {all} | {:.1} % | {:.1} % |",
            share(by_choices),
            share(by_all_else)
        );
        if name.contains(", ") && !name.starts_with("age") {
            assert_eq!(*by_choices, 0, "{name}");
            // Where two limits meet in one value, and everything else is known.
            assert!(share(by_all_else) < 2.0, "{name}: {by_all_else} of {all}");
        }
    }
}
