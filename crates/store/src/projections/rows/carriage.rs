//! Rows about carriages, their units and what happened to them.

use engine::Sequence;
use freight::{MilestoneCode, MilestoneKind, ParticipantCode, PlaceCode, ServiceCode, UnitNumber};
use money::{Currency, Price};
use settlement::{CarriageId, Drop, Party, TermsId};

use crate::projections::row::{Moment, rows, words};

words! {
    /// How far a carriage is.
    CarriageState {
        /// It goes on.
        Open,
        /// A side has cancelled it.
        Cancelled,
        /// It is finished, and its milestones are final.
        Closed,
    }

    /// What was said of a milestone.
    MilestoneWord {
        /// It happened.
        Recorded,
        /// It happened otherwise.
        Corrected,
        /// It did not happen.
        Withdrawn,
    }
}

rows! {
    /// A carriage. How many of its units are named, loaded and so on stands in the view `carriage_progress`.
    in "carriages", by [carriage_id], Changes
    pub CarriageRow {
        /// Its number, which is the trade's too.
        carriage_id: CarriageId,
        /// What is carried.
        service: ServiceCode,
        /// Who sends.
        shipper: ParticipantCode,
        /// Who carries.
        carrier: ParticipantCode,
        /// How many units were bought.
        quantity: u32,
        /// How many of them have not dropped out.
        units_left: u32,
        /// For one unit.
        price: Price,
        /// What it is paid in.
        currency: Currency,
        /// The digits of the currency's minor unit.
        exponent: u8,
        /// The version of its terms.
        terms: TermsId,
        /// How far it is.
        state: CarriageState,
        /// What the shipper paid into escrow; nothing before the call.
        escrow_called: Option<i64>,
        /// What of the escrow went back, since units dropped out.
        escrow_returned: i64,
        /// What of the escrow was released to the carrier.
        released: i64,
        /// Who cancelled it.
        cancelled_by: Option<ParticipantCode>,
        /// When it will be closed, if that is known.
        closes_at: Option<Moment>,
        /// When it was closed.
        closed_at: Option<Moment>,
        /// What of its deposit went back to the shipper at closing.
        shipper_deposit_returned: Option<i64>,
        /// What of its deposit went back to the carrier at closing.
        carrier_deposit_returned: Option<i64>,
        /// The record that struck it.
        struck_sequence: Sequence,
        /// When it was struck.
        struck_at: Moment,
        /// The record that changed it last.
        sequence: Sequence,
        /// When.
        at: Moment,
    }

    /// A unit that was named for a carriage.
    in "units", by [carriage_id, unit], Changes
    pub UnitRow {
        /// For which carriage.
        carriage_id: CarriageId,
        /// The box, or the consignment.
        unit: UnitNumber,
        /// How much it counts: 1 for a box.
        quantity: u32,
        /// 1 if it is a container number whose check digit is wrong, 0 otherwise.
        doubtful: u8,
        /// The record that named it.
        sequence: Sequence,
        /// When.
        at: Moment,
    }

    /// What was said of a milestone; the last word about one counts, see the view `standing_milestones`.
    in "milestones", by [sequence], Appends
    pub MilestoneRow {
        /// The record in which it was said.
        sequence: Sequence,
        /// When it was said.
        at: Moment,
        /// Of which carriage.
        carriage_id: CarriageId,
        /// Who had said so first.
        source: ParticipantCode,
        /// The source's name for it.
        event: MilestoneCode,
        /// What was said of it.
        word: MilestoneWord,
        /// What happened, by its DCSA code.
        kind: MilestoneKind,
        /// Where, if it was said.
        place: Option<PlaceCode>,
        /// When it happened; nothing if it was withdrawn.
        occurred: Option<Moment>,
        /// When the source said so, if it told.
        updated: Option<Moment>,
        /// To which units, as JSON: an array of numbers, empty where it concerns the whole carriage.
        units: String,
    }

    /// Units that dropped out of a carriage by the fault of a side.
    in "dropouts", by [sequence, position], Appends
    pub DropoutRow {
        /// The record in which they dropped out.
        sequence: Sequence,
        /// The place of the event among those of its record.
        position: u32,
        /// When.
        at: Moment,
        /// Of which carriage.
        carriage_id: CarriageId,
        /// By whose fault.
        fault: Party,
        /// Why.
        why: Drop,
        /// How many.
        units: u32,
        /// How many were left.
        units_left: u32,
        /// What went back to the shipper.
        escrow_returned: i64,
        /// Of which currency.
        currency: Currency,
        /// The digits of its minor unit.
        exponent: u8,
    }

    /// Damages or a cancellation fee, and what covered them.
    in "damages", by [sequence, position], Appends
    pub DamagesRow {
        /// The record in which they were charged.
        sequence: Sequence,
        /// The place of the event among those of its record.
        position: u32,
        /// When.
        at: Moment,
        /// Of which carriage.
        carriage_id: CarriageId,
        /// Who owed them.
        payer: ParticipantCode,
        /// How much.
        total: i64,
        /// The other side's part.
        to_other: i64,
        /// The exchange's part.
        to_house: i64,
        /// What the deposit covered.
        from_deposit: i64,
        /// What free money covered.
        from_free: i64,
        /// What the default fund covered.
        from_fund: i64,
        /// What became a claim.
        owed: i64,
        /// Of which currency.
        currency: Currency,
        /// The digits of its minor unit.
        exponent: u8,
    }

    /// How many units of a carriage are named and have passed each milestone: a view, not a table.
    in "carriage_progress", by [carriage_id], Changes
    pub ProgressRow {
        /// Of which carriage.
        carriage_id: CarriageId,
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
}
