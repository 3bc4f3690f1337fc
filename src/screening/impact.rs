//! What to ask next. An entry that settles criteria by itself comes before one that only helps to; among
//! equals the one that more criteria wait for; then the order of the study.

use super::finding::Finding;
use super::patient::Entry;

/// Everything that unknown findings wait for, the most decisive first.
pub fn most_decisive_first(findings: &[Finding]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for entry in findings.iter().flat_map(|finding| &finding.waits_for) {
        if !entries.contains(entry) {
            entries.push(entry.clone());
        }
    }
    let weight = |entry: &Entry| {
        let waiting = || findings.iter().filter(|f| f.waits_for.contains(entry));
        let alone = waiting().filter(|f| f.waits_for.len() == 1).count();
        (alone, waiting().count())
    };
    let mut weighed: Vec<((usize, usize), Entry)> = Vec::new();
    for entry in entries {
        let weight = weight(&entry);
        // Behind all that weigh as much, so that equals keep the order of the study.
        let place = weighed.iter().position(|(other, _)| *other < weight);
        weighed.insert(place.unwrap_or(weighed.len()), (weight, entry));
    }
    weighed.into_iter().map(|(_, entry)| entry).collect()
}
