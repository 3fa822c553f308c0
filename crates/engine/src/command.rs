//! Commands: who asks, and what is asked. People can send nothing else.
//!
//! Everything that decides money comes in here: members, terms, places with their clocks, rates. Members,
//! places, services and instruments are named by their codes; carriages, bills, cycles, payments and receipts
//! by the number that an event told.

use freight::{
    Alias, ClientOrderId, Consignment, InstrumentCode, Milestone, MilestoneCode, Name, ParticipantCode,
    Place, Reference, Roles, Service, ServiceCode, TermsCode, UnitNumber,
};
use jiff::civil::Date;
use matching::{OrderId, Side, TimeInForce};
use money::{Currency, Price, Sum};
use serde::{Deserialize, Serialize};
use settlement::{BillId, CarriageId, CycleId, PaymentId, ReceiptId, Terms};

/// Who asks, and what is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Command {
    /// The member that asks.
    pub actor: ParticipantCode,
    /// What it asks.
    pub action: Action,
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty,)* })*) => {
        /// What can be asked.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case", deny_unknown_fields)]
        pub enum Action {
            $($(#[$doc])* $name($name),)*
        }

        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
            #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
            #[serde(deny_unknown_fields)]
            pub struct $name {
                $($(#[$field_doc])* pub $field: $kind,)*
            }

            impl From<$name> for Action {
                fn from(action: $name) -> Action {
                    Action::$name(action)
                }
            }
        )*
    };
}

actions! {
    /// Admits a member. By the exchange.
    AdmitMember {
        /// The code by which everybody names it from now on.
        member: ParticipantCode,
        /// Its full name.
        name: Name,
        /// What it may do.
        roles: Roles,
    }
    /// Sets a new version of terms; orders and carriages keep the version that they pinned. By the exchange.
    SetTerms {
        /// Which terms; a code not used before begins a new line of versions.
        code: TermsCode,
        /// The rates and hours.
        terms: Box<Terms>,
    }
    /// Lists a place with its clock, and what other codes mean it; a listed place gets a new clock. By the exchange.
    ListPlace {
        /// The place.
        place: Place,
        /// Codes that mean a listed place, for one mode or for all.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        aliases: Vec<Alias>,
    }
    /// Lists a service. By the exchange.
    ListService {
        /// The code, by convention `ORIGIN-DESTINATION/WINDOW/UNIT`.
        code: ServiceCode,
        /// What is carried or handled, where, when, in what.
        service: Service,
    }
    /// Opens a book for a service in a currency. By the exchange.
    ListInstrument {
        /// The code, by convention the service's code and `/CNY`.
        code: InstrumentCode,
        /// The service.
        service: ServiceCode,
        /// What it is paid in.
        currency: Currency,
        /// The smallest step of a price.
        tick: Price,
        /// The smallest step of a quantity, in units.
        lot: u32,
        /// The terms of this market; their newest version applies.
        terms: TermsCode,
    }
    /// Declares slots that the carrier can sell. By a carrier, or a warehouse for handling.
    DeclareCapacity {
        /// Of which service.
        service: ServiceCode,
        /// How many more units.
        quantity: u32,
    }
    /// Books money that the bank has received. By the exchange.
    Receive {
        /// For whom; left out if nobody knows yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        member: Option<ParticipantCode>,
        /// How much.
        sum: Sum,
        /// What the bank's line says.
        reference: Reference,
    }
    /// Gives an unknown receipt to its owner, wholly or partly. By the exchange.
    AllocateReceipt {
        /// Which receipt.
        receipt: ReceiptId,
        /// Whose it is.
        member: ParticipantCode,
        /// How much of it.
        sum: Sum,
    }
    /// Places an order. A bid by a shipper or forwarder, an ask by a carrier, forwarder or warehouse.
    PlaceOrder {
        /// In which book.
        instrument: InstrumentCode,
        /// Whether capacity is sought or offered.
        side: Side,
        /// How many units.
        quantity: u32,
        /// The worst price for one unit; left out, the order takes what the book offers and never rests.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit: Option<Price>,
        /// How long it stands.
        time_in_force: TimeInForce,
        /// Refuse it if it would trade at once.
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        post_only: bool,
        /// The member's own name for it, unique among its open orders.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        client_order_id: Option<ClientOrderId>,
    }
    /// Changes an open order. By its owner.
    AmendOrder {
        /// Which order.
        order: OrderName,
        /// How many units are to be open afterwards. Less keeps the order's place, more loses it.
        quantity: u32,
        /// The new limit, which loses the order's place; left out, it stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit: Option<Price>,
    }
    /// Cancels an open order. By its owner.
    CancelOrder {
        /// Which order.
        order: OrderName,
    }
    /// Names the units for slots that were bought. By the shipper of the carriage.
    Nominate {
        /// Which carriage.
        carriage: CarriageId,
        /// The boxes, or consignments.
        units: Vec<Consignment>,
    }
    /// Records something that happened. By the carrier of the carriage, a warehouse, or the exchange.
    RecordMilestone {
        /// Which carriage.
        carriage: CarriageId,
        /// What happened.
        milestone: Milestone,
    }
    /// Corrects what was recorded under the same identity. By its source, or the exchange.
    CorrectMilestone {
        /// Which carriage.
        carriage: CarriageId,
        /// Who had recorded it; left out, the actor.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<ParticipantCode>,
        /// What happened in truth.
        milestone: Milestone,
    }
    /// Withdraws what did not happen. By its source, or the exchange.
    WithdrawMilestone {
        /// Which carriage.
        carriage: CarriageId,
        /// Who had recorded it; left out, the actor.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<ParticipantCode>,
        /// The source's name for it.
        event: MilestoneCode,
    }
    /// Calls the escrow before it is due. By the exchange.
    CallEscrow {
        /// Which carriage.
        carriage: CarriageId,
    }
    /// Cancels a carriage that has not begun, for a fee by bands before departure. By one of its sides.
    CancelCarriage {
        /// Which carriage.
        carriage: CarriageId,
    }
    /// Leaves units behind. By the carrier of the carriage, or the exchange.
    Roll {
        /// Which carriage.
        carriage: CarriageId,
        /// Which units.
        units: RolledUnits,
    }
    /// Counts storage: units × days × rate. By a warehouse.
    AccrueStorage {
        /// Of which carriage.
        carriage: CarriageId,
        /// How many units.
        units: u32,
        /// How many chargeable days.
        days: u32,
        /// For one unit and day, in the currency of the carriage.
        rate: Price,
    }
    /// Bills the storage that has accrued, with tax. By its warehouse.
    BillStorage {
        /// Which bill.
        bill: BillId,
        /// The terms whose newest tax on storage applies.
        terms: TermsCode,
    }
    /// Sets off what members owe against what they have earned, and fixes what will be paid. By the exchange.
    OpenNetting {
        /// In which currency.
        currency: Currency,
        /// When it is to be paid.
        #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
        value_date: Date,
    }
    /// Finishes a netting cycle in which everything was paid or came back. By the exchange.
    CloseNetting {
        /// Which cycle.
        cycle: CycleId,
    }
    /// Tells the bank to pay a member what a cycle fixed. By the exchange.
    SendPayment {
        /// Of which cycle.
        cycle: CycleId,
        /// To whom.
        member: ParticipantCode,
    }
    /// Books that the bank has paid. By the exchange.
    BookPayment {
        /// Which payment.
        payment: PaymentId,
    }
    /// Books that a payment came back. By the exchange.
    ReturnPayment {
        /// Which payment.
        payment: PaymentId,
    }
    /// Books that the bank will not pay. By the exchange.
    RefusePayment {
        /// Which payment.
        payment: PaymentId,
    }
    /// Asks for free money to be paid out. By the member.
    WithdrawMoney {
        /// How much.
        sum: Sum,
    }
    /// Pays free money into the default fund. By the member.
    PayFund {
        /// How much.
        sum: Sum,
    }
    /// Pays tax on fees to the state. By the exchange.
    PayTax {
        /// How much.
        sum: Sum,
    }
    /// Books what the bank charges. By the exchange.
    BookBankCharge {
        /// How much.
        sum: Sum,
    }
    /// Books currency that was bought at the bank. By the exchange.
    BuyFx {
        /// What came in.
        bought: Sum,
        /// What was paid for it.
        paid: Sum,
    }
    /// Draws income of the exchange. By the exchange.
    Sweep {
        /// How much.
        sum: Sum,
    }
    /// Nothing but time passes; what has become due by then is done first. By the exchange.
    Advance {
    }
}

/// Whose affair an action is: of the book, of the register, or of settlement.
pub(crate) enum Affair<'a> {
    /// A new order.
    NewOrder(&'a PlaceOrder),
    /// A change of an order.
    Change(&'a AmendOrder),
    /// The end of an order.
    Cancelling(&'a CancelOrder),
    /// Nothing but time.
    Advance,
    /// A new member.
    Member(&'a AdmitMember),
    /// A place, or its new clock.
    Place(&'a ListPlace),
    /// A new service.
    Service(&'a ListService),
    /// A new book.
    Instrument(&'a ListInstrument),
    /// New terms, which settlement keeps and the register names.
    Terms(&'a SetTerms),
    /// Settlement's alone.
    Settlement,
}

impl Action {
    /// Whose affair it is; the one list of what is settlement's alone.
    pub(crate) fn affair(&self) -> Affair<'_> {
        match self {
            Action::PlaceOrder(action) => Affair::NewOrder(action),
            Action::AmendOrder(action) => Affair::Change(action),
            Action::CancelOrder(action) => Affair::Cancelling(action),
            Action::Advance(_) => Affair::Advance,
            Action::AdmitMember(action) => Affair::Member(action),
            Action::ListPlace(action) => Affair::Place(action),
            Action::ListService(action) => Affair::Service(action),
            Action::ListInstrument(action) => Affair::Instrument(action),
            Action::SetTerms(action) => Affair::Terms(action),
            Action::DeclareCapacity(_)
            | Action::Receive(_)
            | Action::AllocateReceipt(_)
            | Action::Nominate(_)
            | Action::RecordMilestone(_)
            | Action::CorrectMilestone(_)
            | Action::WithdrawMilestone(_)
            | Action::CallEscrow(_)
            | Action::CancelCarriage(_)
            | Action::Roll(_)
            | Action::AccrueStorage(_)
            | Action::BillStorage(_)
            | Action::OpenNetting(_)
            | Action::CloseNetting(_)
            | Action::SendPayment(_)
            | Action::BookPayment(_)
            | Action::ReturnPayment(_)
            | Action::RefusePayment(_)
            | Action::WithdrawMoney(_)
            | Action::PayFund(_)
            | Action::PayTax(_)
            | Action::BookBankCharge(_)
            | Action::BuyFx(_)
            | Action::Sweep(_) => Affair::Settlement,
        }
    }
}

/// Names an order: by its id, or by the member's own name for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrderName {
    /// The id that an event told.
    Id(OrderId),
    /// The `client_order_id` of one of the actor's open orders.
    Client(ClientOrderId),
}

/// Which units a carrier leaves behind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RolledUnits {
    /// Those with these numbers.
    Named(Vec<UnitNumber>),
    /// So many that were not nominated.
    Unnamed(u32),
}
