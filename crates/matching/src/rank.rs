//! How good a price is to who meets it: the smaller the rank, the sooner it trades.
//!
//! ```text
//!   asks   price 1 ─▶ rank 0,  price 2 ─▶ rank 1,  …          the lowest ask is the best
//!   bids   price 2^32 − 1 ─▶ rank 0,  …,  price 1 ─▶ 2^32 − 2  the highest bid is the best
//! ```
//!
//! So both sides of a book are one kind of ladder, climbed from its lowest rung.

use crate::{Side, Ticks};

/// The place of a price among those of its side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank(pub(crate) u32);

impl Rank {
    /// Behind every price: no price has it.
    pub(crate) const NONE: Rank = Rank(u32::MAX);
    /// The worst price there is.
    pub(crate) const WORST: Rank = Rank(u32::MAX - 1);

    /// The rank of `price` for orders of `side`.
    #[inline]
    pub(crate) fn of(side: Side, price: Ticks) -> Rank {
        match side {
            Side::Bid => Rank(!price.get()),
            Side::Ask => Rank(price.get() - 1),
        }
    }

    /// The price that has this rank on `side`; nothing for [`Rank::NONE`].
    #[inline]
    pub(crate) fn price(self, side: Side) -> Option<Ticks> {
        match side {
            Side::Bid => Ticks::new(!self.0),
            Side::Ask => Ticks::new(self.0.wrapping_add(1)),
        }
    }

    /// How far an order of `side` with this limit reaches into the other side: the last rank it accepts.
    #[inline]
    pub(crate) fn reach(side: Side, limit: Option<Ticks>) -> Rank {
        match limit {
            Some(limit) => Rank::of(side.opposite(), limit),
            None => Rank::WORST,
        }
    }
}
