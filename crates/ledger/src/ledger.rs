//! The ledger: every open account and every hold, as they stand.
//!
//! ```text
//!   AccountId, HoldId ──▶ slab                      no table: the slot is in the id
//!   Key ──▶ names (by hash) ──▶ AccountId           never walked
//!   code, asset ──▶ listing (in order) ──▶ AccountId   only codes that the chart lists
//! ```
//!
//! # What is not here
//!
//! Checks: they are the draft's. Past transfers and closed accounts: they were told, and are forgotten.

use core::ops::Bound;
use std::collections::BTreeMap;

use hashbrown::HashTable;
use money::Asset;

use crate::books::Books;
use crate::mixing::Mixed;
use crate::slab::Slab;
use crate::{
    Account, AccountCode, AccountId, ChartOfAccounts, Draft, Event, Fact, Facts, Hold, HoldId, Key, Mark,
    Owner, Subject, TransferId,
};

/// Accounts and holds of one house, under one chart.
#[derive(Clone, Debug)]
pub struct Ledger {
    chart: ChartOfAccounts,
    pub(crate) accounts: Slab<Account>,
    pub(crate) holds: Slab<Hold>,
    names: HashTable<(Key, AccountId)>,
    listing: BTreeMap<Key, AccountId>,
    transfers: u64,
}

impl Ledger {
    /// A ledger without accounts.
    pub fn new(chart: ChartOfAccounts) -> Ledger {
        Ledger {
            chart,
            accounts: Slab::new(),
            holds: Slab::new(),
            names: HashTable::new(),
            listing: BTreeMap::new(),
            transfers: 0,
        }
    }

    /// A draft on this ledger as it stands; its facts go behind those that `facts` has already.
    ///
    /// The facts that are there are taken as applied, or as another's.
    pub fn draft<'a>(&'a self, facts: &'a mut Facts) -> Draft<'a> {
        let start = facts.mark();
        self.resume(facts, start)
    }

    /// The draft again whose facts stand behind `start` and were not applied yet.
    ///
    /// # Panics
    ///
    /// When these facts were not drafted on this ledger as it stands.
    pub fn resume<'a>(&'a self, facts: &'a mut Facts, start: Mark) -> Draft<'a> {
        Draft::new(self, facts, start)
    }

    /// Writes what was drafted on this ledger as it stands, and tells `sink` what it means.
    ///
    /// # Panics
    ///
    /// When the facts were drafted on another state: a ledger that does not know what it owes must stop.
    pub fn apply(&mut self, facts: &[Fact], mut sink: impl FnMut(Event)) {
        for &fact in facts {
            sink(self.record(fact));
        }
    }

    /// What the codes mean.
    pub fn chart(&self) -> &ChartOfAccounts {
        &self.chart
    }

    /// The account named `key`, if it is open.
    pub fn find(&self, key: Key) -> Option<AccountId> {
        self.names.find(key.mixed(), |&(named, _)| named == key).map(|&(_, id)| id)
    }

    /// An account as it stands, unless it is closed.
    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts.get(id.0)
    }

    /// A hold as it stands, unless it has ended.
    pub fn hold(&self, id: HoldId) -> Option<&Hold> {
        self.holds.get(id.0)
    }

    /// All open accounts, by slot.
    pub fn accounts(&self) -> impl Iterator<Item = (AccountId, &Account)> {
        self.accounts.iter().map(|(place, account)| (AccountId(place), account))
    }

    /// All holds, by slot.
    pub fn holds(&self) -> impl Iterator<Item = (HoldId, &Hold)> {
        self.holds.iter().map(|(place, hold)| (HoldId(place), hold))
    }

    /// The open accounts of `code` in `asset`, by ascending owner and subject.
    ///
    /// # Panics
    ///
    /// When the chart does not list accounts of this code.
    pub fn listed(&self, code: AccountCode, asset: Asset) -> impl Iterator<Item = (AccountId, &Account)> {
        assert_listed(&self.chart, code);
        let [first, last] = ends(code, asset);
        self.listing(Bound::Included(first), last)
            .map(|(_, id)| (id, self.account(id).expect("what is listed is open")))
    }

    /// How many transfers were ever applied; the last has this number.
    pub fn transfers(&self) -> u64 {
        self.transfers
    }

    /// What is listed from one key to another.
    pub(crate) fn listing(&self, from: Bound<Key>, to: Key) -> impl Iterator<Item = (Key, AccountId)> {
        self.listing.range((from, Bound::Included(to))).map(|(&key, &id)| (key, id))
    }

    fn key_of(&self, id: AccountId) -> Key {
        self.account(id).expect("what has a name is open").key()
    }
}

impl Books for Ledger {
    fn chart(&self) -> &ChartOfAccounts {
        &self.chart
    }

    fn named(&self, key: Key) -> Option<AccountId> {
        self.find(key)
    }

    fn account_mut(&mut self, id: AccountId) -> &mut Account {
        self.accounts.get_mut(id.0).unwrap_or_else(|| panic!("account {id} is closed"))
    }

    fn hold_mut(&mut self, id: HoldId) -> &mut Hold {
        self.holds.get_mut(id.0).unwrap_or_else(|| panic!("hold {id} has ended"))
    }

    fn add_account(&mut self, account: Account) -> AccountId {
        let key = account.key();
        let id = AccountId(self.accounts.insert(account));
        self.names.insert_unique(key.mixed(), (key, id), |(key, _)| key.mixed());
        if account.listed() {
            self.listing.insert(key, id);
        }
        id
    }

    fn remove_account(&mut self, id: AccountId) -> Account {
        let key = self.key_of(id);
        let name = self.names.find_entry(key.mixed(), |&(named, _)| named == key);
        name.expect("an open account has a name").remove();
        let account = self.accounts.remove(id.0);
        if account.listed() {
            self.listing.remove(&key);
        }
        account
    }

    fn add_hold(&mut self, hold: Hold) -> HoldId {
        HoldId(self.holds.insert(hold))
    }

    fn remove_hold(&mut self, id: HoldId) {
        self.holds.remove(id.0);
    }

    fn number_transfer(&mut self) -> TransferId {
        self.transfers = self.transfers.checked_add(1).expect("transfers are fewer than 2^64");
        TransferId(self.transfers)
    }
}

/// The first and the last key that accounts of one code and asset can have.
pub(crate) fn ends(code: AccountCode, asset: Asset) -> [Key; 2] {
    let key = |owner, subject| Key { code, asset, owner: Owner(owner), subject: Subject(subject) };
    [key(0, 0), key(u32::MAX, u64::MAX)]
}

/// Stops a caller who walks accounts that are not in order.
pub(crate) fn assert_listed(chart: &ChartOfAccounts, code: AccountCode) {
    assert!(chart.row(code).is_some_and(|row| row.listed), "the chart does not list accounts of code {code}");
}

#[cfg(test)]
mod tests;
