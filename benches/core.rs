//! How long the core takes for one patient: `cargo xtask bench` holds the medians against a bound, because the page
//! screens anew at every keystroke.

use divan::{Bencher, black_box};
use liver_prescreen::exchange::input::{self, ScreenInput};
use liver_prescreen::screening::{Case, screen};
use liver_prescreen::{dates, study};
use serde_json::{Value as Json, json};

#[path = "../tests/native/support.rs"]
#[allow(dead_code)]
mod support;

fn main() {
    divan::main();
}

fn case(input: &Json) -> Case {
    let input = ScreenInput::from_json(&input.to_string()).expect("an input without fault");
    let today = dates::parse("2026-11-22").expect("a date");
    input::case(&input, &support::study(), || today).expect("an input without fault")
}

fn measure(bencher: Bencher, input: &Json) {
    let (study, case) = (study::find(None).expect("a study ships"), case(input));
    bencher.bench_local(|| screen(black_box(&study), black_box(&case)));
}

#[divan::bench(sample_count = 200, sample_size = 20)]
fn a_complete_patient(bencher: Bencher) {
    measure(bencher, &support::worked());
}

/// Open scores are looked at over all that they can be, which is more work than a complete one.
#[divan::bench(sample_count = 200, sample_size = 20)]
fn a_half_empty_form(bencher: Bencher) {
    let mut input = support::worked();
    for place in [
        "/patient/labs/albumin",
        "/patient/labs/inr",
        "/patient/labs/creatinine",
        "/patient/labs/sodium",
    ] {
        input = support::without(&input, place);
    }
    for place in [
        "/patient/sex",
        "/patient/dialysis",
        "/patient/encephalopathy",
        "/patient/answers/I2",
    ] {
        input = support::without(&input, place);
    }
    measure(bencher, &input);
}

#[divan::bench(sample_count = 200, sample_size = 20)]
fn an_empty_form(bencher: Bencher) {
    measure(bencher, &json!({"asOf": "2026-11-22", "patient": {}}));
}
