//! What comes from inside: the next thing that is due, and what it would do.
//!
//! Books close at the cut-off of their service. No order outlives it: each expires by then, in a record of its
//! own, so that a book is empty when it closes. Everything else that is due the pillars know themselves.

use std::collections::BTreeSet;

use freight::{ParticipantId, Role};
use jiff::Timestamp;
use matching::InstrumentId;

use crate::facts::{Due, DueAt, Facts, Outcome};
use crate::{Engine, Rejection};

/// The books that are open, by the cut-off at which they close.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Closings(BTreeSet<(Timestamp, InstrumentId)>);

impl Closings {
    pub(crate) fn add(&mut self, at: Timestamp, instrument: InstrumentId) {
        self.0.insert((at, instrument));
    }

    pub(crate) fn remove(&mut self, at: Timestamp, instrument: InstrumentId) {
        self.0.remove(&(at, instrument));
    }

    fn first(&self) -> Option<(Timestamp, InstrumentId)> {
        self.0.first().copied()
    }

    pub(crate) fn digest(&self, write: &mut impl FnMut(&[u8])) {
        for (at, instrument) in &self.0 {
            write(&at.as_nanosecond().to_le_bytes());
            write(&instrument.number().to_le_bytes());
        }
    }
}

impl Engine {
    /// What is due next, and when, if anything is. Of several due at one moment, the first by kind and number.
    pub fn next_due(&self) -> Option<(Timestamp, Due)> {
        let expiry = self.books.next_expiry().map(|(at, order)| (at, Due::Expiry(order)));
        let settlement = self.settlement.next_due().map(|(at, due)| (at, of_settlement(due)));
        let collecting =
            self.collectors.first().map(|(at, debtor, currency)| (at, Due::Collecting { debtor, currency }));
        let closing = self.closings.first().map(|(at, instrument)| (at, Due::BookClosing(instrument)));
        earlier(earlier(expiry, closing), earlier(settlement, collecting))
    }

    /// What is due by `now`.
    pub(crate) fn due_by(&self, now: Timestamp) -> Option<Due> {
        self.next_due().filter(|&(at, _): &DueAt| at <= now).map(|(_, due)| due)
    }

    /// Answers what the passing of time to `now` would do: the first thing due by then, or nothing.
    pub(crate) fn decide_advance(
        &self,
        actor: ParticipantId,
        now: Timestamp,
        facts: &mut Facts,
    ) -> Result<Outcome, Rejection> {
        self.must_have(actor, &[Role::Exchange])?;
        let due = self.due_by(now);
        match due {
            None | Some(Due::BookClosing(_)) => {}
            Some(Due::Expiry(order)) => self.decide_expiry(order, facts),
            Some(due @ (Due::Call(_) | Due::CutOff(_) | Due::Collecting { .. } | Due::Closing(_))) => {
                self.decide_settlement(&for_settlement(due), now, facts)?;
            }
        }
        Ok(Outcome::Advanced(due))
    }
}

/// What is due earlier; at one moment, the first by kind and number.
fn earlier(one: Option<DueAt>, other: Option<DueAt>) -> Option<DueAt> {
    match (one, other) {
        (Some((at, due)), Some((than, other))) => {
            let first = at < than || at == than && due <= other;
            Some(if first { (at, due) } else { (than, other) })
        }
        (due, None) | (None, due) => due,
    }
}

fn of_settlement(due: settlement::Due) -> Due {
    match due {
        settlement::Due::Call(carriage) => Due::Call(carriage),
        settlement::Due::CutOff(carriage) => Due::CutOff(carriage),
        settlement::Due::Close(carriage) => Due::Closing(carriage),
    }
}

/// What settlement is asked when this is due.
///
/// # Panics
///
/// For what is not settlement's: expiries and the closing of books.
pub(crate) fn for_settlement(due: Due) -> settlement::Command<'static> {
    match due {
        Due::Call(carriage) => settlement::Command::Call { carriage },
        Due::CutOff(carriage) => settlement::Command::CutOff { carriage },
        Due::Collecting { debtor, currency } => settlement::Command::Collect { debtor, currency },
        Due::Closing(carriage) => settlement::Command::Close { carriage },
        Due::Expiry(_) | Due::BookClosing(_) => unreachable!("{due} is the book's"),
    }
}
