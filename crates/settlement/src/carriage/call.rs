//! The escrow is called; and the cut-off comes.
//!
//! The call asks the shipper for the freight of the units left and its tax. If it has too little, that is a
//! no-show of everything. What milestones have earned before is released at once.
//!
//! What comes counts when it is told: a gate-in that is taken back after the cut-off is a no-show then.

use freight::MilestoneKind;
use jiff::{SignedDuration, Timestamp};

use super::draft::Paid;
use super::dropping::Leaving;
use super::passing::Marks;
use super::{CarriageFact, CarriageRejection, Draft};
use crate::{Drop, Party, Purse, Purses, Reason, Schedule, Terms};

/// When the escrow is to be called: so many hours before the cut-off as the terms say.
pub(super) fn call_time(schedule: &Schedule, terms: &Terms) -> Timestamp {
    let before = SignedDuration::from_hours(i64::from(terms.call_hours));
    schedule.cut_off.checked_sub(before).unwrap_or(Timestamp::MIN)
}

impl<P: Purses> Draft<'_, P> {
    /// Calls the escrow of the units left.
    pub(crate) fn call(&mut self) -> Result<(), CarriageRejection> {
        let carriage = self.carriage.id;
        if self.carriage.is_called() {
            return Err(CarriageRejection::AlreadyCalled { carriage });
        }
        let asked = self.carriage.fare(self.terms).escrow(self.carriage.left);
        let (escrow, free) = (self.escrow(), Purse::Free(self.carriage.shipper));
        let available = self.inside(free);
        if available < asked {
            self.write(CarriageFact::Unpaid { asked, available });
            let marks = self.carriage.marks();
            let named = self.carriage.present(&marks).map(|(place, _, _)| place).collect();
            let unnamed = self.carriage.unnamed;
            self.drop_out(Leaving { by: Party::Shipper, why: Drop::Unpaid, named, unnamed });
        } else {
            self.pay(free, escrow, Paid { amount: asked, reason: Reason::EscrowCalled });
            self.write(CarriageFact::Called { amount: asked });
            self.follow_release();
        }
        self.reckon_closing();
        Ok(())
    }

    /// Lets what was neither gated in nor loaded, and every slot without a name, be a no-show.
    pub(crate) fn cut_off(&mut self) {
        let id = self.carriage.id;
        assert!(self.carriage.is_called(), "the escrow of {id} is called before its cut-off comes");
        assert!(self.carriage.dues.cut_off.is_some(), "the cut-off of {id} comes once");
        self.carriage.pass_cut_off();
        self.drop_missing();
        self.reckon_closing();
    }

    /// Lets what stands neither gated in nor loaded drop out once the cut-off has passed, and with it every slot
    /// without a name.
    pub(super) fn drop_missing(&mut self) {
        let marks = self.carriage.marks();
        let missing = |marks: &Marks| !marks.has(MilestoneKind::GatedIn) && !marks.has(MilestoneKind::Loaded);
        let missing = self.carriage.present(&marks).filter(|(_, _, marks)| missing(marks));
        let (named, unnamed) = (missing.map(|(place, _, _)| place).collect(), self.carriage.unnamed);
        self.drop_out(Leaving { by: Party::Shipper, why: Drop::NoShow, named, unnamed });
    }
}
