//! What a fact does to accounts and holds, be it in the ledger or in a draft of it.
//!
//! [`Books::record`] is the only place where a balance changes. The ledger runs it over its slabs, a
//! draft over its overlay; so what a draft answers equals applying its facts.
//!
//! # What is not here
//!
//! Checks that can refuse: those are the draft's, before the fact exists. Here a fact that cannot be
//! true is a mistake of our own, and stops the program.

use money::{Amount, Minor};

use crate::{
    Account, AccountId, Cause, ChartOfAccounts, Entry, Event, Fact, Hold, HoldChange, HoldId, Key, Side,
    TransferId,
};

/// Accounts and holds that can be written to.
pub(crate) trait Books {
    /// What the codes mean.
    fn chart(&self) -> &ChartOfAccounts;

    /// The account named `key`, if it is open.
    fn named(&self, key: Key) -> Option<AccountId>;

    /// An open account, to be changed. Panics when it is closed.
    fn account_mut(&mut self, id: AccountId) -> &mut Account;

    /// A hold that has not ended, to be changed. Panics when it has.
    fn hold_mut(&mut self, id: HoldId) -> &mut Hold;

    /// Adds an account under the next id.
    fn add_account(&mut self, account: Account) -> AccountId;

    /// Takes an account out. Panics when it is closed.
    fn remove_account(&mut self, id: AccountId) -> Account;

    /// Adds a hold under the next id.
    fn add_hold(&mut self, hold: Hold) -> HoldId;

    /// Takes a hold out. Panics when it has ended.
    fn remove_hold(&mut self, id: HoldId);

    /// The number of the next transfer, which is now taken.
    fn number_transfer(&mut self) -> TransferId;

    /// Does what `fact` says, and answers what that means to people.
    fn record(&mut self, fact: Fact) -> Event {
        match fact {
            Fact::AccountOpened(key) => Event::AccountOpened { id: self.record_opening(key), account: key },
            Fact::AccountClosed(id) => Event::AccountClosed { id, account: self.record_closing(id) },
            Fact::Transferred { debit, credit, amount, cause } => {
                let debit = self.record_side(debit, Side::Debit, amount);
                let credit = self.record_side(credit, Side::Credit, amount);
                assert!(
                    debit.account.asset == credit.account.asset,
                    "{} and {} differ in asset",
                    debit.account,
                    credit.account
                );
                Event::Transferred { id: self.number_transfer(), debit, credit, amount, cause }
            }
            Fact::HoldPlaced { account, amount, cause } => {
                let id = self.record_hold(account, amount, cause);
                Event::HoldPlaced { id, account: self.account_mut(account).key(), amount, cause }
            }
            Fact::HoldChanged { hold, drawn, remaining } => {
                self.record_change(hold, HoldChange { drawn, remaining })
            }
        }
    }

    /// Opens an account.
    fn record_opening(&mut self, key: Key) -> AccountId {
        assert!(self.named(key).is_none(), "account {key} is open already");
        let row = self.chart().row(key.code);
        let row = row.unwrap_or_else(|| panic!("code {} is not in the chart", key.code));
        let account = Account::new(key, row);
        self.add_account(account)
    }

    /// Closes an account.
    fn record_closing(&mut self, id: AccountId) -> Key {
        let account = self.remove_account(id);
        assert!(account.is_empty(), "account {} was closed, but it is not empty", account.key());
        account.key()
    }

    /// Writes one side of a transfer.
    fn record_side(&mut self, id: AccountId, side: Side, amount: Amount) -> Entry {
        let account = self.account_mut(id);
        account.post(side, amount);
        Entry { account: account.key(), balance: account.posted() }
    }

    /// Places a hold.
    fn record_hold(&mut self, id: AccountId, amount: Amount, cause: Cause) -> HoldId {
        self.account_mut(id).hold(Minor::ZERO, amount.minor());
        self.add_hold(Hold::new(id, amount, cause))
    }

    /// Changes a hold, or ends it.
    fn record_change(&mut self, id: HoldId, change: HoldChange) -> Event {
        let hold = self.hold_mut(id);
        let before = *hold;
        let difference = before.difference(change);
        let difference = difference.unwrap_or_else(|| panic!("hold {id} does not cover what was drawn"));
        hold.keep(change.remaining);
        let account = self.account_mut(before.account());
        account.hold(before.remaining(), change.remaining);
        let account = account.key();
        if change.remaining.is_zero() {
            self.remove_hold(id);
        }
        Event::HoldChanged {
            id,
            account,
            cause: before.cause(),
            drawn: change.drawn,
            given_back: difference.given_back,
            added: difference.added,
            remaining: change.remaining,
        }
    }
}
