//! A plain book, easily seen to be right, to hold against the fast one.
//!
//! All open orders lie in one list.
//! Who trades next is found by looking at every one of them: the best price, then the longest wait.
//! It speaks the same words as [`crate::Books`] and gives the same numbers, and shares no code with it but those
//! words. It is slow, and meant for tests and auditors.
//!
//! # What is not here
//!
//! Decisions without writing: a command is looked at and done at once.

use freight::ParticipantId;
use jiff::Timestamp;

use crate::{
    Amend, Cancel, Cause, Event, Ground, InstrumentId, Lots, Order, OrderId, Phase, Place, PostOnly,
    Priority, Rejection, Side, Sink, Ticks, TimeInForce, TradeId,
};

/// The books of all instruments, as one list of open orders.
#[derive(Clone, Debug)]
pub struct Books {
    phases: Vec<Phase>,
    open: Vec<Waiting>,
    most_open: u32,
    slots: u32,
    free: Vec<u32>,
    accepted: u64,
    traded: u64,
    queued: u64,
}

/// An open order, and since when it waits.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    order: Order,
    since: u64,
}

/// An order on its way.
#[derive(Clone, Copy)]
struct Taker {
    id: OrderId,
    instrument: InstrumentId,
    owner: ParticipantId,
    side: Side,
    limit: Option<Ticks>,
}

impl Books {
    /// No instrument is listed. At most `most_open` orders can be open at a time.
    pub fn new(most_open: u32) -> Books {
        Books {
            phases: Vec::new(),
            open: Vec::new(),
            most_open,
            slots: 0,
            free: Vec::new(),
            accepted: 0,
            traded: 0,
            queued: 0,
        }
    }

    /// Opens one more book.
    pub fn list(&mut self, phase: Phase) {
        self.phases.push(phase);
    }

    /// Changes what a listed book does.
    ///
    /// # Panics
    ///
    /// If it is not listed.
    pub fn set_phase(&mut self, instrument: InstrumentId, phase: Phase) {
        self.phases[instrument.index()] = phase;
    }

    /// Every open order in the order of [`crate::Books::open_orders`].
    pub fn open_orders(&self) -> Vec<Order> {
        let mut open = self.open.clone();
        open.sort_by_key(|waiting| {
            let Order { instrument, side, limit, .. } = waiting.order;
            let price = i64::from(limit.get());
            let goodness = match side {
                Side::Bid => -price,
                Side::Ask => price,
            };
            (instrument, side, goodness, waiting.since)
        });
        open.into_iter().map(|waiting| waiting.order).collect()
    }

    /// The order that ends first, and when; of several at one instant the oldest.
    pub fn next_expiry(&self) -> Option<(Timestamp, OrderId)> {
        self.open.iter().filter_map(|waiting| Some((waiting.order.expires?, waiting.order.id))).min()
    }

    /// Brings a new order.
    pub fn place(&mut self, place: &Place, sink: &mut impl Sink) -> Result<OrderId, Rejection> {
        let &Place { instrument, owner, side, lots, limit, time_in_force, post_only, expires } = place;
        self.must_trade(instrument)?;
        if self.open.len() == self.most_open as usize {
            return Err(Rejection::TooManyOpen { open: self.most_open, most: self.most_open });
        }
        let slot = self.free.last().copied().unwrap_or(self.slots);
        let id =
            OrderId::new((self.accepted + 1) << 24 | u64::from(slot)).expect("orders are counted from 1");
        let taker = Taker { id, instrument, owner, side, limit };
        if post_only == PostOnly::Yes {
            self.must_not_trade(&taker)?;
        }
        let fillable = self.fillable(&taker, lots);
        if time_in_force == TimeInForce::Fok && fillable < lots.get() {
            return Err(Rejection::NotFillable { lots, fillable });
        }
        self.accepted += 1;
        sink.tell(Event::Accepted { order: id, instrument, owner, side, lots, limit, time_in_force });
        let may_rest = match time_in_force {
            TimeInForce::Gtc | TimeInForce::Day => true,
            TimeInForce::Ioc | TimeInForce::Fok => false,
        };
        let stopped = self.is_stopped_by_own(&taker, lots);
        let rests = limit.filter(|_| may_rest && fillable < lots.get() && !stopped);
        if rests.is_some() && self.free.pop().is_none() {
            self.slots += 1;
        }
        match (self.trade(&taker, lots, sink), rests) {
            (None, _) => {}
            (Some(lots), Some(limit)) => {
                let order = Order { id, instrument, owner, side, limit, lots, post_only, expires };
                self.rest(order, sink);
            }
            (Some(lots), None) => {
                let cause = if stopped { Cause::SelfTrade } else { Cause::Unfilled };
                sink.tell(Event::Cancelled { order: id, lots, cause });
            }
        }
        Ok(id)
    }

    /// Changes an open order.
    pub fn amend(&mut self, amend: &Amend, sink: &mut impl Sink) -> Result<(), Rejection> {
        let &Amend { order: id, owner, lots, limit } = amend;
        let place = self.must_be_open(id)?;
        let order = self.open[place].order;
        if order.owner != owner {
            return Err(Rejection::NotOwner { order: id, asks: owner });
        }
        self.must_trade(order.instrument)?;
        if limit == order.limit && lots <= order.lots {
            self.open[place].order.lots = lots;
            sink.tell(Event::Amended { order: id, limit, lots, priority: Priority::Kept });
            return Ok(());
        }
        let Order { instrument, side, .. } = order;
        let taker = Taker { id, instrument, owner, side, limit: Some(limit) };
        if order.post_only == PostOnly::Yes {
            self.must_not_trade(&taker)?;
        }
        sink.tell(Event::Amended { order: id, limit, lots, priority: Priority::Lost });
        self.open.remove(place);
        let stopped = self.is_stopped_by_own(&taker, lots);
        match self.trade(&taker, lots, sink) {
            None => self.free.push(id.slot()),
            Some(lots) if stopped => {
                self.free.push(id.slot());
                sink.tell(Event::Cancelled { order: id, lots, cause: Cause::SelfTrade });
            }
            Some(lots) => self.rest(Order { limit, lots, ..order }, sink),
        }
        Ok(())
    }

    /// Ends an open order.
    pub fn cancel(&mut self, cancel: &Cancel, sink: &mut impl Sink) -> Result<(), Rejection> {
        let place = self.must_be_open(cancel.order)?;
        let order = self.open[place].order;
        let cause = match cancel.ground {
            Ground::Owner(asks) if asks != order.owner => {
                return Err(Rejection::NotOwner { order: order.id, asks });
            }
            Ground::Owner(_) => Cause::Owner,
            Ground::Exchange => Cause::Exchange,
            Ground::Expiry => Cause::Expired,
            Ground::Closing => Cause::Closed,
        };
        self.open.remove(place);
        self.free.push(order.id.slot());
        sink.tell(Event::Cancelled { order: order.id, lots: order.lots, cause });
        Ok(())
    }

    fn must_trade(&self, instrument: InstrumentId) -> Result<(), Rejection> {
        match self.phases.get(instrument.index()) {
            None => Err(Rejection::UnknownInstrument(instrument)),
            Some(Phase::Continuous) => Ok(()),
            Some(Phase::Closed) => Err(Rejection::BookClosed(instrument)),
        }
    }

    fn must_be_open(&self, id: OrderId) -> Result<usize, Rejection> {
        self.open.iter().position(|waiting| waiting.order.id == id).ok_or(Rejection::NotOpen(id))
    }

    fn must_not_trade(&self, taker: &Taker) -> Result<(), Rejection> {
        match self.makers(taker).first() {
            None => Ok(()),
            Some(maker) => {
                let (side, limit, best) = (taker.side, taker.limit, maker.limit);
                Err(Rejection::PostOnlyWouldTrade { side, limit, best })
            }
        }
    }

    /// Whom the taker meets, next to trade first, as far as its limit reaches.
    fn makers(&self, taker: &Taker) -> Vec<Order> {
        let mut makers: Vec<Waiting> = Vec::new();
        for waiting in &self.open {
            let maker = waiting.order;
            let within = match (taker.limit, taker.side) {
                (None, _) => true,
                (Some(limit), Side::Bid) => maker.limit <= limit,
                (Some(limit), Side::Ask) => maker.limit >= limit,
            };
            if maker.instrument == taker.instrument && maker.side != taker.side && within {
                makers.push(*waiting);
            }
        }
        match taker.side {
            Side::Bid => makers.sort_by_key(|maker| (maker.order.limit, maker.since)),
            Side::Ask => makers.sort_by_key(|maker| (core::cmp::Reverse(maker.order.limit), maker.since)),
        }
        makers.into_iter().map(|waiting| waiting.order).collect()
    }

    /// How much of `lots` trades before the taker meets an order of its own owner.
    fn fillable(&self, taker: &Taker, lots: Lots) -> u32 {
        let makers = self.makers(taker);
        let others = makers.iter().take_while(|maker| maker.owner != taker.owner);
        let there: u64 = others.map(|maker| u64::from(maker.lots.get())).sum();
        u32::try_from(there).unwrap_or(u32::MAX).min(lots.get())
    }

    /// Whether an order of the same owner is met before `lots` are filled.
    fn is_stopped_by_own(&self, taker: &Taker, lots: Lots) -> bool {
        let meets_own = self.makers(taker).iter().any(|maker| maker.owner == taker.owner);
        meets_own && self.fillable(taker, lots) < lots.get()
    }

    /// Trades what can be, and answers what is left.
    fn trade(&mut self, taker: &Taker, lots: Lots, sink: &mut impl Sink) -> Option<Lots> {
        let mut left = Some(lots);
        while let Some(open) = left {
            let next = self.makers(taker).first().copied();
            let Some(maker) = next.filter(|maker| maker.owner != taker.owner) else { break };
            let lots = open.min(maker.lots);
            let maker_left = maker.lots.without(lots);
            left = open.without(lots);
            let place = self.must_be_open(maker.id).expect("a maker is open");
            match maker_left {
                Some(lots) => self.open[place].order.lots = lots,
                None => {
                    self.open.remove(place);
                    self.free.push(maker.id.slot());
                }
            }
            self.traded += 1;
            sink.tell(Event::Traded {
                trade: TradeId::new(self.traded).expect("trades are counted from 1"),
                instrument: taker.instrument,
                maker: maker.id,
                maker_owner: maker.owner,
                taker: taker.id,
                taker_owner: taker.owner,
                taker_side: taker.side,
                price: maker.limit,
                lots,
                maker_left,
                taker_left: left,
            });
        }
        left
    }

    fn rest(&mut self, order: Order, sink: &mut impl Sink) {
        self.queued += 1;
        self.open.push(Waiting { order, since: self.queued });
        sink.tell(Event::Rested { order: order.id, limit: order.limit, lots: order.lots });
    }
}

#[cfg(test)]
mod tests;
