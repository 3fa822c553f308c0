//! Idempotency keys: what each actor has asked under which key, for thirty days of journal time.
//!
//! Keys are chosen by clients, so they stand in a B-tree. The map is no part of the digest: it decides nothing
//! but whether a command is new.

use std::collections::{BTreeMap, VecDeque};

use freight::{CommandKey, ParticipantCode};
use jiff::{SignedDuration, Timestamp};

use crate::command::{Action, Command};
use crate::record::Answer;

/// How long a key is remembered.
const MEMORY: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What was asked under keys, and when.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keys {
    known: BTreeMap<(ParticipantCode, CommandKey), Known>,
    by_time: VecDeque<(Timestamp, ParticipantCode, CommandKey)>,
}

/// A command that was asked under a key, and its answer.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    at: Timestamp,
    action: Box<Action>,
    pub(crate) answer: Answer,
}

impl Known {
    /// Whether it is the same command.
    pub(crate) fn is_of(&self, command: &Command) -> bool {
        *self.action == command.action
    }
}

impl Keys {
    /// What the actor has asked under this key, unless that is too long ago at `now`.
    pub(crate) fn get(&self, now: Timestamp, actor: ParticipantCode, key: CommandKey) -> Option<&Known> {
        self.known.get(&(actor, key)).filter(|known| !is_forgotten(known.at, now))
    }

    /// Remembers an answer, and forgets those that are too old.
    pub(crate) fn remember(&mut self, at: Timestamp, command: &Command, key: CommandKey, answer: &Answer) {
        while let Some(&(then, actor, old)) = self.by_time.front()
            && is_forgotten(then, at)
        {
            self.by_time.pop_front();
            self.known.remove(&(actor, old));
        }
        let known = Known { at, action: Box::new(command.action.clone()), answer: answer.clone() };
        self.known.insert((command.actor, key), known);
        self.by_time.push_back((at, command.actor, key));
    }
}

/// Whether what was asked `then` is too long ago.
fn is_forgotten(then: Timestamp, now: Timestamp) -> bool {
    now.duration_since(then) > MEMORY
}
