//! The driver: sequence, keys, the order of time, and what is due before anything else.
//!
//! ```text
//!   at, key, command ──▶ door ──▶ what is due by `at`, one record each ──▶ the command ──▶ what is due at once
//!                          └──▶ Refused: no sequence, nothing recorded
//! ```
//!
//! Everybody who feeds the engine does it through here: a run of a file, a scenario, a simulator in memory, and
//! the sequencer, whose block hears of each record between `decide` and `apply`.
//!
//! # Invariants
//!
//! - Sequences count up by one; times never run backwards.
//! - A key belongs to its actor. The same key with the same command is answered as before, and nothing
//!   happens twice; with another command it is refused.
//!
//! # What is not here
//!
//! A clock, and a disk.

use freight::{CommandKey, ParticipantCode};
use jiff::Timestamp;

use crate::command::{Action, Advance, Command};
use crate::facts::{Due, Facts, Outcome};
use crate::keys::Keys;
use crate::record::{Answer, Audience, Entry, Sequence};
use crate::{Engine, Rejection};

/// Why a command was refused at the door: it takes no sequence and leaves no trace. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The key was used by the same actor for another command.
    #[error("{actor} has used key {key} for another command, at sequence {sequence}")]
    KeyReused {
        /// Who.
        actor: ParticipantCode,
        /// The key.
        key: CommandKey,
        /// Where the other command is.
        sequence: Sequence,
    },
    /// Time would run backwards.
    #[error("time runs backwards: the last record was at {last}, but this command is at {at}")]
    TimeBackwards {
        /// The time of the last record.
        last: Timestamp,
        /// The time of this one.
        at: Timestamp,
    },
}

impl Refused {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Refused::KeyReused { .. } => "KEY_REUSED",
            Refused::TimeBackwards { .. } => "TIME_BACKWARDS",
        }
    }

    /// What can be done about it.
    pub fn hint(&self) -> &'static str {
        crate::catalogue::hint_of(self.code())
    }
}

/// An engine with its place in time.
#[derive(Clone, Debug)]
pub struct Driver {
    engine: Engine,
    sequence: Sequence,
    now: Timestamp,
    /// What the engine says is due next.
    due: Option<(Timestamp, Due)>,
    keys: Keys,
    advance: Command,
    facts: Facts,
}

impl Driver {
    /// A driver of an engine that nobody has asked anything yet.
    pub fn new(engine: Engine) -> Driver {
        let exchange =
            engine.register().members().next().expect("the exchange is the first participant").1.code;
        Driver {
            due: engine.next_due(),
            engine,
            sequence: Sequence::NONE,
            now: Timestamp::MIN,
            keys: Keys::default(),
            advance: Command { actor: exchange, action: Action::Advance(Advance {}) },
            facts: Facts::new(),
        }
    }

    /// The state.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The place of the last record.
    pub fn sequence(&self) -> Sequence {
        self.sequence
    }

    /// The time of the last record; the beginning of time before the first.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// What stands at the door: a key used before, or time that would run backwards.
    ///
    /// # Errors
    ///
    /// [`Refused`], which takes no sequence. An answer means that the same was asked before.
    pub fn door(
        &self,
        at: Timestamp,
        key: Option<CommandKey>,
        command: &Command,
    ) -> Result<Option<Answer>, Refused> {
        if let Some(key) = key
            && let Some(known) = self.keys.get(at, command.actor, key)
        {
            let answer = &known.answer;
            return match known.is_of(command) {
                true => Ok(Some(Answer { repeated: true, ..answer.clone() })),
                false => Err(Refused::KeyReused { actor: command.actor, key, sequence: answer.sequence }),
            };
        }
        if at < self.now {
            return Err(Refused::TimeBackwards { last: self.now, at });
        }
        Ok(None)
    }

    /// Feeds one command: first what is due by its time, then the command, then what is due at once.
    ///
    /// # Errors
    ///
    /// [`Refused`] at the door. A refusal by the engine is an answer, and has a sequence.
    pub fn submit<A: Audience>(
        &mut self,
        at: Timestamp,
        key: Option<CommandKey>,
        command: &Command,
        audience: &mut A,
    ) -> Result<Answer, Refused> {
        if let Some(answer) = self.door(at, key, command)? {
            return Ok(answer);
        }
        while self.step(at, audience).is_some() {}
        let answer = self.record(at, key, command, audience);
        while self.step(at, audience).is_some() {}
        Ok(answer)
    }

    /// Records the first thing that is due by `at`, if anything is, and answers what it was.
    ///
    /// [`Driver::submit`] takes these steps by itself; whoever must stop between two records takes them one by
    /// one.
    ///
    /// # Panics
    ///
    /// When the ledger has no room for an account that something due needs: time cannot be refused, so an
    /// exchange with 16,777,216 open accounts stops.
    pub fn step<A: Audience>(&mut self, at: Timestamp, audience: &mut A) -> Option<Due> {
        let (due_at, due) = self.due.filter(|(due_at, _)| *due_at <= at)?;
        let stamp = due_at.max(self.now);
        let advance = self.advance.clone();
        let answer = self.record(stamp, None, &advance, audience);
        assert_eq!(answer.result, Ok(Outcome::Advanced(Some(due))), "what is due is done");
        Some(due)
    }

    /// Records one command, and nothing before or after it.
    ///
    /// # Errors
    ///
    /// [`Refused`] at the door, as in [`Driver::submit`].
    ///
    /// # Panics
    ///
    /// When something is due by `at`: the steps come first.
    pub fn enter<A: Audience>(
        &mut self,
        at: Timestamp,
        key: Option<CommandKey>,
        command: &Command,
        audience: &mut A,
    ) -> Result<Answer, Refused> {
        if let Some(answer) = self.door(at, key, command)? {
            return Ok(answer);
        }
        assert!(self.due.is_none_or(|(due_at, _)| due_at > at), "what is due comes before a command");
        Ok(self.record(at, key, command, audience))
    }

    /// When the next thing is due, if anything is.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.due.map(|(at, _)| at)
    }

    /// Writes again what was recorded at the next place, and asks no rule.
    ///
    /// # Panics
    ///
    /// When the record is not of this exchange: its time runs backwards, or its facts do not fit the state.
    pub fn replay<A: Audience>(
        &mut self,
        at: Timestamp,
        key: Option<CommandKey>,
        command: &Command,
        result: Result<Outcome, Rejection>,
        facts: &Facts,
        audience: &mut A,
    ) -> Answer {
        assert!(at >= self.now, "time does not run backwards: {at} after {}", self.now);
        self.write(at, key, command, result, facts, audience)
    }

    /// What the actor was answered under this key, if that is not too long ago.
    pub fn answer(&self, actor: ParticipantCode, key: CommandKey) -> Option<&Answer> {
        self.keys.get(self.now, actor, key).map(|known| &known.answer)
    }

    /// Decides and applies one command at the next place.
    fn record<A: Audience>(
        &mut self,
        at: Timestamp,
        key: Option<CommandKey>,
        command: &Command,
        audience: &mut A,
    ) -> Answer {
        let mut facts = core::mem::take(&mut self.facts);
        facts.clear();
        let result = self.engine.decide(command, at, &mut facts);
        let answer = self.write(at, key, command, result, &facts, audience);
        self.facts = facts;
        answer
    }

    /// Writes what came of a command at the next place.
    fn write<A: Audience>(
        &mut self,
        at: Timestamp,
        key: Option<CommandKey>,
        command: &Command,
        result: Result<Outcome, Rejection>,
        facts: &Facts,
        audience: &mut A,
    ) -> Answer {
        let sequence = self.sequence.next();
        (self.sequence, self.now) = (sequence, at);
        let told = result.as_ref().copied();
        audience.begin(&Entry { sequence, at, key, command, result: told, facts });
        if let Ok(outcome) = result {
            self.engine.apply(command, at, outcome, facts, audience);
            self.due = self.engine.next_due();
        }
        let answer = Answer { sequence, at, result, repeated: false };
        if let Some(key) = key {
            self.keys.remember(at, command, key, &answer);
        }
        answer
    }
}
