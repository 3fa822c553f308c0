//! Orders meet in a book and become trades.
//!
//! ```text
//!   Place, Amend, Cancel ──▶ decide(&self) ──┬──▶ outcome, steps ──▶ apply(&mut self) ──▶ events, to the sink
//!                                            └──▶ Rejection
//!
//!      bid |  price | ask          one ladder a side, one queue a level,
//!          |  1,850 |  10 ─ 4      the oldest order first
//!          |  1,840 |   5
//!    8 ─ 2 |  1,830 |
//! ```
//!
//! [`Books`] holds the book of every instrument.
//! To decide is to read: an outcome of a few words, and 16 bytes a fill, say what would happen.
//! To apply is to write what was decided; live and replay call the same function.
//! Price comes first, then time; a trade is made at the price of the order that was there before.
//!
//! # Invariants
//!
//! - A book is never crossed: the best bid is below the best ask, after every command.
//! - Nobody is passed over: no order trades while a better priced or older one of its side could have.
//! - An order trades within its limit, and never with an order of its own owner.
//! - Less quantity keeps an order's place in its queue; more, or another price, loses it.
//! - Numbers of orders and trades rise with time and are never given again.
//! - What `decide` answers is exactly what `apply` does, and [`naive::Books`] agrees with both.
//!
//! # What is not here
//!
//! Accounts, deposits and ships: a book knows a price in ticks, a quantity in lots and the number of an owner.
//! The clock: when an order ends is said by the command, and that it has ended by the caller.
#![deny(clippy::float_arithmetic, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
#![deny(clippy::cast_possible_wrap, clippy::cast_precision_loss)]

mod id;
mod quote;
mod terms;
mod instrument;
mod command;
mod decision;
mod event;
mod rank;
mod bitmap;
mod ladder;
mod slab;
mod queue;
mod expiry;
mod books;
mod decide;
mod apply;
mod view;
mod canonical;
pub mod naive;
#[cfg(any(test, feature = "proptest"))]
pub mod strategies;

pub use books::{Books, ListingError};
pub use command::{Amend, Cancel, Ground, Place};
pub use decide::Rejection;
pub use decision::{Amended, Cancelled, Fill, Placed, Remainder, Step, StepKind, Steps};
pub use event::{Cause, Event, Priority, Sink};
pub use id::{IdError, OrderId, TradeId};
pub use instrument::{Instrument, InstrumentId, Phase};
pub use quote::{Lots, QuoteError, Ticks};
pub use terms::{PostOnly, Side, TimeInForce};
pub use view::{Level, Order};
