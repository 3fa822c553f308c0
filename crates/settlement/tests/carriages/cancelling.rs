//! A side cancels what has not begun, for a fee by bands before departure.

use expect_test::{Expect, expect};
use settlement::{Command, Purse, Terms};

use crate::quay::{Quay, a, b, c, rate, terms, tranche};

fn check(actual: &str, expected: &Expect) {
    expected.assert_eq(actual);
}

fn struck(terms: &Terms) -> Quay {
    let mut quay = Quay::open(terms, "CNY");
    quay.receive(a(), "5000.00");
    quay.receive(b(), "5000.00");
    quay.strike(1, 10, "100.00");
    quay.name(1, 1, 4);
    quay
}

#[test]
fn before_the_first_band_cancelling_is_free() {
    let mut quay = struck(&terms());
    check(
        &quay.draw(&Command::Cancel { by: a(), carriage: c(1) }),
        &expect![[r#"
            nominated A  > available B     4 slots  SlotsReturned
            right A      > available B     6 slots  SlotsReturned
            deposit A    > free A           150.00  DepositReturned
            deposit B    > free B           150.00  DepositReturned
            Cancelled { carriage: C1, by: Shipper, units: 10, escrow_returned: (0) }
            Closed { carriage: C1, shipper_deposit: (15000), carrier_deposit: (15000) }
        "#]],
    );
    assert_eq!(quay.slots(), [100, 0, 0, 0, 0]);
    assert_eq!(quay.settlement.next_due(), None);
}

#[test]
fn in_the_first_band_the_deposit_covers_the_fee() {
    let mut quay = struck(&terms());
    quay.on("2026-03-03T00:00:00Z");
    check(
        &quay.draw(&Command::Cancel { by: b(), carriage: c(1) }),
        &expect![[r#"
            nominated A  > available B     4 slots  SlotsReturned
            right A      > available B     6 slots  SlotsReturned
            deposit B    > free A            45.00  CancellationPaid
            deposit B    > penalties          5.00  CancellationHouseShare
            deposit A    > free A           150.00  DepositReturned
            deposit B    > free B           100.00  DepositReturned
            Cancelled { carriage: C1, by: Carrier, units: 10, escrow_returned: (0) }
            Charged { carriage: C1, from: Carrier, total: (5000), to_other: (4500), to_house: (500), cover: Cover { deposit: (5000), free: (0), fund: (0), owed: (0) } }
            Closed { carriage: C1, shipper_deposit: (15000), carrier_deposit: (10000) }
        "#]],
    );
}

#[test]
fn after_the_call_the_escrow_goes_back_first() {
    let mut quay = struck(&terms());
    quay.on("2026-03-09T00:00:00Z");
    check(
        &quay.draw(&Command::Cancel { by: a(), carriage: c(1) }),
        &expect![[r#"
            escrow       > free A         1,090.00  EscrowReturned
            nominated A  > available B     4 slots  SlotsReturned
            right A      > available B     6 slots  SlotsReturned
            deposit A    > earned B         150.00  CancellationPaid
            free A       > earned B          30.00  CancellationPaid
            free A       > penalties         20.00  CancellationHouseShare
            deposit B    > free B           150.00  DepositReturned
            Cancelled { carriage: C1, by: Shipper, units: 10, escrow_returned: (109000) }
            Charged { carriage: C1, from: Shipper, total: (20000), to_other: (18000), to_house: (2000), cover: Cover { deposit: (15000), free: (5000), fund: (0), owed: (0) } }
            Closed { carriage: C1, shipper_deposit: (0), carrier_deposit: (15000) }
        "#]],
    );
    assert_eq!(quay.slots(), [100, 0, 0, 0, 0]);
}

#[test]
fn what_was_released_is_taken_back_first() {
    let gate = Terms { tranches: vec![tranche("0.4", &["GTIN"]), tranche("0.6", &["LOAD"])], ..terms() };
    let mut quay = struck(&gate);
    quay.tell(1, "GTIN", &[1, 2]);
    quay.on("2026-03-09T00:00:00Z");
    assert_eq!(quay.inside(Purse::Earned(b())), "87.20");
    check(
        &quay.draw(&Command::Cancel { by: b(), carriage: c(1) }),
        &expect![[r#"
            earned B     > escrow            87.20  ReleaseReversed
            escrow       > free A         1,090.00  EscrowReturned
            nominated A  > available B     4 slots  SlotsReturned
            right A      > available B     6 slots  SlotsReturned
            deposit B    > free A           150.00  CancellationPaid
            free B       > free A            30.00  CancellationPaid
            free B       > penalties         20.00  CancellationHouseShare
            deposit A    > free A           150.00  DepositReturned
            ReleaseReversed { carriage: C1, carrier: B, amount: (8720), owed: (0), total: (0), of: (0) }
            Cancelled { carriage: C1, by: Carrier, units: 10, escrow_returned: (109000) }
            Charged { carriage: C1, from: Carrier, total: (20000), to_other: (18000), to_house: (2000), cover: Cover { deposit: (15000), free: (5000), fund: (0), owed: (0) } }
            Closed { carriage: C1, shipper_deposit: (15000), carrier_deposit: (0) }
        "#]],
    );
}

#[test]
fn a_fee_beyond_the_deposit_goes_down_the_waterfall() {
    let mut dear = terms();
    dear.cancellation.bands[2].rate = rate("0.9");
    let mut quay = struck(&dear);
    quay.on("2026-03-09T00:00:00Z");
    check(
        &quay.draw(&Command::Cancel { by: b(), carriage: c(1) }),
        &expect![[r#"
            escrow       > free A         1,090.00  EscrowReturned
            nominated A  > available B     4 slots  SlotsReturned
            right A      > available B     6 slots  SlotsReturned
            deposit B    > free A           150.00  CancellationPaid
            free B       > free A           660.00  CancellationPaid
            free B       > penalties         90.00  CancellationHouseShare
            deposit A    > free A           150.00  DepositReturned
            Cancelled { carriage: C1, by: Carrier, units: 10, escrow_returned: (109000) }
            Charged { carriage: C1, from: Carrier, total: (90000), to_other: (81000), to_house: (9000), cover: Cover { deposit: (15000), free: (75000), fund: (0), owed: (0) } }
            Closed { carriage: C1, shipper_deposit: (15000), carrier_deposit: (0) }
        "#]],
    );
}

#[test]
fn from_the_departure_on_nothing_is_cancelled() {
    let mut quay = struck(&terms());
    quay.tell(1, "GTIN", &[1, 2]);
    quay.on("2026-03-09T15:59:59Z");
    let mut before = quay.clone();
    assert!(before.run(&Command::Cancel { by: a(), carriage: c(1) }).is_ok());
    quay.on("2026-03-09T16:00:00Z");
    for by in [a(), b()] {
        check(
            &quay.draw(&Command::Cancel { by, carriage: c(1) }),
            &expect![[r#"
                CARRIAGE_DEPARTED: the departure of C1 was at 2026-03-09T16:00:00Z, but it is 2026-03-09T16:00:00Z
            "#]],
        );
    }
    assert!(quay.roll(1, &[1, 2]).contains("Rolled"), "the carrier still leaves behind what it did not load");
}

#[test]
fn only_what_is_left_counts() {
    let mut quay = struck(&terms());
    quay.on("2026-03-03T00:00:00Z");
    quay.roll_unnamed(1, 6);
    check(
        &quay.draw(&Command::Cancel { by: a(), carriage: c(1) }),
        &expect![[r#"
            nominated A  > available B     4 slots  SlotsReturned
            deposit A    > earned B          18.00  CancellationPaid
            deposit A    > penalties          2.00  CancellationHouseShare
            deposit A    > free A           130.00  DepositReturned
            Cancelled { carriage: C1, by: Shipper, units: 4, escrow_returned: (0) }
            Charged { carriage: C1, from: Shipper, total: (2000), to_other: (1800), to_house: (200), cover: Cover { deposit: (2000), free: (0), fund: (0), owed: (0) } }
            Closed { carriage: C1, shipper_deposit: (13000), carrier_deposit: (0) }
        "#]],
    );
    assert_eq!(quay.slots(), [94, 0, 0, 0, 6]);
}
