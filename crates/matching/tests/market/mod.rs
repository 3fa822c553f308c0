//! A market that asks every book the same, and holds the answers against each other.
//!
//! ```text
//!   seed ──▶ command ──┬──▶ fast book: decide ─▶ record ─▶ apply ─▶ events ──┐
//!                      └──▶ naive book ───────────────────────────▶ events ──┴─▶ equal?
//!            record ─────▶ second fast book: apply only ─▶ digest ──▶ equal?
//! ```

use core::num::NonZeroU32;

use freight::{ParticipantId, ServiceId};
use jiff::Timestamp;
use matching::{
    Amend, Amended, Books, Cancel, Cancelled, Cause, Event, Ground, Instrument, InstrumentId, Lots, OrderId,
    Phase, Place, Placed, PostOnly, Rejection, Side, Steps, Ticks, TimeInForce, naive,
};
use money::{Currency, Price};

/// How the orders of a market are spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    /// A few prices, deep queues, every kind of order.
    Crowded,
    /// Prices far apart, up to both ends of what a book can hold.
    Scattered,
    /// A price that walks, so that ladders slide.
    Drifting,
    /// Few owners, who keep meeting themselves.
    Incestuous,
}

impl Mood {
    pub(crate) const ALL: [Mood; 4] = [Mood::Crowded, Mood::Scattered, Mood::Drifting, Mood::Incestuous];
}

/// What was recorded of one command.
enum Record {
    Place(Place, Placed, Steps),
    Amend(Amend, Amended, Steps),
    Cancel(Cancel, Cancelled),
    Phase(InstrumentId, Phase),
}

pub(crate) struct Market {
    random: Random,
    mood: Mood,
    fast: Books,
    plain: naive::Books,
    replayed: Books,
    known: Vec<OrderId>,
    now: i64,
}

const BOOKS: u32 = 3;

impl Market {
    pub(crate) fn new(seed: u64, mood: Mood, most_open: u32) -> Market {
        let mut market = Market {
            random: Random(seed),
            mood,
            fast: Books::new(most_open),
            plain: naive::Books::new(most_open),
            replayed: Books::new(most_open),
            known: Vec::new(),
            now: 0,
        };
        for number in 1..=BOOKS {
            let instrument = instrument(number);
            let id = market.fast.decide_list(&instrument).unwrap();
            market.fast.apply_list(&instrument, id);
            market.replayed.apply_list(&instrument, id);
            market.plain.list(instrument.phase);
        }
        market
    }

    /// Asks one more command of all books.
    pub(crate) fn step(&mut self) {
        self.now += 1;
        match self.random.below(100) {
            0..=54 => self.place(),
            55..=74 => self.amend(),
            75..=94 => self.cancel(),
            95..=98 => self.expire(),
            _ => self.turn_phase(),
        }
    }

    fn place(&mut self) {
        let side = self.side();
        let place = Place {
            instrument: InstrumentId::new(self.random.below(100) / 99 + 1 + self.random.below(BOOKS))
                .unwrap(),
            owner: self.owner(),
            side,
            lots: self.lots(),
            limit: (self.random.below(10) > 0).then(|| self.price(side)),
            time_in_force: match self.random.below(10) {
                0..=4 => TimeInForce::Gtc,
                5 | 6 => TimeInForce::Day,
                7 | 8 => TimeInForce::Ioc,
                _ => TimeInForce::Fok,
            },
            post_only: if self.random.below(8) == 0 { PostOnly::Yes } else { PostOnly::No },
            expires: None,
        };
        let ends = place.time_in_force == TimeInForce::Day || self.random.below(6) == 0;
        let expires = ends.then(|| Timestamp::from_second(self.now / 50 * 50 + 100).unwrap());
        let place = Place { expires, ..place };
        let mut steps = Steps::new();
        let before = digest(&self.fast);
        let decided = self.fast.decide_place(&place, &mut steps);
        assert_eq!(before, digest(&self.fast), "decide writes nothing");
        let mut told = Vec::new();
        let expected = self.plain.place(&place, &mut told);
        assert_eq!(
            decided.as_ref().map(|placed| placed.order).map_err(Rejection::clone),
            expected,
            "{place:?}"
        );
        let Ok(placed) = decided else {
            assert!(steps.is_empty() && told.is_empty());
            return;
        };
        self.known.push(placed.order);
        let fills: Vec<_> = self.fast.fills(&steps).collect();
        let mut heard = Vec::new();
        self.fast.apply_place(&place, placed, &steps, &mut heard);
        assert_eq!(heard, told, "{place:?}");
        check_fills(&fills, &heard, place.limit, side);
        self.check_nobody_passed_over(place.instrument, side, &heard);
        self.replay(&Record::Place(place, placed, steps));
    }

    fn amend(&mut self) {
        let Some(order) = self.pick() else { return };
        let open = self.fast.order(order);
        let side = open.map_or(Side::Bid, |open| open.side);
        let owner = match open {
            Some(open) if self.random.below(20) > 0 => open.owner,
            Some(_) | None => self.owner(),
        };
        let limit = match open {
            Some(open) if self.random.below(2) == 0 => open.limit,
            Some(_) | None => self.price(side),
        };
        let amend = Amend { order, owner, lots: self.lots(), limit };
        let mut steps = Steps::new();
        let before = digest(&self.fast);
        let decided = self.fast.decide_amend(&amend, &mut steps);
        assert_eq!(before, digest(&self.fast), "decide writes nothing");
        let mut told = Vec::new();
        let expected = self.plain.amend(&amend, &mut told);
        assert_eq!(decided.as_ref().map(|_| ()).map_err(Rejection::clone), expected, "{amend:?}");
        let Ok(amended) = decided else {
            assert!(steps.is_empty() && told.is_empty());
            return;
        };
        let fills: Vec<_> = self.fast.fills(&steps).collect();
        let mut heard = Vec::new();
        self.fast.apply_amend(&amend, amended, &steps, &mut heard);
        assert_eq!(heard, told, "{amend:?}");
        check_fills(&fills, &heard, Some(limit), side);
        if let Some(open) = open {
            self.check_nobody_passed_over(open.instrument, side, &heard);
        }
        self.replay(&Record::Amend(amend, amended, steps));
    }

    fn cancel(&mut self) {
        let Some(order) = self.pick() else { return };
        let owner = match self.fast.order(order) {
            Some(open) if self.random.below(20) > 0 => open.owner,
            Some(_) | None => self.owner(),
        };
        let ground = if self.random.below(10) == 0 { Ground::Exchange } else { Ground::Owner(owner) };
        self.cancel_on(Cancel { order, ground });
    }

    fn expire(&mut self) {
        assert_eq!(self.fast.next_expiry(), self.plain.next_expiry());
        if let Some((_, order)) = self.fast.next_expiry() {
            self.cancel_on(Cancel { order, ground: Ground::Expiry });
        }
    }

    fn cancel_on(&mut self, cancel: Cancel) {
        let decided = self.fast.decide_cancel(&cancel);
        let mut told = Vec::new();
        let expected = self.plain.cancel(&cancel, &mut told);
        assert_eq!(decided.as_ref().map(|_| ()).map_err(Rejection::clone), expected, "{cancel:?}");
        let Ok(cancelled) = decided else { return };
        let mut heard = Vec::new();
        self.fast.apply_cancel(&cancel, cancelled, &mut heard);
        assert_eq!(heard, told, "{cancel:?}");
        self.replay(&Record::Cancel(cancel, cancelled));
    }

    /// Closes a book, sometimes empties it one by one, and opens it again.
    fn turn_phase(&mut self) {
        let instrument = InstrumentId::new(1 + self.random.below(BOOKS)).unwrap();
        let phase = match self.fast.instrument(instrument).unwrap().phase {
            Phase::Continuous => Phase::Closed,
            Phase::Closed => Phase::Continuous,
        };
        self.fast.set_phase(instrument, phase);
        self.plain.set_phase(instrument, phase);
        self.replay(&Record::Phase(instrument, phase));
        if phase == Phase::Closed && self.random.below(4) == 0 {
            while let Some(order) = self.fast.first_resting(instrument) {
                self.cancel_on(Cancel { order, ground: Ground::Closing });
            }
        }
    }

    fn replay(&mut self, record: &Record) {
        let books = &mut self.replayed;
        match record {
            Record::Place(place, outcome, steps) => books.apply_place(place, *outcome, steps, &mut ()),
            Record::Amend(amend, outcome, steps) => books.apply_amend(amend, *outcome, steps, &mut ()),
            Record::Cancel(cancel, outcome) => books.apply_cancel(cancel, *outcome, &mut ()),
            Record::Phase(instrument, phase) => books.set_phase(*instrument, *phase),
        }
    }

    /// The books agree on all that rests, are not crossed, and replay gives the same.
    pub(crate) fn check(&self) {
        let rests: Vec<_> = self.fast.open_orders().collect();
        assert_eq!(rests, self.plain.open_orders());
        assert_eq!(rests.len(), self.fast.open_count());
        assert_eq!(digest(&self.fast), digest(&self.replayed));
        for (id, _) in self.fast.instruments() {
            let best = |side| self.fast.best(id, side);
            if let (Some(bid), Some(ask)) = (best(Side::Bid), best(Side::Ask)) {
                assert!(bid < ask, "the book is never crossed: {bid:?} against {ask:?}");
            }
            for side in [Side::Bid, Side::Ask] {
                for level in self.fast.depth(id, side) {
                    let queue = rests.iter().filter(|order| {
                        (order.instrument, order.side, order.limit) == (id, side, level.price)
                    });
                    assert_eq!(level.lots, queue.map(|order| u64::from(order.lots.get())).sum::<u64>());
                }
            }
        }
    }

    /// Nothing that is left was better priced than the last trade.
    fn check_nobody_passed_over(&self, instrument: InstrumentId, side: Side, heard: &[Event]) {
        let last = heard.iter().rev().find_map(|event| match *event {
            Event::Traded { price, .. } => Some(price),
            Event::Accepted { .. }
            | Event::Rested { .. }
            | Event::Amended { .. }
            | Event::Cancelled { .. } => None,
        });
        let left = self.fast.best(instrument, side.opposite());
        if let (Some(last), Some(left)) = (last, left) {
            match side {
                Side::Bid => assert!(left >= last, "the ask at {left:?} was passed over at {last:?}"),
                Side::Ask => assert!(left <= last, "the bid at {left:?} was passed over at {last:?}"),
            }
        }
    }

    fn pick(&mut self) -> Option<OrderId> {
        // Mostly a recent order, sometimes one that has long ended.
        let recent = self.known.len().min(if self.random.below(10) == 0 { usize::MAX } else { 60 });
        let back = 1 + self.random.below(u32::try_from(recent).unwrap().max(1)) as usize;
        self.known.get(self.known.len().checked_sub(back)?).copied()
    }

    fn owner(&mut self) -> ParticipantId {
        let owners = if self.mood == Mood::Incestuous { 2 } else { 7 };
        ParticipantId::new(1 + self.random.below(owners)).unwrap()
    }

    fn side(&mut self) -> Side {
        if self.random.below(2) == 0 { Side::Bid } else { Side::Ask }
    }

    fn lots(&mut self) -> Lots {
        let lots = if self.random.below(20) == 0 {
            u32::MAX - self.random.below(3)
        } else {
            1 + self.random.below(30)
        };
        Lots::new(lots).unwrap()
    }

    fn price(&mut self, side: Side) -> Ticks {
        let lean = match side {
            Side::Bid => 0,
            Side::Ask => 3,
        };
        let ticks = match self.mood {
            Mood::Crowded | Mood::Incestuous => 100 + lean + self.random.below(8),
            Mood::Drifting => {
                let centre = u32::try_from(self.now).unwrap() * 3 + 1;
                centre + lean * 5 + self.random.below(150)
            }
            Mood::Scattered => match self.random.below(8) {
                0 => 1 + self.random.below(3),
                1 => u32::MAX - self.random.below(3),
                2 => 1 + self.random.below(u32::MAX),
                3..=5 => 2_000_000_000 + lean * 50_000 + self.random.below(400_000),
                _ => 2_000_000_000 + lean * 100 + self.random.below(400),
            },
        };
        Ticks::new(ticks).unwrap()
    }
}

/// What was to be filled is what was traded, within the limit, best price first.
fn check_fills(fills: &[matching::Fill], heard: &[Event], limit: Option<Ticks>, side: Side) {
    let mut worst = None;
    let mut fills = fills.iter();
    for event in heard {
        match *event {
            Event::Traded { trade, maker, maker_owner, taker_owner, price, lots, maker_left, .. } => {
                let fill = fills.next().unwrap();
                assert_eq!((fill.trade, fill.maker, fill.owner), (trade, maker, maker_owner));
                assert_eq!((fill.price, fill.lots, fill.left), (price, lots, maker_left));
                assert_ne!(maker_owner, taker_owner, "nobody trades with himself");
                let (within, later) = match side {
                    Side::Bid => {
                        (limit.is_none_or(|limit| price <= limit), worst.is_none_or(|worst| price >= worst))
                    }
                    Side::Ask => {
                        (limit.is_none_or(|limit| price >= limit), worst.is_none_or(|worst| price <= worst))
                    }
                };
                assert!(within, "{price:?} is beyond {limit:?}");
                assert!(later, "{price:?} after {worst:?}");
                worst = Some(price);
            }
            Event::Cancelled { cause, .. } => assert!(matches!(cause, Cause::SelfTrade | Cause::Unfilled)),
            Event::Accepted { .. } | Event::Rested { .. } | Event::Amended { .. } => {}
        }
    }
    assert_eq!(fills.next(), None);
}

pub(crate) fn digest(books: &Books) -> Vec<u8> {
    let mut all = Vec::new();
    books.digest(&mut |bytes| all.extend_from_slice(bytes));
    all
}

pub(crate) fn instrument(number: u32) -> Instrument {
    Instrument {
        service: ServiceId::new(number).unwrap(),
        currency: Currency::parse("USD").unwrap(),
        tick: Price::parse("0.01").unwrap(),
        lot: NonZeroU32::MIN,
        phase: Phase::Continuous,
    }
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        u32::try_from((u128::from(z) * u128::from(bound)) >> 64).unwrap()
    }
}
