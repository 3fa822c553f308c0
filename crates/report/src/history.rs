//! What was told so far, as reports need it.
//!
//! The engine keeps state and forgets what is finished: a filled order, a closed carriage, a booked payment.
//! A **history** listens to the events and remembers what people ask about later. `run` lets it listen as it
//! goes; others may fill one from what they have stored.
//!
//! ```text
//!   Entry, Event … ──▶ History ──┬──▶ trades       every one
//!                                ├──▶ carriages    every one, with its milestones and its escrow
//!                                └──▶ bank lines   whatever moved money into the house or out of it
//! ```
//!
//! # Invariants
//!
//! - Only events are read, never commands: what was refused leaves nothing here but its count.
//!
//! # What is not here
//!
//! Balances, and what waits for somebody: those are the engine's. A report that compares both is a proof.

mod bank;
mod carriage;
mod trade;
mod hear;

use std::collections::{BTreeMap, BTreeSet};

use engine::{Audience, Entry, Event, Sequence, Sink};
use jiff::Timestamp;
use settlement::{CarriageId, PaymentId};

pub use bank::{BankLine, BankMove};
pub use carriage::{CarriageRecord, Dropout, MilestoneRecord, Standing};
pub use trade::TradeRecord;

/// What was told so far.
#[derive(Clone, Debug, Default)]
pub struct History {
    told: Option<Told>,
    counts: Counts,
    trades: Vec<TradeRecord>,
    carriages: BTreeMap<CarriageId, CarriageRecord>,
    bank: Vec<BankLine>,
    paid: BTreeSet<PaymentId>,
}

/// The record that is being told: its place and its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its place.
    pub sequence: Sequence,
    /// Its time.
    pub at: Timestamp,
}

/// How much was told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Commands that were done.
    pub done: u64,
    /// Commands that were refused.
    pub refused: u64,
    /// Things that fell due and were done by the exchange itself.
    pub due: u64,
    /// Events.
    pub events: u64,
}

impl History {
    /// Nothing was told yet.
    pub fn new() -> History {
        History::default()
    }

    /// The record that was told last.
    pub fn told(&self) -> Option<Told> {
        self.told
    }

    /// How much was told.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// All trades, in order.
    pub fn trades(&self) -> &[TradeRecord] {
        &self.trades
    }

    /// All carriages, by number; those that are closed as well.
    pub fn carriages(&self) -> impl Iterator<Item = &CarriageRecord> {
        self.carriages.values()
    }

    /// Everything that the bank has booked, in order.
    pub fn bank(&self) -> &[BankLine] {
        &self.bank
    }

    fn carriage(&mut self, id: CarriageId) -> &mut CarriageRecord {
        self.carriages.get_mut(&id).unwrap_or_else(|| panic!("carriage {id} was never struck"))
    }
}

impl Audience for History {
    fn begin(&mut self, entry: &Entry<'_>) {
        self.told = Some(Told { sequence: entry.sequence, at: entry.at });
        match (&entry.result, entry.due()) {
            (Err(_), _) => self.counts.refused += 1,
            (Ok(_), Some(_)) => self.counts.due += 1,
            (Ok(_), None) => self.counts.done += 1,
        }
    }
}

impl Sink for History {
    fn tell(&mut self, event: Event) {
        self.counts.events += 1;
        let told = self.told.expect("a record begins before its events");
        self.hear(told, event);
    }
}
