//! Amounts: read strictly, never rounded, never too large.

use expect_test::{Expect, expect};

use crate::{Amount, Asset, Currency, Grouping, Minor, Money, Sum};

/// Reads `60000.00 CNY` as money, and as a sum that a command may ask for.
fn check(lines: &[&str], expected: &Expect) {
    let mut told = String::new();
    for line in lines {
        let (text, code) = line.split_once(' ').unwrap();
        let currency = Currency::parse(code).unwrap();
        told += &match (Money::parse(text, currency), Sum::parse(text, currency)) {
            (Ok(money), Ok(sum)) => {
                assert_eq!(money, sum.money());
                format!("{money} is {} minor units\n", money.minor)
            }
            (Ok(money), Err(error)) => format!("{money}, but as a sum {}: {error}\n", error.code()),
            (Err(error), Err(same)) => {
                assert_eq!(error, same);
                format!("{}: {error}\n", error.code())
            }
            (Err(error), Ok(sum)) => panic!("{sum} is a sum, but no money: {error}"),
        };
    }
    expected.assert_eq(&told);
}

#[test]
fn an_amount_has_as_many_digits_as_its_currency_or_fewer() {
    check(
        &["60000.00 CNY", "60000 CNY", "0.5 CNY", "325925 JPY", "1.234 KWD", "0.0001 CLF"],
        &expect![[r#"
        60,000.00 CNY is 6000000 minor units
        60,000.00 CNY is 6000000 minor units
        0.50 CNY is 50 minor units
        325,925 JPY is 325925 minor units
        1.234 KWD is 1234 minor units
        0.0001 CLF is 1 minor units
    "#]],
    );
}

#[test]
fn more_digits_than_the_currency_has_are_refused_and_never_rounded() {
    check(
        &["1.001 CNY", "1.000 CNY", "1.0 JPY", "1.0000000000001 CNY"],
        &expect![[r#"
            DECIMAL_TOO_MANY_DIGITS: amount "1.001" has 3 digits after the point, but CNY has 2
            DECIMAL_TOO_MANY_DIGITS: amount "1.000" has 3 digits after the point, but CNY has 2
            DECIMAL_TOO_MANY_DIGITS: amount "1.0" has 1 digits after the point, but JPY has 0
            DECIMAL_TOO_MANY_DIGITS: amount "1.0000000000001" has 13 digits after the point, but CNY has 2
        "#]],
    );
}

#[test]
fn nothing_and_less_can_be_shown_but_not_asked_for() {
    check(
        &["0 CNY", "0.00 CNY", "-12.50 CNY", "-0.00 CNY"],
        &expect![[r#"
            0.00 CNY, but as a sum AMOUNT_NOT_POSITIVE: "0" must be more than zero
            0.00 CNY, but as a sum AMOUNT_NOT_POSITIVE: "0.00" must be more than zero
            -12.50 CNY, but as a sum AMOUNT_NOT_POSITIVE: "-12.50" must be more than zero
            DECIMAL_NEGATIVE_ZERO: decimal "-0.00" is a negative zero
        "#]],
    );
}

#[test]
fn eighteen_digits_are_the_limit() {
    check(
        &[
            "9999999999999999.99 CNY",
            "10000000000000000.00 CNY",
            "-9999999999999999.99 CNY",
            "-10000000000000000 CNY",
            "999999999999999999 JPY",
            "1000000000000000000 JPY",
            "99999999999999.9999 CLF",
        ],
        &expect![[r#"
            9,999,999,999,999,999.99 CNY is 999999999999999999 minor units
            AMOUNT_OUT_OF_RANGE: "10000000000000000.00" has more than 18 digits in minor units of CNY
            -9,999,999,999,999,999.99 CNY, but as a sum AMOUNT_NOT_POSITIVE: "-9999999999999999.99" must be more than zero
            AMOUNT_OUT_OF_RANGE: "-10000000000000000" has more than 18 digits in minor units of CNY
            999,999,999,999,999,999 JPY is 999999999999999999 minor units
            DECIMAL_TOO_LARGE: decimal "1000000000000000000" has 19 digits before the point, but at most 18 are allowed
            99,999,999,999,999.9999 CLF is 999999999999999999 minor units
        "#]],
    );
}

#[test]
fn minor_units_stay_in_range() {
    assert_eq!(Minor::new(Minor::MAX.units() + 1), None);
    assert_eq!(Minor::MAX.checked_add(Minor::new(1).unwrap()), None);
    assert_eq!(Minor::ZERO.checked_sub(Minor::new(1).unwrap()), None);
    assert_eq!(Minor::ZERO.saturating_sub(Minor::MAX), Minor::ZERO);
    assert_eq!(Minor::MAX.signed(), 999_999_999_999_999_999);
}

#[test]
fn nothing_is_no_amount() {
    assert_eq!(Amount::new(0), None);
    assert_eq!(Minor::ZERO.amount(), None);
    assert_eq!(Amount::new(Minor::MAX.units()).unwrap().minor(), Minor::MAX);
    assert_eq!(Amount::new(Minor::MAX.units() + 1), None);
    assert_eq!(Minor::from(Amount::new(7).unwrap()), Minor::new(7).unwrap());
}

#[test]
fn money_is_shown_with_its_asset() {
    let cny = Currency::parse("CNY").unwrap();
    let money = Money { minor: -123_456_789, asset: cny.into() };
    assert_eq!(money.to_string(), "-1,234,567.89 CNY");
    assert_eq!(money.number(Grouping::Plain).to_string(), "-1234567.89");
    assert_eq!(Minor::new(5).unwrap().of(cny).to_string(), "0.05 CNY");
    assert_eq!(Amount::new(20).unwrap().of(Asset::unit(3)).to_string(), "20 unit 3");
    assert_eq!(format!("{:>10}|{:.3}", Minor::ZERO.of(cny), Minor::ZERO.of(cny)), "  0.00 CNY|0.00 CNY");
}
