//! Every sentence about a finding is said of some patient, in both languages, with all its values in it. No text of the
//! catalogue stands there that nothing says.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use liver_prescreen::clinical::{Analyte, Number, Waiting};
use liver_prescreen::dates;
use liver_prescreen::exchange::input::{self, ScreenInput};
use liver_prescreen::screening::reason::{Composed, Reason};
use liver_prescreen::screening::{self, Truth};
use liver_prescreen::study::{self, Study};
use liver_prescreen::words::catalogue::ReplaceWords;
use liver_prescreen::words::{self, Findings, Lang, brief};
use serde_json::{Value as Json, json};

use crate::small::{asking, study as small};
use crate::studies::{all, fixture};
use crate::support::worked;

/// The sentences of one language.
fn sentences(lang: Lang) -> Vec<&'static str> {
    let mut texts = [""; Findings::COUNT];
    let mut findings = lang.catalogue().findings;
    findings.replace_words(&mut texts.iter_mut());
    texts.to_vec()
}

/// Whether a text is a sentence with something at each of its places.
fn says(text: &str, sentence: &str) -> bool {
    let mut rest = text;
    for piece in sentence.split('{') {
        let piece = piece.split_once('}').map_or(piece, |(_, after)| after);
        let Some((_, after)) = rest.split_once(piece) else {
            return false;
        };
        rest = after;
    }
    true
}

fn parts(lang: Lang, composed: &Composed, to: &mut Vec<String>) {
    for part in &composed.parts {
        to.push(words::reason(lang, part.truth, &part.reason));
        if let Reason::Parts(inner) = &part.reason {
            parts(lang, inner, to);
        }
    }
}

/// Everything that is said of a patient's findings.
fn said(study: &Study, input: &Json, lang: Lang, to: &mut Vec<String>) {
    let input = ScreenInput::from_json(&input.to_string()).expect("an input");
    let today = || dates::parse("2026-11-22").expect("a day");
    let case = input::case(&input, study, today).expect("a case");
    let report = screening::screen(study, &case);
    to.extend(words::ask_again(lang, study, &report));
    for finding in &report.findings {
        to.push(words::finding_reason(lang, finding));
        to.push(brief::short_reason(lang, finding));
        let others = finding.others.iter();
        to.extend(others.map(|other| words::result_reason(lang, finding.kind, other)));
        if let Reason::Parts(composed) = &finding.computed.reason {
            parts(lang, composed, to);
        }
    }
}

fn lab(key: &str, value: &str, unit: &str, further: Json) -> Json {
    let mut lab = json!({ "value": value, "unit": unit });
    for (field, given) in further.as_object().expect("fields") {
        lab[field] = given.clone();
    }
    json!({ "labs": { key: lab } })
}

/// Patients of studies of one rule, for what no other study says.
fn further() -> Vec<(Json, Json)> {
    let window = |window: Json| json!({ "kind": "answer", "entry": "biopsy", "window": window });
    let own = |window: Json| json!({ "kind": "answer", "window": window });
    let biopsy = |day: &str| json!({ "entries": { "biopsy": { "answer": "yes", "date": day } } });
    let mut all: Vec<(Json, Json)> = Vec::new();
    let mut add = |rule: Json, patient: Json| all.push((asking(rule), patient));
    for length in [
        json!({ "months": 1 }),
        json!({ "months": 2 }),
        json!({ "weeks": 1 }),
        json!({ "weeks": 2 }),
        json!({ "days": 1 }),
        json!({ "days": 2 }),
        json!({ "hours": 1 }),
        json!({ "hours": 48 }),
    ] {
        add(window(length.clone()), biopsy("2026-01-01"));
        add(window(length.clone()), biopsy("2026-11-22"));
        add(window(length), json!({ "entries": { "biopsy": "yes" } }));
    }
    add(window(json!({ "hours": 24 })), biopsy("2026-11-21"));
    let anchored = json!({ "weeks": 4, "anchor": "onset" });
    let mut onset = biopsy("2026-10-01");
    onset["entries"]["onset"] = json!("2026-10-10");
    add(window(anchored.clone()), onset.clone());
    onset["entries"]["onset"] = json!("2026-09-10");
    add(window(anchored.clone()), onset);
    let event =
        |answer: &str, day: &str| json!({ "answers": { "I": answer }, "events": { "I": day } });
    let months = json!({ "months": 1, "days": 30 });
    add(own(months.clone()), event("yes", "2026-11-01"));
    add(own(months.clone()), event("no", "2026-01-01"));
    add(own(months), event("yes", "2026-01-01"));
    add(own(json!({ "weeks": 4 })), event("yes", "2026-01-01"));
    add(own(json!({ "weeks": 4 })), event("no", "2026-01-01"));
    let slip = json!({ "entries": { "biopsy": { "answer": "no", "date": "2026-11-01" } } });
    add(json!({ "kind": "answer", "entry": "biopsy" }), slip);
    for kind in ["undecidable", "site"] {
        add(json!({ "kind": kind }), json!({}));
        add(
            json!({ "kind": kind }),
            json!({ "answers": { "I": "yes" } }),
        );
    }
    let alt = |fields: Json| {
        let mut rule = json!({ "kind": "lab", "analyte": "alt", "unit": "U/L", "max": "200" });
        for (field, given) in fields.as_object().expect("fields") {
            rule[field] = given.clone();
        }
        rule
    };
    let times = json!({ "kind": "lab", "analyte": "alt", "max": { "times": "5", "of": "uln" } });
    add(
        times.clone(),
        lab("alt", "90", "U/L", json!({ "uln": "40" })),
    );
    add(times.clone(), lab("alt", "90", "U/L", json!({})));
    add(
        alt(json!({ "notOlderThanDays": 7 })),
        lab("alt", "90", "U/L", json!({ "date": "2026-01-01" })),
    );
    add(
        alt(json!({ "notOlderThanDays": 7 })),
        lab("alt", "90", "U/L", json!({})),
    );
    add(alt(json!({})), lab("alt", "<300", "U/L", json!({})));
    let washout = alt(json!({ "washout": "blood" }));
    add(washout.clone(), lab("alt", "90", "U/L", json!({})));
    let mut given = lab("alt", "90", "U/L", json!({}));
    given["entries"] = json!({ "blood": "yes" });
    add(washout, given);
    let twice = alt(json!({ "occasions": { "n": 2, "apartDays": 30 } }));
    let dated = json!({ "date": "2026-11-20" });
    add(twice.clone(), lab("alt", "90", "U/L", dated.clone()));
    let earlier = json!([{ "value": "80", "unit": "U/L", "date": "2026-09-01" }]);
    let both = json!({ "date": "2026-11-20", "earlier": earlier });
    add(twice, lab("alt", "90", "U/L", both));
    let apri = json!({ "kind": "score", "score": "apri", "max": "2" });
    let mut fibrosis = lab("ast", "90", "U/L", json!({}));
    fibrosis["labs"]["platelets"] = json!({ "value": "90", "unit": "10*9/L" });
    add(apri, fibrosis);
    let child_pugh = |max: &str| json!({ "kind": "score", "score": "childPugh", "max": max });
    add(child_pugh("15"), lab("albumin", "20", "g/L", json!({})));
    add(child_pugh("6"), lab("albumin", "20", "g/L", json!({})));
    add(child_pugh("4"), lab("albumin", "20", "g/L", json!({})));
    add(
        json!({ "kind": "class", "score": "childPugh", "of": ["A", "B"] }),
        json!({}),
    );
    // Waiting: what looks like a mix-up.
    add(
        json!({ "kind": "lab", "analyte": "hemoglobin", "unit": "g/L", "min": "70" }),
        lab("hemoglobin", "12", "g/L", json!({})),
    );
    add(
        json!({ "kind": "lab", "analyte": "inr", "unit": "1", "max": "2" }),
        lab("inr", "14", "1", json!({})),
    );
    let time = lab("prothrombinTime", "18", "s", json!({}));
    let maddrey = json!({ "kind": "score", "score": "maddrey", "min": "32" });
    add(maddrey.clone(), time.clone());
    let mut with_bilirubin = time;
    with_bilirubin["labs"]["bilirubin"] = json!({ "value": "45", "unit": "umol/L" });
    add(maddrey, with_bilirubin);
    let mut whole = lab("bilirubin", "45", "umol/L", json!({}));
    whole["labs"]["inr"] = json!({ "value": "1.4", "unit": "1" });
    whole["labs"]["albumin"] = json!({ "value": "<30", "unit": "g/L" });
    whole["ascites"] = json!("none");
    whole["encephalopathy"] = json!("none");
    add(child_pugh("7"), whole);
    let interval = json!({ "referenceIntervals": [
        { "analyte": "alt", "unit": "U/L", "high": "40", "source": "Protocol" },
    ] });
    let of_study = small(&[("I", "inclusion", times)], interval);
    all.push((of_study, lab("alt", "90", "U/L", json!({}))));
    all
}

/// All that is said, in one language.
fn everything(lang: Lang) -> Vec<String> {
    let mut texts = Vec::new();
    let shipped = study::find(None).expect("a study ships");
    said(&shipped, &worked(), lang, &mut texts);
    for (_, file) in all() {
        let study = study::from_json(&file.to_string()).expect("a study");
        let cases = fixture(&format!("{}.cases.json", study.id));
        for patient in cases["patients"].as_array().expect("patients") {
            let input = json!({ "asOf": patient["asOf"], "patient": patient["patient"] });
            said(&study, &input, lang, &mut texts);
        }
        said(
            &study,
            &json!({ "asOf": "2026-11-22", "patient": {} }),
            lang,
            &mut texts,
        );
    }
    for (file, patient) in further() {
        let study = study::from_json(&file.to_string()).expect("a study");
        let input = json!({ "asOf": "2026-11-22", "patient": patient });
        said(&study, &input, lang, &mut texts);
    }
    let composed = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/composed.txt"),
    );
    texts.extend(
        composed
            .expect("the sentences")
            .lines()
            .map(|line| line.trim().to_owned()),
    );
    // A form alone has these: a date of birth to come, a value without a unit.
    let number = Number::parse("45").expect("a number");
    let no_unit = Waiting::NoUnit {
        analyte: Analyte::Bilirubin,
        number,
    };
    for reason in [Reason::BornLater, Reason::Waiting(Arc::new(no_unit))] {
        texts.push(words::reason(lang, Truth::Open, &reason));
    }
    texts
}

#[test]
fn every_sentence_about_a_finding_is_said_of_somebody() {
    for lang in [Lang::En, Lang::Zh] {
        let texts = everything(lang);
        let unsaid: Vec<&str> = sentences(lang)
            .into_iter()
            .filter(|sentence| !texts.iter().any(|text| says(text, sentence)))
            .collect();
        assert!(unsaid.is_empty(), "{lang:?}: {unsaid:#?}");
        for text in &texts {
            assert!(!text.contains('{') && !text.contains("  "), "{text}");
        }
    }
}

/// The Rust of a folder, but for the catalogues themselves.
fn rust(folder: &Path, to: &mut String) {
    let catalogues = ["en.rs", "zh.rs", "page_en.rs", "page_zh.rs"];
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let name = entry.file_name();
        let name = name.to_str().expect("a name");
        if path.is_dir() {
            rust(&path, to);
        } else if name.ends_with(".rs") && !catalogues.contains(&name) {
            *to += &fs::read_to_string(&path).expect("a file");
        }
    }
}

#[test]
fn no_text_of_the_catalogue_is_without_use() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut code = String::new();
    rust(&src, &mut code);
    let unused: Vec<String> = ["words/mod.rs", "words/page.rs"]
        .into_iter()
        .flat_map(|file| {
            let text = fs::read_to_string(src.join(file)).expect("a file");
            let fields = text.lines().filter_map(|line| {
                let (field, _) = line.strip_prefix("        pub ")?.split_once(": ")?;
                Some(field.to_owned())
            });
            fields.collect::<Vec<_>>()
        })
        .filter(|field| {
            let field = format!(".{field}");
            let mut uses = code.match_indices(&field);
            !uses.any(|(at, found)| {
                let after = code[at + found.len()..].chars().next();
                !after.is_some_and(|c| c.is_alphanumeric() || c == '_')
            })
        })
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}
