//! The pieces of a row that look the same for every analyte: numbers, ranges, days, flags.

use time::{Date, Month};

use super::Why;
use super::lexicon::{ANALYTES, FLAG, Lexicon, OTHER};
use super::line::{Line, among};
use crate::clinical::Number;

/// A number as printed, from one character to another.
#[derive(Clone, Copy)]
pub(super) struct Printed {
    pub start: usize,
    pub end: usize,
    /// "<", "≥" and the like.
    pub limit: bool,
}

/// The end of a run of digits with the marks between them, and how many marks there are.
fn digits(line: &Line, mut place: usize, columns: bool) -> (usize, usize) {
    let mut marks = 0;
    loop {
        let c = line.at(place);
        if c.is_ascii_digit() {
            place += 1;
        } else if (c == '.' || (c == ',' && !columns)) && line.digit(place + 1) {
            place += 1;
            marks += 1;
        } else {
            return (place, marks);
        }
    }
}

/// Goes over dashes, with spaces around them; nothing if there is none.
fn dashes(line: &Line, place: usize) -> Option<usize> {
    let start = line.spaces(place);
    let mut end = start;
    while matches!(line.at(end), '-' | '~') {
        end += 1;
    }
    (end > start).then(|| line.spaces(end))
}

/// Where the digits of a number begin: behind what compares it.
fn sign(line: &Line, start: usize) -> usize {
    if !among("<>≤≥", line.at(start)) {
        return start;
    }
    line.spaces(start + 1 + usize::from(line.at(start + 1) == '='))
}

/// The number at a place; nothing where none begins. In columns parted by commas no comma is a decimal mark.
pub(super) fn number(line: &Line, start: usize, columns: bool) -> Option<Result<Printed, Why>> {
    let signed = sign(line, start);
    let place = signed + usize::from(line.at(signed) == '-');
    if !line.digit(place) {
        return None;
    }
    let (end, _) = digits(line, place, columns);
    if dashes(line, end).is_some_and(|other| line.digit(other)) {
        return Some(Err(Why::Range));
    }
    let next = line.at(end);
    let strange = match next {
        '/' | ':' | '*' => line.digit(end + 1) && !(next == '*' && line.at(end + 2) == '0'),
        '^' | '~' | '±' | '=' | '<' | '>' => true,
        'e' | 'E' => line.digit(end + 1),
        '.' => !line.at(end + 1).is_whitespace() && !among(",;", line.at(end + 1)),
        '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' => true,
        '-' => !line.at(end + 1).is_whitespace(),
        _ => false,
    };
    let fair = !strange && Number::parse(line.printed(start, end)).is_ok();
    // In "TBIL,45,3" the second comma parts columns like the first, or is a decimal mark.
    let doubtful = columns && next == ',' && line.digit(end + 1);
    let whole = !line.printed(place, end).contains('.');
    if !fair || (doubtful && whole) {
        return Some(Err(Why::TwoWays));
    }
    let limit = signed > start;
    Some(Ok(Printed { start, end, limit }))
}

/// The end of two numbers with a dash between them; in brackets a word may stand there.
pub(super) fn range(line: &Line, start: usize, bracket: bool) -> Option<usize> {
    let from = start + usize::from(line.at(start) == '-');
    if !line.digit(from) {
        return None;
    }
    let (middle, marks) = digits(line, from, false);
    let worded = |place: usize| {
        let word = match line.at(place) {
            '至' | '到' => 1,
            't' if line.at(place + 1) == 'o' => 2,
            _ => return None,
        };
        Some(line.spaces(place + word))
    };
    let other = dashes(line, middle).or_else(|| worded(line.spaces(middle)).filter(|_| bracket))?;
    if marks > 1 || !line.digit(other) {
        return None;
    }
    let (end, marks) = digits(line, other, false);
    let further = dashes(line, end).is_some_and(|further| line.digit(further));
    let strange = matches!(line.at(end), '/' | ':' | '^' | '-' | '~' | '±');
    // "(01-05)" and "(12-3)" are days.
    let value = |from, to| Number::parse(line.printed(from, to)).map(|number| number.value);
    let zeros = [from, other].map(|place| line.at(place) == '0' && line.digit(place + 1));
    let rising = match (value(from, middle), value(other, end)) {
        (Ok(low), Ok(high)) => low < high || start < from,
        _ => true,
    };
    let fair = rising && zeros == [false; 2];
    (marks < 2 && !further && !strange && fair).then_some(end)
}

/// The end of a limit such as "<21", where it is a reference.
pub(super) fn limit(line: &Line, start: usize) -> Option<usize> {
    let place = sign(line, start);
    if place == start || !line.digit(place) {
        return None;
    }
    let (end, marks) = digits(line, place, false);
    let strange = matches!(line.at(end), '/' | ':' | '^' | '-' | '~' | '±');
    (marks < 2 && !strange && dashes(line, end).is_none()).then_some(end)
}

/// The flag at a place, with its end.
pub(super) fn flag(line: &Line, words: &Lexicon, start: usize) -> Option<usize> {
    match line.at(start) {
        '↑' | '↓' | '⇑' | '⇓' | '▲' | '▼' => return Some(start + 1),
        '*' | '!' | '+' | '-' => {
            let mut end = start + 1;
            while line.at(end) == line.at(start) {
                end += 1;
            }
            let apart = line.before(start).is_whitespace() || among("*!", line.at(start));
            return (apart && line.clear(end)).then_some(end);
        }
        '(' | '[' => {
            let end = flag(line, words, line.spaces(start + 1))?;
            let end = line.spaces(end);
            return among(")]", line.at(end)).then_some(end + 1);
        }
        _ => {}
    }
    let (_, end) = words.at(line, start, FLAG)?;
    // A small letter may be a digit that was not recognised: "13l".
    if end < start + 3 && line.at(start).is_ascii_lowercase() {
        return None;
    }
    let name = words.longest(line, start, ANALYTES | OTHER);
    if name.is_some_and(|(_, name)| name > end) {
        return None;
    }
    // "2N" is a multiple of the normal limit.
    if line.at(start) == 'N' && line.before(start).is_ascii_digit() {
        return None;
    }
    let chinese = super::line::chinese(line.before(end));
    (chinese || line.clear(end) || among("↑↓*", line.at(end))).then_some(end)
}

/// A day with its end; a day that can be read in two ways is none, but still has an end.
pub(super) fn day(line: &Line, start: usize) -> Option<(Option<Date>, usize)> {
    if !line.digit(start) || line.before(start).is_ascii_digit() {
        return None;
    }
    let run = |place: usize| {
        let mut end = place;
        let mut value = 0_u16;
        while line.digit(end) && end < place + 5 {
            let digit = line.at(end).to_digit(10).unwrap_or_default();
            value = value.wrapping_mul(10).wrapping_add(digit as u16);
            end += 1;
        }
        (value, end - place, end)
    };
    let (first, long, place) = run(start);
    let mark = line.at(place);
    if !among("-/.年", mark) {
        return None;
    }
    let (second, middle, place) = run(place + 1);
    if line.at(place) != if mark == '年' { '月' } else { mark } {
        return None;
    }
    let (third, last, mut end) = run(place + 1);
    if mark == '年' {
        if line.at(end) != '日' {
            return None;
        }
        end += 1;
    }
    let short = |length: usize| length == 1 || length == 2;
    let of = |year: u16, month: u16, day: u16| {
        let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
        Date::from_calendar_date(i32::from(year), month, u8::try_from(day).ok()?).ok()
    };
    let date = match (long, middle, last) {
        (4, middle, last) if short(middle) && short(last) => of(first, second, third),
        (long, middle, 4) if short(long) && short(middle) => {
            match (of(third, first, second), of(third, second, first)) {
                (Some(a), Some(b)) if a != b && mark != '.' => None,
                // With dots the day comes first.
                (_, Some(b)) if mark == '.' => Some(b),
                (a, b) => a.or(b),
            }
        }
        _ => return None,
    };
    let hour = line.spaces(end + usize::from(line.at(end) == 'T'));
    let (_, long, mut place) = run(hour);
    if short(long) && line.at(place) == ':' && line.digit(place + 1) {
        while line.digit(place) || line.at(place) == ':' {
            place += 1;
        }
        end = place;
    }
    (!line.digit(end) && !super::line::letter(line.at(end))).then_some((date, end))
}
