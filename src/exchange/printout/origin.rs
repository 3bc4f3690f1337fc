//! Where the values below a heading come from. What is not known to be the patient's blood of today leaves the block
//! unread, until a heading ends it.

use super::Why;
use super::lexicon::*;
use super::line::{Line, among, chinese, letter};
use super::pieces::{day, number, range};
use super::segment::Parser;
use super::units;
use crate::clinical::Analytes;

/// What the headings so far say.
#[derive(Default)]
pub(super) struct Origin {
    specimen: bool,
    day: bool,
    /// A later day than that of what stands above.
    later: bool,
    person: bool,
    /// A heading that is not understood.
    unknown: bool,
}

impl Origin {
    /// Why the values of this block are not read.
    pub fn blocked(&self) -> Option<Why> {
        [
            (self.person, Why::Person),
            (self.specimen, Why::Specimen),
            (self.day || self.later, Why::Day),
            (self.unknown, Why::Heading),
        ]
        .into_iter()
        .find_map(|(blocked, why)| blocked.then_some(why))
    }

    /// Whether it is known that the values are others than those asked for, and no newer ones.
    pub fn elsewhere(&self) -> bool {
        self.person || self.specimen || self.day
    }

    /// A heading that is understood, with its kinds.
    pub fn heading(&mut self, kinds: Kinds) {
        self.unknown = false;
        self.specimen &= kinds & TO_BLOOD == 0;
        self.day &= kinds & TO_TODAY == 0;
        self.later &= kinds & TO_TODAY == 0;
        self.person &= kinds & TO_PATIENT == 0;
    }

    /// The heading of a table says nothing of where its values come from, but ends what was not understood.
    pub fn table(&mut self) {
        self.unknown = false;
    }

    pub fn not_understood(&mut self) {
        self.unknown = true;
    }

    /// A line that speaks of something else.
    pub fn foreign(&mut self, kinds: Kinds) {
        self.specimen |= kinds & SPECIMEN != 0;
        self.day |= kinds & DAY != 0;
        self.later |= kinds & LATER != 0;
        self.person |= kinds & PERSON != 0;
    }
}

/// The kinds of a line that is nothing but words of headings.
pub(super) fn heading(line: &Line, words: &Lexicon) -> Option<Kinds> {
    let mut parser = Parser::new(line, words);
    let mut kinds = 0;
    loop {
        while parser.over(" \t:()[]-=*#&/●■◆|_.") {}
        if parser.ended() {
            return (kinds != 0).then_some(kinds);
        }
        kinds |= parser.word(LEAD | TO_BLOOD | TO_TODAY | TO_PATIENT)?;
    }
}

/// Longer lines are no headings, whatever they say.
const LONGEST: usize = 600;

/// Whether a word of some kind stands in a line.
pub(super) fn says(line: &Line, words: &Lexicon, kinds: Kinds) -> bool {
    (0..line.len().min(LONGEST))
        .any(|place| line.word_begins(place) && words.at(line, place, kinds).is_some())
}

/// The analytes that a line names with a number behind. A name that belongs to another word by a dash or a
/// slash is none.
fn names(line: &Line, words: &Lexicon) -> Analytes {
    let (mut found, mut place) = (Analytes::default(), 0);
    while place < line.len().min(LONGEST) {
        let apart = !among("-/+&", line.before(place)) && line.word_begins(place);
        let name = apart.then(|| words.longest(line, place, ANALYTES | OTHER));
        let Some((kinds, end)) = name.flatten() else {
            place += 1;
            continue;
        };
        if (end..end + 24).any(|near| line.digit(near)) {
            found = analyte(kinds).map_or(found, |analyte| found.with(analyte));
        }
        place = end.max(place + 1);
    }
    found
}

/// Whether a line is nothing but a number, perhaps with a unit.
fn value(line: &Line, words: &Lexicon, start: usize, end: usize) -> bool {
    let Some(Ok(number)) = number(line, start, false) else {
        return false;
    };
    let place = line.spaces(number.end);
    place >= end || units::other(line, words, place).is_some_and(|unit| unit >= end)
}

/// Which words of another specimen, day or person stand in a line.
pub(super) fn foreign(line: &Line, words: &Lexicon) -> Kinds {
    let (mut found, mut place) = (0, 0);
    while place < line.len().min(LONGEST) {
        let word = line
            .word_begins(place)
            .then(|| words.at(line, place, SPECIMEN | DAY | LATER | PERSON | HARMLESS));
        match word.flatten() {
            Some((kinds, end)) => {
                found |= kinds;
                place = end.max(place + 1);
            }
            None => place += 1,
        }
    }
    found & (SPECIMEN | DAY | LATER | PERSON)
}

/// What a line that was not understood may be.
pub(super) struct Looks {
    /// It is nothing but such a name: a result, or the rest of the name, may follow.
    pub only_name: bool,
    /// It is a row that was not understood, and no heading.
    pub row: bool,
    /// A day stands in it, in the place of a heading.
    pub dated: bool,
    /// It goes on with the line before.
    pub goes_on: bool,
    /// It is one word, which may be the unit of a value that has none.
    pub word: bool,
    /// It goes on in the next line.
    pub unfinished: bool,
    /// It is nothing but a value: its name may stand in the next line.
    pub value: bool,
    /// It says that what stands above is no result to rely on.
    pub doubt: bool,
    /// The analytes, a bit each, that it names with a number behind.
    pub names: Analytes,
}

impl Looks {
    pub fn of(line: &Line, words: &Lexicon) -> Looks {
        let mut parser = Parser::new(line, words);
        while parser.over(" \t|\"") {}
        let first = parser.at;
        let bullet = parser.over("-•·*●■◆※");
        parser.spaces();
        let begin = parser.at;
        let named = parser.name().is_some();
        while parser.over(" \t|:") {}
        let only_name = named && parser.ended();
        let short = line.len().min(LONGEST);
        let (mut digits, mut plain, mut measured, mut colon) = (false, false, false, false);
        let (mut dated, mut dated_first) = (false, false);
        let mut place = 0;
        while place < short {
            let c = line.at(place);
            let behind = line.before(place);
            colon |= c == ':' && !digits;
            if c.is_ascii_digit() && !behind.is_ascii_digit() {
                digits = true;
                if let Some((_, end)) =
                    day(line, place).or_else(|| month(line, place).map(|end| (None, end)))
                {
                    dated = true;
                    dated_first |= place == begin;
                    place = end;
                    continue;
                }
                // An interval stands behind a value; alone it may be days: "11-18 11-19".
                if let Some(end) = range(line, place, false) {
                    measured |= plain;
                    place = end;
                    continue;
                }
                plain = true;
            }
            let apart = behind.is_whitespace() || behind.is_ascii_digit();
            if digits && apart && !c.is_ascii_digit() && !c.is_whitespace() {
                measured |= units::other(line, words, place).is_some();
            }
            place += 1;
        }
        let mut end = line.len();
        while end > 0 && line.at(end - 1).is_whitespace() {
            end -= 1;
        }
        let last = line.before(end);
        let mut word = end;
        while word > 0 && end - word < 12 && letter(line.at(word - 1)) {
            word -= 1;
        }
        let last_word = words
            .at(line, word, ON)
            .is_some_and(|(_, stop)| stop == end && stop > word);
        let sign = among("→>=([~/^%+±≈…&↗↘↑↓)]≥≤<", line.at(first))
            || (!bullet && line.digit(first) && !numbered(line, words, first));
        // Under a value in small letters: "clumped", "as of last week".
        let small = !bullet && line.at(first).is_lowercase();
        let on = small
            || words.at(line, begin, ON).is_some()
            || units::other(line, words, begin).is_some();
        let row = (named && digits || measured && !colon) && last != ':' && line.len() <= LONGEST;
        Looks {
            only_name,
            row: (named && digits || measured && !colon) && last != ':' && line.len() <= LONGEST,
            dated: dated_first || dated && !row,
            goes_on: (sign
                || (bullet && !line.at(first + 1).is_whitespace() && !letter(line.at(first + 1)))
                || on)
                && !named,
            word: !named && end <= 10 && last != ':',
            unfinished: among(",:;、-→([/~", last) || last_word,
            value: value(line, words, first, end),
            doubt: last != ':' && says(line, words, DOUBT),
            names: names(line, words),
        }
    }
}

/// Whether a line begins with the number of a row, and not with a value.
fn numbered(line: &Line, words: &Lexicon, start: usize) -> bool {
    let mut end = start;
    while line.digit(end) {
        end += 1;
    }
    let name = line.spaces(end + usize::from(among(".)、|\t", line.at(end))));
    let begins = letter(line.at(name)) || chinese(line.at(name));
    let other = units::other(line, words, name).is_some() || words.at(line, name, ON).is_some();
    end < start + 4 && begins && !other
}

/// The end of a month such as "03/2025".
fn month(line: &Line, start: usize) -> Option<usize> {
    let run = |mut place: usize| {
        while line.digit(place) && place < start + 9 {
            place += 1;
        }
        place
    };
    let middle = run(start);
    let end = run(middle + 1);
    let (first, second) = (middle - start, end - middle - 1);
    let years =
        (first == 4 && (1..3).contains(&second)) || ((1..3).contains(&first) && second == 4);
    let chinese = first == 4 && line.at(middle) == '年';
    ((among("/-.", line.at(middle)) && years) || chinese).then_some(end.max(middle + 1))
}
