//! The words of a printout, sorted, so that the longest that begins at a place is found in a few steps.

use std::sync::OnceLock;

use super::line::{Line, chinese, letter};
use super::names::OTHER_NAMES;
use super::order::ordered;
use super::units;
use super::vocabulary::WORDS;
use crate::clinical::{Analyte, Analytes};

/// A kind of word, or several of them: a bit each. The lowest bits are the number of an analyte, from one.
pub(super) type Kinds = u64;

/// Any analyte.
pub(super) const ANALYTES: Kinds = (1 << BITS) - 1;

/// So many bits hold the number of an analyte, of the table or of a study.
const BITS: usize = 8;

const _: () = assert!(Analytes::MOST < 1 << BITS);

/// The analyte that a word means.
pub(super) fn analyte(kinds: Kinds) -> Option<Analyte> {
    let number = usize::try_from(kinds & ANALYTES).ok()?;
    Analyte::at(number.checked_sub(1)?)
}

macro_rules! kinds {
    ($($(#[$about:meta])* $name:ident)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Bit { $($name,)* }
        $($(#[$about])* pub(super) const $name: Kinds = 1 << (BITS + Bit::$name as usize);)*
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
    /// A later day, so that what stands above is not the newest.
    LATER
    /// Another person.
    PERSON
    /// What has a word of another specimen in it and means none.
    HARMLESS
    /// A word of a finding.
    FINDING
    /// A finding that is a specimen too.
    FLUID
    /// A word that says that there is none.
    NOT
    /// A word that goes on with what was said before.
    ON
    /// A word that says that what stands above is no result to rely on.
    DOUBT
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
    /// A word that says that a value was not measured.
    DERIVED
    /// Who the patient is.
    K_WHO
    YEARS
    MALE
    FEMALE
    /// The name of a place that reports come from.
    PLACE
}

/// All words with their kinds, and all units.
pub(super) struct Lexicon {
    words: Vec<(&'static str, Kinds)>,
    /// Where the words begin that begin with a byte.
    first: Vec<usize>,
    units: Vec<(&'static str, usize)>,
}

impl Lexicon {
    /// The one in which those analytes have a name that every form has a field for: it is sorted when it is first needed.
    pub fn usual() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Lexicon::new(Analytes::OF_EVERY_FORM))
    }

    /// One in which these analytes have a name. Any other is another test, whose rows are understood and not read.
    pub fn new(asked: Analytes) -> Self {
        let number = |analyte: Analyte| analyte.place() as Kinds + 1;
        let names = Analyte::ALL.into_iter().zip(Analyte::PRINTED);
        let names = names.map(|(analyte, names)| {
            let kind = if asked.has(analyte) {
                number(analyte)
            } else {
                OTHER
            };
            (kind, names)
        });
        let lists = names.chain([(OTHER, OTHER_NAMES)]).chain(WORDS);
        let mut words: Vec<(&'static str, Kinds)> = lists
            .flat_map(|(kinds, list)| list.split_ascii_whitespace().map(move |word| (word, kinds)))
            .collect();
        for (analyte, further) in asked.each().filter_map(|one| Some((one, one.further()?))) {
            for name in further.row().printed.split_ascii_whitespace() {
                // What the table takes for another test, the study asks for. What means something else besides is no
                // name: its rows stay unread.
                words.retain(|word| *word != (name, OTHER));
                if !words.iter().any(|word| word.0 == name) {
                    words.push((name, number(analyte)));
                }
            }
        }
        let words = ordered(words, &|one, other| one.0 < other.0);
        let begins = |word: &str| word.bytes().next().map_or(0, usize::from);
        let first = (0..=256).map(|byte| words.partition_point(|word| begins(word.0) < byte));
        let first = first.collect();
        let further = asked.each().filter(|one| one.further().is_some());
        let units = units::spellings().chain(units::further(further));
        let units: Vec<(&'static str, usize)> = units.collect();
        let units = ordered(units, &|one, other| one < other);
        Lexicon {
            words,
            first,
            units,
        }
    }

    /// The places of a spelling in the lists of units.
    pub fn unit(&self, text: &str) -> impl Iterator<Item = usize> {
        let from = self.units.partition_point(|(unit, _)| *unit < text);
        let units = self.units.get(from..).unwrap_or_default();
        units
            .iter()
            .take_while(move |(unit, _)| *unit == text)
            .map(|(_, place)| *place)
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
        // Several kinds are asked for at the same place, one after the other.
        let mut memo = line.memo.borrow_mut();
        let (place, found) = &mut *memo;
        if *place != start {
            *place = start;
            found.clear();
            self.all(line, start, found);
        }
        let mut found = found.iter().rev().map(|(of, end)| (of & kinds, *end));
        found.find(|(of, _)| *of != 0)
    }

    /// All words that begin at a place, the longest last.
    fn all(&self, line: &Line, start: usize, found: &mut Vec<(Kinds, usize)>) {
        let (mut depth, mut place) = (0, start);
        let mut all = self.words.as_slice();
        loop {
            let mut c = line.at(place);
            let mut skipped = 0;
            while depth > 0 && skipped < 2 && matches!(c, ' ' | '.' | '-' | '_' | ',') {
                place += 1;
                skipped += 1;
                c = line.at(place);
            }
            if place >= line.len() {
                return;
            }
            let mut utf8 = [0; 4];
            let encoded = c.to_ascii_lowercase().encode_utf8(&mut utf8);
            for byte in encoded.bytes() {
                if depth == 0 {
                    let from = self.first.get(usize::from(byte)).copied().unwrap_or(0);
                    let to = self.first.get(usize::from(byte) + 1).copied().unwrap_or(0);
                    all = all.get(from..to).unwrap_or_default();
                } else {
                    let next = |word: &(&'static str, Kinds)| word.0.as_bytes().get(depth).copied();
                    let low = all.partition_point(|word| next(word) < Some(byte));
                    let rest = all.get(low..).unwrap_or_default();
                    let high = rest.partition_point(|word| next(word) <= Some(byte));
                    all = rest.get(..high).unwrap_or_default();
                }
                depth += 1;
                if all.is_empty() {
                    return;
                }
            }
            place += 1;
            let whole = all.iter().take_while(|word| word.0.len() == depth);
            let kinds = whole.fold(0, |kinds, word| kinds | word.1);
            let together = depth > 2 || place - start == depth;
            if kinds != 0 && together && ends(line, place) {
                found.push((kinds, place));
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
