//! Records of the journal as they are exported: all that is kept of one command, a line of JSON each.
//!
//! ```json
//! {"sequence": 12, "at": "…Z", "actor": "birch", "key": "b-1", "command": {"place_order": {…}},
//!  "accepted": {"placed": {…}}, "outcome": {"placed": {…}},
//!  "facts": {"fills": […], "ledger": […], "settlement": […]}}
//! {"sequence": 13, "at": "…Z", "actor": "birch", "command": {…}, "rejected": {"code": "…", "message": "…", "hint": "…"}}
//! {"sequence": 14, "at": "…Z", "actor": "exchange", "command": {"advance": {}}, "accepted": {"advanced": {"due": {…}}}, …}
//! ```
//!
//! `accepted` is for people; `outcome` and `facts` are in the numbers that a replay needs.

use engine::{Action, Entry, Facts, Outcome, Register, Sequence};
use freight::{CommandKey, ParticipantCode};
use jiff::Timestamp;
use serde::Serialize;

use crate::answer::{Accepted, Rejected, append};

/// A record, complete.
#[derive(Serialize)]
struct RecordLine<'a> {
    sequence: Sequence,
    at: Timestamp,
    actor: ParticipantCode,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<CommandKey>,
    command: &'a Action,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<Accepted>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rejected: Option<Rejected>,
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<FactLanes<'a>>,
}

/// The facts, one lane a pillar.
#[derive(Serialize)]
struct FactLanes<'a> {
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    fills: &'a [matching::Step],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    ledger: &'a [ledger::Fact],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    settlement: &'a [settlement::Fact],
}

/// Appends a record; `register` knows the codes.
pub fn write_record(out: &mut Vec<u8>, entry: &Entry<'_>, register: &Register) {
    let Facts { matching, ledger, settlement } = entry.facts;
    let bare = matching.is_empty() && ledger.is_empty() && settlement.is_empty();
    let facts = FactLanes { fills: matching, ledger: ledger.as_slice(), settlement };
    let outcome = entry.result.ok();
    append(
        out,
        &RecordLine {
            sequence: entry.sequence,
            at: entry.at,
            actor: entry.command.actor,
            key: entry.key,
            command: &entry.command.action,
            accepted: outcome.map(|outcome| Accepted::of(outcome, register)),
            outcome,
            rejected: entry
                .result
                .err()
                .map(|rejection| Rejected::plain(rejection.code(), rejection.to_string(), rejection.hint())),
            facts: (!bare).then_some(facts),
        },
    );
}

#[cfg(test)]
mod tests;
