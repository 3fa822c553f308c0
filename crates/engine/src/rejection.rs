//! Why the engine refuses: a code, a message that names the thing and both figures, and a hint.
//!
//! A refusal is recorded with its sequence, and moves nothing. Members and accounts are named by their codes,
//! never by a number that only a draft has given.

use core::fmt;

use freight::{
    ClientOrderId, InstrumentCode, ParticipantCode, PlaceCode, PlaceError, Role, ServiceCode, TermsCode,
};
use jiff::Timestamp;
use matching::{ListingError, OrderId, QuoteError};
use money::{Currency, Money};
use settlement::Reason;

use crate::{AccountName, Holding};

/// Why a command was refused. In the order of the checks, as far as they meet in one command.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// Nobody with this code was admitted.
    #[error("no member {0} was admitted")]
    MemberUnknown(ParticipantCode),
    /// The actor has none of the roles that may ask this.
    #[error("{actor} is {has}, but only {needed} may ask this")]
    RoleMissing {
        /// Who asked.
        actor: ParticipantCode,
        /// Its roles in words.
        has: String,
        /// The roles that may, in words.
        needed: &'static str,
    },
    /// The code names a member already.
    #[error("member {0} is already admitted")]
    MemberKnown(ParticipantCode),
    /// A place or an alias cannot be listed.
    #[error(transparent)]
    Place(#[from] PlaceError),
    /// No such place is listed.
    #[error("place {0} is not listed")]
    PlaceUnknown(PlaceCode),
    /// No such service is listed.
    #[error("service {0} is not listed")]
    ServiceUnknown(ServiceCode),
    /// The code names a service already.
    #[error("service {0} is already listed")]
    ServiceKnown(ServiceCode),
    /// No such instrument is listed.
    #[error("instrument {0} is not listed")]
    InstrumentUnknown(InstrumentCode),
    /// The code names an instrument already.
    #[error("instrument {0} is already listed")]
    InstrumentKnown(InstrumentCode),
    /// The lot is nothing.
    #[error("a lot of 0 units counts nothing")]
    LotZero,
    /// The service has a book in this currency, or there are too many books.
    #[error(transparent)]
    Listing(#[from] ListingError),
    /// No terms have this code.
    #[error("no terms {0} were set")]
    TermsUnknown(TermsCode),
    /// Something was to be declared or listed after its cut-off.
    #[error("the cut-off was {cut_off}, and it is {now}")]
    CutOffPassed {
        /// When it was.
        cut_off: Timestamp,
        /// When it was asked.
        now: Timestamp,
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
    /// A market order has no limit to be changed or kept.
    #[error("order {0} is not open, or has no limit")]
    OrderNotOpen(OrderId),
    /// The price or quantity does not fit the instrument.
    #[error(transparent)]
    Quote(#[from] QuoteError),
    /// The book refuses.
    #[error(transparent)]
    Book(#[from] matching::Rejection),
    /// The value has more than 18 digits.
    #[error("{quantity} units at {price} are worth more than 18 digits")]
    ValueOutOfRange {
        /// How many units.
        quantity: u64,
        /// The price.
        price: money::Price,
    },
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
    /// Settlement refuses.
    #[error(transparent)]
    Settlement(#[from] settlement::Rejection),
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
        "{member} has {available} slots of {service} available, but {asked} must be held for {order}, {missing} more"
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderLabel {
    /// By the member's own name.
    Client(ClientOrderId),
    /// By its id; it has no name.
    Id(OrderId),
    /// By neither: it would have been new.
    New,
}

/// What money was needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To be held for an order.
    Held(OrderLabel),
    /// To move.
    Moved(Reason),
}

/// Money or slots in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown(pub Holding);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Holding::Money(money) => money.fmt(f),
            Holding::Slots { service, quantity } => write!(f, "{quantity} slots of {service}"),
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
            Purpose::Moved(Reason::MoneyWithdrawn) => f.write_str("withdrawn"),
            Purpose::Moved(Reason::FundPaid) => f.write_str("paid into the fund"),
            Purpose::Moved(reason) => write!(f, "moved ({reason:?})"),
        }
    }
}

/// The roles of a member in words: `a carrier and a warehouse`.
pub(crate) fn in_words(roles: freight::Roles) -> String {
    let words: Vec<String> = roles
        .iter()
        .map(|role| match role {
            Role::Exchange => "the exchange".to_owned(),
            Role::Carrier | Role::Shipper | Role::Forwarder | Role::Warehouse => {
                format!("a {}", role.as_str())
            }
        })
        .collect();
    words.join(" and ")
}

impl Rejection {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Rejection::MemberUnknown(_) => "MEMBER_UNKNOWN",
            Rejection::RoleMissing { .. } => "ROLE_MISSING",
            Rejection::MemberKnown(_) => "MEMBER_KNOWN",
            Rejection::Place(error) => error.code(),
            Rejection::PlaceUnknown(_) => "PLACE_UNKNOWN",
            Rejection::ServiceUnknown(_) => "SERVICE_UNKNOWN",
            Rejection::ServiceKnown(_) => "SERVICE_KNOWN",
            Rejection::InstrumentUnknown(_) => "INSTRUMENT_UNKNOWN",
            Rejection::InstrumentKnown(_) => "INSTRUMENT_KNOWN",
            Rejection::LotZero => "LOT_ZERO",
            Rejection::Listing(error) => error.code(),
            Rejection::TermsUnknown(_) => "TERMS_UNKNOWN",
            Rejection::CutOffPassed { .. } => "CUT_OFF_PASSED",
            Rejection::ClientOrderIdInUse { .. } => "CLIENT_ORDER_ID_IN_USE",
            Rejection::ClientOrderUnknown { .. } | Rejection::OrderNotOpen(_) => "ORDER_NOT_OPEN",
            Rejection::Quote(error) => error.code(),
            Rejection::Book(error) => error.code(),
            Rejection::ValueOutOfRange { .. } => "VALUE_OUT_OF_RANGE",
            Rejection::CurrencyDiffers { .. } => "CURRENCY_DIFFERS",
            Rejection::Settlement(error) => error.code(),
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
