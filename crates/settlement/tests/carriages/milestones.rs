//! Money follows what stands: released, taken back, owed, and released again.

use expect_test::{Expect, expect};
use money::{Currency, Sum};
use settlement::{Command, Purse, Terms};

use crate::quay::{Quay, a, b, c, exchange, terms, tranche};

fn check(actual: &str, expected: &Expect) {
    expected.assert_eq(actual);
}

/// Ten boxes at 100.00, named, gated in and called: an escrow of 1,090.00.
fn called(terms: &Terms) -> Quay {
    let mut quay = Quay::open(terms, "CNY");
    quay.receive(a(), "5000.00");
    quay.receive(b(), "152.12");
    quay.strike(1, 10, "100.00");
    quay.name(1, 1, 10);
    quay.tell(1, "GTIN", &all());
    quay.on("2026-03-08T00:00:00Z");
    quay
}

fn all() -> Vec<u32> {
    (1..=10).collect()
}

/// Everything that B has earned or has free is paid out, and booked by the bank.
fn pay_out(quay: &mut Quay) {
    let currency = Currency::parse("CNY").unwrap();
    let sum = |text: &str| Sum::parse(&text.replace(',', ""), currency).unwrap();
    let earned = quay.inside(Purse::Earned(b()));
    if earned != "0.00" {
        quay.run(&Command::OpenNetting { currency, value_date: jiff::civil::date(2026, 3, 11) }).unwrap();
        let cycle = settlement::CycleId::new(1).unwrap();
        quay.run(&Command::Send { cycle, member: b() }).unwrap();
    }
    let free = quay.inside(Purse::Free(b()));
    if free != "0.00" {
        quay.run(&Command::WithdrawMoney { member: b(), sum: sum(&free) }).unwrap();
    }
    let payments = quay.purses.filled().filter(|(purse, _, _)| matches!(purse, Purse::InTransit(..))).count();
    for payment in (1..=payments as u64).map(|number| settlement::PaymentId::new(number).unwrap()) {
        quay.run(&Command::Book { payment }).unwrap();
    }
}

#[test]
fn milestones_before_their_turn_wait() {
    let mut quay = called(&terms());
    check(
        &quay.tell(1, "DISC", &[1, 2]),
        &expect![[r#"
            Recorded { e2: DISC of 2 boxes at CNSGH by B }
        "#]],
    );
    check(
        &quay.tell(1, "LOAD", &[2]),
        &expect![[r#"
            nominated A  > consumed A      1 slots  SlotsConsumed
            escrow       > earned B          87.20  Released
            Recorded { e3: LOAD of 1 boxes at CNSGH by B }
            Released { carriage: C1, carrier: B, amount: (8720), total: (8720), of: (109000) }
        "#]],
    );
}

#[test]
fn the_call_releases_what_already_stands() {
    let mut quay = Quay::open(&terms(), "CNY");
    quay.receive(a(), "5000.00");
    quay.receive(b(), "1000.00");
    quay.strike(1, 10, "100.00");
    quay.name(1, 1, 10);
    check(
        &quay.tell(1, "LOAD", &[1, 2, 3]),
        &expect![[r#"
            nominated A  > consumed A      3 slots  SlotsConsumed
            Recorded { e1: LOAD of 3 boxes at CNSGH by B }
        "#]],
    );
    check(
        &quay.on("2026-03-08T00:00:00Z"),
        &expect![[r#"
            Call(C1)
            free A       > escrow         1,090.00  EscrowCalled
            escrow       > earned B          98.10  Released
            EscrowCalled { carriage: C1, shipper: A, amount: (109000) }
            Released { carriage: C1, carrier: B, amount: (9810), total: (9810), of: (109000) }
        "#]],
    );
}

#[test]
fn the_escrow_may_be_called_early() {
    let mut quay = Quay::open(&terms(), "CNY");
    quay.receive(a(), "5000.00");
    quay.receive(b(), "1000.00");
    quay.strike(1, 10, "100.00");
    check(
        &quay.draw(&Command::Call { carriage: c(1) }),
        &expect![[r#"
            free A       > escrow         1,090.00  EscrowCalled
            EscrowCalled { carriage: C1, shipper: A, amount: (109000) }
        "#]],
    );
    check(&quay.on("2026-03-08T00:00:00Z"), &expect![[""]]);
}

#[test]
fn a_withdrawal_takes_back_what_was_earned() {
    let mut quay = called(&terms());
    quay.tell_as(1, "load", "LOAD", &all());
    let before = quay.filled();
    check(
        &quay.tell_as(1, "disc", "DISC", &[1, 2, 3]),
        &expect![[r#"
            escrow       > earned B         163.50  Released
            Recorded { disc: DISC of 3 boxes at CNSGH by B }
            Released { carriage: C1, carrier: B, amount: (16350), total: (49050), of: (109000) }
        "#]],
    );
    check(
        &quay.withdraw(1, "disc", "DISC"),
        &expect![[r#"
            earned B     > escrow           163.50  ReleaseReversed
            Withdrawn { carriage: C1, source: B, event: disc, kind: Discharged }
            ReleaseReversed { carriage: C1, carrier: B, amount: (16350), owed: (0), total: (32700), of: (109000) }
        "#]],
    );
    assert_eq!(quay.filled(), before);
}

#[test]
fn a_withdrawn_loading_suspends_the_later_tranches() {
    let mut quay = called(&terms());
    quay.tell_as(1, "load", "LOAD", &all());
    quay.tell_as(1, "disc", "DISC", &all());
    check(
        &quay.withdraw(1, "load", "LOAD"),
        &expect![[r#"
            consumed A   > nominated A    10 slots  SlotsUnconsumed
            earned B     > escrow           872.00  ReleaseReversed
            Withdrawn { carriage: C1, source: B, event: load, kind: Loaded }
            ReleaseReversed { carriage: C1, carrier: B, amount: (87200), owed: (0), total: (0), of: (109000) }
        "#]],
    );
    check(
        &quay.tell_as(1, "load again", "LOAD", &all()),
        &expect![[r#"
            nominated A  > consumed A     10 slots  SlotsConsumed
            escrow       > earned B         872.00  Released
            Recorded { load again: LOAD of 10 boxes at CNSGH by B }
            Released { carriage: C1, carrier: B, amount: (87200), total: (87200), of: (109000) }
        "#]],
    );
}

#[test]
fn what_was_paid_out_is_owed_and_falls_away_when_it_is_due_again() {
    let mut quay = called(&terms());
    quay.tell(1, "SURR", &[]);
    quay.tell(1, "CUSR", &[]);
    quay.tell_as(1, "load", "LOAD", &all());
    quay.tell_as(1, "disc", "DISC", &all());
    check(
        &quay.tell_as(1, "gone", "GTOT", &all()),
        &expect![[r#"
            escrow       > earned B         218.00  Released
            Recorded { gone: GTOT of 10 boxes at CNSGH by B }
            Released { carriage: C1, carrier: B, amount: (21800), total: (109000), of: (109000) }
            ClosesAt { carriage: C1, at: Some(2026-03-11T00:00:00Z) }
        "#]],
    );
    pay_out(&mut quay);
    check(
        &quay.withdraw(1, "gone", "GTOT"),
        &expect![[r#"
            owed K1 B    > to escrow K1     218.00  ClaimArose
            Withdrawn { carriage: C1, source: B, event: gone, kind: GatedOut }
            ReleaseReversed { carriage: C1, carrier: B, amount: (21800), owed: (21800), total: (87200), of: (109000) }
            ClaimArose { claim: ClaimId(1), debtor: B, owner: Escrow(C1), asset: CNY, amount: Amount(21800), about: Carriage(C1) }
            ClosesAt { carriage: C1, at: None }
        "#]],
    );
    check(
        &quay.tell_as(1, "gone again", "GTOT", &all()),
        &expect![[r#"
            to escrow K1 > owed K1 B        218.00  ClaimLapsed
            Recorded { gone again: GTOT of 10 boxes at CNSGH by B }
            Released { carriage: C1, carrier: B, amount: (21800), total: (109000), of: (109000) }
            ClaimLapsed { claim: ClaimId(1), debtor: B, asset: CNY, amount: (21800), left: (0) }
            ClaimSettled { claim: ClaimId(1) }
            ClosesAt { carriage: C1, at: Some(2026-03-11T00:00:00Z) }
        "#]],
    );
}

#[test]
fn a_new_release_comes_from_the_escrow_first() {
    let mut quay = called(&terms());
    quay.tell_as(1, "load", "LOAD", &all());
    pay_out(&mut quay);
    quay.withdraw(1, "load", "LOAD");
    assert_eq!(quay.inside(Purse::Escrow(c(1))), "763.00");
    quay.tell(1, "DISC", &all());
    check(
        &quay.tell_as(1, "load again", "LOAD", &all()),
        &expect![[r#"
            nominated A  > consumed A     10 slots  SlotsConsumed
            escrow       > earned B         763.00  Released
            to escrow K1 > owed K1 B        109.00  ClaimLapsed
            Recorded { load again: LOAD of 10 boxes at CNSGH by B }
            Released { carriage: C1, carrier: B, amount: (87200), total: (87200), of: (109000) }
            ClaimLapsed { claim: ClaimId(1), debtor: B, asset: CNY, amount: (10900), left: (21800) }
        "#]],
    );
}

#[test]
fn a_carrier_pays_back_from_what_it_has_and_owes_the_rest() {
    let mut quay = called(&terms());
    quay.tell_as(1, "load", "LOAD", &all());
    pay_out(&mut quay);
    quay.tell(1, "DISC", &[1]);
    quay.receive(b(), "10.00");
    check(
        &quay.withdraw(1, "load", "LOAD"),
        &expect![[r#"
            consumed A   > nominated A    10 slots  SlotsUnconsumed
            earned B     > escrow            54.50  ReleaseReversed
            free B       > escrow            10.00  ReleaseReversed
            owed K1 B    > to escrow K1     317.00  ClaimArose
            Withdrawn { carriage: C1, source: B, event: load, kind: Loaded }
            ReleaseReversed { carriage: C1, carrier: B, amount: (38150), owed: (31700), total: (0), of: (109000) }
            ClaimArose { claim: ClaimId(1), debtor: B, owner: Escrow(C1), asset: CNY, amount: Amount(31700), about: Carriage(C1) }
        "#]],
    );
    quay.receive(b(), "300.00");
    let currency = Currency::parse("CNY").unwrap();
    check(
        &quay.draw(&Command::Collect { debtor: b(), currency }),
        &expect![[r#"
            free B       > owed K1 B        300.00  ClaimCollected
            to escrow K1 > escrow           300.00  ClaimPaidOut
            Collected { claim: ClaimId(1), debtor: B, asset: CNY, amount: (30000), left: (1700) }
        "#]],
    );
}

#[test]
fn escrow_that_is_owed_becomes_the_shippers_claim_when_boxes_drop_out() {
    let gate = Terms { tranches: vec![tranche("1", &["GTIN"])], ..terms() };
    let mut quay = called(&gate);
    pay_out(&mut quay);
    check(
        &quay.roll(1, &[1, 2]),
        &expect![[r#"
            owed K1 B    > to escrow K1     218.00  ClaimArose
            to escrow K1 > accrued K1 A     218.00  ClaimReassigned
            deposit B    > free A            54.00  DamagesPaid
            deposit B    > penalties          6.00  DamagesHouseShare
            nominated A  > lapsed A        2 slots  SlotsLapsed
            ReleaseReversed { carriage: C1, carrier: B, amount: (21800), owed: (21800), total: (87200), of: (87200) }
            ClaimArose { claim: ClaimId(1), debtor: B, owner: Escrow(C1), asset: CNY, amount: Amount(21800), about: Carriage(C1) }
            ClaimReassigned { claim: ClaimId(1), from: ClaimId(1), debtor: B, owner: Member(A), asset: CNY, amount: Amount(21800) }
            DroppedOut { carriage: C1, by: Carrier, why: Rolled, units: 2, left: 8, escrow_returned: (21800) }
            Charged { carriage: C1, from: Carrier, total: (6000), to_other: (5400), to_house: (600), cover: Cover { deposit: (6000), free: (0), fund: (0), owed: (0) } }
            ClosesAt { carriage: C1, at: Some(2026-03-11T00:00:00Z) }
        "#]],
    );
}

#[test]
fn customs_stop_what_needs_them_until_their_last_word() {
    let mut quay = called(&terms());
    quay.tell(1, "SURR", &[]);
    quay.tell(1, "CUSR@CNCHQ", &[]);
    quay.tell_as(1, "inspected", "CUSI@CNSGH", &[]);
    check(
        &quay.tell(1, "LOAD", &all()),
        &expect![[r#"
            nominated A  > consumed A     10 slots  SlotsConsumed
            escrow       > earned B         327.00  Released
            Recorded { e4: LOAD of 10 boxes at CNSGH by B }
            Released { carriage: C1, carrier: B, amount: (32700), total: (32700), of: (109000) }
        "#]],
    );
    check(
        &quay.tell(1, "DISC", &all()),
        &expect![[r#"
            escrow       > earned B         545.00  Released
            Recorded { e5: DISC of 10 boxes at CNSGH by B }
            Released { carriage: C1, carrier: B, amount: (54500), total: (87200), of: (109000) }
        "#]],
    );
    check(
        &quay.tell(1, "GTOT", &[1, 2]),
        &expect![[r#"
            Recorded { e6: GTOT of 2 boxes at CNSGH by B }
        "#]],
    );
    check(
        &quay.tell(1, "CUSR@CNSGH", &[]),
        &expect![[r#"
            escrow       > earned B          43.60  Released
            Recorded { e7: CUSR of 0 boxes at CNSGH by X }
            Released { carriage: C1, carrier: B, amount: (4360), total: (91560), of: (109000) }
        "#]],
    );
    check(
        &quay.tell(1, "HOLD@CNSGH", &[]),
        &expect![[r#"
            Recorded { e8: HOLD of 0 boxes at CNSGH by X }
        "#]],
    );
    check(
        &quay.tell(1, "GTOT", &[3]),
        &expect![[r#"
            Recorded { e9: GTOT of 1 boxes at CNSGH by B }
        "#]],
    );
    check(
        &quay.tell(1, "CUSR@CNSGH", &[]),
        &expect![[r#"
            escrow       > earned B          21.80  Released
            Recorded { e10: CUSR of 0 boxes at CNSGH by X }
            Released { carriage: C1, carrier: B, amount: (2180), total: (93740), of: (109000) }
        "#]],
    );
}

#[test]
fn a_withdrawn_inspection_leaves_the_word_before_it() {
    let mut quay = called(&terms());
    quay.tell(1, "SURR", &[]);
    quay.tell(1, "CUSR", &[]);
    quay.tell_as(1, "inspected", "CUSI", &[]);
    quay.tell(1, "LOAD", &all());
    quay.tell(1, "DISC", &all());
    quay.tell(1, "GTOT", &all());
    check(
        &quay.withdraw(1, "inspected", "CUSI"),
        &expect![[r#"
            escrow       > earned B         218.00  Released
            Withdrawn { carriage: C1, source: X, event: inspected, kind: CustomsInspected }
            Released { carriage: C1, carrier: B, amount: (21800), total: (109000), of: (109000) }
            ClosesAt { carriage: C1, at: Some(2026-03-11T00:00:00Z) }
        "#]],
    );
}

#[test]
fn a_withdrawn_release_by_customs_takes_back_the_last_tranche() {
    let mut quay = called(&terms());
    quay.tell_as(1, "released", "CUSR", &[]);
    quay.tell(1, "SURR", &[]);
    quay.tell(1, "LOAD", &all());
    quay.tell(1, "DISC", &all());
    check(
        &quay.tell(1, "GTOT", &all()),
        &expect![[r#"
            escrow       > earned B         218.00  Released
            Recorded { e5: GTOT of 10 boxes at CNSGH by B }
            Released { carriage: C1, carrier: B, amount: (21800), total: (109000), of: (109000) }
            ClosesAt { carriage: C1, at: Some(2026-03-11T00:00:00Z) }
        "#]],
    );
    check(
        &quay.tell(1, "CUSI", &[]),
        &expect![[r#"
            Recorded { e6: CUSI of 0 boxes at CNSGH by X }
        "#]],
    );
    quay.on("2026-03-10T00:00:00Z");
    check(
        &quay.withdraw(1, "released", "CUSR"),
        &expect![[r#"
            earned B     > escrow           218.00  ReleaseReversed
            Withdrawn { carriage: C1, source: X, event: released, kind: CustomsReleased }
            ReleaseReversed { carriage: C1, carrier: B, amount: (21800), owed: (0), total: (87200), of: (109000) }
            ClosesAt { carriage: C1, at: None }
        "#]],
    );
    check(
        &quay.tell(1, "CUSR", &[]),
        &expect![[r#"
            escrow       > earned B         218.00  Released
            Recorded { e7: CUSR of 0 boxes at CNSGH by X }
            Released { carriage: C1, carrier: B, amount: (21800), total: (109000), of: (109000) }
            ClosesAt { carriage: C1, at: Some(2026-03-13T00:00:00Z) }
        "#]],
    );
    check(
        &quay.on("2026-03-13T00:00:00Z"),
        &expect![[r#"
            Close(C1)
            deposit A    > free A           150.00  DepositReturned
            deposit B    > free B           150.00  DepositReturned
            Closed { carriage: C1, shipper_deposit: (15000), carrier_deposit: (15000) }
        "#]],
    );
}

#[test]
fn a_correction_keeps_its_place_and_moves_the_difference() {
    let mut quay = called(&terms());
    quay.tell_as(1, "load", "LOAD", &[1, 2, 3]);
    check(
        &quay.correct(1, "load", "LOAD", &[3, 4]),
        &expect![[r#"
            nominated A  > consumed A      1 slots  SlotsConsumed
            consumed A   > nominated A     2 slots  SlotsUnconsumed
            earned B     > escrow            32.70  ReleaseReversed
            Corrected { load: LOAD of 2 boxes at CNSGH by B }
            ReleaseReversed { carriage: C1, carrier: B, amount: (3270), owed: (0), total: (6540), of: (109000) }
        "#]],
    );
    assert_eq!(quay.slots(), [90, 0, 8, 2, 0]);
    check(
        &quay.correct(1, "load", "DISC", &[3, 4]),
        &expect![[r#"
            consumed A   > nominated A     2 slots  SlotsUnconsumed
            earned B     > escrow            65.40  ReleaseReversed
            Corrected { load: DISC of 2 boxes at CNSGH by B }
            ReleaseReversed { carriage: C1, carrier: B, amount: (6540), owed: (0), total: (0), of: (109000) }
        "#]],
    );
    assert_eq!(quay.slots(), [90, 0, 10, 0, 0]);
}

#[test]
fn the_exchange_may_correct_what_another_told() {
    let mut quay = called(&terms());
    quay.tell_as(1, "load", "LOAD", &[1, 2, 3]);
    let milestone = quay.milestone("load", "LOAD", &[1]);
    let (by, source) = (exchange(), crate::quay::carrier().participant);
    let command = Command::Correct { by, carriage: c(1), source, milestone: &milestone };
    check(
        &quay.draw(&command),
        &expect![[r#"
            consumed A   > nominated A     2 slots  SlotsUnconsumed
            earned B     > escrow            65.40  ReleaseReversed
            Corrected { load: LOAD of 1 boxes at CNSGH by B }
            ReleaseReversed { carriage: C1, carrier: B, amount: (6540), owed: (0), total: (3270), of: (109000) }
        "#]],
    );
}

#[test]
fn a_carriage_closes_days_after_its_last_release() {
    let once = Terms { tranches: vec![tranche("1", &["LOAD"])], ..terms() };
    let mut quay = called(&once);
    quay.tell_as(1, "first", "LOAD", &[1, 2, 3, 4, 5]);
    check(
        &quay.tell_as(1, "second", "LOAD", &[6, 7, 8, 9, 10]),
        &expect![[r#"
            nominated A  > consumed A      5 slots  SlotsConsumed
            escrow       > earned B         545.00  Released
            Recorded { second: LOAD of 5 boxes at CNSGH by B }
            Released { carriage: C1, carrier: B, amount: (54500), total: (109000), of: (109000) }
            ClosesAt { carriage: C1, at: Some(2026-03-11T00:00:00Z) }
        "#]],
    );
    quay.on("2026-03-09T00:00:00Z");
    check(
        &quay.correct(1, "second", "LOAD", &[6, 7, 8, 9]),
        &expect![[r#"
            consumed A   > nominated A     1 slots  SlotsUnconsumed
            earned B     > escrow           109.00  ReleaseReversed
            Corrected { second: LOAD of 4 boxes at CNSGH by B }
            ReleaseReversed { carriage: C1, carrier: B, amount: (10900), owed: (0), total: (98100), of: (109000) }
            ClosesAt { carriage: C1, at: None }
        "#]],
    );
    quay.on("2026-03-10T00:00:00Z");
    check(
        &quay.tell_as(1, "third", "LOAD", &[10]),
        &expect![[r#"
            nominated A  > consumed A      1 slots  SlotsConsumed
            escrow       > earned B         109.00  Released
            Recorded { third: LOAD of 1 boxes at CNSGH by B }
            Released { carriage: C1, carrier: B, amount: (10900), total: (109000), of: (109000) }
            ClosesAt { carriage: C1, at: Some(2026-03-13T00:00:00Z) }
        "#]],
    );
    quay.on("2026-03-12T00:00:00Z");
    check(
        &quay.tell(1, "DISC", &[10]),
        &expect![[r#"
            Recorded { e2: DISC of 1 boxes at CNSGH by B }
        "#]],
    );
    check(
        &quay.on("2026-03-14T00:00:00Z"),
        &expect![[r#"
            Close(C1)
            deposit A    > free A           150.00  DepositReturned
            deposit B    > free B           150.00  DepositReturned
            Closed { carriage: C1, shipper_deposit: (15000), carrier_deposit: (15000) }
        "#]],
    );
    assert_eq!(quay.settlement.carriage(c(1)), None);
}
