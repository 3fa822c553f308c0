//! The face of the sequencer: what callers, readers and followers hold.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use engine::{Answer, Audience, Command, Driver, Sequence};
use freight::CommandKey;
use store::{Address, Deadline, Epoch, Hash, Journal, Journals, Projections};
use tokio::sync::{broadcast, mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use crate::answering::{NotDone, Unreadable};
use crate::clock::Clock;
use crate::feed::{self, Feed, Followed};
use crate::replay::{Replay, ReplayError, replay, replay_to};
use crate::state::{Condition, Status};
use crate::writing::{Ended, Request, Work, Writer};

/// How much may wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Commands that wait to be decided; more are told to try again.
    pub queue: usize,
    /// Commands that are decided into one block, beside what was due before them.
    pub block: usize,
    /// Records by which a follower may lag before nothing more is decided until it has caught up.
    pub lag: u64,
    /// How long a follower that lags too far is waited for before callers are told.
    pub lenience: Duration,
    /// Blocks by which a reader of the feed may lag before it has to begin anew.
    pub feed: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { queue: 8_192, block: 1_024, lag: 32_768, lenience: Duration::from_secs(1), feed: 1_024 }
    }
}

/// An exchange as its journal ends, and the journal, ready to be written on.
#[derive(Debug)]
pub struct Opened<J> {
    /// The exchange.
    pub driver: Driver,
    /// The journal.
    pub journal: J,
    /// The epoch in which it is written from now on.
    pub epoch: Epoch,
    /// The hash of its last block.
    pub hash: Hash,
}

/// A handle of the one writer; any number of tasks may hold one.
#[derive(Clone, Debug)]
pub struct Sequencer {
    driver: Arc<RwLock<Driver>>,
    queue: mpsc::Sender<Request>,
    status: watch::Receiver<Status>,
    stop: watch::Sender<bool>,
    feed: broadcast::Sender<Arc<crate::Committed>>,
}

/// The writer at work: ends when it was told to stop, or when it cannot go on.
#[derive(Debug)]
pub struct Running {
    task: JoinHandle<Result<(), Ended>>,
}

/// Opens the journal at `address`, replays it to `audience`, and takes the lead.
///
/// # Errors
///
/// [`ReplayError`], when the journal cannot be opened or trusted; nothing was written then.
pub async fn open<A: Audience>(
    address: &Address,
    deadline: Deadline,
    audience: &mut A,
    progress: impl FnMut(Sequence, Sequence),
) -> Result<Opened<Journals>, ReplayError> {
    let mut journal = Journals::open(address, deadline).await?;
    let Replay { driver, chain } = replay(address, deadline, audience, progress).await?;
    let epoch = journal.lead().await?;
    Ok(Opened { driver, journal, epoch, hash: chain.hash() })
}

/// The same, and what `projections` lack is written to them on the way.
///
/// # Errors
///
/// [`ReplayError`]; nothing was written to the journal then.
pub async fn open_to(
    projections: &mut Projections,
    address: &Address,
    deadline: Deadline,
    progress: impl FnMut(Sequence, Sequence),
) -> Result<Opened<Journals>, ReplayError> {
    let mut journal = Journals::open(address, deadline).await?;
    let Replay { driver, chain } = replay_to(projections, address, deadline, progress).await?;
    let epoch = journal.lead().await?;
    Ok(Opened { driver, journal, epoch, hash: chain.hash() })
}

/// Starts the writer on an exchange that was replayed to the end of its journal; `followers` receivers miss no
/// block from here on.
pub fn start<J: Journal, C: Clock>(
    Opened { driver, journal, epoch, hash }: Opened<J>,
    clock: C,
    settings: Settings,
    followers: usize,
) -> (Sequencer, Running, Vec<Followed>) {
    let durable = driver.sequence();
    let driver = Arc::new(RwLock::new(driver));
    let (queue, waiting) = mpsc::channel(settings.queue);
    let (status, watching) = watch::channel(Status { durable, condition: Condition::Working });
    let (stop, stopping) = watch::channel(false);
    let (feed, _) = broadcast::channel(settings.feed);
    let (senders, receivers) = (0..followers).map(|_| feed::followed(durable)).unzip();
    let writer = Writer {
        driver: Arc::clone(&driver),
        epoch,
        hash,
        clock,
        queue: waiting,
        status: status.clone(),
        stop: stopping,
        followers: senders,
        feed: feed.clone(),
        most: settings.block,
        lag: settings.lag,
        lenience: settings.lenience,
        work: Work::default(),
        journal: Some(journal),
    };
    // Whoever watches hears of the end, whether anybody waits for it or not.
    let task = tokio::spawn(async move {
        let ended = match tokio::spawn(writer.work()).await {
            Ok(ended) => ended,
            Err(error) => Err(Ended::Panicked(error.to_string())),
        };
        let why = ended.as_ref().err().map(ToString::to_string);
        status.send_modify(|status| status.condition = Condition::Ended(why));
        ended
    });
    (Sequencer { driver, queue, status: watching, stop, feed }, Running { task }, receivers)
}

impl Sequencer {
    /// Asks `command`, and waits until what came of it is on disk.
    ///
    /// # Errors
    ///
    /// [`NotDone`]; a refusal by the engine is an answer, and on record.
    pub async fn submit(&self, key: Option<CommandKey>, command: Command) -> Result<Answer, NotDone> {
        let (reply, answered) = oneshot::channel();
        match self.queue.try_send(Request { key, command, reply }) {
            Ok(()) => answered.await.unwrap_or(Err(NotDone::Unknown)),
            Err(mpsc::error::TrySendError::Full(_)) => {
                Err(NotDone::Busy { waiting: self.queue.max_capacity() })
            }
            Err(mpsc::error::TrySendError::Closed(_)) => Err(NotDone::Stopping),
        }
    }

    /// Reads the exchange as it is now, and waits until that is on disk; answers up to which record it is.
    ///
    /// The writer waits while `look` looks: long lists are read from the projections.
    ///
    /// # Errors
    ///
    /// [`Unreadable`], when the newest state is not on disk and will not be for a while.
    pub async fn read<T>(&self, look: impl FnOnce(&Driver) -> T) -> Result<(T, Sequence), Unreadable> {
        let (seen, sequence) = {
            let driver = self.driver.read().unwrap_or_else(PoisonError::into_inner);
            (look(&driver), driver.sequence())
        };
        self.durable_at(sequence).await?;
        Ok((seen, sequence))
    }

    /// Reads the exchange as it is in memory, which may be ahead of the disk: for tests and gauges, never for an
    /// answer.
    pub fn peek<T>(&self, look: impl FnOnce(&Driver) -> T) -> T {
        look(&self.driver.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits until `sequence` is on disk.
    ///
    /// # Errors
    ///
    /// [`Unreadable`], when it will not be for a while.
    pub async fn durable_at(&self, sequence: Sequence) -> Result<(), Unreadable> {
        let mut status = self.status.clone();
        let settled = |status: &Status| {
            status.durable >= sequence
                || matches!(status.condition, Condition::Interrupted(_) | Condition::Ended(_))
        };
        let Ok(status) = status.wait_for(settled).await else { return Err(Unreadable::Ended) };
        match &status.condition {
            _ if status.durable >= sequence => Ok(()),
            Condition::Interrupted(why) => Err(Unreadable::Interrupted(why.clone())),
            Condition::Ended(_) | Condition::Stopping | Condition::Working | Condition::Lagging { .. } => {
                Err(Unreadable::Ended)
            }
        }
    }

    /// How far the disk is, and whether all is well.
    pub fn status(&self) -> Status {
        self.status.borrow().clone()
    }

    /// The same, to be watched.
    pub fn watch(&self) -> watch::Receiver<Status> {
        self.status.clone()
    }

    /// Every block from now on; who lags behind is told so.
    pub fn feed(&self) -> Feed {
        self.feed.subscribe()
    }

    /// Accepts nothing more; what was accepted is answered.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }
}

impl Running {
    /// Waits until the writer has ended.
    ///
    /// # Errors
    ///
    /// [`Ended`], when it could not go on.
    pub async fn ended(self) -> Result<(), Ended> {
        self.task.await.unwrap_or_else(|error| Err(Ended::Panicked(error.to_string())))
    }
}
