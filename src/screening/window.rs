//! "Within one month": when an event no longer counts, as calendar months and as days.
//!
//! The day on which the window ends still counts as within it; the first day after it does not. Months are counted on
//! from the event and end with the month where it is too short, as the Civil Code of China (article 202) counts a
//! period. Counted back from the day of screening, an event at the end of a short month may still count.

use time::Date;

use crate::dates;
use crate::study::model::Window;

/// The first days on which an event no longer counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lapse {
    /// By calendar months.
    pub calendar: Date,
    /// By days.
    pub days: Date,
}

/// When an event of a day lapses.
pub fn lapse(event: Date, window: Window) -> Lapse {
    Lapse {
        calendar: dates::plus_days(dates::plus_months(event, window.months.into()), 1),
        days: dates::plus_days(event, i64::from(window.days) + 1),
    }
}

/// The first day on which an event still counts, counted in calendar months back from the day of screening.
pub fn reaches_back_to(as_of: Date, window: Window) -> Date {
    dates::plus_months(as_of, -i32::from(window.months))
}
