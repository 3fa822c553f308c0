//! `laycan run`, as a shell sees it: arguments and input in, output, errors and an exit code out.

mod shell;

use expect_test::{Expect, expect};
use shell::Shell;

/// A small market: a carrier with capacity, two shippers with money, one book.
const MARKET: &str = r#"{"at": "2026-02-27T01:00:00Z", "actor": "exchange", "command": {"admit_member": {"member": "alder", "name": "Alder Barges", "roles": ["carrier"]}}}
{"at": "2026-02-27T01:00:00Z", "actor": "exchange", "command": {"admit_member": {"member": "birch", "name": "Birch Trading", "roles": ["shipper"]}}}
{"at": "2026-02-27T01:00:00Z", "actor": "exchange", "command": {"list_place": {"place": {"code": "CNCHQ", "name": "Chongqing", "country": "CN", "functions": "1-------", "clock": [{"from": "1970-01-01T00:00:00Z", "seconds": 28800}]}}}}
{"at": "2026-02-27T01:00:00Z", "actor": "exchange", "command": {"list_place": {"place": {"code": "CNSGH", "name": "Shanghai", "country": "CN", "functions": "1-------", "clock": [{"from": "1970-01-01T00:00:00Z", "seconds": 28800}]}}}}
{"at": "2026-02-27T01:00:00Z", "actor": "exchange", "command": {"set_terms": {"code": "river", "terms": {"deposit": {"shipper": "0.15", "carrier": "0.15"}, "fee": {"maker": "0.002", "taker": "0.002"}, "fee_tax": "0.06", "freight_tax": "0.09", "storage_tax": "0.06", "tranches": [{"weight": "1", "needs": ["LOAD"]}], "no_show": {"rate": "0.3", "house_share": "0.1"}, "roll": {"rate": "0.3", "house_share": "0.1"}, "cancellation": {"bands": [], "house_share": "0"}, "call_hours": 72, "closing_days": 3}}}}
{"at": "2026-02-27T01:00:00Z", "actor": "exchange", "command": {"list_service": {"code": "RIVER", "service": {"movement": {"origin": "CNCHQ", "destination": "CNSGH", "mode": "barge"}, "window": "2026W10", "unit": {"boxes": "22G1"}, "cut_off": "2026-03-07T16:00:00Z", "longest_transit_days": 13}}}}
{"at": "2026-02-27T01:00:00Z", "actor": "exchange", "command": {"list_instrument": {"code": "RIVER/CNY", "service": "RIVER", "currency": "CNY", "tick": "1.00", "lot": 1, "terms": "river"}}}
{"at": "2026-02-27T01:00:00Z", "actor": "exchange", "command": {"receive": {"member": "alder", "sum": {"amount": "40000.00", "currency": "CNY"}, "reference": "A"}}}
{"at": "2026-02-27T01:00:00Z", "actor": "exchange", "command": {"receive": {"member": "birch", "sum": {"amount": "5000.00", "currency": "CNY"}, "reference": "B"}}}
{"at": "2026-02-27T01:00:00Z", "actor": "alder", "command": {"declare_capacity": {"service": "RIVER", "quantity": 40}}}
"#;

const ASK: &str = r#"{"at": "2026-02-27T01:01:00Z", "actor": "alder", "command": {"place_order": {"instrument": "RIVER/CNY", "side": "ask", "quantity": 20, "limit": "1850.00", "time_in_force": "gtc", "client_order_id": "A-1"}}}
"#;
const BID: &str = r#"{"at": "2026-02-27T01:02:00Z", "actor": "birch", "command": {"place_order": {"instrument": "RIVER/CNY", "side": "bid", "quantity": 12, "limit": "1860.00", "time_in_force": "gtc", "client_order_id": "B-1"}}}
"#;
/// More than birch can pay for.
const TOO_MUCH: &str = r#"{"at": "2026-02-27T01:03:00Z", "actor": "birch", "command": {"place_order": {"instrument": "RIVER/CNY", "side": "bid", "quantity": 30, "limit": "1860.00", "time_in_force": "gtc", "client_order_id": "B-2"}}}
"#;
const BACK_IN_TIME: &str = r#"{"at": "2026-02-26T00:00:00Z", "actor": "birch", "command": {"withdraw_money": {"sum": {"amount": "1.00", "currency": "CNY"}}}}
"#;
/// A price as a number, where a string belongs.
const UNREADABLE: &str = r#"{"at": "2026-02-27T01:04:00Z", "actor": "birch", "command": {"amend_order": {"order": {"client": "B-1"}, "quantity": 3, "limit": 1860.5}}}
"#;

fn check(arguments: &[&str], input: &[&str], expected: &Expect) {
    expected.assert_eq(&Shell::run(arguments, &input.concat()));
}

#[test]
fn events_are_told_as_lines_of_json() {
    check(
        &["run", "-"],
        &[&MARKET.lines().take(1).collect::<String>()],
        &expect![[r#"
        exit 0
        {"sequence":1,"at":"2026-02-27T01:00:00Z","event":{"member_admitted":{"member":"alder","name":"Alder Barges","roles":["carrier"]}}}
    "#]],
    );
}

#[test]
fn a_trade_is_told_with_everything_that_follows_from_it() {
    let told = Shell::run(&["run", "-"], &[MARKET, ASK, BID].concat());
    let since =
        told.lines().filter(|line| line.starts_with(r#"{"sequence":12,"#) || line.starts_with("exit"));
    expect![[r#"
        exit 0
        {"sequence":12,"at":"2026-02-27T01:02:00Z","event":{"order_accepted":{"order":"O33554433","client_order_id":"B-1","member":"birch","instrument":"RIVER/CNY","side":"bid","quantity":12,"limit":"1860.00","time_in_force":"gtc"}}}
        {"sequence":12,"at":"2026-02-27T01:02:00Z","event":{"trade":{"trade":1,"instrument":"RIVER/CNY","price":"1850.00","quantity":12,"shipper":"birch","carrier":"alder","taker":"O33554433","taker_client_order_id":"B-1","maker":"O16777216","maker_client_order_id":"A-1","taker_side":"bid","taker_open":0,"maker_open":8}}}
        {"sequence":12,"at":"2026-02-27T01:02:00Z","event":{"carriage_struck":{"carriage":1,"service":"RIVER","shipper":"birch","carrier":"alder","quantity":12,"price":"1850.00","currency":"CNY","terms":1}}}
        {"sequence":12,"at":"2026-02-27T01:02:00Z","event":{"hold_placed":{"hold":"H50331650","account":"2010/birch/CNY","amount":{"money":{"amount":"3395.32","currency":"CNY"}},"order":"O33554433","client_order_id":"B-1"}}}
        {"sequence":12,"at":"2026-02-27T01:02:00Z","event":{"hold_changed":{"hold":"H50331650","account":"2010/birch/CNY","drawn":{"money":{"amount":"3377.06","currency":"CNY"}},"given_back":{"money":{"amount":"18.26","currency":"CNY"}},"added":{"money":{"amount":"0.00","currency":"CNY"}},"remaining":{"money":{"amount":"0.00","currency":"CNY"}},"order":"O33554433","client_order_id":"B-1"}}}
        {"sequence":12,"at":"2026-02-27T01:02:00Z","event":{"hold_changed":{"hold":"H16777216","account":"2010/alder/CNY","drawn":{"money":{"amount":"3377.06","currency":"CNY"}},"given_back":{"money":{"amount":"0.00","currency":"CNY"}},"added":{"money":{"amount":"0.00","currency":"CNY"}},"remaining":{"money":{"amount":"2251.38","currency":"CNY"}},"order":"O16777216","client_order_id":"A-1"}}}
        {"sequence":12,"at":"2026-02-27T01:02:00Z","event":{"hold_changed":{"hold":"H33554433","account":"9010/alder/RIVER","drawn":{"slots":{"service":"RIVER","quantity":12}},"given_back":{"slots":{"service":"RIVER","quantity":0}},"added":{"slots":{"service":"RIVER","quantity":0}},"remaining":{"slots":{"service":"RIVER","quantity":8}},"order":"O16777216","client_order_id":"A-1"}}}
        {"sequence":12,"at":"2026-02-27T01:02:00Z","event":{"transferred":{"transfer":4,"debit":"2010/birch/CNY","credit":"2030/C1/birch/CNY","amount":{"money":{"amount":"3330.00","currency":"CNY"}},"reason":"deposit_taken","about":"C1"}}}
        {"sequence":12,"at":"2026-02-27T01:02:00Z","event":{"transferred":{"transfer":5,"debit":"2010/birch/CNY","credit":"4010/CNY","amount":{"money":{"amount":"44.40","currency":"CNY"}},"reason":"fee_charged","about":"C1"}}}
        {"sequence":12,"at":"2026-02-27T01:02:00Z","event":{"transferred":{"transfer":6,"debit":"2010/birch/CNY","credit":"2100/CNY","amount":{"money":{"amount":"2.66","currency":"CNY"}},"reason":"fee_tax_charged","about":"C1"}}}
        {"sequence":12,"at":"2026-02-27T01:02:00Z","event":{"transferred":{"transfer":7,"debit":"2010/alder/CNY","credit":"2030/C1/alder/CNY","amount":{"money":{"amount":"3330.00","currency":"CNY"}},"reason":"deposit_taken","about":"C1"}}}
        {"sequence":12,"at":"2026-02-27T01:02:00Z","event":{"transferred":{"transfer":8,"debit":"2010/alder/CNY","credit":"4010/CNY","amount":{"money":{"amount":"44.40","currency":"CNY"}},"reason":"fee_charged","about":"C1"}}}
        {"sequence":12,"at":"2026-02-27T01:02:00Z","event":{"transferred":{"transfer":9,"debit":"2010/alder/CNY","credit":"2100/CNY","amount":{"money":{"amount":"2.66","currency":"CNY"}},"reason":"fee_tax_charged","about":"C1"}}}
        {"sequence":12,"at":"2026-02-27T01:02:00Z","event":{"transferred":{"transfer":10,"debit":"9010/alder/RIVER","credit":"9020/birch/RIVER","amount":{"slots":{"service":"RIVER","quantity":12}},"reason":"slots_sold","about":"C1"}}}
    "#]].assert_eq(&since.map(|line| format!("{line}\n")).collect::<String>());
}

#[test]
fn quiet_tells_no_events() {
    check(
        &["run", "--quiet", "-"],
        &[MARKET, ASK, BID],
        &expect![[r#"
        exit 0
    "#]],
    );
}

#[test]
fn a_refusal_has_the_number_of_its_line_and_the_run_goes_on() {
    check(
        &["run", "--quiet", "-"],
        &[MARKET, ASK, TOO_MUCH, BACK_IN_TIME],
        &expect![[r#"
        exit 0
        {"sequence":12,"line":12,"rejected":{"code":"BALANCE_TOO_LOW","message":"birch has 5,000.00 CNY available, but 8,488.30 CNY must be held for B-2, 3,488.30 CNY more","hint":"pay in what is missing, or cancel orders that hold money"}}
        {"line":13,"rejected":{"code":"TIME_BACKWARDS","message":"time runs backwards: the last record was at 2026-02-27T01:03:00Z, but this command is at 2026-02-26T00:00:00Z","hint":"send commands in the order of their times"}}
    "#]],
    );
}

#[test]
fn strict_stops_at_the_first_refusal() {
    check(
        &["run", "-q", "--strict", "--report", "books", "-"],
        &[MARKET, TOO_MUCH, ASK],
        &expect![[r#"
            exit 1
            line 11 was refused, BALANCE_TOO_LOW: birch has 5,000.00 CNY available, but 8,488.30 CNY must be held for B-2, 3,488.30 CNY more

             nothing rests in RIVER CNY
            !
            laycan: stopped, since line 11 was refused, BALANCE_TOO_LOW: birch has 5,000.00 CNY available, but 8,488.30 CNY must be held for B-2, 3,488.30 CNY more
        "#]],
    );
}

#[test]
fn a_line_that_cannot_be_read_is_told_and_the_run_goes_on_to_fail() {
    check(
        &["run", "-q", "-"],
        &[MARKET, "\n", UNREADABLE, "nonsense\n", ASK, TOO_MUCH],
        &expect![[r#"
        exit 1
        {"line":12,"rejected":{"code":"DECIMAL_NOT_A_STRING","message":"limit is the number 1860.5, but a price as a string belongs here","hint":"put it in quotes: \"1860.5\"","column":130,"path":"command.amend_order.limit"}}
        {"line":13,"rejected":{"code":"MALFORMED_JSON","message":"the line is no JSON: expected true, false or null","hint":"look at the character in this column","column":2}}
        {"sequence":12,"line":15,"rejected":{"code":"BALANCE_TOO_LOW","message":"birch has 5,000.00 CNY available, but 8,488.30 CNY must be held for B-2, 3,488.30 CNY more","hint":"pay in what is missing, or cancel orders that hold money"}}
        !
        laycan: 2 lines of standard input could not be read, the first of them line 12
    "#]],
    );
}

#[test]
fn strict_stops_at_the_first_line_that_cannot_be_read() {
    check(
        &["run", "-q", "--strict", "-"],
        &[MARKET, UNREADABLE, ASK],
        &expect![[r#"
        exit 1
        {"line":11,"rejected":{"code":"DECIMAL_NOT_A_STRING","message":"limit is the number 1860.5, but a price as a string belongs here","hint":"put it in quotes: \"1860.5\"","column":130,"path":"command.amend_order.limit"}}
        !
        laycan: stopped, since line 11, column 130, command.amend_order.limit: limit is the number 1860.5, but a price as a string belongs here
          put it in quotes: "1860.5"
    "#]],
    );
}

#[test]
fn before_tables_refusals_are_sentences() {
    check(
        &["run", "-q", "--report", "books", "-"],
        &[MARKET, ASK, TOO_MUCH, BACK_IN_TIME, UNREADABLE],
        &expect![[r#"
            exit 1
            line 12 was refused, BALANCE_TOO_LOW: birch has 5,000.00 CNY available, but 8,488.30 CNY must be held for B-2, 3,488.30 CNY more
            line 13 was refused, TIME_BACKWARDS: time runs backwards: the last record was at 2026-02-27T01:03:00Z, but this command is at 2026-02-26T00:00:00Z
            line 14, column 130, command.amend_order.limit: limit is the number 1860.5, but a price as a string belongs here (DECIMAL_NOT_A_STRING)

            RIVER CNY   nothing bid, 1,850.00 asked
             orders  bid     price  ask  orders
            ──────────────────────────────────────────────────────────────
                          1,850.00   20       1  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇
            !
            laycan: 1 line of standard input could not be read: line 14
        "#]],
    );
}

#[test]
fn reports_are_tables_one_after_another() {
    check(
        &["run", "-q", "--report", "trades", "--report", "slots", "-"],
        &[MARKET, ASK, BID],
        &expect![[r#"
            exit 0
            Trades of 2026-02-27, UTC
                 at     service  qty     price      value       shipper      carrier
            ───────────────────────────────────────────────────────────────────────────
             T1  01:02  RIVER     12  1,850.00  22,200.00  CNY  birch B-1 ◂  alder A-1
             ◂ the order that arrived; the trade is at the price of the one that rested

            Slots
             service  declared  available  on offer  right  named  used  lapsed
            ───────────────────────────────────────────────────────────────────────────
             RIVER          40         28       (8)     12      0     0       0  equal
             declared = available (on offer: of these) + right + named + used + lapsed
        "#]],
    );
}

#[test]
fn reports_are_lines_of_json_where_that_is_asked() {
    check(
        &["run", "-q", "--json", "--report", "trades", "--report", "slots", "-"],
        &[MARKET, ASK, BID],
        &expect![[r#"
            exit 0
            {"report":"trades","trade":1,"sequence":12,"at":"2026-02-27T01:02:00Z","instrument":"RIVER/CNY","service":"RIVER","quantity":12,"price":"1850.00","currency":"CNY","value":"22200.00","shipper":"birch","carrier":"alder","taker_side":"bid","taker":"O33554433","taker_client_order_id":"B-1","maker":"O16777216","maker_client_order_id":"A-1"}
            {"report":"slots","service":"RIVER","unit":"22G1","declared":40,"available":28,"on_offer":8,"right":12,"nominated":0,"consumed":0,"lapsed":0,"equal":true}
        "#]],
    );
}

#[test]
fn every_report_has_both_faces() {
    for name in report::ReportName::ALL {
        for json in [&["--json"][..], &[][..]] {
            let arguments = [&["run", "-q", "-", "--report", name.as_str()], json].concat();
            let shown = Shell::run(&arguments, &[MARKET, ASK, BID].concat());
            assert!(shown.starts_with("exit 0\n"), "{name}: {shown}");
            assert!(shown.lines().count() > 1, "{name} shows something: {shown}");
        }
    }
}

#[test]
fn until_stops_at_a_record() {
    check(
        &["run", "-q", "--until", "11", "--report", "books", "-"],
        &[MARKET, ASK, BID],
        &expect![[r#"
            exit 0
            RIVER CNY   nothing bid, 1,850.00 asked
             orders  bid     price  ask  orders
            ──────────────────────────────────────────────────────────────
                          1,850.00   20       1  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇
        "#]],
    );
}

#[test]
fn check_only_asks_the_last_command() {
    check(
        &["run", "-q", "--check", "--report", "books", "-"],
        &[MARKET, ASK, BID],
        &expect![[r#"
            exit 0
            Check: place order by birch would be accepted
             would    how much         what
            ────────────────────────────────────────────────────────────────────────────────
             fill    22,200.00  CNY    12 @ 1,850.00 with alder, A-1
             move           12  slots  slots sold: Dr 9010/alder/RIVER, Cr 9020/birch/RIVER
             charge   3,330.00  CNY    deposit taken
             charge      44.40  CNY    fee charged
             charge       2.66  CNY    fee tax charged
             nothing was recorded

            RIVER CNY   nothing bid, 1,850.00 asked
             orders  bid     price  ask  orders
            ──────────────────────────────────────────────────────────────
                          1,850.00   20       1  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇
        "#]],
    );
}

#[test]
fn check_says_what_is_missing() {
    check(
        &["run", "-q", "--check", "-"],
        &[MARKET, ASK, TOO_MUCH],
        &expect![[r#"
        exit 1
        Check: place order by birch would be refused
         BALANCE_TOO_LOW: birch has 5,000.00 CNY available, but 8,488.30 CNY must be held for B-2, 3,488.30 CNY more
         missing: 3,488.30 CNY
         hint: pay in what is missing, or cancel orders that hold money
         nothing was recorded
    "#]],
    );
    check(
        &["run", "-q", "--check", "--json", "-"],
        &[MARKET, ASK, TOO_MUCH],
        &expect![[r#"
        exit 1
        {"report":"check","actor":"birch","accepted":false,"code":"BALANCE_TOO_LOW","message":"birch has 5,000.00 CNY available, but 8,488.30 CNY must be held for B-2, 3,488.30 CNY more","hint":"pay in what is missing, or cancel orders that hold money","missing":{"amount":"3488.30","currency":"CNY"},"due_before":0}
    "#]],
    );
}

#[test]
fn check_asks_nothing_else_where_the_last_line_cannot_be_asked() {
    check(
        &["run", "-q", "--check", "--report", "books", "-"],
        &[MARKET, ASK, "garbage\n"],
        &expect![[r#"
        exit 1
        line 12, column 1: the line is no JSON: expected value (MALFORMED_JSON)

        RIVER CNY   nothing bid, 1,850.00 asked
         orders  bid     price  ask  orders
        ──────────────────────────────────────────────────────────────
                      1,850.00   20       1  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇
        !
        laycan: 1 line of standard input could not be read: line 12
        laycan: nothing in standard input was checked: the last line cannot be read
    "#]],
    );
    check(
        &["run", "-q", "--check", "-"],
        &["\n"],
        &expect![[r#"
        exit 1
        !
        laycan: nothing in standard input was checked: there is no command
    "#]],
    );
    check(
        &["run", "-q", "--check", "-"],
        &["# Nothing.\n"],
        &expect![[r#"
        exit 1
        !
        laycan: nothing in standard input was checked: there is no command
    "#]],
    );
}

#[test]
fn what_a_carrier_owes_back_to_an_escrow_is_named() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/scenarios/debt-changes-hands.txt");
    check(
        &["run", "-q", "--until", "28", "--report", "carriages", file],
        &[],
        &expect![[r#"
        exit 0
        Carriages
             service                   from whom → by whom  units  named  in  load  disc  out  state
        ────────────────────────────────────────────────────────────────────────────────────────────────
         C1  CNCHQ-CNSGH 2026W11 22G1  birch → alder            1      1   1                   gated in
         in, load, disc, out: units gated in, loaded, discharged, gated out

        Their money
                   freight    escrow  released      left  S deposit  C deposit
        ───────────────────────────────────────────────────────────────────────
         C1  CNY  1,850.00  2,016.50            1,411.55     277.50     277.50
                  ────────  ────────  ────────  ────────  ─────────  ─────────
             CNY  1,850.00  2,016.50      0.00  1,411.55     277.50     277.50
         C1: alder owes 604.95 CNY back to the escrow
         S, C: what the shipper and the carrier have put down as security
    "#]],
    );
}

#[test]
fn a_mark_of_the_byte_order_is_no_part_of_the_text() {
    check(
        &["run", "-q", "-", "--report", "open"],
        &["\u{feff}", MARKET],
        &expect![[r#"
        exit 0
        Still open
         nothing waits for anybody
    "#]],
    );
    check(
        &["run", "-q", "-", "--report", "open"],
        &["\u{feff}", SCENARIO, "  payment P1  30.00 CNY to birch\n"],
        &expect![[r#"
            exit 0
            line 5 was refused, BALANCE_TOO_LOW: birch has 100.00 CNY available, but 300.00 CNY must be withdrawn, 200.00 CNY more

            Still open
                       which  amount       what it is
            ───────────────────────────────────────────────────────────────
             payments  P1      30.00  CNY  on its way to birch, free money
        "#]],
    );
}

const SCENARIO: &str = "\
# Nothing but money.
on 2026-03-02 09:00
member birch \"Birch Trading\" shipper
receipt birch 100.00 CNY
withdraw-money birch 300.00 CNY
  rejected BALANCE_TOO_LOW: birch has 100.00 CNY available, but 300.00 CNY must be withdrawn, 200.00 CNY more
withdraw-money birch 30.00 CNY
";

#[test]
fn a_scenario_is_played_and_compared() {
    check(
        &["run", "-q", "-", "--report", "open"],
        &[SCENARIO, "  payment P1  30.00 CNY to birch\n"],
        &expect![[r#"
            exit 0
            line 5 was refused, BALANCE_TOO_LOW: birch has 100.00 CNY available, but 300.00 CNY must be withdrawn, 200.00 CNY more

            Still open
                       which  amount       what it is
            ───────────────────────────────────────────────────────────────
             payments  P1      30.00  CNY  on its way to birch, free money
        "#]],
    );
}

#[test]
fn a_text_that_expects_nothing_is_a_script() {
    let script = SCENARIO.lines().filter(|line| !line.starts_with("  ")).map(|line| format!("{line}\n"));
    check(
        &["run", "-q", "-", "--report", "open"],
        &[&script.collect::<String>()],
        &expect![[r#"
        exit 0
        line 5 was refused, BALANCE_TOO_LOW: birch has 100.00 CNY available, but 300.00 CNY must be withdrawn, 200.00 CNY more

        Still open
                   which  amount       what it is
        ───────────────────────────────────────────────────────────────
         payments  P1      30.00  CNY  on its way to birch, free money
    "#]],
    );
}

#[test]
fn a_mismatch_is_shown_side_by_side() {
    check(
        &["run", "-q", "-"],
        &[SCENARIO, "  payment P1  31.00 CNY to birch\n"],
        &expect![[r#"
            exit 1
            {"sequence":4,"line":5,"rejected":{"code":"BALANCE_TOO_LOW","message":"birch has 100.00 CNY available, but 300.00 CNY must be withdrawn, 200.00 CNY more","hint":"pay in what is missing, or cancel orders that hold money"}}
            !
            laycan: standard input went otherwise than it expects

            line 8, column 16: below `withdraw-money birch 30.00 CNY`

                expected                          found
                payment P1  31.00 CNY to birch ≠  payment P1  30.00 CNY to birch
        "#]],
    );
}

#[test]
fn a_scenario_that_cannot_be_understood_is_told_with_its_place() {
    check(
        &["run", "-"],
        &["on 2026-03-02 09:00\nreceit birch 100.00 CNY\n"],
        &expect![[r#"
        exit 1
        !
        laycan: standard input, line 2, column 1: found `receit`, but expected `clock`, `on`, `at`, `show`, `hide`, `boxes`, `book`, `balances`, `trial-balance`, `slots`, `holds`, `custody`, `member`, `terms`, `place`, `service`, `list`, `capacity`, `bid`, `ask`, `amend`, `cancel`, `nominate`, `call`, `gate-in`, `load`, `disc`, `gate-out`, `customs-select`, `customs-inspect`, `customs-release`, `customs-hold`, `surrender`, `receive-document`, `confirm-booking`, `depart`, `arrive`, `correct`, `withdraw`, `roll`, `cancel-carriage`, `storage`, `bill`, `receipt`, `allocate`, `withdraw-money`, `pay-fund`, `netting`, `pay`, `booked`, `returned`, `refused`, `pay-tax`, `bank-charge`, `buy-fx` or `sweep`

           2 | receit birch 100.00 CNY
             | ^^^^^^

        hint: did you mean `receipt`?
    "#]],
    );
}

#[test]
fn a_scenario_can_be_checked_and_be_strict_too() {
    check(
        &["run", "-q", "--check", "-"],
        &[SCENARIO],
        &expect![[r#"
        exit 0
        line 5 was refused, BALANCE_TOO_LOW: birch has 100.00 CNY available, but 300.00 CNY must be withdrawn, 200.00 CNY more

        Check: withdraw money by birch would be accepted
         would   how much       what
        ─────────────────────────────────────────────────────────────────────────────
         tell                   payment sent: member birch, payment 1, sum 30.00 CNY
         charge     30.00  CNY  money withdrawn
         nothing was recorded
    "#]],
    );
    check(
        &["run", "-q", "--strict", "-"],
        &[SCENARIO],
        &expect![[r#"
        exit 1
        {"sequence":4,"line":5,"rejected":{"code":"BALANCE_TOO_LOW","message":"birch has 100.00 CNY available, but 300.00 CNY must be withdrawn, 200.00 CNY more","hint":"pay in what is missing, or cancel orders that hold money"}}
        !
        laycan: stopped, since line 5 was refused, BALANCE_TOO_LOW: birch has 100.00 CNY available, but 300.00 CNY must be withdrawn, 200.00 CNY more
    "#]],
    );
}

#[test]
fn an_empty_input_asks_nothing() {
    check(
        &["run", "-"],
        &["\n\n"],
        &expect![[r#"
        exit 0
    "#]],
    );
}

#[test]
fn what_cannot_be_opened_is_named() {
    check(
        &["run", "no-such-file.jsonl"],
        &[],
        &expect![[r#"
        exit 2
        !
        laycan: no-such-file.jsonl cannot be opened: No such file or directory (os error 2)
          give the path of a file, or - for standard input
    "#]],
    );
}

#[test]
fn wrong_arguments_are_told_what_was_meant() {
    check(
        &["run", "-", "--report", "book"],
        &[],
        &expect![[r#"
        exit 2
        !
        error: invalid value 'book' for '--report <NAME>'
          [possible values: books, trades, carriages, trial-balance, holds, slots, accounts, custody, open]

          tip: a similar value exists: 'books'

        For more information, try '--help'.
    "#]],
    );
}

#[test]
fn a_reader_that_hangs_up_ends_it_quietly() {
    assert_eq!(Shell::hang_up(&["run", "-"], &MARKET.repeat(1_000)), "exit 0, \"\"");
}

#[test]
fn events_are_told_while_the_writer_waits() {
    assert!(Shell::first_line(&["run", "-"], MARKET).starts_with(r#"{"sequence":1,"#));
}
