//! What is planted in a clean study, where, and as what it is to be found.

use liver_prescreen::lint::About;
use serde_json::{Value as Json, json};

use crate::linter_studies::*;

/// Puts a fault into a study and says where.
type Plant = fn(&mut Draft, &mut Dice) -> String;

/// What can be planted, and as what it is to be found.
pub const PLANTS: &[(&str, About, Plant)] = &[
    ("a value that everybody has", About::AlwaysTrue, always_true),
    (
        "a score that everybody has",
        About::AlwaysTrue,
        score_of_all,
    ),
    (
        "a part that everybody meets",
        About::AlwaysTrue,
        part_of_all,
    ),
    ("a value that nobody has", About::AlwaysFalse, always_false),
    (
        "a composition that nobody meets",
        About::AlwaysFalse,
        all_of_nobody,
    ),
    ("implied by another", About::Redundant, implied),
    (
        "implied by a score's input",
        About::Redundant,
        implied_by_input,
    ),
    ("implied by two", About::Redundant, implied_by_two),
    ("a range implied by two", About::Redundant, range_by_two),
    ("said twice", About::Redundant, twice),
    ("a part that changes nothing", About::Redundant, idle_part),
    ("a number implied", About::Redundant, implied_number),
    ("a window within a window", About::Redundant, implied_window),
    (
        "a limit in two units, implied in both",
        About::Redundant,
        implied_in_two_units,
    ),
    ("mirrored", About::Mirrored, mirrored),
    (
        "mirrored but for the limit",
        About::Mirrored,
        mirrored_with_gap,
    ),
    ("a choice mirrored", About::Mirrored, mirrored_choice),
    ("two that nobody meets", About::Contradictory, contradictory),
    (
        "a score and its input that nobody meets",
        About::Contradictory,
        contrary_score,
    ),
    (
        "multiples that nobody meets",
        About::Contradictory,
        contrary_multiples,
    ),
    (
        "a class and points that nobody meets",
        About::Contradictory,
        contrary_class,
    ),
    (
        "choices that nobody meets",
        About::Contradictory,
        contrary_choices,
    ),
    (
        "a score that its input cannot give",
        About::Contradictory,
        contrary_filtration,
    ),
    (
        "three that nobody meets",
        About::Contradictory,
        contrary_three,
    ),
    (
        "either of two, and neither",
        About::Contradictory,
        contrary_any,
    ),
    (
        "a reading that changes nothing",
        About::UnreachableReading,
        same_reading,
    ),
    (
        "a branch behind what is always so",
        About::UnreachableBranch,
        shut_branch,
    ),
    (
        "a branch that another criterion shuts",
        About::UnreachableBranch,
        branch_shut_by_another,
    ),
    (
        "points that another gives",
        About::PartlyImplied,
        partly_implied,
    ),
    ("no evidence", About::NoEvidence, no_evidence),
    ("text that nobody covers", About::UncoveredText, uncovered),
    ("cells that do not add up", About::Cohorts, cohorts),
    ("an arm without places", About::Cohorts, no_places),
    ("an arm without a dose", About::NoDose, no_dose),
    ("an entry that nothing uses", About::Unused, unused_entry),
    (
        "a reference interval that nothing uses",
        About::Unused,
        unused_interval,
    ),
    (
        "an analyte that nothing uses",
        About::Unused,
        unused_analyte,
    ),
    (
        "a condition that keeps out whom it does not concern",
        About::Unconcerned,
        unconcerned,
    ),
    (
        "a question that nothing asks",
        About::Unused,
        unused_question,
    ),
    ("a text without Chinese", About::Language, no_chinese),
    ("a window from another day", About::NoAnchor, no_anchor),
];

fn always_true(draft: &mut Draft, dice: &mut Dice) -> String {
    let lab = draft.take();
    let rule = match dice.roll(2) {
        0 => lab_rule(lab, dice.of(&["<", "<="]), 10_000_000),
        _ => lab_rule(lab, ">=", 0),
    };
    Draft::rule_of(draft.add(kind(dice), rule))
}

fn score_of_all(draft: &mut Draft, dice: &mut Dice) -> String {
    let rule = match dice.roll(4) {
        0 => score_rule("childPugh", ">=", 5),
        1 => score_rule("childPugh", "<", 16),
        2 => score_rule("meld", ">=", 6),
        _ => score_rule("meld3", "<=", 40),
    };
    Draft::rule_of(draft.add(kind(dice), rule))
}

fn always_false(draft: &mut Draft, dice: &mut Dice) -> String {
    let rule = match dice.roll(3) {
        0 => score_rule("childPugh", "<", 5),
        1 => score_rule("meld", ">", 40),
        _ => {
            let lab = draft.take();
            lab_rule(lab, dice.of(&[">", ">="]), 10_000_000)
        }
    };
    Draft::rule_of(draft.add(kind(dice), rule))
}

fn implied(draft: &mut Draft, dice: &mut Dice) -> String {
    let lab = draft.take();
    let (low, high) = two_limits(lab, dice);
    let (narrow, wide) = match dice.roll(2) {
        0 => (
            ("inclusion", lab_rule(lab, "<", low)),
            lab_rule(lab, "<", high),
        ),
        _ => (
            ("exclusion", lab_rule(lab, "<", high)),
            lab_rule(lab, ">=", low),
        ),
    };
    if dice.roll(2) == 0 {
        draft.add(narrow.0, narrow.1);
        Draft::rule_of(draft.add("inclusion", wide))
    } else {
        let wide = draft.add("inclusion", wide);
        draft.add(narrow.0, narrow.1);
        Draft::rule_of(wide)
    }
}

/// Without a score and what goes into one.
fn without_scores(draft: &mut Draft) {
    let scored = |criterion: &Json| {
        let rule = criterion["readings"][0]["rule"].to_string();
        let names = ["score", "bilirubin", "albumin", "creatinine", "sodium"];
        names.iter().any(|name| rule.contains(name))
    };
    for criterion in &mut draft.criteria {
        if scored(criterion) {
            criterion["readings"][0]["rule"] = json!({"kind": "site"});
        }
    }
}

fn implied_by_input(draft: &mut Draft, dice: &mut Dice) -> String {
    without_scores(draft);
    let limit = dice.between(6, 35);
    draft.add("inclusion", lab_rule(LABS[1], "<", limit));
    let points = if limit <= 28 { dice.between(6, 7) } else { 6 };
    Draft::rule_of(draft.add("inclusion", score_rule("childPugh", ">=", points)))
}

fn implied_by_two(draft: &mut Draft, dice: &mut Dice) -> String {
    let a = dice.between(18, 30);
    let b = a + dice.between(1, 10);
    let c = b + dice.between(1, 10);
    let d = c + dice.between(1, 10);
    let e = d + dice.between(1, 10);
    let f = e + dice.between(1, 10);
    // a to e and c to f leave c to e, which b to e + 1 … holds; neither holds alone.
    draft.add("inclusion", age_rule(a, d));
    draft.add("inclusion", age_rule(c, f));
    Draft::rule_of(draft.add("inclusion", age_rule(b, e)))
}

fn twice(draft: &mut Draft, dice: &mut Dice) -> String {
    let lab = draft.take();
    let rule = lab_rule(lab, op(dice), dice.between(lab.least, lab.most));
    let kind = kind(dice);
    draft.add(kind, rule.clone());
    Draft::rule_of(draft.add(kind, rule))
}

fn mirror(draft: &mut Draft, dice: &mut Dice, with_gap: bool) -> String {
    let lab = draft.take();
    let limit = dice.between(lab.least, lab.most);
    let pairs = if with_gap {
        [("<", ">"), (">", "<"), ("<=", ">="), (">=", "<=")]
    } else {
        [("<", ">="), (">", "<="), ("<=", ">"), (">=", "<")]
    };
    let (inside, outside) = dice.of(&pairs);
    if dice.roll(2) == 0 {
        draft.add("inclusion", lab_rule(lab, inside, limit));
        return Draft::rule_of(draft.add("exclusion", lab_rule(lab, outside, limit)));
    }
    let exclusion = draft.add("exclusion", lab_rule(lab, outside, limit));
    draft.add("inclusion", lab_rule(lab, inside, limit));
    Draft::rule_of(exclusion)
}

fn mirrored(draft: &mut Draft, dice: &mut Dice) -> String {
    mirror(draft, dice, false)
}

fn mirrored_with_gap(draft: &mut Draft, dice: &mut Dice) -> String {
    mirror(draft, dice, true)
}

fn contradictory(draft: &mut Draft, dice: &mut Dice) -> String {
    let lab = draft.take();
    let (low, high) = two_limits(lab, dice);
    draft.add("inclusion", lab_rule(lab, dice.of(&["<", "<="]), low));
    Draft::rule_of(match dice.roll(2) {
        0 => draft.add("inclusion", lab_rule(lab, dice.of(&[">", ">="]), high)),
        _ => draft.add("exclusion", lab_rule(lab, dice.of(&["<", "<="]), high)),
    })
}

fn contrary_score(draft: &mut Draft, dice: &mut Dice) -> String {
    without_scores(draft);
    let limit = dice.between(6, 35);
    draft.add("inclusion", lab_rule(LABS[1], "<", limit));
    let most = if limit <= 28 { dice.between(5, 6) } else { 5 };
    Draft::rule_of(draft.add("inclusion", score_rule("childPugh", "<=", most)))
}

fn contrary_three(draft: &mut Draft, dice: &mut Dice) -> String {
    without_scores(draft);
    // Three points each, and one for each of the others: nine at least.
    draft.add("inclusion", lab_rule(LABS[1], "<", dice.between(6, 28)));
    draft.add("inclusion", lab_rule(LABS[0], ">", dice.between(171, 400)));
    Draft::rule_of(draft.add(
        "inclusion",
        score_rule("childPugh", "<=", dice.between(7, 8)),
    ))
}

fn same_reading(draft: &mut Draft, dice: &mut Dice) -> String {
    let lab = draft.take();
    let limit = dice.between(lab.least, lab.most);
    let rule = lab_rule(lab, op(dice), limit);
    let again = any(std::slice::from_ref(&rule));
    let number = draft.add(kind(dice), rule.clone());
    let readings = [reading("one", true, rule), reading("two", false, again)];
    draft.criteria[number]["readings"] = json!(readings);
    format!("criteria[{number}].readings[1].rule")
}

fn partly_implied(draft: &mut Draft, dice: &mut Dice) -> String {
    without_scores(draft);
    draft.add("inclusion", lab_rule(LABS[1], "<", dice.between(6, 35)));
    let limit = dice.between(8, 12);
    Draft::rule_of(draft.add("inclusion", score_rule("childPugh", ">=", limit)))
}

fn no_evidence(draft: &mut Draft, dice: &mut Dice) -> String {
    let number = dice.roll(draft.criteria.len() as u64) as usize;
    draft.criteria[number]["readings"][0]["departsFromText"] = json!(true);
    format!("criteria[{number}].readings[0].evidence")
}

fn uncovered(draft: &mut Draft, dice: &mut Dice) -> String {
    let name = if draft.inclusion.is_empty() {
        "exclusion"
    } else {
        "inclusion"
    };
    let list = match name {
        "inclusion" => &mut draft.inclusion,
        _ => &mut draft.exclusion,
    };
    let number = dice.roll(list.len() as u64) as usize;
    let more = dice.of(&[
        "and no fever",
        "or ALT < 40",
        "，无腹水",
        "(at rest)",
        "not",
    ]);
    list[number] = match dice.roll(2) {
        0 => format!("{} {more}", list[number]),
        _ => format!("{more} {}", list[number]),
    };
    format!("printed.{name}[{number}]")
}

fn cohorts(draft: &mut Draft, dice: &mut Dice) -> String {
    let number = dice.roll(2) as usize;
    let total = dice.of(&["5.0×10^7", "7.5×10^8", "8×10⁷"]);
    draft.arms[number]["infusion"]["totalCells"] = json!(total);
    format!("arms[{number}].infusion.totalCells")
}

fn idle_part(draft: &mut Draft, dice: &mut Dice) -> String {
    let (lab, other) = (draft.take(), draft.take());
    let (low, high) = two_limits(lab, dice);
    let beside = lab_rule(other, op(dice), other.least + 1);
    let (narrow, wide) = (lab_rule(lab, "<", low), lab_rule(lab, "<", high));
    let rule = match dice.roll(2) {
        0 => any(&[wide, beside, narrow]),
        _ => all(&[narrow, beside, wide]),
    };
    format!("{}.of[2]", Draft::rule_of(draft.add(kind(dice), rule)))
}

fn part_of_all(draft: &mut Draft, dice: &mut Dice) -> String {
    let (lab, other) = (draft.take(), draft.take());
    let mut everybody = lab_rule(lab, ">=", 0);
    if dice.roll(2) == 0 {
        everybody["notOlderThanDays"] = json!(7);
    }
    let parts = [lab_rule(other, op(dice), other.least + 1), everybody];
    let rule = match dice.roll(2) {
        0 => all(&parts),
        _ => json!({"kind": "not", "rule": all(&parts)}),
    };
    let within = if rule["kind"] == "not" {
        ".rule.of[1]"
    } else {
        ".of[1]"
    };
    format!("{}{within}", Draft::rule_of(draft.add(kind(dice), rule)))
}

fn all_of_nobody(draft: &mut Draft, dice: &mut Dice) -> String {
    let lab = draft.take();
    let (low, high) = two_limits(lab, dice);
    let below = lab_rule(lab, "<", low);
    let rule = match dice.roll(2) {
        0 => all(&[below, lab_rule(lab, ">=", high)]),
        _ => all(&[below.clone(), json!({"kind": "not", "rule": any(&[below])})]),
    };
    Draft::rule_of(draft.add(kind(dice), rule))
}

fn range_by_two(draft: &mut Draft, dice: &mut Dice) -> String {
    let lab = draft.take();
    // A range implied by its halves, each of which goes on on the other side.
    let (low, high) = (lab.least + 1, lab.most - 1);
    let middle = dice.between(low, high - 1);
    draft.add("inclusion", lab_rule(lab, ">=", middle));
    draft.add("inclusion", lab_rule(lab, "<", middle + 1));
    Draft::rule_of(draft.add(
        "inclusion",
        range_rule(lab, low.min(middle), high.max(middle + 1)),
    ))
}

fn contrary_multiples(draft: &mut Draft, dice: &mut Dice) -> String {
    let lab = draft.take();
    let times = dice.between(1, 5);
    draft.add("inclusion", times_rule(lab, "<", times));
    Draft::rule_of(draft.add("inclusion", times_rule(lab, ">=", times + dice.roll(5))))
}

fn contrary_class(draft: &mut Draft, dice: &mut Dice) -> String {
    without_scores(draft);
    let (class, op, limit) =
        dice.of(&[("A", ">=", 7), ("B", ">", 9), ("B", "<", 7), ("C", "<", 10)]);
    let class = json!({"kind": "class", "score": "childPugh", "of": [class]});
    draft.add("inclusion", class);
    Draft::rule_of(draft.add("inclusion", score_rule("childPugh", op, limit)))
}

fn contrary_choices(draft: &mut Draft, dice: &mut Dice) -> String {
    let entry = draft.choice();
    draft.add("inclusion", choice_rule(&entry, &["0", "1"]));
    Draft::rule_of(match dice.roll(2) {
        0 => draft.add("inclusion", choice_rule(&entry, &["2", "3"])),
        _ => draft.add("exclusion", choice_rule(&entry, &["0", "1", "2"])),
    })
}

fn mirrored_choice(draft: &mut Draft, dice: &mut Dice) -> String {
    let entry = draft.choice();
    let (inside, outside): (&[&str], &[&str]) = match dice.roll(2) {
        0 => (&["0", "1"], &["2", "3"]),
        _ => (&["0", "3"], &["1", "2"]),
    };
    draft.add("inclusion", choice_rule(&entry, inside));
    Draft::rule_of(draft.add("exclusion", choice_rule(&entry, outside)))
}

fn implied_number(draft: &mut Draft, dice: &mut Dice) -> String {
    let entry = draft.number();
    let limit = dice.between(2, 60);
    draft.add("inclusion", number_rule(&entry, ">", limit));
    Draft::rule_of(draft.add(
        "inclusion",
        number_rule(&entry, ">=", dice.between(1, limit)),
    ))
}

fn implied_window(draft: &mut Draft, dice: &mut Dice) -> String {
    let entry = draft.answer();
    let days = dice.between(10, 100);
    // No event within the longer window is none within the shorter one.
    draft.add("exclusion", event_rule(&entry, days + dice.between(1, 100)));
    Draft::rule_of(draft.add("exclusion", event_rule(&entry, days)))
}

fn contrary_any(draft: &mut Draft, dice: &mut Dice) -> String {
    let (one, two) = (draft.take(), draft.take());
    let (low, high) = two_limits(one, dice);
    let (least, most) = two_limits(two, dice);
    draft.add(
        "inclusion",
        any(&[lab_rule(one, "<", low), lab_rule(two, ">", most)]),
    );
    draft.add("inclusion", lab_rule(one, ">=", high));
    Draft::rule_of(draft.add("inclusion", lab_rule(two, "<=", least)))
}

fn shut_branch(draft: &mut Draft, dice: &mut Dice) -> String {
    let (lab, one, two) = (draft.take(), draft.take(), draft.take());
    let (condition, branch) = match dice.roll(2) {
        0 => (lab_rule(lab, ">=", 0), "else"),
        _ => (lab_rule(lab, ">", 10_000_000), "then"),
    };
    let of = |lab: Lab, dice: &mut Dice| lab_rule(lab, op(dice), lab.least + 1);
    let (then, otherwise) = (of(one, dice), of(two, dice));
    let rule = json!({"kind": "when", "if": condition, "then": then, "else": otherwise});
    format!("{}.{branch}", Draft::rule_of(draft.add(kind(dice), rule)))
}

fn branch_shut_by_another(draft: &mut Draft, dice: &mut Dice) -> String {
    let (lab, one, two) = (draft.take(), draft.take(), draft.take());
    let (low, high) = two_limits(lab, dice);
    let of = |lab: Lab, dice: &mut Dice| lab_rule(lab, op(dice), lab.least + 1);
    let (then, otherwise) = (of(one, dice), of(two, dice));
    let condition = lab_rule(lab, "<", low);
    let rule = json!({"kind": "when", "if": condition, "then": then, "else": otherwise});
    let number = draft.add(kind(dice), rule);
    draft.add("inclusion", lab_rule(lab, ">=", high));
    format!("{}.then", Draft::rule_of(number))
}

fn contrary_filtration(draft: &mut Draft, dice: &mut Dice) -> String {
    without_scores(draft);
    // With 400 µmol/L nobody filters 30 mL/min.
    draft.add("inclusion", lab_rule(LABS[2], ">", dice.between(400, 900)));
    Draft::rule_of(draft.add("inclusion", score_rule("egfr", ">=", dice.between(30, 90))))
}

fn implied_in_two_units(draft: &mut Draft, dice: &mut Dice) -> String {
    without_scores(draft);
    let limit = dice.between(35, 200);
    draft.add("inclusion", lab_rule(LABS[0], ">", limit));
    // 2 mg/dL are 34.2 µmol/L; the text has 34.
    let rule =
        json!({"kind": "lab", "analyte": "bilirubin", "min": {"mg/dL": "2", "umol/L": "34"}});
    Draft::rule_of(draft.add("inclusion", rule))
}

fn no_places(draft: &mut Draft, dice: &mut Dice) -> String {
    let number = dice.roll(2) as usize;
    draft.blinded = true;
    draft.arms[number]
        .as_object_mut()
        .expect("an arm")
        .remove("places");
    format!("arms[{number}]")
}

fn no_dose(draft: &mut Draft, dice: &mut Dice) -> String {
    let number = dice.roll(2) as usize;
    draft.arms[number]
        .as_object_mut()
        .expect("an arm")
        .remove("infusion");
    format!("arms[{number}]")
}

fn unused_entry(draft: &mut Draft, dice: &mut Dice) -> String {
    match dice.roll(4) {
        0 => draft.choice(),
        1 => draft.number(),
        2 => draft.answer(),
        _ => draft.entry(json!({"kind": "date"})),
    };
    format!("entries[{}]", draft.entries.len() - 1)
}

fn unused_interval(draft: &mut Draft, _: &mut Dice) -> String {
    let interval = json!({"analyte": "ggt", "unit": "U/L", "high": "50", "source": "A laboratory"});
    for criterion in &mut draft.criteria {
        if criterion.to_string().contains("ggt") {
            criterion["readings"][0]["rule"] = json!({"kind": "site"});
        }
    }
    draft.entries.retain(|_| false);
    for criterion in &mut draft.criteria {
        if criterion.to_string().contains("entry") {
            criterion["readings"][0]["rule"] = json!({"kind": "site"});
        }
    }
    draft.intervals.push(interval);
    "referenceIntervals[0]".to_owned()
}

fn unused_analyte(draft: &mut Draft, _: &mut Dice) -> String {
    let before = draft.json()["analytes"].as_array().map_or(0, Vec::len);
    draft.analytes.push(defined("unusedMarker", "ug/L"));
    format!("analytes[{before}]")
}

fn unconcerned(draft: &mut Draft, dice: &mut Dice) -> String {
    let (lab, entry) = (draft.take(), draft.choice());
    let condition = choice_rule(&entry, &["0", "1"]);
    let then = lab_rule(lab, op(dice), dice.between(lab.least, lab.most));
    let when = json!({"kind": "when", "if": condition, "then": then});
    let (kind, rule, within) = match dice.roll(4) {
        0 => ("exclusion", when, ""),
        1 => ("exclusion", any(&[json!({"kind": "site"}), when]), ".of[1]"),
        2 => ("inclusion", json!({"kind": "not", "rule": when}), ".rule"),
        _ => {
            let not = json!({"kind": "not", "rule": when});
            (
                "inclusion",
                all(&[json!({"kind": "site"}), not]),
                ".of[1].rule",
            )
        }
    };
    format!("{}{within}", Draft::rule_of(draft.add(kind, rule)))
}

fn unused_question(draft: &mut Draft, dice: &mut Dice) -> String {
    let lab = draft.take();
    let number = draft.ask(kind(dice), lab_rule(lab, op(dice), lab.least + 1));
    format!("criteria[{number}].question")
}

fn no_chinese(draft: &mut Draft, dice: &mut Dice) -> String {
    let number = dice.roll(draft.criteria.len() as u64) as usize;
    let text = json!({"en": "A text"});
    if dice.roll(2) == 0 {
        draft.criteria[number]["readings"][0]["says"] = text;
        return format!("criteria[{number}].readings[0].says");
    }
    let entry = draft.choice();
    draft.add("inclusion", choice_rule(&entry, &["0"]));
    let at = draft.entries.len() - 1;
    draft.entries[at]["options"][1]["name"] = text;
    format!("entries[{at}].options[1].name")
}

fn no_anchor(draft: &mut Draft, dice: &mut Dice) -> String {
    let words = dice.of(&[
        "Bleeding within 4 weeks before the onset of liver failure",
        "Antibiotics within 14 days prior to randomisation",
        "首次给药前2周内使用过激素",
    ]);
    let number = draft.ask(
        "exclusion",
        json!({"kind": "answer", "window": {"days": 14}}),
    );
    draft.criteria[number]["words"] = json!([words]);
    let at = draft.exclusion.len() - 1;
    draft.exclusion[at] = format!("{words}.");
    format!("{}.window", Draft::rule_of(number))
}
