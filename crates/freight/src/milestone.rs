//! Milestones: what did happen to a box, to its papers, or to its ship.
//!
//! ```text
//!   per box     GTIN ─▶ LOAD ─▶ DISC ─▶ GTOT      in any order; a tranche waits for its set
//!   customs     CUSS · CUSI · CUSR · HOLD         for the whole carriage, at a place; the last word counts
//!   document    SURR · RECE · CONF                for the whole carriage
//!   transport   DEPA · ARRI                       for the whole carriage; they move no money
//! ```
//!
//! The codes are those of DCSA Track & Trace, and so is the identity: who said it, and the source's
//! own code for it. What a source says again under the same code is a correction: the later word
//! overrides. What it withdraws is void.
//!
//! # What is not here
//!
//! Which milestones of a carriage stand is state, and settlement keeps it.

use core::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{MilestoneCode, PlaceCode, UnitNumber};

/// Something that happened, as its source tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// The source's own code for it, unique for the source.
    pub event: MilestoneCode,
    /// What happened.
    pub kind: MilestoneKind,
    /// Whether it did happen, or is only planned or estimated; `ACT` if it is left out.
    #[serde(default)]
    pub classifier: Classifier,
    /// When it happened.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub occurred: Timestamp,
    /// When the source said so (`eventUpdatedDateTime`): a correction that is older than what stands is refused.
    /// Left out, corrections count in the order in which they come. A withdrawal has no such time: it is final.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = DateTime))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<Timestamp>,
    /// Where it happened; customs always say where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceCode>,
    /// The boxes or consignments that it happened to; none for what happens to the whole carriage.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub boxes: Vec<UnitNumber>,
}

/// What can happen, by its DCSA code.
///
/// To boxes: `GTIN` gated in, `LOAD` loaded, `DISC` discharged, `GTOT` gated out.
/// By word of customs: `CUSS` selected for inspection, `CUSI` inspected, `CUSR` released, `HOLD` held.
/// To papers: `SURR` the transport document was surrendered, `RECE` a document was received, `CONF` a
/// booking was confirmed. To what carries it: `DEPA` departed, `ARRI` arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum MilestoneKind {
    /// The box passed the gate into the terminal.
    #[serde(rename = "GTIN")]
    GatedIn,
    /// The box was loaded.
    #[serde(rename = "LOAD")]
    Loaded,
    /// The box was discharged.
    #[serde(rename = "DISC")]
    Discharged,
    /// The box passed the gate out of the terminal.
    #[serde(rename = "GTOT")]
    GatedOut,
    /// Customs chose the cargo for inspection.
    #[serde(rename = "CUSS")]
    CustomsSelected,
    /// Customs inspected the cargo.
    #[serde(rename = "CUSI")]
    CustomsInspected,
    /// Customs released the cargo.
    #[serde(rename = "CUSR")]
    CustomsReleased,
    /// Customs hold the cargo.
    #[serde(rename = "HOLD")]
    CustomsHeld,
    /// The transport document was surrendered.
    #[serde(rename = "SURR")]
    Surrendered,
    /// A document was received; it informs, and moves nothing.
    #[serde(rename = "RECE")]
    Received,
    /// A booking was confirmed; it informs, and moves nothing.
    #[serde(rename = "CONF")]
    Confirmed,
    /// The ship, train, truck or aircraft departed.
    #[serde(rename = "DEPA")]
    Departed,
    /// It arrived.
    #[serde(rename = "ARRI")]
    Arrived,
}

/// To what a milestone happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// To the boxes that it names.
    PerBox,
    /// To the whole carriage, at a customs place.
    Customs,
    /// To the papers of the whole carriage.
    Document,
    /// To what carries it.
    Transport,
}

/// How sure it is: `PLN` planned, `EST` estimated, `ACT` it did happen. Only what did happen moves money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Classifier {
    /// It is planned.
    #[serde(rename = "PLN")]
    Planned,
    /// It is estimated.
    #[serde(rename = "EST")]
    Estimated,
    /// It did happen.
    #[default]
    #[serde(rename = "ACT")]
    Actual,
}

/// Why a milestone is told badly. In the order of the checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MilestoneError {
    /// What happens to boxes must say to which.
    #[error("milestone {event} is {kind}, which happens to boxes, but it names 0")]
    BoxesMissing {
        /// The source's code.
        event: MilestoneCode,
        /// What happened.
        kind: MilestoneKind,
    },
    /// What happens to the whole carriage names no boxes.
    #[error(
        "milestone {event} is {kind}, which happens to the whole carriage, but it names {found} of its boxes"
    )]
    BoxesNotWanted {
        /// The source's code.
        event: MilestoneCode,
        /// What happened.
        kind: MilestoneKind,
        /// How many boxes it names.
        found: usize,
    },
    /// A box stands twice.
    #[error("milestone {event} names box {number} twice, but once is enough")]
    BoxTwice {
        /// The source's code.
        event: MilestoneCode,
        /// The box.
        number: UnitNumber,
    },
    /// Customs always say where.
    #[error("milestone {event} is {kind}, which is a word of customs, but it names no place")]
    PlaceMissing {
        /// The source's code.
        event: MilestoneCode,
        /// What happened.
        kind: MilestoneKind,
    },
}

impl MilestoneError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            MilestoneError::BoxesMissing { .. } => "MILESTONE_BOXES_MISSING",
            MilestoneError::BoxesNotWanted { .. } => "MILESTONE_BOXES_NOT_WANTED",
            MilestoneError::BoxTwice { .. } => "MILESTONE_BOX_TWICE",
            MilestoneError::PlaceMissing { .. } => "MILESTONE_PLACE_MISSING",
        }
    }
}

impl Milestone {
    /// Refuses what no later check could make sense of: boxes that are missing, not wanted or
    /// named twice, and customs without a place.
    pub fn check(&self) -> Result<(), MilestoneError> {
        let &Milestone { event, kind, ref boxes, .. } = self;
        match kind.scope() {
            Scope::PerBox if boxes.is_empty() => return Err(MilestoneError::BoxesMissing { event, kind }),
            Scope::PerBox => {}
            Scope::Customs | Scope::Document | Scope::Transport if !boxes.is_empty() => {
                return Err(MilestoneError::BoxesNotWanted { event, kind, found: boxes.len() });
            }
            Scope::Customs | Scope::Document | Scope::Transport => {}
        }
        let mut sorted = boxes.clone();
        sorted.sort_unstable();
        if let Some(twice) = sorted.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(MilestoneError::BoxTwice { event, number: twice[0] });
        }
        if kind.scope() == Scope::Customs && self.place.is_none() {
            return Err(MilestoneError::PlaceMissing { event, kind });
        }
        Ok(())
    }
}

impl MilestoneKind {
    /// Every kind, in the order in which they are declared.
    pub const ALL: [MilestoneKind; 13] = [
        MilestoneKind::GatedIn,
        MilestoneKind::Loaded,
        MilestoneKind::Discharged,
        MilestoneKind::GatedOut,
        MilestoneKind::CustomsSelected,
        MilestoneKind::CustomsInspected,
        MilestoneKind::CustomsReleased,
        MilestoneKind::CustomsHeld,
        MilestoneKind::Surrendered,
        MilestoneKind::Received,
        MilestoneKind::Confirmed,
        MilestoneKind::Departed,
        MilestoneKind::Arrived,
    ];

    /// The DCSA code: `LOAD`.
    pub fn as_str(self) -> &'static str {
        match self {
            MilestoneKind::GatedIn => "GTIN",
            MilestoneKind::Loaded => "LOAD",
            MilestoneKind::Discharged => "DISC",
            MilestoneKind::GatedOut => "GTOT",
            MilestoneKind::CustomsSelected => "CUSS",
            MilestoneKind::CustomsInspected => "CUSI",
            MilestoneKind::CustomsReleased => "CUSR",
            MilestoneKind::CustomsHeld => "HOLD",
            MilestoneKind::Surrendered => "SURR",
            MilestoneKind::Received => "RECE",
            MilestoneKind::Confirmed => "CONF",
            MilestoneKind::Departed => "DEPA",
            MilestoneKind::Arrived => "ARRI",
        }
    }

    /// To what it happens.
    pub fn scope(self) -> Scope {
        match self {
            MilestoneKind::GatedIn
            | MilestoneKind::Loaded
            | MilestoneKind::Discharged
            | MilestoneKind::GatedOut => Scope::PerBox,
            MilestoneKind::CustomsSelected
            | MilestoneKind::CustomsInspected
            | MilestoneKind::CustomsReleased
            | MilestoneKind::CustomsHeld => Scope::Customs,
            MilestoneKind::Surrendered | MilestoneKind::Received | MilestoneKind::Confirmed => {
                Scope::Document
            }
            MilestoneKind::Departed | MilestoneKind::Arrived => Scope::Transport,
        }
    }
}

impl Classifier {
    /// Every classifier, from the least sure to the surest.
    pub const ALL: [Classifier; 3] = [Classifier::Planned, Classifier::Estimated, Classifier::Actual];

    /// The DCSA code: `ACT`.
    pub fn as_str(self) -> &'static str {
        match self {
            Classifier::Planned => "PLN",
            Classifier::Estimated => "EST",
            Classifier::Actual => "ACT",
        }
    }

    /// Whether it did happen, so that money may move.
    pub fn is_actual(self) -> bool {
        self == Classifier::Actual
    }
}

impl fmt::Display for MilestoneKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for Classifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests;
