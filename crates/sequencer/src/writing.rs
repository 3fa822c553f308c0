//! The task that writes: one at a time, and nobody is answered before the disk.
//!
//! ```text
//!             ┌───────────── decide what waits ◀── queue
//!             ▼
//!   working: building ──▶ committing ──▶ answer, publish ──▶ working
//!                              │ lost
//!                              ▼
//!   interrupted: who waited is told Unknown, who comes is told Interrupted
//!                connect again, read the head: there ──▶ working; not there ──▶ append the same block
//!
//!   lagging: a follower is too far behind, so nothing is decided; who comes is told so after a while
//! ```
//!
//! # Invariants
//!
//! - What is decided is appended in its order, or this task ends.
//! - Answers are given in the order of their records.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use engine::{Answer, Audience, Command, Driver, Entry, Event, Sequence, Sink};
use freight::CommandKey;
use store::{Block, BlockBuilder, Epoch, Hash, Head, Journal, JournalError, Listener, Telling};
use tokio::sync::{broadcast, mpsc, oneshot, watch};
use tokio::time::{Instant, sleep_until};

use crate::answering::NotDone;
use crate::clock::Clock;
use crate::feed::{Committed, Follower};
use crate::state::{Condition, Status};

/// How many bytes of records a block may have before it is committed.
const BLOCK_BYTES: usize = 1 << 20;

/// How long to wait before the journal is asked again, at first and at most.
const PATIENCE: [Duration; 2] = [Duration::from_millis(20), Duration::from_secs(1)];

/// Why the writer has ended though nobody asked it to.
#[derive(Debug, thiserror::Error)]
pub enum Ended {
    /// The journal said something that cannot be mended from here.
    #[error("the journal cannot be written: {0}")]
    Journal(#[from] JournalError),
    /// It was asked to stop while the journal did not answer.
    #[error(
        "the exchange was stopped while the journal did not answer, so it is not known whether records {first} to {last} are in it: {why}"
    )]
    Unknown {
        /// The first record of the block.
        first: Sequence,
        /// The last.
        last: Sequence,
        /// What the journal said.
        why: String,
    },
    /// After a lost connection the journal has neither the block nor the one before it.
    #[error("the journal ends at {found}, but {wrote} was to follow {before}")]
    Elsewhere {
        /// Where it ends.
        found: Sequence,
        /// The first record of the block.
        wrote: Sequence,
        /// What the block follows.
        before: Sequence,
    },
    /// The task broke down: a mistake of ours.
    #[error("the writer broke down: {0}")]
    Panicked(String),
}

/// What a caller sends.
pub(crate) struct Request {
    pub(crate) key: Option<CommandKey>,
    pub(crate) command: Command,
    pub(crate) reply: Reply,
}

pub(crate) type Reply = oneshot::Sender<Result<Answer, NotDone>>;

/// Somebody who is answered once a place is on disk.
struct Waiting {
    needs: Sequence,
    reply: Reply,
    answer: Result<Answer, NotDone>,
}

/// A commit that is under way; the journal comes back with what came of it.
type Commit<J> = Pin<Box<dyn Future<Output = (J, Block, Result<(), JournalError>)> + Send>>;

/// Everything that the task has.
pub(crate) struct Writer<J, C> {
    pub(crate) driver: Arc<RwLock<Driver>>,
    pub(crate) epoch: Epoch,
    pub(crate) hash: Hash,
    pub(crate) clock: C,
    pub(crate) queue: mpsc::Receiver<Request>,
    pub(crate) status: watch::Sender<Status>,
    pub(crate) stop: watch::Receiver<bool>,
    pub(crate) followers: Vec<Follower>,
    pub(crate) feed: broadcast::Sender<Arc<Committed>>,
    pub(crate) most: usize,
    pub(crate) lag: u64,
    pub(crate) lenience: Duration,
    pub(crate) work: Work,
    pub(crate) journal: Option<J>,
}

/// What is between the queue and the disk.
#[derive(Default)]
pub(crate) struct Work {
    block: BlockBuilder,
    listener: Listener,
    /// The tellings of the block that is being committed.
    committing: Vec<Telling>,
    waiting: VecDeque<Waiting>,
    arrived: Vec<Request>,
    /// Until when a follower that lags is waited for in silence, if one does.
    lenient: Option<Instant>,
}

/// The block and the listener, both listening to what is decided.
struct Both<'a>(&'a mut BlockBuilder, &'a mut Listener);

impl Sink for Both<'_> {
    fn tell(&mut self, event: Event) {
        self.1.tell(event);
    }
}

impl Audience for Both<'_> {
    fn begin(&mut self, entry: &Entry<'_>) {
        self.0.push(entry);
        self.1.begin(entry);
    }
}

/// What happened next.
enum Next<J> {
    Arrived(usize),
    Committed(J, Block, Result<(), JournalError>),
    Due,
    Stop,
    CaughtUp,
    Lagging,
}

impl<J: Journal, C: Clock> Writer<J, C> {
    /// Works until it is asked to stop, and everything accepted is answered.
    pub(crate) async fn work(mut self) -> Result<(), Ended> {
        let mut commit: Option<Commit<J>> = None;
        // Nothing new is let into the queue; and nothing is left in it.
        let (mut stopping, mut drained) = (false, false);
        loop {
            if commit.is_none()
                && let Some(block) = self.work.block.seal(self.epoch, self.hash)
            {
                self.work.committing = self.work.listener.take();
                commit = Some(begin(self.journal.take().expect("it came back"), block));
            }
            if drained && commit.is_none() {
                return Ok(());
            }
            self.forgive();
            match self.next(&mut commit, stopping, drained).await {
                Next::Arrived(0) => (stopping, drained) = (true, true),
                Next::Arrived(_) if matches!(self.condition(), Condition::Lagging { .. }) => self.turn_away(),
                Next::Arrived(_) => self.decide(),
                Next::Due => self.take_steps(),
                Next::CaughtUp => {}
                Next::Lagging => {
                    let behind = self.behind();
                    tracing::warn!(
                        behind,
                        "the projections lag, and nothing is accepted until they catch up"
                    );
                    self.set(Condition::Lagging { behind });
                }
                Next::Stop => {
                    stopping = true;
                    self.set(Condition::Stopping);
                    // What was accepted before is still decided and answered.
                    self.queue.close();
                }
                Next::Committed(journal, block, Ok(())) => {
                    commit = None;
                    self.journal = Some(journal);
                    self.committed(&block);
                }
                Next::Committed(journal, block, Err(error)) if error.is_lost() => {
                    commit = None;
                    let journal = self.recover(journal, &block, &error.to_string()).await?;
                    self.journal = Some(journal);
                    self.committed(&block);
                    self.set(if stopping { Condition::Stopping } else { Condition::Working });
                }
                Next::Committed(_, _, Err(error)) => return Err(error.into()),
            }
        }
    }

    /// Waits for whatever comes first.
    async fn next(&mut self, commit: &mut Option<Commit<J>>, stopping: bool, drained: bool) -> Next<J> {
        let last = self.status.borrow().durable;
        let (lag, behind) = (self.lag, !stopping && self.behind() > self.lag);
        let room = !drained
            && !behind
            && self.work.block.len() < self.most as u64
            && self.work.block.size() < BLOCK_BYTES;
        let due = if room && !stopping { self.next_due() } else { None };
        let space =
            self.most.saturating_sub(usize::try_from(self.work.block.len()).unwrap_or(self.most)).max(1);
        let told = matches!(self.condition(), Condition::Lagging { .. });
        let lenient = match behind {
            true => *self.work.lenient.get_or_insert_with(|| Instant::now() + self.lenience),
            false => Instant::now(),
        };
        let followers = &mut self.followers;
        tokio::select! {
            biased;
            (journal, block, result) = async { commit.as_mut().expect("it is under way").await }, if commit.is_some() => {
                Next::Committed(journal, block, result)
            }
            _ = self.stop.wait_for(|stop| *stop), if !stopping => Next::Stop,
            () = caught_up(followers, last, lag), if behind => Next::CaughtUp,
            () = sleep_until(lenient), if behind && !told => Next::Lagging,
            count = self.queue.recv_many(&mut self.work.arrived, space), if room || (behind && told) => {
                Next::Arrived(count)
            }
            () = async { sleep_until(due.expect("it is due")).await }, if due.is_some() => Next::Due,
        }
    }

    /// All is well again once no follower lags, however that was noticed.
    fn forgive(&mut self) {
        if self.behind() <= self.lag {
            self.work.lenient = None;
            if let Condition::Lagging { .. } = self.condition() {
                self.set(Condition::Working);
            }
        }
    }

    /// By how many records the slowest follower lags.
    fn behind(&self) -> u64 {
        let last = self.status.borrow().durable;
        self.followers.iter().map(|follower| follower.lag(last)).max().unwrap_or_default()
    }

    fn condition(&self) -> Condition {
        self.status.borrow().condition.clone()
    }

    /// When something is due though nobody comes, by a clock that runs by itself.
    fn next_due(&self) -> Option<Instant> {
        let at = self.driver.read().unwrap_or_else(PoisonError::into_inner).next_due()?;
        Some(Instant::now() + self.clock.until(at)?)
    }

    /// Decides what has arrived.
    fn decide(&mut self) {
        let mut arrived = std::mem::take(&mut self.work.arrived);
        let mut driver = self.driver.write().unwrap_or_else(PoisonError::into_inner);
        let Work { block, listener, waiting, .. } = &mut self.work;
        for Request { key, command, reply } in arrived.drain(..) {
            let at = self.clock.now().max(driver.now());
            let answer =
                driver.submit(at, key, &command, &mut Both(block, listener)).map_err(NotDone::Refused);
            waiting.push_back(Waiting { needs: driver.sequence(), reply, answer });
        }
        drop(driver);
        self.work.arrived = arrived;
        self.answer();
    }

    /// Tells those who have arrived that nothing is accepted, since a follower lags; who asks again what was asked
    /// before is answered.
    fn turn_away(&mut self) {
        let behind = self.behind();
        let driver = self.driver.read().unwrap_or_else(PoisonError::into_inner);
        for Request { key, command, reply } in self.work.arrived.drain(..) {
            let answer = match driver.door(driver.now(), key, &command) {
                Ok(Some(answer)) => Ok(answer),
                Ok(None) => Err(NotDone::Lagging { behind }),
                Err(refused) => Err(NotDone::Refused(refused)),
            };
            self.work.waiting.push_back(Waiting { needs: driver.sequence(), reply, answer });
        }
        drop(driver);
        self.answer();
    }

    /// Does what is due by now.
    fn take_steps(&mut self) {
        let mut driver = self.driver.write().unwrap_or_else(PoisonError::into_inner);
        let at = self.clock.now().max(driver.now());
        let Work { block, listener, .. } = &mut self.work;
        while block.len() < self.most as u64 && driver.step(at, &mut Both(block, listener)).is_some() {}
    }

    /// Answers everybody for whom the disk is far enough.
    fn answer(&mut self) {
        let durable = self.status.borrow().durable;
        while let Some(waiting) = self.work.waiting.pop_front() {
            if waiting.needs > durable {
                self.work.waiting.push_front(waiting);
                return;
            }
            // Whoever has gone meanwhile can ask again under the same key.
            let _gone = waiting.reply.send(waiting.answer);
        }
    }

    /// A block is on disk: who waited for it is answered, and followers hear of it.
    fn committed(&mut self, block: &Block) {
        self.hash = block.hash;
        self.status.send_modify(|status| status.durable = block.last);
        self.answer();
        let tellings = std::mem::take(&mut self.work.committing);
        let committed = Arc::new(Committed { last: block.last, tellings });
        self.followers.iter().for_each(|follower| follower.tell(&committed));
        let _nobody = self.feed.send(committed);
    }

    fn set(&self, condition: Condition) {
        self.status.send_modify(|status| status.condition = condition);
    }

    /// Finds out what became of a block whose commit was lost, and appends it if it is not there.
    async fn recover(&mut self, mut journal: J, block: &Block, why: &str) -> Result<J, Ended> {
        tracing::warn!(
            first = block.first.number(),
            last = block.last.number(),
            why,
            "the journal does not answer"
        );
        self.set(Condition::Interrupted(why.to_owned()));
        for waiting in self.work.waiting.drain(..) {
            let _gone = waiting.reply.send(Err(NotDone::Unknown));
        }
        let [mut patience, longest] = PATIENCE;
        loop {
            let resolved = self.turning_away(resolve(&mut journal, block), why).await;
            match resolved {
                Ok(()) => {
                    tracing::info!(last = block.last.number(), "the journal answers again");
                    return Ok(journal);
                }
                Err(Ended::Journal(error)) if error.is_lost() => {}
                Err(ended) => return Err(ended),
            }
            if self.turning_away(self.stop_within(patience), why).await {
                let (first, last) = (block.first, block.last);
                return Err(Ended::Unknown { first, last, why: why.to_owned() });
            }
            patience = (patience * 2).min(longest);
        }
    }

    /// Waits for so long, or until it is to stop; answers whether it is.
    fn stop_within(&self, patience: Duration) -> impl Future<Output = bool> + use<J, C> {
        let mut stop = self.stop.clone();
        async move { tokio::time::timeout(patience, stop.wait_for(|stop| *stop)).await.is_ok() }
    }

    /// Waits for something; whoever comes meanwhile is told that nothing was done, or that nobody knows if what
    /// is asked was asked before.
    async fn turning_away<T>(&mut self, what: impl Future<Output = T>, why: &str) -> T {
        tokio::pin!(what);
        let driver = Arc::clone(&self.driver);
        loop {
            tokio::select! {
                biased;
                done = &mut what => return done,
                Some(Request { key, command, reply }) = self.queue.recv() => {
                    let driver = driver.read().unwrap_or_else(PoisonError::into_inner);
                    let asked = key.is_some_and(|key| driver.answer(command.actor, key).is_some());
                    let told = if asked { NotDone::Unknown } else { NotDone::Interrupted(why.to_owned()) };
                    let _gone = reply.send(Err(told));
                }
                else => return what.await,
            }
        }
    }
}

/// Waits until every follower is near enough to `last`.
async fn caught_up(followers: &mut [Follower], last: Sequence, most: u64) {
    for follower in followers {
        follower.caught_up(last, most).await;
    }
}

/// Begins a commit.
fn begin<J: Journal>(mut journal: J, block: Block) -> Commit<J> {
    Box::pin(async move {
        let result = journal.append(&block).await;
        (journal, block, result)
    })
}

/// Connects again; the block is in the journal, or it is appended now.
async fn resolve<J: Journal>(journal: &mut J, block: &Block) -> Result<(), Ended> {
    journal.reconnect().await?;
    let is_last = |head: &Head| head.last == block.last && head.hash == block.hash;
    let head = journal.head().await?;
    if is_last(&head) {
        return Ok(());
    }
    if head.last.next() == block.first && head.hash == block.previous {
        let Err(error) = journal.append(block).await else { return Ok(()) };
        // The call that was lost may have appended it just now, after all.
        let late = !error.is_lost() && is_last(&journal.head().await?);
        return if late { Ok(()) } else { Err(error.into()) };
    }
    let before = Sequence::new(block.first.number() - 1);
    Err(Ended::Elsewhere { found: head.last, wrote: block.first, before })
}
