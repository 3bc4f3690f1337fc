//! What the form of a study asks for: which laboratory values have a field, which scores a card, and what of it is used.

use super::score_value::used;
use crate::clinical::{Analytes, Item};
use crate::study::model::{Rule, ScoreName};
use crate::study::{ANY_STUDY, Study};

/// Those of every form, and those that a criterion asks for, by itself or for a score.
pub fn fields(study: &Study) -> Analytes {
    let mut fields = Analytes::OF_EVERY_FORM;
    if !ANY_STUDY {
        return fields;
    }
    study.any_rule(|rule| {
        match rule {
            Rule::Lab(rule) => fields = fields.with(rule.analyte),
            Rule::Score(rule) => {
                for item in used(rule.score) {
                    if let Item::Lab(analyte) = item {
                        fields = fields.with(analyte);
                    }
                }
            }
            // The scores with classes are of every form.
            _ => {}
        }
        false
    });
    fields
}

/// The scores that are shown. Those of every report explain each other, and are shown together where a rule asks for one
/// of them; another where a rule asks for it.
#[inline(never)]
pub fn scores(study: &Study) -> Vec<ScoreName> {
    if !ANY_STUDY {
        return ScoreName::ALWAYS.to_vec();
    }
    let mut asked = Vec::new();
    study.any_rule(|rule| {
        asked.extend(match rule {
            Rule::Score(rule) => Some(rule.score),
            Rule::Class(rule) => Some(rule.score.score()),
            _ => None,
        });
        false
    });
    let usual = asked.iter().any(|score| ScoreName::ALWAYS.contains(score));
    let all = ScoreName::NAMES.into_iter().map(|(_, score)| score);
    all.filter(|score| asked.contains(score) || usual && ScoreName::ALWAYS.contains(score))
        .collect()
}

/// What a rule of the study or a score that is shown asks for, each once.
#[inline(never)]
pub fn asked(study: &Study) -> Vec<Item> {
    let mut items = Vec::new();
    let mut add = |item: Item| {
        if !items.contains(&item) {
            items.push(item);
        }
    };
    for score in scores(study) {
        used(score).for_each(&mut add);
        if score == ScoreName::ChildPugh {
            Item::OTHER_COAGULATION.into_iter().for_each(&mut add);
        }
    }
    study.any_rule(|rule| {
        match rule {
            Rule::Age { .. } => add(Item::Age),
            Rule::Sex { .. } => add(Item::Sex),
            Rule::Lab(rule) => add(Item::Lab(rule.analyte)),
            _ => {}
        }
        false
    });
    items
}
