//! The journal in a PostgreSQL database.
//!
//! One connection of its own, `synchronous_commit=on`, and an advisory lock of the session that keeps a second
//! writer out. The lock goes with the session, so whoever has it knows that no append of another is under way.

use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Executor};
use tokio::time::{Instant, sleep};

use super::pen::Pen;
use super::{Deadline, Head, Journal, JournalError, in_time, reading};
use crate::block::{Block, Epoch};

/// The tables of the journal.
static TABLES: Migrator = sqlx::migrate!("../../migrations/postgres/journal");

/// The number of the advisory lock: `laycan` in ASCII.
const LOCK: i64 = 0x6c61_7963_616e;

/// How long a session that has gone may keep the lock: its server notices a little later.
const PATIENCE: Duration = Duration::from_secs(1);

const TAKE_LOCK: &str = "SELECT pg_try_advisory_lock($1)";

/// A journal in a PostgreSQL database, for one writer.
#[derive(Debug)]
pub struct PostgresJournal {
    options: PgConnectOptions,
    pen: Pen<PgConnection>,
}

impl PostgresJournal {
    /// Connects, makes the tables, and locks them against a second writer.
    ///
    /// # Errors
    ///
    /// [`JournalError`], before anything was appended.
    pub(super) async fn open(
        options: &PgConnectOptions,
        deadline: Deadline,
    ) -> Result<PostgresJournal, JournalError> {
        let mut connection = connect(options, deadline).await?;
        TABLES.run(&mut connection).await.map_err(|error| reading::migration(named(options), &error))?;
        Ok(PostgresJournal { options: options.clone(), pen: Pen::new(connection, deadline) })
    }

    /// Ends the connection in an orderly way; what was appended is on disk with or without it.
    pub(super) async fn close(&mut self) {
        self.pen.close().await;
    }
}

impl Journal for PostgresJournal {
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
        let connection = match connect(&self.options, self.pen.deadline()).await {
            // The session that was lost may hold the lock until its server notices; nothing is known before.
            Err(JournalError::Taken { address, .. }) => {
                return Err(JournalError::Lost(format!(
                    "{address} still serves the connection that was lost"
                )));
            }
            other => other?,
        };
        self.pen.put(connection);
        let (head, ours) = (self.head().await?, self.pen.epoch());
        if head.epoch != ours {
            return Err(JournalError::Deposed { ours, found: head.epoch });
        }
        Ok(())
    }
}

/// The database as people may read of it: without a password.
pub(super) fn named(options: &PgConnectOptions) -> String {
    crate::Address::Postgres(Box::new(options.clone())).to_string()
}

/// A connection that keeps what it commits, and holds the lock.
async fn connect(options: &PgConnectOptions, deadline: Deadline) -> Result<PgConnection, JournalError> {
    let options = options.clone().application_name("laycan journal").disable_statement_logging();
    let mut connection = in_time(deadline, options.connect()).await?;
    in_time(deadline, connection.execute("SET synchronous_commit = on")).await?;
    must_be_durable(&mut connection, deadline).await?;
    let patience = Instant::now() + PATIENCE;
    loop {
        let take = sqlx::query_scalar(TAKE_LOCK).bind(LOCK).fetch_one(&mut connection);
        if in_time(deadline, take).await? {
            return Ok(connection);
        }
        if Instant::now() > patience {
            return Err(JournalError::Taken { address: named(&options), who: String::new() });
        }
        sleep(Duration::from_millis(20)).await;
    }
}

/// Reads back what keeps a commit through a crash.
///
/// # Errors
///
/// [`JournalError::Weak`], when the server does less.
pub(crate) async fn must_be_durable(
    connection: &mut PgConnection,
    deadline: Deadline,
) -> Result<(), JournalError> {
    for (setting, show, enough, needed) in [
        ("synchronous_commit", "SHOW synchronous_commit", &["on", "remote_apply"][..], "on"),
        ("fsync", "SHOW fsync", &["on"][..], "on"),
        ("full_page_writes", "SHOW full_page_writes", &["on"][..], "on"),
    ] {
        let found: String = in_time(deadline, sqlx::query_scalar(show).fetch_one(&mut *connection)).await?;
        if !enough.contains(&found.as_str()) {
            return Err(JournalError::Weak { setting, found, needed });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
