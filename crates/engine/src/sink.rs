//! Who is told what happened, and in which families events come.

use serde::{Deserialize, Serialize};

use crate::event::Event;

/// Who is told what happened.
pub trait Sink {
    /// Whether anybody listens; where nobody does, events are not even made.
    const LISTENS: bool = true;

    /// Hears one event.
    fn tell(&mut self, event: Event);
}

/// Nobody listens.
impl Sink for () {
    const LISTENS: bool = false;

    fn tell(&mut self, _event: Event) {}
}

/// Everything is kept, in order.
impl Sink for Vec<Event> {
    fn tell(&mut self, event: Event) {
        self.push(event);
    }
}

/// Which part of the house an event concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Members, places, services, instruments, terms.
    Register,
    /// Orders and trades.
    Market,
    /// Carriages and their milestones.
    Carriage,
    /// Claims, receipts, netting, payments.
    Treasury,
    /// Transfers in the ledger.
    Posting,
    /// Holds in the ledger.
    Hold,
}
