//! Carriages as they are shown.

use engine::Sequence;
use freight::{MilestoneCode, MilestoneKind, ParticipantCode, PlaceCode, ServiceCode, UnitNumber};
use jiff::Timestamp;
use money::{Currency, Money, Price};
use serde::Serialize;
use settlement::{CarriageId, Drop, Party, TermsId};
use store::{
    CarriageRow, CarriageState, DamagesRow, DropoutRow, MilestoneRow, MilestoneWord, ProgressRow, UnitRow,
};
use utoipa::ToSchema;

use crate::reading::figure::money;

/// A carriage.
#[derive(Serialize, ToSchema)]
pub(crate) struct Carriage {
    /// Its number, which is the trade's too.
    carriage: CarriageId,
    /// What is carried.
    service: ServiceCode,
    /// Who sends.
    shipper: ParticipantCode,
    /// Who carries.
    carrier: ParticipantCode,
    /// How many units were bought.
    quantity: u32,
    /// How many of them have not dropped out.
    left: u32,
    /// For one unit.
    price: Price,
    /// What it is paid in.
    currency: Currency,
    /// The version of its terms.
    terms: TermsId,
    /// How far it is: open, cancelled or closed.
    state: CarriagePhase,
    /// What the shipper paid into escrow; left out before the call.
    #[serde(skip_serializing_if = "Option::is_none")]
    escrow_called: Option<Money>,
    /// What of the escrow went back, since units dropped out.
    escrow_returned: Money,
    /// What of the escrow was released to the carrier.
    released: Money,
    /// Who cancelled it.
    #[serde(skip_serializing_if = "Option::is_none")]
    cancelled_by: Option<ParticipantCode>,
    /// When it will be closed, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    closes_at: Option<Timestamp>,
    /// When it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    closed_at: Option<Timestamp>,
    /// When it was struck.
    #[schema(value_type = String, format = DateTime)]
    struck_at: Timestamp,
    /// The record that changed it last.
    changed_sequence: Sequence,
}

/// How far a carriage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CarriagePhase {
    /// It goes on.
    Open,
    /// A side has cancelled it.
    Cancelled,
    /// It is finished, and its milestones are final.
    Closed,
}

/// A carriage with its units, and what befell it.
#[derive(Serialize, ToSchema)]
pub(crate) struct CarriageInFull {
    /// The record for which this is true.
    pub(super) sequence: Sequence,
    /// The carriage.
    pub(super) carriage: Carriage,
    /// How many units are named, and how many passed each milestone.
    pub(super) progress: CarriageProgress,
    /// The units that are named.
    pub(super) units: Vec<NamedUnit>,
    /// The units that dropped out.
    pub(super) dropouts: Vec<Dropout>,
    /// Damages and cancellation fees.
    pub(super) damages: Vec<DamagesPaid>,
}

/// How many units are named, and how many passed each milestone.
#[derive(Default, Serialize, ToSchema)]
pub(crate) struct CarriageProgress {
    /// How many are named.
    named: i64,
    /// How many passed the gate into the terminal.
    gated_in: i64,
    /// How many were loaded.
    loaded: i64,
    /// How many were discharged.
    discharged: i64,
    /// How many passed the gate out of the terminal.
    gated_out: i64,
}

/// A unit that is named.
#[derive(Serialize, ToSchema)]
pub(crate) struct NamedUnit {
    /// The box, or the consignment.
    unit: UnitNumber,
    /// How much it counts: 1 for a box.
    quantity: u32,
    /// Whether it is a container number whose check digit is wrong.
    doubtful: bool,
}

/// Units that dropped out.
#[derive(Serialize, ToSchema)]
pub(crate) struct Dropout {
    /// By whose fault.
    fault: Party,
    /// Why.
    why: Drop,
    /// How many.
    units: u32,
    /// How many were left.
    left: u32,
    /// What went back to the shipper.
    escrow_returned: Money,
    /// The record in which they dropped out.
    sequence: Sequence,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// Damages or a cancellation fee, and what covered them.
#[derive(Serialize, ToSchema)]
pub(crate) struct DamagesPaid {
    /// Who owed them.
    payer: ParticipantCode,
    /// How much.
    total: Money,
    /// The other side's part.
    to_other: Money,
    /// The exchange's part.
    to_house: Money,
    /// What the deposit covered.
    from_deposit: Money,
    /// What free money covered.
    from_free: Money,
    /// What the default fund covered.
    from_fund: Money,
    /// What became a claim.
    owed: Money,
    /// The record in which they were charged.
    sequence: Sequence,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// What was said of a milestone.
#[derive(Serialize, ToSchema)]
pub(crate) struct MilestoneSaid {
    /// The record in which it was said.
    sequence: Sequence,
    /// When it was said.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Who had said so first.
    source: ParticipantCode,
    /// The source's name for it.
    event: MilestoneCode,
    /// Whether it was recorded, corrected or withdrawn.
    word: MilestoneSaying,
    /// What happened, by its DCSA code.
    kind: MilestoneKind,
    /// Where, if it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<PlaceCode>,
    /// When it happened; left out if it was withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    occurred: Option<Timestamp>,
    /// To which units; none where it concerns the whole carriage.
    units: Vec<UnitNumber>,
}

/// What can be said of a milestone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MilestoneSaying {
    /// It happened.
    Recorded,
    /// It happened otherwise.
    Corrected,
    /// It did not happen.
    Withdrawn,
}

/// The milestones of a carriage.
#[derive(Serialize, ToSchema)]
pub(crate) struct Milestones {
    /// The record for which this is true.
    pub(super) sequence: Sequence,
    /// In the order in which they were said.
    pub(super) milestones: Vec<MilestoneSaid>,
}

impl Carriage {
    pub(super) fn of(row: &CarriageRow) -> Carriage {
        Carriage {
            carriage: row.carriage_id,
            service: row.service,
            shipper: row.shipper,
            carrier: row.carrier,
            quantity: row.quantity,
            left: row.units_left,
            price: row.price,
            currency: row.currency,
            terms: row.terms,
            state: match row.state {
                CarriageState::Open => CarriagePhase::Open,
                CarriageState::Cancelled => CarriagePhase::Cancelled,
                CarriageState::Closed => CarriagePhase::Closed,
            },
            escrow_called: row.escrow_called.map(|called| money(called, row.currency)),
            escrow_returned: money(row.escrow_returned, row.currency),
            released: money(row.released, row.currency),
            cancelled_by: row.cancelled_by,
            closes_at: row.closes_at.map(|at| at.0),
            closed_at: row.closed_at.map(|at| at.0),
            struck_at: row.struck_at.0,
            changed_sequence: row.sequence,
        }
    }
}

impl Dropout {
    pub(super) fn of(row: &DropoutRow) -> Dropout {
        Dropout {
            fault: row.fault,
            why: row.why,
            units: row.units,
            left: row.units_left,
            escrow_returned: money(row.escrow_returned, row.currency),
            sequence: row.sequence,
            at: row.at.0,
        }
    }
}

impl DamagesPaid {
    pub(super) fn of(row: &DamagesRow) -> DamagesPaid {
        let money = |minor| money(minor, row.currency);
        DamagesPaid {
            payer: row.payer,
            total: money(row.total),
            to_other: money(row.to_other),
            to_house: money(row.to_house),
            from_deposit: money(row.from_deposit),
            from_free: money(row.from_free),
            from_fund: money(row.from_fund),
            owed: money(row.owed),
            sequence: row.sequence,
            at: row.at.0,
        }
    }
}

impl MilestoneSaid {
    pub(super) fn of(row: &MilestoneRow) -> MilestoneSaid {
        MilestoneSaid {
            sequence: row.sequence,
            at: row.at.0,
            source: row.source,
            event: row.event,
            word: match row.word {
                MilestoneWord::Recorded => MilestoneSaying::Recorded,
                MilestoneWord::Corrected => MilestoneSaying::Corrected,
                MilestoneWord::Withdrawn => MilestoneSaying::Withdrawn,
            },
            kind: row.kind,
            place: row.place,
            occurred: row.occurred.map(|at| at.0),
            units: serde_json::from_str(&row.units).unwrap_or_default(),
        }
    }
}

impl CarriageProgress {
    pub(super) fn of(row: &ProgressRow) -> CarriageProgress {
        CarriageProgress {
            named: row.named,
            gated_in: row.gated_in,
            loaded: row.loaded,
            discharged: row.discharged,
            gated_out: row.gated_out,
        }
    }
}

impl NamedUnit {
    pub(super) fn of(row: &UnitRow) -> NamedUnit {
        NamedUnit { unit: row.unit, quantity: row.quantity, doubtful: row.doubtful > 0 }
    }
}
