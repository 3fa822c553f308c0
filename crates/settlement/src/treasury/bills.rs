//! Bills of warehouses: storage accrues day by day, and is owed by the shipper once it is billed.
//!
//! ```text
//!   accrue ──▶ accruing ──┬─ accrue ──▶ accruing        units × days × rate, each rounded once
//!                         └─ bill ────▶ billed          with tax on all that accrued, rounded once
//! ```
//!
//! A bill is a claim of the warehouse on the shipper, under the number of the claim. What accrues after billing
//! opens the next bill. A bill outlives its carriage, and takes the tax of the terms in force when it is billed.
//!
//! # What is not here
//!
//! Who the shipper is, and what the carriage is paid in: the carriage knows.

use freight::ParticipantId;
use money::{Count, Currency, Minor, Money, Price, Rate};

use super::claim::{Claim, Owner, Stage};
use super::claim_fact::{ClaimFact, Page};
use super::claims::Claims;
use super::inside;
use crate::{About, BillId, CarriageId, ClaimId, Event, Fact, Movement, Purses, Reason, Sink};

/// Storage that a warehouse counts on a carriage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Storage {
    /// Who stores.
    pub(crate) warehouse: ParticipantId,
    /// Of which carriage.
    pub(crate) carriage: CarriageId,
    /// How many units were stored.
    pub(crate) units: u32,
    /// For how many chargeable days.
    pub(crate) days: u32,
    /// What a unit costs a day.
    pub(crate) rate: Price,
}

/// Why storage is not counted or billed. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BillRejection {
    /// More units than were bought.
    #[error("{} were counted on {carriage}, which is for {}", Count::of(*.units, "unit"), Count::new(*.bought))]
    TooManyUnits {
        /// The carriage.
        carriage: CarriageId,
        /// How many units were counted.
        units: u32,
        /// How many were bought.
        bought: u32,
    },
    /// No units, or no days.
    #[error("{} for {} on {carriage} is no storage", Count::of(*.units, "unit"), Count::of(*.days, "day"))]
    NothingStored {
        /// The carriage.
        carriage: CarriageId,
        /// How many units were counted.
        units: u32,
        /// For how many days.
        days: u32,
    },
    /// The warehouse is the shipper.
    #[error("participant {} is the shipper of {carriage}, and cannot bill itself", warehouse.number())]
    OwnCargo {
        /// The carriage.
        carriage: CarriageId,
        /// The warehouse.
        warehouse: ParticipantId,
    },
    /// The product, or the bill with it, has more than 18 digits.
    #[error(
        "{} × {} at {rate} on a bill of {billed} come to more than 18 digits",
        Count::of(*.units, "unit"), Count::of(*.days, "day")
    )]
    StorageTooLarge {
        /// How many units were counted.
        units: u32,
        /// For how many days.
        days: u32,
        /// What a unit costs a day.
        rate: Price,
        /// What had accrued before.
        billed: Money,
    },
    /// No bill has this number, or it is paid.
    #[error("no bill {0} is unpaid")]
    Unknown(BillId),
    /// Another warehouse's.
    #[error("bill {bill} is not participant {}'s", warehouse.number())]
    NotYours {
        /// The bill.
        bill: BillId,
        /// Who asked.
        warehouse: ParticipantId,
    },
    /// It was billed before.
    #[error("bill {0} was already billed")]
    AlreadyBilled(BillId),
    /// The bill with its tax has more than 18 digits.
    #[error("bill {bill} of {accrued} with tax at {rate} comes to more than 18 digits")]
    TooLarge {
        /// The bill.
        bill: BillId,
        /// What had accrued.
        accrued: Money,
        /// The rate of the tax.
        rate: Rate,
    },
}

impl BillRejection {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            BillRejection::TooManyUnits { .. } => "STORAGE_TOO_MANY_UNITS",
            BillRejection::NothingStored { .. } => "STORAGE_NOTHING_STORED",
            BillRejection::OwnCargo { .. } => "STORAGE_OWN_CARGO",
            BillRejection::StorageTooLarge { .. } => "STORAGE_TOO_LARGE",
            BillRejection::Unknown(_) => "BILL_UNKNOWN",
            BillRejection::NotYours { .. } => "BILL_NOT_YOURS",
            BillRejection::AlreadyBilled(_) => "BILL_ALREADY_BILLED",
            BillRejection::TooLarge { .. } => "BILL_TOO_LARGE",
        }
    }
}

impl Claims {
    /// Counts storage on the warehouse's open bill of the carriage, or opens one: the shipper owes it, in the
    /// currency that the carriage is paid in.
    ///
    /// What rounds to zero moves nothing; the bill is opened all the same.
    pub(crate) fn accrue<P: Purses>(
        &self,
        purses: &mut P,
        facts: &mut Vec<Fact>,
        storage: Storage,
        debtor: ParticipantId,
        currency: Currency,
    ) -> Result<(), BillRejection> {
        let Storage { warehouse, carriage, units, days, rate } = storage;
        if units == 0 || days == 0 {
            return Err(BillRejection::NothingStored { carriage, units, days });
        }
        if warehouse == debtor {
            return Err(BillRejection::OwnCargo { carriage, warehouse });
        }
        let asset = currency.into();
        let open = self.open_bill(carriage, warehouse);
        let claim = open.unwrap_or_else(|| self.counted().next());
        let debt = Claim {
            debtor,
            owner: Owner::Member(warehouse),
            asset,
            stage: Stage::Accruing,
            about: About::Carriage(carriage),
        };
        let billed = inside(purses, debt.owed(claim), asset);
        let amount = rate.value(u64::from(units) * u64::from(days), currency);
        let Some(amount) = amount.filter(|&amount| billed.checked_add(amount).is_some()) else {
            return Err(BillRejection::StorageTooLarge { units, days, rate, billed: billed.of(asset) });
        };
        if open.is_none() {
            facts.push(Fact::Claim(ClaimFact::Opened { warehouse, debtor, asset, carriage }));
        }
        facts.push(Fact::Claim(ClaimFact::Accrued { claim, amount }));
        debt.grow(purses, claim, amount, Reason::StorageAccrued);
        Ok(())
    }

    /// Remembers that storage was counted, and tells of it.
    pub(super) fn accrued(&mut self, storage: Storage, facts: &[Fact], sink: &mut impl Sink) {
        let Storage { warehouse, carriage, units, days, rate } = storage;
        self.apply_all(facts, sink);
        let Some(&Fact::Claim(ClaimFact::Accrued { claim, amount })) = facts.last() else {
            panic!("storage was counted without a bill: {facts:?}");
        };
        let Claim { debtor, asset, .. } = self.read(claim);
        let (bill, currency) = (claim.bill(), asset.as_currency().expect("a bill is in money"));
        sink.tell(Event::StorageAccrued {
            bill,
            carriage,
            warehouse,
            debtor,
            units,
            days,
            rate,
            currency,
            amount,
        });
    }

    /// Bills what has accrued on a bill, with tax.
    pub(crate) fn bill<P: Purses>(
        &self,
        purses: &mut P,
        facts: &mut Vec<Fact>,
        warehouse: ParticipantId,
        bill: BillId,
        storage_tax: Rate,
    ) -> Result<(), BillRejection> {
        let claim = bill.claim();
        let debt = self.claim(claim).ok_or(BillRejection::Unknown(bill))?;
        if debt.owner != Owner::Member(warehouse) {
            return Err(BillRejection::NotYours { bill, warehouse });
        }
        if debt.stage != Stage::Accruing {
            return Err(BillRejection::AlreadyBilled(bill));
        }
        let accrued = inside(purses, debt.owed(claim), debt.asset);
        let tax = storage_tax.of(accrued);
        let Some((tax, total)) = tax.and_then(|tax| Some((tax, accrued.checked_add(tax)?))) else {
            return Err(BillRejection::TooLarge { bill, accrued: accrued.of(debt.asset), rate: storage_tax });
        };
        facts.push(Fact::Claim(ClaimFact::Billed { claim, tax, total }));
        debt.grow(purses, claim, tax, Reason::StorageTaxed);
        Ok(())
    }
}

impl Claim {
    /// More is owed on a bill.
    fn grow<P: Purses>(&self, purses: &mut P, id: ClaimId, by: Minor, reason: Reason) {
        if let Some(amount) = by.amount() {
            let (from, to) = (self.owed(id), self.accrued(id));
            purses.post(Movement { from, to, asset: self.asset, amount, reason, about: About::Claim(id) });
        }
    }
}
