//! What a caller can be told besides an answer.
//!
//! Three answers only: applied or refused, on record; certainly not applied; unknown, and to be asked again
//! under the same key.

use engine::Refused;

/// Why there is no answer on record. All but [`NotDone::Unknown`] are certain: nothing was done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDone {
    /// The key was used for another command.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// More is waiting than the queue holds.
    #[error("{waiting} commands are waiting, which is as many as the queue holds")]
    Busy {
        /// As many as the queue holds.
        waiting: usize,
    },
    /// The journal does not answer at the moment; nothing was done.
    #[error("the journal does not answer, so nothing is accepted: {0}")]
    Interrupted(String),
    /// What follows the journal is too far behind; nothing was done.
    #[error("the tables are {behind} records behind the journal, so nothing is accepted until they catch up")]
    Lagging {
        /// By how many records.
        behind: u64,
    },
    /// The exchange is stopping; nothing was done.
    #[error("the exchange is stopping and accepts nothing more")]
    Stopping,
    /// The journal was asked and did not answer: it may be on record or not.
    #[error("the journal did not answer in time, so it is not known whether this is on record")]
    Unknown,
}

impl NotDone {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            NotDone::Refused(refused) => refused.code(),
            NotDone::Busy { .. } => "BUSY",
            NotDone::Interrupted(_) => "JOURNAL_INTERRUPTED",
            NotDone::Lagging { .. } => "PROJECTIONS_BEHIND",
            NotDone::Stopping => "STOPPING",
            NotDone::Unknown => "OUTCOME_UNKNOWN",
        }
    }

    /// What can be done about it.
    pub fn hint(&self) -> &'static str {
        match self {
            NotDone::Refused(refused) => refused.hint(),
            NotDone::Busy { .. } => "this request did nothing; try again in a moment, under the same key",
            NotDone::Interrupted(_) | NotDone::Lagging { .. } => {
                "this request did nothing; try again once /readyz says ready, under the same key"
            }
            NotDone::Stopping => {
                "this request did nothing; try again once the exchange runs, under the same key"
            }
            NotDone::Unknown => {
                "send the same command under the same key, or ask GET /v1/commands/{key}: it happens at most once"
            }
        }
    }
}

/// Why nothing can be read at the moment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The newest state is not on disk, and the journal does not answer.
    #[error("the journal does not answer, so what is newest cannot be shown: {0}")]
    Interrupted(String),
    /// The writer has ended.
    #[error("the exchange has stopped")]
    Ended,
}

impl Unreadable {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Unreadable::Interrupted(_) => "JOURNAL_INTERRUPTED",
            Unreadable::Ended => "STOPPING",
        }
    }

    /// What can be done about it.
    pub fn hint(&self) -> &'static str {
        "try again once /readyz says ready"
    }
}
