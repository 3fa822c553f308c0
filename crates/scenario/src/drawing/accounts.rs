//! Drawings of the ledger: a member's balances, the trial balance, the proof of custody.

use engine::{AccountName, Engine, posting};
use freight::ParticipantCode;
use ledger::{Account, AccountCode, Class, TrialRow};
use money::{Asset, Currency};

use super::number;
use crate::table;

/// Every account of a member that is not empty: posted − held = available.
pub(super) fn balances(engine: &Engine, code: ParticipantCode) -> Vec<String> {
    let Some(member) = engine.register().member_by_code(code) else {
        return vec![format!("no member {code} was admitted")];
    };
    let mut accounts: Vec<&Account> = engine
        .ledger()
        .accounts()
        .map(|(_, account)| account)
        .filter(|account| posting::holder(account.key()) == posting::Holder::Member(member))
        .filter(|account| !account.is_empty())
        .collect();
    accounts.sort_by_key(|account| account.key());
    if accounts.is_empty() {
        return vec![format!("{code} has nothing")];
    }
    let mut rows = vec![["account", "posted", "held", "available"].map(str::to_owned).to_vec()];
    rows.extend(accounts.into_iter().map(|account| {
        let AccountName(name) = engine.account_name(account.key());
        let shown = |minor: i64| number(minor.into(), account.asset());
        let (posted, held) = (account.posted(), account.held().signed());
        vec![name, shown(posted), shown(held), shown(posted - held)]
    }));
    table::lines(&rows)
}

/// Debits and credits by code; both sides have the same sum.
pub(super) fn trial_balance(engine: &Engine, currency: Currency) -> Vec<String> {
    let asset = Asset::from(currency);
    let mut rows = vec![["code", "account", "debit", "credit"].map(str::to_owned).to_vec()];
    let (mut debits, mut credits) = (0, 0);
    for TrialRow { code, debit, credit, .. } in of(engine, asset) {
        debits += debit;
        credits += credit;
        let shown = |minor: i128| if minor == 0 { String::new() } else { number(minor, asset) };
        rows.push(vec![format!("{code}"), name(engine, code), shown(debit), shown(credit)]);
    }
    rows.push(vec![String::new(), "total".to_owned(), number(debits, asset), number(credits, asset)]);
    table::lines(&rows)
}

/// DOMAIN §6: 1010 + 1110 + 1190 = all 2xxx + (4xxx − 5xxx − 3010).
///
/// ```text
///   1010  custody at the bank       100,000.00
///         what there is             100,000.00
///   2010  member available           99,843.12
///   2100  output tax                      8.88
///         the exchange's own            148.00
///         whose it is               100,000.00
/// ```
pub(super) fn custody(engine: &Engine, currency: Currency) -> Vec<String> {
    let asset = Asset::from(currency);
    let mut rows = Vec::new();
    let (mut there, mut owed, mut own) = (0, 0, 0);
    let mut line =
        |code: String, name: String, minor: i128| rows.push(vec![code, name, number(minor, asset)]);
    for row in of(engine, asset).filter(|row| row.code.class() == Some(Class::Assets)) {
        there += row.debit - row.credit;
        line(row.code.to_string(), name(engine, row.code), row.debit - row.credit);
    }
    line(String::new(), "what there is".to_owned(), there);
    for row in of(engine, asset) {
        match row.code.class() {
            Some(Class::Liabilities) => {
                owed += row.credit - row.debit;
                line(row.code.to_string(), name(engine, row.code), row.credit - row.debit);
            }
            Some(Class::Income | Class::Expense | Class::Equity) => own += row.credit - row.debit,
            Some(Class::Assets | Class::Capacity) | None => {}
        }
    }
    line(String::new(), "the exchange's own".to_owned(), own);
    line(String::new(), "whose it is".to_owned(), owed + own);
    table::lines(&rows)
}

/// The rows of an asset on which something stands.
fn of(engine: &Engine, asset: Asset) -> impl Iterator<Item = TrialRow> {
    let rows = engine.ledger().trial_balance().into_iter();
    rows.filter(move |row| row.asset == asset && (row.debit != 0 || row.credit != 0))
}

fn name(engine: &Engine, code: AccountCode) -> String {
    engine.ledger().chart().row(code).map_or_else(String::new, |row| row.name.to_owned())
}
