//! Reading the journal: block after block, each held against the one before it.
//!
//! Whoever reads takes no lock and no lead; a database can be read while it is written.

use core::fmt;

use engine::Sequence;
use sqlx::migrate::MigrateError;
use sqlx::postgres::PgConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};

use super::{Break, BreakCause, Deadline, Head, JournalError, in_time, sql};
use crate::address::Address;
use crate::block::{Block, Epoch, Hash};

/// How many blocks are fetched at once.
const PAGE: i64 = 64;

/// A row of blocks.
type Row = (i64, i64, i64, i64, i64, Vec<u8>, Vec<u8>, Vec<u8>);

/// Binds the columns of a block to its query.
macro_rules! bind_block {
    ($query:expr, $block:expr) => {
        $query
            .bind($crate::journal::reading::number($block.first))
            .bind($crate::journal::reading::number($block.last))
            .bind($block.epoch.number())
            .bind($block.at)
            .bind($block.encoding)
            .bind(&$block.body)
            .bind(&$block.previous.bytes()[..])
            .bind(&$block.hash.bytes()[..])
    };
}
pub(super) use bind_block;

/// A sequence as a column has it.
pub(super) fn number(sequence: Sequence) -> i64 {
    i64::try_from(sequence.number()).expect("records are counted below 2^63")
}

/// A column as a sequence; nothing below zero was ever written.
fn sequence(number: i64) -> Sequence {
    Sequence::new(u64::try_from(number).unwrap_or_default())
}

/// The head of a row.
pub(super) fn head_of((epoch, last, hash): (i64, i64, Vec<u8>)) -> Result<Head, JournalError> {
    let last = sequence(last);
    let hash = Hash::of_bytes(&hash).ok_or_else(|| {
        JournalError::Broken(Break {
            sequence: last.next(),
            why: BreakCause::Damaged(format!("the head's hash has {} bytes, not 32", hash.len())),
        })
    })?;
    Ok(Head { epoch: Epoch::new(epoch), last, hash })
}

/// Why an append found no place.
pub(super) fn not_appended(block: &Block, head: Head) -> JournalError {
    if head.epoch != block.epoch {
        return JournalError::Deposed { ours: block.epoch, found: head.epoch };
    }
    JournalError::Refused(format!("a block from {} cannot follow {}", block.first, head.last))
}

/// Why tables cannot be made.
pub(super) fn migration(address: impl fmt::Display, error: &MigrateError) -> JournalError {
    match error {
        MigrateError::Execute(sqlx::Error::Io(_)) => JournalError::Lost(error.to_string()),
        MigrateError::Execute(sqlx::Error::Database(said)) if is_damage(said.code().as_deref()) => {
            broken(Sequence::NONE, said)
        }
        _ => JournalError::Migration { address: address.to_string(), reason: error.to_string() },
    }
}

/// Reads a journal that somebody else may be writing.
#[derive(Debug)]
pub struct JournalReader {
    connection: Connected,
    deadline: Deadline,
}

#[derive(Debug)]
enum Connected {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl JournalReader {
    /// Opens the journal at `address`, which must be there.
    ///
    /// # Errors
    ///
    /// [`JournalError`]; a file that is no database is a break at the first sequence.
    pub async fn open(address: &Address, deadline: Deadline) -> Result<JournalReader, JournalError> {
        let connection = match address {
            Address::Sqlite(file) if !file.exists() => {
                return Err(JournalError::Missing(address.to_string()));
            }
            Address::Sqlite(file) => {
                let options =
                    SqliteConnectOptions::new().filename(file).read_only(true).disable_statement_logging();
                Connected::Sqlite(at(Sequence::NONE, in_time_sql(deadline, options.connect()).await)?)
            }
            Address::Postgres(options) => {
                let options = options.clone().application_name("laycan reader");
                Connected::Postgres(in_time(deadline, PgConnection::connect_with(&options)).await?)
            }
        };
        Ok(JournalReader { connection, deadline })
    }

    /// Where the chain ends.
    ///
    /// # Errors
    ///
    /// [`JournalError`].
    pub async fn head(&mut self) -> Result<Head, JournalError> {
        let deadline = self.deadline;
        let head = match &mut self.connection {
            Connected::Sqlite(connection) => {
                in_time_sql(deadline, sqlx::query_as(sql::HEAD).fetch_one(connection)).await
            }
            Connected::Postgres(connection) => {
                in_time_sql(deadline, sqlx::query_as(sql::HEAD).fetch_one(connection)).await
            }
        };
        head_of(at(Sequence::NONE, head)?)
    }

    /// Blocks that begin behind `after`, in order; as many as are fetched at once.
    ///
    /// # Errors
    ///
    /// [`JournalError`]; a damaged database is a break behind `after`.
    pub async fn blocks(&mut self, after: Sequence) -> Result<Vec<Block>, JournalError> {
        let deadline = self.deadline;
        let rows: Result<Vec<Row>, _> = match &mut self.connection {
            Connected::Sqlite(connection) => {
                let query = sqlx::query_as(sql::READ).bind(number(after)).bind(PAGE);
                in_time_sql(deadline, query.fetch_all(connection)).await
            }
            Connected::Postgres(connection) => {
                let query = sqlx::query_as(sql::READ).bind(number(after)).bind(PAGE);
                in_time_sql(deadline, query.fetch_all(connection)).await
            }
        };
        let rows = at(after, rows)?;
        let mut blocks = Vec::with_capacity(rows.len());
        let mut last = after;
        for row in rows {
            let block = block_of(row).ok_or_else(|| {
                let why = BreakCause::Damaged("a hash has not 32 bytes".to_owned());
                JournalError::Broken(Break { sequence: last.next(), why })
            })?;
            last = block.last;
            blocks.push(block);
        }
        Ok(blocks)
    }

    /// The place before the block in which `sequence` stands, from which blocks can be read.
    ///
    /// # Errors
    ///
    /// [`JournalError`].
    pub async fn before(&mut self, place: Sequence) -> Result<Sequence, JournalError> {
        let deadline = self.deadline;
        let found: Option<i64> = match &mut self.connection {
            Connected::Sqlite(connection) => {
                let query = sqlx::query_scalar(sql::BLOCK_OF).bind(number(place));
                in_time(deadline, query.fetch_one(connection)).await?
            }
            Connected::Postgres(connection) => {
                let query = sqlx::query_scalar(sql::BLOCK_OF).bind(number(place));
                in_time(deadline, query.fetch_one(connection)).await?
            }
        };
        Ok(sequence(found.unwrap_or(1) - 1))
    }
}

fn block_of((first, last, epoch, at, encoding, body, previous, hash): Row) -> Option<Block> {
    Some(Block {
        first: sequence(first),
        last: sequence(last),
        epoch: Epoch::new(epoch),
        at,
        encoding,
        body,
        previous: Hash::of_bytes(&previous)?,
        hash: Hash::of_bytes(&hash)?,
    })
}

/// The chain as it was followed so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chain {
    last: Sequence,
    hash: Hash,
}

impl Default for Chain {
    fn default() -> Chain {
        Chain { last: Sequence::NONE, hash: Hash::NONE }
    }
}

impl Chain {
    /// Before the first block.
    pub fn new() -> Chain {
        Chain::default()
    }

    /// Behind `block`, by what it says of itself; whether that is true, [`Chain::follow`] finds out.
    pub fn behind(block: &Block) -> Chain {
        Chain { last: block.last, hash: block.hash }
    }

    /// The last record of the last block.
    pub fn last(&self) -> Sequence {
        self.last
    }

    /// The hash of the last block.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// Goes on to `block`.
    ///
    /// # Errors
    ///
    /// [`Break`], when the block does not follow, or was changed.
    pub fn follow(&mut self, block: &Block) -> Result<(), Break> {
        block
            .follows(self.last, self.hash)
            .map_err(|why| Break { sequence: self.last.next(), why: why.into() })?;
        (self.last, self.hash) = (block.last, block.hash);
        Ok(())
    }

    /// Whether the chain ends where the head says; the last block of all must have been followed.
    ///
    /// # Errors
    ///
    /// [`Break`], when blocks are missing at the end, or it is another chain.
    pub fn ends(&self, head: &Head) -> Result<(), Break> {
        let why = match self.last.cmp(&head.last) {
            core::cmp::Ordering::Less => BreakCause::CutOff(head.last),
            core::cmp::Ordering::Greater => BreakCause::Behind(head.last),
            core::cmp::Ordering::Equal if self.hash != head.hash => {
                BreakCause::Head { found: self.hash, said: head.hash }
            }
            core::cmp::Ordering::Equal => return Ok(()),
        };
        let sequence = if self.last < head.last { self.last.next() } else { head.last.max(Sequence::new(1)) };
        Err(Break { sequence, why })
    }
}

/// Waits for a call, and keeps what the database said.
pub(super) async fn in_time_sql<T>(
    deadline: Deadline,
    call: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, sqlx::Error> {
    match tokio::time::timeout(deadline.0, call).await {
        Ok(answered) => answered,
        Err(_) => Err(sqlx::Error::PoolTimedOut),
    }
}

/// Takes an answer; damage is a break behind `after`.
pub(super) fn at<T>(after: Sequence, answered: Result<T, sqlx::Error>) -> Result<T, JournalError> {
    answered.map_err(|error| match &error {
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) | sqlx::Error::RowNotFound => {
            broken(after, &error)
        }
        sqlx::Error::Database(said) if is_damage(said.code().as_deref()) => broken(after, &error),
        _ => error.into(),
    })
}

fn broken(after: Sequence, error: &dyn fmt::Display) -> JournalError {
    let why = BreakCause::Damaged(error.to_string());
    JournalError::Broken(Break { sequence: after.next(), why })
}

/// Whether a database says that it is damaged: SQLite's corrupt (11, extended in the low byte), not a database
/// (26) and short reads (522); PostgreSQL's data corrupted (XX001) and index corrupted (XX002).
fn is_damage(code: Option<&str>) -> bool {
    let Some(code) = code else { return false };
    let of_sqlite = code.parse::<u32>().is_ok_and(|code| matches!(code & 0xFF, 11 | 26) || code == 522);
    of_sqlite || matches!(code, "XX001" | "XX002")
}
