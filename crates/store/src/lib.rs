//! The journal, and what finance reads from it, in SQL.
//!
//! ```text
//!   records ──▶ Block ──▶ Journal: one row a group commit, on SQLite or PostgreSQL        the truth
//!      └─ events ──▶ Telling ──▶ Projections: orders, trades, transfers, balances …       made again from it
//! ```
//!
//! # Invariants
//!
//! - A record that was appended is never changed: each block carries the hash of the one before it.
//! - Projections hold nothing that a replay of the journal would not write again.
//!
//! # What is not here
//!
//! Who decides, and when a block is full: that is the sequencer's affair. HTTP.

mod record;
mod encoding;
mod block;
mod address;
mod journal;
mod telling;
mod projections;
#[cfg(feature = "stage")]
pub mod stage;

pub use address::{Address, AddressError};
pub use block::{Block, BlockBuilder, BlockError, Epoch, Hash};
pub use encoding::{Encoding, EncodingError};
pub use journal::{
    Break, BreakCause, Chain, Deadline, Head, Journal, JournalError, JournalReader, Journals,
    PostgresJournal, SqliteJournal,
};
pub use projections::{
    BalanceRow, CarriageRow, CarriageState, Cell, CellError, CommandRow, CommandState, CycleRow, CycleState,
    DamagesRow, Difference, DropoutRow, EntryRow, HoldRow, InstrumentRow, InstrumentState, LedgerSide,
    MemberRow, MilestoneRow, MilestoneWord, Moment, NetRow, ObligationKind, ObligationRow, ObligationState,
    OrderRow, OrderState, Page, PaymentRow, PaymentState, Period, PlaceRow, ProgressRow, ProjectionError,
    Projections, Reader, ReceiptRow, ServiceRow, Snapshot, Statement, StatementRow, StorageRow, Stray,
    TableDigest, TermsRow, TradeRow, TransferRow, TrialRow, UnitRow, compare,
};
pub use record::Record;
pub use telling::{Listener, Telling};
