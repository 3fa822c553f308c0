//! What is wrong with a text: where it stands, what was found, and what was expected there.
//!
//! ```text
//!   line 4, column 15: found `60,00.00`, whose thousands are not grouped by three digits
//!
//!      4 | receipt birch 60,00.00 CNY
//!        |               ^^^^^^^^
//!
//!   hint: write 6,000.00, or 6000.00
//! ```
//!
//! # What is not here
//!
//! What an exchange refuses: such a line is well written, and its answer is a `rejected` line.

use core::fmt;

/// Why a text is no scenario: the first thing that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {}, column {}: {fault}", spot.line, spot.column)]
pub struct ScenarioError {
    spot: Spot,
    text: String,
    fault: Box<Fault>,
}

/// A place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    /// How many characters it takes; at least one is shown.
    pub length: usize,
}

/// What is wrong there. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// A tab, or another control character.
    #[error("found the control character {:?}, but expected spaces and printable characters", .0)]
    ControlCharacter(char),
    /// A quotation mark without its partner.
    #[error("found a quotation mark, but not the one that closes it on the same line")]
    QuoteOpen,
    /// An indented line below nothing that has an answer.
    #[error("found an indented line, but expected a command directly above it")]
    Indented,
    /// A command before the first `on`.
    #[error("found `{0}`, but expected `on` with a date and a time before the first command")]
    NoTime(String),
    /// Another word than expected.
    #[error("found `{found}`, but expected {}", alternatives(.expected))]
    Unexpected {
        /// What stands there.
        found: String,
        /// What could stand there.
        expected: Vec<String>,
    },
    /// The line is too short.
    #[error("found the end of the line, but expected {}", alternatives(.expected))]
    LineEnds {
        /// What could stand there.
        expected: Vec<String>,
    },
    /// Commas between digits that do not part thousands.
    #[error("found `{found}`, whose thousands are not grouped by three digits")]
    Grouping {
        /// What stands there.
        found: String,
        /// The same digits, well grouped.
        grouped: String,
    },
    /// The right kind of word, not well formed.
    #[error("found `{found}`, but expected {expected}: {message}")]
    Malformed {
        /// What stands there.
        found: String,
        /// What was expected there.
        expected: &'static str,
        /// What the reader of such things says.
        message: String,
        /// Its stable code.
        code: &'static str,
    },
    /// A service with several books, where one is meant.
    #[error("found `{service}`, which is listed in {}, but expected the currency after it", currencies.join(" and "))]
    Ambiguous {
        /// The service.
        service: String,
        /// What it is listed in.
        currencies: Vec<String>,
    },
    /// A block that lacks lines.
    #[error("found the end of `{block}`, but expected lines with {} as well", .missing.join(", "))]
    LinesMissing {
        /// What the block begins with.
        block: String,
        /// The words of the lines that are missing.
        missing: Vec<String>,
    },
    /// A line of a block that stands there already.
    #[error("found `{word}` for the second time, but expected it once")]
    Twice {
        /// The word of the line.
        word: String,
    },
}

/// What the reader of a value says when it refuses: a message, and a stable code.
pub(crate) trait Refusal: fmt::Display {
    /// The stable code.
    fn code(&self) -> &'static str;
}

/// Lets errors that have a code of their own be told with the place where they arose.
macro_rules! refusals {
    ($($error:ty,)*) => {
        $(impl $crate::fault::Refusal for $error {
            fn code(&self) -> &'static str {
                <$error>::code(self)
            }
        })*
    };
}
pub(crate) use refusals;

refusals! {
    freight::CodeError,
    freight::ContainerError,
    freight::EquipmentError,
    freight::FunctionsError,
    freight::LaneError,
    freight::NameError,
    freight::OffsetsError,
    freight::RolesError,
    freight::WindowError,
    money::CurrencyError,
    money::MoneyError,
    money::PriceError,
    settlement::NeedError,
}

impl Fault {
    /// The right kind of word, not well formed.
    pub(crate) fn malformed(found: &str, expected: &'static str, refusal: &dyn Refusal) -> Fault {
        let (found, message, code) = (found.to_owned(), refusal.to_string(), refusal.code());
        Fault::Malformed { found, expected, message, code }
    }
}

impl ScenarioError {
    pub(crate) fn new(spot: Spot, text: &str, fault: Fault) -> ScenarioError {
        ScenarioError { spot, text: text.to_owned(), fault: Box::new(fault) }
    }

    /// Where it stands.
    pub fn spot(&self) -> Spot {
        self.spot
    }

    /// What is wrong there.
    pub fn fault(&self) -> &Fault {
        &self.fault
    }

    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match &*self.fault {
            Fault::ControlCharacter(_) => "SCENARIO_CONTROL_CHARACTER",
            Fault::QuoteOpen => "SCENARIO_QUOTE_OPEN",
            Fault::Indented => "SCENARIO_INDENTED",
            Fault::NoTime(_) => "SCENARIO_NO_TIME",
            Fault::Unexpected { .. } => "SCENARIO_UNEXPECTED",
            Fault::LineEnds { .. } => "SCENARIO_LINE_ENDS",
            Fault::Grouping { .. } => "SCENARIO_GROUPING",
            Fault::Malformed { code, .. } => code,
            Fault::Ambiguous { .. } => "SCENARIO_AMBIGUOUS",
            Fault::LinesMissing { .. } => "SCENARIO_LINES_MISSING",
            Fault::Twice { .. } => "SCENARIO_TWICE",
        }
    }

    /// What can be done about it.
    pub fn hint(&self) -> String {
        match &*self.fault {
            Fault::ControlCharacter(_) => "replace it by spaces".to_owned(),
            Fault::QuoteOpen => "close it, as in \"Birch Trading\"".to_owned(),
            Fault::Indented => {
                "blank lines and comments end what belongs to a command; move the line up, or \
                                to the left edge"
                    .to_owned()
            }
            Fault::NoTime(_) => "begin with a line such as `on 2026-03-02 09:00`".to_owned(),
            Fault::Unexpected { found, expected } => match nearest(found, expected) {
                Some(near) => format!("did you mean {near}?"),
                None => "the guide to scenarios lists the words of every line".to_owned(),
            },
            Fault::LineEnds { .. } => "add it to the line".to_owned(),
            Fault::Grouping { grouped, .. } => format!("write {grouped}, or no comma at all"),
            Fault::Malformed { expected, .. } => format!("write {expected}"),
            Fault::Ambiguous { service, currencies } => {
                format!("write {service}/{}", currencies.first().map_or("CNY", String::as_str))
            }
            Fault::LinesMissing { .. } => "add the missing lines, indented, directly below".to_owned(),
            Fault::Twice { .. } => "take one of the lines away".to_owned(),
        }
    }

    /// The error with its line and a mark below the place, and the hint.
    pub fn drawn(&self) -> String {
        let number = self.spot.line.to_string();
        let margin = " ".repeat(number.len());
        let before = " ".repeat(self.spot.column.saturating_sub(1));
        let mark = "^".repeat(self.spot.length.max(1));
        format!(
            "{self}\n\n   {number} | {}\n   {margin} | {before}{mark}\n\nhint: {}\n",
            self.text,
            self.hint()
        )
    }
}

/// A literal word as it stands in a list of what was expected.
pub(crate) fn literal(word: &str) -> String {
    format!("`{word}`")
}

/// `a`, `a or b`, `a, b or c`.
fn alternatives(list: &[String]) -> impl fmt::Display {
    match list {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

/// The expected word that differs least from what was found, if it is near.
fn nearest<'e>(found: &str, expected: &'e [String]) -> Option<&'e String> {
    let literals = expected.iter().filter(|word| word.starts_with('`'));
    let measured = literals.map(|word| (distance(found, word.trim_matches('`')), word));
    measured
        .min_by_key(|&(distance, _)| distance)
        .filter(|&(distance, _)| distance <= 2)
        .map(|(_, word)| word)
}

/// How many letters must be changed, added or dropped to make one word of the other (Levenshtein, 1965).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (place, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = place + 1;
        for at in 0..other.len() {
            let replaced = diagonal + usize::from(letter != other[at]);
            diagonal = row[at + 1];
            row[at + 1] = replaced.min(diagonal + 1).min(row[at] + 1);
        }
    }
    row[other.len()]
}
