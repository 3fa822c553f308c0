//! Numbered slots that are used again, under names that are not.
//!
//! ```text
//!   63                                   24 23            0
//!   ┌──────────────────────────────────────┬───────────────┐
//!   │ count: the how-manieth, from 1       │ slot          │
//!   └──────────────────────────────────────┴───────────────┘
//! ```
//!
//! A [`Place`] carries its slot in its low bits, so that no table is needed to find what stands there,
//! and its count in the high ones, so that a slot that was used again is not mistaken for its past.
//! Slots that became free are taken again in the reverse order; that order is part of the state.
//!
//! # Invariants
//!
//! - No two entries ever have the same place, and later entries have greater ones.
//! - [`Claims`] on a slab answer the places that the slab itself would give.

use core::fmt;
use core::num::NonZeroU64;

use serde::{Deserialize, Serialize};

const SLOT_BITS: u32 = 24;

/// How many slots there are at most.
pub(crate) const SLOTS: u32 = 1 << SLOT_BITS;

/// How many entries there can be over the life of a slab.
const COUNTS: u64 = 1 << (u64::BITS - SLOT_BITS);

/// The name of one entry: its count and its slot.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub(crate) struct Place(NonZeroU64);

/// Entries in numbered slots, and the slots that are free.
#[derive(Clone, Debug)]
pub(crate) struct Slab<T> {
    slots: Vec<Option<(Place, T)>>,
    free: Vec<u32>,
    counted: u64,
}

/// What a draft would take from a slab, and give back to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Claims {
    counted: u64,
    grown: u32,
    reused: usize,
    freed: Vec<u32>,
}

/// A number that names nothing, since counts begin at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("ID_WITHOUT_COUNT: {0} is no id, since its count is zero")]
pub(crate) struct NoPlace(u64);

impl Place {
    fn new(count: u64, slot: u32) -> Place {
        assert!(count < COUNTS, "all {COUNTS} counts were used");
        assert!(slot < SLOTS, "all {SLOTS} slots are in use");
        let bits = NonZeroU64::new(count << SLOT_BITS | u64::from(slot));
        Place(bits.expect("a count is at least 1"))
    }

    /// The how-manieth entry of its slab it is, from 1.
    pub(crate) fn count(self) -> u64 {
        self.0.get() >> SLOT_BITS
    }

    fn slot(self) -> u32 {
        u32::try_from(self.0.get() & u64::from(SLOTS - 1)).expect("a slot has 24 bits")
    }

    fn index(self) -> usize {
        index(self.slot())
    }
}

impl TryFrom<u64> for Place {
    type Error = NoPlace;

    fn try_from(bits: u64) -> Result<Place, NoPlace> {
        NonZeroU64::new(bits).filter(|_| bits >> SLOT_BITS > 0).map(Place).ok_or(NoPlace(bits))
    }
}

impl From<Place> for u64 {
    fn from(place: Place) -> u64 {
        place.0.get()
    }
}

impl<T> Slab<T> {
    /// A slab in which nothing has ever stood.
    pub(crate) const fn new() -> Slab<T> {
        Slab { slots: Vec::new(), free: Vec::new(), counted: 0 }
    }

    /// Puts `entry` into the slot that became free last, or into a new one.
    ///
    /// # Panics
    ///
    /// When all 2^24 slots are in use.
    pub(crate) fn insert(&mut self, entry: T) -> Place {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            last_slot(self.slots.len())
        });
        self.counted = self.counted.checked_add(1).expect("counts have 40 bits");
        let place = Place::new(self.counted, slot);
        self.slots[place.index()] = Some((place, entry));
        place
    }

    /// Takes what stands at `place`, which becomes free.
    ///
    /// # Panics
    ///
    /// When nothing stands there.
    pub(crate) fn remove(&mut self, place: Place) -> T {
        assert!(self.get(place).is_some(), "nothing stands at {place:?}");
        let (_, entry) = self.slots[place.index()].take().expect("it was just seen");
        self.free.push(place.slot());
        entry
    }

    /// What stands at `place`, if it is still there.
    pub(crate) fn get(&self, place: Place) -> Option<&T> {
        let (taken, entry) = self.slots.get(place.index())?.as_ref()?;
        (*taken == place).then_some(entry)
    }

    /// The same, to be changed.
    pub(crate) fn get_mut(&mut self, place: Place) -> Option<&mut T> {
        let (taken, entry) = self.slots.get_mut(place.index())?.as_mut()?;
        (*taken == place).then_some(entry)
    }

    /// All entries with their places, by ascending slot.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Place, &T)> {
        self.slots.iter().flatten().map(|(place, entry)| (*place, entry))
    }

    /// How many entries there are.
    pub(crate) fn len(&self) -> usize {
        self.slots.len().saturating_sub(self.free.len())
    }

    /// How many slots there are, free or not.
    pub(crate) fn slots(&self) -> usize {
        self.slots.len()
    }

    /// How many entries there have ever been.
    pub(crate) fn counted(&self) -> u64 {
        self.counted
    }

    /// The free slots, in the order in which they became free.
    pub(crate) fn free(&self) -> &[u32] {
        &self.free
    }
}

impl Claims {
    /// The place that `slab` would give next, after all that was claimed and released before.
    ///
    /// # Panics
    ///
    /// When all 2^24 slots would be in use.
    pub(crate) fn claim<T>(&mut self, slab: &Slab<T>) -> Place {
        let slot = self.freed.pop().or_else(|| self.reuse(slab)).unwrap_or_else(|| {
            self.grown = self.grown.checked_add(1).expect("slots have 24 bits");
            last_slot(slab.slots.len().saturating_add(index(self.grown)))
        });
        self.counted = self.counted.checked_add(1).expect("counts have 40 bits");
        Place::new(slab.counted.saturating_add(self.counted), slot)
    }

    /// The slot of the slab that became free last and is not claimed yet.
    fn reuse<T>(&mut self, slab: &Slab<T>) -> Option<u32> {
        let left = slab.free.len().checked_sub(self.reused)?.checked_sub(1)?;
        self.reused = self.reused.saturating_add(1);
        slab.free.get(left).copied()
    }

    /// Gives a place back, be it the slab's or one that was claimed.
    pub(crate) fn release(&mut self, place: Place) {
        self.freed.push(place.slot());
    }

    /// How many more entries `slab` could take, after all that was claimed and released before.
    pub(crate) fn room<T>(&self, slab: &Slab<T>) -> usize {
        let used = slab.slots.len().saturating_add(index(self.grown));
        let free = slab.free.len().saturating_sub(self.reused).saturating_add(self.freed.len());
        index(SLOTS).saturating_sub(used).saturating_add(free)
    }

    /// Claims whatever is left.
    #[cfg(test)]
    pub(crate) fn exhaust(&mut self) {
        self.grown = SLOTS;
    }

    /// Forgets all claims.
    pub(crate) fn clear(&mut self) {
        self.counted = 0;
        self.grown = 0;
        self.reused = 0;
        self.freed.clear();
    }
}

/// The last of so many slots.
fn last_slot(len: usize) -> u32 {
    len.checked_sub(1).and_then(|last| u32::try_from(last).ok()).expect("slots have 24 bits")
}

fn index(slot: u32) -> usize {
    usize::try_from(slot).expect("an index has at least 32 bits")
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.count(), self.slot())
    }
}

#[cfg(test)]
mod tests;
