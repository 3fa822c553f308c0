//! Collecting: a debtor that has free money pays what it owes, oldest billing first.
//!
//! ```text
//!   free of the debtor ──▶ owed        accrued ──▶ earned, escrow, fund or income, as the owner is
//! ```
//!
//! Collecting takes as much as there is, down to the last cent, and a part of a claim where that is less.
//! Nobody asks for it: whoever runs settlement does it whenever [`Claims::may_collect`].

use freight::ParticipantId;
use money::{Amount, Asset, Minor};

use super::claim::Claim;
use super::claim_fact::{ClaimFact, Page};
use super::claims::Claims;
use super::inside;
use crate::{About, ClaimId, Fact, Movement, Purse, Purses, Reason};

/// What a claim is paid from, and on what account.
#[derive(Clone, Copy, Debug)]
pub(super) struct Means {
    /// A purse of the debtor.
    pub(super) from: Purse,
    /// Why the debtor's money moves.
    pub(super) reason: Reason,
    /// On account of what.
    pub(super) about: About,
}

impl Claims {
    /// Whether collecting would collect anything: the member has billed claims, and free money for them.
    pub fn may_collect<P: Purses>(&self, purses: &P, debtor: ParticipantId, asset: Asset) -> bool {
        self.is_debtor(asset, debtor) && !inside(purses, Purse::Free(debtor), asset).is_zero()
    }

    /// Collects from a debtor what it has; nothing if that is nothing.
    pub(crate) fn collect<P: Purses>(
        &self,
        purses: &mut P,
        facts: &mut Vec<Fact>,
        debtor: ParticipantId,
        asset: Asset,
    ) {
        for id in self.billed_of(debtor, asset) {
            let (claim, about) = (self.read(id), About::Claim(id));
            let means = Means { from: Purse::Free(debtor), reason: Reason::ClaimCollected, about };
            let Some(amount) = claim.payable(purses, id, means.from) else { break };
            let left = claim.pay(purses, id, means, amount);
            facts.push(Fact::Claim(ClaimFact::Collected { claim: id, amount, left }));
        }
    }
}

impl Claim {
    /// How much of the claim a purse of the debtor can pay.
    pub(super) fn payable<P: Purses>(&self, purses: &P, id: ClaimId, from: Purse) -> Option<Amount> {
        inside(purses, from, self.asset).min(inside(purses, self.owed(id), self.asset)).amount()
    }

    /// The debtor pays some of the claim, and it goes on to the owner. Answers what is left.
    pub(super) fn pay<P: Purses>(&self, purses: &mut P, id: ClaimId, means: Means, amount: Amount) -> Minor {
        let Means { from, reason, about } = means;
        let asset = self.asset;
        purses.post(Movement { from, to: self.owed(id), asset, amount, reason, about });
        let (from, to) = (self.accrued(id), self.owner.purse());
        purses.post(Movement { from, to, asset, amount, reason: Reason::ClaimPaidOut, about });
        self.settle(purses, id)
    }

    /// What is left of the claim; with nothing left its purses are retired.
    pub(super) fn settle<P: Purses>(&self, purses: &mut P, id: ClaimId) -> Minor {
        let left = inside(purses, self.owed(id), self.asset);
        if left.is_zero() {
            purses.retire(self.owed(id), self.asset);
            purses.retire(self.accrued(id), self.asset);
        }
        left
    }
}
