//! Days, times and clocks, read and shown.

use super::{clock, day, moment, shown, time};

/// Reads a day and a time by a clock, and shows them by another.
#[track_caller]
fn check(written: [&str; 3], by: &str, expected: &str) {
    let [written_day, written_time, written_clock] = written;
    let read = || {
        let at = day(written_day)?.to_datetime(time(written_time)?);
        Ok(shown(clock(by)?, moment(clock(written_clock)?, at)?))
    };
    let shown = read().unwrap_or_else(|error: super::MomentError| format!("{}: {error}", error.code()));
    assert_eq!(shown, expected);
}

#[test]
fn a_moment_is_the_same_by_every_clock() {
    check(["2026-03-02", "09:00", "UTC"], "UTC", "2026-03-02 09:00");
    check(["2026-03-02", "07:00", "+08:00"], "UTC", "2026-03-01 23:00");
    check(["2026-03-01", "23:00:05", "UTC"], "+08:00", "2026-03-02 07:00:05");
    check(["2026-03-01", "23:00", "-03:30"], "UTC", "2026-03-02 02:30");
}

#[test]
fn what_is_not_in_the_calendar_is_refused() {
    check(
        ["2026-02-29", "09:00", "UTC"],
        "UTC",
        "SCENARIO_DAY: \"2026-02-29\" is no day of the calendar, as 2026-03-02 is",
    );
    check(
        ["2026-3-02", "09:00", "UTC"],
        "UTC",
        "SCENARIO_DAY: \"2026-3-02\" is no day of the calendar, as 2026-03-02 is",
    );
    check(["2026-03-02", "24:00", "UTC"], "UTC", "SCENARIO_TIME: \"24:00\" is no time of a day, as 09:00 is");
    check(["2026-03-02", "9:00", "UTC"], "UTC", "SCENARIO_TIME: \"9:00\" is no time of a day, as 09:00 is");
    check(
        ["2026-03-02", "09:00", "+08:60"],
        "UTC",
        "SCENARIO_CLOCK: \"+08:60\" is no clock, as UTC and +08:00 are",
    );
    check(
        ["2026-03-02", "09:00", "08:00"],
        "UTC",
        "SCENARIO_CLOCK: \"08:00\" is no clock, as UTC and +08:00 are",
    );
    check(
        ["2026-03-02", "09:00", "+18:30"],
        "UTC",
        "SCENARIO_CLOCK: \"+18:30\" is no clock, as UTC and +08:00 are",
    );
    check(
        ["9999-12-31", "23:59", "-18:00"],
        "UTC",
        "SCENARIO_TIME_OUT_OF_RANGE: 9999-12-31T23:59:00 is beyond the years that can be reckoned with",
    );
}
