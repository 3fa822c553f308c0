//! What has been decided: small facts, to be recorded and then applied.
//!
//! A fact repeats nothing that the command says or the book knows: an outcome is a few words, a fill 16 bytes.
//! Events, complete and in people's words, are made of them while they are applied.

use freight::ParticipantId;
use serde::{Deserialize, Serialize};

use crate::{Cause, Lots, OrderId, Ticks, TradeId};

/// The fills of a decision, first to last: a buffer that the caller lends and uses again.
///
/// `decide` appends to it, and on a refusal leaves it as it was.
pub type Steps = Vec<Step>;

/// One fill: how much the arriving order takes of which resting one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The order that was there before. Its price is the price.
    pub maker: OrderId,
    /// How much is traded.
    pub lots: Lots,
    /// What becomes of the maker.
    pub kind: StepKind,
}

/// What a fill leaves of the maker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// A part, which keeps its place.
    Partial,
    /// Nothing: it is filled.
    Gone,
}

/// What becomes of a new order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placed {
    /// The number it is given.
    pub order: OrderId,
    /// What its fills leave of it.
    pub remainder: Remainder,
}

/// What becomes of an amended order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amended {
    /// It stands where it stood, with as much as was asked.
    Kept,
    /// It left its queue; its fills leave this of it.
    Moved(Remainder),
}

/// What becomes of a cancelled order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cancelled {
    /// How much was still open.
    pub lots: Lots,
}

/// What the fills of one command leave of the order that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Remainder {
    /// Nothing.
    Filled,
    /// This much, which waits at the end of its queue.
    Rests(Lots),
    /// This much, which is cancelled at once.
    Cancelled {
        /// How much.
        lots: Lots,
        /// Why.
        cause: Cause,
    },
}

/// One fill in full, for who must judge it before it is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fill {
    /// The number the trade will have.
    pub trade: TradeId,
    /// The order that was there before.
    pub maker: OrderId,
    /// Whose that is.
    pub owner: ParticipantId,
    /// The maker's price.
    pub price: Ticks,
    /// How much is traded.
    pub lots: Lots,
    /// What is left of the maker.
    pub left: Option<Lots>,
}

const _: () = assert!(size_of::<Step>() == 16);
const _: () = assert!(size_of::<Placed>() <= 24);

#[cfg(test)]
mod tests;
