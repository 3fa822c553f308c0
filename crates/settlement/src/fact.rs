//! What is recorded of a decision: small, in numbers, never re-derived.
//!
//! A fact says nothing that the command says or the state knows; movements of money are facts of whoever
//! lends the purses.

use serde::{Deserialize, Serialize};

use crate::carriage::CarriageFact;
use crate::treasury::{ClaimFact, TreasuryFact};

/// One thing that was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// About the one carriage of the command.
    Carriage(CarriageFact),
    /// About what somebody owes.
    Claim(ClaimFact),
    /// About receipts, cycles and payments.
    Treasury(TreasuryFact),
}
