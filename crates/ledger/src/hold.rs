//! Money set aside.
//!
//! A **hold** keeps part of an account's available balance for one purpose
//! without moving it. As the purpose comes true, or changes, the hold changes
//! with it, and it ends when nothing remains:
//!
//! ```text
//!    place ──▶ open ──┬─ change ──▶ open     part was drawn, given back, or added
//!                     └─ change ──▶ ended    nothing remains
//! ```
//!
//! Accountants know a hold as an *encumbrance*, card networks as an
//! *authorization* with partial captures.
//!
//! What is drawn leaves the hold, not yet the account: the transfer that moves it
//! stands next to the change, in the same draft.
//!
//! # Invariants
//!
//! - Placed + added = drawn + given back + remaining, at every moment.
//! - A hold that has ended never changes again.
//!
//! # What is not here
//!
//! Whether an account can afford a hold is asked of the draft, which knows the
//! other holds. Why the money is held is known to the caller alone.

use core::fmt;

use money::{Amount, Minor};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::slab::Place;
use crate::{AccountId, Cause};

/// Money set aside on one account, for one purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    account: AccountId,
    remaining: Minor,
    cause: Cause,
}

/// What becomes of a hold in one command, in minor units of its account's asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoldChange {
    /// How much of it moves to the payee, by transfers next to the change.
    pub drawn: Minor,
    /// How much is still held afterwards; the difference was given back, or added.
    pub remaining: Minor,
}

/// Names one hold, as long as it lives, and no other afterwards.
///
/// Its low 24 bits are its slot, so that no table is needed to find it.
/// An id that a draft answered means nothing if the draft was given up.
///
/// It is no account's id, and does not become one:
///
/// ```compile_fail
/// fn account(hold: ledger::HoldId) -> ledger::AccountId {
///     hold.into()
/// }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = String, pattern = "^H[1-9][0-9]{7,19}$", example = "H16777216"))]
pub struct HoldId(pub(crate) Place);

impl Hold {
    /// A hold of `amount` on `account`.
    pub(crate) fn new(account: AccountId, amount: Amount, cause: Cause) -> Hold {
        Hold { account, remaining: amount.minor(), cause }
    }

    /// On which account.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// How much is still held; more than zero.
    pub fn remaining(&self) -> Minor {
        self.remaining
    }

    /// Why it was placed.
    pub fn cause(&self) -> Cause {
        self.cause
    }

    /// How much of it `change` gives back to the owner, or adds to it: one of both is nothing.
    ///
    /// Nothing is answered if more is to be drawn than is held.
    pub(crate) fn difference(&self, change: HoldChange) -> Option<Difference> {
        let left = self.remaining.checked_sub(change.drawn)?;
        Some(Difference {
            given_back: left.saturating_sub(change.remaining),
            added: change.remaining.saturating_sub(left),
        })
    }

    /// Remembers what is still held.
    pub(crate) fn keep(&mut self, remaining: Minor) {
        self.remaining = remaining;
    }
}

/// What a change of a hold does beside drawing.
pub(crate) struct Difference {
    /// What the owner has available again.
    pub(crate) given_back: Minor,
    /// What is held in addition.
    pub(crate) added: Minor,
}

impl HoldChange {
    /// Ends a hold and gives all of it back.
    pub const GIVE_BACK: HoldChange = HoldChange { drawn: Minor::ZERO, remaining: Minor::ZERO };
}

impl HoldId {
    /// The id as a number: its count, shifted by 24 bits, and its slot.
    pub fn bits(self) -> u64 {
        self.0.into()
    }

    /// The id with this number, if it can be one.
    pub fn from_bits(bits: u64) -> Option<HoldId> {
        Place::try_from(bits).ok().map(HoldId)
    }
}

impl fmt::Display for HoldId {
    /// The letter `H` and the id as a number, as on the wire: `H16777216`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "H{}", self.bits())
    }
}

impl fmt::Debug for HoldId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text where people read, since the number soon passes 2^53; the bare number
/// where machines do.
impl Serialize for HoldId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_u64(self.bits())
        }
    }
}

impl<'de> Deserialize<'de> for HoldId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<HoldId, D::Error> {
        let bits = if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            let digits = text.strip_prefix('H').filter(|digits| !digits.starts_with(['0', '+']));
            digits.and_then(|digits| digits.parse().ok()).ok_or_else(|| {
                D::Error::custom(format_args!("HOLD_ID_MALFORMED: {text:?} is not the letter H and digits"))
            })?
        } else {
            u64::deserialize(deserializer)?
        };
        HoldId::from_bits(bits).ok_or_else(|| D::Error::custom(format_args!("{bits} is no hold's id")))
    }
}
