//! Claims: what members owe, to whom, and in which order it is collected.
//!
//! ```text
//!   arise ───────────────────────▶ billed ──┬─ collected, set off, lapsed ──▶ settled
//!   accrue ──▶ accruing ── bill ──▶ billed ─┘
//!                                    └ reassigned, wholly or in part ──▶ billed, of another owner
//! ```
//!
//! How much is owed stands in the purses: what the debtor owes, [`Purse::Owed`], and what the owner will get,
//! one of the accrued purses, hold the same amount.
//!
//! # Invariants
//!
//! - A claim has one debtor and one owner, and outlives the carriage that it comes from.
//! - Only billed claims are collected, the oldest billing first; a part that was split off keeps the place of
//!   the whole.
//! - A settled claim is forgotten; its number is never given again.
//!
//! # What is not here
//!
//! How a claim arises, changes hands or lapses is decided in a draft; how it is paid, in collecting and netting.

use std::collections::{BTreeMap, BTreeSet};

use freight::ParticipantId;
use money::Asset;

use super::claim::{Billing, Claim, Owner, Stage};
use super::claim_fact::{ClaimFact, Counters, Page};
use super::draft::ClaimsDraft;
use crate::canon::length;
use crate::{CarriageId, ClaimId, Event, Fact, Sink};

/// All claims that are not settled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    counters: Counters,
    claims: BTreeMap<ClaimId, Claim>,
    /// The billed claims on each debtor.
    billed: Queues<(Asset, ParticipantId)>,
    /// The billed claims of the escrow of each carriage.
    escrows: Queues<CarriageId>,
    /// The open bill of each warehouse on each carriage.
    open: BTreeMap<(CarriageId, ParticipantId), ClaimId>,
}

/// Claims by a key, each in the order of billing; there is no key without a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Queues<K>(BTreeMap<K, BTreeSet<(Billing, ClaimId)>>);

impl Claims {
    /// Where claims of one command are decided, before any of it is recorded.
    pub(crate) fn draft(&self) -> ClaimsDraft<'_> {
        ClaimsDraft::over(self)
    }

    /// The claim with this number, unless it is settled or has never been.
    pub fn claim(&self, id: ClaimId) -> Option<&Claim> {
        self.claims.get(&id)
    }

    /// All claims that are not settled, in the order of their numbers.
    pub fn all(&self) -> impl Iterator<Item = (ClaimId, &Claim)> {
        self.claims.iter().map(|(&id, claim)| (id, claim))
    }

    /// The members with billed claims in this asset, in the order of their numbers.
    pub fn debtors(&self, asset: Asset) -> impl Iterator<Item = ParticipantId> {
        let first = ParticipantId::new(1).expect("members are counted from 1");
        let keys = self.billed.0.range((asset, first)..).map(|(&key, _)| key);
        keys.take_while(move |key| key.0 == asset).map(|(_, member)| member)
    }

    /// All assets and members with billed claims in them, by asset and member.
    pub fn all_debtors(&self) -> impl Iterator<Item = (Asset, ParticipantId)> {
        self.billed.0.keys().copied()
    }

    /// Whether the member has a billed claim in this asset: one look-up in a tree of debtors only.
    pub fn is_debtor(&self, asset: Asset, member: ParticipantId) -> bool {
        self.billed.0.contains_key(&(asset, member))
    }

    /// The billed claims of a debtor in this asset, the oldest billing first.
    pub fn billed_of(&self, debtor: ParticipantId, asset: Asset) -> impl Iterator<Item = ClaimId> {
        self.billed.of((asset, debtor))
    }

    /// The claims of the escrow of a carriage, the oldest billing first.
    pub fn of_escrow(&self, carriage: CarriageId) -> impl Iterator<Item = ClaimId> {
        self.escrows.of(carriage)
    }

    /// The bill of a warehouse on a carriage that still accrues, if there is one.
    pub fn open_bill(&self, carriage: CarriageId, warehouse: ParticipantId) -> Option<ClaimId> {
        self.open.get(&(carriage, warehouse)).copied()
    }

    /// Hashes all claims that are not settled, in a canonical form.
    pub fn digest(&self, hash: &mut impl FnMut(&[u8])) {
        self.counters.digest(hash);
        length(self.claims.len(), hash);
        for (id, claim) in self.all() {
            hash(&id.number().to_le_bytes());
            claim.digest(hash);
        }
    }

    pub(super) fn counted(&self) -> Counters {
        self.counters
    }

    /// Remembers all that `facts` say of claims, and tells of it.
    pub(super) fn apply_all(&mut self, facts: &[Fact], sink: &mut impl Sink) {
        for fact in facts {
            match fact {
                Fact::Claim(fact) => self.apply(fact, sink),
                Fact::Treasury(_) | Fact::Carriage(_) => {}
            }
        }
    }

    /// Remembers what happened to a claim, and tells of it.
    ///
    /// What storage accrued is told by the treasury, which knows the command.
    pub(crate) fn apply(&mut self, fact: &ClaimFact, sink: &mut impl Sink) {
        let (id, Claim { debtor, owner, asset, about, .. }) = fact.enter(self);
        match *fact {
            ClaimFact::Arose { amount, .. } => {
                sink.tell(Event::ClaimArose { claim: id, debtor, owner, asset, amount, about });
            }
            ClaimFact::Reassigned { claim: from, to: _, amount }
            | ClaimFact::Split { claim: from, to: _, amount } => {
                sink.tell(Event::ClaimReassigned { claim: id, from, debtor, owner, asset, amount });
            }
            ClaimFact::Opened { .. } | ClaimFact::Accrued { .. } => {}
            ClaimFact::Billed { claim, tax, total } => {
                let Owner::Member(warehouse) = owner else {
                    panic!("bill {} belongs to {owner:?}", claim.bill())
                };
                let currency = asset.as_currency().expect("a bill is in money");
                sink.tell(Event::StorageBilled {
                    bill: claim.bill(),
                    warehouse,
                    debtor,
                    currency,
                    tax,
                    total,
                });
            }
            ClaimFact::Lapsed { claim, amount, left } => {
                sink.tell(Event::ClaimLapsed { claim, debtor, asset, amount: amount.minor(), left });
            }
            ClaimFact::Collected { claim, amount, left } => {
                sink.tell(Event::Collected { claim, debtor, asset, amount: amount.minor(), left });
            }
            ClaimFact::SetOff { claim, cycle, amount, left } => {
                sink.tell(Event::SetOff { claim, debtor, cycle, asset, amount: amount.minor(), left });
            }
        }
        if !self.claims.contains_key(&id) {
            sink.tell(Event::ClaimSettled { claim: id });
        }
    }
}

impl Page for Claims {
    fn counters(&mut self) -> &mut Counters {
        &mut self.counters
    }

    fn read(&self, claim: ClaimId) -> Claim {
        *self.claims.get(&claim).unwrap_or_else(|| panic!("claim {claim} is settled"))
    }

    fn write(&mut self, id: ClaimId, claim: Option<Claim>) {
        let before = match claim {
            Some(claim) => self.claims.insert(id, claim),
            None => self.claims.remove(&id),
        };
        if before != claim {
            before.into_iter().for_each(|before| self.unlist(id, &before));
            claim.into_iter().for_each(|claim| self.list(id, &claim));
        }
    }
}

impl Claims {
    fn list(&mut self, id: ClaimId, claim: &Claim) {
        match claim.stage {
            Stage::Accruing => {
                let before = self.open.insert(claim.storage(), id);
                assert_eq!(before, None, "claim {id} is a second open bill");
            }
            Stage::Billed(billing) => {
                self.billed.put((claim.asset, claim.debtor), billing, id);
                if let Owner::Escrow(carriage) = claim.owner {
                    self.escrows.put(carriage, billing, id);
                }
            }
        }
    }

    fn unlist(&mut self, id: ClaimId, claim: &Claim) {
        match claim.stage {
            Stage::Accruing => {
                self.open.remove(&claim.storage());
            }
            Stage::Billed(billing) => {
                self.billed.take((claim.asset, claim.debtor), billing, id);
                if let Owner::Escrow(carriage) = claim.owner {
                    self.escrows.take(carriage, billing, id);
                }
            }
        }
    }
}

impl<K: Ord + Copy> Queues<K> {
    fn of(&self, key: K) -> impl Iterator<Item = ClaimId> {
        self.0.get(&key).into_iter().flatten().map(|&(_, id)| id)
    }

    fn put(&mut self, key: K, billing: Billing, id: ClaimId) {
        self.0.entry(key).or_default().insert((billing, id));
    }

    fn take(&mut self, key: K, billing: Billing, id: ClaimId) {
        let queue = self.0.get_mut(&key).expect("a billed claim stands in its queue");
        queue.remove(&(billing, id));
        if queue.is_empty() {
            self.0.remove(&key);
        }
    }
}

impl<K> Default for Queues<K> {
    fn default() -> Queues<K> {
        Queues(BTreeMap::new())
    }
}
