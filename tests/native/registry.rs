//! The study file says what the registry says, byte for byte, and no study lives in Rust.

use liver_prescreen::study::model::Kind;
use liver_prescreen::study::{self, Study};

use crate::support::{screen, study, worked};

const RECORD: &str = include_str!("../fixtures/registry-record.txt");

fn printed(from: &str, to: &str) -> Vec<String> {
    let (_, rest) = RECORD.split_once(from).expect("the list is in the record");
    let (list, _) = rest.split_once(to).expect("the list ends");
    list.lines()
        .filter_map(|line| line.strip_prefix("  • "))
        .map(str::to_owned)
        .collect()
}

// traces: I1..E14
// guards: H15
#[test]
fn every_printed_bullet_stands_in_the_study_file_byte_for_byte() {
    let study = study();
    let inclusion = printed("Inclusion criteria", "Exclusion criteria");
    let exclusion = printed("Exclusion criteria", "Trial design");
    assert_eq!((inclusion.len(), exclusion.len()), (6, 14));
    assert_eq!(study.printed.inclusion, inclusion);
    assert_eq!(study.printed.exclusion, exclusion);
}

// guards: H15
#[test]
fn groups_title_and_status_are_the_registrys() {
    let study = study();
    for quoted in study.arms.iter().map(|arm| &arm.printed).chain([
        &study.title.en,
        &study.purpose,
        &study.registry.status,
        &study.registry.phase,
        &study.registry.allocation,
        &study.registry.model,
        &study.registry.masking,
        &study.registry.site,
    ]) {
        assert!(
            RECORD.contains(quoted.as_str()),
            "not in the record: {quoted}"
        );
    }
    assert_eq!(study.places(), 24);
    assert_eq!(study.arms.len(), 3);
    let cells: Vec<&str> = study
        .arms
        .iter()
        .filter_map(|arm| Some(arm.infusion.as_ref()?.cells.as_str()))
        .collect();
    assert_eq!(cells, ["2.5×10^7", "5.0×10^7", "1.0×10^8"]);
    let totals: Vec<&str> = study
        .arms
        .iter()
        .filter_map(|arm| Some(arm.infusion.as_ref()?.total_cells.as_str()))
        .collect();
    assert_eq!(totals, ["7.5×10^7", "1.5×10^8", "3.0×10^8"]);
}

#[test]
fn criteria_are_those_of_the_sense_groups_in_order() {
    let study = study();
    let ids: Vec<&str> = study.criteria.iter().map(|c| &*c.id).collect();
    let expected: Vec<String> = "I1 I2 I3 I4a I4b I4c I4d I4e I5a I5b I6 I7"
        .split(' ')
        .map(str::to_owned)
        .chain((1..=14).map(|number| format!("E{number}")))
        .collect();
    assert_eq!(ids, expected);
    for criterion in &study.criteria {
        let inclusion = criterion.id.starts_with('I');
        assert_eq!(
            criterion.kind == Kind::Inclusion,
            inclusion,
            "{}",
            criterion.id
        );
    }
}

// traces: I1..E14
// guards: H15
#[test]
fn every_word_of_every_bullet_belongs_to_a_criterion() {
    let study = study();
    for (kind, bullets) in [
        (Kind::Inclusion, &study.printed.inclusion),
        (Kind::Exclusion, &study.printed.exclusion),
    ] {
        for (index, bullet) in bullets.iter().enumerate() {
            let mut rest = bullet.clone();
            for criterion in &study.criteria {
                for (from, words) in criterion.printed.iter().zip(&criterion.excerpts) {
                    if from.kind == kind && from.number == index + 1 {
                        rest = rest.replacen(words.as_str(), "", 1);
                    }
                }
            }
            let left = rest
                .trim_matches([' ', ',', ';', '.'])
                .replace([',', ';', ' '], "");
            assert_eq!(left, "", "words of \"{bullet}\" belong to no criterion");
        }
    }
}

#[test]
fn every_study_file_can_be_read() {
    for file in study::files() {
        if let Err(problem) = study::from_json(file) {
            panic!("{problem}");
        }
    }
    assert_eq!(study::built_in().len(), study::files().count());
}

// guards: H34
#[test]
fn the_digest_is_that_of_the_file() {
    use sha2::{Digest, Sha256};
    let file = study::files().next().expect("a file");
    let expected: String = Sha256::digest(file.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(study().sha256, expected);
}

fn edited(from: &str, to: &str) -> Study {
    let file = study::files().next().expect("a file");
    assert!(file.contains(from), "{from}");
    study::from_json(&file.replacen(from, to, 1)).expect("still a study")
}

// traces: I4a
// guards: H24
#[test]
fn a_limit_changed_in_the_file_changes_the_result_without_rust() {
    let mut input = worked();
    let file = study::files().next().expect("a file").replacen(
        "\"below\": \"35\"",
        "\"below\": \"28\"",
        1,
    );
    input["study"] = serde_json::from_str(&file).expect("json");
    let report = screen(&input);
    assert_eq!(report["verdict"]["because"], serde_json::json!(["I4a"]));
    let study = edited("\"below\": \"35\"", "\"below\": \"28\"");
    assert_ne!(study.sha256, crate::support::study().sha256);
}

#[test]
fn the_linter_names_the_place() {
    for (from, to, path) in [
        (
            "\"kind\": \"age\"",
            "\"kind\": \"agee\"",
            "criteria[0].readings[0].rule",
        ),
        ("\"schema\": 2", "\"schema\": 1", "schema"),
        ("ALB < 35g/L\"", "ALB < 36g/L\"", "criteria[3].words"),
        ("\"enrolled\": 24", "\"enrolled\": 25", "enrolment.enrolled"),
        (
            "\"analyte\": \"albumin\"",
            "\"analyte\": \"albumen\"",
            "criteria[3].readings[0].rule.analyte",
        ),
    ] {
        let file = study::files().next().expect("a file");
        assert!(file.contains(from), "{from}");
        let file = file.replacen(from, to, 1);
        let remarks = study::remarks(&file);
        assert_eq!(
            remarks.first().map(|r| r.path.as_str()),
            Some(path),
            "{remarks:?}"
        );
        assert!(study::from_json(&file).is_err());
    }
}
