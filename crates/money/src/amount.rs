//! Amounts in minor units: zero or more, more than zero, and signed.
//!
//! ```text
//!   Minor   zero or more minor units, of an asset that the context knows
//!   Amount  more than zero: what can move; zero moves nothing, so it is no amount
//!   Money   signed, with its asset: for people and for edges
//!   Sum     more than zero, with its currency: what a command can ask for
//! ```

use core::fmt;

use crate::decimal::{self, DecimalError, Grouping, Parsed};
use crate::{Asset, Currency};

/// The greatest amount: 18 digits, as ISO 20022 allows.
const MAX: u64 = 999_999_999_999_999_999;

/// Zero or more minor units, at most 18 digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minor(u64);

impl Minor {
    /// Nothing.
    pub const ZERO: Minor = Minor(0);
    /// The greatest amount: 18 digits, as ISO 20022 allows.
    pub const MAX: Minor = Minor(MAX);

    /// Nothing if `units` has more than 18 digits.
    pub fn new(units: u64) -> Option<Minor> {
        (units <= MAX).then_some(Minor(units))
    }

    /// The number of minor units.
    pub fn units(self) -> u64 {
        self.0
    }

    /// The number of minor units with a sign, as SQL keeps it.
    pub fn signed(self) -> i64 {
        i64::try_from(self.0).expect("18 digits fit a BIGINT")
    }

    /// Whether it is nothing.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum, unless it has more than 18 digits.
    pub fn checked_add(self, other: Minor) -> Option<Minor> {
        self.0.checked_add(other.0).and_then(Minor::new)
    }

    /// The difference, unless it is below zero.
    pub fn checked_sub(self, other: Minor) -> Option<Minor> {
        self.0.checked_sub(other.0).map(Minor)
    }

    /// The difference, or zero if it would be below.
    pub fn saturating_sub(self, other: Minor) -> Minor {
        Minor(self.0.saturating_sub(other.0))
    }

    /// As an amount that can move; nothing if there is nothing to move.
    pub fn amount(self) -> Option<Amount> {
        Amount::new(self.0)
    }

    /// With its asset, for people.
    pub fn of(self, asset: impl Into<Asset>) -> Money {
        Money { minor: self.signed(), asset: asset.into() }
    }
}

impl From<Amount> for Minor {
    fn from(amount: Amount) -> Minor {
        Minor(amount.0.get())
    }
}

/// More than zero minor units, at most 18 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(core::num::NonZeroU64);

impl Amount {
    /// Nothing for zero, which moves nothing, and for more than 18 digits.
    pub fn new(units: u64) -> Option<Amount> {
        if units > MAX { None } else { core::num::NonZeroU64::new(units).map(Amount) }
    }

    /// The number of minor units.
    pub fn units(self) -> u64 {
        self.0.get()
    }

    /// The same, where zero would be allowed too.
    pub fn minor(self) -> Minor {
        Minor(self.0.get())
    }

    /// The number of minor units with a sign, as SQL keeps it.
    pub fn signed(self) -> i64 {
        self.minor().signed()
    }

    /// With its asset, for people.
    pub fn of(self, asset: impl Into<Asset>) -> Money {
        self.minor().of(asset)
    }
}

/// Signed minor units of one asset, for people and for edges.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// The minor units, with their sign.
    pub minor: i64,
    /// Of what.
    pub asset: Asset,
}

/// More than zero of one currency: what a command can ask to be moved.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sum {
    /// How many minor units.
    pub amount: Amount,
    /// Of which currency.
    pub currency: Currency,
}

/// Why a text is no amount of money. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The text is no decimal, or has more than 18 digits before the point.
    #[error(transparent)]
    Decimal(#[from] DecimalError),
    /// More digits after the point than the currency has.
    #[error("amount {text:?} has {found} digits after the point, but {currency} has {allowed}")]
    TooManyDigits {
        /// What was written.
        text: String,
        /// How many digits stand after the point.
        found: usize,
        /// The currency.
        currency: Currency,
        /// How many digits it has.
        allowed: u8,
    },
    /// More than 18 digits, counted in minor units.
    #[error("{text:?} has more than 18 digits in minor units of {currency}")]
    OutOfRange {
        /// What was written.
        text: String,
        /// The currency.
        currency: Currency,
    },
    /// The text is zero or below.
    #[error("{0:?} must be more than zero")]
    NotPositive(String),
}

impl MoneyError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            MoneyError::Decimal(error) => error.code(),
            MoneyError::TooManyDigits { .. } => "DECIMAL_TOO_MANY_DIGITS",
            MoneyError::OutOfRange { .. } => "AMOUNT_OUT_OF_RANGE",
            MoneyError::NotPositive(_) => "AMOUNT_NOT_POSITIVE",
        }
    }
}

impl Money {
    /// Reads an amount of `currency`; more digits than the currency has are refused, never rounded.
    pub fn parse(text: &str, currency: Currency) -> Result<Money, MoneyError> {
        let allowed = currency.exponent();
        let parsed = Parsed::read(text, allowed).map_err(|error| match error {
            DecimalError::TooManyDigits { text, found, allowed } => {
                MoneyError::TooManyDigits { text, found, currency, allowed }
            }
            other => MoneyError::Decimal(other),
        })?;
        match i64::try_from(parsed.mantissa_at(allowed)) {
            Ok(minor) if minor.unsigned_abs() <= MAX => Ok(Money { minor, asset: currency.into() }),
            _ => Err(MoneyError::OutOfRange { text: text.to_owned(), currency }),
        }
    }

    /// Shows the number alone, without its asset.
    pub fn number(self, grouping: Grouping) -> impl fmt::Display {
        struct Number(Money, Grouping);
        impl fmt::Display for Number {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                decimal::write(f, i128::from(self.0.minor), self.0.asset.exponent(), self.1)
            }
        }
        Number(self, grouping)
    }
}

impl Sum {
    /// Reads a positive amount of `currency`; more digits than the currency has are refused, never rounded.
    pub fn parse(text: &str, currency: Currency) -> Result<Sum, MoneyError> {
        let money = Money::parse(text, currency)?;
        match u64::try_from(money.minor).ok().and_then(Amount::new) {
            Some(amount) => Ok(Sum { amount, currency }),
            None => Err(MoneyError::NotPositive(text.to_owned())),
        }
    }

    /// The same, where a sign would be allowed too.
    pub fn money(self) -> Money {
        self.amount.of(self.currency)
    }
}

impl fmt::Display for Money {
    /// For people: `1,850.00 CNY`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        decimal::pad(f, &format!("{} {}", self.number(Grouping::Thousands), self.asset))
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.money().fmt(f)
    }
}

impl fmt::Debug for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests;
