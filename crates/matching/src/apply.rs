//! What was decided comes to pass: writes, cannot refuse.
//!
//! An order that will rest claims its slot before its fills give theirs back, since `decide` read the next free
//! one from the list as it was.
//! What is recorded is checked against the books as it is applied: a fact that does not fit them belongs to
//! another history, and stops the program.

use freight::ParticipantId;

use crate::queue;
use crate::rank::Rank;
use crate::slab::{NONE, Resting, Tag};
use crate::{
    Amend, Amended, Books, Cancel, Cancelled, Cause, Event, Ground, InstrumentId, Lots, OrderId, Place,
    Placed, Priority, Remainder, Side, Sink, Step, StepKind, Ticks,
};

/// The order that arrived, while it trades.
#[derive(Clone, Copy)]
struct Taker {
    order: OrderId,
    instrument: InstrumentId,
    owner: ParticipantId,
    side: Side,
    lots: Lots,
}

/// What is left of an order, and waits from now on.
#[derive(Clone, Copy)]
struct Rests {
    order: OrderId,
    limit: Ticks,
    lots: Lots,
    owner: ParticipantId,
    tag: Tag,
}

impl Books {
    /// Remembers what `place` did, and tells `sink`.
    ///
    /// # Panics
    ///
    /// If the outcome or the steps were not decided on the books as they are.
    #[inline]
    pub fn apply_place(&mut self, place: &Place, outcome: Placed, steps: &[Step], sink: &mut impl Sink) {
        let &Place { instrument, owner, side, lots, limit, time_in_force, post_only, expires } = place;
        let Placed { order, remainder } = outcome;
        sink.tell(Event::Accepted { order, instrument, owner, side, lots, limit, time_in_force });
        self.slab.count(order);
        match remainder {
            Remainder::Rests(_) => self.slab.claim(order.slot()),
            Remainder::Filled | Remainder::Cancelled { .. } => {}
        }
        self.trade(Taker { order, instrument, owner, side, lots }, steps, sink);
        match remainder {
            Remainder::Filled => {}
            Remainder::Rests(lots) => {
                let limit = limit.expect("only an order with a limit rests");
                if let Some(at) = expires {
                    self.expiries.add(order.slot(), at);
                }
                let tag = Tag::new(instrument, side, post_only, expires.is_some());
                self.rest(Rests { order, limit, lots, owner, tag }, sink);
            }
            Remainder::Cancelled { lots, cause } => sink.tell(Event::Cancelled { order, lots, cause }),
        }
    }

    /// Remembers what `amend` did, and tells `sink`.
    ///
    /// # Panics
    ///
    /// If the outcome or the steps were not decided on the books as they are.
    #[inline]
    pub fn apply_amend(&mut self, amend: &Amend, outcome: Amended, steps: &[Step], sink: &mut impl Sink) {
        let &Amend { order, owner, lots, limit } = amend;
        let tag = self.slab.find(order).expect("an amended order is open").tag;
        match outcome {
            Amended::Kept => {
                let resting = &mut self.slab[order.slot()];
                assert!(
                    resting.limit == limit && resting.lots >= lots.get(),
                    "{order:?} cannot keep its place"
                );
                resting.lots = lots.get();
                sink.tell(Event::Amended { order, limit, lots, priority: Priority::Kept });
            }
            Amended::Moved(remainder) => {
                sink.tell(Event::Amended { order, limit, lots, priority: Priority::Lost });
                let (instrument, side) = (tag.instrument(), tag.side());
                let ladder = &mut self.sides[instrument.index()][side.index()];
                queue::leave(ladder, &mut self.slab, order.slot());
                self.trade(Taker { order, instrument, owner, side, lots }, steps, sink);
                match remainder {
                    Remainder::Filled => self.end(order.slot(), tag),
                    Remainder::Rests(lots) => self.rest(Rests { order, limit, lots, owner, tag }, sink),
                    Remainder::Cancelled { lots, cause } => {
                        self.end(order.slot(), tag);
                        sink.tell(Event::Cancelled { order, lots, cause });
                    }
                }
            }
        }
    }

    /// Remembers what `cancel` did, and tells `sink`.
    ///
    /// # Panics
    ///
    /// If the outcome was not decided on the books as they are.
    #[inline]
    pub fn apply_cancel(&mut self, cancel: &Cancel, outcome: Cancelled, sink: &mut impl Sink) {
        let order = cancel.order;
        let resting = self.slab.find(order).expect("a cancelled order is open");
        assert!(resting.lots == outcome.lots.get(), "{order:?} has another quantity open");
        let tag = resting.tag;
        let ladder = &mut self.sides[tag.instrument().index()][tag.side().index()];
        queue::leave(ladder, &mut self.slab, order.slot());
        self.end(order.slot(), tag);
        let cause = match cancel.ground {
            Ground::Owner(_) => Cause::Owner,
            Ground::Exchange => Cause::Exchange,
            Ground::Expiry => Cause::Expired,
            Ground::Closing => Cause::Closed,
        };
        sink.tell(Event::Cancelled { order, lots: outcome.lots, cause });
    }

    /// What rests joins the end of its queue.
    #[inline]
    fn rest(&mut self, rests: Rests, sink: &mut impl Sink) {
        let Rests { order: id, limit, lots, owner, tag } = rests;
        let ladder = &mut self.sides[tag.instrument().index()][tag.side().index()];
        let before = queue::join(ladder, &mut self.slab, Rank::of(tag.side(), limit), id.slot());
        self.slab.put(Resting { id, limit, lots: lots.get(), before, behind: NONE, owner, tag });
        sink.tell(Event::Rested { order: id, limit, lots });
    }

    /// An order that has left its queue gives its slot back.
    #[inline]
    fn end(&mut self, slot: u32, tag: Tag) {
        if tag.expires() {
            self.expiries.remove(slot);
        }
        self.slab.free(slot);
    }

    /// Makes the trades of `steps`, from the head of the best level on.
    #[inline]
    fn trade(&mut self, taker: Taker, steps: &[Step], sink: &mut impl Sink) {
        if !steps.is_empty() {
            self.sweep(taker, steps, sink);
        }
    }

    fn sweep(&mut self, taker: Taker, steps: &[Step], sink: &mut impl Sink) {
        let side = taker.side.opposite();
        let index = taker.instrument.index();
        let mut open = taker.lots;
        let mut filled = false;
        // The level in hand and who is to be its head; mended once, when the last of it has traded.
        let mut hand: Option<(Rank, u32)> = None;
        for step in steps {
            assert!(!filled, "{:?} trades more than it has", taker.order);
            let slot = step.maker.slot();
            let Resting { id, limit, lots, behind, owner, tag, .. } = self.slab[slot];
            let rank = Rank::of(side, limit);
            let expected = match hand {
                Some((_, head)) => head,
                None => {
                    let ladder = &self.sides[index][side.index()];
                    assert!(ladder.best() == rank, "{id:?} is not at the best price");
                    ladder.level(rank).head
                }
            };
            assert!(id == step.maker && slot == expected, "{:?} is not the next to trade", step.maker);
            let maker_left = Lots::new(lots).and_then(|lots| lots.without(step.lots));
            match step.kind {
                StepKind::Partial => {
                    self.slab[slot].lots = maker_left.expect("a part is less than the whole").get();
                    hand = Some((rank, slot));
                }
                StepKind::Gone => {
                    assert!(maker_left.is_none(), "{id:?} is not all gone");
                    self.end(slot, tag);
                    if behind == NONE {
                        self.sides[index][side.index()].vacate(rank);
                        hand = None;
                    } else {
                        hand = Some((rank, behind));
                    }
                }
            }
            let taker_left = open.without(step.lots);
            sink.tell(Event::Traded {
                trade: self.next_trade,
                instrument: taker.instrument,
                maker: id,
                maker_owner: owner,
                taker: taker.order,
                taker_owner: taker.owner,
                taker_side: taker.side,
                price: limit,
                lots: step.lots,
                maker_left,
                taker_left,
            });
            self.next_trade = self.next_trade.plus(1);
            match taker_left {
                Some(left) => open = left,
                None => filled = true,
            }
        }
        if let Some((rank, head)) = hand {
            self.sides[index][side.index()].level_mut(rank).head = head;
            self.slab[head].before = NONE;
        }
    }
}
