//! A reading of a printout as `PrintoutReading` of the public contract, with English reasons.

use serde::Serialize;

use super::{Found, Printout};
use crate::clinical::{Sex, Unit};
use crate::words::Lang;

/// What a printout says, each piece of it in one of four lists.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
pub struct PrintoutReading<'a> {
    /// Each analyte once.
    pub found: Vec<Printed<'a>>,
    /// Values that look like another unit or another test.
    pub doubtful: Vec<Printed<'a>>,
    /// Analytes printed with different values.
    pub conflicting: Vec<Printed<'a>>,
    /// Pieces of the text that were not read.
    pub ignored: Vec<Unread<'a>>,
    /// Completed years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<u16>,
    /// Sex.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "types",
        ts(as = "Option<crate::exchange::input::names::Sex>")
    )]
    pub sex: Option<Sex>,
}

/// A value that is printed.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
pub struct Printed<'a> {
    /// What was measured.
    #[cfg_attr(feature = "types", ts(as = "crate::exchange::input::names::Analyte"))]
    pub analyte: &'static str,
    /// As printed, with its comparator.
    pub value: &'a str,
    /// Nothing where none is printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "types",
        ts(as = "Option<crate::exchange::input::names::Unit>")
    )]
    pub unit: Option<&'static str>,
    /// Number and unit as printed, where `value` was moved by powers of ten, as 5.8 ×10⁴/µL is 58 ×10⁹/L.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed: Option<&'a str>,
    /// The day, where it is printed with the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<&'a str>,
    /// The control printed with a prothrombin time, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control: Option<&'a str>,
    /// The text that it was read from.
    pub source: &'a str,
}

/// A piece of text that was not read.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
pub struct Unread<'a> {
    /// The text.
    pub text: &'a str,
    /// Why, in words.
    pub why: &'static str,
    /// The name of that reason.
    pub reason: &'static str,
}

impl<'a> PrintoutReading<'a> {
    /// What was read.
    pub fn new(read: &'a Printout) -> Self {
        let words = &Lang::En.catalogue().page.tools.unread;
        let list = |found: &'a [Found]| found.iter().map(printed).collect();
        let ignored = read.ignored.iter().map(|ignored| Unread {
            text: &ignored.text,
            why: ignored.why.in_words(words),
            reason: ignored.why.key(),
        });
        PrintoutReading {
            found: list(&read.found),
            doubtful: list(&read.doubtful),
            conflicting: list(&read.conflicting),
            ignored: ignored.collect(),
            age: read.age,
            sex: read.sex,
        }
    }
}

fn printed(found: &Found) -> Printed<'_> {
    Printed {
        analyte: found.analyte.key(),
        value: &found.value,
        unit: found.unit.map(Unit::ucum),
        printed: found.printed.as_deref(),
        date: found.date.as_deref(),
        control: found.control.as_deref(),
        source: &found.source,
    }
}
