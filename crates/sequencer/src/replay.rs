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
use store::{Address, Block, Break, BreakCause, Chain, Deadline, Head, JournalError, JournalReader, Record};
use tokio::sync::mpsc;

/// How many blocks are decoded ahead.
const AHEAD: usize = 64;

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
    /// The task that reads has ended without a word.
    #[error("the journal is not read any more")]
    Reader,
}

impl From<Break> for ReplayError {
    fn from(broken: Break) -> ReplayError {
        ReplayError::Journal(broken.into())
    }
}

/// A block on its way from the reader: the chain with it, and its records.
struct Page {
    chain: Chain,
    records: Vec<Record>,
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
    let mut driver = Driver::new(Engine::new());
    let apply = |record: Record, last| {
        let Record { at, key, command, result, facts } = record;
        driver.replay(at, key, &command, result, &facts, audience);
        progress(driver.sequence(), last);
        ControlFlow::Continue(())
    };
    let chain = records(address, deadline, apply).await?;
    Ok(Replay { driver, chain })
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
) -> Result<Chain, ReplayError> {
    let mut reader = JournalReader::open(address, deadline).await?;
    let head = reader.head().await?;
    let (pages, mut read) = mpsc::channel(AHEAD);
    let reading = tokio::spawn(async move { read_all(&mut reader, head, &pages).await });
    let mut chain = Chain::new();
    while let Some(page) = read.recv().await {
        for record in page.records {
            if each(record, head.last).is_break() {
                return Ok(chain);
            }
        }
        chain = page.chain;
    }
    reading.await.map_err(|_| ReplayError::Reader)??;
    Ok(chain)
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
