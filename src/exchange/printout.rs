//! Text pasted from a laboratory printout: which value belongs to which field.
//!
//! A wrong fill is far worse than a value that must be typed by hand. So a name counts only if it is the whole text
//! before the value, a value only if nothing about it is doubtful, and everything else is listed as not read.
//! Nothing is corrected or converted: a value that the field refuses is handed on as printed, and the field says why.

mod line;
mod names;

use crate::clinical::{Analyte, Unit};
use line::{Kind, Line, Token};
use names::Origin;

/// A value with the analyte that it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What was measured.
    pub analyte: Analyte,
    /// The number as printed, with its comparator.
    pub value: String,
    /// The unit; nothing where none is printed.
    pub unit: Option<Unit>,
    /// The text that it was read from; where the same is printed twice, both texts.
    pub source: String,
}

/// What a printout says, each piece of it in one of three lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printout {
    /// Each analyte once.
    pub found: Vec<Found>,
    /// Analytes printed more than once, and not the same each time: no field can be filled with one of them.
    pub conflicting: Vec<Found>,
    /// Pieces of text that were not read.
    pub ignored: Vec<String>,
}

/// The value and the unit in a text that was pasted into the field of an analyte, such as "2,4 mg/dl".
///
/// Nothing where the text is anything else than a value, or a value and a unit of this analyte.
#[inline(never)]
pub fn field(analyte: Analyte, text: &str) -> Option<(String, Option<Unit>)> {
    let line = Line::new(text);
    let tokens = line.tokens();
    let (number, rest) = tokens.split_first()?;
    let before = line.read(0, number.start);
    if number.kind != Kind::Number || !before.trim().is_empty() {
        return None;
    }
    let rest_text = line.read(number.end, line.len());
    let unit = match rest {
        [] if rest_text.trim().is_empty() => None,
        [_] => Some(names::unit(analyte, rest_text.trim())?),
        _ => return None,
    };
    Some((line.printed(number.start, number.end).to_owned(), unit))
}

/// Reads a printout of any number of lines.
#[inline(never)]
pub fn read(text: &str) -> Printout {
    let mut printout = Printout::default();
    let mut all: Vec<Found> = Vec::new();
    let mut elsewhere = false;
    for text in text.split([
        '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
    ]) {
        let line = Line::new(text);
        let tokens = line.tokens();
        let values = tokens.iter().any(|token| token.kind == Kind::Number);
        let origin = names::origin(&line.read(0, line.len()), values);
        match origin {
            Origin::ElsewhereFromHere => elsewhere = true,
            Origin::BloodFromHere => elsewhere = false,
            Origin::Elsewhere | Origin::Unsaid => {}
        }
        let rows = if elsewhere || origin != Origin::Unsaid {
            None
        } else {
            Rows::of(&line, &tokens)
        };
        let whole = Row {
            start: 0,
            reading: None,
        };
        let rows = rows.unwrap_or_else(|| vec![whole]);
        for (number, row) in rows.iter().enumerate() {
            let end = rows.get(number + 1).map_or(line.len(), |next| next.start);
            let source = line.printed(row.start, end);
            let source =
                source.trim_matches(|c: char| c.is_whitespace() || line::among(",;|、，；｜", c));
            match row.reading {
                Some((analyte, value, unit)) => {
                    let value = line.printed(value.start, value.end).to_owned();
                    let source = source.to_owned();
                    add(
                        &mut all,
                        Found {
                            analyte,
                            value,
                            unit,
                            source,
                        },
                    );
                }
                None if says_something(source) => printout.ignored.push(source.to_owned()),
                None => {}
            }
        }
    }
    for found in &all {
        let alone = all
            .iter()
            .filter(|other| other.analyte == found.analyte)
            .count()
            == 1;
        let list = if alone {
            &mut printout.found
        } else {
            &mut printout.conflicting
        };
        list.push(found.clone());
    }
    printout
}

/// Whether a piece of text is more than a rule or an arrow.
fn says_something(text: &str) -> bool {
    text.chars()
        .any(|c| c.is_ascii_alphanumeric() || (c > '\u{7f}' && !line::parts(c)))
}

/// Adds a value; the same value once more only adds its source.
fn add(all: &mut Vec<Found>, new: Found) {
    let same = |old: &&mut Found| {
        old.analyte == new.analyte && old.value == new.value && old.unit == new.unit
    };
    match all.iter_mut().find(same) {
        Some(old) => {
            old.source.push_str("; ");
            old.source.push_str(&new.source);
        }
        None => all.push(new),
    }
}

/// A value within a line.
type Reading = (Analyte, Token, Option<Unit>);

/// A name, a value and what stands behind it; it ends where the next begins.
struct Row {
    start: usize,
    reading: Option<Reading>,
}

/// Reads a line from left to right.
struct Rows<'a> {
    line: &'a Line<'a>,
    tokens: &'a [Token],
    /// The token that comes next.
    next: usize,
    /// Whether the line begins with the number of its row, so that more such numbers may follow.
    numbered: bool,
}

/// What stands behind a value.
struct Tail {
    unit: Option<Unit>,
    /// Whether the value can be relied on.
    sure: bool,
    /// Whether a comma or a semicolon parts it from what follows.
    parted: bool,
}

impl Rows<'_> {
    /// The rows of a line; nothing if the line may have another order than name and value.
    fn of(line: &Line, tokens: &[Token]) -> Option<Vec<Row>> {
        let mut rows = Rows {
            line,
            tokens,
            next: 0,
            numbered: false,
        };
        match rows.kind(0) {
            Some(Kind::Number) if rows.is_row_number(0) => rows.numbered = true,
            Some(Kind::Number | Kind::Range) => return None,
            _ => {}
        }
        let mut all = Vec::new();
        while rows.next < tokens.len() {
            // The first row has whatever stands at the beginning of the line.
            let first = rows.token(rows.next).filter(|_| !all.is_empty());
            let start = first.map_or(0, |token| token.start);
            let from = rows.next;
            let reading = rows.row()?;
            let mut read = (from..rows.next).filter_map(|place| rows.kind(place));
            let remark = !read.any(|kind| matches!(kind, Kind::Number | Kind::Range));
            // A remark behind something that was not read is one piece with it.
            if !remark || all.last().is_none_or(|row: &Row| row.reading.is_some()) {
                all.push(Row { start, reading });
            }
        }
        Some(all)
    }

    fn token(&self, place: usize) -> Option<Token> {
        self.tokens.get(place).copied()
    }

    fn kind(&self, place: usize) -> Option<Kind> {
        self.token(place).map(|token| token.kind)
    }

    fn text(&self, token: Token) -> String {
        self.line.read(token.start, token.end)
    }

    /// Whether the number of a row stands here: a small whole number with a name behind it.
    fn is_row_number(&self, place: usize) -> bool {
        let (Some(number), Some(name)) = (self.token(place), self.token(place + 1)) else {
            return false;
        };
        let digits = self.text(number);
        digits.len() <= 3
            && digits.bytes().all(|b| b.is_ascii_digit())
            && name.kind == Kind::Word
            && name.start > number.end
            && !like_unit(&self.text(name))
    }

    /// The words from the next token on. The name of a row ends at a number or a semicolon.
    fn words(&mut self) -> String {
        let from = self.next;
        while matches!(
            self.kind(self.next),
            Some(Kind::Word | Kind::Flag | Kind::Open | Kind::Comma)
        ) {
            self.next += 1;
        }
        match (self.token(from), self.token(self.next.saturating_sub(1))) {
            (Some(first), Some(last)) if self.next > from => self.line.read(first.start, last.end),
            _ => String::new(),
        }
    }

    /// The next row: outside, nothing if the line cannot be relied on; inside, nothing if the row is not read.
    fn row(&mut self) -> Option<Option<Reading>> {
        if self.numbered
            && self.kind(self.next) == Some(Kind::Number)
            && self.is_row_number(self.next)
        {
            self.next += 1;
        }
        let from = self.next;
        let name = names::name(&self.words());
        // A bracket, a dash, an arrow or a comma between name and value: the number may be something else.
        let direct = self.next > from && self.kind(self.next - 1) == Some(Kind::Word);
        let Some(value) = self.token(self.next) else {
            // A name at the end: the values may stand before the names.
            return if name.is_some() { None } else { Some(None) };
        };
        self.next += 1;
        match value.kind {
            Kind::Number => {}
            Kind::Stop if name.is_some() => return None,
            Kind::Stop => return Some(None),
            _ => {
                self.tail(None, value);
                return Some(None);
            }
        }
        let known = name.filter(|_| direct);
        let tail = self.tail(known, value);
        let Some((analyte, _)) = known else {
            return Some(None);
        };
        let negative = line::among(&self.text(value), '-');
        let signed = analyte == Analyte::ProthrombinProlongation;
        let mut sure = tail.sure && (signed || !negative);
        if tail.unit.is_none() && !tail.parted && self.kind(self.next) == Some(Kind::Word) {
            sure &= self.follows_fairly()?;
        }
        Some(sure.then_some((analyte, value, tail.unit)))
    }

    /// Whether the words behind a value without a unit are the next name and not an unknown unit or a remark; nothing
    /// if no value follows them, as where values stand before their names.
    fn follows_fairly(&mut self) -> Option<bool> {
        let from = self.next;
        let words = self.words();
        let (many, end) = (self.next - from > 1, self.kind(self.next));
        self.next = from;
        match end {
            Some(Kind::Number | Kind::Range) => Some(!many || names::name(&words).is_some()),
            _ => None,
        }
    }

    /// Goes over flags, unit and reference range behind a value.
    fn tail(&mut self, known: Option<(Analyte, Option<Unit>)>, value: Token) -> Tail {
        let mut tail = Tail {
            unit: known.and_then(|(_, unit)| unit),
            sure: true,
            parted: false,
        };
        let (mut measured, mut referred) = (tail.unit.is_some(), value.kind == Kind::Range);
        let compared = |token: Token| {
            self.line.at(token.start).is_ascii_digit() || self.line.at(token.start) == '-'
        };
        while let Some(token) = self.token(self.next) {
            match token.kind {
                Kind::Flag | Kind::Open => {}
                Kind::Comma | Kind::Stop => tail.parted = true,
                Kind::Range => {
                    tail.sure &= !referred;
                    referred = true;
                    // What stands behind the range is a remark or the next name, and no unit.
                    tail.parted = true;
                }
                Kind::Number
                    if (measured || referred) && self.numbered && self.is_row_number(self.next) =>
                {
                    break;
                }
                // "< 21" behind a plain value is its reference; any other number puts the value in doubt.
                Kind::Number => {
                    tail.sure &= !compared(token) && compared(value) && !referred;
                    referred = true;
                }
                Kind::Word => {
                    let text = self.text(token);
                    let own = known.and_then(|(analyte, _)| names::unit(analyte, &text));
                    if own.is_some() {
                        tail.sure &= tail.unit.is_none_or(|unit| Some(unit) == own);
                        tail.unit = own;
                    } else if !matches!(text.as_str(), "H" | "L" | "HH" | "LL") {
                        let glued = token.start == value.end;
                        if measured || !like_unit(&text) {
                            tail.sure &= !glued;
                            break;
                        }
                        tail.sure = false;
                    }
                    measured |= own.is_some() || like_unit(&text);
                }
            }
            self.next += 1;
        }
        tail
    }
}

/// Whether a word is a unit, known or not.
fn like_unit(text: &str) -> bool {
    text.contains(['/', '%', '^']) || names::is_unit(text)
}
