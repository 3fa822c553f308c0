//! What followers hear: committed records, with what happened.
//!
//! ```text
//!   commit ──┬──▶ Followed: nothing is lost; a follower that lags too far makes the writer decide nothing more
//!            └──▶ Feed: for streams; who lags is told so, and begins anew
//! ```

use std::sync::Arc;

use engine::Sequence;
use store::Telling;
use tokio::sync::{broadcast, mpsc, watch};

/// The records of one block, on disk.
#[derive(Debug)]
pub struct Committed {
    /// The last of them.
    pub last: Sequence,
    /// All of them, in order.
    pub tellings: Vec<Telling>,
}

/// All blocks from some place on, for one follower that must miss none.
#[derive(Debug)]
pub struct Followed {
    blocks: mpsc::UnboundedReceiver<Arc<Committed>>,
    /// The last record that the follower is done with.
    done: watch::Sender<Sequence>,
}

/// The writer's end of a [`Followed`].
#[derive(Debug)]
pub(crate) struct Follower {
    blocks: mpsc::UnboundedSender<Arc<Committed>>,
    done: watch::Receiver<Sequence>,
}

/// All blocks from now on, for one of many that may fall behind.
pub type Feed = broadcast::Receiver<Arc<Committed>>;

/// Both ends, for a follower that is done with everything up to `done`.
pub(crate) fn followed(done: Sequence) -> (Follower, Followed) {
    let (sender, blocks) = mpsc::unbounded_channel();
    let (done, known) = watch::channel(done);
    (Follower { blocks: sender, done: known }, Followed { blocks, done })
}

impl Followed {
    /// Waits for the next blocks, and takes all that are there, up to `most` records if there is more than one;
    /// none once the writer has ended.
    pub async fn next(&mut self, most: usize) -> Vec<Arc<Committed>> {
        let mut taken: Vec<_> = self.blocks.recv().await.into_iter().collect();
        let mut records = taken.iter().map(|committed| committed.tellings.len()).sum::<usize>();
        while !taken.is_empty()
            && records < most
            && let Ok(committed) = self.blocks.try_recv()
        {
            records += committed.tellings.len();
            taken.push(committed);
        }
        taken
    }

    /// Says that everything up to `last` is done with.
    pub fn done(&self, last: Sequence) {
        self.done.send_replace(last);
    }
}

impl Follower {
    /// Tells the follower; one that has ended is told nothing.
    pub(crate) fn tell(&self, committed: &Arc<Committed>) {
        let _ended = self.blocks.send(Arc::clone(committed));
    }

    /// By how many records it lags behind `last`; one that has ended does not.
    pub(crate) fn lag(&self, last: Sequence) -> u64 {
        match self.done.has_changed() {
            Ok(_) => last.number().saturating_sub(self.done.borrow().number()),
            Err(_) => 0,
        }
    }

    /// Waits until it lags behind `last` by no more than `most` records, or has ended.
    pub(crate) async fn caught_up(&mut self, last: Sequence, most: u64) {
        let near = |done: &Sequence| last.number().saturating_sub(done.number()) <= most;
        let _ended = self.done.wait_for(near).await.is_err();
    }
}
