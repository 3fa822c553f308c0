//! Accounts: a balance, and what is held of it.
//!
//! A balance is counted on the account's normal side: a liability that owes 5.00 and an asset of 5.00
//! both stand at 5.00. What is posted less what is held is **available**.
//!
//! # Invariants
//!
//! - Where the chart sets a floor, held ≤ posted, so neither the balance nor what is available is below zero.
//! - Only accounts with a floor carry holds.
//! - A balance has at most 18 digits, on either side of zero.

use core::fmt;

use money::{Amount, Asset, Minor};
use serde::{Deserialize, Serialize};

use crate::slab::Place;
use crate::{Key, Row, Side};

/// One account as it stands, in 56 bytes with its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    key: Key,
    normal: Side,
    floor: bool,
    listed: bool,
    posted: i64,
    held: Minor,
}

/// Names one account, from opening to closing, and no other afterwards.
///
/// Its low 24 bits are its slot, so that no table is needed to find it.
/// An id that a draft answered means nothing if the draft was given up.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountId(pub(crate) Place);

impl Account {
    /// An empty account of the kind that `row` describes.
    pub(crate) fn new(key: Key, row: &Row) -> Account {
        Account {
            key,
            normal: row.normal,
            floor: row.floor,
            listed: row.listed,
            posted: 0,
            held: Minor::ZERO,
        }
    }

    /// Its name.
    pub fn key(&self) -> Key {
        self.key
    }

    /// What it counts.
    pub fn asset(&self) -> Asset {
        self.key.asset
    }

    /// The side on which its balance is counted as positive.
    pub fn normal(&self) -> Side {
        self.normal
    }

    /// Whether its balance may never go below zero.
    pub fn floor(&self) -> bool {
        self.floor
    }

    /// Whether it can be listed in order.
    pub fn listed(&self) -> bool {
        self.listed
    }

    /// The balance in minor units, on the normal side.
    pub fn posted(&self) -> i64 {
        self.posted
    }

    /// What its holds keep from the owner.
    pub fn held(&self) -> Minor {
        self.held
    }

    /// Posted less held; nothing where that is below zero, which no account with a floor can be.
    pub fn available(&self) -> Minor {
        minor(self.posted).saturating_sub(self.held)
    }

    /// Whether nothing is posted and nothing held.
    pub fn is_empty(&self) -> bool {
        self.posted == 0 && self.held.is_zero()
    }

    /// Whether a transfer that names it on `side` takes something out of it.
    pub(crate) fn gives(&self, side: Side) -> bool {
        side != self.normal
    }

    /// The balance after `amount` on `side`, unless it has more than 18 digits.
    pub(crate) fn after(&self, side: Side, amount: Amount) -> Option<i64> {
        let posted = if self.gives(side) {
            self.posted.checked_sub(amount.signed())
        } else {
            self.posted.checked_add(amount.signed())
        };
        posted.filter(|posted| posted.unsigned_abs() <= Minor::MAX.units())
    }

    /// Writes `amount` on `side`.
    ///
    /// # Panics
    ///
    /// When that breaks the floor or has more than 18 digits: whoever drafted it has checked.
    pub(crate) fn post(&mut self, side: Side, amount: Amount) {
        let after = self.after(side, amount);
        self.posted =
            after.unwrap_or_else(|| panic!("account {} cannot bear {} on {side}", self.key, amount.units()));
        self.assert_floor();
    }

    /// Replaces what was held for one purpose by what is held for it now.
    ///
    /// # Panics
    ///
    /// When more is held than posted, or the account has no floor to stand on.
    pub(crate) fn hold(&mut self, before: Minor, now: Minor) {
        assert!(self.floor, "account {} has no floor, so nothing can be held on it", self.key);
        let others = self.held.checked_sub(before).expect("what is held includes each hold");
        self.held = others.checked_add(now).expect("what is held is posted, so it has 18 digits");
        self.assert_floor();
    }

    fn assert_floor(&self) {
        assert!(
            !self.floor || self.held.signed() <= self.posted,
            "account {} has {} posted, but {} held",
            self.key,
            self.posted,
            self.held.units(),
        );
    }
}

/// A balance that is not below zero; nothing of one that is.
pub(crate) fn minor(posted: i64) -> Minor {
    u64::try_from(posted).map_or(Minor::ZERO, |units| Minor::new(units).expect("a balance has 18 digits"))
}

impl AccountId {
    /// The id as a number: its count, shifted by 24 bits, and its slot.
    pub fn bits(self) -> u64 {
        self.0.into()
    }

    /// The id with this number, if it can be one.
    pub fn from_bits(bits: u64) -> Option<AccountId> {
        Place::try_from(bits).ok().map(AccountId)
    }
}

impl fmt::Display for AccountId {
    /// For people, by its count: `A7`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "A{}", self.0.count())
    }
}

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
