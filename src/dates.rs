//! Civil dates: reading them, and the two ways in which people count on from one.

use time::{Date, Duration, Month};

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// Not of the form 2026-11-22.
    Form,
    /// No such day in the calendar.
    NoSuchDay,
}

impl std::fmt::Display for DateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            DateError::Form => "Expected a date as YYYY-MM-DD.",
            DateError::NoSuchDay => {
                "There is no such day in the calendar; expected a date as YYYY-MM-DD."
            }
        })
    }
}

impl std::error::Error for DateError {}

/// Reads `2026-11-22`.
///
/// # Errors
/// [`DateError`] where the text is no date of that form, from 1900 to 2199.
pub fn parse(text: &str) -> Result<Date, DateError> {
    let mut parts = text.split('-');
    let mut part = |length: usize| {
        let part = parts.next().filter(|part| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
        })?;
        part.parse::<u16>().ok()
    };
    let (year, month, day) = (part(4), part(2), part(2));
    let (Some(year), Some(month), Some(day), None) = (year, month, day, parts.next()) else {
        return Err(DateError::Form);
    };
    if !(1900..=2199).contains(&year) {
        return Err(DateError::NoSuchDay);
    }
    let narrow = |n: u16| u8::try_from(n).map_err(|_| DateError::NoSuchDay);
    let month = Month::try_from(narrow(month)?).map_err(|_| DateError::NoSuchDay)?;
    Date::from_calendar_date(i32::from(year), month, narrow(day)?).map_err(|_| DateError::NoSuchDay)
}

/// As `2026-11-22`.
pub fn iso(date: Date) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        date.year(),
        u8::from(date.month()),
        date.day()
    )
}

/// So many days on (or back).
pub fn plus_days(date: Date, days: i64) -> Date {
    date.saturating_add(Duration::days(days))
}

/// So many calendar months on (or back); where the month is too short, its last day.
pub fn plus_months(date: Date, months: i32) -> Date {
    let count = date.year() * 12 + i32::from(u8::from(date.month())) - 1 + months;
    let year = count.div_euclid(12);
    let month = u8::try_from(count.rem_euclid(12) + 1)
        .ok()
        .and_then(|month| Month::try_from(month).ok())
        .unwrap_or(Month::January);
    let day = date.day().min(month.length(year));
    Date::from_calendar_date(year, month, day).unwrap_or(Date::MAX)
}

/// The day on which somebody turns so many years. Whoever was born on 29 February does so on 1 March in a year without
/// that day: the year of age is then complete by every way of counting.
pub fn birthday(birth: Date, years: u16) -> Date {
    let day = plus_months(birth, i32::from(years) * 12);
    plus_days(day, i64::from(day.day() < birth.day()))
}

/// Completed years from birth to a day; nothing if the day comes before birth.
pub fn completed_years(birth: Date, on: Date) -> Option<u16> {
    let years = u16::try_from(on.year() - birth.year()).ok()?;
    years.checked_sub(u16::from(on < birthday(birth, years)))
}

/// Whether a birthday falls on a day that most years do not have.
pub fn born_on_leap_day(birth: Date) -> bool {
    birth.month() == Month::February && birth.day() == 29
}

/// Days from one day to another.
pub fn days_between(from: Date, to: Date) -> i64 {
    (to - from).whole_days()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        parse(text).unwrap_or(Date::MIN)
    }

    // guards: H25
    #[test]
    fn impossible_dates_are_refused() {
        assert_eq!(parse("2026-02-30"), Err(DateError::NoSuchDay));
        assert_eq!(parse("2026-13-01"), Err(DateError::NoSuchDay));
        for text in ["22.11.2026", "2026-1-1", "", "2026-11-22T00:00", "20261122"] {
            assert_eq!(parse(text), Err(DateError::Form), "{text}");
        }
    }

    #[test]
    fn months_end_with_the_month() {
        assert_eq!(iso(plus_months(day("2026-08-31"), 6)), "2027-02-28");
        assert_eq!(iso(plus_months(day("2027-08-31"), 6)), "2028-02-29");
        assert_eq!(iso(plus_months(day("2027-06-21"), 18)), "2028-12-21");
        assert_eq!(iso(plus_months(day("2026-05-31"), -1)), "2026-04-30");
        assert_eq!(iso(plus_months(day("2026-01-15"), -3)), "2025-10-15");
    }

    // traces: I1
    #[test]
    fn sixty_five_until_the_day_before_the_sixty_sixth_birthday() {
        let birth = day("1960-11-23");
        assert_eq!(completed_years(birth, day("2026-11-22")), Some(65));
        assert_eq!(completed_years(birth, day("2026-11-23")), Some(66));
        assert_eq!(completed_years(birth, day("1960-11-22")), None);
    }

    // traces: I1
    #[test]
    fn a_birthday_on_a_leap_day_is_the_first_of_march_in_other_years() {
        let birth = day("1960-02-29");
        for (years, on) in [(65, "2025-03-01"), (66, "2026-03-01"), (68, "2028-02-29")] {
            assert_eq!(iso(birthday(birth, years)), on);
            assert_eq!(completed_years(birth, day(on)), Some(years));
            assert_eq!(
                completed_years(birth, plus_days(day(on), -1)),
                Some(years - 1)
            );
        }
        assert_eq!(iso(birthday(day("1960-12-31"), 66)), "2026-12-31");
    }
}
