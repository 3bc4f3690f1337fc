//! A line of a printout, taken apart into words, numbers, ranges and flags.

use crate::clinical::number::plain;

/// What a piece of a line is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name, a unit, a remark, or digits that are no plain number, such as a date.
    Word,
    /// Digits with at most one decimal mark, and what compares them.
    Number,
    /// Two numbers with a dash between them.
    Range,
    /// An arrow, or a plus or a minus that stands alone.
    Flag,
    /// An opening bracket.
    Open,
    /// A comma before a space.
    Comma,
    /// A semicolon.
    Stop,
}

/// A piece of a line, from one character to another.
#[derive(Clone, Copy)]
pub(super) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

/// A line with each character beside the one that it is read as.
pub(super) struct Line<'a> {
    text: &'a str,
    chars: Vec<(usize, char)>,
}

/// What a character of a printout is read as.
fn folded(c: char) -> char {
    match c {
        'µ' | 'μ' => 'u',
        '×' => 'x',
        '⁺' => '+',
        '—' => '-',
        '〜' => '~',
        '【' => '[',
        '】' => ']',
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => {
            ' '
        }
        other => plain(other),
    }
}

/// Whether a word ends before this character.
pub(super) fn parts(c: char) -> bool {
    c.is_whitespace() || among("()[]{}|,;:=\"↑↓<>≤≥、★☆▲△●◆", c)
}

/// Whether a character is one of these. The standard library looks for it as a text in a text, which is made for longer
/// ones.
pub(super) fn among(characters: &str, c: char) -> bool {
    characters.chars().any(|other| other == c)
}

impl<'a> Line<'a> {
    pub fn new(text: &'a str) -> Self {
        let chars = text.char_indices().map(|(at, c)| (at, folded(c)));
        Line {
            text,
            chars: chars.collect(),
        }
    }

    /// How many characters it has.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at a place, as it is read; beyond the end a space.
    pub fn at(&self, place: usize) -> char {
        self.chars.get(place).map_or(' ', |(_, c)| *c)
    }

    /// The text from one character to another, as it was printed.
    pub fn printed(&self, start: usize, end: usize) -> &'a str {
        let byte = |place: usize| self.chars.get(place).map_or(self.text.len(), |(at, _)| *at);
        self.text.get(byte(start)..byte(end)).unwrap_or_default()
    }

    /// The same as it is read.
    pub fn read(&self, start: usize, end: usize) -> String {
        (start..end).map(|place| self.at(place)).collect()
    }

    fn digit(&self, place: usize) -> bool {
        self.at(place).is_ascii_digit()
    }

    fn blank(&self, mut place: usize) -> usize {
        while place < self.len() && self.at(place).is_whitespace() {
            place += 1;
        }
        place
    }

    /// The end of a run of digits and the marks between them, and how many marks there are.
    fn digits(&self, mut place: usize) -> (usize, usize) {
        let mut marks = 0;
        loop {
            if self.digit(place) {
                place += 1;
            } else if matches!(self.at(place), '.' | ',') && self.digit(place + 1) {
                place += 1;
                marks += 1;
            } else {
                return (place, marks);
            }
        }
    }

    /// The end of something that only looks like a number: a date, an hour, a power, a fraction.
    fn odd(&self, mut place: usize) -> (Kind, usize) {
        while place < self.len() && (!parts(self.at(place)) || self.at(place) == ':') {
            place += 1;
        }
        (Kind::Word, place)
    }

    /// The number whose digits begin at a place; a sign or a comparator may stand before it, from `start`.
    fn number(&self, start: usize, place: usize) -> (Kind, usize) {
        let (end, marks) = self.digits(place);
        let dash = self.blank(end);
        let mut other = dash;
        while matches!(self.at(other), '-' | '~') {
            other += 1;
        }
        if other > dash && self.digit(self.blank(other)) {
            let (last, _) = self.digits(self.blank(other));
            return match self.at(last) {
                '-' | '~' | '/' | ':' | '^' => self.odd(last),
                _ => (Kind::Range, last),
            };
        }
        // In "TBIL,45,3" the second comma parts columns like the first, or is a decimal mark.
        let columns = start > 0 && self.at(start - 1) == ',';
        let doubtful = columns && (place..end).any(|place| self.at(place) == ',');
        let strange = match self.at(end) {
            '/' | '^' | '~' | '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' => true,
            '-' => !parts(self.at(end + 1)),
            ':' | 'e' | 'E' => self.digit(end + 1),
            '*' => self.digit(end + 1) && !self.ten(end + 1),
            _ => false,
        };
        if marks > 1 || doubtful || strange {
            return self.odd(end);
        }
        (Kind::Number, end)
    }

    fn ten(&self, place: usize) -> bool {
        self.at(place) == '1' && self.at(place + 1) == '0'
    }

    /// The pieces of the line; what only parts them is left out.
    pub fn tokens(&self) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut place = 0;
        while place < self.len() {
            let start = place;
            let next = self.at(start + 1);
            let (kind, end) = match self.at(start) {
                '(' | '[' | '{' => (Kind::Open, start + 1),
                ';' => (Kind::Stop, start + 1),
                ',' if next.is_whitespace() => (Kind::Comma, start + 1),
                // ".9" and " ,9" have lost a digit; "TBIL,45" are two columns.
                '.' if self.digit(start + 1) => self.odd(start),
                ',' if self.digit(start + 1)
                    && (start == 0
                        || parts(self.at(start - 1)) && !among(")],\"", self.at(start - 1))) =>
                {
                    self.odd(start + 1)
                }
                '↑' | '↓' => (Kind::Flag, start + 1),
                '+' | '-' if parts(next) => (Kind::Flag, start + 1),
                '*' if !self.ten(start + 1) => (Kind::Comma, start),
                'x' | 'X' if next.is_whitespace() && self.ten(start + 2) => (Kind::Comma, start),
                '<' | '>' | '≤' | '≥' => {
                    let sign = start + 1 + usize::from(next == '=');
                    let digits = self.blank(sign);
                    if self.digit(digits) {
                        self.number(start, digits)
                    } else {
                        (Kind::Word, sign)
                    }
                }
                '-' if self.digit(start + 1) => self.number(start, start + 1),
                c if c.is_ascii_digit() => self.number(start, start),
                c if parts(c) || c == '.' => (Kind::Comma, start),
                _ => (Kind::Word, self.word(start + 1)),
            };
            if end == start {
                place += 1;
                continue;
            }
            tokens.push(Token { kind, start, end });
            place = end;
        }
        tokens
    }

    /// The end of a word. A Chinese name may have its number right behind it.
    fn word(&self, mut place: usize) -> usize {
        while place < self.len()
            && !parts(self.at(place))
            && !(self.digit(place) && self.at(place - 1) >= '\u{2e80}')
        {
            place += 1;
        }
        place
    }
}
