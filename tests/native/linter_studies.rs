//! Random studies that are clean by construction: each criterion has an entry of its own.

use serde_json::{Value as Json, json};

/// A small generator, the same on every machine.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// From nought to one less than the sides.
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }

    pub fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.roll(most - least + 1)
    }

    pub fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.roll(all.len() as u64) as usize]
    }

    fn shuffled<T: Clone>(&mut self, all: &[T]) -> Vec<T> {
        let mut left = all.to_vec();
        let mut shuffled = Vec::new();
        while !left.is_empty() {
            shuffled.push(left.remove(self.roll(left.len() as u64) as usize));
        }
        shuffled
    }
}

/// An analyte with its unit of comparison and limits that are well within what is accepted.
#[derive(Clone, Copy)]
pub struct Lab {
    pub key: &'static str,
    pub unit: &'static str,
    pub least: u64,
    pub most: u64,
}

const fn lab(key: &'static str, unit: &'static str, least: u64, most: u64) -> Lab {
    Lab {
        key,
        unit,
        least,
        most,
    }
}

/// Each with limits between which a patient lies.
pub const LABS: [Lab; 14] = [
    lab("bilirubin", "umol/L", 20, 500),
    lab("albumin", "g/L", 15, 55),
    lab("creatinine", "umol/L", 40, 900),
    lab("sodium", "mmol/L", 110, 150),
    lab("hemoglobin", "g/L", 40, 180),
    lab("platelets", "10*9/L", 10, 600),
    lab("prothrombinActivity", "%", 10, 120),
    lab("alt", "U/L", 10, 2000),
    lab("ast", "U/L", 10, 2000),
    lab("alp", "U/L", 10, 2000),
    lab("ggt", "U/L", 10, 2000),
    lab("whiteCells", "10*9/L", 1, 40),
    // Of the study's own.
    lab("markerOne", "m[AU]/mL", 10, 2000),
    lab("markerTwo", "pg/mL", 10, 2000),
];

/// A definition of an analyte of the study's own.
pub fn defined(id: &str, unit: &str) -> Json {
    json!({
        "id": id, "name": said(id), "printed": [id],
        "units": [{"unit": unit, "least": "0", "most": "100000", "usual": {"low": "1", "high": "3000"}}],
    })
}

/// Scores with the laboratory values that they take, and their limits.
pub const SCORES: [(&str, &[&str], u64, u64); 3] = [
    ("childPugh", &["bilirubin", "albumin"], 6, 14),
    ("meld", &["bilirubin", "creatinine"], 8, 39),
    ("meldNa", &["bilirubin", "creatinine", "sodium"], 8, 39),
];

/// A study as it is made.
#[derive(Clone)]
pub struct Draft {
    pub criteria: Vec<Json>,
    pub inclusion: Vec<String>,
    pub exclusion: Vec<String>,
    pub entries: Vec<Json>,
    /// Defined, and used by nothing.
    pub analytes: Vec<Json>,
    pub intervals: Vec<Json>,
    pub arms: Vec<Json>,
    pub blinded: bool,
    pub free: Vec<Lab>,
}

/// The field of a comparison.
pub fn field(op: &str) -> &'static str {
    match op {
        "<" => "below",
        "<=" => "max",
        ">" => "above",
        _ => "min",
    }
}

pub fn lab_rule(lab: Lab, op: &str, limit: u64) -> Json {
    json!({"kind": "lab", "analyte": lab.key, "unit": lab.unit, field(op): limit.to_string()})
}

pub fn range_rule(lab: Lab, low: u64, high: u64) -> Json {
    json!({
        "kind": "lab", "analyte": lab.key, "unit": lab.unit, "min": low.to_string(), "below": high.to_string(),
    })
}

pub fn times_rule(lab: Lab, op: &str, times: u64) -> Json {
    json!({"kind": "lab", "analyte": lab.key, field(op): {"times": times.to_string(), "of": "uln"}})
}

pub fn score_rule(score: &str, op: &str, limit: u64) -> Json {
    json!({"kind": "score", "score": score, field(op): limit.to_string()})
}

pub fn any(of: &[Json]) -> Json {
    json!({"kind": "any", "of": of})
}

pub fn all(of: &[Json]) -> Json {
    json!({"kind": "all", "of": of})
}

pub fn choice_rule(entry: &str, of: &[&str]) -> Json {
    json!({"kind": "choice", "entry": entry, "of": of})
}

pub fn number_rule(entry: &str, op: &str, limit: u64) -> Json {
    json!({"kind": "number", "entry": entry, "unit": "kPa", field(op): limit.to_string()})
}

pub fn event_rule(entry: &str, days: u64) -> Json {
    json!({"kind": "answer", "entry": entry, "window": {"days": days}})
}

pub fn age_rule(min: u64, max: u64) -> Json {
    json!({"kind": "age", "min": min, "max": max})
}

pub fn said(text: &str) -> Json {
    json!({"en": text, "zh-CN": text})
}

pub fn reading(id: &str, is_default: bool, rule: Json) -> Json {
    json!({
        "id": id, "default": is_default, "says": said("As printed."), "grade": "A", "evidence": [], "rule": rule,
    })
}

impl Draft {
    pub fn new(free: Vec<Lab>) -> Self {
        let arm = |id: &str| {
            json!({
                "id": id, "name": said(id), "printed": id, "places": 8,
                "infusion": {"cells": "2.5×10^7", "volumeMl": 100, "infusions": 3, "totalCells": "7.5×10^7"},
            })
        };
        Draft {
            criteria: Vec::new(),
            inclusion: Vec::new(),
            exclusion: Vec::new(),
            entries: Vec::new(),
            analytes: Vec::new(),
            intervals: Vec::new(),
            arms: vec![arm("a"), arm("b")],
            blinded: false,
            free,
        }
    }

    /// Adds a criterion with a bullet of its own; its number.
    pub fn add(&mut self, kind: &str, rule: Json) -> usize {
        let number = self.criteria.len();
        let list = match kind {
            "inclusion" => &mut self.inclusion,
            _ => &mut self.exclusion,
        };
        let words = format!("What criterion number {number} asks");
        list.push(format!("{words};"));
        let bullet = format!("{kind}-{}", list.len());
        self.criteria.push(json!({
            "id": format!("C{number}"), "kind": kind, "printed": [bullet], "words": [words], "name": said("A criterion"),
            "readings": [reading("as-printed", true, rule)],
        }));
        number
    }

    /// The same with a question of its own.
    pub fn ask(&mut self, kind: &str, rule: Json) -> usize {
        let number = self.add(kind, rule);
        self.criteria[number]["question"] = said("Is it so?");
        number
    }

    /// Adds an entry; its id.
    pub fn entry(&mut self, mut entry: Json) -> String {
        let id = format!("entry{}", self.entries.len());
        entry["id"] = json!(id);
        entry["name"] = said("An entry");
        entry["question"] = said("What is it?");
        self.entries.push(entry);
        id
    }

    pub fn choice(&mut self) -> String {
        let option = |id: &str| json!({"id": id, "name": said(id)});
        let options: Vec<Json> = ["0", "1", "2", "3"].map(option).to_vec();
        self.entry(json!({"kind": "choice", "options": options, "ordered": true}))
    }

    pub fn number(&mut self) -> String {
        self.entry(json!({"kind": "number", "unit": "kPa", "least": "0", "most": "75"}))
    }

    pub fn answer(&mut self) -> String {
        self.entry(json!({"kind": "answer"}))
    }

    pub fn rule_of(number: usize) -> String {
        format!("criteria[{number}].readings[0].rule")
    }

    pub fn json(&self) -> Json {
        let rules = json!([self.criteria, self.intervals]).to_string();
        let own = LABS.iter().filter(|lab| lab.key.starts_with("marker"));
        let own = own.filter(|lab| rules.contains(lab.key));
        let own = own.map(|lab| defined(lab.key, lab.unit));
        let analytes: Vec<Json> = own.chain(self.analytes.clone()).collect();
        json!({
            "schema": 2, "id": "random-study", "title": said("A study"), "shortTitle": said("A study"),
            "purpose": "To be looked at.",
            "registry": {
                "name": "A registry", "url": "https://example.org/", "source": "https://example.org/", "readOn": "2026-11-22",
                "status": "Recruiting", "phase": "1", "allocation": "None", "model": "Single", "masking": "None", "site": "A site",
            },
            "printed": {"inclusion": self.inclusion, "exclusion": self.exclusion},
            "criteria": self.criteria, "analytes": analytes, "entries": self.entries, "referenceIntervals": self.intervals,
            "assignment": {"kind": if self.blinded { "blinded" } else { "sequential" }}, "arms": self.arms,
            "enrolment": {
                "recruitment": "open", "enrolled": 3, "asOf": "2026-11-22", "staleAfterDays": 7, "assumptions": [],
            },
            "timing": {"labsApartHours": 48, "labsOldDays": [7], "ageSoonDays": 30, "note": said("Chosen here.")},
            "schedule": [], "gaps": [],
        })
    }

    pub fn take(&mut self) -> Lab {
        self.free.pop().expect("a value that no criterion asks for")
    }
}

pub fn kind(dice: &mut Dice) -> &'static str {
    dice.of(&["inclusion", "exclusion"])
}

/// An operator that leaves somebody on both sides of a limit within the range.
pub fn op(dice: &mut Dice) -> &'static str {
    dice.of(&["<", "<=", ">", ">="])
}

/// A study whose criteria have nothing to do with each other. Three values are left for what is planted.
pub fn clean(dice: &mut Dice) -> Draft {
    let (score, inputs, least, most) = dice.of(&SCORES);
    let labs: Vec<Lab> = LABS
        .into_iter()
        .filter(|lab| !inputs.contains(&lab.key))
        .collect();
    let mut labs = dice.shuffled(&labs);
    let mut draft = Draft::new(labs.split_off(labs.len() - 3));
    if dice.roll(2) == 0 {
        let (kind, op) = (kind(dice), op(dice));
        draft.add(kind, score_rule(score, op, dice.between(least, most)));
    }
    let count = dice.between(2, labs.len() as u64 - 1) as usize;
    let composed = labs.split_off(count);
    for lab in labs {
        let (kind, rule) = (kind(dice), single(&mut draft, lab, dice));
        draft.add(kind, rule);
    }
    let parts: Vec<Json> = composed
        .into_iter()
        .map(|lab| single(&mut draft, lab, dice))
        .collect();
    let kind_of = kind(dice);
    match dice.roll(5) {
        0 => draft.add(kind_of, all(&parts)),
        1 => draft.add(kind_of, any(&parts)),
        2 => draft.add(kind_of, json!({"kind": "atLeast", "n": 1, "of": parts})),
        3 => draft.add(kind_of, json!({"kind": "not", "rule": any(&parts)})),
        _ => {
            let mut parts = parts.into_iter();
            let mut rule = json!({"kind": "when", "if": parts.next(), "then": parts.next()});
            if let Some(otherwise) = parts.next() {
                rule["else"] = otherwise;
            }
            if rule["then"].is_null() {
                rule = rule["if"].clone();
            } else if kind_of == "exclusion" && rule["else"].is_null() {
                // Alone it would keep out everybody whom it does not concern.
                rule = all(&[rule["if"].clone(), rule["then"].clone()]);
            }
            draft.add(kind_of, rule);
            for rule in parts {
                draft.add(kind_of, rule);
            }
            0
        }
    };
    for _ in 0..dice.roll(6) {
        let kind_of = kind(dice);
        match dice.roll(8) {
            0 => draft.ask(
                kind_of,
                json!({"kind": "answer", "window": {"months": 3, "days": 90}}),
            ),
            1 => draft.ask(kind_of, json!({"kind": "answer", "notApplicable": true})),
            2 => draft.add(kind_of, json!({"kind": "site"})),
            3 => {
                let entry = draft.choice();
                draft.add(
                    kind_of,
                    choice_rule(&entry, dice.of(&[&["0"], &["1", "2"], &["3", "0"]])),
                )
            }
            4 => {
                let entry = draft.number();
                draft.add(kind_of, number_rule(&entry, op(dice), dice.between(1, 74)))
            }
            5 => {
                let entry = draft.answer();
                draft.add(kind_of, event_rule(&entry, dice.between(1, 400)))
            }
            6 => draft.ask(kind_of, json!({"kind": "undecidable"})),
            _ => draft.ask(kind_of, json!({"kind": "answer"})),
        };
    }
    draft
}

/// A rule that asks for one laboratory value, in one of the ways in which a file can say it.
pub fn single(draft: &mut Draft, lab: Lab, dice: &mut Dice) -> Json {
    let limit = dice.between(lab.least, lab.most);
    let mut rule = match dice.roll(3) {
        0 => times_rule(lab, op(dice), dice.between(1, 10)),
        1 => {
            let (low, high) = two_limits(lab, dice);
            range_rule(lab, low, high)
        }
        _ => lab_rule(lab, op(dice), limit),
    };
    match dice.roll(8) {
        0 => rule["notOlderThanDays"] = json!(7),
        1 => rule["occasions"] = json!({"n": 3, "apartDays": 180}),
        2 => rule["washout"] = json!(draft.answer()),
        _ => {}
    }
    rule
}

/// Two limits of a value, the first below the second.
pub fn two_limits(lab: Lab, dice: &mut Dice) -> (u64, u64) {
    let low = dice.between(lab.least, lab.most - 2);
    (low, dice.between(low + 1, lab.most))
}
