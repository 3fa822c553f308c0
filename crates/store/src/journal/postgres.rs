//! The journal in a PostgreSQL database.
//!
//! One connection of its own, `synchronous_commit=on`, and an advisory lock of the session that keeps a second
//! writer out. The lock goes with the session, so whoever has it knows that no append of another is under way.

use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection, Executor};
use tokio::time::{Instant, sleep};

use super::reading::{self, head_of};
use super::{Deadline, Head, Journal, JournalError, in_time, sql};
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
    connection: Option<PgConnection>,
    epoch: Epoch,
    deadline: Deadline,
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
        Ok(PostgresJournal {
            options: options.clone(),
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

    fn connection(&mut self) -> Result<&mut PgConnection, JournalError> {
        self.connection.as_mut().ok_or_else(|| JournalError::Lost("the connection was given up".to_owned()))
    }
}

impl Journal for PostgresJournal {
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
        let query = reading::bind_block!(sqlx::query(sql::APPEND_POSTGRES), block);
        let appended = match in_time(deadline, query.execute(&mut *connection)).await {
            Ok(done) => done.rows_affected(),
            Err(error) => {
                // A statement that was given up leaves the connection in the middle of an answer.
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
        self.connection = None;
        let connection = match connect(&self.options, self.deadline).await {
            // The session that was lost may hold the lock until its server notices; nothing is known before.
            Err(JournalError::Taken { address, .. }) => {
                return Err(JournalError::Lost(format!(
                    "{address} still serves the connection that was lost"
                )));
            }
            other => other?,
        };
        self.connection = Some(connection);
        let head = self.head().await?;
        if head.epoch != self.epoch {
            return Err(JournalError::Deposed { ours: self.epoch, found: head.epoch });
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
