//! What was decided, as it is recorded: small, and enough to replay.
//!
//! Facts speak in handles and repeat nothing that the ledger knows. An account or a hold that is opened
//! gets the id that is next, so its fact need not say it.
//!
//! # What is not here
//!
//! What people are told: that is an [`Event`](crate::Event), made again by every replay.

use money::{Amount, Minor};
use serde::{Deserialize, Serialize};

use crate::{AccountId, Cause, HoldId, Key};

/// One change of a ledger, in at most 40 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Fact {
    /// An account was opened, under the id that was next.
    AccountOpened(Key),
    /// An account was closed; it was empty.
    AccountClosed(AccountId),
    /// An amount moved.
    Transferred {
        /// The account whose left side it stands on.
        debit: AccountId,
        /// The account whose right side it stands on.
        credit: AccountId,
        /// How much, in minor units of the asset of both.
        amount: Amount,
        /// Why.
        cause: Cause,
    },
    /// Money was set aside, under the id that was next.
    HoldPlaced {
        /// On which account.
        account: AccountId,
        /// How much.
        amount: Amount,
        /// Why.
        cause: Cause,
    },
    /// A hold became another, or ended. What is missing between before, drawn and remaining was given
    /// back; what is too much was added.
    HoldChanged {
        /// Which hold.
        hold: HoldId,
        /// How much of it left the hold, to be moved by transfers.
        drawn: Minor,
        /// How much is still held; the hold has ended when that is nothing.
        remaining: Minor,
    },
}

#[cfg(test)]
mod tests;
