//! What settlement tells: complete, one event for each thing that people would call one thing.
//!
//! Movements are told by whoever lends the purses; an event here says what they were for.

use freight::{
    Consignment, MilestoneCode, MilestoneKind, ParticipantId, PlaceCode, Reference, ServiceId, UnitNumber,
};
use jiff::Timestamp;
use jiff::civil::Date;
use money::{Amount, Asset, Currency, Minor, Money, Price, Sum};

use crate::{
    About, Bargain, BillId, CarriageId, ClaimId, CycleId, Owner, Party, PaymentId, ReceiptId, TermsId,
};

/// What happened. Amounts are minor units of the carriage's currency unless said otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event<'a> {
    /// A new version of terms.
    TermsSet {
        /// Which version.
        terms: TermsId,
    },
    /// A carrier has more slots of a service.
    CapacityDeclared {
        /// Which service.
        service: ServiceId,
        /// Which carrier.
        carrier: ParticipantId,
        /// How many slots more.
        quantity: u32,
    },
    /// A trade was struck; the carriage begins.
    Struck {
        /// What was agreed.
        bargain: &'a Bargain,
    },
    /// Units were named.
    Nominated {
        /// Which carriage.
        carriage: CarriageId,
        /// The units.
        units: &'a [Consignment],
    },
    /// Something happened to units, or to the carriage as a whole.
    Recorded {
        /// Which carriage.
        carriage: CarriageId,
        /// Who told it.
        source: ParticipantId,
        /// The source's own code for it.
        event: MilestoneCode,
        /// What happened.
        kind: MilestoneKind,
        /// Where, if it was said.
        place: Option<PlaceCode>,
        /// When it happened.
        occurred: Timestamp,
        /// When the source said so, if it told.
        updated: Option<Timestamp>,
        /// The units it names; none if it is for the whole carriage.
        units: &'a [UnitNumber],
    },
    /// What was recorded was wrong, and this is right.
    Corrected {
        /// Which carriage.
        carriage: CarriageId,
        /// Who had told it first.
        source: ParticipantId,
        /// The source's own code for it.
        event: MilestoneCode,
        /// What happened.
        kind: MilestoneKind,
        /// Where, if it was said.
        place: Option<PlaceCode>,
        /// When it happened.
        occurred: Timestamp,
        /// When the source said so, if it told.
        updated: Option<Timestamp>,
        /// The units it names now; none if it is for the whole carriage.
        units: &'a [UnitNumber],
    },
    /// What was recorded did not happen.
    Withdrawn {
        /// Which carriage.
        carriage: CarriageId,
        /// Who had told it.
        source: ParticipantId,
        /// The source's own code for it.
        event: MilestoneCode,
        /// What happened.
        kind: MilestoneKind,
    },
    /// The escrow was called and paid.
    EscrowCalled {
        /// Which carriage.
        carriage: CarriageId,
        /// Who pays.
        shipper: ParticipantId,
        /// What was paid into the escrow.
        amount: Minor,
    },
    /// The escrow was called, and the shipper had too little: everything is a no-show.
    EscrowUnpaid {
        /// Which carriage.
        carriage: CarriageId,
        /// Who had too little.
        shipper: ParticipantId,
        /// What was called.
        asked: Minor,
        /// What the shipper had.
        available: Minor,
    },
    /// Milestones released freight to the carrier.
    Released {
        /// Which carriage.
        carriage: CarriageId,
        /// Who earned it.
        carrier: ParticipantId,
        /// How much now, counting what the carrier owed of it.
        amount: Minor,
        /// How much so far.
        total: Minor,
        /// The escrow of the units left.
        of: Minor,
    },
    /// A release was taken back; what the carrier lacked it owes.
    ReleaseReversed {
        /// Which carriage.
        carriage: CarriageId,
        /// Who had earned it.
        carrier: ParticipantId,
        /// How much.
        amount: Minor,
        /// What of it the carrier lacked, and owes.
        owed: Minor,
        /// How much is still released.
        total: Minor,
        /// The escrow of the units left.
        of: Minor,
    },
    /// Units dropped out by the fault of a side.
    DroppedOut {
        /// Which carriage.
        carriage: CarriageId,
        /// By whose fault.
        by: Party,
        /// Why.
        why: Drop,
        /// How many units.
        units: u32,
        /// How many units are left.
        left: u32,
        /// What of the escrow went back, counting what the carrier still owed of it.
        escrow_returned: Minor,
    },
    /// A side owed damages, or a cancellation fee, and what it was covered from.
    Charged {
        /// Which carriage.
        carriage: CarriageId,
        /// Which side pays.
        from: Party,
        /// How much in all.
        total: Minor,
        /// What the other side gets.
        to_other: Minor,
        /// What the exchange gets.
        to_house: Minor,
        /// What it was covered from.
        cover: Cover,
    },
    /// A side cancelled what had not begun.
    Cancelled {
        /// Which carriage.
        carriage: CarriageId,
        /// Which side.
        by: Party,
        /// How many units were left.
        units: u32,
        /// What of the escrow went back, counting what the carrier still owed of it.
        escrow_returned: Minor,
    },
    /// A carriage is finished; deposits went back.
    Closed {
        /// Which carriage.
        carriage: CarriageId,
        /// What went back of the shipper's deposit.
        shipper_deposit: Minor,
        /// What went back of the carrier's deposit.
        carrier_deposit: Minor,
    },
    /// When a carriage will close is known, or has changed, or is not known any more.
    ClosesAt {
        /// Which carriage.
        carriage: CarriageId,
        /// When; nothing if it is not known any more.
        at: Option<Timestamp>,
    },
    /// Somebody owes something from now on.
    ClaimArose {
        /// Which claim.
        claim: ClaimId,
        /// Who owes.
        debtor: ParticipantId,
        /// Who will get it.
        owner: Owner,
        /// Of what.
        asset: Asset,
        /// How much.
        amount: Amount,
        /// What it came from.
        about: About,
    },
    /// A claim, or a part of one, is another owner's from now on; a part is a claim of its own.
    ClaimReassigned {
        /// The claim of the new owner.
        claim: ClaimId,
        /// The claim that it was, or was a part of.
        from: ClaimId,
        /// Who owes.
        debtor: ParticipantId,
        /// Who will get it now.
        owner: Owner,
        /// Of what.
        asset: Asset,
        /// How much.
        amount: Amount,
    },
    /// A claim fell away, wholly or partly, because what it was for is due again.
    ClaimLapsed {
        /// Which claim.
        claim: ClaimId,
        /// Who owed.
        debtor: ParticipantId,
        /// Of what.
        asset: Asset,
        /// How much fell away.
        amount: Minor,
        /// How much is left.
        left: Minor,
    },
    /// A claim is finished.
    ClaimSettled {
        /// Which claim.
        claim: ClaimId,
    },
    /// A debtor paid, wholly or partly.
    Collected {
        /// Which claim.
        claim: ClaimId,
        /// Who owes.
        debtor: ParticipantId,
        /// Of what.
        asset: Asset,
        /// How much.
        amount: Minor,
        /// What is still owed.
        left: Minor,
    },
    /// Earnings were set off against a claim.
    SetOff {
        /// Which claim.
        claim: ClaimId,
        /// Who owes.
        debtor: ParticipantId,
        /// In which cycle.
        cycle: CycleId,
        /// Of what.
        asset: Asset,
        /// How much.
        amount: Minor,
        /// What is still owed.
        left: Minor,
    },
    /// A warehouse counted storage.
    StorageAccrued {
        /// Which bill.
        bill: BillId,
        /// Which carriage.
        carriage: CarriageId,
        /// Which warehouse.
        warehouse: ParticipantId,
        /// Who will owe it.
        debtor: ParticipantId,
        /// How many units were stored.
        units: u32,
        /// How many chargeable days.
        days: u32,
        /// For one unit and day.
        rate: Price,
        /// In which currency.
        currency: Currency,
        /// How much that is.
        amount: Minor,
    },
    /// A warehouse billed storage.
    StorageBilled {
        /// Which bill.
        bill: BillId,
        /// Which warehouse.
        warehouse: ParticipantId,
        /// Who owes.
        debtor: ParticipantId,
        /// In which currency.
        currency: Currency,
        /// The tax on it.
        tax: Minor,
        /// The bill with its tax.
        total: Minor,
    },
    /// The bank received money.
    Received {
        /// For whom, if it is known.
        member: Option<ParticipantId>,
        /// The receipt that waits for its owner, if nobody is known.
        receipt: Option<ReceiptId>,
        /// How much.
        sum: Sum,
        /// What the bank's line says.
        reference: Reference,
    },
    /// A receipt found its owner, wholly or partly.
    Allocated {
        /// Which receipt.
        receipt: ReceiptId,
        /// Whose it is.
        member: ParticipantId,
        /// In which currency.
        currency: Currency,
        /// How much.
        amount: Amount,
        /// What is left.
        left: Minor,
    },
    /// A member paid into the default fund.
    FundPaid {
        /// Which member.
        member: ParticipantId,
        /// How much.
        sum: Sum,
    },
    /// Earnings were netted.
    NettingOpened {
        /// Which cycle.
        cycle: CycleId,
        /// In which currency.
        currency: Currency,
        /// When it is to be paid.
        value_date: Date,
        /// How many members will be paid.
        members: u32,
        /// What they will be paid in all.
        total: Minor,
    },
    /// What a member will be paid by a cycle.
    Netted {
        /// Which cycle.
        cycle: CycleId,
        /// Which member.
        member: ParticipantId,
        /// In which currency.
        currency: Currency,
        /// How much.
        amount: Amount,
    },
    /// A cycle is finished.
    NettingClosed {
        /// Which cycle.
        cycle: CycleId,
    },
    /// The bank was told to pay; a cycle, or a member's own wish, was the reason.
    PaymentSent {
        /// Which payment.
        payment: PaymentId,
        /// Who is paid.
        member: ParticipantId,
        /// Which cycle was the reason; nothing for free money.
        cycle: Option<CycleId>,
        /// How much.
        sum: Sum,
    },
    /// The bank has paid.
    PaymentBooked {
        /// Which payment.
        payment: PaymentId,
        /// Which member.
        member: ParticipantId,
        /// How much.
        sum: Sum,
    },
    /// The bank had paid, and the money came back to the member's free money.
    PaymentReturned {
        /// Which payment.
        payment: PaymentId,
        /// Which member.
        member: ParticipantId,
        /// How much.
        sum: Sum,
    },
    /// The bank would not pay; the money went back to the member's free money.
    PaymentRefused {
        /// Which payment.
        payment: PaymentId,
        /// Which member.
        member: ParticipantId,
        /// How much.
        sum: Sum,
    },
    /// Tax was paid to the state.
    TaxPaid {
        /// How much.
        sum: Sum,
    },
    /// The bank charged the exchange.
    BankCharged {
        /// How much.
        sum: Sum,
    },
    /// Currency was bought at the bank.
    FxBought {
        /// What came in.
        bought: Sum,
        /// What was paid for it.
        paid: Sum,
        /// The gain, or the loss below zero, once squared.
        result: Option<Money>,
    },
    /// The owners drew income.
    Swept {
        /// How much.
        sum: Sum,
    },
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
