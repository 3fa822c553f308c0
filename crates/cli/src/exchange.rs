//! An exchange at work: its journal, its writer, and the follower of its projections.
//!
//! ```text
//!   open: projections ◀── replay ◀── journal ──▶ writer ──▶ follower ──▶ projections
//! ```

use std::time::Duration;

use engine::Sequence;
use sequencer::{Clock, Ended, Following, ReplayError, Running, Sequencer, Settings};
use store::{Address, Deadline, ProjectionError, Projections};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::progress::Records;

/// How long the end of an exchange waits for its projections.
const PATIENCE: Duration = Duration::from_secs(10);

/// An exchange at work.
pub(crate) struct Exchange {
    /// How it is asked.
    pub(crate) sequencer: Sequencer,
    /// How far the projections are.
    pub(crate) watermark: watch::Receiver<Sequence>,
    /// How their follower is.
    pub(crate) following: watch::Receiver<Following>,
    running: Running,
    follower: JoinHandle<Result<(), ProjectionError>>,
}

impl Exchange {
    /// Opens the database at `address`, replays it, and sets writer and follower to work.
    pub(crate) async fn open<C: Clock>(
        address: &Address,
        deadline: Deadline,
        clock: C,
    ) -> Result<Exchange, ReplayError> {
        let mut progress = Records::begin("replay");
        let mut projections = Projections::open(address, deadline).await?;
        let opened =
            sequencer::open_to(&mut projections, address, deadline, |at, of| progress.at(at, of)).await?;
        drop(progress);
        let watermark = projections.watch();
        let (sequencer, running, mut followed) = sequencer::start(opened, clock, Settings::default(), 1);
        let (state, following) = watch::channel(Following::Working);
        let followed = followed.remove(0);
        let follower = tokio::spawn(sequencer::follow(projections, followed, state));
        Ok(Exchange { sequencer, watermark, following, running, follower })
    }

    /// Waits until the writer and its follower have ended.
    pub(crate) async fn ended(self) -> Result<(), Ended> {
        let Exchange { sequencer, running, mut follower, .. } = self;
        drop(sequencer);
        running.ended().await?;
        // What the follower could not write, the next start makes up for.
        match timeout(PATIENCE, &mut follower).await {
            Ok(Ok(Ok(()))) => {}
            Ok(Ok(Err(error))) => tracing::error!(%error, "the projections are behind"),
            Ok(Err(error)) => tracing::error!(%error, "the follower of the projections broke down"),
            Err(_) => {
                tracing::error!("the projections cannot be written, and are behind");
                follower.abort();
            }
        }
        Ok(())
    }
}
