//! The posting rules: which account a purse is, and which accounts a reason may move between.
//!
//! Settlement says *from this purse to that one, for this reason*; an accountant reads *debit, credit*. This is
//! the one place where one becomes the other. Money enters the house from the bank (Dr 1010), so whatever
//! gives is debited and whatever gets is credited, and one movement is one transfer.
//!
//! `docs/posting-rules.md` is printed from the tables here.
//!
//! # Invariants
//!
//! - Every transfer follows a [`Rule`]: a movement between accounts that its reason does not name stops the
//!   program, since our own books would be wrong.

use freight::{ParticipantId, ServiceId};
use ledger::{AccountCode, Cause, ChartOfAccounts, Key, Owner, Row, Side, Subject};
use money::Asset;
use settlement::{About, CarriageId, ClaimId, CycleId, PaymentId, Purse, Reason, ReceiptId};

mod rules;

pub use rules::{RULES, Rule};

/// Money in custody at the bank.
pub const BANK: AccountCode = AccountCode(1010);
/// What members owe.
pub const RECEIVABLE: AccountCode = AccountCode(1110);
/// Currency bought and not squared yet.
pub const FX_CLEARING: AccountCode = AccountCode(1190);
/// Members' own money.
pub const AVAILABLE: AccountCode = AccountCode(2010);
/// Security for a carriage.
pub const DEPOSIT: AccountCode = AccountCode(2030);
/// Freight of a carriage that waits for milestones.
pub const ESCROW: AccountCode = AccountCode(2040);
/// Earned, not yet paid.
pub const PAYABLE: AccountCode = AccountCode(2050);
/// What becomes due once a receivable is collected.
pub const ACCRUED: AccountCode = AccountCode(2055);
/// Contested.
pub const DISPUTED: AccountCode = AccountCode(2060);
/// Fixed for payment by a netting cycle.
pub const NET_SETTLEMENT: AccountCode = AccountCode(2070);
/// The bank was told to pay.
pub const IN_TRANSIT: AccountCode = AccountCode(2080);
/// Receipts without an owner.
pub const UNALLOCATED: AccountCode = AccountCode(2090);
/// Tax on fees.
pub const TAX: AccountCode = AccountCode(2100);
/// The default fund.
pub const FUND: AccountCode = AccountCode(2110);
/// Drawn by the owners of the exchange.
pub const DRAWINGS: AccountCode = AccountCode(3010);
/// Income from trading fees.
pub const FEES: AccountCode = AccountCode(4010);
/// Income from defaults.
pub const DEFAULT_INCOME: AccountCode = AccountCode(4030);
/// Rounding and currency exchange.
pub const ROUNDING: AccountCode = AccountCode(4090);
/// Charges of the bank.
pub const BANK_CHARGES: AccountCode = AccountCode(5010);
/// Slots declared.
pub const DECLARED: AccountCode = AccountCode(9000);
/// Slots that can be sold.
pub const SLOTS_AVAILABLE: AccountCode = AccountCode(9010);
/// Slots bought.
pub const SLOTS_RIGHT: AccountCode = AccountCode(9020);
/// Slots with units named for them.
pub const SLOTS_NOMINATED: AccountCode = AccountCode(9030);
/// Slots used.
pub const SLOTS_CONSUMED: AccountCode = AccountCode(9040);
/// Slots bought and not used.
pub const SLOTS_LAPSED: AccountCode = AccountCode(9050);

/// The owner of accounts that belong to no member.
const NOBODY: Owner = Owner(0);
/// The default fund as the owner of a claim.
const THE_FUND: Owner = Owner(u32::MAX);
/// The exchange as the owner of a claim.
const THE_HOUSE: Owner = Owner(u32::MAX - 1);
/// An escrow as the owner of a claim; which one, the claim knows.
const AN_ESCROW: Owner = Owner(u32::MAX - 2);

/// The chart of accounts.
///
/// # Panics
///
/// Never: a test builds it.
pub fn chart() -> ChartOfAccounts {
    let row = |code, name, normal, floor, listed| Row { code, name, normal, floor, listed };
    let (debit, credit) = (Side::Debit, Side::Credit);
    ChartOfAccounts::new(vec![
        row(BANK, "custody at the bank", debit, true, false),
        row(RECEIVABLE, "member receivable", debit, true, false),
        row(FX_CLEARING, "currency clearing", debit, false, false),
        row(AVAILABLE, "member available", credit, true, false),
        row(DEPOSIT, "performance deposit", credit, true, false),
        row(ESCROW, "freight escrow", credit, true, false),
        row(PAYABLE, "carrier payable", credit, true, true),
        row(ACCRUED, "accrued payable", credit, true, false),
        row(DISPUTED, "disputed", credit, true, false),
        row(NET_SETTLEMENT, "net settlement", credit, true, false),
        row(IN_TRANSIT, "payments in transit", credit, true, false),
        row(UNALLOCATED, "unallocated receipts", credit, true, false),
        row(TAX, "output tax", credit, true, false),
        row(FUND, "default fund", credit, true, false),
        row(DRAWINGS, "house drawings", debit, true, false),
        row(FEES, "trading fees", credit, true, false),
        row(DEFAULT_INCOME, "default administration", credit, true, false),
        row(ROUNDING, "rounding and exchange", credit, false, false),
        row(BANK_CHARGES, "bank charges", debit, true, false),
        row(DECLARED, "slots declared", debit, true, false),
        row(SLOTS_AVAILABLE, "slots available", credit, true, false),
        row(SLOTS_RIGHT, "slots right", credit, true, false),
        row(SLOTS_NOMINATED, "slots nominated", credit, true, false),
        row(SLOTS_CONSUMED, "slots consumed", credit, true, false),
        row(SLOTS_LAPSED, "slots lapsed", credit, true, false),
    ])
    .expect("the chart ascends")
}

/// The account that a purse is, for one asset: all posting rules begin here.
pub fn key(purse: Purse, asset: Asset) -> Key {
    let (code, owner, subject) = match purse {
        Purse::Free(member) => (AVAILABLE, owner(member), NOTHING),
        Purse::Deposit(carriage, member) => (DEPOSIT, owner(member), of_carriage(carriage)),
        Purse::Escrow(carriage) => (ESCROW, NOBODY, of_carriage(carriage)),
        Purse::Earned(member) => (PAYABLE, owner(member), NOTHING),
        Purse::Accrued(claim, member) => (ACCRUED, owner(member), of_claim(claim)),
        Purse::AccruedToEscrow(claim, _) => (ACCRUED, AN_ESCROW, of_claim(claim)),
        Purse::AccruedToFund(claim) => (ACCRUED, THE_FUND, of_claim(claim)),
        Purse::AccruedToHouse(claim) => (ACCRUED, THE_HOUSE, of_claim(claim)),
        Purse::Disputed(carriage) => (DISPUTED, NOBODY, of_carriage(carriage)),
        Purse::Owed(claim, member) => (RECEIVABLE, owner(member), of_claim(claim)),
        Purse::Netted(cycle, member) => (NET_SETTLEMENT, owner(member), of_cycle(cycle)),
        Purse::InTransit(payment, member) => (IN_TRANSIT, owner(member), of_payment(payment)),
        Purse::Unallocated(receipt) => (UNALLOCATED, NOBODY, of_receipt(receipt)),
        Purse::Tax => (TAX, NOBODY, NOTHING),
        Purse::Fund => (FUND, NOBODY, NOTHING),
        Purse::Fees => (FEES, NOBODY, NOTHING),
        Purse::Penalties => (DEFAULT_INCOME, NOBODY, NOTHING),
        Purse::Rounding => (ROUNDING, NOBODY, NOTHING),
        Purse::BankCharges => (BANK_CHARGES, NOBODY, NOTHING),
        Purse::Bank => (BANK, NOBODY, NOTHING),
        Purse::Fx => (FX_CLEARING, NOBODY, NOTHING),
        Purse::Drawings => (DRAWINGS, NOBODY, NOTHING),
        Purse::Declared(_) => (DECLARED, NOBODY, NOTHING),
        Purse::Available(_, member) => (SLOTS_AVAILABLE, owner(member), NOTHING),
        Purse::Right(_, member) => (SLOTS_RIGHT, owner(member), NOTHING),
        Purse::Nominated(_, member) => (SLOTS_NOMINATED, owner(member), NOTHING),
        Purse::Consumed(_, member) => (SLOTS_CONSUMED, owner(member), NOTHING),
        Purse::Lapsed(_, member) => (SLOTS_LAPSED, owner(member), NOTHING),
    };
    Key { code, asset, owner, subject }
}

/// The asset that is a slot of this service.
pub fn slot_of(service: ServiceId) -> Asset {
    Asset::unit(service.number())
}

/// The service whose slot this asset is.
pub fn service_of(asset: Asset) -> Option<ServiceId> {
    asset.as_unit().and_then(ServiceId::new)
}

/// Whose an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// The exchange's own, or its subject's.
    Nobody,
    /// A member's.
    Member(ParticipantId),
    /// The default fund's.
    Fund,
    /// The exchange's, once collected.
    House,
    /// An escrow's, once collected.
    Escrow,
}

/// Whose the account with this key is.
pub fn holder(key: Key) -> Holder {
    match key.owner {
        NOBODY => Holder::Nobody,
        THE_FUND => Holder::Fund,
        THE_HOUSE => Holder::House,
        AN_ESCROW => Holder::Escrow,
        Owner(number) => Holder::Member(ParticipantId::new(number).expect("zero is nobody")),
    }
}

fn owner(member: ParticipantId) -> Owner {
    assert!(member.number() < u32::MAX - 2, "the last numbers are not members");
    Owner(member.number())
}

const NOTHING: Subject = Subject(0);

/// Kinds of things, in the upper four bits of a subject and below the reason in a cause.
const KIND_SHIFT: u32 = 52;
const NUMBER: u64 = (1 << KIND_SHIFT) - 1;
const REASON_SHIFT: u32 = 56;

fn kind(about: About) -> (u64, u64) {
    match about {
        About::House => (0, 0),
        About::Carriage(id) => (1, id.number()),
        About::Claim(id) => (2, id.number()),
        About::Cycle(id) => (3, u64::from(id.number())),
        About::Payment(id) => (4, id.number()),
        About::Receipt(id) => (5, id.number()),
        About::Service(id) => (6, u64::from(id.number())),
    }
}

fn of(about: About) -> Subject {
    let (kind, number) = kind(about);
    assert!(number <= NUMBER, "numbers are below 2^52");
    Subject(kind << KIND_SHIFT | number)
}

fn of_carriage(id: CarriageId) -> Subject {
    of(About::Carriage(id))
}

fn of_claim(id: ClaimId) -> Subject {
    of(About::Claim(id))
}

fn of_cycle(id: CycleId) -> Subject {
    of(About::Cycle(id))
}

fn of_payment(id: PaymentId) -> Subject {
    of(About::Payment(id))
}

fn of_receipt(id: ReceiptId) -> Subject {
    of(About::Receipt(id))
}

/// What the account with this key is about.
pub fn subject(key: Key) -> About {
    unpack(key.subject.0)
}

fn unpack(bits: u64) -> About {
    let number = bits & NUMBER;
    let short = || u32::try_from(number).ok();
    let about = match bits >> KIND_SHIFT & 0xf {
        0 => Some(About::House),
        1 => CarriageId::new(number).map(About::Carriage),
        2 => ClaimId::new(number).map(About::Claim),
        3 => short().and_then(CycleId::new).map(About::Cycle),
        4 => PaymentId::new(number).map(About::Payment),
        5 => ReceiptId::new(number).map(About::Receipt),
        6 => short().and_then(ServiceId::new).map(About::Service),
        kind => unreachable!("kind {kind} was never packed"),
    };
    about.expect("what was packed can be unpacked")
}

/// Packs why something moved into the number that the ledger keeps.
pub fn cause(reason: Reason, about: About) -> Cause {
    Cause(u64::from(reason.number()) << REASON_SHIFT | of(about).0)
}

/// Why something moved, from the number that the ledger kept.
pub fn reason(cause: Cause) -> (Reason, About) {
    let number = u8::try_from(cause.0 >> REASON_SHIFT).expect("eight bits are left");
    (Reason::from_number(number).expect("only reasons are packed"), unpack(cause.0))
}

#[cfg(test)]
mod tests;
