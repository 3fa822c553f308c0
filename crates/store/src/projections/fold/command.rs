//! How a record becomes a row: what was asked, and what came of it.

use engine::{Action, Due, Event, Outcome};
use serde::Serialize;

use super::Fold;
use crate::projections::live::Told;
use crate::projections::rows::{CommandRow, CommandState};
use crate::telling::Telling;

impl Fold {
    pub(super) fn command(&mut self, told: Told, telling: &Telling) {
        let action = json(&telling.action);
        let (state, answer, refusal, message) = match &telling.result {
            Ok(outcome) => (CommandState::Done, json(outcome), None, None),
            Err(rejection) => {
                let (code, message) = (rejection.code().to_owned(), rejection.to_string());
                (CommandState::Refused, json(rejection), Some(code), Some(message))
            }
        };
        self.batch.push(&CommandRow {
            sequence: told.sequence,
            at: told.at,
            actor: telling.actor,
            command_key: telling.key,
            kind: kind(&action).to_owned(),
            action,
            due: due(telling),
            state,
            refusal,
            message,
            answer,
        });
    }
}

pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("the words of the protocol have a form in JSON")
}

/// The name of an action: the only field of its JSON.
fn kind(action: &str) -> &str {
    action.split('"').nth(1).expect("an action is named in JSON")
}

/// What fell due, in people's words, if that is what was recorded.
fn due(telling: &Telling) -> Option<String> {
    let outcome = telling.result.as_ref().ok()?;
    let due = match outcome {
        Outcome::Advanced(due) => (*due)?,
        Outcome::Done | Outcome::Placed { .. } | Outcome::Amended { .. } | Outcome::Cancelled { .. } => {
            return None;
        }
    };
    debug_assert!(matches!(telling.action, Action::Advance(_)), "only time makes something due");
    Some(match due {
        Due::Expiry(order) => format!("expiry {order}"),
        // A book and a debtor are numbers here; the events of the record name them.
        Due::BookClosing(_) => named(telling, "book_closing", |event| {
            let Event::BookClosed { instrument } = event else { return None };
            Some(instrument.to_string())
        }),
        Due::Call(carriage) => format!("call {carriage}"),
        Due::CutOff(carriage) => format!("cut_off {carriage}"),
        Due::Collecting { debtor: _, currency } => named(telling, "collecting", |event| {
            let Event::ClaimCollected { debtor, .. } = event else { return None };
            Some(format!("{debtor} {currency}"))
        }),
        Due::Closing(carriage) => format!("closing {carriage}"),
    })
}

/// A kind of due thing, with the name that an event of the record gives it.
fn named(telling: &Telling, kind: &str, name: impl Fn(&Event) -> Option<String>) -> String {
    match telling.events.iter().find_map(name) {
        Some(name) => format!("{kind} {name}"),
        None => kind.to_owned(),
    }
}
