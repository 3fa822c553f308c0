//! Short texts kept inline: the clay from which all codes are made.
//!
//! A [`Text`] lives in its own bytes, without a heap, so that codes are copied like numbers and a
//! command costs no allocation for naming things. Unused bytes are zero and no text contains a
//! zero, so the order of the bytes is the order of the texts.
//!
//! # Invariants
//!
//! - A text is ASCII, without control characters, and never empty.
//! - What may stand in a code is said by its [`Rule`]; a code exists only if its rule was kept.

use core::fmt;

use serde::Deserializer;
use serde::de::{Error, Visitor};

/// At most `N` ASCII characters, kept inline.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Text<const N: usize> {
    bytes: [u8; N],
}

/// What a kind of code may look like.
pub(crate) struct Rule {
    /// What it is called in messages: `participant code`.
    pub(crate) kind: &'static str,
    /// The fewest characters.
    pub(crate) least: usize,
    /// Which characters, and where.
    pub(crate) alphabet: Alphabet,
}

/// Which characters a code has, and where.
pub(crate) struct Alphabet {
    /// In words, after "it is".
    pub(crate) expected: &'static str,
    /// What may stand first.
    pub(crate) first: fn(u8) -> bool,
    /// What may stand after it.
    pub(crate) later: fn(u8) -> bool,
    /// What may stand last.
    pub(crate) last: fn(u8) -> bool,
}

/// Why a text is no code. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// A control character, such as a line break or NUL.
    #[error("{kind} {text:?} has a control character at place {place}")]
    ControlCharacter {
        /// What was read.
        kind: &'static str,
        /// What was written.
        text: String,
        /// Which character it is, counted from 1.
        place: usize,
    },
    /// No characters, or too few.
    #[error("{kind} {text:?} has length {found}, but at least {least} is needed")]
    TooShort {
        /// What was read.
        kind: &'static str,
        /// What was written.
        text: String,
        /// How many characters it has.
        found: usize,
        /// How many are needed.
        least: usize,
    },
    /// Too many characters.
    #[error("{kind} {text:?} has length {found}, but at most {most} is allowed")]
    TooLong {
        /// What was read.
        kind: &'static str,
        /// What was written.
        text: String,
        /// How many characters it has.
        found: usize,
        /// How many are allowed.
        most: usize,
    },
    /// A character that this kind of code does not have, or not at its place.
    #[error("{kind} {text:?} has {character:?} at place {place}, but must be {expected}")]
    Malformed {
        /// What was read.
        kind: &'static str,
        /// What was written.
        text: String,
        /// The first wrong character.
        character: char,
        /// Which character it is, counted from 1.
        place: usize,
        /// What would have been right.
        expected: &'static str,
    },
}

impl CodeError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            CodeError::ControlCharacter { .. } => "TEXT_CONTROL_CHARACTER",
            CodeError::TooShort { found: 0, .. } => "TEXT_EMPTY",
            CodeError::TooShort { .. } => "TEXT_TOO_SHORT",
            CodeError::TooLong { .. } => "TEXT_TOO_LONG",
            CodeError::Malformed { .. } => "CODE_MALFORMED",
        }
    }
}

impl<const N: usize> Text<N> {
    /// Reads `text` by `rule`.
    pub(crate) fn read(text: &str, rule: &Rule) -> Result<Text<N>, CodeError> {
        if let Some(text) = Text::plain(text.as_bytes(), rule) {
            return Ok(text);
        }
        measure(text, Measure { kind: rule.kind, least: rule.least, most: N })?;
        let Alphabet { expected, first, later, last } = rule.alphabet;
        let count = text.chars().count();
        for (place, character) in (1..).zip(text.chars()) {
            let allowed = u8::try_from(character).is_ok_and(|byte| {
                let here = if place == 1 { first(byte) } else { later(byte) };
                here && (place < count || last(byte))
            });
            if !allowed {
                let (kind, text) = (rule.kind, text.to_owned());
                return Err(CodeError::Malformed { kind, text, character, place, expected });
            }
        }
        unreachable!("{text:?} is a {}, and was not read", rule.kind)
    }

    /// Reads what keeps the rule, in one pass over its bytes; what does not is left to be explained.
    fn plain(text: &[u8], rule: &Rule) -> Option<Text<N>> {
        let Alphabet { first, later, last, .. } = rule.alphabet;
        let (&head, rest) = text.split_first()?;
        let kept = (rule.least..=N).contains(&text.len())
            && first(head)
            && rest.iter().all(|&byte| later(byte))
            && last(*rest.last().unwrap_or(&head))
            && text.iter().all(|&byte| byte.is_ascii() && !byte.is_ascii_control());
        let mut bytes = [0; N];
        bytes.get_mut(..text.len()).filter(|_| kept)?.copy_from_slice(text);
        Some(Text { bytes })
    }

    /// The characters.
    pub(crate) fn as_str(&self) -> &str {
        let length = self.bytes.iter().position(|&byte| byte == 0).unwrap_or(N);
        core::str::from_utf8(&self.bytes[..length]).expect("a text is ASCII")
    }
}

/// How long a text may be, in characters.
#[derive(Clone, Copy)]
pub(crate) struct Measure {
    pub(crate) kind: &'static str,
    pub(crate) least: usize,
    pub(crate) most: usize,
}

/// Refuses control characters, and texts that are too short or too long.
///
/// What hides or turns other characters counts as a control: a statement must show what was written.
pub(crate) fn measure(text: &str, measure: Measure) -> Result<(), CodeError> {
    let Measure { kind, least, most } = measure;
    if let Some(index) = text.chars().position(is_control) {
        return Err(CodeError::ControlCharacter { kind, text: text.to_owned(), place: index + 1 });
    }
    let found = text.chars().count();
    if found < least {
        return Err(CodeError::TooShort { kind, text: text.to_owned(), found, least });
    }
    if found > most {
        return Err(CodeError::TooLong { kind, text: text.to_owned(), found, most });
    }
    Ok(())
}

/// The control characters of Unicode, and its invisible marks of direction and width.
fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        )
}

/// Makes a code of its own out of [`Text`]: it converts into no other code.
macro_rules! code {
    (
        $(#[$doc:meta])*
        pub struct $name:ident($least:literal ..= $most:literal);
        kind: $kind:literal,
        pattern: $pattern:tt,
        example: $example:tt,
        alphabet: $alphabet:expr $(,)?
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "schema", schema(value_type = String, pattern = $pattern, examples($example)))]
        pub struct $name($crate::text::Text<$most>);

        impl $name {
            /// The greatest number of characters.
            pub const MOST: usize = $most;
            /// The same rule as a regular expression, for schemas.
            pub const PATTERN: &'static str = $pattern;

            /// Reads a code strictly: nothing is trimmed, and nothing is changed.
            pub fn parse(text: &str) -> Result<$name, $crate::text::CodeError> {
                let rule = $crate::text::Rule { kind: $kind, least: $least, alphabet: $alphabet };
                $crate::text::Text::read(text, &rule).map($name)
            }

            /// The characters.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        $crate::text::stands_as_text!($name, $crate::text::CodeError, $kind);
    };
}

/// Lets what can be shown and parsed stand in the protocol as a string.
macro_rules! stands_as_text {
    ($name:ident, $error:ty, $kind:literal) => {
        impl core::str::FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<$name, $error> {
                $name::parse(text)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                $crate::text::read(deserializer, concat!("a ", $kind, " as a string"), |text| {
                    $name::parse(text).map_err(|error| format!("{}: {error}", error.code()))
                })
            }
        }
    };
}

pub(crate) use {code, stands_as_text};

/// Reads a string through `parse`; a JSON number is told what was expected.
///
/// A refusal is written `CODE: message`, so that the edge can name the code with the field.
pub(crate) fn read<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    expecting: &'static str,
    parse: impl FnOnce(&str) -> Result<T, String>,
) -> Result<T, D::Error> {
    struct Reader<F>(&'static str, F);
    impl<T, F: FnOnce(&str) -> Result<T, String>> Visitor<'_> for Reader<F> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            (self.1)(text).map_err(E::custom)
        }
    }
    deserializer.deserialize_str(Reader(expecting, parse))
}
