//! Sailing windows: the days on which a carriage may depart.
//!
//! A carrier allots capacity by sailing weeks, or sells one sailing. A window is written
//!
//! ```text
//!   2026W14                   the ISO week, Monday to Sunday
//!   2026-03-02                one day
//!   2026-03-02..2026-03-08    from the first day to the last
//! ```
//!
//! and shown in the shortest of these forms, so that equal windows read alike. Weeks are those of
//! ISO 8601: week 1 holds the first Thursday of the year.
//!
//! # What is not here
//!
//! When a day begins is a matter of the place: its clock says so.

use core::fmt;

use jiff::civil::{Date, ISOWeekDate, Weekday};

use crate::text::{Measure, measure, stands_as_text};

/// The first to the last day of departure, at the origin's clock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(
    feature = "schema",
    schema(
        value_type = String,
        pattern = r"^[0-9]{4}(W[0-9]{2}|-[0-9]{2}-[0-9]{2}(\.\.[0-9]{4}-[0-9]{2}-[0-9]{2})?)$",
        examples("2026W14", "2026-03-02", "2026-03-02..2026-03-08")
    )
)]
pub struct SailingWindow(Days);

/// A first and a last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    /// The first day.
    pub first: Date,
    /// The last day, which belongs to it.
    pub last: Date,
}

/// Why a text is no window. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// A control character, or too many characters.
    #[error(transparent)]
    Text(#[from] crate::text::CodeError),
    /// None of the three forms.
    #[error("window {0:?} is none of 2026W14, 2026-03-02 and 2026-03-02..2026-03-08")]
    Malformed(String),
    /// A week or a day that the calendar does not have.
    #[error("window {text:?} names {part:?}, which is not in the calendar")]
    NotInCalendar {
        /// What was written.
        text: String,
        /// The week or the day.
        part: String,
    },
    /// The last day is before the first.
    #[error("window {text:?} begins on {first}, but ends before it, on {last}")]
    Backwards {
        /// What was written.
        text: String,
        /// The first day.
        first: Date,
        /// The last day.
        last: Date,
    },
}

impl WindowError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            WindowError::Text(error) => error.code(),
            WindowError::Malformed(_) => "WINDOW_MALFORMED",
            WindowError::NotInCalendar { .. } => "WINDOW_NOT_IN_CALENDAR",
            WindowError::Backwards { .. } => "WINDOW_BACKWARDS",
        }
    }
}

impl SailingWindow {
    /// Reads one of the three forms strictly.
    pub fn parse(text: &str) -> Result<SailingWindow, WindowError> {
        measure(text, Measure { kind: "window", least: 1, most: 22 })?;
        if let Some((year, week)) = text.split_once('W') {
            return week_days(text, year, week).map(SailingWindow);
        }
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let (first, last) = (day(text, first)?, day(text, last)?);
        if last < first {
            return Err(WindowError::Backwards { text: text.to_owned(), first, last });
        }
        Ok(SailingWindow(Days { first, last }))
    }

    /// One sailing: a single day.
    pub fn day(day: Date) -> SailingWindow {
        SailingWindow(Days { first: day, last: day })
    }

    /// From the first day to the last; nothing if the last is before the first.
    pub fn of(days: Days) -> Option<SailingWindow> {
        (days.first <= days.last).then_some(SailingWindow(days))
    }

    /// The first day of departure.
    pub fn first(self) -> Date {
        self.0.first
    }

    /// The last day of departure.
    pub fn last(self) -> Date {
        self.0.last
    }

    /// Whether a departure on `day` is inside.
    pub fn contains(self, day: Date) -> bool {
        self.0.first <= day && day <= self.0.last
    }

    /// The ISO week that this is, from Monday to Sunday, if it is one.
    pub fn week(self) -> Option<ISOWeekDate> {
        let monday = self.0.first.iso_week_date();
        let whole = monday.weekday() == Weekday::Monday
            && monday.last_of_week().is_ok_and(|sunday| sunday.date() == self.0.last);
        (whole && (0..=9999).contains(&monday.year())).then_some(monday)
    }
}

/// Monday to Sunday of an ISO week.
fn week_days(text: &str, year: &str, week: &str) -> Result<Days, WindowError> {
    let (Some(number), Some(week)) = (digits::<4>(year), digits::<2>(week)) else {
        return Err(WindowError::Malformed(text.to_owned()));
    };
    let days = || {
        let monday = ISOWeekDate::new(number, i8::try_from(week).ok()?, Weekday::Monday).ok()?;
        Some(Days { first: monday.date(), last: monday.last_of_week().ok()?.date() })
    };
    days().ok_or_else(|| WindowError::NotInCalendar { text: text.to_owned(), part: text.to_owned() })
}

/// A day in the one form of ISO 8601 that has hyphens and four digits of year.
fn day(text: &str, part: &str) -> Result<Date, WindowError> {
    let mut fields = part.split('-');
    let (year, month, day) = (fields.next(), fields.next(), fields.next());
    let year = year.and_then(digits::<4>);
    let month = month.and_then(digits::<2>).and_then(|number| i8::try_from(number).ok());
    let day = day.and_then(digits::<2>).and_then(|number| i8::try_from(number).ok());
    let (Some(year), Some(month), Some(day), None) = (year, month, day, fields.next()) else {
        return Err(WindowError::Malformed(text.to_owned()));
    };
    Date::new(year, month, day)
        .map_err(|_| WindowError::NotInCalendar { text: text.to_owned(), part: part.to_owned() })
}

/// A number of exactly `N` digits.
fn digits<const N: usize>(text: &str) -> Option<i16> {
    let plain = text.len() == N && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

impl fmt::Display for SailingWindow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Days { first, last } = self.0;
        match self.week() {
            Some(week) => f.pad(&format!("{:04}W{:02}", week.year(), week.week())),
            None if first == last => f.pad(&first.to_string()),
            None => f.pad(&format!("{first}..{last}")),
        }
    }
}

impl fmt::Debug for SailingWindow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

stands_as_text!(SailingWindow, WindowError, "sailing window");

#[cfg(test)]
mod tests;
