//! Records: the place of a command in the journal, what came of it, and who hears of both.

use core::fmt;

use freight::CommandKey;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Rejection;
use crate::command::Command;
use crate::facts::{Due, Facts, Outcome};
use crate::sink::Sink;

/// The place of a record in the journal, from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(value_type = u64, minimum = 1))]
#[serde(transparent)]
pub struct Sequence(u64);

/// What is recorded of one command, as those who listen hear it before its events.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Its place.
    pub sequence: Sequence,
    /// Its time.
    pub at: Timestamp,
    /// The key under which it was asked.
    pub key: Option<CommandKey>,
    /// Who asked what; `advance` by the exchange for what was due.
    pub command: &'a Command,
    /// What came of it.
    pub result: Result<Outcome, &'a Rejection>,
    /// What was decided; empty for a refusal.
    pub facts: &'a Facts,
}

impl Entry<'_> {
    /// What was due, if this is the driver's own record.
    pub fn due(&self) -> Option<Due> {
        match self.result {
            Ok(Outcome::Advanced(due)) => due,
            Ok(
                Outcome::Done | Outcome::Placed { .. } | Outcome::Amended { .. } | Outcome::Cancelled { .. },
            )
            | Err(_) => None,
        }
    }
}

/// Who hears what is recorded, and what happened.
pub trait Audience: Sink {
    /// Hears of one record, before its events.
    fn begin(&mut self, entry: &Entry<'_>);
}

/// Nobody listens.
impl Audience for () {
    fn begin(&mut self, _entry: &Entry<'_>) {}
}

/// What a command is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The place of its record.
    pub sequence: Sequence,
    /// The time of its record.
    pub at: Timestamp,
    /// What came of it.
    pub result: Result<Outcome, Rejection>,
    /// Whether it had been asked before under the same key, so that nothing happened now.
    pub repeated: bool,
}

impl Sequence {
    /// Before the first record.
    pub const NONE: Sequence = Sequence(0);

    /// The place with this number.
    pub fn new(number: u64) -> Sequence {
        Sequence(number)
    }

    /// The number.
    pub fn number(self) -> u64 {
        self.0
    }

    /// The place after this one.
    ///
    /// # Panics
    ///
    /// After 2^64 records.
    pub fn next(self) -> Sequence {
        Sequence(self.0.checked_add(1).expect("records are counted in 64 bits"))
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
