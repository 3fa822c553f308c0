//! The canonical form: everything the books know, as bytes that are equal when the books are.
//!
//! ```text
//!   orders       most open, accepted, slots, free × slot (the next to be taken last)
//!   trades       the next number
//!   instruments  × (service, currency, tick, lot, phase,
//!                   bids × order, asks × order)             in the order in which they would trade
//! ```
//!
//! A list follows its count, a text its length, an end that may be missing a 0 or a 1.
//! Every number takes eight bytes, the least first.
//! How levels lie in memory is no part of it.

use crate::{Books, Order, Phase, PostOnly, Side};

impl Books {
    /// Feeds the canonical form to `hash`, piece by piece, so that two sets of books can be compared.
    ///
    /// It covers what will come as well as what stands: counters and the order of free slots.
    pub fn digest(&self, hash: &mut impl FnMut(&[u8])) {
        number(self.slab.most(), hash);
        number(self.slab.accepted(), hash);
        number(length(self.slab.touched()), hash);
        number(length(self.slab.free_slots().len()), hash);
        for &slot in self.slab.free_slots() {
            number(slot, hash);
        }
        number(self.next_trade.number(), hash);
        number(length(self.listed.len()), hash);
        for (id, instrument) in self.instruments() {
            number(instrument.service.number(), hash);
            text(instrument.currency.code(), hash);
            text(&instrument.tick.to_string(), hash);
            number(instrument.lot.get(), hash);
            let phase: u32 = match instrument.phase {
                Phase::Continuous => 1,
                Phase::Closed => 2,
            };
            number(phase, hash);
            for side in [Side::Bid, Side::Ask] {
                number(length(self.orders(id, side).count()), hash);
                for order in self.orders(id, side) {
                    one(&order, hash);
                }
            }
        }
    }
}

fn one(order: &Order, hash: &mut impl FnMut(&[u8])) {
    number(order.id.number(), hash);
    number(order.owner.number(), hash);
    number(order.limit.get(), hash);
    number(order.lots.get(), hash);
    let post_only: u32 = match order.post_only {
        PostOnly::No => 0,
        PostOnly::Yes => 1,
    };
    number(post_only, hash);
    match order.expires {
        None => number(0u32, hash),
        Some(at) => {
            number(1u32, hash);
            hash(&at.as_second().to_le_bytes());
            hash(&i64::from(at.subsec_nanosecond()).to_le_bytes());
        }
    }
}

fn number(number: impl Into<u64>, hash: &mut impl FnMut(&[u8])) {
    hash(&number.into().to_le_bytes());
}

fn text(text: &str, hash: &mut impl FnMut(&[u8])) {
    number(length(text.len()), hash);
    hash(text.as_bytes());
}

fn length(length: usize) -> u64 {
    u64::try_from(length).expect("a length fits 64 bits")
}
