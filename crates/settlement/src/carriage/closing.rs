//! A carriage is finished: deposits go back, and what was told is final.
//!
//! It closes some days after the last release, or after units last dropped out, whichever is later, once all
//! units left have passed all tranches; with no unit left it closes at once. A withdrawal that takes a release
//! back lets the closing fall away.

use jiff::{SignedDuration, Timestamp};

use super::draft::Paid;
use super::{CarriageFact, Draft};
use crate::{Party, Purse, Purses, Reason};

impl<P: Purses> Draft<'_, P> {
    /// Finds out when the carriage will close, after something has changed.
    pub(super) fn reckon_closing(&mut self) {
        let left = self.carriage.left;
        if left == 0 {
            return;
        }
        let complete = self.carriage.is_called() && self.progress(left).is_complete();
        let at = match (complete, self.carriage.dues.close) {
            (false, _) => None,
            (true, Some(at)) if !self.moved => Some(at),
            (true, _) => {
                let days = SignedDuration::from_hours(24 * i64::from(self.terms.closing_days));
                Some(self.now.checked_add(days).unwrap_or(Timestamp::MAX))
            }
        };
        if at != self.carriage.dues.close {
            self.write(CarriageFact::ClosesAt { at });
        }
    }

    /// Closes the carriage when the days are over.
    pub(crate) fn close_when_due(&mut self) {
        let id = self.carriage.id;
        let due = self.carriage.dues.close.is_some_and(|at| at <= self.now);
        assert!(due, "{id} closes at {:?}, but it is {}", self.carriage.dues.close, self.now);
        assert!(self.inside(self.escrow()).is_zero(), "{id} is complete, so its escrow is released");
        self.close();
    }

    /// Gives the deposits back and ends the purses of the carriage.
    pub(super) fn close(&mut self) {
        let shipper_deposit = self.return_deposit(Party::Shipper);
        let carrier_deposit = self.return_deposit(Party::Carrier);
        self.retire(self.escrow());
        self.write(CarriageFact::Closed { shipper_deposit, carrier_deposit });
    }

    fn return_deposit(&mut self, party: Party) -> money::Minor {
        let (deposit, free) = (self.deposit(party), Purse::Free(self.carriage.member(party)));
        let amount = self.inside(deposit);
        self.pay(deposit, free, Paid { amount, reason: Reason::DepositReturned });
        self.retire(deposit);
        amount
    }
}
