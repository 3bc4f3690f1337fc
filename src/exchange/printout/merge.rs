//! Values put together: what says the same, what contradicts itself, what looks like something else.

use rust_decimal::Decimal;

use super::collect::Taken;
use super::order::ordered;
use super::segment::Reading;
use super::{Found, Why};
use crate::clinical::{Lab, LabError, Number, plausible};
use crate::dates;

/// A value that no unit is printed for, and that cannot be one of its only unit.
pub(super) fn impossible(reading: &Reading) -> Option<Why> {
    let [only] = reading.analyte.units() else {
        return None;
    };
    let refused = Lab::parse(reading.analyte, &reading.value, only.unit);
    (reading.unit.is_none() && matches!(refused, Err(LabError::Range(_))))
        .then_some(Why::Impossible)
}

/// Whether a value looks like another unit or another test.
pub(super) fn doubtful(found: &Found) -> bool {
    let only = match found.analyte.units() {
        [only] => Some(only.unit),
        _ => None,
    };
    let value = Number::parse(&found.value).ok();
    let suspicion = found.unit.or(only).zip(value);
    suspicion
        .is_some_and(|(unit, number)| plausible::mistaken(found.analyte, number, unit).is_some())
}

/// Puts together what says the same, in the order of print.
pub(super) fn merged(all: Vec<(usize, Decimal, Taken)>) -> Vec<Found> {
    type One = (usize, Decimal, Taken);
    let unit = |taken: &Taken| match (taken.reading.unit, taken.reading.analyte.units()) {
        (Some(unit), [_, _, ..]) => Some(unit.ucum()),
        _ => None,
    };
    let sign = |taken: &Taken| {
        let first = taken.reading.value.chars().next();
        first.filter(|c| !c.is_ascii_digit())
    };
    let key = |(_, value, taken): &One| {
        let analyte = taken.reading.analyte;
        (analyte, *value, sign(taken), unit(taken))
    };
    let all = ordered(all, &|one, other| key(one) < key(other));
    let mut merged: Vec<(usize, Found)> = Vec::new();
    let mut last = None;
    for one in all {
        let this = key(&one);
        let (number, _, taken) = one;
        let (reading, source) = (taken.reading, taken.source);
        let same = last.as_ref() == Some(&this);
        last = Some(this);
        let date = reading.day.map(dates::iso);
        match merged.last_mut().filter(|_| same) {
            Some((_, old)) => {
                old.source.push_str("; ");
                old.source.push_str(&source);
                old.unit = old.unit.or(reading.unit);
                old.printed = old.printed.take().or(reading.printed);
                old.date = old.date.take().or(date);
                old.control = old.control.take().or(reading.control);
            }
            None => {
                let found = Found {
                    analyte: reading.analyte,
                    value: reading.value,
                    unit: reading.unit,
                    printed: reading.printed,
                    date,
                    control: reading.control,
                    source,
                };
                merged.push((number, found));
            }
        }
    }
    let merged = ordered(merged, &|one, other| one.0 < other.0);
    merged.into_iter().map(|(_, found)| found).collect()
}
