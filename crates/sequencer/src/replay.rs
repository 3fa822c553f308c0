//! The journal from its beginning, applied again.
//!
//! ```text
//!   one task reads ──▶ a task a block checks and decodes it ──▶ some blocks ahead, in order ──▶ the caller applies
//! ```
//!
//! Blocks are decoded side by side, each held against what the one before it says of itself; they are taken in
//! their order, so nothing is applied behind a block that is not sound.
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
const AHEAD: usize = 32;

/// For how many records there is room from the start: a block says how many it has, and may be wrong.
const MOST: usize = 4_096;

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

    /// The chain up to it.
    pub fn chain(&self) -> Chain {
        self.chain
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
    read: mpsc::Receiver<JoinHandle<Result<Page, Break>>>,
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
            return Ok(Some(page.await.map_err(|_| ReplayError::Reader)??));
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
    pub fn apply<A: Audience>(&mut self, page: &Page, audience: &mut A) {
        page.records.iter().for_each(|record| self.step(record, audience));
        self.chain = page.chain;
    }

    /// Applies the next record of a page, and leaves the chain as it is.
    ///
    /// # Panics
    ///
    /// As [`Replay::apply`].
    pub fn step<A: Audience>(&mut self, record: &Record, audience: &mut A) {
        let Record { at, key, command, result, facts } = record;
        self.driver.replay(*at, *key, command, result.clone(), facts, audience);
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
        replay.apply(&page, audience);
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
            replay.apply(&page, &mut ());
        } else {
            replay.apply(&page, &mut listener);
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
    pages: &mpsc::Sender<JoinHandle<Result<Page, Break>>>,
) -> Result<(), ReplayError> {
    let mut chain = Chain::new();
    let mut blocks = reader.blocks(chain.last()).await?;
    while chain.last() < head.last
        && let Some(newest) = blocks.last()
    {
        let behind = newest.last;
        // The next blocks are fetched while these are decoded.
        let (wanted, next) = tokio::join!(spread(&mut chain, head, blocks, pages), reader.blocks(behind));
        if !wanted {
            return Ok(());
        }
        blocks = next?;
    }
    chain.ends(&head)?;
    // More than the head knew is fine if the writer went on meanwhile, and a break if it did not.
    if !reader.blocks(chain.last()).await?.is_empty() && reader.head().await? == head {
        return Err(Break { sequence: head.last.next(), why: BreakCause::Behind(head.last) }.into());
    }
    Ok(())
}

/// Has blocks decoded, each by a task of its own, up to the head; answers whether anybody still takes them.
async fn spread(
    chain: &mut Chain,
    head: Head,
    blocks: Vec<Block>,
    pages: &mpsc::Sender<JoinHandle<Result<Page, Break>>>,
) -> bool {
    for block in blocks {
        if chain.last() >= head.last {
            break;
        }
        let before = *chain;
        *chain = Chain::behind(&block);
        if pages.send(tokio::spawn(async move { decode(before, &block) })).await.is_err() {
            return false;
        }
    }
    true
}

/// Checks that a block follows, and reads its records.
fn decode(mut chain: Chain, block: &Block) -> Result<Page, Break> {
    let first = chain.last().next();
    chain.follow(block)?;
    let mut records = Vec::with_capacity(usize::try_from(block.len()).unwrap_or_default().min(MOST));
    block
        .records(|record| records.push(record))
        .map_err(|why| Break { sequence: first, why: BreakCause::Block(why.into()) })?;
    Ok(Page { chain, records })
}
