//! What settlement is asked: the engine's commands and due items, with codes resolved to numbers.

use freight::{
    Consignment, Milestone, MilestoneCode, ParticipantId, Reference, Roles, ServiceId, UnitNumber,
};
use jiff::civil::Date;
use money::{Amount, Currency, Price, Sum};

use crate::{Bargain, BillId, CarriageId, CycleId, PaymentId, ReceiptId, Schedule, Terms};

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
    Declare {
        /// Which carrier.
        carrier: ParticipantId,
        /// Which service.
        service: ServiceId,
        /// How many slots.
        quantity: u32,
    },
    /// A trade: charges on both sides, slots from the carrier to the shipper, a carriage.
    Strike(Bargain),
    /// The shipper names the units for its slots.
    Nominate {
        /// Who names them.
        by: ParticipantId,
        /// Which carriage.
        carriage: CarriageId,
        /// The units.
        units: &'a [Consignment],
    },
    /// Something happened.
    Record {
        /// Who tells it.
        by: Reporter,
        /// Which carriage.
        carriage: CarriageId,
        /// What happened.
        milestone: &'a Milestone,
    },
    /// What was recorded under this identity was wrong, and this is right; it keeps its place in the order.
    Correct {
        /// Who tells it anew.
        by: Reporter,
        /// Which carriage.
        carriage: CarriageId,
        /// Who had told it.
        source: ParticipantId,
        /// What happened in truth.
        milestone: &'a Milestone,
    },
    /// What was recorded under this identity did not happen.
    Withdraw {
        /// Who takes it back.
        by: Reporter,
        /// Which carriage.
        carriage: CarriageId,
        /// Who had told it.
        source: ParticipantId,
        /// The source's own code for it.
        event: MilestoneCode,
    },
    /// The escrow is called, at its time or earlier; unpaid, it is a no-show of everything.
    Call {
        /// Which carriage.
        carriage: CarriageId,
    },
    /// The cut-off has come: what is not gated in is a no-show.
    CutOff {
        /// Which carriage.
        carriage: CarriageId,
    },
    /// The time for objections is over: deposits go back, the carriage is finished.
    Close {
        /// Which carriage.
        carriage: CarriageId,
    },
    /// One side cancels what has not begun.
    Cancel {
        /// Which side.
        by: ParticipantId,
        /// Which carriage.
        carriage: CarriageId,
    },
    /// The carrier leaves units behind.
    Roll {
        /// Who leaves them behind.
        by: Reporter,
        /// Which carriage.
        carriage: CarriageId,
        /// Which units.
        units: Rolled<'a>,
    },
    /// A warehouse counts storage: units × chargeable days × rate. Adds to its open bill on the carriage.
    Accrue {
        /// Which warehouse.
        warehouse: ParticipantId,
        /// Which carriage.
        carriage: CarriageId,
        /// How many units were stored.
        units: u32,
        /// How many chargeable days.
        days: u32,
        /// For one unit and day.
        rate: Price,
    },
    /// The warehouse bills what has accrued, with tax at `storage_tax` of the terms now in force for it.
    Bill {
        /// Which warehouse.
        warehouse: ParticipantId,
        /// Which bill.
        bill: BillId,
        /// Tax on storage, by the terms in force.
        storage_tax: money::Rate,
    },
    /// A debtor has money: its claims in this currency are collected, oldest billing first.
    Collect {
        /// Who owes.
        debtor: ParticipantId,
        /// In which currency.
        currency: Currency,
    },
    /// The bank received money, for a member or for nobody known.
    Receive {
        /// For whom; nothing if nobody knows.
        member: Option<ParticipantId>,
        /// How much.
        sum: Sum,
        /// What the bank's line says.
        reference: Reference,
    },
    /// The owner of a receipt is known now, for all or a part of it.
    Allocate {
        /// Which receipt.
        receipt: ReceiptId,
        /// Whose it is.
        member: ParticipantId,
        /// How much of it.
        amount: Amount,
    },
    /// A member wants its free money on its own bank account.
    WithdrawMoney {
        /// Which member.
        member: ParticipantId,
        /// How much.
        sum: Sum,
    },
    /// A member pays into the default fund.
    PayFund {
        /// Which member.
        member: ParticipantId,
        /// How much.
        sum: Sum,
    },
    /// Billed claims are set off against earnings, and what remains is fixed for payment.
    OpenNetting {
        /// In which currency.
        currency: Currency,
        /// When it is to be paid.
        value_date: Date,
    },
    /// Everything in the cycle is paid or came back: it is finished.
    CloseNetting {
        /// Which cycle.
        cycle: CycleId,
    },
    /// The bank is told to pay a member what a cycle owes it.
    Send {
        /// Which cycle.
        cycle: CycleId,
        /// Who is paid.
        member: ParticipantId,
    },
    /// The bank has paid.
    Book {
        /// Which payment.
        payment: PaymentId,
    },
    /// The bank had paid, and the money came back.
    Return {
        /// Which payment.
        payment: PaymentId,
    },
    /// The bank will not pay.
    Refuse {
        /// Which payment.
        payment: PaymentId,
    },
    /// Tax on fees is paid to the state.
    PayTax {
        /// How much.
        sum: Sum,
    },
    /// The bank charges the exchange.
    BankCharge {
        /// How much.
        sum: Sum,
    },
    /// Currency is bought at the bank.
    BuyFx {
        /// What came in.
        bought: Sum,
        /// What was paid for it.
        paid: Sum,
    },
    /// The owners draw income, at most what there is.
    Sweep {
        /// How much.
        sum: Sum,
    },
}

impl Command<'_> {
    /// The carriage that it is about, if it is about one.
    pub fn carriage(&self) -> Option<CarriageId> {
        match *self {
            Command::Strike(Bargain { carriage, .. })
            | Command::Nominate { carriage, .. }
            | Command::Record { carriage, .. }
            | Command::Correct { carriage, .. }
            | Command::Withdraw { carriage, .. }
            | Command::Call { carriage }
            | Command::CutOff { carriage }
            | Command::Close { carriage }
            | Command::Cancel { carriage, .. }
            | Command::Roll { carriage, .. }
            | Command::Accrue { carriage, .. } => Some(carriage),
            Command::SetTerms(_)
            | Command::List(..)
            | Command::Declare { .. }
            | Command::Bill { .. }
            | Command::Collect { .. }
            | Command::Receive { .. }
            | Command::Allocate { .. }
            | Command::WithdrawMoney { .. }
            | Command::PayFund { .. }
            | Command::OpenNetting { .. }
            | Command::CloseNetting { .. }
            | Command::Send { .. }
            | Command::Book { .. }
            | Command::Return { .. }
            | Command::Refuse { .. }
            | Command::PayTax { .. }
            | Command::BankCharge { .. }
            | Command::BuyFx { .. }
            | Command::Sweep { .. } => None,
        }
    }
}
