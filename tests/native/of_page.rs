//! The page's own wasm knows only what the studies that ship ask for. What it leaves out must be nothing of theirs: this
//! machine compiles all of it, so that it is looked at from here.

use liver_prescreen::clinical::{Analytes, Item};
use liver_prescreen::screening::fields;
use liver_prescreen::study::model::ScoreName;
use liver_prescreen::study::{self, beyond_page};
use liver_prescreen::ui::fixtures::{parts, widget};
use liver_prescreen::words::Lang;

const ENGLISH: [&str; 2] = [
    include_str!("../../src/words/en.rs"),
    include_str!("../../src/words/page_en.rs"),
];

/// Pieces of the words that the page's own wasm does without, long enough to be known by, and in no word that it has.
fn left_out() -> Vec<&'static str> {
    let (mut pieces, mut kept) = (Vec::new(), String::new());
    for source in ENGLISH {
        let mut calls = source.split("any_study(");
        kept += calls.next().unwrap_or_default();
        for call in calls {
            let (text, rest) = call.trim_start()[1..].split_once('"').expect("a text ends");
            let between = text
                .split('{')
                .map(|part| part.rsplit('}').next().unwrap_or(part));
            pieces.extend(between.filter(|piece| piece.trim().len() > 12));
            kept += rest;
        }
    }
    pieces.retain(|piece| !kept.contains(piece));
    pieces
}

#[test]
fn the_studies_that_ship_ask_for_nothing_that_the_page_does_not_know() {
    for of_page in study::built_in() {
        assert_eq!(beyond_page(of_page), Vec::<String>::new(), "{}", of_page.id);
        assert_eq!(fields::fields(of_page), Analytes::OF_EVERY_FORM);
        assert_eq!(fields::scores(of_page), ScoreName::ALWAYS);
        let asked = fields::asked(of_page);
        let signs = [
            Item::Sex,
            Item::Ascites,
            Item::Encephalopathy,
            Item::Dialysis,
        ];
        let labs = Analytes::OF_EVERY_FORM.each().map(Item::Lab);
        for item in labs.chain(signs) {
            assert!(asked.contains(&item), "{item:?} of {}", of_page.id);
        }
    }
}

#[test]
fn what_the_page_does_not_know_is_named_by_its_place() {
    let file = include_str!("../../src/study/data/nct05442437.json");
    let changed = |from: &str, to: &str| {
        assert!(file.contains(from), "{from}");
        let study = study::from_json(&file.replacen(from, to, 1)).expect("a study");
        beyond_page(&study)
    };
    let composed = r#""rule": { "kind": "not", "rule": { "kind": "site" } }"#;
    let site = r#""rule": {
            "kind": "site"
          }"#;
    let found = changed(site, composed);
    assert!(
        found.len() == 1 && found[0].starts_with("rule of "),
        "{found:?}"
    );
    // A further analyte has neither a name nor units there.
    let found = changed(r#""analyte": "platelets""#, r#""analyte": "neutrophils""#);
    assert!(
        found.len() == 1 && found[0].starts_with("rule of "),
        "{found:?}"
    );
}

#[test]
fn no_word_that_the_page_leaves_out_is_said_of_a_study_that_ships() {
    let pieces = left_out();
    assert!(pieces.len() >= 45, "{} pieces", pieces.len());
    let study = study::find(None).expect("a study ships");
    let of_parts = parts().into_iter().flat_map(|(_, fixtures)| fixtures);
    for fixture in of_parts
        .chain(widget())
        .filter(|fixture| !fixture.is_asking())
    {
        let html = fixture.html(&study, Lang::En);
        for piece in &pieces {
            assert!(!html.contains(piece), "{}: {piece}", fixture.name);
        }
    }
}
