//! Netting: what members have earned, less what they owe, is fixed and paid on one day.
//!
//! ```text
//!   open ──▶ earnings set off against claims ──▶ the rest of each member's: its net
//!                                                   │ send
//!   close ◀── every payment booked or came back ◀───┘
//! ```
//!
//! A member that owes more than it earned has no net in the cycle: what it still owes stays a claim. Law: netting
//! keeps what every member has, earned and netted and to be collected, less what it owes.
//!
//! # What is not here
//!
//! How debts are set off is in its own room; what the bank does with a payment, among the payments.

use std::collections::BTreeMap;

use freight::ParticipantId;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use money::{Amount, Asset, Currency, Minor, Sum};

use super::claims::Claims;
use super::payments::Payments;
use super::setoff::set_off;
use super::{TreasuryFact, end, inside};
use crate::canon::length;
use crate::{About, CycleId, Event, Fact, Movement, PaymentId, Purse, Purses, Reason, Sink};

/// A netting cycle that is not finished: whom it owes, and who was sent the money. How much it owes to those
/// who were not is in [`Purse::Netted`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    currency: Currency,
    value_date: Date,
    nets: BTreeMap<ParticipantId, Option<PaymentId>>,
}

/// Where each day ends last.
const WESTERNMOST: Offset = Offset::constant(-12);

/// Why a cycle is not opened, paid or closed. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum NettingRejection {
    /// The payments would be due on a day that is over everywhere.
    #[error("a netting cycle would be paid on {value_date}, but it is {today} or later everywhere")]
    ValueDatePassed {
        /// When its payments would be due.
        value_date: Date,
        /// The day where it is earliest.
        today: Date,
    },
    /// Nobody has earned anything in this currency.
    #[error("nobody has {0} earnings to be netted")]
    Empty(Currency),
    /// There never was such a cycle.
    #[error("there is no netting cycle {0}")]
    Unknown(CycleId),
    /// The cycle is finished.
    #[error("netting cycle {0} is closed")]
    Closed(CycleId),
    /// The cycle owes this member nothing.
    #[error("netting cycle {cycle} owes participant {} nothing", member.number())]
    NotInCycle {
        /// The cycle.
        cycle: CycleId,
        /// Who is not in it.
        member: ParticipantId,
    },
    /// The bank was told before.
    #[error("netting cycle {cycle} sent participant {} its net by payment {payment}", member.number())]
    AlreadySent {
        /// The cycle.
        cycle: CycleId,
        /// Who was to be paid again.
        member: ParticipantId,
        /// By which payment.
        payment: PaymentId,
    },
    /// A member is not paid yet.
    #[error("netting cycle {cycle} was to be closed, but has not paid participant {}", member.number())]
    Unsent {
        /// The cycle.
        cycle: CycleId,
        /// The first who is not paid.
        member: ParticipantId,
    },
    /// The bank has not said what became of a payment.
    #[error("netting cycle {cycle} was to be closed, but payment {payment} is in transit")]
    InTransit {
        /// The cycle.
        cycle: CycleId,
        /// The first payment that is in transit.
        payment: PaymentId,
    },
}

impl NettingRejection {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            NettingRejection::ValueDatePassed { .. } => "NETTING_VALUE_DATE_PASSED",
            NettingRejection::Empty(_) => "NETTING_EMPTY",
            NettingRejection::Unknown(_) => "NETTING_UNKNOWN",
            NettingRejection::Closed(_) => "NETTING_CLOSED",
            NettingRejection::NotInCycle { .. } => "NETTING_NOT_IN_CYCLE",
            NettingRejection::AlreadySent { .. } => "NETTING_ALREADY_SENT",
            NettingRejection::Unsent { .. } => "NETTING_UNSENT",
            NettingRejection::InTransit { .. } => "NETTING_IN_TRANSIT",
        }
    }
}

/// The netting cycles that are not finished.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cycles {
    counted: u32,
    open: BTreeMap<CycleId, Cycle>,
}

impl Cycle {
    /// Which currency it nets.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// When its payments are due.
    pub fn value_date(&self) -> Date {
        self.value_date
    }

    /// Whom it owes, in the order of their numbers, and by which payment they were sent it.
    pub fn nets(&self) -> impl Iterator<Item = (ParticipantId, Option<PaymentId>)> {
        self.nets.iter().map(|(&member, &payment)| (member, payment))
    }
}

impl Cycles {
    /// The cycles that are not finished, in the order of their numbers.
    pub fn open(&self) -> impl Iterator<Item = (CycleId, &Cycle)> {
        self.open.iter().map(|(&id, cycle)| (id, cycle))
    }

    /// The cycle with this number, if it is not finished.
    pub fn cycle(&self, id: CycleId) -> Option<&Cycle> {
        self.open.get(&id)
    }

    fn known(&self, id: CycleId) -> Result<&Cycle, NettingRejection> {
        let ever = id.number() <= self.counted;
        self.cycle(id).ok_or(if ever { NettingRejection::Closed(id) } else { NettingRejection::Unknown(id) })
    }

    fn next(&self) -> CycleId {
        self.counted.checked_add(1).and_then(CycleId::new).expect("cycles are counted in 32 bits")
    }

    /// Sets earnings off against claims, and fixes what remains of them for payment.
    ///
    /// Where the bank is, nobody says; so a value date is over when it is over where the day ends last.
    pub(super) fn start<P: Purses>(
        &self,
        now: Timestamp,
        value_date: Date,
        claims: &Claims,
        purses: &mut P,
        facts: &mut Vec<Fact>,
        currency: Currency,
    ) -> Result<(), NettingRejection> {
        let today = WESTERNMOST.to_datetime(now).date();
        if value_date < today {
            return Err(NettingRejection::ValueDatePassed { value_date, today });
        }
        let (cycle, asset) = (self.next(), Asset::from(currency));
        if purses.earned(asset).is_empty() {
            return Err(NettingRejection::Empty(currency));
        }
        set_off(claims, purses, facts, cycle, asset);
        let (reason, about) = (Reason::Netted, About::Cycle(cycle));
        for member in purses.earned(asset) {
            let (from, to) = (Purse::Earned(member), Purse::Netted(cycle, member));
            if let Some(amount) = inside(purses, from, asset).amount() {
                purses.post(Movement { from, to, asset, amount, reason, about });
                facts.push(Fact::Treasury(TreasuryFact::Netted { member, amount }));
            }
        }
        Ok(())
    }

    pub(super) fn started(
        &mut self,
        claims: &mut Claims,
        currency: Currency,
        value_date: Date,
        facts: &[Fact],
        sink: &mut impl Sink,
    ) {
        let cycle = self.next();
        let nets: Vec<_> = facts.iter().filter_map(|fact| TreasuryFact::of(fact)?.net()).collect();
        let total = nets.iter().try_fold(Minor::ZERO, |sum, (_, amount)| sum.checked_add(amount.minor()));
        let total = total.expect("custody has 18 digits");
        let members = u32::try_from(nets.len()).expect("members are counted in 32 bits");
        sink.tell(Event::NettingOpened { cycle, currency, value_date, members, total });
        claims.apply_all(facts, sink);
        for &(member, amount) in &nets {
            sink.tell(Event::Netted { cycle, member, currency, amount });
        }
        let nets = nets.into_iter().map(|(member, _)| (member, None)).collect();
        self.open.insert(cycle, Cycle { currency, value_date, nets });
        self.counted = cycle.number();
    }

    /// The bank is told to pay a member its net.
    pub(super) fn send<P: Purses>(
        &self,
        payments: &Payments,
        purses: &mut P,
        facts: &mut Vec<Fact>,
        id: CycleId,
        member: ParticipantId,
    ) -> Result<(), NettingRejection> {
        let cycle = self.known(id)?;
        match cycle.nets.get(&member) {
            None => Err(NettingRejection::NotInCycle { cycle: id, member }),
            Some(&Some(payment)) => Err(NettingRejection::AlreadySent { cycle: id, member, payment }),
            Some(None) => {
                let (currency, from) = (cycle.currency, Purse::Netted(id, member));
                let amount = inside(purses, from, currency.into()).amount().expect("a net is more than zero");
                payments.open(purses, from, member, Sum { amount, currency }, Reason::PaymentSent);
                facts.push(Fact::Treasury(TreasuryFact::Sent { amount }));
                Ok(())
            }
        }
    }

    pub(super) fn sent(
        &mut self,
        payments: &mut Payments,
        id: CycleId,
        member: ParticipantId,
        facts: &[Fact],
        sink: &mut impl Sink,
    ) {
        let Some(TreasuryFact::Sent { amount }) = TreasuryFact::first(facts) else {
            panic!("a net was sent without its amount: {facts:?}");
        };
        let cycle = self.open.get_mut(&id).expect("a net is sent from an open cycle");
        let sum = Sum { amount, currency: cycle.currency };
        cycle.nets.insert(member, Some(payments.opened(member, sum, Some(id), sink)));
    }

    /// The cycle is finished: everything in it was paid, or came back.
    pub(super) fn close<P: Purses>(
        &self,
        payments: &Payments,
        purses: &mut P,
        id: CycleId,
    ) -> Result<(), NettingRejection> {
        let cycle = self.known(id)?;
        for (member, payment) in cycle.nets() {
            let payment = payment.ok_or(NettingRejection::Unsent { cycle: id, member })?;
            if payments.in_transit(payment) {
                return Err(NettingRejection::InTransit { cycle: id, payment });
            }
        }
        for (member, _) in cycle.nets() {
            end(purses, Purse::Netted(id, member), cycle.currency.into());
        }
        Ok(())
    }

    pub(super) fn closed(&mut self, cycle: CycleId, sink: &mut impl Sink) {
        self.open.remove(&cycle);
        sink.tell(Event::NettingClosed { cycle });
    }

    pub(super) fn digest(&self, hash: &mut impl FnMut(&[u8])) {
        hash(&self.counted.to_le_bytes());
        length(self.open.len(), hash);
        for (id, cycle) in self.open() {
            hash(&id.number().to_le_bytes());
            hash(&cycle.currency.numeric().to_le_bytes());
            hash(&cycle.value_date.year().to_le_bytes());
            hash(&cycle.value_date.day_of_year().to_le_bytes());
            length(cycle.nets.len(), hash);
            for (member, payment) in cycle.nets() {
                hash(&member.number().to_le_bytes());
                hash(&payment.map_or(0, PaymentId::number).to_le_bytes());
            }
        }
    }
}

impl TreasuryFact {
    fn net(self) -> Option<(ParticipantId, Amount)> {
        match self {
            TreasuryFact::Netted { member, amount } => Some((member, amount)),
            TreasuryFact::Sent { .. } | TreasuryFact::Allocated { .. } | TreasuryFact::Squared { .. } => None,
        }
    }
}
