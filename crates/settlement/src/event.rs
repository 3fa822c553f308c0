//! What settlement tells: complete, one event for each thing that people would call one thing.
//!
//! Movements are told by whoever lends the purses; an event here says what they were for.

use freight::{Consignment, MilestoneCode, MilestoneKind, ParticipantId, ServiceId, UnitNumber};
use jiff::Timestamp;
use jiff::civil::Date;
use money::{Amount, Asset, Currency, Minor, Price, Sum};

use crate::{About, BillId, Bargain, CarriageId, ClaimId, CycleId, Party, PaymentId, Purse, ReceiptId, TermsId};

/// What happened. Amounts are minor units of the carriage's currency unless said otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event<'a> {
    /// A new version of terms.
    TermsSet { terms: TermsId },
    /// A carrier has more slots of a service.
    CapacityDeclared { service: ServiceId, carrier: ParticipantId, quantity: u32 },
    /// A trade was struck; the carriage begins.
    Struck { bargain: &'a Bargain },
    /// Units were named.
    Nominated { carriage: CarriageId, units: &'a [Consignment] },
    /// Something happened to units, or to the carriage as a whole.
    Recorded { carriage: CarriageId, source: ParticipantId, event: MilestoneCode, kind: MilestoneKind, units: &'a [UnitNumber] },
    /// What was recorded was wrong, and this is right.
    Corrected { carriage: CarriageId, source: ParticipantId, event: MilestoneCode, kind: MilestoneKind, units: &'a [UnitNumber] },
    /// What was recorded did not happen.
    Withdrawn { carriage: CarriageId, source: ParticipantId, event: MilestoneCode, kind: MilestoneKind },
    /// The escrow was called and paid.
    EscrowCalled { carriage: CarriageId, shipper: ParticipantId, amount: Minor },
    /// The escrow was called, and the shipper had too little: everything is a no-show.
    EscrowUnpaid { carriage: CarriageId, shipper: ParticipantId, asked: Minor, available: Minor },
    /// Milestones released freight to the carrier.
    Released { carriage: CarriageId, carrier: ParticipantId, amount: Minor, total: Minor, of: Minor },
    /// A release was taken back; what the carrier lacked it owes.
    ReleaseReversed { carriage: CarriageId, carrier: ParticipantId, amount: Minor, owed: Minor, total: Minor, of: Minor },
    /// Units dropped out by the fault of a side.
    DroppedOut { carriage: CarriageId, by: Party, why: Drop, units: u32, left: u32, escrow_returned: Minor },
    /// A side owed damages, or a cancellation fee, and what it was covered from.
    Charged { carriage: CarriageId, from: Party, total: Minor, to_other: Minor, to_house: Minor, cover: Cover },
    /// A side cancelled what had not begun.
    Cancelled { carriage: CarriageId, by: Party, units: u32, escrow_returned: Minor },
    /// A carriage is finished; deposits went back.
    Closed { carriage: CarriageId, shipper_deposit: Minor, carrier_deposit: Minor },
    /// When a carriage will close is known, or has changed, or is not known any more.
    ClosesAt { carriage: CarriageId, at: Option<Timestamp> },
    /// Somebody owes something from now on.
    ClaimArose { claim: ClaimId, debtor: ParticipantId, owner: Purse, asset: Asset, amount: Amount, about: About },
    /// A claim is finished.
    ClaimSettled { claim: ClaimId },
    /// A debtor paid, wholly or partly.
    Collected { claim: ClaimId, debtor: ParticipantId, asset: Asset, amount: Minor, left: Minor },
    /// Earnings were set off against a claim.
    SetOff { claim: ClaimId, debtor: ParticipantId, cycle: CycleId, asset: Asset, amount: Minor, left: Minor },
    /// A warehouse counted storage.
    StorageAccrued { bill: BillId, carriage: CarriageId, warehouse: ParticipantId, debtor: ParticipantId, units: u32, days: u32, rate: Price, currency: Currency, amount: Minor },
    /// A warehouse billed storage.
    StorageBilled { bill: BillId, warehouse: ParticipantId, debtor: ParticipantId, currency: Currency, tax: Minor, total: Minor },
    /// The bank received money.
    Received { member: Option<ParticipantId>, receipt: Option<ReceiptId>, sum: Sum },
    /// A receipt found its owner, wholly or partly.
    Allocated { receipt: ReceiptId, member: ParticipantId, currency: Currency, amount: Amount, left: Minor },
    /// A member paid into the default fund.
    FundPaid { member: ParticipantId, sum: Sum },
    /// Earnings were netted.
    NettingOpened { cycle: CycleId, currency: Currency, value_date: Date, members: u32, total: Minor },
    /// What a member will be paid by a cycle.
    Netted { cycle: CycleId, member: ParticipantId, currency: Currency, amount: Amount },
    /// A cycle is finished.
    NettingClosed { cycle: CycleId },
    /// The bank was told to pay; a cycle, or a member's own wish, was the reason.
    PaymentSent { payment: PaymentId, member: ParticipantId, cycle: Option<CycleId>, sum: Sum },
    /// The bank has paid.
    PaymentBooked { payment: PaymentId, member: ParticipantId, sum: Sum },
    /// The bank had paid, and the money came back to the member's free money.
    PaymentReturned { payment: PaymentId, member: ParticipantId, sum: Sum },
    /// The bank would not pay; the money went back to the member's free money.
    PaymentRefused { payment: PaymentId, member: ParticipantId, sum: Sum },
    /// Tax was paid to the state.
    TaxPaid { sum: Sum },
    /// The bank charged the exchange.
    BankCharged { sum: Sum },
    /// Currency was bought at the bank; the result is signed, in the paid currency, once squared.
    FxBought { bought: Sum, paid: Sum, result: Option<i64> },
    /// The owners drew income.
    Swept { sum: Sum },
}

/// Why units dropped out of a carriage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Drop {
    /// They were not gated in by the cut-off.
    NoShow,
    /// The escrow was not paid when it was called.
    Unpaid,
    /// The carrier left them behind.
    Rolled,
}

/// What damages were covered from, in minor units; it sums to the total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cover {
    /// From the deposit on this carriage.
    pub deposit: Minor,
    /// From the defaulter's free money.
    pub free: Minor,
    /// From the default fund, which claims it back.
    pub fund: Minor,
    /// From nothing yet: a claim.
    pub owed: Minor,
}

/// Who is told.
pub trait Sink {
    /// Hears one event.
    fn tell(&mut self, event: Event<'_>);
}

/// Nobody listens.
impl Sink for () {
    fn tell(&mut self, _event: Event<'_>) {}
}
