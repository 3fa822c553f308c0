//! Every refusal, in the order of the checks.

use std::num::NonZeroU32;

use expect_test::{Expect, expect};
use freight::{Classifier, Consignment, MilestoneCode, Unit, UnitNumber};
use money::Price;
use settlement::{Bargain, Command, Rolled, Schedule};

use crate::quay::{Quay, a, b, boxed, c, carrier, container, exchange, schedule, terms, warehouse, x};

/// Five slots, two of them named and gated in, one loaded.
fn quay() -> Quay {
    let mut quay = Quay::open(&terms(), "CNY");
    quay.receive(a(), "5000.00");
    quay.receive(b(), "5000.00");
    quay.strike(1, 5, "100.00");
    quay.name(1, 1, 2);
    quay.tell_as(1, "gate", "GTIN", &[1, 2]);
    quay.tell_as(1, "load", "LOAD", &[1]);
    quay
}

fn check(command: &Command<'_>, expected: &Expect) {
    expected.assert_eq(&quay().draw(command));
}

fn nominate(units: &[Consignment]) -> Command<'_> {
    Command::Nominate { by: a(), carriage: c(1), units }
}

#[test]
fn of_carriages_that_are_not_open() {
    check(
        &Command::Call { carriage: c(2) },
        &expect![[r#"
            CARRIAGE_UNKNOWN: carriage C2 is unknown, with 1 carriage struck so far
        "#]],
    );
    let mut quay = quay();
    quay.withdraw(1, "load", "LOAD");
    quay.run(&Command::Cancel { by: a(), carriage: c(1) }).unwrap();
    expect![[r#"
        CARRIAGE_CLOSED: carriage C1 is closed, and final
    "#]]
    .assert_eq(&quay.draw(&Command::Call { carriage: c(1) }));
    let rate = Price::parse("1.00").unwrap();
    let accrue = Command::Accrue { warehouse: x(), carriage: c(1), units: 1, days: 1, rate };
    expect![[r#"
        CARRIAGE_CLOSED: carriage C1 is closed, and final
    "#]]
    .assert_eq(&quay.draw(&accrue));
}

#[test]
fn of_trades() {
    let quay = quay();
    let price = Price::parse("10000000000").unwrap();
    let bargain = Bargain { carriage: c(2), quantity: 4_000_000_000, price, ..quay.bargain(2, 1, "1.00") };
    check(
        &Command::Strike(bargain),
        &expect![[r#"
            CARRIAGE_OUT_OF_RANGE: C2 would be for 4,000,000,000 units at 10000000000, which has more than 18 digits in minor units
        "#]],
    );
    check(
        &Command::Strike(quay.bargain(2, 96, "1.00")),
        &expect![[r#"
            shortage: available B  > right A        96 slots  SlotsSold
        "#]],
    );
    check(
        &Command::Strike(quay.bargain(2, 95, "1000.00")),
        &expect![[r#"
            shortage: free A       > deposit A     14,250.00  DepositTaken
        "#]],
    );
}

#[test]
fn of_nominations() {
    check(
        &Command::Nominate { by: b(), carriage: c(1), units: &[boxed(3)] },
        &expect![[r#"
            NOT_THE_SHIPPER: the units of C1 are named by its shipper only
        "#]],
    );
    check(
        &nominate(&[]),
        &expect![[r#"
            UNITS_MISSING: 0 units of C1 were named, but at least 1 is needed
        "#]],
    );
    let number = UnitNumber::parse("LOT7").unwrap();
    let cargo = Consignment::Cargo { number, quantity: NonZeroU32::MIN };
    check(
        &nominate(&[boxed(3), cargo]),
        &expect![[r#"
            UNIT_WRONG: C1 carries 22G1, but LOT7 is not counted so
        "#]],
    );
    check(
        &nominate(&[boxed(3), boxed(2)]),
        &expect![[r#"
            UNIT_TAKEN: C1 has a unit MSKU0000002 already, and each is named once
        "#]],
    );
    check(
        &nominate(&[boxed(3), boxed(3)]),
        &expect![[r#"
            UNIT_TAKEN: C1 has a unit MSKU0000003 already, and each is named once
        "#]],
    );
    check(
        &nominate(&[3, 4, 5, 6].map(boxed)),
        &expect![[r#"
            TOO_MANY_UNITS: C1 has 3 slots left to nominate, but 4 were named
        "#]],
    );
    let mut late = quay();
    late.on("2026-03-10T00:00:00Z");
    expect![[r#"
        CUT_OFF_PASSED: the cut-off of C1 was at 2026-03-09T12:00:00Z, but it is 2026-03-10T00:00:00Z
    "#]]
    .assert_eq(&late.draw(&nominate(&[boxed(3)])));
}

#[test]
fn of_boxes_where_tonnes_are_carried() {
    let mut quay = Quay::with(&terms(), "CNY", Schedule { unit: Unit::Tonnes, ..schedule() });
    quay.receive(a(), "5000.00");
    quay.receive(b(), "5000.00");
    quay.strike(1, 50, "10.00");
    expect![[r#"
        UNIT_WRONG: C1 carries tonnes, but MSKU0000003 is not counted so
    "#]]
    .assert_eq(&quay.draw(&nominate(&[boxed(3)])));
    let cargo = |text: &str, quantity| Consignment::Cargo {
        number: UnitNumber::parse(text).unwrap(),
        quantity: NonZeroU32::new(quantity).unwrap(),
    };
    expect![[r#"
        TOO_MANY_UNITS: C1 has 50 slots left to nominate, but 51 were named
    "#]]
    .assert_eq(&quay.draw(&nominate(&[cargo("LOT1", 30), cargo("LOT2", 21)])));
    expect![[r#"
        right A      > nominated A    50 slots  SlotsNominated
        Nominated { carriage: C1, units: [Cargo { number: LOT1, quantity: 30 }, Cargo { number: LOT2, quantity: 20 }] }
    "#]].assert_eq(&quay.draw(&nominate(&[cargo("LOT1", 30), cargo("LOT2", 20)])));
    let mut milestone = quay.milestone("load", "LOAD", &[]);
    milestone.boxes.push(UnitNumber::parse("LOT1").unwrap());
    let command = Command::Record { by: carrier(), carriage: c(1), milestone: &milestone };
    expect![[r#"
        nominated A  > consumed A     30 slots  SlotsConsumed
        Recorded { load: LOAD of 1 boxes at CNSGH by B }
    "#]]
    .assert_eq(&quay.draw(&command));
}

#[test]
fn of_milestones() {
    let check = |by, what: &str, boxes: &[u32], expected: &Expect| {
        let milestone = quay().milestone("new", what, boxes);
        check(&Command::Record { by, carriage: c(1), milestone: &milestone }, expected);
    };
    check(
        carrier(),
        "DISC",
        &[],
        &expect![[r#"
            MILESTONE_BOXES_MISSING: milestone new is DISC, which happens to boxes, but it names 0
        "#]],
    );
    check(
        carrier(),
        "SURR",
        &[1],
        &expect![[r#"
            MILESTONE_BOXES_NOT_WANTED: milestone new is SURR, which happens to the whole carriage, but it names 1 of its boxes
        "#]],
    );
    check(
        carrier(),
        "DISC",
        &[1, 1],
        &expect![[r#"
            MILESTONE_BOX_TWICE: milestone new names box MSKU0000001 twice, but once is enough
        "#]],
    );
    check(
        carrier(),
        "CUSR",
        &[],
        &expect![[r#"
            NOT_A_REPORTER: CUSR of C1 is recorded by the exchange only
        "#]],
    );
    check(
        warehouse(),
        "SURR",
        &[],
        &expect![[r#"
            NOT_A_REPORTER: SURR of C1 is recorded by its carrier and the exchange only
        "#]],
    );
    let shipper = settlement::Reporter { participant: a(), ..warehouse() };
    let shipper = settlement::Reporter { roles: freight::Role::Shipper.into(), ..shipper };
    check(
        shipper,
        "LOAD",
        &[2],
        &expect![[r#"
            NOT_A_REPORTER: LOAD of C1 is recorded by its carrier and the exchange only
        "#]],
    );
    check(
        shipper,
        "GTIN",
        &[2],
        &expect![[r#"
            NOT_A_REPORTER: GTIN of C1 is recorded by its carrier, a warehouse and the exchange only
        "#]],
    );
    check(
        warehouse(),
        "LOAD",
        &[2],
        &expect![[r#"
            NOT_A_REPORTER: LOAD of C1 is recorded by its carrier and the exchange only
        "#]],
    );
    check(
        warehouse(),
        "DISC",
        &[2],
        &expect![[r#"
            NOT_A_REPORTER: DISC of C1 is recorded by its carrier and the exchange only
        "#]],
    );
    check(
        exchange(),
        "DISC",
        &[2],
        &expect![[r#"
            Recorded { new: DISC of 1 boxes at CNSGH by X }
        "#]],
    );
    check(
        carrier(),
        "LOAD",
        &[2, 3],
        &expect![[r#"
            UNIT_UNKNOWN: C1 has no unit MSKU0000003
        "#]],
    );
    check(
        warehouse(),
        "GTOT",
        &[2],
        &expect![[r#"
            Recorded { new: GTOT of 1 boxes at CNSGH by W }
        "#]],
    );

    let mut told = quay().milestone("new", "DISC", &[1]);
    told.classifier = Classifier::Estimated;
    self::check(
        &Command::Record { by: carrier(), carriage: c(1), milestone: &told },
        &expect![[r#"
            MILESTONE_NOT_ACTUAL: milestone new of C1 is EST, but only ACT is recorded
        "#]],
    );
    let mut told = quay().milestone("new", "DISC", &[1]);
    told.occurred += jiff::SignedDuration::from_secs(1);
    self::check(
        &Command::Record { by: carrier(), carriage: c(1), milestone: &told },
        &expect![[r#"
            MILESTONE_IN_THE_FUTURE: milestone new of C1 occurred at 2026-03-02T01:00:01Z, but it is 2026-03-02T01:00:00Z
        "#]],
    );
    let mut told = quay().milestone("new", "CUSR", &[]);
    told.place = None;
    self::check(
        &Command::Record { by: exchange(), carriage: c(1), milestone: &told },
        &expect![[r#"
            MILESTONE_PLACE_MISSING: milestone new is CUSR, which is a word of customs, but it names no place
        "#]],
    );
}

#[test]
fn of_what_was_told_before() {
    let code = |text: &str| MilestoneCode::parse(text).unwrap();
    let mut quay = quay();
    expect![[r#"
        MILESTONE_KNOWN: milestone load of C1 is recorded already, and a code is used once
    "#]]
    .assert_eq(&quay.tell_as(1, "load", "LOAD", &[2]));
    expect![[r#"
        MILESTONE_UNKNOWN: milestone lode of C1 was never recorded by that source
    "#]]
    .assert_eq(&quay.correct(1, "lode", "LOAD", &[2]));
    let withdraw = |by, source, event| Command::Withdraw { by, carriage: c(1), source, event: code(event) };
    expect![[r#"
        NOT_THE_SOURCE: milestone load of C1 is corrected and withdrawn by its source and the exchange only
    "#]]
    .assert_eq(&quay.draw(&withdraw(warehouse(), b(), "load")));
    expect![[r#"
        MILESTONE_UNKNOWN: milestone load of C1 was never recorded by that source
    "#]]
    .assert_eq(&quay.draw(&withdraw(exchange(), x(), "load")));
    assert!(quay.run(&withdraw(exchange(), b(), "load")).is_ok(), "the exchange may withdraw what B told");
    expect![[r#"
        WITHDRAWAL_OF_A_WITHDRAWAL: milestone load of C1 was withdrawn already
    "#]]
    .assert_eq(&quay.draw(&withdraw(carrier(), b(), "load")));
    expect![[r#"
        MILESTONE_WITHDRAWN: milestone load of C1 was withdrawn, and is corrected no more
    "#]]
    .assert_eq(&quay.correct(1, "load", "LOAD", &[2]));
    expect![[r#"
        MILESTONE_KNOWN: milestone load of C1 is recorded already, and a code is used once
    "#]]
    .assert_eq(&quay.tell_as(1, "load", "LOAD", &[2]));
}

#[test]
fn of_boxes_that_dropped_out() {
    let mut quay = quay();
    quay.roll(1, &[2]);
    expect![[r#"
        UNIT_DROPPED_OUT: unit MSKU0000002 has dropped out of C1
    "#]]
    .assert_eq(&quay.tell(1, "GTIN", &[2]));
    expect![[r#"
        UNIT_DROPPED_OUT: unit MSKU0000002 has dropped out of C1
    "#]]
    .assert_eq(&quay.correct(1, "gate", "GTIN", &[1, 2]));
    expect![[r#"
        UNIT_DROPPED_OUT: unit MSKU0000002 has dropped out of C1
    "#]]
    .assert_eq(&quay.roll(1, &[2]));
    expect![[r#"
        UNIT_TAKEN: C1 has a unit MSKU0000002 already, and each is named once
    "#]]
    .assert_eq(&quay.name(1, 2, 2));
}

fn roll(by: settlement::Reporter, units: Rolled<'_>) -> Command<'_> {
    Command::Roll { by, carriage: c(1), units }
}

#[test]
fn of_rolls() {
    let one = [container(2)];
    check(
        &roll(warehouse(), Rolled::Named(&one)),
        &expect![[r#"
            NOT_THE_CARRIER: C1 is rolled by its carrier and the exchange only
        "#]],
    );
    check(
        &roll(carrier(), Rolled::Named(&[])),
        &expect![[r#"
            UNITS_MISSING: 0 units of C1 were named, but at least 1 is needed
        "#]],
    );
    check(
        &roll(carrier(), Rolled::Unnamed(0)),
        &expect![[r#"
            UNITS_MISSING: 0 units of C1 were named, but at least 1 is needed
        "#]],
    );
    check(
        &roll(carrier(), Rolled::Named(&[container(3)])),
        &expect![[r#"
            UNIT_UNKNOWN: C1 has no unit MSKU0000003
        "#]],
    );
    check(
        &roll(carrier(), Rolled::Named(&[container(2), container(2)])),
        &expect![[r#"
            UNIT_TWICE: unit MSKU0000002 of C1 is named twice, but once is enough
        "#]],
    );
    check(
        &roll(carrier(), Rolled::Named(&[container(2), container(1)])),
        &expect![[r#"
            UNIT_LOADED: unit MSKU0000001 of C1 is loaded
        "#]],
    );
    check(
        &roll(carrier(), Rolled::Unnamed(4)),
        &expect![[r#"
            TOO_FEW_UNNAMED: C1 has 3 slots without a name, but 4 were to be rolled
        "#]],
    );
}

#[test]
fn of_cancelling_and_calling() {
    check(
        &Command::Cancel { by: x(), carriage: c(1) },
        &expect![[r#"
            NOT_A_PARTY: C1 is cancelled by its shipper and its carrier only
        "#]],
    );
    check(
        &Command::Cancel { by: a(), carriage: c(1) },
        &expect![[r#"
            UNIT_LOADED: unit MSKU0000001 of C1 is loaded
        "#]],
    );
    let mut quay = quay();
    quay.run(&Command::Call { carriage: c(1) }).unwrap();
    expect![[r#"
        ESCROW_ALREADY_CALLED: the escrow of C1 was called and paid already
    "#]]
    .assert_eq(&quay.draw(&Command::Call { carriage: c(1) }));
}
