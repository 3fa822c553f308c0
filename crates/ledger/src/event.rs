//! What people are told when facts are applied: complete, with the accounts by name.
//!
//! Events are never recorded as truth; every replay makes them again.

use money::{Amount, Minor};

use crate::{AccountId, Cause, Entry, HoldId, Key, TransferId};

/// What a fact meant, told as it was applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// An account was opened.
    AccountOpened {
        /// Its id.
        id: AccountId,
        /// Its name.
        account: Key,
    },
    /// An account was closed; it was empty.
    AccountClosed {
        /// The id that it had.
        id: AccountId,
        /// Its name.
        account: Key,
    },
    /// An amount moved.
    Transferred {
        /// Its number.
        id: TransferId,
        /// The account that was debited.
        debit: Entry,
        /// The account that was credited.
        credit: Entry,
        /// How much, in minor units of the asset of both.
        amount: Amount,
        /// Why.
        cause: Cause,
    },
    /// Money was set aside.
    HoldPlaced {
        /// Its id.
        id: HoldId,
        /// On which account.
        account: Key,
        /// How much.
        amount: Amount,
        /// Why.
        cause: Cause,
    },
    /// A hold became another, or ended.
    HoldChanged {
        /// Its id.
        id: HoldId,
        /// On which account.
        account: Key,
        /// Why it had been placed.
        cause: Cause,
        /// How much of it left the hold, to be moved by transfers.
        drawn: Minor,
        /// How much the owner has available again.
        given_back: Minor,
        /// How much is held in addition; either this or `given_back` is nothing.
        added: Minor,
        /// How much is still held; the hold has ended when that is nothing.
        remaining: Minor,
    },
}
