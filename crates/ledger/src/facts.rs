//! The buffer that a caller lends to drafts.
//!
//! It holds the facts in their order, and the memory in which a draft keeps what it changed; both are
//! used again, so that a command allocates nothing once the buffer is warm.
//!
//! After a refusal the caller cuts the list back to the [`Mark`] that it took before.

use core::ops::Bound;

use crate::overlay::Overlay;
use crate::slab::Claims;
use crate::{Account, AccountId, Fact, Hold, HoldId, Key};

/// Facts in their order, and memory for drafts.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub(crate) list: Vec<Fact>,
    /// Made by the first draft: facts that are only read back need none.
    scratch: Option<Box<Scratch>>,
}

/// A place in a list of facts: after so many of them; by default, the beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark(pub(crate) usize);

/// What the current draft changed, to be read before the ledger itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scratch {
    /// Accounts as they would be; nothing where one was closed.
    pub(crate) accounts: Overlay<AccountId, Option<Account>>,
    /// Holds as they would be; nothing where one has ended.
    pub(crate) holds: Overlay<HoldId, Option<Hold>>,
    /// Names that were given or became free.
    pub(crate) names: Overlay<Key, Option<AccountId>>,
    /// The same of accounts that can be listed, by ascending key.
    pub(crate) listing: Vec<(Key, Option<AccountId>)>,
    /// Which slots new accounts would take.
    pub(crate) account_slots: Claims,
    /// Which slots new holds would take.
    pub(crate) hold_slots: Claims,
    /// How many transfers were drafted.
    pub(crate) transfers: u64,
}

impl Facts {
    /// An empty buffer.
    pub fn new() -> Facts {
        Facts::default()
    }

    /// How many facts there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The end of the list as it is now.
    pub fn mark(&self) -> Mark {
        Mark(self.list.len())
    }

    /// Forgets all facts behind `mark`.
    pub fn truncate(&mut self, mark: Mark) {
        self.list.truncate(mark.0);
    }

    /// Forgets all facts, and keeps the memory.
    pub fn clear(&mut self) {
        self.list.clear();
    }

    /// All facts, in the order in which they were drafted.
    pub fn as_slice(&self) -> &[Fact] {
        &self.list
    }

    /// The facts behind `mark`.
    ///
    /// # Panics
    ///
    /// When the list was cut back beyond the mark.
    pub fn since(&self, mark: Mark) -> &[Fact] {
        &self.list[mark.0..]
    }
}

impl Facts {
    /// What the draft that borrows this buffer has changed.
    pub(crate) fn scratch(&self) -> &Scratch {
        self.scratch.as_deref().expect("a draft has made it")
    }

    /// The same, to be written.
    pub(crate) fn scratch_mut(&mut self) -> &mut Scratch {
        self.scratch.get_or_insert_default()
    }
}

impl From<Vec<Fact>> for Facts {
    /// Facts that were read back, to be applied again.
    fn from(list: Vec<Fact>) -> Facts {
        Facts { list, scratch: None }
    }
}

impl Scratch {
    /// Forgets what was changed, and keeps the memory.
    pub(crate) fn clear(&mut self) {
        self.accounts.clear();
        self.holds.clear();
        self.names.clear();
        self.listing.clear();
        self.account_slots.clear();
        self.hold_slots.clear();
        self.transfers = 0;
    }

    /// Remembers that `key` now names `account`, or none.
    pub(crate) fn name(&mut self, key: Key, account: Option<AccountId>, listed: bool) {
        self.names.put(key, account);
        if listed {
            match self.listing.binary_search_by_key(&key, |&(key, _)| key) {
                Ok(at) => self.listing[at].1 = account,
                Err(at) => self.listing.insert(at, (key, account)),
            }
        }
    }

    /// Listed names in order, from one key to another.
    pub(crate) fn listing(&self, from: Bound<Key>, to: Key) -> &[(Key, Option<AccountId>)] {
        let start = self.listing.partition_point(|&(key, _)| match from {
            Bound::Included(from) => key < from,
            Bound::Excluded(from) => key <= from,
            Bound::Unbounded => false,
        });
        let end = self.listing.partition_point(|&(key, _)| key <= to);
        &self.listing[start..end]
    }
}
