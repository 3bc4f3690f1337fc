//! How long the core takes for one patient, held against a bound, because the page screens anew at every keystroke.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use liver_prescreen::exchange::input::{self, ScreenInput};
use liver_prescreen::screening::{Case, screen};
use liver_prescreen::{dates, lint, study};
use serde_json::{Value as Json, json};

use linter_studies::{Dice, Draft, LABS, SCORES, age_rule, lab_rule, op, score_rule};

#[path = "../tests/native/linter_studies.rs"]
#[allow(dead_code)]
mod linter_studies;
#[path = "../tests/native/support.rs"]
#[allow(dead_code)]
mod support;

/// The most microseconds that it may take.
const BOUND: f64 = 5.0;

/// The most milliseconds that the linter may take for a study of as many criteria as a file can have.
const LINT_BOUND: f64 = 50.0;

const SAMPLES: usize = 200;
const PATIENTS: u32 = 20;

fn main() -> ExitCode {
    let empty = json!({"asOf": "2026-11-22", "patient": {}});
    let mut slowest = 0.0;
    for (name, input) in [
        ("a complete patient", support::worked()),
        ("a half empty form", half_empty()),
        ("an empty form", empty),
    ] {
        let median = median(&input);
        println!("{name:<20}{median:>8.2} µs, at most {BOUND}");
        slowest = f64::max(slowest, median);
    }
    let mut slowest_study = 0.0;
    for (seed, is_met) in (0..20).flat_map(|seed| [(seed, true), (seed, false)]) {
        slowest_study = f64::max(slowest_study, lint(seed, is_met));
    }
    println!("a study of 200 criteria  {slowest_study:>8.2} ms, at most {LINT_BOUND}");
    ExitCode::from(u8::from(slowest > BOUND || slowest_study > LINT_BOUND))
}

/// Milliseconds for the remarks on a study of 200 criteria that ask for the same few values.
fn lint(seed: u64, is_met: bool) -> f64 {
    let mut dice = Dice::new(seed);
    let text = crowded(&mut dice, 200, is_met).json().to_string();
    let study = study::from_json(&text).expect("a study");
    let mut fastest = f64::INFINITY;
    for _ in 0..5 {
        let start = Instant::now();
        drop(black_box(lint::remarks(black_box(&study))));
        fastest = f64::min(fastest, start.elapsed().as_secs_f64() * 1e3);
    }
    fastest
}

fn case(input: &Json) -> Case {
    let input = ScreenInput::from_json(&input.to_string()).expect("an input without fault");
    let today = dates::parse("2026-11-22").expect("a date");
    input::case(&input, &support::study(), || today).expect("an input without fault")
}

/// The median of the microseconds for one patient.
fn median(input: &Json) -> f64 {
    let (study, case) = (study::find(None).expect("a study ships"), case(input));
    let mut samples = Vec::new();
    for _ in 0..SAMPLES {
        let start = Instant::now();
        let screened = (0..PATIENTS).map(|_| screen(black_box(&study), black_box(&case)));
        let screened: Vec<_> = screened.collect();
        samples.push(start.elapsed().as_secs_f64() * 1e6 / f64::from(PATIENTS));
        drop(black_box(screened));
    }
    samples.sort_by(f64::total_cmp);
    samples[SAMPLES / 2]
}

/// Open scores are looked at over all that they can be, which is more work than a complete one.
fn half_empty() -> Json {
    let mut input = support::worked();
    for place in [
        "/patient/labs/albumin",
        "/patient/labs/inr",
        "/patient/labs/creatinine",
        "/patient/labs/sodium",
        "/patient/sex",
        "/patient/dialysis",
        "/patient/encephalopathy",
        "/patient/answers/I2",
    ] {
        input = support::without(&input, place);
    }
    input
}

/// A rule by its comparison and its limit.
type RuleOf = Box<dyn Fn(&str, u64) -> Json>;

/// A study of many criteria that ask for the same few values, all of which one patient meets or no more than a few do.
fn crowded(dice: &mut Dice, count: usize, is_met: bool) -> Draft {
    let mut draft = Draft::new(Vec::new());
    let whole = ("inclusion", "exclusion");
    for _ in 0..count {
        let asked = dice.roll(20) as usize;
        let (least, most, rule): (u64, u64, RuleOf) = match (LABS.get(asked), SCORES.get(asked % 6))
        {
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
