//! Everything the books know, in one canonical form, so that two of them can be compared by a hash.
//!
//! Integers are little endian and of fixed width; a text follows its length, a list its count.
//! How levels lie in memory is no part of it.

use crate::{Books, Order, Phase, PostOnly, Side};

impl Books {
    /// Writes the canonical form: counters, free slots in the order in which they will be taken, instruments, and
    /// every open order in the order in which it would trade.
    pub fn digest(&self, write: &mut impl FnMut(&[u8])) {
        write(&self.slab.most().to_le_bytes());
        write(&self.slab.accepted().to_le_bytes());
        write(&self.next_trade.number().to_le_bytes());
        count(self.slab.touched(), write);
        count(self.slab.free_slots().len(), write);
        for slot in self.slab.free_slots() {
            write(&slot.to_le_bytes());
        }
        count(self.listed.len(), write);
        for (id, instrument) in self.instruments() {
            write(&instrument.service.number().to_le_bytes());
            text(instrument.currency.code(), write);
            text(&instrument.tick.to_string(), write);
            write(&instrument.lot.get().to_le_bytes());
            write(&[match instrument.phase {
                Phase::Continuous => 1,
                Phase::Closed => 2,
            }]);
            for side in [Side::Bid, Side::Ask] {
                count(self.orders(id, side).count(), write);
                for order in self.orders(id, side) {
                    digest_order(&order, write);
                }
            }
        }
    }
}

fn digest_order(order: &Order, write: &mut impl FnMut(&[u8])) {
    write(&order.id.number().to_le_bytes());
    write(&order.owner.number().to_le_bytes());
    write(&order.limit.get().to_le_bytes());
    write(&order.lots.get().to_le_bytes());
    write(&[match order.post_only {
        PostOnly::No => 0,
        PostOnly::Yes => 1,
    }]);
    match order.expires {
        None => write(&[0]),
        Some(at) => {
            write(&[1]);
            write(&at.as_second().to_le_bytes());
            write(&at.subsec_nanosecond().to_le_bytes());
        }
    }
}

fn text(text: &str, write: &mut impl FnMut(&[u8])) {
    count(text.len(), write);
    write(text.as_bytes());
}

fn count(count: usize, write: &mut impl FnMut(&[u8])) {
    let count = u64::try_from(count).expect("a count fits 64 bits");
    write(&count.to_le_bytes());
}
