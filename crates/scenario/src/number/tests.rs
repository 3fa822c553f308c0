//! Commas, counts and per cents.

use proptest::prelude::{prop_assert_eq, proptest};

use super::{Grouped, count, percent, ungrouped};

#[track_caller]
fn check_grouping(text: &str, expected: &str) {
    let shown = match ungrouped(text) {
        Grouped::Well(digits) => digits,
        Grouped::Badly { grouped } => format!("rather {grouped}"),
    };
    assert_eq!(shown, expected, "{text}");
}

#[track_caller]
fn check_percent(text: &str, expected: &str) {
    let shown = match percent(text) {
        Ok(rate) => rate.to_string(),
        Err(error) => error.code().to_owned(),
    };
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn commas_stand_where_thousands_are_parted_or_nowhere() {
    check_grouping("60,000.00", "60000.00");
    check_grouping("1,234,567", "1234567");
    check_grouping("60000.00", "60000.00");
    check_grouping("-1,000", "-1000");
    check_grouping("6,0000.00", "rather 60,000.00");
    check_grouping("60,00.00", "rather 6,000.00");
    check_grouping(",600.00", "rather 600.00");
    check_grouping("1234,567", "rather 1,234,567");
    check_grouping("-1,00", "rather -100");
}

#[test]
fn what_is_no_number_is_left_to_the_strict_reader() {
    check_grouping("1.000,00", "1.000,00");
    check_grouping("1,a00", "1,a00");
    check_grouping(",", ",");
    check_grouping("1e3", "1e3");
}

#[test]
fn per_cents_are_parts_of_one_without_losing_a_digit() {
    check_percent("15", "0.15");
    check_percent("0.2", "0.002");
    check_percent("100", "1");
    check_percent("10", "0.1");
    check_percent("0", "0");
    check_percent("150", "1.5");
    check_percent("33.3333333333", "0.333333333333");
    check_percent("33.33333333333", "DECIMAL_TOO_MANY_DIGITS");
    check_percent("-1", "RATE_NEGATIVE");
    check_percent("-0", "DECIMAL_NEGATIVE_ZERO");
    check_percent("1e3", "DECIMAL_EXPONENT");
    check_percent("100000001", "RATE_OUT_OF_RANGE");
}

#[test]
fn counts_are_whole_numbers_of_32_bits() {
    assert_eq!(count("0"), Ok(0));
    assert_eq!(count("4294967295"), Ok(u32::MAX));
    assert_eq!(count("4294967296").map_err(|e| e.code()), Err("SCENARIO_COUNT_OUT_OF_RANGE"));
    assert_eq!(count("-1").map_err(|e| e.code()), Err("SCENARIO_COUNT_OUT_OF_RANGE"));
    assert_eq!(count("1.0").map_err(|e| e.code()), Err("DECIMAL_TOO_MANY_DIGITS"));
    assert_eq!(count("07").map_err(|e| e.code()), Err("DECIMAL_LEADING_ZERO"));
}

proptest! {
    /// A number grouped as it should be reads like the same number without commas.
    #[test]
    fn well_grouped_numbers_lose_nothing(number: u64) {
        let plain = number.to_string();
        let Grouped::Well(read) = ungrouped(&super::by_thousands(&plain)) else {
            return Err(proptest::test_runner::TestCaseError::fail("well grouped"));
        };
        prop_assert_eq!(read, plain);
    }
}
