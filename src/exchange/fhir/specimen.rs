//! Whether what stands beside the code agrees with it: texts, specimen, place of the body.

use super::codes::Known;
use super::names::{is_explained, is_plain_specimen};
use super::tree::{as_text, field, has, list, one_of, text};
use super::words::Words;
use crate::clinical::analyte::Property;
use crate::clinical::{Analyte, Analytes};
use serde_json::Value;

const SPECIMEN: &str = "It names a specimen other than serum, plasma or blood.";
const TEST: &str = "Its name and its code refer to different tests.";
const UNKNOWN: &str =
    "Its name contains words that are not known here and may refer to another test or specimen.";

/// The texts of a concept: its own, and those of its codings; with `codes`, also the codes.
fn texts<'a>(concept: &'a Value, codes: bool, all: &mut Vec<&'a str>) {
    // A text in its place is not as R4 has it, but plain.
    all.push(as_text(concept));
    all.push(text(concept, "text"));
    for coding in list(concept, "coding") {
        all.push(text(coding, "display"));
        if codes && text(coding, "display").is_empty() {
            all.push(text(coding, "code"));
        }
    }
}

/// The texts that name a test.
fn names(observation: &Value) -> Vec<&str> {
    let mut all = Vec::new();
    for concept in list(observation, "code") {
        texts(concept, false, &mut all);
    }
    all.retain(|text| !text.is_empty());
    all
}

/// The analyte that an unknown code may mean, by the names beside it, and whether they speak against it.
pub fn perhaps(observation: &Value, asked: Analytes) -> Option<(Analyte, bool)> {
    let mut names = names(observation);
    if names.is_empty() {
        // A laboratory's own code may be its short name.
        for concept in list(observation, "code") {
            texts(concept, true, &mut names);
        }
    }
    let mut words = names.iter().map(|name| Words::of(name));
    let analyte = words.find_map(|words| words.analyte(asked))?;
    let against = names.iter().any(|name| {
        let words = Words::of(name);
        words.other_specimen() || words.other_test(analyte)
    });
    let specimens: Vec<&Value> = list(observation, "specimen").iter().collect();
    Some((
        analyte,
        against || specimen(observation, &specimens, false).is_some(),
    ))
}

/// What speaks against a result of a known code.
pub fn contradiction(
    observation: &Value,
    known: &Known,
    specimens: &[&Value],
) -> Option<&'static str> {
    let analyte = known.analyte?;
    let mut all = names(observation);
    for method in list(observation, "method") {
        texts(method, false, &mut all);
    }
    for said in all {
        let words = Words::of(said);
        if words.other_specimen() {
            return Some(SPECIMEN);
        }
        let property = match known.property {
            Property::Any => None,
            property => Some(property == Property::Moles),
        };
        let moles = words.moles();
        if words.other_test(analyte) || (moles.is_some() && property.is_some() && moles != property)
        {
            return Some(TEST);
        }
    }
    let quantity = field(observation, "valueQuantity");
    let units = [text(quantity, "code"), text(quantity, "unit")].map(Words::of);
    for name in names(observation) {
        if !is_explained(&Words::of(name), analyte, &units) {
            return Some(UNKNOWN);
        }
    }
    let mut categories = Vec::new();
    for category in list(observation, "category") {
        texts(category, false, &mut categories);
    }
    if categories
        .iter()
        .any(|text| Words::of(text).other_specimen())
    {
        return Some(SPECIMEN);
    }
    specimen(observation, specimens, analyte.of_cells())
}

/// What the names of a report say against every result in it.
pub fn is_of_another(report: &Value) -> Option<&'static str> {
    let mut names = names(report).into_iter();
    names
        .any(|name| Words::of(name).other_specimen())
        .then_some(SPECIMEN)
}

/// What the specimens, or the place it was taken from, says against a result.
pub fn specimen(observation: &Value, specimens: &[&Value], of_cells: bool) -> Option<&'static str> {
    let (mut all, mut sites) = (Vec::new(), Vec::new());
    for key in ["bodySite", "bodyStructure"] {
        for site in list(observation, key) {
            texts(site, true, &mut sites);
            sites.push(text(site, "display"));
        }
    }
    for specimen in specimens {
        // A reference tells a name to read.
        all.push(text(specimen, "display"));
        texts(specimen, true, &mut all);
        if has(specimen, "resourceType") {
            for kind in list(specimen, "type") {
                texts(kind, true, &mut all);
            }
        }
        for site in list(field(specimen, "collection"), "bodySite") {
            texts(site, true, &mut sites);
        }
        let status = text(specimen, "status");
        if one_of(
            status,
            &["entered-in-error", "unsatisfactory", "unavailable"],
        ) {
            return Some("Its specimen was unsatisfactory, or was entered in error.");
        }
    }
    let words = |texts: Vec<&str>| -> Vec<Words> {
        let said = texts.into_iter().filter(|text| !text.is_empty());
        said.map(Words::of).collect()
    };
    let (all, sites) = (words(all), words(sites));
    // One name of it that is not known does not matter beside one that is.
    let says = |blood: bool| all.iter().any(|text| text.blood() == Some(blood));
    // "Bovine serum", "menstrual blood".
    let other = |text: &Words| text.blood() == Some(true) && !is_plain_specimen(text);
    if (says(false) && !says(true))
        || all.iter().any(other)
        || all.iter().any(Words::other_specimen)
    {
        return Some("Its specimen is not known to be serum, plasma or blood.");
    }
    if of_cells && all.iter().any(Words::without_cells) {
        return Some("Its specimen is serum or plasma, which contains no cells.");
    }
    let says = |vessel: bool| sites.iter().any(|text| text.vessel() == Some(vessel));
    let said = has(observation, "bodySite") || !sites.is_empty();
    if said && (says(false) || !says(true)) {
        return Some("It comes from a body site that is not known as one where blood is drawn.");
    }
    None
}
