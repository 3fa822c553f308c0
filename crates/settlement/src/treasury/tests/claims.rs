//! Claims arise, change hands and lapse.

use expect_test::expect;
use money::Minor;

use super::{Desk, a, amount, b, c, cny, d, k, minor};
use crate::About;
use crate::treasury::{ClaimFact, Owner, TreasuryFact};

const ESCROW: fn() -> Owner = || Owner::Escrow(c(1));

#[test]
fn facts_are_small() {
    assert_eq!((size_of::<ClaimFact>(), size_of::<TreasuryFact>()), (48, 16));
}

#[test]
fn a_claim_is_owed_and_accrued() {
    let mut desk = Desk::default();
    for (owner, units) in
        [(Owner::Member(a()), 100), (ESCROW(), 200), (Owner::Fund, 300), (Owner::House, 400)]
    {
        desk.arise(b(), owner, units);
    }
    expect![[r#"
        Accrued(K1, A)  1.00 CNY
        AccruedToEscrow(K2, C1)  2.00 CNY
        AccruedToFund(K3)  3.00 CNY
        AccruedToHouse(K4)  4.00 CNY
        Owed(K1, B)  1.00 CNY
        Owed(K2, B)  2.00 CNY
        Owed(K3, B)  3.00 CNY
        Owed(K4, B)  4.00 CNY
    "#]]
    .assert_eq(&desk.filled());
    assert_eq!(desk.claims.billed_of(b(), cny().into()).collect::<Vec<_>>(), [k(1), k(2), k(3), k(4)]);
    assert_eq!(desk.claims.debtors(cny().into()).collect::<Vec<_>>(), [b()]);
    assert_eq!(desk.claims.all_debtors().collect::<Vec<_>>(), [(cny().into(), b())]);
}

/// The oldest claim goes whole and keeps its number; the next is split, and its part stands right behind it.
#[test]
fn claims_of_an_escrow_change_hands_oldest_first() {
    let mut desk = Desk::default();
    desk.arise(b(), ESCROW(), 100);
    desk.arise(b(), ESCROW(), 200);
    desk.arise(b(), Owner::Fund, 50);
    assert_eq!(desk.owed_to(c(1)), minor(300));
    expect![[r#"
        ClaimReassigned  AccruedToEscrow(K1, C1) ▶ Accrued(K1, A)  1.00 CNY  Carriage(C1)
        ClaimReassigned  AccruedToEscrow(K2, C1) ▶ Owed(K2, B)  0.30 CNY  Carriage(C1)
        ClaimReassigned  Owed(K4, B) ▶ Accrued(K4, A)  0.30 CNY  Carriage(C1)
    "#]]
    .assert_eq(&desk.reassign(c(1), Owner::Member(a()), 130));
    expect![[r#"
        Accrued(K1, A)  1.00 CNY
        Accrued(K4, A)  0.30 CNY
        AccruedToEscrow(K2, C1)  1.70 CNY
        AccruedToFund(K3)  0.50 CNY
        Owed(K1, B)  1.00 CNY
        Owed(K2, B)  1.70 CNY
        Owed(K3, B)  0.50 CNY
        Owed(K4, B)  0.30 CNY
    "#]]
    .assert_eq(&desk.filled());
    assert_eq!(desk.owed_to(c(1)), minor(170));
    assert_eq!(desk.claims.billed_of(b(), cny().into()).collect::<Vec<_>>(), [k(1), k(2), k(4), k(3)]);
    assert_eq!(desk.reassign(c(1), Owner::Member(a()), 0), "", "nothing moves nothing");
}

/// What arose last lapses first, so that the debtor's older debts keep their place.
#[test]
fn claims_of_an_escrow_lapse_newest_first() {
    let mut desk = Desk::default();
    desk.arise(b(), ESCROW(), 100);
    desk.arise(b(), ESCROW(), 200);
    desk.arise(b(), Owner::Escrow(c(2)), 400);
    expect![[r#"
        ClaimLapsed  AccruedToEscrow(K2, C1) ▶ Owed(K2, B)  2.00 CNY  Carriage(C1)
        ClaimLapsed  AccruedToEscrow(K1, C1) ▶ Owed(K1, B)  0.30 CNY  Carriage(C1)
    "#]]
    .assert_eq(&desk.lapse(c(1), 230));
    expect![[r#"
        AccruedToEscrow(K1, C1)  0.70 CNY
        AccruedToEscrow(K3, C2)  4.00 CNY
        Owed(K1, B)  0.70 CNY
        Owed(K3, B)  4.00 CNY
    "#]]
    .assert_eq(&desk.filled());
    expect![[r#"
        ClaimLapsed  AccruedToEscrow(K1, C1) ▶ Owed(K1, B)  0.70 CNY  Carriage(C1)
    "#]]
    .assert_eq(&desk.lapse(c(1), 70));
    assert_eq!(desk.owed_to(c(1)), Minor::ZERO);
    assert_eq!(desk.claims.billed_of(b(), cny().into()).collect::<Vec<_>>(), [k(3)]);
}

/// A milestone is withdrawn twice in one command, half of it goes to the shipper, and some is due again.
#[test]
fn a_draft_reads_through_what_it_decided() {
    let mut desk = Desk::default();
    desk.arise(b(), ESCROW(), 40);
    let asset = cny().into();
    let left = desk.draft(|draft, purses, facts| {
        let about = About::Carriage(c(1));
        assert_eq!(draft.arise(purses, facts, b(), ESCROW(), asset, amount(100), about), k(2));
        assert_eq!(draft.arise(purses, facts, d(), Owner::House, asset, amount(7), about), k(3));
        draft.reassign(purses, facts, c(1), asset, Owner::Member(a()), minor(60));
        draft.lapse(purses, facts, c(1), asset, minor(30));
        draft.reassign(purses, facts, c(1), asset, Owner::Fund, minor(50));
        draft.owed_to_escrow(purses, c(1), asset)
    });
    assert_eq!(left, Minor::ZERO);
    expect![[r#"
        ClaimArose  Owed(K2, B) ▶ AccruedToEscrow(K2, C1)  1.00 CNY  Carriage(C1)
        ClaimArose  Owed(K3, D) ▶ AccruedToHouse(K3)  0.07 CNY  Carriage(C1)
        ClaimReassigned  AccruedToEscrow(K1, C1) ▶ Accrued(K1, A)  0.40 CNY  Carriage(C1)
        ClaimReassigned  AccruedToEscrow(K2, C1) ▶ Owed(K2, B)  0.20 CNY  Carriage(C1)
        ClaimReassigned  Owed(K4, B) ▶ Accrued(K4, A)  0.20 CNY  Carriage(C1)
        ClaimLapsed  AccruedToEscrow(K2, C1) ▶ Owed(K2, B)  0.30 CNY  Carriage(C1)
        ClaimReassigned  AccruedToEscrow(K2, C1) ▶ AccruedToFund(K2)  0.50 CNY  Carriage(C1)
    "#]]
    .assert_eq(&desk.drawn());
    expect![[r#"
        Accrued(K1, A)  0.40 CNY
        Accrued(K4, A)  0.20 CNY
        AccruedToFund(K2)  0.50 CNY
        AccruedToHouse(K3)  0.07 CNY
        Owed(K1, B)  0.40 CNY
        Owed(K2, B)  0.50 CNY
        Owed(K3, D)  0.07 CNY
        Owed(K4, B)  0.20 CNY
    "#]]
    .assert_eq(&desk.filled());
}

#[test]
#[should_panic(expected = "C1 is owed Minor(1) less than the Minor(41) that should lapse")]
fn more_than_is_owed_cannot_lapse() {
    let mut desk = Desk::default();
    desk.arise(b(), ESCROW(), 40);
    desk.lapse(c(1), 41);
}

#[test]
#[should_panic(expected = "C1 is owed Minor(1) less than the Minor(41) to be reassigned")]
fn more_than_is_owed_cannot_change_hands() {
    let mut desk = Desk::default();
    desk.arise(b(), ESCROW(), 40);
    desk.reassign(c(1), Owner::Fund, 41);
}
