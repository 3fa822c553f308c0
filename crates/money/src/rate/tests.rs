//! Rates: a part of an amount, whichever way the amount is split.

use expect_test::{Expect, expect};
use rust_decimal::Decimal;

use crate::{Minor, Rate};

fn rate(text: &str) -> Rate {
    Rate::parse(text).unwrap()
}

fn minor(units: u64) -> Minor {
    Minor::new(units).unwrap()
}

fn check(texts: &[&str], expected: &Expect) {
    let told = texts.iter().map(|text| match Rate::parse(text) {
        Ok(rate) => {
            assert_eq!(rate.to_string(), *text);
            format!("{rate} is {} trillionths", rate.trillionths())
        }
        Err(error) => format!("{}: {error}", error.code()),
    });
    expected.assert_eq(&told.collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_rate_is_nothing_or_more() {
    check(
        &["0", "0.15", "0.150", "0.000000000001", "1", "1000000"],
        &expect![[r#"
        0 is 0 trillionths
        0.15 is 150000000000 trillionths
        0.150 is 150000000000 trillionths
        0.000000000001 is 1 trillionths
        1 is 1000000000000 trillionths
        1000000 is 1000000000000000000 trillionths"#]],
    );
}

#[test]
fn a_rate_is_not_negative_and_not_boundless() {
    check(
        &["-0.1", "-0", "0.0000000000001", "1000000.000000000001", "1000001", "15%"],
        &expect![[r#"
            RATE_NEGATIVE: rate -0.1 must not be negative
            DECIMAL_NEGATIVE_ZERO: decimal "-0" is a negative zero
            DECIMAL_TOO_MANY_DIGITS: decimal "0.0000000000001" has 13 digits after the point, but at most 12 are allowed here
            RATE_OUT_OF_RANGE: rate 1000000.000000000001 is more than 1000000
            RATE_OUT_OF_RANGE: rate 1000001 is more than 1000000
            DECIMAL_MALFORMED: "15%" is not a decimal: only digits, one point, and a leading minus are allowed"#]],
    );
}

#[test]
fn five_fills_of_333_yen_at_a_fifth_of_a_percent_cost_three_together() {
    let fee = rate("0.002");
    let steps: Vec<u64> =
        (0..5).map(|fill| fee.step(minor(fill * 333), minor((fill + 1) * 333)).unwrap().units()).collect();
    assert_eq!(steps, [1, 0, 1, 1, 0]);
    assert_eq!(fee.of(minor(5 * 333)), Some(minor(3)));
}

#[test]
fn the_charges_of_the_worked_example_are_exact_to_the_cent() {
    let value = minor(3_700_000);
    let fee = rate("0.002").of(value).unwrap();
    assert_eq!(rate("0.15").of(value), Some(minor(555_000)));
    assert_eq!(fee, minor(7_400));
    assert_eq!(rate("0.06").of(fee), Some(minor(444)));
}

#[test]
fn a_part_is_rounded_half_away_from_zero() {
    let told = [("0.5", 1), ("0.49", 1), ("0.005", 99), ("0.005", 100), ("0.1", 296_295), ("1", 7), ("0", 7)]
        .map(|(text, base)| format!("{text} of {base} is {}", rate(text).of(minor(base)).unwrap().units()));
    expect![[r#"
        0.5 of 1 is 1
        0.49 of 1 is 0
        0.005 of 99 is 0
        0.005 of 100 is 1
        0.1 of 296295 is 29630
        1 of 7 is 7
        0 of 7 is 0"#]]
    .assert_eq(&told.join("\n"));
}

#[test]
fn a_step_back_or_out_of_range_is_no_step() {
    assert_eq!(rate("0.5").step(minor(4), minor(2)), None);
    assert_eq!(rate("2").of(Minor::MAX), None);
    assert_eq!(rate("1").of(Minor::MAX), Some(Minor::MAX));
}

#[test]
fn rates_add_up_exactly() {
    assert_eq!(rate("0.15").checked_add(rate("0.002")), Some(rate("0.152")));
    assert_eq!(rate("1000000").checked_add(rate("0.000000000001")), None);
    assert!(rate("0.1") > rate("0.09") && rate("0.1") == rate("0.10"));
    assert!(Rate::ZERO.is_zero());
}

#[test]
fn a_decimal_is_a_rate_if_it_is_not_negative() {
    assert_eq!(Rate::try_from(Decimal::new(15, 2)), Ok(rate("0.15")));
    assert_eq!(Rate::try_from(-Decimal::ZERO), Ok(Rate::ZERO));
    assert_eq!(rate("0.15").decimal(), Decimal::new(15, 2));
}
