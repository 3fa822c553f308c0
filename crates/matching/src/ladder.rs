//! One side of a book: its occupied price levels, best first.
//!
//! ```text
//!   rank       0 ┄┄┄┄┄┄┄┄┄┄┄ base ─────────────────── base + room ┄┄┄┄┄┄┄┄ 2^32 − 2
//!              far: a B-tree    near: room levels, a power of two     far: the same B-tree
//!                               level of a rank = rank mod room
//! ```
//!
//! Near levels lie in a window of consecutive ranks, bent into a ring: the level of a rank is the rank modulo
//! the room.
//! So the window slides over the prices without moving a level, as long as what is occupied fits the room; it
//! doubles when it does not fit and is not too sparse.
//! Levels out of its reach lie in a B-tree, so that one order at an absurd price costs a node of a tree, not
//! gigabytes.
//! A level moves from far to near at most once in its life, but for the few of [`Ladder::STRAY`].
//! A ladder of up to 256 levels is one cache line and its levels.
//!
//! # Invariants
//!
//! - `best` is the smallest occupied rank, or [`Rank::NONE`].
//! - No far level is within the window.
//!
//! # What is not here
//!
//! What a level holds: it is the head and the tail of a queue that [`queue`](crate::queue) threads.

use std::collections::BTreeMap;

use crate::bitmap::{Narrow, Wide};
use crate::queue::Queue;
use crate::rank::Rank;

/// The occupied levels of one side.
#[repr(C, align(64))]
#[derive(Clone, Debug)]
pub(crate) struct Ladder {
    /// The rank where the window begins.
    base: u32,
    best: Rank,
    levels: Box<[Queue]>,
    narrow: Narrow,
    extent: Option<Box<Extent>>,
}

/// What only a ladder needs that is wider than [`Narrow`].
#[derive(Clone, Debug, Default)]
struct Extent {
    /// In place of the narrow bitmap, when there are more than 256 near levels.
    wide: Option<Wide>,
    far: BTreeMap<Rank, Queue>,
}

const _: () = assert!(size_of::<Ladder>() == 64);

impl Ladder {
    /// The room of the first window.
    const FIRST: usize = 64;
    /// Above 256 levels, a window doubles only if one level in so many is occupied.
    const SPARSE: usize = 32;
    /// A window with no more levels than this is given up for a place with many others.
    const STRAY: usize = 8;

    /// Nothing rests.
    pub(crate) fn new() -> Ladder {
        Ladder { base: 0, best: Rank::NONE, levels: Box::default(), narrow: Narrow::EMPTY, extent: None }
    }

    /// The best occupied rank, or [`Rank::NONE`].
    #[inline]
    pub(crate) fn best(&self) -> Rank {
        self.best
    }

    /// Whether something rests at `rank`.
    #[inline]
    pub(crate) fn is_occupied(&self, rank: Rank) -> bool {
        match self.near(rank) {
            Some(index) => self.has(index),
            None => self.extent.as_ref().is_some_and(|extent| extent.far.contains_key(&rank)),
        }
    }

    /// What rests at an occupied rank.
    #[inline]
    pub(crate) fn level(&self, rank: Rank) -> Queue {
        match self.near(rank) {
            Some(index) => self.levels[index],
            None => {
                *self.extent.as_ref().and_then(|extent| extent.far.get(&rank)).expect("the level is occupied")
            }
        }
    }

    /// What rests at an occupied rank, to be changed.
    #[inline]
    pub(crate) fn level_mut(&mut self, rank: Rank) -> &mut Queue {
        match self.near(rank) {
            Some(index) => &mut self.levels[index],
            None => {
                let extent = self.extent.as_mut();
                extent.and_then(|extent| extent.far.get_mut(&rank)).expect("the level is occupied")
            }
        }
    }

    /// The next occupied rank behind `rank`, or [`Rank::NONE`].
    #[inline]
    pub(crate) fn after(&self, rank: Rank) -> Rank {
        let near = self.near_after(rank);
        match &self.extent {
            None => near,
            Some(extent) => near.min(extent.far_after(rank)),
        }
    }

    /// An empty rank is occupied from now on.
    #[inline]
    pub(crate) fn occupy(&mut self, rank: Rank, level: Queue) {
        match self.near(rank) {
            Some(index) => self.put(index, level),
            None => self.occupy_beyond(rank, level),
        }
        self.best = self.best.min(rank);
    }

    /// An occupied rank is empty from now on.
    #[inline]
    pub(crate) fn vacate(&mut self, rank: Rank) {
        match self.near(rank) {
            Some(index) => self.clear(index),
            None => {
                let extent = self.extent.as_mut();
                let level = extent.and_then(|extent| extent.far.remove(&rank));
                assert!(level.is_some(), "the level is occupied");
            }
        }
        if rank == self.best {
            self.best = self.after(rank);
        }
    }

    /// Where the level of `rank` lies, if that is within the window.
    #[inline]
    fn near(&self, rank: Rank) -> Option<usize> {
        let offset = rank.0.wrapping_sub(self.base) as usize;
        (offset < self.levels.len()).then(|| self.index(rank.0))
    }

    /// The rank modulo the room, which is a power of two.
    #[inline]
    fn index(&self, rank: u32) -> usize {
        rank as usize & (self.levels.len() - 1)
    }

    /// The next occupied rank of the window behind `rank`.
    #[inline]
    fn near_after(&self, rank: Rank) -> Rank {
        let room = self.levels.len();
        let from = rank.0.checked_sub(self.base).map_or(0, |offset| offset as usize + 1);
        if from >= room {
            return Rank::NONE;
        }
        let start = (self.base as usize + from) & (room - 1);
        // The ring is read from `start` to its end, then from its beginning.
        let Some(found) = self.next(start).or_else(|| self.next(0)) else { return Rank::NONE };
        let offset = from + (found.wrapping_sub(start) & (room - 1));
        // What lies before `rank` comes round again at the end, out of the window.
        match u32::try_from(offset) {
            Ok(further) if offset < room => Rank(self.base + further),
            _ => Rank::NONE,
        }
    }

    /// The last occupied rank of the window.
    fn near_last(&self) -> Option<Rank> {
        let room = self.levels.len();
        let end = (self.base as usize + room - 1) & (room - 1);
        let found = self.previous(end).or_else(|| self.previous(room - 1))?;
        let back = u32::try_from(end.wrapping_sub(found) & (room - 1)).expect("a room fits 32 bits");
        Some(Rank(self.base + self.last_offset() - back))
    }

    /// How far the last rank of the window is from its first.
    fn last_offset(&self) -> u32 {
        u32::try_from(self.levels.len() - 1).expect("a room fits 32 bits")
    }

    #[inline]
    fn has(&self, index: usize) -> bool {
        match self.wide() {
            None => self.narrow.has(index),
            Some(wide) => wide.has(index),
        }
    }

    #[inline]
    fn next(&self, from: usize) -> Option<usize> {
        match self.wide() {
            None => self.narrow.next(from),
            Some(wide) => wide.next(from),
        }
    }

    fn previous(&self, from: usize) -> Option<usize> {
        match self.wide() {
            None => self.narrow.previous(from),
            Some(wide) => wide.previous(from),
        }
    }

    fn count(&self) -> usize {
        match self.wide() {
            None => self.narrow.count(),
            Some(wide) => wide.count(),
        }
    }

    #[inline]
    fn put(&mut self, index: usize, level: Queue) {
        self.levels[index] = level;
        match self.wide_mut() {
            None => self.narrow.set(index),
            Some(wide) => wide.set(index),
        }
    }

    #[inline]
    fn clear(&mut self, index: usize) {
        match self.wide_mut() {
            None => self.narrow.clear(index),
            Some(wide) => wide.clear(index),
        }
    }

    #[inline]
    fn wide(&self) -> Option<&Wide> {
        self.extent.as_ref().and_then(|extent| extent.wide.as_ref())
    }

    #[inline]
    fn wide_mut(&mut self) -> Option<&mut Wide> {
        self.extent.as_mut().and_then(|extent| extent.wide.as_mut())
    }

    /// Finds a place for a level out of the window: moves or widens the window, or puts the level into the tree.
    #[cold]
    #[inline(never)]
    fn occupy_beyond(&mut self, rank: Rank, level: Queue) {
        if self.levels.is_empty() {
            self.levels = vec![Queue::NOBODY; Ladder::FIRST].into_boxed_slice();
        }
        if self.reaches(rank) {
            let index = self.near(rank).expect("the window reaches the rank");
            self.put(index, level);
        } else {
            self.extent.get_or_insert_default().far.insert(rank, level);
        }
    }

    /// Brings `rank` into the window, if that is worth it.
    fn reaches(&mut self, rank: Rank) -> bool {
        let far = self.extent.as_ref().map_or(0, |extent| extent.far.len());
        let near = self.count();
        let Some(last) = self.near_last() else {
            self.slide(rank, rank);
            return true;
        };
        let first = self.near_after_start().min(rank);
        let last = last.max(rank);
        let span = (last.0 - first.0) as usize + 1;
        let needed = span.next_power_of_two();
        let worth =
            needed <= Narrow::MOST || needed <= Wide::MOST && needed <= Ladder::SPARSE * (near + far + 1);
        if needed <= self.levels.len() {
            self.slide(first, last);
        } else if worth {
            self.widen(needed);
            self.slide(first, last);
        } else if near <= Ladder::STRAY && far > Ladder::STRAY * Ladder::STRAY {
            self.give_up();
            self.slide(rank, rank);
        } else {
            return false;
        }
        true
    }

    /// The first occupied rank of the window, or [`Rank::NONE`].
    fn near_after_start(&self) -> Rank {
        let first = Rank(self.base);
        if self.near(first).is_some_and(|index| self.has(index)) { first } else { self.near_after(first) }
    }

    /// Moves the window, so that it covers `first` to `last` with equal air on both sides.
    fn slide(&mut self, first: Rank, last: Rank) {
        let end = self.last_offset();
        let air = end - (last.0 - first.0);
        self.base = first.0.saturating_sub(air / 2).min(u32::MAX - end);
        let window = Rank(self.base)..=Rank(self.base + end);
        while let Some((rank, level)) = self.take_far(window.clone()) {
            self.put(self.index(rank.0), level);
        }
    }

    /// Takes the first of the far levels within `window`.
    fn take_far(&mut self, window: core::ops::RangeInclusive<Rank>) -> Option<(Rank, Queue)> {
        let far = &mut self.extent.as_mut()?.far;
        let rank = *far.range(window).next()?.0;
        far.remove_entry(&rank)
    }

    /// Doubles the window, once or more.
    fn widen(&mut self, room: usize) {
        let occupied = self.near_levels();
        self.levels = vec![Queue::NOBODY; room].into_boxed_slice();
        self.narrow = Narrow::EMPTY;
        if room > Narrow::MOST {
            self.extent.get_or_insert_default().wide = Some(Wide::new(room));
        }
        for (rank, level) in occupied {
            self.put(self.index(rank.0), level);
        }
    }

    /// Moves the few levels of the window into the tree.
    fn give_up(&mut self) {
        for (rank, level) in self.near_levels() {
            self.clear(self.index(rank.0));
            self.extent.get_or_insert_default().far.insert(rank, level);
        }
    }

    fn near_levels(&self) -> Vec<(Rank, Queue)> {
        let mut levels = Vec::new();
        let mut rank = self.near_after_start();
        while rank != Rank::NONE {
            levels.push((rank, self.levels[self.index(rank.0)]));
            rank = self.near_after(rank);
        }
        levels
    }
}

impl Extent {
    #[inline]
    fn far_after(&self, rank: Rank) -> Rank {
        if self.far.is_empty() {
            return Rank::NONE;
        }
        let behind = (core::ops::Bound::Excluded(rank), core::ops::Bound::Unbounded);
        self.far.range(behind).next().map_or(Rank::NONE, |(rank, _)| *rank)
    }
}

#[cfg(test)]
mod tests;
