//! What followers of the exchange are told of one record: what was asked, what came of it, and what happened.
//!
//! A telling is made while a record is applied, live or in a replay, and is the same both times.

use engine::{Action, Audience, Command, Entry, Event, Facts, Outcome, Rejection, Sequence, Sink};
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

    /// Tells it again to somebody who listens; only the facts, which are for replays, are left out.
    pub fn retell<A: Audience>(&self, audience: &mut A) {
        let command = Command { actor: self.actor, action: self.action.clone() };
        audience.begin(&Entry {
            sequence: self.sequence,
            at: self.at,
            key: self.key,
            command: &command,
            result: self.result.as_ref().copied(),
            facts: &Facts::new(),
        });
        self.events.iter().for_each(|event| audience.tell(event.clone()));
    }
}

/// Listens to whoever drives the engine, and keeps a telling a record; events are moved, never copied.
#[derive(Debug, Default)]
pub struct Listener {
    tellings: Vec<Telling>,
}

impl Listener {
    /// Nothing was told yet.
    pub fn new() -> Listener {
        Listener::default()
    }

    /// What was told since it was taken last.
    pub fn take(&mut self) -> Vec<Telling> {
        core::mem::take(&mut self.tellings)
    }

    /// How many records were told since.
    pub fn len(&self) -> usize {
        self.tellings.len()
    }

    /// Whether nothing was told since.
    pub fn is_empty(&self) -> bool {
        self.tellings.is_empty()
    }
}

impl Audience for Listener {
    fn begin(&mut self, entry: &Entry<'_>) {
        self.tellings.push(Telling::begin(entry));
    }
}

impl Sink for Listener {
    fn tell(&mut self, event: Event) {
        self.tellings.last_mut().expect("a record begins before its events").events.push(event);
    }
}
