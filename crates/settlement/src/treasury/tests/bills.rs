//! Storage accrues and is billed.

use expect_test::expect;

use super::{Desk, a, b, c, cny, k, price, rate, w, yuan};
use crate::treasury::Owner;
use crate::{CarriageId, Command};

fn storage(carriage: CarriageId, units: u32, days: u32, at: &str) -> Command<'static> {
    Command::Accrue { warehouse: w(), carriage, units, days, rate: price(at) }
}

fn bill(number: u64, tax: &str) -> Command<'static> {
    Command::Bill { warehouse: w(), bill: k(number).bill(), storage_tax: rate(tax) }
}

/// Every count is rounded by itself, the tax on all of it; what comes later opens the next bill.
#[test]
fn storage_accrues_on_one_bill_until_it_is_billed() {
    let mut desk = Desk::default();
    expect![[r#"
        StorageAccrued  Owed(K1, A) ▶ Accrued(K1, W)  0.13 CNY  Claim(K1)
        » StorageAccrued { bill: B1, carriage: C1, warehouse: W, debtor: A, units: 1, days: 1, rate: 0.125, currency: CNY, amount: Minor(13) }
    "#]].assert_eq(&desk.draw(&storage(c(1), 1, 1, "0.125")));
    expect![[r#"
        StorageAccrued  Owed(K1, A) ▶ Accrued(K1, W)  0.38 CNY  Claim(K1)
        » StorageAccrued { bill: B1, carriage: C1, warehouse: W, debtor: A, units: 3, days: 1, rate: 0.125, currency: CNY, amount: Minor(38) }
    "#]].assert_eq(&desk.draw(&storage(c(1), 3, 1, "0.125")));
    expect![[r#"
        StorageAccrued  Owed(K2, A) ▶ Accrued(K2, W)  20.00 CNY  Claim(K2)
        » StorageAccrued { bill: B2, carriage: C2, warehouse: W, debtor: A, units: 1, days: 2, rate: 10, currency: CNY, amount: Minor(2000) }
    "#]].assert_eq(&desk.draw(&storage(c(2), 1, 2, "10")));
    assert!(!desk.claims.is_debtor(cny().into(), a()), "what accrues is not to be collected yet");
    expect![[r#"
        StorageTaxed  Owed(K1, A) ▶ Accrued(K1, W)  0.05 CNY  Claim(K1)
        » StorageBilled { bill: B1, warehouse: W, debtor: A, currency: CNY, tax: Minor(5), total: Minor(56) }
    "#]]
    .assert_eq(&desk.draw(&bill(1, "0.09")));
    expect![[r#"
        StorageAccrued  Owed(K3, A) ▶ Accrued(K3, W)  10.00 CNY  Claim(K3)
        » StorageAccrued { bill: B3, carriage: C1, warehouse: W, debtor: A, units: 1, days: 1, rate: 10, currency: CNY, amount: Minor(1000) }
    "#]].assert_eq(&desk.draw(&storage(c(1), 1, 1, "10")));
    expect![[r#"
        Accrued(K1, W)  0.56 CNY
        Accrued(K2, W)  20.00 CNY
        Accrued(K3, W)  10.00 CNY
        Owed(K1, A)  0.56 CNY
        Owed(K2, A)  20.00 CNY
        Owed(K3, A)  10.00 CNY
    "#]]
    .assert_eq(&desk.filled());
}

/// What rounds to zero moves nothing, and the commands succeed all the same.
#[test]
fn a_bill_of_nothing_is_settled_when_it_is_billed() {
    let mut desk = Desk::default();
    expect![[r#"
        » StorageAccrued { bill: B1, carriage: C1, warehouse: W, debtor: A, units: 1, days: 1, rate: 0.001, currency: CNY, amount: Minor(0) }
    "#]].assert_eq(&desk.draw(&storage(c(1), 1, 1, "0.001")));
    expect![[r#"
        » StorageBilled { bill: B1, warehouse: W, debtor: A, currency: CNY, tax: Minor(0), total: Minor(0) }
        » ClaimSettled { claim: K1 }
    "#]]
    .assert_eq(&desk.draw(&bill(1, "0.09")));
    expect![[r#"
        BILL_UNKNOWN: no bill B1 is unpaid
    "#]]
    .assert_eq(&desk.draw(&bill(1, "0.09")));
}

#[test]
fn storage_is_refused() {
    let mut desk = Desk::default();
    expect![[r#"
        STORAGE_NOTHING_STORED: 0 units for 4 days on C1 is no storage
    "#]]
    .assert_eq(&desk.draw(&storage(c(1), 0, 4, "45")));
    expect![[r#"
        STORAGE_NOTHING_STORED: 2 units for 0 days on C1 is no storage
    "#]]
    .assert_eq(&desk.draw(&storage(c(1), 2, 0, "45")));
    let own = Command::Accrue { warehouse: a(), carriage: c(1), units: 2, days: 4, rate: price("45") };
    expect![[r#"
        STORAGE_OWN_CARGO: participant 1 is the shipper of C1, and cannot bill itself
    "#]]
    .assert_eq(&desk.draw(&own));
    expect![[r#"
        STORAGE_TOO_LARGE: 4,294,967,295 units × 4,294,967,295 days at 45 on a bill of 0.00 CNY come to more than 18 digits
    "#]].assert_eq(&desk.draw(&storage(c(1), u32::MAX, u32::MAX, "45")));
    desk.run(&storage(c(1), 900_000, 1, "10000000000")).expect("a bill of 18 digits");
    expect![[r#"
        STORAGE_TOO_LARGE: 100,000 units × 1 day at 10000000000 on a bill of 9,000,000,000,000,000.00 CNY come to more than 18 digits
    "#]].assert_eq(&desk.draw(&storage(c(1), 100_000, 1, "10000000000")));
}

#[test]
fn billing_is_refused() {
    let mut desk = Desk::default();
    expect![[r#"
        BILL_UNKNOWN: no bill B1 is unpaid
    "#]]
    .assert_eq(&desk.draw(&bill(1, "0.06")));
    desk.run(&storage(c(1), 900_000, 1, "10000000000")).expect("a bill of 18 digits");
    let not_mine = Command::Bill { warehouse: b(), bill: k(1).bill(), storage_tax: rate("0.06") };
    expect![[r#"
        BILL_NOT_YOURS: bill B1 is not participant 2's
    "#]]
    .assert_eq(&desk.draw(&not_mine));
    expect![[r#"
        BILL_TOO_LARGE: bill B1 of 9,000,000,000,000,000.00 CNY with tax at 0.12 comes to more than 18 digits
    "#]]
    .assert_eq(&desk.draw(&bill(1, "0.12")));
    desk.run(&bill(1, "0.06")).expect("not billed yet");
    expect![[r#"
        BILL_ALREADY_BILLED: bill B1 was already billed
    "#]]
    .assert_eq(&desk.draw(&bill(1, "0.06")));
    desk.arise(b(), Owner::Fund, 100);
    expect![[r#"
        BILL_NOT_YOURS: bill B2 is not participant 3's
    "#]]
    .assert_eq(&desk.draw(&bill(2, "0.06")));
}

/// A bill that is paid is forgotten.
#[test]
fn a_paid_bill_is_unknown() {
    let mut desk = Desk::default();
    desk.pay_in(a(), yuan("100.00"));
    desk.run(&storage(c(1), 1, 1, "45")).expect("storage");
    desk.run(&bill(1, "0")).expect("a bill");
    desk.run(&Command::Collect { debtor: a(), currency: cny() }).expect("there is money");
    expect![[r#"
        BILL_UNKNOWN: no bill B1 is unpaid
    "#]]
    .assert_eq(&desk.draw(&bill(1, "0")));
}
