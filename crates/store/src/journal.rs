//! The journal: the book of original entry, and the only truth.
//!
//! ```text
//!   open ──▶ replay ──▶ lead ──▶ append ─┬─▶ on disk
//!                                        └─▶ Lost: it may be there or not ──▶ reconnect ──▶ head says which
//! ```
//!
//! One row a group commit. Whoever appends first takes the lead: an epoch of its own, which every append names,
//! so that a writer that was replaced cannot go on.
//!
//! # Invariants
//!
//! - What an append answered `Ok` for is on disk.
//! - At most one process holds the lead; a second is refused.
//!
//! # What is not here
//!
//! When to append, and what to do about a lost answer: that is the sequencer's affair. What the records mean.

mod reading;
mod sql;
mod pen;
mod sqlite;
mod postgres;

use core::fmt;
use std::time::Duration;

use engine::Sequence;

use crate::address::Address;
use crate::block::{Block, BlockError, Epoch, Hash};

pub use postgres::PostgresJournal;
pub use reading::{Chain, JournalReader};
pub use sqlite::SqliteJournal;

/// Where the chain ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Who may append.
    pub epoch: Epoch,
    /// The place of the last record.
    pub last: Sequence,
    /// The hash of the last block.
    pub hash: Hash,
}

/// Where the chain breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the journal breaks at sequence {sequence}: {why}")]
pub struct Break {
    /// The first record that cannot be trusted.
    pub sequence: Sequence,
    /// What is wrong.
    pub why: BreakCause,
}

/// Why a journal cannot be trusted from some place on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BreakCause {
    /// A block is not what it was, or not where it was.
    #[error(transparent)]
    Block(#[from] BlockError),
    /// Blocks are missing at the end.
    #[error("{0} was appended last, but nothing follows here")]
    CutOff(Sequence),
    /// The last block is not the one that was appended last.
    #[error("the last block has the hash {found}, but {said} was appended last")]
    Head {
        /// Of the last block.
        found: Hash,
        /// What the head says.
        said: Hash,
    },
    /// The head says less than there is.
    #[error("{0} was appended last, but more follows")]
    Behind(Sequence),
    /// The database itself is damaged.
    #[error("the database cannot be read: {0}")]
    Damaged(String),
}

/// Why the journal did not do what was asked. In the order in which they can be met.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// There is nothing to be read.
    #[error("there is no database at {0}")]
    Missing(String),
    /// Another process writes.
    #[error("{address} is being written by another process{who}")]
    Taken {
        /// Which database.
        address: String,
        /// What is known of the other process; empty or beginning with a comma.
        who: String,
    },
    /// A setting is weaker than what an answer promises.
    #[error("{setting} is {found}, but only {needed} keeps what was answered through a crash")]
    Weak {
        /// Which setting.
        setting: &'static str,
        /// What the database says.
        found: String,
        /// What is enough.
        needed: &'static str,
    },
    /// Somebody else has taken the lead since.
    #[error("epoch {ours} was replaced by epoch {found}")]
    Deposed {
        /// Of this writer.
        ours: Epoch,
        /// Of the one that holds office.
        found: Epoch,
    },
    /// The chain cannot be trusted.
    #[error(transparent)]
    Broken(#[from] Break),
    /// The tables are of another release, or not ours.
    #[error("the tables of {address} cannot be brought to this release: {reason}")]
    Migration {
        /// Which database.
        address: String,
        /// What the migration says.
        reason: String,
    },
    /// Nobody answered, or not in time: what was asked may have been done or not.
    #[error("the database does not answer: {0}")]
    Lost(String),
    /// Anything else that a database says; no answer can be trusted after it.
    #[error("the database refuses: {0}")]
    Refused(String),
}

impl JournalError {
    /// Whether it is worth to connect again.
    pub fn is_lost(&self) -> bool {
        matches!(self, JournalError::Lost(_))
    }

    /// What can be done about it.
    pub fn hint(&self) -> &'static str {
        match self {
            JournalError::Missing(_) => "check --database; laycan serve makes one where there is none",
            JournalError::Taken { .. } => "stop the other process, or give another --database",
            JournalError::Weak { .. } => "set it back; everything that was answered must survive a crash",
            JournalError::Deposed { .. } => "another process has taken over; this one ends",
            JournalError::Broken(_) => {
                "restore a copy of the database; nothing behind this place can be trusted"
            }
            JournalError::Migration { .. } => "use the release that wrote it, or another database",
            JournalError::Lost(_) => "see whether the database runs and can be reached",
            JournalError::Refused(_) => {
                "see what the database says in its own log; a restart replays the journal"
            }
        }
    }
}

/// How long each call of a database may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline(pub Duration);

impl Default for Deadline {
    /// Five seconds.
    fn default() -> Deadline {
        Deadline(Duration::from_secs(5))
    }
}

/// A journal that can be appended to.
pub trait Journal: Send + 'static {
    /// Where the chain ends.
    ///
    /// # Errors
    ///
    /// [`JournalError`].
    fn head(&mut self) -> impl Future<Output = Result<Head, JournalError>> + Send;

    /// Takes the lead: an epoch of its own, which every append names from now on.
    ///
    /// # Errors
    ///
    /// [`JournalError`].
    fn lead(&mut self) -> impl Future<Output = Result<Epoch, JournalError>> + Send;

    /// Appends a block, on disk.
    ///
    /// # Errors
    ///
    /// [`JournalError::Lost`], when it may be there or not; any other error is the end of this writer.
    fn append(&mut self, block: &Block) -> impl Future<Output = Result<(), JournalError>> + Send;

    /// Connects again after a lost answer, in the same epoch. Once it answers, nothing that was asked before
    /// is still under way.
    ///
    /// # Errors
    ///
    /// [`JournalError::Lost`], when the database is still not there; any other error is the end of this writer.
    fn reconnect(&mut self) -> impl Future<Output = Result<(), JournalError>> + Send;
}

/// A journal on either database, for one writer.
#[derive(Debug)]
pub enum Journals {
    /// In a SQLite file.
    Sqlite(SqliteJournal),
    /// In a PostgreSQL database.
    Postgres(Box<PostgresJournal>),
}

impl Journals {
    /// Opens the journal at `address`, makes its tables if they are not there, and keeps other writers out.
    ///
    /// # Errors
    ///
    /// [`JournalError`], before anything was appended.
    pub async fn open(address: &Address, deadline: Deadline) -> Result<Journals, JournalError> {
        match address {
            Address::Sqlite(file) => Ok(Journals::Sqlite(SqliteJournal::open(file, deadline).await?)),
            Address::Postgres(options) => {
                Ok(Journals::Postgres(Box::new(PostgresJournal::open(options, deadline).await?)))
            }
        }
    }

    /// Ends the connection in an orderly way; what was appended is on disk with or without it.
    pub async fn close(mut self) {
        match &mut self {
            Journals::Sqlite(journal) => journal.close().await,
            Journals::Postgres(journal) => journal.close().await,
        }
    }
}

impl Journal for Journals {
    async fn head(&mut self) -> Result<Head, JournalError> {
        match self {
            Journals::Sqlite(journal) => journal.head().await,
            Journals::Postgres(journal) => journal.head().await,
        }
    }

    async fn lead(&mut self) -> Result<Epoch, JournalError> {
        match self {
            Journals::Sqlite(journal) => journal.lead().await,
            Journals::Postgres(journal) => journal.lead().await,
        }
    }

    async fn append(&mut self, block: &Block) -> Result<(), JournalError> {
        match self {
            Journals::Sqlite(journal) => journal.append(block).await,
            Journals::Postgres(journal) => journal.append(block).await,
        }
    }

    async fn reconnect(&mut self) -> Result<(), JournalError> {
        match self {
            Journals::Sqlite(journal) => journal.reconnect().await,
            Journals::Postgres(journal) => journal.reconnect().await,
        }
    }
}

/// Waits for a call of a database, but no longer than its deadline.
async fn in_time<T>(
    deadline: Deadline,
    call: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, JournalError> {
    match tokio::time::timeout(deadline.0, call).await {
        Ok(answered) => answered.map_err(JournalError::from),
        Err(_) => Err(JournalError::Lost(format!("no answer within {} ms", deadline.0.as_millis()))),
    }
}

impl From<sqlx::Error> for JournalError {
    /// Tells a lost connection from a refusal.
    fn from(error: sqlx::Error) -> JournalError {
        match &error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => JournalError::Lost(error.to_string()),
            sqlx::Error::Database(said) if is_going_away(said.code().as_deref()) => {
                JournalError::Lost(error.to_string())
            }
            _ => JournalError::Refused(error.to_string()),
        }
    }
}

/// Whether a server says that it is stopping, starting, or full: connection exceptions (class 08), insufficient
/// resources by connections (53300) and operator intervention (57P01 to 57P03, 57P05) of PostgreSQL's error codes;
/// busy (5) and locked (6) of SQLite's.
fn is_going_away(code: Option<&str>) -> bool {
    code.is_some_and(|code| {
        code.starts_with("08")
            || matches!(code, "53300" | "57P01" | "57P02" | "57P03" | "57P05" | "5" | "6" | "261" | "517")
    })
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sequence {}, hash {}, epoch {}", self.last, self.hash, self.epoch)
    }
}
