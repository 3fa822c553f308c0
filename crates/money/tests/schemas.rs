//! The schemas of money: what documentation pages tell users about it.

use expect_test::{Expect, expect};
use money::{Amount, Asset, Currency, Minor, Money, Price, Rate, Sum};
use utoipa::{PartialSchema, ToSchema};

fn check<T: PartialSchema>(expected: &Expect) {
    let json = serde_json::to_string_pretty(&T::schema()).expect("a schema is JSON");
    expected.assert_eq(&json);
}

#[test]
fn decimals_are_strings_with_a_pattern() {
    check::<Price>(&expect![[r#"
        {
          "type": "string",
          "description": "What one unit of a service costs: more than zero, at most 10000000000, with at most 8 digits after the point.",
          "examples": [
            "1850.00"
          ],
          "pattern": "^(0|[1-9][0-9]{0,10})(\\.[0-9]{1,8})?$"
        }"#]]);
    check::<Rate>(&expect![[r#"
        {
          "type": "string",
          "description": "A part of an amount: 0.15 is fifteen per cent. From 0 to 1000000, with at most 12 digits after the point.",
          "examples": [
            "0.15"
          ],
          "pattern": "^(0|[1-9][0-9]{0,6})(\\.[0-9]{1,12})?$"
        }"#]]);
    check::<Currency>(&expect![[r#"
        {
          "type": "string",
          "description": "A currency of ISO 4217 that has a minor unit, by its three letters.",
          "examples": [
            "CNY"
          ],
          "pattern": "^[A-Z]{3}$"
        }"#]]);
}

#[test]
fn a_sum_is_an_amount_beside_its_currency() {
    check::<Sum>(&expect![[r##"
        {
          "type": "object",
          "description": "More than zero of one currency.",
          "required": [
            "amount",
            "currency"
          ],
          "properties": {
            "amount": {
              "type": "string",
              "description": "More than zero, with at most as many digits after the point as the currency has.",
              "examples": [
                "60000.00"
              ],
              "pattern": "^(0|[1-9][0-9]{0,17})(\\.[0-9]{1,4})?$"
            },
            "currency": {
              "$ref": "#/components/schemas/Currency"
            }
          },
          "additionalProperties": false
        }"##]]);
    check::<Money>(&expect![[r##"
        {
          "type": "object",
          "description": "An amount of one currency, which may be nothing or negative.",
          "required": [
            "amount",
            "currency"
          ],
          "properties": {
            "amount": {
              "type": "string",
              "description": "With its sign, and at most as many digits after the point as the currency has.",
              "examples": [
                "-12.50"
              ],
              "pattern": "^-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,4})?$"
            },
            "currency": {
              "$ref": "#/components/schemas/Currency"
            }
          },
          "additionalProperties": false
        }"##]]);
}

#[test]
fn facts_hold_whole_numbers() {
    check::<Minor>(&expect![[r#"
        {
          "type": "integer",
          "format": "int64",
          "description": "Zero or more minor units of an asset that the context knows.",
          "maximum": 999999999999999999,
          "minimum": 0
        }"#]]);
    check::<Amount>(&expect![[r#"
        {
          "type": "integer",
          "format": "int64",
          "description": "More than zero minor units of an asset that the context knows.",
          "maximum": 999999999999999999,
          "minimum": 1
        }"#]]);
    check::<Asset>(&expect![[r#"
        {
          "type": "integer",
          "format": "int64",
          "description": "The number of an asset: below 256 a currency, from 2147483648 a unit of capacity.",
          "maximum": 4294967295,
          "minimum": 0
        }"#]]);
}

#[test]
fn others_refer_to_money_by_its_names() {
    /// What another room would carry.
    #[derive(ToSchema)]
    #[expect(dead_code, reason = "only its schema is asked for")]
    struct Quote {
        /// For one unit.
        price: Price,
        /// In which currency.
        currency: Currency,
        /// What is asked for.
        sum: Sum,
    }
    check::<Quote>(&expect![[r##"
        {
          "type": "object",
          "description": "What another room would carry.",
          "required": [
            "price",
            "currency",
            "sum"
          ],
          "properties": {
            "price": {
              "$ref": "#/components/schemas/Price",
              "description": "For one unit."
            },
            "currency": {
              "$ref": "#/components/schemas/Currency",
              "description": "In which currency."
            },
            "sum": {
              "$ref": "#/components/schemas/Sum",
              "description": "What is asked for."
            }
          }
        }"##]]);
    let mut schemas = Vec::new();
    Quote::schemas(&mut schemas);
    let names: Vec<String> = schemas.into_iter().map(|(name, _)| name).collect();
    expect!["Price Currency Sum Currency"].assert_eq(&names.join(" "));
}
