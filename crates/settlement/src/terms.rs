//! Terms: the rates and hours of a market, as versioned data.
//!
//! An order pins the version under which it was placed, for its deposit, fee and tax; a trade pins the
//! version in force, for the carriage; a bill pins its own.

use core::fmt;
use core::str::FromStr;

use freight::MilestoneKind;
use money::{Minor, Rate};
use serde::{Deserialize, Serialize};

use crate::Party;

/// The rates and hours of a market. All rates are parts of one: `0.15` is fifteen per cent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Security that each side puts down, as a part of the traded value.
    pub deposit: Deposits,
    /// The trading fee, as a part of the traded value.
    pub fee: Fees,
    /// Tax on the rounded fee.
    pub fee_tax: Rate,
    /// Tax on freight, paid by the shipper with the escrow.
    pub freight_tax: Rate,
    /// Tax on storage, added when it is billed.
    pub storage_tax: Rate,
    /// How escrow is released: weights that sum to one, each behind its milestones.
    pub tranches: Vec<Tranche>,
    /// Damages of a shipper whose boxes do not come, as a part of their freight.
    pub no_show: Damages,
    /// Damages of a carrier that leaves boxes behind, as a part of their freight.
    pub roll: Damages,
    /// The fee for cancelling a carriage.
    pub cancellation: Cancellation,
    /// How many hours before the cut-off escrow is called.
    pub call_hours: u32,
    /// How many days after the last release a carriage is closed.
    pub closing_days: u32,
}

/// Security by side, as a part of the traded value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Deposits {
    /// Of the shipper.
    pub shipper: Rate,
    /// Of the carrier.
    pub carrier: Rate,
}

/// Trading fees, as a part of the traded value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Fees {
    /// Of the order that rested.
    pub maker: Rate,
    /// Of the order that arrived.
    pub taker: Rate,
}

/// Damages, and who gets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Damages {
    /// As a part of the freight of the boxes concerned, without tax.
    pub rate: Rate,
    /// The part of the damages that the exchange keeps; the other side gets the rest.
    pub house_share: Rate,
}

/// The fee for cancelling, by bands before departure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Cancellation {
    /// From the earliest to the latest; before the first band cancelling is free.
    pub bands: Vec<Band>,
    /// The part of the fee that the exchange keeps; the other side gets the rest.
    pub house_share: Rate,
}

/// From so many hours before departure on, cancelling costs this part of the freight left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Hours before departure at which the band begins.
    pub hours: u32,
    /// As a part of the freight of the boxes left, without tax.
    pub rate: Rate,
}

/// A part of the escrow, and the milestones that must all stand for a box before it is released.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Tranche {
    /// The part of the escrow; all tranches sum to one.
    pub weight: Rate,
    /// What must stand, such as `LOAD`, `SURR`, or `CUSR@destination`.
    pub needs: Vec<Need>,
}

/// One milestone that must stand; a customs milestone may name where.
///
/// `CUSR` alone stands when customs has released somewhere and its last word is a release wherever it spoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    /// Of which kind.
    pub kind: MilestoneKind,
    /// Where, for customs.
    pub at: Option<Station>,
}

/// Where customs speaks, seen from the carriage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Station {
    /// At the place where the service begins.
    Origin,
    /// Anywhere else.
    Transit,
    /// At the place where the service ends.
    Destination,
}

/// What an order has traded so far, by the rate of the fee that it pays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Value {
    /// In minor units, while it rested.
    pub made: Minor,
    /// In minor units, as it arrived.
    pub taken: Minor,
}

/// What an order costs besides the freight, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Charges {
    /// Security.
    pub deposit: Minor,
    /// The fee.
    pub fee: Minor,
    /// The tax on the rounded fee.
    pub tax: Minor,
}
