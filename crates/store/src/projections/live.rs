//! Live rows: those of a table that may still change, kept in memory so that they can be written whole.
//!
//! ```text
//!   put, change ──▶ touched ──▶ flush: each touched row once, as it is now
//!                                  └── what is over is forgotten here; its row stays in the table
//! ```

use std::collections::{BTreeMap, BTreeSet};

use engine::Sequence;

use super::batch::Batch;
use super::row::{Moment, Row};

/// The record that is being told: its place and its time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub(super) sequence: Sequence,
    pub(super) at: Moment,
}

/// A row that says which record wrote it last.
pub(super) trait Dated: Row {
    /// Notes the record that writes it now.
    fn date(&mut self, told: Told);
}

macro_rules! dated {
    ($($row:ty),+ $(,)?) => {$(
        impl $crate::projections::live::Dated for $row {
            fn date(&mut self, told: $crate::projections::live::Told) {
                (self.sequence, self.at) = (told.sequence, told.at);
            }
        }
    )+};
}

pub(super) use dated;

/// An event about something that is not there: the tables were changed by somebody else, or we are wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("record {sequence} is about {what}, which table {table} does not have open")]
pub struct Stray {
    /// Which record.
    pub sequence: Sequence,
    /// In which table it was looked for.
    pub table: &'static str,
    /// What was looked for.
    pub what: String,
}

/// The rows of a table that may still change.
#[derive(Debug)]
pub(super) struct Live<K, R> {
    rows: BTreeMap<K, R>,
    touched: BTreeSet<K>,
}

impl<K, R> Default for Live<K, R> {
    fn default() -> Live<K, R> {
        Live { rows: BTreeMap::new(), touched: BTreeSet::new() }
    }
}

impl<K: Ord + Clone + core::fmt::Debug, R: Dated> Live<K, R> {
    /// Remembers a row that the table has.
    pub(super) fn load(&mut self, key: K, row: R) {
        self.rows.insert(key, row);
    }

    /// The row with this key, if it may still change.
    pub(super) fn get(&self, key: &K) -> Option<&R> {
        self.rows.get(key)
    }

    /// Adds a row, or replaces one.
    pub(super) fn put(&mut self, key: K, row: R) {
        self.touched.insert(key.clone());
        self.rows.insert(key, row);
    }

    /// The row with this key, to be changed by the record that is being told.
    pub(super) fn change(&mut self, told: Told, key: &K) -> Result<&mut R, Stray> {
        let Some(row) = self.rows.get_mut(key) else {
            let (table, what) = (R::TABLE.name, format!("{key:?}"));
            return Err(Stray { sequence: told.sequence, table, what });
        };
        if !self.touched.contains(key) {
            self.touched.insert(key.clone());
        }
        row.date(told);
        Ok(row)
    }

    /// Writes every touched row, and forgets those that are over.
    pub(super) fn flush(&mut self, batch: &mut Batch, over: impl Fn(&R) -> bool) {
        for key in core::mem::take(&mut self.touched) {
            if let Some(row) = self.rows.get(&key) {
                batch.push(row);
                if over(row) {
                    self.rows.remove(&key);
                }
            }
        }
    }
}
