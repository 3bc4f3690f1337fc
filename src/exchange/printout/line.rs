//! A line of a printout, each character beside the one that it is read as.

use std::cell::RefCell;

use super::lexicon::{EMPTY, Kinds, Lexicon};
use crate::clinical::number::plain;

/// A line with each character beside the one that it is read as.
pub(super) struct Line<'a> {
    text: &'a str,
    chars: Vec<(usize, char)>,
    /// The words that begin at a place, which the lexicon was asked for last.
    pub memo: RefCell<(usize, Vec<(Kinds, usize)>)>,
}

/// What a character of a printout is read as.
fn folded(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    match c {
        'µ' | 'μ' => 'u',
        '×' | '✕' => 'x',
        'ℓ' => 'l',
        '⁺' => '+',
        '—' | '―' | '‐' | '‑' | '‒' | '﹣' | '─' => '-',
        '〜' | '∼' | '∽' | '⁓' | '﹏' => '~',
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        '│' | '┃' => '|',
        '⩽' | '≦' => '≤',
        '⩾' | '≧' => '≥',
        '\u{ad}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => ' ',
        other => plain(other),
    }
}

/// Whether a character is one of these. The standard library looks for it as a text in a text, which is made for longer
/// ones.
pub(super) fn among(characters: &str, c: char) -> bool {
    characters.chars().any(|other| other == c)
}

/// A letter of an alphabet, and no Chinese character.
pub(super) fn letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (c > '\u{7f}' && c < '\u{2e80}' && c.is_alphabetic())
}

/// A Chinese character.
pub(super) fn chinese(c: char) -> bool {
    c >= '\u{2e80}' && c.is_alphabetic()
}

/// Whether a text says anything: more than a rule or an arrow.
pub(super) fn says_something(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

impl<'a> Line<'a> {
    pub fn new(text: &'a str) -> Self {
        let chars = text.char_indices().map(|(at, c)| (at, folded(c)));
        Line {
            text,
            chars: chars.collect(),
            memo: RefCell::new((usize::MAX, Vec::new())),
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

    /// The character before a place; at the beginning a space.
    pub fn before(&self, place: usize) -> char {
        place.checked_sub(1).map_or(' ', |place| self.at(place))
    }

    /// The text from one character to another, as it was printed.
    pub fn printed(&self, start: usize, end: usize) -> &'a str {
        let byte = |place: usize| self.chars.get(place).map_or(self.text.len(), |(at, _)| *at);
        self.text.get(byte(start)..byte(end)).unwrap_or_default()
    }

    pub fn digit(&self, place: usize) -> bool {
        self.at(place).is_ascii_digit()
    }

    /// The next place that is no space. A tab parts columns and is none.
    pub fn spaces(&self, mut place: usize) -> usize {
        while place < self.len() && self.at(place) != '\t' && self.at(place).is_whitespace() {
            place += 1;
        }
        place
    }

    /// Whether nothing follows that belongs to a word: a space, the end, a mark that parts.
    pub fn clear(&self, place: usize) -> bool {
        let c = self.at(place);
        c.is_whitespace()
            || among(",;|()[]{}、:", c)
            || (c == '.' && self.at(place + 1).is_whitespace())
    }

    /// Whether a word begins at a place.
    pub fn word_begins(&self, place: usize) -> bool {
        let (before, c) = (self.before(place), self.at(place));
        (letter(c) && !letter(before) && !before.is_ascii_digit()) || chinese(c)
    }

    /// Whether a mark or a word of an empty cell begins here: where it ends.
    pub fn no_result(&self, words: &Lexicon, place: usize) -> Option<usize> {
        let c = self.at(place);
        let mut end = place;
        while matches!(c, '-' | '*') && self.at(end) == c {
            end += 1;
        }
        // One star marks a value; a minus belongs to one.
        let marked = end > place && !self.digit(end) && (end > place + 1 || c != '*');
        if marked && self.clear(end) {
            return Some(end);
        }
        words.at(self, place, EMPTY).map(|(_, end)| end)
    }
}
