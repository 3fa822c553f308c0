//! Earnings are set off, netted and sent.

use expect_test::expect;

use super::{Desk, PAY_DAY, a, b, c, cny, d, member, price, rate, w, yuan};
use crate::treasury::Owner;
use crate::{Command, CycleId, PaymentId};

fn open() -> Command<'static> {
    Command::OpenNetting { currency: cny(), value_date: PAY_DAY }
}

fn cycle(number: u32) -> CycleId {
    CycleId::new(number).expect("not zero")
}

/// Alder pays birch, which pays the warehouse, which pays the fund: what is set off joins the same cycle.
#[test]
fn set_offs_run_through_a_chain() {
    let mut desk = Desk::default();
    desk.earn(a(), 100);
    desk.arise(a(), Owner::Member(b()), 70);
    desk.arise(b(), Owner::Member(w()), 50);
    desk.arise(w(), Owner::Fund, 20);
    desk.arise(d(), Owner::Member(a()), 500);
    expect![[r#"
        ClaimSetOff  Earned(A) ▶ Owed(K1, A)  0.70 CNY  Cycle(N1)
        ClaimPaidOut  Accrued(K1, B) ▶ Earned(B)  0.70 CNY  Cycle(N1)
        ClaimSetOff  Earned(B) ▶ Owed(K2, B)  0.50 CNY  Cycle(N1)
        ClaimPaidOut  Accrued(K2, W) ▶ Earned(W)  0.50 CNY  Cycle(N1)
        ClaimSetOff  Earned(W) ▶ Owed(K3, W)  0.20 CNY  Cycle(N1)
        ClaimPaidOut  AccruedToFund(K3) ▶ Fund  0.20 CNY  Cycle(N1)
        Netted  Earned(A) ▶ Netted(N1, A)  0.30 CNY  Cycle(N1)
        Netted  Earned(B) ▶ Netted(N1, B)  0.20 CNY  Cycle(N1)
        Netted  Earned(W) ▶ Netted(N1, W)  0.30 CNY  Cycle(N1)
        » NettingOpened { cycle: N1, currency: CNY, value_date: 2026-04-15, members: 3, total: Minor(80) }
        » SetOff { claim: K1, debtor: A, cycle: N1, asset: CNY, amount: Minor(70), left: Minor(0) }
        » ClaimSettled { claim: K1 }
        » SetOff { claim: K2, debtor: B, cycle: N1, asset: CNY, amount: Minor(50), left: Minor(0) }
        » ClaimSettled { claim: K2 }
        » SetOff { claim: K3, debtor: W, cycle: N1, asset: CNY, amount: Minor(20), left: Minor(0) }
        » ClaimSettled { claim: K3 }
        » Netted { cycle: N1, member: A, currency: CNY, amount: Amount(30) }
        » Netted { cycle: N1, member: B, currency: CNY, amount: Amount(20) }
        » Netted { cycle: N1, member: W, currency: CNY, amount: Amount(30) }
    "#]]
    .assert_eq(&desk.draw(&open()));
    expect![[r#"
        Accrued(K4, A)  5.00 CNY
        Owed(K4, D)  5.00 CNY
        Netted(N1, A)  0.30 CNY
        Netted(N1, B)  0.20 CNY
        Netted(N1, W)  0.30 CNY
        Fund  0.20 CNY
    "#]]
    .assert_eq(&desk.filled());
}

/// What runs against the order of the members is set off too.
#[test]
fn set_offs_run_backwards_as_well() {
    let mut desk = Desk::default();
    desk.earn(w(), 30);
    desk.arise(w(), Owner::Member(b()), 70);
    desk.arise(b(), Owner::Member(a()), 50);
    desk.arise(a(), Owner::Escrow(c(1)), 20);
    expect![[r#"
        ClaimSetOff  Earned(W) ▶ Owed(K1, W)  0.30 CNY  Cycle(N1)
        ClaimPaidOut  Accrued(K1, B) ▶ Earned(B)  0.30 CNY  Cycle(N1)
        ClaimSetOff  Earned(B) ▶ Owed(K2, B)  0.30 CNY  Cycle(N1)
        ClaimPaidOut  Accrued(K2, A) ▶ Earned(A)  0.30 CNY  Cycle(N1)
        ClaimSetOff  Earned(A) ▶ Owed(K3, A)  0.20 CNY  Cycle(N1)
        ClaimPaidOut  AccruedToEscrow(K3, C1) ▶ Escrow(C1)  0.20 CNY  Cycle(N1)
        Netted  Earned(A) ▶ Netted(N1, A)  0.10 CNY  Cycle(N1)
        » NettingOpened { cycle: N1, currency: CNY, value_date: 2026-04-15, members: 1, total: Minor(10) }
        » SetOff { claim: K1, debtor: W, cycle: N1, asset: CNY, amount: Minor(30), left: Minor(40) }
        » SetOff { claim: K2, debtor: B, cycle: N1, asset: CNY, amount: Minor(30), left: Minor(20) }
        » SetOff { claim: K3, debtor: A, cycle: N1, asset: CNY, amount: Minor(20), left: Minor(0) }
        » ClaimSettled { claim: K3 }
        » Netted { cycle: N1, member: A, currency: CNY, amount: Amount(10) }
    "#]]
    .assert_eq(&desk.draw(&open()));
}

/// A ring of debts that a single cent reaches is set off as if the cent had gone round it thousands of times.
#[test]
fn a_ring_of_debts_is_set_off_at_once() {
    let mut desk = Desk::default();
    desk.earn(d(), 1);
    desk.arise(d(), Owner::Member(a()), 10);
    desk.arise(a(), Owner::Member(b()), 1_000_000);
    desk.arise(b(), Owner::Member(w()), 900_000);
    desk.arise(w(), Owner::Member(a()), 800_000);
    expect![[r#"
        ClaimSetOff  Accrued(K2, B) ▶ Owed(K3, B)  8,000.00 CNY  Cycle(N1)
        ClaimSetOff  Accrued(K3, W) ▶ Owed(K4, W)  8,000.00 CNY  Cycle(N1)
        ClaimSetOff  Accrued(K4, A) ▶ Owed(K2, A)  8,000.00 CNY  Cycle(N1)
        ClaimSetOff  Earned(D) ▶ Owed(K1, D)  0.01 CNY  Cycle(N1)
        ClaimPaidOut  Accrued(K1, A) ▶ Earned(A)  0.01 CNY  Cycle(N1)
        ClaimSetOff  Earned(A) ▶ Owed(K2, A)  0.01 CNY  Cycle(N1)
        ClaimPaidOut  Accrued(K2, B) ▶ Earned(B)  0.01 CNY  Cycle(N1)
        ClaimSetOff  Earned(B) ▶ Owed(K3, B)  0.01 CNY  Cycle(N1)
        ClaimPaidOut  Accrued(K3, W) ▶ Earned(W)  0.01 CNY  Cycle(N1)
        Netted  Earned(W) ▶ Netted(N1, W)  0.01 CNY  Cycle(N1)
        » NettingOpened { cycle: N1, currency: CNY, value_date: 2026-04-15, members: 1, total: Minor(1) }
        » SetOff { claim: K2, debtor: A, cycle: N1, asset: CNY, amount: Minor(800000), left: Minor(200000) }
        » SetOff { claim: K3, debtor: B, cycle: N1, asset: CNY, amount: Minor(800000), left: Minor(100000) }
        » SetOff { claim: K4, debtor: W, cycle: N1, asset: CNY, amount: Minor(800000), left: Minor(0) }
        » ClaimSettled { claim: K4 }
        » SetOff { claim: K1, debtor: D, cycle: N1, asset: CNY, amount: Minor(1), left: Minor(9) }
        » SetOff { claim: K2, debtor: A, cycle: N1, asset: CNY, amount: Minor(1), left: Minor(199999) }
        » SetOff { claim: K3, debtor: B, cycle: N1, asset: CNY, amount: Minor(1), left: Minor(99999) }
        » Netted { cycle: N1, member: W, currency: CNY, amount: Amount(1) }
    "#]]
    .assert_eq(&desk.draw(&open()));
    expect![[r#"
        Accrued(K1, A)  0.09 CNY
        Accrued(K2, B)  1,999.99 CNY
        Accrued(K3, W)  999.99 CNY
        Owed(K1, D)  0.09 CNY
        Owed(K2, A)  1,999.99 CNY
        Owed(K3, B)  999.99 CNY
        Netted(N1, W)  0.01 CNY
    "#]]
    .assert_eq(&desk.filled());
}

/// Where nobody in a ring has earned anything, nothing is set off.
#[test]
fn a_ring_without_earnings_stays() {
    let mut desk = Desk::default();
    desk.earn(d(), 1);
    desk.arise(a(), Owner::Member(b()), 100);
    desk.arise(b(), Owner::Member(a()), 100);
    expect![[r#"
        Netted  Earned(D) ▶ Netted(N1, D)  0.01 CNY  Cycle(N1)
        » NettingOpened { cycle: N1, currency: CNY, value_date: 2026-04-15, members: 1, total: Minor(1) }
        » Netted { cycle: N1, member: D, currency: CNY, amount: Amount(1) }
    "#]]
    .assert_eq(&desk.draw(&open()));
}

/// A bill that accrues is not due, and not set off.
#[test]
fn what_accrues_is_not_set_off() {
    let mut desk = Desk::default();
    desk.earn(a(), 10_000);
    let storage = Command::Accrue { warehouse: w(), carriage: c(1), units: 1, days: 1, rate: price("45") };
    desk.run(&storage).expect("storage");
    expect![[r#"
        Netted  Earned(A) ▶ Netted(N1, A)  100.00 CNY  Cycle(N1)
        » NettingOpened { cycle: N1, currency: CNY, value_date: 2026-04-15, members: 1, total: Minor(10000) }
        » Netted { cycle: N1, member: A, currency: CNY, amount: Amount(10000) }
    "#]]
    .assert_eq(&desk.draw(&open()));
    desk.earn(a(), 10_000);
    desk.run(&Command::Bill { warehouse: w(), bill: super::k(1).bill(), storage_tax: rate("0.06") })
        .expect("a bill");
    expect![[r#"
        ClaimSetOff  Earned(A) ▶ Owed(K1, A)  47.70 CNY  Cycle(N2)
        ClaimPaidOut  Accrued(K1, W) ▶ Earned(W)  47.70 CNY  Cycle(N2)
        Netted  Earned(A) ▶ Netted(N2, A)  52.30 CNY  Cycle(N2)
        Netted  Earned(W) ▶ Netted(N2, W)  47.70 CNY  Cycle(N2)
        » NettingOpened { cycle: N2, currency: CNY, value_date: 2026-04-15, members: 2, total: Minor(10000) }
        » SetOff { claim: K1, debtor: A, cycle: N2, asset: CNY, amount: Minor(4770), left: Minor(0) }
        » ClaimSettled { claim: K1 }
        » Netted { cycle: N2, member: A, currency: CNY, amount: Amount(5230) }
        » Netted { cycle: N2, member: W, currency: CNY, amount: Amount(4770) }
    "#]]
    .assert_eq(&desk.draw(&open()));
}

/// When all earnings are set off against what no member gets, the cycle owes nobody, and can be closed.
#[test]
fn a_cycle_may_owe_nobody() {
    let mut desk = Desk::default();
    desk.earn(a(), 100);
    desk.arise(a(), Owner::House, 100);
    expect![[r#"
        ClaimSetOff  Earned(A) ▶ Owed(K1, A)  1.00 CNY  Cycle(N1)
        ClaimPaidOut  AccruedToHouse(K1) ▶ Penalties  1.00 CNY  Cycle(N1)
        » NettingOpened { cycle: N1, currency: CNY, value_date: 2026-04-15, members: 0, total: Minor(0) }
        » SetOff { claim: K1, debtor: A, cycle: N1, asset: CNY, amount: Minor(100), left: Minor(0) }
        » ClaimSettled { claim: K1 }
    "#]]
    .assert_eq(&desk.draw(&open()));
    expect![[r#"
        » NettingClosed { cycle: N1 }
    "#]]
    .assert_eq(&desk.draw(&Command::CloseNetting { cycle: cycle(1) }));
    expect![[r#"
        NETTING_EMPTY: nobody has CNY earnings to be netted
    "#]]
    .assert_eq(&desk.draw(&open()));
}

#[test]
fn sending_is_refused() {
    let mut desk = Desk::default();
    let send = |number, member| Command::Send { cycle: cycle(number), member };
    expect![[r#"
        NETTING_UNKNOWN: there is no netting cycle N1
    "#]]
    .assert_eq(&desk.draw(&send(1, a())));
    desk.earn(a(), 100);
    desk.run(&open()).expect("there are earnings");
    expect![[r#"
        NETTING_NOT_IN_CYCLE: netting cycle N1 owes participant 2 nothing
    "#]]
    .assert_eq(&desk.draw(&send(1, b())));
    desk.run(&send(1, a())).expect("not sent yet");
    expect![[r#"
        NETTING_ALREADY_SENT: netting cycle N1 sent participant 1 its net by payment P1
    "#]]
    .assert_eq(&desk.draw(&send(1, a())));
    desk.run(&Command::Book { payment: PaymentId::new(1).expect("not zero") }).expect("in transit");
    desk.run(&Command::CloseNetting { cycle: cycle(1) }).expect("all is paid");
    expect![[r#"
        NETTING_CLOSED: netting cycle N1 is closed
    "#]]
    .assert_eq(&desk.draw(&send(1, a())));
}

#[test]
fn closing_is_refused() {
    let mut desk = Desk::default();
    let close = Command::CloseNetting { cycle: cycle(1) };
    expect![[r#"
        NETTING_UNKNOWN: there is no netting cycle N1
    "#]]
    .assert_eq(&desk.draw(&close));
    desk.earn(a(), 100);
    desk.earn(b(), 200);
    desk.run(&open()).expect("there are earnings");
    desk.run(&Command::Send { cycle: cycle(1), member: b() }).expect("not sent yet");
    expect![[r#"
        NETTING_UNSENT: netting cycle N1 was to be closed, but has not paid participant 1
    "#]]
    .assert_eq(&desk.draw(&close));
    desk.run(&Command::Send { cycle: cycle(1), member: a() }).expect("not sent yet");
    expect![[r#"
        NETTING_IN_TRANSIT: netting cycle N1 was to be closed, but payment P2 is in transit
    "#]]
    .assert_eq(&desk.draw(&close));
    let [first, second] = [1, 2].map(|number| PaymentId::new(number).expect("not zero"));
    desk.run(&Command::Book { payment: first }).expect("in transit");
    expect![[r#"
        NETTING_IN_TRANSIT: netting cycle N1 was to be closed, but payment P2 is in transit
    "#]]
    .assert_eq(&desk.draw(&close));
    desk.run(&Command::Refuse { payment: second }).expect("in transit");
    expect![[r#"
        » NettingClosed { cycle: N1 }
    "#]]
    .assert_eq(&desk.draw(&close));
    expect![[r#"
        NETTING_CLOSED: netting cycle N1 is closed
    "#]]
    .assert_eq(&desk.draw(&close));
}

/// What members earn while a cycle is open is netted by the next one.
#[test]
fn cycles_overlap() {
    let mut desk = Desk::default();
    desk.earn(a(), 100);
    desk.run(&open()).expect("there are earnings");
    desk.earn(a(), 50);
    desk.run(&open()).expect("there are earnings");
    let nets = desk.treasury.cycles().open().flat_map(|(id, cycle)| cycle.nets().map(move |net| (id, net)));
    assert_eq!(nets.collect::<Vec<_>>(), [(cycle(1), (a(), None)), (cycle(2), (a(), None))]);
    let first = desk.treasury.cycles().cycle(cycle(1)).expect("open");
    assert_eq!((first.currency(), first.value_date()), (cny(), PAY_DAY));
    expect![[r#"
        Netted(N1, A)  1.00 CNY
        Netted(N2, A)  0.50 CNY
    "#]]
    .assert_eq(&desk.filled());
}

/// A long chain of debtors and a large ring are set off in one step each.
#[test]
fn set_offs_are_few() {
    let mut desk = Desk::default();
    desk.pay_in(a(), yuan("1.00"));
    desk.earn(member(1), 1);
    for number in 1..=60 {
        desk.arise(member(number), Owner::Member(member(number % 60 + 1)), 1_000_000 + u64::from(number));
    }
    let drawn = desk.run(&open()).expect("there are earnings");
    assert!(drawn.lines().count() < 400, "{} lines", drawn.lines().count());
}
