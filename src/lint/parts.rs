//! Parts of a file that nothing uses, that lack a language or a dose, and numbers that do not add up.

use serde_json::Value;

use super::remark::{About, Remark};
use super::says::{self, Text, say};
use crate::clinical::Analyte;
use crate::study::Study;
use crate::study::model::{Assignment, Infusion, LabRule, Limit, Rule, ScoreName, StudyEntry};

/// Everything of that kind.
pub fn remarks(study: &Study) -> Vec<Remark> {
    let mut remarks = Vec::new();
    unused(study, &mut remarks);
    languages(study, &mut remarks);
    arms(study, &mut remarks);
    remarks
}

/// Entries, analytes, reference intervals and questions that no rule asks for.
fn unused(study: &Study, remarks: &mut Vec<Remark>) {
    let mut note = |path: String| {
        let why = say(says::UNUSED, &[]);
        remarks.push(Remark::new(path, About::Unused, why));
    };
    for (index, entry) in study.entries.iter().enumerate() {
        if !study.any_rule(|rule| asks_for(rule, entry)) {
            note(format!("entries[{index}]"));
        }
    }
    for (index, analyte) in study.analytes.iter().enumerate() {
        let own = analyte.analyte();
        if !study.any_rule(|rule| matches!(rule, Rule::Lab(rule) if Some(rule.analyte) == own)) {
            note(format!("analytes[{index}]"));
        }
    }
    for (index, interval) in study.reference_intervals.iter().enumerate() {
        if !study.any_rule(|rule| takes_interval(rule, interval.analyte)) {
            note(format!("referenceIntervals[{index}]"));
        }
    }
    for (index, criterion) in study.criteria.iter().enumerate() {
        let mut asks = |rule: &Rule| match rule {
            Rule::Answer(rule) => rule.entry.is_none(),
            Rule::Undecidable {} | Rule::Site {} => true,
            _ => false,
        };
        let mut readings = criterion.readings.iter();
        if criterion.question.is_some() && !readings.any(|reading| reading.rule.any(&mut asks)) {
            note(format!("criteria[{index}].question"));
        }
    }
}

fn asks_for(rule: &Rule, entry: &StudyEntry) -> bool {
    let id = entry.id();
    match rule {
        Rule::Choice { entry, .. } => entry == id,
        Rule::Number(rule) => rule.entry == *id,
        Rule::Answer(rule) => {
            let anchor = rule
                .window
                .as_ref()
                .and_then(|window| window.anchor.as_ref());
            rule.entry.as_ref() == Some(id) || anchor == Some(id)
        }
        Rule::Lab(rule) => rule.washout.as_ref() == Some(id),
        _ => false,
    }
}

/// Whether a limit is a multiple of an end of the reference interval of this analyte.
fn takes_interval(rule: &Rule, analyte: Analyte) -> bool {
    let is_multiple = |rule: &LabRule| {
        let mut ends = rule.ends().into_iter().flatten();
        rule.analyte == analyte && ends.any(|(_, limit)| matches!(limit, Limit::Multiple { .. }))
    };
    match rule {
        Rule::Lab(rule) => is_multiple(rule),
        Rule::Score(rule) => rule.score == ScoreName::Apri && analyte == Analyte::Ast,
        _ => false,
    }
}

/// Texts without a language that other texts have.
fn languages(study: &Study, remarks: &mut Vec<Remark>) {
    let Ok(file) = serde_json::to_value(study) else {
        return;
    };
    let mut texts = Vec::new();
    walk(&file, String::new(), &mut texts);
    for (at, language) in [(0, "English"), (1, "Chinese (zh-CN)")] {
        let is_here = |(_, has): &&(String, [bool; 2])| has.get(at) == Some(&true);
        if !texts.iter().any(|text| is_here(&text)) {
            continue;
        }
        for (path, _) in texts.iter().filter(|text| !is_here(text)) {
            let zh = if at == 0 {
                "英文"
            } else {
                "中文（zh-CN）"
            };
            let why = say(
                says::LANGUAGE_MISSING,
                &[("language", &Text::of(language, zh))],
            );
            remarks.push(Remark::new(path.as_str(), About::Language, why));
        }
    }
}

/// The place of each text, and whether it has English and Chinese.
fn walk(value: &Value, path: String, texts: &mut Vec<(String, [bool; 2])>) {
    match value {
        Value::Array(members) => {
            for (index, member) in members.iter().enumerate() {
                let kind = member.as_object().filter(|_| path == "entries");
                // As it is embedded, an entry has the name of its kind first.
                let member = kind.and_then(|kind| kind.values().next()).unwrap_or(member);
                walk(member, format!("{path}[{index}]"), texts);
            }
        }
        Value::Object(fields) => {
            let of = |name: &str| fields.get(name).and_then(Value::as_str);
            if let (Some(en), Some(zh), 2) = (of("en"), of("zh-CN"), fields.len()) {
                texts.push((path, [!en.is_empty(), !zh.is_empty()]));
                return;
            }
            for (key, field) in fields.iter().filter(|(key, _)| *key != "rule") {
                let joint = if path.is_empty() { "" } else { "." };
                walk(field, [&path, joint, key].concat(), texts);
            }
        }
        _ => {}
    }
}

/// Arms that give no dose, or numbers that do not add up.
fn arms(study: &Study, remarks: &mut Vec<Remark>) {
    for (index, arm) in study.arms.iter().enumerate() {
        let path = format!("arms[{index}]");
        let is_named = matches!(
            study.assignment,
            Assignment::Sequential {} | Assignment::Open {}
        );
        if is_named && arm.dose.is_none() && arm.infusion.is_none() {
            remarks.push(Remark::new(&path, About::NoDose, say(says::NO_DOSE, &[])));
        }
        if let Some(why) = arm.infusion.as_ref().and_then(cells) {
            let path = [&path, ".infusion.totalCells"].concat();
            remarks.push(Remark::new(path, About::Cohorts, why));
        }
        if arm.places.is_none() && study.arms.iter().any(|other| other.places.is_some()) {
            let why = say(says::NO_PLACES, &[]);
            remarks.push(Remark::new(&path, About::Cohorts, why));
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
fn cells(infusion: &Infusion) -> Option<Text> {
    let (each, total) = (count(&infusion.cells)?, count(&infusion.total_cells)?);
    let sum = each * f64::from(infusion.infusions);
    if (sum - total).abs() <= 1e-6 * total.abs() {
        return None;
    }
    Some(say(
        says::CELLS,
        &[
            ("infusions", &Text::same(infusion.infusions.to_string())),
            ("each", &Text::same(&*infusion.cells)),
            ("sum", &Text::same(power_of_ten(sum))),
            ("total", &Text::same(&*infusion.total_cells)),
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
                if !plain.contains('^') {
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
    use super::count;

    #[test]
    fn numbers_of_cells_are_read_as_people_write_them() {
        for text in ["2.5×10^7", "2.5x10⁷", "2.5 × 10\\^7", "25,000,000", "2.5e7"] {
            assert_eq!(count(text), Some(2.5e7), "{text}");
        }
        for text in ["", "a few", "10^", "2.5×7"] {
            assert_eq!(count(text), None, "{text}");
        }
    }
}
