//! Idempotency keys: what each actor has asked under which key, for thirty days of journal time.
//!
//! ```text
//!   actor ──▶ key ──▶ number ──▶ remembered in the order of time: oldest … newest
//!                                 └── forgotten from this end
//! ```
//!
//! Keys are chosen by clients, so they stand in B-trees, one an actor, and small ones: what was asked and answered
//! stands beside them. The map is no part of the digest: it decides nothing but whether a command is new.

use std::collections::btree_map::Entry;
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
    /// Which of all that were ever remembered was asked under a key.
    numbers: BTreeMap<ParticipantCode, BTreeMap<CommandKey, u64>>,
    /// What is remembered, in the order of time.
    known: VecDeque<Box<Known>>,
    /// How many were forgotten before the first of these.
    forgotten: u64,
}

/// A command that was asked under a key, and its answer.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    at: Timestamp,
    actor: ParticipantCode,
    key: CommandKey,
    action: Action,
    pub(crate) answer: Answer,
}

impl Known {
    /// Whether it is the same command.
    pub(crate) fn is_of(&self, command: &Command) -> bool {
        self.action == command.action
    }
}

impl Keys {
    /// What the actor has asked under this key, unless that is too long ago at `now`.
    pub(crate) fn get(&self, now: Timestamp, actor: ParticipantCode, key: CommandKey) -> Option<&Known> {
        let number = self.numbers.get(&actor)?.get(&key)?;
        let place = usize::try_from(number - self.forgotten).expect("what is remembered fits the memory");
        self.known.get(place).map(Box::as_ref).filter(|known| !is_forgotten(known.at, now))
    }

    /// Remembers an answer, and forgets those that are too old.
    pub(crate) fn remember(&mut self, at: Timestamp, command: &Command, key: CommandKey, answer: &Answer) {
        while let Some(oldest) = self.known.pop_front_if(|oldest| is_forgotten(oldest.at, at)) {
            self.forgotten += 1;
            if let Entry::Occupied(mut of_actor) = self.numbers.entry(oldest.actor) {
                of_actor.get_mut().remove(&oldest.key);
                if of_actor.get().is_empty() {
                    of_actor.remove();
                }
            }
        }
        let Command { actor, action } = command;
        let number = self.forgotten + self.known.len() as u64;
        self.numbers.entry(*actor).or_default().insert(key, number);
        self.known.push_back(Box::new(Known {
            at,
            actor: *actor,
            key,
            action: action.clone(),
            answer: answer.clone(),
        }));
    }
}

/// Whether what was asked `then` is too long ago.
fn is_forgotten(then: Timestamp, now: Timestamp) -> bool {
    now.duration_since(then) > MEMORY
}
