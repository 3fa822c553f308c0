//! What one command changed, beside what the ledger knows.
//!
//! Most commands touch a handful of accounts: those are found by looking through them. A netting cycle
//! touches thousands: beyond [`SCANNED`] entries an index is kept.
//! The memory is the caller's and is used again by the next command.

use hashbrown::HashTable;

use crate::mixing::Mixed;

/// How many entries are found by looking through them; on orders with a trade or two, 8 and 32 were slower.
const SCANNED: usize = 16;

/// A small map whose memory outlives its content.
#[derive(Clone, Debug)]
pub(crate) struct Overlay<K, V> {
    keys: Vec<K>,
    values: Vec<V>,
    index: HashTable<usize>,
}

impl<K, V> Default for Overlay<K, V> {
    fn default() -> Overlay<K, V> {
        Overlay { keys: Vec::new(), values: Vec::new(), index: HashTable::new() }
    }
}

impl<K: Mixed, V> Overlay<K, V> {
    /// What stands at `key`, if it was changed.
    pub(crate) fn get(&self, key: K) -> Option<&V> {
        self.values.get(self.position(key)?)
    }

    /// What stands at `key`, to be changed; first copied from below, if it was not changed yet.
    pub(crate) fn get_or_copy(&mut self, key: K, below: impl FnOnce() -> V) -> &mut V {
        let at = self.position(key).unwrap_or_else(|| self.push(key, below()));
        &mut self.values[at]
    }

    /// Puts `value` at `key`, in place of what stood there.
    pub(crate) fn put(&mut self, key: K, value: V) {
        match self.position(key) {
            Some(at) => self.values[at] = value,
            None => {
                self.push(key, value);
            }
        }
    }

    /// Forgets everything but the memory.
    pub(crate) fn clear(&mut self) {
        self.keys.clear();
        self.values.clear();
        self.index.clear();
    }

    fn position(&self, key: K) -> Option<usize> {
        if self.keys.len() <= SCANNED {
            self.keys.iter().position(|&known| known == key)
        } else {
            self.index.find(key.mixed(), |&at| self.keys[at] == key).copied()
        }
    }

    fn push(&mut self, key: K, value: V) -> usize {
        let at = self.keys.len();
        self.keys.push(key);
        self.values.push(value);
        if at == SCANNED {
            (0..=at).for_each(|at| self.index_at(at));
        } else if at > SCANNED {
            self.index_at(at);
        }
        at
    }

    fn index_at(&mut self, at: usize) {
        let keys = &self.keys;
        self.index.insert_unique(keys[at].mixed(), at, |&at| keys[at].mixed());
    }
}

#[cfg(test)]
mod tests;
