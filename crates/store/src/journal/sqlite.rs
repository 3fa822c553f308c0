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
use std::time::Duration;

use engine::Sequence;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};

use super::reading::{self, head_of};
use super::{Deadline, Head, Journal, JournalError, in_time, sql};
use crate::block::{Block, Epoch};

/// The tables of the journal.
static TABLES: Migrator = sqlx::migrate!("../../migrations/sqlite/journal");

/// A journal in a SQLite file, for one writer.
#[derive(Debug)]
pub struct SqliteJournal {
    file: PathBuf,
    /// Held as long as this lives.
    _lock: File,
    connection: Option<SqliteConnection>,
    epoch: Epoch,
    deadline: Deadline,
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
        Ok(SqliteJournal {
            file: file.to_owned(),
            _lock: lock,
            connection: Some(connection),
            epoch: Epoch::new(0),
            deadline,
        })
    }

    /// Ends the connection in an orderly way; what was appended is on disk with or without it.
    pub(super) async fn close(&mut self) {
        if let Some(connection) = self.connection.take() {
            let _lost = connection.close().await;
        }
    }

    fn connection(&mut self) -> Result<&mut SqliteConnection, JournalError> {
        self.connection.as_mut().ok_or_else(|| JournalError::Lost("the connection was given up".to_owned()))
    }
}

impl Journal for SqliteJournal {
    async fn head(&mut self) -> Result<Head, JournalError> {
        let deadline = self.deadline;
        let head = in_time(deadline, sqlx::query_as(sql::HEAD).fetch_one(self.connection()?)).await?;
        head_of(head)
    }

    async fn lead(&mut self) -> Result<Epoch, JournalError> {
        let deadline = self.deadline;
        let lead = sqlx::query_scalar(sql::LEAD).fetch_one(self.connection()?);
        self.epoch = Epoch::new(in_time(deadline, lead).await?);
        Ok(self.epoch)
    }

    async fn append(&mut self, block: &Block) -> Result<(), JournalError> {
        let deadline = self.deadline;
        let connection = self.connection()?;
        let query = reading::bind_block!(sqlx::query(sql::APPEND_SQLITE), block);
        let appended = match in_time(deadline, query.execute(&mut *connection)).await {
            Ok(done) => done.rows_affected(),
            Err(error) => {
                // A statement that was given up may still be under way on this connection.
                self.connection = None;
                return Err(error);
            }
        };
        if appended == 1 {
            return Ok(());
        }
        let head = self.head().await?;
        Err(reading::not_appended(block, head))
    }

    async fn reconnect(&mut self) -> Result<(), JournalError> {
        if let Some(connection) = self.connection.take() {
            drop(connection);
        }
        let mut connection = connect(&self.file, self.deadline).await?;
        // Whoever writes has gone or is done, once this has written: so nothing that was asked before is left.
        let barrier = async {
            let barrier = connection.begin_with("BEGIN IMMEDIATE").await?;
            barrier.rollback().await
        };
        in_time(self.deadline, barrier).await?;
        self.connection = Some(connection);
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
        .busy_timeout(deadline.0.min(Duration::from_secs(60)))
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
