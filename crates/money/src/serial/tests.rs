//! Money as JSON: decimals are strings, and nothing is guessed.

use expect_test::{Expect, expect};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Amount, Asset, Currency, Minor, Money, Price, Rate, Sum};

fn check<T: Serialize + DeserializeOwned>(json: &str, expected: &Expect) {
    expected.assert_eq(&match serde_json::from_str::<T>(json) {
        Ok(value) => serde_json::to_string(&value).unwrap(),
        Err(error) => error.to_string(),
    });
}

#[test]
fn decimals_are_strings() {
    check::<Price>(r#""1850.00""#, &expect![[r#""1850.00""#]]);
    check::<Rate>(r#""0.15""#, &expect![[r#""0.15""#]]);
    check::<Currency>(r#""CNY""#, &expect![[r#""CNY""#]]);
}

#[test]
fn a_number_where_a_decimal_belongs_is_told_so() {
    check::<Price>(
        "1850.00",
        &expect!["invalid type: floating point `1850.0`, expected a price as a string at line 1 column 7"],
    );
    check::<Rate>("0", &expect!["invalid type: integer `0`, expected a rate as a string at line 1 column 1"]);
    check::<Sum>(
        r#"{"amount": 60000, "currency": "CNY"}"#,
        &expect!["invalid type: integer `60000`, expected an amount as a string at line 1 column 16"],
    );
    check::<Currency>(
        "156",
        &expect!["invalid type: integer `156`, expected a currency code as a string at line 1 column 3"],
    );
}

#[test]
fn a_sum_has_an_amount_and_a_currency_and_nothing_else() {
    check::<Sum>(
        r#"{"amount": "60000", "currency": "CNY"}"#,
        &expect![[r#"{"amount":"60000.00","currency":"CNY"}"#]],
    );
    check::<Sum>(
        r#"{"currency": "CNY", "amount": "60000.00"}"#,
        &expect![[r#"{"amount":"60000.00","currency":"CNY"}"#]],
    );
    check::<Sum>(r#"{"amount": "60000.00"}"#, &expect!["missing field `currency` at line 1 column 22"]);
    check::<Sum>(
        r#"{"amount": "60000.00", "currency": "CNY", "note": ""}"#,
        &expect!["unknown field `note`, expected `amount` or `currency` at line 1 column 48"],
    );
}

#[test]
fn a_refusal_begins_with_its_code() {
    check::<Price>(
        r#""1,850.00""#,
        &expect![[r#"DECIMAL_GROUPED: decimal "1,850.00" groups its digits at line 1 column 10"#]],
    );
    check::<Rate>(r#""-1""#, &expect!["RATE_NEGATIVE: rate -1 must not be negative at line 1 column 4"]);
    check::<Currency>(
        r#""XAU""#,
        &expect![
            "CURRENCY_WITHOUT_MINOR_UNIT: XAU has no minor unit, so no amount of it can be kept at line 1 column 5"
        ],
    );
    check::<Sum>(
        r#"{"amount": "0", "currency": "CNY"}"#,
        &expect![[r#"AMOUNT_NOT_POSITIVE: "0" must be more than zero"#]],
    );
    check::<Sum>(
        r#"{"amount": "1.001", "currency": "CNY"}"#,
        &expect![[r#"DECIMAL_TOO_MANY_DIGITS: amount "1.001" has 3 digits after the point, but CNY has 2"#]],
    );
}

#[test]
fn money_may_be_negative_and_a_sum_may_not() {
    check::<Money>(
        r#"{"amount": "-12.50", "currency": "CNY"}"#,
        &expect![[r#"{"amount":"-12.50","currency":"CNY"}"#]],
    );
    check::<Sum>(
        r#"{"amount": "-12.50", "currency": "CNY"}"#,
        &expect![[r#"AMOUNT_NOT_POSITIVE: "-12.50" must be more than zero"#]],
    );
}

#[test]
fn capacity_is_no_money() {
    let slots = Minor::new(20).unwrap().of(Asset::unit(3));
    expect!["20 unit 3 is capacity, not money"]
        .assert_eq(&serde_json::to_string(&slots).unwrap_err().to_string());
}

#[test]
fn facts_hold_numbers() {
    check::<Minor>("0", &expect!["0"]);
    check::<Minor>(
        "1000000000000000000",
        &expect!["AMOUNT_OUT_OF_RANGE: 1000000000000000000 minor units have more than 18 digits"],
    );
    check::<Amount>("1", &expect!["1"]);
    check::<Amount>("0", &expect!["AMOUNT_NOT_POSITIVE: 0 minor units must be more than zero"]);
    check::<Amount>(
        "1000000000000000000",
        &expect!["AMOUNT_OUT_OF_RANGE: 1000000000000000000 minor units have more than 18 digits"],
    );
    check::<Asset>("2147483651", &expect!["2147483651"]);
    check::<Asset>("256", &expect!["ASSET_UNKNOWN: 256 names no asset"]);
}
