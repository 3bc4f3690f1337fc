//! How printouts spell units, and by how many powers of ten a spelling differs from the unit that it is read as.

use super::lexicon::Lexicon;
use super::line::{Line, letter};
use crate::clinical::further_unit::lowered;
use crate::clinical::{Analyte, Unit};

/// A unit as printed, with what its numbers are multiplied by, as a power of ten.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Spelt {
    pub unit: Unit,
    pub power: i8,
}

/// Spellings; "G/L" is 10⁹ per litre and "g/L" a gram.
const UNITS: [(Unit, i8, &str); 19] = [
    (Unit::MgPerDl, 0, "mg/dl"),
    (Unit::UmolPerL, 0, "umol/l mcmol/l"),
    (Unit::GPerDl, 0, "g/dl gm/dl"),
    (Unit::GPerL, 0, "g/l gm/l"),
    (Unit::MmolPerL, 0, "mmol/l meq/l"),
    (Unit::One, 0, "ratio 比值"),
    (Unit::Percent, 0, "%"),
    (Unit::Second, 0, "s sec secs second seconds sek 秒"),
    (
        Unit::GigaPerL,
        0,
        "10^9/l G/l gpt/l /nl k/ul k/mcl k/mm3 k/mm^3 k/cumm 10^3/ul 10^3/mcl 10^3/mm3 10^3/mm^3 10^3/cumm thousand/ul \
         thousand/mcl thou/ul thou/mcl thous/ul thous/mcl th/ul thou/mm3 thousand/mm3 thou/cumm 10^6/ml 千/ul",
    ),
    (
        Unit::GigaPerL,
        1,
        "10^4/ul 10^4/mcl 10^4/mm3 10^4/mm^3 万/ul 万/mm3",
    ),
    (
        Unit::GigaPerL,
        2,
        "lakh/cumm lakhs/cumm lakh/ul lakhs/ul lakh/mm3 lakhs/mm3 lac/cumm lacs/cumm lakh/mcl lakhs/mcl 10^5/ul",
    ),
    (
        Unit::GigaPerL,
        -3,
        "/ul /mcl /mm3 /mm^3 /cumm cells/ul cells/mcl cells/mm3 cells/cumm 10^6/l",
    ),
    (Unit::UPerL, 0, "u/l iu/l"),
    (Unit::KuPerL, 0, "ku/l"),
    (Unit::UkatPerL, 0, "ukat/l"),
    (Unit::NgPerMl, 0, "ng/ml ug/l"),
    (Unit::IuPerMl, 0, "iu/ml"),
    // Spoken of, and never printed so by a laboratory: good for a hint only.
    (Unit::GigaPerL, 1, "万"),
    (Unit::GigaPerL, 2, "lakh lakhs"),
];

/// How many of them a report prints.
const PRINTED: usize = 17;

/// Units of other tests.
const OTHERS: &str = "u/l iu/l iu/ml miu/l miu/ml u/ml ku/l pg fl mg/l ng/ml ng/l ug/l ug/ml ug/dl pg/ml nmol/l pmol/l \
    ml/min ml/min/1.73m2 ml/min/1.73m^2 10^12/l 10^6/ul 10^6/mm3 t/l mm/h mm/hr mmhg kpa mg/g mg/mmol copies/ml umol/l \
    mmol/l g/l g/dl mg/dl 10^9/l k/ul % s sec ratio 比值 秒 m/ul /nl /pl iu/dl ukat/l meq/l 10^3/ul ug/ml/feu";

/// No spelling is longer.
const LONGEST: usize = 16;

/// Hands the unit at a place to `known`, longer and longer; the end of the longest that it knows.
fn spelt<T>(
    line: &Line,
    start: usize,
    known: impl Fn(&str, char) -> Option<T>,
) -> Option<(T, usize)> {
    let mut place = start;
    if matches!(line.at(place), 'x' | 'X' | '*') {
        let power = line.spaces(place + 1);
        if line.at(power) != '1' || line.at(power + 1) != '0' {
            return None;
        }
        place = power;
    }
    let first = line.at(place);
    let power = first == '1' && line.at(place + 1) == '0';
    if !power && !letter(first) && !matches!(first, '/' | '%') && first < '\u{2e80}' {
        return None;
    }
    let (mut text, mut best) = (String::new(), None);
    while text.len() < LONGEST && place < line.len() {
        let c = line.at(place);
        let next = line.at(place + 1);
        match c {
            // As in "u mol / L".
            ' ' if !text.is_empty()
                && (text.ends_with(['/', '^']) || text == "u" || next == '/') => {}
            ' ' => break,
            // As in 10*9/L, 10E9/L and 10~9/L.
            '*' | 'e' | 'E' | '~' if text == "10" => text.push('^'),
            other => match lowered(other) {
                Some(digit) => {
                    // The second digit of a power has no sign of its own: 10¹².
                    if lowered(line.before(place)).is_none() {
                        text.push('^');
                    }
                    text.push(digit);
                }
                None => text.push(other.to_ascii_lowercase()),
            },
        }
        place += 1;
        let next = line.at(place);
        let within = letter(next) || next.is_ascii_digit() || matches!(next, '/' | '^' | '%');
        if !within && let Some(found) = known(&text, first) {
            best = Some((found, place));
        }
    }
    best
}

/// All spellings with their places in the list; those of other tests have the place behind it.
pub(super) fn spellings() -> impl Iterator<Item = (&'static str, usize)> {
    let lists = UNITS.iter().map(|(.., list)| *list).chain([OTHERS]);
    let numbered = lists.enumerate();
    numbered.flat_map(|(place, list)| list.split_ascii_whitespace().map(move |unit| (unit, place)))
}

/// The units in which a study defines analytes, as [`spelt`] has them, with a place behind all lists.
pub(super) fn further(
    analytes: impl Iterator<Item = Analyte>,
) -> impl Iterator<Item = (&'static str, usize)> {
    let units = analytes.flat_map(|analyte| analyte.units());
    units.filter_map(|accepted| Some((spelling(accepted.unit)?, usize::MAX)))
}

/// How [`spelt`] has a unit that a study defines, or one of the table that no list has.
fn spelling(unit: Unit) -> Option<&'static str> {
    match unit {
        Unit::PerUl => Some("/ul"),
        Unit::MmHg => Some("mmhg"),
        Unit::MgPerDay => Some("mg/24h"),
        Unit::GPerDay => Some("g/24h"),
        other => other.further().map(|one| one.spelt()),
    }
}

fn known(
    words: &Lexicon,
    analyte: Analyte,
    text: &str,
    first: char,
    how_many: usize,
) -> Option<Spelt> {
    let text = if text == "g/l" && first == 'G' {
        "G/l"
    } else {
        text
    };
    if analyte.further().is_some() {
        // What the study itself has comes before what the lists take for the same.
        let mut units = analyte.units().iter().map(|accepted| accepted.unit);
        if let Some(unit) = units.find(|unit| spelling(*unit) == Some(text)) {
            return Some(Spelt { unit, power: 0 });
        }
        // Of sodium a milliequivalent is a millimole, and of an enzyme an international unit is a unit: not of every test.
        if matches!(text, "meq/l" | "iu/l") {
            return None;
        }
    }
    let mut places = words.unit(text).filter(|place| *place < how_many);
    let found = places.find_map(|place| {
        let (unit, power, _) = UNITS.get(place)?;
        let (unit, power) = (*unit, *power);
        analyte.accepts(unit).map(|_| Spelt { unit, power })
    });
    // In capitals, what is no count is grams still.
    found.or_else(|| {
        let grams = text == "G/l" && analyte.accepts(Unit::GPerL).is_some();
        grams.then_some(Spelt {
            unit: Unit::GPerL,
            power: 0,
        })
    })
}

/// The unit of an analyte at a place, with its end.
pub(super) fn unit(
    line: &Line,
    words: &Lexicon,
    analyte: Analyte,
    start: usize,
) -> Option<(Spelt, usize)> {
    spelt(line, start, |text, first| {
        known(words, analyte, text, first, PRINTED)
    })
}

/// The same, and what people say for short.
pub(super) fn said(
    line: &Line,
    words: &Lexicon,
    analyte: Analyte,
    start: usize,
) -> Option<(Spelt, usize)> {
    spelt(line, start, |text, first| {
        known(words, analyte, text, first, UNITS.len())
    })
}

/// The end of any unit.
pub(super) fn other(line: &Line, words: &Lexicon, start: usize) -> Option<usize> {
    let known = |text: &str, _| words.unit(text).next().map(|_| ());
    spelt(line, start, known).map(|((), end)| end)
}

/// A number with its decimal mark moved by so many places to the right, exactly; what compares it stays.
pub(super) fn shifted(number: &str, power: i8) -> String {
    if power == 0 {
        return number.to_owned();
    }
    let number: String = number.chars().map(crate::clinical::number::plain).collect();
    let start = number
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or_default();
    let (sign, digits) = number.split_at_checked(start).unwrap_or(("", &number));
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let (mut whole, mut fraction) = (whole.to_owned(), fraction.to_owned());
    for _ in 0..power.max(0) {
        let moved = if fraction.is_empty() {
            '0'
        } else {
            fraction.remove(0)
        };
        whole.push(moved);
    }
    for _ in power.min(0)..0 {
        fraction.insert(0, whole.pop().unwrap_or('0'));
    }
    let whole = whole.trim_start_matches('0');
    // A nought that was only moved is no digit of the result.
    let fraction = if power < 0 {
        fraction.trim_end_matches('0')
    } else {
        &fraction
    };
    let whole = if whole.is_empty() { "0" } else { whole };
    let mark = if fraction.is_empty() { "" } else { "." };
    [sign, whole, mark, fraction].concat()
}
