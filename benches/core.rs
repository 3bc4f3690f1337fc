//! How long the core takes for one patient, held against a bound, because the page screens anew at every keystroke.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use liver_prescreen::exchange::input::{self, ScreenInput};
use liver_prescreen::screening::{Case, screen};
use liver_prescreen::{dates, study};
use serde_json::{Value as Json, json};

#[path = "../tests/native/support.rs"]
#[allow(dead_code)]
mod support;

/// The most microseconds that it may take.
const BOUND: f64 = 5.0;

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
    ExitCode::from(u8::from(slowest > BOUND))
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
