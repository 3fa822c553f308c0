//! Functions: what the list says, and what it warns of.

use expect_test::{Expect, expect};

use crate::{Functions, Mode};

fn check(texts: &[&str], expected: &Expect) {
    let told = texts.iter().map(|text| match Functions::parse(text) {
        Ok(functions) => {
            let warned = Mode::ALL.into_iter().filter_map(|mode| Some((mode, functions.warn(mode)?)));
            let warned = warned.map(|(mode, _)| mode.as_str()).collect::<Vec<_>>().join(", ");
            format!("{functions} warns of: {warned}")
        }
        Err(error) => format!("{}: {error}", error.code()),
    });
    expected.assert_eq(&told.collect::<Vec<_>>().join("\n"));
}

#[test]
fn functions_warn_of_modes_that_the_list_does_not_know() {
    check(
        &["1-------", "-------8", "12345---", "---4----", "1-3----B", "0-------", "--------"],
        &expect![[r#"
        1------- warns of: rail, road, air
        -------8 warns of: rail, road, sea, air
        12345--- warns of: 
        ---4---- warns of: barge, rail, road, sea
        1-3----B warns of: rail, air
        0------- warns of: barge, rail, road, sea, air
        0------- warns of: barge, rail, road, sea, air"#]],
    );
}

#[test]
fn each_digit_stands_at_its_own_place() {
    check(
        &["13------", "1-3-----8", "1-3", "------B-", "1-3-x---", "00------"],
        &expect![[r#"
            FUNCTIONS_MALFORMED: functions "13------" have '3' at place 2, but only "2" or a hyphen stands there
            TEXT_TOO_LONG: functions "1-3-----8" has length 9, but at most 8 is allowed
            TEXT_TOO_SHORT: functions "1-3" has length 3, but at least 8 is needed
            FUNCTIONS_MALFORMED: functions "------B-" have 'B' at place 7, but only "7" or a hyphen stands there
            FUNCTIONS_MALFORMED: functions "1-3-x---" have 'x' at place 5, but only "5" or a hyphen stands there
            FUNCTIONS_MALFORMED: functions "00------" have '0' at place 1, but only "1" or a hyphen stands there"#]],
    );
}

#[test]
fn a_warning_says_which_mode_is_not_listed() {
    let warning = Functions::parse("1-------").unwrap().warn(Mode::Rail).unwrap();
    expect!["FUNCTION_NOT_LISTED: functions 1------- do not say that the place serves rail"]
        .assert_eq(&format!("{}: {warning}", warning.code()));
}
