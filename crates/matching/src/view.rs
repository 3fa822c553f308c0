//! What people see of the books.

use freight::ParticipantId;
use jiff::Timestamp;

use crate::ladder::Ladder;
use crate::rank::Rank;
use crate::slab::{NONE, Resting};
use crate::{Books, InstrumentId, Lots, OrderId, PostOnly, Side, Ticks, TradeId};

/// An open order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its number.
    pub id: OrderId,
    /// In which book it rests.
    pub instrument: InstrumentId,
    /// Whose it is.
    pub owner: ParticipantId,
    /// Whether it buys or sells.
    pub side: Side,
    /// The worst price it accepts.
    pub limit: Ticks,
    /// How much is open.
    pub lots: Lots,
    /// Whether it may trade when it is amended.
    pub post_only: PostOnly,
    /// When it ends, if it carries an end.
    pub expires: Option<Timestamp>,
}

/// What rests at one price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// The price.
    pub price: Ticks,
    /// How much is open, over all its orders, in lots.
    pub lots: u64,
    /// How many orders there are.
    pub orders: u32,
}

impl Books {
    /// The order with this number, if it is open.
    pub fn order(&self, id: OrderId) -> Option<Order> {
        self.slab.find(id).map(|resting| self.show(resting))
    }

    /// The best price of a side, if anything rests there.
    pub fn best(&self, instrument: InstrumentId, side: Side) -> Option<Ticks> {
        self.sides.get(instrument.index())?[side.index()].best().price(side)
    }

    /// The levels of a side, best first; none for an instrument that is not listed.
    pub fn depth(&self, instrument: InstrumentId, side: Side) -> impl Iterator<Item = Level> + '_ {
        self.prices(instrument, side).map(move |price| {
            self.queue(instrument, side, price).fold(Level { price, lots: 0, orders: 0 }, |level, order| {
                Level { price, lots: level.lots + u64::from(order.lots.get()), orders: level.orders + 1 }
            })
        })
    }

    /// The orders at one price, oldest first.
    pub fn queue(
        &self,
        instrument: InstrumentId,
        side: Side,
        price: Ticks,
    ) -> impl Iterator<Item = Order> + '_ {
        let rank = Rank::of(side, price);
        let ladder = self.sides.get(instrument.index()).map(|sides| &sides[side.index()]);
        let level = ladder.filter(|ladder| ladder.is_occupied(rank)).map(|ladder| ladder.level(rank));
        let mut slot = level.map_or(NONE, |level| level.head);
        core::iter::from_fn(move || {
            let resting = (slot != NONE).then(|| &self.slab[slot])?;
            slot = resting.behind;
            Some(self.show(resting))
        })
    }

    /// The orders of a side in the order in which they would trade.
    pub fn orders(&self, instrument: InstrumentId, side: Side) -> impl Iterator<Item = Order> + '_ {
        self.prices(instrument, side).flat_map(move |price| self.queue(instrument, side, price))
    }

    /// Every open order: instrument by instrument, bids before asks, as they would trade.
    pub fn open_orders(&self) -> impl Iterator<Item = Order> + '_ {
        self.instruments().flat_map(move |(instrument, _)| {
            [Side::Bid, Side::Ask].into_iter().flat_map(move |side| self.orders(instrument, side))
        })
    }

    /// How many orders are open, over all books.
    pub fn open_count(&self) -> usize {
        self.slab.open()
    }

    /// How many orders have been accepted in all.
    pub fn accepted_count(&self) -> u64 {
        self.slab.accepted()
    }

    /// The number that the next trade will have.
    pub fn next_trade(&self) -> TradeId {
        self.next_trade
    }

    fn prices(&self, instrument: InstrumentId, side: Side) -> impl Iterator<Item = Ticks> + '_ {
        let ladder = self.sides.get(instrument.index()).map(|sides| &sides[side.index()]);
        let first = ladder.map_or(Rank::NONE, Ladder::best);
        let ranks = core::iter::successors(Some(first), move |&rank| ladder.map(|ladder| ladder.after(rank)));
        ranks.map_while(move |rank| rank.price(side))
    }

    fn show(&self, resting: &Resting) -> Order {
        let Resting { id, limit, lots, owner, tag, .. } = *resting;
        Order {
            id,
            instrument: tag.instrument(),
            owner,
            side: tag.side(),
            limit,
            lots: Lots::new(lots).expect("an open order has lots"),
            post_only: tag.post_only(),
            expires: tag.expires().then(|| self.expiries.at(id.slot())),
        }
    }
}
