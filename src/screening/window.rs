//! "Within one month": when an event no longer counts, as calendar months and as days.
//!
//! The day on which the window ends still counts as within it; the first day after it does not. Months are counted on
//! from the event and end with the month where it is too short, as the Civil Code of China (article 202) counts a
//! period. Counted back from the day of screening, an event at the end of a short month may still count.

use time::Date;

use crate::dates;
use crate::study::ANY_STUDY;
use crate::study::model::Window;

/// The first days on which an event no longer counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lapse {
    /// By calendar months.
    pub calendar: Date,
    /// By days.
    pub days: Date,
}

/// When an event of a day lapses; nothing of a window of hours, which days do not decide.
pub fn lapse(event: Date, window: &Window) -> Option<Lapse> {
    let after = |days: u16| dates::plus_days(event, i64::from(days) + 1);
    let calendar = window.months.map(|months| {
        let ends = dates::plus_months(event, months.into());
        dates::plus_days(ends, 1)
    });
    // A window of the studies that ship has months, and perhaps days.
    let weeks = window.weeks.filter(|_| ANY_STUDY);
    let weeks = weeks.map(|weeks| after(weeks.saturating_mul(7)));
    let days = window.days.map(after).or(weeks).or(calendar)?;
    Some(Lapse {
        calendar: calendar.unwrap_or(days),
        days,
    })
}

/// Whether an event of a day lies within a window that counts back from another day, where the two days settle that.
pub fn within(event: Date, window: &Window, from: Date) -> Option<bool> {
    if let Some(lapse) = lapse(event, window) {
        return Some(from < lapse.calendar);
    }
    if !ANY_STUDY {
        return None;
    }
    // Two days are a whole day less apart or a whole day more, by the time of the day, which nobody entered.
    let hours = i64::from(window.hours?);
    let days = dates::days_between(event, from);
    if (days + 1) * 24 <= hours {
        Some(true)
    } else {
        ((days - 1) * 24 >= hours).then_some(false)
    }
}

/// The first day on which an event still counts, counted in calendar months back from the day of screening.
pub fn reaches_back_to(as_of: Date, months: u16) -> Date {
    dates::plus_months(as_of, -i32::from(months))
}
