//! Branches of a condition that nobody reaches who meets another criterion.

use super::criteria::{Criteria, One};
use super::example::patient;
use super::lower::{Node, Shape};
use super::remark::{About, Remark};
use super::rules::constant;
use super::says::{self, say};

/// Looks at every condition of the readings that are computed.
pub fn branches(criteria: &Criteria<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for one in &criteria.all {
        if let Some(computed) = one.of.readings.first() {
            below(criteria, one, &computed.rule, &mut remarks);
        }
    }
    remarks
}

fn below(criteria: &Criteria<'_>, one: &One<'_>, rule: &Node, remarks: &mut Vec<Remark>) {
    if let (Shape::When, [condition, branches @ ..]) = (rule.shape, rule.parts.as_slice()) {
        // One that is always the same is told where it stands.
        if constant(criteria.space, &condition.expr).is_none() {
            for (branch, taken) in branches.iter().zip([true, false]) {
                remarks.extend(shut(criteria, one, condition, branch, taken));
            }
        }
    }
    for part in &rule.parts {
        below(criteria, one, part, remarks);
    }
}

/// The first criterion that leaves nobody for a branch.
fn shut(
    criteria: &Criteria<'_>,
    one: &One<'_>,
    condition: &Node,
    branch: &Node,
    taken: bool,
) -> Option<Remark> {
    let others = one.near.iter().filter_map(|at| criteria.all.get(*at));
    let mut others = others.filter(|other| !other.constant);
    let other = others.find(|other| {
        let wanted = [(other.eligible, true), (&condition.expr, taken)];
        criteria.space.somebody(&wanted).is_nobody()
    })?;
    let why = say(says::BRANCH_SHUT, &[("other", &criteria.meets(other))]);
    let found = criteria
        .space
        .somebody(&[(other.eligible, true), (&condition.expr, !taken)]);
    let remark = Remark::new(&branch.path, About::UnreachableBranch, why);
    Some(remark.shown(patient(criteria.space, &found)))
}
