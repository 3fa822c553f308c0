//! Debtors with free money pay what they owe.

use expect_test::expect;

use super::{Desk, a, b, c, cny, jpy, k, yen, yuan};
use crate::treasury::Owner;
use crate::{Command, Purse, Purses};

fn collect() -> Command<'static> {
    Command::Collect { debtor: b(), currency: cny() }
}

/// As much as there is, oldest first; the rest waits for more.
#[test]
fn claims_are_collected_in_order_and_in_part() {
    let mut desk = Desk::default();
    desk.arise(b(), Owner::Member(a()), 100);
    desk.arise(b(), Owner::Escrow(c(1)), 200);
    desk.arise(b(), Owner::Fund, 300);
    desk.arise(b(), Owner::House, 400);
    assert!(!desk.claims.may_collect(&desk.purses, b(), cny().into()), "there is no money");
    assert_eq!(desk.draw(&collect()), "", "and nothing to collect");

    desk.pay_in(b(), yuan("2.50"));
    assert!(desk.claims.may_collect(&desk.purses, b(), cny().into()));
    expect![[r#"
        ClaimCollected  Free(B) ▶ Owed(K1, B)  1.00 CNY  Claim(K1)
        ClaimPaidOut  Accrued(K1, A) ▶ Earned(A)  1.00 CNY  Claim(K1)
        ClaimCollected  Free(B) ▶ Owed(K2, B)  1.50 CNY  Claim(K2)
        ClaimPaidOut  AccruedToEscrow(K2, C1) ▶ Escrow(C1)  1.50 CNY  Claim(K2)
        » Collected { claim: K1, debtor: B, asset: CNY, amount: Minor(100), left: Minor(0) }
        » ClaimSettled { claim: K1 }
        » Collected { claim: K2, debtor: B, asset: CNY, amount: Minor(150), left: Minor(50) }
    "#]]
    .assert_eq(&desk.draw(&collect()));
    assert_eq!(desk.claims.billed_of(b(), cny().into()).collect::<Vec<_>>(), [k(2), k(3), k(4)]);
    assert!(!desk.claims.may_collect(&desk.purses, b(), cny().into()), "all of it was taken");

    desk.pay_in(b(), yuan("8.00"));
    expect![[r#"
        ClaimCollected  Free(B) ▶ Owed(K2, B)  0.50 CNY  Claim(K2)
        ClaimPaidOut  AccruedToEscrow(K2, C1) ▶ Escrow(C1)  0.50 CNY  Claim(K2)
        ClaimCollected  Free(B) ▶ Owed(K3, B)  3.00 CNY  Claim(K3)
        ClaimPaidOut  AccruedToFund(K3) ▶ Fund  3.00 CNY  Claim(K3)
        ClaimCollected  Free(B) ▶ Owed(K4, B)  4.00 CNY  Claim(K4)
        ClaimPaidOut  AccruedToHouse(K4) ▶ Penalties  4.00 CNY  Claim(K4)
        » Collected { claim: K2, debtor: B, asset: CNY, amount: Minor(50), left: Minor(0) }
        » ClaimSettled { claim: K2 }
        » Collected { claim: K3, debtor: B, asset: CNY, amount: Minor(300), left: Minor(0) }
        » ClaimSettled { claim: K3 }
        » Collected { claim: K4, debtor: B, asset: CNY, amount: Minor(400), left: Minor(0) }
        » ClaimSettled { claim: K4 }
    "#]]
    .assert_eq(&desk.draw(&collect()));
    expect![[r#"
        Free(B)  0.50 CNY
        Escrow(C1)  2.00 CNY
        Earned(A)  1.00 CNY
        Fund  3.00 CNY
        Penalties  4.00 CNY
    "#]]
    .assert_eq(&desk.filled());
    assert!(!desk.claims.may_collect(&desk.purses, b(), cny().into()), "nothing is owed");
}

/// Money of one currency pays no debt in another.
#[test]
fn only_the_same_currency_is_collected() {
    let mut desk = Desk::default();
    desk.arise(b(), Owner::Fund, 100);
    desk.pay_in(b(), yen("1000"));
    assert!(!desk.claims.may_collect(&desk.purses, b(), jpy().into()));
    assert_eq!(desk.draw(&Command::Collect { debtor: b(), currency: jpy() }), "");
    assert_eq!(desk.purses.balance(Purse::Free(b()), jpy().into()), 1000);
}

/// A part that changed hands is collected in the place of the whole.
#[test]
fn a_split_claim_keeps_its_place() {
    let mut desk = Desk::default();
    desk.arise(b(), Owner::Escrow(c(1)), 200);
    desk.arise(b(), Owner::Fund, 300);
    desk.reassign(c(1), Owner::Member(a()), 150);
    desk.pay_in(b(), yuan("2.10"));
    expect![[r#"
        ClaimCollected  Free(B) ▶ Owed(K1, B)  0.50 CNY  Claim(K1)
        ClaimPaidOut  AccruedToEscrow(K1, C1) ▶ Escrow(C1)  0.50 CNY  Claim(K1)
        ClaimCollected  Free(B) ▶ Owed(K3, B)  1.50 CNY  Claim(K3)
        ClaimPaidOut  Accrued(K3, A) ▶ Earned(A)  1.50 CNY  Claim(K3)
        ClaimCollected  Free(B) ▶ Owed(K2, B)  0.10 CNY  Claim(K2)
        ClaimPaidOut  AccruedToFund(K2) ▶ Fund  0.10 CNY  Claim(K2)
        » Collected { claim: K1, debtor: B, asset: CNY, amount: Minor(50), left: Minor(0) }
        » ClaimSettled { claim: K1 }
        » Collected { claim: K3, debtor: B, asset: CNY, amount: Minor(150), left: Minor(0) }
        » ClaimSettled { claim: K3 }
        » Collected { claim: K2, debtor: B, asset: CNY, amount: Minor(10), left: Minor(290) }
    "#]]
    .assert_eq(&desk.draw(&collect()));
}
