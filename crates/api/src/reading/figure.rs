//! Figures of the tables in people's words: minor units with as many digits as their asset has.

use money::{Currency, Money};

/// Minor units as a decimal: `-12345` with two digits is `-123.45`.
pub(crate) fn figure(minor: impl Into<i128>, exponent: u8) -> String {
    let minor = minor.into();
    let (sign, digits) = (if minor < 0 { "-" } else { "" }, minor.unsigned_abs().to_string());
    let places = usize::from(exponent);
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    let point = if part.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{part}")
}

/// Minor units of a currency.
pub(crate) fn money(minor: i64, currency: Currency) -> Money {
    Money { minor, asset: currency.into() }
}
