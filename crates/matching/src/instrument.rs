//! What is traded in one book: a service, against one currency.
//!
//! A service may be listed against several currencies; each pair has a book of its own.
//! The tick is the step of its prices, the lot the step of its quantities.

use core::fmt;
use core::num::NonZeroU32;

use freight::ServiceId;
use money::{Currency, Price};
use serde::{Deserialize, Serialize};

use crate::{Lots, QuoteError, Ticks};

/// Names an instrument: a counter from 1, given at listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(value_type = u32, minimum = 1))]
pub struct InstrumentId(NonZeroU32);

/// A service × a currency, with the steps of its prices and quantities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instrument {
    /// What is carried.
    pub service: ServiceId,
    /// What it is paid in.
    pub currency: Currency,
    /// The step of prices, for one unit of the service.
    pub tick: Price,
    /// Units of the service a lot.
    pub lot: NonZeroU32,
    /// What its book does now.
    pub phase: Phase,
}

/// What a book does with an order that arrives (FIX 340).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Phase {
    /// It trades at once with what it meets.
    Continuous,
    /// It is refused; what rests can only be cancelled.
    Closed,
}

impl InstrumentId {
    /// Nothing for zero: the counter begins at 1.
    pub fn new(number: u32) -> Option<InstrumentId> {
        NonZeroU32::new(number).map(InstrumentId)
    }

    /// The counter.
    pub fn number(self) -> u32 {
        self.0.get()
    }

    /// Where its book lies.
    #[inline]
    pub(crate) fn index(self) -> usize {
        self.0.get() as usize - 1
    }

    /// The instrument whose book lies at `index`.
    #[inline]
    pub(crate) fn at(index: u32) -> InstrumentId {
        InstrumentId(NonZeroU32::MIN.saturating_add(index))
    }
}

impl Instrument {
    /// A decimal price in ticks.
    ///
    /// # Errors
    ///
    /// [`QuoteError::OffTick`], then [`QuoteError::PriceOutOfRange`].
    pub fn ticks(&self, price: Price) -> Result<Ticks, QuoteError> {
        let tick = self.tick;
        let count = price.in_ticks(tick).ok_or(QuoteError::OffTick { price, tick })?;
        u32::try_from(count).ok().and_then(Ticks::new).ok_or(QuoteError::PriceOutOfRange { price, tick })
    }

    /// A quantity of units in lots.
    ///
    /// # Errors
    ///
    /// [`QuoteError::QuantityZero`], [`QuoteError::OffLot`], then [`QuoteError::QuantityOutOfRange`].
    pub fn lots(&self, quantity: u64) -> Result<Lots, QuoteError> {
        let lot = self.lot.get();
        if quantity == 0 {
            return Err(QuoteError::QuantityZero { lot });
        }
        if !quantity.is_multiple_of(u64::from(lot)) {
            return Err(QuoteError::OffLot { quantity, lot });
        }
        let lots = quantity / u64::from(lot);
        u32::try_from(lots).ok().and_then(Lots::new).ok_or(QuoteError::QuantityOutOfRange { quantity, lot })
    }

    /// A price in ticks as the decimal price of one unit.
    ///
    /// # Panics
    ///
    /// If the ticks are more than any price of this tick, so that they cannot have come from [`Instrument::ticks`].
    pub fn price(&self, ticks: Ticks) -> Price {
        self.tick.times(u64::from(ticks.get())).expect("ticks in a book were a price once")
    }

    /// A quantity in lots as units of the service.
    pub fn quantity(&self, lots: Lots) -> u64 {
        u64::from(lots.get()) * u64::from(self.lot.get())
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Phase::Continuous => "continuous",
            Phase::Closed => "closed",
        })
    }
}

#[cfg(test)]
mod tests;
