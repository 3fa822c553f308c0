//! Equipment: the size-types of ISO 6346, the names that traders use for them, and their TEU.
//!
//! ```text
//!   4        5             G1
//!   40 ft    9 ft 6 in     general purpose, vents in the upper part
//! ```
//!
//! A book is keyed by the size-type, so a trade name (`40HC`) or a type group (`22GP`) is read as the
//! size-type that it stands for, and never shown again. Which vents or couplings a box has beyond
//! its group is not what is traded: a group means the plainest box in it.
//!
//! TEU is for reports. A quantity always counts boxes.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::text::{Alphabet, CodeError, Rule, Text, stands_as_text};

/// The size-type of a container: four characters of ISO 6346, as in `45G1`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(
    feature = "schema",
    schema(value_type = String, pattern = "^[0-9A-Z]{4}$", examples("22G1", "45G1", "40HC"))
)]
pub struct EquipmentType(Text<4>);

/// How many twenty-foot boxes the length of a box makes, in hundredths of a TEU: 225 for 45 feet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Teu(u64);

/// What traders say, and which size-type they mean.
///
/// These come before the groups, since `20GP` is no box of 8 feet to a trader, but the common one of 8 feet 6.
const TRADE_NAMES: &[(&str, &str)] = &[
    ("20DC", "22G1"),
    ("20DV", "22G1"),
    ("20GP", "22G1"),
    ("20SD", "22G1"),
    ("20ST", "22G1"),
    ("20OT", "22U1"),
    ("20FR", "22P3"),
    ("20RF", "22R1"),
    ("20RE", "22R1"),
    ("20TK", "22T1"),
    ("40DC", "42G1"),
    ("40DV", "42G1"),
    ("40GP", "42G1"),
    ("40SD", "42G1"),
    ("40ST", "42G1"),
    ("40HC", "45G1"),
    ("40HQ", "45G1"),
    ("40OT", "42U1"),
    ("40FR", "42P3"),
    ("40RF", "42R1"),
    ("40RE", "42R1"),
    ("40RH", "45R1"),
    ("40HR", "45R1"),
    ("40RQ", "45R1"),
    ("45HC", "L5G1"),
    ("45HQ", "L5G1"),
];

/// The type groups of ISO 6346, and the plainest type in each.
const GROUPS: &[(&str, &str)] = &[
    ("GP", "G1"),
    ("RE", "R0"),
    ("RT", "R1"),
    ("RS", "R2"),
    ("UT", "U1"),
    ("PL", "P0"),
    ("PF", "P1"),
    ("PC", "P3"),
    ("PS", "P5"),
    ("TN", "T0"),
    ("TD", "T3"),
    ("TG", "T7"),
];

/// Why a text is no equipment type. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EquipmentError {
    /// A control character, not four characters, or something other than capital letters and digits.
    #[error(transparent)]
    Text(#[from] CodeError),
    /// No trade name or group that is known here, and no size-type.
    #[error(
        "equipment type {0:?} must be a size-type of ISO 6346: length, height, a letter, a digit or letter"
    )]
    Malformed(String),
}

impl EquipmentError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            EquipmentError::Text(error) => error.code(),
            EquipmentError::Malformed(_) => "EQUIPMENT_MALFORMED",
        }
    }
}

impl EquipmentType {
    /// Reads a size-type, or the trade name or group that stands for one.
    pub fn parse(text: &str) -> Result<EquipmentType, EquipmentError> {
        let alphabet = Alphabet {
            expected: "four capital letters and digits",
            first: |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            later: |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            last: |_| true,
        };
        let rule = Rule { kind: "equipment type", least: 4, alphabet };
        let written: Text<4> = Text::read(text, &rule)?;
        if let Some((_, meant)) = TRADE_NAMES.iter().find(|(name, _)| *name == text) {
            return Ok(EquipmentType(Text::read(meant, &rule)?));
        }
        let (size, kind) = text.split_at(2);
        let sized = size.starts_with(|length: char| matches!(length, '1'..='4' | 'A'..='P'));
        if !sized || !kind.starts_with(|group: char| group.is_ascii_uppercase()) {
            return Err(EquipmentError::Malformed(text.to_owned()));
        }
        match GROUPS.iter().find(|(group, _)| *group == kind) {
            Some((_, plainest)) => Ok(EquipmentType(Text::read(&format!("{size}{plainest}"), &rule)?)),
            None => Ok(EquipmentType(written)),
        }
    }

    /// The four characters.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// How many TEU one box makes, by its first character: 2 is 20 ft, 4 is 40 ft, L is 45 ft.
    ///
    /// Nothing for lengths that are no usual part of twenty feet.
    pub fn teu(&self) -> Option<Teu> {
        match self.as_str().as_bytes() {
            [b'2', ..] => Some(Teu(100)),
            [b'4', ..] => Some(Teu(200)),
            [b'L', ..] => Some(Teu(225)),
            _ => None,
        }
    }
}

impl Teu {
    /// So many hundredths of a TEU.
    pub fn from_hundredths(hundredths: u64) -> Teu {
        Teu(hundredths)
    }

    /// How many hundredths of a TEU.
    pub fn hundredths(self) -> u64 {
        self.0
    }

    /// Of so many boxes; nothing beyond 64 bits.
    pub fn times(self, boxes: u64) -> Option<Teu> {
        self.0.checked_mul(boxes).map(Teu)
    }

    /// Both together; nothing beyond 64 bits.
    pub fn checked_add(self, other: Teu) -> Option<Teu> {
        self.0.checked_add(other.0).map(Teu)
    }
}

impl fmt::Display for Teu {
    /// For people: `2.25`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}.{:02}", self.0 / 100, self.0 % 100))
    }
}

impl fmt::Display for EquipmentType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for EquipmentType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

stands_as_text!(EquipmentType, EquipmentError, "equipment type");

#[cfg(test)]
mod tests;
