//! The journal in a SQLite file: embedded, without set-up.
//!
//! ```text
//!   laycan.db        the journal, in WAL mode with synchronous=FULL: a commit is on disk when it is answered
//!   laycan.db.lock   held by the one writer; the operating system lets go of it when the process ends
//! ```
//!
//! A lock beside the file and not `locking_mode=EXCLUSIVE`, since readers and `verify` look at a live database.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use engine::Sequence;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};

use super::pen::Pen;
use super::{Deadline, Head, Journal, JournalError, in_time, reading};
use crate::block::{Block, Epoch};

/// The tables of the journal.
static TABLES: Migrator = sqlx::migrate!("../../migrations/sqlite/journal");

/// A journal in a SQLite file, for one writer.
#[derive(Debug)]
pub struct SqliteJournal {
    file: PathBuf,
    /// Held as long as this lives.
    _lock: File,
    pen: Pen<SqliteConnection>,
}

impl SqliteJournal {
    /// Opens the file, makes it if it is not there, and locks it against a second writer.
    ///
    /// # Errors
    ///
    /// [`JournalError`], before anything was appended.
    pub(super) async fn open(file: &Path, deadline: Deadline) -> Result<SqliteJournal, JournalError> {
        let lock = take_lock(file)?;
        let mut connection = connect(file, deadline).await?;
        TABLES.run(&mut connection).await.map_err(|error| reading::migration(file.display(), &error))?;
        Ok(SqliteJournal { file: file.to_owned(), _lock: lock, pen: Pen::new(connection, deadline) })
    }

    /// Ends the connection in an orderly way; what was appended is on disk with or without it.
    pub(super) async fn close(&mut self) {
        self.pen.close().await;
    }
}

impl Journal for SqliteJournal {
    async fn head(&mut self) -> Result<Head, JournalError> {
        self.pen.head().await
    }

    async fn lead(&mut self) -> Result<Epoch, JournalError> {
        self.pen.lead().await
    }

    async fn append(&mut self, block: &Block) -> Result<(), JournalError> {
        self.pen.append(block).await
    }

    async fn reconnect(&mut self) -> Result<(), JournalError> {
        drop(self.pen.take());
        let mut connection = connect(&self.file, self.pen.deadline()).await?;
        // Whoever writes has gone or is done, once this has written: so nothing that was asked before is left.
        let barrier = async {
            let barrier = connection.begin_with("BEGIN IMMEDIATE").await?;
            barrier.rollback().await
        };
        in_time(self.pen.deadline(), barrier).await?;
        self.pen.put(connection);
        Ok(())
    }
}

/// Locks the database against a second writer.
fn take_lock(file: &Path) -> Result<File, JournalError> {
    let mut name = file.as_os_str().to_owned();
    name.push(".lock");
    let address = format!("sqlite:{}", file.display());
    let refused = |error: std::io::Error| {
        JournalError::Refused(format!("{} cannot be made or locked: {error}", Path::new(&name).display()))
    };
    let mut lock = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&name)
        .map_err(refused)?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut who = String::new();
            let known = lock.read_to_string(&mut who).is_ok() && !who.trim().is_empty();
            let who = if known { format!(", number {}", who.trim()) } else { String::new() };
            return Err(JournalError::Taken { address, who });
        }
        Err(TryLockError::Error(error)) => return Err(refused(error)),
    }
    lock.set_len(0).and_then(|()| lock.seek(SeekFrom::Start(0))).map_err(refused)?;
    writeln!(lock, "{}", std::process::id()).map_err(refused)?;
    Ok(lock)
}

/// A connection that keeps what it commits.
async fn connect(file: &Path, deadline: Deadline) -> Result<SqliteConnection, JournalError> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        // Shorter than the deadline, so that a call that was given up is over before the next connection asks.
        .busy_timeout(deadline.0 / 2)
        .disable_statement_logging();
    let mut connection =
        reading::at(Sequence::NONE, reading::in_time_sql(deadline, options.connect()).await)?;
    must_be_durable(&mut connection, deadline).await?;
    Ok(connection)
}

/// Reads back what keeps a commit through a crash.
///
/// # Errors
///
/// [`JournalError::Weak`], when the database does less.
pub(crate) async fn must_be_durable(
    connection: &mut SqliteConnection,
    deadline: Deadline,
) -> Result<(), JournalError> {
    let mode: String =
        in_time(deadline, sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut *connection)).await?;
    if !mode.eq_ignore_ascii_case("wal") {
        return Err(JournalError::Weak { setting: "journal_mode", found: mode, needed: "wal" });
    }
    // 0 off, 1 normal, 2 full, 3 extra.
    let synchronous: i64 =
        in_time(deadline, sqlx::query_scalar("PRAGMA synchronous").fetch_one(&mut *connection)).await?;
    if synchronous < 2 {
        let found = if synchronous == 0 { "off" } else { "normal" };
        return Err(JournalError::Weak { setting: "synchronous", found: found.to_owned(), needed: "full" });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
