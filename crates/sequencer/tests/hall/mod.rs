//! What the tests of the writer share: days to be written, and a journal whose answers can be spoilt.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use engine::days::{self, Memory};
use engine::{Command, Digest};
use jiff::Timestamp;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use sequencer::{Followed, HandClock, Opened, Running, Sequencer, Settings};
use store::{Address, Block, Deadline, Epoch, Head, Journal, JournalError, Journals};
use tokio::sync::watch;

/// What is asked in a generated day, with the market before it.
pub(crate) fn day(moves: usize) -> Vec<(Timestamp, Command)> {
    let mut runner = TestRunner::deterministic();
    let day = days::day(moves).new_tree(&mut runner).expect("a day").current();
    let mut stage = days::stage();
    let mut memory = Memory::default();
    for a_move in &day {
        days::play(&mut stage, &mut memory, a_move, &mut ());
    }
    stage.asked
}

/// A clock before anything happened.
pub(crate) fn clock() -> HandClock {
    HandClock::at("2026-03-02T01:00:00Z".parse().expect("a time"))
}

/// Opens what is at `address`.
pub(crate) async fn opened(address: &Address) -> Opened<Journals> {
    sequencer::open(address, Deadline::default(), &mut (), |_, _| {}).await.expect("a sound journal")
}

/// A writer over what is at `address`.
pub(crate) async fn written(address: &Address) -> (Sequencer, Running, HandClock) {
    let clock = clock();
    let (sequencer, running, _) = start(opened(address).await, &clock, Settings::default());
    (sequencer, running, clock)
}

/// Starts a writer that nobody follows.
pub(crate) fn start<J: Journal>(
    opened: Opened<J>,
    clock: &HandClock,
    settings: Settings,
) -> (Sequencer, Running, Vec<Followed>) {
    sequencer::start(opened, clock.clone(), settings, 0)
}

/// Stops a writer that works.
pub(crate) async fn stop(sequencer: Sequencer, running: Running) {
    sequencer.stop();
    drop(sequencer);
    running.ended().await.expect("it ends when it is asked to");
}

/// What the journal at `address` comes to.
pub(crate) async fn replayed(address: &Address) -> (u64, Digest) {
    let replay = sequencer::replay(address, Deadline::default(), &mut (), |_, _| {}).await;
    let driver = replay.expect("a sound journal").driver;
    (driver.sequence().number(), driver.engine().digest())
}

/// When a call of a journal fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// Nothing was done.
    Before,
    /// It was done, and nobody was told.
    After,
}

/// A journal whose `nth` call has a lost answer, from the calls of the writer at work.
pub(crate) struct Spoilt<J> {
    pub(crate) inner: J,
    pub(crate) calls: Arc<AtomicUsize>,
    pub(crate) nth: usize,
    pub(crate) moment: Moment,
}

impl<J: Journal> Spoilt<J> {
    fn is_now(&self) -> bool {
        self.calls.fetch_add(1, Ordering::Relaxed) + 1 == self.nth
    }
}

macro_rules! spoil {
    ($self:ident, $call:expr) => {{
        let now = $self.is_now();
        if now && $self.moment == Moment::Before {
            return Err(JournalError::Lost("spoilt before".to_owned()));
        }
        let answered = $call.await;
        if now && answered.is_ok() {
            return Err(JournalError::Lost("spoilt after".to_owned()));
        }
        answered
    }};
}

impl<J: Journal> Journal for Spoilt<J> {
    async fn head(&mut self) -> Result<Head, JournalError> {
        spoil!(self, self.inner.head())
    }

    async fn lead(&mut self) -> Result<Epoch, JournalError> {
        self.inner.lead().await
    }

    async fn append(&mut self, block: &Block) -> Result<(), JournalError> {
        spoil!(self, self.inner.append(block))
    }

    async fn reconnect(&mut self) -> Result<(), JournalError> {
        spoil!(self, self.inner.reconnect())
    }
}

/// A journal that commits only while its gate is open, and counts its blocks.
pub(crate) struct Gated<J> {
    pub(crate) inner: J,
    pub(crate) open: watch::Receiver<bool>,
    pub(crate) blocks: Arc<AtomicUsize>,
}

impl<J: Journal> Journal for Gated<J> {
    async fn head(&mut self) -> Result<Head, JournalError> {
        self.inner.head().await
    }

    async fn lead(&mut self) -> Result<Epoch, JournalError> {
        self.inner.lead().await
    }

    async fn append(&mut self, block: &Block) -> Result<(), JournalError> {
        self.open.wait_for(|open| *open).await.expect("the gate is there");
        self.blocks.fetch_add(1, Ordering::Relaxed);
        self.inner.append(block).await
    }

    async fn reconnect(&mut self) -> Result<(), JournalError> {
        self.inner.reconnect().await
    }
}

/// A journal that is away for good.
pub(crate) struct Absent<J>(pub(crate) J);

impl<J: Journal> Journal for Absent<J> {
    async fn head(&mut self) -> Result<Head, JournalError> {
        Err(JournalError::Lost("it is away".to_owned()))
    }

    async fn lead(&mut self) -> Result<Epoch, JournalError> {
        self.0.lead().await
    }

    async fn append(&mut self, _block: &Block) -> Result<(), JournalError> {
        Err(JournalError::Lost("it is away".to_owned()))
    }

    async fn reconnect(&mut self) -> Result<(), JournalError> {
        Err(JournalError::Lost("it is away".to_owned()))
    }
}

/// The same exchange over another journal.
pub(crate) fn over<J, K>(opened: Opened<J>, wrap: impl FnOnce(J) -> K) -> Opened<K> {
    let Opened { driver, journal, epoch, hash } = opened;
    Opened { driver, journal: wrap(journal), epoch, hash }
}
