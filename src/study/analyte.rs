//! Analytes that the built-in table lacks, as a study file defines them: with the columns of that table.

use std::cell::RefCell;

use rust_decimal::Decimal;
#[cfg(schema)]
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::model::{LocalizedText, Study};
use super::of_page::ANY_STUDY;
use super::texts::{Text, as_text, maybe_text};
use crate::clinical::analyte::Accepted;
use crate::clinical::further::{self, Row};
use crate::clinical::number::plain;
use crate::clinical::{Analyte, System, Unit, further_unit};

/// An analyte that a study file defines.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct StudyAnalyte {
    /// Its id, by which rules and programs name it.
    #[cfg_attr(schema, schemars(regex(pattern = r"^[A-Za-z][A-Za-z0-9]{1,31}$")))]
    pub id: String,
    /// Its name.
    pub name: LocalizedText,
    /// The units in which it is entered; the first is the one of comparison.
    #[cfg_attr(schema, schemars(length(min = 1, max = 8)))]
    pub units: Vec<StudyUnit>,
    /// LOINC codes of it in serum, plasma or blood.
    #[serde(default)]
    #[cfg_attr(schema, schemars(inner(regex(pattern = r"^\d{1,7}-\d$"))))]
    pub loinc: Vec<String>,
    /// What printouts call it. A name of another test must not stand here.
    #[serde(default)]
    #[cfg_attr(schema, schemars(inner(length(min = 2))))]
    pub printed: Vec<String>,
    /// Whether it is measured in or on the cells of blood, which serum and plasma have lost.
    #[serde(default)]
    pub of_cells: bool,
}

/// A unit of an analyte that a study file defines.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct StudyUnit {
    /// Its UCUM code.
    #[serde(with = "as_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::unit"))]
    pub unit: Defined,
    /// To the first unit, exactly.
    #[serde(default, with = "maybe_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::maybe_decimal"))]
    pub factor: Option<Decimal>,
    /// The least value accepted.
    #[serde(with = "as_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::decimal"))]
    pub least: Decimal,
    /// The greatest value accepted.
    #[serde(with = "as_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::decimal"))]
    pub most: Decimal,
    /// The values that are not remarked on.
    pub usual: Option<Usual>,
    /// The system of units that it belongs to, where reports of the other one have another unit.
    pub system: Option<SystemName>,
}

/// The least and the greatest usual value.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Usual {
    /// The least.
    #[serde(with = "as_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::decimal"))]
    pub low: Decimal,
    /// The greatest.
    #[serde(with = "as_text")]
    #[cfg_attr(schema, schemars(schema_with = "super::schema::decimal"))]
    pub high: Decimal,
}

/// A system of units by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(schema, derive(JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum SystemName {
    /// SI.
    Si,
    /// Conventional.
    Conventional,
}

/// A unit of the table, or one that is kept from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Defined(pub Unit);

impl Text for Defined {
    fn read(text: &str) -> Option<Self> {
        further_unit::keep(text).map(Defined)
    }

    fn refusal(text: &str) -> String {
        if further_unit::is_code(text) {
            return "No more units of study files can be taken in: load this page, or start this program, anew.".to_owned();
        }
        let text = super::names::shown(text);
        [
            "\"",
            &text,
            "\" is no UCUM code of a laboratory's unit that is read here; write it as ng/mL, ug/L, 10*6/L, m[IU]/L or mg/(24.h), a litre as L, and without spaces.",
        ]
        .concat()
    }

    fn write(&self) -> String {
        self.0.ucum().to_owned()
    }
}

/// In small letters, as far as names of tests go. The standard library's way knows every script, and was 5 kB more of the
/// wasm of programs.
fn small(c: char) -> char {
    match c {
        'À'..='Þ' => char::from_u32(c as u32 + 0x20).unwrap_or(c),
        c => c.to_ascii_lowercase(),
    }
}

/// A name as printouts are searched for it: in small letters of half width, without the spaces, dots and hyphens that some
/// put into it.
pub(super) fn printed(name: &str) -> String {
    let dropped = |c: &char| matches!(c, ' ' | '.' | '-' | '_' | ',') || c.is_whitespace();
    let plain = name.chars().map(plain).filter(|c| !dropped(c));
    plain.map(|c| c.to_ascii_lowercase()).collect()
}

/// From here on, characters are written without spaces between words.
const EAST: char = '\u{2e80}';

/// The words of a name, as `exchange/fhir/words.rs` takes texts beside a code of FHIR apart.
fn words(name: &str) -> String {
    let mut words = String::new();
    let mut last = ' ';
    for c in name.chars().map(plain).map(small) {
        let is_sign = matches!(c, '\u{2000}'..EAST | '\u{3000}'..='\u{303f}' | '・' | 'μ');
        let is_letter = c.is_ascii_alphanumeric() || c == '%' || (c >= 'ß' && !is_sign);
        let c = if is_letter { c } else { ' ' };
        let parts = (last >= EAST) != (c >= EAST) && last != ' ' && c != ' ';
        if parts {
            words.push(' ');
        }
        if c != ' ' || last != ' ' {
            words.push(c);
        }
        last = c;
    }
    words.trim_end().to_owned()
}

impl StudyAnalyte {
    /// Its row of the table.
    fn row(&self) -> Row {
        let units = self.units.iter().map(|of| Accepted {
            unit: of.unit.0,
            system: of.system.map(|system| match system {
                SystemName::Si => System::Si,
                SystemName::Conventional => System::Conventional,
            }),
            factor: of.factor.unwrap_or(Decimal::ONE),
            least: of.least,
            most: of.most,
            usual: of.usual.as_ref().map(|usual| (usual.low, usual.high)),
            other_below: None,
            other_above: None,
        });
        let names = [&self.name.en, &self.name.zh]
            .into_iter()
            .chain(&self.printed);
        let names: Vec<String> = names.map(|name| words(name)).collect();
        let words = || names.iter().flat_map(|name| name.split(' '));
        let is_east = |word: &&str| word.chars().next() >= Some(EAST);
        let east: Vec<&str> = words().filter(is_east).collect();
        let latin: Vec<&str> = words().filter(|word| !is_east(word)).collect();
        let printed: Vec<String> = self.printed.iter().map(|name| printed(name)).collect();
        Row {
            key: self.id.clone(),
            en: self.name.en.clone(),
            zh: self.name.zh.clone(),
            units: units.collect(),
            loinc: self.loinc.clone(),
            printed: printed.join(" "),
            of_cells: self.of_cells,
            latin: latin.join(" "),
            east: east.join(" "),
            names,
        }
    }

    /// The analyte that it is. Nothing where more were defined than are kept.
    pub fn analyte(&self) -> Option<Analyte> {
        further::keep(&self.row())
    }
}

thread_local! {
    /// Those of the file that is being read, which its rules name.
    static DEFINED: RefCell<Vec<Analyte>> = const { RefCell::new(Vec::new()) };
}

/// The analyte of a name, of the table or of the file that is being read.
pub(super) fn named(key: &str) -> Option<Analyte> {
    let defined = || DEFINED.with_borrow(|all| all.iter().find(|one| one.key() == key).copied());
    Analyte::from_key(key).or_else(defined)
}

/// The units that can stand in the file that is being read.
pub(super) fn accepted_units() -> Vec<&'static str> {
    let mut all = Unit::ALL.map(Unit::ucum).to_vec();
    DEFINED.with_borrow(|defined| {
        for accepted in defined.iter().flat_map(|one| one.units()) {
            if !all.contains(&accepted.unit.ucum()) {
                all.push(accepted.unit.ucum());
            }
        }
    });
    all
}

/// What can be named in the file that is being read.
pub(super) fn accepted() -> Vec<&'static str> {
    let defined = DEFINED.with_borrow(Clone::clone);
    let all = Analyte::ALL.into_iter().chain(defined);
    all.map(Analyte::key).collect()
}

/// Another file is about to be read.
pub(super) fn begin() {
    DEFINED.set(Vec::new());
}

/// Reads the definitions, which from here on have a name in this file.
pub(super) fn define<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<StudyAnalyte>, D::Error> {
    let defined = Vec::<StudyAnalyte>::deserialize(from)?;
    DEFINED.set(defined.iter().filter_map(StudyAnalyte::analyte).collect());
    Ok(defined)
}

impl Study {
    /// An analyte by its name, of the table or of this study.
    pub fn analyte(&self, key: &str) -> Option<Analyte> {
        let mut defined = self.analytes.iter();
        match Analyte::from_key(key) {
            None if ANY_STUDY => defined.find(|one| one.id == key)?.analyte(),
            known => known,
        }
    }
}
