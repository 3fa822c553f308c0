//! Where open orders lie: 32 bytes each, found by the slot in their number.
//!
//! A slot that is given back is the next to be given; its order's number then no longer fits what lies there.
//! Numbers rise and are never given again.
//!
//! # Invariants
//!
//! - An order is open as long as its slot has its number and at least one lot.
//! - A slot is either open or on the list of free ones.

use core::ops::{Index, IndexMut};

use freight::ParticipantId;

use crate::{InstrumentId, OrderId, PostOnly, Side, Ticks};

/// Nobody's slot.
pub(crate) const NONE: u32 = u32::MAX;

/// An open order, as it lies in its slot.
#[repr(C, align(32))]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Resting {
    pub(crate) id: OrderId,
    pub(crate) limit: Ticks,
    /// How much is open; zero in a free slot.
    pub(crate) lots: u32,
    /// Who stands before it in its queue.
    pub(crate) before: u32,
    /// Who stands behind it in its queue.
    pub(crate) behind: u32,
    pub(crate) owner: ParticipantId,
    pub(crate) tag: Tag,
}

const _: () = assert!(size_of::<Resting>() == 32);

/// Which book an order is in, and its marks, in four bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag(u32);

/// The slots of all open orders, of all books.
#[derive(Clone, Debug)]
pub(crate) struct Slab {
    slots: Vec<Resting>,
    free: Vec<u32>,
    accepted: u64,
    most: u32,
}

impl Tag {
    const ASK: u32 = 1;
    const POST_ONLY: u32 = 2;
    const EXPIRES: u32 = 4;
    const MARKS: u32 = 3;
    /// How many books a tag can tell apart.
    pub(crate) const BOOKS: u32 = 1 << (32 - Tag::MARKS);

    #[inline]
    pub(crate) fn new(instrument: InstrumentId, side: Side, post_only: PostOnly, expires: bool) -> Tag {
        let side = match side {
            Side::Bid => 0,
            Side::Ask => Tag::ASK,
        };
        let post_only = match post_only {
            PostOnly::No => 0,
            PostOnly::Yes => Tag::POST_ONLY,
        };
        let expires = if expires { Tag::EXPIRES } else { 0 };
        let index = instrument.number() - 1;
        Tag(index << Tag::MARKS | side | post_only | expires)
    }

    #[inline]
    pub(crate) fn instrument(self) -> InstrumentId {
        InstrumentId::at(self.0 >> Tag::MARKS)
    }

    #[inline]
    pub(crate) fn side(self) -> Side {
        if self.0 & Tag::ASK == 0 { Side::Bid } else { Side::Ask }
    }

    #[inline]
    pub(crate) fn post_only(self) -> PostOnly {
        if self.0 & Tag::POST_ONLY == 0 { PostOnly::No } else { PostOnly::Yes }
    }

    #[inline]
    pub(crate) fn expires(self) -> bool {
        self.0 & Tag::EXPIRES != 0
    }
}

impl Slab {
    /// Room for `most` open orders.
    pub(crate) fn new(most: u32) -> Slab {
        assert!(most <= OrderId::SLOTS, "{most} orders cannot be open at a time, but {}", OrderId::SLOTS);
        Slab { slots: Vec::new(), free: Vec::new(), accepted: 0, most }
    }

    /// Makes room for so many more orders ahead of time, and touches it, so that none has to wait for a page.
    pub(crate) fn reserve(&mut self, orders: u32) {
        let nobody = Resting {
            id: OrderId::join(1, 0),
            limit: Ticks::MIN,
            lots: 0,
            before: NONE,
            behind: NONE,
            owner: ParticipantId::new(1).expect("one is not zero"),
            tag: Tag(0),
        };
        let (slots, free) = (self.slots.len(), self.free.len());
        self.slots.resize(slots + orders as usize, nobody);
        self.slots.truncate(slots);
        self.free.resize(slots + orders as usize, NONE);
        self.free.truncate(free);
    }

    /// The number that the next order will have; nothing if no slot is free, or no number.
    #[inline]
    pub(crate) fn next(&self) -> Option<OrderId> {
        if self.accepted == OrderId::LAST_COUNT {
            return None;
        }
        let slot = match self.free.last() {
            Some(&slot) => slot,
            None => u32::try_from(self.slots.len()).ok().filter(|&slot| slot < self.most)?,
        };
        Some(OrderId::join(self.accepted + 1, slot))
    }

    /// The order with this number, if it is open.
    #[inline]
    pub(crate) fn find(&self, id: OrderId) -> Option<&Resting> {
        self.slots.get(id.slot() as usize).filter(|order| order.id == id && order.lots > 0)
    }

    /// Counts the order that [`Slab::next`] numbered.
    #[inline]
    pub(crate) fn count(&mut self, id: OrderId) {
        self.accepted += 1;
        assert!(id.count() == self.accepted, "order {id:?} is not the one after {}", self.accepted - 1);
    }

    /// Keeps the slot that [`Slab::next`] named for its order, before others are given back.
    #[inline]
    pub(crate) fn claim(&mut self, slot: u32) {
        match self.free.pop() {
            Some(free) => assert!(free == slot, "slot {free} is the next to be taken, not {slot}"),
            None => assert!(slot as usize == self.slots.len(), "slot {slot} is not the first new one"),
        }
    }

    /// Puts an order into the slot that its number names, which was claimed for it.
    #[inline]
    pub(crate) fn put(&mut self, order: Resting) {
        let slot = order.id.slot() as usize;
        match self.slots.get_mut(slot) {
            Some(place) => *place = order,
            None => self.slots.push(order),
        }
    }

    /// Gives a slot back.
    #[inline]
    pub(crate) fn free(&mut self, slot: u32) {
        self.slots[slot as usize].lots = 0;
        self.free.push(slot);
    }

    /// As if every number had been given.
    #[cfg(test)]
    pub(crate) fn exhaust(&mut self) {
        self.accepted = OrderId::LAST_COUNT;
    }

    /// How many orders are open.
    pub(crate) fn open(&self) -> usize {
        self.slots.len() - self.free.len()
    }

    /// How many orders may be open at a time.
    pub(crate) fn most(&self) -> u32 {
        self.most
    }

    /// How many orders have been accepted.
    pub(crate) fn accepted(&self) -> u64 {
        self.accepted
    }

    /// How many slots were ever taken.
    pub(crate) fn touched(&self) -> usize {
        self.slots.len()
    }

    /// The free slots, the next to be taken last.
    pub(crate) fn free_slots(&self) -> &[u32] {
        &self.free
    }
}

impl Index<u32> for Slab {
    type Output = Resting;

    #[inline]
    fn index(&self, slot: u32) -> &Resting {
        &self.slots[slot as usize]
    }
}

impl IndexMut<u32> for Slab {
    #[inline]
    fn index_mut(&mut self, slot: u32) -> &mut Resting {
        &mut self.slots[slot as usize]
    }
}

#[cfg(test)]
mod tests;
