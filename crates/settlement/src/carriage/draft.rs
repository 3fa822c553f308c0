//! A carriage as one command changes it, with the purses that the command may move.
//!
//! A draft is a copy of the one carriage; every fact is applied to it as it is decided, so that what follows
//! reads the carriage as it will be.

use freight::ParticipantId;
use jiff::Timestamp;
use money::{Asset, Minor};

use super::{Carriage, CarriageFact};
use crate::treasury::{ClaimsDraft, Owner, inside};
use crate::{About, Fact, Movement, Party, Purse, Purses, Reason, Schedule, Terms};

/// Where a milestone is recorded, found by its identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place(pub(super) usize);

/// One carriage, and everything that a decision about it may look at or move.
pub(crate) struct Draft<'a, P> {
    pub(super) carriage: Carriage,
    pub(super) terms: &'a Terms,
    pub(super) schedule: &'a Schedule,
    pub(super) now: Timestamp,
    /// Whether this command has released freight or let units drop out.
    pub(super) moved: bool,
    claims: ClaimsDraft<'a>,
    purses: &'a mut P,
    facts: &'a mut Vec<Fact>,
}

/// What a decision about a carriage is lent.
pub(crate) struct Loan<'a, P> {
    pub(crate) terms: &'a Terms,
    pub(crate) schedule: &'a Schedule,
    pub(crate) now: Timestamp,
    pub(crate) claims: ClaimsDraft<'a>,
    pub(crate) purses: &'a mut P,
    pub(crate) facts: &'a mut Vec<Fact>,
}

/// How much of what, and why.
#[derive(Clone, Copy)]
pub(super) struct Paid {
    pub(super) amount: Minor,
    pub(super) reason: Reason,
}

impl<'a, P: Purses> Draft<'a, P> {
    /// A draft over a copy of `carriage`.
    pub(crate) fn over(carriage: &Carriage, loan: Loan<'a, P>) -> Draft<'a, P> {
        let Loan { terms, schedule, now, claims, purses, facts } = loan;
        Draft { carriage: carriage.clone(), terms, schedule, now, moved: false, claims, purses, facts }
    }

    /// Writes a fact down, and lets it come true.
    pub(super) fn write(&mut self, fact: CarriageFact) {
        self.carriage.apply(&fact);
        self.facts.push(Fact::Carriage(fact));
    }

    pub(super) fn asset(&self) -> Asset {
        self.carriage.currency.into()
    }

    pub(super) fn about(&self) -> About {
        About::Carriage(self.carriage.id)
    }

    pub(super) fn escrow(&self) -> Purse {
        Purse::Escrow(self.carriage.id)
    }

    pub(super) fn deposit(&self, party: Party) -> Purse {
        Purse::Deposit(self.carriage.id, self.carriage.member(party))
    }

    /// What is in a purse of the carriage's currency.
    pub(super) fn inside(&self, purse: Purse) -> Minor {
        inside(&*self.purses, purse, self.asset())
    }

    /// What the carrier owes to the escrow.
    pub(super) fn owed_to_escrow(&self) -> Minor {
        self.claims.owed_to_escrow(&*self.purses, self.carriage.id, self.asset())
    }

    /// Moves money; what is nothing does not move.
    pub(super) fn pay(&mut self, from: Purse, to: Purse, Paid { amount, reason }: Paid) {
        let (asset, about) = (self.asset(), self.about());
        if let Some(amount) = amount.amount() {
            self.purses.post(Movement { from, to, asset, amount, reason, about });
        }
    }

    /// Moves as much of `amount` as is in the purse, and answers how much that was.
    pub(super) fn pay_up_to(&mut self, from: Purse, to: Purse, Paid { amount, reason }: Paid) -> Minor {
        let amount = amount.min(self.inside(from));
        self.pay(from, to, Paid { amount, reason });
        amount
    }

    /// Moves slots of the service between states of the shipper's, or back to the carrier.
    pub(super) fn shift(&mut self, from: Purse, to: Purse, units: u32, reason: Reason) {
        let asset = Asset::unit(self.carriage.service.number());
        let about = self.about();
        if let Some(amount) = money::Amount::new(u64::from(units)) {
            self.purses.post(Movement { from, to, asset, amount, reason, about });
        }
    }

    /// Lets `debtor` owe an amount from now on; what is nothing is not owed.
    pub(super) fn claim(&mut self, debtor: ParticipantId, owner: Owner, amount: Minor) {
        let (asset, about) = (self.asset(), self.about());
        if let Some(amount) = amount.amount() {
            self.claims.arise(self.purses, self.facts, debtor, owner, asset, amount, about);
        }
    }

    /// Lets what is owed to the escrow be owed to `owner`.
    pub(super) fn reassign(&mut self, owner: Owner, amount: Minor) {
        let (id, asset) = (self.carriage.id, self.asset());
        if !amount.is_zero() {
            self.claims.reassign(self.purses, self.facts, id, asset, owner, amount);
        }
    }

    /// Lets what is owed to the escrow fall away.
    pub(super) fn lapse(&mut self, amount: Minor) {
        let (id, asset) = (self.carriage.id, self.asset());
        if !amount.is_zero() {
            self.claims.lapse(self.purses, self.facts, id, asset, amount);
        }
    }

    /// Ends a purse of the carriage's currency, which is empty.
    pub(super) fn retire(&mut self, purse: Purse) {
        let asset = self.asset();
        self.purses.retire(purse, asset);
    }
}
