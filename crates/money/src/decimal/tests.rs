//! Decimal text: what the grammar admits, and what the writer is told.

use expect_test::{Expect, expect};

use super::{Grouping, Parsed, divide_rounded};
use crate::Price;

fn check(texts: &[&str], expected: &Expect) {
    let told = texts.iter().map(|text| match Parsed::read(text, 4) {
        Ok(Parsed { mantissa, scale }) => format!("{mantissa} / 10^{scale}"),
        Err(error) => format!("{}: {error}", error.code()),
    });
    expected.assert_eq(&told.collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_decimal_keeps_every_digit_it_was_written_with() {
    check(
        &["0", "0.0000", "1850.00", "-0.5", "999999999999999999.9999"],
        &expect![[r#"
        0 / 10^0
        0 / 10^4
        185000 / 10^2
        -5 / 10^1
        9999999999999999999999 / 10^4"#]],
    );
}

#[test]
fn what_others_would_accept_is_refused_in_words() {
    check(
        &[
            "",
            "-",
            "+1",
            "1_000",
            "1,000",
            "-1,000,000.50",
            "1850,00",
            "1,85",
            "1,,0",
            "1.000,5",
            "1e5",
            "1.5E-3",
            "e5",
            ".5e3",
            ".5",
            "5.",
            "007",
            "00",
            "1.2.3",
            " 1",
            "１",
            "0x1",
            "NaN",
        ],
        &expect![[r#"
            DECIMAL_MALFORMED: "" is not a decimal: at least one digit must stand there
            DECIMAL_MALFORMED: "-" is not a decimal: at least one digit must stand there
            DECIMAL_PLUS_SIGN: decimal "+1" has a plus sign
            DECIMAL_GROUPED: decimal "1_000" groups its digits
            DECIMAL_GROUPED: decimal "1,000" groups its digits
            DECIMAL_GROUPED: decimal "-1,000,000.50" groups its digits
            DECIMAL_COMMA: decimal "1850,00" has a comma for its point
            DECIMAL_COMMA: decimal "1,85" has a comma for its point
            DECIMAL_MALFORMED: "1,,0" is not a decimal: only digits, one point, and a leading minus are allowed
            DECIMAL_MALFORMED: "1.000,5" is not a decimal: only digits, one point, and a leading minus are allowed
            DECIMAL_EXPONENT: decimal "1e5" has an exponent
            DECIMAL_EXPONENT: decimal "1.5E-3" has an exponent
            DECIMAL_MALFORMED: "e5" is not a decimal: only digits, one point, and a leading minus are allowed
            DECIMAL_EXPONENT: decimal ".5e3" has an exponent
            DECIMAL_BARE_POINT: decimal ".5" has a bare point, without a digit before it or after it
            DECIMAL_BARE_POINT: decimal "5." has a bare point, without a digit before it or after it
            DECIMAL_LEADING_ZERO: decimal "007" begins with a zero that does not count
            DECIMAL_LEADING_ZERO: decimal "00" begins with a zero that does not count
            DECIMAL_MALFORMED: "1.2.3" is not a decimal: only digits, one point, and a leading minus are allowed
            DECIMAL_MALFORMED: " 1" is not a decimal: only digits, one point, and a leading minus are allowed
            DECIMAL_MALFORMED: "１" is not a decimal: only digits, one point, and a leading minus are allowed
            DECIMAL_MALFORMED: "0x1" is not a decimal: only digits, one point, and a leading minus are allowed
            DECIMAL_MALFORMED: "NaN" is not a decimal: only digits, one point, and a leading minus are allowed"#]],
    );
}

#[test]
fn zero_has_no_sign() {
    check(
        &["-0", "-0.00", "-0.0000000"],
        &expect![[r#"
            DECIMAL_NEGATIVE_ZERO: decimal "-0" is a negative zero
            DECIMAL_NEGATIVE_ZERO: decimal "-0.00" is a negative zero
            DECIMAL_NEGATIVE_ZERO: decimal "-0.0000000" is a negative zero"#]],
    );
}

#[test]
fn too_many_digits_are_counted_before_the_point_first() {
    check(
        &[
            "1234567890123456789",
            "1.23456",
            "1234567890123456789.23456",
            "1111111111111111111111111111111111111111111111",
        ],
        &expect![[r#"
            DECIMAL_TOO_LARGE: decimal "1234567890123456789" has 19 digits before the point, but at most 18 are allowed
            DECIMAL_TOO_MANY_DIGITS: decimal "1.23456" has 5 digits after the point, but at most 4 are allowed here
            DECIMAL_TOO_LARGE: decimal "1234567890123456789.23456" has 19 digits before the point, but at most 18 are allowed
            DECIMAL_TOO_LARGE: decimal "1111111111111111111111111111111111111111111111" has 46 digits before the point, but at most 18 are allowed"#]],
    );
}

#[test]
fn the_one_rounding_is_half_away_from_zero() {
    let told = [(0, 1), (7, 1), (4, 10), (5, 10), (14, 10), (15, 10), (49, 100), (50, 100), (u128::MAX, 1)]
        .map(|(product, divisor)| format!("{product} / {divisor} = {}", divide_rounded(product, divisor)));
    expect![[r#"
        0 / 1 = 0
        7 / 1 = 7
        4 / 10 = 0
        5 / 10 = 1
        14 / 10 = 1
        15 / 10 = 2
        49 / 100 = 0
        50 / 100 = 1
        340282366920938463463374607431768211455 / 1 = 340282366920938463463374607431768211455"#]]
    .assert_eq(&told.join("\n"));
}

#[test]
fn thousands_are_grouped_for_people_only() {
    let price = Price::parse("1234567.50").unwrap();
    let told = [Grouping::Plain, Grouping::Thousands].map(|grouping| price.show(2, grouping).to_string());
    assert_eq!(told, ["1234567.50", "1,234,567.50"]);
    let small = ["999", "1000", "100000", "1000000"]
        .map(|text| Price::parse(text).unwrap().show(0, Grouping::Thousands).to_string());
    assert_eq!(small, ["999", "1,000", "100,000", "1,000,000"]);
}

#[test]
fn a_width_pads_a_number_and_a_precision_never_cuts_it() {
    let price = Price::parse("1850.00").unwrap();
    assert_eq!(format!("{price:>9}|{price:<9}|{price:9}"), "  1850.00|1850.00  |  1850.00");
    assert_eq!(format!("{price:.2}"), "1850.00");
}
