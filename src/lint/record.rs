//! What a file makes of the printed text, and leaves out of it: no reasoning, only looking.

use super::remark::{About, Remark};
use super::says::{self, Text, say};
use crate::study::Study;
use crate::study::model::{BulletRef, Kind, Rule};

/// Everything of that kind.
pub fn remarks(study: &Study) -> Vec<Remark> {
    let mut remarks = Vec::new();
    evidence(study, &mut remarks);
    for (kind, list) in [
        (Kind::Inclusion, &study.printed.inclusion),
        (Kind::Exclusion, &study.printed.exclusion),
    ] {
        for (index, text) in list.iter().enumerate() {
            let number = index + 1;
            uncovered(study, BulletRef { kind, number }, text, &mut remarks);
        }
    }
    anchors(study, &mut remarks);
    remarks
}

fn evidence(study: &Study, remarks: &mut Vec<Remark>) {
    for (index, criterion) in study.criteria.iter().enumerate() {
        for (number, reading) in criterion.readings.iter().enumerate() {
            if reading.departs && reading.evidence.is_empty() {
                let path = format!("criteria[{index}].readings[{number}].evidence");
                let why = say(says::NO_EVIDENCE, &[]);
                remarks.push(Remark::new(path, About::NoEvidence, why));
            }
        }
    }
}

/// Words that join what criteria take out of a bullet.
const JOINING: &[&str] = &[
    "and", "or", "and/or", "as", "well", "also", "plus", "then", "the", "a", "an", "both",
    "either", "和", "或", "及", "以及", "与", "且", "并", "并且", "或者", "而", "等",
];

/// Parts of a bullet that no excerpt of a criterion covers.
fn uncovered(study: &Study, bullet: BulletRef, text: &str, remarks: &mut Vec<Remark>) {
    let mut claims: Vec<&str> = Vec::new();
    for criterion in &study.criteria {
        let of = criterion.printed.iter().zip(&criterion.excerpts);
        claims.extend(
            of.filter(|(of, _)| **of == bullet)
                .map(|(_, words)| words.as_str()),
        );
    }
    if claims.is_empty() {
        return;
    }
    let mut covered = vec![false; text.len()];
    for (rank, words) in claims.iter().enumerate() {
        let before = claims.iter().take(rank).filter(|other| *other == words);
        let mut places = text.match_indices(words).map(|(at, _)| at);
        let again = before.count();
        let first = places.next();
        let place = again.checked_sub(1).map_or(first, |skip| places.nth(skip));
        let Some(start) = place.or(first) else {
            continue;
        };
        covered
            .iter_mut()
            .skip(start)
            .take(words.len())
            .for_each(|of| *of = true);
    }
    let mut rest = String::new();
    let mut parts = Vec::new();
    for (at, letter) in text.char_indices() {
        if covered.get(at) == Some(&true) {
            parts.push(std::mem::take(&mut rest));
        } else {
            rest.push(letter);
        }
    }
    parts.push(rest);
    for part in parts.iter().filter(|part| says_something(part)) {
        let path = format!("printed.{}[{}]", bullet.kind.key(), bullet.number - 1);
        let shown = Text::same(part.trim());
        let why = say(says::UNCOVERED, &[("text", &shown)]);
        remarks.push(Remark::new(path, About::UncoveredText, why));
    }
}

/// Whether more is here than marks, joining words and the numbers of a list.
fn says_something(part: &str) -> bool {
    let words = part.split(|c: char| c.is_whitespace() || ",;:，；：。、".contains(c));
    words.filter(|word| !word.is_empty()).any(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && !"<>≤≥=%".contains(c));
        let lower = bare.to_lowercase();
        !bare.is_empty() && !JOINING.contains(&lower.as_str()) && !is_list_number(word, bare)
    })
}

/// "1.", "2)", "(3)", "b)".
fn is_list_number(word: &str, bare: &str) -> bool {
    let short = bare.chars().all(|c| c.is_ascii_digit()) && bare.len() < 3
        || bare.len() == 1 && bare.chars().all(|c| c.is_ascii_alphabetic());
    short && word.ends_with([')', '.', '）', '．'])
}

/// Days, as texts name them, from which a window can count and on which nobody is screened.
const ANCHORS: &[&str] = &[
    "onset",
    "first dose",
    "first infusion",
    "first administration",
    "randomi",
    "transplant",
    "surgery",
    "operation",
    "start of treatment",
    "start of study treatment",
    "study drug",
    "birth",
    "diagnosis",
    "发病",
    "起病",
    "首次给药",
    "首次输注",
    "随机",
    "移植前",
    "手术前",
];

/// What stands before such a day.
const COUNTED: &[&str] = &[
    "before",
    "prior to",
    "preceding",
    "since",
    "after",
    "from",
    "前",
    "后",
];

/// Windows without an anchor whose text counts from another day than that of screening.
fn anchors(study: &Study, remarks: &mut Vec<Remark>) {
    for (index, criterion) in study.criteria.iter().enumerate() {
        let Some(text) = criterion
            .excerpts
            .iter()
            .find(|text| counts_from_a_day(text))
        else {
            continue;
        };
        for (number, reading) in criterion.readings.iter().enumerate() {
            let path = format!("criteria[{index}].readings[{number}].rule");
            windows(&reading.rule, path, &mut |path| {
                let why = say(says::NO_ANCHOR, &[("text", &Text::same(text.trim()))]);
                remarks.push(Remark::new(path, About::NoAnchor, why));
            });
        }
    }
}

fn counts_from_a_day(text: &str) -> bool {
    let text = text.to_lowercase();
    ANCHORS.iter().any(|anchor| {
        text.match_indices(anchor).any(|(at, _)| {
            let (before, after) = text.split_at(at);
            // A few words between: "before the planned onset", "发病前".
            let before = before
                .char_indices()
                .rev()
                .nth(24)
                .map_or(before, |(start, _)| before.get(start..).unwrap_or_default());
            let after: String = after.chars().take(anchor.chars().count() + 2).collect();
            COUNTED
                .iter()
                .any(|word| before.contains(word) || !word.is_ascii() && after.contains(word))
        })
    })
}

/// The places of the windows of a rule that have no anchor.
fn windows(rule: &Rule, path: String, found: &mut dyn FnMut(String)) {
    if let Rule::Answer(answer) = rule
        && answer
            .window
            .as_ref()
            .is_some_and(|window| window.anchor.is_none())
    {
        found([&path, ".window"].concat());
    }
    for (path, part) in super::lower::parts(&path, rule) {
        windows(part, path, found);
    }
}

#[cfg(test)]
mod tests {
    use super::{counts_from_a_day, says_something};

    #[test]
    fn marks_and_joining_words_say_nothing() {
        for text in ["", " ; ", ", and ", "；或", "2) ", " (3) and/or", "b)"] {
            assert!(!says_something(text), "{text}");
        }
        for text in ["not", " 35", "< 5 ", "且无腹水", "and fever"] {
            assert!(says_something(text), "{text}");
        }
    }

    #[test]
    fn a_window_may_count_from_another_day() {
        for text in [
            "within 4 weeks before the onset of liver failure",
            "within 14 days prior to randomisation",
            "首次给药前2周内",
            "since diagnosis",
        ] {
            assert!(counts_from_a_day(text), "{text}");
        }
        for text in [
            "within 3 months prior to enrollment",
            "in the last month",
            "liver transplantation",
        ] {
            assert!(!counts_from_a_day(text), "{text}");
        }
    }
}
