//! Numbers as people write them: grouped by thousands, in per cent, or counted.
//!
//! ```text
//!   60,000.00 ──▶ 60000.00      grouped by three digits from the point on, or not at all
//!   0.2 %     ──▶ 0.002         the point moves by two places; no digit is lost
//! ```
//!
//! What is left without commas goes to the strict reader of `money`.

use money::{DecimalError, Parsed, Rate, RateError};

use crate::fault::refusals;

/// A number and its commas.
pub(crate) enum Grouped {
    /// No comma, or all of them where they belong; here without them.
    Well(String),
    /// Only digits, but the commas are misplaced.
    Badly {
        /// The same digits, well grouped.
        grouped: String,
    },
}

/// Why a text is no count. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CountError {
    /// The text is no decimal, or has digits after the point.
    #[error(transparent)]
    Decimal(#[from] DecimalError),
    /// The number is below zero, or too large.
    #[error("{0} is not between 0 and {most}", most = u32::MAX)]
    OutOfRange(String),
}

/// Why a text is no percentage. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PercentError {
    /// The text is no decimal, or has more than 10 digits after the point.
    #[error(transparent)]
    Decimal(#[from] DecimalError),
    /// The part that it means is no rate.
    #[error(transparent)]
    Rate(#[from] RateError),
}

impl CountError {
    /// The stable code of this refusal.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            CountError::Decimal(error) => error.code(),
            CountError::OutOfRange(_) => "SCENARIO_COUNT_OUT_OF_RANGE",
        }
    }
}

impl PercentError {
    /// The stable code of this refusal.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            PercentError::Decimal(error) => error.code(),
            PercentError::Rate(error) => error.code(),
        }
    }
}

refusals! {
    CountError,
    PercentError,
}

/// Takes the commas away, if they stand where thousands are parted.
///
/// What is not made of digits, commas and one point is left as it is, for a stricter reader to refuse.
pub(crate) fn ungrouped(text: &str) -> Grouped {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = match unsigned.split_once('.') {
        Some((whole, part)) => (whole, Some(part)),
        None => (unsigned, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let bare = whole.replace(',', "");
    if !whole.contains(',') || !digits(&bare) || !part.is_none_or(digits) {
        return Grouped::Well(text.to_owned());
    }
    let mut groups = whole.split(',');
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
    if first && groups.all(|group| group.len() == 3) {
        return Grouped::Well(text.replace(',', ""));
    }
    let sign = if unsigned.len() < text.len() { "-" } else { "" };
    let point = part.map(|part| format!(".{part}")).unwrap_or_default();
    Grouped::Badly { grouped: format!("{sign}{}{point}", by_thousands(&bare)) }
}

/// Reads a whole number of zero or more.
pub(crate) fn count(text: &str) -> Result<u32, CountError> {
    let parsed = Parsed::read(text, 0)?;
    u32::try_from(parsed.mantissa).map_err(|_| CountError::OutOfRange(text.to_owned()))
}

/// Reads so many per cent as a part of one: `15` is 0.15.
pub(crate) fn percent(text: &str) -> Result<Rate, PercentError> {
    let parsed = Parsed::read(text, Rate::FRACTION - 2)?;
    let scale = usize::from(parsed.scale) + 2;
    let digits = format!("{:0width$}", parsed.mantissa.unsigned_abs(), width = scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    let sign = if parsed.mantissa < 0 { "-" } else { "" };
    let rate = format!("{sign}{whole}.{part}");
    Ok(Rate::parse(rate.trim_end_matches('0').trim_end_matches('.'))?)
}

/// Puts a comma before every third digit from the end; nothing but digits is given.
pub(crate) fn by_thousands(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() * 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests;
