//! What can be owned: a currency, or a unit of capacity.
//!
//! Both live in accounts in the same way; an asset carries its own exponent, so that the ledger
//! needs no table to show it. What the unit of capacity stands for is known to the caller alone.

use core::fmt;

use crate::Currency;

/// A currency or a numbered unit of capacity, in 32 bits.
///
/// Assets sort currencies first, by code, then units by number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Asset(u32);

const UNIT: u32 = 1 << 31;

impl Asset {
    /// The asset that is this currency.
    pub fn currency(currency: Currency) -> Asset {
        Asset(u32::from(currency.place()))
    }

    /// The asset that is one unit of capacity, counted in whole units; `number` is below 2^31.
    pub fn unit(number: u32) -> Asset {
        assert!(number < UNIT, "unit number {number} is beyond 2^31");
        Asset(number | UNIT)
    }

    /// The currency, if it is one.
    pub fn as_currency(self) -> Option<Currency> {
        match u8::try_from(self.0) {
            Ok(place) => Some(Currency::at(place)),
            Err(_) => None,
        }
    }

    /// The number of the unit of capacity, if it is one.
    pub fn as_unit(self) -> Option<u32> {
        (self.0 & UNIT != 0).then_some(self.0 & !UNIT)
    }

    /// How many decimal digits its smallest part has: as the currency says, none for capacity.
    pub fn exponent(self) -> u8 {
        self.as_currency().map_or(0, Currency::exponent)
    }

    /// A number that tells assets apart, for hashing and digests.
    pub fn to_bits(self) -> u32 {
        self.0
    }

    /// The asset with this number, if there is one.
    pub fn from_bits(bits: u32) -> Option<Asset> {
        let known = bits & UNIT != 0 || u8::try_from(bits).is_ok_and(Currency::is_listed);
        known.then_some(Asset(bits))
    }
}

impl From<Currency> for Asset {
    fn from(currency: Currency) -> Asset {
        Asset::currency(currency)
    }
}

impl fmt::Display for Asset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_currency() {
            Some(currency) => currency.fmt(f),
            None => f.pad(&format!("unit {}", self.0 & !UNIT)),
        }
    }
}

impl fmt::Debug for Asset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests;
