//! What followers hear: committed records, with what happened.
//!
//! ```text
//!   commit ──┬──▶ Followed: bounded, nothing is lost; a follower that lags makes the writer wait
//!            └──▶ Feed: for streams; who lags is told so, and begins anew
//! ```

use std::sync::Arc;

use engine::Sequence;
use store::Telling;
use tokio::sync::{broadcast, mpsc};

/// The records of one block, on disk.
#[derive(Debug)]
pub struct Committed {
    /// The last of them.
    pub last: Sequence,
    /// All of them, in order.
    pub tellings: Vec<Telling>,
}

/// All blocks from some place on, for one follower that must miss none.
pub type Followed = mpsc::Receiver<Arc<Committed>>;

/// All blocks from now on, for one of many that may fall behind.
pub type Feed = broadcast::Receiver<Arc<Committed>>;
