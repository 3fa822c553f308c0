//! What a transfer is: one debit, one credit, one amount.
//!
//! A transfer names one account on each side and one amount for both, so it cannot be unbalanced.
//! It is recorded as a [`Fact`](crate::Fact), told as an [`Event`](crate::Event), and then forgotten:
//! what remains of it is in two balances.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::Key;

/// Numbers the transfers of a ledger from 1, in the order in which they were applied.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct TransferId(pub u64);

/// One side of a transfer, as a statement shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which account.
    pub account: Key,
    /// Its balance afterwards in minor units, on its normal side.
    pub balance: i64,
}

impl fmt::Display for TransferId {
    /// For people: `X7`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "X{}", self.0)
    }
}

impl fmt::Debug for TransferId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
