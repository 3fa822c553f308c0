//! How carriages change.

use freight::{MilestoneCode, MilestoneKind, ParticipantCode, PlaceCode, UnitNumber};
use jiff::Timestamp;
use settlement::CarriageId;

use super::Fold;
use super::command::json;
use crate::projections::live::{Stray, Told};
use crate::projections::row::Moment;
use crate::projections::rows::{CarriageState, MilestoneRow, MilestoneWord, UnitRow};

/// The milestone of which something is said.
pub(super) struct Said {
    carriage: CarriageId,
    source: ParticipantCode,
    event: MilestoneCode,
    kind: MilestoneKind,
}

impl Said {
    /// A milestone by its identity, which is its source's own code, and its kind.
    pub(super) fn of(
        carriage: CarriageId,
        source: ParticipantCode,
        event: MilestoneCode,
        kind: MilestoneKind,
    ) -> Said {
        Said { carriage, source, event, kind }
    }

    /// The row of what is said of it.
    pub(super) fn row(self, told: Told, word: MilestoneWord, units: &[UnitNumber]) -> MilestoneRow {
        MilestoneRow {
            sequence: told.sequence,
            at: told.at,
            carriage_id: self.carriage,
            source: self.source,
            event: self.event,
            word,
            kind: self.kind,
            place: None,
            occurred: None,
            updated: None,
            units: json(&units),
        }
    }
}

impl MilestoneRow {
    /// Where and when it happened, and when the source said so.
    pub(super) fn at(
        self,
        (place, occurred, updated): (Option<PlaceCode>, Timestamp, Option<Timestamp>),
    ) -> MilestoneRow {
        MilestoneRow { place, occurred: Some(Moment(occurred)), updated: updated.map(Moment), ..self }
    }
}

impl Fold {
    pub(super) fn nominated(
        &mut self,
        told: Told,
        carriage: CarriageId,
        units: &[freight::Consignment],
        doubtful: &[UnitNumber],
    ) {
        for unit in units {
            let number = unit.number();
            let row = UnitRow {
                carriage_id: carriage,
                unit: number,
                quantity: unit.quantity(),
                doubtful: u8::from(doubtful.contains(&number)),
                sequence: told.sequence,
                at: told.at,
            };
            self.units.put((carriage, number), row);
        }
    }

    /// Units went away, and with them what was in escrow for them.
    pub(super) fn dropped(
        &mut self,
        told: Told,
        carriage: CarriageId,
        left: u32,
        returned: money::Money,
    ) -> Result<(), Stray> {
        let row = self.carriages.change(told, &carriage)?;
        row.units_left = left;
        row.escrow_returned += returned.minor;
        Ok(())
    }

    pub(super) fn released(
        &mut self,
        told: Told,
        carriage: CarriageId,
        total: money::Money,
    ) -> Result<(), Stray> {
        self.carriages.change(told, &carriage)?.released = total.minor;
        Ok(())
    }

    /// A carriage is over; nothing of it can be changed any more.
    pub(super) fn closed(
        &mut self,
        told: Told,
        carriage: CarriageId,
        shipper: money::Money,
        carrier: money::Money,
    ) -> Result<(), Stray> {
        let row = self.carriages.change(told, &carriage)?;
        row.state = CarriageState::Closed;
        row.closed_at = Some(told.at);
        row.shipper_deposit_returned = Some(shipper.minor);
        row.carrier_deposit_returned = Some(carrier.minor);
        Ok(())
    }
}
