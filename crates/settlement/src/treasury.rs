//! The treasury: what members owe, what they are paid, and how money enters and leaves the house.
//!
//! ```text
//!   bank ──▶ receipts ──▶ free ──┬─ withdrawn ─────────────────────┐
//!                                └─ collected ─▶ claims            ▼
//!                                                  │            payments ──▶ bank
//!                       escrow, fund, income ◀─────┼─▶ earned      ▲
//!                                                  ▲     │         │
//!                                                  └─ netting ─────┘
//! ```
//!
//! How much is owed, earned, netted or in transit stands in the purses. Remembered here is only what they cannot
//! tell: the order in which claims were billed, who was sent what, and what the bank said.
//!
//! # What is not here
//!
//! What claims arise from: the carriages know. Whether a purse has enough: whoever lends the purses knows.

mod claim;
mod claim_fact;
mod claims;
mod draft;
mod bills;
mod collecting;
mod setoff;
mod netting;
mod payments;
mod receipts;
mod custody;
mod house;
#[cfg(test)]
mod tests;

pub use bills::BillRejection;
pub use claim::{Billing, Claim, Owner, Stage};
pub use claim_fact::ClaimFact;
pub use claims::Claims;
pub use custody::CustodyFull;
pub use house::{HouseRejection, income};
pub use netting::{Cycle, Cycles, NettingRejection};
pub use payments::{BankWord, Payment, PaymentRejection, Payments};
pub use receipts::{Receipt, ReceiptRejection, Receipts};

pub(crate) use bills::Storage;
pub(crate) use draft::ClaimsDraft;

use freight::ParticipantId;
use jiff::Timestamp;
use money::{Amount, Asset, Currency, Minor};
use serde::{Deserialize, Serialize};

use crate::{Command, Event, Fact, Purse, Purses, Reason, Sink};

/// Receipts, cycles and payments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Treasury {
    receipts: Receipts,
    cycles: Cycles,
    payments: Payments,
}

/// What is recorded about receipts, cycles and payments: only what neither the command says nor the state knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TreasuryFact {
    /// A member's earnings entered the cycle.
    Netted {
        /// Whose.
        member: ParticipantId,
        /// How much.
        amount: Amount,
    },
    /// The bank was told to pay what the cycle owed.
    Sent {
        /// How much.
        amount: Amount,
    },
    /// Some of a receipt found its owner.
    Allocated {
        /// What is left of it.
        left: Minor,
    },
    /// An exchange at the bank was squared.
    Squared {
        /// Of which currency.
        currency: Currency,
        /// The gain, or the loss below zero.
        result: i64,
    },
}

/// Why the treasury refuses, room by room.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TreasuryRejection {
    /// Storage cannot be counted or billed.
    #[error(transparent)]
    Bill(#[from] BillRejection),
    /// Money cannot be received or allocated.
    #[error(transparent)]
    Receipt(#[from] ReceiptRejection),
    /// A cycle cannot be opened, paid or closed.
    #[error(transparent)]
    Netting(#[from] NettingRejection),
    /// The bank's word on a payment cannot be.
    #[error(transparent)]
    Payment(#[from] PaymentRejection),
    /// An affair of the house cannot be done.
    #[error(transparent)]
    House(#[from] HouseRejection),
}

impl TreasuryRejection {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            TreasuryRejection::Bill(error) => error.code(),
            TreasuryRejection::Receipt(error) => error.code(),
            TreasuryRejection::Netting(error) => error.code(),
            TreasuryRejection::Payment(error) => error.code(),
            TreasuryRejection::House(error) => error.code(),
        }
    }
}

impl Treasury {
    /// The receipts that wait for their owner.
    pub fn receipts(&self) -> &Receipts {
        &self.receipts
    }

    /// The netting cycles that are not finished.
    pub fn cycles(&self) -> &Cycles {
        &self.cycles
    }

    /// All payments there have been.
    pub fn payments(&self) -> &Payments {
        &self.payments
    }

    /// Answers what `command` would do: movements go to `purses`, and what must be remembered to `facts`.
    ///
    /// No rule of this room depends on the time.
    ///
    /// # Panics
    ///
    /// If the command is a carriage's, or counts storage, for which [`Claims::accrue`] must be told the shipper.
    pub(crate) fn decide<P: Purses>(
        &self,
        claims: &Claims,
        command: &Command<'_>,
        now: Timestamp,
        purses: &mut P,
        facts: &mut Vec<Fact>,
    ) -> Result<(), TreasuryRejection> {
        let Treasury { receipts, cycles, payments } = self;
        match *command {
            Command::Bill { warehouse, bill, storage_tax } => {
                claims.bill(purses, facts, warehouse, bill, storage_tax)?;
            }
            Command::Collect { debtor, currency } => claims.collect(purses, facts, debtor, currency.into()),
            Command::Receive { member, sum, .. } => receipts.receive(purses, member, sum)?,
            Command::Allocate { receipt, member, amount } => {
                receipts.allocate(purses, facts, receipt, member, amount)?;
            }
            Command::WithdrawMoney { member, sum } => {
                payments.open(purses, Purse::Free(member), member, sum, Reason::MoneyWithdrawn);
            }
            Command::OpenNetting { currency, value_date } => {
                cycles.start(now, value_date, claims, purses, facts, currency)?;
            }
            Command::CloseNetting { cycle } => cycles.close(payments, purses, cycle)?,
            Command::Send { cycle, member } => cycles.send(payments, purses, facts, cycle, member)?,
            Command::Book { payment } => payments.hear(purses, payment, BankWord::Booked)?,
            Command::Return { payment } => payments.hear(purses, payment, BankWord::Returned)?,
            Command::Refuse { payment } => payments.hear(purses, payment, BankWord::Refused)?,
            Command::PayFund { member, sum } => house::pay_fund(purses, member, sum),
            Command::PayTax { sum } => house::pay_tax(purses, sum),
            Command::BankCharge { sum } => house::charge(purses, sum),
            Command::BuyFx { bought, paid } => house::exchange(purses, facts, bought, paid)?,
            Command::Sweep { sum } => house::sweep(purses, sum)?,
            Command::Accrue { .. } => panic!("storage is counted by who knows the shipper: {command:?}"),
            Command::SetTerms(_)
            | Command::List(..)
            | Command::Declare { .. }
            | Command::Strike(_)
            | Command::Nominate { .. }
            | Command::Record { .. }
            | Command::Correct { .. }
            | Command::Withdraw { .. }
            | Command::Call { .. }
            | Command::CutOff { .. }
            | Command::Close { .. }
            | Command::Cancel { .. }
            | Command::Roll { .. } => panic!("no affair of the treasury: {command:?}"),
        }
        Ok(())
    }

    /// Remembers what happened, and tells `sink` of it; counting storage too.
    ///
    /// # Panics
    ///
    /// If the command is a carriage's.
    pub(crate) fn apply(
        &mut self,
        claims: &mut Claims,
        command: &Command<'_>,
        _now: Timestamp,
        facts: &[Fact],
        sink: &mut impl Sink,
    ) {
        let Treasury { receipts, cycles, payments } = self;
        match *command {
            Command::Accrue { warehouse, carriage, units, days, rate } => {
                claims.accrued(Storage { warehouse, carriage, units, days, rate }, facts, sink);
            }
            Command::Bill { .. } | Command::Collect { .. } => claims.apply_all(facts, sink),
            Command::Receive { member, sum, reference } => receipts.received(member, sum, reference, sink),
            Command::Allocate { receipt, member, amount } => {
                receipts.allocated(receipt, member, amount, facts, sink);
            }
            Command::WithdrawMoney { member, sum } => {
                payments.opened(member, sum, None, sink);
            }
            Command::OpenNetting { currency, value_date } => {
                cycles.started(claims, currency, value_date, facts, sink);
            }
            Command::CloseNetting { cycle } => cycles.closed(cycle, sink),
            Command::Send { cycle, member } => cycles.sent(payments, cycle, member, facts, sink),
            Command::Book { payment } => payments.heard(payment, BankWord::Booked, sink),
            Command::Return { payment } => payments.heard(payment, BankWord::Returned, sink),
            Command::Refuse { payment } => payments.heard(payment, BankWord::Refused, sink),
            Command::PayFund { member, sum } => sink.tell(Event::FundPaid { member, sum }),
            Command::PayTax { sum } => sink.tell(Event::TaxPaid { sum }),
            Command::BankCharge { sum } => sink.tell(Event::BankCharged { sum }),
            Command::BuyFx { bought, paid } => house::exchanged(bought, paid, facts, sink),
            Command::Sweep { sum } => sink.tell(Event::Swept { sum }),
            Command::SetTerms(_)
            | Command::List(..)
            | Command::Declare { .. }
            | Command::Strike(_)
            | Command::Nominate { .. }
            | Command::Record { .. }
            | Command::Correct { .. }
            | Command::Withdraw { .. }
            | Command::Call { .. }
            | Command::CutOff { .. }
            | Command::Close { .. }
            | Command::Cancel { .. }
            | Command::Roll { .. } => panic!("no affair of the treasury: {command:?}"),
        }
    }

    /// Hashes all that the treasury remembers, in a canonical form.
    pub fn digest(&self, hash: &mut impl FnMut(&[u8])) {
        self.receipts.digest(hash);
        self.cycles.digest(hash);
        self.payments.digest(hash);
    }
}

impl TreasuryFact {
    /// The first fact of the treasury among `facts`, if there is one.
    fn first(facts: &[Fact]) -> Option<TreasuryFact> {
        facts.iter().find_map(TreasuryFact::of)
    }

    fn of(fact: &Fact) -> Option<TreasuryFact> {
        match *fact {
            Fact::Treasury(fact) => Some(fact),
            Fact::Claim(_) | Fact::Carriage(_) => None,
        }
    }
}

/// What is in a purse that is never below zero.
pub(crate) fn inside<P: Purses>(purses: &P, purse: Purse, asset: Asset) -> Minor {
    let balance = purses.balance(purse, asset);
    let units = u64::try_from(balance).ok().and_then(Minor::new);
    units.unwrap_or_else(|| panic!("{purse:?} holds {balance} of {asset}"))
}

/// Ends a purse that will never be used again, if nothing is left in it.
///
/// Something is left only where a movement found too little on its other side; then the command is refused by
/// whoever lends the purses, and nothing ends.
fn end<P: Purses>(purses: &mut P, purse: Purse, asset: Asset) {
    if purses.balance(purse, asset) == 0 {
        purses.retire(purse, asset);
    }
}
