//! What carrying costs: the freight of so many units, and its tax.
//!
//! ```text
//!   F(k) = r(k × price)        the freight
//!   E(k) = F(k) + r(tax × F(k))    what the escrow must hold for it
//! ```
//!
//! Each product is rounded once, half away from zero, to the minor unit of the currency. `k` fewer units give
//! back `E(n) − E(n−k)`, so that parts always sum to the whole.

use money::{Currency, Minor, Price, Rate};

/// The price of one unit, what it is paid in, and the tax on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fare {
    pub(crate) price: Price,
    pub(crate) currency: Currency,
    pub(crate) tax: Rate,
}

impl Fare {
    /// What the escrow holds for `units`; nothing if that has more than 18 digits.
    pub(crate) fn checked_escrow(self, units: u32) -> Option<Minor> {
        let freight = self.price.value(u64::from(units), self.currency)?;
        freight.checked_add(self.tax.of(freight)?)
    }

    /// The freight of `units`, without tax; no more units than the trade had, whose escrow was in range.
    pub(crate) fn freight(self, units: u32) -> Minor {
        self.price
            .value(u64::from(units), self.currency)
            .expect("the freight of the whole trade has 18 digits")
    }

    /// What the escrow holds for `units`; no more units than the trade had, whose escrow was in range.
    pub(crate) fn escrow(self, units: u32) -> Minor {
        self.checked_escrow(units).expect("the escrow of the whole trade has 18 digits")
    }
}
