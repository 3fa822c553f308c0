//! Setting off: before earnings are netted, they pay what their member owes.
//!
//! ```text
//!   earned of the debtor ──▶ owed        accrued ──▶ earned of the next, which may set off its own debts
//! ```
//!
//! Every member pays its claims oldest billing first, as long as it has earnings, and what it pays to another
//! member may be passed on in the same way. Nobody sets off more than that: where no earnings come in, claims
//! stay as they are.
//!
//! Debts can form a **ring**: alder owes birch, birch cedar, cedar alder. Earnings of a single cent would go
//! round it until the smallest claim is paid, cent by cent. So a ring that earnings reach is set off at once:
//! what each will get is set off against what it owes, up to the smallest claim. The balances are the same.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use freight::ParticipantId;
use money::{Amount, Asset, Minor};

use super::claim::{Claim, Owner};
use super::claim_fact::{ClaimFact, Page};
use super::claims::Claims;
use super::collecting::Means;
use super::inside;
use crate::{About, ClaimId, CycleId, Fact, Movement, Purse, Purses, Reason};

/// Sets all earnings of an asset off against the billed claims on those who earned them.
pub(super) fn set_off<P: Purses>(
    claims: &Claims,
    purses: &mut P,
    facts: &mut Vec<Fact>,
    cycle: CycleId,
    asset: Asset,
) {
    let mut debts = Debts { claims, asset, cycle, due: BTreeMap::new() };
    let mut payers: BTreeSet<ParticipantId> = purses.earned(asset).into_iter().collect();
    while let Some(payer) = payers.pop_first() {
        while let Some((id, claim)) = debts.oldest(payer) {
            let from = Purse::Earned(payer);
            let Some(amount) = claim.payable(purses, id, from) else { break };
            if let Some(ring) = debts.ring(payer) {
                debts.turn(purses, facts, &ring);
                continue;
            }
            let means = Means { from, reason: Reason::ClaimSetOff, about: About::Cycle(cycle) };
            let left = claim.pay(purses, id, means, amount);
            debts.record(facts, payer, id, amount, left);
            if let Owner::Member(payee) = claim.owner {
                payers.insert(payee);
            }
        }
    }
}

/// The claims on each debtor that are not set off yet.
struct Debts<'a> {
    claims: &'a Claims,
    asset: Asset,
    cycle: CycleId,
    /// Of each debtor looked at so far, the oldest billing first.
    due: BTreeMap<ParticipantId, VecDeque<ClaimId>>,
}

impl Debts<'_> {
    /// What the member must pay first.
    fn oldest(&mut self, member: ParticipantId) -> Option<(ClaimId, Claim)> {
        let (claims, asset) = (self.claims, self.asset);
        let due = self.due.entry(member).or_insert_with(|| claims.billed_of(member, asset).collect());
        due.front().map(|&id| (id, claims.read(id)))
    }

    /// The ring of debts that money of this member would run into and never leave, if there is one.
    fn ring(&mut self, payer: ParticipantId) -> Option<Vec<(ClaimId, Claim)>> {
        let mut path = Vec::new();
        let mut steps = BTreeMap::new();
        let mut member = payer;
        while !steps.contains_key(&member) {
            let (id, claim) = self.oldest(member)?;
            let Owner::Member(payee) = claim.owner else { return None };
            steps.insert(member, path.len());
            path.push((id, claim));
            member = payee;
        }
        Some(path.split_off(steps[&member]))
    }

    /// Sets the claims of a ring off against each other, up to the smallest.
    fn turn<P: Purses>(&mut self, purses: &mut P, facts: &mut Vec<Fact>, ring: &[(ClaimId, Claim)]) {
        let (asset, reason, about) = (self.asset, Reason::ClaimSetOff, About::Cycle(self.cycle));
        let owed = ring.iter().map(|(id, claim)| inside(purses, claim.owed(*id), asset));
        let amount = owed.min().and_then(Minor::amount).expect("a billed claim is more than zero");
        for ((got, by), (id, claim)) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            purses.post(Movement {
                from: by.accrued(*got),
                to: claim.owed(*id),
                asset,
                amount,
                reason,
                about,
            });
        }
        for (id, claim) in ring {
            let left = claim.settle(purses, *id);
            self.record(facts, claim.debtor, *id, amount, left);
        }
    }

    fn record(
        &mut self,
        facts: &mut Vec<Fact>,
        debtor: ParticipantId,
        id: ClaimId,
        amount: Amount,
        left: Minor,
    ) {
        facts.push(Fact::Claim(ClaimFact::SetOff { claim: id, cycle: self.cycle, amount, left }));
        if left.is_zero() {
            let due = self.due.get_mut(&debtor).expect("what is set off was looked at");
            due.pop_front();
        }
    }
}
