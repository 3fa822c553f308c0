//! Bodies that are read, and what is told of those that are not.

use expect_test::{Expect, expect};

use super::{Given, read_body, read_fields};

fn check(told: Result<engine::Action, crate::Unreadable>, expected: &Expect) {
    let told = match told {
        Ok(action) => serde_json::to_string(&action).unwrap(),
        Err(told) => format!("{told}\n{} {} {}", told.code, told.pointer, told.hint),
    };
    expected.assert_eq(&told);
}

#[test]
fn a_body_may_be_written_over_several_lines() {
    let body = "{\n  \"cancel_order\": {\r\n\t\"order\": {\"client\": \"PO-1\"}}\n}\n";
    check(read_body(body.as_bytes()), &expect![[r#"{"cancel_order":{"order":{"client":"PO-1"}}}"#]]);
}

#[test]
fn what_is_wrong_is_told_with_line_and_column() {
    check(
        read_body(b"{\n  \"pay_fund\": {\n    \"sum\": {\"amount\": 7, \"currency\": \"CNY\"}}}"),
        &expect![[r#"
            line 3, column 23, pay_fund.sum.amount: amount is the number 7, but an amount as a string belongs here
            DECIMAL_NOT_A_STRING /pay_fund/sum/amount put it in quotes: "7""#]],
    );
    check(
        read_body(b"{\n \"pay_fund\": \n"),
        &expect![[r#"
        line 3, column 1: the body ends inside a value
        MALFORMED_JSON  write what is missing at the end"#]],
    );
    check(
        read_body(b"[]"),
        &expect![[r#"
        line 1, column 1: the body is a list, but one of 33 names belongs here
        WRONG_TYPE  known here: admit_member, set_terms, list_place, list_service, list_instrument, declare_capacity, receive, allocate_receipt, place_order, amend_order, cancel_order, nominate, record_milestone, correct_milestone, withdraw_milestone, call_escrow, cancel_carriage, roll, accrue_storage, bill_storage, open_netting, close_netting, send_payment, book_payment, return_payment, refuse_payment, withdraw_money, pay_fund, pay_tax, book_bank_charge, buy_fx, sweep, advance"#]],
    );
    check(
        read_body(b"{\"pay\\nfund\": \"a\nb\"}"),
        &expect![[r#"
            line 1, column 17: '\n' stands here, which nobody would see
            LINE_CONTROL_CHARACTER  remove it; inside a text JSON writes a line break as \n, but no field here takes one"#]],
    );
    check(
        read_body(b"\xff"),
        &expect![[r#"
            line 1, column 1: byte 0xff does not belong to UTF-8 here
            LINE_NOT_UTF8  write it in UTF-8"#]],
    );
    check(
        read_body(b"{\n \"pay\xff\": {}}"),
        &expect![[r#"
        line 2, column 6: byte 0xff does not belong to UTF-8 here
        LINE_NOT_UTF8  write it in UTF-8"#]],
    );
    check(
        read_body(b"{\n \"pay_fund\": {}\n}\n\x00"),
        &expect![[r#"
        line 4, column 1: '\0' stands here, which nobody would see
        LINE_CONTROL_CHARACTER  remove it; inside a text JSON writes a line break as \n, but no field here takes one"#]],
    );
    check(
        read_body(b" "),
        &expect![[r#"
            line 1, column 1: the body has 0 characters that count
            LINE_EMPTY  write a command, or leave it out"#]],
    );
}

#[test]
fn fields_may_be_given() {
    let order = [Given { field: "order", value: r#"{"client":"PO-1"}"# }];
    check(
        read_fields("amend_order", &order, br#"{"quantity": 4}"#),
        &expect![[r#"{"amend_order":{"order":{"client":"PO-1"},"quantity":4}}"#]],
    );
    check(
        read_fields("cancel_order", &order, b""),
        &expect![[r#"{"cancel_order":{"order":{"client":"PO-1"}}}"#]],
    );
    check(
        read_fields("cancel_order", &order, b" { } "),
        &expect![[r#"{"cancel_order":{"order":{"client":"PO-1"}}}"#]],
    );
    check(
        read_fields("cancel_order", &order, br#"{"order": {"client": "PO-2"}}"#),
        &expect![[r#"
            line 1, column 2, order: field "order" is given already, and stands here again
            DUPLICATE_FIELD /order give it once"#]],
    );
    check(
        read_fields("amend_order", &order, br#"{"quantity": 4, "quantity": 5}"#),
        &expect![[r#"
        line 1, column 17, quantity: field "quantity" stands twice
        DUPLICATE_FIELD /quantity give it once"#]],
    );
    check(
        read_fields("amend_order", &order, br#"{"amount": 4}"#),
        &expect![[r#"
        line 1, column 2, amount: the body has no field "amount"
        UNKNOWN_FIELD /amount known here: order, quantity, limit"#]],
    );
    check(
        read_fields("amend_order", &order, br#"{}"#),
        &expect![[r#"
            line 0, column 0, quantity: the body has no field "quantity", but must have it
            MISSING_FIELD /quantity add the field"#]],
    );
    check(
        read_fields("amend_order", &order, b"{\n \"quantity\": -4}"),
        &expect![[r#"
        line 2, column 14, quantity: quantity is the number -4, but a whole number from 0 to 4294967295 belongs here
        NUMBER_OUT_OF_RANGE /quantity write a whole number in the range, without point and exponent"#]],
    );
    check(
        read_fields("amend_order", &order, b"[4]"),
        &expect![[r#"
            line 1, column 1: the body is a list, but an object belongs here
            WRONG_TYPE  write the fields with their names, in braces"#]],
    );
    let carriage = [Given { field: "carriage", value: r#""C12""# }];
    check(
        read_fields("call_escrow", &carriage, b"{}"),
        &expect![[r#"
        line 0, column 0, carriage: carriage is the text "C12", but a whole number from 1 to 9007199254740991 belongs here
        WRONG_TYPE /carriage write a whole number, without quotes"#]],
    );
}
