//! How many of something, in words.

use core::fmt;

use crate::decimal::{self, Grouping};

/// A number of things, for people: `12,000`.
///
/// ```
/// use money::Count;
///
/// assert_eq!(Count::of(1u32, "slot").to_string(), "1 slot");
/// assert_eq!(Count::of(12_000u32, "slot").to_string(), "12,000 slots");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    number: i128,
    noun: Option<&'static str>,
}

impl Count {
    /// A number alone.
    pub fn new(number: impl Into<i128>) -> Count {
        Count { number: number.into(), noun: None }
    }

    /// A number of what `noun` means, in the singular; its plural ends in `s`.
    pub fn of(number: impl Into<i128>, noun: &'static str) -> Count {
        Count { number: number.into(), noun: Some(noun) }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        decimal::write(f, self.number, 0, Grouping::Thousands)?;
        match (self.noun, self.number) {
            (None, _) => Ok(()),
            (Some(noun), 1) => write!(f, " {noun}"),
            (Some(noun), _) => write!(f, " {noun}s"),
        }
    }
}
