//! Whatever a rule of a study asks, in whichever reading, the file check lets it ask, the form has a field for it, and a
//! program can hand it over.

use std::sync::Arc;

use liver_prescreen::clinical::{Analyte, Item};
use liver_prescreen::screening::score_value::used;
use liver_prescreen::study::model::ScoreName;
use liver_prescreen::study::{self, Study};
use liver_prescreen::ui::fixtures::ASKING;
use liver_prescreen::ui::prerender::prerender;
use liver_prescreen::words::Lang;
use serde_json::{Value as Json, json};

use crate::linter_studies::{Dice, Draft, clean, lab_rule, reading};
use crate::small::asking;
use crate::studies::all;
use crate::support::{screen, try_screen};

/// What a rule asks for: the ids with which its fields can begin, and a patient who has it.
struct Asked {
    fields: Vec<String>,
    patient: Json,
}

fn one(id: &str, patient: Json) -> Asked {
    Asked {
        fields: vec![id.to_owned()],
        patient,
    }
}

fn lab(analyte: &str, further: &[(&str, Json)]) -> Json {
    let analyte = Analyte::from_token(analyte).expect("an analyte");
    let accepted = analyte.units()[0];
    let mut lab = json!({
        "value": accepted.least.to_string(), "unit": accepted.unit.ucum(), "confirmed": true, "date": "2026-11-20",
    });
    for (key, value) in further {
        lab[key] = value.clone();
    }
    json!({ "labs": { analyte.key(): lab } })
}

/// What the entry of a study takes.
fn of_entry(study: &Json, id: &str, day: bool) -> Asked {
    let mut entries = study["entries"].as_array().expect("entries").iter();
    let entry = entries.find(|entry| entry["id"] == id).expect("an entry");
    let (value, field) = match entry["kind"].as_str().expect("a kind") {
        "choice" => (entry["options"][0]["id"].clone(), format!("{id}-")),
        "number" => {
            let least = entry["least"].as_str().unwrap_or("1");
            let mut value = json!({ "value": least });
            if let Some(unit) = entry["unit"].as_str() {
                value["unit"] = json!(unit);
            }
            (value, id.to_owned())
        }
        "date" => (json!("2026-11-01"), id.to_owned()),
        _ if day => (
            json!({ "answer": "yes", "date": "2026-11-01" }),
            format!("{id}-event"),
        ),
        _ => (json!("yes"), format!("{id}-yes")),
    };
    one(&field, json!({ "entries": { id: value } }))
}

/// What a simple rule of a criterion asks for.
fn asked(study: &Json, criterion: &str, rule: &Json) -> Vec<Asked> {
    let kind = rule["kind"].as_str().expect("a kind");
    let mut all = Vec::new();
    match (kind, rule["entry"].as_str()) {
        ("age", _) => all.push(one("age", json!({ "age": 50 }))),
        ("sex", _) => all.push(one("sex-", json!({ "sex": "male" }))),
        ("choice" | "number" | "answer", Some(entry)) => {
            all.push(of_entry(study, entry, rule["window"].is_object()));
        }
        ("answer" | "undecidable", None) => {
            let answers = |answer: &str| json!({ "answers": { criterion: answer } });
            all.push(one(&format!("{criterion}-yes"), answers("yes")));
            if rule["notApplicable"] == true {
                let field = format!("{criterion}-not-applicable");
                all.push(one(&field, answers("not-applicable")));
            }
            if rule["window"].is_object() {
                let mut patient = answers("yes");
                patient["events"] = json!({ criterion: "2026-11-01" });
                all.push(one(&format!("{criterion}-event"), patient));
            }
        }
        ("lab", _) => {
            let key = rule["analyte"].as_str().expect("an analyte");
            all.push(one(key, lab(key, &[])));
            for end in ["min", "above", "max", "below"] {
                if let Some(of) = rule[end]["of"].as_str() {
                    let most = Analyte::from_token(key).expect("an analyte").units()[0].most;
                    let patient = lab(key, &[(of, json!(most.to_string()))]);
                    all.push(one(&format!("{key}.{of}"), patient));
                }
            }
            if rule["notOlderThanDays"].is_u64() {
                all.push(one(&format!("{key}-date"), lab(key, &[])));
            }
            if rule["occasions"].is_object() {
                let mut earlier = lab(key, &[])["labs"][key].clone();
                earlier["date"] = json!("2026-01-01");
                let patient = lab(key, &[("earlier", json!([earlier]))]);
                all.push(one(&format!("{key}.earlier1"), patient.clone()));
                all.push(one(&format!("{key}.earlier1-date"), patient));
            }
            if let Some(entry) = rule["washout"].as_str() {
                all.push(of_entry(study, entry, false));
            }
        }
        ("score" | "class", _) => {
            let names = ScoreName::NAMES.into_iter();
            let mut names = names.filter(|(name, _)| rule["score"] == *name);
            let (_, score) = names.next().expect("a score");
            all.extend(used(score).map(of_item));
        }
        _ => {}
    }
    if let Some(anchor) = rule["window"]["anchor"].as_str() {
        all.push(of_entry(study, anchor, false));
    }
    all
}

fn of_item(item: Item) -> Asked {
    match item {
        Item::Lab(analyte) => one(analyte.key(), lab(analyte.key(), &[])),
        Item::UpperLimit(analyte) => {
            let key = analyte.key();
            let patient = lab(key, &[("uln", json!("40"))]);
            one(&format!("{key}.uln"), patient)
        }
        Item::Weight => one("weight", json!({ "weight": "70" })),
        Item::Age => one("age", json!({ "age": 50 })),
        Item::Sex => one("sex-", json!({ "sex": "female" })),
        Item::Ascites => one("ascites-", json!({ "ascites": "none" })),
        Item::Encephalopathy => one("encephalopathy-", json!({ "encephalopathy": "none" })),
        Item::Dialysis => one("dialysis-", json!({ "dialysis": false })),
        Item::LowerLimit(_) => panic!("no score asks for it"),
    }
}

fn simple_rules<'a>(rule: &'a Json, to: &mut Vec<&'a Json>) {
    to.push(rule);
    let parts = rule["of"].as_array().into_iter().flatten();
    let parts = parts.filter(|part| part.is_object());
    let one = ["rule", "if", "then", "else"].map(|key| &rule[key]);
    let one = one.into_iter().filter(|part| part.is_object());
    parts.chain(one).for_each(|part| simple_rules(part, to));
}

/// What the form of a study or its input lacks.
fn lacking(name: &str, file: &Json) -> Vec<String> {
    let text = file.to_string();
    let study: Study = study::from_json(&text).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    let page = prerender(&Arc::new(study), Lang::En);
    let mut lacking = Vec::new();
    for criterion in file["criteria"].as_array().expect("criteria") {
        let id = criterion["id"].as_str().expect("an id");
        for reading in criterion["readings"].as_array().expect("readings") {
            let mut rules = Vec::new();
            simple_rules(&reading["rule"], &mut rules);
            for asked in rules.into_iter().flat_map(|rule| asked(file, id, rule)) {
                for field in &asked.fields {
                    let whole = if field.ends_with('-') { "" } else { "\"" };
                    if !page.contains(&format!("id=\"{field}{whole}")) {
                        lacking.push(format!("{name}, {id}: no field {field}"));
                    }
                }
                let input =
                    json!({ "asOf": "2026-11-22", "study": file, "patient": asked.patient });
                if let Err(refusal) = try_screen(&input) {
                    lacking.push(format!("{name}, {id}: {refusal}"));
                }
            }
        }
    }
    lacking
}

/// A rule of a further reading, of any kind that asks.
fn further(draft: &mut Draft, dice: &mut Dice) -> Json {
    let lab = draft.free[0];
    let answer = json!({ "kind": "answer" });
    match dice.roll(7) {
        0 => answer,
        1 => json!({ "kind": "answer", "notApplicable": true, "window": { "weeks": 4 } }),
        2 => json!({ "kind": "undecidable" }),
        3 => json!({ "kind": "any", "of": [lab_rule(lab, "<", lab.most), answer] }),
        4 => json!({ "kind": "not", "rule": { "kind": "answer", "window": { "days": 7 } } }),
        5 => {
            let onset = draft.entry(json!({ "kind": "date" }));
            json!({ "kind": "answer", "window": { "days": 7, "anchor": onset } })
        }
        _ => json!({ "kind": "score", "score": "apri", "above": "2" }),
    }
}

// guards: H4
#[test]
fn whatever_a_reading_asks_the_form_asks_and_the_input_takes() {
    let mut studies = all();
    let asking_for_all = serde_json::from_str(ASKING).expect("JSON");
    studies.push(("asking.json".to_owned(), asking_for_all));
    let shipped = serde_json::from_str(study::files().next().expect("a study")).expect("JSON");
    studies.push(("the study that ships".to_owned(), shipped));
    let mut dice = Dice::new(17);
    for number in 0..60 {
        let mut draft = clean(&mut dice);
        for at in 0..draft.criteria.len() {
            if dice.roll(2) == 0 {
                let rule = further(&mut draft, &mut dice);
                let criterion = &mut draft.criteria[at];
                criterion["question"] = json!({ "en": "Is it so?" });
                let readings = criterion["readings"].as_array_mut().expect("readings");
                readings.push(reading("other", false, rule));
            }
        }
        studies.push((format!("random study {number}"), draft.json()));
    }
    let lacking: Vec<String> = studies
        .iter()
        .flat_map(|(name, file)| lacking(name, file))
        .collect();
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

/// A criterion that is computed, with a further reading that asks.
fn asking_beside() -> Json {
    let mut file = asking(json!({ "kind": "age", "min": 18 }));
    let rule = json!({ "kind": "answer", "window": { "weeks": 4 } });
    let readings = file["criteria"][0]["readings"].as_array_mut();
    readings
        .expect("readings")
        .push(reading("asked", false, rule));
    file
}

#[test]
fn an_answer_to_a_further_reading_shows_its_result_and_decides_nothing() {
    let file = asking_beside();
    let with = |patient: Json| {
        let report = screen(&json!({ "asOf": "2026-11-22", "study": file, "patient": patient }));
        let found = &report["criteria"][0];
        let to_answer = report["verdict"]["toAnswer"].clone();
        (
            found["state"].clone(),
            found["otherReadings"][0]["state"].clone(),
            to_answer,
        )
    };
    let (passes, fails, unknown) = (json!("passes"), json!("fails"), json!("unknown"));
    let none = json!([]);
    assert_eq!(
        with(json!({ "age": 40 })),
        (passes.clone(), unknown.clone(), none.clone()),
        "nobody is asked for what decides nothing"
    );
    let answered = |answer: &str| json!({ "age": 40, "answers": { "I": answer } });
    assert_eq!(with(answered("no")), (passes.clone(), fails, none.clone()));
    assert_eq!(with(answered("yes")), (passes.clone(), passes, none));
    let open = with(json!({ "answers": { "I": "yes" } }));
    assert_eq!((open.0, open.2), (unknown, json!(["age"])));
}
