//! Days and times as people write them, by the clock of the scenario.
//!
//! ```text
//!   2026-03-02  09:00        the minute; 09:00:30 where seconds matter
//!   +08:00                   a clock ahead of UTC; `UTC` is +00:00
//! ```
//!
//! A clock is a fixed distance from UTC: no zone is looked up, so a text means the same everywhere.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use crate::fault::refusals;

/// Why a text is no day, time or clock.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum MomentError {
    /// Not four, two and two digits with hyphens, or not in the calendar.
    #[error("{0:?} is no day of the calendar, as 2026-03-02 is")]
    Day(String),
    /// Not two and two digits with a colon, or not on the dial.
    #[error("{0:?} is no time of a day, as 09:00 is")]
    Time(String),
    /// Not a sign, two and two digits, or further than 18 hours.
    #[error("{0:?} is no clock, as UTC and +08:00 are")]
    Clock(String),
    /// No moment that a clock can show.
    #[error("{0} is beyond the years that can be reckoned with")]
    OutOfRange(DateTime),
}

impl MomentError {
    /// The stable code of this refusal.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            MomentError::Day(_) => "SCENARIO_DAY",
            MomentError::Time(_) => "SCENARIO_TIME",
            MomentError::Clock(_) => "SCENARIO_CLOCK",
            MomentError::OutOfRange(_) => "SCENARIO_TIME_OUT_OF_RANGE",
        }
    }
}

refusals! {
    MomentError,
}

/// Reads `2026-03-02`.
pub(crate) fn day(text: &str) -> Result<Date, MomentError> {
    let read = || {
        let [year, month, day] = numbers(text, '-', [4, 2, 2])?;
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    read().ok_or_else(|| MomentError::Day(text.to_owned()))
}

/// Reads `09:00`, or `09:00:30`.
pub(crate) fn time(text: &str) -> Result<Time, MomentError> {
    let read = || {
        let [hour, minute, second] = match numbers(text, ':', [2, 2]) {
            Some([hour, minute]) => [hour, minute, 0],
            None => numbers(text, ':', [2, 2, 2])?,
        };
        Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second).ok()?, 0).ok()
    };
    read().ok_or_else(|| MomentError::Time(text.to_owned()))
}

/// Reads `UTC`, `+08:00` or `-03:30`.
pub(crate) fn clock(text: &str) -> Result<Offset, MomentError> {
    let read = || {
        if text == "UTC" {
            return Some(Offset::UTC);
        }
        let (sign, dial) = match (text.strip_prefix('+'), text.strip_prefix('-')) {
            (Some(dial), _) => (1, dial),
            (None, Some(dial)) => (-1, dial),
            (None, None) => return None,
        };
        let [hours, minutes] = numbers(dial, ':', [2, 2])?;
        let seconds = i32::from(hours) * 3600 + i32::from(minutes) * 60;
        let sound = minutes < 60 && seconds <= freight::Offsets::FURTHEST;
        if sound { Offset::from_seconds(sign * seconds).ok() } else { None }
    };
    read().ok_or_else(|| MomentError::Clock(text.to_owned()))
}

/// The moment at which `clock` shows `shown`.
pub(crate) fn moment(clock: Offset, shown: DateTime) -> Result<Timestamp, MomentError> {
    clock.to_timestamp(shown).map_err(|_| MomentError::OutOfRange(shown))
}

/// What `clock` shows at a moment: `2026-03-02 09:00`, with seconds only where there are any.
pub(crate) fn shown(clock: Offset, moment: Timestamp) -> String {
    let shown = clock.to_datetime(moment);
    let (hour, minute, second) = (shown.hour(), shown.minute(), shown.second());
    let seconds = if second == 0 { String::new() } else { format!(":{second:02}") };
    format!("{} {hour:02}:{minute:02}{seconds}", shown.date())
}

/// Numbers of so many digits, parted by `mark`.
fn numbers<const N: usize>(text: &str, mark: char, lengths: [usize; N]) -> Option<[i16; N]> {
    let mut parts = text.split(mark);
    let mut numbers = [0; N];
    for (number, length) in numbers.iter_mut().zip(lengths) {
        let part = parts.next()?;
        if part.len() != length || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests;
