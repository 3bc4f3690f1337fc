//! What the fuzz targets, and the replay of their corpus, do with one input: hand it to everything that data from
//! outside reaches, and hold the result to what must be true of any input.

#![allow(dead_code)]

use liver_prescreen::clinical::{Analyte, Lab, Number};
use liver_prescreen::dates;
use liver_prescreen::exchange::input::{self, ScreenInput};
use liver_prescreen::exchange::printout::{self, Typed};
use liver_prescreen::exchange::report;
use liver_prescreen::screening::{Answer, Case, Enrolment, VerdictState, screen as screen_case};
use liver_prescreen::study::model::Recruitment;
use liver_prescreen::study::{self, Study};
use serde_json::Value as Json;

const TODAY: &str = "2026-11-22";

/// A laboratory value as typed. True if it is a number.
pub fn number(data: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(data) else {
        return false;
    };
    for analyte in Analyte::ALL {
        for accepted in analyte.units() {
            let Ok(lab) = Lab::parse(analyte, text, accepted.unit) else {
                continue;
            };
            for interval in [lab.typed(), lab.compared()] {
                assert!(
                    interval.low <= interval.high,
                    "an interval the wrong way round"
                );
            }
            for other in analyte.units() {
                assert!(lab.shown_in(other.unit).is_some(), "each unit can be shown");
            }
        }
    }
    let Ok(number) = Number::parse(text) else {
        return false;
    };
    let printed = format!("{}{}", number.comparator.sign(), number.value);
    assert_eq!(Number::parse(&printed), Ok(number), "printed as {printed}");
    true
}

/// Text pasted from a printout. True if a value is found in it.
pub fn printout(data: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(data) else {
        return false;
    };
    for analyte in Analyte::ALL {
        match printout::field(analyte, text) {
            Typed::Value { text: value, unit } => {
                assert!(text.contains(&value), "{value} was not printed");
                assert!(unit.is_none_or(|unit| analyte.accepts(unit).is_some()));
            }
            Typed::Hint { text, unit } => {
                assert!(Number::parse(&text).is_ok(), "{text} is no number");
                assert!(analyte.accepts(unit).is_some());
            }
            Typed::Nothing => {}
        }
    }
    let read = printout::read(text);
    let mut pieces: Vec<String> = read
        .ignored
        .iter()
        .map(|piece| piece.text.clone())
        .collect();
    let single = read.found.iter().chain(&read.doubtful);
    let singles = read.found.len() + read.doubtful.len();
    for (number, found) in single.clone().chain(&read.conflicting).enumerate() {
        let printed = found.printed.as_ref().unwrap_or(&found.value);
        assert!(text.contains(printed), "{printed} was not printed");
        assert!(Number::parse(&found.value).is_ok(), "{}", found.value);
        let once = single.clone().filter(|f| f.analyte == found.analyte);
        assert_eq!(once.count(), usize::from(number < singles));
        let unit = found.unit;
        assert!(unit.is_none_or(|unit| found.analyte.accepts(unit).is_some()));
        pieces.push(found.source.clone());
    }
    let said = |text: &str| {
        let mut said: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        said.sort_unstable();
        said
    };
    assert_eq!(said(&pieces.concat()), said(text), "a piece is lost");
    assert!(
        pieces
            .iter()
            .all(|piece| !piece.is_empty() && piece.trim() == piece)
    );
    !read.found.is_empty()
}

/// A study file. True if it is a study, and then patients were screened by it.
pub fn study_file(data: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(data) else {
        return false;
    };
    let parsed = study::from_json(text);
    let Ok(value) = serde_json::from_str::<Json>(text) else {
        assert!(parsed.is_err(), "a study that is no JSON");
        return false;
    };
    let by_value = study::from_json(&value.to_string());
    let remarks = study::remarks(text);
    // A document has no room between its parts.
    assert!(
        parsed.is_err() || by_value.is_ok(),
        "text and document differ"
    );
    assert_eq!(
        parsed.is_ok(),
        remarks.is_empty(),
        "reader and linter differ"
    );
    let Ok(study) = parsed else {
        return false;
    };
    let empty = case();
    check(&study, &empty);
    let mut full = case();
    for analyte in Analyte::ALL {
        let accepted = analyte.units()[0];
        full.patient
            .inputs
            .labs
            .extend(Lab::parse(analyte, "30", accepted.unit));
    }
    let answers = study
        .criteria
        .iter()
        .map(|c| (c.id.to_string(), Answer::Yes));
    full.patient.answers = answers.collect();
    full.patient.events = vec![("E3".to_owned(), full.as_of)];
    for enrolled in [0, 1, 9, u16::MAX] {
        full.enrolment = Some(Enrolment {
            as_of: Some(full.as_of),
            recruitment: Some(Recruitment::Open),
            enrolled: Some(enrolled),
            fault: None,
            kept: None,
        });
        check(&study, &full);
    }
    true
}

/// The input of a screening. True if it was accepted and screened.
pub fn screen_input(data: &[u8]) -> bool {
    std::str::from_utf8(data).is_ok_and(screen_text)
}

/// The same for a text.
pub fn screen_text(text: &str) -> bool {
    let Ok(input) = ScreenInput::from_json(text) else {
        return false;
    };
    let Ok(study) = input::study(&input) else {
        return false;
    };
    match input::case(&input, &study, || case().as_of) {
        Ok(case) => {
            check(&study, &case);
            true
        }
        Err(problem) => {
            assert!(!problem.message.is_empty(), "a refusal says why");
            false
        }
    }
}

fn case() -> Case {
    let mut case = Case::new(dates::parse(TODAY).expect("a date"));
    case.first_infusion = Some(case.as_of);
    case
}

/// Screens, and reports as JSON.
fn check(study: &Study, case: &Case) {
    let found = screen_case(study, case);
    let undetermined = found.verdict.state == VerdictState::Undetermined;
    assert_eq!(undetermined, !found.verdict.to_answer.is_empty());
    assert_eq!(found.findings.len(), study.criteria.len());
    let report: Json =
        serde_json::from_str(&report::json(study, case, &found)).expect("a report is JSON");
    assert!(report.is_object());
}
