//! What a composed rule rests on, as a sentence: the facts that decide it, or what is open in it.

use super::reasons::{name_of, reason};
use super::{Lang, fill};
use crate::screening::finding::{Reason, Truth};
use crate::screening::reason::{Composed, How, Part, Said};

/// What the parts say that decide, or those that are open where nothing is decided. Parts of parts are told in the same
/// breath, so that nothing stands in brackets within brackets.
pub(super) fn sentence(lang: Lang, holds: Option<bool>, composed: &Composed) -> String {
    let texts = &lang.catalogue().findings;
    let facts = match holds {
        Some(_) => deciding(composed, holds).map(|part| together(lang, composed.how, part)),
        None => return open(lang, composed),
    };
    let facts = once(facts.collect());
    let sentence = match (composed.how, composed.parts.as_slice()) {
        // There is nothing to be said of a list of one.
        (How::All | How::Any, [_]) => "{parts}",
        (How::Not | How::When, _) => return by_others(lang, holds, composed).join(lang.space()),
        (How::All, _) => of_two(texts.all, holds),
        (How::Any, _) => of_two(texts.any, holds),
        (How::AtLeast(_), _) => of_two(texts.at_least, holds),
    };
    counted(sentence, composed, &facts.join(lang.space()))
}

/// The text for what holds, or for what does not.
fn of_two([holds, fails]: [&'static str; 2], truth: Option<bool>) -> &'static str {
    if truth == Some(true) { holds } else { fails }
}

/// A sentence with how many parts there are, how many hold, and how many are needed.
fn counted(sentence: &str, composed: &Composed, parts: &str) -> String {
    let n = match composed.how {
        How::AtLeast(n) => n.to_string(),
        _ => String::new(),
    };
    let all = composed.parts.len().to_string();
    let found = composed.parts.iter();
    let found = found.filter(|part| part.truth == Truth::Holds).count();
    let values = [
        ("n", &*n),
        ("all", &all),
        ("found", &found.to_string()),
        ("parts", parts),
    ];
    fill(sentence, &values)
}

/// The parts that came out as the whole did.
fn deciding(composed: &Composed, holds: Option<bool>) -> impl Iterator<Item = &Part> {
    let parts = composed.parts.iter();
    parts.filter(move |part| part.truth.holds() == holds)
}

/// Each sentence once: parts can ask for the same value.
fn once(mut facts: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    facts.retain(|fact| {
        let is_new = !kept.contains(fact);
        kept.extend(is_new.then(|| fact.clone()));
        is_new
    });
    facts
}

/// A part as one sentence within a list: what a composed part rests on stands together, divided by semicolons.
fn together(lang: Lang, within: How, part: &Part) -> String {
    let texts = &lang.catalogue().findings;
    let holds = part.truth.holds();
    let facts = once(facts(lang, part));
    let joined = join(lang, &facts);
    match &part.reason {
        Reason::Parts(composed) if facts.len() > 1 => match composed.how {
            How::Any if holds == Some(false) && within != How::Any => {
                counted(of_two(texts.any, holds), composed, &joined)
            }
            How::AtLeast(_) => counted(of_two(texts.at_least, holds), composed, &joined),
            _ => joined,
        },
        _ => joined,
    }
}

/// What a part that is decided rests on: a sentence for each simple rule.
fn facts(lang: Lang, part: &Part) -> Vec<String> {
    let holds = part.truth.holds();
    let Reason::Parts(composed) = &part.reason else {
        return vec![reason(lang, part.truth, &part.reason)];
    };
    match composed.how {
        How::Not | How::When => by_others(lang, holds, composed),
        _ => deciding(composed, holds)
            .flat_map(|part| facts(lang, part))
            .collect(),
    }
}

/// What a rule that is decided by another one rests on.
fn by_others(lang: Lang, holds: Option<bool>, composed: &Composed) -> Vec<String> {
    let texts = &lang.catalogue().findings;
    match (composed.how, composed.parts.as_slice()) {
        (How::Not, [part]) => match &part.reason {
            // The opposite of the opposite is the thing itself.
            Reason::Parts(inner) if inner.how == How::Not => inner
                .parts
                .iter()
                .flat_map(|part| facts(lang, part))
                .collect(),
            _ => {
                let facts = join(lang, &once(facts(lang, part)));
                let fact = facts.trim_end_matches(STOPS);
                vec![fill(of_two(texts.not, holds), &[("text", fact)])]
            }
        },
        (_, [condition, branches @ ..]) => {
            let branch = |at: usize| {
                let part = branches.get(at)?;
                Some(join(lang, &once(facts(lang, part))))
            };
            let taken = match condition.truth.holds() {
                Some(true) => branch(0),
                Some(false) => branch(1),
                // The branches came out alike.
                None => {
                    let branches = (0..2).filter_map(branch).collect();
                    let parts = join(lang, &once(branches));
                    return vec![fill(texts.in_either_case, &[("parts", &parts)])];
                }
            };
            let known = join(lang, &once(plainly(lang, condition)));
            let known = known.trim_end_matches(STOPS);
            let sentence = match taken {
                Some(_) => texts.in_that_case,
                None => texts.nothing_more,
            };
            let parts = taken.unwrap_or_default();
            vec![fill(sentence, &[("text", known), ("parts", &parts)])]
        }
        _ => Vec::new(),
    }
}

/// The facts of a condition, where nobody asks for the opposite.
fn plainly(lang: Lang, part: &Part) -> Vec<String> {
    match &part.reason {
        Reason::Parts(inner) if inner.how == How::Not => {
            let parts = inner.parts.iter();
            parts.flat_map(|part| plainly(lang, part)).collect()
        }
        _ => facts(lang, part),
    }
}

/// With what a sentence ends.
const STOPS: [char; 2] = ['.', '。'];

/// Sentences as one.
fn join(lang: Lang, facts: &[String]) -> String {
    let [before @ .., last] = facts else {
        return String::new();
    };
    let before = before.iter().map(|fact| fact.trim_end_matches(STOPS));
    let all: Vec<&str> = before.chain([last.as_str()]).collect();
    all.join(lang.catalogue().findings.semicolon)
}

/// What is open in a composed rule that is: what is missing, in one sentence, and what else a part waits for.
fn open(lang: Lang, composed: &Composed) -> String {
    let texts = &lang.catalogue().findings;
    let (mut missing, mut said) = (Vec::new(), Vec::new());
    add_open(lang, composed, &mut missing, &mut said);
    let names = once(missing).join(lang.catalogue().names.list_separator);
    if !names.is_empty() {
        said.insert(0, fill(texts.missing, &[("name", &names)]));
    }
    let said = once(said).join(lang.space());
    match composed.how {
        How::AtLeast(_) => counted(texts.at_least_open, composed, &said),
        _ => said,
    }
}

fn add_open(lang: Lang, composed: &Composed, missing: &mut Vec<String>, said: &mut Vec<String>) {
    // A branch counts only where the condition can lead to it.
    let skipped = match (composed.how, composed.parts.first()) {
        (How::When, Some(condition)) => match condition.truth.holds() {
            Some(true) => Some(2),
            Some(false) => Some(1),
            None => None,
        },
        _ => None,
    };
    for (at, part) in composed.parts.iter().enumerate() {
        if Some(at) == skipped || part.truth.holds().is_some() {
            continue;
        }
        match &part.reason {
            Reason::Parts(inner) => add_open(lang, inner, missing, said),
            Reason::Missing(item) => missing.push(lang.catalogue().item_of(*item).into_owned()),
            Reason::Study(of) if of.said == Said::Nothing => {
                missing.push(name_of(lang, of).to_owned())
            }
            other => said.push(reason(lang, part.truth, other)),
        }
    }
}
