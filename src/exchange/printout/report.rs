//! A reading of a printout as `PrintoutReading` of the public contract, with English reasons.

use super::{Found, Printout};
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
