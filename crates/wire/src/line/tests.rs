//! Tests of reading: what a good line is, and how each kind of bad line is told.

use expect_test::{Expect, expect};

use super::{read_bytes, read_line, write_line};

/// Puts a command into a line of which the rest is good.
fn with(command: &str) -> String {
    format!(r#"{{"at":"2026-03-02T01:00:00Z","actor":"birch","command":{command}}}"#)
}

/// Puts fields into an order of which the rest is good, in place of those with the same names.
fn order(fields: &[(&str, &str)]) -> String {
    let good = [
        ("instrument", r#""X/CNY""#),
        ("side", r#""bid""#),
        ("quantity", "20"),
        ("limit", r#""1900.00""#),
        ("time_in_force", r#""gtc""#),
    ];
    let mut written: Vec<String> = Vec::new();
    for (name, value) in good {
        let value = fields.iter().find(|(field, _)| *field == name).map_or(value, |(_, value)| value);
        written.push(format!("{name:?}:{value}"));
    }
    for (name, value) in fields.iter().filter(|(field, _)| !good.iter().any(|(name, _)| name == field)) {
        written.push(format!("{name:?}:{value}"));
    }
    with(&format!(r#"{{"place_order":{{{}}}}}"#, written.join(",")))
}

/// Shows each line, cut before what is wrong, and how it is told.
fn check(lines: &[String], expect: &Expect) {
    let mut told = String::new();
    for (line, number) in lines.iter().zip(1..) {
        let wrong = read_line(line, number).expect_err(line);
        let shown = |character: char| if character.is_control() { '·' } else { character };
        let rest: String = line.chars().skip(wrong.column - 1).take(24).map(shown).collect();
        told.push_str(&format!(
            "{}\n  {wrong}\n  at {}\n  hint: {}\n",
            wrong.code,
            rest.trim_end(),
            wrong.hint
        ));
    }
    expect.assert_eq(&told);
}

/// Shows how each value of one field is told.
fn check_values(field: &str, values: &[&str], expect: &Expect) {
    let mut told = String::new();
    for (value, number) in values.iter().zip(1..) {
        let line = order(&[(field, value)]);
        match read_line(&line, number) {
            Ok(_) => told.push_str(&format!("{value} is read\n")),
            Err(wrong) => {
                assert!(
                    line.chars().skip(wrong.column - 1).collect::<String>().starts_with(value),
                    "{wrong}"
                );
                assert_eq!(wrong.path, format!("command.place_order.{field}"));
                told.push_str(&format!("{}: {}; {}\n", wrong.code, wrong.message, wrong.hint));
            }
        }
    }
    expect.assert_eq(&told);
}

#[test]
fn a_good_line_is_written_as_it_was_read() {
    let lines = [
        r#"{"at":"2026-03-02T01:00:00Z","actor":"birch","key":"birch-17","command":{"cancel_order":{"order":{"client":"PO-1"}}}}"#,
        r#"{"at":"2026-03-02T01:00:00.5Z","actor":"exchange","command":{"advance":{}}}"#,
        r#"{"at":"2026-03-02T01:00:00Z","actor":"birch","command":{"place_order":{"instrument":"CNCHQ-CNSGH/2026W10/22G1/CNY","side":"bid","quantity":20,"limit":"1900.00","time_in_force":"gtc"}}}"#,
        r#"{"at":"2026-03-02T01:00:00Z","actor":"birch","command":{"nominate":{"carriage":1,"units":[{"box":"MSKU6011672"},{"cargo":{"number":"LOT-1","quantity":25}}]}}}"#,
        r#"{"at":"2026-03-02T01:00:00Z","actor":"exchange","command":{"list_service":{"code":"X","service":{"handling":{"place":"CNSGH","from":"barge","to":"sea"},"window":"2026W10","unit":"moves","cut_off":"2026-03-01T10:00:00Z","longest_transit_days":14}}}}"#,
    ];
    for text in lines {
        let line = read_line(text, 1).expect("a good line is read");
        let mut written = Vec::new();
        write_line(&mut written, &line);
        assert_eq!(String::from_utf8(written).expect("JSON is UTF-8"), format!("{text}\n"));
        assert_eq!(read_line(&format!("{text}\r\n"), 1), Ok(line), "a line may bring its line break");
    }
}

#[test]
fn the_text_of_a_line_is_checked_first() {
    let lines = [
        "",
        " \t ",
        "{\u{0}}",
        "\u{feff}{}",
        "{\"at\u{7f}",
        "{\r}",
        "{\n}",
        "{\"a\\\"\t",
        "{\t\"a\\\\\"\t:\"\u{1}",
    ];
    let lines = lines.map(str::to_owned);
    check(
        &lines,
        &expect![[r#"
            LINE_EMPTY
              line 1, column 1: the line has 0 characters that count
              at 
              hint: write one command a line, or leave the line out
            LINE_EMPTY
              line 2, column 1: the line has 0 characters that count
              at  ·
              hint: write one command a line, or leave the line out
            LINE_CONTROL_CHARACTER
              line 3, column 2: character 2 of the line is '\0'
              at ·}
              hint: remove it; inside a text JSON writes a line break as \n, but no field here takes one
            LINE_CONTROL_CHARACTER
              line 4, column 1: character 1 of the line is '\u{feff}'
              at ﻿{}
              hint: remove it; inside a text JSON writes a line break as \n, but no field here takes one
            LINE_CONTROL_CHARACTER
              line 5, column 5: character 5 of the line is '\u{7f}'
              at ·
              hint: remove it; inside a text JSON writes a line break as \n, but no field here takes one
            LINE_CONTROL_CHARACTER
              line 6, column 2: character 2 of the line is '\r'
              at ·}
              hint: remove it; inside a text JSON writes a line break as \n, but no field here takes one
            LINE_CONTROL_CHARACTER
              line 7, column 2: character 2 of the line is '\n'
              at ·}
              hint: remove it; inside a text JSON writes a line break as \n, but no field here takes one
            LINE_CONTROL_CHARACTER
              line 8, column 6: character 6 of the line is '\t'
              at ·
              hint: remove it; inside a text JSON writes a line break as \n, but no field here takes one
            LINE_CONTROL_CHARACTER
              line 9, column 11: character 11 of the line is '\u{1}'
              at ·
              hint: remove it; inside a text JSON writes a line break as \n, but no field here takes one
        "#]],
    );
    let wrong = read_bytes(b"{\"at\": \"\xc3\xa9\xff\"}", 7).expect_err("no UTF-8");
    expect![
        "LINE_NOT_UTF8 line 7, column 10: byte 0xff does not belong to UTF-8 here; save the file as UTF-8"
    ]
    .assert_eq(&format!("{} {wrong}; {}", wrong.code, wrong.hint));
}

#[test]
fn then_the_line_must_be_json() {
    let good = with(r#"{"advance":{}}"#);
    let lines = [
        "nonsense".to_owned(),
        "{".to_owned(),
        r#"{"at":"#.to_owned(),
        r#"{"at":"2026-03-02T01:00:00Z",}"#.to_owned(),
        r#"{'at':"2026-03-02T01:00:00Z"}"#.to_owned(),
        r#"{"at":"2026-03-02T01:00:00Z" "actor":"birch"}"#.to_owned(),
        with(r#"{"advance":{}"#),
        with(r#"{"advance":{"x":01}}"#),
        with(r#"{"advance":{"x":NaN}}"#),
        with(r#"{"advance":{"x":.5}}"#),
        with(r#"{"advance":{"x":+1}}"#),
        with(r#"{"advance":{"x":"a\q"}}"#),
        order(&[("client_order_id", r#""\ud800""#)]),
        format!("{good} {good}"),
        format!("{good},"),
    ];
    check(
        &lines,
        &expect![[r#"
        MALFORMED_JSON
          line 1, column 2: the line is no JSON: expected true, false or null
          at onsense
          hint: look at the character in this column
        MALFORMED_JSON
          line 2, column 2: the line ends inside an object
          at 
          hint: write what is missing at the end
        MALFORMED_JSON
          line 3, column 7: the line ends inside a value
          at 
          hint: write what is missing at the end
        MALFORMED_JSON
          line 4, column 30: the line is no JSON: key must be a string
          at }
          hint: look at the character in this column
        MALFORMED_JSON
          line 5, column 2: the line is no JSON: key must be a string
          at 'at':"2026-03-02T01:00:0
          hint: look at the character in this column
        MALFORMED_JSON
          line 6, column 30: the line is no JSON: expected `,` or `}`
          at "actor":"birch"}
          hint: look at the character in this column
        MALFORMED_JSON
          line 7, column 70: the line ends inside an object
          at 
          hint: write what is missing at the end
        MALFORMED_JSON
          line 8, column 73: the line is no JSON: invalid number
          at 1}}}
          hint: look at the character in this column
        MALFORMED_JSON
          line 9, column 72: the line is no JSON: expected value
          at NaN}}}
          hint: look at the character in this column
        MALFORMED_JSON
          line 10, column 72: the line is no JSON: expected value
          at .5}}}
          hint: look at the character in this column
        MALFORMED_JSON
          line 11, column 72: the line is no JSON: expected value
          at +1}}}
          hint: look at the character in this column
        MALFORMED_JSON
          line 12, column 75: the line is no JSON: invalid escape
          at q"}}}
          hint: look at the character in this column
        MALFORMED_JSON
          line 13, column 178, command.place_order.client_order_id: client_order_id is no JSON: unexpected end of hex escape
          at "\ud800"}}}
          hint: look at the character in this column
        TRAILING_CHARACTERS
          line 14, column 72: more follows behind the first value
          at {"at":"2026-03-02T01:00:
          hint: write one command a line, with nothing behind it
        TRAILING_CHARACTERS
          line 15, column 71: more follows behind the first value
          at ,
          hint: write one command a line, with nothing behind it
    "#]],
    );
}

#[test]
fn then_its_fields() {
    let lines = [
        "[]".to_owned(),
        "12".to_owned(),
        "null".to_owned(),
        r#"["2026-03-02T01:00:00Z","birch",null,{"advance":{}}]"#.to_owned(),
        "{}".to_owned(),
        r#"{"at":"2026-03-02T01:00:00Z","actor":"birch"}"#.to_owned(),
        r#"{"at":"2026-03-02T01:00:00Z","actor":"birch","actor":"alder","command":{"advance":{}}}"#
            .to_owned(),
        r#"{"At":"2026-03-02T01:00:00Z","actor":"birch","command":{"advance":{}}}"#.to_owned(),
        r#"{"at":"2026-03-02T01:00:00Z","actor":"birch","command":{"advance":{}},"note":"ü"}"#.to_owned(),
        with("{}"),
        with("null"),
        with("7"),
        with(r#""advance""#),
        with(r#"{"place_ordr":{}}"#),
        with(r#"{"frobnicate":{}}"#),
        with(r#"{"advance":{},"advance":{}}"#),
        with(r#"{"advance":{},"sweep":{}}"#),
        with(r#"{"advance":{"now":true}}"#),
        with(r#"{"advance":[]}"#),
        with(r#"{"pay_fund":{"sum":["10.00","CNY"]}}"#),
        with(r#"{"pay_fund":{"sum":{"amount":"10.00","currency":"CNY","currency":"USD"}}}"#),
        with(r#"{"pay_fund":{"sum":{"amount":"10.00","ccy":"CNY"}}}"#),
        with(r#"{"pay_fund":{"sum":{"amount":"10.00"}}}"#),
        with(r#"{"pay_fund":{}}"#),
        with(r#"{"cancel_order":{"order":"O16777216"}}"#),
        with(r#"{"cancel_order":{"order":{"id":"O16777216","client":"PO-1"}}}"#),
        with(r#"{"cancel_order":{"order":{"id":"O16777216","id":"O16777216"}}}"#),
        with(r#"{"cancel_order":{"order":{"number":"O16777216"}}}"#),
        with(r#"{"nominate":{"carriage":1,"units":[{"box":"MSKU6011672"},{"boxes":"MSKU6011672"}]}}"#),
        with(r#"{"nominate":{"carriage":1,"units":[{"cargo":{"number":"A","quantity":0}}]}}"#),
        with(r#"{"nominate":{"carriage":1,"units":{}}}"#),
        with(r#"{"roll":{"carriage":1,"units":{"unnamed":"3"}}}"#),
        with(r#"{"admit_member":{"member":"birch","name":"Birch","roles":["shipper","sailor"]}}"#),
        with(r#"{"admit_member":{"member":"birch","name":"Birch","roles":["shipper",{"carrier":null}]}}"#),
        with(r#"{"admit_member":{"member":"birch","name":"Birch","roles":["shipper","shipper"]}}"#),
        with(r#"{"admit_member":{"member":"birch","name":"Bi\u0000rch","roles":[]}}"#),
        with(&format!(r#"{{"pay_fund":{{"sum":{}1{}}}}}"#, "[".repeat(9999), "]".repeat(9999))),
        with(&format!(r#"{{"pay_fund":{}1{}}}"#, r#"{"sum":"#.repeat(9999), "}".repeat(9999))),
        order(&[("side", r#""buy""#)]),
        order(&[("side", r#""Bid""#)]),
        order(&[("side", r#"{"bid":1}"#)]),
        order(&[("side", "1")]),
        order(&[("post_only", r#""yes""#)]),
        order(&[("client_order_id", "17")]),
        order(&[("instrument", "null")]),
        order(&[("price", r#""1""#)]),
        with(r#"{"pay_fund":{"s\u0075m":5}}"#),
        with(r#"{"pay_fund":{"\u0007\u2028":5}}"#),
        with(&format!(r#"{{"pay_fund":{{"{}":5}}}}"#, "long".repeat(99))),
    ];
    check(
        &lines,
        &expect![[r#"
            WRONG_TYPE
              line 1, column 1: the line is a list, but an object belongs here
              at []
              hint: write the fields with their names, in braces
            WRONG_TYPE
              line 2, column 1: the line is the number 12, but an object belongs here
              at 12
              hint: write the fields with their names, in braces
            WRONG_TYPE
              line 3, column 1: the line is null, but an object belongs here
              at null
              hint: write a value, or leave the field out where it may be
            WRONG_TYPE
              line 4, column 1: the line is a list, but an object belongs here
              at ["2026-03-02T01:00:00Z",
              hint: write the fields with their names, in braces
            MISSING_FIELD
              line 5, column 1, at: the line has no field "at", but must have it
              at {}
              hint: add the field
            MISSING_FIELD
              line 6, column 1, command: the line has no field "command", but must have it
              at {"at":"2026-03-02T01:00:
              hint: add the field
            DUPLICATE_FIELD
              line 7, column 46, actor: field "actor" stands twice
              at "actor":"alder","command
              hint: leave one of them
            UNKNOWN_FIELD
              line 8, column 2, At: the line has no field "At"
              at "At":"2026-03-02T01:00:0
              hint: did you mean "at"?
            UNKNOWN_FIELD
              line 9, column 71, note: the line has no field "note"
              at "note":"ü"}
              hint: known here: at, actor, key, command
            NOT_ONE_NAME
              line 10, column 56, command: command names nothing, but exactly one name belongs here
              at {}}
              hint: write one name, and what belongs to it behind it
            WRONG_TYPE
              line 11, column 56, command: command is null, but one of 33 names belongs here
              at null}
              hint: known here: admit_member, set_terms, list_place, list_service, list_instrument, declare_capacity, receive, allocate_receipt, place_order, amend_order, cancel_order, nominate, record_milestone, correct_milestone, withdraw_milestone, call_escrow, cancel_carriage, roll, accrue_storage, bill_storage, open_netting, close_netting, send_payment, book_payment, return_payment, refuse_payment, withdraw_money, pay_fund, pay_tax, book_bank_charge, buy_fx, sweep, advance
            WRONG_TYPE
              line 12, column 56, command: command is the number 7, but one of 33 names belongs here
              at 7}
              hint: known here: admit_member, set_terms, list_place, list_service, list_instrument, declare_capacity, receive, allocate_receipt, place_order, amend_order, cancel_order, nominate, record_milestone, correct_milestone, withdraw_milestone, call_escrow, cancel_carriage, roll, accrue_storage, bill_storage, open_netting, close_netting, send_payment, book_payment, return_payment, refuse_payment, withdraw_money, pay_fund, pay_tax, book_bank_charge, buy_fx, sweep, advance
            WORD_BARE
              line 13, column 56, command: "advance" stands alone, but something belongs behind it
              at "advance"}
              hint: write {"advance": …}
            UNKNOWN_COMMAND
              line 14, column 57, command: "place_ordr" is no command
              at "place_ordr":{}}}
              hint: did you mean "place_order"?
            UNKNOWN_COMMAND
              line 15, column 57, command: "frobnicate" is no command
              at "frobnicate":{}}}
              hint: known here: admit_member, set_terms, list_place, list_service, list_instrument, declare_capacity, receive, allocate_receipt, place_order, amend_order, cancel_order, nominate, record_milestone, correct_milestone, withdraw_milestone, call_escrow, cancel_carriage, roll, accrue_storage, bill_storage, open_netting, close_netting, send_payment, book_payment, return_payment, refuse_payment, withdraw_money, pay_fund, pay_tax, book_bank_charge, buy_fx, sweep, advance
            DUPLICATE_FIELD
              line 16, column 70, command.advance: field "advance" stands twice
              at "advance":{}}}
              hint: leave one of them
            NOT_ONE_NAME
              line 17, column 56, command: command has 2 names, "advance" and "sweep" among them, but exactly one belongs here
              at {"advance":{},"sweep":{}
              hint: write one name, and what belongs to it behind it
            UNKNOWN_FIELD
              line 18, column 68, command.advance.now: advance has no field "now"
              at "now":true}}}
              hint: nothing stands in this object
            WRONG_TYPE
              line 19, column 67, command.advance: advance is a list, but an object belongs here
              at []}}
              hint: write the fields with their names, in braces
            WRONG_TYPE
              line 20, column 75, command.pay_fund.sum: sum is a list, but an object belongs here
              at ["10.00","CNY"]}}}
              hint: write the fields with their names, in braces
            DUPLICATE_FIELD
              line 21, column 110, command.pay_fund.sum.currency: field "currency" stands twice
              at "currency":"USD"}}}}
              hint: leave one of them
            UNKNOWN_FIELD
              line 22, column 93, command.pay_fund.sum.ccy: sum has no field "ccy"
              at "ccy":"CNY"}}}}
              hint: known here: amount, currency
            MISSING_FIELD
              line 23, column 75, command.pay_fund.sum.currency: sum has no field "currency", but must have it
              at {"amount":"10.00"}}}}
              hint: add the field
            MISSING_FIELD
              line 24, column 68, command.pay_fund.sum: pay_fund has no field "sum", but must have it
              at {}}}
              hint: add the field
            UNKNOWN_WORD
              line 25, column 81, command.cancel_order.order: order is "O16777216", which is not known here
              at "O16777216"}}}
              hint: known here: id, client
            NOT_ONE_NAME
              line 26, column 81, command.cancel_order.order: order has 2 names, "id" and "client" among them, but exactly one belongs here
              at {"id":"O16777216","clien
              hint: write one name, and what belongs to it behind it
            DUPLICATE_FIELD
              line 27, column 99, command.cancel_order.order.id: field "id" stands twice
              at "id":"O16777216"}}}}
              hint: leave one of them
            UNKNOWN_WORD
              line 28, column 82, command.cancel_order.order: order is "number", which is not known here
              at "number":"O16777216"}}}}
              hint: known here: id, client
            UNKNOWN_WORD
              line 29, column 114, command.nominate.units[1]: units[1] is "boxes", which is not known here
              at "boxes":"MSKU6011672"}]}
              hint: did you mean "box"?
            NUMBER_OUT_OF_RANGE
              line 30, column 125, command.nominate.units[0].cargo.quantity: quantity is the number 0, but a whole number from 1 to 4294967295 belongs here
              at 0}}]}}}
              hint: write a whole number in the range, without point and exponent
            WRONG_TYPE
              line 31, column 90, command.nominate.units: units is an object, but a list belongs here
              at {}}}}
              hint: write the items in brackets
            WRONG_TYPE
              line 32, column 97, command.roll.units.unnamed: unnamed is the text "3", but a whole number from 0 to 4294967295 belongs here
              at "3"}}}}
              hint: write a whole number, without quotes
            UNKNOWN_WORD
              line 33, column 124, command.admit_member.roles[1]: roles[1] is "sailor", which is not known here
              at "sailor"]}}}
              hint: known here: carrier, shipper, forwarder, warehouse, exchange
            WORD_LADEN
              line 34, column 135, command.admit_member.roles[1].carrier: "carrier" stands alone, but null was written behind it
              at null}]}}}
              hint: write "carrier"
            ROLE_TWICE
              line 35, column 113, command.admit_member.roles: role shipper is named twice, but once is enough
              at ["shipper","shipper"]}}}
              hint: name it once
            TEXT_CONTROL_CHARACTER
              line 36, column 97, command.admit_member.name: name "Bi\0rch" has a control character at place 3
              at "Bi\u0000rch","roles":[]
              hint: remove it
            WRONG_TYPE
              line 37, column 75, command.pay_fund.sum: sum is a list, but an object belongs here
              at [[[[[[[[[[[[[[[[[[[[[[[[
              hint: write the fields with their names, in braces
            UNKNOWN_FIELD
              line 38, column 76, command.pay_fund.sum.sum: sum has no field "sum"
              at "sum":{"sum":{"sum":{"su
              hint: known here: amount, currency
            UNKNOWN_WORD
              line 39, column 100, command.place_order.side: side is "buy", which is not known here
              at "buy","quantity":20,"lim
              hint: known here: bid, ask
            UNKNOWN_WORD
              line 40, column 100, command.place_order.side: side is "Bid", which is not known here
              at "Bid","quantity":20,"lim
              hint: did you mean "bid"?
            WORD_LADEN
              line 41, column 107, command.place_order.side.bid: "bid" stands alone, but the number 1 was written behind it
              at 1},"quantity":20,"limit"
              hint: write "bid"
            WRONG_TYPE
              line 42, column 100, command.place_order.side: side is the number 1, but one of 2 names belongs here
              at 1,"quantity":20,"limit":
              hint: known here: bid, ask
            WRONG_TYPE
              line 43, column 172, command.place_order.post_only: post_only is the text "yes", but true or false belongs here
              at "yes"}}}
              hint: write true or false, without quotes
            WRONG_TYPE
              line 44, column 178, command.place_order.client_order_id: client_order_id is the number 17, but a client order id as a string belongs here
              at 17}}}
              hint: write a text, in quotes
            WRONG_TYPE
              line 45, column 85, command.place_order.instrument: instrument is null, but an instrument code as a string belongs here
              at null,"side":"bid","quant
              hint: write a value, or leave the field out where it may be
            UNKNOWN_FIELD
              line 46, column 160, command.place_order.price: place_order has no field "price"
              at "price":"1"}}}
              hint: known here: instrument, side, quantity, limit, time_in_force, post_only, client_order_id
            WRONG_TYPE
              line 47, column 80, command.pay_fund.sum: sum is the number 5, but an object belongs here
              at 5}}}
              hint: write the fields with their names, in braces
            UNKNOWN_FIELD
              line 48, column 69, command.pay_fund.\u{7}\u{2028}: pay_fund has no field "\u{7}\u{2028}"
              at "\u0007\u2028":5}}}
              hint: known here: sum
            UNKNOWN_FIELD
              line 49, column 69, command.pay_fund.longlonglonglonglonglonglonglonglonglong…: pay_fund has no field "longlonglonglonglonglonglonglonglonglong…"
              at "longlonglonglonglonglon
              hint: known here: sum
        "#]],
    );
}

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
            DECIMAL_MALFORMED: "1_000" is not a decimal: only digits, one point, and a leading minus are allowed; write digits, perhaps a point and digits: no +, no exponent, no grouping, no leading zero
            DECIMAL_MALFORMED: "1,000" is not a decimal: only digits, one point, and a leading minus are allowed; write digits, perhaps a point and digits: no +, no exponent, no grouping, no leading zero
            DECIMAL_MALFORMED: "1e3" is not a decimal: only digits, one point, and a leading minus are allowed; write digits, perhaps a point and digits: no +, no exponent, no grouping, no leading zero
            DECIMAL_MALFORMED: ".5" is not a decimal: a digit must stand before the point; write digits, perhaps a point and digits: no +, no exponent, no grouping, no leading zero
            DECIMAL_MALFORMED: "5." is not a decimal: a digit must follow the point; write digits, perhaps a point and digits: no +, no exponent, no grouping, no leading zero
            DECIMAL_MALFORMED: "+1" is not a decimal: only digits, one point, and a leading minus are allowed; write digits, perhaps a point and digits: no +, no exponent, no grouping, no leading zero
            DECIMAL_NEGATIVE_ZERO: "-0" is a negative zero: write it without its sign; write it without its sign
            DECIMAL_NEGATIVE_ZERO: "-0.00" is a negative zero: write it without its sign; write it without its sign
            DECIMAL_MALFORMED: "007" is not a decimal: it must not begin with a zero that does not count; write digits, perhaps a point and digits: no +, no exponent, no grouping, no leading zero
            DECIMAL_MALFORMED: "" is not a decimal: a digit must stand before the point; write digits, perhaps a point and digits: no +, no exponent, no grouping, no leading zero
            DECIMAL_MALFORMED: " 1" is not a decimal: only digits, one point, and a leading minus are allowed; write digits, perhaps a point and digits: no +, no exponent, no grouping, no leading zero
            DECIMAL_TOO_MANY_DIGITS: "1.123456789" has 9 digits after the point, but at most 8 are allowed here; write no more digits than are allowed here
            PRICE_NOT_POSITIVE: price 0 must be more than zero; write a price above zero
            PRICE_NOT_POSITIVE: price -5 must be more than zero; write a price above zero
            PRICE_OUT_OF_RANGE: price 10000000000.01 is more than 10000000000; write a lower price
            DECIMAL_TOO_LARGE: "1234567890123456789" has 19 digits before the point, but at most 18 are allowed; write at most 18
            DECIMAL_MALFORMED: "NaN" is not a decimal: only digits, one point, and a leading minus are allowed; write digits, perhaps a point and digits: no +, no exponent, no grouping, no leading zero
            WRONG_TYPE: limit is true, but a price as a string belongs here; write a text, in quotes
            WRONG_TYPE: limit is an object, but a price as a string belongs here; write a text, in quotes
            DECIMAL_MALFORMED: "1\0" is not a decimal: only digits, one point, and a leading minus are allowed; write digits, perhaps a point and digits: no +, no exponent, no grouping, no leading zero
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
              line 1, column 85, command.pay_fund.sum.amount: "1.001" has 3 digits after the point, but CNY has 2
              at "1.001","currency":"CNY"
              hint: write no more digits than are allowed here
            DECIMAL_TOO_MANY_DIGITS
              line 2, column 85, command.pay_fund.sum.amount: "1.5" has 1 digits after the point, but JPY has 0
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
              hint: write the id as an event told it
            ORDER_ID_BELOW_FIRST
              line 25, column 87, command.cancel_order.order.id: order number "O5" is below the first one, O16777216
              at "O5"}}}}
              hint: write the id as an event told it
        "#]],
    );
}
