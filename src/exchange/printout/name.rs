//! The name of a row, with whatever reports put behind it: other names, the method, the specimen, the unit.

use super::lexicon::{self, *};
use super::line::{among, chinese, letter};
use super::segment::Parser;
use super::units::{self, Spelt};
use crate::clinical::Analyte;

/// The name of a row.
#[derive(Clone, Copy)]
pub(super) struct Name {
    /// Nothing for another test.
    pub analyte: Option<Analyte>,
    pub unit: Option<Spelt>,
    /// A digit stands right behind it.
    pub glued: bool,
}

impl Parser<'_> {
    /// The name of a row, with other names of the same test, methods and a unit in brackets behind it.
    pub fn name(&mut self) -> Option<Name> {
        let start = self.at;
        while self.over("*★☆▲△●◆※\"") {}
        self.spaces();
        let Some((kinds, end)) = self.words.longest(self.line, self.at, ANALYTES | OTHER) else {
            self.at = start;
            return None;
        };
        // "Na +10" is a change, "Na+ 131" the ion.
        let plus = self.line.before(end) == '+' && self.line.before(end - 1).is_whitespace();
        if plus && self.line.digit(self.line.spaces(end)) {
            self.at = start;
            return None;
        }
        self.at = end;
        let mut analyte = lexicon::analyte(kinds);
        let mut unit = None;
        // "Alb." and "I.N.R."
        if letter(self.line.before(self.at)) && self.line.at(self.at + 1).is_whitespace() {
            self.over(".");
        }
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
            self.named = self.named.with(analyte);
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
            let same = lexicon::analyte(kinds) == analyte;
            // The next of several other tests is no second name, unless it is Chinese beside an abbreviation.
            let before = self.line.before(self.at);
            let mut last = self.at;
            while last > 0 && self.line.before(last).is_whitespace() {
                last -= 1;
            }
            let translated = chinese(self.c()) != chinese(self.line.before(last));
            let fair = analyte.is_some() || translated || !before.is_whitespace();
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
            let found =
                units::unit(self.line, self.words, analyte, self.at).filter(|_| unit.is_none());
            *unit = found.map(|(unit, _)| unit).or(*unit);
            self.to(found.map(|(_, end)| end))
        } else {
            self.to(units::other(self.line, self.words, self.at))
        };
        self.spaces();
        found && self.over(")]}")
    }
}
