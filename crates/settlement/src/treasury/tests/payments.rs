//! The bank pays, returns and refuses.

use expect_test::expect;
use money::Minor;

use super::{Desk, a, cny, yen, yuan};
use crate::treasury::BankWord;
use crate::{Command, CycleId, PaymentId};

fn withdraw() -> Command<'static> {
    Command::WithdrawMoney { member: a(), sum: yuan("30.00") }
}

fn p(number: u64) -> PaymentId {
    PaymentId::new(number).expect("not zero")
}

/// A desk where A has withdrawn three payments of 30.00.
fn desk() -> Desk {
    let mut desk = Desk::default();
    desk.pay_in(a(), yuan("100.00"));
    for _ in 0..3 {
        desk.run(&withdraw()).expect("there is money");
    }
    desk
}

#[test]
fn free_money_is_withdrawn() {
    let mut desk = Desk::default();
    desk.pay_in(a(), yuan("50.00"));
    expect![[r#"
        MoneyWithdrawn  Free(A) ▶ InTransit(P1, A)  30.00 CNY  Payment(P1)
        » PaymentSent { payment: P1, member: A, cycle: None, sum: 30.00 CNY }
    "#]]
    .assert_eq(&desk.draw(&withdraw()));
    expect![[r#"
        shortage: MoneyWithdrawn  Free(A) ▶ InTransit(P2, A)  30.00 CNY  Payment(P2)
    "#]]
    .assert_eq(&desk.draw(&withdraw()));
    expect![[r#"
        PaymentBooked  InTransit(P1, A) ▶ Bank  30.00 CNY  Payment(P1)
        » PaymentBooked { payment: P1, member: A, sum: 30.00 CNY }
    "#]]
    .assert_eq(&desk.draw(&Command::Book { payment: p(1) }));
    expect![[r#"
        Free(A)  20.00 CNY
    "#]]
    .assert_eq(&desk.filled());
}

/// What is in transit comes from transit, what was booked from the bank; both are free again.
#[test]
fn money_comes_back() {
    let mut desk = desk();
    expect![[r#"
        PaymentRefused  InTransit(P1, A) ▶ Free(A)  30.00 CNY  Payment(P1)
        » PaymentRefused { payment: P1, member: A, sum: 30.00 CNY }
    "#]]
    .assert_eq(&desk.draw(&Command::Refuse { payment: p(1) }));
    expect![[r#"
        PaymentReturned  InTransit(P2, A) ▶ Free(A)  30.00 CNY  Payment(P2)
        » PaymentReturned { payment: P2, member: A, sum: 30.00 CNY }
    "#]]
    .assert_eq(&desk.draw(&Command::Return { payment: p(2) }));
    desk.run(&Command::Book { payment: p(3) }).expect("in transit");
    expect![[r#"
        PaymentReturned  Bank ▶ Free(A)  30.00 CNY  Payment(P3)
        » PaymentReturned { payment: P3, member: A, sum: 30.00 CNY }
    "#]]
    .assert_eq(&desk.draw(&Command::Return { payment: p(3) }));
    expect![[r#"
        Free(A)  100.00 CNY
    "#]]
    .assert_eq(&desk.filled());
    let all = desk.treasury.payments().all().map(|(id, payment)| (id, payment.word()));
    let expected = [BankWord::Refused, BankWord::Returned, BankWord::Returned].map(Some);
    assert_eq!(all.collect::<Vec<_>>(), [p(1), p(2), p(3)].into_iter().zip(expected).collect::<Vec<_>>());
}

#[test]
fn the_bank_cannot_change_its_word() {
    let mut desk = desk();
    desk.run(&Command::Book { payment: p(1) }).expect("in transit");
    desk.run(&Command::Return { payment: p(2) }).expect("in transit");
    desk.run(&Command::Refuse { payment: p(3) }).expect("in transit");
    let mut drawn = String::new();
    for payment in [p(1), p(2), p(3), p(4)] {
        for command in [Command::Book { payment }, Command::Refuse { payment }] {
            drawn += &desk.draw(&command);
        }
    }
    for payment in [p(2), p(3), p(4)] {
        drawn += &desk.draw(&Command::Return { payment });
    }
    expect![[r#"
        PAYMENT_ALREADY_BOOKED: payment P1 was already booked
        PAYMENT_ALREADY_BOOKED: payment P1 was already booked
        PAYMENT_ALREADY_RETURNED: payment P2 was already returned
        PAYMENT_ALREADY_RETURNED: payment P2 was already returned
        PAYMENT_ALREADY_REFUSED: payment P3 was already refused
        PAYMENT_ALREADY_REFUSED: payment P3 was already refused
        PAYMENT_UNKNOWN: there is no payment P4
        PAYMENT_UNKNOWN: there is no payment P4
        PAYMENT_ALREADY_RETURNED: payment P2 was already returned
        PAYMENT_ALREADY_REFUSED: payment P3 was already refused
        PAYMENT_UNKNOWN: there is no payment P4
    "#]]
    .assert_eq(&drawn);
}

/// A payment of a finished cycle can still be returned, and withdrawn again.
#[test]
fn a_payment_outlives_its_cycle() {
    let mut desk = Desk::default();
    desk.earn(a(), 100);
    let cycle = CycleId::new(1).expect("not zero");
    desk.run(&Command::OpenNetting { currency: cny(), value_date: super::PAY_DAY })
        .expect("there are earnings");
    desk.run(&Command::Send { cycle, member: a() }).expect("not sent yet");
    desk.run(&Command::Book { payment: p(1) }).expect("in transit");
    desk.run(&Command::CloseNetting { cycle }).expect("all is paid");
    expect![[r#"
        PaymentReturned  Bank ▶ Free(A)  1.00 CNY  Payment(P1)
        » PaymentReturned { payment: P1, member: A, sum: 1.00 CNY }
    "#]]
    .assert_eq(&desk.draw(&Command::Return { payment: p(1) }));
    let payment = desk.treasury.payments().payment(p(1)).expect("known");
    assert_eq!((payment.member(), payment.cycle(), payment.sum()), (a(), Some(cycle), yuan("1.00")));
}

/// While the money was away, so much came in that it finds no room.
#[test]
fn a_return_may_find_no_room() {
    let mut desk = Desk::default();
    desk.pay_in(a(), yen("100"));
    desk.run(&Command::WithdrawMoney { member: a(), sum: yen("100") }).expect("there is money");
    desk.run(&Command::Book { payment: p(1) }).expect("in transit");
    desk.pay_in(a(), yen(&Minor::MAX.units().to_string()));
    expect![[r#"
        RECEIPT_TOO_LARGE: 100 JPY come in, but custody already answers for 999,999,999,999,999,999 JPY, and can for 18 digits at most
    "#]].assert_eq(&desk.draw(&Command::Return { payment: p(1) }));
}

/// A payment that the bank cannot have booked, since it does not have the money, stays in transit.
#[test]
fn a_booking_may_lack_the_money() {
    let mut desk = Desk::default();
    desk.pay_in(a(), yuan("30.00"));
    desk.run(&withdraw()).expect("there is money");
    desk.run(&Command::BankCharge { sum: yuan("0.01") }).expect("there is money");
    expect![[r#"
        shortage: PaymentBooked  InTransit(P1, A) ▶ Bank  30.00 CNY  Payment(P1)
    "#]]
    .assert_eq(&desk.draw(&Command::Book { payment: p(1) }));
    expect![[r#"
        InTransit(P1, A)  30.00 CNY
        BankCharges  0.01 CNY
    "#]]
    .assert_eq(&desk.filled());
}
