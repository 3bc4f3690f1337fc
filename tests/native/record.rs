//! The record that a clinician leaves with, on paper and as plain text, in both languages.

use liver_prescreen::clinical::{Analyte, Lab};
use liver_prescreen::exchange::input::{self, ScreenInput};
use liver_prescreen::exchange::record::{Noted, Part, record, text};
use liver_prescreen::exchange::report::VERSION;
use liver_prescreen::screening::{self, Case, Report, State};
use liver_prescreen::words::{self, Lang};
use liver_prescreen::{dates, study::Study};
use serde_json::{Value as Json, json};

use crate::support::{changed, study, without, worked};

pub const LANGS: [Lang; 2] = [Lang::En, Lang::Zh];

pub struct Screened {
    pub study: std::sync::Arc<Study>,
    pub case: Case,
    pub report: Report,
}

pub fn screened(entries: &Json) -> Screened {
    let study = study();
    let input = ScreenInput::from_json(&entries.to_string()).expect("an input without fault");
    let today = dates::parse("2026-11-22").expect("a date");
    let case = input::case(&input, &study, || today).expect("an input without fault");
    let report = screening::screen(&study, &case);
    Screened {
        study,
        case,
        report,
    }
}

impl Screened {
    fn parts(&self, lang: Lang) -> Vec<Part> {
        record(
            lang,
            &self.study,
            &self.case,
            &self.report,
            &Noted::default(),
        )
    }

    fn lines(&self, lang: Lang) -> Vec<String> {
        let parts = self.parts(lang);
        parts.into_iter().flat_map(|part| part.lines).collect()
    }
}

pub fn empty() -> Json {
    json!({ "asOf": "2026-11-22", "patient": {} })
}

pub fn excluded() -> Json {
    changed(
        &worked(),
        &[("/patient/answers/E6".to_owned(), json!("yes"))],
    )
}

/// Whatever can be entered, with values that need cautions and warnings.
fn everything() -> Json {
    let mut input = worked();
    let patient = &mut input["patient"];
    patient["labs"] = json!({
        "bilirubin": {"value": "9.94", "unit": "mg/dL", "date": "2026-10-01"},
        "albumin": {"value": "2.90", "unit": "g/dL", "date": "2026-11-20"},
        "inr": {"value": "1.50", "unit": "1", "date": "2026-11-20"},
        "prothrombinActivity": {"value": "48", "unit": "%", "date": "2026-11-20"},
        "prothrombinProlongation": {"value": "-1", "unit": "s", "date": "2026-11-20"},
        "creatinine": {"value": "<0.88", "unit": "mg/dL", "date": "2026-11-20"},
        "sodium": {"value": "128", "unit": "mmol/L", "date": "2026-11-20"},
        "hemoglobin": {"value": "10.2", "unit": "g/dL", "date": "2026-11-20"},
        "platelets": {"value": "20", "unit": "10*9/L", "date": "2026-11-21"}
    });
    patient["ascites"] = json!("moderate");
    patient["encephalopathy"] = json!("grade1-2");
    patient["dialysis"] = json!(true);
    patient["cholestatic"] = json!(true);
    patient["birthDate"] = json!("1974-02-03");
    patient["events"] = json!({ "E3": "2026-10-22", "E11": "2026-06-01" });
    patient["answers"]["I6"] = json!("unknown");
    patient["answers"]["E9"] = json!("not-applicable");
    input["enrolment"]["asOf"] = json!("2026-11-20");
    input["firstInfusion"] = json!("2026-12-01");
    input
}

pub fn cases() -> [Json; 4] {
    [empty(), worked(), excluded(), everything()]
}

fn part<'a>(parts: &'a [Part], title: &str) -> Option<&'a Part> {
    parts.iter().find(|part| part.title == Some(title))
}

#[test]
fn the_verdict_is_the_pages_sentence_and_stands_first() {
    for (entries, english, chinese) in [
        (empty(), "Not yet determined", "尚不能确定"),
        (
            worked(),
            "No exclusion found in the listed criteria",
            "未发现不符合项",
        ),
        (
            excluded(),
            "Does not meet the listed criteria",
            "不符合所列入排标准",
        ),
    ] {
        let screened = screened(&entries);
        for (lang, verdict) in LANGS.into_iter().zip([english, chinese]) {
            let parts = screened.parts(lang);
            let page = &lang.catalogue().page;
            let (heading, lead) = page.verdict(screened.report.verdict.state);
            assert_eq!(heading, verdict);
            assert_eq!(parts[1].title, Some(page.result.title));
            assert_eq!(parts[1].lines, [heading, lead]);
        }
    }
}

#[test]
fn the_verdict_is_read_out_with_its_first_reasons() {
    let two = changed(
        &excluded(),
        &[
            ("/patient/age".to_owned(), json!(70)),
            ("/patient/answers/E1".to_owned(), json!("yes")),
        ],
    );
    for (entries, english, chinese) in [
        (
            without(&worked(), "/patient/sex"),
            "No exclusion found in the listed criteria: This is not a statement of eligibility. The investigator decides.",
            "未发现不符合项：这不代表患者符合入组条件。最终由研究者判定。",
        ),
        (
            without(&worked(), "/patient/answers/E6"),
            "Not yet determined: Missing: HIV.",
            "尚不能确定：缺少：HIV感染。",
        ),
        (
            excluded(),
            "Does not meet the listed criteria: HIV: Answered: yes.",
            "不符合所列入排标准：HIV感染：已回答：是。",
        ),
        (
            two,
            "Does not meet the listed criteria: Age 70 is outside 18 to 65 years. Peritonitis or serious infection: Answered: yes. 1 more",
            "不符合所列入排标准：年龄70岁，超出18至65岁的范围。腹膜炎或严重感染：已回答：是。另有1项",
        ),
    ] {
        let screened = screened(&entries);
        for (lang, said) in LANGS.into_iter().zip([english, chinese]) {
            let spoken = words::spoken_verdict(lang, &screened.study, &screened.report);
            assert_eq!(spoken, said);
        }
    }
}

#[test]
fn the_record_begins_with_the_study_and_the_day_and_ends_with_what_it_is_not() {
    let screened = screened(&worked());
    let english = screened.lines(Lang::En);
    assert_eq!(
        english.first().map(String::as_str),
        Some(
            "Liver Prescreen: NCT05442437 · Umbilical cord mesenchymal stem cells in decompensated hepatitis B cirrhosis"
        )
    );
    assert_eq!(english[1], "Screening date: 2026-11-22");
    let last = english.last().expect("a line");
    assert!(last.contains("not a statement of eligibility"), "{last}");
    assert!(last.ends_with("investigator decides."), "{last}");
    let chinese = screened.lines(Lang::Zh);
    assert_eq!(chinese[1], "筛查日：2026年11月22日");
    assert!(
        chinese
            .last()
            .is_some_and(|last| last.contains("不代表患者符合入组条件"))
    );
}

// guards: H34
#[test]
fn the_record_says_from_which_study_file_and_by_which_version_it_was_made() {
    let screened = screened(&worked());
    for lang in LANGS {
        let parts = screened.parts(lang);
        let last = parts.last().expect("a part");
        assert_eq!(last.title, Some(lang.catalogue().page.about.title));
        let lines = last.lines.join("\n");
        for value in [
            VERSION,
            &screened.study.sha256[..12],
            &lang.date(screened.study.registry.read_on),
        ] {
            assert!(lines.contains(value), "{value}: {lines}");
        }
    }
}

// guards: H1, H8
#[test]
fn every_value_appears_with_its_unit_as_it_was_typed() {
    for analyte in Analyte::ALL {
        for accepted in analyte.units() {
            for sign in ["", "<", "≤ ", ">", "≥ "] {
                // A nought at the end is a digit that was printed.
                let text = format!("{sign}{}0", with_point(&accepted.least.to_string()));
                if Lab::parse(analyte, &text, accepted.unit).is_err() {
                    continue;
                }
                let mut entries = empty();
                entries["patient"]["labs"][analyte.key()] =
                    json!({ "value": text, "unit": accepted.unit.ucum(), "date": "2026-11-20" });
                let screened = screened(&entries);
                let spaced = match sign.trim() {
                    "" => text.clone(),
                    sign => format!("{sign} {}", text.trim_start_matches(sign).trim()),
                };
                let value = words::value_unit(&spaced, accepted.unit);
                for (lang, between, day) in [
                    (Lang::En, ": ", " (2026-11-20)"),
                    (Lang::Zh, "：", "（2026年11月20日）"),
                ] {
                    let words = lang.catalogue();
                    let parts = screened.parts(lang);
                    let entries = part(&parts, words.page.form.title).expect("entries");
                    let name = words.analyte(analyte);
                    let mut expected = format!("{name}{between}{value}{day}");
                    if !screened.case.patient.inputs.waiting.is_empty() {
                        let waiting = words.page.record.waiting;
                        expected += &words::fill(words.page.record.with, &[("with", waiting)]);
                    }
                    assert_eq!(entries.lines, [expected]);
                }
            }
        }
    }
}

/// With a decimal point, so that a nought can be added without making another number of it.
fn with_point(number: &str) -> String {
    if number.contains('.') {
        return number.to_owned();
    }
    format!("{number}.")
}

#[test]
fn the_worked_patients_entries_appear_each_in_one_line() {
    let screened = screened(&worked());
    let parts = screened.parts(Lang::En);
    let entries = part(&parts, "Patient").expect("entries");
    assert_eq!(
        entries.lines,
        [
            "Age: 52 years",
            "Sex: Female",
            "Ascites: Slight (detected by ultrasound only, or controlled with diuretics)",
            "Hepatic encephalopathy: None (no abnormality, or detected only by tests (minimal))",
            "Dialysis: No (neither in the last 7 days)",
            "Total bilirubin: 45 µmol/L",
            "Albumin: 29 g/L",
            "INR: 1.5",
            "Prothrombin activity: 48 %",
            "Creatinine: 78 µmol/L",
            "Sodium: 136 mmol/L",
            "Haemoglobin: 102 g/L",
            "Platelets: 58×10⁹/L",
        ]
    );
    let answers = part(&parts, "Study questions").expect("answers");
    assert_eq!(
        answers.lines,
        [
            "Yes: I2, I3",
            "No: E1, E2, E3, E4, E5, E6, E7, E8, E9, E10, E11, E12",
        ]
    );
    let chinese = screened.parts(Lang::Zh);
    let entries = part(&chinese, "患者").expect("entries");
    assert_eq!(
        entries.lines[..3],
        [
            "年龄：52 岁",
            "性别：女",
            "腹水：轻度（仅超声可见，或利尿剂可控制）"
        ]
    );
}

#[test]
fn whatever_can_be_entered_appears() {
    let screened = screened(&everything());
    let lines = screened.lines(Lang::En);
    for line in [
        "Date of birth: 1974-02-03",
        "Age: 52 years",
        "Ascites: Moderate to severe (marked distension not controlled with diuretics, or refractory)",
        "Dialysis: Yes (at least two dialysis sessions, or 24 hours of CVVHD, in the last 7 days)",
        "Total bilirubin: 9.94 mg/dL (2026-10-01)",
        "Creatinine: < 0.88 mg/dL (2026-11-20)",
        "Prothrombin time prolongation: -1 s (2026-11-20)",
        "Platelets: 20×10⁹/L (2026-11-21)",
        "Don’t know: I6",
        "Not applicable: E9",
        "E3 · date of the event: 2026-10-22",
        "E11 · date of the event: 2026-06-01",
        "Participants already dosed: 9 (2026-11-20)",
        "Planned first infusion: 2026-12-01",
        "Infusion 2 (presumably also an in-hospital visit): Day 8 · 2026-12-08",
        "Fourth in-hospital visit: not specified",
        "Survival contact 1 (telephone or clinic): 2027-11-18 to 2027-12-01",
    ] {
        assert!(
            lines.iter().any(|found| found == line),
            "{line}\n{lines:#?}"
        );
    }
    assert!(lines.iter().any(|line| line.contains("cholestatic")));
    let warned = part(&screened.parts(Lang::En), "Please check").map(|part| part.lines.clone());
    let warnings = screened.report.warnings.iter();
    let warnings: Vec<String> = warnings.map(|w| words::warning(Lang::En, w)).collect();
    assert!(warnings.len() > 1, "{warnings:?}");
    assert_eq!(warned, Some(warnings));
}

#[test]
fn each_entry_taken_away_takes_its_line_along() {
    let full = everything();
    for (path, line) in [
        ("/patient/sex", "Sex"),
        ("/patient/ascites", "Ascites"),
        ("/patient/encephalopathy", "Hepatic encephalopathy"),
        ("/patient/dialysis", "Dialysis"),
        ("/patient/labs/sodium", "Sodium"),
        ("/patient/events/E3", "E3 · date of the event"),
        ("/patient/answers/E9", "Not applicable"),
        ("/patient/birthDate", "Date of birth"),
        ("/enrolment", "Participants already dosed"),
        ("/firstInfusion", "Planned first infusion"),
    ] {
        let begins = format!("{line}: ");
        let has = |entries: &Json| {
            let lines = screened(entries).lines(Lang::En);
            lines.iter().any(|line| line.starts_with(&begins))
        };
        assert!(has(&full), "{line}");
        assert!(!has(&without(&full, path)), "{line}");
    }
}

#[test]
fn nothing_stands_there_of_an_empty_form() {
    let screened = screened(&empty());
    for lang in LANGS {
        let page = &lang.catalogue().page;
        let parts = screened.parts(lang);
        for title in [
            page.result.because,
            page.form.title,
            page.form.questions,
            page.visits.title,
            page.visits.title_closed,
            page.record.warnings,
        ] {
            assert_eq!(part(&parts, title), None, "{title}");
        }
        let to_answer = part(&parts, page.result.to_answer).expect("what is asked for");
        assert_eq!(to_answer.lines.len(), 1);
    }
}

#[test]
fn no_line_is_empty_or_ends_where_a_value_should_stand_or_keeps_a_brace() {
    for entries in cases() {
        let screened = screened(&entries);
        for lang in LANGS {
            for part in screened.parts(lang) {
                assert!(!part.lines.is_empty());
                for line in &part.lines {
                    let hollow = ["()", "（）", "{", "}", "  ", ": ·", "：·", "\n"];
                    let found = hollow.iter().find(|hollow| line.contains(**hollow));
                    assert_eq!(found, None, "{line}");
                    assert_eq!(line.trim(), line);
                    assert!(!line.ends_with([':', '：', '·', ',', '、']), "{line}");
                    assert!(!line.is_empty());
                }
            }
        }
    }
}

#[test]
fn every_line_in_chinese_has_chinese_in_it() {
    for entries in cases() {
        for line in screened(&entries).lines(Lang::Zh) {
            let chinese = line.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert!(chinese, "{line}");
        }
    }
}

// guards: H15
#[test]
fn each_criterion_has_its_line_with_state_reason_and_cautions() {
    for entries in cases() {
        let screened = screened(&entries);
        for lang in LANGS {
            let page = &lang.catalogue().page;
            let parts = screened.parts(lang);
            let of = |title| part(&parts, title).map_or(&[][..], |part| &part.lines);
            let lines = [of(page.criteria.inclusion), of(page.criteria.exclusion)].concat();
            assert_eq!(lines.len(), screened.report.findings.len());
            let pairs = lines.iter().zip(&screened.report.findings);
            for ((line, finding), criterion) in pairs.zip(&screened.study.criteria) {
                let name = criterion.name.in_lang(lang);
                assert!(
                    line.starts_with(&format!("{} {name}", criterion.id)),
                    "{line}"
                );
                assert!(
                    line.contains(page.state(finding.kind, finding.state())),
                    "{line}"
                );
                assert!(
                    line.contains(&words::finding_reason(lang, finding)),
                    "{line}"
                );
                for caution in words::cautions(lang, criterion, finding) {
                    assert!(line.contains(&caution), "{line}");
                }
                assert_eq!(
                    line.contains(page.criteria.departs),
                    finding.computed.departs,
                    "{line}"
                );
            }
        }
    }
}

#[test]
fn cautions_of_other_readings_and_other_ways_are_in_the_record() {
    let lines = screened(&everything()).lines(Lang::En);
    let of = |id: &str| {
        let line = lines.iter().find(|line| line.starts_with(id));
        line.expect("the criterion's line").clone()
    };
    assert!(of("I4b ").contains("Close to the limit"), "{}", of("I4b "));
    assert!(
        of("I5b ").contains("If 30×10⁹/L was meant"),
        "{}",
        of("I5b ")
    );
    assert!(of("I4c ").contains("Interpreted, not literal"));
}

// guards: H18
#[test]
fn an_open_score_says_what_it_can_be_and_what_it_needs() {
    let whole = screened(&worked());
    let scores = |screened: &Screened| {
        let parts = screened.parts(Lang::En);
        part(&parts, "Scores").expect("scores").lines.clone()
    };
    let settled = scores(&whole);
    assert_eq!(settled.len(), 5);
    assert_eq!(settled[0], "Child-Pugh: 8 · Class B");
    assert!(
        settled[1].starts_with("MELD: 15 · Unrounded: 14."),
        "{}",
        settled[1]
    );
    let open = scores(&screened(&without(&worked(), "/patient/dialysis")));
    assert!(
        open[1].contains(" if not dialysed, ") && open[1].ends_with("Missing: Dialysis"),
        "{}",
        open[1]
    );
    assert!(!open[1].contains("Unrounded"), "{}", open[1]);
    let limit = changed(
        &worked(),
        &[("/patient/labs/albumin/value".to_owned(), json!("<29"))],
    );
    let open = scores(&screened(&limit));
    assert!(
        open[0].ends_with("Exact value needed: Albumin"),
        "{}",
        open[0]
    );
    let chinese = screened(&empty()).lines(Lang::Zh);
    let meld = chinese
        .iter()
        .find(|line| line.starts_with("MELD："))
        .expect("MELD");
    assert!(meld.starts_with("MELD：可能为6至40 · 缺少："), "{meld}");
}

// guards: H10, H32
#[test]
fn the_arm_statement_is_the_pages_with_what_it_assumes() {
    for lang in LANGS {
        let title = lang.catalogue().page.arm.title;
        let lines = |screened: &Screened| {
            let parts = screened.parts(lang);
            part(&parts, title).expect("the dose group").lines.clone()
        };
        let going = screened(&worked());
        let projected = lines(&going);
        let said = words::arm_statement(lang, &going.study, &going.report.arm);
        assert_eq!(projected[0], said);
        for assumed in going.study.assumptions() {
            assert!(
                projected[2].contains(assumed.in_lang(lang)),
                "{projected:?}"
            );
        }
        let out = screened(&excluded());
        let said = words::arm_statement(lang, &out.study, &out.report.arm);
        assert_eq!(lines(&out)[0], said);
        for arm in &out.study.arms {
            let named = lines(&out).concat();
            assert!(!named.contains(arm.name.in_lang(lang)), "{named}");
        }
    }
}

// guards: H20
#[test]
fn fields_that_are_not_used_are_named() {
    let screened = screened(&worked());
    for lang in LANGS {
        let unused = ["Albumin".to_owned(), "Sodium".to_owned()];
        let noted = Noted {
            unused: unused.to_vec(),
            ..Noted::default()
        };
        let parts = record(
            lang,
            &screened.study,
            &screened.case,
            &screened.report,
            &noted,
        );
        let page = &lang.catalogue().page;
        let entries = part(&parts, page.form.title).expect("entries");
        let separator = lang.catalogue().names.list_separator;
        let last = entries.lines.last().expect("a line");
        assert!(last.contains(&unused.join(separator)), "{last}");
        let before = screened.parts(lang);
        let before = part(&before, page.form.title).expect("entries");
        assert_eq!(before.lines[..], entries.lines[..entries.lines.len() - 1]);
    }
}

#[test]
fn as_plain_text_each_heading_and_each_line_has_a_line_of_its_own() {
    for entries in cases() {
        for lang in LANGS {
            let parts = screened(&entries).parts(lang);
            let text = text(&parts);
            assert!(text.ends_with('\n') && !text.ends_with("\n\n") && !text.contains('\r'));
            let mut wanted = Vec::new();
            for part in &parts {
                wanted.extend(part.title.map(|title| ["", title]).into_iter().flatten());
                wanted.extend(part.lines.iter().map(String::as_str));
            }
            assert_eq!(text.lines().collect::<Vec<_>>(), wanted);
        }
    }
}

#[test]
fn criteria_that_exclude_and_points_for_the_site_are_named() {
    let screened = screened(&excluded());
    let parts = screened.parts(Lang::En);
    assert_eq!(part(&parts, "Why").expect("why").lines, ["E6 HIV"]);
    let site = part(&parts, "For the study site to confirm").expect("points");
    let open = screened.report.findings.iter();
    let open = open.filter(|f| matches!(f.state(), State::Undecidable | State::ForTheSite));
    for finding in open {
        assert!(site.lines[0].contains(&*finding.id), "{:?}", site.lines);
    }
    assert_eq!(part(&parts, "Still needed"), None);
}
