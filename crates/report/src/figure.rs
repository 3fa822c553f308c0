//! One figure: minor units with as many digits as their asset has.
//!
//! People read `1,850.00`, machines `"1850.00"`; no digit is lost on either way. A sum over many balances
//! of 18 digits needs more than 64 bits, so a figure has 128.

use core::fmt;
use core::iter::Sum;
use core::ops::{Add, Neg, Sub};

use money::{Asset, Count, Minor, Money};
use serde::{Serialize, Serializer};

/// A signed number of minor units and how many digits stand after the point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    minor: i128,
    exponent: u8,
}

impl Figure {
    /// So many minor units of `asset`.
    pub fn new(minor: impl Into<i128>, asset: impl Into<Asset>) -> Figure {
        Figure { minor: minor.into(), exponent: asset.into().exponent() }
    }

    /// Nothing of `asset`.
    pub fn zero(asset: impl Into<Asset>) -> Figure {
        Figure::new(0, asset)
    }

    /// The minor units.
    pub fn minor(self) -> i128 {
        self.minor
    }

    /// Whether it is nothing.
    pub fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// For a column in which most lines are empty: nothing where it is zero.
    pub fn or_blank(self) -> String {
        if self.is_zero() { String::new() } else { self.to_string() }
    }

    /// The digits, with or without a comma between thousands.
    fn digits(self, grouped: bool) -> String {
        let digits = self.minor.unsigned_abs().to_string();
        let fraction = usize::from(self.exponent);
        let digits = format!("{digits:0>width$}", width = fraction + 1);
        let (whole, part) = digits.split_at(digits.len() - fraction);
        let mut text = String::with_capacity(digits.len() * 4 / 3 + 2);
        if self.minor < 0 {
            text.push('-');
        }
        for (place, digit) in whole.chars().enumerate() {
            if grouped && place > 0 && (whole.len() - place).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        if !part.is_empty() {
            text.push('.');
            text.push_str(part);
        }
        text
    }

    fn joined(self, other: Figure, minor: i128) -> Figure {
        Figure { minor, exponent: self.exponent.max(other.exponent) }
    }
}

impl From<Money> for Figure {
    fn from(money: Money) -> Figure {
        Figure::new(money.minor, money.asset)
    }
}

impl From<money::Sum> for Figure {
    fn from(sum: money::Sum) -> Figure {
        Figure::from(sum.money())
    }
}

/// Adds figures of one asset.
impl Add for Figure {
    type Output = Figure;

    fn add(self, other: Figure) -> Figure {
        self.joined(other, self.minor + other.minor)
    }
}

/// Subtracts figures of one asset.
impl Sub for Figure {
    type Output = Figure;

    fn sub(self, other: Figure) -> Figure {
        self.joined(other, self.minor - other.minor)
    }
}

impl Neg for Figure {
    type Output = Figure;

    fn neg(self) -> Figure {
        Figure { minor: -self.minor, ..self }
    }
}

impl Sum for Figure {
    fn sum<I: Iterator<Item = Figure>>(figures: I) -> Figure {
        figures.fold(Figure::default(), Add::add)
    }
}

impl fmt::Display for Figure {
    /// For people: `1,850.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.digits(true))
    }
}

impl Serialize for Figure {
    /// For machines: `"1850.00"`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.digits(false))
    }
}

/// Minor units of `asset`, which are never below zero.
pub(crate) fn figure(minor: Minor, asset: Asset) -> Figure {
    Figure::new(minor.signed(), asset)
}

/// A count for people: `12,000`.
pub(crate) fn grouped(count: impl Into<i128>) -> String {
    Count::new(count).to_string()
}

#[cfg(test)]
mod tests {
    use money::Currency;

    use super::*;

    fn check(minor: i128, code: &str, people: &str, machines: &str) {
        let figure = Figure::new(minor, Currency::parse(code).expect("it is listed"));
        assert_eq!(figure.to_string(), people);
        assert_eq!(serde_json::to_string(&figure).expect("a figure is text"), machines);
    }

    #[test]
    fn shows_every_digit_that_the_asset_has() {
        check(0, "CNY", "0.00", r#""0.00""#);
        check(7, "CNY", "0.07", r#""0.07""#);
        check(-185_000, "CNY", "-1,850.00", r#""-1850.00""#);
        check(1_234_567, "JPY", "1,234,567", r#""1234567""#);
        check(-1, "KWD", "-0.001", r#""-0.001""#);
        check(i128::from(i64::MAX) * 10, "USD", "922,337,203,685,477,580.70", r#""922337203685477580.70""#);
    }

    #[test]
    fn counts_are_grouped_by_thousands() {
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_000u32), "1,000");
    }
}
