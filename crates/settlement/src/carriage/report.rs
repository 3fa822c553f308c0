//! Milestones are recorded, corrected and withdrawn, and money follows what stands.
//!
//! ```text
//!   milestones ──▶ LOAD stands or not ──▶ slots: nominated ◀──▶ consumed
//!       ├────────▶ tranches passed ──▶ what is due ──▶ released or taken back ──▶ closing known or not
//!       └────────▶ after the cut-off: neither GTIN nor LOAD stands ──▶ a no-show
//! ```

use freight::{Milestone, MilestoneCode, MilestoneKind, ParticipantId, Role, Scope, UnitNumber};
use jiff::Timestamp;

use super::draft::Place;
use super::passing::Marks;
use super::{Carriage, CarriageRejection, Draft, Reporters};
use crate::{Party, Purse, Purses, Reason, Reporter};

impl Carriage {
    /// Where `source` recorded the milestone of this code.
    pub(crate) fn recorded_by(&self, source: ParticipantId, event: MilestoneCode) -> Option<Place> {
        self.milestones.place(source, event).map(Place)
    }

    /// Who recorded the milestone at a place, and what it says.
    pub(crate) fn told(&self, at: Place) -> (ParticipantId, MilestoneKind) {
        let record = &self.milestones.records()[at.0];
        (record.source, record.kind)
    }

    /// When the source said last what stands at a place, if it told.
    fn updated(&self, at: Place) -> Option<Timestamp> {
        self.milestones.records()[at.0].updated
    }

    fn stands(&self, at: Place) -> bool {
        self.milestones.records()[at.0].stands
    }
}

impl<P: Purses> Draft<'_, P> {
    /// Records what happened.
    pub(crate) fn record(&mut self, by: Reporter, milestone: &Milestone) -> Result<(), CarriageRejection> {
        self.check_report(by, milestone)?;
        let (carriage, event) = (self.carriage.id, milestone.event);
        if self.carriage.recorded_by(by.participant, event).is_some() {
            return Err(CarriageRejection::MilestoneKnown { carriage, event });
        }
        self.check_units(&milestone.boxes)?;
        let before = self.carriage.marks();
        self.carriage.record(by.participant, milestone);
        self.follow_milestones(&before);
        Ok(())
    }

    /// Tells anew what was recorded under the same identity.
    pub(crate) fn correct(
        &mut self,
        by: Reporter,
        source: ParticipantId,
        milestone: &Milestone,
    ) -> Result<(), CarriageRejection> {
        self.check_report(by, milestone)?;
        let (carriage, event) = (self.carriage.id, milestone.event);
        let at = self.recorded_for(by, source, event)?;
        if !self.carriage.stands(at) {
            return Err(CarriageRejection::MilestoneWithdrawn { carriage, event });
        }
        if let (Some(updated), Some(known)) = (milestone.updated, self.carriage.updated(at))
            && updated < known
        {
            return Err(CarriageRejection::MilestoneOutdated { carriage, event, updated, known });
        }
        self.check_units(&milestone.boxes)?;
        let before = self.carriage.marks();
        self.carriage.correct(at, milestone);
        self.follow_milestones(&before);
        Ok(())
    }

    /// Takes back what did not happen.
    pub(crate) fn withdraw(
        &mut self,
        by: Reporter,
        source: ParticipantId,
        event: MilestoneCode,
    ) -> Result<(), CarriageRejection> {
        let carriage = self.carriage.id;
        let at = self.recorded_for(by, source, event)?;
        if !self.carriage.stands(at) {
            return Err(CarriageRejection::WithdrawalOfAWithdrawal { carriage, event });
        }
        let before = self.carriage.marks();
        self.carriage.withdraw(at);
        self.follow_milestones(&before);
        Ok(())
    }

    /// Where `source` recorded what somebody speaks of: its own, or the exchange of anybody's.
    fn recorded_for(
        &self,
        by: Reporter,
        source: ParticipantId,
        event: MilestoneCode,
    ) -> Result<Place, CarriageRejection> {
        let carriage = self.carriage.id;
        if by.participant != source && !by.roles.has(Role::Exchange) {
            return Err(CarriageRejection::NotTheSource { carriage, event });
        }
        let at = self.carriage.recorded_by(source, event);
        at.ok_or(CarriageRejection::MilestoneUnknown { carriage, event })
    }

    fn check_report(&self, by: Reporter, milestone: &Milestone) -> Result<(), CarriageRejection> {
        let carriage = self.carriage.id;
        let &Milestone { event, kind, classifier, occurred, .. } = milestone;
        milestone.check()?;
        if !classifier.is_actual() {
            return Err(CarriageRejection::NotActual { carriage, event, classifier });
        }
        if occurred > self.now {
            return Err(CarriageRejection::InTheFuture { carriage, event, occurred, now: self.now });
        }
        if let Some(updated) = milestone.updated.filter(|&updated| updated > self.now) {
            return Err(CarriageRejection::ToldInTheFuture { carriage, event, updated, now: self.now });
        }
        let reporters = Reporters::of(kind);
        let is_carrier = self.carriage.party(by.participant) == Some(Party::Carrier);
        if !reporters.include(by.roles, is_carrier) {
            return Err(CarriageRejection::NotAReporter { carriage, kind, reporters });
        }
        Ok(())
    }

    /// Refuses units that were never named, or have dropped out.
    pub(super) fn check_units(&self, numbers: &[UnitNumber]) -> Result<(), CarriageRejection> {
        let carriage = self.carriage.id;
        for &unit in numbers {
            match self.carriage.units.place(unit) {
                None => return Err(CarriageRejection::UnitUnknown { carriage, unit }),
                Some(place) if self.carriage.units.at(place).out => {
                    return Err(CarriageRejection::UnitDroppedOut { carriage, unit });
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// Lets slots and money follow what stands now; after the cut-off, what stands nowhere has not come.
    fn follow_milestones(&mut self, before: &[Marks]) {
        self.follow_loading(before);
        self.follow_release();
        if self.carriage.is_cut_off() {
            self.drop_missing();
        }
        self.reckon_closing();
    }

    fn follow_loading(&mut self, before: &[Marks]) {
        let after = self.carriage.marks();
        let (mut loaded, mut unloaded) = (0, 0);
        let (was, is) = (self.carriage.present(before), self.carriage.present(&after));
        for ((_, unit, was), (_, _, is)) in was.zip(is) {
            match (was.has(MilestoneKind::Loaded), is.has(MilestoneKind::Loaded)) {
                (false, true) => loaded += unit.quantity,
                (true, false) => unloaded += unit.quantity,
                (false, false) | (true, true) => {}
            }
        }
        let (service, shipper) = (self.carriage.service, self.carriage.shipper);
        let (nominated, consumed) = (Purse::Nominated(service, shipper), Purse::Consumed(service, shipper));
        self.shift(nominated, consumed, loaded, Reason::SlotsConsumed);
        self.shift(consumed, nominated, unloaded, Reason::SlotsUnconsumed);
    }
}

impl Reporters {
    /// Who records milestones of this kind.
    fn of(kind: MilestoneKind) -> Reporters {
        match (kind.scope(), kind) {
            (Scope::PerBox, MilestoneKind::GatedIn | MilestoneKind::GatedOut) => {
                Reporters::CarrierOrWarehouse
            }
            (Scope::Customs, _) => Reporters::Exchange,
            (Scope::PerBox | Scope::Document | Scope::Transport, _) => Reporters::Carrier,
        }
    }

    fn include(self, roles: freight::Roles, is_carrier: bool) -> bool {
        let warehouse = roles.has(Role::Warehouse);
        roles.has(Role::Exchange)
            || match self {
                Reporters::Exchange => false,
                Reporters::Carrier => is_carrier,
                Reporters::CarrierOrWarehouse => is_carrier || warehouse,
            }
    }
}
