//! What two criteria say together.

use super::MOST;
use super::criteria::{Criteria, One, Pair};
use super::line::{Line, Set};
use super::relation::Relation;
use super::remark::{About, Remark};
use super::says::{self, Text, say};
use crate::study::model::{Kind, ScoreName};

/// How each pair of near criteria stands, and the remarks on them.
pub struct Pairs {
    /// What is to be said.
    pub remarks: Vec<Remark>,
    /// Pairs that nobody can meet, the lesser first.
    pub contrary: Vec<(usize, usize)>,
    /// Criteria that another one implies.
    pub implied: Vec<bool>,
}

impl Pairs {
    /// Whether nobody can meet these two.
    pub fn is_contrary(&self, one: usize, two: usize) -> bool {
        let pair = (one.min(two), one.max(two));
        self.contrary.binary_search(&pair).is_ok()
    }

    fn implies(&mut self, criteria: &Criteria<'_>, other: &One<'_>, this: &One<'_>) {
        if let Some(remark) = mirrored(criteria, other, this) {
            self.mark(remark, this);
            return;
        }
        // One that implies it is enough to say.
        if self.implied.get(this.at).copied().unwrap_or_default() {
            return;
        }
        let why = say(
            says::IMPLIED,
            &[
                ("this", &this.name),
                ("other", &criteria.meets(other)),
                ("itself", &criteria.meets(this)),
            ],
        );
        let shown = [(other, true), (this, true)];
        let remark = criteria.remark(this, About::Redundant, why, &shown);
        self.mark(remark, this);
    }

    fn same(&mut self, criteria: &Criteria<'_>, one: &One<'_>, two: &One<'_>) {
        if one.of.kind == two.of.kind {
            let names = [("this", &two.name), ("other", &one.name)];
            let why = say(says::SAME_TWICE, &names);
            let shown = [(one, true), (two, true)];
            let remark = criteria.remark(two, About::Redundant, why, &shown);
            self.mark(remark, two);
            return;
        }
        let (inclusion, exclusion) = in_order(one, two);
        let remark = mirror(criteria, inclusion, exclusion, says::MIRRORED, None);
        self.mark(remark, exclusion);
    }

    fn mark(&mut self, remark: Remark, this: &One<'_>) {
        self.remarks.push(remark);
        if let Some(implied) = self.implied.get_mut(this.at) {
            *implied = true;
        }
    }
}

/// Looks at every pair that asks for something near.
pub fn pairs(criteria: &Criteria<'_>) -> Pairs {
    let mut found = Pairs {
        remarks: Vec::new(),
        contrary: Vec::new(),
        implied: vec![false; criteria.all.len()],
    };
    for one in criteria.all.iter().filter(|one| !one.constant) {
        for at in one.near.iter().filter(|at| **at > one.at) {
            let Some(two) = criteria.all.get(*at).filter(|two| !two.constant) else {
                continue;
            };
            match criteria.pair(one, two) {
                Pair::Contrary => {
                    found.contrary.push((one.at, two.at));
                    if found.remarks.len() >= MOST {
                        continue;
                    }
                    let why = say(
                        says::CONTRADICTORY,
                        &[
                            ("other", &criteria.meets(one)),
                            ("itself", &criteria.meets(two)),
                        ],
                    );
                    let shown = [(one, true), (two, false)];
                    let remark = criteria.remark(two, About::Contradictory, why, &shown);
                    found.remarks.push(remark);
                }
                Pair::Same => found.same(criteria, one, two),
                Pair::FirstImplies => found.implies(criteria, one, two),
                Pair::SecondImplies => found.implies(criteria, two, one),
                Pair::Free => {
                    found.remarks.extend(partly_implied(criteria, one, two));
                    found.remarks.extend(partly_implied(criteria, two, one));
                }
            }
        }
    }
    found.contrary.sort_unstable();
    found
}

fn in_order<'a, 'b>(one: &'a One<'b>, two: &'a One<'b>) -> (&'a One<'b>, &'a One<'b>) {
    if one.of.kind == Kind::Inclusion {
        (one, two)
    } else {
        (two, one)
    }
}

/// That an exclusion restates an inclusion, where one of the two implies the other and they part at the same limit.
fn mirrored(criteria: &Criteria<'_>, other: &One<'_>, this: &One<'_>) -> Option<Remark> {
    if other.of.kind == this.of.kind {
        return None;
    }
    let ((var, narrow), (_, wide)) = (other.line.as_ref()?, this.line.as_ref()?);
    let same_value = this.line.as_ref().is_some_and(|(of, _)| of == var);
    let value = criteria.space.value(*var).filter(|_| same_value)?;
    let (inclusion, exclusion) = in_order(other, this);
    let between = value.line.without(wide, narrow);
    let points = between.intervals().iter();
    let mut points = points.map(|part| (part.low == part.high).then_some(part.low.value));
    let edge = points.clone().all(|point| point.is_some());
    if let Some(edge) = points
        .next()
        .flatten()
        .filter(|_| edge && !value.line.whole)
    {
        let sentence = if exclusion.at == this.at {
            says::MIRRORED_WITH_GAP
        } else {
            says::MIRRORED_WITH_OVERLAP
        };
        let edge = says::amount(value, edge);
        return Some(mirror(
            criteria,
            inclusion,
            exclusion,
            sentence,
            Some(&edge),
        ));
    }
    let touches = exclusion.at == this.at && touch(value.line, narrow, wide);
    touches.then(|| mirror(criteria, inclusion, exclusion, says::MIRRORED, None))
}

/// Whether what lies outside of the wide set begins where the narrow one ends.
fn touch(line: Line, narrow: &Set, wide: &Set) -> bool {
    let outside = line.not(wide);
    let touching = outside.intervals().iter().filter(|out| {
        let mut parts = narrow.intervals().iter();
        parts.any(|part| {
            line.after(part.high) == out.low && part.high < out.low
                || line.after(out.high) == part.low && out.high < part.low
        })
    });
    touching.count() > 0
}

fn mirror(
    criteria: &Criteria<'_>,
    inclusion: &One<'_>,
    exclusion: &One<'_>,
    sentence: crate::words::bilingual::Bilingual,
    edge: Option<&Text>,
) -> Remark {
    let none = Text::default();
    let why = say(
        sentence,
        &[
            ("this", &exclusion.name),
            ("other", &inclusion.name),
            ("edge", edge.unwrap_or(&none)),
        ],
    );
    let shown = [(inclusion, true), (exclusion, true)];
    criteria.remark(exclusion, About::Mirrored, why, &shown)
}

/// That a laboratory value which one criterion asks for gives some of the Child-Pugh points that another one asks for.
fn partly_implied(criteria: &Criteria<'_>, given: &One<'_>, asked: &One<'_>) -> Option<Remark> {
    let space = criteria.space;
    let ((input, set), (score, points)) = (given.line.as_ref()?, asked.line.as_ref()?);
    let relation = space.relations().iter().find(|relation| {
        let is_score = matches!(
            relation,
            Relation::Score {
                score: ScoreName::ChildPugh,
                ..
            }
        );
        is_score && relation.target() == *score && relation.binds(*input)
    })?;
    let value = space.value(*score).filter(|_| input != score)?;
    let (limit, _) = points.ends()?;
    let mut least: Option<rust_decimal::Decimal> = None;
    for part in set.intervals() {
        let (low, _) = relation.range(&|var| (var == *input).then_some(*part))?;
        // From five to fifteen.
        #[allow(clippy::cast_possible_truncation)]
        let low = rust_decimal::Decimal::from(low.round() as i64);
        least = Some(least.map_or(low, |so_far| so_far.min(low)));
    }
    let least = least.filter(|least| *least > value.line.least && *least < limit.value)?;
    let why = say(
        says::PARTLY_IMPLIED,
        &[
            ("this", &asked.name),
            ("other", &given.name),
            ("least", &Text::same(least.to_string())),
            ("limit", &Text::same(limit.value.to_string())),
            ("score", &says::name(value)),
        ],
    );
    let shown = [(given, true), (asked, false)];
    Some(criteria.remark(asked, About::PartlyImplied, why, &shown))
}
