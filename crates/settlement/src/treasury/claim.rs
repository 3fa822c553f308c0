//! One claim: who owes, to whom, and how far it has come.
//!
//! How much is owed is not here: what the debtor owes, [`Purse::Owed`], and what the owner will get, one of the
//! accrued purses, hold the same amount.

use freight::ParticipantId;
use money::Asset;
use serde::{Deserialize, Serialize};

use crate::{About, CarriageId, ClaimId, Purse};

/// Whose a claim is, and so where it goes when it is collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// A member's; collected, it is earned, for a shipper too.
    Member(ParticipantId),
    /// The escrow's of a carriage; collected, it fills the escrow.
    Escrow(CarriageId),
    /// The default fund's.
    Fund,
    /// The exchange's; collected, it is income from the administration of defaults.
    House,
}

/// How far a claim has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// A bill that still grows; it cannot be collected.
    Accruing,
    /// It is to be collected, in the order of billing.
    Billed(Billing),
}

/// The how-manieth billing of the exchange, from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Billing(pub(super) u64);

/// What one member owes to one owner; how much is in [`Purse::Owed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Who owes.
    pub debtor: ParticipantId,
    /// To whom.
    pub owner: Owner,
    /// Of what.
    pub asset: Asset,
    /// How far it has come.
    pub stage: Stage,
    /// What it came from.
    pub about: About,
}

impl Owner {
    /// Where its share of `claim` waits until the claim is collected.
    pub fn accrued(self, claim: ClaimId) -> Purse {
        match self {
            Owner::Member(member) => Purse::Accrued(claim, member),
            Owner::Escrow(carriage) => Purse::AccruedToEscrow(claim, carriage),
            Owner::Fund => Purse::AccruedToFund(claim),
            Owner::House => Purse::AccruedToHouse(claim),
        }
    }

    /// Where it gets what is collected.
    pub fn purse(self) -> Purse {
        match self {
            Owner::Member(member) => Purse::Earned(member),
            Owner::Escrow(carriage) => Purse::Escrow(carriage),
            Owner::Fund => Purse::Fund,
            Owner::House => Purse::Penalties,
        }
    }
}

impl Claim {
    /// What the debtor owes by it.
    pub fn owed(&self, id: ClaimId) -> Purse {
        Purse::Owed(id, self.debtor)
    }

    /// What its owner will get.
    pub fn accrued(&self, id: ClaimId) -> Purse {
        self.owner.accrued(id)
    }

    /// The carriage and the warehouse of a bill that accrues.
    pub(super) fn storage(&self) -> (CarriageId, ParticipantId) {
        match (self.about, self.owner) {
            (About::Carriage(carriage), Owner::Member(warehouse)) => (carriage, warehouse),
            (about, owner) => panic!("a bill of {owner:?} about {about:?} accrues"),
        }
    }

    pub(super) fn digest(&self, hash: &mut impl FnMut(&[u8])) {
        hash(&self.debtor.number().to_le_bytes());
        hash(&self.asset.to_bits().to_le_bytes());
        for (kind, number) in [self.owner.numbers(), self.stage.numbers(), numbers(self.about)] {
            hash(&[kind]);
            hash(&number.to_le_bytes());
        }
    }
}

impl Owner {
    /// Its kind and number, for digests.
    fn numbers(self) -> (u8, u64) {
        match self {
            Owner::Member(member) => (0, member.number().into()),
            Owner::Escrow(carriage) => (1, carriage.number()),
            Owner::Fund => (2, 0),
            Owner::House => (3, 0),
        }
    }
}

impl Stage {
    /// Its kind and number, for digests.
    fn numbers(self) -> (u8, u64) {
        match self {
            Stage::Accruing => (0, 0),
            Stage::Billed(Billing(number)) => (1, number),
        }
    }
}

/// The kind and number of what a claim is about, for digests.
fn numbers(about: About) -> (u8, u64) {
    match about {
        About::House => (0, 0),
        About::Carriage(carriage) => (1, carriage.number()),
        About::Claim(claim) => (2, claim.number()),
        About::Cycle(cycle) => (3, cycle.number().into()),
        About::Payment(payment) => (4, payment.number()),
        About::Receipt(receipt) => (5, receipt.number()),
        About::Service(service) => (6, service.number().into()),
    }
}
