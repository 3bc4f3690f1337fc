//! The head of a report: age and sex of the patient, and when the blood was taken.

use time::Date;

use super::lexicon::*;
use super::line::{Line, among, chinese};
use super::origin::foreign;
use super::pieces::day;
use super::segment::Parser;
use crate::clinical::Sex;

/// What a line of a head says.
#[derive(Default)]
pub(super) struct Head {
    pub age: Option<u16>,
    pub sex: Option<Sex>,
    /// When the blood was taken.
    pub taken: Option<Date>,
    /// Whether a day stands in it that the values below may be of.
    pub dated: bool,
    /// Whether it says that the specimen is blood.
    pub blood: bool,
    /// What says who the patient is: the key, and what stands behind it.
    pub who: Vec<(String, String)>,
    items: usize,
}

const KEYS: Kinds =
    K_AGE | K_SEX | K_BOTH | K_DAY | K_TIME | K_SPECIMEN | K_DIAGNOSIS | K_FREE | K_WHO;

/// Reads a line of a head; nothing if any of it is something else.
pub(super) fn head(line: &Line, words: &Lexicon) -> Option<Head> {
    let mut parser = Parser::new(line, words);
    let mut head = Head::default();
    if line.len() > 400 {
        return None;
    }
    loop {
        while parser.over(" \t|,;、/()[]*") {}
        if parser.ended() {
            break;
        }
        item(&mut parser, &mut head)?;
        head.items += 1;
    }
    (head.items > 0).then_some(head)
}

/// An item that contradicts an earlier one is none.
fn agree<T: PartialEq + Copy>(old: &mut Option<T>, new: T) -> Option<()> {
    let known = *old.get_or_insert(new);
    (known == new).then_some(())
}

fn item(parser: &mut Parser, head: &mut Head) -> Option<()> {
    let Some((kinds, end)) = parser.words.at(parser.line, parser.at, KEYS) else {
        return bare(parser, head);
    };
    let key = parser.at;
    parser.at = end;
    parser.spaces();
    let colon = parser.over(":");
    parser.spaces();
    if kinds & K_BOTH != 0 {
        for _ in 0..2 {
            if parser.line.digit(parser.at) {
                age(parser, head, false)?;
            } else {
                sex(parser, head)?;
            }
            while parser.over(" /,") {}
        }
        return Some(());
    }
    if kinds & K_AGE != 0 {
        return age(parser, head, false);
    }
    if !colon {
        return if kinds & K_SEX != 0 {
            sex(parser, head)
        } else {
            None
        };
    }
    if kinds & K_SEX != 0 {
        return sex(parser, head);
    }
    if kinds & (K_DAY | K_TIME) != 0 {
        let (date, end) = day(parser.line, parser.at)?;
        parser.at = end;
        head.dated = true;
        if kinds & K_DAY != 0 {
            agree(&mut head.taken, date?)?;
        }
        return Some(());
    }
    if kinds & K_SPECIMEN != 0 {
        head.blood = parser.word(BLOOD).is_some();
        return head.blood.then_some(());
    }
    let from = parser.at;
    free(parser);
    let text = parser.line.printed(from, parser.at);
    if kinds & K_WHO != 0 {
        let plain = |text: &str| -> String {
            let letters = text.chars().filter(|c| c.is_alphanumeric());
            letters.map(|c| c.to_ascii_lowercase()).collect()
        };
        let key = plain(parser.line.printed(key, end));
        head.who.push((key, plain(text)));
    }
    // "Name: baby of …" is the head of another person's report.
    let said = Line::new(text);
    (kinds & K_DIAGNOSIS != 0 || foreign(&said, parser.words) == 0).then_some(())
}

/// Goes over any text, up to what parts items or the next key.
fn free(parser: &mut Parser) {
    let line = parser.line;
    while !parser.ended() && !among("\t|,;、", line.at(parser.at)) {
        if line.at(parser.at).is_whitespace() {
            let next = line.spaces(parser.at);
            let key = parser.words.at(line, next, KEYS);
            let keyed = key.is_some_and(|(_, end)| line.at(line.spaces(end)) == ':');
            if next > parser.at + 1 || keyed {
                return;
            }
        }
        parser.at += 1;
    }
}

fn bare(parser: &mut Parser, head: &mut Head) -> Option<()> {
    if parser.line.digit(parser.at) {
        age(parser, head, true)
    } else {
        sex(parser, head)
    }
}

/// Whole years, alone only with the word for them.
fn age(parser: &mut Parser, head: &mut Head, worded: bool) -> Option<()> {
    let start = parser.at;
    while parser.line.digit(parser.at) {
        parser.at += 1;
    }
    let years: u16 = parser.line.printed(start, parser.at).parse().ok()?;
    let number = parser.at;
    parser.spaces();
    parser.over("-");
    let years_said = parser.word(YEARS).is_some();
    if !years_said {
        parser.at = number;
    }
    let fair = (1..=120).contains(&years) && (years_said || !worded) && parser.at > start;
    let next = parser.line.at(parser.at);
    let clear = parser.line.clear(parser.at) || next == '/' || chinese(next);
    (fair && clear).then_some(())?;
    agree(&mut head.age, years)
}

fn sex(parser: &mut Parser, head: &mut Head) -> Option<()> {
    let kinds = parser.word(MALE | FEMALE)?;
    let clear = parser.line.clear(parser.at)
        || parser.line.at(parser.at) == '/'
        || parser.line.digit(parser.at);
    let sex = if kinds & MALE != 0 {
        Sex::Male
    } else {
        Sex::Female
    };
    clear.then_some(())?;
    agree(&mut head.sex, sex)
}

/// The name of a hospital, as the first line of a report has it.
pub(super) fn place(line: &Line, words: &Lexicon) -> bool {
    let mut named = false;
    for at in 0..line.len().min(100) {
        if line.at(at).is_numeric() || line.at(at) == ':' {
            return false;
        }
        named |= line.word_begins(at) && words.at(line, at, PLACE).is_some();
    }
    named && line.len() <= 100 && foreign(line, words) == 0
}
