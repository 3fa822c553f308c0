//! What a draft answers: everything as it would be, were its facts applied.
//!
//! What the draft changed is looked up first, then the ledger. A closed account stands at zero, and an
//! account that was never opened does too.

use core::iter;
use core::ops::Bound;

use money::{Asset, Minor};

use super::Draft;
use crate::books::Books;
use crate::ledger::{assert_listed, ends};
use crate::{Account, AccountCode, AccountId, Hold, HoldId, Key};

impl Draft<'_> {
    /// The account named `key`, if it would be open.
    pub fn find(&self, key: Key) -> Option<AccountId> {
        match self.facts.scratch().names.get(key) {
            Some(&drafted) => drafted,
            None => self.ledger.find(key),
        }
    }

    /// An account as it would be, unless it would be closed.
    pub fn peek(&self, id: AccountId) -> Option<&Account> {
        match self.facts.scratch().accounts.get(id) {
            Some(drafted) => drafted.as_ref(),
            None => self.ledger.account(id),
        }
    }

    /// A hold as it would be, unless it would have ended.
    pub fn hold(&self, id: HoldId) -> Option<&Hold> {
        match self.facts.scratch().holds.get(id) {
            Some(drafted) => drafted.as_ref(),
            None => self.ledger.hold(id),
        }
    }

    /// The balance of an account in minor units, on its normal side; zero if it is closed.
    pub fn balance(&self, id: AccountId) -> i64 {
        self.peek(id).map_or(0, Account::posted)
    }

    /// What is held of an account; nothing if it is closed.
    pub fn held(&self, id: AccountId) -> Minor {
        self.peek(id).map_or(Minor::ZERO, Account::held)
    }

    /// What is posted less what is held; nothing if that is below zero, or the account is closed.
    pub fn available(&self, id: AccountId) -> Minor {
        self.peek(id).map_or(Minor::ZERO, Account::available)
    }

    /// The balance of the account named `key`; zero if there is none.
    pub fn balance_of(&self, key: Key) -> i64 {
        self.find(key).map_or(0, |id| self.balance(id))
    }

    /// What is available on the account named `key`; nothing if there is none.
    pub fn available_of(&self, key: Key) -> Minor {
        self.find(key).map_or(Minor::ZERO, |id| self.available(id))
    }

    /// What a hold still covers, unless it would have ended.
    pub fn remaining(&self, id: HoldId) -> Option<Minor> {
        self.hold(id).map(Hold::remaining)
    }

    /// The accounts of `code` in `asset` that would be open, by ascending owner and subject.
    ///
    /// # Panics
    ///
    /// When the chart does not list accounts of this code.
    pub fn listed(&self, code: AccountCode, asset: Asset) -> impl Iterator<Item = (AccountId, &Account)> {
        assert_listed(self.chart(), code);
        let [first, last] = ends(code, asset);
        self.listing(Bound::Included(first), last)
    }

    /// The first account behind `key` in the listing of its code and asset: to walk a listing while drafting.
    ///
    /// # Panics
    ///
    /// When the chart does not list accounts of this code.
    pub fn listed_after(&self, key: Key) -> Option<(AccountId, &Account)> {
        assert_listed(self.chart(), key.code);
        let [_, last] = ends(key.code, key.asset);
        if key < last { self.listing(Bound::Excluded(key), last).next() } else { None }
    }

    /// How many more accounts can be opened.
    pub fn room(&self) -> usize {
        self.facts.scratch().account_slots.room(&self.ledger.accounts)
    }

    /// What is listed from one key to another: drafted and written names, merged.
    fn listing(&self, from: Bound<Key>, to: Key) -> impl Iterator<Item = (AccountId, &Account)> {
        let scratch = self.facts.scratch();
        let named = scratch.listing(from, to).iter().filter_map(|&(key, id)| Some((key, id?)));
        let written = self.ledger.listing(from, to).filter(|&(key, _)| scratch.names.get(key).is_none());
        let (mut named, mut written) = (named.peekable(), written.peekable());
        iter::from_fn(move || match (named.peek(), written.peek()) {
            (Some(drafted), Some(other)) if other < drafted => written.next(),
            (Some(_), _) => named.next(),
            (None, _) => written.next(),
        })
        .map(|(_, id)| (id, self.peek(id).expect("what is listed is open")))
    }
}
