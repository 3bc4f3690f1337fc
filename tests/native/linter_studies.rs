//! Random studies that are clean by construction, each criterion with an entry of its own, and what is planted in them.

use liver_prescreen::lint::About;
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
    key: &'static str,
    unit: &'static str,
    least: u64,
    most: u64,
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
const LABS: [Lab; 12] = [
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
];

/// Scores with the laboratory values that they take, and their limits.
const SCORES: [(&str, &[&str], u64, u64); 3] = [
    ("childPugh", &["bilirubin", "albumin"], 6, 14),
    ("meld", &["bilirubin", "creatinine"], 8, 39),
    ("meldNa", &["bilirubin", "creatinine", "sodium"], 8, 39),
];

/// A study as it is made.
#[derive(Clone)]
pub struct Draft {
    criteria: Vec<Json>,
    inclusion: Vec<String>,
    exclusion: Vec<String>,
    entries: Vec<Json>,
    intervals: Vec<Json>,
    arms: Vec<Json>,
    blinded: bool,
    free: Vec<Lab>,
}

/// The field of a comparison.
fn field(op: &str) -> &'static str {
    match op {
        "<" => "below",
        "<=" => "max",
        ">" => "above",
        _ => "min",
    }
}

fn lab_rule(lab: Lab, op: &str, limit: u64) -> Json {
    json!({"kind": "lab", "analyte": lab.key, "unit": lab.unit, field(op): limit.to_string()})
}

fn range_rule(lab: Lab, low: u64, high: u64) -> Json {
    json!({
        "kind": "lab", "analyte": lab.key, "unit": lab.unit, "min": low.to_string(), "below": high.to_string(),
    })
}

fn times_rule(lab: Lab, op: &str, times: u64) -> Json {
    json!({"kind": "lab", "analyte": lab.key, field(op): {"times": times.to_string(), "of": "uln"}})
}

fn score_rule(score: &str, op: &str, limit: u64) -> Json {
    json!({"kind": "score", "score": score, field(op): limit.to_string()})
}

fn any(of: &[Json]) -> Json {
    json!({"kind": "any", "of": of})
}

fn all(of: &[Json]) -> Json {
    json!({"kind": "all", "of": of})
}

fn choice_rule(entry: &str, of: &[&str]) -> Json {
    json!({"kind": "choice", "entry": entry, "of": of})
}

fn number_rule(entry: &str, op: &str, limit: u64) -> Json {
    json!({"kind": "number", "entry": entry, "unit": "kPa", field(op): limit.to_string()})
}

fn event_rule(entry: &str, days: u64) -> Json {
    json!({"kind": "answer", "entry": entry, "window": {"days": days}})
}

fn age_rule(min: u64, max: u64) -> Json {
    json!({"kind": "age", "min": min, "max": max})
}

fn said(text: &str) -> Json {
    json!({"en": text, "zh-CN": text})
}

fn reading(id: &str, is_default: bool, rule: Json) -> Json {
    json!({
        "id": id, "default": is_default, "says": said("As printed."), "grade": "A", "evidence": [], "rule": rule,
    })
}

impl Draft {
    fn new(free: Vec<Lab>) -> Self {
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
            intervals: Vec::new(),
            arms: vec![arm("a"), arm("b")],
            blinded: false,
            free,
        }
    }

    /// Adds a criterion with a bullet of its own; its number.
    fn add(&mut self, kind: &str, rule: Json) -> usize {
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
    fn ask(&mut self, kind: &str, rule: Json) -> usize {
        let number = self.add(kind, rule);
        self.criteria[number]["question"] = said("Is it so?");
        number
    }

    /// Adds an entry; its id.
    fn entry(&mut self, mut entry: Json) -> String {
        let id = format!("entry{}", self.entries.len());
        entry["id"] = json!(id);
        entry["name"] = said("An entry");
        entry["question"] = said("What is it?");
        self.entries.push(entry);
        id
    }

    fn choice(&mut self) -> String {
        let option = |id: &str| json!({"id": id, "name": said(id)});
        let options: Vec<Json> = ["0", "1", "2", "3"].map(option).to_vec();
        self.entry(json!({"kind": "choice", "options": options, "ordered": true}))
    }

    fn number(&mut self) -> String {
        self.entry(json!({"kind": "number", "unit": "kPa", "least": "0", "most": "75"}))
    }

    fn answer(&mut self) -> String {
        self.entry(json!({"kind": "answer"}))
    }

    fn rule_of(number: usize) -> String {
        format!("criteria[{number}].readings[0].rule")
    }

    pub fn json(&self) -> Json {
        json!({
            "schema": 2, "id": "random-study", "title": said("A study"), "shortTitle": said("A study"),
            "purpose": "To be looked at.",
            "registry": {
                "name": "A registry", "url": "https://example.org/", "source": "https://example.org/", "readOn": "2026-11-22",
                "status": "Recruiting", "phase": "1", "allocation": "None", "model": "Single", "masking": "None", "site": "A site",
            },
            "printed": {"inclusion": self.inclusion, "exclusion": self.exclusion},
            "criteria": self.criteria, "entries": self.entries, "referenceIntervals": self.intervals,
            "assignment": {"kind": if self.blinded { "blinded" } else { "sequential" }}, "arms": self.arms,
            "enrolment": {
                "recruitment": "open", "enrolled": 3, "asOf": "2026-11-22", "staleAfterDays": 7, "assumptions": [],
            },
            "timing": {"labsApartHours": 48, "labsOldDays": [7], "ageSoonDays": 30, "note": said("Chosen here.")},
            "schedule": [], "gaps": [],
        })
    }

    fn take(&mut self) -> Lab {
        self.free.pop().expect("a value that no criterion asks for")
    }
}

fn kind(dice: &mut Dice) -> &'static str {
    dice.of(&["inclusion", "exclusion"])
}

/// An operator that leaves somebody on both sides of a limit within the range.
fn op(dice: &mut Dice) -> &'static str {
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
fn single(draft: &mut Draft, lab: Lab, dice: &mut Dice) -> Json {
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

/// A study of many criteria that ask for the same few values, all of which one patient meets or no more than a few do.
pub fn crowded(dice: &mut Dice, count: usize, is_met: bool) -> Draft {
    let mut draft = Draft::new(Vec::new());
    let whole = ("inclusion", "exclusion");
    for _ in 0..count {
        let asked = dice.roll(20) as usize;
        let (least, most, rule): (u64, u64, Box<dyn Fn(&str, u64) -> Json>) =
            match (LABS.get(asked), SCORES.get(asked % 6)) {
                (Some(lab), _) => (
                    lab.least,
                    lab.most,
                    Box::new(|op, at| lab_rule(*lab, op, at)),
                ),
                (None, Some((score, _, least, most))) => {
                    (*least, *most, Box::new(|op, at| score_rule(score, op, at)))
                }
                (None, None) => {
                    let min = dice.roll(40);
                    draft.add("inclusion", age_rule(min, dice.between(50, 120)));
                    continue;
                }
            };
        let limit = dice.between(least, most);
        // The patient has what lies in the middle.
        let is_above = limit > least + (most - least) / 2;
        let op = match (is_met, is_above) {
            (false, _) => op(dice),
            (true, true) => dice.of(&["<", "<="]),
            (true, false) => dice.of(&[">", ">="]),
        };
        let contrary = match op {
            "<" => ">=",
            "<=" => ">",
            ">" => "<=",
            _ => "<",
        };
        match dice.roll(2) {
            0 => draft.add(whole.0, rule(op, limit)),
            _ => draft.add(whole.1, rule(contrary, limit)),
        };
    }
    draft
}

/// Puts a fault into a study and says where.
type Plant = fn(&mut Draft, &mut Dice) -> String;

/// What can be planted, and as what it is to be found.
pub const PLANTS: &[(&str, About, Plant)] = &[
    ("a value that everybody has", About::AlwaysTrue, always_true),
    (
        "a score that everybody has",
        About::AlwaysTrue,
        score_of_all,
    ),
    ("a value that nobody has", About::AlwaysFalse, always_false),
    ("implied by another", About::Redundant, implied),
    (
        "implied by a score's input",
        About::Redundant,
        implied_by_input,
    ),
    ("implied by two", About::Redundant, implied_by_two),
    ("said twice", About::Redundant, twice),
    ("mirrored", About::Mirrored, mirrored),
    (
        "mirrored but for the limit",
        About::Mirrored,
        mirrored_with_gap,
    ),
    ("two that nobody meets", About::Contradictory, contradictory),
    (
        "a score and its input that nobody meets",
        About::Contradictory,
        contrary_score,
    ),
    (
        "three that nobody meets",
        About::Contradictory,
        contrary_three,
    ),
    (
        "a reading that changes nothing",
        About::UnreachableReading,
        same_reading,
    ),
    (
        "points that another gives",
        About::PartlyImplied,
        partly_implied,
    ),
    ("no evidence", About::NoEvidence, no_evidence),
    ("text that nobody covers", About::UncoveredText, uncovered),
    ("cells that do not add up", About::Cohorts, cohorts),
];

fn always_true(draft: &mut Draft, dice: &mut Dice) -> String {
    let lab = draft.take();
    let rule = match dice.roll(2) {
        0 => lab_rule(lab, dice.of(&["<", "<="]), 10_000_000),
        _ => lab_rule(lab, ">=", 0),
    };
    Draft::rule_of(draft.add(kind(dice), rule))
}

fn score_of_all(draft: &mut Draft, dice: &mut Dice) -> String {
    let rule = match dice.roll(4) {
        0 => score_rule("childPugh", ">=", 5),
        1 => score_rule("childPugh", "<", 16),
        2 => score_rule("meld", ">=", 6),
        _ => score_rule("meld3", "<=", 40),
    };
    Draft::rule_of(draft.add(kind(dice), rule))
}

fn always_false(draft: &mut Draft, dice: &mut Dice) -> String {
    let rule = match dice.roll(3) {
        0 => score_rule("childPugh", "<", 5),
        1 => score_rule("meld", ">", 40),
        _ => {
            let lab = draft.take();
            lab_rule(lab, dice.of(&[">", ">="]), 10_000_000)
        }
    };
    Draft::rule_of(draft.add(kind(dice), rule))
}

/// Two limits of a value, the first below the second.
fn two_limits(lab: Lab, dice: &mut Dice) -> (u64, u64) {
    let low = dice.between(lab.least, lab.most - 2);
    (low, dice.between(low + 1, lab.most))
}

fn implied(draft: &mut Draft, dice: &mut Dice) -> String {
    let lab = draft.take();
    let (low, high) = two_limits(lab, dice);
    let (narrow, wide) = match dice.roll(2) {
        0 => (
            ("inclusion", lab_rule(lab, "<", low)),
            lab_rule(lab, "<", high),
        ),
        _ => (
            ("exclusion", lab_rule(lab, "<", high)),
            lab_rule(lab, ">=", low),
        ),
    };
    if dice.roll(2) == 0 {
        draft.add(narrow.0, narrow.1);
        Draft::rule_of(draft.add("inclusion", wide))
    } else {
        let wide = draft.add("inclusion", wide);
        draft.add(narrow.0, narrow.1);
        Draft::rule_of(wide)
    }
}

/// Without a score and what goes into one.
fn without_scores(draft: &mut Draft) {
    let scored = |criterion: &Json| {
        let rule = criterion["readings"][0]["rule"].to_string();
        let names = ["score", "bilirubin", "albumin", "creatinine", "sodium"];
        names.iter().any(|name| rule.contains(name))
    };
    for criterion in &mut draft.criteria {
        if scored(criterion) {
            criterion["readings"][0]["rule"] = json!({"kind": "site"});
        }
    }
}

fn implied_by_input(draft: &mut Draft, dice: &mut Dice) -> String {
    without_scores(draft);
    let limit = dice.between(6, 35);
    draft.add("inclusion", lab_rule(LABS[1], "<", limit));
    let points = if limit <= 28 { dice.between(6, 7) } else { 6 };
    Draft::rule_of(draft.add("inclusion", score_rule("childPugh", ">=", points)))
}

fn implied_by_two(draft: &mut Draft, dice: &mut Dice) -> String {
    let a = dice.between(18, 30);
    let b = a + dice.between(1, 10);
    let c = b + dice.between(1, 10);
    let d = c + dice.between(1, 10);
    let e = d + dice.between(1, 10);
    let f = e + dice.between(1, 10);
    // a to e and c to f leave c to e, which b to e + 1 … holds; neither holds alone.
    draft.add("inclusion", age_rule(a, d));
    draft.add("inclusion", age_rule(c, f));
    Draft::rule_of(draft.add("inclusion", age_rule(b, e)))
}

fn twice(draft: &mut Draft, dice: &mut Dice) -> String {
    let lab = draft.take();
    let rule = lab_rule(lab, op(dice), dice.between(lab.least, lab.most));
    let kind = kind(dice);
    draft.add(kind, rule.clone());
    Draft::rule_of(draft.add(kind, rule))
}

fn mirror(draft: &mut Draft, dice: &mut Dice, with_gap: bool) -> String {
    let lab = draft.take();
    let limit = dice.between(lab.least, lab.most);
    let pairs = if with_gap {
        [("<", ">"), (">", "<"), ("<=", ">="), (">=", "<=")]
    } else {
        [("<", ">="), (">", "<="), ("<=", ">"), (">=", "<")]
    };
    let (inside, outside) = dice.of(&pairs);
    if dice.roll(2) == 0 {
        draft.add("inclusion", lab_rule(lab, inside, limit));
        return Draft::rule_of(draft.add("exclusion", lab_rule(lab, outside, limit)));
    }
    let exclusion = draft.add("exclusion", lab_rule(lab, outside, limit));
    draft.add("inclusion", lab_rule(lab, inside, limit));
    Draft::rule_of(exclusion)
}

fn mirrored(draft: &mut Draft, dice: &mut Dice) -> String {
    mirror(draft, dice, false)
}

fn mirrored_with_gap(draft: &mut Draft, dice: &mut Dice) -> String {
    mirror(draft, dice, true)
}

fn contradictory(draft: &mut Draft, dice: &mut Dice) -> String {
    let lab = draft.take();
    let (low, high) = two_limits(lab, dice);
    draft.add("inclusion", lab_rule(lab, dice.of(&["<", "<="]), low));
    Draft::rule_of(match dice.roll(2) {
        0 => draft.add("inclusion", lab_rule(lab, dice.of(&[">", ">="]), high)),
        _ => draft.add("exclusion", lab_rule(lab, dice.of(&["<", "<="]), high)),
    })
}

fn contrary_score(draft: &mut Draft, dice: &mut Dice) -> String {
    without_scores(draft);
    let limit = dice.between(6, 35);
    draft.add("inclusion", lab_rule(LABS[1], "<", limit));
    let most = if limit <= 28 { dice.between(5, 6) } else { 5 };
    Draft::rule_of(draft.add("inclusion", score_rule("childPugh", "<=", most)))
}

fn contrary_three(draft: &mut Draft, dice: &mut Dice) -> String {
    without_scores(draft);
    // Three points each, and one for each of the others: nine at least.
    draft.add("inclusion", lab_rule(LABS[1], "<", dice.between(6, 28)));
    draft.add("inclusion", lab_rule(LABS[0], ">", dice.between(171, 400)));
    Draft::rule_of(draft.add(
        "inclusion",
        score_rule("childPugh", "<=", dice.between(7, 8)),
    ))
}

fn same_reading(draft: &mut Draft, dice: &mut Dice) -> String {
    let lab = draft.take();
    let limit = dice.between(lab.least, lab.most);
    let rule = lab_rule(lab, op(dice), limit);
    let again = any(&[rule.clone()]);
    let number = draft.add(kind(dice), rule.clone());
    let readings = [reading("one", true, rule), reading("two", false, again)];
    draft.criteria[number]["readings"] = json!(readings);
    format!("criteria[{number}].readings[1].rule")
}

fn partly_implied(draft: &mut Draft, dice: &mut Dice) -> String {
    without_scores(draft);
    draft.add("inclusion", lab_rule(LABS[1], "<", dice.between(6, 35)));
    let limit = dice.between(8, 12);
    Draft::rule_of(draft.add("inclusion", score_rule("childPugh", ">=", limit)))
}

fn no_evidence(draft: &mut Draft, dice: &mut Dice) -> String {
    let number = dice.roll(draft.criteria.len() as u64) as usize;
    draft.criteria[number]["readings"][0]["departsFromText"] = json!(true);
    format!("criteria[{number}].readings[0].evidence")
}

fn uncovered(draft: &mut Draft, dice: &mut Dice) -> String {
    let name = if draft.inclusion.is_empty() {
        "exclusion"
    } else {
        "inclusion"
    };
    let list = match name {
        "inclusion" => &mut draft.inclusion,
        _ => &mut draft.exclusion,
    };
    let number = dice.roll(list.len() as u64) as usize;
    let more = dice.of(&[
        "and no fever",
        "or ALT < 40",
        "，无腹水",
        "(at rest)",
        "not",
    ]);
    list[number] = match dice.roll(2) {
        0 => format!("{} {more}", list[number]),
        _ => format!("{more} {}", list[number]),
    };
    format!("printed.{name}[{number}]")
}

fn cohorts(draft: &mut Draft, dice: &mut Dice) -> String {
    let number = dice.roll(2) as usize;
    let total = dice.of(&["5.0×10^7", "7.5×10^8", "8×10⁷"]);
    draft.arms[number]["infusion"]["totalCells"] = json!(total);
    format!("arms[{number}].infusion.totalCells")
}

fn idle_part(draft: &mut Draft, dice: &mut Dice) -> String {
    let (lab, other) = (draft.take(), draft.take());
    let (low, high) = two_limits(lab, dice);
    let beside = lab_rule(other, op(dice), other.least + 1);
    let (narrow, wide) = (lab_rule(lab, "<", low), lab_rule(lab, "<", high));
    let rule = match dice.roll(2) {
        0 => any(&[wide, beside, narrow]),
        _ => all(&[narrow, beside, wide]),
    };
    format!("{}.of[2]", Draft::rule_of(draft.add(kind(dice), rule)))
}

fn part_of_all(draft: &mut Draft, dice: &mut Dice) -> String {
    let (lab, other) = (draft.take(), draft.take());
    let mut everybody = lab_rule(lab, ">=", 0);
    if dice.roll(2) == 0 {
        everybody["notOlderThanDays"] = json!(7);
    }
    let parts = [lab_rule(other, op(dice), other.least + 1), everybody];
    let rule = match dice.roll(2) {
        0 => all(&parts),
        _ => json!({"kind": "not", "rule": all(&parts)}),
    };
    let within = if rule["kind"] == "not" {
        ".rule.of[1]"
    } else {
        ".of[1]"
    };
    format!("{}{within}", Draft::rule_of(draft.add(kind(dice), rule)))
}

fn all_of_nobody(draft: &mut Draft, dice: &mut Dice) -> String {
    let lab = draft.take();
    let (low, high) = two_limits(lab, dice);
    let below = lab_rule(lab, "<", low);
    let rule = match dice.roll(2) {
        0 => all(&[below, lab_rule(lab, ">=", high)]),
        _ => all(&[below.clone(), json!({"kind": "not", "rule": any(&[below])})]),
    };
    Draft::rule_of(draft.add(kind(dice), rule))
}

fn range_by_two(draft: &mut Draft, dice: &mut Dice) -> String {
    let lab = draft.take();
    // A range implied by its halves, each of which goes on on the other side.
    let (low, high) = (lab.least + 1, lab.most - 1);
    let middle = dice.between(low, high - 1);
    draft.add("inclusion", lab_rule(lab, ">=", middle));
    draft.add("inclusion", lab_rule(lab, "<", middle + 1));
    Draft::rule_of(draft.add(
        "inclusion",
        range_rule(lab, low.min(middle), high.max(middle + 1)),
    ))
}

fn contrary_multiples(draft: &mut Draft, dice: &mut Dice) -> String {
    let lab = draft.take();
    let times = dice.between(1, 5);
    draft.add("inclusion", times_rule(lab, "<", times));
    Draft::rule_of(draft.add("inclusion", times_rule(lab, ">=", times + dice.roll(5))))
}

fn contrary_class(draft: &mut Draft, dice: &mut Dice) -> String {
    without_scores(draft);
    let (class, op, limit) =
        dice.of(&[("A", ">=", 7), ("B", ">", 9), ("B", "<", 7), ("C", "<", 10)]);
    let class = json!({"kind": "class", "score": "childPugh", "of": [class]});
    draft.add("inclusion", class);
    Draft::rule_of(draft.add("inclusion", score_rule("childPugh", op, limit)))
}

fn contrary_choices(draft: &mut Draft, dice: &mut Dice) -> String {
    let entry = draft.choice();
    draft.add("inclusion", choice_rule(&entry, &["0", "1"]));
    Draft::rule_of(match dice.roll(2) {
        0 => draft.add("inclusion", choice_rule(&entry, &["2", "3"])),
        _ => draft.add("exclusion", choice_rule(&entry, &["0", "1", "2"])),
    })
}

fn mirrored_choice(draft: &mut Draft, dice: &mut Dice) -> String {
    let entry = draft.choice();
    let (inside, outside): (&[&str], &[&str]) = match dice.roll(2) {
        0 => (&["0", "1"], &["2", "3"]),
        _ => (&["0", "3"], &["1", "2"]),
    };
    draft.add("inclusion", choice_rule(&entry, inside));
    Draft::rule_of(draft.add("exclusion", choice_rule(&entry, outside)))
}

fn implied_number(draft: &mut Draft, dice: &mut Dice) -> String {
    let entry = draft.number();
    let limit = dice.between(2, 60);
    draft.add("inclusion", number_rule(&entry, ">", limit));
    Draft::rule_of(draft.add(
        "inclusion",
        number_rule(&entry, ">=", dice.between(1, limit)),
    ))
}

fn implied_window(draft: &mut Draft, dice: &mut Dice) -> String {
    let entry = draft.answer();
    let days = dice.between(10, 100);
    // No event within the longer window is none within the shorter one.
    draft.add("exclusion", event_rule(&entry, days + dice.between(1, 100)));
    Draft::rule_of(draft.add("exclusion", event_rule(&entry, days)))
}

fn contrary_any(draft: &mut Draft, dice: &mut Dice) -> String {
    let (one, two) = (draft.take(), draft.take());
    let (low, high) = two_limits(one, dice);
    let (least, most) = two_limits(two, dice);
    draft.add(
        "inclusion",
        any(&[lab_rule(one, "<", low), lab_rule(two, ">", most)]),
    );
    draft.add("inclusion", lab_rule(one, ">=", high));
    Draft::rule_of(draft.add("inclusion", lab_rule(two, "<=", least)))
}

fn shut_branch(draft: &mut Draft, dice: &mut Dice) -> String {
    let (lab, one, two) = (draft.take(), draft.take(), draft.take());
    let (condition, branch) = match dice.roll(2) {
        0 => (lab_rule(lab, ">=", 0), "else"),
        _ => (lab_rule(lab, ">", 10_000_000), "then"),
    };
    let of = |lab: Lab, dice: &mut Dice| lab_rule(lab, op(dice), lab.least + 1);
    let (then, otherwise) = (of(one, dice), of(two, dice));
    let rule = json!({"kind": "when", "if": condition, "then": then, "else": otherwise});
    format!("{}.{branch}", Draft::rule_of(draft.add(kind(dice), rule)))
}

fn branch_shut_by_another(draft: &mut Draft, dice: &mut Dice) -> String {
    let (lab, one, two) = (draft.take(), draft.take(), draft.take());
    let (low, high) = two_limits(lab, dice);
    let of = |lab: Lab, dice: &mut Dice| lab_rule(lab, op(dice), lab.least + 1);
    let (then, otherwise) = (of(one, dice), of(two, dice));
    let condition = lab_rule(lab, "<", low);
    let rule = json!({"kind": "when", "if": condition, "then": then, "else": otherwise});
    let number = draft.add(kind(dice), rule);
    draft.add("inclusion", lab_rule(lab, ">=", high));
    format!("{}.then", Draft::rule_of(number))
}

fn contrary_filtration(draft: &mut Draft, dice: &mut Dice) -> String {
    without_scores(draft);
    // With 400 µmol/L nobody filters 30 mL/min.
    draft.add("inclusion", lab_rule(LABS[2], ">", dice.between(400, 900)));
    Draft::rule_of(draft.add("inclusion", score_rule("egfr", ">=", dice.between(30, 90))))
}

fn implied_in_two_units(draft: &mut Draft, dice: &mut Dice) -> String {
    without_scores(draft);
    let limit = dice.between(35, 200);
    draft.add("inclusion", lab_rule(LABS[0], ">", limit));
    // 2 mg/dL are 34.2 µmol/L; the text has 34.
    let rule =
        json!({"kind": "lab", "analyte": "bilirubin", "min": {"mg/dL": "2", "umol/L": "34"}});
    Draft::rule_of(draft.add("inclusion", rule))
}

fn no_places(draft: &mut Draft, dice: &mut Dice) -> String {
    let number = dice.roll(2) as usize;
    draft.blinded = true;
    draft.arms[number]
        .as_object_mut()
        .expect("an arm")
        .remove("places");
    format!("arms[{number}]")
}

fn no_dose(draft: &mut Draft, dice: &mut Dice) -> String {
    let number = dice.roll(2) as usize;
    draft.arms[number]
        .as_object_mut()
        .expect("an arm")
        .remove("infusion");
    format!("arms[{number}]")
}

fn unused_entry(draft: &mut Draft, dice: &mut Dice) -> String {
    match dice.roll(4) {
        0 => draft.choice(),
        1 => draft.number(),
        2 => draft.answer(),
        _ => draft.entry(json!({"kind": "date"})),
    };
    format!("entries[{}]", draft.entries.len() - 1)
}

fn unused_interval(draft: &mut Draft, _: &mut Dice) -> String {
    let interval = json!({"analyte": "ggt", "unit": "U/L", "high": "50", "source": "A laboratory"});
    for criterion in &mut draft.criteria {
        if criterion.to_string().contains("ggt") {
            criterion["readings"][0]["rule"] = json!({"kind": "site"});
        }
    }
    draft.entries.retain(|_| false);
    for criterion in &mut draft.criteria {
        if criterion.to_string().contains("entry") {
            criterion["readings"][0]["rule"] = json!({"kind": "site"});
        }
    }
    draft.intervals.push(interval);
    "referenceIntervals[0]".to_owned()
}

fn unused_question(draft: &mut Draft, dice: &mut Dice) -> String {
    let lab = draft.take();
    let number = draft.ask(kind(dice), lab_rule(lab, op(dice), lab.least + 1));
    format!("criteria[{number}].question")
}

fn no_chinese(draft: &mut Draft, dice: &mut Dice) -> String {
    let number = dice.roll(draft.criteria.len() as u64) as usize;
    let text = json!({"en": "A text"});
    if dice.roll(2) == 0 {
        draft.criteria[number]["readings"][0]["says"] = text;
        return format!("criteria[{number}].readings[0].says");
    }
    let entry = draft.choice();
    draft.add("inclusion", choice_rule(&entry, &["0"]));
    let at = draft.entries.len() - 1;
    draft.entries[at]["options"][1]["name"] = text;
    format!("entries[{at}].options[1].name")
}

fn no_anchor(draft: &mut Draft, dice: &mut Dice) -> String {
    let words = dice.of(&[
        "Bleeding within 4 weeks before the onset of liver failure",
        "Antibiotics within 14 days prior to randomisation",
        "首次给药前2周内使用过激素",
    ]);
    let number = draft.ask(
        "exclusion",
        json!({"kind": "answer", "window": {"days": 14}}),
    );
    draft.criteria[number]["words"] = json!([words]);
    let at = draft.exclusion.len() - 1;
    draft.exclusion[at] = format!("{words}.");
    format!("{}.window", Draft::rule_of(number))
}
