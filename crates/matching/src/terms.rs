//! How an order wants to trade: its side, how long it stands, and whether it may take.
//!
//! FIX knows these as Side (54), TimeInForce (59) and the `participate don't initiate` of ExecInst (18).

use core::fmt;

use serde::{Deserialize, Serialize};

/// The side of an order (FIX 54).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Side {
    /// Wants to buy, at its limit or below.
    Bid,
    /// Wants to sell, at its limit or above.
    Ask,
}

/// How long an order stands (FIX 59).
///
/// A market order never rests, whatever stands here: what is left of it is cancelled, as with [`TimeInForce::Ioc`],
/// unless it is [`TimeInForce::Fok`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum TimeInForce {
    /// Until it is cancelled.
    Gtc,
    /// Until the day of its market ends; the command says when that is.
    Day,
    /// Now: what does not trade at once is cancelled.
    Ioc,
    /// Now and whole: it trades in full at once, or is refused.
    Fok,
}

/// Whether an order may take what rests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum PostOnly {
    /// It trades with what it meets.
    #[default]
    No,
    /// It is refused if it would trade on arrival, and again if it would when amended.
    Yes,
}

impl Side {
    /// The side that this one trades with.
    #[inline]
    pub fn opposite(self) -> Side {
        match self {
            Side::Bid => Side::Ask,
            Side::Ask => Side::Bid,
        }
    }

    /// Bids lie first, asks second.
    #[inline]
    pub(crate) fn index(self) -> usize {
        match self {
            Side::Bid => 0,
            Side::Ask => 1,
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Side::Bid => "bid",
            Side::Ask => "ask",
        })
    }
}
