//! What three criteria say together that no two of them do.

use super::MOST;
use super::criteria::{Criteria, One};
use super::pairs::Pairs;
use super::remark::{About, Remark};
use super::says::{self, say};

/// Whether it asks for one value alone and accepts one stretch of it. Of such stretches of one line, three have a place in
/// common wherever each two have.
fn is_stretch(one: &One<'_>) -> bool {
    one.line.as_ref().is_some_and(|(_, set)| set.is_one_piece())
}

fn same_line(one: &One<'_>, two: &One<'_>) -> bool {
    let var = |one: &One<'_>| one.line.as_ref().map(|(var, _)| *var);
    is_stretch(one) && is_stretch(two) && var(one) == var(two)
}

/// Looks at all three of which two pairs ask for something near.
pub fn triples(criteria: &Criteria<'_>, pairs: &Pairs) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut implied = pairs.implied.clone();
    for middle in &criteria.all {
        between_two(criteria, pairs, middle, &mut implied, &mut remarks);
    }
    for middle in &criteria.all {
        let Some(others) = others(criteria, middle) else {
            continue;
        };
        for (rank, one) in others.iter().enumerate() {
            for two in others.iter().skip(rank + 1) {
                let triple = [middle, *one, *two];
                if criteria.gave_up() || remarks.len() + pairs.remarks.len() >= MOST {
                    return remarks;
                }
                if is_seen(triple) || same_line(middle, one) && same_line(middle, two) {
                    continue;
                }
                three(criteria, pairs, triple, &mut implied, &mut remarks);
            }
        }
    }
    remarks
}

fn others<'a, 'b>(criteria: &'a Criteria<'b>, middle: &One<'_>) -> Option<Vec<&'a One<'b>>> {
    if middle.constant {
        return None;
    }
    let others = middle.near.iter().filter_map(|at| criteria.all.get(*at));
    Some(others.filter(|one| !one.constant).collect())
}

/// Whether the same three are looked at from another of them.
fn is_seen([middle, one, two]: [&One<'_>; 3]) -> bool {
    // Then all three are near to each other, and the least of them is the one to look from.
    one.near.binary_search(&two.at).is_ok() && middle.at > one.at.min(two.at)
}

fn is(marked: &[bool], one: &One<'_>) -> bool {
    marked.get(one.at).copied().unwrap_or_default()
}

fn three(
    criteria: &Criteria<'_>,
    pairs: &Pairs,
    triple: [&One<'_>; 3],
    implied: &mut [bool],
    remarks: &mut Vec<Remark>,
) {
    let mut ordered = triple;
    ordered.sort_by_key(|one| one.at);
    let [first, second, third] = ordered;
    let contrary = pairs.is_contrary(first.at, second.at)
        || pairs.is_contrary(second.at, third.at)
        || pairs.is_contrary(first.at, third.at);
    if contrary {
        return;
    }
    if criteria.nobody(&[(first, true), (second, true), (third, true)]) {
        let why = say(
            says::CONTRADICTORY_THREE,
            &[
                ("other", &criteria.meets(first)),
                ("third", &criteria.meets(second)),
                ("itself", &criteria.meets(third)),
            ],
        );
        let shown = [(first, true), (second, true), (third, false)];
        remarks.push(criteria.remark(third, About::Contradictory, why, &shown));
        return;
    }
    for (one, two, this) in [
        (first, second, third),
        (first, third, second),
        (second, third, first),
    ] {
        // Of three that imply each other in turn, only one can go.
        let went = |one: &One<'_>| is(implied, one) && !is(&pairs.implied, one);
        if !is(implied, this)
            && !went(one)
            && !went(two)
            && criteria.nobody(&[(one, true), (two, true), (this, false)])
        {
            implied_by(criteria, [one, two, this], implied, remarks);
        }
    }
}

/// The same for stretches of one line: one that begins no earlier, another that ends no later, and the two meet.
fn between_two(
    criteria: &Criteria<'_>,
    pairs: &Pairs,
    this: &One<'_>,
    implied: &mut [bool],
    remarks: &mut Vec<Remark>,
) {
    if this.constant || is(implied, this) {
        return;
    }
    let ends = |one: &One<'_>| one.line.as_ref().and_then(|(_, set)| set.ends());
    let Some((low, high)) = ends(this) else {
        return;
    };
    let near = this.near.iter().filter_map(|at| criteria.all.get(*at));
    let went = |one: &&One<'_>| is(implied, one) && !is(&pairs.implied, one);
    let on_line = near.filter(|one| !one.constant && same_line(one, this) && !went(one));
    let on_line: Vec<_> = on_line.filter_map(|one| Some((one, ends(one)?))).collect();
    let begins = on_line.iter().filter(|(_, (from, _))| *from >= low);
    let begins = begins.min_by_key(|(_, (from, _))| *from);
    let stops = on_line.iter().filter(|(_, (_, to))| *to <= high);
    let stops = stops.max_by_key(|(_, (_, to))| *to);
    if let (Some((one, _)), Some((two, _))) = (begins, stops)
        && one.at != two.at
        && !pairs.is_contrary(one.at, two.at)
    {
        implied_by(criteria, [one, two, this], implied, remarks);
    }
}

fn implied_by(
    criteria: &Criteria<'_>,
    [one, two, this]: [&One<'_>; 3],
    implied: &mut [bool],
    remarks: &mut Vec<Remark>,
) {
    let why = say(
        says::IMPLIED_BY_TWO,
        &[
            ("this", &this.name),
            ("other", &criteria.meets(one)),
            ("third", &criteria.meets(two)),
            ("itself", &criteria.meets(this)),
        ],
    );
    let shown = [(one, true), (two, true), (this, true)];
    remarks.push(criteria.remark(this, About::Redundant, why, &shown));
    if let Some(implied) = implied.get_mut(this.at) {
        *implied = true;
    }
}
