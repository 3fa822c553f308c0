//! The life of one carriage, as it was told.
//!
//! ```text
//!   struck ──▶ escrow called ──▶ gated in ──▶ loaded ──▶ discharged ──▶ gated out ──▶ closed
//!                                 boxes drop out on the way: no-show, unpaid, rolled, cancelled
//! ```

use std::collections::BTreeMap;

use freight::{Consignment, MilestoneCode, MilestoneKind, ParticipantCode, ServiceCode, UnitNumber};
use jiff::Timestamp;
use money::{Currency, Money, Price};
use settlement::{CarriageId, Drop, Party, TermsId};

use super::Told;

/// One carriage, from the trade to its closing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriageRecord {
    /// When it was struck.
    pub told: Told,
    /// Its number, which is the trade's too.
    pub carriage: CarriageId,
    /// What is carried.
    pub service: ServiceCode,
    /// Who sends.
    pub shipper: ParticipantCode,
    /// Who carries.
    pub carrier: ParticipantCode,
    /// How many units were bought.
    pub quantity: u32,
    /// For one unit.
    pub price: Price,
    /// What it is paid in.
    pub currency: Currency,
    /// Its terms.
    pub terms: TermsId,
    /// Units that were named, and how much each of them counts.
    pub named: BTreeMap<UnitNumber, u32>,
    /// What was recorded, in the order in which it was told; what was withdrawn stays, marked.
    pub milestones: Vec<MilestoneRecord>,
    /// What the shipper paid into escrow.
    pub called: Option<Money>,
    /// What of the escrow went back, since units dropped out.
    pub returned: Money,
    /// What of the escrow was released to the carrier.
    pub released: Money,
    /// Units that dropped out.
    pub dropped: Vec<Dropout>,
    /// Who cancelled it, if it was cancelled.
    pub cancelled: Option<ParticipantCode>,
    /// When it will be closed, if that is known.
    pub closing: Option<Timestamp>,
    /// When it was closed.
    pub closed: Option<Timestamp>,
    /// What went back to the shipper and to the carrier of their deposits when it was closed.
    pub deposits_back: Option<(Money, Money)>,
}

/// One milestone, as it was told last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MilestoneRecord {
    /// When it was told, or corrected.
    pub told: Told,
    /// Who said so.
    pub source: ParticipantCode,
    /// The source's name for it.
    pub event: MilestoneCode,
    /// What.
    pub kind: MilestoneKind,
    /// To which units; none where it concerns the whole carriage.
    pub units: Vec<UnitNumber>,
    /// Whether it stands.
    pub standing: Standing,
}

/// Whether a milestone stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It happened.
    Stands,
    /// It did not happen.
    Withdrawn,
}

/// Units that dropped out of a carriage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dropout {
    /// By whose fault.
    pub by: Party,
    /// Why.
    pub why: Drop,
    /// How many.
    pub units: u32,
}

impl CarriageRecord {
    /// How many units have not dropped out; none if it was cancelled.
    pub fn left(&self) -> u32 {
        let dropped: u32 = self.dropped.iter().map(|dropout| dropout.units).sum();
        if self.cancelled.is_some() { 0 } else { self.quantity.saturating_sub(dropped) }
    }

    /// What the escrow of the units that are left amounts to, as far as it was called.
    pub fn escrow(&self) -> Money {
        let called = self.called.map_or(0, |money| money.minor);
        Money { minor: called - self.returned.minor, asset: self.currency.into() }
    }

    /// The milestones that stand.
    pub fn standing(&self) -> impl Iterator<Item = &MilestoneRecord> {
        self.milestones.iter().filter(|milestone| milestone.standing == Standing::Stands)
    }

    /// How many units have passed a milestone of this kind.
    pub fn passed(&self, kind: MilestoneKind) -> u32 {
        let mut units: Vec<UnitNumber> = self
            .standing()
            .filter(|milestone| milestone.kind == kind)
            .flat_map(|milestone| milestone.units.iter().copied())
            .collect();
        units.sort_unstable();
        units.dedup();
        units.iter().map(|unit| self.named.get(unit).copied().unwrap_or(1)).sum()
    }

    /// The last word of a milestone that concerns the whole carriage, if one of these kinds stands.
    pub fn last_of(&self, kinds: &[MilestoneKind]) -> Option<&MilestoneRecord> {
        self.standing().filter(|milestone| kinds.contains(&milestone.kind)).last()
    }

    pub(super) fn name(&mut self, units: &[Consignment]) {
        self.named.extend(units.iter().map(|unit| (unit.number(), unit.quantity())));
    }

    pub(super) fn record(&mut self, milestone: MilestoneRecord) {
        match self.find(milestone.source, milestone.event) {
            Some(found) => *found = milestone,
            None => self.milestones.push(milestone),
        }
    }

    pub(super) fn withdraw(&mut self, source: ParticipantCode, event: MilestoneCode) {
        if let Some(found) = self.find(source, event) {
            found.standing = Standing::Withdrawn;
        }
    }

    fn find(&mut self, source: ParticipantCode, event: MilestoneCode) -> Option<&mut MilestoneRecord> {
        self.milestones.iter_mut().find(|known| known.source == source && known.event == event)
    }
}
