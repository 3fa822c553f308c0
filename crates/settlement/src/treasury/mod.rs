//! The treasury: what members owe, what they are paid, and how money enters and leaves the house.
//!
//! ```text
//!   bank ──▶ receipts ──▶ free ──▶ withdrawn ───────────────┐
//!                          │                                ▼
//!            claims ◀── collected          netting ──▶ payments ──▶ bank
//!              └──▶ earned, escrow, fund, income ──▶ earned ┘
//! ```

mod claims;
mod draft;
mod bills;

pub use bills::BillRejection;
pub(crate) use bills::Storage;
pub use claims::{Billing, Claim, ClaimFact, Claims, Owner, Stage};
pub(crate) use draft::ClaimsDraft;

use freight::ParticipantId;
use jiff::Timestamp;
use money::{Amount, Asset, Minor};
use serde::{Deserialize, Serialize};

use crate::{Command, Fact, Purse, Purses, Sink};

/// What is recorded about receipts, cycles and payments: only what neither the command says nor the state knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TreasuryFact {
    /// A member's earnings entered the cycle.
    Netted { member: ParticipantId, amount: Amount },
    /// The bank was told to pay what the cycle owed.
    Sent { amount: Amount },
    /// What is left of a receipt.
    Allocated { left: Minor },
    /// An exchange at the bank was squared, with this gain, or loss below zero, in the paid currency.
    Squared { result: i64 },
}

/// Why the treasury refuses, room by room.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TreasuryRejection {
    /// Storage cannot be counted or billed.
    #[error(transparent)]
    Bill(#[from] BillRejection),
}

impl TreasuryRejection {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            TreasuryRejection::Bill(error) => error.code(),
        }
    }

    /// What can be done about it.
    pub fn hint(&self) -> &'static str {
        match self {
            TreasuryRejection::Bill(error) => error.hint(),
        }
    }
}

/// Receipts, cycles and payments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Treasury {}

impl Treasury {
    /// Answers what `command`, which must be one of the treasury's, would do.
    pub(crate) fn decide<P: Purses>(
        &self,
        claims: &Claims,
        command: &Command<'_>,
        now: Timestamp,
        purses: &mut P,
        facts: &mut Vec<Fact>,
    ) -> Result<(), TreasuryRejection> {
        let _ = (claims, command, now, purses, facts);
        Ok(())
    }

    /// Remembers what happened, and tells `sink` of it.
    pub(crate) fn apply(
        &mut self,
        claims: &mut Claims,
        command: &Command<'_>,
        now: Timestamp,
        facts: &[Fact],
        sink: &mut impl Sink,
    ) {
        let _ = (claims, command, now, facts, sink);
    }
}

/// What is in a purse that is never below zero.
pub(crate) fn inside<P: Purses>(purses: &P, purse: Purse, asset: Asset) -> Minor {
    let balance = purses.balance(purse, asset);
    let units = u64::try_from(balance).ok().and_then(Minor::new);
    units.unwrap_or_else(|| panic!("{purse:?} holds {balance} of {asset}"))
}
