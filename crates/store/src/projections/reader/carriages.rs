//! Questions about carriages, their units and what happened to them.

use freight::ParticipantCode;
use settlement::CarriageId;

use super::{Page, Reader};
use crate::projections::ProjectionError;
use crate::projections::link::{Argument, whole};
use crate::projections::query;
use crate::projections::rows::{
    CarriageRow, CarriageState, DamagesRow, DropoutRow, MilestoneRow, ProgressRow, UnitRow,
};

impl Reader {
    /// A carriage.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn carriage(&self, carriage: CarriageId) -> Result<Option<CarriageRow>, ProjectionError> {
        self.one(&query::CARRIAGE, vec![of(carriage)]).await
    }

    /// All carriages.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn carriages(
        &self,
        after: Option<CarriageId>,
        limit: u32,
    ) -> Result<Page<CarriageRow>, ProjectionError> {
        self.page(&query::CARRIAGES, vec![behind(after)], limit).await
    }

    /// All that are so far.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn carriages_in(
        &self,
        state: CarriageState,
        after: Option<CarriageId>,
        limit: u32,
    ) -> Result<Page<CarriageRow>, ProjectionError> {
        self.page_in(&query::CARRIAGES_IN_STATE, vec![behind(after)], limit, &state).await
    }

    /// Carriages of a member, whether it sends or carries.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn carriages_of(
        &self,
        member: ParticipantCode,
        after: Option<CarriageId>,
        limit: u32,
    ) -> Result<Page<CarriageRow>, ProjectionError> {
        let arguments = vec![member.as_str().into(), behind(after)];
        self.page(&query::CARRIAGES_OF_MEMBER, arguments, limit).await
    }

    /// The same, of those that are so far.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn carriages_of_in(
        &self,
        state: CarriageState,
        member: ParticipantCode,
        after: Option<CarriageId>,
        limit: u32,
    ) -> Result<Page<CarriageRow>, ProjectionError> {
        let arguments = vec![member.as_str().into(), behind(after)];
        self.page_in(&query::CARRIAGES_OF_MEMBER_IN_STATE, arguments, limit, &state).await
    }

    /// How many units of a carriage are named, and have passed each milestone.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn progress(&self, carriage: CarriageId) -> Result<Option<ProgressRow>, ProjectionError> {
        self.one(&query::PROGRESS, vec![of(carriage)]).await
    }

    /// The units of a carriage that are named.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn units(&self, carriage: CarriageId) -> Result<Vec<UnitRow>, ProjectionError> {
        self.all(&query::UNITS, vec![of(carriage)]).await
    }

    /// The milestones of a carriage that stand, the last word about each.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn standing_milestones(
        &self,
        carriage: CarriageId,
    ) -> Result<Vec<MilestoneRow>, ProjectionError> {
        self.all(&query::STANDING_MILESTONES, vec![of(carriage)]).await
    }

    /// Everything that was said of milestones of a carriage: recorded, corrected and withdrawn.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn milestones(&self, carriage: CarriageId) -> Result<Vec<MilestoneRow>, ProjectionError> {
        self.all(&query::MILESTONES, vec![of(carriage)]).await
    }

    /// The units that dropped out of a carriage.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn dropouts(&self, carriage: CarriageId) -> Result<Vec<DropoutRow>, ProjectionError> {
        self.all(&query::DROPOUTS, vec![of(carriage)]).await
    }

    /// Damages and cancellation fees of a carriage.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn damages(&self, carriage: CarriageId) -> Result<Vec<DamagesRow>, ProjectionError> {
        self.all(&query::DAMAGES, vec![of(carriage)]).await
    }
}

fn of(carriage: CarriageId) -> Argument {
    whole(carriage.number())
}

fn behind(carriage: Option<CarriageId>) -> Argument {
    whole(carriage.map_or(0, CarriageId::number))
}
