//! What followers of the exchange are told of one record: what was asked, what came of it, and what happened.
//!
//! A telling is made while a record is applied, live or in a replay, and is the same both times.

use engine::{Action, Entry, Event, Outcome, Rejection, Sequence};
use freight::{CommandKey, ParticipantCode};
use jiff::Timestamp;

/// One record with its events, in people's words.
#[derive(Clone, Debug, PartialEq)]
pub struct Telling {
    /// Its place.
    pub sequence: Sequence,
    /// Its time.
    pub at: Timestamp,
    /// Who asked; the exchange for what was due.
    pub actor: ParticipantCode,
    /// The key under which it was asked.
    pub key: Option<CommandKey>,
    /// What was asked.
    pub action: Action,
    /// What came of it.
    pub result: Result<Outcome, Rejection>,
    /// What happened, in order; nothing after a refusal.
    pub events: Vec<Event>,
}

impl Telling {
    /// A record of which no event was told yet.
    pub fn begin(entry: &Entry<'_>) -> Telling {
        Telling {
            sequence: entry.sequence,
            at: entry.at,
            actor: entry.command.actor,
            key: entry.key,
            action: entry.command.action.clone(),
            result: entry.result.map_err(Clone::clone),
            events: Vec::new(),
        }
    }
}
