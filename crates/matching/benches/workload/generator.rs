//! The market that a stream comes from: it keeps a plain book, so that it knows what it asks for.

use std::collections::{BTreeMap, VecDeque};

use matching::Side;

use super::Shape;
use super::random::Random;

/// A stream of orders, and what must come of it.
pub(crate) struct Workload {
    pub(crate) books: u32,
    /// How many of `ops` only fill the books, and are not timed.
    pub(crate) preload: usize,
    pub(crate) ops: Vec<Op>,
    pub(crate) expected: Expected,
}

/// What is asked, of which book.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Op {
    pub(crate) ask: Ask,
    pub(crate) side: Side,
    /// From 0.
    pub(crate) book: u32,
    /// From 1, in the order in which orders come.
    pub(crate) order: u32,
    pub(crate) price: u32,
    pub(crate) lots: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ask {
    /// A new order that rests.
    New,
    /// A new order that takes what it gets.
    Sweep,
    /// Another price and quantity.
    Amend,
    Cancel,
}

/// What must come of a stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Expected {
    pub(crate) trades: u64,
    pub(crate) volume: u64,
    pub(crate) hash: u64,
    pub(crate) resting: usize,
    pub(crate) resting_lots: u64,
}

impl Expected {
    /// One more trade.
    pub(crate) fn trade(&mut self, book: u32, maker: u64, taker: u64, price: u32, lots: u32) {
        self.trades += 1;
        self.volume += u64::from(lots);
        for x in [u64::from(book), maker, taker, u64::from(price), u64::from(lots)] {
            self.hash = (self.hash.rotate_left(5) ^ x).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
    }
}

/// The lowest, the highest and the first price.
const LOW: u32 = 1;
const HIGH: u32 = 65_000;
const MIDDLE: u32 = 32_000;

/// Orders at their prices, oldest first: (number, lots).
type Levels = BTreeMap<u32, VecDeque<(u32, u32)>>;

#[derive(Default)]
struct Book {
    bids: Levels,
    asks: Levels,
    /// The open orders in no meaningful order, to draw from.
    open: Vec<u32>,
}

/// Where an open order is.
#[derive(Clone, Copy)]
struct Place {
    price: u32,
    side: Side,
    /// In `open` of its book.
    index: usize,
}

struct Generator {
    random: Random,
    books: Vec<Book>,
    /// By number.
    places: Vec<Place>,
    ops: Vec<Op>,
    done: Expected,
}

impl Workload {
    /// The stream of a shape, with so many operations after the books are filled.
    pub(crate) fn generate(shape: Shape, seed: u64, operations: usize) -> Workload {
        let (books, depth, mean) = match shape {
            Shape::A => (1, 0, 0),
            Shape::B => (1, 10_000, 40),
            Shape::C => (10_000, 20, 4),
            Shape::D => (1, 10_000, 4_000),
        };
        let letter = u64::from(shape.name().as_bytes()[0]);
        let nowhere = Place { price: 0, side: Side::Bid, index: 0 };
        let mut market = Generator {
            random: Random::new(seed ^ letter << 32),
            books: (0..books).map(|_| Book::default()).collect(),
            places: vec![nowhere],
            ops: Vec::new(),
            done: Expected::default(),
        };
        let preload = depth as usize * books as usize;
        for turn in 0.. {
            if market.ops.len() >= preload {
                break;
            }
            market.rest(turn % books, mean);
        }
        while market.ops.len() < preload + operations {
            match shape {
                Shape::A => market.insert(),
                Shape::B | Shape::C | Shape::D => market.mix(books, depth, mean),
            }
        }
        let open =
            market.books.iter().flat_map(|book| book.bids.values().chain(book.asks.values())).flatten();
        let resting_lots = open.map(|&(_, lots)| u64::from(lots)).sum();
        let resting = market.books.iter().map(|book| book.open.len()).sum();
        let expected = Expected { resting, resting_lots, ..market.done };
        Workload { books, preload, ops: market.ops, expected }
    }
}

impl Book {
    fn levels(&mut self, side: Side) -> &mut Levels {
        match side {
            Side::Bid => &mut self.bids,
            Side::Ask => &mut self.asks,
        }
    }

    fn best(&self, side: Side) -> Option<u32> {
        match side {
            Side::Bid => self.bids.keys().next_back().copied(),
            Side::Ask => self.asks.keys().next().copied(),
        }
    }
}

/// The price `distance` further from the other side; the other way, if it is negative.
fn away(side: Side, price: u32, distance: i64) -> i64 {
    match side {
        Side::Bid => i64::from(price) - distance,
        Side::Ask => i64::from(price) + distance,
    }
}

fn crosses(side: Side, price: i64, opposite: Option<u32>) -> bool {
    opposite.is_some_and(|best| match side {
        Side::Bid => price >= i64::from(best),
        Side::Ask => price <= i64::from(best),
    })
}

fn within_range(price: i64) -> u32 {
    u32::try_from(price.clamp(i64::from(LOW), i64::from(HIGH))).expect("the range is positive")
}

impl Generator {
    /// Shape a: rests at one of 500 prices of its side.
    fn insert(&mut self) {
        let side = self.side();
        let distance = i64::from(self.random.below(500));
        let price = within_range(away(side, MIDDLE, 1 + distance));
        let lots = 1 + self.random.below(100);
        self.new_order(Ask::New, side, 0, price, lots);
    }

    /// Shapes b, c and d: something in a book drawn at random.
    fn mix(&mut self, books: u32, depth: i64, mean: u32) {
        let book = self.random.below(books);
        let open = i64::try_from(self.books[book as usize].open.len()).expect("a book is small");
        // The controller: what is missing shifts the share of new orders.
        let shift = ((depth - open) * 300 / depth).clamp(-40, 40);
        match i64::from(self.random.below(100)) {
            0..=4 => self.sweep(book),
            5..=9 => self.amend(book),
            drawn if drawn < 55 + shift => self.rest(book, mean),
            _ => self.cancel(book),
        }
    }

    /// A new order that does not cross.
    fn rest(&mut self, book: u32, mean: u32) {
        let side = self.side();
        let own = self.books[book as usize].best(side);
        let opposite = self.books[book as usize].best(side.opposite());
        let joins = self.random.percent(15);
        let mut price = match own {
            Some(own) if joins => away(side, own, i64::from(self.random.below(3)) - 1),
            Some(_) | None => {
                let distance = 1 + self.random.geometric(mean, 30_000) + self.random.geometric(mean, 30_000);
                away(side, opposite.unwrap_or(MIDDLE), i64::from(distance))
            }
        };
        if let Some(best) = opposite.filter(|_| crosses(side, price, opposite)) {
            price = away(side, best, 1);
        }
        let price = within_range(price);
        if !crosses(side, i64::from(price), opposite) {
            let lots = 1 + self.random.below(100);
            self.new_order(Ask::New, side, book, price, lots);
        }
    }

    fn cancel(&mut self, book: u32) {
        let Some(order) = self.draw(book) else { return };
        let Place { price, side, .. } = self.places[order as usize];
        self.ops.push(Op { ask: Ask::Cancel, side, book, order, price, lots: 0 });
        self.leave(book, order);
    }

    fn amend(&mut self, book: u32) {
        let Some(order) = self.draw(book) else { return };
        let Place { price: old, side, .. } = self.places[order as usize];
        let step = 1 + i64::from(self.random.below(3));
        let up = self.random.below(2) == 1;
        let opposite = self.books[book as usize].best(side.opposite());
        let mut price = i64::from(old) + if up { step } else { -step };
        if crosses(side, price, opposite) {
            price = away(side, old, step);
        }
        let price = within_range(price);
        if price == old || crosses(side, i64::from(price), opposite) {
            return;
        }
        let lots = 1 + self.random.below(100);
        self.ops.push(Op { ask: Ask::Amend, side, book, order, price, lots });
        self.leave(book, order);
        self.submit(Ask::Amend, side, book, order, price, lots);
    }

    /// An order for the first 1 to 5 levels of the other side.
    fn sweep(&mut self, book: u32) {
        let side = self.side();
        let levels = match self.random.below(100) {
            0..=69 => 1,
            70..=84 => 2,
            85..=92 => 3,
            93..=96 => 4,
            _ => 5,
        };
        let Book { bids, asks, .. } = &self.books[book as usize];
        let facing: Vec<(u32, u32)> = match side {
            Side::Bid => asks.iter().take(levels).map(sum).collect(),
            Side::Ask => bids.iter().rev().take(levels).map(sum).collect(),
        };
        let Some(&(price, last)) = facing.last() else { return };
        let all: u32 = facing.iter().map(|&(_, lots)| lots).sum();
        let too_much = self.random.below(5) == 0;
        let lots =
            if too_much { all + 1 + self.random.below(50) } else { all - last + 1 + self.random.below(last) };
        self.new_order(Ask::Sweep, side, book, price, lots);
    }

    fn side(&mut self) -> Side {
        if self.random.below(2) == 0 { Side::Bid } else { Side::Ask }
    }

    fn draw(&mut self, book: u32) -> Option<u32> {
        let open = &self.books[book as usize].open;
        let count = u32::try_from(open.len()).expect("a book is small");
        (count > 0).then(|| open[self.random.below(count) as usize])
    }

    fn new_order(&mut self, ask: Ask, side: Side, book: u32, price: u32, lots: u32) {
        let order = u32::try_from(self.places.len()).expect("a stream is short");
        self.places.push(Place { price, side, index: 0 });
        self.ops.push(Op { ask, side, book, order, price, lots });
        self.submit(ask, side, book, order, price, lots);
    }

    fn submit(&mut self, ask: Ask, side: Side, book: u32, order: u32, price: u32, lots: u32) {
        let mut left = lots;
        while left > 0 {
            let opposite = self.books[book as usize].best(side.opposite());
            let Some(best) = opposite.filter(|_| crosses(side, i64::from(price), opposite)) else { break };
            let levels = self.books[book as usize].levels(side.opposite());
            let queue = levels.get_mut(&best).expect("the best level is there");
            let (maker, open) = queue.front_mut().expect("no level is empty");
            let (maker, traded) = (*maker, left.min(*open));
            *open -= traded;
            let gone = *open == 0;
            left -= traded;
            self.done.trade(book, u64::from(maker), u64::from(order), best, traded);
            if gone {
                self.leave(book, maker);
            }
        }
        if left > 0 && ask != Ask::Sweep {
            let book = &mut self.books[book as usize];
            book.levels(side).entry(price).or_default().push_back((order, left));
            self.places[order as usize] = Place { price, side, index: book.open.len() };
            book.open.push(order);
        }
    }

    fn leave(&mut self, book: u32, order: u32) {
        let Place { price, side, index } = self.places[order as usize];
        let book = &mut self.books[book as usize];
        let queue = book.levels(side).get_mut(&price).expect("an open order has a level");
        queue.retain(|&(other, _)| other != order);
        if queue.is_empty() {
            book.levels(side).remove(&price);
        }
        book.open.swap_remove(index);
        if let Some(&moved) = book.open.get(index) {
            self.places[moved as usize].index = index;
        }
    }
}

fn sum((&price, queue): (&u32, &VecDeque<(u32, u32)>)) -> (u32, u32) {
    (price, queue.iter().map(|&(_, lots)| lots).sum())
}
