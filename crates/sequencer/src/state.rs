//! What is known of the writer from outside: how far the disk is, and whether all is well.

use engine::Sequence;

/// How far the disk is, and whether all is well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The last record that is on disk.
    pub durable: Sequence,
    /// Whether all is well.
    pub condition: Condition,
}

/// Whether all is well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Commands are accepted.
    Working,
    /// The journal does not answer; it is asked again and again.
    Interrupted(String),
    /// A follower is too far behind; nothing is accepted until it has caught up.
    Lagging {
        /// By how many records.
        behind: u64,
    },
    /// Nothing more is accepted.
    Stopping,
    /// The writer has ended; why, if not because it was asked to.
    Ended(Option<String>),
}
