//! A place's clock: when days start, also where the clock jumps.

use expect_test::{Expect, expect};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::{DatedOffset, Offsets};

/// A clock from lines such as `2024-02-29T18:00:00Z +18000`.
fn clock(lines: &[(&str, i32)]) -> Offsets {
    let entry = |&(from, seconds): &(&str, i32)| DatedOffset { from: from.parse().unwrap(), seconds };
    Offsets::dated(lines.iter().map(entry).collect()).unwrap()
}

/// Shows when each day from `first` on starts, and what the clock shows then.
fn check(clock: &Offsets, first: &str, days: usize, expected: &Expect) {
    let first: Date = first.parse().unwrap();
    let mut told = String::new();
    for day in first.series(jiff::Span::new().days(1)).take(days) {
        let starts = clock.midnight(day);
        let shown = clock.at(starts).to_datetime(starts);
        told += &format!("{day} starts at {starts}, when the clock shows {shown}\n");
    }
    expected.assert_eq(&told);
}

#[test]
fn beijing_days_start_eight_hours_before_utc() {
    check(
        &Offsets::fixed(8 * 3600).unwrap(),
        "2026-03-01",
        2,
        &expect![[r#"
        2026-03-01 starts at 2026-02-28T16:00:00Z, when the clock shows 2026-03-01T00:00:00
        2026-03-02 starts at 2026-03-01T16:00:00Z, when the clock shows 2026-03-02T00:00:00
    "#]],
    );
}

#[test]
fn almaty_has_one_hour_more_on_the_day_when_its_clock_went_back() {
    let almaty = clock(&[("2004-10-31T00:00:00Z", 6 * 3600), ("2024-02-29T18:00:00Z", 5 * 3600)]);
    check(
        &almaty,
        "2024-02-29",
        3,
        &expect![[r#"
        2024-02-29 starts at 2024-02-28T18:00:00Z, when the clock shows 2024-02-29T00:00:00
        2024-03-01 starts at 2024-02-29T19:00:00Z, when the clock shows 2024-03-01T00:00:00
        2024-03-02 starts at 2024-03-01T19:00:00Z, when the clock shows 2024-03-02T00:00:00
    "#]],
    );
}

#[test]
fn a_day_starts_late_where_the_clock_skips_midnight() {
    // Beirut moved its clock from midnight to one o'clock.
    let beirut = clock(&[("2021-10-30T21:00:00Z", 2 * 3600), ("2022-03-26T22:00:00Z", 3 * 3600)]);
    check(
        &beirut,
        "2022-03-26",
        3,
        &expect![[r#"
        2022-03-26 starts at 2022-03-25T22:00:00Z, when the clock shows 2022-03-26T00:00:00
        2022-03-27 starts at 2022-03-26T22:00:00Z, when the clock shows 2022-03-27T01:00:00
        2022-03-28 starts at 2022-03-27T21:00:00Z, when the clock shows 2022-03-28T00:00:00
    "#]],
    );
}

#[test]
fn a_day_that_a_clock_skips_starts_with_the_next() {
    // Samoa crossed the date line, and had no 30 December 2011.
    let apia = clock(&[("2011-09-24T14:00:00Z", -10 * 3600), ("2011-12-30T10:00:00Z", 14 * 3600)]);
    check(
        &apia,
        "2011-12-29",
        3,
        &expect![[r#"
        2011-12-29 starts at 2011-12-29T10:00:00Z, when the clock shows 2011-12-29T00:00:00
        2011-12-30 starts at 2011-12-30T10:00:00Z, when the clock shows 2011-12-31T00:00:00
        2011-12-31 starts at 2011-12-30T10:00:00Z, when the clock shows 2011-12-31T00:00:00
    "#]],
    );
}

#[test]
fn the_next_midnight_lies_ahead_even_where_the_clock_goes_back_over_it() {
    // Half an hour after midnight the clock goes back by an hour: the old day is shown again.
    let place = clock(&[("2026-01-01T00:00:00Z", 3600), ("2026-06-30T23:30:00Z", 0)]);
    let told =
        ["2026-06-30T22:59:59Z", "2026-06-30T23:00:00Z", "2026-06-30T23:45:00Z", "2026-07-01T00:00:00Z"].map(
            |moment| {
                let moment = moment.parse().unwrap();
                format!(
                    "{} at {moment}, the next day starts at {}",
                    place.date(moment),
                    place.next_midnight(moment)
                )
            },
        );
    expect![[r#"
        2026-06-30 at 2026-06-30T22:59:59Z, the next day starts at 2026-06-30T23:00:00Z
        2026-07-01 at 2026-06-30T23:00:00Z, the next day starts at 2026-07-02T00:00:00Z
        2026-06-30 at 2026-06-30T23:45:00Z, the next day starts at 2026-07-02T00:00:00Z
        2026-07-01 at 2026-07-01T00:00:00Z, the next day starts at 2026-07-02T00:00:00Z"#]]
    .assert_eq(&told.join("\n"));
}

#[test]
fn the_first_offset_also_holds_before_its_date() {
    let place = clock(&[("2026-01-01T00:00:00Z", 3600), ("2026-06-30T23:00:00Z", 0)]);
    assert_eq!(place.at(Timestamp::MIN).seconds(), 3600);
    assert_eq!(place.at(Timestamp::MAX).seconds(), 0);
}

#[test]
fn the_ends_of_the_calendar_start_at_the_ends_of_time() {
    let place = Offsets::fixed(-18 * 3600).unwrap();
    assert_eq!(place.midnight(Date::MAX), Timestamp::MAX);
    assert_eq!(Offsets::fixed(18 * 3600).unwrap().midnight(Date::MIN), Timestamp::MIN);
    assert_eq!(place.next_midnight(Timestamp::MAX), Timestamp::MAX);
}

#[test]
fn a_clock_is_a_list_with_ascending_dates() {
    let told = [
        r#"[]"#,
        r#"[{"from": "2026-01-01T00:00:00Z", "seconds": 64801}]"#,
        r#"[{"from": "2026-01-01T00:00:00Z", "seconds": 0}, {"from": "2026-01-01T00:00:00Z", "seconds": 1}]"#,
        r#"[{"from": "2026-01-01T00:00:00Z", "minutes": 0}]"#,
    ]
    .map(|json| serde_json::from_str::<Offsets>(json).unwrap_err().to_string());
    expect![[r#"
        CLOCK_EMPTY: a clock has 0 offsets, but at least 1 is needed
        CLOCK_OFFSET_TOO_FAR: offset of 64801 seconds from 2026-01-01T00:00:00Z is more than 64800 seconds away from UTC
        CLOCK_NOT_ASCENDING: offset from 2026-01-01T00:00:00Z stands after the one from 2026-01-01T00:00:00Z, but must be later
        unknown field `minutes`, expected `from` or `seconds` at line 1 column 43"#]].assert_eq(&told.join("\n"));
}
