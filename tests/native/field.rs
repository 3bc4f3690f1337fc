//! Inputs collected from practice, with what is right: nothing else may ever be filled in.

use std::collections::BTreeMap;

use liver_prescreen::exchange::printout::{Found, read};
use serde_json::Value;

/// Analyte and value with its unit.
type Labs = BTreeMap<String, String>;

fn labs(value: &Value) -> Labs {
    serde_json::from_value(value.clone()).expect("analytes with their values")
}

/// What the page would fill in: a value without a unit only where the analyte has a single one.
fn filled(found: &Found) -> Option<(String, String)> {
    let only = match found.analyte.units() {
        [only] => Some(only.unit),
        _ => None,
    };
    let unit = found.unit.or(only)?;
    let value = format!("{} {}", found.value, unit.ucum());
    Some((found.analyte.key().to_owned(), value))
}

// guards: H1, H35
#[test]
fn no_printout_from_practice_fills_a_wrong_value() {
    let kinds: Vec<Value> =
        serde_json::from_str(include_str!("../fixtures/field.json")).expect("a list");
    let (mut wrong, mut open, mut all) = (Vec::new(), Vec::new(), 0);
    let of_printouts = kinds.iter().filter(|kind| kind["way"] == "printout");
    for case in of_printouts.flat_map(|kind| kind["cases"].as_array().expect("cases")) {
        let input = case["input"].as_str().expect("a text");
        let expected = &case["expected"];
        let right = labs(&expected["labs"]);
        let also = expected["alt"].as_array().expect("a list");
        let got: Labs = read(input).found.iter().filter_map(filled).collect();
        if got != right && !also.iter().any(|alt| labs(alt) == got) {
            wrong.push(format!("{input:?}: {got:?}"));
        }
        let most = also
            .iter()
            .map(labs)
            .chain([right])
            .max_by_key(BTreeMap::len);
        if most.is_some_and(|most| !most.is_empty()) {
            all += 1;
            let least = most_read(expected);
            if got.len() < least {
                open.push(format!("{input:?}: {} of {least} values", got.len()));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "wrong values are filled in:\n{}",
        wrong.join("\n")
    );
    println!(
        "read {} of {all}; not, or not all:\n{}",
        all - open.len(),
        open.join("\n")
    );
    assert!(
        all - open.len() >= 20,
        "hardly anything is read:\n{}",
        open.join("\n")
    );
}

/// How many values there are to read.
fn most_read(expected: &Value) -> usize {
    let also = expected["alt"].as_array().into_iter().flatten();
    let all = also.chain([&expected["labs"]]);
    all.map(|alt| labs(alt).len()).max().unwrap_or(0)
}
