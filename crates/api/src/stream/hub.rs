//! The hub: one task that hears the feed, keeps mirror and ring, and hands every batch to every reader.
//!
//! It never waits for a reader: one whose queue is full is let go, and learns why.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use engine::Sequence;
use freight::InstrumentCode;
use sequencer::{Committed, Condition, Feed, Sequencer, Status};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{Notify, mpsc, oneshot};

use super::message::{StreamGap, StreamResumed, text};
use super::mirror::Mirror;
use super::ring::{Ring, Sent};
use crate::settings::Settings;

/// How many readers may wait to be let in.
const WAITING: usize = 64;

/// The updates of one block.
#[derive(Debug)]
pub(crate) struct Batch {
    /// The last record of the block.
    pub(crate) last: Sequence,
    /// In order.
    pub(crate) updates: Vec<Sent>,
}

/// The way to the task.
#[derive(Clone, Debug)]
pub(crate) struct Hub {
    doors: mpsc::Sender<Joining>,
    readers: Arc<AtomicUsize>,
}

/// Somebody who wants to listen.
struct Joining {
    instruments: Arc<BTreeSet<InstrumentCode>>,
    resume: Option<Sequence>,
    reply: oneshot::Sender<Result<Joined, InstrumentCode>>,
}

/// What somebody who listens gets.
#[derive(Debug)]
pub(crate) struct Joined {
    /// What is said first.
    pub(crate) first: Vec<Arc<str>>,
    /// The record up to which that is true.
    pub(crate) sequence: Sequence,
    /// What follows.
    pub(crate) batches: mpsc::Receiver<Arc<Batch>>,
    /// Whether it was let go because it lagged.
    pub(crate) cut: Arc<Cut>,
}

/// Tells a reader at once that it was let go, also while it waits for its socket.
#[derive(Debug, Default)]
pub(crate) struct Cut {
    lagged: AtomicBool,
    told: Notify,
}

impl Cut {
    fn off(&self) {
        self.lagged.store(true, Ordering::Release);
        self.told.notify_one();
    }

    /// Waits until the reader is let go.
    pub(crate) async fn wait(&self) {
        while !self.lagged.load(Ordering::Acquire) {
            self.told.notified().await;
        }
    }
}

/// A reader as the task knows it.
struct Listening {
    queue: mpsc::Sender<Arc<Batch>>,
    cut: Arc<Cut>,
}

/// What the task has.
struct Task {
    sequencer: Sequencer,
    feed: Feed,
    mirror: Mirror,
    ring: Ring,
    listening: Vec<Listening>,
    readers: Arc<AtomicUsize>,
    settings: Settings,
}

impl Hub {
    /// Begins to hear what is committed.
    pub(crate) fn listen(sequencer: &Sequencer, settings: Settings) -> Hub {
        let (doors, waiting) = mpsc::channel(WAITING);
        let readers = Arc::new(AtomicUsize::new(0));
        // What is heard twice changes nothing, so the feed begins before the mirror does.
        let feed = sequencer.feed();
        let mirror = sequencer.peek(Mirror::of);
        let ring = Ring::new(settings.stream_ring, mirror.sequence());
        let task = Task {
            sequencer: sequencer.clone(),
            feed,
            mirror,
            ring,
            listening: Vec::new(),
            readers: Arc::clone(&readers),
            settings,
        };
        tokio::spawn(task.work(waiting));
        Hub { doors, readers }
    }

    /// How many listen.
    pub(crate) fn readers(&self) -> usize {
        self.readers.load(Ordering::Relaxed)
    }

    /// Listens to these books, perhaps behind a record that was seen; nothing if nobody tells any more.
    pub(crate) async fn join(
        &self,
        instruments: Arc<BTreeSet<InstrumentCode>>,
        resume: Option<Sequence>,
    ) -> Option<Result<Joined, InstrumentCode>> {
        let (reply, joined) = oneshot::channel();
        self.doors.send(Joining { instruments, resume, reply }).await.ok()?;
        joined.await.ok()
    }
}

impl Task {
    async fn work(mut self, mut waiting: mpsc::Receiver<Joining>) {
        if !self.on_disk().await {
            return;
        }
        loop {
            tokio::select! {
                biased;
                heard = self.feed.recv() => match heard {
                    Ok(committed) => self.tell(&committed),
                    Err(RecvError::Lagged(blocks)) => {
                        self.begin_again(blocks);
                        if !self.on_disk().await {
                            return;
                        }
                    }
                    Err(RecvError::Closed) => return,
                },
                joining = waiting.recv() => match joining {
                    Some(joining) => self.let_in(joining),
                    None => return,
                },
            }
        }
    }

    /// Hands the updates of a block to everybody.
    fn tell(&mut self, committed: &Committed) {
        let mut updates = Vec::new();
        for telling in &committed.tellings {
            for update in self.mirror.hear(telling) {
                let (sequence, instrument) = (update.sequence, update.instrument);
                let sent = Sent { sequence, instrument, text: text(&update).into() };
                self.ring.keep(sent.clone());
                updates.push(sent);
            }
        }
        if updates.is_empty() {
            return;
        }
        let batch = Arc::new(Batch { last: committed.last, updates });
        self.listening.retain(|reader| match reader.queue.try_send(Arc::clone(&batch)) {
            Ok(()) => true,
            Err(mpsc::error::TrySendError::Closed(_)) => false,
            Err(mpsc::error::TrySendError::Full(_)) => {
                reader.cut.off();
                false
            }
        });
        self.count();
    }

    /// This task itself lagged: everybody begins anew, from the books as they are now.
    fn begin_again(&mut self, blocks: u64) {
        tracing::warn!(blocks, "the stream lagged behind the feed, and begins anew");
        self.feed = self.sequencer.feed();
        self.mirror = self.sequencer.peek(Mirror::of);
        self.ring = Ring::new(self.settings.stream_ring, self.mirror.sequence());
        for reader in self.listening.drain(..) {
            reader.cut.off();
        }
        self.count();
    }

    /// Waits until what the books show is on disk, before which nobody is let in; answers whether it ever will be.
    async fn on_disk(&self) -> bool {
        let wanted = self.mirror.sequence();
        let settled =
            |status: &Status| status.durable >= wanted || matches!(status.condition, Condition::Ended(_));
        let mut status = self.sequencer.watch();
        status.wait_for(settled).await.is_ok_and(|status| status.durable >= wanted)
    }

    fn let_in(&mut self, Joining { instruments, resume, reply }: Joining) {
        self.listening.retain(|reader| !reader.queue.is_closed());
        let (queue, batches) = mpsc::channel(self.settings.stream_queue);
        let cut = Arc::new(Cut::default());
        let first = match self.first(&instruments, resume) {
            Ok(first) => first,
            Err(unknown) => {
                let _gone = reply.send(Err(unknown));
                return;
            }
        };
        let joined = Joined { first, sequence: self.mirror.sequence(), batches, cut: Arc::clone(&cut) };
        if reply.send(Ok(joined)).is_ok() {
            self.listening.push(Listening { queue, cut });
        }
        self.count();
    }

    /// What is said first: what was missed, or the books.
    fn first(
        &self,
        instruments: &BTreeSet<InstrumentCode>,
        resume: Option<Sequence>,
    ) -> Result<Vec<Arc<str>>, InstrumentCode> {
        let sequence = self.mirror.sequence();
        let snapshots = instruments.iter().map(|&code| self.mirror.snapshot(code).ok_or(code));
        let snapshots: Result<Vec<_>, _> = snapshots.collect();
        let snapshots = snapshots?;
        let Some(asked) = resume else {
            return Ok(snapshots.iter().map(|snapshot| text(snapshot).into()).collect());
        };
        if let Some(missed) = self.ring.behind(asked).filter(|_| asked <= sequence) {
            let resumed = StreamResumed { kind: "resumed", after: asked, sequence };
            let missed = missed.filter(|sent| instruments.contains(&sent.instrument));
            let missed = missed.map(|sent| Arc::clone(&sent.text));
            return Ok(core::iter::once(text(&resumed).into()).chain(missed).collect());
        }
        let gap = StreamGap { kind: "gap", asked: Some(asked), kept_after: self.ring.after(), sequence };
        let snapshots = snapshots.iter().map(|snapshot| text(snapshot).into());
        Ok(core::iter::once(text(&gap).into()).chain(snapshots).collect())
    }

    fn count(&self) {
        self.readers.store(self.listening.len(), Ordering::Relaxed);
    }
}
