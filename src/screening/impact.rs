//! What to ask next. An entry that settles criteria by itself comes before one that only helps to; among
//! equals the one that more criteria wait for; then the order of the study.

use super::finding::Finding;
use super::patient::Entry;

/// Everything that unknown findings wait for, the most decisive first.
pub fn most_decisive_first(findings: &[Finding]) -> Vec<Entry> {
    // For each entry: how many findings wait for it alone, and how many wait for it at all.
    let mut weights: Vec<((usize, usize), &Entry)> = Vec::with_capacity(findings.len());
    for finding in findings {
        let alone = usize::from(finding.waits_for.len() == 1);
        for entry in finding.waits_for.iter() {
            // A question belongs to one criterion, so it never stands here already.
            let known = match entry {
                Entry::Item(_) | Entry::Study(_) => {
                    weights.iter_mut().find(|(_, known)| *known == entry)
                }
                Entry::Question(_) => None,
            };
            match known {
                Some((weight, _)) => *weight = (weight.0 + alone, weight.1 + 1),
                None => weights.push(((alone, 1), entry)),
            }
        }
    }
    let mut ordered: Vec<((usize, usize), &Entry)> = Vec::with_capacity(weights.len());
    for (weight, entry) in weights {
        // Behind all that weigh as much, so that equals keep the order of the study; most weigh the same.
        let before = ordered.iter().rposition(|(other, _)| *other >= weight);
        ordered.insert(before.map_or(0, |place| place + 1), (weight, entry));
    }
    ordered
        .into_iter()
        .map(|(_, entry)| entry.clone())
        .collect()
}
