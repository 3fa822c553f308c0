//! The house pays tax and charges, changes currency, and draws income.

use expect_test::expect;
use money::{Currency, Sum};

use super::{Desk, a, amount, cny, yen, yuan};
use crate::treasury::income;
use crate::{About, Command, Movement, Purse, Purses, Reason};

/// Gives the house money in a purse, from A's.
fn give(desk: &mut Desk, to: Purse, sum: Sum) {
    desk.pay_in(a(), sum);
    let (from, asset, reason) = (Purse::Free(a()), sum.currency.into(), Reason::FeeCharged);
    desk.purses.post(Movement { from, to, asset, amount: sum.amount, reason, about: About::House });
}

/// Somebody paid in one currency what another is owed in the other, so that the house must buy it.
fn open_exchange(desk: &mut Desk, owed: Sum, paid: Sum) {
    desk.pay_in(a(), paid);
    let asset = paid.currency.into();
    let (from, to, reason, about) = (Purse::Free(a()), Purse::Fx, Reason::EscrowCalled, About::House);
    desk.purses.post(Movement { from, to, asset, amount: paid.amount, reason, about });
    let (asset, to) = (owed.currency.into(), Purse::Escrow(super::c(1)));
    desk.purses.post(Movement { from: Purse::Fx, to, asset, amount: owed.amount, reason, about });
}

#[test]
fn the_fund_tax_and_charges_are_paid() {
    let mut desk = Desk::default();
    desk.pay_in(a(), yuan("10.00"));
    expect![[r#"
        FundPaid  Free(A) ▶ Fund  4.00 CNY  House
        » FundPaid { member: A, sum: 4.00 CNY }
    "#]]
    .assert_eq(&desk.draw(&Command::PayFund { member: a(), sum: yuan("4.00") }));
    expect![[r#"
        shortage: FundPaid  Free(A) ▶ Fund  6.01 CNY  House
    "#]]
    .assert_eq(&desk.draw(&Command::PayFund { member: a(), sum: yuan("6.01") }));
    expect![[r#"
        shortage: TaxPaid  Tax ▶ Bank  0.01 CNY  House
    "#]]
    .assert_eq(&desk.draw(&Command::PayTax { sum: yuan("0.01") }));
    give(&mut desk, Purse::Tax, yuan("0.25"));
    expect![[r#"
        TaxPaid  Tax ▶ Bank  0.25 CNY  House
        » TaxPaid { sum: 0.25 CNY }
    "#]]
    .assert_eq(&desk.draw(&Command::PayTax { sum: yuan("0.25") }));
    expect![[r#"
        BankCharged  BankCharges ▶ Bank  0.50 CNY  House
        » BankCharged { sum: 0.50 CNY }
    "#]]
    .assert_eq(&desk.draw(&Command::BankCharge { sum: yuan("0.50") }));
    expect![[r#"
        Free(A)  6.00 CNY
        Fund  4.00 CNY
        BankCharges  0.50 CNY
    "#]]
    .assert_eq(&desk.filled());
}

/// At most what was earned, less charges, losses and what was drawn before.
#[test]
fn income_is_drawn() {
    let mut desk = Desk::default();
    desk.pay_in(a(), yuan("1000.00"));
    give(&mut desk, Purse::Fees, yuan("74.00"));
    give(&mut desk, Purse::Penalties, yuan("166.50"));
    desk.run(&Command::BankCharge { sum: yuan("40.50") }).expect("there is money");
    assert_eq!(income(&desk.purses, cny()).to_string(), "200.00 CNY");
    expect![[r#"
        SWEEP_TOO_LARGE: 200.01 CNY were to be drawn, but 200.00 CNY of income is left
    "#]]
    .assert_eq(&desk.draw(&Command::Sweep { sum: yuan("200.01") }));
    expect![[r#"
        Swept  Drawings ▶ Bank  150.00 CNY  House
        » Swept { sum: 150.00 CNY }
    "#]]
    .assert_eq(&desk.draw(&Command::Sweep { sum: yuan("150.00") }));
    expect![[r#"
        SWEEP_TOO_LARGE: 50.01 CNY were to be drawn, but 50.00 CNY of income is left
    "#]]
    .assert_eq(&desk.draw(&Command::Sweep { sum: yuan("50.01") }));
    desk.run(&Command::BankCharge { sum: yuan("60.00") }).expect("there is money");
    expect![[r#"
        SWEEP_TOO_LARGE: 0.01 CNY were to be drawn, but -10.00 CNY of income is left
    "#]]
    .assert_eq(&desk.draw(&Command::Sweep { sum: yuan("0.01") }));
}

/// The currency is bought in two parts; with the second one the exchange is squared, at a gain.
#[test]
fn an_exchange_gains() {
    let mut desk = Desk::default();
    open_exchange(&mut desk, yuan("455.00"), yen("9750"));
    expect![[r#"
        FxBought  Bank ▶ Fx  255.00 CNY  House
        FxPaid  Fx ▶ Bank  5,400 JPY  House
        » FxBought { bought: 255.00 CNY, paid: 5,400 JPY, result: None }
    "#]]
    .assert_eq(&desk.draw(&Command::BuyFx { bought: yuan("255.00"), paid: yen("5400") }));
    expect![[r#"
        FxBought  Bank ▶ Fx  200.00 CNY  House
        FxPaid  Fx ▶ Bank  4,300 JPY  House
        FxResult  Fx ▶ Rounding  50 JPY  House
        » FxBought { bought: 200.00 CNY, paid: 4,300 JPY, result: Some(50 JPY) }
    "#]]
    .assert_eq(&desk.draw(&Command::BuyFx { bought: yuan("200.00"), paid: yen("4300") }));
    expect![[r#"
        Escrow(C1)  455.00 CNY
        Rounding  50 JPY
    "#]]
    .assert_eq(&desk.filled());
}

#[test]
fn an_exchange_loses() {
    let mut desk = Desk::default();
    desk.pay_in(a(), yen("1000"));
    open_exchange(&mut desk, yuan("455.00"), yen("9750"));
    expect![[r#"
        FxBought  Bank ▶ Fx  455.00 CNY  House
        FxPaid  Fx ▶ Bank  9,800 JPY  House
        FxResult  Rounding ▶ Fx  50 JPY  House
        » FxBought { bought: 455.00 CNY, paid: 9,800 JPY, result: Some(-50 JPY) }
    "#]]
    .assert_eq(&desk.draw(&Command::BuyFx { bought: yuan("455.00"), paid: yen("9800") }));
    expect![[r#"
        Free(A)  1,000 JPY
        Escrow(C1)  455.00 CNY
        Rounding  -50 JPY
    "#]]
    .assert_eq(&desk.filled());
}

/// What a purchase leaves is no result while two currencies are in clearing; in whatever order they leave it.
#[test]
fn an_exchange_over_a_third_currency_waits_for_it() {
    let dollars = |text| Sum::parse(text, Currency::parse("USD").expect("it is listed")).expect("a sum");
    let to_yuan = Command::BuyFx { bought: yuan("700.00"), paid: dollars("100.00") };
    let to_dollars = Command::BuyFx { bought: dollars("100.00"), paid: yen("14900") };
    let begin = || {
        let mut desk = Desk::default();
        desk.pay_in(a(), dollars("100.00"));
        open_exchange(&mut desk, yuan("700.00"), yen("15000"));
        desk
    };
    let mut desk = begin();
    expect![[r#"
        FxBought  Bank ▶ Fx  700.00 CNY  House
        FxPaid  Fx ▶ Bank  100.00 USD  House
        » FxBought { bought: 700.00 CNY, paid: 100.00 USD, result: None }
        FxBought  Bank ▶ Fx  100.00 USD  House
        FxPaid  Fx ▶ Bank  14,900 JPY  House
        FxResult  Fx ▶ Rounding  100 JPY  House
        » FxBought { bought: 100.00 USD, paid: 14,900 JPY, result: Some(100 JPY) }
        Free(A)  100.00 USD
        Escrow(C1)  700.00 CNY
        Rounding  100 JPY
    "#]]
    .assert_eq(&(desk.draw(&to_yuan) + &desk.draw(&to_dollars) + &desk.filled()));
    let mut desk = begin();
    expect![[r#"
        FxBought  Bank ▶ Fx  100.00 USD  House
        FxPaid  Fx ▶ Bank  14,900 JPY  House
        » FxBought { bought: 100.00 USD, paid: 14,900 JPY, result: None }
        FxBought  Bank ▶ Fx  700.00 CNY  House
        FxPaid  Fx ▶ Bank  100.00 USD  House
        FxResult  Fx ▶ Rounding  100 JPY  House
        » FxBought { bought: 700.00 CNY, paid: 100.00 USD, result: Some(100 JPY) }
        Free(A)  100.00 USD
        Escrow(C1)  700.00 CNY
        Rounding  100 JPY
    "#]]
    .assert_eq(&(desk.draw(&to_dollars) + &desk.draw(&to_yuan) + &desk.filled()));
}

/// A round trip ends with the purchase back, whatever is left of which currency.
#[test]
fn an_exchange_there_and_back_gains_what_is_left() {
    let mut desk = Desk::default();
    desk.pay_in(a(), yuan("700.00"));
    desk.run(&Command::BuyFx { bought: yen("15000"), paid: yuan("700.00") }).expect("there is money");
    expect![[r#"
        FxBought  Bank ▶ Fx  703.00 CNY  House
        FxPaid  Fx ▶ Bank  15,000 JPY  House
        FxResult  Fx ▶ Rounding  3.00 CNY  House
        » FxBought { bought: 703.00 CNY, paid: 15,000 JPY, result: Some(3.00 CNY) }
    "#]]
    .assert_eq(&desk.draw(&Command::BuyFx { bought: yuan("703.00"), paid: yen("15000") }));
}

#[test]
fn an_exchange_may_cost_exactly_what_came_in() {
    let mut desk = Desk::default();
    open_exchange(&mut desk, yuan("455.00"), yen("9750"));
    expect![[r#"
        FxBought  Bank ▶ Fx  455.00 CNY  House
        FxPaid  Fx ▶ Bank  9,750 JPY  House
        » FxBought { bought: 455.00 CNY, paid: 9,750 JPY, result: Some(0 JPY) }
    "#]]
    .assert_eq(&desk.draw(&Command::BuyFx { bought: yuan("455.00"), paid: yen("9750") }));
}

#[test]
fn an_exchange_is_refused() {
    let mut desk = Desk::default();
    expect![[r#"
        FX_SAME_CURRENCY: 1.00 CNY were to be bought for 1.00 CNY, which is the same currency
    "#]]
    .assert_eq(&desk.draw(&Command::BuyFx { bought: yuan("1.00"), paid: yuan("1.00") }));
    expect![[r#"
        shortage: FxPaid  Fx ▶ Bank  1 JPY  House
    "#]]
    .assert_eq(&desk.draw(&Command::BuyFx { bought: yuan("1.00"), paid: yen("1") }));
    let most = Sum { amount: amount(999_999_999_999_999_999), currency: cny() };
    desk.pay_in(a(), yuan("0.01"));
    expect![[r#"
        RECEIPT_TOO_LARGE: 9,999,999,999,999,999.99 CNY come in, but custody already answers for 0.01 CNY, and can for 18 digits at most
    "#]].assert_eq(&desk.draw(&Command::BuyFx { bought: most, paid: yen("1") }));
    desk.pay_in(a(), yen("2"));
    let less = Sum { amount: amount(999_999_999_999_999_998), currency: cny() };
    desk.run(&Command::BuyFx { bought: less, paid: yen("1") }).expect("there is room");
    desk.run(&Command::WithdrawMoney { member: a(), sum: yuan("0.01") }).expect("there is money");
    desk.run(&Command::Book { payment: crate::PaymentId::new(1).expect("not zero") }).expect("in transit");
    expect![[r#"
        RECEIPT_TOO_LARGE: 0.02 CNY come in, but custody already answers for 9,999,999,999,999,999.98 CNY, and can for 18 digits at most
    "#]].assert_eq(&desk.draw(&Command::BuyFx { bought: yuan("0.02"), paid: yen("1") }));
}
