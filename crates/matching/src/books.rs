//! The books of all instruments, and what they remember.
//!
//! ```text
//!   phases     one byte a book        continuous, closed
//!   sides      128 bytes a book       a ladder of bids, a ladder of asks
//!   slab       32 bytes an order      of all books, found by the slot in an order's number
//!   expiries   24 bytes an order      only of orders that carry an end
//!   listed     what a book trades     never looked at while orders meet
//! ```

use std::collections::BTreeMap;

use freight::ServiceId;
use jiff::Timestamp;
use money::Currency;
use serde::{Deserialize, Serialize};

use crate::expiry::Expiries;
use crate::ladder::Ladder;
use crate::rank::Rank;
use crate::slab::{Slab, Tag};
use crate::{Instrument, InstrumentId, OrderId, Phase, Side, TradeId};

/// The books of all instruments: one state, one writer.
#[derive(Clone, Debug)]
pub struct Books {
    pub(crate) sides: Vec<[Ladder; 2]>,
    /// The phase of each book again, where one byte tells it.
    pub(crate) phases: Vec<Phase>,
    pub(crate) slab: Slab,
    pub(crate) next_trade: TradeId,
    pub(crate) expiries: Expiries,
    pub(crate) listed: Vec<Instrument>,
    pairs: BTreeMap<(ServiceId, Currency), InstrumentId>,
}

/// Why an instrument cannot be listed. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ListingError {
    /// The service already has a book in this currency.
    #[error("service {service} is listed against {currency} as instrument {instrument}", service = service.number(), instrument = instrument.number())]
    AlreadyListed {
        /// What is carried.
        service: ServiceId,
        /// What it is paid in.
        currency: Currency,
        /// The instrument that has the pair.
        instrument: InstrumentId,
    },
}

impl ListingError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            ListingError::AlreadyListed { .. } => "INSTRUMENT_ALREADY_LISTED",
        }
    }
}

impl Default for Books {
    /// Room for as many open orders as their numbers can tell apart: 16,777,216.
    fn default() -> Books {
        Books::new(OrderId::SLOTS)
    }
}

impl Books {
    /// No instrument is listed. At most `most_open` orders can be open at a time, over all books.
    ///
    /// # Panics
    ///
    /// If that is more than 2^24, which is what their numbers can tell apart.
    pub fn new(most_open: u32) -> Books {
        Books {
            sides: Vec::new(),
            phases: Vec::new(),
            slab: Slab::new(most_open),
            next_trade: TradeId::new(1).expect("one is not zero"),
            expiries: Expiries::default(),
            listed: Vec::new(),
            pairs: BTreeMap::new(),
        }
    }

    /// Makes room for so many open orders ahead of time, so that none has to wait for it.
    pub fn reserve(&mut self, orders: u32) {
        self.slab.reserve(orders);
    }

    /// Answers which number `instrument` would have.
    ///
    /// # Errors
    ///
    /// [`ListingError::AlreadyListed`].
    ///
    /// # Panics
    ///
    /// When 2^29 instruments are listed, which is what an order can tell apart.
    pub fn decide_list(&self, instrument: &Instrument) -> Result<InstrumentId, ListingError> {
        let Instrument { service, currency, .. } = *instrument;
        if let Some(&instrument) = self.pairs.get(&(service, currency)) {
            return Err(ListingError::AlreadyListed { service, currency, instrument });
        }
        let next = u32::try_from(self.listed.len()).ok().filter(|&next| next < Tag::BOOKS);
        Ok(InstrumentId::at(next.expect("books are counted in 29 bits")))
    }

    /// Opens the book of `instrument`, under the number that was decided.
    ///
    /// # Panics
    ///
    /// If it is not the next number.
    pub fn apply_list(&mut self, instrument: &Instrument, id: InstrumentId) {
        assert!(id.index() == self.listed.len(), "instrument {} is not the next one", id.number());
        self.sides.push([Ladder::new(), Ladder::new()]);
        self.phases.push(instrument.phase);
        self.pairs.insert((instrument.service, instrument.currency), id);
        self.listed.push(*instrument);
    }

    /// Changes what the book of a listed instrument does. What rests stays.
    ///
    /// # Panics
    ///
    /// If no such instrument is listed.
    pub fn set_phase(&mut self, instrument: InstrumentId, phase: Phase) {
        self.phases[instrument.index()] = phase;
        self.listed[instrument.index()].phase = phase;
    }

    /// The instrument with this number, if it is listed.
    pub fn instrument(&self, id: InstrumentId) -> Option<&Instrument> {
        self.listed.get(id.index())
    }

    /// The instrument in which `service` is traded against `currency`, if it is listed.
    pub fn instrument_of(&self, service: ServiceId, currency: Currency) -> Option<InstrumentId> {
        self.pairs.get(&(service, currency)).copied()
    }

    /// All instruments, in the order of their listing.
    pub fn instruments(&self) -> impl Iterator<Item = (InstrumentId, &Instrument)> {
        (0..).map(InstrumentId::at).zip(&self.listed)
    }

    /// The order that ends first of those that carry an end; of several at one instant the oldest.
    pub fn next_expiry(&self) -> Option<(Timestamp, OrderId)> {
        self.expiries.first().map(|(at, slot)| (at, self.slab[slot].id))
    }

    /// The first order to go when a book is emptied one by one: the head of the best bid, else of the best ask.
    pub fn first_resting(&self, instrument: InstrumentId) -> Option<OrderId> {
        let sides = self.sides.get(instrument.index())?;
        let ladder = sides.iter().find(|ladder| ladder.best() != Rank::NONE)?;
        Some(self.slab[ladder.level(ladder.best()).head].id)
    }

    #[inline]
    pub(crate) fn ladder(&self, instrument: InstrumentId, side: Side) -> &Ladder {
        &self.sides[instrument.index()][side.index()]
    }
}
