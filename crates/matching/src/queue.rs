//! The orders of one level, the oldest first, threaded through their slots.
//!
//! ```text
//!   head ──▶ order ◀──▶ order ◀──▶ order ◀── tail
//! ```

use crate::ladder::Ladder;
use crate::rank::Rank;
use crate::slab::{NONE, Resting, Slab};

/// The two ends of a queue, as slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Queue {
    pub(crate) head: u32,
    pub(crate) tail: u32,
}

impl Queue {
    /// What an empty level holds.
    pub(crate) const NOBODY: Queue = Queue { head: NONE, tail: NONE };
}

/// Lets `slot` be the end of the queue at `rank`, and answers who stands before it.
#[inline]
pub(crate) fn join(ladder: &mut Ladder, slab: &mut Slab, rank: Rank, slot: u32) -> u32 {
    if ladder.is_occupied(rank) {
        let level = ladder.level_mut(rank);
        let before = level.tail;
        level.tail = slot;
        slab[before].behind = slot;
        before
    } else {
        ladder.occupy(rank, Queue { head: slot, tail: slot });
        NONE
    }
}

/// Takes the order of `slot` out of its queue, wherever it stands.
#[inline]
pub(crate) fn leave(ladder: &mut Ladder, slab: &mut Slab, slot: u32) {
    let Resting { limit, tag, before, behind, .. } = slab[slot];
    let rank = Rank::of(tag.side(), limit);
    match (before, behind) {
        (NONE, NONE) => ladder.vacate(rank),
        (NONE, behind) => {
            slab[behind].before = NONE;
            ladder.level_mut(rank).head = behind;
        }
        (before, NONE) => {
            slab[before].behind = NONE;
            ladder.level_mut(rank).tail = before;
        }
        (before, behind) => {
            slab[before].behind = behind;
            slab[behind].before = before;
        }
    }
}
