//! How the numbers of orders and trades are read, shown and joined.

use expect_test::{Expect, expect};

use super::{IdError, OrderId};

fn check(text: &str, expected: &Expect) {
    let told = match text.parse::<OrderId>() {
        Ok(id) => format!("{id:?} {id}"),
        Err(error @ (IdError::Malformed(_) | IdError::BelowFirst(_))) => format!("{} {error}", error.code()),
    };
    expected.assert_eq(&told);
}

#[test]
fn an_order_number_is_the_letter_o_and_digits() {
    check("O16777216", &expect!["O1@0 O16777216"]);
    check("O83886092", &expect!["O5@12 O83886092"]);
    check("O18446744073709551615", &expect!["O1099511627775@16777215 O18446744073709551615"]);
    check(
        "16777216",
        &expect![[
            r#"ORDER_ID_MALFORMED order number "16777216" is not the letter O and digits, as in O16777216"#
        ]],
    );
    check(
        "O",
        &expect![[r#"ORDER_ID_MALFORMED order number "O" is not the letter O and digits, as in O16777216"#]],
    );
    check(
        "O+5",
        &expect![[
            r#"ORDER_ID_MALFORMED order number "O+5" is not the letter O and digits, as in O16777216"#
        ]],
    );
    check(
        "O016777216",
        &expect![[
            r#"ORDER_ID_MALFORMED order number "O016777216" is not the letter O and digits, as in O16777216"#
        ]],
    );
    check(
        "O18446744073709551616",
        &expect![[
            r#"ORDER_ID_MALFORMED order number "O18446744073709551616" is not the letter O and digits, as in O16777216"#
        ]],
    );
    check("O12", &expect![[r#"ORDER_ID_BELOW_FIRST order number "O12" is below the first one, O16777216"#]]);
}

#[test]
fn numbers_survive_json_as_text() {
    let id = OrderId::join(5, 12);
    let text = serde_json::to_string(&id).unwrap();
    assert_eq!(text, "\"O83886092\"");
    assert_eq!(serde_json::from_str::<OrderId>(&text).unwrap(), id);
    let refused = serde_json::from_str::<OrderId>("\"O12\"").unwrap_err();
    assert!(refused.to_string().starts_with("ORDER_ID_BELOW_FIRST: "), "{refused}");
    serde_json::from_str::<OrderId>("83886092").unwrap_err();
}
