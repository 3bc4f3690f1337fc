//! "Within one month": when an event no longer counts, as calendar months and as days.
//!
//! The day on which the window ends still counts as within it; the first day after it does not.

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
        calendar: dates::plus_days(dates::plus_months(event, window.months), 1),
        days: dates::plus_days(event, i64::from(window.days) + 1),
    }
}
