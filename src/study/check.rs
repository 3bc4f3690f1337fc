//! The linter: what a study file may say by its form and still cannot mean.

use super::model::{BulletRef, Criterion, Kind, Rule, Study};
use crate::document::Problem;

/// More participants than any study with dose groups has.
const MOST_PLACES: u32 = 10_000;

/// Everything that is wrong with a study that could be read.
pub fn remarks(study: &Study) -> Vec<Problem> {
    let mut remarks = Vec::new();
    for (index, criterion) in study.criteria.iter().enumerate() {
        let path = format!("criteria[{index}]");
        remarks.extend(
            criterion_remarks(study, criterion)
                .into_iter()
                .map(|(field, message)| Problem::new(format!("{path}.{field}"), message)),
        );
        let twice = |other: &&Criterion| other.id == criterion.id;
        if study.criteria.iter().filter(twice).count() > 1 {
            remarks.push(Problem::new(
                format!("{path}.id"),
                format!("The id {} stands twice.", criterion.id),
            ));
        }
    }
    for (kind, list) in [
        (Kind::Inclusion, &study.inclusion),
        (Kind::Exclusion, &study.exclusion),
    ] {
        for number in 1..=list.len() {
            let bullet = BulletRef { kind, number };
            if !study.criteria.iter().any(|c| c.printed.contains(&bullet)) {
                remarks.push(Problem::new(
                    format!("printed.{}[{}]", kind.key(), number - 1),
                    "No criterion comes from this bullet.",
                ));
            }
        }
    }
    let places: u32 = study.arms.iter().map(|arm| u32::from(arm.places)).sum();
    if places > MOST_PLACES {
        remarks.push(Problem::new(
            "arms",
            format!("All groups together have more than {MOST_PLACES} places."),
        ));
    }
    if u32::from(study.enrolment.enrolled) > places {
        remarks.push(Problem::new(
            "enrolment.enrolled",
            format!("More are enrolled than the {places} places of all groups."),
        ));
    }
    remarks
}

fn criterion_remarks(study: &Study, criterion: &Criterion) -> Vec<(&'static str, String)> {
    let mut remarks = Vec::new();
    if criterion.readings.is_empty() {
        remarks.push(("readings", "At least one reading is needed.".to_owned()));
    }
    if criterion.printed.len() != criterion.words.len() || criterion.printed.is_empty() {
        remarks.push((
            "words",
            "Each printed bullet needs the part of it that this criterion is.".to_owned(),
        ));
    }
    for (bullet, words) in criterion.printed.iter().zip(&criterion.words) {
        match study.bullet(*bullet) {
            None => remarks.push(("printed", "There is no such bullet.".to_owned())),
            Some(text) if around(text, words).is_none() => remarks.push((
                "words",
                format!("\"{words}\" does not stand in the printed bullet \"{text}\"."),
            )),
            Some(_) => {}
        }
    }
    let asks = criterion
        .readings
        .iter()
        .any(|r| matches!(r.rule, Rule::Answer { .. } | Rule::Undecidable));
    if asks && criterion.question.is_none() {
        remarks.push(("question", "A rule that asks needs a question.".to_owned()));
    }
    remarks
}

/// What stands before and behind a part of a text, where the part stands in it first. The standard library's way is
/// made for longer texts, and was 4 kB more of the page's download.
pub fn around<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    (0..=text.len()).find_map(|at| {
        let (before, from) = text.split_at_checked(at)?;
        Some((before, from.strip_prefix(part)?))
    })
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
