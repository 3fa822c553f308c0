//! What the stream says, in JSON.

use engine::Sequence;
use freight::InstrumentCode;
use jiff::Timestamp;
use matching::{Side, TradeId};
use money::Price;
use serde::Serialize;
use utoipa::ToSchema;

/// A book as it is at a sequence, best first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct StreamSnapshot {
    /// `snapshot`.
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    /// The record for which it is true.
    pub(crate) sequence: Sequence,
    /// Whose book.
    pub(crate) instrument: InstrumentCode,
    /// Who wants to buy.
    pub(crate) bids: Vec<StreamLevel>,
    /// Who wants to sell.
    pub(crate) asks: Vec<StreamLevel>,
}

/// What rests at one price of a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct StreamLevel {
    /// For one unit.
    pub(crate) price: Price,
    /// How many units.
    pub(crate) quantity: u64,
    /// How many orders.
    pub(crate) orders: u32,
}

/// What one record changed in one book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct StreamUpdate {
    /// `update`.
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    /// The record.
    pub(crate) sequence: Sequence,
    /// Its time.
    #[schema(value_type = String, format = DateTime)]
    pub(crate) at: Timestamp,
    /// Whose book.
    pub(crate) instrument: InstrumentCode,
    /// What was traded, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) trades: Vec<StreamTrade>,
    /// Every level that changed, as it is now; a quantity of 0 has gone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) levels: Vec<StreamChange>,
    /// Whether the book closed for good.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub(crate) closed: bool,
}

/// A trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct StreamTrade {
    /// Its number.
    pub(crate) trade: TradeId,
    /// For one unit.
    pub(crate) price: Price,
    /// How many units.
    pub(crate) quantity: u32,
    /// The side of the order that arrived.
    pub(crate) taker_side: Side,
}

/// A level that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct StreamChange {
    /// Bid or ask.
    pub(crate) side: Side,
    /// For one unit.
    pub(crate) price: Price,
    /// How many units rest there now.
    pub(crate) quantity: u64,
    /// How many orders.
    pub(crate) orders: u32,
}

/// What was missed follows.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub(crate) struct StreamResumed {
    /// `resumed`.
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    /// The last record that the reader has seen.
    pub(crate) after: Sequence,
    /// The last record that is known now.
    pub(crate) sequence: Sequence,
}

/// What was missed is not kept any more: snapshots follow.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub(crate) struct StreamGap {
    /// `gap`.
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    /// The record after which was asked for, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) asked: Option<Sequence>,
    /// The first record after which everything is kept.
    pub(crate) kept_after: Sequence,
    /// The last record that is known now.
    pub(crate) sequence: Sequence,
}

/// Nothing happened in these books up to a sequence; from time to time.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub(crate) struct StreamHeartbeat {
    /// `heartbeat`.
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    /// The last record that is known now; everything up to it was told.
    pub(crate) sequence: Sequence,
}

/// A message as it is sent.
pub(crate) fn text(message: &impl Serialize) -> String {
    serde_json::to_string(message).expect("what is told has a form in JSON")
}
