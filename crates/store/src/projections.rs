//! The projections: tables that finance can query with any tool, written by a follower of the exchange.
//!
//! ```text
//!   Telling … ──▶ Projections: fold ──▶ batch ──▶ one transaction: the watermark, and a statement a table
//!                      ▲                                        │
//!                      └── open, reconnect: what is open ◀──────┤
//!                                                               ▼
//!                        Reader: orders, trades, statements …  tables  ◀── anybody's SQL
//! ```
//!
//! On SQLite they are a file beside the journal's, on PostgreSQL a schema in the journal's database; they are
//! written over a connection of their own, and no commit waits for them.
//!
//! # Invariants
//!
//! - Rows and watermark change in one transaction: a reader that sees a watermark sees the rows of every record
//!   up to it, and of none behind it.
//! - What is written depends on the tellings alone: rebuilt tables have the same rows, on either database.
//!
//! # What is not here
//!
//! The truth: that is the journal. Balances and holds as of now: the engine has them in memory.

mod table;
mod cell;
mod row;
mod rows;
mod watermark;
mod batch;
mod live;
mod fold;
mod link;
mod texts;
mod query;
mod reader;
mod compare;
#[cfg(test)]
mod tests;

use engine::Sequence;
use tokio::sync::watch;

pub use cell::{Cell, CellError};
pub use compare::{Difference, Snapshot, TableDigest, compare};
pub use live::Stray;
pub use reader::{Page, Period, Reader, Statement};
pub use row::Moment;
pub use rows::{
    BalanceRow, CarriageRow, CarriageState, CommandRow, CommandState, CycleRow, CycleState, DamagesRow,
    DropoutRow, EntryRow, HoldRow, InstrumentRow, InstrumentState, LedgerSide, MemberRow, MilestoneRow,
    MilestoneWord, NetRow, ObligationKind, ObligationRow, ObligationState, OrderRow, OrderState, PaymentRow,
    PaymentState, PlaceRow, ProgressRow, ReceiptRow, ServiceRow, StatementRow, StorageRow, TermsRow,
    TradeRow, TransferRow, TrialRow, UnitRow,
};

use batch::Batch;
use fold::{Fold, Open};
use link::{Argument, Link};
use row::Row;
use watermark::LAYOUT;

use crate::address::Address;
use crate::journal::{Deadline, JournalError};
use crate::telling::Telling;

/// The most records in one transaction, so that none takes longer than its deadline.
const MOST: usize = 4_096;

/// The follower that writes the projections.
#[derive(Debug)]
pub struct Projections {
    address: Address,
    deadline: Deadline,
    /// The connection and what is open; nothing after an error, or a call that was given up.
    at_work: Option<(Link, Fold)>,
    watermark: watch::Sender<Sequence>,
}

/// Why projections could not be read or written. In the order in which they can be met.
#[derive(Debug, thiserror::Error)]
pub enum ProjectionError {
    /// Nobody has made any yet.
    #[error("there are no projections of this journal")]
    Missing,
    /// The tables are of another release, or not ours.
    #[error("the tables of the projections cannot be brought to this release: {0}")]
    Migration(String),
    /// The tables are laid out otherwise.
    #[error("the projections have layout {found}, but this release writes layout {ours}")]
    Layout {
        /// What the watermark says.
        found: i64,
        /// What this release writes.
        ours: i64,
    },
    /// A row that this release does not write.
    #[error(transparent)]
    Cell(#[from] CellError),
    /// Records are missing between what is written and what was told.
    #[error("the projections come to record {expected} next, but were told of record {found}")]
    Gap {
        /// What follows the watermark, or the telling before.
        expected: Sequence,
        /// What was told.
        found: Sequence,
    },
    /// Somebody else writes the same tables.
    #[error("the projections were at record {0}, but somebody else has moved them since")]
    Moved(Sequence),
    /// The tables lack what a record is about.
    #[error(transparent)]
    Stray(#[from] Stray),
    /// A reader did not want to wait any longer.
    #[error("the projections have come to record {reached}, but were to come to record {asked}")]
    Behind {
        /// What was waited for.
        asked: Sequence,
        /// What they came to.
        reached: Sequence,
    },
    /// Nobody answered, or not in time: what was asked may have been done or not.
    #[error("the database of the projections does not answer: {0}")]
    Lost(String),
    /// Anything else that a database says.
    #[error("the database of the projections refuses: {0}")]
    Refused(String),
}

impl ProjectionError {
    /// Whether it is worth to connect again, and to go on from the watermark.
    pub fn is_lost(&self) -> bool {
        matches!(self, ProjectionError::Lost(_) | ProjectionError::Moved(_))
    }

    /// What can be done about it.
    pub fn hint(&self) -> &'static str {
        match self {
            ProjectionError::Missing
            | ProjectionError::Migration(_)
            | ProjectionError::Layout { .. }
            | ProjectionError::Cell(_)
            | ProjectionError::Stray(_) => "laycan projections rebuild makes them again from the journal",
            ProjectionError::Gap { .. } => "replay the journal from the watermark on",
            ProjectionError::Moved(_) => "see whether a second process follows the same journal",
            ProjectionError::Behind { .. } => "ask again later, or for less",
            ProjectionError::Lost(_) => "see whether the database runs and can be reached",
            ProjectionError::Refused(_) => "see what the database says in its own log",
        }
    }
}

impl Projections {
    /// Opens the projections of the exchange whose journal is at `address`, and makes their tables if they are
    /// not there; each call of the database may take as long as `deadline`.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`], also where the tables are there and this release cannot go on with them.
    pub async fn open(address: &Address, deadline: Deadline) -> Result<Projections, ProjectionError> {
        let mut link = Link::make(address, deadline).await?;
        link.migrate().await?;
        Projections::begin(address, deadline, link).await
    }

    /// The same, but everything that was there is taken away first, whoever wrote it: the beginning of a
    /// rebuild.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn begin_again(address: &Address, deadline: Deadline) -> Result<Projections, ProjectionError> {
        let mut link = Link::make(address, deadline).await?;
        link.raze().await?;
        link.migrate().await?;
        Projections::begin(address, deadline, link).await
    }

    async fn begin(
        address: &Address,
        deadline: Deadline,
        mut link: Link,
    ) -> Result<Projections, ProjectionError> {
        let (sequence, fold) = load(&mut link).await?;
        let watermark = watch::Sender::new(sequence);
        Ok(Projections { address: address.clone(), deadline, at_work: Some((link, fold)), watermark })
    }

    /// The last record whose rows are written.
    pub fn watermark(&self) -> Sequence {
        *self.watermark.borrow()
    }

    /// Tells whoever waits how far the tables have come.
    pub fn watch(&self) -> watch::Receiver<Sequence> {
        self.watermark.subscribe()
    }

    /// Connects again after an error, and answers the watermark: what was asked before was done up to there.
    ///
    /// # Errors
    ///
    /// [`ProjectionError::Lost`], when the database is still not there.
    pub async fn reconnect(&mut self) -> Result<Sequence, ProjectionError> {
        self.at_work = None;
        let mut link = Link::open(&self.address, self.deadline).await?;
        let (sequence, fold) = load(&mut link).await?;
        self.at_work = Some((link, fold));
        self.watermark.send_replace(sequence);
        Ok(sequence)
    }

    /// Writes what was told, as much as there is, and answers the watermark afterwards. What the tables have is
    /// passed over.
    ///
    /// Whoever tells may give it up at any moment, and must [reconnect](Projections::reconnect) then, as after
    /// an error.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`]; of what was told a beginning may have been written.
    pub async fn write<'a>(
        &mut self,
        tellings: impl IntoIterator<Item = &'a Telling>,
    ) -> Result<Sequence, ProjectionError> {
        let given_up = || ProjectionError::Lost("a call before was given up".to_owned());
        let (mut link, mut fold) = self.at_work.take().ok_or_else(given_up)?;
        let written = self.watermark();
        let (mut before, mut heard) = (written, 0);
        for telling in tellings.into_iter().skip_while(|telling| telling.sequence <= written) {
            if telling.sequence != before.next() {
                return Err(ProjectionError::Gap { expected: before.next(), found: telling.sequence });
            }
            fold.hear(telling)?;
            (before, heard) = (telling.sequence, heard + 1);
            if heard == MOST {
                self.commit(&mut link, fold.flush()).await?;
                heard = 0;
            }
        }
        if heard > 0 {
            self.commit(&mut link, fold.flush()).await?;
        }
        self.at_work = Some((link, fold));
        Ok(self.watermark())
    }

    /// Writes a batch in one transaction.
    async fn commit(&self, link: &mut Link, batch: Batch) -> Result<(), ProjectionError> {
        let (before, last, at) = (self.watermark(), batch.last, Moment(batch.at).to_string());
        let (dialect, texts) = (link.dialect(), texts::texts(link.dialect()));
        let (ended, pages) = batch.pages();
        link.run(dialect.begin().to_owned()).await?;
        let moved =
            link.execute(texts::ADVANCE, vec![before.into(), last.into(), Argument::Text(at)]).await?;
        if moved != 1 {
            return Err(ProjectionError::Moved(before));
        }
        for (place, json) in pages {
            link.execute(&texts[place].write, vec![Argument::Text(json)]).await?;
        }
        if let Some(json) = ended {
            let remove = texts[Batch::THINNED].remove.as_deref().expect("holds end");
            link.execute(remove, vec![Argument::Text(json)]).await?;
        }
        link.run("COMMIT".to_owned()).await?;
        self.watermark.send_replace(last);
        Ok(())
    }

    /// Makes the tables again: takes everything away, and writes all that `tellings` gives, from the first
    /// record on. `progress` hears after each transaction how far they have come.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`], or what `tellings` could not give.
    pub async fn rebuild<E: From<ProjectionError>>(
        address: &Address,
        deadline: Deadline,
        tellings: impl IntoIterator<Item = Result<Telling, E>>,
        mut progress: impl FnMut(Sequence),
    ) -> Result<Projections, E> {
        let mut projections = Projections::begin_again(address, deadline).await?;
        let mut some = Vec::with_capacity(MOST);
        for telling in tellings {
            some.push(telling?);
            if some.len() == MOST {
                progress(projections.write(&some).await?);
                some.clear();
            }
        }
        progress(projections.write(&some).await?);
        Ok(projections)
    }
}

/// Reads the watermark, and what the tables have open.
async fn load(link: &mut Link) -> Result<(Sequence, Fold), ProjectionError> {
    async fn all<R: Row>(
        link: &mut Link,
        query: &'static query::Query,
        fold: &mut Fold,
        open: impl Fn(R) -> Open,
    ) -> Result<(), ProjectionError> {
        for row in link.fetch(query.text(), Vec::new()).await? {
            fold.load(open(row));
        }
        Ok(())
    }

    let marks: Vec<watermark::WatermarkRow> = link.fetch(query::WATERMARK.text(), Vec::new()).await?;
    let mark = marks.first().ok_or_else(|| ProjectionError::Refused("there is no watermark".to_owned()))?;
    if mark.layout != LAYOUT {
        return Err(ProjectionError::Layout { found: mark.layout, ours: LAYOUT });
    }
    let mut fold = Fold::new();
    all(link, &query::OPEN_INSTRUMENTS, &mut fold, Open::Instrument).await?;
    all(link, &query::OPEN_ORDERS, &mut fold, Open::Order).await?;
    all(link, &query::OPEN_CARRIAGES, &mut fold, Open::Carriage).await?;
    all(link, &query::OPEN_OBLIGATIONS, &mut fold, Open::Obligation).await?;
    all(link, &query::OPEN_RECEIPTS, &mut fold, Open::Receipt).await?;
    all(link, &query::OPEN_CYCLES, &mut fold, Open::Cycle).await?;
    all(link, &query::OPEN_PAYMENTS, &mut fold, Open::Payment).await?;
    all(link, &query::OPEN_BALANCES, &mut fold, Open::Balance).await?;
    Ok((mark.sequence, fold))
}

/// What PostgreSQL says of a table that is not there.
const UNDEFINED_TABLE: &str = "42P01";

impl From<sqlx::Error> for ProjectionError {
    /// Tells a lost connection from a refusal, as the journal does.
    fn from(error: sqlx::Error) -> ProjectionError {
        if let sqlx::Error::Database(said) = &error
            && said.code().as_deref() == Some(UNDEFINED_TABLE)
        {
            return ProjectionError::Missing;
        }
        match JournalError::from(error) {
            JournalError::Lost(why) => ProjectionError::Lost(why),
            JournalError::Refused(why) => ProjectionError::Refused(why),
            other => ProjectionError::Refused(other.to_string()),
        }
    }
}
