//! Moments for people: to the minute, by the clock of the page.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::Page;

impl Page {
    /// `2026-03-02 09:05`, with seconds where there are any.
    pub(crate) fn moment(self, at: Timestamp) -> String {
        format!("{} {}", self.day(at), self.time(at))
    }

    /// The day of a moment.
    pub fn day(self, at: Timestamp) -> Date {
        self.clock.to_datetime(at).date()
    }

    /// `09:05`, with seconds where there are any.
    pub(crate) fn time(self, at: Timestamp) -> String {
        let civil = self.clock.to_datetime(at);
        let (hour, minute, second) = (civil.hour(), civil.minute(), civil.second());
        if second == 0 {
            format!("{hour:02}:{minute:02}")
        } else {
            format!("{hour:02}:{minute:02}:{second:02}")
        }
    }

    /// What its clock is called: `UTC`, `UTC+08`.
    pub(crate) fn clock_name(self) -> String {
        if self.clock.is_zero() { "UTC".to_owned() } else { format!("UTC{}", self.clock) }
    }
}
