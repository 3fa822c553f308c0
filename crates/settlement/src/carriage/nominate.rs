//! The shipper names the units for its slots.

use freight::{Consignment, ParticipantId};

use super::{CarriageRejection, Draft};
use crate::{Party, Purse, Purses, Reason};

impl<P: Purses> Draft<'_, P> {
    /// Names units, until the cut-off; each takes as many slots as it counts.
    pub(crate) fn nominate(
        &mut self,
        by: ParticipantId,
        units: &[Consignment],
    ) -> Result<(), CarriageRejection> {
        self.check_nomination(by, units)?;
        let before = self.carriage.unnamed;
        self.carriage.name(units);
        let (service, shipper) = (self.carriage.service, self.carriage.shipper);
        let (right, nominated) = (Purse::Right(service, shipper), Purse::Nominated(service, shipper));
        self.shift(right, nominated, before - self.carriage.unnamed, Reason::SlotsNominated);
        Ok(())
    }

    fn check_nomination(&self, by: ParticipantId, units: &[Consignment]) -> Result<(), CarriageRejection> {
        let carriage = self.carriage.id;
        if self.carriage.party(by) != Some(Party::Shipper) {
            return Err(CarriageRejection::NotTheShipper { carriage });
        }
        if self.carriage.is_cut_off() {
            let (cut_off, now) = (self.schedule.cut_off, self.now);
            return Err(CarriageRejection::CutOffPassed { carriage, cut_off, now });
        }
        if units.is_empty() {
            return Err(CarriageRejection::NoUnits { carriage });
        }
        if let Some(unit) = units.iter().find(|unit| !unit.is_counted_in(self.schedule.unit)) {
            let (unit, counted) = (unit.number(), self.schedule.unit.to_string());
            return Err(CarriageRejection::WrongUnit { carriage, unit, counted });
        }
        let mut names = self.carriage.units.clone();
        if let Some(twice) = units.iter().find(|unit| !names.name(unit)) {
            return Err(CarriageRejection::UnitTaken { carriage, unit: twice.number() });
        }
        let named = units.iter().map(|unit| u64::from(unit.quantity())).sum();
        let left = self.carriage.unnamed;
        if named > u64::from(left) {
            return Err(CarriageRejection::TooManyUnits { carriage, left, named });
        }
        Ok(())
    }
}
