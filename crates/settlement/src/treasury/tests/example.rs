//! The worked example of the trade: rows 1, 10, 12 and 14 to 16, to the cent.

use expect_test::expect;

use super::{Desk, PAY_DAY, a, b, c, cny, k, price, rate, w, yuan};
use crate::{Command, CycleId, PaymentId};

/// Two boxes stored for four days, billed with tax, and paid with the freight.
#[test]
fn storage_and_freight_are_paid() {
    let mut desk = Desk::default();
    desk.pay_in(a(), yuan("60000.00"));
    expect![[r#"
        Received  Bank ▶ Free(A)  60,000.00 CNY  House
    "#]]
    .assert_eq(&desk.drawn());
    desk.pay_in(b(), yuan("40000.00"));
    // What rows 2 to 13 make of it: the carrier's 35,779.00 are released, the rest is not spent.
    desk.earn(b(), 3_577_900);

    let storage = Command::Accrue { warehouse: w(), carriage: c(1), units: 2, days: 4, rate: price("45") };
    expect![[r#"
        StorageAccrued  Owed(K1, A) ▶ Accrued(K1, W)  360.00 CNY  Claim(K1)
        » StorageAccrued { bill: B1, carriage: C1, warehouse: W, debtor: A, units: 2, days: 4, rate: 45, currency: CNY, amount: Minor(36000) }
    "#]].assert_eq(&desk.draw(&storage));
    let bill = Command::Bill { warehouse: w(), bill: k(1).bill(), storage_tax: rate("0.06") };
    expect![[r#"
        StorageTaxed  Owed(K1, A) ▶ Accrued(K1, W)  21.60 CNY  Claim(K1)
        » StorageBilled { bill: B1, warehouse: W, debtor: A, currency: CNY, tax: Minor(2160), total: Minor(38160) }
    "#]].assert_eq(&desk.draw(&bill));
    assert!(desk.claims.may_collect(&desk.purses, a(), cny().into()));
    expect![[r#"
        ClaimCollected  Free(A) ▶ Owed(K1, A)  381.60 CNY  Claim(K1)
        ClaimPaidOut  Accrued(K1, W) ▶ Earned(W)  381.60 CNY  Claim(K1)
        » Collected { claim: K1, debtor: A, asset: CNY, amount: Minor(38160), left: Minor(0) }
        » ClaimSettled { claim: K1 }
    "#]]
    .assert_eq(&desk.draw(&Command::Collect { debtor: a(), currency: cny() }));
    assert!(!desk.claims.is_debtor(cny().into(), a()));

    expect![[r#"
        Netted  Earned(B) ▶ Netted(N1, B)  35,779.00 CNY  Cycle(N1)
        Netted  Earned(W) ▶ Netted(N1, W)  381.60 CNY  Cycle(N1)
        » NettingOpened { cycle: N1, currency: CNY, value_date: 2026-04-15, members: 2, total: Minor(3616060) }
        » Netted { cycle: N1, member: B, currency: CNY, amount: Amount(3577900) }
        » Netted { cycle: N1, member: W, currency: CNY, amount: Amount(38160) }
    "#]].assert_eq(&desk.draw(&Command::OpenNetting { currency: cny(), value_date: PAY_DAY }));
    let cycle = CycleId::new(1).expect("not zero");
    expect![[r#"
        PaymentSent  Netted(N1, B) ▶ InTransit(P1, B)  35,779.00 CNY  Payment(P1)
        » PaymentSent { payment: P1, member: B, cycle: Some(N1), sum: 35,779.00 CNY }
    "#]]
    .assert_eq(&desk.draw(&Command::Send { cycle, member: b() }));
    expect![[r#"
        PaymentSent  Netted(N1, W) ▶ InTransit(P2, W)  381.60 CNY  Payment(P2)
        » PaymentSent { payment: P2, member: W, cycle: Some(N1), sum: 381.60 CNY }
    "#]]
    .assert_eq(&desk.draw(&Command::Send { cycle, member: w() }));
    let [first, second] = [1, 2].map(|number| PaymentId::new(number).expect("not zero"));
    expect![[r#"
        PaymentBooked  InTransit(P1, B) ▶ Bank  35,779.00 CNY  Payment(P1)
        » PaymentBooked { payment: P1, member: B, sum: 35,779.00 CNY }
    "#]]
    .assert_eq(&desk.draw(&Command::Book { payment: first }));
    expect![[r#"
        PaymentBooked  InTransit(P2, W) ▶ Bank  381.60 CNY  Payment(P2)
        » PaymentBooked { payment: P2, member: W, sum: 381.60 CNY }
    "#]]
    .assert_eq(&desk.draw(&Command::Book { payment: second }));
    expect![[r#"
        » NettingClosed { cycle: N1 }
    "#]]
    .assert_eq(&desk.draw(&Command::CloseNetting { cycle }));
    expect![[r#"
        Free(A)  59,618.40 CNY
        Free(B)  40,000.00 CNY
    "#]]
    .assert_eq(&desk.filled());
}
