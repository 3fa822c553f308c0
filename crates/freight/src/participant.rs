//! Members of the exchange, and what they may do.

use core::num::NonZeroU32;

use serde::{Deserialize, Serialize};

/// Names a participant: a counter from 1, given at admission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ParticipantId(NonZeroU32);

impl ParticipantId {
    /// Nothing for zero: the counter begins at 1.
    pub fn new(number: u32) -> Option<ParticipantId> {
        NonZeroU32::new(number).map(ParticipantId)
    }

    /// The counter.
    pub fn number(self) -> u32 {
        self.0.get()
    }
}
