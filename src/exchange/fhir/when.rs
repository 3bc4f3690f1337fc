//! When a specimen was collected: the day as its laboratory wrote it, and the instant where the offset is known.

use time::Date;

use super::tree::{field, has, text};
use crate::dates;
use serde_json::Value;

/// A day, and perhaps an instant of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// As written.
    pub day: Date,
    /// In universal time; as written where no offset is.
    pub universal: Date,
    /// Milliseconds of universal time, from a day that does not matter.
    pub instant: Option<i64>,
}

impl When {
    /// Whether this is certainly later. A day without a time lies beside what falls on it by either count.
    pub fn later_than(&self, other: &When) -> bool {
        match (self.instant, other.instant) {
            (Some(this), Some(that)) => this > that,
            _ => self.day > other.day && self.universal != other.day && other.universal != self.day,
        }
    }
}

/// Two digits, up to a limit.
fn two(text: &str, most: i64) -> Option<i64> {
    let [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] = text.as_bytes() else {
        return None;
    };
    let number = i64::from(tens - b'0') * 10 + i64::from(ones - b'0');
    (number <= most).then_some(number)
}

/// Milliseconds from midnight, as in `08:30`, `08:30:00` and `08:30:00.123`.
fn of_day(text: &str) -> Option<i64> {
    let mut parts = text.split(':');
    let hours = two(parts.next()?, 23)?;
    let minutes = two(parts.next()?, 59)?;
    let seconds = parts.next().unwrap_or("00");
    if parts.next().is_some() {
        return None;
    }
    let (seconds, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths = fraction.bytes().chain(*b"00").take(3);
    let thousandths = thousandths.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    Some(((hours * 60 + minutes) * 60 + two(seconds, 60)?) * 1000 + thousandths)
}

const DAY: i64 = 86_400_000;

/// Reads `2026-11-20` and `2026-11-20T08:30:00+08:00`.
#[inline(never)]
pub fn parse(text: &str) -> Option<When> {
    let day = dates::parse(text.get(..10)?).ok()?;
    let plain = When {
        day,
        universal: day,
        instant: None,
    };
    let rest = text.get(10..)?;
    if rest.is_empty() {
        return Some(plain);
    }
    let rest = rest.strip_prefix('T')?;
    let (clock, offset) = if let Some(clock) = rest.strip_suffix('Z') {
        (clock, 0)
    } else if let Some(at) = rest.find(['+', '-']) {
        let (clock, offset) = rest.split_at_checked(at)?;
        let (hours, minutes) = offset.get(1..)?.split_once(':')?;
        let minutes = two(hours, 14)? * 60 + two(minutes, 59)?;
        let east = offset.starts_with('+');
        (clock, if east { minutes } else { -minutes })
    } else {
        of_day(rest)?;
        return Some(plain);
    };
    let time = of_day(clock)? - offset * 60_000;
    let epoch = Date::from_ordinal_date(1970, 1).ok()?;
    Some(When {
        day,
        universal: dates::plus_days(day, time.div_euclid(DAY)),
        instant: Some(dates::days_between(epoch, day) * DAY + time),
    })
}

/// When the specimen of an observation was collected: nothing where that is not told. Of a period it is the first day,
/// so that no value is thought younger than it is.
///
/// # Errors
/// Where it is told in a way that gives no day, or gives two.
pub fn collected(observation: &Value, today: Date) -> Result<Option<When>, &'static str> {
    const NO_DAY: &str = "Its collection date is incomplete, or lies in the future.";
    let mut told = None;
    for key in [
        "effectiveDateTime",
        "effectiveInstant",
        "effectivePeriod",
        "effectiveTiming",
    ] {
        if has(observation, key) && told.replace(key).is_some() {
            return Err("Its collection date is given in two different ways.");
        }
    }
    let Some(key) = told else {
        return Ok(None);
    };
    let when = match field(observation, key) {
        Value::String(text) => parse(text),
        period => parse(text(period, "start")).map(|when| When {
            universal: when.day,
            instant: None,
            ..when
        }),
    };
    match when {
        Some(when) if when.day <= today => Ok(Some(when)),
        _ => Err(NO_DAY),
    }
}
