//! What a trade obliges each side to do, and what follows when it is done or not.
//!
//! ```text
//!   Bargain ──▶ Carriage ──▶ called ──▶ loaded … released ──▶ closed        money moves from purse to purse
//!                  │            └ not paid, not gated in, rolled, cancelled: boxes drop out, damages
//!                  └ bills, claims ──▶ collected ──▶ netted ──▶ paid
//! ```
//!
//! Settlement speaks of **purses** (deposit, escrow, earned, owed …) and never of accounts; it is lent a
//! port, [`Purses`], that tells what is in them and moves money between them. What has been done so far is
//! read from the purse, not remembered twice.
//!
//! [`Settlement::decide`] reads and never writes; [`Settlement::apply`] writes and never refuses.
//!
//! # Invariants
//!
//! - The tranches of a carriage sum to its escrow.
//! - What is released is a function of the milestones that stand.
//! - Money that is owed has a debtor and an owner; nobody is paid from what has not been collected.
//!
//! # What is not here
//!
//! Accounts, debits and credits, books and orders. How a purse becomes an account is the engine's affair.
#![deny(clippy::float_arithmetic, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
#![deny(clippy::cast_possible_wrap, clippy::cast_precision_loss)]

mod canon;
mod names;
mod purse;
mod need;
mod terms;
mod bargain;
mod command;
mod event;
mod fact;
mod rejection;
mod treasury;
mod carriage;
mod agenda;
mod settlement;
#[cfg(any(test, feature = "proptest"))]
pub mod pockets;

pub use agenda::Due;
pub use bargain::{Bargain, Schedule, Side};
pub use carriage::{Carriage, CarriageFact, CarriageRejection, Reporters, Unit};
pub use command::{Command, Reporter, Rolled};
pub use event::{Cover, Drop, Event, Sink};
pub use fact::Fact;
pub use names::{BillId, CarriageId, ClaimId, CycleId, Party, PaymentId, ReceiptId, TermsId};
pub use need::{Need, NeedError, Station};
pub use purse::{About, Movement, Purse, Purses, Reason};
pub use rejection::Rejection;
pub use settlement::Settlement;
pub use terms::{Band, Cancellation, Charges, Damages, Deposits, Fees, Terms, TermsError, Tranche, Value};
pub use treasury::{
    BankWord, BillRejection, Billing, Claim, ClaimFact, Claims, CustodyFull, Cycle, Cycles, HouseRejection,
    NettingRejection, Owner, Payment, PaymentRejection, Payments, Receipt, ReceiptRejection, Receipts, Stage,
    Treasury, TreasuryFact, TreasuryRejection, income,
};
