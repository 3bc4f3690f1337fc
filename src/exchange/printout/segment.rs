//! The grammar of a line: rows of name · value · flag · unit · reference · former value · method · code, one behind the
//! other or parted by commas and the like. A line is read if all of it is such rows; otherwise nothing of it is.

use rust_decimal::prelude::ToPrimitive;
use time::Date;

use super::Why;
use super::around::Around;
use super::lexicon::*;
use super::line::{Line, among, chinese, letter};
use super::name::Name;
use super::pieces::{Printed, day, number};
use super::units::{self, shifted};
use crate::clinical::{Analyte, Analytes, Unit};

/// A value as read.
#[derive(Debug)]
pub(super) struct Reading {
    pub analyte: Analyte,
    pub value: String,
    pub unit: Option<Unit>,
    /// The spelling, where the value had to be moved by powers of ten.
    pub printed: Option<String>,
    pub day: Option<Date>,
    pub control: Option<String>,
}

/// What a row says.
#[derive(Debug)]
pub(super) enum Said {
    Value(Reading),
    /// It is understood, but no value is taken from it.
    Nothing(Why),
}

/// A row, from where the one before ended.
pub(super) struct Row {
    pub start: usize,
    pub said: Said,
}

/// Reads a line from left to right.
pub(super) struct Parser<'a> {
    pub line: &'a Line<'a>,
    pub words: &'a Lexicon,
    pub at: usize,
    /// Whether commas part columns.
    pub columns: bool,
    /// The analytes whose names were met, a bit each.
    pub named: Analytes,
    /// The number of the last row that had one.
    pub numbered: Option<u32>,
}

impl<'a> Parser<'a> {
    pub fn new(line: &'a Line<'a>, words: &'a Lexicon) -> Self {
        Parser {
            line,
            words,
            at: 0,
            columns: false,
            named: Analytes::default(),
            numbered: None,
        }
    }

    pub fn c(&self) -> char {
        self.line.at(self.at)
    }

    pub fn ended(&self) -> bool {
        self.at >= self.line.len()
    }

    pub fn spaces(&mut self) {
        self.at = self.line.spaces(self.at);
    }

    /// Goes over a character if it is one of these.
    pub fn over(&mut self, characters: &str) -> bool {
        let found = !self.ended() && among(characters, self.c());
        self.at += usize::from(found);
        found
    }

    /// Goes over a word of these kinds.
    pub fn word(&mut self, kinds: Kinds) -> Option<Kinds> {
        let (found, end) = self.words.at(self.line, self.at, kinds)?;
        self.at = end;
        Some(found)
    }

    pub fn to(&mut self, end: Option<usize>) -> bool {
        self.at = end.unwrap_or(self.at);
        end.is_some()
    }

    pub fn printed(&self, number: Printed) -> String {
        self.line.printed(number.start, number.end).to_owned()
    }

    /// Spaces and what parts columns; how many columns were parted.
    pub fn cells(&mut self) -> usize {
        let mut parted = 0;
        loop {
            self.spaces();
            let comma = self.columns && self.c() == ',';
            if self.over("\t|") {
                parted += 1;
            } else if comma {
                self.at += 1;
                parted += 1;
            } else {
                return parted;
            }
        }
    }

    /// Marks that may stand before a row or part two.
    fn separators(&mut self) -> bool {
        let start = self.at;
        loop {
            self.spaces();
            let stop = self.c() == '.' && self.line.at(self.at + 1).is_whitespace();
            if stop {
                self.at += 1;
            } else if !self.over("\t|,;、\"") {
                return self.at > start;
            }
        }
    }

    /// The rows of the whole line.
    pub fn rows(&mut self) -> Result<Vec<Row>, Why> {
        let mut rows = Vec::new();
        let (mut fluid, mut bare) = (false, true);
        self.separators();
        // What some put before each line of a list.
        let bullet = self.at;
        if self.over("-•·*●■□◆※")
            && !self.c().is_whitespace()
            && !letter(self.c())
            && !chinese(self.c())
        {
            self.at = bullet;
        }
        self.leads(true);
        loop {
            self.separators();
            if self.ended() {
                // That word alone is a heading.
                return if fluid && bare && rows.is_empty() {
                    Err(Why::Specimen)
                } else {
                    Ok(rows)
                };
            }
            if !rows.is_empty() && self.word(AND).is_some() {
                self.spaces();
            }
            if let Some((of_fluid, more)) = self.finding() {
                fluid |= of_fluid;
                bare &= !more;
                continue;
            }
            self.leads(false);
            // "Ascites, albumin 8": what follows is not of blood.
            if fluid {
                return Err(Why::Specimen);
            }
            let start = rows.last().map_or(0, |_| self.at);
            let said = self.row()?;
            self.spaces();
            let empty = matches!(said, Said::Nothing(Why::NoValue));
            // The next name may be another one of the same row.
            if empty && !self.ended() && !among(",;.、", self.c()) {
                return Err(Why::Unexplained);
            }
            rows.push(Row { start, said });
        }
    }

    /// Words of headings before a row. At the beginning of a line the heads of columns may stand there too.
    fn leads(&mut self, first: bool) {
        let kinds = if first {
            LEAD | H_NAME | H_RESULT | H_UNIT | H_FLAG | H_DAY
        } else {
            LEAD
        };
        let start = self.at;
        let mut any = false;
        loop {
            self.spaces();
            let name = self.words.longest(self.line, self.at, ANALYTES | OTHER);
            let word = self.words.at(self.line, self.at, kinds);
            // "凝血" is a heading, and the beginning of a name.
            let Some((_, end)) = word.filter(|(_, end)| name.is_none_or(|(_, name)| name < *end))
            else {
                break;
            };
            self.at = end;
            any = true;
        }
        let colon = any && self.over(":");
        // In the midst of a line, only with a colon.
        if !any || !(colon || first) {
            self.at = start;
        }
    }

    /// Goes over words of a finding up to a mark; whether it is of ascites, and whether it is more than that word.
    fn finding(&mut self) -> Option<(bool, bool)> {
        let start = self.at;
        let (mut fluid, mut more, mut none) = (false, false, false);
        loop {
            self.spaces();
            let Some(kinds) = self.word(FINDING | FLUID | NOT) else {
                break;
            };
            fluid |= kinds & FLUID != 0;
            more |= kinds & FLUID == 0;
            none |= kinds & NOT != 0;
            if self.c() == ':' && self.at + 1 < self.line.len() {
                self.at += 1;
            }
        }
        if (fluid || more) && (self.ended() || among(",;.、", self.c())) {
            return Some((fluid && !none, more));
        }
        self.at = start;
        None
    }

    /// The number of a row with its name behind it.
    pub fn row_number(&mut self) {
        let mut end = self.at;
        while self.line.digit(end) && end < self.at + 4 {
            end += 1;
        }
        let value: Option<u32> = self.line.printed(self.at, end).parse().ok();
        let marked = among(".)、", self.line.at(end));
        let apart = self.line.at(end).is_whitespace() || self.line.at(end) == '|';
        let follows = value.is_some_and(|value| value == self.numbered.unwrap_or(0) + 1);
        let tabbed = among("\t|", self.line.at(end));
        if value.is_none() || self.line.digit(end) || !(marked || (apart && (follows || tabbed))) {
            return;
        }
        let mut name = end + usize::from(marked);
        while name < self.line.len()
            && (self.line.at(name).is_whitespace() || self.line.at(name) == '|')
        {
            name += 1;
        }
        let begins = |c: char| letter(c) || chinese(c) || among("*★☆▲△●◆", c);
        if begins(self.line.at(name)) {
            self.at = name;
            self.numbered = value;
        }
    }

    /// A row: it ends before what is no part of it.
    fn row(&mut self) -> Result<Said, Why> {
        self.row_number();
        let name = self.name().ok_or(Why::Unexplained)?;
        self.spaces();
        // "=>" is an arrow.
        if !among("<>=", self.line.at(self.at + 1)) {
            self.over(":=");
        }
        // Columns parted by commas: the first comma shows it.
        let behind = !self.line.before(self.at).is_whitespace();
        if self.c() == ',' && behind && !self.line.at(self.at + 1).is_whitespace() {
            self.columns = true;
        }
        let parted = self.cells();
        if self.ended() {
            return Err(Why::NoValue);
        }
        let mut around = Around {
            unit: name.unit,
            ..Around::default()
        };
        let empty = parted > 1 || self.to(self.line.no_result(self.words, self.at));
        let bracket = among("([{", self.c());
        if empty
            || self.unit_without_value(name)
            || (bracket && self.reference(name.analyte, &mut around, true))
        {
            around.column = true;
            self.around(name.analyte, &mut around)?;
            return Ok(Said::Nothing(Why::NoValue));
        }
        if day(self.line, self.at).is_some() {
            return Err(Why::NoValue);
        }
        if self.c() == '*' && self.line.digit(self.at + 1) {
            self.at += 1;
        }
        if let Some(said) = self.time_and_control(name)? {
            return Ok(said);
        }
        let value = number(self.line, self.at, self.columns).unwrap_or(Err(Why::Unexplained))?;
        self.at = value.end;
        self.around(name.analyte, &mut around)?;
        self.reading(name, value, around)
    }

    /// A unit in the place of the value: the column of the result is empty, or the columns have another order.
    fn unit_without_value(&mut self, name: Name) -> bool {
        let unit = name
            .analyte
            .and_then(|analyte| units::unit(self.line, self.words, analyte, self.at));
        let end = unit
            .map(|(_, end)| end)
            .or_else(|| units::other(self.line, self.words, self.at));
        name.unit.is_none() && self.to(end)
    }

    /// "PT 18.5/12.0 s": the time and its control.
    fn time_and_control(&mut self, name: Name) -> Result<Option<Said>, Why> {
        if name.analyte != Some(Analyte::ProthrombinTime) {
            return Ok(None);
        }
        let start = self.at;
        let mut middle = start;
        while self.line.digit(middle)
            || (self.line.at(middle) == '.' && self.line.digit(middle + 1))
        {
            middle += 1;
        }
        let Some(Ok(control)) = (self.line.at(middle) == '/')
            .then(|| number(self.line, middle + 1, true))
            .flatten()
        else {
            return Ok(None);
        };
        let value = Printed {
            start,
            end: middle,
            limit: false,
        };
        self.at = control.end;
        let mut around = Around {
            unit: name.unit,
            ..Around::default()
        };
        self.around(name.analyte, &mut around)?;
        let seconds = |printed| crate::clinical::Number::parse(&self.printed(printed)).ok();
        // Behind the slash an INR, a PTT or per cent may stand too.
        let plain = seconds(control).is_some_and(|control| {
            (8..=16).contains(&control.value.trunc().to_i64().unwrap_or_default())
        });
        if seconds(value).is_none() || !plain {
            return Err(Why::TwoWays);
        }
        around.control = Some(self.printed(control));
        self.reading(name, value, around).map(Some)
    }

    /// What a row says whose pieces are all understood.
    pub fn reading(&mut self, name: Name, value: Printed, around: Around) -> Result<Said, Why> {
        let nothing = |why| Ok(Said::Nothing(why));
        let Some(analyte) = name.analyte else {
            return nothing(Why::OtherTest);
        };
        let text = self.printed(value);
        if around.foreign {
            return nothing(Why::Unit);
        }
        // "INR1" may be the first of two.
        if name.glued && around.unit.is_none() && !text.contains('.') {
            return Err(Why::Unexplained);
        }
        if value.limit && around.limited {
            return nothing(Why::Limit);
        }
        // A limit with nothing that shows a result may be a target, or the reference of an empty column.
        if value.limit && !(around.flagged || around.referred) {
            return nothing(Why::Limit);
        }
        let signed = analyte == Analyte::ProthrombinProlongation;
        if self.line.at(value.start) == '-' && !signed {
            return nothing(Why::TwoWays);
        }
        let unit = around.unit.map(|spelt| spelt.unit);
        // Seconds, per cent or a ratio, and a count or a share: the unit says which.
        let by_unit = analyte == Analyte::ProthrombinTime || !analyte.in_every_form();
        if unit.is_none() && by_unit {
            return nothing(Why::NoUnit);
        }
        let digits = text.chars().filter(char::is_ascii_digit).count();
        // "Albumin 2 (28-35 g/L)": points of a score.
        let other = match unit {
            Some(unit) => around.bracketed.is_some_and(|other| other != unit),
            None => around.bracketed.is_some() && digits < 2,
        };
        if other {
            return nothing(Why::TwoWays);
        }
        // "PLT 2": units given, points of a score, or 2 in another power of ten.
        if unit.is_none() && analyte == Analyte::Platelets && digits < 2 {
            return nothing(Why::NoUnit);
        }
        let mut day = None;
        if let Some(printed) = around.day {
            if printed.is_none() {
                return nothing(Why::Date);
            }
            day = printed;
        }
        let power = around.unit.map_or(0, |spelt| spelt.power);
        let printed =
            (power != 0).then(|| self.line.printed(value.start, self.at).trim().to_owned());
        Ok(Said::Value(Reading {
            analyte,
            value: shifted(&text, power),
            unit,
            printed,
            day,
            control: around.control,
        }))
    }

    /// Whether the number here is that of the next row.
    pub fn numbers_a_row(&mut self) -> bool {
        let (at, numbered) = (self.at, self.numbered);
        self.row_number();
        let found = self.at > at && numbered.is_some();
        (self.at, self.numbered) = (at, numbered);
        found
    }
}
