//! What a reader should look at again, although it decides nothing: doubtful values, old ones, values of
//! different days, a birthday to come.

use time::Date;

use super::Case;
use super::patient::Age;
use crate::clinical::plausible::{Doubt, unusual};
use crate::clinical::{Analyte, Lab, Waiting};
use crate::dates;
use crate::study::Study;
use crate::study::model::{Kind, Rule};

/// A warning.
#[derive(Clone, Debug, PartialEq)]
pub enum Warning {
    /// A value does not count yet.
    Waiting(Waiting),
    /// A value is unusual, and counts.
    Doubtful {
        /// As typed.
        lab: Lab,
        /// Why.
        doubt: Doubt,
    },
    /// Values of one patient were taken too far apart.
    Apart {
        /// The first.
        first: (Analyte, Date),
        /// The last.
        last: (Analyte, Date),
        /// More than so many hours apart.
        hours: u16,
    },
    /// A value is old.
    Old {
        /// Which.
        analyte: Analyte,
        /// Its day.
        date: Date,
        /// Older than so many days.
        days: u16,
    },
    /// The scores are computed as for adults, and the patient is none.
    NotAdult {
        /// Completed years.
        years: u16,
    },
    /// The person leaves the accepted ages soon.
    AgeSoon {
        /// On this day.
        on: Date,
        /// By turning so many years.
        years: u16,
        /// Born on 29 February, a day that the year of that birthday may not have.
        leap_day: bool,
    },
}

/// MELD and its successors are adults' scores; OPTN Policy 9.1 has other rules below this age.
const ADULT: u16 = 18;

/// Every warning of a case.
pub fn of(study: &Study, case: &Case) -> Vec<Warning> {
    let mut warnings: Vec<Warning> = case
        .patient
        .inputs
        .labs
        .iter()
        .filter_map(|lab| {
            Some(Warning::Doubtful {
                lab: *lab,
                doubt: unusual(lab)?,
            })
        })
        .collect();
    let waiting = case.patient.inputs.waiting.iter();
    warnings.extend(waiting.map(|waiting| Warning::Waiting(*waiting)));
    warnings.extend(apart(study, case));
    warnings.extend(old(study, case));
    let years = case.patient.age.and_then(|age| age.on(case.as_of));
    let young = years.filter(|years| *years < ADULT);
    warnings.extend(young.map(|years| Warning::NotAdult { years }));
    warnings.extend(age_soon(study, case));
    warnings
}

fn apart(study: &Study, case: &Case) -> Option<Warning> {
    let dates = &case.patient.lab_dates;
    let first = *dates.iter().min_by_key(|(_, date)| *date)?;
    let last = *dates.iter().max_by_key(|(_, date)| *date)?;
    let hours = study.timing.as_ref()?.labs_apart_hours;
    // Only days are known: so many days apart are at least this much apart and at most a day more.
    (dates::days_between(first.1, last.1) * 24 > i64::from(hours)).then_some(Warning::Apart {
        first,
        last,
        hours,
    })
}

fn old(study: &Study, case: &Case) -> Vec<Warning> {
    let Some(timing) = &study.timing else {
        return Vec::new();
    };
    case.patient
        .lab_dates
        .iter()
        .filter_map(|(analyte, date)| {
            let age = dates::days_between(*date, case.as_of);
            let days = timing.labs_old_days.iter().copied();
            let days = days.filter(|days| age > i64::from(*days)).max()?;
            Some(Warning::Old {
                analyte: *analyte,
                date: *date,
                days,
            })
        })
        .collect()
}

fn age_soon(study: &Study, case: &Case) -> Option<Warning> {
    let Some(Age::Born(birth)) = case.patient.age else {
        return None;
    };
    let soon = study.timing.as_ref()?.age_soon_days;
    // Of an exclusion the greatest age is one that is excluded.
    let accepted = study.criteria.iter().filter(|c| c.kind == Kind::Inclusion);
    let rules = accepted.filter_map(|c| c.readings.first());
    let most = rules
        .filter_map(|reading| match reading.rule {
            Rule::Age { max, .. } => max,
            _ => None,
        })
        .min()?;
    let years = most + 1;
    let on = dates::birthday(birth, years);
    let days = dates::days_between(case.as_of, on);
    (1..=i64::from(soon))
        .contains(&days)
        .then_some(Warning::AgeSoon {
            on,
            years,
            leap_day: dates::born_on_leap_day(birth),
        })
}
