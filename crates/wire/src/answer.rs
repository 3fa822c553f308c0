//! What is told: events, answers and refusals, one a line, appended to a buffer that the caller keeps.
//!
//! ```json
//! {"sequence": 12, "at": "2026-03-02T01:00:00Z", "event": {"trade": {…}}}
//! {"sequence": 12, "line": 7, "accepted": {"placed": {"order": "O33554433", "state": "resting", "money_hold": 16777216}}}
//! {"sequence": 13, "line": 8, "rejected": {"code": "BALANCE_TOO_LOW", "message": "…", "hint": "…"}}
//! {"line": 9, "rejected": {"code": "UNKNOWN_FIELD", "message": "…", "hint": "…", "column": 57, "path": "command.place_order.prize"}}
//! {"sequence": 14, "at": "2026-03-07T16:00:00Z", "due": {"call": 1}}
//! ```
//!
//! A refusal at the door (unreadable, time running backwards, a key used again) has no sequence.

use engine::{Answer, Due, Event, Outcome, Refused, Register, Sequence};
use freight::{InstrumentCode, ParticipantCode};
use jiff::Timestamp;
use ledger::HoldId;
use matching::{Amended, Cause, OrderId, Remainder};
use money::Currency;
use serde::Serialize;
use settlement::CarriageId;
use utoipa::ToSchema;

use crate::Unreadable;

/// An event, with the place and time of the record that brought it.
#[derive(Serialize, ToSchema)]
pub struct EventLine<'a> {
    /// The place of the record in the journal, from 1.
    pub sequence: Sequence,
    /// The time of the record.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// What happened.
    pub event: &'a Event,
}

/// The command in a line was accepted.
#[derive(Serialize, ToSchema)]
pub struct AcceptedLine {
    /// The place of its record in the journal, from 1.
    pub sequence: Sequence,
    /// The number of the line.
    pub line: u64,
    /// Whether it had been asked before under the same key, so that nothing happened now; left out if not.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub repeated: bool,
    /// What came of it.
    pub accepted: Accepted,
}

/// The command in a line was refused, and nothing moved.
#[derive(Serialize, ToSchema)]
pub struct RejectedLine {
    /// The place of its record in the journal, from 1; left out where it was refused at the door.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sequence: Option<Sequence>,
    /// The number of the line.
    pub line: u64,
    /// Whether it had been asked before under the same key; left out if not.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub repeated: bool,
    /// Why.
    pub rejected: Rejected,
}

/// What came of a command; the events say the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Accepted {
    /// It was done as asked.
    Done,
    /// An order was accepted.
    Placed {
        /// The id that it was given.
        order: OrderId,
        /// What has become of it.
        state: State,
        /// The hold that keeps money for it; left out if none does.
        #[serde(skip_serializing_if = "Option::is_none")]
        money_hold: Option<HoldId>,
        /// The hold that keeps slots for it; left out if none does.
        #[serde(skip_serializing_if = "Option::is_none")]
        slots_hold: Option<HoldId>,
    },
    /// An order was changed.
    Amended {
        /// Which.
        order: OrderId,
        /// What has become of it.
        state: State,
        /// Whether it kept its place in the queue.
        kept_place: bool,
        /// The hold that keeps money for it; left out if none does.
        #[serde(skip_serializing_if = "Option::is_none")]
        money_hold: Option<HoldId>,
        /// The hold that keeps slots for it; left out if none does.
        #[serde(skip_serializing_if = "Option::is_none")]
        slots_hold: Option<HoldId>,
    },
    /// An order was cancelled.
    Cancelled {
        /// Which.
        order: OrderId,
    },
    /// Time has passed.
    Advanced {
        /// What was due, and is done; left out if nothing was.
        #[serde(skip_serializing_if = "Option::is_none")]
        due: Option<DueName>,
    },
}

/// What has become of an order that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Everything traded.
    Filled,
    /// What did not trade waits in the book.
    Resting,
    /// What did not trade at once was dropped, as its time in force says.
    Dropped,
    /// What was left would have met an order of its own member, and was dropped.
    SelfTrade,
}

/// Why a command was refused.
#[derive(Serialize, ToSchema)]
pub struct Rejected {
    /// The stable code.
    pub code: &'static str,
    /// What is wrong, naming the thing and both figures.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// The character of the line at which the wrong thing begins, from 1, where the line could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// The way to the wrong field, as in `command.place_order.limit`, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

/// What comes from inside at its time, in people's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DueName {
    /// The time of this order is over.
    Expiry(OrderId),
    /// This book closes at the cut-off of its service.
    BookClosing(InstrumentCode),
    /// The escrow of this carriage is called.
    Call(CarriageId),
    /// The units of this carriage that are not gated in are a no-show.
    CutOff(CarriageId),
    /// A debtor has money, and pays what it owes.
    Collecting {
        /// Who owes.
        debtor: ParticipantCode,
        /// In which currency.
        currency: Currency,
    },
    /// This carriage is finished.
    Closing(CarriageId),
}

/// A record that the driver put in by itself, because something was due.
#[derive(Serialize, ToSchema)]
pub struct DueLine {
    /// The place of the record in the journal, from 1.
    pub sequence: Sequence,
    /// The time of the record.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// What was due.
    pub due: DueName,
}

/// Appends an event.
pub fn write_event(out: &mut Vec<u8>, sequence: Sequence, at: Timestamp, event: &Event) {
    append(out, &EventLine { sequence, at, event });
}

/// Appends what was due; `register` knows the codes.
pub fn write_due(out: &mut Vec<u8>, sequence: Sequence, at: Timestamp, due: Due, register: &Register) {
    append(out, &DueLine { sequence, at, due: DueName::of(due, register) });
}

/// Appends what the command in a line is answered; `register` knows the codes.
pub fn write_answer(out: &mut Vec<u8>, line: u64, answer: &Answer, register: &Register) {
    let &Answer { sequence, at: _, ref result, repeated } = answer;
    match result {
        Ok(outcome) => {
            let accepted = Accepted::of(*outcome, register);
            append(out, &AcceptedLine { sequence, line, repeated, accepted });
        }
        Err(rejection) => {
            let rejected = Rejected::plain(rejection.code(), rejection.to_string(), rejection.hint());
            append(out, &RejectedLine { sequence: Some(sequence), line, repeated, rejected });
        }
    }
}

/// Appends why the command in a line was refused at the door.
pub fn write_refused(out: &mut Vec<u8>, line: u64, refused: &Refused) {
    let rejected = Rejected::plain(refused.code(), refused.to_string(), refused.hint());
    append(out, &RejectedLine { sequence: None, line, repeated: false, rejected });
}

/// Appends why a line could not be read.
pub fn write_unreadable(out: &mut Vec<u8>, wrong: &Unreadable) {
    let Unreadable { line, column, path, pointer: _, code, message, hint } = wrong;
    let rejected = Rejected {
        column: Some(*column),
        path: Some(path.clone()).filter(|path| !path.is_empty()),
        ..Rejected::plain(code, message.clone(), hint)
    };
    append(out, &RejectedLine { sequence: None, line: *line, repeated: false, rejected });
}

/// Appends `value` as one line of JSON.
pub(crate) fn append(out: &mut Vec<u8>, value: &impl Serialize) {
    serde_json::to_writer(&mut *out, value).expect("the words of the protocol have a form in JSON");
    out.push(b'\n');
}

impl Rejected {
    pub(crate) fn plain(code: &'static str, message: String, hint: &str) -> Rejected {
        Rejected { code, message, hint: hint.to_owned(), column: None, path: None }
    }
}

impl Accepted {
    /// The outcome of what members ask, which needs no register: nothing of it was due.
    pub fn of_asked(outcome: Outcome) -> Option<Accepted> {
        Accepted::in_words(outcome, |_| None)
    }

    /// An outcome in people's words.
    pub fn of(outcome: Outcome, register: &Register) -> Accepted {
        Accepted::in_words(outcome, |due| Some(DueName::of(due, register)))
            .expect("the register knows what is due")
    }

    fn in_words(outcome: Outcome, name: impl FnOnce(Due) -> Option<DueName>) -> Option<Accepted> {
        Some(match outcome {
            Outcome::Done => Accepted::Done,
            Outcome::Placed { matched, money, slots } => Accepted::Placed {
                order: matched.order,
                state: State::of(matched.remainder),
                money_hold: money,
                slots_hold: slots,
            },
            Outcome::Amended { order, matched, money, slots } => {
                let (state, kept_place) = match matched {
                    Amended::Kept => (State::Resting, true),
                    Amended::Moved(remainder) => (State::of(remainder), false),
                };
                Accepted::Amended { order, state, kept_place, money_hold: money, slots_hold: slots }
            }
            Outcome::Cancelled { order, matched: _ } => Accepted::Cancelled { order },
            Outcome::Advanced(None) => Accepted::Advanced { due: None },
            Outcome::Advanced(Some(due)) => Accepted::Advanced { due: Some(name(due)?) },
        })
    }
}

impl State {
    fn of(remainder: Remainder) -> State {
        match remainder {
            Remainder::Filled => State::Filled,
            Remainder::Rests(_) => State::Resting,
            Remainder::Cancelled { cause: Cause::SelfTrade, .. } => State::SelfTrade,
            Remainder::Cancelled {
                cause: Cause::Owner | Cause::Exchange | Cause::Expired | Cause::Closed | Cause::Unfilled,
                ..
            } => State::Dropped,
        }
    }
}

impl DueName {
    /// What is due, in people's words.
    pub fn of(due: Due, register: &Register) -> DueName {
        match due {
            Due::Expiry(order) => DueName::Expiry(order),
            Due::BookClosing(instrument) => DueName::BookClosing(register.instrument(instrument).code),
            Due::Call(carriage) => DueName::Call(carriage),
            Due::CutOff(carriage) => DueName::CutOff(carriage),
            Due::Collecting { debtor, currency } => {
                DueName::Collecting { debtor: register.member(debtor).code, currency }
            }
            Due::Closing(carriage) => DueName::Closing(carriage),
        }
    }
}

#[cfg(test)]
mod tests;
