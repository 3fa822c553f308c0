//! How a value that stands at its place is told to be wrong.

use expect_test::expect;

use super::super::read_line;
use super::{check, check_values, order, with};

#[test]
fn a_decimal_is_a_string_of_one_form() {
    check_values(
        "limit",
        &[
            "1850",
            "1850.00",
            "-1",
            "1e3",
            r#""1_000""#,
            r#""1,000""#,
            r#""1e3""#,
            r#""1850,00""#,
            r#"".5""#,
            r#""5.""#,
            r#""+1""#,
            r#""-0""#,
            r#""-0.00""#,
            r#""007""#,
            r#""""#,
            r#"" 1""#,
            r#""1.123456789""#,
            r#""0""#,
            r#""-5""#,
            r#""10000000000.01""#,
            r#""1234567890123456789""#,
            r#""NaN""#,
            "true",
            "{}",
            r#""1\u0000""#,
        ],
        &expect![[r#"
            DECIMAL_NOT_A_STRING: limit is the number 1850, but a price as a string belongs here; put it in quotes: "1850"
            DECIMAL_NOT_A_STRING: limit is the number 1850.00, but a price as a string belongs here; put it in quotes: "1850.00"
            DECIMAL_NOT_A_STRING: limit is the number -1, but a price as a string belongs here; put it in quotes: "-1"
            DECIMAL_NOT_A_STRING: limit is the number 1e3, but a price as a string belongs here; put it in quotes: "1e3"
            DECIMAL_GROUPED: decimal "1_000" groups its digits; write 1000 for 1_000 or 1,000; before a part of one stands a point
            DECIMAL_GROUPED: decimal "1,000" groups its digits; write 1000 for 1_000 or 1,000; before a part of one stands a point
            DECIMAL_EXPONENT: decimal "1e3" has an exponent; write 1000 for 1e3
            DECIMAL_COMMA: decimal "1850,00" has a comma for its point; write 1850.00 for 1850,00
            DECIMAL_BARE_POINT: decimal ".5" has a bare point, without a digit before it or after it; write 0.5 for .5, and 5 for 5.
            DECIMAL_BARE_POINT: decimal "5." has a bare point, without a digit before it or after it; write 0.5 for .5, and 5 for 5.
            DECIMAL_PLUS_SIGN: decimal "+1" has a plus sign; write it without the +
            DECIMAL_NEGATIVE_ZERO: decimal "-0" is a negative zero; write it without its sign
            DECIMAL_NEGATIVE_ZERO: decimal "-0.00" is a negative zero; write it without its sign
            DECIMAL_LEADING_ZERO: decimal "007" begins with a zero that does not count; write 7 for 007
            DECIMAL_MALFORMED: "" is not a decimal: at least one digit must stand there; write digits, perhaps a point and digits, and nothing else
            DECIMAL_MALFORMED: " 1" is not a decimal: only digits, one point, and a leading minus are allowed; write digits, perhaps a point and digits, and nothing else
            DECIMAL_TOO_MANY_DIGITS: decimal "1.123456789" has 9 digits after the point, but at most 8 are allowed here; write no more digits than are allowed here
            PRICE_NOT_POSITIVE: price 0 must be more than zero; write a price above zero
            PRICE_NOT_POSITIVE: price -5 must be more than zero; write a price above zero
            PRICE_OUT_OF_RANGE: price 10000000000.01 is more than 10000000000; write a lower price
            DECIMAL_TOO_LARGE: decimal "1234567890123456789" has 19 digits before the point, but at most 18 are allowed; write at most 18
            DECIMAL_MALFORMED: "NaN" is not a decimal: only digits, one point, and a leading minus are allowed; write digits, perhaps a point and digits, and nothing else
            WRONG_TYPE: limit is true, but a price as a string belongs here; write a text, in quotes
            WRONG_TYPE: limit is an object, but a price as a string belongs here; write a text, in quotes
            DECIMAL_MALFORMED: "1\0" is not a decimal: only digits, one point, and a leading minus are allowed; write digits, perhaps a point and digits, and nothing else
        "#]],
    );
}

#[test]
fn a_whole_number_is_in_range() {
    check_values(
        "quantity",
        &[
            "-1",
            "-0",
            "1.0",
            "1.5",
            "1e1",
            "4294967296",
            "9007199254740992",
            "99999999999999999999999",
            "1e999",
            r#""5""#,
            "null",
            "0",
        ],
        &expect![[r#"
            NUMBER_OUT_OF_RANGE: quantity is the number -1, but a whole number from 0 to 4294967295 belongs here; write a whole number in the range, without point and exponent
            NUMBER_OUT_OF_RANGE: quantity is the number -0, but a whole number from 0 to 4294967295 belongs here; write a whole number in the range, without point and exponent
            NUMBER_OUT_OF_RANGE: quantity is the number 1.0, but a whole number from 0 to 4294967295 belongs here; write a whole number in the range, without point and exponent
            NUMBER_OUT_OF_RANGE: quantity is the number 1.5, but a whole number from 0 to 4294967295 belongs here; write a whole number in the range, without point and exponent
            NUMBER_OUT_OF_RANGE: quantity is the number 1e1, but a whole number from 0 to 4294967295 belongs here; write a whole number in the range, without point and exponent
            NUMBER_OUT_OF_RANGE: quantity is the number 4294967296, but a whole number from 0 to 4294967295 belongs here; write a whole number in the range, without point and exponent
            NUMBER_OUT_OF_RANGE: quantity is the number 9007199254740992, but a whole number from 0 to 4294967295 belongs here; write a whole number in the range, without point and exponent
            NUMBER_OUT_OF_RANGE: quantity is the number 99999999999999999999999, but a whole number from 0 to 4294967295 belongs here; write a whole number in the range, without point and exponent
            NUMBER_OUT_OF_RANGE: quantity is the number 1e999, but a whole number from 0 to 4294967295 belongs here; write a whole number in the range, without point and exponent
            WRONG_TYPE: quantity is the text "5", but a whole number from 0 to 4294967295 belongs here; write a whole number, without quotes
            WRONG_TYPE: quantity is null, but a whole number from 0 to 4294967295 belongs here; write a value, or leave the field out where it may be
            0 is read
        "#]],
    );
}

#[test]
fn an_instant_and_a_day_have_one_form() {
    let instants = [
        "2026-03-02",
        "2026-03-02T01:00Z",
        "2026-03-02 01:00:00Z",
        "2026-03-02T01:00:00",
        "2026-03-02T01:00:00+08:00",
        "2026-03-02t01:00:00z",
        "2026-02-29T01:00:00Z",
        "2026-03-02T24:00:00Z",
        "2026-03-02T23:59:60Z",
        "2026-03-02T01:00:00.Z",
        "2026-03-02T01:00:00.1234567891Z",
        "2026-03-02T01:00:00Z[UTC]",
        "20260302T010000Z",
        "",
    ];
    for text in instants {
        let line = format!(r#"{{"at":"{text}","actor":"birch","command":{{"advance":{{}}}}}}"#);
        let wrong = read_line(&line, 1).expect_err(text);
        assert_eq!((wrong.code, wrong.column, &*wrong.path), ("TIME_MALFORMED", 7, "at"), "{text}");
    }
    let days = ["2026-3-2", "2026-02-29", "20260302", "2026-03-02T00:00:00", "02.03.2026", "2026-W10", ""];
    for text in days {
        let line = with(&format!(r#"{{"open_netting":{{"currency":"CNY","value_date":"{text}"}}}}"#));
        let wrong = read_line(&line, 1).expect_err(text);
        assert_eq!((wrong.code, wrong.column), ("DATE_MALFORMED", 103), "{text}");
    }
    check(
        &[
            r#"{"at":1772413200,"actor":"birch","command":{"advance":{}}}"#.to_owned(),
            r#"{"at":"2026-03-02T01:00:00+08:00","actor":"birch","command":{"advance":{}}}"#.to_owned(),
            with(r#"{"open_netting":{"currency":"CNY","value_date":"2026-02-29"}}"#),
        ],
        &expect![[r#"
            WRONG_TYPE
              line 1, column 7, at: at is the number 1772413200, but an instant as a string belongs here
              at 1772413200,"actor":"birc
              hint: write a text, in quotes
            TIME_MALFORMED
              line 2, column 7, at: at is the text "2026-03-02T01:00:00+08:00", which is no instant in UTC
              at "2026-03-02T01:00:00+08:
              hint: write it in UTC, as 2026-03-02T01:00:00Z, perhaps with up to nine digits of a second
            DATE_MALFORMED
              line 3, column 103, command.open_netting.value_date: value_date is the text "2026-02-29", which is no day
              at "2026-02-29"}}}
              hint: write it as 2026-03-02
        "#]],
    );
}

#[test]
fn a_value_says_itself_what_is_wrong() {
    let service = |field: &str, value: &str| {
        let good = [
            ("movement", r#"{"origin":"CNCHQ","destination":"CNSGH","mode":"barge"}"#),
            ("window", r#""2026W10""#),
            ("unit", r#"{"boxes":"22G1"}"#),
            ("cut_off", r#""2026-03-01T10:00:00Z""#),
            ("longest_transit_days", "14"),
        ];
        let one =
            |(name, good): (&str, &str)| format!("{name:?}:{}", if name == field { value } else { good });
        let mut fields: Vec<String> = good.map(one).to_vec();
        if good.iter().all(|(name, _)| *name != field) {
            fields.push(format!("{field:?}:{value}"));
        }
        with(&format!(r#"{{"list_service":{{"code":"X","service":{{{}}}}}}}"#, fields.join(",")))
    };
    let sum = |amount: &str, currency: &str| {
        with(&format!(r#"{{"pay_fund":{{"sum":{{"amount":"{amount}","currency":"{currency}"}}}}}}"#))
    };
    let lines = [
        sum("1.001", "CNY"),
        sum("1.5", "JPY"),
        sum("0", "CNY"),
        sum("-5", "CNY"),
        sum("12345678901234567.00", "CNY"),
        sum("1", "cny"),
        sum("1", "XAU"),
        order(&[("client_order_id", r#""""#)]),
        order(&[("client_order_id", r#""PO\u0007""#)]),
        order(&[("client_order_id", r#""123456789012345678901234567890123456""#)]),
        order(&[("instrument", r#""cnchq""#)]),
        service("unit", r#"{"boxes":"22"}"#),
        service("unit", r#"{"boxes":"9999"}"#),
        service("unit", r#""boxes""#),
        service("unit", r#"{"tonnes":1}"#),
        service("window", r#""2026W54""#),
        service("window", r#""spring""#),
        service("movement", r#"{"origin":"CNCHQ","destination":"CNCHQ","mode":"barge"}"#),
        service("movement", "null"),
        service("through", r#"{"origin":"CNCHQ","destination":"SGSIN"}"#),
        service("longest_transit_days", "70000"),
        with(r#"{"nominate":{"carriage":0,"units":[]}}"#),
        with(r#"{"nominate":{"carriage":1,"units":[{"box":"MSKX6011672"}]}}"#),
        with(r#"{"cancel_order":{"order":{"id":"16777216"}}}"#),
        with(r#"{"cancel_order":{"order":{"id":"O5"}}}"#),
    ];
    check(
        &lines,
        &expect![[r#"
            DECIMAL_TOO_MANY_DIGITS
              line 1, column 85, command.pay_fund.sum.amount: amount "1.001" has 3 digits after the point, but CNY has 2
              at "1.001","currency":"CNY"
              hint: write no more digits than are allowed here
            DECIMAL_TOO_MANY_DIGITS
              line 2, column 85, command.pay_fund.sum.amount: amount "1.5" has 1 digits after the point, but JPY has 0
              at "1.5","currency":"JPY"}}
              hint: write no more digits than are allowed here
            AMOUNT_NOT_POSITIVE
              line 3, column 85, command.pay_fund.sum.amount: "0" must be more than zero
              at "0","currency":"CNY"}}}}
              hint: write an amount above zero
            AMOUNT_NOT_POSITIVE
              line 4, column 85, command.pay_fund.sum.amount: "-5" must be more than zero
              at "-5","currency":"CNY"}}}
              hint: write an amount above zero
            AMOUNT_OUT_OF_RANGE
              line 5, column 85, command.pay_fund.sum.amount: "12345678901234567.00" has more than 18 digits in minor units of CNY
              at "12345678901234567.00","
              hint: write a smaller amount
            CURRENCY_UNKNOWN
              line 6, column 100, command.pay_fund.sum.currency: currency "cny" is not in ISO 4217
              at "cny"}}}}
              hint: write three capital letters, as in CNY
            CURRENCY_WITHOUT_MINOR_UNIT
              line 7, column 100, command.pay_fund.sum.currency: XAU has no minor unit, so no amount of it can be kept
              at "XAU"}}}}
              hint: write the code of a currency
            TEXT_EMPTY
              line 8, column 178, command.place_order.client_order_id: client order id "" has length 0, but at least 1 is needed
              at ""}}}
              hint: write something, or leave the field out where it may be
            TEXT_CONTROL_CHARACTER
              line 9, column 178, command.place_order.client_order_id: client order id "PO\u{7}" has a control character at place 3
              at "PO\u0007"}}}
              hint: remove it
            TEXT_TOO_LONG
              line 10, column 178, command.place_order.client_order_id: client order id "123456789012345678901234567890123456" has length 36, but at most 35 is allowed
              at "12345678901234567890123
              hint: write no more than are allowed
            CODE_MALFORMED
              line 11, column 85, command.place_order.instrument: instrument code "cnchq" has 'c' at place 1, but must be a capital letter or digit, then capital letters, digits, and any of . / + -
              at "cnchq","side":"bid","qu
              hint: spell it as expected
            TEXT_TOO_SHORT
              line 12, column 197, command.list_service.service.unit.boxes: equipment type "22" has length 2, but at least 4 is needed
              at "22"},"cut_off":"2026-03
              hint: write as many as are needed
            EQUIPMENT_MALFORMED
              line 13, column 197, command.list_service.service.unit.boxes: equipment type "9999" must be a size-type of ISO 6346: length, height, a letter, a digit or letter
              at "9999"},"cut_off":"2026-
              hint: write four characters, as in 22G1
            WORD_BARE
              line 14, column 188, command.list_service.service.unit: "boxes" stands alone, but something belongs behind it
              at "boxes","cut_off":"2026-
              hint: write {"boxes": …}
            WORD_LADEN
              line 15, column 198, command.list_service.service.unit.tonnes: "tonnes" stands alone, but the number 1 was written behind it
              at 1},"cut_off":"2026-03-01
              hint: write "tonnes"
            WINDOW_NOT_IN_CALENDAR
              line 16, column 171, command.list_service.service.window: window "2026W54" names "2026W54", which is not in the calendar
              at "2026W54","unit":{"boxes
              hint: look at a calendar
            WINDOW_MALFORMED
              line 17, column 171, command.list_service.service.window: window "spring" is none of 2026W14, 2026-03-02 and 2026-03-02..2026-03-08
              at "spring","unit":{"boxes"
              hint: write 2026W14, 2026-03-02 or 2026-03-02..2026-03-08
            LANE_ENDS_EQUAL
              line 18, column 106, command.list_service.service.movement: a lane from CNCHQ must lead to another place, but it leads to CNCHQ
              at {"origin":"CNCHQ","desti
              hint: name another place; or list a handling
            SERVICE_PROMISE_NOT_ONE
              line 19, column 94, command.list_service.service: a service is one of movement, handling and through, but 0 are given
              at {"movement":null,"window
              hint: write exactly one
            SERVICE_PROMISE_NOT_ONE
              line 20, column 94, command.list_service.service: a service is one of movement, handling and through, but 2 are given
              at {"movement":{"origin":"C
              hint: write exactly one
            NUMBER_OUT_OF_RANGE
              line 21, column 261, command.list_service.service.longest_transit_days: longest_transit_days is the number 70000, but a whole number from 0 to 65535 belongs here
              at 70000}}}}
              hint: write a whole number in the range, without point and exponent
            NUMBER_OUT_OF_RANGE
              line 22, column 80, command.nominate.carriage: carriage is the number 0, but a whole number from 1 to 9007199254740991 belongs here
              at 0,"units":[]}}}
              hint: write a whole number in the range, without point and exponent
            CONTAINER_MALFORMED
              line 23, column 98, command.nominate.units[0].box: container number "MSKX6011672" must be three letters, then U, J or Z, then seven digits
              at "MSKX6011672"}]}}}
              hint: write three letters, then U, J or Z, then seven digits
            ORDER_ID_MALFORMED
              line 24, column 87, command.cancel_order.order.id: order number "16777216" is not the letter O and digits, as in O16777216
              at "16777216"}}}}
              hint: write the id as it was told
            ORDER_ID_BELOW_FIRST
              line 25, column 87, command.cancel_order.order.id: order number "O5" is below the first one, O16777216
              at "O5"}}}}
              hint: write the id as it was told
        "#]],
    );
}
