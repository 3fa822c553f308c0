//! The reader: typed questions about the projections, for whoever answers people.
//!
//! Long answers come in pages, in the order of a key: behind the last row of the page before, at most so many.
//! An answer may be older than what its asker has just done; [`Reader::wait_for`] waits until it is not.

mod market;
mod carriages;
mod treasury;
mod books;

use std::time::Duration;

use engine::Sequence;
use jiff::Timestamp;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::SqlitePoolOptions;
use sqlx::{PgPool, SqlitePool};
use tokio::sync::watch;
use tokio::time::Instant;

use super::ProjectionError;
use super::link::{self, Argument};
use super::query::{self, Query};
use super::row::Row;
use super::rows::CommandRow;
use super::watermark::WatermarkRow;
use crate::address::Address;
use crate::journal::Deadline;

pub use books::{Period, Statement};

/// How many may read at one time.
const READERS: u32 = 4;
/// How long a reader in another process waits before it looks at the watermark again.
const LOOK_AGAIN: Duration = Duration::from_millis(10);

/// Reads the projections; a copy reads the same.
#[derive(Clone, Debug)]
pub struct Reader {
    pool: Pool,
    deadline: Deadline,
    follower: Option<watch::Receiver<Sequence>>,
}

#[derive(Clone, Debug)]
enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// Some rows in the order of their key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<R> {
    /// The rows.
    pub rows: Vec<R>,
    /// Whether there are more behind the last one.
    pub more: bool,
}

impl Reader {
    /// Reads the projections of the exchange whose journal is at `address`; they have to be there.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn open(address: &Address, deadline: Deadline) -> Result<Reader, ProjectionError> {
        let pool = match address {
            Address::Sqlite(journal) if !Address::projections_beside(journal).exists() => {
                return Err(ProjectionError::Missing);
            }
            Address::Sqlite(journal) => {
                let file = link::file(journal, deadline).create_if_missing(false).read_only(true);
                let pool = SqlitePoolOptions::new().max_connections(READERS).acquire_timeout(deadline.0);
                Pool::Sqlite(link::in_time(deadline, pool.connect_with(file)).await?)
            }
            Address::Postgres(options) => {
                let schema = link::schema(options).options([("default_transaction_read_only", "on")]);
                let pool = PgPoolOptions::new().max_connections(READERS).acquire_timeout(deadline.0);
                Pool::Postgres(link::in_time(deadline, pool.connect_with(schema)).await?)
            }
        };
        Ok(Reader { pool, deadline, follower: None })
    }

    /// Learns from the follower in this process how far the tables have come, so that nobody has to look.
    pub fn following(self, follower: watch::Receiver<Sequence>) -> Reader {
        Reader { follower: Some(follower), ..self }
    }

    /// The last record whose rows are written.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn watermark(&self) -> Result<Sequence, ProjectionError> {
        if let Some(follower) = &self.follower {
            return Ok(*follower.borrow());
        }
        let mark: Option<WatermarkRow> = self.one(&query::WATERMARK, Vec::new()).await?;
        Ok(mark.map_or(Sequence::NONE, |mark| mark.sequence))
    }

    /// Waits until the rows of record `asked` can be read, and answers the watermark.
    ///
    /// # Errors
    ///
    /// [`ProjectionError::Behind`] when that takes longer than `patience`.
    pub async fn wait_for(&self, asked: Sequence, patience: Duration) -> Result<Sequence, ProjectionError> {
        let end = Instant::now() + patience;
        if let Some(follower) = &self.follower {
            let mut follower = follower.clone();
            // What was watched is let go before anything else is waited for, so that the call can be sent.
            let reached = tokio::time::timeout_at(end, follower.wait_for(|reached| *reached >= asked))
                .await
                .ok()
                .and_then(|watched| watched.ok().map(|reached| *reached));
            return match reached {
                Some(reached) => Ok(reached),
                None => Err(ProjectionError::Behind { asked, reached: self.watermark().await? }),
            };
        }
        loop {
            let reached = self.watermark().await?;
            if reached >= asked {
                return Ok(reached);
            }
            if Instant::now() + LOOK_AGAIN >= end {
                return Err(ProjectionError::Behind { asked, reached });
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// A record by its place.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn command(&self, sequence: Sequence) -> Result<Option<CommandRow>, ProjectionError> {
        self.one(&query::COMMAND, vec![sequence.into()]).await
    }

    /// The newest record that `actor` asked for under `key`, also when the key was long forgotten.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn command_by_key(
        &self,
        actor: freight::ParticipantCode,
        key: freight::CommandKey,
    ) -> Result<Option<CommandRow>, ProjectionError> {
        self.one(&query::COMMAND_BY_KEY, vec![actor.as_str().into(), key.as_str().into()]).await
    }

    /// Records behind `after`.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn commands(&self, after: Sequence, limit: u32) -> Result<Page<CommandRow>, ProjectionError> {
        self.page(&query::COMMANDS, vec![after.into()], limit).await
    }

    /// The last record before `at`, so that a day can be asked for where a place is needed.
    ///
    /// Times never run backwards, so this looks for it by halves, and no index of times is kept.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn last_before(&self, at: Timestamp) -> Result<Sequence, ProjectionError> {
        let (mut before, mut from) = (0, self.watermark().await?.number() + 1);
        while before + 1 < from {
            let middle = before + (from - before) / 2;
            let record: Option<CommandRow> =
                self.one(&query::COMMAND_FROM, vec![link::whole(middle)]).await?;
            match record {
                Some(record) if record.at.0 < at => before = record.sequence.number(),
                Some(_) | None => from = middle,
            }
        }
        Ok(Sequence::new(before))
    }

    /// Reads rows.
    async fn all<R: Row>(
        &self,
        query: &'static Query,
        arguments: Vec<Argument>,
    ) -> Result<Vec<R>, ProjectionError> {
        let (table, text) = (query.table, query.text());
        debug_assert_eq!(table.name, R::TABLE.name, "a text reads the rows that it is asked for");
        let rows = link::in_time(self.deadline, async {
            match &self.pool {
                Pool::Sqlite(pool) => link::sqlite_cells(pool, table, text, arguments).await,
                Pool::Postgres(pool) => link::postgres_cells(pool, table, text, arguments).await,
            }
        });
        link::read(rows.await?)
    }

    /// Reads a row, if there is one.
    async fn one<R: Row>(
        &self,
        query: &'static Query,
        arguments: Vec<Argument>,
    ) -> Result<Option<R>, ProjectionError> {
        Ok(self.all(query, arguments).await?.pop())
    }

    /// Reads a page: one row more than asked tells whether there are more.
    async fn page<R: Row>(
        &self,
        query: &'static Query,
        mut arguments: Vec<Argument>,
        limit: u32,
    ) -> Result<Page<R>, ProjectionError> {
        arguments.push(Argument::Whole(i64::from(limit) + 1));
        self.cut(query, arguments, limit).await
    }

    /// The same with the state of the rows, which stands behind the limit.
    async fn page_in<R: Row>(
        &self,
        query: &'static Query,
        mut arguments: Vec<Argument>,
        limit: u32,
        state: &impl serde::Serialize,
    ) -> Result<Page<R>, ProjectionError> {
        let state = serde_json::to_value(state).ok();
        let state = state.as_ref().and_then(serde_json::Value::as_str).expect("a state is a word");
        arguments.push(Argument::Whole(i64::from(limit) + 1));
        arguments.push(state.into());
        self.cut(query, arguments, limit).await
    }

    async fn cut<R: Row>(
        &self,
        query: &'static Query,
        arguments: Vec<Argument>,
        limit: u32,
    ) -> Result<Page<R>, ProjectionError> {
        let mut rows: Vec<R> = self.all(query, arguments).await?;
        let most = usize::try_from(limit).expect("32 bits fit an index");
        let more = rows.len() > most;
        rows.truncate(most);
        Ok(Page { rows, more })
    }
}
