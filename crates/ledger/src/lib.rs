//! Double-entry accounts over any asset: transfers, holds, balances.
//!
//! ```text
//!             draft(&self)                 apply(&mut self)
//!   Ledger ──────────────▶ Draft ──▶ Facts ──────────────▶ Ledger, and events to the sink
//!             checks, reads  │
//!                            └──▶ Rejection; the ledger is as it was
//! ```
//!
//! An **account** belongs to one owner, is about one subject, and counts one asset; the
//! [chart](ChartOfAccounts) says what its code means.
//! A **transfer** debits one account and credits another with one amount, so it cannot be unbalanced.
//! A **hold** sets money aside on one account until it is drawn or given back.
//! Whoever wants to change the ledger opens a [`Draft`], asks for transfers and holds, and is told at
//! once which of them are refused, and why; what was not refused stands in the [`Facts`].
//! Nothing is written until [`Ledger::apply`] is given those facts, and it never refuses: a group of
//! operations is atomic because it is one draft.
//!
//! ```
//! use ledger::{AccountCode, Cause, ChartOfAccounts, Facts, Key, Ledger, Owner, Row, Side, Subject};
//! use money::{Currency, Sum};
//!
//! let row = |code, name, normal, floor| Row { code: AccountCode(code), name, normal, floor, listed: false };
//! let rows = vec![row(1010, "bank", Side::Debit, true), row(2010, "members", Side::Credit, true)];
//! let mut ledger = Ledger::new(ChartOfAccounts::new(rows)?);
//!
//! let yuan = Currency::parse("CNY")?;
//! let key = |code, owner| Key {
//!     code: AccountCode(code),
//!     asset: yuan.into(),
//!     owner: Owner(owner),
//!     subject: Subject(0),
//! };
//! let mut facts = Facts::new();
//! let mut draft = ledger.draft(&mut facts);
//! let (bank, birch, alder) = (draft.account(key(1010, 0)), draft.account(key(2010, 1)), draft.account(key(2010, 2)));
//! draft.transfer(bank, birch, Sum::parse("60.00", yuan)?.amount, Cause(1))?;
//! let refused = draft.transfer(birch, alder, Sum::parse("60.01", yuan)?.amount, Cause(2)).unwrap_err();
//! assert_eq!(refused.to_string(), "account 2010/1/0 CNY has 60.00 CNY available, but 60.01 CNY was asked");
//!
//! ledger.apply(facts.as_slice(), |event| println!("{event:?}"));
//! assert_eq!(ledger.account(birch).map(|account| account.posted()), Some(60_00));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Invariants
//!
//! - Debits equal credits, per asset, at every moment.
//! - Where the chart sets a floor, no balance is below zero and no more is held than is posted.
//! - What a draft answers equals what the ledger answers after the draft's facts were applied.
//! - The same facts on an equal ledger give an equal ledger, down to the ids that come next.
//!
//! # What is not here
//!
//! - History. The ledger keeps state; a statement is folded from the transfers that it told.
//! - Meaning. [`Owner`], [`Subject`] and [`Cause`] are numbers; the ledger has never heard of an order
//!   or a ship, and the chart comes from the caller.
//! - Time, disks, threads.
#![deny(clippy::float_arithmetic, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
#![deny(clippy::cast_possible_wrap, clippy::cast_precision_loss, clippy::arithmetic_side_effects)]

mod chart;
mod key;
mod slab;
mod account;
mod hold;
mod transfer;
mod fact;
mod event;
mod books;
mod mixing;
mod overlay;
mod facts;
mod draft;
mod ledger;
mod trial;
mod canonical;
#[cfg(test)]
mod tests {
    pub(crate) mod desk;
}

pub use account::{Account, AccountId};
pub use chart::{AccountCode, ChartError, ChartOfAccounts, Class, Row, Side};
pub use draft::{Draft, Rejection};
pub use event::Event;
pub use fact::Fact;
pub use facts::{Facts, Mark};
pub use hold::{Hold, HoldChange, HoldId};
pub use key::{Cause, Key, Owner, Subject};
pub use ledger::Ledger;
pub use transfer::{Entry, TransferId};
pub use trial::TrialRow;

#[cfg(feature = "proptest")]
pub mod strategies;
