//! Amounts and accounts in people's words.

use core::fmt;

use freight::ServiceCode;
use money::Money;
use serde::{Deserialize, Serialize};

/// Some money, or some slots of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Holding {
    /// Money of one currency.
    Money(Money),
    /// Slots of one service.
    Slots {
        /// Of which service.
        service: ServiceCode,
        /// How many units.
        quantity: i64,
    },
}

/// A ledger account in people's words: `2010/birch/CNY`, `2030/C12/birch/CNY`, `9010/alder/CNCHQ-CNSGH/2026W10/22G1`.
///
/// Its parts are the code, what it is about, whose it is, and the asset.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AccountName(pub String);

impl fmt::Display for AccountName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
