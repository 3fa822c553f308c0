//! Boxes drop out: no-shows, rolls, calls that are not paid, and what covers the damages.

use expect_test::{Expect, expect};
use money::{Currency, Sum};
use settlement::{Command, Purse, Terms};

use crate::quay::{Quay, a, b, c, container, exchange, rate, terms, w};

fn check(actual: &str, expected: &Expect) {
    expected.assert_eq(actual);
}

/// `boxes` traded at 100.00, with so much money on each side beyond the charges.
fn struck(terms: &Terms, boxes: u32, free: [&str; 2]) -> Quay {
    let mut quay = Quay::open(terms, "CNY");
    quay.receive(a(), "5000.00");
    quay.receive(b(), "5000.00");
    quay.strike(1, boxes, "100.00");
    let currency = Currency::parse("CNY").unwrap();
    for (member, free) in [(a(), free[0]), (b(), free[1])] {
        let has = quay.inside(Purse::Free(member)).replace(',', "");
        let [has, keeps] =
            [has.as_str(), free].map(|text| Sum::parse(text, currency).unwrap().amount.units());
        let amount = money::Amount::new(has - keeps).unwrap();
        quay.run(&Command::WithdrawMoney { member, sum: Sum { amount, currency } }).unwrap();
    }
    quay
}

fn fund(quay: &mut Quay, amount: &str) {
    quay.receive(w(), amount);
    let sum = Sum::parse(amount, Currency::parse("CNY").unwrap()).unwrap();
    quay.run(&Command::PayFund { member: w(), sum }).unwrap();
}

#[test]
fn what_is_not_gated_in_is_a_no_show() {
    let mut quay = struck(&terms(), 10, ["2000.00", "0.01"]);
    quay.name(1, 1, 8);
    quay.tell(1, "GTIN", &[1, 2, 3]);
    quay.tell(1, "LOAD", &[3, 4]);
    quay.on("2026-03-08T00:00:00Z");
    check(
        &quay.on("2026-03-10T00:00:00Z"),
        &expect![[r#"
            CutOff(C1)
            escrow       > free A           654.00  EscrowReturned
            deposit A    > earned B         150.00  DamagesPaid
            free A       > earned B          12.00  DamagesPaid
            free A       > penalties         18.00  DamagesHouseShare
            nominated A  > lapsed A        4 slots  SlotsLapsed
            right A      > lapsed A        2 slots  SlotsLapsed
            DroppedOut { carriage: C1, by: Shipper, why: NoShow, units: 6, left: 4, escrow_returned: (65400) }
            Charged { carriage: C1, from: Shipper, total: (18000), to_other: (16200), to_house: (1800), cover: Cover { deposit: (15000), free: (3000), fund: (0), owed: (0) } }
        "#]],
    );
    assert_eq!(quay.slots(), [90, 0, 2, 2, 6]);
}

#[test]
fn nothing_happens_at_the_cut_off_if_everything_came() {
    let mut quay = struck(&terms(), 2, ["2000.00", "0.01"]);
    quay.name(1, 1, 2);
    quay.tell(1, "GTIN", &[1, 2]);
    quay.on("2026-03-08T00:00:00Z");
    check(
        &quay.on("2026-03-10T00:00:00Z"),
        &expect![[r#"
            CutOff(C1)
        "#]],
    );
    assert_eq!(quay.settlement.next_due(), None);
}

/// Two boxes that came, after the cut-off.
fn gated_in() -> Quay {
    let mut quay = struck(&terms(), 2, ["2000.00", "0.01"]);
    quay.name(1, 1, 2);
    quay.tell_as(1, "gate", "GTIN", &[1, 2]);
    quay.on("2026-03-10T00:00:00Z");
    quay
}

#[test]
fn a_gate_in_withdrawn_after_the_cut_off_is_a_no_show() {
    let mut quay = gated_in();
    check(
        &quay.withdraw(1, "gate", "GTIN"),
        &expect![[r#"
            escrow       > free A           218.00  EscrowReturned
            deposit A    > earned B          30.00  DamagesPaid
            free A       > earned B          24.00  DamagesPaid
            free A       > penalties          6.00  DamagesHouseShare
            nominated A  > lapsed A        2 slots  SlotsLapsed
            deposit B    > free B            30.00  DepositReturned
            Withdrawn { carriage: C1, source: B, event: gate, kind: GatedIn }
            DroppedOut { carriage: C1, by: Shipper, why: NoShow, units: 2, left: 0, escrow_returned: (21800) }
            Charged { carriage: C1, from: Shipper, total: (6000), to_other: (5400), to_house: (600), cover: Cover { deposit: (3000), free: (3000), fund: (0), owed: (0) } }
            Closed { carriage: C1, shipper_deposit: (0), carrier_deposit: (3000) }
        "#]],
    );
    assert_eq!(quay.slots(), [98, 0, 0, 0, 2]);
    assert_eq!(quay.settlement.next_due(), None);
}

#[test]
fn a_gate_in_corrected_after_the_cut_off_leaves_a_no_show() {
    let mut quay = gated_in();
    check(
        &quay.correct(1, "gate", "GTIN", &[1]),
        &expect![[r#"
            escrow       > free A           109.00  EscrowReturned
            deposit A    > earned B          27.00  DamagesPaid
            deposit A    > penalties          3.00  DamagesHouseShare
            nominated A  > lapsed A        1 slots  SlotsLapsed
            Corrected { gate: GTIN of 1 boxes at CNSGH by B }
            DroppedOut { carriage: C1, by: Shipper, why: NoShow, units: 1, left: 1, escrow_returned: (10900) }
            Charged { carriage: C1, from: Shipper, total: (3000), to_other: (2700), to_house: (300), cover: Cover { deposit: (3000), free: (0), fund: (0), owed: (0) } }
        "#]],
    );
    assert_eq!(quay.slots(), [98, 0, 1, 0, 1]);
    check(
        &quay.tell(1, "GTIN", &[2]),
        &expect![[r#"
            UNIT_DROPPED_OUT: unit MSKU0000002 has dropped out of C1
        "#]],
    );
}

#[test]
fn a_loading_withdrawn_after_the_cut_off_is_a_no_show_unless_the_box_was_gated_in() {
    let mut quay = struck(&terms(), 2, ["2000.00", "0.01"]);
    quay.name(1, 1, 2);
    quay.tell(1, "GTIN", &[1]);
    quay.tell_as(1, "load", "LOAD", &[1, 2]);
    quay.on("2026-03-10T00:00:00Z");
    check(
        &quay.withdraw(1, "load", "LOAD"),
        &expect![[r#"
            consumed A   > nominated A     2 slots  SlotsUnconsumed
            earned B     > escrow            65.40  ReleaseReversed
            escrow       > free A           109.00  EscrowReturned
            deposit A    > earned B          27.00  DamagesPaid
            deposit A    > penalties          3.00  DamagesHouseShare
            nominated A  > lapsed A        1 slots  SlotsLapsed
            Withdrawn { carriage: C1, source: B, event: load, kind: Loaded }
            ReleaseReversed { carriage: C1, carrier: B, amount: (6540), owed: (0), total: (0), of: (21800) }
            DroppedOut { carriage: C1, by: Shipper, why: NoShow, units: 1, left: 1, escrow_returned: (10900) }
            Charged { carriage: C1, from: Shipper, total: (3000), to_other: (2700), to_house: (300), cover: Cover { deposit: (3000), free: (0), fund: (0), owed: (0) } }
        "#]],
    );
    assert_eq!(quay.slots(), [98, 0, 1, 0, 1]);
}

#[test]
fn a_gate_in_withdrawn_before_the_cut_off_can_be_told_again() {
    let mut quay = struck(&terms(), 2, ["2000.00", "0.01"]);
    quay.name(1, 1, 2);
    quay.tell_as(1, "gate", "GTIN", &[1, 2]);
    check(
        &quay.withdraw(1, "gate", "GTIN"),
        &expect![[r#"
            Withdrawn { carriage: C1, source: B, event: gate, kind: GatedIn }
        "#]],
    );
    quay.tell(1, "GTIN", &[1, 2]);
    quay.on("2026-03-10T00:00:00Z");
    assert_eq!(quay.slots(), [98, 0, 2, 0, 0]);
}

#[test]
fn the_call_comes_before_the_cut_off_at_the_same_instant() {
    let at_once = Terms { call_hours: 0, ..terms() };
    let mut quay = struck(&at_once, 2, ["2000.00", "0.01"]);
    check(
        &quay.on("2026-03-10T00:00:00Z"),
        &expect![[r#"
            Call(C1)
            free A       > escrow           218.00  EscrowCalled
            EscrowCalled { carriage: C1, shipper: A, amount: (21800) }
            CutOff(C1)
            escrow       > free A           218.00  EscrowReturned
            deposit A    > earned B          30.00  DamagesPaid
            free A       > earned B          24.00  DamagesPaid
            free A       > penalties          6.00  DamagesHouseShare
            right A      > lapsed A        2 slots  SlotsLapsed
            deposit B    > free B            30.00  DepositReturned
            DroppedOut { carriage: C1, by: Shipper, why: NoShow, units: 2, left: 0, escrow_returned: (21800) }
            Charged { carriage: C1, from: Shipper, total: (6000), to_other: (5400), to_house: (600), cover: Cover { deposit: (3000), free: (3000), fund: (0), owed: (0) } }
            Closed { carriage: C1, shipper_deposit: (0), carrier_deposit: (3000) }
        "#]],
    );
}

#[test]
fn an_escrow_that_is_not_paid_is_a_no_show_of_everything() {
    let mut quay = struck(&terms(), 3, ["326.99", "0.01"]);
    quay.name(1, 1, 2);
    quay.tell(1, "LOAD", &[1]);
    check(
        &quay.on("2026-03-08T00:00:00Z"),
        &expect![[r#"
            Call(C1)
            deposit A    > earned B          45.00  DamagesPaid
            free A       > earned B          36.00  DamagesPaid
            free A       > penalties          9.00  DamagesHouseShare
            nominated A  > lapsed A        1 slots  SlotsLapsed
            right A      > lapsed A        1 slots  SlotsLapsed
            deposit B    > free B            45.00  DepositReturned
            EscrowUnpaid { carriage: C1, shipper: A, asked: (32700), available: (32699) }
            DroppedOut { carriage: C1, by: Shipper, why: Unpaid, units: 3, left: 0, escrow_returned: (0) }
            Charged { carriage: C1, from: Shipper, total: (9000), to_other: (8100), to_house: (900), cover: Cover { deposit: (4500), free: (4500), fund: (0), owed: (0) } }
            Closed { carriage: C1, shipper_deposit: (0), carrier_deposit: (4500) }
        "#]],
    );
    assert_eq!(quay.slots(), [97, 0, 0, 1, 2]);
    assert_eq!(quay.settlement.next_due(), None);
}

#[test]
fn a_roll_before_the_call_reduces_it() {
    let mut quay = struck(&terms(), 3, ["218.00", "90.00"]);
    check(
        &quay.roll_unnamed(1, 1),
        &expect![[r#"
            deposit B    > free A            27.00  DamagesPaid
            deposit B    > penalties          3.00  DamagesHouseShare
            right A      > lapsed A        1 slots  SlotsLapsed
            DroppedOut { carriage: C1, by: Carrier, why: Rolled, units: 1, left: 2, escrow_returned: (0) }
            Charged { carriage: C1, from: Carrier, total: (3000), to_other: (2700), to_house: (300), cover: Cover { deposit: (3000), free: (0), fund: (0), owed: (0) } }
        "#]],
    );
    check(
        &quay.on("2026-03-08T00:00:00Z"),
        &expect![[r#"
            Call(C1)
            free A       > escrow           218.00  EscrowCalled
            EscrowCalled { carriage: C1, shipper: A, amount: (21800) }
        "#]],
    );
}

#[test]
fn a_roll_after_the_call_gives_the_escrow_back() {
    let mut quay = struck(&terms(), 3, ["1000.00", "1000.00"]);
    quay.name(1, 1, 3);
    quay.on("2026-03-08T00:00:00Z");
    quay.tell(1, "LOAD", &[1]);
    check(
        &quay.roll(1, &[2]),
        &expect![[r#"
            escrow       > free A           109.00  EscrowReturned
            deposit B    > free A            27.00  DamagesPaid
            deposit B    > penalties          3.00  DamagesHouseShare
            nominated A  > lapsed A        1 slots  SlotsLapsed
            DroppedOut { carriage: C1, by: Carrier, why: Rolled, units: 1, left: 2, escrow_returned: (10900) }
            Charged { carriage: C1, from: Carrier, total: (3000), to_other: (2700), to_house: (300), cover: Cover { deposit: (3000), free: (0), fund: (0), owed: (0) } }
        "#]],
    );
    let units = [container(3)];
    let units = settlement::Rolled::Named(&units);
    check(
        &quay.draw(&Command::Roll { by: exchange(), carriage: c(1), units }),
        &expect![[r#"
            escrow       > free A           109.00  EscrowReturned
            deposit B    > free A            15.00  DamagesPaid
            free B       > free A            12.00  DamagesPaid
            free B       > penalties          3.00  DamagesHouseShare
            nominated A  > lapsed A        1 slots  SlotsLapsed
            DroppedOut { carriage: C1, by: Carrier, why: Rolled, units: 1, left: 1, escrow_returned: (10900) }
            Charged { carriage: C1, from: Carrier, total: (3000), to_other: (2700), to_house: (300), cover: Cover { deposit: (1500), free: (1500), fund: (0), owed: (0) } }
        "#]],
    );
}

#[test]
fn a_roll_of_everything_closes_at_once() {
    let mut quay = struck(&terms(), 2, ["1000.00", "1000.00"]);
    quay.name(1, 1, 1);
    quay.roll(1, &[1]);
    check(
        &quay.roll_unnamed(1, 1),
        &expect![[r#"
            free B       > free A            27.00  DamagesPaid
            free B       > penalties          3.00  DamagesHouseShare
            right A      > lapsed A        1 slots  SlotsLapsed
            deposit A    > free A            30.00  DepositReturned
            DroppedOut { carriage: C1, by: Carrier, why: Rolled, units: 1, left: 0, escrow_returned: (0) }
            Charged { carriage: C1, from: Carrier, total: (3000), to_other: (2700), to_house: (300), cover: Cover { deposit: (0), free: (3000), fund: (0), owed: (0) } }
            Closed { carriage: C1, shipper_deposit: (3000), carrier_deposit: (0) }
        "#]],
    );
    assert_eq!(quay.settlement.next_due(), None);
    check(
        &quay.roll_unnamed(1, 1),
        &expect![[r#"
            CARRIAGE_CLOSED: carriage C1 is closed, and final
        "#]],
    );
}

#[test]
fn damages_run_over_all_units_of_a_side() {
    let uneven =
        Terms { roll: settlement::Damages { rate: rate("0.3"), house_share: rate("0.15") }, ..terms() };
    let total = |steps: &[u32]| {
        let mut quay = Quay::open(&uneven, "JPY");
        quay.receive(a(), "5000");
        quay.receive(b(), "5000");
        quay.strike(1, 6, "333");
        steps.iter().for_each(|&units| drop(quay.roll_unnamed(1, units)));
        [Purse::Free(a()), Purse::Free(b()), Purse::Deposit(c(1), b()), Purse::Penalties]
            .map(|purse| quay.inside(purse))
    };
    let at_once = total(&[5]);
    assert_eq!(at_once, ["5,121", "4,496", "0", "75"].map(String::from));
    for split in [&[1, 1, 1, 1, 1][..], &[2, 3], &[3, 1, 1]] {
        assert_eq!(total(split), at_once, "{split:?}");
    }
}

#[test]
fn the_waterfall_serves_the_victim_first_from_each_source() {
    let harsh = Terms { roll: settlement::Damages { rate: rate("1"), house_share: rate("0.2") }, ..terms() };
    let mut quay = struck(&harsh, 10, ["0.01", "100.00"]);
    fund(&mut quay, "300.00");
    check(
        &quay.roll_unnamed(1, 2),
        &expect![[r#"
            deposit B    > free A           150.00  DamagesPaid
            free B       > free A            10.00  DamagesPaid
            free B       > penalties         40.00  DamagesHouseShare
            right A      > lapsed A        2 slots  SlotsLapsed
            DroppedOut { carriage: C1, by: Carrier, why: Rolled, units: 2, left: 8, escrow_returned: (0) }
            Charged { carriage: C1, from: Carrier, total: (20000), to_other: (16000), to_house: (4000), cover: Cover { deposit: (15000), free: (5000), fund: (0), owed: (0) } }
        "#]],
    );
    check(
        &quay.roll_unnamed(1, 8),
        &expect![[r#"
            free B       > free A            50.00  DamagesPaid
            fund         > free A           300.00  DamagesPaid
            owed K1 B    > accrued K1 A     290.00  ClaimArose
            owed K2 B    > to house K2      160.00  ClaimArose
            owed K3 B    > to fund K3       300.00  ClaimArose
            right A      > lapsed A        8 slots  SlotsLapsed
            deposit A    > free A           150.00  DepositReturned
            DroppedOut { carriage: C1, by: Carrier, why: Rolled, units: 8, left: 0, escrow_returned: (0) }
            Charged { carriage: C1, from: Carrier, total: (80000), to_other: (64000), to_house: (16000), cover: Cover { deposit: (0), free: (5000), fund: (30000), owed: (45000) } }
            ClaimArose { claim: ClaimId(1), debtor: B, owner: Member(A), asset: CNY, amount: Amount(29000), about: Carriage(C1) }
            ClaimArose { claim: ClaimId(2), debtor: B, owner: House, asset: CNY, amount: Amount(16000), about: Carriage(C1) }
            ClaimArose { claim: ClaimId(3), debtor: B, owner: Fund, asset: CNY, amount: Amount(30000), about: Carriage(C1) }
            Closed { carriage: C1, shipper_deposit: (15000), carrier_deposit: (0) }
        "#]],
    );
    let owed: Vec<_> = quay.settlement.claims().all().map(|(id, claim)| (id.number(), claim.owner)).collect();
    expect!["[(1, Member(ParticipantId(1))), (2, House), (3, Fund)]"].assert_eq(&format!("{owed:?}"));
}

#[test]
fn a_shipper_in_default_owes_the_carrier() {
    let harsh =
        Terms { no_show: settlement::Damages { rate: rate("1"), house_share: rate("0.2") }, ..terms() };
    let mut quay = struck(&harsh, 1, ["0.01", "0.01"]);
    check(
        &quay.on("2026-03-08T00:00:00Z"),
        &expect![[r#"
            Call(C1)
            deposit A    > earned B          15.00  DamagesPaid
            free A       > earned B           0.01  DamagesPaid
            owed K1 A    > accrued K1 B      64.99  ClaimArose
            owed K2 A    > to house K2       20.00  ClaimArose
            right A      > lapsed A        1 slots  SlotsLapsed
            deposit B    > free B            15.00  DepositReturned
            EscrowUnpaid { carriage: C1, shipper: A, asked: (10900), available: (1) }
            DroppedOut { carriage: C1, by: Shipper, why: Unpaid, units: 1, left: 0, escrow_returned: (0) }
            Charged { carriage: C1, from: Shipper, total: (10000), to_other: (8000), to_house: (2000), cover: Cover { deposit: (1500), free: (1), fund: (0), owed: (8499) } }
            ClaimArose { claim: ClaimId(1), debtor: A, owner: Member(B), asset: CNY, amount: Amount(6499), about: Carriage(C1) }
            ClaimArose { claim: ClaimId(2), debtor: A, owner: House, asset: CNY, amount: Amount(2000), about: Carriage(C1) }
            Closed { carriage: C1, shipper_deposit: (0), carrier_deposit: (1500) }
        "#]],
    );
}
