//! What tells accounts apart: code, asset, owner and subject.
//!
//! Keys sort as a listing reads: by code, then asset, then owner, then subject.
//!
//! # What is not here
//!
//! Who an owner is, what a subject is about, and why something moved: these are numbers of the caller.

use core::fmt;

use money::Asset;
use serde::{Deserialize, Serialize};

use crate::AccountCode;

/// The full name of an account; no two live accounts have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// Its place in the chart.
    pub code: AccountCode,
    /// What it counts.
    pub asset: Asset,
    /// Whose it is.
    pub owner: Owner,
    /// What it is about.
    pub subject: Subject,
}

/// Whose an account is; a number of the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Owner(pub u32);

/// What an account is about, such as one contract of its owner; a number of the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Subject(pub u64);

/// Why something moved or was held; a number of the caller, which comes back in the events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cause(pub u64);

impl fmt::Display for Key {
    /// Code, owner and subject, then the asset: `2010/7/0 CNY`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{} {}", self.code, self.owner.0, self.subject.0, self.asset)
    }
}
