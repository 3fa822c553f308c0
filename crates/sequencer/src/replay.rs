//! The journal from its beginning, applied again.
//!
//! ```text
//!   one task reads, checks the chain and decodes ──▶ a few pages ahead ──▶ the caller applies
//! ```
//!
//! Nothing is decided here: what was recorded is written again, so that a rule that has changed since changes
//! nothing.

use std::ops::ControlFlow;

use engine::{Audience, Driver, Engine, Sequence};
use store::{
    Address, Block, Break, BreakCause, Chain, Deadline, Head, JournalError, JournalReader, Listener,
    ProjectionError, Projections, Record,
};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// How many blocks are decoded ahead.
const AHEAD: usize = 64;

/// How many records are written to projections at a time.
const TOLD: usize = 4_096;

/// What a replay came to.
#[derive(Debug)]
pub struct Replay {
    /// The exchange as it was after the last record.
    pub driver: Driver,
    /// The chain as it was followed.
    pub chain: Chain,
}

/// Why a replay came to no end.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// The journal cannot be read, or is broken.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The projections cannot be written.
    #[error(transparent)]
    Projections(#[from] ProjectionError),
    /// The projections have heard of records that the journal does not have.
    #[error("the projections have come to record {watermark}, but the journal ends at {last}")]
    Ahead {
        /// How far the projections are.
        watermark: Sequence,
        /// How far the journal is.
        last: Sequence,
    },
    /// The task that reads has ended without a word.
    #[error("the journal is not read any more")]
    Reader,
}

impl ReplayError {
    /// What can be done about it.
    pub fn hint(&self) -> &'static str {
        match self {
            ReplayError::Journal(error) => error.hint(),
            ReplayError::Projections(error) => error.hint(),
            ReplayError::Ahead { .. } => {
                "records were lost, or an older copy was put back: find the newer journal, or rebuild the projections"
            }
            ReplayError::Reader => "start again",
        }
    }
}

impl From<Break> for ReplayError {
    fn from(broken: Break) -> ReplayError {
        ReplayError::Journal(broken.into())
    }
}

/// The records of one block, with the chain up to it.
#[derive(Debug)]
pub struct Page {
    chain: Chain,
    records: Vec<Record>,
}

impl Page {
    /// The place of its last record.
    pub fn last(&self) -> Sequence {
        self.chain.last()
    }

    /// Its records, in order.
    pub fn records(&self) -> &[Record] {
        &self.records
    }
}

/// A journal that is being read, page after page.
#[derive(Debug)]
pub struct Pages {
    head: Head,
    read: mpsc::Receiver<Page>,
    reading: JoinHandle<Result<(), ReplayError>>,
}

impl Pages {
    /// Begins to read the journal at `address`.
    ///
    /// # Errors
    ///
    /// [`ReplayError`].
    pub async fn open(address: &Address, deadline: Deadline) -> Result<Pages, ReplayError> {
        let mut reader = JournalReader::open(address, deadline).await?;
        let head = reader.head().await?;
        let (pages, read) = mpsc::channel(AHEAD);
        let reading = tokio::spawn(async move { read_all(&mut reader, head, &pages).await });
        Ok(Pages { head, read, reading })
    }

    /// The place of the last record.
    pub fn last(&self) -> Sequence {
        self.head.last
    }

    /// The next page; nothing after the last.
    ///
    /// # Errors
    ///
    /// [`ReplayError`], with the first sequence that cannot be trusted: what came before it can be.
    pub async fn next(&mut self) -> Result<Option<Page>, ReplayError> {
        if let Some(page) = self.read.recv().await {
            return Ok(Some(page));
        }
        (&mut self.reading).await.map_err(|_| ReplayError::Reader)??;
        Ok(None)
    }
}

impl Default for Replay {
    fn default() -> Replay {
        Replay::new()
    }
}

impl Replay {
    /// An exchange of which nothing was read yet.
    pub fn new() -> Replay {
        Replay { driver: Driver::new(Engine::new()), chain: Chain::new() }
    }

    /// Applies the next page.
    ///
    /// # Panics
    ///
    /// When a record does not fit the exchange as it is: a mistake of ours, or not our journal.
    pub fn apply<A: Audience>(&mut self, page: Page, audience: &mut A) {
        for Record { at, key, command, result, facts } in page.records {
            self.driver.replay(at, key, &command, result, &facts, audience);
        }
        self.chain = page.chain;
    }
}

/// Applies the journal at `address` from its beginning to `audience`; `progress` hears how far it is, and of how
/// much.
///
/// # Errors
///
/// [`ReplayError`], with the first sequence that cannot be trusted.
pub async fn replay<A: Audience>(
    address: &Address,
    deadline: Deadline,
    audience: &mut A,
    mut progress: impl FnMut(Sequence, Sequence),
) -> Result<Replay, ReplayError> {
    let mut pages = Pages::open(address, deadline).await?;
    let mut replay = Replay::new();
    while let Some(page) = pages.next().await? {
        replay.apply(page, audience);
        progress(replay.chain.last(), pages.last());
    }
    Ok(replay)
}

/// The same, and what `projections` lack is written to them.
///
/// # Errors
///
/// [`ReplayError`].
pub async fn replay_to(
    projections: &mut Projections,
    address: &Address,
    deadline: Deadline,
    mut progress: impl FnMut(Sequence, Sequence),
) -> Result<Replay, ReplayError> {
    let watermark = projections.watermark();
    let mut pages = Pages::open(address, deadline).await?;
    if watermark > pages.last() {
        return Err(ReplayError::Ahead { watermark, last: pages.last() });
    }
    let mut replay = Replay::new();
    let mut listener = Listener::new();
    while let Some(page) = pages.next().await? {
        // Nobody needs the events of what is written already.
        if page.last() <= watermark {
            replay.apply(page, &mut ());
        } else {
            replay.apply(page, &mut listener);
        }
        if listener.len() >= TOLD || replay.chain.last() == pages.last() {
            projections.write(&listener.take()).await?;
        }
        progress(replay.chain.last(), pages.last());
    }
    Ok(replay)
}

/// Reads the journal at `address` from its beginning, and gives each record to `each`, with the place of the last
/// one; it may break off.
///
/// # Errors
///
/// [`ReplayError`], with the first sequence that cannot be trusted: what was given before it can be.
pub async fn records(
    address: &Address,
    deadline: Deadline,
    mut each: impl FnMut(Record, Sequence) -> ControlFlow<()>,
) -> Result<(), ReplayError> {
    let mut pages = Pages::open(address, deadline).await?;
    while let Some(page) = pages.next().await? {
        for record in page.records {
            if each(record, pages.last()).is_break() {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Reads and checks block after block up to the head, which must be where the chain ends.
async fn read_all(
    reader: &mut JournalReader,
    head: Head,
    pages: &mpsc::Sender<Page>,
) -> Result<(), ReplayError> {
    let mut chain = Chain::new();
    while chain.last() < head.last {
        let blocks = reader.blocks(chain.last()).await?;
        if blocks.is_empty() {
            break;
        }
        for block in &blocks {
            if chain.last() >= head.last {
                break;
            }
            let page = decode(&mut chain, block)?;
            if pages.send(page).await.is_err() {
                return Ok(());
            }
        }
    }
    chain.ends(&head)?;
    // More than the head knew is fine if the writer went on meanwhile, and a break if it did not.
    if !reader.blocks(chain.last()).await?.is_empty() && reader.head().await? == head {
        return Err(Break { sequence: head.last.next(), why: BreakCause::Behind(head.last) }.into());
    }
    Ok(())
}

fn decode(chain: &mut Chain, block: &Block) -> Result<Page, Break> {
    let before = chain.last();
    chain.follow(block)?;
    let mut records = Vec::new();
    block
        .records(|record| records.push(record))
        .map_err(|why| Break { sequence: before.next(), why: BreakCause::Block(why.into()) })?;
    Ok(Page { chain: *chain, records })
}
