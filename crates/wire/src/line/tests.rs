//! Tests of reading: what a good line is, and how each kind of bad line is told.

use expect_test::{Expect, expect};

use super::{read_bytes, read_line, write_line};

mod values;

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
              hint: write a command, or leave it out
            LINE_EMPTY
              line 2, column 1: the line has 0 characters that count
              at  ·
              hint: write a command, or leave it out
            LINE_CONTROL_CHARACTER
              line 3, column 2: '\0' stands here, which nobody would see
              at ·}
              hint: remove it; inside a text JSON writes a line break as \n, but no field here takes one
            LINE_CONTROL_CHARACTER
              line 4, column 1: '\u{feff}' stands here, which nobody would see
              at ﻿{}
              hint: remove it; inside a text JSON writes a line break as \n, but no field here takes one
            LINE_CONTROL_CHARACTER
              line 5, column 5: '\u{7f}' stands here, which nobody would see
              at ·
              hint: remove it; inside a text JSON writes a line break as \n, but no field here takes one
            LINE_CONTROL_CHARACTER
              line 6, column 2: '\r' stands here, which nobody would see
              at ·}
              hint: remove it; inside a text JSON writes a line break as \n, but no field here takes one
            LINE_CONTROL_CHARACTER
              line 7, column 2: '\n' stands here, which nobody would see
              at ·}
              hint: remove it; inside a text JSON writes a line break as \n, but no field here takes one
            LINE_CONTROL_CHARACTER
              line 8, column 6: '\t' stands here, which nobody would see
              at ·
              hint: remove it; inside a text JSON writes a line break as \n, but no field here takes one
            LINE_CONTROL_CHARACTER
              line 9, column 11: '\u{1}' stands here, which nobody would see
              at ·
              hint: remove it; inside a text JSON writes a line break as \n, but no field here takes one
        "#]],
    );
    let wrong = read_bytes(b"{\"at\": \"\xc3\xa9\xff\"}", 7).expect_err("no UTF-8");
    expect!["LINE_NOT_UTF8 line 7, column 10: byte 0xff does not belong to UTF-8 here; write it in UTF-8"]
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
          hint: write one command, with nothing behind it
        TRAILING_CHARACTERS
          line 15, column 71: more follows behind the first value
          at ,
          hint: write one command, with nothing behind it
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
              hint: give it once
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
              hint: give it once
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
              hint: give it once
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
              hint: give it once
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
