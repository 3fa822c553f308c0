//! The pen: the one connection with which a journal is written, and its epoch.
//!
//! What is asked of either database is asked here; how one connects, and what keeps a second writer out, each
//! journal knows for itself.

use sqlx::postgres::PgConnection;
use sqlx::sqlite::SqliteConnection;

use super::reading::{self, head_of};
use super::{Deadline, Head, JournalError, in_time, sql};
use crate::block::{Block, Epoch};

/// The connection with which a journal is written.
#[derive(Debug)]
pub(super) struct Pen<C> {
    /// None after an answer was lost: a statement that was given up may still be under way on it.
    connection: Option<C>,
    epoch: Epoch,
    deadline: Deadline,
}

impl<C> Pen<C> {
    pub(super) fn new(connection: C, deadline: Deadline) -> Pen<C> {
        Pen { connection: Some(connection), epoch: Epoch::new(0), deadline }
    }

    /// Under which epoch it writes.
    pub(super) fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// How long each call may take.
    pub(super) fn deadline(&self) -> Deadline {
        self.deadline
    }

    /// Takes the connection away.
    pub(super) fn take(&mut self) -> Option<C> {
        self.connection.take()
    }

    /// Gives it a connection again.
    pub(super) fn put(&mut self, connection: C) {
        self.connection = Some(connection);
    }

    fn connection(&mut self) -> Result<&mut C, JournalError> {
        self.connection.as_mut().ok_or_else(|| JournalError::Lost("the connection was given up".to_owned()))
    }
}

macro_rules! writes {
    ($connection:ty, $append:expr) => {
        impl Pen<$connection> {
            /// Where the chain ends.
            pub(super) async fn head(&mut self) -> Result<Head, JournalError> {
                let deadline = self.deadline;
                let head = sqlx::query_as(sql::HEAD).fetch_one(self.connection()?);
                head_of(in_time(deadline, head).await?)
            }

            /// Takes the lead.
            pub(super) async fn lead(&mut self) -> Result<Epoch, JournalError> {
                let deadline = self.deadline;
                let lead = sqlx::query_scalar(sql::LEAD).fetch_one(self.connection()?);
                self.epoch = Epoch::new(in_time(deadline, lead).await?);
                Ok(self.epoch)
            }

            /// Appends a block.
            pub(super) async fn append(&mut self, block: &Block) -> Result<(), JournalError> {
                let deadline = self.deadline;
                let query = reading::bind_block!(sqlx::query($append), block);
                let appended = match in_time(deadline, query.execute(self.connection()?)).await {
                    Ok(done) => done.rows_affected(),
                    Err(error) => {
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

            /// Ends the connection in an orderly way; what was appended is on disk with or without it.
            pub(super) async fn close(&mut self) {
                if let Some(connection) = self.connection.take() {
                    let _lost = sqlx::Connection::close(connection).await;
                }
            }
        }
    };
}

writes!(SqliteConnection, sql::APPEND_SQLITE);
writes!(PgConnection, sql::APPEND_POSTGRES);
