//! Prices: what one unit of a service costs, as a positive decimal.
//!
//! A price keeps the digits it was written with (`1850.00` stays `1850.00`), and is compared by value.
//! Its range keeps every product of a price and a quantity inside 128 bits.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};

use rust_decimal::Decimal;

use crate::decimal::{self, DecimalError, Grouping, Parsed, divide_rounded, power_of_ten};
use crate::{Asset, Minor};

/// A positive decimal with at most 8 fraction digits, at most 10,000,000,000.
#[derive(Clone, Copy)]
pub struct Price {
    mantissa: u64,
    scale: u8,
}

/// Why a text or a decimal is no price. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PriceError {
    /// The text is no decimal, or has more than 8 fraction digits.
    #[error(transparent)]
    Decimal(#[from] DecimalError),
    /// The text is zero or below.
    #[error("price {0} must be more than zero")]
    NotPositive(String),
    /// The price is beyond the range.
    #[error("price {0} is more than 10000000000")]
    OutOfRange(String),
}

impl PriceError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            PriceError::Decimal(error) => error.code(),
            PriceError::NotPositive(_) => "PRICE_NOT_POSITIVE",
            PriceError::OutOfRange(_) => "PRICE_OUT_OF_RANGE",
        }
    }
}

impl Price {
    /// How many fraction digits a price may have.
    pub const FRACTION: u8 = 8;
    pub(crate) const MAX: u64 = 10_000_000_000;

    /// Reads a price strictly.
    pub fn parse(text: &str) -> Result<Price, PriceError> {
        let parsed = Parsed::read(text, Price::FRACTION)?;
        if parsed.mantissa <= 0 {
            return Err(PriceError::NotPositive(text.to_owned()));
        }
        let limit = u128::from(Price::MAX)
            .checked_mul(u128::from(power_of_ten(parsed.scale)))
            .expect("18 digits fit");
        match u64::try_from(parsed.mantissa) {
            Ok(mantissa) if u128::from(mantissa) <= limit => Ok(Price { mantissa, scale: parsed.scale }),
            _ => Err(PriceError::OutOfRange(text.to_owned())),
        }
    }

    /// This price as a decimal, for arithmetic outside the house.
    pub fn decimal(self) -> Decimal {
        Decimal::from_i128_with_scale(i128::from(self.mantissa), u32::from(self.scale))
    }

    /// `count` times this price, if that is in range: a price from a tick and a number of ticks.
    pub fn times(self, count: u64) -> Option<Price> {
        let mantissa = self.mantissa.checked_mul(count)?;
        let limit = u128::from(Price::MAX).checked_mul(u128::from(power_of_ten(self.scale)))?;
        (mantissa > 0 && u128::from(mantissa) <= limit).then_some(Price { mantissa, scale: self.scale })
    }

    /// How many times `tick` goes into this price; nothing if it does not go exactly.
    pub fn in_ticks(self, tick: Price) -> Option<u64> {
        let scale = self.scale.max(tick.scale);
        let ours = self.mantissa_at(scale);
        let its = tick.mantissa_at(scale);
        if let (Ok(ours), Ok(its)) = (u64::try_from(ours), u64::try_from(its)) {
            let whole = ours.checked_rem(its)? == 0;
            return if whole { ours.checked_div(its) } else { None };
        }
        if ours.checked_rem(its)? != 0 {
            return None;
        }
        u64::try_from(ours.checked_div(its)?).ok()
    }

    /// What `quantity` units cost in minor units of `asset`: one product, rounded once.
    ///
    /// Nothing if that has more than 18 digits.
    pub fn value(self, quantity: u64, asset: impl Into<Asset>) -> Option<Minor> {
        let exponent = asset.into().exponent();
        if let Some(more) = exponent.checked_sub(self.scale) {
            let unit = self.mantissa.checked_mul(power_of_ten(more))?;
            return unit.checked_mul(quantity).and_then(Minor::new);
        }
        let product = u128::from(self.mantissa).checked_mul(u128::from(quantity))?;
        let less = self.scale.checked_sub(exponent)?;
        u64::try_from(divide_rounded(product, power_of_ten(less))).ok().and_then(Minor::new)
    }

    /// Shows the price with at least `digits` fraction digits, and never fewer than it needs.
    pub fn show(self, digits: u8, grouping: Grouping) -> impl fmt::Display {
        struct Shown(Price, u8, Grouping);
        impl fmt::Display for Shown {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut price = self.0;
                while price.scale > self.1 && price.mantissa.is_multiple_of(10) {
                    price = Price {
                        mantissa: price.mantissa.checked_div(10).expect("ten is not zero"),
                        scale: price.scale.saturating_sub(1),
                    };
                }
                let scale = price.scale.max(self.1);
                let mantissa = i128::try_from(price.mantissa_at(scale)).expect("a price fits 96 bits");
                decimal::write(f, mantissa, scale, self.2)
            }
        }
        Shown(self, digits.min(Price::FRACTION), grouping)
    }

    pub(crate) fn mantissa_at(self, scale: u8) -> u128 {
        let more = scale.checked_sub(self.scale).expect("a price is only ever widened");
        u128::from(self.mantissa).checked_mul(u128::from(power_of_ten(more))).expect("a price fits 96 bits")
    }
}

impl TryFrom<Decimal> for Price {
    type Error = PriceError;

    fn try_from(decimal: Decimal) -> Result<Price, PriceError> {
        Price::parse(&decimal.to_string())
    }
}

impl PartialEq for Price {
    fn eq(&self, other: &Price) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Price {}

impl PartialOrd for Price {
    fn partial_cmp(&self, other: &Price) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Price {
    fn cmp(&self, other: &Price) -> Ordering {
        let scale = self.scale.max(other.scale);
        self.mantissa_at(scale).cmp(&other.mantissa_at(scale))
    }
}

impl Hash for Price {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.mantissa_at(Price::FRACTION).hash(state);
    }
}

impl fmt::Display for Price {
    /// As it was written: `1850.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        decimal::write(f, i128::from(self.mantissa), self.scale, Grouping::Plain)
    }
}

impl fmt::Debug for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests;
