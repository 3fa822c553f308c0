//! What the journal keeps of one command.
//!
//! A record does not say its place: a block says the first and the last, and its records stand in their order
//! between.

use engine::{Command, Entry, Facts, Outcome, Rejection, Sequence};
use freight::CommandKey;
use jiff::Timestamp;

/// One command, and what came of it: enough to write it again without asking any rule.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its time.
    pub at: Timestamp,
    /// The key under which it was asked.
    pub key: Option<CommandKey>,
    /// Who asked what.
    pub command: Command,
    /// What came of it.
    pub result: Result<Outcome, Rejection>,
    /// What was decided; empty for a refusal.
    pub facts: Facts,
}

impl Record {
    /// The record of an entry.
    pub fn of(entry: &Entry<'_>) -> Record {
        Record {
            at: entry.at,
            key: entry.key,
            command: entry.command.clone(),
            result: entry.result.map_err(Clone::clone),
            facts: entry.facts.clone(),
        }
    }

    /// The same as an entry, at its place.
    pub fn entry(&self, sequence: Sequence) -> Entry<'_> {
        let Record { at, key, command, result, facts } = self;
        Entry { sequence, at: *at, key: *key, command, result: result.as_ref().copied(), facts }
    }
}
