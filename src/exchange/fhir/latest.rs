//! Of several results of one analyte, the one that is taken.

use super::result::Found;

/// What is to be said of a result that is not the latest, or of the latest itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is taken; with `true` because the times of day were compared.
    Taken { by_time: bool },
    /// It says the same as the one that is taken.
    Same,
    /// There is a later result.
    Earlier,
    /// It differs from another one that may be the latest just as well.
    Disputed,
}

/// What becomes of each result of one analyte, in their order.
pub fn fates(all: &[&Found]) -> Vec<Fate> {
    // The last instant and the last day without one: whatever neither of them follows may be the latest.
    let mut last: [Option<&Found>; 2] = [None, None];
    for found in all {
        let Some(when) = &found.when else { continue };
        let [instant, day] = &mut last;
        let place = if when.instant.is_some() { instant } else { day };
        let later = |other: &&Found| other.when.is_none_or(|other| when.later_than(&other));
        if place.as_ref().is_none_or(later) {
            *place = Some(found);
        }
    }
    let follows = |found: &Found| {
        let mut last = last.iter().flatten();
        found.when.is_some_and(|when| {
            last.any(|other| other.when.is_some_and(|other| other.later_than(&when)))
        })
    };
    let mut taken: Option<(usize, &Found)> = None;
    let mut agreed = true;
    for (index, found) in all.iter().enumerate() {
        if follows(found) {
            continue;
        }
        match taken {
            Some((_, one)) if !one.says_as(found) => agreed = false,
            // The one that tells its day, and of these the one that tells its time.
            Some((_, one)) if found.detail() <= one.detail() => {}
            _ => taken = Some((index, found)),
        }
    }
    let by_time = |one: &Found| {
        all.iter().any(|found| {
            let days = (
                one.when.map(|when| when.day),
                found.when.map(|when| when.day),
            );
            follows(found) && days.1 >= days.0 && !found.says_as(one)
        })
    };
    all.iter()
        .enumerate()
        .map(|(index, found)| match taken {
            _ if follows(found) => Fate::Earlier,
            Some((at, one)) if agreed && at == index => Fate::Taken {
                by_time: by_time(one),
            },
            _ if agreed => Fate::Same,
            _ => Fate::Disputed,
        })
        .collect()
}
