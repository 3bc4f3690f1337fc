//! The JSON Schema of a study file, made of the model. Editors show it to whoever writes one; what only sense can tell is
//! left to the linter.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::Study;
use crate::clinical::{Analyte, Unit};

/// The schema, as JSON.
pub fn schema() -> serde_json::Value {
    let mut schema = SchemaGenerator::default().into_root_schema_for::<Study>();
    schema.insert("title".to_owned(), "A study".into());
    let schema = schema.ensure_object();
    let texts = [
        (
            "schema",
            serde_json::json!({ "const": 2, "description": "The number of this format." }),
        ),
        (
            "$schema",
            serde_json::json!({ "type": "string", "description": "Where this schema is found." }),
        ),
    ];
    if let Some(fields) = schema.get_mut("properties").and_then(|p| p.as_object_mut()) {
        for (name, text) in texts {
            fields.insert(name.to_owned(), text);
        }
    }
    if let Some(needed) = schema
        .get_mut("required")
        .and_then(|list| list.as_array_mut())
    {
        needed.insert(0, "schema".into());
    }
    schema.clone().into()
}

/// At least one of the languages of a text.
pub fn one_language(schema: &mut Schema) {
    let languages = ["en", "zh-CN"];
    let needed = languages.map(|language| serde_json::json!({ "required": [language] }));
    schema.insert("anyOf".to_owned(), needed.to_vec().into());
}

pub fn date(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$" })
}

pub fn maybe_date(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$" })
}

/// At most 12 digits, noughts before them left out, and 8 of them behind the point.
const DECIMAL: &str = r"^(?!-?0*(?!0)(\.?\d){13})-?\d+(\.\d{1,8})?$";

/// Codes of units, as `clinical/further_unit.rs` knows them.
fn code() -> String {
    let note = r"\{[!-z|~]*\}";
    let with_prefix = r"[kdcmunp]?(?:g|mol|L|U|kat|eq|osm|m|Pa|\[IU\]|\[AU\])[23]?";
    let alone = r"%|s|min|h|d|wk|mo|a|m\[Hg\]|mm\[Hg\]|\[arb'U\]|\[pH\]|(?:10\*)?\d+";
    let part = format!("(?:(?:{with_prefix}|{alone})(?:{note})?|{note})");
    let parts = format!(r"{part}(?:\.{part})*");
    let bare = format!(r"(?:\({parts}\)|{parts})");
    format!("^(?=.{{1,24}}$)/?{bare}(?:/{bare})*$")
}

pub fn decimal(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": DECIMAL })
}

pub fn maybe_decimal(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "pattern": DECIMAL })
}

/// A number, a multiple of an end of the reference interval, or the limit in each unit in which it is printed.
pub fn limit(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "anyOf": [
        { "type": "null" },
        { "type": "string", "pattern": DECIMAL },
        {
            "type": "object",
            "properties": {
                "times": { "type": "string", "pattern": DECIMAL },
                "of": { "enum": ["uln", "lln"] },
            },
            "required": ["times", "of"],
            "additionalProperties": false,
        },
        {
            "type": "object",
            "propertyNames": { "anyOf": [{ "enum": Unit::ALL.map(Unit::ucum) }, { "pattern": code() }] },
            "additionalProperties": { "type": "string", "pattern": DECIMAL },
            "minProperties": 1,
        },
    ] })
}

pub fn sex(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": ["female", "male"] })
}

pub fn analyte(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "anyOf": [
        { "enum": Analyte::ALL.map(Analyte::key) },
        { "type": "string", "pattern": r"^[A-Za-z][A-Za-z0-9]{1,31}$" },
    ] })
}

/// A unit of the table, which editors offer, or one in which the file defines an analyte.
pub fn unit(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "anyOf": [
        { "enum": Unit::ALL.map(Unit::ucum) },
        { "type": "string", "pattern": code() },
    ] })
}

pub fn maybe_unit(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "anyOf": [
        { "enum": Unit::ALL.map(Unit::ucum) },
        { "type": ["string", "null"], "pattern": code() },
    ] })
}

pub fn bullets(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "array",
        "items": { "type": "string", "pattern": r"^(inclusion|exclusion)-\d+$" },
    })
}
