//! What drafts answer, refuse and record.

use money::{Amount, Asset, Currency, Minor};

use crate::{
    AccountCode, Cause, ChartOfAccounts, Fact, Facts, HoldChange, Key, Ledger, Owner, Rejection, Row, Side,
    Subject,
};

fn chart() -> ChartOfAccounts {
    let row = |code, normal, floor| Row { code: AccountCode(code), name: "", normal, floor, listed: floor };
    ChartOfAccounts::new(vec![row(1010, Side::Debit, false), row(2010, Side::Credit, true)]).unwrap()
}

fn key(code: u16, owner: u32) -> Key {
    let asset = Asset::currency(Currency::parse("CNY").unwrap());
    Key { code: AccountCode(code), asset, owner: Owner(owner), subject: Subject(0) }
}

fn amount(units: u64) -> Amount {
    Amount::new(units).unwrap()
}

#[test]
fn drawn_money_is_free_to_move_next_to_the_change() {
    let mut ledger = Ledger::new(chart());
    let mut facts = Facts::new();
    let mut draft = ledger.draft(&mut facts);
    let (bank, birch, alder) =
        (draft.account(key(1010, 0)), draft.account(key(2010, 1)), draft.account(key(2010, 2)));
    draft.transfer(bank, birch, amount(100), Cause(1)).unwrap();
    let hold = draft.place(birch, amount(100), Cause(2)).unwrap();
    let refused = draft.transfer(birch, alder, amount(60), Cause(3));
    assert_eq!(
        refused,
        Err(Rejection::NotAvailable { account: key(2010, 1), available: Minor::ZERO, asked: amount(60) })
    );
    draft
        .change(hold, HoldChange { drawn: Minor::new(60).unwrap(), remaining: Minor::new(30).unwrap() })
        .unwrap();
    draft.transfer(birch, alder, amount(60), Cause(3)).unwrap();
    assert_eq!(
        (draft.balance(birch), draft.held(birch).units(), draft.available(birch).units()),
        (40, 30, 10)
    );
    ledger.apply(facts.as_slice(), |_| {});
    assert_eq!(ledger.hold(hold).unwrap().remaining().units(), 30);
    assert_eq!(ledger.find(key(2010, 2)), Some(alder));
    assert!(size_of::<Fact>() <= 40);
}
