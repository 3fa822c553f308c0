//! Decimal text: one strict way in, one exact way out.
//!
//! The grammar is `-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,n})?`, and `-0` in any spelling is refused.
//! So no sign `+`, no exponent, no grouping, no leading or trailing point; what a spreadsheet or a
//! programming language would quietly accept is told to its writer instead.

use core::fmt;

/// A decimal as it was written: `digits` divided by ten to the power of `scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The digits before and after the point, as one number, with the sign.
    pub mantissa: i128,
    /// How many of the digits stood after the point.
    pub scale: u8,
}

/// Why a text is no decimal. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// A plus sign says nothing.
    #[error("decimal {0:?} has a plus sign")]
    PlusSign(String),
    /// The digits are grouped by thousands, which other countries read otherwise.
    #[error("decimal {0:?} groups its digits")]
    Grouped(String),
    /// A comma stands where the point belongs.
    #[error("decimal {0:?} has a comma for its point")]
    Comma(String),
    /// A power of ten stands behind it.
    #[error("decimal {0:?} has an exponent")]
    Exponent(String),
    /// The text does not follow the grammar in any of these ways.
    #[error("{text:?} is not a decimal: {expected}")]
    Malformed {
        /// What was written.
        text: String,
        /// What would have been right at the first wrong place.
        expected: &'static str,
    },
    /// No digit stands before the point, or none after it.
    #[error("decimal {0:?} has a bare point, without a digit before it or after it")]
    BarePoint(String),
    /// A zero stands before the digits that count.
    #[error("decimal {0:?} begins with a zero that does not count")]
    LeadingZero(String),
    /// Zero has no sign.
    #[error("decimal {0:?} is a negative zero")]
    NegativeZero(String),
    /// More digits before the point than any amount has.
    #[error("decimal {text:?} has {found} digits before the point, but at most 18 are allowed")]
    TooLarge {
        /// What was written.
        text: String,
        /// How many digits stand before the point.
        found: usize,
    },
    /// More digits after the point than allowed here.
    #[error("decimal {text:?} has {found} digits after the point, but at most {allowed} are allowed here")]
    TooManyDigits {
        /// What was written.
        text: String,
        /// How many digits stand after the point.
        found: usize,
        /// How many would be right.
        allowed: u8,
    },
}

impl DecimalError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            DecimalError::PlusSign(_) => "DECIMAL_PLUS_SIGN",
            DecimalError::Grouped(_) => "DECIMAL_GROUPED",
            DecimalError::Comma(_) => "DECIMAL_COMMA",
            DecimalError::Exponent(_) => "DECIMAL_EXPONENT",
            DecimalError::Malformed { .. } => "DECIMAL_MALFORMED",
            DecimalError::BarePoint(_) => "DECIMAL_BARE_POINT",
            DecimalError::LeadingZero(_) => "DECIMAL_LEADING_ZERO",
            DecimalError::NegativeZero(_) => "DECIMAL_NEGATIVE_ZERO",
            DecimalError::TooLarge { .. } => "DECIMAL_TOO_LARGE",
            DecimalError::TooManyDigits { .. } => "DECIMAL_TOO_MANY_DIGITS",
        }
    }
}

impl Parsed {
    /// Reads `text` with at most `fraction` digits after the point.
    ///
    /// # Panics
    ///
    /// If `fraction` is more than 12.
    pub fn read(text: &str, fraction: u8) -> Result<Parsed, DecimalError> {
        assert!(fraction <= 12, "a decimal with more than 12 fraction digits would not fit");
        let malformed = |expected| DecimalError::Malformed { text: text.to_owned(), expected };
        if text.starts_with('+') {
            return Err(DecimalError::PlusSign(text.to_owned()));
        }
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, part) = match unsigned.split_once('.') {
            Some((whole, part)) => (whole, Some(part)),
            None => (unsigned, None),
        };
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if unsigned.is_empty() {
            return Err(malformed("at least one digit must stand there"));
        }
        if !digits(whole) || !part.is_none_or(digits) {
            return Err(match unsigned {
                _ if is_grouped(unsigned) => DecimalError::Grouped(text.to_owned()),
                _ if has_comma(unsigned) => DecimalError::Comma(text.to_owned()),
                _ if has_exponent(unsigned) => DecimalError::Exponent(text.to_owned()),
                _ => malformed("only digits, one point, and a leading minus are allowed"),
            });
        }
        if whole.is_empty() || part == Some("") {
            return Err(DecimalError::BarePoint(text.to_owned()));
        }
        if whole.len() > 1 && whole.starts_with('0') {
            return Err(DecimalError::LeadingZero(text.to_owned()));
        }
        let part = part.unwrap_or("");
        if negative && whole.bytes().chain(part.bytes()).all(|byte| byte == b'0') {
            return Err(DecimalError::NegativeZero(text.to_owned()));
        }
        if whole.len() > 18 {
            return Err(DecimalError::TooLarge { text: text.to_owned(), found: whole.len() });
        }
        let Some(scale) = u8::try_from(part.len()).ok().filter(|&scale| scale <= fraction) else {
            return Err(DecimalError::TooManyDigits {
                text: text.to_owned(),
                found: part.len(),
                allowed: fraction,
            });
        };
        let magnitude = whole.bytes().chain(part.bytes()).fold(0i128, |sum, byte| {
            let digit = i128::from(byte.wrapping_sub(b'0'));
            sum.checked_mul(10).and_then(|sum| sum.checked_add(digit)).expect("30 digits fit 128 bits")
        });
        let mantissa =
            if negative { magnitude.checked_neg().expect("30 digits have a negative") } else { magnitude };
        Ok(Parsed { mantissa, scale })
    }

    /// The mantissa, were the decimal written with `scale` digits after the point; `scale` is at least its own.
    pub(crate) fn mantissa_at(self, scale: u8) -> i128 {
        let more = scale.checked_sub(self.scale).expect("a decimal is only ever widened");
        self.mantissa.checked_mul(i128::from(power_of_ten(more))).expect("18 digits and 12 more fit 128 bits")
    }
}

/// Whether the digits before the point stand in groups of three, parted by what some country or language parts
/// them with.
fn is_grouped(unsigned: &str) -> bool {
    let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let mut groups = whole.split(['_', ',', ' ', '\'', '\u{a0}', '\u{202f}']);
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()) && is_digits(group));
    let mut others = groups.peekable();
    let parted = others.peek().is_some();
    first && parted && others.all(|group| group.len() == 3 && is_digits(group)) && is_digits(part)
}

/// Whether a comma stands between digits, once, where a point belongs.
fn has_comma(unsigned: &str) -> bool {
    unsigned.split_once(',').is_some_and(|(whole, part)| is_digits(whole) && is_digits(part))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a power of ten stands behind a number.
fn has_exponent(unsigned: &str) -> bool {
    let Some((number, power)) = unsigned.split_once(['e', 'E']) else { return false };
    let power = power.strip_prefix(['+', '-']).unwrap_or(power);
    is_digits(&number.replacen('.', "", 1)) && is_digits(power)
}

/// Whether digits before the point are grouped by thousands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// `1850.00`, for machines.
    Plain,
    /// `1,850.00`, for people.
    Thousands,
}

/// Ten to the power of `exponent`, at most 18.
pub(crate) fn power_of_ten(exponent: u8) -> u64 {
    const POWERS: [u64; 19] = {
        let mut powers = [1u64; 19];
        let mut place = 1;
        while place < 19 {
            powers[place] = match powers[place - 1].checked_mul(10) {
                Some(power) => power,
                None => panic!("10^18 fits 64 bits"),
            };
            place += 1;
        }
        powers
    };
    POWERS[usize::from(exponent)]
}

/// Writes `mantissa` with `scale` digits after the point, exactly.
pub(crate) fn write(
    f: &mut fmt::Formatter<'_>,
    mantissa: i128,
    scale: u8,
    grouping: Grouping,
) -> fmt::Result {
    let unit = u128::from(power_of_ten(scale));
    let (magnitude, negative) = (mantissa.unsigned_abs(), mantissa < 0);
    let whole = (magnitude.checked_div(unit).expect("a power of ten is not zero")).to_string();
    let part = magnitude.checked_rem(unit).expect("a power of ten is not zero");
    let mut text = String::with_capacity(48);
    if negative {
        text.push('-');
    }
    for (place, digit) in whole.chars().enumerate() {
        let left = whole.len().saturating_sub(place);
        if grouping == Grouping::Thousands && place > 0 && left.is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if scale > 0 {
        text.push('.');
        text.push_str(&format!("{part:0width$}", width = usize::from(scale)));
    }
    pad(f, &text)
}

/// Pads what begins with a number to the width asked for, on the left unless asked otherwise.
///
/// A precision is ignored: `{:.2}` would cut `1850.00` to `18`, as it cuts a text.
pub(crate) fn pad(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    match text.strip_prefix('-') {
        Some(unsigned) => f.pad_integral(false, "", unsigned),
        None => f.pad_integral(true, "", text),
    }
}

/// Divides and rounds once, half away from zero.
///
/// This is the one rounding of the house (what a clerk's spreadsheet does).
pub(crate) fn divide_rounded(product: u128, divisor: u64) -> u128 {
    if let Ok(small) = u64::try_from(product) {
        let quotient = small.checked_div(divisor).expect("the divisor is a power of ten");
        let rest = small.checked_rem(divisor).expect("the divisor is a power of ten");
        let up = rest >= divisor.div_ceil(2) && rest > 0;
        return u128::from(quotient)
            .checked_add(u128::from(up))
            .expect("a quotient of 64 bits can grow by one");
    }
    let divisor = u128::from(divisor);
    let quotient = product.checked_div(divisor).expect("the divisor is a power of ten");
    let rest = product.checked_rem(divisor).expect("the divisor is a power of ten");
    let up = rest >= divisor.div_ceil(2) && rest > 0;
    quotient.checked_add(u128::from(up)).expect("the product is far below 2^128")
}

#[cfg(test)]
mod tests;
