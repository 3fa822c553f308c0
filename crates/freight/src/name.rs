//! Names: what people call a member or a place, in their own letters.

use core::fmt;

use crate::text::{CodeError, Measure, measure, stands_as_text};

/// What people call something: 1 to 64 characters of any script, without control characters, and
/// without spaces at its ends.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(
    feature = "schema",
    schema(value_type = String, min_length = 1, max_length = 64, examples("Birch Trading Co."))
)]
pub struct Name(Box<str>);

/// Why a text is no name. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// A control character, or too few or too many characters.
    #[error(transparent)]
    Text(#[from] CodeError),
    /// A space at one of its ends, which nobody would see.
    #[error("name {0:?} begins or ends with a space, but it must do neither")]
    SpaceAtEnd(String),
}

impl NameError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            NameError::Text(error) => error.code(),
            NameError::SpaceAtEnd(_) => "NAME_SPACE_AT_END",
        }
    }
}

impl Name {
    /// The greatest number of characters.
    pub const MOST: usize = 64;

    /// Reads a name strictly: nothing is trimmed, and nothing is changed.
    pub fn parse(text: &str) -> Result<Name, NameError> {
        measure(text, Measure { kind: "name", least: 1, most: Name::MOST })?;
        if text.trim().len() < text.len() {
            return Err(NameError::SpaceAtEnd(text.to_owned()));
        }
        Ok(Name(text.into()))
    }

    /// The characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

stands_as_text!(Name, NameError, "name");

#[cfg(test)]
mod tests;
