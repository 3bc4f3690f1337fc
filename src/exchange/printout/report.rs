//! A reading of a printout as `PrintoutReading` of the public contract, with English reasons.

use super::{Found, Ignored, Printout, Typed, Why};
use crate::clinical::{Analyte, Unit};
use crate::document::{Value, digits};
use crate::exchange::input::SEXES;
use crate::exchange::json::Json;
use crate::words::Lang;

/// A reading as JSON.
pub fn json(read: &Printout) -> String {
    let mut json = Json::default();
    json.object("");
    for (key, list) in [
        ("found", &read.found),
        ("doubtful", &read.doubtful),
        ("conflicting", &read.conflicting),
    ] {
        json.list(key);
        for found in list {
            printed(&mut json, found);
        }
        json.end_list();
    }
    let words = &Lang::En.catalogue().page.tools.unread;
    json.list("ignored");
    for ignored in &read.ignored {
        json.object("");
        json.text("text", &ignored.text);
        json.text("why", ignored.why.in_words(words));
        json.text("reason", ignored.why.key());
        json.end_object();
    }
    json.end_list();
    if let Some(age) = read.age {
        json.number("age", age.into());
    }
    let sex = read.sex.and_then(|sex| {
        let mut names = SEXES.iter();
        names.find(|(_, known)| *known == sex)
    });
    if let Some((name, _)) = sex {
        json.text("sex", name);
    }
    json.end_object();
    json.done()
}

fn printed(json: &mut Json, found: &Found) {
    json.object("");
    json.text("analyte", found.analyte.key());
    json.text("value", &found.value);
    if let Some(unit) = found.unit {
        json.text("unit", unit.ucum());
    }
    for (key, text) in [
        ("printed", &found.printed),
        ("date", &found.date),
        ("control", &found.control),
    ] {
        if let Some(text) = text {
            json.text(key, text);
        }
    }
    json.text("source", &found.source);
    json.end_object();
}

/// What a text in a field says, as JSON: `null` where it says nothing.
pub fn field_json(typed: &Typed) -> String {
    let (text, unit, is_hint) = match typed {
        Typed::Value { text, unit } => (text, *unit, false),
        Typed::Hint { text, unit } => (text, Some(*unit), true),
        Typed::Nothing => return "null".to_owned(),
    };
    let mut json = Json::default();
    json.object("");
    json.text("text", text);
    if let Some(unit) = unit {
        json.text("unit", unit.ucum());
    }
    json.flag("hint", is_hint);
    json.end_object();
    json.done()
}

/// What [`field_json`] wrote.
pub fn parse_field(value: &Value) -> Option<Typed> {
    let unit = text(value, "unit").and_then(|unit| Unit::from_ucum(&unit));
    let said = text(value, "text")?;
    let is_hint = matches!(value.member("hint"), Some(Value::Bool(true)));
    match unit.filter(|_| is_hint) {
        Some(unit) => Some(Typed::Hint { text: said, unit }),
        None => Some(Typed::Value { text: said, unit }),
    }
}

/// The reading that [`json`] wrote, as it comes back from the wasm that read the text.
pub fn parse(value: &Value) -> Printout {
    let list = |key| items(value.member(key)).iter().filter_map(found).collect();
    let ignored = items(value.member("ignored")).iter().filter_map(|ignored| {
        let reason = text(ignored, "reason")?;
        let why = Why::NAMES.iter().find(|(name, _)| *name == reason)?;
        Some(Ignored {
            text: text(ignored, "text")?,
            why: why.1,
        })
    });
    let age = match value.member("age") {
        Some(Value::Number(age)) => digits(*age).and_then(|age| age.parse().ok()),
        _ => None,
    };
    let sex = text(value, "sex");
    let sex = SEXES.iter().find(|(name, _)| sex.as_deref() == Some(*name));
    Printout {
        found: list("found"),
        doubtful: list("doubtful"),
        conflicting: list("conflicting"),
        ignored: ignored.collect(),
        age,
        sex: sex.map(|(_, sex)| *sex),
    }
}

fn found(value: &Value) -> Option<Found> {
    Some(Found {
        analyte: Analyte::from_key(&text(value, "analyte")?)?,
        value: text(value, "value")?,
        unit: text(value, "unit").and_then(|unit| Unit::from_ucum(&unit)),
        printed: text(value, "printed"),
        date: text(value, "date"),
        control: text(value, "control"),
        source: text(value, "source")?,
    })
}

fn items(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

fn text(value: &Value, key: &str) -> Option<String> {
    match value.member(key) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    }
}
