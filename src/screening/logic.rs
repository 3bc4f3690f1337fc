//! Kleene's three values: what holds for everything that is still possible is decided; anything else is unknown. With
//! them goes what an open part can still come to, and so whether settling it can change the whole.

/// Whether every case agrees: `Some` of what they agree on, `None` where they differ or one is open.
pub fn agree(cases: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut cases = cases.into_iter();
    let first = cases.next()??;
    cases.all(|case| case == Some(first)).then_some(first)
}

/// Whether both hold.
pub fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// Whether so many of them hold. Of all of them, and of one of them, it is the same question.
pub fn at_least(n: usize, parts: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let (mut hold, mut open) = (0, 0);
    for part in parts {
        hold += usize::from(part == Some(true));
        open += usize::from(part.is_none());
    }
    if hold >= n {
        Some(true)
    } else {
        (hold + open < n).then_some(false)
    }
}

/// One rule or another, by a third: where that one is open, what both agree on.
pub fn when(condition: Option<bool>, then: Option<bool>, otherwise: Option<bool>) -> Option<bool> {
    match condition {
        Some(true) => then,
        Some(false) => otherwise,
        None => agree([then, otherwise]),
    }
}

/// What something can come to once everything is entered that anybody can enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Can {
    /// It can hold.
    pub hold: bool,
    /// It can fail.
    pub fail: bool,
    /// It can stay open, because no entry settles it.
    pub stay_open: bool,
}

impl Can {
    /// What is settled, or what an entry can settle.
    pub fn of(truth: Option<bool>) -> Self {
        Can {
            hold: truth != Some(false),
            fail: truth != Some(true),
            stay_open: false,
        }
    }

    /// What no entry settles.
    pub const STAYS_OPEN: Can = Can {
        hold: false,
        fail: false,
        stay_open: true,
    };

    /// The other way round.
    #[must_use]
    pub fn negated(self) -> Self {
        Can {
            hold: self.fail,
            fail: self.hold,
            ..self
        }
    }

    fn each(self) -> impl Iterator<Item = Option<bool>> {
        let all = [
            (self.hold, Some(true)),
            (self.fail, Some(false)),
            (self.stay_open, None),
        ];
        all.into_iter()
            .filter(|(can, _)| *can)
            .map(|(_, truth)| truth)
    }

    fn among(outcomes: impl IntoIterator<Item = Option<bool>>) -> Self {
        let mut can = Can {
            hold: false,
            fail: false,
            stay_open: false,
        };
        for outcome in outcomes {
            match outcome {
                Some(true) => can.hold = true,
                Some(false) => can.fail = true,
                None => can.stay_open = true,
            }
        }
        can
    }
}

fn count(parts: &[Can], is_so: impl Fn(&Can) -> bool) -> usize {
    parts.iter().filter(|part| is_so(part)).count()
}

/// What "so many of them" can come to.
pub fn at_least_can(n: usize, parts: &[Can]) -> Can {
    let surely = count(parts, |part| part.hold && !part.fail && !part.stay_open);
    let can_stay = count(parts, |part| part.stay_open);
    let either = count(parts, |part| part.hold && part.fail && !part.stay_open);
    // Of those that can hold or fail, as many hold as leave it undecided.
    let room = (n - 1).checked_sub(surely);
    Can {
        hold: count(parts, |part| part.hold) >= n,
        fail: count(parts, |part| !part.fail) < n,
        stay_open: room.is_some_and(|room| surely + either.min(room) + can_stay >= n)
            && can_stay > 0,
    }
}

/// Whether settling one of them can change whether so many of them hold.
pub fn matters_in_at_least(n: usize, parts: &[Can], index: usize) -> bool {
    let Some(part) = parts.get(index) else {
        return false;
    };
    let others = || {
        let others = parts.iter().enumerate();
        others.filter(|(at, _)| *at != index).map(|(_, part)| part)
    };
    // How many of the others hold, and how many do not fail: every number between these.
    let hold = (
        others().filter(|p| !p.fail && !p.stay_open).count(),
        others().filter(|p| p.hold).count(),
    );
    let not_fail = (
        others().filter(|p| !p.fail).count(),
        others().filter(|p| p.hold || p.stay_open).count(),
    );
    let reaches = |(least, most): (usize, usize)| (least..=most).contains(&(n - 1));
    let between_hold_and_rest = part.hold && (part.fail || part.stay_open);
    let between_fail_and_rest = part.fail && (part.hold || part.stay_open);
    between_hold_and_rest && reaches(hold) || between_fail_and_rest && reaches(not_fail)
}

/// What one rule or another, by a third, can come to.
pub fn when_can(condition: Can, then: Can, otherwise: Can) -> Can {
    let outcomes = condition.each().flat_map(|condition| {
        then.each().flat_map(move |then| {
            otherwise
                .each()
                .map(move |otherwise| when(condition, then, otherwise))
        })
    });
    Can::among(outcomes)
}

/// Whether settling the condition, the first branch or the second can change the outcome.
pub fn matters_in_when([condition, then, otherwise]: [Can; 3]) -> [bool; 3] {
    let differs = |can: Can| {
        let outcomes = [can.hold, can.fail, can.stay_open];
        outcomes.into_iter().filter(|can| *can).count() > 1
    };
    let only = |truth| Can::among([truth]);
    let condition_matters = then.each().any(|then| {
        otherwise
            .each()
            .any(|otherwise| differs(when_can(condition, only(then), only(otherwise))))
    });
    let then_matters = condition.each().any(|condition| {
        otherwise
            .each()
            .any(|otherwise| differs(when_can(only(condition), then, only(otherwise))))
    });
    let otherwise_matters = condition.each().any(|condition| {
        then.each()
            .any(|then| differs(when_can(only(condition), only(then), otherwise)))
    });
    [condition_matters, then_matters, otherwise_matters]
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Option<bool>; 3] = [Some(true), Some(false), None];
    const CAN: [Can; 4] = [
        Can {
            hold: true,
            fail: false,
            stay_open: false,
        },
        Can {
            hold: false,
            fail: true,
            stay_open: false,
        },
        Can {
            hold: true,
            fail: true,
            stay_open: false,
        },
        Can::STAYS_OPEN,
    ];

    // guards: H4
    #[test]
    fn only_agreement_decides() {
        let (yes, no) = (Some(true), Some(false));
        for (cases, expected) in [
            (vec![yes, yes], yes),
            (vec![no, no], no),
            (vec![yes, no], None),
            (vec![no, yes], None),
            (vec![yes, None], None),
            (vec![None, yes], None),
            (vec![None, None], None),
            (vec![], None),
        ] {
            assert_eq!(agree(cases.clone()), expected, "{cases:?}");
        }
    }

    // guards: H4
    #[test]
    fn the_truth_tables_are_kleenes() {
        let (t, f, u) = (Some(true), Some(false), None);
        type OfTwo<'a> = &'a dyn Fn(Option<bool>, Option<bool>) -> Option<bool>;
        let of_two = |table: [[Option<bool>; 3]; 3], result: OfTwo<'_>| {
            for (row, one) in table.iter().zip(ALL) {
                for (expected, other) in row.iter().zip(ALL) {
                    assert_eq!(result(one, other), *expected, "{one:?} {other:?}");
                }
            }
        };
        let and = [[t, f, u], [f, f, f], [u, f, u]];
        of_two(and, &|one, other| at_least(2, [one, other]));
        of_two(and, &both);
        of_two([[t, t, t], [t, f, u], [t, u, u]], &|one, other| {
            at_least(1, [one, other])
        });
        of_two([[t, f, u], [t, f, u], [t, f, u]], &|_, then| {
            when(t, then, f)
        });
        of_two([[t, u, u], [u, f, u], [u, u, u]], &|then, otherwise| {
            when(u, then, otherwise)
        });
    }

    /// Every way in which the open ones can come out.
    fn completions(parts: &[Option<bool>]) -> Vec<Vec<bool>> {
        parts.iter().fold(vec![vec![]], |all, part| {
            let each = |before: &Vec<bool>| {
                let values = part.map_or(vec![true, false], |known| vec![known]);
                let longer = values.into_iter().map(|value| {
                    let mut longer = before.clone();
                    longer.push(value);
                    longer
                });
                longer.collect::<Vec<_>>()
            };
            all.iter().flat_map(each).collect()
        })
    }

    fn tuples<T: Copy>(of: &[T], length: usize) -> Vec<Vec<T>> {
        (0..length).fold(vec![vec![]], |all, _| {
            let longer = all.iter().flat_map(|before: &Vec<T>| {
                of.iter().map(|value| {
                    let mut longer = before.clone();
                    longer.push(*value);
                    longer
                })
            });
            longer.collect()
        })
    }

    // guards: H4
    #[test]
    fn what_is_decided_is_what_all_completions_agree_on() {
        for length in 1..=4 {
            for parts in tuples(&ALL, length) {
                for n in 1..=length {
                    let by_hand = completions(&parts).into_iter();
                    let by_hand = by_hand
                        .map(|values| Some(values.into_iter().filter(|value| *value).count() >= n));
                    assert_eq!(
                        at_least(n, parts.clone()),
                        agree(by_hand),
                        "{n} of {parts:?}"
                    );
                }
            }
        }
        for parts in tuples(&ALL, 3) {
            let by_hand = completions(&parts)
                .into_iter()
                .map(|values| match values[..] {
                    [condition, then, otherwise] => Some(if condition { then } else { otherwise }),
                    _ => None,
                });
            let [condition, then, otherwise] = parts[..] else {
                continue;
            };
            assert_eq!(
                when(condition, then, otherwise),
                agree(by_hand),
                "{parts:?}"
            );
        }
    }

    /// Every way in which parts can come out.
    fn outcomes(parts: &[Can]) -> Vec<Vec<Option<bool>>> {
        parts.iter().fold(vec![vec![]], |all, part| {
            let longer = all.iter().flat_map(|before: &Vec<Option<bool>>| {
                part.each().map(|value| {
                    let mut longer = before.clone();
                    longer.push(value);
                    longer
                })
            });
            longer.collect()
        })
    }

    fn check(
        parts: &[Can],
        result: impl Fn(&[Option<bool>]) -> Option<bool>,
        can: Can,
        matters: &[bool],
    ) {
        let all = outcomes(parts);
        assert_eq!(
            Can::among(all.iter().map(|values| result(values))),
            can,
            "{parts:?}"
        );
        for (index, expected) in matters.iter().enumerate() {
            let tips = all.iter().any(|values| {
                parts[index].each().any(|other| {
                    let mut changed = values.clone();
                    changed[index] = other;
                    result(&changed) != result(values)
                })
            });
            assert_eq!(tips, *expected, "{index} of {parts:?}");
        }
    }

    // guards: H4
    #[test]
    fn a_part_matters_where_settling_it_can_change_the_whole() {
        for length in 1..=4 {
            for parts in tuples(&CAN, length) {
                for n in 1..=length {
                    let matters: Vec<bool> = (0..length)
                        .map(|at| matters_in_at_least(n, &parts, at))
                        .collect();
                    let result = |values: &[Option<bool>]| at_least(n, values.iter().copied());
                    check(&parts, result, at_least_can(n, &parts), &matters);
                }
            }
        }
        // A part that is composed itself can come out in all three ways.
        let can = [
            CAN.as_slice(),
            &[
                Can {
                    hold: true,
                    fail: true,
                    stay_open: true,
                },
                Can {
                    hold: true,
                    fail: false,
                    stay_open: true,
                },
                Can {
                    hold: false,
                    fail: true,
                    stay_open: true,
                },
            ],
        ]
        .concat();
        for parts in tuples(&can, 3) {
            let [condition, then, otherwise] = parts[..] else {
                continue;
            };
            let result = |values: &[Option<bool>]| match values {
                [condition, then, otherwise] => when(*condition, *then, *otherwise),
                _ => None,
            };
            let matters = matters_in_when([condition, then, otherwise]);
            check(
                &parts,
                result,
                when_can(condition, then, otherwise),
                &matters,
            );
            for n in 1..=3 {
                let matters: Vec<bool> = (0..3)
                    .map(|at| matters_in_at_least(n, &parts, at))
                    .collect();
                let result = |values: &[Option<bool>]| at_least(n, values.iter().copied());
                check(&parts, result, at_least_can(n, &parts), &matters);
            }
        }
    }
}
