//! Telling: what the pillars say in numbers becomes what people read.

use freight::ParticipantId;
use money::Asset;

use crate::event::{Ending, Event};
use crate::orders::OrderFiles;
use crate::register::Register;
use crate::sink::Sink;

pub(crate) mod of_ledger;
mod of_settlement;

pub(crate) use of_settlement::Context;

/// Writes down in people's words what the pillars tell.
pub(crate) struct Pencil<'a, S> {
    register: &'a Register,
    orders: &'a OrderFiles,
    sink: &'a mut S,
    context: Option<Context>,
    /// Members that owe something new, so that collecting can be due.
    pub(crate) owing: Vec<(ParticipantId, Asset)>,
}

impl<'a, S: Sink> Pencil<'a, S> {
    pub(crate) fn over(register: &'a Register, orders: &'a OrderFiles, sink: &'a mut S) -> Pencil<'a, S> {
        Pencil { register, orders, sink, context: None, owing: Vec::new() }
    }

    /// Writes about this carriage.
    pub(crate) fn about(self, context: Option<Context>) -> Pencil<'a, S> {
        Pencil { context, ..self }
    }

    fn code(&self, member: ParticipantId) -> freight::ParticipantCode {
        self.register.member(member).code
    }

    fn client(&self, order: matching::OrderId) -> Option<freight::ClientOrderId> {
        self.orders.get(order).and_then(|file| file.client)
    }
}

impl<S: Sink> matching::Sink for Pencil<'_, S> {
    #[inline]
    fn tell(&mut self, event: matching::Event) {
        if S::LISTENS {
            let told = self.of_market(event);
            self.sink.tell(told);
        }
    }
}

impl<S: Sink> Pencil<'_, S> {
    fn of_market(&self, event: matching::Event) -> Event {
        match event {
            matching::Event::Accepted { order, instrument, owner, side, lots, limit, time_in_force } => {
                let listed = self.register.instrument(instrument);
                Event::OrderAccepted {
                    order,
                    client_order_id: self.client(order),
                    member: self.code(owner),
                    instrument: listed.code,
                    side,
                    quantity: units(listed, lots),
                    limit: limit.map(|limit| listed.price(limit)),
                    time_in_force,
                }
            }
            matching::Event::Traded {
                trade,
                instrument,
                maker,
                maker_owner,
                taker,
                taker_owner,
                taker_side,
                price,
                lots,
                maker_left,
                taker_left,
            } => {
                let listed = self.register.instrument(instrument);
                let (shipper, carrier) = match taker_side {
                    matching::Side::Bid => (taker_owner, maker_owner),
                    matching::Side::Ask => (maker_owner, taker_owner),
                };
                Event::Trade {
                    trade,
                    instrument: listed.code,
                    price: listed.price(price),
                    quantity: units(listed, lots),
                    shipper: self.code(shipper),
                    carrier: self.code(carrier),
                    taker,
                    taker_client_order_id: self.client(taker),
                    maker,
                    maker_client_order_id: self.client(maker),
                    taker_side,
                    taker_open: taker_left.map_or(0, |left| units(listed, left)),
                    maker_open: maker_left.map_or(0, |left| units(listed, left)),
                }
            }
            matching::Event::Rested { order, limit: _, lots } => Event::OrderRested {
                order,
                client_order_id: self.client(order),
                open: units(self.listed(order), lots),
            },
            matching::Event::Amended { order, limit, lots, priority } => {
                let listed = self.listed(order);
                Event::OrderAmended {
                    order,
                    client_order_id: self.client(order),
                    open: units(listed, lots),
                    limit: listed.price(limit),
                    kept_place: priority == matching::Priority::Kept,
                }
            }
            matching::Event::Cancelled { order, lots, cause } => Event::OrderEnded {
                order,
                client_order_id: self.client(order),
                how: match cause {
                    matching::Cause::Owner | matching::Cause::Exchange => Ending::Cancelled,
                    matching::Cause::Expired | matching::Cause::Closed => Ending::Expired,
                    matching::Cause::SelfTrade => Ending::SelfTrade,
                    matching::Cause::Unfilled => Ending::Dropped,
                },
                open: units(self.listed(order), lots),
            },
        }
    }

    fn listed(&self, order: matching::OrderId) -> &crate::register::ListedInstrument {
        self.register.instrument(self.orders.open(order).instrument)
    }
}

fn units(listed: &crate::register::ListedInstrument, lots: matching::Lots) -> u32 {
    listed.units(lots).expect("the units of an order were counted")
}
