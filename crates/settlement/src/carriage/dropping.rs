//! Units drop out: they did not come, were not paid for, or were left behind.
//!
//! ```text
//!   what is released follows the units that stay ──▶ escrow goes back ──▶ damages ──▶ slots lapse
//! ```
//!
//! Damages run over all units that dropped out by the fault of a side, so that any split into no-shows or rolls
//! costs the same. The exchange's share is rounded; the other side gets the rest.

use freight::{MilestoneKind, Role, UnitNumber};
use money::Minor;

use super::waterfall::Fine;
use super::{CarriageFact, CarriageRejection, Draft};
use crate::{Damages, Drop, Party, Purse, Purses, Reason, Reporter, Rolled};

/// Units that drop out together.
pub(super) struct Leaving {
    pub(super) by: Party,
    pub(super) why: Drop,
    /// The places of those that have a name.
    pub(super) named: Vec<u32>,
    /// How many have none.
    pub(super) unnamed: u32,
}

impl<P: Purses> Draft<'_, P> {
    /// The carrier leaves units behind that it has not loaded.
    pub(crate) fn roll(&mut self, by: Reporter, units: Rolled<'_>) -> Result<(), CarriageRejection> {
        let carriage = self.carriage.id;
        let is_carrier = self.carriage.party(by.participant) == Some(Party::Carrier);
        if !is_carrier && !by.roles.has(Role::Exchange) {
            return Err(CarriageRejection::NotTheCarrier { carriage });
        }
        let (named, unnamed) = match units {
            Rolled::Named([]) | Rolled::Unnamed(0) => return Err(CarriageRejection::NoUnits { carriage }),
            Rolled::Named(numbers) => (self.rolled(numbers)?, 0),
            Rolled::Unnamed(asked) => {
                let left = self.carriage.unnamed;
                if asked > left {
                    return Err(CarriageRejection::TooFewUnnamed { carriage, left, asked });
                }
                (Vec::new(), asked)
            }
        };
        self.drop_out(Leaving { by: Party::Carrier, why: Drop::Rolled, named, unnamed });
        self.reckon_closing();
        Ok(())
    }

    /// The places of units that may be left behind: in the carriage, and not loaded.
    fn rolled(&self, numbers: &[UnitNumber]) -> Result<Vec<u32>, CarriageRejection> {
        let carriage = self.carriage.id;
        self.check_units(numbers)?;
        let marks = self.carriage.marks();
        let mut places = Vec::with_capacity(numbers.len());
        for &unit in numbers {
            let (place, _, marks) = self
                .carriage
                .present(&marks)
                .find(|(_, named, _)| named.number == unit)
                .expect("it was found");
            if places.contains(&place) {
                return Err(CarriageRejection::UnitTwice { carriage, unit });
            }
            if marks.has(MilestoneKind::Loaded) {
                return Err(CarriageRejection::UnitLoaded { carriage, unit });
            }
            places.push(place);
        }
        Ok(places)
    }

    /// Lets units drop out, with everything that follows; with the last of them the carriage is finished.
    pub(super) fn drop_out(&mut self, leaving: Leaving) {
        let Leaving { by, why, named, unnamed } = leaving;
        let (loaded, waiting) = self.count(&named);
        let units = loaded + waiting + unnamed;
        if units == 0 {
            return;
        }
        for unit in named {
            self.write(CarriageFact::UnitOut { unit });
        }
        let left = self.carriage.left - units;
        self.bring_release_to(left);
        let escrow_returned = self.give_back_escrow(left);
        let before = self.carriage.failed(by);
        self.write(CarriageFact::DroppedOut { by, why, units, unnamed, escrow_returned });
        self.moved = true;
        self.charge_damages(by, before);
        let (service, shipper) = (self.carriage.service, self.carriage.shipper);
        let lapsed = Purse::Lapsed(service, shipper);
        self.shift(Purse::Nominated(service, shipper), lapsed, waiting, Reason::SlotsLapsed);
        self.shift(Purse::Right(service, shipper), lapsed, unnamed, Reason::SlotsLapsed);
        if self.carriage.left == 0 {
            self.close();
        }
    }

    /// How many units these places are: loaded, whose slots stay consumed, and not loaded.
    fn count(&self, named: &[u32]) -> (u32, u32) {
        let marks = self.carriage.marks();
        let (mut loaded, mut waiting) = (0, 0);
        for (_, unit, marks) in self.carriage.present(&marks).filter(|(place, _, _)| named.contains(place)) {
            match marks.has(MilestoneKind::Loaded) {
                true => loaded += unit.quantity,
                false => waiting += unit.quantity,
            }
        }
        (loaded, waiting)
    }

    /// Charges the side that failed for its units beyond those that had dropped out `before`.
    fn charge_damages(&mut self, by: Party, before: u32) {
        let Damages { rate, house_share } = self.terms.damages(by);
        let fare = self.carriage.fare(self.terms);
        let so_far = |units: u32| {
            let total = rate.of(fare.freight(units)).expect("damages are a part of the freight");
            (total, house_share.of(total).expect("a share is a part of the damages"))
        };
        let ((total_before, house_before), (total, house)) =
            (so_far(before), so_far(self.carriage.failed(by)));
        let beyond = |after: Minor, before: Minor| after.checked_sub(before).expect("damages never shrink");
        let (total, to_house) = (beyond(total, total_before), beyond(house, house_before));
        self.charge(Fine {
            from: by,
            to_other: beyond(total, to_house),
            to_house,
            paid: Reason::DamagesPaid,
            shared: Reason::DamagesHouseShare,
        });
    }
}
