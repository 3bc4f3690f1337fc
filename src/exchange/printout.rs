//! Text pasted from a laboratory printout: which value belongs to which field.
//!
//! A wrong fill is far worse than a value that must be typed by hand. So a value is taken only if every piece of what
//! it stands in is explained (`segment`, `table`) and nothing above it speaks of another specimen, day or person
//! (`origin`); everything else is listed as not read, with the reason. Nothing is corrected or converted: a value that
//! the field refuses is handed on as printed, and the field says why. Only powers of ten in the unit of platelets are
//! moved, exactly, and then both spellings are kept.

mod around;
mod collect;
mod field;
mod head;
mod lexicon;
mod line;
mod merge;
mod name;
mod names;
mod order;
mod origin;
mod pieces;
mod report;
mod segment;
mod table;
mod units;
mod vocabulary;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::clinical::{Analyte, Analytes, Sex, Unit};
use crate::words::page::UnreadWords;
use collect::Collector;
pub use field::{Typed, field};
use lexicon::Lexicon;
pub use report::{Printed, PrintoutReading, Unread};

/// A value with the analyte that it is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What was measured.
    pub analyte: Analyte,
    /// The number as printed, with its comparator.
    pub value: String,
    /// The unit; nothing where none is printed.
    pub unit: Option<Unit>,
    /// Number and unit as printed, where the unit differs by powers of ten and `value` was moved by them.
    pub printed: Option<String>,
    /// The day printed with the value, as 2026-11-22.
    pub date: Option<String>,
    /// The control printed with a prothrombin time, in seconds.
    pub control: Option<String>,
    /// The text that it was read from; where the same is printed twice, both texts.
    pub source: String,
}

/// A piece of text that was not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ignored {
    /// The text.
    pub text: String,
    /// Why it was not read.
    pub why: Why,
}

/// What a printout says, each piece of it in one of four lists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printout {
    /// Each analyte once.
    pub found: Vec<Found>,
    /// Values that look like another unit or another test; each analyte once, and in no other list.
    pub doubtful: Vec<Found>,
    /// Analytes printed more than once, and not the same each time: no field can be filled with one of them.
    pub conflicting: Vec<Found>,
    /// Pieces of text that were not read.
    pub ignored: Vec<Ignored>,
    /// Age in years, from the head of the report.
    pub age: Option<u16>,
    /// Sex, from the head of the report.
    pub sex: Option<Sex>,
}

/// Why a piece of text was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Why {
    /// A part of the line is not understood.
    Unexplained,
    /// A heading, or the head of the report: there is no value to read.
    Head,
    /// Another test.
    OtherTest,
    /// It stands below a heading that is not understood.
    Heading,
    /// Another specimen than blood.
    Specimen,
    /// Another day.
    Day,
    /// Another person.
    Person,
    /// No result is printed.
    NoValue,
    /// The unit is not one of this analyte.
    Unit,
    /// A unit would say what is meant.
    NoUnit,
    /// More than one value, such as a course.
    Several,
    /// A range, and no value.
    Range,
    /// A limit that may be a target or a reference.
    Limit,
    /// A number that can be read in two ways.
    TwoWays,
    /// A day that can be read in two ways, or that contradicts its column.
    Date,
    /// It does not fit the columns of the table.
    Table,
    /// It goes on in the next line, or begins in the one before.
    GoesOn,
    /// The same analyte stands in a part that was not read.
    NamedAgain,
    /// A newer day stands beside it.
    Older,
    /// The value is impossible, and no unit is printed.
    Impossible,
}

impl Why {
    /// The names in the public contract.
    pub const NAMES: [(&'static str, Why); 20] = [
        ("unexplained", Why::Unexplained),
        ("head", Why::Head),
        ("other-test", Why::OtherTest),
        ("heading", Why::Heading),
        ("specimen", Why::Specimen),
        ("day", Why::Day),
        ("person", Why::Person),
        ("no-value", Why::NoValue),
        ("unit", Why::Unit),
        ("no-unit", Why::NoUnit),
        ("several", Why::Several),
        ("range", Why::Range),
        ("limit", Why::Limit),
        ("two-ways", Why::TwoWays),
        ("date", Why::Date),
        ("table", Why::Table),
        ("goes-on", Why::GoesOn),
        ("named-again", Why::NamedAgain),
        ("older", Why::Older),
        ("impossible", Why::Impossible),
    ];

    /// The name in the public contract.
    pub fn key(self) -> &'static str {
        let found = Why::NAMES.iter().find(|(_, known)| *known == self);
        found.map_or("", |(name, _)| name)
    }

    /// The reason in a few words.
    pub fn in_words(self, words: &UnreadWords) -> &'static str {
        match self {
            Why::Unexplained => words.unexplained,
            Why::Head => words.head,
            Why::OtherTest => words.other_test,
            Why::Heading => words.heading,
            Why::Specimen => words.specimen,
            Why::Day => words.day,
            Why::Person => words.person,
            Why::NoValue => words.no_value,
            Why::Unit => words.unit,
            Why::NoUnit => words.no_unit,
            Why::Several => words.several,
            Why::Range => words.range,
            Why::Limit => words.limit,
            Why::TwoWays => words.two_ways,
            Why::Date => words.date,
            Why::Table => words.table,
            Why::GoesOn => words.goes_on,
            Why::NamedAgain => words.named_again,
            Why::Older => words.older,
            Why::Impossible => words.impossible,
        }
    }
}

/// [`field`] of the analyte of this token.
pub fn field_of(analyte: &str, text: &str) -> Typed {
    Analyte::from_token(analyte).map_or(Typed::Nothing, |analyte| field(analyte, text))
}

/// Reads a printout of any number of lines, for a form that has no other fields than every form has.
pub fn read(text: &str) -> Printout {
    read_with(text, Lexicon::usual())
}

/// The same for a form that asks for further analytes. They are read with their unit only: a share of the white cells
/// has the name of their count.
pub fn read_for(text: &str, further: Analytes) -> Printout {
    let usual = Analytes::OF_EVERY_FORM;
    let asked = usual.and(further);
    if asked == usual {
        return read(text);
    }
    read_with(text, &Lexicon::new(asked))
}

#[inline(never)]
fn read_with(text: &str, words: &Lexicon) -> Printout {
    let text = whole(text);
    let mut collector = Collector::new(words);
    for line in text.split(['\n', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
        collector.line(line);
    }
    collector.finish()
}

/// The text with one kind of line end.
fn whole(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}
