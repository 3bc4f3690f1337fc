//! Where the values below a heading come from. What is not known to be the patient's blood of today leaves the block
//! unread, until a heading ends it.

use super::Why;
use super::lexicon::*;
use super::line::{Line, among, letter};
use super::pieces::{day, range};
use super::segment::Parser;
use super::units;

/// What the headings so far say.
#[derive(Default)]
pub(super) struct Origin {
    specimen: bool,
    day: bool,
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
            (self.day, Why::Day),
            (self.unknown, Why::Heading),
        ]
        .into_iter()
        .find_map(|(blocked, why)| blocked.then_some(why))
    }

    /// Whether it is known that the values are others than those asked for.
    pub fn elsewhere(&self) -> bool {
        self.person || self.specimen || self.day
    }

    /// A heading that is understood, with its kinds.
    pub fn heading(&mut self, kinds: Kinds) {
        self.unknown = false;
        self.specimen &= kinds & TO_BLOOD == 0;
        self.day &= kinds & TO_TODAY == 0;
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
        kinds |= parser.word(LEAD)?;
    }
}

/// Longer lines are no headings, whatever they say.
const LONGEST: usize = 600;

/// Which words of another specimen, day or person stand in a line.
pub(super) fn foreign(line: &Line, words: &Lexicon) -> Kinds {
    let (mut found, mut place) = (0, 0);
    while place < line.len().min(LONGEST) {
        let word = line
            .word_begins(place)
            .then(|| words.at(line, place, SPECIMEN | DAY | PERSON | HARMLESS));
        match word.flatten() {
            Some((kinds, end)) => {
                found |= kinds;
                place = end.max(place + 1);
            }
            None => place += 1,
        }
    }
    found & (SPECIMEN | DAY | PERSON)
}

/// What a line that was not understood may be.
pub(super) struct Looks {
    /// It begins with the name of a test.
    pub named: bool,
    /// It is nothing but such a name: a result, or the rest of the name, may follow.
    pub only_name: bool,
    /// It is a row that was not understood, and no heading.
    pub row: bool,
    /// A day stands in it.
    pub dated: bool,
    /// It goes on with the line before.
    pub goes_on: bool,
    /// It goes on in the next line.
    pub unfinished: bool,
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
        let (mut digits, mut measured, mut dated, mut colon) = (false, false, false, false);
        for place in 0..short {
            let c = line.at(place);
            colon |= c == ':' && !digits;
            if c.is_ascii_digit() && !line.before(place).is_ascii_digit() {
                dated |= day(line, place).is_some() || month(line, place);
                measured |= range(line, place, false).is_some();
                digits = true;
            }
            let behind = line.before(place);
            let apart = behind.is_whitespace() || behind.is_ascii_digit();
            if digits && apart && !c.is_ascii_digit() && !c.is_whitespace() {
                measured |= units::other(line, place).is_some();
            }
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
        let tabbed = digits && (0..short).any(|place| among("\t|", line.at(place)));
        let sign =
            among("→>=([~/^%+±≈…&↗↘↑↓)]≥≤<", line.at(first)) || (!bullet && line.digit(first));
        let on = words.at(line, begin, ON).is_some() || units::other(line, begin).is_some();
        Looks {
            named,
            only_name,
            row: (named && digits || measured && !colon || tabbed)
                && last != ':'
                && line.len() <= LONGEST,
            dated,
            goes_on: (sign
                || (bullet && !line.at(first + 1).is_whitespace() && !letter(line.at(first + 1)))
                || on)
                && !named,
            unfinished: among(",:;、-→([/~", last) || last_word,
        }
    }
}

/// "03/2025"
fn month(line: &Line, start: usize) -> bool {
    let mut place = start;
    while line.digit(place) && place < start + 4 {
        place += 1;
    }
    let mark = line.at(place);
    let first = place - start;
    let second = place + 1;
    let mut end = second;
    while line.digit(end) {
        end += 1;
    }
    let years = (first == 4 && end - second <= 2) || (first <= 2 && end - second == 4);
    (among("/-年", mark) && years && end > second) || (first == 4 && mark == '年')
}
