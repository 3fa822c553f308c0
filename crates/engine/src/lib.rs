//! The settlement engine: one state, one writer, no clock, no disk, no network.
//!
//! ```text
//!   Command ──▶ decide(&self) ──┬──▶ Outcome, Facts ──▶ apply(&mut self) ──▶ events, to the sink
//!                               └──▶ Rejection
//! ```
//!
//! [`Engine::decide`] reads and never writes. [`Engine::apply`] writes and never refuses. Whoever drives the
//! engine records the facts between the two, and shows nobody what came of them before they are on disk; here,
//! nobody knows how.
//!
//! # What is not here
//!
//! Disks, sockets, and the time of day: time comes in with the command.
#![deny(clippy::float_arithmetic, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
#![deny(clippy::cast_possible_wrap, clippy::cast_precision_loss)]

mod command;
mod holding;
mod sink;
mod event;
mod facts;
mod mixing;
mod register;
mod orders;
mod catalogue;
mod rejection;
pub mod posting;
mod purses;
mod due;
mod collecting;
mod listing;
mod asking;
mod leave;
mod trading;
mod engine;
mod telling;
mod apply;
mod digest;
mod record;
mod keys;
mod driver;
#[cfg(any(test, feature = "proptest"))]
pub mod stage;
#[cfg(feature = "proptest")]
pub mod days;

pub use catalogue::{Explained, catalogue};
pub use command::{
    AccrueStorage, Action, AdmitMember, Advance, AllocateReceipt, AmendOrder, BillStorage, BookBankCharge,
    BookPayment, BuyFx, CallEscrow, CancelCarriage, CancelOrder, CloseNetting, Command, CorrectMilestone,
    DeclareCapacity, ListInstrument, ListPlace, ListService, Nominate, OpenNetting, OrderName, PayFund,
    PayTax, PlaceOrder, Receive, RecordMilestone, RefusePayment, ReturnPayment, Roll, RolledUnits,
    SendPayment, SetTerms, Sweep, WithdrawMilestone, WithdrawMoney,
};
pub use digest::Digest;
pub use driver::{Driver, Refused};
pub use engine::Engine;
pub use event::{Ending, Event};
pub use facts::{Due, Facts, Outcome};
pub use holding::{AccountName, Holding};
pub use orders::OrderFile;
pub use record::{Answer, Audience, Entry, Sequence};
pub use register::{ListedInstrument, ListedService, Register, TermsLine};
pub use rejection::{OrderLabel, Purpose, Rejection, Shown};
pub use sink::{Family, Sink};
