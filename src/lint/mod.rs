//! The linter that reasons: what a study of the right form says without meaning it. It looks at whole regions of patients,
//! by intervals and three-valued logic, and at no list of phrases. What is wrong with the form is found in `study/check.rs`;
//! a remark of this kind refuses nothing. Only programs and authors need it, so the page holds none of it.

mod branches;
mod criteria;
mod example;
mod expr;
mod formulas;
mod limits;
mod line;
mod lower;
mod pairs;
mod parts;
mod record;
mod relation;
mod remark;
mod rules;
mod says;
mod space;
mod triples;
mod values;

pub use remark::{About, Remark, Shown};
pub use says::Text;

use crate::study::Study;

/// More than anybody reads at once.
const MOST: usize = 300;

/// Everything that is to be said of a study, in the order of its parts.
pub fn remarks(study: &Study) -> Vec<Remark> {
    let (space, lowered) = lower::lower(study);
    let mut remarks = record::remarks(study);
    remarks.extend(parts::remarks(study));
    for criterion in &lowered {
        remarks.extend(rules::remarks(&space, criterion));
    }
    let criteria = criteria::Criteria::new(&space, &lowered);
    let pairs = pairs::pairs(&criteria);
    remarks.extend(triples::triples(&criteria, &pairs));
    remarks.extend(pairs.remarks);
    remarks.extend(branches::branches(&criteria));
    remarks.sort_by_cached_key(|remark| place(&remark.path));
    remarks.truncate(MOST);
    if criteria.gave_up() || space.gave_up() {
        let why = says::say(says::GAVE_UP, &[]);
        remarks.push(Remark::new("criteria", About::GaveUp, why));
    }
    remarks
}

/// The steps of a path, so that the tenth member of a list comes behind the second.
fn place(path: &str) -> Vec<(usize, String)> {
    let steps = path
        .split(['.', '['])
        .map(|step| step.trim_end_matches(']'));
    let place = |step: &str| match step.parse() {
        Ok(number) => (number, String::new()),
        Err(_) => (0, step.to_owned()),
    };
    steps.map(place).collect()
}
