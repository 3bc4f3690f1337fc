//! What a file says of the registry's record and leaves out, or says twice: no reasoning, only looking.

use super::remark::{About, Remark};
use super::says::{self, Text, say};
use crate::study::Study;
use crate::study::model::{Arm, BulletRef, Kind};

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
    arms(study, &mut remarks);
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

fn arms(study: &Study, remarks: &mut Vec<Remark>) {
    for (index, arm) in study.arms.iter().enumerate() {
        let path = format!("arms[{index}]");
        if arm.cells_per_infusion.trim().is_empty() && arm.total_cells.trim().is_empty() {
            remarks.push(Remark::new(&path, About::NoDose, say(says::NO_DOSE, &[])));
        }
        if let Some(why) = cells(arm) {
            remarks.push(Remark::new(
                [&path, ".totalCells"].concat(),
                About::Cohorts,
                why,
            ));
        }
        let mut before = study.arms.iter().take(index);
        if let Some(other) = before.find(|other| other.name == arm.name) {
            let id = Text::same(&*other.id);
            let why = say(says::SAME_NAME, &[("other", &id)]);
            remarks.push(Remark::new([&path, ".name"].concat(), About::Cohorts, why));
        }
    }
}

/// That the cells of all infusions are not those of one, so many times.
fn cells(arm: &Arm) -> Option<Text> {
    let (each, total) = (count(&arm.cells_per_infusion)?, count(&arm.total_cells)?);
    let sum = each * f64::from(arm.infusions);
    if (sum - total).abs() <= 1e-6 * total.abs() {
        return None;
    }
    Some(say(
        says::CELLS,
        &[
            ("infusions", &Text::same(arm.infusions.to_string())),
            ("each", &Text::same(&*arm.cells_per_infusion)),
            ("sum", &Text::same(power_of_ten(sum))),
            ("total", &Text::same(&*arm.total_cells)),
        ],
    ))
}

fn power_of_ten(number: f64) -> String {
    let power = number.abs().max(1.0).log10().floor();
    format!("{:.2}×10^{power}", number / 10_f64.powf(power))
}

/// A number of cells as people write it: "2.5×10^7", "2.5x10⁷", "1e7", "25,000,000". Nothing for anything else.
fn count(text: &str) -> Option<f64> {
    let mut plain = String::new();
    for letter in text
        .chars()
        .filter(|c| !c.is_whitespace() && !"\\,".contains(*c))
    {
        match "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|of| of == letter) {
            Some(digit) => {
                if !plain.ends_with('^') && !plain.contains('^') {
                    plain.push('^');
                }
                plain.push_str(&digit.to_string());
            }
            None => plain.push(letter),
        }
    }
    if let Ok(number) = plain.parse() {
        return Some(number).filter(|number: &f64| number.is_finite());
    }
    let (times, power) = match plain.split_once(['×', 'x', 'X', '*', '·']) {
        Some((times, power)) => (times.parse().ok()?, power),
        None => (1.0, plain.as_str()),
    };
    let power: i32 = power.strip_prefix("10^")?.parse().ok()?;
    Some(times * 10_f64.powi(power)).filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::{count, says_something};

    #[test]
    fn numbers_of_cells_are_read_as_people_write_them() {
        for text in ["2.5×10^7", "2.5x10⁷", "2.5 × 10\\^7", "25,000,000", "2.5e7"] {
            assert_eq!(count(text), Some(2.5e7), "{text}");
        }
        for text in ["", "a few", "10^", "2.5×7"] {
            assert_eq!(count(text), None, "{text}");
        }
    }

    #[test]
    fn marks_and_joining_words_say_nothing() {
        for text in ["", " ; ", ", and ", "；或", "2) ", " (3) and/or", "b)"] {
            assert!(!says_something(text), "{text}");
        }
        for text in ["not", " 35", "< 5 ", "且无腹水", "and fever"] {
            assert!(says_something(text), "{text}");
        }
    }
}
