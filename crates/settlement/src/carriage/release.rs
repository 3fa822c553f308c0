//! Escrow is released as milestones stand, and taken back as they do not.
//!
//! ```text
//!   due      = r(E × Σ weightᵢ × unitsᵢ ÷ n)                    unitsᵢ have passed tranche i, n are left
//!   released = E − (what is in the escrow + what the carrier owes to it)
//!
//!   due above released   escrow ──▶ earned              what the escrow lacks, the carrier owes no longer
//!   due below released   earned, then free ──▶ escrow   what the carrier lacks, it owes to the escrow
//! ```
//!
//! The fraction is exact and rounded once, so that all of the escrow is released when all units have passed all
//! tranches. Before the escrow is called nothing is in it, and nothing is released.

use money::Minor;

use super::draft::Paid;
use super::passing::{self, Way};
use super::{CarriageFact, Draft};
use crate::treasury::Owner;
use crate::{Purse, Purses, Reason};

/// A rate of one, counted in the smallest step of a rate.
const ONE: u128 = 1_000_000_000_000;

/// How far the units of a carriage have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Progress {
    /// The quantities that have passed each tranche, each times the tranche's weight, in trillionths.
    weighed: u128,
    /// How many units there are.
    units: u32,
}

impl Progress {
    /// Whether all units have passed all tranches.
    pub(super) fn is_complete(self) -> bool {
        self.units > 0 && self.weighed == u128::from(self.units) * ONE
    }

    /// What of `escrow` is due: its exact part, rounded once, half away from zero.
    fn due(self, escrow: Minor) -> Minor {
        match self.units {
            0 => Minor::ZERO,
            units => escrow.part(self.weighed, u128::from(units) * ONE),
        }
    }
}

impl<P: Purses> Draft<'_, P> {
    /// How far the units have come that have not dropped out, slots without a name among them, if `left` are left.
    pub(super) fn progress(&self, left: u32) -> Progress {
        let way = Way { origin: self.schedule.origin, destination: self.schedule.destination };
        let carriage = &self.carriage;
        let (told, named) = (carriage.milestones.standing(), carriage.units.all().len());
        let passed = passing::passed(told, named, &self.terms.tranches, way);
        let present = carriage.units.all().iter().zip(passed).filter(|(unit, _)| !unit.out);
        let weighed = present.map(|(unit, passed)| {
            let weights = self.terms.tranches.iter().enumerate().filter(|(place, _)| passed.has(*place));
            let weight: u64 = weights.map(|(_, tranche)| tranche.weight.trillionths()).sum();
            u128::from(weight) * u128::from(unit.quantity)
        });
        Progress { weighed: weighed.sum(), units: left }
    }

    /// What has been released so far, as the purses tell.
    fn released(&self) -> Minor {
        let escrow = self.carriage.fare(self.terms).escrow(self.carriage.left);
        let waiting = self.inside(self.escrow()).checked_add(self.owed_to_escrow());
        let released = waiting.and_then(|waiting| escrow.checked_sub(waiting));
        released.unwrap_or_else(|| panic!("the escrow of {} holds more than it was paid", self.carriage.id))
    }

    /// Brings what is released to what is due for the units left.
    pub(super) fn follow_release(&mut self) {
        let left = self.carriage.left;
        self.bring_release_to(left);
    }

    /// Brings what is released to what is due if `left` units are left; those that go are marked already, and
    /// their escrow is still there.
    pub(super) fn bring_release_to(&mut self, left: u32) {
        if !self.carriage.is_called() {
            return;
        }
        let of = self.carriage.fare(self.terms).escrow(left);
        let (released, due) = (self.released(), self.progress(left).due(of));
        if let Some(amount) = due.checked_sub(released) {
            self.release(amount, due, of);
        } else {
            self.take_back(released.saturating_sub(due), due, of);
        }
    }

    fn release(&mut self, amount: Minor, total: Minor, of: Minor) {
        if amount.is_zero() {
            return;
        }
        let reason = Reason::Released;
        let (escrow, earned) = (self.escrow(), Purse::Earned(self.carriage.carrier));
        let moved = self.pay_up_to(escrow, earned, Paid { amount, reason });
        self.write(CarriageFact::Released { amount, total, of });
        self.lapse(amount.saturating_sub(moved));
        self.moved = true;
    }

    fn take_back(&mut self, amount: Minor, total: Minor, of: Minor) {
        let reason = Reason::ReleaseReversed;
        let (escrow, carrier) = (self.escrow(), self.carriage.carrier);
        let mut owed = amount;
        for source in [Purse::Earned(carrier), Purse::Free(carrier)] {
            let moved = self.pay_up_to(source, escrow, Paid { amount: owed, reason });
            owed = owed.saturating_sub(moved);
        }
        self.write(CarriageFact::Reversed { amount, owed, total, of });
        self.claim(carrier, Owner::Escrow(self.carriage.id), owed);
    }

    /// Gives the shipper back what the escrow holds beyond `left` units, and answers how much that was.
    ///
    /// What the carrier still owes of it becomes the shipper's claim.
    pub(super) fn give_back_escrow(&mut self, left: u32) -> Minor {
        if !self.carriage.is_called() {
            return Minor::ZERO;
        }
        let fare = self.carriage.fare(self.terms);
        let back = fare.escrow(self.carriage.left).saturating_sub(fare.escrow(left));
        let (escrow, shipper) = (self.escrow(), self.carriage.shipper);
        let paid = Paid { amount: back, reason: Reason::EscrowReturned };
        let moved = self.pay_up_to(escrow, Purse::Free(shipper), paid);
        self.reassign(Owner::Member(shipper), back.saturating_sub(moved));
        back
    }
}
