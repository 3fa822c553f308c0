//! Links: a connection to either database, and the few things that are asked of it.
//!
//! Texts are the same for both databases wherever they can be; where they cannot, a [`Dialect`] chooses.

use std::path::Path;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgRow};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteRow, SqliteSynchronous};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Executor, PgConnection, Postgres, Row as _, Sqlite, SqliteConnection,
};

use super::ProjectionError;
use super::cell::{Cell, Cells};
use super::row::Row;
use super::table::{Kind, Table};
use crate::address::Address;
use crate::journal::Deadline;

/// The schema of the projections in PostgreSQL, which the journal does not share.
const SCHEMA: &str = "projections";

/// The tables, on either database.
static OF_SQLITE: Migrator = sqlx::migrate!("../../migrations/sqlite/projections");
static OF_POSTGRES: Migrator = sqlx::migrate!("../../migrations/postgres/projections");

/// A database's way of speaking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// Begins a transaction that writes.
    pub(super) fn begin(self) -> &'static str {
        match self {
            Dialect::Sqlite => "BEGIN IMMEDIATE",
            Dialect::Postgres => "BEGIN",
        }
    }

    /// Begins a transaction that sees one moment.
    pub(super) fn begin_to_read(self) -> &'static str {
        match self {
            Dialect::Sqlite => "BEGIN",
            Dialect::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        }
    }
}

/// What a text is given for `$1`, `$2` and so on.
#[derive(Clone, Debug)]
pub(super) enum Argument {
    Whole(i64),
    Text(String),
}

/// A connection of its own, not out of a pool: a call that was given up leaves nothing to whoever comes next.
#[derive(Debug)]
pub(super) struct Link {
    line: Line,
    deadline: Deadline,
}

#[derive(Debug)]
enum Line {
    Sqlite(Box<SqliteConnection>),
    Postgres(Box<PgConnection>),
}

impl Link {
    /// Connects to the projections of the exchange whose journal is at `address`.
    pub(super) async fn open(address: &Address, deadline: Deadline) -> Result<Link, ProjectionError> {
        if let Address::Sqlite(journal) = address
            && !Address::projections_beside(journal).exists()
        {
            return Err(ProjectionError::Missing);
        }
        Link::make(address, deadline).await
    }

    /// The same, where they may have to be made first.
    pub(super) async fn make(address: &Address, deadline: Deadline) -> Result<Link, ProjectionError> {
        let line = in_time(deadline, async {
            Ok(match address {
                Address::Sqlite(journal) => Line::Sqlite(Box::new(file(journal, deadline).connect().await?)),
                Address::Postgres(options) => Line::Postgres(Box::new(schema(options).connect().await?)),
            })
        });
        Ok(Link { line: line.await?, deadline })
    }

    pub(super) fn dialect(&self) -> Dialect {
        match self.line {
            Line::Sqlite(_) => Dialect::Sqlite,
            Line::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Makes the tables, or brings them to this release.
    pub(super) async fn migrate(&mut self) -> Result<(), ProjectionError> {
        if let Line::Postgres(_) = self.line {
            self.run(format!("CREATE SCHEMA IF NOT EXISTS {SCHEMA}")).await?;
        }
        // What asks for a connection of any lifetime, as the usual `run` does, cannot move between threads.
        let migrated = tokio::time::timeout(self.deadline.0, async {
            match &mut self.line {
                Line::Sqlite(line) => OF_SQLITE.run_direct(None, line.as_mut(), false).await,
                Line::Postgres(line) => OF_POSTGRES.run_direct(None, line.as_mut(), false).await,
            }
        });
        match migrated.await {
            Ok(migrated) => migrated.map_err(ProjectionError::from),
            Err(_) => Err(too_late(self.deadline)),
        }
    }

    /// Takes everything away that was ever made here.
    pub(super) async fn raze(&mut self) -> Result<(), ProjectionError> {
        match &mut self.line {
            Line::Postgres(_) => self.run(format!("DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")).await,
            Line::Sqlite(line) => {
                let made = "SELECT type, name FROM sqlite_schema \
                            WHERE type IN ('view', 'table') AND name NOT LIKE 'sqlite_%' ORDER BY type DESC";
                let rows = in_time(self.deadline, line.fetch_all(made)).await?;
                for row in rows {
                    let (what, name): (String, String) = (row.try_get(0)?, row.try_get(1)?);
                    self.run(format!("DROP {what} \"{name}\"")).await?;
                }
                Ok(())
            }
        }
    }

    /// Runs a text that is asked once and made here, without arguments.
    pub(super) async fn run(&mut self, text: String) -> Result<(), ProjectionError> {
        let text = AssertSqlSafe(text);
        in_time(self.deadline, async {
            match &mut self.line {
                Line::Sqlite(line) => sqlx::raw_sql(text).execute(line.as_mut()).await.map(drop),
                Line::Postgres(line) => sqlx::raw_sql(text).execute(line.as_mut()).await.map(drop),
            }
        })
        .await
    }

    /// Runs a text, and answers how many rows it touched.
    pub(super) async fn execute(
        &mut self,
        text: &'static str,
        arguments: Vec<Argument>,
    ) -> Result<u64, ProjectionError> {
        in_time(self.deadline, async {
            Ok(match &mut self.line {
                Line::Sqlite(line) => sqlite(text, arguments).execute(line.as_mut()).await?.rows_affected(),
                Line::Postgres(line) => {
                    postgres(text, arguments).execute(line.as_mut()).await?.rows_affected()
                }
            })
        })
        .await
    }

    /// Reads rows whose columns are those of `table`.
    pub(super) async fn cells(
        &mut self,
        table: &Table,
        text: &'static str,
        arguments: Vec<Argument>,
    ) -> Result<Vec<Vec<Cell>>, ProjectionError> {
        in_time(self.deadline, async {
            match &mut self.line {
                Line::Sqlite(line) => sqlite_cells(line.as_mut(), table, text, arguments).await,
                Line::Postgres(line) => postgres_cells(line.as_mut(), table, text, arguments).await,
            }
        })
        .await
    }

    /// Reads rows.
    pub(super) async fn fetch<R: Row>(
        &mut self,
        text: &'static str,
        arguments: Vec<Argument>,
    ) -> Result<Vec<R>, ProjectionError> {
        read(self.cells(R::TABLE, text, arguments).await?)
    }
}

/// Rows out of their cells.
pub(super) fn read<R: Row>(rows: Vec<Vec<Cell>>) -> Result<Vec<R>, ProjectionError> {
    let rows = rows.into_iter().map(|cells| R::read(Cells::of(R::TABLE, cells)));
    rows.collect::<Result<_, _>>().map_err(ProjectionError::Cell)
}

/// Where the projections of a SQLite journal are, and how they are opened.
///
/// A crash that takes something from them ends this process too, and the next start makes it again from the
/// journal: so a commit need not wait for the disk. The log
/// is written back every 32 MB, since pages that change often are then written back once.
pub(super) fn file(journal: &Path, deadline: Deadline) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(Address::projections_beside(journal))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(deadline.0)
        .pragma("cache_size", "-65536")
        .pragma("wal_autocheckpoint", "8192")
        .pragma("temp_store", "memory")
}

/// How the projections are reached in PostgreSQL: in the journal's database, in a schema of their own. A commit
/// waits for the disk: the server may crash while the follower goes on, and what it forgot nobody would tell again.
pub(super) fn schema(options: &PgConnectOptions) -> PgConnectOptions {
    options
        .clone()
        .options([("search_path", SCHEMA), ("synchronous_commit", "on")])
        .application_name("laycan projections")
}

/// Waits for a call of a database, but no longer than its deadline.
pub(super) async fn in_time<T>(
    deadline: Deadline,
    call: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, ProjectionError> {
    match tokio::time::timeout(deadline.0, call).await {
        Ok(answered) => answered.map_err(ProjectionError::from),
        Err(_) => Err(too_late(deadline)),
    }
}

fn too_late(deadline: Deadline) -> ProjectionError {
    ProjectionError::Lost(format!("no answer within {} ms", deadline.0.as_millis()))
}

impl From<MigrateError> for ProjectionError {
    /// Tells a lost connection from tables that are of another release.
    fn from(error: MigrateError) -> ProjectionError {
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            other => ProjectionError::Migration(other.to_string()),
        }
    }
}

/// Asks SQLite for rows whose columns are those of `table`.
pub(super) async fn sqlite_cells(
    line: impl Executor<'_, Database = Sqlite>,
    table: &Table,
    text: &'static str,
    arguments: Vec<Argument>,
) -> Result<Vec<Vec<Cell>>, sqlx::Error> {
    let rows: Vec<SqliteRow> = sqlite(text, arguments).fetch_all(line).await?;
    rows.iter().map(|row| all(table, |place| row.try_get(place), |place| row.try_get(place))).collect()
}

/// Asks PostgreSQL for rows whose columns are those of `table`.
pub(super) async fn postgres_cells(
    line: impl Executor<'_, Database = Postgres>,
    table: &Table,
    text: &'static str,
    arguments: Vec<Argument>,
) -> Result<Vec<Vec<Cell>>, sqlx::Error> {
    let rows: Vec<PgRow> = postgres(text, arguments).fetch_all(line).await?;
    rows.iter().map(|row| all(table, |place| row.try_get(place), |place| row.try_get(place))).collect()
}

/// The cells of one row, by the kinds of their columns.
fn all(
    table: &Table,
    whole: impl Fn(usize) -> Result<Option<i64>, sqlx::Error>,
    text: impl Fn(usize) -> Result<Option<String>, sqlx::Error>,
) -> Result<Vec<Cell>, sqlx::Error> {
    let cells = table.columns.iter().enumerate().map(|(place, column)| {
        Ok(match column.kind {
            Kind::Whole => whole(place)?.map_or(Cell::Null, Cell::Whole),
            Kind::Text | Kind::Decimal => text(place)?.map_or(Cell::Null, Cell::Text),
        })
    });
    cells.collect()
}

fn sqlite(
    text: &'static str,
    arguments: Vec<Argument>,
) -> sqlx::query::Query<'static, Sqlite, sqlx::sqlite::SqliteArguments> {
    arguments.into_iter().fold(sqlx::query(text), |query, argument| match argument {
        Argument::Whole(number) => query.bind(number),
        Argument::Text(text) => query.bind(text),
    })
}

fn postgres(
    text: &'static str,
    arguments: Vec<Argument>,
) -> sqlx::query::Query<'static, Postgres, sqlx::postgres::PgArguments> {
    arguments.into_iter().fold(sqlx::query(text), |query, argument| match argument {
        Argument::Whole(number) => query.bind(number),
        Argument::Text(text) => query.bind(text),
    })
}

impl From<&str> for Argument {
    fn from(text: &str) -> Argument {
        Argument::Text(text.to_owned())
    }
}

impl From<engine::Sequence> for Argument {
    fn from(sequence: engine::Sequence) -> Argument {
        whole(sequence.number())
    }
}

/// A number that the tables can hold; what is beyond them is beyond every row.
pub(super) fn whole(number: u64) -> Argument {
    Argument::Whole(i64::try_from(number).unwrap_or(i64::MAX))
}
