//! A rate is shown with its unit wherever its value or a limit of it is: mL/min is not mL/min for 1.73 m² of body surface.

use std::sync::Arc;

use liver_prescreen::exchange::input::{self, ScreenInput};
use liver_prescreen::exchange::record::{Noted, record, text};
use liver_prescreen::exchange::studies::StudyRemark;
use liver_prescreen::study::model::ScoreName;
use liver_prescreen::ui::prerender::prerender;
use liver_prescreen::words::{self, Lang, brief};
use liver_prescreen::{dates, screening, study};
use serde_json::{Value as Json, json};

use crate::small;

const RATES: [(&str, ScoreName, &str); 2] = [
    ("egfr", ScoreName::Egfr, "mL/min/1.73 m²"),
    ("cockcroftGault", ScoreName::CockcroftGault, "mL/min"),
];

/// A study that limits a score twice over, by itself and within a composition.
fn limiting(score: &str) -> Json {
    let alone = json!({ "kind": "score", "score": score, "min": "60" });
    let range = json!({ "kind": "score", "score": score, "above": "30", "max": "90" });
    let both = json!({ "kind": "any", "of": [range, { "kind": "answer" }] });
    small::study(
        &[("I", "inclusion", alone), ("E", "exclusion", both)],
        json!({}),
    )
}

/// Every text about a patient of such a study.
fn texts(file: &Json, score: ScoreName, lang: Lang, patient: Json) -> Vec<String> {
    let study = study::from_json(&file.to_string()).expect("a study");
    let input = json!({ "asOf": "2026-11-22", "patient": patient }).to_string();
    let input = ScreenInput::from_json(&input).expect("an input");
    let today = || dates::parse("2026-11-22").expect("a day");
    let case = input::case(&input, &study, today).expect("a case");
    let report = screening::screen(&study, &case);
    let mut all = vec![
        brief::score(lang, &study, &case, &report, score),
        text(&record(lang, &study, &case, &report, &Noted::default())),
    ];
    for (criterion, finding) in study.criteria.iter().zip(&report.findings) {
        let rule = &criterion.readings[0].rule;
        all.push(words::finding_reason(lang, finding));
        all.push(brief::short_reason(lang, finding));
        all.extend(brief::value_of_row(
            lang,
            finding.kind,
            &finding.computed,
            rule,
        ));
        if let screening::Reason::Score(scored) = &finding.computed.reason {
            all.push(brief::asked(lang, finding.kind, scored));
        }
    }
    all
}

/// Numbers of the score or its limits that no unit follows.
fn bare(text: &str, numbers: &[&str], unit: &str) -> Vec<String> {
    let mut bare = Vec::new();
    for number in numbers {
        for (at, _) in text.match_indices(number) {
            let (before, after) = (&text[..at], &text[at + number.len()..]);
            // The low end of a range shares the unit of the high one.
            let is_low_end =
                after.starts_with('–') || after.starts_with(" to ") || after.starts_with('至');
            let is_part = before.ends_with(|c: char| c.is_ascii_digit() || c == '.' || c == '-');
            if !is_part && !is_low_end && !after.starts_with(&format!(" {unit}")) {
                bare.push(text.to_owned());
            }
        }
    }
    bare
}

#[test]
fn a_rate_and_its_limits_have_their_unit_in_every_text() {
    let whole = json!({
        "age": 50, "sex": "male", "weight": "70", "answers": { "E": "no" },
        "labs": { "creatinine": { "value": "1", "unit": "mg/dL" } },
    });
    let mut low = whole.clone();
    low["labs"]["creatinine"]["value"] = json!("3");
    let mut open = low.clone();
    open.as_object_mut().expect("fields").remove("sex");
    open["labs"]["creatinine"]["value"] = json!("1.5");
    for (key, score, unit) in RATES {
        let file = limiting(key);
        for lang in [Lang::En, Lang::Zh] {
            let limits = ["≥ 60", "> 30", "≤ 90"];
            let mut with_unit = 0;
            for patient in [&whole, &low, &open] {
                for text in texts(&file, score, lang, patient.clone()) {
                    let figures: Vec<&str> = match key {
                        "egfr" => vec!["91.69", "24.53"],
                        _ => vec!["87.50", "29.17"],
                    };
                    let numbers = [&limits[..], &figures].concat();
                    assert_eq!(bare(&text, &numbers, unit), [""; 0], "{key} {lang:?}");
                    with_unit += usize::from(text.contains(unit));
                }
            }
            assert!(with_unit > 15, "{key} {lang:?}: {with_unit}");
        }
        let study = Arc::new(study::from_json(&file.to_string()).expect("a study"));
        let page = prerender(&study, Lang::En);
        assert!(page.contains(&format!("≥ 60 {unit}")), "{key}");
        assert_eq!(bare(&page, &["≥ 60"], unit), [""; 0]);
    }
}

#[test]
fn a_remark_on_a_rate_has_its_unit() {
    for (key, _, unit) in RATES {
        let rule = json!({ "kind": "score", "score": key, "min": "0" });
        let file = small::study(&[("I", "inclusion", rule)], json!({}));
        let remarks = StudyRemark::all(&file.to_string());
        let mut found = remarks
            .iter()
            .filter(|one| one.about == Some("always-true"));
        let remark = found.next().expect("a remark");
        assert!(
            remark.message.contains(&format!("≥ 0 {unit}")),
            "{}",
            remark.message
        );
    }
}
