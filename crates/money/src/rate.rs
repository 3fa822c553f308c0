//! Rates: a part of an amount, as a decimal that is not negative.
//!
//! What accrues in steps is **cumulative**: due so far is the rounded product of the rate and the
//! base so far, and each step moves the difference. So any split costs the same, and the parts sum
//! to the whole.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};

use rust_decimal::Decimal;

use crate::Minor;
use crate::decimal::{self, DecimalError, Grouping, Parsed, divide_rounded, power_of_ten};

/// A decimal of zero or more with at most 12 fraction digits, at most 1,000,000.
#[derive(Clone, Copy)]
pub struct Rate {
    mantissa: u64,
    scale: u8,
}

/// Why a text or a decimal is no rate. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RateError {
    /// The text is no decimal, or has more than 12 fraction digits.
    #[error(transparent)]
    Decimal(#[from] DecimalError),
    /// The text is below zero.
    #[error("rate {0} must not be negative")]
    Negative(String),
    /// The rate is beyond the range.
    #[error("rate {0} is more than 1000000")]
    OutOfRange(String),
}

impl RateError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            RateError::Decimal(error) => error.code(),
            RateError::Negative(_) => "RATE_NEGATIVE",
            RateError::OutOfRange(_) => "RATE_OUT_OF_RANGE",
        }
    }
}

impl Rate {
    /// Nothing of it.
    pub const ZERO: Rate = Rate { mantissa: 0, scale: 0 };
    /// All of it.
    pub const ONE: Rate = Rate { mantissa: 1, scale: 0 };
    /// How many fraction digits a rate may have.
    pub const FRACTION: u8 = 12;
    pub(crate) const MAX: u64 = 1_000_000;

    /// Reads a rate strictly: `0.15` is fifteen per cent.
    pub fn parse(text: &str) -> Result<Rate, RateError> {
        let parsed = Parsed::read(text, Rate::FRACTION)?;
        if parsed.mantissa < 0 {
            return Err(RateError::Negative(text.to_owned()));
        }
        let limit = Rate::MAX.checked_mul(power_of_ten(parsed.scale)).expect("18 digits fit 64 bits");
        match u64::try_from(parsed.mantissa) {
            Ok(mantissa) if mantissa <= limit => Ok(Rate { mantissa, scale: parsed.scale }),
            _ => Err(RateError::OutOfRange(text.to_owned())),
        }
    }

    /// This rate as a decimal, for arithmetic outside the house.
    pub fn decimal(self) -> Decimal {
        Decimal::from_i128_with_scale(i128::from(self.mantissa), u32::from(self.scale))
    }

    /// Whether it is nothing.
    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// This part of `base`: one product, rounded once. Nothing if that has more than 18 digits.
    pub fn of(self, base: Minor) -> Option<Minor> {
        let product = u128::from(self.mantissa).checked_mul(u128::from(base.units()))?;
        u64::try_from(divide_rounded(product, power_of_ten(self.scale))).ok().and_then(Minor::new)
    }

    /// The sum of several products, rounded once: a fee where maker and taker pay differently.
    ///
    /// Nothing if that has more than 18 digits.
    pub fn sum_of(parts: &[(Rate, Minor)]) -> Option<Minor> {
        let scale = parts.iter().map(|(rate, _)| rate.scale).max().unwrap_or(0);
        let mut product = 0u128;
        for (rate, base) in parts {
            let part = u128::from(rate.mantissa_at(scale)?).checked_mul(u128::from(base.units()))?;
            product = product.checked_add(part)?;
        }
        u64::try_from(divide_rounded(product, power_of_ten(scale))).ok().and_then(Minor::new)
    }

    /// What a step from `before` to `after` makes due: the difference of both products, so that any split sums alike.
    ///
    /// Nothing if `after` is below `before`, or a product has more than 18 digits.
    pub fn step(self, before: Minor, after: Minor) -> Option<Minor> {
        self.of(after)?.checked_sub(self.of(before)?)
    }

    /// The sum of two rates, if it is in range.
    pub fn checked_add(self, other: Rate) -> Option<Rate> {
        let scale = self.scale.max(other.scale);
        let mantissa = self.mantissa_at(scale)?.checked_add(other.mantissa_at(scale)?)?;
        (mantissa <= Rate::MAX.checked_mul(power_of_ten(scale))?).then_some(Rate { mantissa, scale })
    }

    /// The numerator over a common denominator of 10^12, to weigh rates against each other.
    pub fn trillionths(self) -> u64 {
        self.mantissa_at(Rate::FRACTION).expect("18 digits fit 64 bits")
    }

    /// How many digits stand after the point.
    pub(crate) fn scale(self) -> u8 {
        self.scale
    }

    pub(crate) fn mantissa_at(self, scale: u8) -> Option<u64> {
        self.mantissa.checked_mul(power_of_ten(scale.checked_sub(self.scale)?))
    }
}

impl TryFrom<Decimal> for Rate {
    type Error = RateError;

    /// Arithmetic may leave a zero with a sign, which says nothing.
    fn try_from(decimal: Decimal) -> Result<Rate, RateError> {
        let unsigned_zero = if decimal.is_zero() { decimal.abs() } else { decimal };
        Rate::parse(&unsigned_zero.to_string())
    }
}

impl PartialEq for Rate {
    fn eq(&self, other: &Rate) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Rate {}

impl PartialOrd for Rate {
    fn partial_cmp(&self, other: &Rate) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rate {
    fn cmp(&self, other: &Rate) -> Ordering {
        self.trillionths().cmp(&other.trillionths())
    }
}

impl Hash for Rate {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.trillionths().hash(state);
    }
}

impl fmt::Display for Rate {
    /// As it was written: `0.15`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        decimal::write(f, i128::from(self.mantissa), self.scale, Grouping::Plain)
    }
}

impl fmt::Debug for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests;
