//! What the page's own wasm knows of studies: what those that ship ask for. Everything else would be a quarter of what is
//! loaded before the first verdict, for the few who bring a study of their own; they get the wasm that knows every study.
//! The build refuses a study file that ships and asks for more than is known here.

use super::model::{AnswerRule, Assignment, Ends, LabRule, Limit, Rule, ScoreName, Study, Window};

/// Whether every study is screened here.
pub const ANY_STUDY: bool = !cfg!(of_page);

/// In place of what no study that ships has, where it is read: a list that must be empty.
#[cfg(of_page)]
pub fn none<'de, D: serde::Deserializer<'de>, T>(deserializer: D) -> Result<Vec<T>, D::Error> {
    #[derive(serde::Deserialize)]
    enum Nothing {}
    serde::Deserialize::deserialize(deserializer).map(|_: Vec<Nothing>| Vec::new())
}

impl Rule {
    /// Whether the page's own wasm knows rules of this kind.
    #[inline(always)]
    pub(crate) fn is_of_page(&self) -> bool {
        matches!(
            self,
            Rule::Age { .. }
                | Rule::Lab(_)
                | Rule::Score(_)
                | Rule::Answer(AnswerRule { entry: None, .. })
                | Rule::Undecidable {}
                | Rule::Site {}
        )
    }
}

impl ScoreName {
    /// Whether the page's own wasm knows it.
    #[inline(always)]
    pub(crate) fn is_of_page(self) -> bool {
        matches!(
            self,
            ScoreName::ChildPugh
                | ScoreName::Meld
                | ScoreName::MeldNa
                | ScoreName::Meld3
                | ScoreName::Albi
        )
    }
}

/// What of a study the page's own wasm does not know, each by its place in the file.
pub fn beyond_page(study: &Study) -> Vec<String> {
    let mut found = Vec::new();
    if !study.analytes.is_empty() {
        found.push("analytes".to_owned());
    }
    if !study.entries.is_empty() {
        found.push("entries".to_owned());
    }
    if !study.reference_intervals.is_empty() {
        found.push("referenceIntervals".to_owned());
    }
    if study.assignment != (Assignment::Sequential {}) {
        found.push("assignment".to_owned());
    }
    if !study.has_infusions() {
        found.push("arms without infusions".to_owned());
    }
    if study.registry.contact.is_some() {
        found.push("registry.contact".to_owned());
    }
    for criterion in &study.criteria {
        if criterion.temporary.is_some() {
            found.push(format!("temporary of {}", criterion.id));
        }
        for reading in &criterion.readings {
            if !is_known(&reading.rule) {
                found.push(format!("rule of {} ({})", criterion.id, reading.id));
            }
        }
    }
    found
}

fn is_known(rule: &Rule) -> bool {
    rule.is_of_page()
        && match rule {
            Rule::Lab(rule) => is_plain(rule),
            Rule::Score(rule) => rule.score.is_of_page() && has_one(&rule.ends()),
            Rule::Answer(rule) => rule.window.as_ref().is_none_or(is_usual),
            _ => true,
        }
}

fn has_one<T>(ends: &Ends<T>) -> bool {
    ends.iter().flatten().count() == 1
}

/// A value that has a field in every form, against one number, whenever it was taken.
fn is_plain(rule: &LabRule) -> bool {
    let ends = rule.ends();
    let mut limits = ends.iter().flatten();
    rule.analyte.in_every_form()
        && limits.all(|(_, limit)| matches!(limit, Limit::Plain(_)))
        && has_one(&ends)
        && rule.not_older_than_days.is_none()
        && rule.washout.is_none()
        && rule.occasions.is_none()
}

/// Months back from the day of screening.
fn is_usual(window: &Window) -> bool {
    window.anchor.is_none() && window.months.is_some() && window.weeks.is_none()
}
