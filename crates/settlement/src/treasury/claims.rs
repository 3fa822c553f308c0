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

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};

use freight::ParticipantId;
use money::{Amount, Asset, Minor};
use serde::{Deserialize, Serialize};

use super::draft::ClaimsDraft;
use crate::{About, CarriageId, ClaimId, CycleId, Event, Purse, Sink};

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
pub struct Billing(u64);

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

/// What is recorded about claims. New claims take the next number, so that it need not be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ClaimFact {
    /// A new claim, billed at once.
    Arose { debtor: ParticipantId, owner: Owner, asset: Asset, amount: Amount, about: About },
    /// A new bill of a warehouse on a carriage; it accrues.
    Opened { warehouse: ParticipantId, debtor: ParticipantId, asset: Asset, carriage: CarriageId },
    /// A bill grew. What rounds to zero adds nothing.
    Accrued { claim: ClaimId, amount: Minor },
    /// A bill is billed: with its tax it comes to `total`.
    Billed { claim: ClaimId, tax: Minor, total: Minor },
    /// The whole claim, so much, is another owner's.
    Reassigned { claim: ClaimId, to: Owner, amount: Amount },
    /// A part of the claim is another owner's: a new claim in the place of the old one.
    Split { claim: ClaimId, to: Owner, amount: Amount },
    /// Some of it fell away, because what it was for is due again.
    Lapsed { claim: ClaimId, left: Minor },
    /// The debtor paid.
    Collected { claim: ClaimId, amount: Amount, left: Minor },
    /// The debtor's earnings were set off against it.
    SetOff { claim: ClaimId, cycle: CycleId, amount: Amount, left: Minor },
}

/// All claims that are not settled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    counters: Counters,
    claims: BTreeMap<ClaimId, Claim>,
    /// The billed claims of each debtor, in the order of billing.
    billed: BTreeMap<(Asset, ParticipantId), BTreeSet<(Billing, ClaimId)>>,
    /// The claims of the escrow of each carriage, in the order of billing.
    escrows: BTreeMap<CarriageId, BTreeSet<(Billing, ClaimId)>>,
    /// The open bill of each warehouse on each carriage.
    open: BTreeMap<(CarriageId, ParticipantId), ClaimId>,
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
    fn storage(&self) -> (CarriageId, ParticipantId) {
        match (self.about, self.owner) {
            (About::Carriage(carriage), Owner::Member(warehouse)) => (carriage, warehouse),
            (about, owner) => panic!("a bill of {owner:?} about {about:?} accrues"),
        }
    }
}

impl Counters {
    /// The number of the claim that comes next.
    pub(super) fn next(self) -> ClaimId {
        self.claims.checked_add(1).and_then(ClaimId::new).expect("claims are counted in 64 bits")
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
    ///
    /// A draft and the claims themselves both write through here, so that they cannot differ.
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
            ClaimFact::Lapsed { claim, left }
            | ClaimFact::Collected { claim, amount: _, left }
            | ClaimFact::SetOff { claim, cycle: _, amount: _, left } => {
                (claim, page.read(claim), !left.is_zero())
            }
        };
        page.write(id, stays.then_some(claim));
        (id, claim)
    }
}

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
        self.billed
            .range((asset, first)..)
            .map(|(&key, _)| key)
            .take_while(move |key| key.0 == asset)
            .map(|key| key.1)
    }

    /// All assets and members with billed claims in them, by asset and member.
    pub fn all_debtors(&self) -> impl Iterator<Item = (Asset, ParticipantId)> {
        self.billed.keys().copied()
    }

    /// Whether the member has a billed claim in this asset: one look-up in a tree of debtors only.
    pub fn is_debtor(&self, asset: Asset, member: ParticipantId) -> bool {
        self.billed.contains_key(&(asset, member))
    }

    /// The billed claims of a debtor in this asset, the oldest billing first.
    pub fn billed_of(&self, debtor: ParticipantId, asset: Asset) -> impl Iterator<Item = ClaimId> {
        self.billed.get(&(asset, debtor)).into_iter().flatten().map(|&(_, id)| id)
    }

    /// The claims of the escrow of a carriage, the oldest billing first.
    pub fn of_escrow(&self, carriage: CarriageId) -> impl Iterator<Item = ClaimId> {
        self.escrows.get(&carriage).into_iter().flatten().map(|&(_, id)| id)
    }

    /// The bill of a warehouse on a carriage that still accrues, if there is one.
    pub fn open_bill(&self, carriage: CarriageId, warehouse: ParticipantId) -> Option<ClaimId> {
        self.open.get(&(carriage, warehouse)).copied()
    }

    pub(super) fn counted(&self) -> Counters {
        self.counters
    }

    /// Remembers what happened to a claim, and tells of it. A claim that changes hands is told again, with its
    /// new owner.
    ///
    /// What storage accrued is told by the treasury, which knows the command.
    pub(crate) fn apply(&mut self, fact: &ClaimFact, sink: &mut impl Sink) {
        let (id, Claim { debtor, owner, asset, about, .. }) = fact.enter(self);
        match *fact {
            ClaimFact::Arose { amount, .. }
            | ClaimFact::Reassigned { to: _, amount, .. }
            | ClaimFact::Split { to: _, amount, .. } => {
                sink.tell(Event::ClaimArose {
                    claim: id,
                    debtor,
                    owner: owner.accrued(id),
                    asset,
                    amount,
                    about,
                });
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
            ClaimFact::Lapsed { .. } => {}
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
                self.billed.entry((claim.asset, claim.debtor)).or_default().insert((billing, id));
                if let Owner::Escrow(carriage) = claim.owner {
                    self.escrows.entry(carriage).or_default().insert((billing, id));
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
                take(&mut self.billed, (claim.asset, claim.debtor), (billing, id));
                if let Owner::Escrow(carriage) = claim.owner {
                    take(&mut self.escrows, carriage, (billing, id));
                }
            }
        }
    }
}

/// Takes one entry out of an index, and its row with the last of them.
fn take<K: Ord>(index: &mut BTreeMap<K, BTreeSet<(Billing, ClaimId)>>, key: K, entry: (Billing, ClaimId)) {
    if let Entry::Occupied(mut row) = index.entry(key) {
        row.get_mut().remove(&entry);
        if row.get().is_empty() {
            row.remove();
        }
    }
}
