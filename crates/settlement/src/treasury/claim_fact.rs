//! What is recorded of claims, and how it is written.
//!
//! A draft and the claims themselves are written by the same hand, so that what was decided and what is
//! remembered cannot differ.

use freight::ParticipantId;
use money::{Amount, Asset, Minor};
use serde::{Deserialize, Serialize};

use super::claim::{Billing, Claim, Owner, Stage};
use crate::{About, CarriageId, ClaimId, CycleId};

/// What is recorded about claims. New claims take the next number, so that it need not be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ClaimFact {
    /// A new claim, billed at once.
    Arose {
        /// Who owes.
        debtor: ParticipantId,
        /// To whom.
        owner: Owner,
        /// Of what.
        asset: Asset,
        /// How much.
        amount: Amount,
        /// What it came from.
        about: About,
    },
    /// A new bill, which accrues.
    Opened {
        /// Who bills.
        warehouse: ParticipantId,
        /// Who will owe.
        debtor: ParticipantId,
        /// In which currency.
        asset: Asset,
        /// For the storage of which carriage.
        carriage: CarriageId,
    },
    /// A bill grew.
    Accrued {
        /// The claim of the bill.
        claim: ClaimId,
        /// By how much; what rounds to zero adds nothing.
        amount: Minor,
    },
    /// A bill is to be collected.
    Billed {
        /// The claim of the bill.
        claim: ClaimId,
        /// The tax that was added.
        tax: Minor,
        /// What it comes to with the tax; a bill of nothing is settled at once.
        total: Minor,
    },
    /// The whole claim is another owner's.
    Reassigned {
        /// The claim.
        claim: ClaimId,
        /// Whose it is now.
        to: Owner,
        /// How much it is.
        amount: Amount,
    },
    /// A part of the claim is another owner's: a new claim, in the place of the old one.
    Split {
        /// The old claim.
        claim: ClaimId,
        /// Whose the new one is.
        to: Owner,
        /// How much the new one is.
        amount: Amount,
    },
    /// Some of it fell away, because what it was for is due again.
    Lapsed {
        /// The claim.
        claim: ClaimId,
        /// How much fell away.
        amount: Amount,
        /// What is left of it.
        left: Minor,
    },
    /// The debtor paid.
    Collected {
        /// The claim.
        claim: ClaimId,
        /// How much.
        amount: Amount,
        /// What is left of it.
        left: Minor,
    },
    /// The debtor's earnings were set off against it, or what the debtor will get.
    SetOff {
        /// The claim.
        claim: ClaimId,
        /// In which cycle.
        cycle: CycleId,
        /// How much.
        amount: Amount,
        /// What is left of it.
        left: Minor,
    },
}

/// How many claims there have been, and how many were billed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counters {
    claims: u64,
    billings: u64,
}

/// Where facts about claims are written: the claims themselves, or a draft over them.
pub(super) trait Page {
    /// The counters, to be advanced.
    fn counters(&mut self) -> &mut Counters;
    /// The claim, which is there.
    fn read(&self, claim: ClaimId) -> Claim;
    /// Puts a claim in its place, or takes it away once it is settled.
    fn write(&mut self, id: ClaimId, claim: Option<Claim>);
}

impl Counters {
    /// The number of the claim that comes next.
    pub(super) fn next(self) -> ClaimId {
        self.claims.checked_add(1).and_then(ClaimId::new).expect("claims are counted in 64 bits")
    }

    pub(super) fn digest(self, hash: &mut impl FnMut(&[u8])) {
        hash(&self.claims.to_le_bytes());
        hash(&self.billings.to_le_bytes());
    }

    fn count(&mut self) -> ClaimId {
        let next = self.next();
        self.claims = next.number();
        next
    }

    fn bill(&mut self) -> Stage {
        self.billings += 1;
        Stage::Billed(Billing(self.billings))
    }
}

impl ClaimFact {
    /// Writes what follows from this fact on `page`, and answers which claim it is about (the new one, if there
    /// is one), as it is now or, settled, as it was last.
    pub(super) fn enter(&self, page: &mut impl Page) -> (ClaimId, Claim) {
        let (id, claim, stays) = match *self {
            ClaimFact::Arose { debtor, owner, asset, amount: _, about } => {
                let id = page.counters().count();
                let stage = page.counters().bill();
                (id, Claim { debtor, owner, asset, stage, about }, true)
            }
            ClaimFact::Opened { warehouse, debtor, asset, carriage } => {
                let id = page.counters().count();
                let (owner, about) = (Owner::Member(warehouse), About::Carriage(carriage));
                (id, Claim { debtor, owner, asset, stage: Stage::Accruing, about }, true)
            }
            ClaimFact::Accrued { claim, amount: _ } => (claim, page.read(claim), true),
            ClaimFact::Billed { claim, tax: _, total } => {
                let stage = page.counters().bill();
                (claim, Claim { stage, ..page.read(claim) }, !total.is_zero())
            }
            ClaimFact::Reassigned { claim, to, amount: _ } => {
                (claim, Claim { owner: to, ..page.read(claim) }, true)
            }
            ClaimFact::Split { claim, to, amount: _ } => {
                (page.counters().count(), Claim { owner: to, ..page.read(claim) }, true)
            }
            ClaimFact::Lapsed { claim, amount: _, left }
            | ClaimFact::Collected { claim, amount: _, left }
            | ClaimFact::SetOff { claim, cycle: _, amount: _, left } => {
                (claim, page.read(claim), !left.is_zero())
            }
        };
        page.write(id, stays.then_some(claim));
        (id, claim)
    }
}
