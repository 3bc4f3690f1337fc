//! A value against its limit in a few words, for where a whole sentence is too long.

use super::sentences::{figure, limit, measured};
use super::{Catalogue, Lang, fill};
use crate::screening::finding::{Reason, Said};
use crate::study::model::{Kind, Rule};

/// What is needed of a value, or excludes.
pub(super) fn needs(words: &Catalogue, kind: Kind, limit: &str) -> String {
    let sentence = match kind {
        Kind::Inclusion => words.page.criteria.needs,
        Kind::Exclusion => words.page.criteria.excluded_if,
    };
    fill(sentence, &[("limit", limit)])
}

fn years(min: u16, max: u16) -> String {
    [min.to_string(), max.to_string()].join("–")
}

/// What a rule asks for: "needs > 70 g/L", or "excluded if > 9" where what it names excludes.
pub fn needed(lang: Lang, kind: Kind, rule: &Rule) -> Option<String> {
    let asked = match rule {
        Rule::Age { min, max } => years(*min, *max),
        Rule::Lab {
            op,
            limit: at,
            unit,
            ..
        } => limit(*op, *at, Some(*unit)),
        Rule::Score(rule) => limit(rule.op, rule.limit, None),
        Rule::Answer { .. } | Rule::Undecidable | Rule::Site => return None,
    };
    Some(needs(lang.catalogue(), kind, &asked))
}

/// What was entered or computed, with what the rule asks for: "60 g/L, needs > 70 g/L". Nothing where no value stands
/// against a limit.
pub fn against(lang: Lang, kind: Kind, said: &Said, rule: &Rule) -> Option<String> {
    let words = lang.catalogue();
    let page = &words.page;
    let value = match &said.reason {
        Reason::Age { years, .. } => years.to_string(),
        Reason::Lab { lab, unit, .. } => measured(lab, *unit),
        Reason::Score { low, high, .. } if low == high => figure(*low),
        Reason::Score { low, high, .. } => [figure(*low), figure(*high)].join("–"),
        Reason::Waiting(_) => page.record.waiting.to_owned(),
        Reason::Missing(_) => page.pictures.absent.to_owned(),
        _ => return None,
    };
    let needed = needed(lang, kind, rule)?;
    let both = [("value", value.as_str()), ("needs", &needed)];
    Some(fill(page.criteria.value_needs, &both))
}
