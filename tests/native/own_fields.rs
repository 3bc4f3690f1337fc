//! The fields of a study's own: what counts of them, what is refused, and that a patient comes out as one went in.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::{Owner, RwSignal};
use liver_prescreen::clinical::Analyte;
use liver_prescreen::dates;
use liver_prescreen::exchange::form::{
    Field, FieldError, FormValues, Known, LabValues, ParsedForm, parse,
};
use liver_prescreen::exchange::input::{ScreenInput, checked};
use liver_prescreen::exchange::own::Own;
use liver_prescreen::exchange::record::{self, Noted, UnitsBy};
use liver_prescreen::screening::{VerdictState, screen};
use liver_prescreen::study::model::NormalEnd;
use liver_prescreen::study::{self, Study};
use liver_prescreen::ui::fixtures::{ASKED, ASKING};
use liver_prescreen::ui::patient::TypedPatient;
use liver_prescreen::ui::{LanguageSwitch, LoadState, Settings, Widget};
use liver_prescreen::words::Lang;
use serde_json::{Value as Json, json};

fn asking() -> Study {
    study::from_json(ASKING).expect("the study is one")
}

fn known() -> Known {
    Known {
        as_of: dates::parse("2026-11-22").expect("a day"),
        units: None,
        enrolment: None,
    }
}

/// A form with these texts, by the keys of fixtures.
fn typed(entries: &[(&str, &str)]) -> FormValues {
    let mut values = FormValues::default();
    for (key, text) in entries {
        let text = (*text).to_owned();
        match *key {
            "age" => values.age = text,
            "sex" => values.sex = text,
            "units" => values.system = text,
            "E3" => values.answers.push(("E3".to_owned(), text)),
            key => match (Analyte::from_key(key), key.strip_suffix("-date")) {
                (Some(analyte), _) => values.labs.push(LabValues {
                    analyte,
                    text,
                    unit: String::new(),
                    by: UnitsBy::Reader,
                    confirmed: String::new(),
                }),
                (None, Some(of)) if Analyte::from_key(of).is_some() => {
                    values.lab_dates.push((of.to_owned(), text));
                }
                _ => values.own.push((key.to_owned(), text)),
            },
        }
    }
    values
}

fn parsed(entries: &[(&str, &str)]) -> ParsedForm {
    parse(&typed(entries), &asking(), &known())
}

/// The asked patient with these in place of what stands there.
fn but(changed: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let kept = ASKED.iter();
    let kept = kept.filter(|(key, _)| !changed.iter().any(|(other, _)| other == key));
    kept.chain(changed).copied().collect()
}

#[test]
fn what_stands_in_them_is_screened() {
    let parsed = parsed(&ASKED);
    assert_eq!(parsed.errors, Vec::new());
    let report = screen(&asking(), &parsed.case);
    assert_eq!(
        report.verdict.state,
        VerdictState::NotExcluded,
        "{report:?}"
    );
}

#[test]
fn each_is_asked_for_by_the_key_of_its_field() {
    for (key, asked) in [
        ("alt.uln", "alt.uln"),
        ("weight", "weight"),
        ("ecog", "ecog"),
        ("stiffness", ""),
        ("biopsy-event", "biopsy"),
        ("onset", "onset"),
        ("platelets.earlier1", "platelets"),
        ("platelets.earlier1-date", "platelets"),
        ("platelets-date", "platelets"),
    ] {
        let report = screen(&asking(), &parsed(&but(&[(key, "")])).case);
        let keys: Vec<_> = report.verdict.to_answer.iter().map(|e| e.key()).collect();
        if asked.is_empty() {
            assert_eq!(report.verdict.state, VerdictState::NotExcluded, "{key}");
        } else {
            assert_eq!(keys, [asked], "{key}");
        }
    }
}

// guards: H1
#[test]
fn what_is_no_acceptable_value_is_named_and_counts_as_missing() {
    let uln = || Own::Normal(Analyte::Alt, NormalEnd::Uln);
    for (key, text, own, error) in [
        ("alt.uln", "<40", uln(), FieldError::Sign),
        ("weight", "4", Own::Weight, FieldError::Bounds),
        ("weight", ">70", Own::Weight, FieldError::Sign),
        (
            "stiffness",
            "80",
            Own::Entry("stiffness".into()),
            FieldError::Bounds,
        ),
        (
            "stiffness",
            ">80",
            Own::Entry("stiffness".into()),
            FieldError::Bounds,
        ),
        (
            "onset",
            "soon",
            Own::Entry("onset".into()),
            FieldError::Date,
        ),
        (
            "biopsy-event",
            "2026-11-23",
            Own::Day("biopsy".into()),
            FieldError::Later,
        ),
        (
            "platelets.earlier1-date",
            "2027-01-01",
            Own::EarlierDay(Analyte::Platelets, 1),
            FieldError::Later,
        ),
    ] {
        let parsed = parsed(&but(&[(key, text)]));
        assert_eq!(parsed.errors, [(Field::Own(own), error)], "{key} {text}");
        let report = screen(&asking(), &parsed.case);
        // Liver stiffness does not decide where there are varices.
        if key != "stiffness" {
            assert_eq!(
                report.verdict.state,
                VerdictState::Undetermined,
                "{key} {text}"
            );
        }
    }
}

/// A study in which a rule takes a multiple of both ends for an analyte with two units.
fn bilirubin_by_normal() -> Study {
    let mut file: Json = serde_json::from_str(ASKING).expect("JSON");
    file["criteria"][0]["readings"][0]["rule"] = json!({
        "kind": "lab", "analyte": "bilirubin",
        "max": {"times": "5", "of": "uln"}, "min": {"times": "1", "of": "lln"},
    });
    study::from_json(&file.to_string()).expect("a study")
}

// guards: H2
#[test]
fn a_limit_of_normal_is_never_taken_over_into_another_unit() {
    let study = bilirubin_by_normal();
    let form = |unit: &str, by, typed_in: &str, uln: &str| {
        let mut values = typed(&[("bilirubin", "45"), ("bilirubin.uln", uln)]);
        for lab in &mut values.labs {
            lab.unit = unit.to_owned();
            lab.by = by;
        }
        values
            .own
            .push(("bilirubin.uln-unit".to_owned(), typed_in.to_owned()));
        let parsed = parse(&values, &study, &known());
        let counts = parsed.case.patient.normals.len() == 1;
        (counts, parsed.errors.into_iter().map(|(_, why)| why).next())
    };
    assert_eq!(
        form("umol/L", UnitsBy::Reader, "umol/L", "21"),
        (true, None)
    );
    let (counts, why) = form("umol/L", UnitsBy::Reader, "mg/dL", "21");
    assert!(
        !counts && matches!(why, Some(FieldError::Moved(_))),
        "{why:?}"
    );
    // Typed before there was a unit: what the reader chose since then holds for it, what came with a value does not.
    assert_eq!(form("umol/L", UnitsBy::Reader, "", "21"), (true, None));
    let (counts, why) = form("mg/dL", UnitsBy::Paste, "", "21");
    assert!(
        !counts && matches!(why, Some(FieldError::Moved(_))),
        "{why:?}"
    );
    let (counts, why) = form("umol/L", UnitsBy::Reader, "umol/L", "1.2");
    assert!(
        !counts && matches!(why, Some(FieldError::Doubtful(..))),
        "{why:?}"
    );
}

#[test]
fn limits_of_normal_that_cross_are_not_used() {
    let values = typed(&[
        ("units", "si"),
        ("bilirubin", "45"),
        ("bilirubin.uln", "21"),
        ("bilirubin.lln", "25"),
    ]);
    let parsed = parse(&values, &bilirubin_by_normal(), &known());
    let uln = Own::Normal(Analyte::Bilirubin, NormalEnd::Uln);
    assert_eq!(parsed.errors, [(Field::Own(uln), FieldError::Crossed)]);
    assert_eq!(parsed.case.patient.normals, Vec::new());
}

fn settings() -> Settings {
    Settings {
        lang: Lang::En,
        as_of: known().as_of,
        units: None,
        enrolment: None,
        published: None,
        emptied: false,
    }
}

#[test]
fn a_patient_comes_out_as_one_went_in() {
    let patient = json!({
        "age": 60, "sex": "male", "weight": "70",
        "labs": {
            "alt": { "value": "180", "unit": "U/L", "uln": "40" },
            "platelets": {
                "value": "58", "unit": "10*9/L", "date": "2026-11-20",
                "earlier": [{ "value": "61", "unit": "10*9/L", "date": "2026-08-01" }],
            },
        },
        "entries": {
            "ecog": "1", "stiffness": { "value": ">12.9", "unit": "kPa" }, "varices": "yes",
            "biopsy": { "answer": "yes", "date": "2026-09-01" }, "onset": "2026-10-15",
        },
    });
    let owner = Owner::new();
    let out: TypedPatient = owner.with(|| {
        let switch = LanguageSwitch {
            chinese: RwSignal::new(LoadState::Loaded),
            fetch: Rc::new(|| {}),
            choose: Rc::new(|_| {}),
        };
        let widget = Widget::new(Arc::new(asking()), String::new(), settings(), switch);
        let input = json!({ "study": serde_json::from_str::<Json>(ASKING).expect("JSON"), "patient": patient });
        let input = ScreenInput::from_json(&input.to_string()).expect("an input");
        let given = checked(&input, known().as_of).expect("a patient");
        assert_eq!(widget.set_patient(&given), Ok(Vec::new()));
        let out = widget.patient();
        // What is not asked for is refused by its place, and nothing is filled in.
        let mut other = given.clone();
        other.own = vec![("ast.uln".to_owned(), "40".to_owned())];
        other.labs.clear();
        let refused = widget.set_patient(&other).expect_err("the study does not ask for it");
        assert_eq!(refused.path, "patient.labs.ast.uln");
        out
    });
    assert_eq!(serde_json::to_value(out).expect("JSON"), patient);
}

#[test]
fn the_record_holds_them_in_both_languages() {
    let study = asking();
    let case = parsed(&ASKED).case;
    let report = screen(&study, &case);
    for (lang, lines) in [
        (
            Lang::En,
            [
                "Body weight: 70 kg",
                "(ALT): 180 U/L (ULN 40 U/L)",
                "(2026-11-20) (earlier: 61",
                "ECOG: 1: restricted in strenuous activity",
                "Liver stiffness: >12.9 kPa",
                "Liver biopsy: yes (2026-09-01)",
                "Onset: 2026-10-15",
            ],
        ),
        (
            Lang::Zh,
            [
                "体重：70 kg",
                "180 U/L（ULN 40 U/L）",
                "既往值：61",
                "ECOG：1：重体力活动受限",
                "肝脏硬度：>12.9 kPa",
                "肝活检：是（2026年9月1日）",
                "起病：2026年10月15日",
            ],
        ),
    ] {
        let parts = record::record(lang, &study, &case, &report, &Noted::default());
        let text = record::text(&parts);
        for line in lines {
            assert!(text.contains(line), "{line}\n{text}");
        }
        let short = record::summary(lang, &study, &case, &report, &Noted::default());
        assert!(short.contains("FIB-4") && short.contains("kPa"), "{short}");
    }
}
