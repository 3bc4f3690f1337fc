//! What is typed or pasted into the field of an analyte, as a report prints it.

use super::lexicon::Lexicon;
use super::line::Line;
use super::pieces::{flag, number};
use super::units::{said, shifted};
use crate::clinical::{Analyte, Lab, Unit};
use serde::{Deserialize, Serialize};

/// What a text in a field says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Typed {
    /// A value, perhaps with its unit.
    Value {
        /// The number as printed, with its comparator.
        text: String,
        /// The unit, if one stands there.
        unit: Option<Unit>,
    },
    /// A value in another power of ten: what it would be, to be offered and never filled in.
    Hint {
        /// The number in the unit of the field.
        text: String,
        /// That unit.
        unit: Unit,
    },
    /// Neither.
    Nothing,
}

/// The value and the unit in a text of the field of an analyte, such as "2,4 mg/dl" or "87.2↑".
///
/// Nothing where the text is anything else than a value with a unit of this analyte and flags.
#[inline(never)]
pub fn field(analyte: Analyte, text: &str) -> Typed {
    let line = Line::new(text);
    // No value is as long as that.
    if line.len() > 60 {
        return Typed::Nothing;
    }
    read(analyte, &line).unwrap_or(Typed::Nothing)
}

fn read(analyte: Analyte, line: &Line) -> Option<Typed> {
    let words = Lexicon::usual();
    let blank = |mut place: usize| {
        while place < line.len() && line.at(place).is_whitespace() {
            place += 1;
        }
        place
    };
    let start = blank(0);
    let value = number(line, start, false)?.ok()?;
    let text = line.printed(value.start, value.end).to_owned();
    let mut unit = None;
    let mut place = blank(value.end);
    while place < line.len() {
        if let Some(end) = flag(line, words, place).filter(|_| !matches!(line.at(place), '(' | '['))
        {
            place = blank(end);
            continue;
        }
        let (found, end) = said(line, words, analyte, place).filter(|_| unit.is_none())?;
        unit = Some(found);
        place = blank(end);
    }
    let power = unit.map_or(0, |unit| unit.power);
    if power != 0 {
        let (text, unit) = (shifted(&text, power), unit?.unit);
        return Some(Typed::Hint { text, unit });
    }
    let unit = unit.map(|unit| unit.unit);
    if analyte == Analyte::Platelets && unit.is_none() {
        return Some(platelets(text));
    }
    Some(Typed::Value { text, unit })
}

/// Platelets without a unit: tens of thousands can only be counted per microlitre.
fn platelets(text: String) -> Typed {
    let unit = Unit::GigaPerL;
    let moved = shifted(&text, -3);
    let fits = |text: &str| Lab::parse(Analyte::Platelets, text, unit).is_ok();
    if !fits(&text) && fits(&moved) {
        return Typed::Hint { text: moved, unit };
    }
    Typed::Value { text, unit: None }
}
