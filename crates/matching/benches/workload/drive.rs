//! A stream put to the book through its public face.

use core::num::NonZeroU32;

use freight::{ParticipantId, ServiceId};
use matching::{
    Amend, Books, Cancel, Event, Ground, Instrument, InstrumentId, Lots, OrderId, Phase, Place, PostOnly,
    Side, Sink, Steps, Ticks, TimeInForce,
};
use money::{Currency, Price};

use super::generator::{Ask, Expected, Op, Workload};

/// A stream in which cancels and amendments name the orders by the numbers that the book gives them.
pub(crate) struct Prepared {
    books: u32,
    preload: Vec<Request>,
    timed: Vec<Request>,
    most_open: u32,
}

/// An operation in the words of the book, as small as a gateway would hold it.
#[derive(Clone, Copy)]
struct Request {
    op: Op,
    order: Option<OrderId>,
}

/// Counts what is traded, so that the book has somebody to tell.
#[derive(Default)]
pub(crate) struct Counter {
    pub(crate) trades: u64,
    pub(crate) volume: u64,
}

/// Hashes what is traded, as the generator does.
#[derive(Default)]
pub(crate) struct Hasher(pub(crate) Expected);

impl Sink for Counter {
    #[inline]
    fn tell(&mut self, event: Event) {
        if let Event::Traded { lots, .. } = event {
            self.trades += 1;
            self.volume += u64::from(lots.get());
        }
    }
}

impl Sink for Hasher {
    fn tell(&mut self, event: Event) {
        if let Event::Traded { instrument, maker, taker, price, lots, .. } = event {
            self.0.trade(instrument.number() - 1, maker.count(), taker.count(), price.get(), lots.get());
        }
    }
}

impl Prepared {
    /// Runs the stream once, to learn the numbers of its orders.
    pub(crate) fn new(workload: &Workload) -> Prepared {
        let mut books = list(workload.books);
        let mut steps = Steps::new();
        let mut numbers: Vec<Option<OrderId>> = vec![None];
        let mut most_open = 0;
        let mut requests = workload.ops.iter().map(|&op| {
            let order = numbers.get(op.order as usize).copied().flatten();
            let given = put(&mut books, &Request { op, order }, &mut steps, &mut ());
            if order.is_none() {
                numbers.push(given);
            }
            most_open = most_open.max(books.open_count());
            Request { op, order }
        });
        let preload = requests.by_ref().take(workload.preload).collect();
        let timed = requests.collect();
        let most_open = u32::try_from(most_open).expect("orders are numbered in 24 bits");
        Prepared { books: workload.books, preload, timed, most_open }
    }

    /// The books, filled, with room for what comes.
    pub(crate) fn filled(&self, sink: &mut impl Sink) -> Books {
        let mut books = list(self.books);
        books.reserve(self.most_open + 1);
        let mut steps = Steps::new();
        for request in &self.preload {
            put(&mut books, request, &mut steps, sink);
        }
        books
    }

    /// Puts the timed part of the stream to filled books.
    #[inline(never)]
    pub(crate) fn run(&self, books: &mut Books, sink: &mut impl Sink) {
        let mut steps = Steps::with_capacity(1_024);
        for request in &self.timed {
            put(books, request, &mut steps, sink);
        }
    }

    /// How many operations are timed.
    pub(crate) fn timed(&self) -> usize {
        self.timed.len()
    }
}

fn list(count: u32) -> Books {
    let mut books = Books::default();
    for number in 1..=count {
        let instrument = Instrument {
            service: ServiceId::new(number).expect("from 1"),
            currency: Currency::parse("USD").expect("a currency"),
            tick: Price::parse("0.01").expect("a price"),
            lot: NonZeroU32::MIN,
            phase: Phase::Continuous,
        };
        let id = books.decide_list(&instrument).expect("every service is new");
        books.apply_list(&instrument, id);
    }
    books
}

/// Decides and applies one operation, and answers the number of a new order.
#[inline]
fn put(books: &mut Books, request: &Request, steps: &mut Steps, sink: &mut impl Sink) -> Option<OrderId> {
    let Request { op, order } = *request;
    let owner = owner(op.side);
    steps.clear();
    match (op.ask, order) {
        (Ask::Cancel, Some(order)) => {
            let cancel = Cancel { order, ground: Ground::Owner(owner) };
            let outcome = books.decide_cancel(&cancel).expect("a stream cancels what is open");
            books.apply_cancel(&cancel, outcome, sink);
            None
        }
        (Ask::Amend, Some(order)) => {
            let amend = Amend { order, owner, lots: lots(op.lots), limit: ticks(op.price) };
            let outcome = books.decide_amend(&amend, steps).expect("a stream amends what is open");
            books.apply_amend(&amend, outcome, steps, sink);
            None
        }
        (Ask::New | Ask::Sweep, _) => {
            let rests = op.ask == Ask::New;
            let place = Place {
                instrument: InstrumentId::new(op.book + 1).expect("from 1"),
                owner,
                side: op.side,
                lots: lots(op.lots),
                limit: Some(ticks(op.price)),
                time_in_force: if rests { TimeInForce::Gtc } else { TimeInForce::Ioc },
                post_only: PostOnly::No,
                expires: None,
            };
            let outcome = books.decide_place(&place, steps).expect("a stream asks nothing impossible");
            books.apply_place(&place, outcome, steps, sink);
            Some(outcome.order)
        }
        (Ask::Cancel | Ask::Amend, None) => panic!("a stream names only orders that it placed"),
    }
}

/// Buyers and sellers are two, so that nobody meets himself.
fn owner(side: Side) -> ParticipantId {
    let number = match side {
        Side::Bid => 1,
        Side::Ask => 2,
    };
    ParticipantId::new(number).expect("from 1")
}

fn ticks(price: u32) -> Ticks {
    Ticks::new(price).expect("prices are positive")
}

fn lots(lots: u32) -> Lots {
    Lots::new(lots).expect("quantities are positive")
}
