//! Which levels of a ladder are occupied, and which of them comes next.
//!
//! [`Narrow`] has room for 256 levels and lies within the ladder itself: one cache line tells all.
//! [`Wide`] has room for 2^18 in three tiers, where a bit above says that the word below is not empty,
//! so that the next of a few thousand levels is found in at most six words.
//!
//! ```text
//!   top       1 word           bit g: group g is not empty
//!   groups    64 words         bit w: word w of this group is not empty
//!   words     up to 4,096      bit i: level i is occupied
//! ```

/// Occupied levels of a ladder with at most 256.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Narrow([u64; 4]);

/// Occupied levels of a ladder with at most 2^18.
#[derive(Clone, Debug)]
pub(crate) struct Wide {
    top: u64,
    ones: usize,
    groups: [u64; 64],
    words: Box<[u64]>,
}

/// The bit of level `index` within its word.
#[inline]
fn bit(index: usize) -> u64 {
    1 << (index % 64)
}

/// The lowest bit of `word` at `from` (0 to 63) or above.
#[inline]
fn at_or_above(word: u64, from: usize) -> Option<usize> {
    let rest = word & (u64::MAX << from);
    (rest != 0).then(|| rest.trailing_zeros() as usize)
}

/// The highest bit of `word` at `from` (0 to 63) or below.
#[inline]
fn at_or_below(word: u64, from: usize) -> Option<usize> {
    let rest = word & (u64::MAX >> (63 - from));
    (rest != 0).then(|| 63 - rest.leading_zeros() as usize)
}

impl Narrow {
    /// The most levels it has room for.
    pub(crate) const MOST: usize = 256;

    pub(crate) const EMPTY: Narrow = Narrow([0; 4]);

    #[inline]
    pub(crate) fn has(&self, index: usize) -> bool {
        self.0[index / 64] & bit(index) != 0
    }

    #[inline]
    pub(crate) fn set(&mut self, index: usize) {
        self.0[index / 64] |= bit(index);
    }

    #[inline]
    pub(crate) fn clear(&mut self, index: usize) {
        self.0[index / 64] &= !bit(index);
    }

    pub(crate) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The first occupied level at `from` or above.
    #[inline]
    pub(crate) fn next(&self, from: usize) -> Option<usize> {
        let mut word = from / 64;
        let mut found = at_or_above(self.0[word], from % 64);
        while found.is_none() && word < 3 {
            word += 1;
            found = at_or_above(self.0[word], 0);
        }
        found.map(|place| word * 64 + place)
    }

    /// The last occupied level at `from` or below.
    pub(crate) fn previous(&self, from: usize) -> Option<usize> {
        let mut word = from / 64;
        let mut found = at_or_below(self.0[word], from % 64);
        while found.is_none() && word > 0 {
            word -= 1;
            found = at_or_below(self.0[word], 63);
        }
        found.map(|place| word * 64 + place)
    }
}

impl Wide {
    /// The most levels it has room for.
    pub(crate) const MOST: usize = 1 << 18;

    /// No level of `room` is occupied. `room` is a multiple of 64 and at most [`Wide::MOST`].
    pub(crate) fn new(room: usize) -> Wide {
        assert!(room.is_multiple_of(64) && room <= Wide::MOST, "no bitmap has room for {room} levels");
        Wide { top: 0, ones: 0, groups: [0; 64], words: vec![0; room / 64].into_boxed_slice() }
    }

    #[inline]
    pub(crate) fn has(&self, index: usize) -> bool {
        self.words[index / 64] & bit(index) != 0
    }

    /// Level `index` was empty and is occupied now.
    #[inline]
    pub(crate) fn set(&mut self, index: usize) {
        let word = index / 64;
        let group = word / 64;
        self.ones += 1;
        self.words[word] |= bit(index);
        self.groups[group] |= bit(word);
        self.top |= bit(group);
    }

    /// Level `index` was occupied and is empty now.
    #[inline]
    pub(crate) fn clear(&mut self, index: usize) {
        let word = index / 64;
        let group = word / 64;
        self.ones -= 1;
        self.words[word] &= !bit(index);
        if self.words[word] == 0 {
            self.groups[group] &= !bit(word);
            if self.groups[group] == 0 {
                self.top &= !bit(group);
            }
        }
    }

    pub(crate) fn count(&self) -> usize {
        self.ones
    }

    /// The first occupied level at `from` or above.
    #[inline]
    pub(crate) fn next(&self, from: usize) -> Option<usize> {
        let word = from / 64;
        if let Some(place) = at_or_above(self.words[word], from % 64) {
            return Some(word * 64 + place);
        }
        let group = word / 64;
        let word = match above(self.groups[group], word % 64) {
            Some(place) => group * 64 + place,
            None => {
                let group = above(self.top, group)?;
                group * 64 + at_or_above(self.groups[group], 0)?
            }
        };
        at_or_above(self.words[word], 0).map(|place| word * 64 + place)
    }

    /// The last occupied level at `from` or below.
    pub(crate) fn previous(&self, from: usize) -> Option<usize> {
        let word = from / 64;
        if let Some(place) = at_or_below(self.words[word], from % 64) {
            return Some(word * 64 + place);
        }
        let group = word / 64;
        let word = match below(self.groups[group], word % 64) {
            Some(place) => group * 64 + place,
            None => {
                let group = below(self.top, group)?;
                group * 64 + at_or_below(self.groups[group], 63)?
            }
        };
        at_or_below(self.words[word], 63).map(|place| word * 64 + place)
    }
}

/// The lowest bit above `from`.
#[inline]
fn above(word: u64, from: usize) -> Option<usize> {
    if from == 63 { None } else { at_or_above(word, from + 1) }
}

/// The highest bit below `from`.
#[inline]
fn below(word: u64, from: usize) -> Option<usize> {
    if from == 0 { None } else { at_or_below(word, from - 1) }
}

#[cfg(test)]
mod tests;
