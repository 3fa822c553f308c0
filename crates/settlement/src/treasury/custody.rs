//! Custody: the most that the house takes into its keeping.
//!
//! What came in stays somebody's, even after the bank charged some of it, the owners drew income, or an
//! exchange of currency lost some: so all that counts, and together it has at most 18 digits. That bounds every
//! purse, and no later movement can overflow.

use money::{Minor, Money, Sum};

use crate::{Purse, Purses};

/// Why money cannot be taken into custody.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[error("{sum} come in, but custody already answers for {held}, and can for 18 digits at most")]
pub struct CustodyFull {
    /// What was to come in.
    pub sum: Sum,
    /// What the house answers for.
    pub held: Money,
}

impl CustodyFull {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        "RECEIPT_TOO_LARGE"
    }
}

/// Refuses money for which there is no room.
pub(super) fn make_room<P: Purses>(purses: &P, sum: Sum) -> Result<(), CustodyFull> {
    let asset = sum.currency.into();
    let inside = |purse| purses.balance(purse, asset);
    let gone = [Purse::BankCharges, Purse::Drawings].map(inside);
    // What was paid for another currency and not squared yet, and what such exchanges have lost.
    let exchanged = [inside(Purse::Fx).max(0), inside(Purse::Rounding).saturating_neg().max(0)];
    let held = gone.into_iter().chain(exchanged).fold(inside(Purse::Bank), i64::saturating_add);
    if held.saturating_add(sum.amount.signed()) > Minor::MAX.signed() {
        return Err(CustodyFull { sum, held: Money { minor: held, asset } });
    }
    Ok(())
}
