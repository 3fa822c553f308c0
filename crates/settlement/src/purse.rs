//! Purses: the states money and slots can be in, and the port that moves them.
//!
//! A state of the money is a purse, so a balance is a status report. One [`Movement`] goes from one purse
//! to another; where a purse stands in an accountant's chart is known to whoever lends the [`Purses`].
//!
//! Money enters the house *from* the bank and leaves it *to* the bank; a debt arises *from* what a member
//! owes *to* what its owner will get.

use freight::{ParticipantId, ServiceId};
use money::{Amount, Asset};
use serde::{Deserialize, Serialize};

use crate::{CarriageId, ClaimId, CycleId, PaymentId, ReceiptId};

/// A state that money, or a slot, can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purse {
    /// A member's own money, less what is held for its orders.
    Free(ParticipantId),
    /// What a side of a carriage has put down as security.
    Deposit(CarriageId, ParticipantId),
    /// The freight of a carriage and its tax, waiting for milestones.
    Escrow(CarriageId),
    /// What a member has earned and has not been paid yet.
    Earned(ParticipantId),
    /// What a member will get once a claim is collected.
    Accrued(ClaimId, ParticipantId),
    /// What the escrow of a carriage will get back once a claim is collected.
    AccruedToEscrow(ClaimId, CarriageId),
    /// What the default fund will get back once a claim is collected.
    AccruedToFund(ClaimId),
    /// What the exchange will earn once a claim is collected.
    AccruedToHouse(ClaimId),
    /// What is contested of a carriage.
    Disputed(CarriageId),
    /// What a member owes by a claim.
    Owed(ClaimId, ParticipantId),
    /// What a member is to be paid by a netting cycle.
    Netted(CycleId, ParticipantId),
    /// What the bank was told to pay to a member.
    InTransit(PaymentId, ParticipantId),
    /// A receipt whose owner is not known yet.
    Unallocated(ReceiptId),
    /// Tax collected on fees, owed to the state.
    Tax,
    /// The default fund, one pool a currency.
    Fund,
    /// Income from trading fees.
    Fees,
    /// Income from the administration of defaults.
    Penalties,
    /// Gains and losses from rounding and currency exchange.
    Rounding,
    /// Charges of the bank.
    BankCharges,
    /// Money in custody at the bank.
    Bank,
    /// Bought in one currency and not yet squared in the other.
    Fx,
    /// What the owners of the exchange have drawn.
    Drawings,
    /// Slots declared, as a control total.
    Declared(ServiceId),
    /// Slots that a carrier can still sell; some of them may be on offer.
    Available(ServiceId, ParticipantId),
    /// Slots that a shipper has bought.
    Right(ServiceId, ParticipantId),
    /// Slots with boxes named for them.
    Nominated(ServiceId, ParticipantId),
    /// Slots that were used.
    Consumed(ServiceId, ParticipantId),
    /// Slots that were bought and not used.
    Lapsed(ServiceId, ParticipantId),
}

/// What a movement is about, so that every cent can answer for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum About {
    /// The exchange's own affairs.
    House,
    /// One carriage.
    Carriage(CarriageId),
    /// One claim, or the bill with its number.
    Claim(ClaimId),
    /// One netting cycle.
    Cycle(CycleId),
    /// One payment.
    Payment(PaymentId),
    /// One receipt that waits for its owner.
    Receipt(ReceiptId),
    /// One service.
    Service(ServiceId),
}

/// From one purse to another, one asset, one amount, one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The purse that gives.
    pub from: Purse,
    /// The purse that gets.
    pub to: Purse,
    /// Of what.
    pub asset: Asset,
    /// How much.
    pub amount: Amount,
    /// Why.
    pub reason: Reason,
    /// On account of what.
    pub about: About,
}

/// The port to the money: what is in a purse, and how it gets to another.
///
/// Whoever lends it answers as of this moment of the command: movements posted so far are seen.
pub trait Purses {
    /// What is in the purse, in minor units, counted so that a well-filled purse is positive.
    ///
    /// Of [`Purse::Free`] only what no order holds. Zero for a purse that was never filled.
    fn balance(&self, purse: Purse, asset: Asset) -> i64;

    /// Moves money. If the giving purse has too little, the first such shortage is remembered, nothing moves,
    /// and the whole command is refused by whoever lends the port; the caller need not look.
    fn post(&mut self, movement: Movement);

    /// All members with something in their [`Purse::Earned`] of this asset, in the order of their numbers.
    fn earned(&self, asset: Asset) -> Vec<ParticipantId>;

    /// Ends an empty purse that will never be used again.
    fn retire(&mut self, purse: Purse, asset: Asset);
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $number:literal,)*) => {
        /// Why money or slots moved. The numbers are for ever; new reasons get new numbers.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        #[repr(u8)]
        pub enum Reason {
            $($(#[$doc])* $name = $number,)*
        }

        impl Reason {
            /// Every reason, in the order of the numbers.
            pub const ALL: &[Reason] = &[$(Reason::$name,)*];

            /// The reason with this number, if there is one.
            pub fn from_number(number: u8) -> Option<Reason> {
                match number {
                    $($number => Some(Reason::$name),)*
                    _ => None,
                }
            }

            /// The number.
            pub fn number(self) -> u8 {
                match self {
                    $(Reason::$name => $number,)*
                }
            }
        }
    };
}

reasons! {
    /// A bank receipt for a known member.
    Received = 1,
    /// A bank receipt whose owner is not known.
    ReceivedUnknown = 2,
    /// An unknown receipt was given to its owner.
    ReceiptAllocated = 3,
    /// A member asked for its free money.
    MoneyWithdrawn = 4,
    /// A member paid into the default fund.
    FundPaid = 5,
    /// Tax was paid to the state.
    TaxPaid = 6,
    /// The bank charged the exchange.
    BankCharged = 7,
    /// Currency came in from an exchange at the bank.
    FxBought = 8,
    /// Currency was paid for an exchange at the bank.
    FxPaid = 9,
    /// What remained of an exchange once it was squared.
    FxResult = 10,
    /// The owners of the exchange drew income.
    Swept = 11,
    /// Security put down for a trade.
    DepositTaken = 20,
    /// The fee on a trade.
    FeeCharged = 21,
    /// The tax on the fee.
    FeeTaxCharged = 22,
    /// Security given back at closing or cancelling.
    DepositReturned = 23,
    /// Freight and tax were called from the shipper.
    EscrowCalled = 30,
    /// Freight and tax of boxes that dropped out went back.
    EscrowReturned = 31,
    /// Milestones released freight to the carrier.
    Released = 32,
    /// A withdrawn milestone, or boxes that dropped out, took a release back.
    ReleaseReversed = 33,
    /// Damages to the other side.
    DamagesPaid = 40,
    /// The exchange's share of damages.
    DamagesHouseShare = 41,
    /// A cancellation fee to the other side.
    CancellationPaid = 42,
    /// The exchange's share of a cancellation fee.
    CancellationHouseShare = 43,
    /// A debt arose: what no source covered, or what the fund covered.
    ClaimArose = 44,
    /// A claim went from one owner to another.
    ClaimReassigned = 45,
    /// A claim fell away, because what it was for is due again.
    ClaimLapsed = 46,
    /// A debtor paid a claim.
    ClaimCollected = 47,
    /// What a debtor paid went to the claim's owner.
    ClaimPaidOut = 48,
    /// A debtor's earnings were set off against its claim.
    ClaimSetOff = 49,
    /// Storage accrued.
    StorageAccrued = 50,
    /// Tax was added to storage when it was billed.
    StorageTaxed = 51,
    /// Earnings entered a netting cycle.
    Netted = 60,
    /// The bank was told to pay.
    PaymentSent = 61,
    /// The bank has paid.
    PaymentBooked = 62,
    /// The bank refused to pay.
    PaymentRefused = 63,
    /// The bank had paid, and the money came back.
    PaymentReturned = 64,
    /// A carrier declared slots.
    SlotsDeclared = 80,
    /// Slots were sold.
    SlotsSold = 81,
    /// Boxes were named for slots.
    SlotsNominated = 82,
    /// Boxes were loaded into slots.
    SlotsConsumed = 83,
    /// A loading was withdrawn.
    SlotsUnconsumed = 84,
    /// Slots were bought and not used.
    SlotsLapsed = 85,
    /// Slots went back to the carrier.
    SlotsReturned = 86,
}
