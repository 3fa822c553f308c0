//! What a book tells while decisions are applied.
//!
//! Events are for people: complete, and grouped by the command that caused them.
//! They are made again by replay, and never stored as truth.

use core::fmt;

use freight::ParticipantId;
use serde::{Deserialize, Serialize};

use crate::{InstrumentId, Lots, OrderId, Side, Ticks, TimeInForce, TradeId};

/// Something that happened in a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// An order was accepted. What it met, and what is left of it, follows.
    Accepted {
        /// The number it was given.
        order: OrderId,
        /// In which book.
        instrument: InstrumentId,
        /// Whose it is.
        owner: ParticipantId,
        /// Whether it buys or sells.
        side: Side,
        /// How much was asked.
        lots: Lots,
        /// The worst price it accepts; nothing for a market order.
        limit: Option<Ticks>,
        /// How long it stands.
        time_in_force: TimeInForce,
    },
    /// Two orders met.
    Traded {
        /// The number of the trade.
        trade: TradeId,
        /// In which book.
        instrument: InstrumentId,
        /// The order that was there before.
        maker: OrderId,
        /// Whose that is.
        maker_owner: ParticipantId,
        /// The order that arrived.
        taker: OrderId,
        /// Whose that is.
        taker_owner: ParticipantId,
        /// Whether the arriving order buys or sells.
        taker_side: Side,
        /// The maker's price.
        price: Ticks,
        /// How much.
        lots: Lots,
        /// What is left of the maker; nothing if it is filled.
        maker_left: Option<Lots>,
        /// What is left of the taker, for now; nothing if it is filled.
        taker_left: Option<Lots>,
    },
    /// An order came to rest at the end of its queue.
    Rested {
        /// Which order.
        order: OrderId,
        /// At which price.
        limit: Ticks,
        /// How much of it.
        lots: Lots,
    },
    /// An order was changed. If its place was lost, what it met and what is left of it follows.
    Amended {
        /// Which order.
        order: OrderId,
        /// The worst price it accepts now.
        limit: Ticks,
        /// How much of it was to be open.
        lots: Lots,
        /// Whether it stands where it stood.
        priority: Priority,
    },
    /// What was open of an order has ended.
    Cancelled {
        /// Which order.
        order: OrderId,
        /// How much was open.
        lots: Lots,
        /// Why.
        cause: Cause,
    },
}

/// Whether an amended order kept its place in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Priority {
    /// It stands where it stood.
    Kept,
    /// It went to the end.
    Lost,
}

/// Why an order ended without being filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Cause {
    /// Its owner asked.
    Owner,
    /// The exchange intervened.
    Exchange,
    /// Its time had come.
    Expired,
    /// Its book was emptied for good.
    Closed,
    /// It would have met an order of its own owner; the newer of the two yields.
    SelfTrade,
    /// It could not rest, and nothing more was within its reach.
    Unfilled,
}

impl Cause {
    /// The cause in one word for people.
    pub fn word(self) -> &'static str {
        match self {
            Cause::Owner => "owner",
            Cause::Exchange => "exchange",
            Cause::Expired => "expired",
            Cause::Closed => "closed",
            Cause::SelfTrade => "self-trade",
            Cause::Unfilled => "unfilled",
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// Who listens while decisions are applied.
pub trait Sink {
    /// Hears of one event, in the order in which they happened.
    fn tell(&mut self, event: Event);
}

/// Nobody listens; the events are not even made.
impl Sink for () {
    #[inline]
    fn tell(&mut self, _event: Event) {}
}

/// All are kept.
impl Sink for Vec<Event> {
    fn tell(&mut self, event: Event) {
        self.push(event);
    }
}
