//! A line of numbers on which a value of a patient lies, and sets of values on it. A choice among a few is a line too: the
//! whole numbers from nought.

use rust_decimal::Decimal;

use crate::clinical::{Bound, Interval};

/// The numbers that a value can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The least.
    pub least: Decimal,
    /// The greatest.
    pub most: Decimal,
    /// Whether only whole numbers lie on it.
    pub whole: bool,
}

/// Values on a line: intervals in order, none of which touches another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Set(Vec<Interval>);

impl Set {
    /// Its intervals, from the least.
    pub fn intervals(&self) -> &[Interval] {
        &self.0
    }

    /// Whether nothing lies in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a place lies in it.
    pub fn holds(&self, at: Bound) -> bool {
        let mut parts = self.0.iter();
        parts.any(|part| part.low <= at && at <= part.high)
    }

    /// Its least and its greatest end.
    pub fn ends(&self) -> Option<(Bound, Bound)> {
        Some((self.0.first()?.low, self.0.last()?.high))
    }

    /// Whether there is no gap in it.
    pub fn is_one_piece(&self) -> bool {
        self.0.len() == 1
    }
}

impl Line {
    /// A line of so many choices.
    pub fn of_choices(count: usize) -> Self {
        let most = Decimal::from(count.saturating_sub(1));
        Line {
            least: Decimal::ZERO,
            most,
            whole: true,
        }
    }

    /// The place after another.
    pub fn after(&self, bound: Bound) -> Bound {
        match (self.whole, bound) {
            (true, Bound { value, .. }) => Bound::at(value.floor() + Decimal::ONE),
            (false, Bound { value, nudge }) => Bound {
                value,
                nudge: nudge.saturating_add(1).min(1),
            },
        }
    }

    /// The place before another.
    pub fn before(&self, bound: Bound) -> Bound {
        match (self.whole, bound) {
            (true, Bound { value, .. }) => Bound::at(value.ceil() - Decimal::ONE),
            (false, Bound { value, nudge }) => Bound {
                value,
                nudge: nudge.saturating_sub(1).max(-1),
            },
        }
    }

    /// What of some intervals lies on the line.
    pub fn set(&self, intervals: Vec<Interval>) -> Set {
        let mut parts: Vec<Interval> = intervals
            .into_iter()
            .map(|part| self.clipped(part))
            .filter(|part| part.low <= part.high)
            .collect();
        parts.sort_by_key(|part| part.low);
        let mut joined: Vec<Interval> = Vec::new();
        for part in parts {
            match joined.last_mut() {
                Some(last) if part.low <= self.after(last.high) => {
                    last.high = last.high.max(part.high);
                }
                _ => joined.push(part),
            }
        }
        Set(joined)
    }

    fn clipped(&self, part: Interval) -> Interval {
        let (low, high) = if self.whole {
            (self.whole_from(part.low), self.whole_to(part.high))
        } else {
            (part.low, part.high)
        };
        Interval {
            low: low.max(Bound::at(self.least)),
            high: high.min(Bound::at(self.most)),
        }
    }

    fn whole_from(&self, low: Bound) -> Bound {
        let up = low.value.ceil();
        let is_above = up == low.value && low.nudge > 0;
        Bound::at(if is_above { up + Decimal::ONE } else { up })
    }

    fn whole_to(&self, high: Bound) -> Bound {
        let down = high.value.floor();
        let is_below = down == high.value && high.nudge < 0;
        Bound::at(if is_below { down - Decimal::ONE } else { down })
    }

    /// What is not in a set.
    pub fn not(&self, set: &Set) -> Set {
        let mut left = Vec::new();
        let mut start = Some(Bound::at(self.least));
        for part in &set.0 {
            if let Some(low) = start.filter(|low| *low < part.low) {
                left.push(Interval {
                    low,
                    high: self.before(part.low),
                });
            }
            start = Some(self.after(part.high)).filter(|next| *next > part.high);
        }
        if let Some(low) = start {
            left.push(Interval {
                low,
                high: Bound::at(self.most),
            });
        }
        self.set(left)
    }

    /// What is in both.
    pub fn both(&self, one: &Set, other: &Set) -> Set {
        let mut shared = Vec::new();
        for a in &one.0 {
            for b in &other.0 {
                let (low, high) = (a.low.max(b.low), a.high.min(b.high));
                if low <= high {
                    shared.push(Interval { low, high });
                }
            }
        }
        // Parts of both lie on the line and in order, and apart as those of either do.
        Set(shared)
    }

    /// What is in the one and not in the other.
    pub fn without(&self, one: &Set, other: &Set) -> Set {
        self.both(one, &self.not(other))
    }

    /// The line cut wherever one of the sets begins or ends: in no piece does a set change.
    pub fn cut<'a>(&self, sets: impl Iterator<Item = &'a Set>) -> Vec<Interval> {
        let mut starts = vec![Bound::at(self.least)];
        for part in sets.flat_map(Set::intervals) {
            starts.push(part.low);
            starts.push(self.after(part.high));
        }
        starts.sort_unstable();
        starts.dedup();
        let most = Bound::at(self.most);
        starts.retain(|start| *start <= most);
        let ends = starts.iter().skip(1).map(|next| self.before(*next));
        let ends: Vec<Bound> = ends.chain([most]).collect();
        let pieces = starts.into_iter().zip(ends);
        pieces.map(|(low, high)| Interval { low, high }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(value: i64, nudge: i8) -> Bound {
        Bound {
            value: Decimal::new(value, 0),
            nudge,
        }
    }

    fn line(whole: bool) -> Line {
        Line {
            least: Decimal::ZERO,
            most: Decimal::new(10, 0),
            whole,
        }
    }

    fn part(low: Bound, high: Bound) -> Interval {
        Interval { low, high }
    }

    #[test]
    fn the_rest_of_a_set_begins_where_it_ends() {
        let line = line(false);
        let below = line.set(vec![part(at(0, 0), at(5, -1))]);
        assert_eq!(line.not(&below).intervals(), [part(at(5, 0), at(10, 0))]);
        assert_eq!(line.not(&line.not(&below)), below);
        let all = line.set(vec![part(at(0, 0), at(10, 0))]);
        assert!(line.not(&all).is_empty());
        let to = line.set(vec![part(at(0, 0), at(10, -1))]);
        assert_eq!(line.not(&to).intervals(), [part(at(10, 0), at(10, 0))]);
    }

    #[test]
    fn nothing_lies_between_two_whole_numbers() {
        let line = line(true);
        assert!(line.set(vec![part(at(5, 1), at(6, -1))]).is_empty());
        let both = line.set(vec![part(at(1, 0), at(6, -1)), part(at(6, 0), at(7, 0))]);
        assert!(both.is_one_piece());
        assert_eq!(line.not(&both).intervals().len(), 2);
    }

    #[test]
    fn a_line_is_cut_where_sets_change() {
        let line = line(false);
        let below = line.set(vec![part(at(0, 0), at(5, -1))]);
        let to = line.set(vec![part(at(0, 0), at(5, 0))]);
        let pieces = line.cut([&below, &to].into_iter());
        assert_eq!(
            pieces,
            [
                part(at(0, 0), at(5, -1)),
                part(at(5, 0), at(5, 0)),
                part(at(5, 1), at(10, 0)),
            ]
        );
    }
}
