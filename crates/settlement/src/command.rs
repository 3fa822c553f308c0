//! What settlement is asked: the engine's commands and due items, with codes resolved to numbers.

use freight::{Consignment, MilestoneCode, Milestone, ParticipantId, Reference, Roles, ServiceId, UnitNumber};
use jiff::civil::Date;
use money::{Amount, Currency, Price, Sum};

use crate::{BillId, Bargain, CarriageId, CycleId, PaymentId, ReceiptId, Schedule, Terms};

/// Who reports a milestone, and what it may report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reporter {
    /// Who.
    pub participant: ParticipantId,
    /// In which roles.
    pub roles: Roles,
}

/// Which units a carrier leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rolled<'a> {
    /// Those with these numbers.
    Named(&'a [UnitNumber]),
    /// So many that have no number yet.
    Unnamed(u32),
}

/// Everything settlement can be asked.
///
/// The engine has checked that the codes exist and that the actor has a role for the command; whether the
/// actor is a party of the carriage is checked here.
#[derive(Clone, Debug, PartialEq)]
pub enum Command<'a> {
    /// A new version of terms.
    SetTerms(&'a Terms),
    /// A service can be traded from now on.
    List(ServiceId, Schedule),
    /// A carrier has so many more slots of a service.
    Declare { carrier: ParticipantId, service: ServiceId, quantity: u32 },
    /// A trade: charges on both sides, slots from the carrier to the shipper, a carriage.
    Strike(Bargain),
    /// The shipper names the units for its slots.
    Nominate { by: ParticipantId, carriage: CarriageId, units: &'a [Consignment] },
    /// Something happened.
    Record { by: Reporter, carriage: CarriageId, milestone: &'a Milestone },
    /// What was recorded under this identity was wrong, and this is right; it keeps its place in the order.
    Correct { by: Reporter, carriage: CarriageId, milestone: &'a Milestone },
    /// What was recorded under this identity did not happen.
    Withdraw { by: Reporter, carriage: CarriageId, source: ParticipantId, event: MilestoneCode },
    /// The escrow is called, at its time or earlier; unpaid, it is a no-show of everything.
    Call { carriage: CarriageId },
    /// The cut-off has come: what is not gated in is a no-show.
    CutOff { carriage: CarriageId },
    /// The time for objections is over: deposits go back, the carriage is finished.
    Close { carriage: CarriageId },
    /// One side cancels what has not begun.
    Cancel { by: ParticipantId, carriage: CarriageId },
    /// The carrier leaves units behind.
    Roll { by: Reporter, carriage: CarriageId, units: Rolled<'a> },
    /// A warehouse counts storage: units × chargeable days × rate. Adds to its open bill on the carriage.
    Accrue { warehouse: ParticipantId, carriage: CarriageId, units: u32, days: u32, rate: Price },
    /// The warehouse bills what has accrued, with tax at `storage_tax` of the terms now in force for it.
    Bill { warehouse: ParticipantId, bill: BillId, storage_tax: money::Rate },
    /// A debtor has money: its claims in this currency are collected, oldest billing first.
    Collect { debtor: ParticipantId, currency: Currency },
    /// The bank received money, for a member or for nobody known.
    Receive { member: Option<ParticipantId>, sum: Sum, reference: Reference },
    /// The owner of a receipt is known now, for all or a part of it.
    Allocate { receipt: ReceiptId, member: ParticipantId, amount: Amount },
    /// A member wants its free money on its own bank account.
    WithdrawMoney { member: ParticipantId, sum: Sum },
    /// A member pays into the default fund.
    PayFund { member: ParticipantId, sum: Sum },
    /// Billed claims are set off against earnings, and what remains is fixed for payment.
    OpenNetting { currency: Currency, value_date: Date },
    /// Everything in the cycle is paid or came back: it is finished.
    CloseNetting { cycle: CycleId },
    /// The bank is told to pay a member what a cycle owes it.
    Send { cycle: CycleId, member: ParticipantId },
    /// The bank has paid.
    Book { payment: PaymentId },
    /// The bank had paid, and the money came back.
    Return { payment: PaymentId },
    /// The bank will not pay.
    Refuse { payment: PaymentId },
    /// Tax on fees is paid to the state.
    PayTax { sum: Sum },
    /// The bank charges the exchange.
    BankCharge { sum: Sum },
    /// Currency is bought at the bank.
    BuyFx { bought: Sum, paid: Sum },
    /// The owners draw income, at most what there is.
    Sweep { sum: Sum },
}
