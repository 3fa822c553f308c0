//! What applying tells and leaves, and what it will not have.

use expect_test::{Expect, expect};

use crate::tests::desk::{amount, chart, key};
use crate::{Account, AccountId, Cause, Event, Fact, Facts, Hold, HoldId, Ledger};

fn check(facts: &str, expected: &Expect) {
    let facts: Vec<Fact> = serde_json::from_str(facts).unwrap();
    let mut ledger = Ledger::new(chart());
    let mut told = Vec::new();
    ledger.apply(&facts, |event| told.push(format!("{event:?}\n")));
    expected.assert_eq(&told.concat());
}

#[test]
fn facts_read_back_are_told_in_full() {
    check(
        r#"[
            {"account_opened": {"code": 1010, "asset": 31, "owner": 0, "subject": 0}},
            {"account_opened": {"code": 2010, "asset": 31, "owner": 7, "subject": 0}},
            {"transferred": {"debit": 16777216, "credit": 33554433, "amount": 500, "cause": 1}},
            {"hold_placed": {"account": 33554433, "amount": 200, "cause": 2}},
            {"hold_changed": {"hold": "H16777216", "drawn": 50, "remaining": 170}},
            {"hold_changed": {"hold": "H16777216", "drawn": 100, "remaining": 0}}
        ]"#,
        &expect![[r#"
            AccountOpened { id: A1, account: Key { code: 1010, asset: CNY, owner: Owner(0), subject: Subject(0) } }
            AccountOpened { id: A2, account: Key { code: 2010, asset: CNY, owner: Owner(7), subject: Subject(0) } }
            Transferred { id: X1, debit: Entry { account: Key { code: 1010, asset: CNY, owner: Owner(0), subject: Subject(0) }, balance: 500 }, credit: Entry { account: Key { code: 2010, asset: CNY, owner: Owner(7), subject: Subject(0) }, balance: 500 }, amount: Amount(500), cause: Cause(1) }
            HoldPlaced { id: H16777216, account: Key { code: 2010, asset: CNY, owner: Owner(7), subject: Subject(0) }, amount: Amount(200), cause: Cause(2) }
            HoldChanged { id: H16777216, account: Key { code: 2010, asset: CNY, owner: Owner(7), subject: Subject(0) }, cause: Cause(2), drawn: Minor(50), given_back: Minor(0), added: Minor(20), remaining: Minor(170) }
            HoldChanged { id: H16777216, account: Key { code: 2010, asset: CNY, owner: Owner(7), subject: Subject(0) }, cause: Cause(2), drawn: Minor(100), given_back: Minor(70), added: Minor(0), remaining: Minor(0) }
        "#]],
    );
}

#[test]
fn an_account_fits_a_cache_line() {
    assert_eq!(size_of::<Option<(AccountId, Account)>>(), 56);
    assert_eq!(size_of::<Option<(HoldId, Hold)>>(), 32);
}

#[test]
fn a_listing_goes_by_owner_and_subject() {
    let mut ledger = Ledger::new(chart());
    let mut facts = Facts::new();
    let mut draft = ledger.draft(&mut facts);
    for owner in [9, 2, 5] {
        draft.account(key(2010, owner));
    }
    ledger.apply(facts.as_slice(), |_| {});
    let owners: Vec<u32> = ledger
        .listed(key(2010, 0).code, key(2010, 0).asset)
        .map(|(_, account)| account.key().owner.0)
        .collect();
    assert_eq!(owners, [2, 5, 9]);
}

#[test]
fn facts_behind_a_mark_are_their_own_group() {
    let mut ledger = Ledger::new(chart());
    let mut facts = Facts::new();
    ledger.draft(&mut facts).account(key(1010, 0));
    ledger.apply(facts.as_slice(), |_| {});
    let mark = facts.mark();
    let mut draft = ledger.draft(&mut facts);
    let (bank, member) = (draft.account(key(1010, 0)), draft.account(key(2010, 1)));
    draft.transfer(bank, member, amount(5), Cause(1)).unwrap();
    let mut told = 0;
    ledger.apply(facts.since(mark), |event| told += usize::from(matches!(event, Event::Transferred { .. })));
    assert_eq!((facts.len(), facts.since(mark).len(), told, ledger.transfers()), (3, 2, 1, 1));
}

fn broken(fact: Fact) {
    let mut ledger = Ledger::new(chart());
    let mut facts = Facts::new();
    let mut draft = ledger.draft(&mut facts);
    let (bank, member) = (draft.account(key(1010, 0)), draft.account(key(2010, 1)));
    draft.transfer(bank, member, amount(5), Cause(1)).unwrap();
    draft.place(member, amount(3), Cause(1)).unwrap();
    ledger.apply(facts.as_slice(), |_| {});
    ledger.apply(&[fact], |_| {});
}

fn account(count: u64) -> AccountId {
    AccountId::from_bits(count << 24 | count.saturating_sub(1)).unwrap()
}

#[test]
#[should_panic(expected = "account A3 is closed")]
fn a_fact_about_a_stranger_stops_the_ledger() {
    broken(Fact::Transferred { debit: account(2), credit: account(3), amount: amount(1), cause: Cause(1) });
}

#[test]
#[should_panic(expected = "account 2010/1/0 CNY has 2 posted, but 3 held")]
fn a_fact_that_breaks_the_floor_stops_the_ledger() {
    broken(Fact::Transferred { debit: account(2), credit: account(1), amount: amount(3), cause: Cause(1) });
}

#[test]
#[should_panic(expected = "account 2010/1/0 CNY was closed, but it is not empty")]
fn a_fact_that_forgets_money_stops_the_ledger() {
    broken(Fact::AccountClosed(account(2)));
}

#[test]
#[should_panic(expected = "account 2010/1/0 CNY is open already")]
fn a_fact_that_opens_twice_stops_the_ledger() {
    broken(Fact::AccountOpened(key(2010, 1)));
}

#[test]
#[should_panic(expected = "hold H16777216 does not cover what was drawn")]
fn a_fact_that_draws_too_much_stops_the_ledger() {
    let hold = HoldId::from_bits(1 << 24).unwrap();
    broken(Fact::HoldChanged { hold, drawn: amount(4).minor(), remaining: money::Minor::ZERO });
}
