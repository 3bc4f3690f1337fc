//! The visits from a planned first infusion. What the record leaves open stays open.

use time::Date;

use crate::dates;
use crate::study::Study;
use crate::study::model::Offset;

/// A visit with its date, where both are given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// The visit's place in the study's list.
    pub visit: usize,
    /// Its day, the first infusion being day 1.
    pub day: Option<u16>,
    /// Its date, where the record settles the day and a first infusion is planned.
    pub date: Option<Date>,
    /// The first and the last date by the readings of a date that the record leaves open.
    pub between: Option<(Date, Date)>,
    /// Whether the record settles its day.
    pub firm: bool,
}

fn date(first: Date, offset: Offset) -> Date {
    let day = dates::plus_days(first, i64::from(offset.day) - 1);
    dates::plus_months(day, offset.months.into())
}

/// The visits of a study, with dates if a first infusion is planned.
pub fn of(study: &Study, first: Option<Date>) -> Vec<Appointment> {
    study
        .schedule
        .iter()
        .enumerate()
        .map(|(index, visit)| {
            let settled = visit.day.filter(|_| visit.firm);
            let readings = || visit.between.iter().copied();
            let ends = |first| {
                let earliest = readings().map(|offset| date(first, offset)).min()?;
                let latest = readings().map(|offset| date(first, offset)).max()?;
                Some((earliest, latest))
            };
            Appointment {
                visit: index,
                day: visit.day,
                date: first
                    .zip(settled)
                    .map(|(first, day)| date(first, Offset { day, months: 0 })),
                between: first.and_then(ends),
                firm: visit.firm,
            }
        })
        .collect()
}
