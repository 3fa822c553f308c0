//! A side cancels what has not begun.
//!
//! Both sides agreed to the bands by their orders, so one word is enough until the departure, and none later.
//! The escrow and the slots go back; the canceller pays a fee on the freight left, by bands before departure,
//! down the waterfall and split like damages; what remains of the deposits goes back.

use freight::{MilestoneKind, ParticipantId};

use super::waterfall::Fine;
use super::{CarriageFact, CarriageRejection, Draft};
use crate::{Purse, Purses, Reason};

impl<P: Purses> Draft<'_, P> {
    /// Cancels the carriage, before the departure and as long as nothing is loaded.
    pub(crate) fn cancel(&mut self, by: ParticipantId) -> Result<(), CarriageRejection> {
        let carriage = self.carriage.id;
        let by = self.carriage.party(by).ok_or(CarriageRejection::NotAParty { carriage })?;
        let (departure, now) = (self.schedule.departure, self.now);
        if departure <= now {
            return Err(CarriageRejection::Departed { carriage, departure, now });
        }
        let marks = self.carriage.marks();
        let loaded = |marks: &super::passing::Marks| marks.has(MilestoneKind::Loaded);
        if let Some((_, unit, _)) = self.carriage.present(&marks).find(|(_, _, marks)| loaded(marks)) {
            return Err(CarriageRejection::UnitLoaded { carriage, unit: unit.number });
        }
        let (units, unnamed) = (self.carriage.left, self.carriage.unnamed);
        let places: Vec<u32> = self.carriage.present(&marks).map(|(place, _, _)| place).collect();
        for unit in places {
            self.write(CarriageFact::UnitOut { unit });
        }
        self.bring_release_to(0);
        let escrow_returned = self.give_back_escrow(0);
        self.write(CarriageFact::Cancelled { by, units, escrow_returned });
        self.return_slots(units, unnamed);
        let rate = self.terms.cancelling_costs(departure.duration_since(now));
        let total = rate.of(self.carriage.fare(self.terms).freight(units));
        let total = total.expect("a fee is a part of the freight");
        let to_house = self.terms.cancellation.house_share.of(total).expect("a share is a part of the fee");
        self.charge(Fine {
            from: by,
            to_other: total.saturating_sub(to_house),
            to_house,
            paid: Reason::CancellationPaid,
            shared: Reason::CancellationHouseShare,
        });
        self.close();
        Ok(())
    }

    fn return_slots(&mut self, units: u32, unnamed: u32) {
        let (service, shipper) = (self.carriage.service, self.carriage.shipper);
        let available = Purse::Available(service, self.carriage.carrier);
        let reason = Reason::SlotsReturned;
        self.shift(Purse::Nominated(service, shipper), available, units - unnamed, reason);
        self.shift(Purse::Right(service, shipper), available, unnamed, reason);
    }
}
