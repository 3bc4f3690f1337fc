//! What the page says of every composition of rules, two deep, that is true, false or open. Held against
//! `tests/fixtures/composed.txt`; where a change is meant, `UPDATE=1 cargo test --test native composed_sentences::` writes it
//! anew, and the difference is read before it is committed.

use std::fs;
use std::path::Path;

use liver_prescreen::exchange::input::{self, ScreenInput};
use liver_prescreen::words::{self, Lang};
use liver_prescreen::{dates, screening, study};
use serde_json::{Value as Json, json};

use crate::small::asking;

/// The simple rules: platelets, a biopsy, ECOG.
fn simple() -> [Json; 3] {
    [
        json!({ "kind": "lab", "analyte": "platelets", "unit": "10*9/L", "min": "75" }),
        json!({ "kind": "answer", "entry": "biopsy" }),
        json!({ "kind": "choice", "entry": "ecog", "of": ["0", "1"] }),
    ]
}

/// Every way to compose these, by name.
fn compositions(of: &[(String, Json)]) -> Vec<(String, Json)> {
    let names: Vec<&str> = of.iter().map(|(name, _)| name.as_str()).collect();
    let listed = names.join(", ");
    let rules: Vec<&Json> = of.iter().map(|(_, rule)| rule).collect();
    let mut all = vec![
        (
            format!("all({listed})"),
            json!({ "kind": "all", "of": rules }),
        ),
        (
            format!("any({listed})"),
            json!({ "kind": "any", "of": rules }),
        ),
    ];
    if rules.len() > 2 {
        let rule = json!({ "kind": "atLeast", "n": 2, "of": rules });
        all.push((format!("at least 2({listed})"), rule));
    }
    let (name, rule) = &of[0];
    all.push((
        format!("not({name})"),
        json!({ "kind": "not", "rule": rule }),
    ));
    if let [(condition, first), (then, second), rest @ ..] = of {
        let mut when = json!({ "kind": "when", "if": first, "then": second });
        let mut name = format!("if {condition} then {then}");
        if let [(otherwise, third), ..] = rest {
            when["else"] = third.clone();
            name = format!("{name} else {otherwise}");
        }
        all.push((name, when));
    }
    all
}

/// Every composition of simple rules, and of one such with the others.
fn rules() -> Vec<(String, Json)> {
    let [platelets, biopsy, ecog] = simple();
    let named = |name: &str, rule: &Json| (name.to_owned(), rule.clone());
    let three = [
        named("platelets", &platelets),
        named("biopsy", &biopsy),
        named("ecog", &ecog),
    ];
    let two = &three[..2];
    let mut all = Vec::new();
    for (name, rule) in &three {
        all.push((
            format!("not({name})"),
            json!({ "kind": "not", "rule": rule }),
        ));
    }
    all.extend(compositions(two));
    all.extend(compositions(&three));
    let albumin = json!({ "kind": "lab", "analyte": "albumin", "unit": "g/L", "min": "30" });
    let albumin = named("albumin", &albumin);
    let bmi = json!({ "kind": "number", "entry": "bmi", "below": "35" });
    let bmi = named("bmi", &bmi);
    for inner in compositions(&three) {
        all.extend(compositions(&[inner.clone(), bmi.clone()]));
        all.extend(compositions(&[albumin.clone(), inner, bmi.clone()]));
    }
    all
}

/// Patients of whom each simple rule is true, false or open.
fn patients() -> Vec<Json> {
    let mut all = vec![json!({ "labs": {}, "entries": {} })];
    let choices: [(&str, [Option<Json>; 3]); 5] = [
        ("platelets", [Some(json!("80")), Some(json!("60")), None]),
        ("biopsy", [Some(json!("yes")), Some(json!("no")), None]),
        ("ecog", [Some(json!("1")), Some(json!("3")), None]),
        ("albumin", [Some(json!("33")), Some(json!("28")), None]),
        ("bmi", [Some(json!("22")), Some(json!("40")), None]),
    ];
    for (key, values) in choices {
        let each = |patient: &Json| {
            let with = values.iter().map(|value| {
                let mut patient = patient.clone();
                match (value, key) {
                    (None, _) => {}
                    (Some(value), "platelets") => {
                        patient["labs"][key] = json!({ "value": value, "unit": "10*9/L" });
                    }
                    (Some(value), "albumin") => {
                        patient["labs"][key] = json!({ "value": value, "unit": "g/L" });
                    }
                    (Some(value), _) => patient["entries"][key] = value.clone(),
                }
                patient
            });
            with.collect::<Vec<_>>()
        };
        all = all.iter().flat_map(each).collect();
    }
    all
}

/// The state of the one criterion of a study, and why, in both languages.
fn said(study: &study::Study, patient: &Json) -> (&'static str, [String; 2]) {
    let input = json!({ "asOf": "2026-11-22", "patient": patient });
    let input = ScreenInput::from_json(&input.to_string()).expect("an input");
    let today = dates::parse("2026-11-22").expect("a day");
    let case = input::case(&input, study, || today).expect("a case");
    let report = screening::screen(study, &case);
    let finding = &report.findings[0];
    let texts = [Lang::En, Lang::Zh].map(|lang| words::finding_reason(lang, finding));
    (finding.state().key(), texts)
}

/// What nobody should have to read.
fn is_plain(text: &str) -> bool {
    let mut depth = 0_i32;
    for letter in text.chars() {
        match letter {
            '(' | '（' => depth += 1,
            ')' | '）' => depth -= 1,
            _ => {}
        }
        if depth > 1 {
            return false;
        }
    }
    let bad = [
        "..", "。。", ".;", "。；", "; .", ": .", "  ", ".,", "。，", "{", "}",
    ];
    text.ends_with(['.', '。']) && bad.iter().all(|bad| !text.contains(bad))
}

#[test]
fn every_composition_is_said_plainly() {
    let mut text = String::new();
    let patients = patients();
    for (name, rule) in rules() {
        let study = study::from_json(&asking(rule).to_string()).expect("a study");
        let mut block = format!("{name}\n");
        let mut seen: Vec<(&str, usize)> = Vec::new();
        for patient in &patients {
            let (state, texts) = said(&study, patient);
            for one in &texts {
                assert!(is_plain(one), "{name}: {one}");
            }
            let shown = match seen.iter_mut().find(|(known, _)| *known == state) {
                Some((_, count)) => {
                    *count += 1;
                    *count - 1
                }
                None => {
                    seen.push((state, 1));
                    0
                }
            };
            let lines = format!("  {state}\n    {}\n    {}\n", texts[0], texts[1]);
            // One of each, and one more from elsewhere.
            if [0, 20].contains(&shown) && !block.contains(&lines) {
                block += &lines;
            }
        }
        assert_eq!(seen.len(), 3, "{name}: {seen:?}");
        if !text.contains(&block) {
            text += &block;
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/composed.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).expect("written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let different = text
        .lines()
        .zip(kept.lines())
        .find(|(now, kept)| now != kept);
    assert!(text == kept, "{different:?}");
}
