//! The grammar of a line: rows of name · value · flag · unit · reference · former value · method · code, one behind the
//! other or parted by commas and the like. A line is read if all of it is such rows; otherwise nothing of it is.

use time::Date;

use super::Why;
use super::lexicon::*;
use super::line::{Line, among, chinese, letter};
use super::pieces::{Printed, day, flag, limit, number, range};
use super::units::{self, Spelt, shifted};
use crate::clinical::{Analyte, Unit};

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

/// The name of a row.
#[derive(Clone, Copy)]
pub(super) struct Name {
    /// Nothing for another test.
    pub analyte: Option<Analyte>,
    pub unit: Option<Spelt>,
    /// A digit stands right behind it.
    pub glued: bool,
}

/// What stands around a value.
#[derive(Default)]
pub(super) struct Around {
    pub unit: Option<Spelt>,
    pub flagged: bool,
    pub referred: bool,
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

/// Reads a line from left to right.
pub(super) struct Parser<'a> {
    pub line: &'a Line<'a>,
    pub words: &'a Lexicon,
    pub at: usize,
    /// Whether commas part columns.
    pub columns: bool,
    /// The analytes whose names were met, a bit each.
    pub named: Kinds,
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
            named: 0,
            numbered: None,
        }
    }

    fn c(&self) -> char {
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

    fn to(&mut self, end: Option<usize>) -> bool {
        self.at = end.unwrap_or(self.at);
        end.is_some()
    }

    pub fn printed(&self, number: Printed) -> String {
        self.line.printed(number.start, number.end).to_owned()
    }

    /// Spaces and what parts columns; how many columns were parted.
    fn cells(&mut self) -> usize {
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
        let mut fluid = false;
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
                return Ok(rows);
            }
            if !rows.is_empty() && self.word(AND).is_some() {
                self.spaces();
            }
            if let Some(of_fluid) = self.finding() {
                fluid |= of_fluid;
                continue;
            }
            self.leads(false);
            // "Ascites, albumin 8": what follows is not of blood.
            if fluid {
                return Err(Why::Specimen);
            }
            let start = rows.last().map_or(0, |_| self.at);
            let said = self.row()?;
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

    /// Goes over words of a finding up to a mark; whether it speaks of ascites.
    fn finding(&mut self) -> Option<bool> {
        let start = self.at;
        let mut found = 0;
        loop {
            self.spaces();
            match self.word(FINDING | FLUID) {
                Some(kinds) => found |= kinds,
                None => break,
            }
        }
        if found != 0 && (self.ended() || among(",;.、", self.c())) {
            return Some(found & FLUID != 0);
        }
        self.at = start;
        None
    }

    /// The number of a row with its name behind it.
    fn row_number(&mut self) {
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
        self.over(":=");
        // Columns parted by commas: the first comma shows it.
        if self.c() == ',' && !self.line.at(self.at + 1).is_whitespace() {
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
        if empty || self.unit_without_value(name) || (bracket && self.reference(&mut around, true))
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
            .and_then(|analyte| units::unit(self.line, analyte, self.at));
        let end = unit
            .map(|(_, end)| end)
            .or_else(|| units::other(self.line, self.at));
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
        around.control = Some(self.printed(control));
        if crate::clinical::Number::parse(&self.printed(value)).is_err() {
            return Err(Why::TwoWays);
        }
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
        // Seconds, per cent or a ratio: the unit says which.
        if unit.is_none() && analyte == Analyte::ProthrombinTime {
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

    /// The name of a row, with other names of the same test, methods and a unit in brackets behind it.
    pub fn name(&mut self) -> Option<Name> {
        let start = self.at;
        while self.over("*★☆▲△●◆※\"") {}
        self.spaces();
        let Some((kinds, end)) = self.words.longest(self.line, self.at, ANALYTES | OTHER) else {
            self.at = start;
            return None;
        };
        self.at = end;
        let number = (kinds & ANALYTES).trailing_zeros() as usize;
        let mut analyte = Analyte::ALL.get(number).copied();
        let mut unit = None;
        let mut glued = self.line.digit(self.at) && letter(self.line.before(self.at));
        while !glued {
            let back = self.at;
            while self.over("*★☆▲△●◆※\"") {}
            self.spaces();
            let parted = self.over("\t|");
            self.spaces();
            let found = match self.c() {
                '(' | '[' | '{' if !parted => self.name_in_brackets(&mut analyte, &mut unit),
                '-' | ',' => {
                    self.at += 1;
                    self.spaces();
                    self.word(BLOOD).is_some()
                }
                _ if self.word(SUFFIX | BLOOD).is_some() => true,
                '/' => {
                    self.at + 1 < self.line.len() && {
                        self.at += 1;
                        chinese(self.line.before(back)) && self.alias(analyte)
                    }
                }
                _ => self.alias(analyte),
            };
            if !found {
                self.at = back;
                while self.over("*★☆▲△●◆※\"") {}
                break;
            }
            glued = self.line.digit(self.at) && letter(self.line.before(self.at));
        }
        if let Some(analyte) = analyte {
            self.named |= 1
                << Analyte::ALL
                    .iter()
                    .position(|other| *other == analyte)
                    .unwrap_or(0);
        }
        Some(Name {
            analyte,
            unit,
            glued,
        })
    }

    /// Another name of the same test.
    fn alias(&mut self, analyte: Option<Analyte>) -> bool {
        let found = self.words.longest(self.line, self.at, ANALYTES | OTHER);
        found.is_some_and(|(kinds, end)| {
            let number = (kinds & ANALYTES).trailing_zeros() as usize;
            let same = Analyte::ALL.get(number).copied() == analyte;
            // The next row of other tests is no second name.
            let fair = analyte.is_some()
                || self.line.before(self.at) == '('
                || !self.line.before(self.at).is_whitespace();
            same && fair && self.to(Some(end))
        })
    }

    fn name_in_brackets(
        &mut self,
        analyte: &mut Option<Analyte>,
        unit: &mut Option<Spelt>,
    ) -> bool {
        self.at += 1;
        self.spaces();
        let per_cent = self.c() == '%' && among(")]}", self.line.at(self.at + 1));
        if *analyte == Some(Analyte::ProthrombinTime) && per_cent {
            *analyte = Some(Analyte::ProthrombinActivity);
        }
        let found = if self.alias(*analyte) || self.word(METHOD | BLOOD).is_some() {
            true
        } else if let Some(analyte) = *analyte {
            let found = units::unit(self.line, analyte, self.at).filter(|_| unit.is_none());
            *unit = found.map(|(unit, _)| unit).or(*unit);
            self.to(found.map(|(_, end)| end))
        } else {
            self.to(units::other(self.line, self.at))
        };
        self.spaces();
        found && self.over(")]}")
    }

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
            if self.to(flag(self.line, self.words, self.at)) {
                around.flagged = true;
                continue;
            }
            if let Some((date, end)) = day(self.line, self.at) {
                if around.day.replace(date).is_some() {
                    return Err(Why::Several);
                }
                self.at = end;
                continue;
            }
            if self.unit(analyte, around)? || self.reference(around, parted > 0 || around.column) {
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

    fn numbers_a_row(&mut self) -> bool {
        let (at, numbered) = (self.at, self.numbered);
        self.row_number();
        let found = self.at > at && numbered.is_some();
        (self.at, self.numbered) = (at, numbered);
        found
    }

    /// A unit; the same may be printed once more behind a reference.
    fn unit(&mut self, analyte: Option<Analyte>, around: &mut Around) -> Result<bool, Why> {
        if let Some((spelt, end)) =
            analyte.and_then(|analyte| units::unit(self.line, analyte, self.at))
        {
            if around.unit.is_some_and(|unit| unit != spelt) || around.foreign {
                return Err(Why::Several);
            }
            around.unit = Some(spelt);
            self.at = end;
            return Ok(true);
        }
        // What may be a name too, as K, is taken for the name that a row begins with.
        let Some(end) = units::other(self.line, self.at) else {
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
    fn reference(&mut self, around: &mut Around, column: bool) -> bool {
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
        let closed = self.to(end) && (!bracket || self.closed());
        if !closed || around.referred {
            self.at = start;
            return false;
        }
        around.referred = true;
        true
    }

    /// A closing bracket, perhaps behind a unit.
    fn closed(&mut self) -> bool {
        self.spaces();
        self.to(units::other(self.line, self.at));
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
                    let unit = analyte.and_then(|analyte| units::unit(self.line, analyte, self.at));
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
        let unit = units::unit(self.line, Analyte::ProthrombinTime, self.at);
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
        let found = !around.method && self.word(METHOD | BLOOD).is_some();
        self.spaces();
        let found = found && (!bracket || self.over(")]"));
        // "Serum" may begin the next row.
        let fair = found && (bracket || self.ended() || !letter(self.c()));
        around.method |= fair;
        self.at = if fair { self.at } else { start };
        fair
    }
}
