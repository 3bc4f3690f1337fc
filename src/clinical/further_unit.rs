//! Units in which a study file defines analytes, beside those of the table: any UCUM code that can be one of a laboratory.
//! Like such analytes they are kept as long as the program runs.

#![cfg_attr(of_page, allow(dead_code))]

use std::sync::OnceLock;

use super::unit::Unit;

/// So many are kept.
const MOST: usize = 128;

/// A code with its label.
struct Kept {
    ucum: String,
    label: String,
    spelt: String,
}

static UNITS: [OnceLock<Kept>; MOST] = [const { OnceLock::new() }; MOST];

/// The place of such a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FurtherUnit {
    place: u8,
}

#[cfg(not(of_page))]
fn at(place: u8) -> Option<Unit> {
    Some(Unit::Further(FurtherUnit { place }))
}

#[cfg(of_page)]
fn at(_: u8) -> Option<Unit> {
    None
}

/// The unit of a UCUM code, which is kept from now on. Nothing where the text is no code of a unit of a laboratory, or where
/// more are kept than there are places.
pub fn keep(code: &str) -> Option<Unit> {
    if let Some(known) = Unit::from_ucum(code) {
        return Some(known);
    }
    let label = label(code)?;
    let mut places = (0..).zip(&UNITS);
    places.find_map(|(place, kept)| {
        let kept = kept.get_or_init(|| Kept {
            ucum: code.to_owned(),
            spelt: spelt(&label),
            label: label.clone(),
        });
        at(place).filter(|_| kept.ucum == code)
    })
}

/// Whether a text is a code of such a unit, which is not kept where there is no place any more.
pub fn is_code(text: &str) -> bool {
    label(text).is_some()
}

/// A label as printouts are read: in small letters, a micro as "u", a power behind "^", without spaces and signs of
/// multiplication.
pub fn spelt(label: &str) -> String {
    let plain = in_line(label, '^')
        .replace('µ', "u")
        .replace([' ', '×'], "");
    plain.to_ascii_lowercase()
}

/// Those that were kept so far.
#[cfg(not(of_page))]
pub(super) fn all() -> impl Iterator<Item = Unit> {
    let kept = UNITS.iter().take_while(|unit| unit.get().is_some());
    (0..).zip(kept).filter_map(|(place, _)| at(place))
}

#[cfg(of_page)]
pub(super) fn all() -> std::iter::Empty<Unit> {
    std::iter::empty()
}

impl FurtherUnit {
    fn kept(self) -> Option<&'static Kept> {
        UNITS.get(usize::from(self.place)).and_then(OnceLock::get)
    }

    /// The UCUM code.
    pub(super) fn ucum(self) -> &'static str {
        self.kept().map_or("", |kept| &kept.ucum)
    }

    /// As printouts are read: see [`spelt`].
    pub fn spelt(self) -> &'static str {
        self.kept().map_or("", |kept| &kept.spelt)
    }

    /// As people write it.
    pub(super) fn label(self) -> &'static str {
        self.kept().map_or("", |kept| &kept.label)
    }
}

/// What laboratories count in, by its UCUM code; these take prefixes and powers.
const WITH_PREFIX: [&str; 11] = [
    "g", "mol", "L", "U", "kat", "eq", "osm", "m", "Pa", "[IU]", "[AU]",
];
const ALONE: [&str; 12] = [
    "%", "s", "min", "h", "d", "wk", "mo", "a", "m[Hg]", "mm[Hg]", "[arb'U]", "[pH]",
];
const PREFIXES: [&str; 8] = ["", "k", "d", "c", "m", "u", "n", "p"];

/// No code of a laboratory is longer.
const LONGEST: usize = 24;

/// In place of a note in braces, which says what is counted and is no unit.
const NOTE: char = '\u{1}';

/// Whether a part between slashes and points is a unit, a power of ten, a number or nothing but a note.
fn is_part(part: &str) -> bool {
    let unit = part.strip_suffix(NOTE).unwrap_or(part);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let with_prefix = |base: &&str| {
        let unit = unit.strip_suffix(['2', '3']).unwrap_or(unit);
        let prefix = unit.strip_suffix(*base);
        prefix.is_some_and(|prefix| PREFIXES.contains(&prefix))
    };
    unit.is_empty() && !part.is_empty()
        || digits(unit.strip_prefix("10*").unwrap_or(unit))
        || ALONE.contains(&unit)
        || WITH_PREFIX.iter().any(with_prefix)
}

/// A code without what its notes say; nothing where a brace is not closed or a character is none of UCUM's.
fn without_notes(code: &str) -> Option<String> {
    let (mut plain, mut in_note) = (String::new(), false);
    for c in code.chars() {
        match c {
            '{' if !in_note => in_note = true,
            '}' if in_note => {
                in_note = false;
                plain.push(NOTE);
            }
            '{' | '}' => return None,
            c if !c.is_ascii_graphic() => return None,
            _ if in_note => {}
            c => plain.push(c),
        }
    }
    (!in_note).then_some(plain)
}

/// How people write the unit of a code; nothing where it is none.
fn label(code: &str) -> Option<String> {
    let plain = without_notes(code).filter(|_| !code.is_empty() && code.len() <= LONGEST)?;
    // Nothing above the line: so many per litre.
    let below = plain.strip_prefix('/').unwrap_or(&plain);
    let bare = |part: &str| {
        let inside = part
            .strip_prefix('(')
            .and_then(|part| part.strip_suffix(')'));
        inside.unwrap_or(part).split('.').all(is_part)
    };
    if !below.split('/').all(bare) {
        return None;
    }
    let mut label = String::new();
    let mut power = plain.strip_prefix("10*").is_some();
    if power {
        label.push('×');
    }
    for c in plain.chars() {
        match c {
            '(' | ')' | '[' | ']' | '\'' | NOTE => {}
            '*' => {}
            c if power && label.len() >= "×10".len() => match raised(c) {
                Some(raised) => label.push(raised),
                None => {
                    power = false;
                    label.push(c);
                }
            },
            '.' => label.push(' '),
            'u' if label.is_empty() || label.ends_with('/') => label.push('µ'),
            c => label.push(c),
        }
    }
    Some(label.trim_end_matches('/').to_owned())
}

/// The digits as powers.
const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// A power as a digit.
pub fn lowered(power: char) -> Option<char> {
    let digit = RAISED.iter().position(|raised| *raised == power)?;
    char::from_digit(u32::try_from(digit).ok()?, 10)
}

/// A text with its powers in the line, each behind a sign: 10³ as 10^3.
pub fn in_line(text: &str, sign: char) -> String {
    let (mut plain, mut is_raised) = (String::new(), false);
    for c in text.chars() {
        let power = lowered(c);
        if power.is_some() && !is_raised {
            plain.push(sign);
        }
        is_raised = power.is_some();
        plain.push(power.unwrap_or(c));
    }
    plain
}

/// A digit as a power.
pub fn raised(digit: char) -> Option<char> {
    RAISED.get(digit.to_digit(10)? as usize).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_laboratories_are_written_as_people_write_them() {
        for (code, written) in [
            ("ng/mL", "ng/mL"),
            ("ug/L", "µg/L"),
            ("umol/mmol{creat}", "µmol/mmol"),
            ("m[IU]/L", "mIU/L"),
            ("m[AU]/mL", "mAU/mL"),
            ("10*12/L", "×10¹²/L"),
            ("10*6/mL", "×10⁶/mL"),
            ("mg/(24.h)", "mg/24 h"),
            ("mL/min/{1.73_m2}", "mL/min"),
            ("{score}", ""),
            ("/L", "/L"),
            ("kPa", "kPa"),
            ("mg2/dL2", "mg2/dL2"),
        ] {
            let label = label(code);
            assert_eq!(label.as_deref(), Some(written), "{code}");
        }
    }

    #[test]
    fn what_is_no_code_of_a_unit_is_none() {
        for code in [
            "",
            "mg/dl",
            "µg/L",
            "ug / L",
            "times",
            "of",
            "mg//L",
            "mg/",
            "{open",
            "mg}",
            "IU/L",
            "10^9/L",
            "gram",
            "mg/L/",
            "ng/mL ",
            "(ng/mL",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ] {
            assert_eq!(label(code), None, "{code}");
        }
    }
}
