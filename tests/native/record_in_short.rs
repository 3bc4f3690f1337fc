//! What a clinician leaves with in short: a summary of a few lines, and the sheet of paper.

use liver_prescreen::exchange::record::{Noted, Part, SUMMARY, sheet, summary};
use liver_prescreen::screening::{self, Case, Enrolment, Intake};
use liver_prescreen::study::model::Recruitment;
use liver_prescreen::words::{self, Lang, brief};
use liver_prescreen::{dates, exchange::report::VERSION};
use serde_json::{Value as Json, json};

use crate::record::{LANGS, Screened, cases, empty, excluded, screened};
use crate::support::{changed, study, worked};

fn in_lines(screened: &Screened, lang: Lang, noted: &Noted) -> Vec<String> {
    let Screened {
        study,
        case,
        report,
    } = screened;
    let text = summary(lang, study, case, report, noted);
    text.lines().map(str::to_owned).collect()
}

fn on_paper(screened: &Screened, lang: Lang) -> Vec<Part> {
    let Screened {
        study,
        case,
        report,
    } = screened;
    sheet(lang, study, case, report, &Noted::default())
}

fn noted() -> Noted {
    Noted {
        unused: vec!["Sodium".to_owned()],
        ..Noted::default()
    }
}

fn anaemic() -> Json {
    let low = json!("60");
    changed(
        &excluded(),
        &[("/patient/labs/hemoglobin/value".to_owned(), low)],
    )
}

/// The case with an enrolment that somebody tells.
fn intake(told: Option<Enrolment>) -> Intake {
    let mut case = Case::new(dates::parse("2026-11-24").expect("a date"));
    case.enrolment = told;
    screening::screen(&study(), &case).intake
}

#[test]
fn a_summary_has_eight_lines_at_most_and_says_verdict_scores_and_dose_group() {
    for entries in cases() {
        let screened = screened(&entries);
        for lang in LANGS {
            let lines = in_lines(&screened, lang, &noted());
            assert!(lines.len() <= SUMMARY && SUMMARY == 8, "{lines:#?}");
            let page = &lang.catalogue().page;
            let (heading, _) = page.verdict(screened.report.verdict.state);
            assert!(lines[1].starts_with(heading), "{lines:#?}");
            let all = lines.join("\n");
            let arm = words::arm_statement(lang, &screened.study, &screened.report.arm);
            let sha = screened.study.sha256[..12].to_owned();
            for part in [
                "NCT05442437",
                VERSION,
                "Child-Pugh",
                "MELD 3.0",
                "Sodium",
                &arm,
                &sha,
            ] {
                assert!(all.contains(part), "{part}: {all}");
            }
            for warning in &screened.report.warnings {
                assert!(all.contains(&words::warning(lang, warning)), "{all}");
            }
            let hollow = ["()", "（）", "{", "}", "  ", ": ·", "：·"];
            assert!(!hollow.iter().any(|hollow| all.contains(hollow)), "{all}");
        }
    }
}

// guards: H1
#[test]
fn a_summary_holds_every_value_with_its_unit() {
    let lines = in_lines(&screened(&worked()), Lang::En, &Noted::default());
    let entered = lines.iter().find(|line| line.starts_with("Patient: "));
    assert_eq!(
        entered.map(String::as_str),
        Some(
            "Patient: 52 years, Female, Total bilirubin 45 µmol/L, Albumin 29 g/L, INR 1.5, Prothrombin activity 48 %, \
             Creatinine 78 µmol/L, Sodium 136 mmol/L, Haemoglobin 102 g/L, Platelets 58×10⁹/L, Ascites: Slight, \
             Hepatic encephalopathy: None, Dialysis: No"
        )
    );
}

// guards: H15
#[test]
fn what_excludes_is_said_with_its_numbers() {
    let screened = screened(&anaemic());
    let said = |lang| {
        let reasons = brief::because(lang, &screened.study, &screened.report);
        reasons
            .into_iter()
            .map(|(_, text)| text)
            .collect::<Vec<_>>()
    };
    let english = said(Lang::En);
    assert_eq!(english[0], "I5a Haemoglobin: 60 g/L, needs > 70 g/L");
    assert!(english[1].starts_with("E6 HIV: "), "{english:?}");
    assert_eq!(said(Lang::Zh)[0], "I5a 血红蛋白：60 g/L，要求 > 70 g/L");
    for lang in LANGS {
        let summary = in_lines(&screened, lang, &Noted::default()).join("\n");
        let paper = on_paper(&screened, lang);
        let verdict = paper[1].lines.join("\n");
        for reason in said(lang) {
            assert!(summary.contains(&reason), "{summary}");
            assert!(verdict.contains(&reason), "{verdict}");
        }
    }
}

// guards: H15
#[test]
fn a_value_in_another_unit_stands_beside_the_limit_in_both() {
    let other = json!({ "value": "6.0", "unit": "g/dL" });
    let entries = changed(&worked(), &[("/patient/labs/hemoglobin".to_owned(), other)]);
    let screened = screened(&entries);
    let reasons = brief::because(Lang::En, &screened.study, &screened.report);
    assert_eq!(
        reasons[0].1,
        "I5a Haemoglobin: 6.0 g/dL (60 g/L), needs > 70 g/L"
    );
}

#[test]
fn the_sheet_has_a_line_for_each_criterion_and_none_is_long() {
    for entries in cases() {
        let screened = screened(&entries);
        for lang in LANGS {
            let page = &lang.catalogue().page;
            let parts = on_paper(&screened, lang);
            let titles = [page.criteria.inclusion, page.criteria.exclusion];
            let of = parts
                .iter()
                .filter(|part| part.title.is_some_and(|title| titles.contains(&title)));
            let lines: Vec<&String> = of.flat_map(|part| &part.lines).collect();
            assert_eq!(lines.len(), screened.report.findings.len());
            for (line, finding) in lines.into_iter().zip(&screened.report.findings) {
                assert!(line.starts_with(&*finding.id), "{line}");
                assert!(
                    line.contains(page.state(finding.kind, finding.state())),
                    "{line}"
                );
                assert!(!line.ends_with([':', '：', '·', ' ']), "{line}");
                // Only a contradiction is said in full: it is to be corrected.
                assert!(line.chars().count() < 260, "{line}");
            }
        }
    }
}

// guards: H14, H15
#[test]
fn what_another_reading_would_change_is_named_in_summary_and_on_paper() {
    let everything = &cases()[3];
    let screened = screened(everything);
    let disputed = brief::disputed(&screened.report);
    assert!(disputed.contains(&"I5b"), "{disputed:?}");
    for lang in LANGS {
        let row = lang.catalogue().page.record.differs;
        let names = disputed.join(lang.catalogue().names.list_separator);
        let said = words::fill(
            lang.catalogue().page.record.row,
            &[("name", row), ("value", &names)],
        );
        let summary = in_lines(&screened, lang, &Noted::default()).join("\n");
        assert!(summary.contains(&said), "{summary}");
        let paper = on_paper(&screened, lang);
        assert!(paper.iter().any(|part| part.lines.contains(&said)));
    }
}

// guards: H13
#[test]
fn a_banner_says_that_the_study_takes_nobody_and_by_whose_word() {
    let notice = |told| brief::intake(Lang::En, intake(told));
    let told = |recruitment, enrolled, as_of: Option<&str>| {
        Some(Enrolment {
            recruitment,
            enrolled,
            as_of: as_of.map(|day| dates::parse(day).expect("a date")),
            ..Enrolment::default()
        })
    };
    let complete =
        "Enrolment complete (24 of 24, registry as of 2026-11-22). For illustration only.";
    assert_eq!(notice(None).as_deref(), Some(complete));
    // A count alone does not open the study again.
    assert_eq!(notice(told(None, Some(9), None)).as_deref(), Some(complete));
    assert_eq!(
        notice(told(None, Some(24), None)).as_deref(),
        Some("Enrolment complete (24 of 24). For illustration only.")
    );
    assert_eq!(
        notice(told(Some(Recruitment::Closed), Some(9), Some("2026-11-23"))).as_deref(),
        Some("Enrolment is closed, as of 2026-11-23. For illustration only.")
    );
    let starts = |told, start: &str| {
        let said = notice(told).expect("a banner");
        assert!(said.starts_with(start), "{said}");
    };
    starts(
        told(Some(Recruitment::OnHold), None, None),
        "Enrolment is on hold.",
    );
    for told in [
        told(Some(Recruitment::Unknown), None, None),
        told(Some(Recruitment::Open), Some(9), Some("2026-11-01")),
        told(Some(Recruitment::Open), Some(9), Some("2026-12-01")),
        Some(Enrolment::UNREADABLE),
    ] {
        starts(told, "It is not known here");
    }
    assert_eq!(
        notice(told(Some(Recruitment::Open), Some(9), Some("2026-11-23"))),
        None
    );
}

// guards: H10
#[test]
fn the_banner_does_not_hang_on_the_patient() {
    let of = |entries: &Json| screened(entries).report.intake;
    let open = json!({ "recruitment": "unknown", "enrolled": 9 });
    for entries in [empty(), worked(), excluded()] {
        let mut entries = entries;
        entries["enrolment"] = open.clone();
        assert_eq!(of(&entries), Intake::Unknown);
    }
}
