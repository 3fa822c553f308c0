//! What stopped the reading, and where: an error that keeps its parts.
//!
//! The library's own error is a sentence. This one keeps what was found, what was expected and the
//! way down to it, so that a person can be told in a person's words.

use core::fmt;
use std::borrow::Cow;

use serde::de::{self, Expected, Unexpected};

use crate::reader::{end, field};

/// The field of an amount of money that has its digits.
const AMOUNT: &str = "amount";

/// What stopped the reading, and where.
#[derive(Debug)]
pub(crate) struct Fault {
    /// What it was.
    pub(crate) kind: Kind,
    /// The innermost thing that was being read.
    pub(crate) found: Option<Found>,
    /// The way down to it, from the end.
    pub(crate) path: Vec<Step>,
}

/// What was found, as it is written, and where in the line it begins, in bytes.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) text: String,
    pub(crate) offset: usize,
}

/// One step of the way down.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Into a field, or what stands behind a name.
    Field(String),
    /// Into a list, counted from 0.
    Index(usize),
}

/// What can stop the reading.
#[derive(Debug)]
pub(crate) enum Kind {
    /// It is no JSON.
    Json(String),
    /// A field that the object does not have.
    UnknownField { name: String, known: &'static [&'static str] },
    /// A field that stands twice.
    DuplicateField(String),
    /// A field that must stand and does not.
    MissingField(&'static str),
    /// A word that is not among those known here.
    UnknownWord { word: String, known: &'static [&'static str] },
    /// What can have no name, where one of these belongs.
    NoName { known: &'static [&'static str] },
    /// An object that must have exactly one name, and has these.
    NotOneName(Vec<String>),
    /// A word that needs something behind it.
    Bare(String),
    /// A word that stands alone, with something behind it.
    Laden(String),
    /// Not of the right kind; `expected` would be.
    Mismatch { expected: String },
    /// Not an instant in the one form there is.
    Time,
    /// Not a day in the one form there is.
    Date,
    /// What a value type says, as `CODE: message`.
    Said(String),
}

impl Fault {
    pub(crate) fn new(kind: Kind) -> Fault {
        Fault { kind, found: None, path: Vec::new() }
    }

    /// Remembers that it happened at the value that begins at `start`, unless something further inside is
    /// known already.
    ///
    /// What an amount of money is refused for is said of the object that holds it; its place is that of the
    /// amount inside.
    pub(crate) fn at(mut self, line: &str, start: usize) -> Fault {
        if self.found.is_some() {
            return self;
        }
        let amount = if self.is_of_amount() { field(line, start, AMOUNT) } else { None };
        self.path.extend(amount.map(|_| Step::field(AMOUNT)));
        let offset = amount.unwrap_or(start);
        self.found = Some(Found { text: line[offset..end(line, offset)].to_owned(), offset });
        self
    }

    fn is_of_amount(&self) -> bool {
        let Kind::Said(said) = &self.kind else { return false };
        ["AMOUNT_", "DECIMAL_"].iter().any(|prefix| said.starts_with(prefix))
    }

    /// Remembers a step of the way down.
    pub(crate) fn inside(mut self, step: Step) -> Fault {
        self.path.push(step);
        self
    }

    /// The way down in one word, as in `command.nominate.units[0].box`.
    pub(crate) fn way(&self) -> String {
        let mut way = String::new();
        for step in self.path.iter().rev() {
            match step {
                Step::Field(name) => {
                    if !way.is_empty() {
                        way.push('.');
                    }
                    way.extend(shorten(name).chars().flat_map(char::escape_debug));
                }
                Step::Index(index) => way.push_str(&format!("[{index}]")),
            }
        }
        way
    }

    /// The way down as RFC 6901 writes it, as in `/command/nominate/units/0/box`.
    pub(crate) fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in self.path.iter().rev() {
            pointer.push('/');
            match step {
                Step::Field(name) => pointer.push_str(&shorten(name).replace('~', "~0").replace('/', "~1")),
                Step::Index(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer
    }
}

/// A text of the line, cut where it is long.
pub(crate) fn shorten(text: &str) -> Cow<'_, str> {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

impl Step {
    pub(crate) fn field(name: &str) -> Step {
        Step::Field(name.to_owned())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.kind)
    }
}

impl core::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Fault {
        Fault::new(Kind::Said(message.to_string()))
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Fault {
        Fault::new(Kind::Mismatch { expected: expected.to_string() })
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Fault {
        Fault::new(Kind::Mismatch { expected: expected.to_string() })
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Fault {
        Fault::new(Kind::Mismatch { expected: expected.to_string() })
    }

    fn unknown_variant(word: &str, known: &'static [&'static str]) -> Fault {
        Fault::new(Kind::UnknownWord { word: word.to_owned(), known })
    }

    fn unknown_field(name: &str, known: &'static [&'static str]) -> Fault {
        Fault::new(Kind::UnknownField { name: name.to_owned(), known })
    }

    fn missing_field(name: &'static str) -> Fault {
        Fault::new(Kind::MissingField(name)).inside(Step::field(name))
    }

    fn duplicate_field(name: &'static str) -> Fault {
        Fault::new(Kind::DuplicateField(name.to_owned()))
    }
}
