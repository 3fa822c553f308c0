//! Why a carriage does not allow what was asked.

use core::fmt;

use freight::{Classifier, MilestoneCode, MilestoneError, MilestoneKind, UnitNumber};
use jiff::Timestamp;
use money::{Count, Price};
use serde::{Deserialize, Serialize};

use crate::CarriageId;

/// Who may record a kind of milestone. The exchange may record all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reporters {
    /// Customs speak through the exchange alone.
    Exchange,
    /// Loading, discharge, papers and transport are told by the carrier of the carriage.
    Carrier,
    /// Gates are seen by the carrier of the carriage, and by warehouses.
    CarrierOrWarehouse,
}

impl fmt::Display for Reporters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Reporters::Exchange => "the exchange only",
            Reporters::Carrier => "its carrier and the exchange only",
            Reporters::CarrierOrWarehouse => "its carrier, a warehouse and the exchange only",
        })
    }
}

/// Why a carriage does not allow it. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum CarriageRejection {
    /// There has never been a carriage of this number.
    #[error("carriage {carriage} is unknown, with {} struck so far", Count::of(*.newest, "carriage"))]
    Unknown {
        /// What was asked for.
        carriage: CarriageId,
        /// The highest number of a carriage.
        newest: u64,
    },
    /// The carriage is finished.
    #[error("carriage {carriage} is closed, and final")]
    Closed {
        /// Which carriage.
        carriage: CarriageId,
    },
    /// The freight, or what an order costs, has more than 18 digits.
    #[error("{carriage} would be for {} at {price}, which has more than 18 digits in minor units", Count::of(*.units, "unit"))]
    OutOfRange {
        /// Which carriage.
        carriage: CarriageId,
        /// How many units were traded.
        units: u32,
        /// For how much each.
        price: Price,
    },
    /// Only the shipper names units.
    #[error("the units of {carriage} are named by its shipper only")]
    NotTheShipper {
        /// Which carriage.
        carriage: CarriageId,
    },
    /// Only the carrier leaves units behind.
    #[error("{carriage} is rolled by its carrier and the exchange only")]
    NotTheCarrier {
        /// Which carriage.
        carriage: CarriageId,
    },
    /// Only a side cancels.
    #[error("{carriage} is cancelled by its shipper and its carrier only")]
    NotAParty {
        /// Which carriage.
        carriage: CarriageId,
    },
    /// Nothing is cancelled from the departure on.
    #[error("the departure of {carriage} was at {departure}, but it is {now}")]
    Departed {
        /// Which carriage.
        carriage: CarriageId,
        /// When the service departed.
        departure: Timestamp,
        /// When it was asked.
        now: Timestamp,
    },
    /// What has no name at the cut-off has dropped out.
    #[error("the cut-off of {carriage} was at {cut_off}, but it is {now}")]
    CutOffPassed {
        /// Which carriage.
        carriage: CarriageId,
        /// When the cut-off was.
        cut_off: Timestamp,
        /// When it was asked.
        now: Timestamp,
    },
    /// Nothing was named.
    #[error("0 units of {carriage} were named, but at least 1 is needed")]
    NoUnits {
        /// Which carriage.
        carriage: CarriageId,
    },
    /// A box where tonnes are carried, or cargo where boxes are.
    #[error("{carriage} carries {counted}, but {unit} is not counted so")]
    WrongUnit {
        /// Which carriage.
        carriage: CarriageId,
        /// Which unit.
        unit: UnitNumber,
        /// In what the service is counted.
        counted: String,
    },
    /// The number is taken in this carriage, or was given twice.
    #[error("{carriage} has a unit {unit} already, and each is named once")]
    UnitTaken {
        /// Which carriage.
        carriage: CarriageId,
        /// Which unit.
        unit: UnitNumber,
    },
    /// More units than slots.
    #[error("{carriage} has {} left to nominate, but {} were named", Count::of(*.left, "slot"), Count::new(*.named))]
    TooManyUnits {
        /// Which carriage.
        carriage: CarriageId,
        /// How many slots have no name.
        left: u32,
        /// How many units were named.
        named: u64,
    },
    /// The milestone itself is told badly.
    #[error(transparent)]
    Milestone(#[from] MilestoneError),
    /// Planned and estimated events move nothing.
    #[error("milestone {event} of {carriage} is {classifier}, but only ACT is recorded")]
    NotActual {
        /// Which carriage.
        carriage: CarriageId,
        /// The source's code.
        event: MilestoneCode,
        /// How sure it is.
        classifier: Classifier,
    },
    /// It has not happened yet.
    #[error("milestone {event} of {carriage} occurred at {occurred}, but it is {now}")]
    InTheFuture {
        /// Which carriage.
        carriage: CarriageId,
        /// The source's code.
        event: MilestoneCode,
        /// When it is said to have happened.
        occurred: Timestamp,
        /// When it was told.
        now: Timestamp,
    },
    /// The source would have said so later than now.
    #[error("milestone {event} of {carriage} was told at {updated}, but it is {now}")]
    ToldInTheFuture {
        /// Which carriage.
        carriage: CarriageId,
        /// The source's code.
        event: MilestoneCode,
        /// When the source is said to have told it.
        updated: Timestamp,
        /// When it was recorded.
        now: Timestamp,
    },
    /// The member does not see such things happen.
    #[error("{kind} of {carriage} is recorded by {reporters}")]
    NotAReporter {
        /// Which carriage.
        carriage: CarriageId,
        /// What happened.
        kind: MilestoneKind,
        /// Who records it.
        reporters: Reporters,
    },
    /// Somebody else told it.
    #[error("milestone {event} of {carriage} is corrected and withdrawn by its source and the exchange only")]
    NotTheSource {
        /// Which carriage.
        carriage: CarriageId,
        /// The source's code.
        event: MilestoneCode,
    },
    /// The source has used this code for this carriage before.
    #[error("milestone {event} of {carriage} is recorded already, and a code is used once")]
    MilestoneKnown {
        /// Which carriage.
        carriage: CarriageId,
        /// The source's code.
        event: MilestoneCode,
    },
    /// The source never used this code for this carriage.
    #[error("milestone {event} of {carriage} was never recorded by that source")]
    MilestoneUnknown {
        /// Which carriage.
        carriage: CarriageId,
        /// The source's code.
        event: MilestoneCode,
    },
    /// What was withdrawn cannot be corrected.
    #[error("milestone {event} of {carriage} was withdrawn, and is corrected no more")]
    MilestoneWithdrawn {
        /// Which carriage.
        carriage: CarriageId,
        /// The source's code.
        event: MilestoneCode,
    },
    /// The source has said something later under this code.
    #[error(
        "milestone {event} of {carriage} was told anew at {updated}, but what stands was told at {known}"
    )]
    MilestoneOutdated {
        /// Which carriage.
        carriage: CarriageId,
        /// The source's code.
        event: MilestoneCode,
        /// When this was said.
        updated: Timestamp,
        /// When the source said what stands.
        known: Timestamp,
    },
    /// What was withdrawn cannot be withdrawn.
    #[error("milestone {event} of {carriage} was withdrawn already")]
    WithdrawalOfAWithdrawal {
        /// Which carriage.
        carriage: CarriageId,
        /// The source's code.
        event: MilestoneCode,
    },
    /// No such unit was nominated.
    #[error("{carriage} has no unit {unit}")]
    UnitUnknown {
        /// Which carriage.
        carriage: CarriageId,
        /// Which unit.
        unit: UnitNumber,
    },
    /// The unit was a no-show, or was left behind.
    #[error("unit {unit} has dropped out of {carriage}")]
    UnitDroppedOut {
        /// Which carriage.
        carriage: CarriageId,
        /// Which unit.
        unit: UnitNumber,
    },
    /// A unit stands twice among those to be left behind.
    #[error("unit {unit} of {carriage} is named twice, but once is enough")]
    UnitTwice {
        /// Which carriage.
        carriage: CarriageId,
        /// Which unit.
        unit: UnitNumber,
    },
    /// What is loaded is on its way.
    #[error("unit {unit} of {carriage} is loaded")]
    UnitLoaded {
        /// Which carriage.
        carriage: CarriageId,
        /// Which unit.
        unit: UnitNumber,
    },
    /// Fewer slots are without a name.
    #[error("{carriage} has {} without a name, but {} were to be rolled", Count::of(*.left, "slot"), Count::new(*.asked))]
    TooFewUnnamed {
        /// Which carriage.
        carriage: CarriageId,
        /// How many slots have no name.
        left: u32,
        /// How many were to be left behind.
        asked: u32,
    },
    /// The escrow is called once.
    #[error("the escrow of {carriage} was called and paid already")]
    AlreadyCalled {
        /// Which carriage.
        carriage: CarriageId,
    },
}

impl CarriageRejection {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            CarriageRejection::Unknown { .. } => "CARRIAGE_UNKNOWN",
            CarriageRejection::Closed { .. } => "CARRIAGE_CLOSED",
            CarriageRejection::OutOfRange { .. } => "CARRIAGE_OUT_OF_RANGE",
            CarriageRejection::NotTheShipper { .. } => "NOT_THE_SHIPPER",
            CarriageRejection::NotTheCarrier { .. } => "NOT_THE_CARRIER",
            CarriageRejection::NotAParty { .. } => "NOT_A_PARTY",
            CarriageRejection::Departed { .. } => "CARRIAGE_DEPARTED",
            CarriageRejection::CutOffPassed { .. } => "CUT_OFF_PASSED",
            CarriageRejection::NoUnits { .. } => "UNITS_MISSING",
            CarriageRejection::WrongUnit { .. } => "UNIT_WRONG",
            CarriageRejection::UnitTaken { .. } => "UNIT_TAKEN",
            CarriageRejection::TooManyUnits { .. } => "TOO_MANY_UNITS",
            CarriageRejection::Milestone(error) => error.code(),
            CarriageRejection::NotActual { .. } => "MILESTONE_NOT_ACTUAL",
            CarriageRejection::InTheFuture { .. } | CarriageRejection::ToldInTheFuture { .. } => {
                "MILESTONE_IN_THE_FUTURE"
            }
            CarriageRejection::NotAReporter { .. } => "NOT_A_REPORTER",
            CarriageRejection::NotTheSource { .. } => "NOT_THE_SOURCE",
            CarriageRejection::MilestoneKnown { .. } => "MILESTONE_KNOWN",
            CarriageRejection::MilestoneUnknown { .. } => "MILESTONE_UNKNOWN",
            CarriageRejection::MilestoneWithdrawn { .. } => "MILESTONE_WITHDRAWN",
            CarriageRejection::MilestoneOutdated { .. } => "MILESTONE_OUTDATED",
            CarriageRejection::WithdrawalOfAWithdrawal { .. } => "WITHDRAWAL_OF_A_WITHDRAWAL",
            CarriageRejection::UnitUnknown { .. } => "UNIT_UNKNOWN",
            CarriageRejection::UnitDroppedOut { .. } => "UNIT_DROPPED_OUT",
            CarriageRejection::UnitTwice { .. } => "UNIT_TWICE",
            CarriageRejection::UnitLoaded { .. } => "UNIT_LOADED",
            CarriageRejection::TooFewUnnamed { .. } => "TOO_FEW_UNNAMED",
            CarriageRejection::AlreadyCalled { .. } => "ESCROW_ALREADY_CALLED",
        }
    }
}
