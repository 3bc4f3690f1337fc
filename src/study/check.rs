//! The linter: what a study file may say by its form and still cannot mean.

use super::model::{BulletRef, Criterion, Kind, Rule, Study};
use super::names::{self, shown};
use crate::error::ValidationError;

/// More participants than any study with dose groups has.
const MOST_PLACES: u32 = 10_000;

/// Everything that is wrong with a study that could be read.
pub fn remarks(study: &Study) -> Vec<ValidationError> {
    let mut remarks = names::remarks(study);
    let links = [
        ("registry.url", &study.registry.url),
        ("registry.source", &study.registry.source),
    ];
    for (path, link) in links {
        if !is_link(link) {
            remarks.push(ValidationError::new(path, NO_LINK));
        }
    }
    if study.criteria.is_empty() {
        let message = "At least one criterion is needed.";
        remarks.push(ValidationError::new("criteria", message));
    }
    for (index, criterion) in study.criteria.iter().enumerate() {
        let path = format!("criteria[{index}]");
        remarks.extend(
            criterion_remarks(study, criterion)
                .into_iter()
                .map(|(field, message)| ValidationError::new(format!("{path}.{field}"), message)),
        );
    }
    for (kind, list) in [
        (Kind::Inclusion, &study.inclusion),
        (Kind::Exclusion, &study.exclusion),
    ] {
        for number in 1..=list.len() {
            let bullet = BulletRef { kind, number };
            if !study.criteria.iter().any(|c| c.printed.contains(&bullet)) {
                remarks.push(ValidationError::new(
                    format!("printed.{}[{}]", kind.key(), number - 1),
                    "No criterion comes from this bullet.",
                ));
            }
        }
    }
    let places: u32 = study.arms.iter().map(|arm| u32::from(arm.places)).sum();
    if places > MOST_PLACES {
        remarks.push(ValidationError::new(
            "arms",
            format!("All groups together have more than {MOST_PLACES} places."),
        ));
    }
    if u32::from(study.enrolment.enrolled) > places {
        remarks.push(ValidationError::new(
            "enrolment.enrolled",
            format!("More are enrolled than the {places} places of all groups."),
        ));
    }
    remarks
}

fn criterion_remarks(study: &Study, criterion: &Criterion) -> Vec<(String, String)> {
    let mut remarks = Vec::new();
    let mut note = |field: &str, message: &str| {
        remarks.push((field.to_owned(), message.to_owned()));
    };
    if criterion.readings.is_empty() {
        note("readings", "At least one reading is needed.");
    }
    let at = |index: usize, field: &str| ["readings[", &index.to_string(), "].", field].concat();
    for (index, reading) in criterion.readings.iter().enumerate() {
        if let Rule::Age { min, max } = reading.rule
            && min > max
        {
            note(
                &at(index, "rule.min"),
                "The least age is above the greatest.",
            );
        }
        for (number, evidence) in reading.evidence.iter().enumerate() {
            // A source may be named in words; addresses among them must be safe ones.
            let mut words = evidence.source.split_whitespace();
            if words.any(|word| is_address(word) && !is_link(word)) {
                let field = ["evidence[", &number.to_string(), "].source"].concat();
                note(&at(index, &field), NO_LINK);
            }
        }
    }
    if criterion.printed.len() != criterion.words.len() || criterion.printed.is_empty() {
        let message = "Each printed bullet needs the part of it that this criterion is.";
        note("words", message);
    }
    for (bullet, words) in criterion.printed.iter().zip(&criterion.words) {
        match study.bullet(*bullet) {
            None => note("printed", "There is no such bullet."),
            Some(text) if around(text, words).is_none() => {
                let (words, text) = (shown(words), shown(text));
                let parts = [
                    "\"",
                    &words,
                    "\" does not stand in the printed bullet \"",
                    &text,
                    "\".",
                ];
                note("words", &parts.concat());
            }
            Some(_) => {}
        }
    }
    let asks = criterion
        .readings
        .iter()
        .any(|r| matches!(r.rule, Rule::Answer { .. } | Rule::Undecidable));
    if asks && criterion.question.is_none() {
        note("question", "A rule that asks needs a question.");
    }
    remarks
}

const NO_LINK: &str = "Expected an address that begins with https://, without spaces.";

/// Whether a browser might take this for an address.
fn is_address(word: &str) -> bool {
    const SCHEMES: [&str; 6] = [
        "http:",
        "javascript:",
        "data:",
        "vbscript:",
        "file:",
        "blob:",
    ];
    let begins = |scheme: &&str| {
        let start = word.split_at_checked(scheme.len());
        start.is_some_and(|(start, _)| start.eq_ignore_ascii_case(scheme))
    };
    around(word, "://").is_some() || SCHEMES.iter().any(begins)
}

/// Whether this is an address that a reader may be led to: secure, with a host, nothing hidden in it.
fn is_link(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let of_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '`');
    host.starts_with(|c: char| c.is_ascii_alphanumeric())
        && host.chars().all(of_host)
        && rest.chars().all(plain)
}

/// What stands before and behind a part of a text, where the part stands in it first. The standard library's way is
/// made for longer texts, and was 4 kB more of the page's download. Places are compared by a running sum first, so that
/// a long text of one letter takes no longer than another.
pub fn around<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    const BASE: u32 = 0x0100_0193;
    let next = |sum: u32, byte: u8| sum.wrapping_mul(BASE).wrapping_add(byte.into());
    let wanted = part.bytes().fold(0, next);
    let mut sum = text.bytes().take(part.len()).fold(0, next);
    let (mut top, mut base, mut power) = (1_u32, BASE, part.len());
    while power > 0 {
        if power % 2 == 1 {
            top = top.wrapping_mul(base);
        }
        base = base.wrapping_mul(base);
        power /= 2;
    }
    let mut leaving = text.bytes();
    let mut coming = text.bytes().skip(part.len());
    for at in 0..=text.len().checked_sub(part.len())? {
        if sum == wanted
            && let Some((before, from)) = text.split_at_checked(at)
            && let Some(behind) = from.strip_prefix(part)
        {
            return Some((before, behind));
        }
        let left = u32::from(leaving.next().unwrap_or_default());
        let come = coming.next().unwrap_or_default();
        sum = next(sum, come).wrapping_sub(top.wrapping_mul(left));
    }
    None
}

impl Study {
    /// A printed bullet.
    pub fn bullet(&self, bullet: BulletRef) -> Option<&str> {
        let list = match bullet.kind {
            Kind::Inclusion => &self.inclusion,
            Kind::Exclusion => &self.exclusion,
        };
        list.get(bullet.number.checked_sub(1)?).map(String::as_str)
    }

    /// A criterion by its id.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| *criterion.id == *id)
    }

    /// The places of all groups.
    pub fn places(&self) -> u16 {
        let places = self.arms.iter().map(|arm| arm.places);
        places.fold(0, u16::saturating_add)
    }
}
