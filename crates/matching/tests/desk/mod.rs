//! A trading desk of texts: what is asked, line by line, and what the book answers.
//!
//! ```text
//!   ask 5 @ 30 by 1                  bid 8 @ market by 3 fok          orders are #1, #2 … as they are accepted
//!   ask 5 @ 30 by 1 day 60           bid 8 @ 31 by 3 ioc post-only    day 60: until second 60 of 1970
//!   amend #1 3 @ 30 by 1             cancel #1 by 1
//!   expire                           the next order that carries an end
//!   close, open, empty               the book; to empty it is to cancel what rests, one by one
//!   book                             draws what rests: who, how much, oldest first
//! ```

use core::fmt::Write as _;
use core::num::NonZeroU32;

use expect_test::Expect;
use freight::{ParticipantId, ServiceId};
use jiff::Timestamp;
use matching::{
    Amend, Books, Cancel, Event, Ground, Instrument, InstrumentId, Lots, OrderId, Phase, Place, PostOnly,
    Rejection, Side, Steps, Ticks, TimeInForce,
};
use money::{Currency, Price};

/// Asks `script` of a book, and compares what it tells.
#[track_caller]
pub(crate) fn check(script: &str, expected: &Expect) {
    check_with_room(1_000, script, expected);
}

/// The same, where only so many orders can be open at a time.
#[track_caller]
pub(crate) fn check_with_room(most_open: u32, script: &str, expected: &Expect) {
    let mut desk = Desk::new(most_open);
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        writeln!(desk.told, "{line}").unwrap();
        if let Err(rejection) = desk.ask(&words) {
            writeln!(desk.told, "  {} {rejection}", rejection.code()).unwrap();
        }
    }
    expected.assert_eq(&desk.told);
}

struct Desk {
    books: Books,
    orders: Vec<OrderId>,
    told: String,
}

impl Desk {
    fn new(most_open: u32) -> Desk {
        let mut books = Books::new(most_open);
        let instrument = Instrument {
            service: ServiceId::new(1).unwrap(),
            currency: Currency::parse("USD").unwrap(),
            tick: Price::parse("0.01").unwrap(),
            lot: NonZeroU32::MIN,
            phase: Phase::Continuous,
        };
        let id = books.decide_list(&instrument).unwrap();
        books.apply_list(&instrument, id);
        Desk { books, orders: Vec::new(), told: String::new() }
    }

    fn ask(&mut self, words: &[&str]) -> Result<(), Rejection> {
        let one = InstrumentId::new(1).unwrap();
        match *words {
            ["bid", lots, "@", limit, "by", owner, ref terms @ ..] => {
                self.place(Side::Bid, lots, limit, owner, terms)
            }
            ["ask", lots, "@", limit, "by", owner, ref terms @ ..] => {
                self.place(Side::Ask, lots, limit, owner, terms)
            }
            ["amend", order, lots, "@", limit, "by", owner] => {
                let limit = Ticks::new(limit.parse().unwrap()).unwrap();
                let amend = Amend { order: self.order(order), owner: by(owner), lots: quantity(lots), limit };
                let mut steps = Steps::new();
                let outcome = self.books.decide_amend(&amend, &mut steps)?;
                let mut events = Vec::new();
                self.books.apply_amend(&amend, outcome, &steps, &mut events);
                self.tell(&events);
                Ok(())
            }
            ["cancel", order, "by", owner] => self.cancel(self.order(order), Ground::Owner(by(owner))),
            ["expire"] => {
                let (at, order) = self.books.next_expiry().unwrap();
                writeln!(self.told, "  second {}", at.as_second()).unwrap();
                self.cancel(order, Ground::Expiry)
            }
            ["close"] => {
                self.books.set_phase(one, Phase::Closed);
                Ok(())
            }
            ["open"] => {
                self.books.set_phase(one, Phase::Continuous);
                Ok(())
            }
            ["empty"] => {
                while let Some(order) = self.books.first_resting(one) {
                    self.cancel(order, Ground::Closing)?;
                }
                Ok(())
            }
            ["book"] => {
                self.draw();
                Ok(())
            }
            _ => panic!("the desk does not know {words:?}"),
        }
    }

    fn place(
        &mut self,
        side: Side,
        lots: &str,
        limit: &str,
        owner: &str,
        terms: &[&str],
    ) -> Result<(), Rejection> {
        let mut place = Place {
            instrument: InstrumentId::new(1).unwrap(),
            owner: by(owner),
            side,
            lots: quantity(lots),
            limit: (limit != "market").then(|| Ticks::new(limit.parse().unwrap()).unwrap()),
            time_in_force: TimeInForce::Gtc,
            post_only: PostOnly::No,
            expires: None,
        };
        let mut terms = terms.iter();
        while let Some(term) = terms.next() {
            match *term {
                "in" => place.instrument = InstrumentId::new(terms.next().unwrap().parse().unwrap()).unwrap(),
                "ioc" => place.time_in_force = TimeInForce::Ioc,
                "fok" => place.time_in_force = TimeInForce::Fok,
                "post-only" => place.post_only = PostOnly::Yes,
                "day" => {
                    let second = terms.next().unwrap().parse().unwrap();
                    place.time_in_force = TimeInForce::Day;
                    place.expires = Some(Timestamp::from_second(second).unwrap());
                }
                term => panic!("the desk does not know {term}"),
            }
        }
        let mut steps = Steps::new();
        let outcome = self.books.decide_place(&place, &mut steps)?;
        self.orders.push(outcome.order);
        let mut events = Vec::new();
        self.books.apply_place(&place, outcome, &steps, &mut events);
        self.tell(&events);
        Ok(())
    }

    fn cancel(&mut self, order: OrderId, ground: Ground) -> Result<(), Rejection> {
        let cancel = Cancel { order, ground };
        let outcome = self.books.decide_cancel(&cancel)?;
        let mut events = Vec::new();
        self.books.apply_cancel(&cancel, outcome, &mut events);
        self.tell(&events);
        Ok(())
    }

    fn tell(&mut self, events: &[Event]) {
        for event in events {
            match *event {
                Event::Accepted { .. } => Ok(()),
                Event::Traded { trade, maker, price, lots, maker_left, .. } => {
                    let left = maker_left.map_or(String::new(), |left| format!(", which keeps {left}"));
                    writeln!(self.told, "  {trade} {lots} @ {price} with #{}{left}", maker.count())
                }
                Event::Rested { order, limit, lots } => {
                    writeln!(self.told, "  #{} rests {lots} @ {limit}", order.count())
                }
                Event::Amended { priority, .. } => writeln!(self.told, "  place {priority:?}"),
                Event::Cancelled { order, lots, cause } => {
                    writeln!(self.told, "  #{} ends with {lots} open: {cause}", order.count())
                }
            }
            .unwrap();
        }
    }

    /// Asks from the highest down, then bids; each level with its queue.
    fn draw(&mut self) {
        let one = InstrumentId::new(1).unwrap();
        for side in [Side::Ask, Side::Bid] {
            let mut levels: Vec<_> = self.books.depth(one, side).collect();
            if side == Side::Ask {
                levels.reverse();
            }
            for level in levels {
                let queue = self.books.queue(one, side, level.price);
                let queue: Vec<_> =
                    queue.map(|order| format!("#{} {}", order.id.count(), order.lots)).collect();
                let (price, lots) = (level.price.get(), level.lots);
                writeln!(self.told, "  {side} {price:>3} | {lots:>3} = {}", queue.join(" + ")).unwrap();
            }
        }
    }

    fn order(&self, name: &str) -> OrderId {
        let count: usize = name.strip_prefix('#').unwrap().parse().unwrap();
        match self.orders.get(count - 1) {
            Some(&order) => order,
            None => OrderId::new((count as u64) << 24).unwrap(),
        }
    }
}

fn by(owner: &str) -> ParticipantId {
    ParticipantId::new(owner.parse().unwrap()).unwrap()
}

fn quantity(lots: &str) -> Lots {
    Lots::new(lots.parse().unwrap()).unwrap()
}
