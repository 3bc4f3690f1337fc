//! The reader's own calendar day, in their own time zone.

use js_sys::Date as JsDate;
use time::{Date, Month};

/// Today, as the device's clock says. A clock that names no day counts as the earliest.
pub fn today() -> Date {
    let now = JsDate::new_0();
    let date = || {
        let month = Month::try_from(u8::try_from(now.get_month() + 1).ok()?).ok()?;
        let year = i32::try_from(now.get_full_year()).ok()?;
        Date::from_calendar_date(year, month, u8::try_from(now.get_date()).ok()?).ok()
    };
    date().unwrap_or(Date::MIN)
}
