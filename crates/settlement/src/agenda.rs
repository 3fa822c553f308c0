//! What is due, and when: calls, cut-offs and closings of carriages.
//!
//! Many carriages share a time, since they share a service; so each time and kind has one row, and a trade only
//! adds a number at the end of two rows.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::CarriageId;
use crate::carriage::Dues;

/// What a carriage is due for. At the same time calls come before cut-offs, and cut-offs before closings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// Its escrow is called.
    Call(CarriageId),
    /// What is not gated in is a no-show.
    CutOff(CarriageId),
    /// Its deposits go back.
    Close(CarriageId),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Call,
    CutOff,
    Close,
}

/// All carriages for which something is due, by time, kind and number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Agenda {
    rows: BTreeMap<(Timestamp, Kind), BTreeSet<CarriageId>>,
    /// The beginning of the first row, which is asked for after every command.
    first: Option<(Timestamp, Due)>,
}

impl Agenda {
    /// What is due first.
    pub(crate) fn next(&self) -> Option<(Timestamp, Due)> {
        self.first
    }

    fn look(&self) -> Option<(Timestamp, Due)> {
        let (&(at, kind), row) = self.rows.first_key_value()?;
        let carriage = *row.first().expect("a row has somebody in it");
        let due = match kind {
            Kind::Call => Due::Call(carriage),
            Kind::CutOff => Due::CutOff(carriage),
            Kind::Close => Due::Close(carriage),
        };
        Some((at, due))
    }

    /// Replaces what was due for a carriage by what is due for it now; nothing, if it has ended.
    pub(crate) fn change(&mut self, carriage: CarriageId, before: Dues, after: Dues) {
        let changes = [
            (Kind::Call, before.call, after.call),
            (Kind::CutOff, before.cut_off, after.cut_off),
            (Kind::Close, before.close, after.close),
        ];
        for (kind, before, after) in changes.into_iter().filter(|(_, before, after)| before != after) {
            before.into_iter().for_each(|at| self.take((at, kind), carriage));
            after.into_iter().for_each(|at| self.put((at, kind), carriage));
        }
        self.first = self.look();
    }

    fn put(&mut self, key: (Timestamp, Kind), carriage: CarriageId) {
        self.rows.entry(key).or_default().insert(carriage);
    }

    fn take(&mut self, key: (Timestamp, Kind), carriage: CarriageId) {
        let Entry::Occupied(mut row) = self.rows.entry(key) else { panic!("nothing is due at {key:?}") };
        assert!(row.get_mut().remove(&carriage), "{carriage} is not due at {key:?}");
        if row.get().is_empty() {
            row.remove();
        }
    }
}
