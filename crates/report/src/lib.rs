//! What people read: books, trades, carriages, trial balance, holds, slots, accounts, custody.
//!
//! ```text
//!   Engine ───┐                        ┌──▶ draw         tables on a page, for people
//!             ├──▶ read ──▶ a report ──┤
//!   History ──┘                        └──▶ write_lines  JSON, for machines
//! ```
//!
//! A report is a **read model**: rows with types of their own, read at one moment, with two faces.
//! The engine knows what is; a [`History`] remembers what was told, since the engine forgets what is finished.
//!
//! # Invariants
//!
//! - Everything shown is computed from what was read; no figure is rounded or cut.
//! - On a line of JSON every decimal is a string, and every line names its report.
//!
//! # What is not here
//!
//! Disks, sockets, terminals: a report is text, and whoever asked for it brings it to its reader.

mod figure;
mod clock;
mod page;
mod history;
mod name;
mod books;
mod trades;
mod carriages;
mod trial_balance;
mod holds;
mod slots;
mod accounts;
mod custody;
mod open;
mod check;

pub use accounts::{AccountRow, Accounts};
pub use books::{BookLevel, Books};
pub use carriages::{CarriageRow, Carriages, DropoutRow, MilestoneRow, Progress, Waiting};
pub use check::{Check, CheckRefusal, CheckRow, CheckVerdict};
pub use custody::{BankTotal, CodeTotal, Custody, Proof, ReceivableRow};
pub use figure::Figure;
pub use history::{
    BankLine, BankMove, CarriageRecord, Counts, Dropout, History, MilestoneRecord, Standing, Told,
    TradeRecord,
};
pub use holds::{HoldRow, Holds};
pub use name::{Report, ReportName, UnknownReport};
pub use open::{Open, OpenItem};
pub use page::{Ink, Page, Tone, wrapped};
pub use slots::{SlotRow, Slots};
pub use trades::{TradeRow, Trades};
pub use trial_balance::{TrialBalance, TrialRow, TrialTotal};
