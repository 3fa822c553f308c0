//! Moments for people: to the minute, in UTC, as every book of the exchange keeps them.

use jiff::Timestamp;
use jiff::tz::Offset;

/// `2026-03-02 01:05`, with seconds where there are any.
pub(crate) fn moment(at: Timestamp) -> String {
    let civil = Offset::UTC.to_datetime(at);
    let (date, hour, minute) = (civil.date(), civil.hour(), civil.minute());
    if civil.second() == 0 {
        format!("{date} {hour:02}:{minute:02}")
    } else {
        format!("{date} {hour:02}:{minute:02}:{second:02}", second = civil.second())
    }
}
