//! Prices: positive, exact, and rounded once when they meet a quantity.

use expect_test::{Expect, expect};
use rust_decimal::Decimal;

use crate::{Asset, Currency, Grouping, Price};

fn price(text: &str) -> Price {
    Price::parse(text).unwrap()
}

fn check(texts: &[&str], expected: &Expect) {
    let told = texts.iter().map(|text| match Price::parse(text) {
        Ok(price) => {
            assert_eq!(price.to_string(), *text);
            format!("{price} is shown as {}", price.show(2, Grouping::Thousands))
        }
        Err(error) => format!("{}: {error}", error.code()),
    });
    expected.assert_eq(&told.collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_price_keeps_the_digits_it_was_written_with() {
    check(
        &["1850", "1850.0", "1850.00", "0.00000001", "7.12340000", "10000000000"],
        &expect![[r#"
            1850 is shown as 1,850.00
            1850.0 is shown as 1,850.00
            1850.00 is shown as 1,850.00
            0.00000001 is shown as 0.00000001
            7.12340000 is shown as 7.1234
            10000000000 is shown as 10,000,000,000.00"#]],
    );
}

#[test]
fn a_price_is_positive_and_not_boundless() {
    check(
        &["0", "0.00", "-1", "0.000000001", "10000000000.00000001", "10000000001", "1e3"],
        &expect![[r#"
            PRICE_NOT_POSITIVE: price 0 must be more than zero
            PRICE_NOT_POSITIVE: price 0.00 must be more than zero
            PRICE_NOT_POSITIVE: price -1 must be more than zero
            DECIMAL_TOO_MANY_DIGITS: decimal "0.000000001" has 9 digits after the point, but at most 8 are allowed here
            PRICE_OUT_OF_RANGE: price 10000000000.00000001 is more than 10000000000
            PRICE_OUT_OF_RANGE: price 10000000001 is more than 10000000000
            DECIMAL_EXPONENT: decimal "1e3" has an exponent"#]],
    );
}

#[test]
fn prices_are_compared_by_value() {
    assert_eq!(price("1850"), price("1850.00"));
    assert!(price("1850.01") > price("1850"));
    assert!(price("0.00000001") < price("10000000000"));
}

#[test]
fn a_value_is_one_product_rounded_once() {
    let told = [
        ("1850.00", 20, "CNY"),
        ("98765", 3, "JPY"),
        ("0.005", 1, "CNY"),
        ("0.005", 3, "CNY"),
        ("0.0049", 1, "CNY"),
        ("0.5", 1, "JPY"),
        ("333", 5, "JPY"),
        ("638.74", 10, "USD"),
        ("7.1234", 4550, "CNY"),
        ("0.00000001", 1, "CLF"),
    ]
    .map(|(text, quantity, code)| {
        let currency = Currency::parse(code).unwrap();
        let value = price(text).value(quantity, currency).unwrap();
        format!("{quantity} × {text} = {}", value.of(currency))
    });
    expect![[r#"
        20 × 1850.00 = 37,000.00 CNY
        3 × 98765 = 296,295 JPY
        1 × 0.005 = 0.01 CNY
        3 × 0.005 = 0.02 CNY
        1 × 0.0049 = 0.00 CNY
        1 × 0.5 = 1 JPY
        5 × 333 = 1,665 JPY
        10 × 638.74 = 6,387.40 USD
        4550 × 7.1234 = 32,411.47 CNY
        1 × 0.00000001 = 0.0000 CLF"#]]
    .assert_eq(&told.join("\n"));
}

#[test]
fn a_value_of_more_than_eighteen_digits_is_no_value() {
    let clf = Currency::parse("CLF").unwrap();
    assert_eq!(price("10000000000").value(10_000, clf), None);
    assert!(price("9999999999").value(10_000, clf).is_some());
    assert_eq!(price("10000000000").value(u64::MAX, clf), None);
    assert_eq!(price("0.00000001").value(u64::MAX, Asset::unit(1)).unwrap().units(), 184_467_440_737);
}

#[test]
fn a_price_is_a_number_of_ticks_or_none() {
    assert_eq!(price("1850.00").in_ticks(price("0.01")), Some(185_000));
    assert_eq!(price("1850").in_ticks(price("0.25")), Some(7_400));
    assert_eq!(price("1850.01").in_ticks(price("0.25")), None);
    assert_eq!(price("10000000000").in_ticks(price("0.00000001")), Some(1_000_000_000_000_000_000));
    assert_eq!(price("0.01").times(185_000), Some(price("1850")));
    assert_eq!(price("0.01").times(0), None);
    assert_eq!(price("10000000000").times(2), None);
}

#[test]
fn a_price_is_shown_with_the_digits_of_its_currency_and_never_fewer_than_it_needs() {
    let told =
        ["1850", "1850.000", "1850.005", "0.10"].map(|text| price(text).show(2, Grouping::Plain).to_string());
    assert_eq!(told, ["1850.00", "1850.00", "1850.005", "0.10"]);
}

#[test]
fn a_decimal_is_a_price_if_its_text_is() {
    assert_eq!(Price::try_from(Decimal::new(185_000, 2)), Ok(price("1850.00")));
    assert_eq!(price("1850.00").decimal().to_string(), "1850.00");
    assert_eq!(Price::try_from(Decimal::NEGATIVE_ONE).unwrap_err().code(), "PRICE_NOT_POSITIVE");
    assert_eq!(Price::try_from(Decimal::new(1, 9)).unwrap_err().code(), "DECIMAL_TOO_MANY_DIGITS");
}
