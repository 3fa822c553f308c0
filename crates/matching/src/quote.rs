//! Ticks and lots: the whole numbers that a book reckons in.
//!
//! A price inside a book is an integer number of ticks, a quantity an integer number of lots, and both are
//! above zero. An [`Instrument`](crate::Instrument) knows how large its tick and its lot are, and turns a
//! decimal price and a quantity of units into these, or refuses.

use core::fmt;
use core::num::NonZeroU32;

use money::Price;
use serde::{Deserialize, Serialize};

/// A price: a positive number of ticks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(value_type = u32, minimum = 1))]
pub struct Ticks(NonZeroU32);

/// A quantity: a positive number of lots.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(value_type = u32, minimum = 1))]
pub struct Lots(NonZeroU32);

/// Why a price or a quantity cannot stand in a book. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum QuoteError {
    /// Nothing was asked for.
    #[error("a quantity of 0 units asks for nothing; the smallest is one lot of {lot}")]
    QuantityZero {
        /// Units a lot.
        lot: u32,
    },
    /// The quantity is no whole number of lots.
    #[error("a quantity of {quantity} units is no multiple of the lot of {lot}")]
    OffLot {
        /// In units of the service.
        quantity: u64,
        /// Units a lot.
        lot: u32,
    },
    /// The quantity has more lots than a book can count.
    #[error("a quantity of {quantity} units is more than {most} lots of {lot}", most = u32::MAX)]
    QuantityOutOfRange {
        /// In units of the service.
        quantity: u64,
        /// Units a lot.
        lot: u32,
    },
    /// The price is no whole number of ticks.
    #[error("price {price} is no multiple of the tick of {tick}")]
    OffTick {
        /// As it was asked.
        price: Price,
        /// The tick of the instrument.
        tick: Price,
    },
    /// The price has more ticks than a book can count.
    #[error("price {price} is more than {most} ticks of {tick}", most = u32::MAX)]
    PriceOutOfRange {
        /// As it was asked.
        price: Price,
        /// The tick of the instrument.
        tick: Price,
    },
}

impl QuoteError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            QuoteError::QuantityZero { .. } => "QUANTITY_ZERO",
            QuoteError::OffLot { .. } => "QUANTITY_OFF_LOT",
            QuoteError::QuantityOutOfRange { .. } => "QUANTITY_OUT_OF_RANGE",
            QuoteError::OffTick { .. } => "PRICE_OFF_TICK",
            QuoteError::PriceOutOfRange { .. } => "PRICE_BEYOND_BOOK",
        }
    }
}

impl Ticks {
    /// The lowest price.
    pub const MIN: Ticks = Ticks(NonZeroU32::MIN);
    /// The highest price.
    pub const MAX: Ticks = Ticks(NonZeroU32::MAX);

    /// Nothing for zero: a price is positive.
    #[inline]
    pub const fn new(ticks: u32) -> Option<Ticks> {
        match NonZeroU32::new(ticks) {
            Some(ticks) => Some(Ticks(ticks)),
            None => None,
        }
    }

    /// The number of ticks.
    #[inline]
    pub const fn get(self) -> u32 {
        self.0.get()
    }
}

impl Lots {
    /// The smallest quantity.
    pub const MIN: Lots = Lots(NonZeroU32::MIN);
    /// The largest quantity.
    pub const MAX: Lots = Lots(NonZeroU32::MAX);

    /// Nothing for zero: there is no empty quantity.
    #[inline]
    pub const fn new(lots: u32) -> Option<Lots> {
        match NonZeroU32::new(lots) {
            Some(lots) => Some(Lots(lots)),
            None => None,
        }
    }

    /// The number of lots.
    #[inline]
    pub const fn get(self) -> u32 {
        self.0.get()
    }

    /// What is left of this quantity without `less`; nothing if that is all of it.
    ///
    /// # Panics
    ///
    /// If `less` is more than there is.
    #[inline]
    pub fn without(self, less: Lots) -> Option<Lots> {
        Lots::new(self.get().checked_sub(less.get()).expect("no more is taken than there is"))
    }
}

impl fmt::Display for Ticks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Ticks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ticks", self.0)
    }
}

impl fmt::Display for Lots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Lots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} lots", self.0)
    }
}
