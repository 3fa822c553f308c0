//! The mirror: every book by its levels, kept by events alone.
//!
//! The engine's own books may be ahead of the disk; the mirror is never. It is begun from the open orders of the
//! engine at one sequence, and follows what is committed behind it.

use std::collections::{BTreeMap, HashMap};

use engine::{Driver, Event, Sequence};
use freight::InstrumentCode;
use matching::{OrderId, Side};
use money::Price;
use store::Telling;

use super::message::{StreamChange, StreamLevel, StreamSnapshot, StreamTrade, StreamUpdate};

/// Every book by its levels, at one sequence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mirror {
    sequence: Sequence,
    orders: HashMap<OrderId, Standing>,
    books: HashMap<InstrumentCode, [BTreeMap<Price, Total>; 2]>,
}

/// An order that is known.
#[derive(Clone, Copy, Debug)]
struct Standing {
    instrument: InstrumentCode,
    side: Side,
    /// Nothing for an order that takes any price, and so never rests.
    price: Option<Price>,
    /// How many units rest; nothing before it rests.
    resting: Option<u64>,
}

/// What rests at one price.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Total {
    quantity: u64,
    orders: u32,
}

/// What one record changed in one book, while it is gathered.
#[derive(Default)]
struct Changed {
    trades: Vec<StreamTrade>,
    levels: Vec<(Side, Price)>,
    closed: bool,
}

impl Mirror {
    /// The books as the engine has them.
    pub(crate) fn of(driver: &Driver) -> Mirror {
        let engine = driver.engine();
        let mut mirror = Mirror { sequence: driver.sequence(), ..Mirror::default() };
        for listed in engine.register().instruments() {
            mirror.books.entry(listed.code).or_default();
        }
        for order in engine.books().open_orders() {
            let listed = engine.register().instrument(order.instrument);
            let standing = Standing {
                instrument: listed.code,
                side: order.side,
                price: Some(listed.price(order.limit)),
                resting: None,
            };
            mirror.orders.insert(order.id, standing);
            let open = u64::from(order.lots.get()) * u64::from(listed.lot.get());
            mirror.set(order.id, Some(open), &mut Vec::new());
        }
        mirror
    }

    /// The record up to which the books are true.
    pub(crate) fn sequence(&self) -> Sequence {
        self.sequence
    }

    /// A book, if it is listed.
    pub(crate) fn snapshot(&self, instrument: InstrumentCode) -> Option<StreamSnapshot> {
        let [bids, asks] = self.books.get(&instrument)?;
        let level = |(&price, total): (&Price, &Total)| StreamLevel {
            price,
            quantity: total.quantity,
            orders: total.orders,
        };
        Some(StreamSnapshot {
            kind: "snapshot",
            sequence: self.sequence,
            instrument,
            bids: bids.iter().rev().map(level).collect(),
            asks: asks.iter().map(level).collect(),
        })
    }

    /// Hears of a record, and answers what it changed; one that was heard of before changes nothing.
    pub(crate) fn hear(&mut self, telling: &Telling) -> Vec<StreamUpdate> {
        if telling.sequence <= self.sequence {
            return Vec::new();
        }
        self.sequence = telling.sequence;
        let mut changed: BTreeMap<InstrumentCode, Changed> = BTreeMap::new();
        for event in &telling.events {
            self.happen(event, &mut changed);
        }
        let update = |(instrument, changed): (InstrumentCode, Changed)| {
            let Changed { trades, mut levels, closed } = changed;
            levels.sort_unstable();
            levels.dedup();
            let levels = levels.into_iter().map(|(side, price)| {
                let total = self.total(instrument, side, price);
                StreamChange { side, price, quantity: total.quantity, orders: total.orders }
            });
            let (sequence, at) = (telling.sequence, telling.at);
            StreamUpdate {
                kind: "update",
                sequence,
                at,
                instrument,
                trades,
                levels: levels.collect(),
                closed,
            }
        };
        changed.into_iter().map(update).filter(StreamUpdate::says_something).collect()
    }

    fn happen(&mut self, event: &Event, changed: &mut BTreeMap<InstrumentCode, Changed>) {
        match event {
            Event::InstrumentListed { code, .. } => {
                self.books.entry(*code).or_default();
            }
            Event::OrderAccepted { order, instrument, side, limit, .. } => {
                let (instrument, side, price) = (*instrument, *side, *limit);
                self.orders.insert(*order, Standing { instrument, side, price, resting: None });
            }
            Event::Trade {
                trade,
                instrument,
                price,
                quantity,
                taker,
                maker,
                taker_side,
                taker_open,
                maker_open,
                ..
            } => {
                let here = changed.entry(*instrument).or_default();
                let (trade, price, quantity, taker_side) = (*trade, *price, *quantity, *taker_side);
                here.trades.push(StreamTrade { trade, price, quantity, taker_side });
                let left = Some(u64::from(*maker_open)).filter(|&left| left > 0);
                self.set(*maker, left, &mut here.levels);
                if *maker_open == 0 {
                    self.orders.remove(maker);
                }
                if *taker_open == 0 {
                    self.orders.remove(taker);
                }
            }
            Event::OrderRested { order, open, .. } => self.change(*order, Some(u64::from(*open)), changed),
            Event::OrderAmended { order, open, limit, kept_place, .. } => {
                let stays = Some(u64::from(*open)).filter(|_| *kept_place);
                self.change(*order, stays, changed);
                if let Some(standing) = self.orders.get_mut(order) {
                    standing.price = Some(*limit);
                }
            }
            Event::OrderEnded { order, .. } => {
                self.change(*order, None, changed);
                self.orders.remove(order);
            }
            Event::BookClosed { instrument } => changed.entry(*instrument).or_default().closed = true,
            // Everything else happens outside the books.
            Event::MemberAdmitted { .. }
            | Event::TermsSet { .. }
            | Event::PlaceListed { .. }
            | Event::ServiceListed { .. }
            | Event::CapacityDeclared { .. }
            | Event::CarriageStruck { .. }
            | Event::Nominated { .. }
            | Event::MilestoneRecorded { .. }
            | Event::MilestoneCorrected { .. }
            | Event::MilestoneWithdrawn { .. }
            | Event::EscrowCalled { .. }
            | Event::EscrowUnpaid { .. }
            | Event::FreightReleased { .. }
            | Event::ReleaseReversed { .. }
            | Event::UnitsDroppedOut { .. }
            | Event::DamagesCharged { .. }
            | Event::CarriageCancelled { .. }
            | Event::ClosingSet { .. }
            | Event::CarriageClosed { .. }
            | Event::MoneyReceived { .. }
            | Event::ReceiptAllocated { .. }
            | Event::ClaimArose { .. }
            | Event::ClaimReassigned { .. }
            | Event::ClaimLapsed { .. }
            | Event::ClaimCollected { .. }
            | Event::ClaimSetOff { .. }
            | Event::ClaimSettled { .. }
            | Event::StorageAccrued { .. }
            | Event::StorageBilled { .. }
            | Event::FundPaid { .. }
            | Event::NettingOpened { .. }
            | Event::EarningsNetted { .. }
            | Event::NettingClosed { .. }
            | Event::PaymentSent { .. }
            | Event::PaymentBooked { .. }
            | Event::PaymentReturned { .. }
            | Event::PaymentRefused { .. }
            | Event::TaxPaid { .. }
            | Event::BankCharged { .. }
            | Event::FxBought { .. }
            | Event::IncomeSwept { .. }
            | Event::Transferred { .. }
            | Event::HoldPlaced { .. }
            | Event::HoldChanged { .. } => {}
        }
    }

    /// Lets so many units of an order rest from now on, and says which levels that changed.
    fn change(
        &mut self,
        order: OrderId,
        resting: Option<u64>,
        changed: &mut BTreeMap<InstrumentCode, Changed>,
    ) {
        let Some(standing) = self.orders.get(&order) else { return };
        let here = changed.entry(standing.instrument).or_default();
        self.set(order, resting, &mut here.levels);
    }

    fn set(&mut self, order: OrderId, resting: Option<u64>, levels: &mut Vec<(Side, Price)>) {
        let Some(standing) = self.orders.get_mut(&order) else { return };
        let Some(price) = standing.price else { return };
        let before = core::mem::replace(&mut standing.resting, resting);
        if before == resting {
            return;
        }
        let sides = self.books.entry(standing.instrument).or_default();
        let side = &mut sides[place(standing.side)];
        let total = side.entry(price).or_default();
        if let Some(before) = before {
            *total = Total { quantity: total.quantity - before, orders: total.orders - 1 };
        }
        if let Some(resting) = resting {
            *total = Total { quantity: total.quantity + resting, orders: total.orders + 1 };
        }
        if *total == Total::default() {
            side.remove(&price);
        }
        levels.push((standing.side, price));
    }

    fn total(&self, instrument: InstrumentCode, side: Side, price: Price) -> Total {
        let sides = self.books.get(&instrument);
        sides.and_then(|sides| sides[place(side)].get(&price)).copied().unwrap_or_default()
    }
}

impl StreamUpdate {
    fn says_something(&self) -> bool {
        !self.trades.is_empty() || !self.levels.is_empty() || self.closed
    }
}

fn place(side: Side) -> usize {
    match side {
        Side::Bid => 0,
        Side::Ask => 1,
    }
}

#[cfg(test)]
mod tests;
