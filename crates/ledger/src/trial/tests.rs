//! Where balances stand in a trial balance.

use expect_test::expect;

use crate::tests::desk::{amount, chart, key};
use crate::{Cause, Facts, Ledger};

#[test]
fn a_balance_below_zero_stands_on_the_other_side() {
    let mut ledger = Ledger::new(chart());
    let mut facts = Facts::new();
    let mut draft = ledger.draft(&mut facts);
    let (bank, fees) = (draft.account(key(1010, 0)), draft.account(key(4010, 0)));
    let (birch, alder) = (draft.account(key(2010, 1)), draft.account(key(2010, 2)));
    for (debit, credit, units) in [(bank, birch, 70), (bank, alder, 50), (birch, fees, 5), (fees, alder, 8)] {
        draft.transfer(debit, credit, amount(units), Cause(0)).unwrap();
    }
    ledger.apply(facts.as_slice(), |_| {});
    let rows = ledger.trial_balance();
    let table =
        rows.iter().map(|row| format!("{} {} {:>4} {:>4}\n", row.asset, row.code, row.debit, row.credit));
    expect![[r#"
        CNY 1010  120    0
        CNY 2010    0  123
        CNY 4010    3    0
    "#]]
    .assert_eq(&table.collect::<String>());
}
