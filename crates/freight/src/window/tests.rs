//! Windows: weeks, days and spans of days.

use expect_test::{Expect, expect};

use crate::SailingWindow;

fn check(texts: &[&str], expected: &Expect) {
    let told = texts.iter().map(|text| match SailingWindow::parse(text) {
        Ok(window) => format!("{text} is {window}: {} to {}", window.first(), window.last()),
        Err(error) => format!("{}: {error}", error.code()),
    });
    expected.assert_eq(&told.collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_window_is_a_week_a_day_or_a_span() {
    check(
        &["2026W14", "2026-03-02", "2026-03-02..2026-03-15"],
        &expect![[r#"
        2026W14 is 2026W14: 2026-03-30 to 2026-04-05
        2026-03-02 is 2026-03-02: 2026-03-02 to 2026-03-02
        2026-03-02..2026-03-15 is 2026-03-02..2026-03-15: 2026-03-02 to 2026-03-15"#]],
    );
}

#[test]
fn a_window_is_shown_in_its_shortest_form() {
    check(
        &["2026-03-02..2026-03-08", "2026-03-02..2026-03-02", "2026-03-03..2026-03-09"],
        &expect![[r#"
        2026-03-02..2026-03-08 is 2026W10: 2026-03-02 to 2026-03-08
        2026-03-02..2026-03-02 is 2026-03-02: 2026-03-02 to 2026-03-02
        2026-03-03..2026-03-09 is 2026-03-03..2026-03-09: 2026-03-03 to 2026-03-09"#]],
    );
}

#[test]
fn the_first_week_holds_the_first_thursday() {
    check(
        &["2026W01", "2026W53", "2025W53", "2027W01", "2026W00"],
        &expect![[r#"
        2026W01 is 2026W01: 2025-12-29 to 2026-01-04
        2026W53 is 2026W53: 2026-12-28 to 2027-01-03
        WINDOW_NOT_IN_CALENDAR: window "2025W53" names "2025W53", which is not in the calendar
        2027W01 is 2027W01: 2027-01-04 to 2027-01-10
        WINDOW_NOT_IN_CALENDAR: window "2026W00" names "2026W00", which is not in the calendar"#]],
    );
}

#[test]
fn other_spellings_are_refused() {
    check(
        &[
            "",
            "2026w14",
            "2026-W14",
            "2026W1",
            "26W14",
            "20260302",
            "2026-3-2",
            "2026-02-29",
            "2026-03-08..2026-03-02",
            "2026-03-02..",
            "2026-03-02...2026-03-08",
            "+2026-03-02",
            "2026-03-02..2026-03-08 ",
            "2026-03-02\n",
        ],
        &expect![[r#"
            TEXT_EMPTY: window "" has length 0, but at least 1 is needed
            WINDOW_MALFORMED: window "2026w14" is none of 2026W14, 2026-03-02 and 2026-03-02..2026-03-08
            WINDOW_MALFORMED: window "2026-W14" is none of 2026W14, 2026-03-02 and 2026-03-02..2026-03-08
            WINDOW_MALFORMED: window "2026W1" is none of 2026W14, 2026-03-02 and 2026-03-02..2026-03-08
            WINDOW_MALFORMED: window "26W14" is none of 2026W14, 2026-03-02 and 2026-03-02..2026-03-08
            WINDOW_MALFORMED: window "20260302" is none of 2026W14, 2026-03-02 and 2026-03-02..2026-03-08
            WINDOW_MALFORMED: window "2026-3-2" is none of 2026W14, 2026-03-02 and 2026-03-02..2026-03-08
            WINDOW_NOT_IN_CALENDAR: window "2026-02-29" names "2026-02-29", which is not in the calendar
            WINDOW_BACKWARDS: window "2026-03-08..2026-03-02" begins on 2026-03-08, but ends before it, on 2026-03-02
            WINDOW_MALFORMED: window "2026-03-02.." is none of 2026W14, 2026-03-02 and 2026-03-02..2026-03-08
            TEXT_TOO_LONG: window "2026-03-02...2026-03-08" has length 23, but at most 22 is allowed
            WINDOW_MALFORMED: window "+2026-03-02" is none of 2026W14, 2026-03-02 and 2026-03-02..2026-03-08
            TEXT_TOO_LONG: window "2026-03-02..2026-03-08 " has length 23, but at most 22 is allowed
            TEXT_CONTROL_CHARACTER: window "2026-03-02\n" has a control character at place 11"#]],
    );
}
