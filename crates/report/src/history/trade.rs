//! Trades, as they were told.

use freight::{ClientOrderId, InstrumentCode, ParticipantCode};
use matching::{OrderId, Side, TradeId};
use money::Price;

use super::Told;

/// A bid met an ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TradeRecord {
    /// When, and in which record.
    pub told: Told,
    /// Its number.
    pub trade: TradeId,
    /// In which book.
    pub instrument: InstrumentCode,
    /// For one unit.
    pub price: Price,
    /// How many units.
    pub quantity: u32,
    /// Who bought.
    pub shipper: ParticipantCode,
    /// Who sold.
    pub carrier: ParticipantCode,
    /// The order that arrived.
    pub taker: OrderId,
    /// Its member's own name for it.
    pub taker_name: Option<ClientOrderId>,
    /// The order that rested.
    pub maker: OrderId,
    /// Its member's own name for it.
    pub maker_name: Option<ClientOrderId>,
    /// The side of the order that arrived.
    pub taker_side: Side,
}
