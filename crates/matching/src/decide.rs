//! What a command would do: reads the books, never writes.
//!
//! One walk serves every order that arrives, new or amended: from the best level of the other side, oldest
//! order first, as far as the limit reaches, until nothing is open or an order of the same owner stands in the
//! way.
//!
//! What is asked at every order is small and becomes part of the caller (`inline(always)`), so that an outcome
//! stays in registers: handed over in memory it is written in parts and read whole, for which a processor waits
//! 3 to 5 ns.
//! The walk is a call of its own.

use freight::ParticipantId;
use serde::{Deserialize, Serialize};

use crate::ladder::Ladder;
use crate::rank::Rank;
use crate::slab::{NONE, Resting};
use crate::{
    Amend, Amended, Books, Cancel, Cancelled, Cause, Fill, Ground, InstrumentId, Lots, OrderId, Phase, Place,
    Placed, PostOnly, Remainder, Side, Step, StepKind, Steps, Ticks, TimeInForce,
};

/// Why a command is refused. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rejection {
    /// No such instrument is listed.
    #[error("instrument {} is not listed", .0.number())]
    UnknownInstrument(InstrumentId),
    /// The order is not open: it never was, or it has ended.
    #[error("order {0} is not open")]
    NotOpen(OrderId),
    /// Somebody else asks than the owner.
    #[error("order {order} does not belong to participant {asks}", asks = asks.number())]
    NotOwner {
        /// Which order.
        order: OrderId,
        /// Who asked.
        asks: ParticipantId,
    },
    /// The book takes no orders now.
    #[error("the book of instrument {} is closed", .0.number())]
    BookClosed(InstrumentId),
    /// As many orders are open as there may be.
    #[error("{open} orders are open, and no more than {most} can be")]
    TooManyOpen {
        /// How many are open, over all books.
        open: u32,
        /// How many may be.
        most: u32,
    },
    /// Every number for orders has been given.
    #[error("all {0} numbers for orders have been given")]
    NumbersExhausted(u64),
    /// The order may only rest, but would trade.
    #[error("a post-only {side} at {at} would meet the {other} at {best:?}", at = At(*limit), other = side.opposite())]
    PostOnlyWouldTrade {
        /// Of the order.
        side: Side,
        /// Of the order, in ticks; nothing if it takes any price.
        limit: Option<Ticks>,
        /// The best price of the other side, in ticks.
        best: Ticks,
    },
    /// The order is all or nothing, and its book has less within its reach.
    #[error("{lots} lots were asked all or nothing, but {fillable} can be had")]
    NotFillable {
        /// How much was asked.
        lots: Lots,
        /// How much could be had.
        fillable: u32,
    },
}

/// A limit in words.
struct At(Option<Ticks>);

impl core::fmt::Display for At {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self.0 {
            Some(limit) => write!(f, "{limit:?}"),
            None => f.write_str("any price"),
        }
    }
}

impl Rejection {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Rejection::UnknownInstrument(_) => "UNKNOWN_INSTRUMENT",
            Rejection::NotOpen(_) => "ORDER_NOT_OPEN",
            Rejection::NotOwner { .. } => "ORDER_NOT_YOURS",
            Rejection::BookClosed(_) => "BOOK_CLOSED",
            Rejection::TooManyOpen { .. } => "TOO_MANY_OPEN_ORDERS",
            Rejection::NumbersExhausted(_) => "ORDER_NUMBERS_EXHAUSTED",
            Rejection::PostOnlyWouldTrade { .. } => "POST_ONLY_WOULD_TRADE",
            Rejection::NotFillable { .. } => "NOT_FILLABLE",
        }
    }

    /// What can be done about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Rejection::UnknownInstrument(_) => "list the instrument first",
            Rejection::NotOpen(_) => "list the open orders",
            Rejection::NotOwner { .. } => "ask its owner",
            Rejection::BookClosed(_) => "use a book that is open",
            Rejection::TooManyOpen { .. } => "cancel orders that are not needed",
            Rejection::NumbersExhausted(_) => "go on with new books",
            Rejection::PostOnlyWouldTrade { .. } => {
                "move the limit away from the other side, or let it trade"
            }
            Rejection::NotFillable { .. } => "ask for less, move the limit, or let the rest wait",
        }
    }
}

/// An order on its way into a book.
#[derive(Clone, Copy)]
struct Arrival {
    owner: ParticipantId,
    side: Side,
    lots: Lots,
    reach: Rank,
}

/// What a walk found.
struct Walk {
    /// What is still open.
    open: u32,
    /// Whether an order of the same owner ended it.
    met_own: bool,
}

impl Books {
    /// Answers what `place` would do, and appends its fills to `steps`.
    ///
    /// # Errors
    ///
    /// [`Rejection::UnknownInstrument`], [`Rejection::BookClosed`], [`Rejection::TooManyOpen`] (every order needs
    /// a slot while it is matched, also one that will not rest), [`Rejection::NumbersExhausted`],
    /// [`Rejection::PostOnlyWouldTrade`], [`Rejection::NotFillable`]; in this order.
    /// `steps` is then as it was.
    ///
    /// # Panics
    ///
    /// If a day order with a limit does not say when its day ends.
    #[inline(always)]
    pub fn decide_place(&self, place: &Place, steps: &mut Steps) -> Result<Placed, Rejection> {
        let &Place { instrument, owner, side, lots, limit, time_in_force, post_only, expires } = place;
        self.must_trade(instrument)?;
        let rests = match (time_in_force, limit) {
            (TimeInForce::Gtc, Some(_)) => true,
            (TimeInForce::Day, Some(_)) => {
                assert!(expires.is_some(), "a day order says when its day ends");
                true
            }
            (TimeInForce::Gtc | TimeInForce::Day, None) | (TimeInForce::Ioc | TimeInForce::Fok, _) => false,
        };
        let order = match self.slab.next() {
            Some(order) => order,
            None => return Err(self.no_number()),
        };
        let facing = self.ladder(instrument, side.opposite());
        let arrival = Arrival { owner, side, lots, reach: Rank::reach(side, limit) };
        if post_only == PostOnly::Yes {
            must_not_trade(facing, arrival, limit)?;
        }
        let before = steps.len();
        let Walk { open, met_own } = self.meet(facing, arrival, steps);
        let Some(left) = Lots::new(open) else {
            return Ok(Placed { order, remainder: Remainder::Filled });
        };
        if time_in_force == TimeInForce::Fok {
            steps.truncate(before);
            return Err(Rejection::NotFillable { lots, fillable: lots.get() - open });
        }
        let remainder = match (met_own, rests) {
            (true, _) => Remainder::Cancelled { lots: left, cause: Cause::SelfTrade },
            (false, true) => Remainder::Rests(left),
            (false, false) => Remainder::Cancelled { lots: left, cause: Cause::Unfilled },
        };
        Ok(Placed { order, remainder })
    }

    /// Answers what `amend` would do, and appends its fills to `steps`.
    ///
    /// # Errors
    ///
    /// [`Rejection::NotOpen`], [`Rejection::NotOwner`], [`Rejection::BookClosed`],
    /// [`Rejection::PostOnlyWouldTrade`]; in this order. `steps` is then as it was.
    #[inline(always)]
    pub fn decide_amend(&self, amend: &Amend, steps: &mut Steps) -> Result<Amended, Rejection> {
        let &Amend { order: id, owner, lots, limit } = amend;
        let order = self.must_be_open(id)?;
        must_own(order, owner)?;
        let (instrument, side) = (order.tag.instrument(), order.tag.side());
        self.must_trade(instrument)?;
        if limit == order.limit && lots.get() <= order.lots {
            return Ok(Amended::Kept);
        }
        let facing = self.ladder(instrument, side.opposite());
        let arrival = Arrival { owner, side, lots, reach: Rank::reach(side, Some(limit)) };
        if order.tag.post_only() == PostOnly::Yes {
            must_not_trade(facing, arrival, Some(limit))?;
        }
        let Walk { open, met_own } = self.meet(facing, arrival, steps);
        Ok(Amended::Moved(match (Lots::new(open), met_own) {
            (None, _) => Remainder::Filled,
            (Some(lots), false) => Remainder::Rests(lots),
            (Some(lots), true) => Remainder::Cancelled { lots, cause: Cause::SelfTrade },
        }))
    }

    /// Answers what `cancel` would do. A closed book lets orders go.
    ///
    /// # Errors
    ///
    /// [`Rejection::NotOpen`], [`Rejection::NotOwner`]; in this order.
    #[inline(always)]
    pub fn decide_cancel(&self, cancel: &Cancel) -> Result<Cancelled, Rejection> {
        let order = self.must_be_open(cancel.order)?;
        match cancel.ground {
            Ground::Owner(owner) => must_own(order, owner)?,
            Ground::Exchange | Ground::Expiry | Ground::Closing => {}
        }
        Ok(Cancelled { lots: Lots::new(order.lots).expect("an open order has lots") })
    }

    /// The fills of a decision in full, before it is applied.
    ///
    /// # Panics
    ///
    /// If the steps were not decided on the books as they are.
    pub fn fills<'a>(&'a self, steps: &'a [Step]) -> impl Iterator<Item = Fill> + 'a {
        (0..).zip(steps).map(|(further, step)| {
            let maker = self.slab.find(step.maker).expect("the maker of a step is open");
            let open = Lots::new(maker.lots).expect("an open order has lots");
            Fill {
                trade: self.next_trade.plus(further),
                maker: step.maker,
                owner: maker.owner,
                price: maker.limit,
                lots: step.lots,
                left: open.without(step.lots),
            }
        })
    }

    /// The book exists and takes orders.
    #[inline]
    fn must_trade(&self, instrument: InstrumentId) -> Result<(), Rejection> {
        match self.phases.get(instrument.index()) {
            None => Err(Rejection::UnknownInstrument(instrument)),
            Some(Phase::Continuous) => Ok(()),
            Some(Phase::Closed) => Err(Rejection::BookClosed(instrument)),
        }
    }

    #[inline]
    fn must_be_open(&self, order: OrderId) -> Result<&Resting, Rejection> {
        self.slab.find(order).ok_or(Rejection::NotOpen(order))
    }

    #[cold]
    fn no_number(&self) -> Rejection {
        if self.slab.accepted() == OrderId::LAST_COUNT {
            return Rejection::NumbersExhausted(OrderId::LAST_COUNT);
        }
        let most = self.slab.most();
        Rejection::TooManyOpen { open: most, most }
    }

    /// Meets what is within reach; mostly nothing is.
    #[inline]
    fn meet(&self, facing: &Ladder, arrival: Arrival, steps: &mut Steps) -> Walk {
        if facing.best() > arrival.reach {
            return Walk { open: arrival.lots.get(), met_own: false };
        }
        self.walk(facing, arrival, steps)
    }

    /// Meets what is within reach, best price first, then oldest first.
    #[inline(never)]
    fn walk(&self, facing: &Ladder, arrival: Arrival, steps: &mut Steps) -> Walk {
        let mut open = arrival.lots.get();
        let mut rank = facing.best();
        while rank <= arrival.reach {
            let mut slot = facing.level(rank).head;
            while slot != NONE {
                let maker = &self.slab[slot];
                if maker.owner == arrival.owner {
                    return Walk { open, met_own: true };
                }
                let taken = open.min(maker.lots);
                let kind = if taken == maker.lots { StepKind::Gone } else { StepKind::Partial };
                let lots = Lots::new(taken).expect("both sides of a fill are open");
                steps.push(Step { maker: maker.id, lots, kind });
                open -= taken;
                if open == 0 {
                    return Walk { open, met_own: false };
                }
                slot = maker.behind;
            }
            rank = facing.after(rank);
        }
        Walk { open, met_own: false }
    }
}

/// An order that may only rest meets nothing on the side that it faces.
#[inline]
fn must_not_trade(facing: &Ladder, arrival: Arrival, limit: Option<Ticks>) -> Result<(), Rejection> {
    let Arrival { side, reach, .. } = arrival;
    match facing.best().price(side.opposite()) {
        Some(best) if facing.best() <= reach => Err(Rejection::PostOnlyWouldTrade { side, limit, best }),
        Some(_) | None => Ok(()),
    }
}

#[inline]
fn must_own(order: &Resting, asks: ParticipantId) -> Result<(), Rejection> {
    if order.owner == asks { Ok(()) } else { Err(Rejection::NotOwner { order: order.id, asks }) }
}

#[cfg(test)]
mod tests;
