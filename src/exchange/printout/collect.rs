//! Line after line: what is found, what is not read and why, and what a later line takes back.

use super::head::{head, place};
use super::lexicon::{DAY, LATER, Lexicon, PERSON, SPECIMEN, TO_BLOOD};
use super::line::{Line, says_something};
use super::merge::{doubtful, impossible, merged};
use super::order::ordered;
use super::origin::{Looks, Origin, foreign, heading};
use super::segment::{Parser, Reading, Row, Said};
use super::table::Table;
use super::{Ignored, Printout, Why};
use crate::clinical::{Analyte, Analytes, Number, Sex};
use rust_decimal::Decimal;
use time::Date;

/// A note on a sample is not longer.
const NOTE: usize = 80;

/// A value, and where it stood.
pub(super) struct Taken {
    pub line: usize,
    pub reading: Reading,
    pub source: String,
}

/// What was read so far.
pub(super) struct Collector<'a> {
    words: &'a Lexicon,
    origin: Origin,
    table: Option<Table>,
    taken: Vec<Taken>,
    ignored: Vec<(usize, Ignored)>,
    /// Analytes, a bit each, with values that were not understood.
    named: Analytes,
    line: usize,
    /// How many values there were before the line above.
    above: usize,
    /// Where the block begins that a last line may speak of.
    block: usize,
    /// A line without values said that something is of elsewhere, and nothing followed it.
    pending: Option<Why>,
    /// The line above goes on in the next.
    unfinished: bool,
    /// The number of the last numbered row.
    numbered: Option<u32>,
    taken_on: Option<Date>,
    age: Option<u16>,
    sex: Option<Sex>,
    /// Two heads contradict each other.
    disagreed: bool,
    /// What the heads say of who the patient is.
    who: Vec<(String, String)>,
    /// Two heads are of two patients.
    two_people: bool,
}

/// What a text is, without what parts it from others.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | '|' | '、' | '，' | '；' | '｜')
    })
}

impl<'a> Collector<'a> {
    pub fn new(words: &'a Lexicon) -> Self {
        Collector {
            words,
            origin: Origin::default(),
            table: None,
            taken: Vec::new(),
            ignored: Vec::new(),
            named: Analytes::default(),
            line: 0,
            above: 0,
            block: 0,
            pending: None,
            unfinished: false,
            numbered: None,
            taken_on: None,
            age: None,
            sex: None,
            disagreed: false,
            who: Vec::new(),
            two_people: false,
        }
    }

    fn ignore(&mut self, text: &str, why: Why) {
        let text = trimmed(text);
        if says_something(text) {
            let text = text.to_owned();
            self.ignored.push((self.line, Ignored { text, why }));
        }
    }

    /// The values from one on are not read after all.
    fn take_back(&mut self, from: usize, why: Why) {
        let from = from.min(self.taken.len());
        for taken in self.taken.split_off(from) {
            let text = taken.source;
            self.ignored.push((taken.line, Ignored { text, why }));
        }
    }

    /// A heading ends the block above it.
    fn block_ends(&mut self) {
        if let Some(why) = self.pending.take() {
            self.take_back(self.block, why);
        }
        self.block = self.taken.len();
    }

    /// Takes in the next line.
    pub fn line(&mut self, text: &str) {
        self.line += 1;
        if !says_something(text) {
            // A line of marks may still end a course.
            if text.contains(['→', '⇒', '➔', '>', '↗', '↘', '~']) {
                self.take_back(self.above, Why::GoesOn);
            }
            self.above = self.taken.len();
            return;
        }
        let line = Line::new(text);
        let above = std::mem::replace(&mut self.above, self.taken.len());
        let unfinished = std::mem::take(&mut self.unfinished);
        if self.is_heading(text, &line) {
            return self.ignore(text, Why::Head);
        }
        let (rows, named) = self.rows(text, &line);
        match rows {
            Ok(rows) => {
                self.pending = None;
                let blocked = self.origin.blocked().or(unfinished.then_some(Why::GoesOn));
                if let Some(why) = blocked {
                    if !self.origin.elsewhere() {
                        self.named = self.named.and(named);
                    }
                    return self.ignore(text, why);
                }
                self.take(text, &line, rows);
            }
            Err(why) => self.not_understood(text, &line, (why, named), (above, unfinished)),
        }
    }

    /// Whether a line is a heading or belongs to the head of a report.
    fn is_heading(&mut self, text: &str, line: &Line) -> bool {
        if let Some(table) = Table::heading(text, line, self.words) {
            self.block_ends();
            self.origin.table();
            self.table = Some(table);
            return true;
        }
        if let Some(kinds) = heading(line, self.words) {
            self.block_ends();
            self.origin.heading(kinds);
            return true;
        }
        if self.taken.is_empty() && self.ignored.is_empty() && place(line, self.words) {
            return true;
        }
        let Some(head) = head(line, self.words) else {
            return false;
        };
        if head.blood {
            self.origin.heading(TO_BLOOD);
        }
        if head.dated {
            self.origin.not_understood();
            self.taken_on = head.taken;
        }
        for (key, text) in head.who {
            match self.who.iter().find(|(known, _)| *known == key) {
                Some((_, known)) => self.two_people |= *known != text,
                None if self.who.len() < 40 => self.who.push((key, text)),
                None => {}
            }
        }
        if self.origin.blocked().is_none() || head.dated && !self.origin.elsewhere() {
            let apart = |known: u16| head.age.map_or(0, |age| age.abs_diff(known));
            let apart = self.age.map_or(0, apart);
            self.disagreed |= apart > 0;
            // A birthday may stand between two reports of the same patient.
            self.two_people |= apart > 1;
            let other = head
                .sex
                .is_some_and(|sex| self.sex.is_some_and(|known| known != sex));
            self.disagreed |= other;
            self.two_people |= other;
            self.age = self.age.or(head.age);
            self.sex = self.sex.or(head.sex);
        }
        true
    }

    fn rows(&mut self, text: &str, line: &Line) -> (Result<Vec<Row>, Why>, Analytes) {
        if let Some(table) = &self.table
            && let Some(rows) = table.rows(text, line, self.words)
        {
            return match rows {
                Ok(rows) => (Ok(rows), Analytes::default()),
                Err((why, named)) => (Err(why), named),
            };
        }
        let mut parser = Parser::new(line, self.words);
        parser.numbered = self.numbered;
        let rows = parser.rows();
        let (named, numbered) = (parser.named, parser.numbered);
        self.numbered = numbered;
        (rows, named)
    }

    /// Takes the rows of a line that was understood.
    fn take(&mut self, text: &str, line: &Line, rows: Vec<Row>) {
        if rows.is_empty() {
            return self.ignore(text, Why::Head);
        }
        let ends: Vec<usize> = rows.iter().skip(1).map(|row| row.start).collect();
        for (number, row) in rows.into_iter().enumerate() {
            let end = ends.get(number).copied().unwrap_or(line.len());
            let source = trimmed(line.printed(row.start, end));
            match row.said {
                Said::Value(reading) => self.taken.push(Taken {
                    line: self.line,
                    reading: Reading {
                        day: reading.day.or(self.taken_on),
                        ..reading
                    },
                    source: source.to_owned(),
                }),
                Said::Nothing(why) => self.ignore(source, why),
            }
        }
    }

    /// A line that was not understood may be a heading, belong to the line above, or concern only itself.
    fn not_understood(
        &mut self,
        text: &str,
        line: &Line,
        (why, named): (Why, Analytes),
        (above, unfinished): (usize, bool),
    ) {
        let looks = Looks::of(line, self.words);
        let foreign = foreign(line, self.words);
        let bare = self.taken.get(above..).and_then(<[Taken]>::last);
        let bare = bare.is_some_and(|taken| taken.reading.unit.is_none());
        if looks.goes_on || (looks.word && bare) {
            self.take_back(above, Why::GoesOn);
        }
        // A note on the sample is on all that was measured in it; in a long text it may be a general remark.
        if looks.doubt && !looks.row {
            let from = if line.len() > NOTE { above } else { self.block };
            self.take_back(from, Why::GoesOn);
        }
        let blocked = self.origin.blocked();
        self.origin.foreign(foreign);
        let mut own = why;
        if foreign != 0 {
            own = self.origin.blocked().unwrap_or(why);
            if !looks.row {
                self.pending = self.origin.blocked();
            }
        } else if looks.only_name {
            self.unfinished = true;
            own = Why::NoValue;
        } else if looks.dated {
            self.origin.foreign(DAY);
            own = Why::Day;
        } else if !looks.row {
            self.origin.not_understood();
        }
        self.unfinished |= looks.unfinished || looks.value || (unfinished && looks.row);
        if looks.row {
            self.pending = None;
        }
        let elsewhere = match blocked {
            Some(_) => self.origin.elsewhere(),
            None => {
                foreign & (SPECIMEN | PERSON) != 0 || (foreign & DAY != 0 && foreign & LATER == 0)
            }
        };
        if !elsewhere {
            self.named = self.named.and(named).and(looks.names);
        }
        self.ignore(text, blocked.unwrap_or(own));
    }

    /// All that was read.
    pub fn finish(mut self) -> Printout {
        self.block_ends();
        // Nothing says which of them is meant.
        if self.two_people {
            self.take_back(0, Why::Person);
        }
        self.older_days();
        let named = self.named;
        let mut printout = Printout::default();
        let mut all: Vec<(usize, Decimal, Taken)> = Vec::new();
        for (number, taken) in std::mem::take(&mut self.taken).into_iter().enumerate() {
            let reading = &taken.reading;
            let again = named.has(reading.analyte);
            let why = if again {
                Some(Why::NamedAgain)
            } else {
                impossible(reading)
            };
            match why {
                Some(why) => {
                    let text = taken.source;
                    self.ignored.push((taken.line, Ignored { text, why }));
                }
                None => {
                    let value =
                        Number::parse(&reading.value).map_or(Decimal::ZERO, |number| number.value);
                    all.push((number, value, taken));
                }
            }
        }
        let all = merged(all);
        let of_each: Vec<Analyte> = all.iter().map(|found| found.analyte).collect();
        for found in all {
            let values = of_each.iter().filter(|one| **one == found.analyte);
            let list = if values.count() > 1 {
                &mut printout.conflicting
            } else if doubtful(&found) {
                &mut printout.doubtful
            } else {
                &mut printout.found
            };
            list.push(found);
        }
        let ignored = ordered(self.ignored, &|one, other| one.0 < other.0);
        printout.ignored = ignored.into_iter().map(|(_, ignored)| ignored).collect();
        if !self.disagreed {
            (printout.age, printout.sex) = (self.age, self.sex);
        }
        printout
    }

    /// Where values of several days are printed, only those of the newest are read.
    fn older_days(&mut self) {
        let days = || self.taken.iter().filter_map(|taken| taken.reading.day);
        let Some(newest) = days().max() else {
            return;
        };
        let (kept, older): (Vec<Taken>, Vec<Taken>) = std::mem::take(&mut self.taken)
            .into_iter()
            .partition(|taken| taken.reading.day.is_none_or(|day| day == newest));
        self.taken = kept;
        for taken in older {
            let (text, why) = (taken.source, Why::Older);
            self.ignored.push((taken.line, Ignored { text, why }));
        }
    }
}
