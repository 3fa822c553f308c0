//! When orders end that carry an end: a queue an instant.
//!
//! ```text
//!   2026-03-02T16:00Z ──▶ O3 ◀──▶ O7 ◀──▶ O9       all day orders of a market share an instant
//!   2026-03-06T12:00Z ──▶ O5
//! ```
//!
//! Orders enter in the order of their numbers and keep their end for life, so each queue is sorted by number.
//! Only orders that carry an end pay: 24 bytes aside of the slab, and a look into a map of instants.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::queue::Queue;
use crate::slab::NONE;

/// The ends of open orders.
#[derive(Clone, Debug, Default)]
pub(crate) struct Expiries {
    instants: BTreeMap<Timestamp, Queue>,
    /// By slot; stale where no expiring order lies.
    ends: Vec<End>,
}

/// When the order of a slot ends, and its neighbours who end with it.
#[derive(Clone, Copy, Debug)]
struct End {
    at: Timestamp,
    before: u32,
    behind: u32,
}

impl Expiries {
    /// The order of `slot`, newer than all, ends at this instant.
    pub(crate) fn add(&mut self, slot: u32, at: Timestamp) {
        let queue = self.instants.entry(at).or_insert(Queue::NOBODY);
        let before = queue.tail;
        queue.tail = slot;
        if before == NONE {
            queue.head = slot;
        } else {
            self.ends[before as usize].behind = slot;
        }
        let nothing = End { at: Timestamp::UNIX_EPOCH, before: NONE, behind: NONE };
        if self.ends.len() <= slot as usize {
            self.ends.resize(slot as usize + 1, nothing);
        }
        self.ends[slot as usize] = End { at, before, behind: NONE };
    }

    /// The order of `slot` has ended.
    pub(crate) fn remove(&mut self, slot: u32) {
        let End { at, before, behind } = self.ends[slot as usize];
        if before == NONE && behind == NONE {
            self.instants.remove(&at);
            return;
        }
        let queue = self.instants.get_mut(&at).expect("whoever ends has an instant");
        match before {
            NONE => queue.head = behind,
            before => self.ends[before as usize].behind = behind,
        }
        match behind {
            NONE => queue.tail = before,
            behind => self.ends[behind as usize].before = before,
        }
    }

    /// When the order of `slot` ends, which must carry an end.
    pub(crate) fn at(&self, slot: u32) -> Timestamp {
        self.ends[slot as usize].at
    }

    /// The first instant, and the slot of the oldest order that ends then.
    pub(crate) fn first(&self) -> Option<(Timestamp, u32)> {
        self.instants.first_key_value().map(|(&at, queue)| (at, queue.head))
    }
}
