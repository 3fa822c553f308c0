//! The follower that writes the projections behind the writer.
//!
//! ```text
//!   committed ──▶ everything that waits ──▶ one transaction ──▶ watermark
//!                        ▲ lost: connect again, go on behind the watermark
//! ```
//!
//! It takes what waits all at once, so that the further it lags the more a transaction carries, and the less a
//! record costs.

use std::sync::Arc;
use std::time::Duration;

use store::{ProjectionError, Projections, Telling};
use tokio::sync::watch;
use tokio::time::sleep;

use crate::feed::{Committed, Followed};

/// How many records are written at a time at most, unless one block has more.
const MOST: usize = 4_096;

/// How long to wait before the database is asked again.
const PATIENCE: Duration = Duration::from_millis(200);

/// How the follower is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Following {
    /// It writes what is committed.
    Working,
    /// Its database does not answer; it is asked again and again.
    Interrupted(String),
    /// It has ended; why, if not because the writer has.
    Ended(Option<String>),
}

/// Writes everything that comes, until the writer has ended; `state` hears how it is.
///
/// # Errors
///
/// [`ProjectionError`], when the projections cannot be written any more. The exchange goes on without them.
pub async fn follow(
    mut projections: Projections,
    mut followed: Followed,
    state: watch::Sender<Following>,
) -> Result<(), ProjectionError> {
    loop {
        let taken = followed.next(MOST).await;
        let Some(last) = taken.last().map(|committed| committed.last) else { break };
        while let Err(error) = projections.write(all(&taken)).await {
            if let Err(error) = mend(&mut projections, error, &state).await {
                state.send_replace(Following::Ended(Some(error.to_string())));
                return Err(error);
            }
        }
        followed.done(last);
        state.send_if_modified(|state| core::mem::replace(state, Following::Working) != Following::Working);
    }
    state.send_replace(Following::Ended(None));
    Ok(())
}

/// All records of some blocks, in order.
fn all(blocks: &[Arc<Committed>]) -> Vec<&Telling> {
    blocks.iter().flat_map(|committed| &committed.tellings).collect()
}

/// Connects again after a lost answer; what is written already is passed over afterwards. All is well again only
/// once something was written.
async fn mend(
    projections: &mut Projections,
    mut error: ProjectionError,
    state: &watch::Sender<Following>,
) -> Result<(), ProjectionError> {
    loop {
        if !error.is_lost() {
            return Err(error);
        }
        tracing::warn!(%error, "the projections are not written");
        state.send_replace(Following::Interrupted(error.to_string()));
        sleep(PATIENCE).await;
        match projections.reconnect().await {
            Ok(_) => return Ok(()),
            Err(again) => error = again,
        }
    }
}
