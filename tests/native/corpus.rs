//! The committed corpus of the fuzz targets, replayed on every run: what once broke the core, or might, stays mended
//! without a fuzzer at hand.

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

#[path = "../fuzz/shared.rs"]
pub mod shared;

/// Hands every file of a target's corpus to it; some must be accepted and some refused, or the corpus is off the mark.
fn replay(target: &str, run: fn(&[u8]) -> bool) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fuzz/corpus")
        .join(target);
    let (mut accepted, mut refused, mut broken) = (0, 0, Vec::new());
    for entry in fs::read_dir(&folder).expect("a corpus").flatten() {
        let data = fs::read(entry.path()).expect("a file");
        match catch_unwind(|| run(&data)) {
            Ok(true) => accepted += 1,
            Ok(false) => refused += 1,
            Err(_) => broken.push(entry.file_name()),
        }
    }
    assert!(broken.is_empty(), "{target} breaks on {broken:?}");
    assert!(
        accepted + refused >= 25,
        "{target}: {} files",
        accepted + refused
    );
    assert!(
        accepted >= 5 && refused >= 5,
        "{target}: {accepted} accepted, {refused} refused"
    );
}

// guards: H21
#[test]
fn every_laboratory_value_of_the_corpus_is_read_or_refused() {
    replay("number", shared::number);
}

// guards: H21, H35
#[test]
fn every_printout_of_the_corpus_is_read_or_listed() {
    replay("printout", shared::printout);
}

// guards: H21
#[test]
fn every_study_file_of_the_corpus_is_read_or_refused() {
    replay("study_file", shared::study_file);
}

// guards: H21
#[test]
fn every_input_of_the_corpus_is_screened_or_refused() {
    replay("screen_input", shared::screen_input);
}
