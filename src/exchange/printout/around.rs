//! What stands behind a value: flags, unit, reference, former value, control, day, method, code.

use time::Date;

use super::Why;
use super::lexicon::*;
use super::line::{among, chinese, letter};
use super::pieces::{day, flag, limit, number, range};
use super::segment::Parser;
use super::units::{self, Spelt};
use crate::clinical::{Analyte, Unit};

/// What stands around a value.
#[derive(Default)]
pub(super) struct Around {
    pub unit: Option<Spelt>,
    pub flagged: bool,
    pub referred: bool,
    /// The unit in the brackets of the reference.
    pub bracketed: Option<Unit>,
    /// A reference that is a limit and no interval.
    pub limited: bool,
    pub former: bool,
    pub method: bool,
    pub day: Option<Option<Date>>,
    pub control: Option<String>,
    /// The unit of another test is printed.
    pub foreign: bool,
    /// A limit can only be a reference, since there is no value or it has a column of its own.
    pub column: bool,
}

impl Parser<'_> {
    /// Everything that belongs to a row behind its value.
    pub fn around(&mut self, analyte: Option<Analyte>, around: &mut Around) -> Result<(), Why> {
        loop {
            let start = self.at;
            let parted = self.cells();
            let before = self.line.before(start);
            let apart = self.at > start
                || !before.is_alphanumeric()
                || (chinese(self.c()) && !before.is_ascii_digit());
            if self.ended() || among(",;、", self.c()) {
                return Ok(());
            }
            if self.c() == '.' && self.line.at(self.at + 1).is_whitespace() {
                return Ok(());
            }
            let place = self.at;
            if self.to(flag(self.line, self.words, place)) {
                // A laboratory flags in signs; "PLT <50 low" may be a rule in words.
                let worded = chinese(self.line.at(place)) || self.at > place + 2;
                around.flagged |= !worded || among("([*!", self.line.at(place));
                continue;
            }
            if let Some((date, end)) = day(self.line, self.at) {
                if around.day.replace(date).is_some() {
                    return Err(Why::Several);
                }
                self.at = end;
                continue;
            }
            if self.unit(analyte, around)?
                || self.reference(analyte, around, parted > 0 || around.column)
            {
                continue;
            }
            if self.former(analyte, around) || self.control(analyte, around) || self.method(around)
            {
                continue;
            }
            // The code of the laboratory, as in "134-144 01".
            let code =
                self.c() == '0' && self.line.digit(self.at + 1) && self.line.clear(self.at + 2);
            if code && around.referred {
                self.at += 2;
                continue;
            }
            if !apart {
                return Err(Why::Unexplained);
            }
            let numbers = self.line.digit(self.at) || among("<>≤≥", self.c());
            if numbers && !self.numbers_a_row() {
                return Err(Why::Several);
            }
            return Ok(());
        }
    }

    /// A unit; the same may be printed once more behind a reference.
    fn unit(&mut self, analyte: Option<Analyte>, around: &mut Around) -> Result<bool, Why> {
        if let Some((spelt, end)) =
            analyte.and_then(|analyte| units::unit(self.line, self.words, analyte, self.at))
        {
            if around.unit.is_some_and(|unit| unit != spelt) || around.foreign {
                return Err(Why::Several);
            }
            around.unit = Some(spelt);
            self.at = end;
            return Ok(true);
        }
        // What may be a name too, as K, is taken for the name that a row begins with.
        let Some(end) = units::other(self.line, self.words, self.at) else {
            return Ok(false);
        };
        if around.unit.is_some() {
            return Err(Why::Unit);
        }
        around.foreign = true;
        self.at = end;
        Ok(true)
    }

    /// A reference: an interval, or in brackets or a column of its own a limit.
    pub fn reference(
        &mut self,
        analyte: Option<Analyte>,
        around: &mut Around,
        column: bool,
    ) -> bool {
        let start = self.at;
        let bracket = self.over("([{");
        self.spaces();
        let worded = self.word(REFERENCE).is_some();
        self.spaces();
        self.over(":");
        self.spaces();
        let mut end = range(self.line, self.at, bracket || worded);
        if end.is_none() {
            let below = among("<≤", self.c()) && (around.unit.is_some() || column);
            let fair = bracket || worded || below || (column && around.unit.is_some());
            end = limit(self.line, self.at).filter(|_| fair);
            around.limited |= end.is_some();
        }
        let closed = self.to(end) && (!bracket || self.closed(analyte, around));
        if !closed || around.referred {
            self.at = start;
            return false;
        }
        around.referred = true;
        true
    }

    /// A closing bracket, perhaps behind a unit.
    fn closed(&mut self, analyte: Option<Analyte>, around: &mut Around) -> bool {
        self.spaces();
        let unit = analyte
            .and_then(|analyte| units::unit(self.line, self.words, analyte, self.at))
            .map(|(spelt, _)| spelt.unit);
        around.bracketed = unit.or(around.bracketed);
        self.to(units::other(self.line, self.words, self.at));
        self.spaces();
        self.over(")]}")
    }

    /// A former value in brackets: "(baseline 0.9)".
    fn former(&mut self, analyte: Option<Analyte>, around: &mut Around) -> bool {
        let start = self.at;
        let found = !around.former && self.over("([") && {
            self.spaces();
            self.word(FORMER).is_some() && {
                self.spaces();
                self.over(":");
                self.spaces();
                let value = number(self.line, self.at, true).and_then(Result::ok);
                self.to(value.map(|value| value.end)) && {
                    self.spaces();
                    let unit = analyte
                        .and_then(|analyte| units::unit(self.line, self.words, analyte, self.at));
                    self.to(unit.map(|(_, end)| end));
                    self.spaces();
                    self.over(",");
                    self.spaces();
                    self.to(day(self.line, self.at).map(|(_, end)| end));
                    self.spaces();
                    self.over(")]")
                }
            }
        };
        around.former |= found;
        self.at = if found { self.at } else { start };
        found
    }

    /// The control of a prothrombin time: "(control 12.0 s)".
    fn control(&mut self, analyte: Option<Analyte>, around: &mut Around) -> bool {
        if analyte != Some(Analyte::ProthrombinTime) || around.control.is_some() {
            return false;
        }
        let start = self.at;
        let bracket = self.over("([");
        self.spaces();
        let worded = self.word(CONTROL).is_some();
        self.spaces();
        self.over(":");
        self.spaces();
        let value = number(self.line, self.at, true).and_then(Result::ok);
        let value = value.filter(|value| worded && !value.limit);
        self.to(value.map(|value| value.end));
        self.spaces();
        let unit = units::unit(self.line, self.words, Analyte::ProthrombinTime, self.at);
        self.to(unit.map(|(_, end)| end));
        self.spaces();
        match value {
            Some(value) if !bracket || self.over(")]") => {
                around.control = Some(self.printed(value));
                true
            }
            _ => {
                self.at = start;
                false
            }
        }
    }

    fn method(&mut self, around: &mut Around) -> bool {
        let start = self.at;
        let bracket = self.over("([");
        self.spaces();
        let kinds = self.word(METHOD | BLOOD).filter(|_| !around.method);
        self.spaces();
        let found = kinds.is_some() && (!bracket || self.over(")]"));
        // "Serum" may begin the next row.
        let method = kinds.is_some_and(|kinds| kinds & METHOD != 0);
        let fair = found && (bracket || method || self.ended() || !letter(self.c()));
        around.method |= fair;
        self.at = if fair { self.at } else { start };
        fair
    }
}
