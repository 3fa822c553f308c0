//! What can be asked of a book.

use freight::ParticipantId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{InstrumentId, Lots, OrderId, PostOnly, Side, Ticks, TimeInForce};

/// Brings a new order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Into the book of which instrument.
    pub instrument: InstrumentId,
    /// Whose order it is. It never trades with another order of the same owner.
    pub owner: ParticipantId,
    /// Whether it buys or sells.
    pub side: Side,
    /// How much.
    pub lots: Lots,
    /// The worst price it accepts. Nothing: any price, and such a market order never rests.
    pub limit: Option<Ticks>,
    /// How long it stands.
    pub time_in_force: TimeInForce,
    /// Whether it may trade on arrival.
    pub post_only: PostOnly,
    /// When it ends if it rests. A [`TimeInForce::Day`] order with a limit must say so.
    pub expires: Option<Timestamp>,
}

/// Changes an open order.
///
/// Less at the same price keeps its place in the queue. More, or another price, loses it: the order goes to
/// the end of its new queue, after trading, like an order that arrives, with whatever it now meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amend {
    /// Which order.
    pub order: OrderId,
    /// Who asks; only its owner may.
    pub owner: ParticipantId,
    /// How much is to be open from now on, before it meets anything.
    pub lots: Lots,
    /// The worst price it accepts from now on.
    pub limit: Ticks,
}

/// Ends an open order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cancel {
    /// Which order.
    pub order: OrderId,
    /// On what ground.
    pub ground: Ground,
}

/// On what ground an order is ended from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// This participant asks; only the owner may.
    Owner(ParticipantId),
    /// The exchange intervenes.
    Exchange,
    /// Its time has come.
    Expiry,
    /// Its book is being emptied for good.
    Closing,
}
