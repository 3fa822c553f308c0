//! Why the engine refuses: a code, a message that names the thing and both figures, and a hint.
//!
//! A refusal is recorded with its sequence, and moves nothing. Members and accounts are named by their codes,
//! never by a number that only a draft has given.
//!
//! ```text
//!   pillars: participant 3, instrument 2, 1850 ticks ──▶ in words: birch, CNCHQ-CNSGH/2026W10/22G1/CNY, 1,850.00
//! ```
//!
//! The pillars refuse in their own numbers. What people would not understand so, [`Engine::in_words`](crate::Engine::in_words) says again
//! with the codes of the register, in prices and units; the code of the refusal stays.

mod in_words;

use core::fmt;

use freight::{
    ClientOrderId, InstrumentCode, ParticipantCode, PlaceCode, PlaceError, Role, Roles, ServiceCode,
    TermsCode,
};
use jiff::Timestamp;
use matching::{OrderId, QuoteError, Side};
use money::{Count, Currency, Grouping, Money, Price};
use settlement::{BillId, CarriageId, CycleId, PaymentId, Reason};

use crate::{AccountName, Holding};

/// Why a command was refused. In the order of the checks, as far as they meet in one command:
///
/// 1. who asks, and whether it may;
/// 2. the register: what is named is known, and what is new is new;
/// 3. the time: the cut-off of the service;
/// 4. the order: its name, its quantity and price, its book;
/// 5. settlement: terms, carriages, claims, cycles and payments, each in the order of its own checks;
/// 6. what it takes: money, slots, the exchange's accounts.
///
/// Other members than the actor are looked up after the role. An order that trades is asked twice what it takes:
/// before it meets anything, for what it holds, and after settlement has seen its trades, for what they charge.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rejection {
    /// Nobody with this code was admitted.
    #[error("no member {0} was admitted")]
    MemberUnknown(ParticipantCode),
    /// The actor has none of the roles that may ask this.
    #[error("{actor} is {}, but only {} may ask this", roles_in_words(*.has, "and"), roles_in_words(*.needed, "or"))]
    RoleMissing {
        /// Who asked.
        actor: ParticipantCode,
        /// Its roles.
        has: Roles,
        /// The roles of which one is needed.
        needed: Roles,
    },
    /// The code is a name of the exchange's own accounts.
    #[error("{0} is what the exchange calls accounts of its own, so no member can have that code")]
    MemberReserved(ParticipantCode),
    /// The code names a member already.
    #[error("member {0} is already admitted")]
    MemberKnown(ParticipantCode),
    /// The code names a place already.
    #[error("place {0} is already listed")]
    PlaceKnown(PlaceCode),
    /// An alias cannot be listed.
    #[error(transparent)]
    Place(#[from] PlaceError),
    /// The alias would move an end of a service that is listed.
    #[error("alias {code} for {means} would move service {service}, which is listed with {code}")]
    AliasInUse {
        /// The alias.
        code: PlaceCode,
        /// What it would mean.
        means: PlaceCode,
        /// The first service that it would move.
        service: ServiceCode,
    },
    /// The code names a service already.
    #[error("service {0} is already listed")]
    ServiceKnown(ServiceCode),
    /// Both ends of a lane are one place, or mean one.
    #[error(transparent)]
    Lane(#[from] freight::LaneError),
    /// No such place is listed.
    #[error("place {0} is not listed")]
    PlaceUnknown(PlaceCode),
    /// The code names an instrument already.
    #[error("instrument {0} is already listed")]
    InstrumentKnown(InstrumentCode),
    /// No such instrument is listed.
    #[error("instrument {0} is not listed")]
    InstrumentUnknown(InstrumentCode),
    /// No such service is listed.
    #[error("service {0} is not listed")]
    ServiceUnknown(ServiceCode),
    /// The lot is nothing.
    #[error("instrument {0} would have a lot of 0 units, but a lot counts at least 1")]
    LotZero(InstrumentCode),
    /// No terms have this code.
    #[error("no terms {0} were set")]
    TermsUnknown(TermsCode),
    /// The service has a book in this currency.
    #[error("service {service} has a book in {currency} already: instrument {instrument}")]
    BookKnown {
        /// Which service.
        service: ServiceCode,
        /// In which currency.
        currency: Currency,
        /// The book that it has.
        instrument: InstrumentCode,
    },
    /// An order came after the cut-off of its service; the next variant names it.
    #[error("the cut-off was {cut_off}, and it is {now}")]
    CutOffPassed {
        /// When it was.
        cut_off: Timestamp,
        /// When it was asked.
        now: Timestamp,
    },
    /// Something was to be listed, declared or ordered after the cut-off of this service.
    #[error("the cut-off of {service} was at {cut_off}, but it is {now}")]
    ServiceCutOff {
        /// Which service.
        service: ServiceCode,
        /// When it was.
        cut_off: Timestamp,
        /// When it was asked.
        now: Timestamp,
    },
    /// The cut-off would come after the last day of departure.
    #[error(
        "the cut-off of {service} would be at {cut_off}, but its last day of departure is over at {day_over}"
    )]
    CutOffAfterDeparture {
        /// Which service.
        service: ServiceCode,
        /// When it would be.
        cut_off: Timestamp,
        /// When the last day of departure is over.
        day_over: Timestamp,
    },
    /// Nothing was to be declared.
    #[error("0 slots of {0} were to be declared, but at least 1 is needed")]
    SlotsZero(ServiceCode),
    /// A sum is in another currency than the thing it is for.
    #[error("{thing} is in {expected}, but the sum is in {found}")]
    CurrencyDiffers {
        /// What it is for.
        thing: String,
        /// Its currency.
        expected: Currency,
        /// The currency of the sum.
        found: Currency,
    },
    /// A member's name for an order names another of its open orders.
    #[error("{member} has an open order {client} already")]
    ClientOrderIdInUse {
        /// Whose.
        member: ParticipantCode,
        /// The name.
        client: ClientOrderId,
    },
    /// The member has no open order of this name.
    #[error("{member} has no open order {client}")]
    ClientOrderUnknown {
        /// Who asked.
        member: ParticipantCode,
        /// The name.
        client: ClientOrderId,
    },
    /// No open order has this id: it never was given, or the order has ended.
    #[error("order {0} is not open")]
    OrderNotOpen(OrderId),
    /// The price or quantity does not fit the instrument, in numbers; the variants that follow are the words.
    #[error(transparent)]
    Quote(#[from] QuoteError),
    /// Nothing was asked for.
    #[error("a quantity of 0 units asks for nothing: the lot of {instrument} is {lot}")]
    QuantityZero {
        /// In which book.
        instrument: InstrumentCode,
        /// Units a lot.
        lot: u32,
    },
    /// The quantity is no whole number of lots.
    #[error("a quantity of {} is no multiple of the lot of {instrument}, which is {}", units(*.quantity), Count::new(*.lot))]
    QuantityOffLot {
        /// In which book.
        instrument: InstrumentCode,
        /// In units of the service.
        quantity: u64,
        /// Units a lot.
        lot: u32,
    },
    /// The price is no whole number of ticks.
    #[error(
        "a price of {} is no multiple of the tick of {instrument}, which is {}",
        grouped(*.price, *.currency), grouped(*.tick, *.currency)
    )]
    PriceOffTick {
        /// In which book.
        instrument: InstrumentCode,
        /// What it is paid in.
        currency: Currency,
        /// As it was asked.
        price: Price,
        /// The step of its prices.
        tick: Price,
    },
    /// The price has more ticks than a book can count.
    #[error(
        "a price of {} is beyond the book of {instrument}, which ends at {}",
        grouped(*.price, *.currency), grouped(*.most, *.currency)
    )]
    PriceBeyondBook {
        /// In which book.
        instrument: InstrumentCode,
        /// What it is paid in.
        currency: Currency,
        /// As it was asked.
        price: Price,
        /// The highest price that the book can count.
        most: Price,
    },
    /// The book refuses, in numbers; the variants that follow are the words.
    #[error(transparent)]
    Book(#[from] matching::Rejection),
    /// Somebody else asks than the owner.
    #[error("order {order} does not belong to {member}")]
    OrderNotYours {
        /// Which order.
        order: OrderId,
        /// Who asked.
        member: ParticipantCode,
    },
    /// The book takes no orders now.
    #[error("the book of {0} is closed")]
    BookClosed(InstrumentCode),
    /// The order may only rest, but would trade.
    #[error(
        "post-only {side} at {} would trade: the best {} of {instrument} is {}",
        limit_in_words(*.limit, *.currency), .side.opposite(), grouped(*.best, *.currency)
    )]
    PostOnlyWouldTrade {
        /// In which book.
        instrument: InstrumentCode,
        /// What it is paid in.
        currency: Currency,
        /// Of the order.
        side: Side,
        /// Of the order; nothing if it takes any price.
        limit: Option<Price>,
        /// The best price of the other side.
        best: Price,
    },
    /// The order is all or nothing, and its book has less within its reach.
    #[error(
        "the {side} is for all of {} or nothing, but {} can be had in {instrument} at {}",
        units(*.quantity), Count::new(*.fillable), reach_in_words(*.limit, *.currency)
    )]
    NotFillable {
        /// In which book.
        instrument: InstrumentCode,
        /// What it is paid in.
        currency: Currency,
        /// Of the order.
        side: Side,
        /// Of the order; nothing if it takes any price.
        limit: Option<Price>,
        /// How many units were asked.
        quantity: u64,
        /// How many could be had.
        fillable: u64,
    },
    /// What is counted of an order is worth too much; the next variant names the order as it was asked.
    #[error("{} at {price} come to more than 18 digits", units(*.quantity))]
    ValueOutOfRange {
        /// How many units.
        quantity: u64,
        /// The price.
        price: Price,
    },
    /// The order, or what it costs, is worth more than 18 digits in minor units.
    #[error(
        "an order of {} at {} {currency} is worth more than 18 digits in minor units",
        units(*.quantity), grouped(*.price, *.currency)
    )]
    OrderTooLarge {
        /// How many units were asked.
        quantity: u32,
        /// The price.
        price: Price,
        /// What it is paid in.
        currency: Currency,
    },
    /// Settlement refuses; the variants that follow are the words for what it says in numbers.
    #[error(transparent)]
    Settlement(#[from] settlement::Rejection),
    /// The warehouse is the shipper.
    #[error("{warehouse} is the shipper of {carriage}, and cannot bill itself")]
    OwnCargo {
        /// The carriage.
        carriage: CarriageId,
        /// The warehouse.
        warehouse: ParticipantCode,
    },
    /// The bill is another warehouse's.
    #[error("bill {bill} does not belong to {warehouse}")]
    BillNotYours {
        /// The bill.
        bill: BillId,
        /// Who asked.
        warehouse: ParticipantCode,
    },
    /// The cycle owes this member nothing.
    #[error("netting cycle {cycle} owes {member} nothing")]
    NotInCycle {
        /// The cycle.
        cycle: CycleId,
        /// Who is not in it.
        member: ParticipantCode,
    },
    /// The bank was told before.
    #[error("netting cycle {cycle} sent {member} its net by payment {payment} already")]
    NetSent {
        /// The cycle.
        cycle: CycleId,
        /// Who was to be paid again.
        member: ParticipantCode,
        /// By which payment.
        payment: PaymentId,
    },
    /// A member is not paid yet.
    #[error("netting cycle {cycle} was to be closed, but has not paid {member}")]
    NetUnsent {
        /// The cycle.
        cycle: CycleId,
        /// The first who is not paid.
        member: ParticipantCode,
    },
    /// A member has too little free money.
    #[error("{member} has {available} available, but {asked} must be {purpose}, {missing} more")]
    BalanceTooLow {
        /// Who.
        member: ParticipantCode,
        /// What it has, less what is held.
        available: Money,
        /// What was needed.
        asked: Money,
        /// The difference.
        missing: Money,
        /// What for.
        purpose: Purpose,
    },
    /// A carrier has too few slots.
    #[error(
        "{member} has {} of {service} available, but {} must be held for {order}, {} more",
        slots(*.available), Count::new(*.asked), Count::new(*.missing)
    )]
    SlotsTooFew {
        /// Who.
        member: ParticipantCode,
        /// Of which service.
        service: ServiceCode,
        /// What it has, less what is on offer.
        available: u64,
        /// What was needed.
        asked: u64,
        /// The difference.
        missing: u64,
        /// For which order.
        order: OrderLabel,
    },
    /// Any other account has too little.
    #[error("account {account} has {available}, but {asked} was to be taken out")]
    AccountTooLow {
        /// Which.
        account: AccountName,
        /// What it has.
        available: Shown,
        /// What was needed.
        asked: Shown,
    },
    /// A balance would have more than 18 digits, or no more holds can be placed.
    #[error(transparent)]
    Ledger(#[from] ledger::Rejection),
}

/// An order as its member knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderLabel {
    /// By the member's own name.
    Client(ClientOrderId),
    /// By its id; it has no name.
    Id(OrderId),
    /// By neither: it would have been new.
    New,
}

/// What money was needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To be held for an order.
    Held(OrderLabel),
    /// To move.
    Moved(Reason),
}

/// Money or slots in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Shown(pub Holding);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Holding::Money(money) => money.fmt(f),
            Holding::Slots { service, quantity } => write!(f, "{} of {service}", slots(quantity)),
        }
    }
}

impl fmt::Display for OrderLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OrderLabel::Client(client) => client.fmt(f),
            OrderLabel::Id(order) => order.fmt(f),
            OrderLabel::New => f.write_str("the order"),
        }
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Purpose::Held(order) => write!(f, "held for {order}"),
            Purpose::Moved(reason) => f.write_str(moved(*reason)),
        }
    }
}

/// What must be done with money that moves for this reason, after `must be`.
fn moved(reason: Reason) -> &'static str {
    match reason {
        Reason::Received | Reason::ReceivedUnknown => "received",
        Reason::ReceiptAllocated => "allocated from a receipt",
        Reason::MoneyWithdrawn => "withdrawn",
        Reason::FundPaid => "paid into the fund",
        Reason::TaxPaid => "paid to the state",
        Reason::BankCharged => "paid to the bank",
        Reason::FxBought => "bought at the bank",
        Reason::FxPaid => "paid for currency",
        Reason::FxResult => "booked as the result of an exchange",
        Reason::Swept => "drawn",
        Reason::DepositTaken => "put down as security",
        Reason::FeeCharged => "paid as fee",
        Reason::FeeTaxCharged => "paid as tax on the fee",
        Reason::DepositReturned => "given back from the deposit",
        Reason::EscrowCalled => "paid into escrow",
        Reason::EscrowReturned => "given back from escrow",
        Reason::Released => "released from escrow",
        Reason::ReleaseReversed => "taken back into escrow",
        Reason::DamagesPaid | Reason::DamagesHouseShare => "paid as damages",
        Reason::CancellationPaid | Reason::CancellationHouseShare => "paid for cancelling",
        Reason::ClaimArose => "claimed",
        Reason::ClaimReassigned => "claimed by another owner",
        Reason::ClaimLapsed => "struck off a claim",
        Reason::ClaimCollected => "paid for a claim",
        Reason::ClaimPaidOut => "paid to the owner of a claim",
        Reason::ClaimSetOff => "set off against a claim",
        Reason::StorageAccrued => "counted for storage",
        Reason::StorageTaxed => "added as tax on storage",
        Reason::Netted => "netted",
        Reason::PaymentSent => "sent by the bank",
        Reason::PaymentBooked => "booked as paid",
        Reason::PaymentRefused | Reason::PaymentReturned => "given back by the bank",
        Reason::SlotsDeclared => "declared",
        Reason::SlotsSold => "sold",
        Reason::SlotsNominated => "nominated",
        Reason::SlotsConsumed => "loaded",
        Reason::SlotsUnconsumed => "unloaded",
        Reason::SlotsLapsed => "let lapse",
        Reason::SlotsReturned => "given back to the carrier",
    }
}

fn units(quantity: impl Into<i128>) -> Count {
    Count::of(quantity, "unit")
}

fn slots(quantity: impl Into<i128>) -> Count {
    Count::of(quantity, "slot")
}

/// A price as people write it where this currency is paid: `1,850.00`.
fn grouped(price: Price, currency: Currency) -> impl fmt::Display {
    price.show(currency.exponent(), Grouping::Thousands)
}

/// The limit of an order: `1,850.00`, or `any price`.
fn limit_in_words(limit: Option<Price>, currency: Currency) -> String {
    limit.map_or("any price".to_owned(), |limit| grouped(limit, currency).to_string())
}

/// What an order reaches: `1,850.00 or better`, or `any price`.
fn reach_in_words(limit: Option<Price>, currency: Currency) -> String {
    limit.map_or("any price".to_owned(), |limit| format!("{} or better", grouped(limit, currency)))
}

/// Roles in words: `a carrier, a forwarder and a warehouse`.
fn roles_in_words(roles: Roles, last: &str) -> String {
    let mut words: Vec<String> = roles
        .iter()
        .map(|role| match role {
            Role::Exchange => "the exchange".to_owned(),
            Role::Carrier | Role::Shipper | Role::Forwarder | Role::Warehouse => {
                format!("a {}", role.as_str())
            }
        })
        .collect();
    let end = words.pop().unwrap_or_default();
    if words.is_empty() { end } else { format!("{} {last} {end}", words.join(", ")) }
}

impl Rejection {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Rejection::MemberUnknown(_) => "MEMBER_UNKNOWN",
            Rejection::RoleMissing { .. } => "ROLE_MISSING",
            Rejection::MemberReserved(_) => "MEMBER_RESERVED",
            Rejection::MemberKnown(_) => "MEMBER_KNOWN",
            Rejection::PlaceKnown(_) => "PLACE_KNOWN",
            Rejection::Lane(error) => error.code(),
            Rejection::Place(error) => error.code(),
            Rejection::AliasInUse { .. } => "ALIAS_IN_USE",
            Rejection::ServiceKnown(_) => "SERVICE_KNOWN",
            Rejection::CutOffAfterDeparture { .. } => "CUT_OFF_AFTER_DEPARTURE",
            Rejection::PlaceUnknown(_) => "PLACE_UNKNOWN",
            Rejection::InstrumentKnown(_) => "INSTRUMENT_KNOWN",
            Rejection::InstrumentUnknown(_) => "INSTRUMENT_UNKNOWN",
            Rejection::ServiceUnknown(_) => "SERVICE_UNKNOWN",
            Rejection::LotZero(_) => "LOT_ZERO",
            Rejection::TermsUnknown(_) => "TERMS_UNKNOWN",
            Rejection::BookKnown { .. } => "INSTRUMENT_ALREADY_LISTED",
            Rejection::CutOffPassed { .. } | Rejection::ServiceCutOff { .. } => "CUT_OFF_PASSED",
            Rejection::SlotsZero(_) | Rejection::QuantityZero { .. } => "QUANTITY_ZERO",
            Rejection::CurrencyDiffers { .. } => "CURRENCY_DIFFERS",
            Rejection::ClientOrderIdInUse { .. } => "CLIENT_ORDER_ID_IN_USE",
            Rejection::ClientOrderUnknown { .. } | Rejection::OrderNotOpen(_) => "ORDER_NOT_OPEN",
            Rejection::Quote(error) => error.code(),
            Rejection::QuantityOffLot { .. } => "QUANTITY_OFF_LOT",
            Rejection::PriceOffTick { .. } => "PRICE_OFF_TICK",
            Rejection::PriceBeyondBook { .. } => "PRICE_BEYOND_BOOK",
            Rejection::Book(error) => error.code(),
            Rejection::OrderNotYours { .. } => "ORDER_NOT_YOURS",
            Rejection::BookClosed(_) => "BOOK_CLOSED",
            Rejection::PostOnlyWouldTrade { .. } => "POST_ONLY_WOULD_TRADE",
            Rejection::NotFillable { .. } => "NOT_FILLABLE",
            Rejection::ValueOutOfRange { .. } | Rejection::OrderTooLarge { .. } => "VALUE_OUT_OF_RANGE",
            Rejection::Settlement(error) => error.code(),
            Rejection::OwnCargo { .. } => "STORAGE_OWN_CARGO",
            Rejection::BillNotYours { .. } => "BILL_NOT_YOURS",
            Rejection::NotInCycle { .. } => "NETTING_NOT_IN_CYCLE",
            Rejection::NetSent { .. } => "NETTING_ALREADY_SENT",
            Rejection::NetUnsent { .. } => "NETTING_UNSENT",
            Rejection::BalanceTooLow { .. } => "BALANCE_TOO_LOW",
            Rejection::SlotsTooFew { .. } => "SLOTS_TOO_FEW",
            Rejection::AccountTooLow { .. } => "ACCOUNT_TOO_LOW",
            Rejection::Ledger(error) => error.code(),
        }
    }

    /// What can be done about it.
    pub fn hint(&self) -> &'static str {
        crate::catalogue::hint_of(self.code())
    }
}
