//! The words of a printout, sorted, so that the longest that begins at a place is found in a few steps.

use super::line::{Line, chinese, letter};
use super::names::{NAMES, OTHER_NAMES};
use super::vocabulary::WORDS;

/// A kind of word, or several of them: a bit each. The lowest bits are the analytes, in their order.
pub(super) type Kinds = u64;

/// Any analyte.
pub(super) const ANALYTES: Kinds = 0x3ff;

macro_rules! kinds {
    ($($(#[$about:meta])* $name:ident)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Bit { $($name,)* }
        $($(#[$about])* pub(super) const $name: Kinds = 1 << (10 + Bit::$name as u32);)*
    };
}

kinds! {
    /// Another test.
    OTHER
    /// High, low.
    FLAG
    METHOD
    /// Serum, plasma, blood, as a specimen.
    BLOOD
    /// Words such as 测定 behind a name.
    SUFFIX
    /// Words before a reference interval.
    REFERENCE
    /// Words before a former value in brackets.
    FORMER
    /// Words before the control of a prothrombin time.
    CONTROL
    /// Words in place of a result.
    EMPTY
    /// Words that may stand before values.
    LEAD
    /// A heading that leads back to blood.
    TO_BLOOD
    /// A heading that leads back to today.
    TO_TODAY
    /// A heading that leads back to the patient.
    TO_PATIENT
    /// "and"
    AND
    /// Another specimen.
    SPECIMEN
    /// Another day.
    DAY
    /// Another person.
    PERSON
    /// What has a word of another specimen in it and means none.
    HARMLESS
    /// A word of a finding.
    FINDING
    /// A finding that is a specimen too.
    FLUID
    /// A word that goes on with what was said before.
    ON
    H_NAME
    H_RESULT
    H_FLAG
    H_UNIT
    H_REFERENCE
    H_FORMER
    H_DAY
    H_NUMBER
    H_REST
    K_AGE
    K_SEX
    K_BOTH
    /// When the blood was taken.
    K_DAY
    /// Any other time.
    K_TIME
    K_SPECIMEN
    K_DIAGNOSIS
    K_FREE
    YEARS
    MALE
    FEMALE
    /// The name of a place that reports come from.
    PLACE
}

/// All words with their kinds.
pub(super) struct Lexicon(Vec<(&'static str, Kinds)>);

impl Lexicon {
    pub fn new() -> Self {
        let names = NAMES.iter().enumerate();
        let names = names.map(|(number, names)| (1 << number, *names));
        let lists = names.chain([(OTHER, OTHER_NAMES)]).chain(WORDS);
        let mut words: Vec<(&'static str, Kinds)> = lists
            .flat_map(|(kinds, list)| list.split_ascii_whitespace().map(move |word| (word, kinds)))
            .collect();
        words.sort_unstable();
        Lexicon(words)
    }

    /// The longest word of some kinds that begins at a place, with its end. A letter or a digit right behind it makes it
    /// another word.
    pub fn at(&self, line: &Line, start: usize, kinds: Kinds) -> Option<(Kinds, usize)> {
        self.longest(line, start, kinds)
            .filter(|(_, end)| !(letter(line.before(*end)) && line.digit(*end)))
    }

    /// The same, but a digit may stand right behind a letter, as in "Hb116".
    ///
    /// Case, and single spaces, dots and hyphens within, make no difference; but a word of two letters stands together:
    /// "N.A." is no sodium.
    pub fn longest(&self, line: &Line, start: usize, kinds: Kinds) -> Option<(Kinds, usize)> {
        let (mut all, mut depth, mut place) = (self.0.as_slice(), 0, start);
        let mut best = None;
        loop {
            let mut c = line.at(place);
            let mut skipped = 0;
            while depth > 0 && skipped < 2 && matches!(c, ' ' | '.' | '-' | '_' | ',' | '\u{a0}') {
                place += 1;
                skipped += 1;
                c = line.at(place);
            }
            if place >= line.len() {
                return best;
            }
            let mut utf8 = [0; 4];
            let encoded = c.to_ascii_lowercase().encode_utf8(&mut utf8);
            for byte in encoded.bytes() {
                let next = |word: &(&'static str, Kinds)| word.0.as_bytes().get(depth).copied();
                let low = all.partition_point(|word| next(word) < Some(byte));
                let high = all.partition_point(|word| next(word) <= Some(byte));
                all = all.get(low..high).unwrap_or_default();
                depth += 1;
            }
            place += 1;
            if all.is_empty() {
                return best;
            }
            let whole = all.iter().take_while(|word| word.0.len() == depth);
            let found = whole.fold(0, |found, word| found | word.1) & kinds;
            let together = depth > 2 || place - start == depth;
            if found != 0 && together && ends(line, place) {
                best = Some((found, place));
            }
        }
    }
}

/// Whether a word may end before a place.
fn ends(line: &Line, place: usize) -> bool {
    let (last, next) = (line.before(place), line.at(place));
    let within = letter(next) || (last.is_ascii_digit() && next.is_ascii_digit());
    !(within && (letter(last) || last.is_ascii_digit())) || chinese(last)
}
