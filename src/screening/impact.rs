//! What to ask next. An entry that settles criteria by itself comes before one that only helps to; among
//! equals the one that more criteria wait for; then the order of the study.

use std::cmp::Reverse;

use super::criterion::Finding;
use super::patient::Entry;

/// Everything that unknown findings wait for, the most decisive first.
pub fn most_decisive_first(findings: &[Finding]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for entry in findings.iter().flat_map(|finding| &finding.waits_for) {
        if !entries.contains(entry) {
            entries.push(entry.clone());
        }
    }
    // A stable sort: equals keep the order of the study.
    entries.sort_by_key(|entry| {
        let waiting = || findings.iter().filter(|f| f.waits_for.contains(entry));
        let alone = waiting().filter(|f| f.waits_for.len() == 1).count();
        (Reverse(alone), Reverse(waiting().count()))
    });
    entries
}
