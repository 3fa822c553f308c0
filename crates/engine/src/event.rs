//! Events: what happened, complete, in people's words.
//!
//! Events are told to a [`Sink`] while facts are applied; a replay tells them again. They are never stored
//! as truth. Those of one command come in the order in which things happened.

use freight::{
    ClientOrderId, Consignment, InstrumentCode, MilestoneCode, MilestoneKind, Name, ParticipantCode,
    PlaceCode, Reference, Roles, ServiceCode, TermsCode, UnitNumber,
};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::{HoldId, TransferId};
use matching::{OrderId, Side, TimeInForce, TradeId};
use money::{Currency, Money, Price, Sum};
use serde::{Deserialize, Serialize};
use settlement::{BillId, CarriageId, ClaimId, CycleId, Drop, Party, PaymentId, Reason, ReceiptId, TermsId};

use crate::holding::{AccountName, Holding};
use crate::sink::Family;

/// How an order ended without being filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// Its owner cancelled it.
    Cancelled,
    /// Its time was over.
    Expired,
    /// What could not trade at once was dropped, as its time in force says.
    Dropped,
    /// It would have met an order of its own member.
    SelfTrade,
}

macro_rules! events {
    ($($family:ident { $($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty,)* })* })*) => {
        /// What happened.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case", deny_unknown_fields)]
        pub enum Event {
            $($($(#[$doc])* $name { $($(#[$field_doc])* $field: $kind,)* },)*)*
        }

        impl Event {
            /// Which part of the house it concerns.
            pub fn family(&self) -> Family {
                match self {
                    $($(Event::$name { .. } => Family::$family,)*)*
                }
            }
        }
    };
}

events! {
    Register {
        /// A member was admitted.
        MemberAdmitted {
            /// Its code.
            member: ParticipantCode,
            /// Its name.
            name: Name,
            /// What it may do.
            roles: Roles,
        }
        /// New terms are in force.
        TermsSet {
            /// Which.
            code: TermsCode,
            /// Their version.
            version: TermsId,
        }
        /// A place was listed, or has a new clock.
        PlaceListed {
            /// Its code.
            code: PlaceCode,
            /// Its name.
            name: Name,
        }
        /// A service was listed.
        ServiceListed {
            /// Its code.
            code: ServiceCode,
            /// When boxes must be gated in.
            #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
            cut_off: Timestamp,
            /// What is odd about it, such as a place that lacks the function for its mode.
            warnings: Vec<String>,
        }
        /// A book was opened.
        InstrumentListed {
            /// Its code.
            code: InstrumentCode,
            /// Its service.
            service: ServiceCode,
            /// What it is paid in.
            currency: Currency,
        }
        /// A carrier has more slots to sell.
        CapacityDeclared {
            /// Who.
            carrier: ParticipantCode,
            /// Of which service.
            service: ServiceCode,
            /// How many more units.
            quantity: u32,
        }
    }
    Market {
        /// An order was accepted.
        OrderAccepted {
            /// Its id.
            order: OrderId,
            /// The member's own name for it.
            client_order_id: Option<ClientOrderId>,
            /// Whose.
            member: ParticipantCode,
            /// In which book.
            instrument: InstrumentCode,
            /// Bid or ask.
            side: Side,
            /// How many units.
            quantity: u32,
            /// The worst price; none for a market order.
            limit: Option<Price>,
            /// How long it stands.
            time_in_force: TimeInForce,
        }
        /// A bid met an ask.
        Trade {
            /// Its number, which is the carriage's too.
            trade: TradeId,
            /// In which book.
            instrument: InstrumentCode,
            /// For one unit.
            price: Price,
            /// How many units.
            quantity: u32,
            /// Who bought.
            shipper: ParticipantCode,
            /// Who sold.
            carrier: ParticipantCode,
            /// The order that arrived.
            taker: OrderId,
            /// The taker's own name for its order.
            taker_client_order_id: Option<ClientOrderId>,
            /// The order that rested.
            maker: OrderId,
            /// The maker's own name for its order.
            maker_client_order_id: Option<ClientOrderId>,
            /// The side of the order that arrived.
            taker_side: Side,
            /// How many units of the taker are still open, for now; it is filled when none is.
            taker_open: u32,
            /// How many units of the maker are still open; it is filled when none is.
            maker_open: u32,
        }
        /// An order rests in the book.
        OrderRested {
            /// Which.
            order: OrderId,
            /// The member's own name for it.
            client_order_id: Option<ClientOrderId>,
            /// How many units are open.
            open: u32,
        }
        /// An order was changed.
        OrderAmended {
            /// Which.
            order: OrderId,
            /// The member's own name for it.
            client_order_id: Option<ClientOrderId>,
            /// How many units are to be open.
            open: u32,
            /// The limit now.
            limit: Price,
            /// Whether it kept its place in the queue.
            kept_place: bool,
        }
        /// An order ended.
        OrderEnded {
            /// Which.
            order: OrderId,
            /// The member's own name for it.
            client_order_id: Option<ClientOrderId>,
            /// How.
            how: Ending,
            /// How many units were still open.
            open: u32,
        }
        /// A book closed for good, at the cut-off of its service.
        BookClosed {
            /// Which.
            instrument: InstrumentCode,
        }
    }
    Carriage {
        /// A trade became a promise to carry.
        CarriageStruck {
            /// Which.
            carriage: CarriageId,
            /// Of which service.
            service: ServiceCode,
            /// Who sends.
            shipper: ParticipantCode,
            /// Who carries.
            carrier: ParticipantCode,
            /// How many units.
            quantity: u32,
            /// For one unit.
            price: Price,
            /// What it is paid in.
            currency: Currency,
            /// The terms of the carriage.
            terms: TermsId,
        }
        /// The shipper named its units.
        Nominated {
            /// Which carriage.
            carriage: CarriageId,
            /// The units.
            units: Vec<Consignment>,
            /// Container numbers whose check digit is wrong.
            doubtful: Vec<UnitNumber>,
        }
        /// Something happened.
        MilestoneRecorded {
            /// Which carriage.
            carriage: CarriageId,
            /// Who says so.
            source: ParticipantCode,
            /// The source's name for it.
            event: MilestoneCode,
            /// What.
            kind: MilestoneKind,
            /// Where, if it was said.
            place: Option<PlaceCode>,
            /// When it happened.
            #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
            occurred: Timestamp,
            /// When the source said so; nothing if it did not tell.
            #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = DateTime))]
            updated: Option<Timestamp>,
            /// To which units; none where it concerns the whole carriage.
            units: Vec<UnitNumber>,
        }
        /// What was recorded was wrong, and this is right.
        MilestoneCorrected {
            /// Which carriage.
            carriage: CarriageId,
            /// Who had said so.
            source: ParticipantCode,
            /// The source's name for it.
            event: MilestoneCode,
            /// What.
            kind: MilestoneKind,
            /// Where, if it was said.
            place: Option<PlaceCode>,
            /// When it happened.
            #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
            occurred: Timestamp,
            /// When the source said so; nothing if it did not tell.
            #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = DateTime))]
            updated: Option<Timestamp>,
            /// To which units.
            units: Vec<UnitNumber>,
        }
        /// What was recorded did not happen.
        MilestoneWithdrawn {
            /// Which carriage.
            carriage: CarriageId,
            /// Who had said so.
            source: ParticipantCode,
            /// The source's name for it.
            event: MilestoneCode,
            /// What.
            kind: MilestoneKind,
        }
        /// The shipper paid freight and tax into escrow.
        EscrowCalled {
            /// Which carriage.
            carriage: CarriageId,
            /// Who paid.
            shipper: ParticipantCode,
            /// How much.
            amount: Money,
        }
        /// The escrow was called, and the shipper had too little.
        EscrowUnpaid {
            /// Which carriage.
            carriage: CarriageId,
            /// Who did not pay.
            shipper: ParticipantCode,
            /// What was called.
            asked: Money,
            /// What it had.
            available: Money,
        }
        /// Milestones released freight to the carrier.
        FreightReleased {
            /// Which carriage.
            carriage: CarriageId,
            /// To whom.
            carrier: ParticipantCode,
            /// How much this time.
            amount: Money,
            /// How much so far.
            total: Money,
            /// The whole escrow of the units that are left.
            of: Money,
        }
        /// A release was taken back.
        ReleaseReversed {
            /// Which carriage.
            carriage: CarriageId,
            /// From whom.
            carrier: ParticipantCode,
            /// How much.
            amount: Money,
            /// What of it the carrier owes, since it had too little.
            owed: Money,
            /// How much is released now.
            total: Money,
            /// The whole escrow of the units that are left.
            of: Money,
        }
        /// Units dropped out by the fault of a side.
        UnitsDroppedOut {
            /// Which carriage.
            carriage: CarriageId,
            /// By whose fault.
            by: Party,
            /// Why.
            why: Drop,
            /// How many.
            units: u32,
            /// How many are left.
            left: u32,
            /// What went back to the shipper.
            escrow_returned: Money,
        }
        /// A side owed damages or a cancellation fee.
        DamagesCharged {
            /// Which carriage.
            carriage: CarriageId,
            /// Who owed them.
            from: ParticipantCode,
            /// How much.
            total: Money,
            /// The other side's part.
            to_other: Money,
            /// The exchange's part.
            to_house: Money,
            /// What the deposit covered.
            deposit: Money,
            /// What free money covered.
            free: Money,
            /// What the default fund covered.
            fund: Money,
            /// What is still owed.
            owed: Money,
        }
        /// A side cancelled a carriage that had not begun.
        CarriageCancelled {
            /// Which.
            carriage: CarriageId,
            /// By whom.
            by: ParticipantCode,
            /// How many units.
            units: u32,
            /// What went back to the shipper.
            escrow_returned: Money,
        }
        /// When a carriage will be closed is known, has changed, or is open again.
        ClosingSet {
            /// Which.
            carriage: CarriageId,
            /// When.
            #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = DateTime))]
            at: Option<Timestamp>,
        }
        /// A carriage is finished; its milestones are final.
        CarriageClosed {
            /// Which.
            carriage: CarriageId,
            /// What went back to the shipper.
            shipper_deposit: Money,
            /// What went back to the carrier.
            carrier_deposit: Money,
        }
    }
    Treasury {
        /// The bank received money.
        MoneyReceived {
            /// For whom, if known.
            member: Option<ParticipantCode>,
            /// Its number while its owner is not known.
            receipt: Option<ReceiptId>,
            /// How much.
            sum: Sum,
            /// What the bank's line says.
            reference: Reference,
        }
        /// A receipt found its owner.
        ReceiptAllocated {
            /// Which.
            receipt: ReceiptId,
            /// Whose.
            member: ParticipantCode,
            /// How much of it.
            amount: Money,
            /// How much has no owner yet.
            left: Money,
        }
        /// Somebody owes something from now on.
        ClaimArose {
            /// Its number.
            claim: ClaimId,
            /// Who owes.
            debtor: ParticipantCode,
            /// To whom: a member's code, `escrow C12`, `fund` or `house`.
            owner: String,
            /// How much.
            amount: Money,
        }
        /// A claim, or a part of one, is another owner's from now on; a part is a claim of its own.
        ClaimReassigned {
            /// The claim of the new owner.
            claim: ClaimId,
            /// The claim that it was, or was a part of.
            from: ClaimId,
            /// Who owes.
            debtor: ParticipantCode,
            /// To whom: a member's code, `escrow C12`, `fund` or `house`.
            owner: String,
            /// How much.
            amount: Money,
        }
        /// A claim fell away, because what it was for is due again.
        ClaimLapsed {
            /// Which claim.
            claim: ClaimId,
            /// Who owed.
            debtor: ParticipantCode,
            /// How much fell away.
            amount: Money,
            /// How much is left.
            left: Money,
        }
        /// A debtor paid.
        ClaimCollected {
            /// Which claim.
            claim: ClaimId,
            /// Who paid.
            debtor: ParticipantCode,
            /// How much.
            amount: Money,
            /// How much is left.
            left: Money,
        }
        /// A debtor's earnings were set off.
        ClaimSetOff {
            /// Which claim.
            claim: ClaimId,
            /// Whose earnings.
            debtor: ParticipantCode,
            /// In which cycle.
            cycle: CycleId,
            /// How much.
            amount: Money,
            /// How much is left.
            left: Money,
        }
        /// A claim is finished.
        ClaimSettled {
            /// Which.
            claim: ClaimId,
        }
        /// A warehouse counted storage.
        StorageAccrued {
            /// On which bill.
            bill: BillId,
            /// Of which carriage.
            carriage: CarriageId,
            /// Which warehouse.
            warehouse: ParticipantCode,
            /// Who will owe it.
            debtor: ParticipantCode,
            /// How many units.
            units: u32,
            /// How many days.
            days: u32,
            /// For one unit and day.
            rate: Price,
            /// How much.
            amount: Money,
        }
        /// A warehouse billed storage.
        StorageBilled {
            /// Which bill.
            bill: BillId,
            /// Which warehouse.
            warehouse: ParticipantCode,
            /// Who owes it.
            debtor: ParticipantCode,
            /// The tax.
            tax: Money,
            /// With tax.
            total: Money,
        }
        /// A member paid into the default fund.
        FundPaid {
            /// Who.
            member: ParticipantCode,
            /// How much.
            sum: Sum,
        }
        /// What will be paid to whom was fixed.
        NettingOpened {
            /// Its number.
            cycle: CycleId,
            /// In which currency.
            currency: Currency,
            /// When it is to be paid.
            #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
            value_date: Date,
            /// To how many members.
            members: u32,
            /// How much in all.
            total: Money,
        }
        /// What one member will be paid.
        EarningsNetted {
            /// By which cycle.
            cycle: CycleId,
            /// Who.
            member: ParticipantCode,
            /// How much.
            amount: Money,
        }
        /// A cycle is finished.
        NettingClosed {
            /// Which.
            cycle: CycleId,
        }
        /// The bank was told to pay.
        PaymentSent {
            /// Its number.
            payment: PaymentId,
            /// To whom.
            member: ParticipantCode,
            /// By which cycle; none if the member asked for its free money.
            cycle: Option<CycleId>,
            /// How much.
            sum: Sum,
        }
        /// The bank has paid.
        PaymentBooked {
            /// Which.
            payment: PaymentId,
            /// To whom.
            member: ParticipantCode,
            /// How much.
            sum: Sum,
        }
        /// The money came back.
        PaymentReturned {
            /// Which.
            payment: PaymentId,
            /// From whom.
            member: ParticipantCode,
            /// How much.
            sum: Sum,
        }
        /// The bank would not pay.
        PaymentRefused {
            /// Which.
            payment: PaymentId,
            /// To whom.
            member: ParticipantCode,
            /// How much.
            sum: Sum,
        }
        /// Tax was paid to the state.
        TaxPaid {
            /// How much.
            sum: Sum,
        }
        /// The bank charged the exchange.
        BankCharged {
            /// How much.
            sum: Sum,
        }
        /// Currency was bought at the bank.
        FxBought {
            /// What came in.
            bought: Sum,
            /// What was paid.
            paid: Sum,
            /// What was gained, or lost, once the position was squared.
            result: Option<Money>,
        }
        /// The owners drew income.
        IncomeSwept {
            /// How much.
            sum: Sum,
        }
    }
    Posting {
        /// One transfer: one debit, one credit, one amount.
        Transferred {
            /// Its number.
            transfer: TransferId,
            /// The account debited.
            debit: AccountName,
            /// The account credited.
            credit: AccountName,
            /// How much.
            amount: Holding,
            /// Why.
            reason: Reason,
            /// On account of what: `C12`, `K3`, `N1`, `P4`, `R2`, a service, or `house`.
            about: String,
        }
    }
    Hold {
        /// Money or slots were set aside for an order.
        HoldPlaced {
            /// Its id.
            hold: HoldId,
            /// On which account.
            account: AccountName,
            /// How much.
            amount: Holding,
            /// For which order.
            order: OrderId,
            /// The member's own name for the order.
            client_order_id: Option<ClientOrderId>,
        }
        /// A hold changed.
        HoldChanged {
            /// Which.
            hold: HoldId,
            /// On which account.
            account: AccountName,
            /// What moved to the payee.
            drawn: Holding,
            /// What was given back to its owner.
            given_back: Holding,
            /// What was added.
            added: Holding,
            /// What is still held; the hold has ended if it is nothing.
            remaining: Holding,
            /// For which order.
            order: OrderId,
            /// The member's own name for the order.
            client_order_id: Option<ClientOrderId>,
        }
    }
}
