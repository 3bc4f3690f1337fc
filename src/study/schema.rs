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
            serde_json::json!({ "const": 1, "description": "The number of this format." }),
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

pub fn date(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$" })
}

pub fn decimal(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": r"^\d+(\.\d+)?$" })
}

pub fn analyte(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": Analyte::ALL.map(Analyte::key) })
}

pub fn unit(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": Unit::ALL.map(Unit::ucum) })
}

pub fn bullets(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "array",
        "items": { "type": "string", "pattern": r"^(inclusion|exclusion)-\d+$" },
    })
}
