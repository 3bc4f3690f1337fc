//! A form that is handed to the other wasm: what is written of it there is what this form says, whatever stands in it.

use std::sync::Arc;

use liver_prescreen::clinical::{Analyte, System};
use liver_prescreen::dates;
use liver_prescreen::exchange::form::{FormValues, Known, LabValues, ParsedForm, parse};
use liver_prescreen::exchange::handed::{Handed, Taken};
use liver_prescreen::exchange::record::{self, Noted, UnitsBy};
use liver_prescreen::exchange::report;
use liver_prescreen::screening::arm::Kept;
use liver_prescreen::screening::{Enrolment, screen};
use liver_prescreen::study::model::Recruitment;
use liver_prescreen::study::{Study, from_json, in_full};
use liver_prescreen::words::Lang;
use proptest::prelude::*;

use crate::support::study;

const LANGS: [Lang; 3] = [Lang::En, Lang::EnUs, Lang::Zh];

fn known() -> Known {
    Known {
        as_of: dates::parse("2026-11-22").expect("a date"),
        units: None,
        enrolment: None,
    }
}

/// What is written of a form on the page's own side, and of the same form where it was handed over.
fn both(
    lang: Lang,
    study: &Arc<Study>,
    known: &Known,
    typed: &FormValues,
) -> ([String; 4], Option<[String; 4]>) {
    let unused = vec!["A field".to_owned(), "another · one".to_owned()];
    // As the page does.
    let study = &match lang {
        Lang::Zh => in_full(study),
        _ => study.clone(),
    };
    let ParsedForm { case, units, .. } = parse(typed, study, known);
    let report = screen(study, &case);
    let noted = Noted {
        unused: unused.clone(),
        units,
    };
    let own = [
        record::summary(lang, study, &case, &report, &noted),
        record::text(&record::record(lang, study, &case, &report, &noted)),
        record::text(&record::sheet(lang, study, &case, &report, &noted)),
        report::json(study, &case, &report),
    ];
    let bytes = Handed::new(lang, known, typed.clone(), unused).to_bytes();
    let taken = Taken::over(study, &bytes);
    let taken =
        taken.map(|taken| ["summary", "record", "sheet", "report"].map(|name| taken.written(name)));
    (own, taken)
}

/// Texts that are values, that are none, and that nobody expects.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[<>]?[0-9]{1,3}(\\.[0-9]{1,2})?",
        "\\PC{0,12}",
        Just("\0 \n".to_owned()),
    ]
}

fn one_of(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(names).prop_map(str::to_owned)
}

const BY: &[UnitsBy] = &[
    UnitsBy::Reader,
    UnitsBy::Host,
    UnitsBy::Paste,
    UnitsBy::Program,
];

fn lab(analyte: Analyte) -> impl Strategy<Value = LabValues> {
    let units = analyte.units().iter().map(|accepted| accepted.unit.ucum());
    let units: Vec<&str> = units.chain([""]).collect();
    let stamped = any::<bool>();
    (
        text(),
        prop::sample::select(units),
        prop::sample::select(BY),
        stamped,
    )
        .prop_map(move |(text, unit, by, stamped)| {
            let mut lab = LabValues {
                analyte,
                text,
                unit: unit.to_owned(),
                by,
                confirmed: String::new(),
            };
            if stamped {
                lab.confirmed = lab.stamp(lab.unit(None), "");
            }
            lab
        })
}

fn day() -> impl Strategy<Value = String> {
    one_of(&["", "2026-11-20", "2026-11-23", "2025-01-01", "20 November"])
}

fn typed() -> impl Strategy<Value = FormValues> {
    let labs: Vec<_> = Analyte::ALL.into_iter().map(lab).collect();
    let choices = (
        one_of(&["", "female", "male"]),
        one_of(&["", "si", "conventional"]),
        one_of(&["", "none", "slight", "moderate"]),
        one_of(&["", "none", "grade1-2", "grade3-4"]),
        one_of(&["", "yes", "no"]),
        one_of(&["", "yes", "no", "unknown", "not-applicable"]),
    );
    (text(), text(), text(), labs, choices, day(), day(), day()).prop_map(
        |(age, control, enrolled, labs, choices, event, collected, first_infusion)| {
            let (sex, system, ascites, encephalopathy, dialysis, answer) = choices;
            let ids = study()
                .criteria
                .iter()
                .map(|criterion| (criterion.id.to_string(), answer.clone()))
                .collect();
            FormValues {
                age,
                sex,
                system,
                labs,
                control,
                ascites,
                encephalopathy,
                dialysis,
                answers: ids,
                events: vec![("E3".to_owned(), event)],
                lab_dates: vec![("albumin".to_owned(), collected)],
                own: Vec::new(),
                enrolled,
                first_infusion,
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    // guards: H1, H8
    #[test]
    fn what_is_written_of_a_form_is_the_same_on_both_sides(
        typed in typed(),
        units in prop::sample::select(&[None, Some(System::Si), Some(System::Conventional)][..]),
        told in prop::sample::select(vec![
            None,
            Some(Enrolment::UNREADABLE),
            Some(Enrolment {
                as_of: Some(dates::parse("2026-11-20").expect("a date")),
                recruitment: Some(Recruitment::Open),
                enrolled: Some(9),
                fault: None,
                kept: Some(Kept { hours: Some(30) }),
            }),
            Some(Enrolment { enrolled: Some(7), kept: Some(Kept { hours: None }), ..Enrolment::default() }),
        ]),
    ) {
        let known = Known { units, enrolment: told, ..known() };
        for lang in LANGS {
            // Another test may have taken translations in meanwhile, which it does once.
            let same = |(own, taken)| Some(own) == taken;
            if same(both(lang, &study(), &known, &typed)) {
                continue;
            }
            let (own, taken) = both(lang, &study(), &known, &typed);
            prop_assert_eq!(Some(own), taken);
        }
    }
}

#[test]
fn bytes_that_are_no_form_are_refused() {
    let typed = FormValues {
        age: "52".to_owned(),
        ..FormValues::default()
    };
    let bytes = Handed::new(Lang::En, &known(), typed, Vec::new()).to_bytes();
    assert!(Taken::over(&study(), &bytes).is_some());
    for end in 0..bytes.len() {
        assert!(Taken::over(&study(), &bytes[..end]).is_none(), "{end}");
    }
}

// A heading of the sheet stands below an empty line, so no line may make one.
#[test]
fn a_line_break_in_a_hosts_study_begins_no_line() {
    let file = liver_prescreen::study::files().next().expect("a file");
    let title = "Umbilical cord mesenchymal stem cells";
    assert!(file.contains(title));
    let file = file.replace(title, "Umbilical\\n\\ncord mesenchymal stem cells");
    let study = Arc::new(from_json(&file).expect("a study"));
    let (own, taken) = both(Lang::En, &study, &known(), &FormValues::default());
    assert_eq!(Some(&own), taken.as_ref());
    for text in &own[..3] {
        assert!(
            text.contains("Umbilical  cord") || !text.contains("Umbilical"),
            "{text}"
        );
    }
}
