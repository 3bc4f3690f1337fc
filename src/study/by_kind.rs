//! What is one of several kinds names its kind in one of its fields: `{ "kind": "age", … }`. A form in which a study can also
//! be embedded has the name first: `{ "age": { … } }`. The same with limits, whose kind is told by their form.

use serde_json::{Map, Value};

use crate::error::ValidationError;

/// Deeper than anybody can read a rule.
const DEEPEST: usize = 12;

/// Puts the name of the kind first, wherever a study file has one of several kinds.
///
/// # Errors
/// Where a rule is composed of rules more than [`DEEPEST`] deep.
pub fn by_kind(root: &mut Map<String, Value>) -> Result<(), ValidationError> {
    if let Some(assignment) = root.get_mut("assignment") {
        name_first(assignment);
    }
    for entry in list(root.get_mut("entries")) {
        name_first(entry);
    }
    for (index, criterion) in list(root.get_mut("criteria")).iter_mut().enumerate() {
        for (number, reading) in list(criterion.get_mut("readings")).iter_mut().enumerate() {
            if let Some(rule) = reading.get_mut("rule") {
                by_kind_of_rule(rule, 1).map_err(|within| {
                    let path = format!("criteria[{index}].readings[{number}].rule{within}");
                    let message = format!("Rules can be composed at most {DEEPEST} deep.");
                    ValidationError::new(path, message)
                })?;
            }
        }
    }
    Ok(())
}

/// Puts the kind of a rule first, and of all that it is composed of. Where that is too deep, the steps that lead there.
fn by_kind_of_rule(rule: &mut Value, depth: usize) -> Result<(), String> {
    if depth > DEEPEST {
        return Err(String::new());
    }
    if let Value::Object(fields) = rule {
        for (key, field) in fields.iter_mut() {
            match (key.as_str(), field) {
                ("of", Value::Array(parts)) => {
                    for (index, part) in parts.iter_mut().enumerate() {
                        by_kind_of_rule(part, depth + 1)
                            .map_err(|within| format!(".of[{index}]{within}"))?;
                    }
                }
                ("rule" | "if" | "then" | "else", part) => {
                    by_kind_of_rule(part, depth + 1).map_err(|within| format!(".{key}{within}"))?;
                }
                _ => {}
            }
        }
        if fields.get("kind").is_some_and(|kind| kind == "lab") {
            for end in ["min", "above", "max", "below"] {
                if let Some(limit) = fields.get_mut(end) {
                    by_kind_of_limit(limit);
                }
            }
        }
    }
    name_first(rule);
    Ok(())
}

fn by_kind_of_limit(limit: &mut Value) {
    let kind = match limit {
        Value::String(_) => "plain",
        Value::Object(fields) if ["times", "of"].iter().any(|key| fields.contains_key(*key)) => {
            "multiple"
        }
        Value::Object(_) => "printed",
        _ => return,
    };
    let inside = std::mem::take(limit);
    *limit = Value::Object(Map::from_iter([(kind.to_owned(), inside)]));
}

fn name_first(value: &mut Value) {
    let Value::Object(fields) = value else {
        return;
    };
    let kind = match fields.remove("kind") {
        Some(Value::String(kind)) => kind,
        _ => String::new(),
    };
    let rest = Value::Object(std::mem::take(fields));
    fields.insert(kind, rest);
}

fn list(value: Option<&mut Value>) -> &mut [Value] {
    match value {
        Some(Value::Array(members)) => members,
        _ => &mut [],
    }
}
