//! Exact worth: prices times quantities, summed, and not rounded yet.
//!
//! What an order has traded is the sum of many products; were each rounded, a split would be worth something
//! else than the whole. So the products are kept as they are, and only a rate rounds them, once.

use crate::decimal::{divide_rounded, power_of_ten};
use crate::{Asset, Minor, Price, Rate};

/// A sum of products of prices and quantities, in hundred-millionths of the currency's unit.
///
/// Kept as two halves, so that records with a worth in them are aligned, and packed, to eight bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Worth {
    high: u64,
    low: u64,
}

/// 18 digits before the point, and the 8 that a price has behind it.
const MAX: u128 = 10u128.pow(26);

impl Worth {
    /// Nothing.
    pub const ZERO: Worth = Worth { high: 0, low: 0 };

    fn new(parts: u128) -> Option<Worth> {
        let half = |bits: u128| u64::try_from(bits & u128::from(u64::MAX)).expect("half of 128 bits");
        (parts <= MAX).then(|| Worth { high: half(parts >> 64), low: half(parts) })
    }

    /// Whether it is nothing.
    pub fn is_zero(self) -> bool {
        self == Worth::ZERO
    }

    /// Whether it is so small that twice of it has at most 18 digits in the minor units of every currency.
    pub fn is_modest(self) -> bool {
        self.parts() <= MAX / 2 / 10_000
    }

    /// The hundred-millionths, for digests.
    pub fn parts(self) -> u128 {
        u128::from(self.high) << 64 | u128::from(self.low)
    }

    /// The sum, unless it has more than 18 digits before the point.
    pub fn checked_add(self, other: Worth) -> Option<Worth> {
        self.parts().checked_add(other.parts()).and_then(Worth::new)
    }

    /// Rounded once to the minor unit of `asset`; nothing if that has more than 18 digits.
    pub fn minor(self, asset: impl Into<Asset>) -> Option<Minor> {
        Rate::ONE.of_worth(self, asset)
    }
}

impl Price {
    /// What `quantity` units are worth exactly; nothing beyond 18 digits before the point.
    pub fn worth(self, quantity: u64) -> Option<Worth> {
        self.mantissa_at(Price::FRACTION).checked_mul(u128::from(quantity)).and_then(Worth::new)
    }
}

impl Minor {
    /// This amount of `asset` as an exact worth; nothing beyond 18 digits before the point.
    pub fn worth(self, asset: impl Into<Asset>) -> Option<Worth> {
        let digits = Price::FRACTION.checked_sub(asset.into().exponent())?;
        u128::from(self.units()).checked_mul(u128::from(power_of_ten(digits))).and_then(Worth::new)
    }
}

impl Rate {
    /// This part of an exact worth in minor units of `asset`: one product, rounded once.
    ///
    /// Nothing if that has more than 18 digits, or the product does not fit 128 bits.
    pub fn of_worth(self, worth: Worth, asset: impl Into<Asset>) -> Option<Minor> {
        let product = u128::from(self.mantissa_at(self.scale())?).checked_mul(worth.parts())?;
        rounded(product, self.scale(), asset.into())
    }

    /// The sum of several such parts, rounded once: a fee where maker and taker pay differently.
    ///
    /// Nothing if that has more than 18 digits, or a product does not fit 128 bits.
    pub fn of_worths(parts: &[(Rate, Worth)], asset: impl Into<Asset>) -> Option<Minor> {
        let scale = parts.iter().map(|(rate, _)| rate.scale()).max().unwrap_or(0);
        let mut product = 0u128;
        for (rate, worth) in parts {
            let part = u128::from(rate.mantissa_at(scale)?).checked_mul(worth.parts())?;
            product = product.checked_add(part)?;
        }
        rounded(product, scale, asset.into())
    }
}

/// A product of a worth and a rate of this scale, rounded once to the minor unit of `asset`.
fn rounded(product: u128, scale: u8, asset: Asset) -> Option<Minor> {
    let digits = scale.checked_add(Price::FRACTION)?.checked_sub(asset.exponent())?;
    let units = match digits.checked_sub(18) {
        None | Some(0) => divide_rounded(product, power_of_ten(digits)),
        // Beyond 18 digits the divisor is taken at once, so that rounding happens once.
        Some(more) => {
            let divisor = u128::from(power_of_ten(18)).checked_mul(u128::from(power_of_ten(more)))?;
            let (whole, rest) = (product.checked_div(divisor)?, product.checked_rem(divisor)?);
            whole.checked_add(u128::from(rest >= divisor.div_ceil(2) && rest > 0))?
        }
    };
    u64::try_from(units).ok().and_then(Minor::new)
}

#[cfg(test)]
mod tests;
