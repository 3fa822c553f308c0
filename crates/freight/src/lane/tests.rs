//! Lanes: two ends that differ.

use expect_test::{Expect, expect};

use crate::{Lane, Through};

fn check<T: serde::de::DeserializeOwned + core::fmt::Display>(json: &str, expected: &Expect) {
    expected.assert_eq(&match serde_json::from_str::<T>(json) {
        Ok(value) => value.to_string(),
        Err(error) => error.to_string(),
    });
}

#[test]
fn a_lane_leads_from_one_place_to_another() {
    check::<Lane>(
        r#"{"origin": "CNCHQ", "destination": "CNSGH", "mode": "barge"}"#,
        &expect!["CNCHQ-CNSGH by barge"],
    );
    check::<Through>(r#"{"origin": "CNCHQ", "destination": "SGSIN"}"#, &expect!["CNCHQ-SGSIN through"]);
}

#[test]
fn a_lane_to_where_it_began_is_refused() {
    check::<Lane>(
        r#"{"origin": "CNCHQ", "destination": "CNCHQ", "mode": "barge"}"#,
        &expect!["LANE_ENDS_EQUAL: a lane from CNCHQ must lead to another place, but it leads to CNCHQ"],
    );
    check::<Through>(
        r#"{"origin": "CNCHQ", "destination": "CNCHQ"}"#,
        &expect!["LANE_ENDS_EQUAL: a lane from CNCHQ must lead to another place, but it leads to CNCHQ"],
    );
}

#[test]
fn a_through_carriage_has_no_mode_and_a_lane_has_one_that_is_known() {
    check::<Through>(
        r#"{"origin": "CNCHQ", "destination": "SGSIN", "mode": "sea"}"#,
        &expect!["unknown field `mode`, expected `origin` or `destination` at line 1 column 50"],
    );
    check::<Lane>(
        r#"{"origin": "CNCHQ", "destination": "SGSIN", "mode": "ship"}"#,
        &expect![
            "unknown variant `ship`, expected one of `barge`, `rail`, `road`, `sea`, `air` at line 1 column 58"
        ],
    );
}
