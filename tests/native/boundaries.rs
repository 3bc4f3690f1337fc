//! Every threshold below, at and above, as rows of a table that a clinician can read and check without Rust.

use liver_prescreen::clinical::albi::{Albi, albi};
use liver_prescreen::clinical::child_pugh::child_pugh;
use liver_prescreen::clinical::inputs::{Clamp, Used};
use liver_prescreen::clinical::meld::{meld, meld_3, meld_na};
use liver_prescreen::clinical::{
    Analyte, Ascites, Encephalopathy, Inputs, Item, Lab, Outcome, Rounded, Sex, Unit,
};
use liver_prescreen::dates;
use liver_prescreen::exchange::input::{ASCITES, ENCEPHALOPATHY};
use liver_prescreen::screening::{Age, Case, screen};
use liver_prescreen::study::model::{Kind, Rule};
use rust_decimal::Decimal;

use crate::support::study;

const TABLE: &str = include_str!("../vectors/boundaries.csv");
const COLUMNS: [&str; 7] = [
    "id", "what", "analyte", "unit", "value", "expected", "citation",
];

/// Sources that the clinical notes of this project name; a citation must be one of them.
const SOURCES: [&str; 9] = [
    "NCT05442437 ",
    "Pugh 1973 doi:10.1002/bjs.1800600817",
    "SI table 34/51: Harrison 20e",
    "PBC/PSC cut-offs 68/170: GPnotebook",
    "INR 1.7-2.3: CCJM table",
    "Malinchoc 2000 doi:10.1053/he.2000.5852",
    "OPTN Policy 9.1.D",
    "Kim 2021 doi:10.1053/j.gastro.2021.08.050",
    "Johnson 2015 doi:10.1200/JCO.2014.57.9151",
];

struct Row {
    id: &'static str,
    what: &'static str,
    analyte: &'static str,
    unit: &'static str,
    value: &'static str,
    expected: &'static str,
    citation: &'static str,
}

fn rows() -> Vec<Row> {
    let mut lines = TABLE.lines();
    let header: Vec<&str> = lines.next().expect("a header").split(',').collect();
    assert_eq!(header, COLUMNS);
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            let [id, what, analyte, unit, value, expected, citation] = fields[..] else {
                panic!("seven fields without commas: {line}");
            };
            Row {
                id,
                what,
                analyte,
                unit,
                value,
                expected,
                citation,
            }
        })
        .collect()
}

fn named<T: Copy>(names: &[(&str, T)], name: &str) -> T {
    let found = names.iter().find(|(known, _)| *known == name);
    found.unwrap_or_else(|| panic!("no such choice: {name}")).1
}

fn set(inputs: &mut Inputs, analyte: &str, text: &str, unit: &str) -> Result<(), String> {
    let analyte = Analyte::from_key(analyte).expect("an analyte");
    let unit = Unit::from_ucum(unit).expect("a unit");
    let lab = Lab::parse(analyte, text, unit).map_err(|error| format!("{text}: {error:?}"))?;
    inputs.labs.retain(|other| other.analyte() != analyte);
    inputs.labs.push(lab);
    Ok(())
}

/// A patient whom no laboratory criterion excludes but Child-Pugh, which is 6, one point below its limit;
/// MELD stands at its floor. After the `@` of a row's subject stands what else is different.
fn base(what: &str) -> Inputs {
    let (what, apart) = what.split_once('@').unwrap_or((what, ""));
    let albumin = match what.split('.').next().unwrap_or_default() {
        "meld3" | "I4e/meld-3" | "albi" => "35",
        _ => "30",
    };
    let mut labs = vec![
        ("bilirubin", "17.1", "umol/L"),
        ("albumin", albumin, "g/L"),
        ("inr", "1", "1"),
        ("prothrombinActivity", "48", "%"),
        ("creatinine", "1", "mg/dL"),
        ("sodium", "137", "mmol/L"),
        ("hemoglobin", "102", "g/L"),
        ("platelets", "58", "10*9/L"),
    ];
    if let Some(sodium) = apart.strip_prefix("Na") {
        labs.push(("sodium", sodium, "mmol/L"));
    } else if apart == "MELD12" {
        labs.push(("inr", "1.6", "1"));
    } else if apart == "severe" {
        labs.push(("bilirubin", "10", "mg/dL"));
        // The cap of each version, so that INR alone moves the score.
        let cap = if what == "meld3" { "3" } else { "4" };
        labs.push(("creatinine", cap, "mg/dL"));
    } else {
        assert_eq!(apart, "", "no such patient");
    }
    let mut inputs = Inputs {
        sex: Some(Sex::Male),
        ascites: Some(Ascites::None),
        encephalopathy: Some(Encephalopathy::None),
        dialysis: Some(false),
        cholestatic: what.ends_with(".cholestatic"),
        ..Inputs::default()
    };
    for (analyte, text, unit) in labs {
        set(&mut inputs, analyte, text, unit).expect("an accepted value");
    }
    inputs
}

/// Entries whose Child-Pugh points come to a total: every item one point, then raised in turn.
fn with_total(inputs: &mut Inputs, total: u8) {
    let mut more = total.checked_sub(5).expect("at least five points");
    let mut raise = || {
        let points = more.min(2);
        more -= points;
        usize::from(points)
    };
    set(inputs, "albumin", ["40", "30", "20"][raise()], "g/L").expect("a value");
    inputs.ascites = Some(ASCITES[raise()].1);
    inputs.encephalopathy = Some(ENCEPHALOPATHY[raise()].1);
    set(inputs, "bilirubin", ["20", "40", "60"][raise()], "umol/L").expect("a value");
    set(inputs, "inr", ["1", "2", "3"][raise()], "1").expect("a value");
    assert_eq!(more, 0, "at most fifteen points");
}

/// Puts the row's value in its place.
fn enter(inputs: &mut Inputs, row: &Row) -> Result<(), String> {
    match row.analyte {
        "ascites" => inputs.ascites = Some(named(&ASCITES, row.value)),
        "encephalopathy" => inputs.encephalopathy = Some(named(&ENCEPHALOPATHY, row.value)),
        "dialysis" => inputs.dialysis = Some(named(&[("yes", true), ("no", false)], row.value)),
        "sex" => {
            let names = [("female", Sex::Female), ("male", Sex::Male)];
            inputs.sex = Some(named(&names, row.value));
        }
        "childPugh" => with_total(inputs, row.value.parse().expect("points")),
        "prothrombinProlongation" => {
            inputs.labs.retain(|lab| lab.analyte() != Analyte::Inr);
            set(inputs, row.analyte, row.value, row.unit)?;
        }
        analyte => set(inputs, analyte, row.value, row.unit)?,
    }
    Ok(())
}

/// The state of the row's criterion, by the reading after the slash or else by the one computed.
fn state(row: &Row) -> String {
    let study = study();
    let mut case = Case::new(dates::parse("2026-11-22").expect("a date"));
    case.patient.inputs = base(row.what);
    case.patient.age = match row.analyte {
        "age" => Some(Age::Years(row.value.parse().expect("years"))),
        "birthDate" => Some(Age::Born(dates::parse(row.value).expect("a date"))),
        _ => {
            if enter(&mut case.patient.inputs, row).is_err() {
                return "refused".to_owned();
            }
            None
        }
    };
    let (id, reading) = row.what.split_once('/').unwrap_or((row.what, ""));
    let report = screen(&study, &case);
    let finding = report.findings.iter().find(|finding| *finding.id == *id);
    let finding = finding.unwrap_or_else(|| panic!("{}: no criterion {id}", row.id));
    let mut said = std::iter::once(&finding.computed).chain(&finding.others);
    let said = said.find(|said| reading.is_empty() || *said.reading == *reading);
    said.expect("the reading").state.key().to_owned()
}

fn used(score: Outcome<Rounded>, item: Item) -> Used {
    let used = score.known().expect("complete inputs").used.clone();
    let found = used.into_iter().find(|used| used.item == item);
    found.expect("the score uses it")
}

/// Whether a figure entered a formula as the row says: the number, and why it is not the one measured.
fn is_used(used: Used, expected: &str) -> bool {
    let (number, clamp) = expected.split_once(' ').unwrap_or((expected, ""));
    let number: f64 = number.parse().expect("a number");
    let found = match used.clamp {
        None => "",
        Some(Clamp::Floor) => "floor",
        Some(Clamp::Cap) => "cap",
        Some(Clamp::Dialysis) => "dialysis",
    };
    (used.value - number).abs() < 1e-6 && clamp == found
}

fn item(row: &Row) -> Item {
    match row.analyte {
        "sex" => Item::Sex,
        "dialysis" => Item::Lab(Analyte::Creatinine),
        analyte => Item::Lab(Analyte::from_key(analyte).expect("an analyte")),
    }
}

fn check(row: &Row) -> Result<(), String> {
    let subject = row.what.split('@').next().unwrap_or_default();
    let is = |found: String| {
        if found == row.expected {
            Ok(())
        } else {
            Err(format!(
                "{}: {} expected, {found} found",
                row.id, row.expected
            ))
        }
    };
    if subject.starts_with('I') {
        return is(state(row));
    }
    let mut inputs = base(row.what);
    if row.analyte == "albi" {
        let value = row.value.parse().expect("a score");
        return is(Albi { value }.grade().to_string());
    }
    enter(&mut inputs, row)?;
    let whole =
        |score: Outcome<Rounded>| is(score.known().expect("complete inputs").value.to_string());
    let (score, part) = subject.split_once('.').unwrap_or((subject, ""));
    let version = match score {
        "meld" => meld,
        "meldNa" => meld_na,
        _ => meld_3,
    };
    match (score, part) {
        ("childPugh", "class") => {
            let score = child_pugh(&inputs);
            is(score.known().expect("complete").class().letter().to_owned())
        }
        ("childPugh", part) => {
            let score = child_pugh(&inputs);
            let part = part.split('.').next().unwrap_or_default();
            let mut parts = score.known().expect("complete inputs").parameters();
            let points = parts.find(|(known, _)| known.key() == part);
            is(points.expect("an item of the score").1.to_string())
        }
        ("albi", "grade") => {
            let score = albi(&inputs);
            is(score.known().expect("complete inputs").grade().to_string())
        }
        (_, "used") => {
            let used = used(version(&inputs), item(row));
            if is_used(used, row.expected) {
                Ok(())
            } else {
                Err(format!(
                    "{}: {} expected, {used:?} found",
                    row.id, row.expected
                ))
            }
        }
        (_, "") => whole(version(&inputs)),
        _ => Err(format!("{}: nothing known of {}", row.id, row.what)),
    }
}

// traces: I1, I4a..I5b, childPugh, meld, meldNa, meld3, albi
// guards: H6, H7, H31
#[test]
fn every_row_of_the_table_holds() {
    let rows = rows();
    let wrong: Vec<String> = rows.iter().filter_map(|row| check(row).err()).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(rows.len() >= 200, "only {} rows were read", rows.len());
    let mut ids: Vec<&str> = rows.iter().map(|row| row.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), rows.len(), "an id stands twice");
}

// guards: H15, H31
#[test]
fn every_row_says_where_its_threshold_comes_from() {
    let study = study();
    for row in rows() {
        let known = SOURCES
            .iter()
            .any(|source| row.citation.starts_with(source));
        assert!(known, "{}: {}", row.id, row.citation);
        // What a criterion's row quotes stands in the printed record.
        let Some((_, quote)) = row.citation.split_once("inclusion ") else {
            continue;
        };
        let (bullet, words) = quote.split_once(": ").expect("a bullet and its words");
        let bullet: usize = bullet.parse().expect("a number");
        let printed = &study.printed.inclusion[bullet - 1];
        let words = words.trim_matches('"');
        assert!(printed.contains(words), "{}: {words}", row.id);
    }
}

/// The rows of one reading for one analyte and unit, as numbers.
fn values(rows: &[Row], what: &str, analyte: &str, unit: &str) -> Vec<Decimal> {
    rows.iter()
        .filter(|row| row.what == what && row.analyte == analyte && row.unit == unit)
        .map(|row| row.value.parse().expect("a number"))
        .collect()
}

/// Asserts rows close below and above a limit, and at it where it can be typed.
fn assert_surrounded(values: &[Decimal], limit: Decimal, place: &str) {
    // At most 8 decimals can be typed.
    let exact = limit.normalize().scale() <= 8;
    let near = |value: &&Decimal| (**value - limit).abs() <= limit * Decimal::new(7, 2);
    let near: Vec<&Decimal> = values.iter().filter(near).collect();
    assert!(
        near.iter().any(|value| **value < limit),
        "{place}: no row below {limit}"
    );
    assert!(
        near.iter().any(|value| **value > limit),
        "{place}: no row above {limit}"
    );
    if exact {
        assert!(
            near.iter().any(|value| **value == limit),
            "{place}: no row at {limit}"
        );
    }
}

// traces: I1, I4a..I5b
// guards: H7
#[test]
fn no_threshold_of_the_study_is_without_rows_in_each_unit_accepted() {
    let (rows, study) = (rows(), study());
    let mut rules = 0;
    for criterion in &study.criteria {
        for (place, reading) in criterion.readings.iter().enumerate() {
            let named = format!("{}/{}", criterion.id, reading.id);
            let what = if place == 0 { &*criterion.id } else { &*named };
            match &reading.rule {
                Rule::Lab(rule) => {
                    let analyte = rule.analyte;
                    let ([Some((_, limit)), None] | [None, Some((_, limit))]) = rule.ends() else {
                        panic!("{what}: one limit");
                    };
                    let limit = limit.plain().expect("a number");
                    let unit = rule.unit.expect("a unit");
                    let own = analyte.accepts(unit).expect("a unit of the analyte");
                    for accepted in analyte.units() {
                        let ucum = accepted.unit.ucum();
                        let place = format!("{what} in {ucum}");
                        let limit = limit * own.factor / accepted.factor;
                        let found = values(&rows, what, analyte.key(), ucum);
                        if limit < accepted.least {
                            // No accepted value reaches it: the rows show that, and the least value.
                            assert!(found.contains(&limit), "{place}: no row at {limit}");
                            assert!(found.contains(&accepted.least), "{place}: no least value");
                        } else {
                            assert_surrounded(&found, limit, &place);
                        }
                    }
                }
                Rule::Age { min, max } => {
                    let found = values(&rows, what, "age", "a");
                    for limit in [min, max].map(|end| end.expect("both ends")) {
                        assert_surrounded(&found, limit.into(), what);
                    }
                }
                Rule::Score(_) => {
                    for state in ["passes", "fails"] {
                        let row = |row: &&Row| row.what == what && row.expected == state;
                        assert!(rows.iter().any(|r| row(&r)), "{what}: no row that {state}");
                    }
                }
                Rule::Answer(_) | Rule::Undecidable {} | Rule::Site {} => continue,
                other => panic!("{what}: no rows for {other:?}"),
            }
            assert_eq!(
                criterion.kind,
                Kind::Inclusion,
                "the table has inclusion only"
            );
            rules += 1;
        }
    }
    assert!(rules >= 13, "only {rules} rules with a threshold were seen");
}
