//! Claims as one command changes them: they arise, change hands and fall away, with the money they stand for.
//!
//! A draft reads through what the command has decided so far. Law: what it answers equals applying its facts
//! one by one.
//!
//! Claims change hands oldest first, so that who is due gets what comes in next. They fall away newest first:
//! what lapses undoes what arose last, so that a milestone withdrawn and recorded again leaves the older claims
//! as they were, and the debtor's older debts in their place.

use std::collections::BTreeMap;

use freight::ParticipantId;
use money::{Amount, Asset, Minor};

use super::claim::{Claim, Owner};
use super::claim_fact::{ClaimFact, Counters, Page};
use super::claims::Claims;
use super::{end, inside};
use crate::{About, CarriageId, ClaimId, Fact, Movement, Purses, Reason};

/// Claims, and what one command has changed of them so far.
pub(crate) struct ClaimsDraft<'a> {
    claims: &'a Claims,
    counters: Counters,
    /// Nothing stands for a claim that is settled.
    changed: BTreeMap<ClaimId, Option<Claim>>,
}

impl<'a> ClaimsDraft<'a> {
    pub(super) fn over(claims: &'a Claims) -> ClaimsDraft<'a> {
        ClaimsDraft { claims, counters: claims.counted(), changed: BTreeMap::new() }
    }

    /// A debt arises, and is billed at once.
    #[expect(clippy::too_many_arguments, reason = "who owes whom how much of what, and why, is one sentence")]
    pub(crate) fn arise<P: Purses>(
        &mut self,
        purses: &mut P,
        facts: &mut Vec<Fact>,
        debtor: ParticipantId,
        owner: Owner,
        asset: Asset,
        amount: Amount,
        about: About,
    ) -> ClaimId {
        let (id, claim) = self.enter(facts, ClaimFact::Arose { debtor, owner, asset, amount, about });
        let (from, to) = (claim.owed(id), claim.accrued(id));
        purses.post(Movement { from, to, asset, amount, reason: Reason::ClaimArose, about });
        id
    }

    /// What the escrow of a carriage will still get, once its claims are collected.
    pub(crate) fn owed_to_escrow<P: Purses>(&self, purses: &P, carriage: CarriageId, asset: Asset) -> Minor {
        self.of_escrow(carriage, asset).into_iter().fold(Minor::ZERO, |sum, (id, claim)| {
            sum.checked_add(inside(purses, claim.owed(id), asset)).expect("an escrow has 18 digits")
        })
    }

    /// Gives `amount` of what is owed to the escrow of a carriage to another owner, oldest claims first.
    ///
    /// A claim of which only a part goes is split: the part is a new claim, in the place of the old one.
    ///
    /// # Panics
    ///
    /// If less than `amount` is owed to the escrow.
    pub(crate) fn reassign<P: Purses>(
        &mut self,
        purses: &mut P,
        facts: &mut Vec<Fact>,
        carriage: CarriageId,
        asset: Asset,
        to: Owner,
        amount: Minor,
    ) {
        let mut left = amount;
        let (reason, about) = (Reason::ClaimReassigned, About::Carriage(carriage));
        for (id, claim) in self.of_escrow(carriage, asset) {
            let owed = inside(purses, claim.owed(id), asset);
            let Some(part) = left.min(owed).amount() else { break };
            if part.minor() == owed {
                self.enter(facts, ClaimFact::Reassigned { claim: id, to, amount: part });
                let (from, to) = (claim.accrued(id), to.accrued(id));
                purses.post(Movement { from, to, asset, amount: part, reason, about });
                end(purses, from, asset);
            } else {
                let (new, split) = self.enter(facts, ClaimFact::Split { claim: id, to, amount: part });
                let (from, to) = (claim.accrued(id), claim.owed(id));
                purses.post(Movement { from, to, asset, amount: part, reason, about });
                let (from, to) = (split.owed(new), split.accrued(new));
                purses.post(Movement { from, to, asset, amount: part, reason, about });
            }
            left = left.saturating_sub(part.minor());
        }
        assert!(left.is_zero(), "{carriage} is owed {left:?} less than the {amount:?} to be reassigned");
    }

    /// Lets `amount` of what is owed to the escrow of a carriage fall away, newest claims first.
    ///
    /// # Panics
    ///
    /// If less than `amount` is owed to the escrow.
    pub(crate) fn lapse<P: Purses>(
        &mut self,
        purses: &mut P,
        facts: &mut Vec<Fact>,
        carriage: CarriageId,
        asset: Asset,
        amount: Minor,
    ) {
        let mut left = amount;
        let (reason, about) = (Reason::ClaimLapsed, About::Carriage(carriage));
        for (id, claim) in self.of_escrow(carriage, asset).into_iter().rev() {
            let Some(part) = left.min(inside(purses, claim.owed(id), asset)).amount() else { break };
            let (from, to) = (claim.accrued(id), claim.owed(id));
            purses.post(Movement { from, to, asset, amount: part, reason, about });
            let rest = claim.settle(purses, id);
            self.enter(facts, ClaimFact::Lapsed { claim: id, amount: part, left: rest });
            left = left.saturating_sub(part.minor());
        }
        assert!(left.is_zero(), "{carriage} is owed {left:?} less than the {amount:?} that should lapse");
    }

    /// The billed claims of the escrow of a carriage as they are now, the oldest billing first.
    fn of_escrow(&self, carriage: CarriageId, asset: Asset) -> Vec<(ClaimId, Claim)> {
        let untouched = self.claims.of_escrow(carriage).filter(|id| !self.changed.contains_key(id));
        let untouched = untouched.map(|id| (id, self.claims.read(id)));
        let changed = self.changed.iter().filter_map(|(&id, claim)| claim.map(|claim| (id, claim)));
        let mut all: Vec<_> = untouched
            .chain(changed)
            .filter(|(_, claim)| claim.owner == Owner::Escrow(carriage) && claim.asset == asset)
            .collect();
        all.sort_unstable_by_key(|(id, claim)| (claim.stage, *id));
        all
    }

    fn enter(&mut self, facts: &mut Vec<Fact>, fact: ClaimFact) -> (ClaimId, Claim) {
        facts.push(Fact::Claim(fact));
        fact.enter(self)
    }
}

impl Page for ClaimsDraft<'_> {
    fn counters(&mut self) -> &mut Counters {
        &mut self.counters
    }

    fn read(&self, claim: ClaimId) -> Claim {
        match self.changed.get(&claim) {
            Some(changed) => changed.unwrap_or_else(|| panic!("claim {claim} is settled")),
            None => self.claims.read(claim),
        }
    }

    fn write(&mut self, id: ClaimId, claim: Option<Claim>) {
        self.changed.insert(id, claim);
    }
}
