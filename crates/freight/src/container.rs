//! Container numbers: ISO 6346.
//!
//! ```text
//!   MSK     U          601167   2
//!   owner   category   serial   check digit
//! ```
//!
//! The category is U for a freight container, J for its detachable equipment, Z for a trailer or
//! chassis. The check digit is **flagged, never refused, on reading**: carriers' own samples break
//! it, and a box that stands on the quay is not argued away. Whoever lets money depend on a number
//! asks [`ContainerNumber::check_digit_is_right`].

use crate::text::{Alphabet, CodeError, Rule, Text, stands_as_text};

/// Names one container: three letters of its owner, `U`, `J` or `Z`, six digits and a check digit (ISO 6346).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(
    feature = "schema",
    schema(value_type = String, pattern = "^[A-Z]{3}[UJZ][0-9]{7}$", examples("MSKU6011672"))
)]
pub struct ContainerNumber(Text<11>);

/// Why a text is no container number. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ContainerError {
    /// A control character, not eleven characters, or something other than capital letters and digits.
    #[error(transparent)]
    Text(#[from] CodeError),
    /// The characters are not at their places.
    #[error("container number {0:?} must be three letters, then U, J or Z, then seven digits")]
    Malformed(String),
}

impl ContainerError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            ContainerError::Text(error) => error.code(),
            ContainerError::Malformed(_) => "CONTAINER_MALFORMED",
        }
    }
}

impl ContainerNumber {
    /// Reads a number without spaces; its check digit may be wrong.
    pub fn parse(text: &str) -> Result<ContainerNumber, ContainerError> {
        let alphabet = Alphabet {
            expected: "three letters, then U, J or Z, then seven digits",
            first: |byte| byte.is_ascii_uppercase(),
            later: |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            last: |byte| byte.is_ascii_digit(),
        };
        let number = Text::read(text, &Rule { kind: "container number", least: 11, alphabet })?;
        let (owner, serial) = text.split_at(3);
        let well_placed = owner.bytes().all(|byte| byte.is_ascii_uppercase())
            && serial.starts_with(['U', 'J', 'Z'])
            && serial.bytes().skip(1).all(|byte| byte.is_ascii_digit());
        if !well_placed {
            return Err(ContainerError::Malformed(text.to_owned()));
        }
        Ok(ContainerNumber(number))
    }

    /// The eleven characters.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The check digit that the other ten characters ask for, 0 to 9.
    ///
    /// ISO 6346, annex A: letters count from 10 and skip the multiples of 11, each place weighs twice the
    /// one before, and a remainder of 10 by 11 counts as 0.
    pub fn check_digit(&self) -> u8 {
        let sum: u32 =
            self.as_str().bytes().take(10).enumerate().map(|(place, byte)| worth(byte) << place).sum();
        u8::try_from(sum % 11 % 10).expect("a remainder by ten has one digit")
    }

    /// The same number with the check digit that it should have.
    pub fn corrected(self) -> ContainerNumber {
        let text = format!("{}{}", &self.as_str()[..10], self.check_digit());
        ContainerNumber::parse(&text).expect("only the last digit has changed")
    }

    /// Whether the check digit is what the other characters ask for.
    pub fn check_digit_is_right(&self) -> bool {
        self.as_str().bytes().last() == Some(b'0' + self.check_digit())
    }
}

/// What a character counts: digits as they are; A is 10, and 11, 22 and 33 are skipped.
fn worth(byte: u8) -> u32 {
    match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        letter => {
            let plain = u32::from(letter - b'A') + 10;
            plain + (plain - 1) / 10
        }
    }
}

impl core::fmt::Display for ContainerNumber {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(self.as_str())
    }
}

impl core::fmt::Debug for ContainerNumber {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.as_str())
    }
}

stands_as_text!(ContainerNumber, ContainerError, "container number");

#[cfg(test)]
mod tests;
